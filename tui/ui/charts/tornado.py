"""What moves a result: thin bars to both sides of the present value."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import TornadoRow
from tui.ui.charts.glyphs import stroke
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Anchor, anchor, finite


class Tornado(RowList[TornadoRow]):
    """Swings about a base, the widest first if the caller sorted them."""

    min_size = (30, 1)

    base: reactive[float] = reactive(0.0, repaint=False)
    """The result as it stands, in the unit of the swings."""

    def watch_base(self) -> None:
        """A new centre."""
        self.repaint()

    def listing(self) -> Sequence[Line]:
        """One line a swing: from … to."""
        pairs = [(swing.label, swing.texts()) for swing in self.rows]
        return [Line(label, f"{low} … {high}") for label, ((low, _), (high, _)) in pairs]

    def small(self) -> bool:
        """Also without room for both texts and a bar."""
        left, right = self._sides()
        return super().small() or self.size.width - left - right < 10

    def _sides(self) -> tuple[int, int]:
        """Columns left and right of the bars."""
        left = GUTTER + widest(swing.label for swing in self.rows) + 2
        texts = [swing.texts() for swing in self.rows]
        left += widest(low for (low, _), _ in texts) + 1
        return left, widest(high for _, (high, _) in texts) + 1

    def paint(self, canvas: Canvas) -> None:
        """Bars, centre line and texts."""
        left, right = self._sides()
        base = finite(self.base)
        offsets = [value - base for swing in self.rows for value in swing.reach()]
        cells = canvas.width - left - right
        scale = anchor(min(offsets, default=0.0), max(offsets, default=0.0), cells, 2)
        for y, swing, here in self.marked(canvas):
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
        canvas.over(left, y, row, "muted")
        canvas.over(left + low // 2, y, row[low // 2 : scale.cell], "loss")
        after = max(low // 2, scale.cell)
        canvas.over(left + after, y, row[after : -(-high // 2)], "profit")
        (low_text, low_role), (high_text, high_role) = swing.texts()
        start = min(first, 2 * scale.cell) // 2
        canvas.put(left + start - 1 - cell_len(low_text), y, low_text, f"{low_role}{bold}")
        end = max(-(-last // 2), scale.cell + 1)
        canvas.put(left + end + 1, y, high_text, f"{high_role}{bold}")
