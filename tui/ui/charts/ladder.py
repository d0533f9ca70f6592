"""Prices as dots on thin bars from zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import GRID
from tui.ui.charts.paint import Line, window
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import GUTTER, mark_row, put_stroke, stroke, widest
from tui.ui.charts.scale import finite

Kind = Literal["picked", "other", "reference"]
"""Picked by the user, not picked, or there for comparison."""
DOTS: Final[dict[Kind, str]] = {"picked": "●", "other": "•", "reference": "◇"}
"""The glyph of each kind."""
INKS: Final[dict[Kind, str]] = {"picked": "profit", "other": "neutral", "reference": "muted"}
"""The foreground of each kind."""


class Rung(NamedTuple):
    """One price, its text ready to show."""

    label: str
    value: float
    text: str
    kind: Kind = "other"


class PriceLadder(Selectable):
    """Names, bars that begin at zero, dots and values; picked ones bold."""

    min_size = (30, 1)

    rungs: reactive[tuple[Rung, ...]] = reactive[tuple[Rung, ...]](())
    """The rows, top to bottom."""

    class Selected(Selectable.Selected):
        """The user moved to another rung."""

    class Chosen(Selectable.Chosen):
        """The user chose a rung."""

    def __init__(
        self,
        rungs: Sequence[Rung] = (),
        *,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A ladder of these rungs."""
        super().__init__(id=id, classes=classes)
        self.rungs = tuple(rungs)
        self.selected = selected

    def watch_rungs(self) -> None:
        """New figures."""
        self.refill()

    def count(self) -> int:
        """Number of rungs."""
        return len(self.rungs)

    def wanted_height(self, width: int) -> int:
        """A row each."""
        return max(1, len(self.rungs))

    def listing(self) -> Sequence[Line]:
        """One line a rung: glyph, name and value."""
        return [Line(f"{DOTS[rung.kind]} {rung.label}", rung.text) for rung in self.rungs]

    def place_at(self, x: int, y: int) -> int | None:
        """The rung on a row."""
        index = window(len(self.rungs), self.size.height, self.selected) + y
        return index if 0 <= index < len(self.rungs) else None

    def paint(self, canvas: Canvas) -> None:
        """The rungs that fit, the one under the cursor among them."""
        left = GUTTER + widest(rung.label for rung in self.rungs) + 1
        cells = canvas.width - left - widest(rung.text for rung in self.rungs) - 2
        most = max((finite(rung.value) for rung in self.rungs), default=0.0)
        first = window(len(self.rungs), canvas.height, self.selected)
        for y, rung in enumerate(self.rungs[first:][: canvas.height]):
            here = first + y == self.selected
            if here:
                mark_row(canvas, y, self.has_focus)
            length = round(2 * (cells - 1) * max(0.0, finite(rung.value)) / most) if most > 0 else 0
            _rung(canvas, left, y, rung, length, here)


def _rung(canvas: Canvas, left: int, y: int, rung: Rung, length: int, here: bool) -> None:
    """One row; `length` in half cells, the dot in the cell where the bar ends."""
    bold = " bold" if rung.kind == "picked" or here else ""
    name = "muted" if rung.kind == "reference" and not here else "text"
    dot = left + max(0, length) // 2
    canvas.put(GUTTER, y, rung.label, f"{name}{bold}")
    if rung.kind == "reference":
        canvas.hline(left, y, dot - left, GRID, "muted")
    else:
        bar = stroke(dot - left, [(0, length, "thick")])
        put_stroke(canvas, left, y, bar, INKS[rung.kind])
    canvas.put(dot, y, DOTS[rung.kind], f"{INKS[rung.kind]}{bold}")
    canvas.put(dot + 2, y, rung.text, f"{name}{bold}")
