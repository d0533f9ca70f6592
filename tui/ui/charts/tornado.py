"""What moves a result: thin bars to both sides of the present value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len
from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import Line, window
from tui.ui.charts.palette import Role
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import GUTTER, mark_row, put_stroke, stroke, widest
from tui.ui.charts.scale import Anchor, anchor, finite


class TornadoRow(NamedTuple):
    """Results at the two ends of one assumption; `outer_*` adds the rounding to them."""

    label: str
    low: float
    high: float
    low_text: str
    high_text: str
    low_role: Role = "neutral"
    high_role: Role = "neutral"
    outer_low: float | None = None
    outer_high: float | None = None

    def ends(self) -> tuple[float, float]:
        """Smallest and largest result without rounding."""
        return min(self.low, self.high), max(self.low, self.high)

    def reach(self) -> tuple[float, float]:
        """Smallest and largest result with rounding."""
        outer = [value for value in (self.outer_low, self.outer_high) if value is not None]
        return min(*self.ends(), *outer), max(*self.ends(), *outer)

    def texts(self) -> tuple[tuple[str, Role], tuple[str, Role]]:
        """Text and role of the left end and of the right end."""
        low, high = (self.low_text, self.low_role), (self.high_text, self.high_role)
        return (low, high) if self.low <= self.high else (high, low)


class Tornado(Selectable):
    """Swings about a base, the widest first if the caller sorted them."""

    min_size = (30, 1)

    swings: reactive[tuple[TornadoRow, ...]] = reactive[tuple[TornadoRow, ...]](())
    """The rows."""
    base: reactive[float] = reactive(0.0)
    """The result as it stands, in the unit of the swings."""

    class Selected(Selectable.Selected):
        """The user moved to another assumption."""

    class Chosen(Selectable.Chosen):
        """The user chose an assumption."""

    def __init__(
        self,
        swings: Sequence[TornadoRow] = (),
        *,
        base: float = 0.0,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """Swings about `base`."""
        super().__init__(id=id, classes=classes)
        self.base = base
        self.swings = tuple(swings)
        self.selected = selected

    def watch_swings(self) -> None:
        """New figures."""
        self.refill()

    def watch_base(self) -> None:
        """A new centre."""
        self.repaint()

    def count(self) -> int:
        """Number of rows."""
        return len(self.swings)

    def wanted_height(self, width: int) -> int:
        """A row each."""
        return max(1, len(self.swings))

    def listing(self) -> Sequence[Line]:
        """One line a swing: from … to."""
        pairs = [(swing.label, swing.texts()) for swing in self.swings]
        return [Line(label, f"{low} … {high}") for label, ((low, _), (high, _)) in pairs]

    def place_at(self, x: int, y: int) -> int | None:
        """The swing on a row."""
        index = window(len(self.swings), self.size.height, self.selected) + y
        return index if 0 <= index < len(self.swings) else None

    def small(self) -> bool:
        """Also without room for both texts and a bar."""
        left, right = self._sides()
        return super().small() or self.size.width - left - right < 10

    def _sides(self) -> tuple[int, int]:
        """Columns left and right of the bars."""
        left = GUTTER + widest(swing.label for swing in self.swings) + 2
        texts = [swing.texts() for swing in self.swings]
        left += widest(low for (low, _), _ in texts) + 1
        return left, widest(high for _, (high, _) in texts) + 1

    def paint(self, canvas: Canvas) -> None:
        """Bars, centre line and texts."""
        left, right = self._sides()
        base = finite(self.base)
        offsets = [value - base for swing in self.swings for value in swing.reach()]
        cells = canvas.width - left - right
        scale = anchor(min(offsets, default=0.0), max(offsets, default=0.0), cells, 2)
        first = window(len(self.swings), canvas.height, self.selected)
        for y, swing in enumerate(self.swings[first:][: canvas.height]):
            here = first + y == self.selected
            if here:
                mark_row(canvas, y, self.has_focus)
            bold = " bold" if here else ""
            canvas.put(GUTTER, y, swing.label, f"text{bold}")
            self._swing(canvas, left, y, swing, scale, bold)
            canvas.put(left + scale.cell, y, "┃", f"text{bold}")

    def _swing(
        self, canvas: Canvas, left: int, y: int, swing: TornadoRow, scale: Anchor, bold: str
    ) -> None:
        """One row: rounding thin, the swing thick, texts beyond both."""
        base, cells = finite(self.base), canvas.width - left
        low, high = (scale.at(value - base) for value in swing.ends())
        first, last = (scale.at(value - base) for value in swing.reach())
        row = stroke(cells, [(first, last, "thin"), (low, high, "thick")])
        put_stroke(canvas, left, y, row, "muted")
        put_stroke(canvas, left + low // 2, y, row[low // 2 : scale.cell], "loss")
        after = max(low // 2, scale.cell)
        put_stroke(canvas, left + after, y, row[after : -(-high // 2)], "profit")
        (low_text, low_role), (high_text, high_role) = swing.texts()
        start = min(first, 2 * scale.cell) // 2
        canvas.put(left + start - 1 - cell_len(low_text), y, low_text, f"{low_role}{bold}")
        end = max(-(-last // 2), scale.cell + 1)
        canvas.put(left + end + 1, y, high_text, f"{high_role}{bold}")
