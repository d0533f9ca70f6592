"""Prices as dots on thin bars from zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.ui.charts.canvas import Canvas, fit, widest
from tui.ui.charts.data import Kind, Rung
from tui.ui.charts.glyphs import GRID, stroke
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import finite

DOTS: Final[dict[Kind, str]] = {
    "picked": "●",
    "picked rival": "◆",
    "other": "•",
    "reference": "◇",
}
"""The glyph of each kind."""
FOREGROUNDS: Final[dict[Kind, str]] = {
    "picked": "profit",
    "picked rival": "profit",
    "other": "neutral",
    "reference": "muted",
}
"""The foreground of each kind."""
PICKED: Final[tuple[Kind, Kind]] = ("picked", "picked rival")
_LEAST = 4
"""Cells that bars have at least; names are cut off for them, values are not."""


class PriceLadder(RowList[Rung]):
    """Names, bars that begin at zero, dots and values; picked ones bold."""

    min_size = (30, 1)

    def listing(self) -> Sequence[Line]:
        """One line a rung: glyph, name and value."""
        return [Line(f"{DOTS[rung.kind]} {rung.label}", rung.text) for rung in self.rows]

    def paint(self, canvas: Canvas) -> None:
        """The rungs that fit, the one under the cursor among them."""
        room = canvas.width - widest(rung.text for rung in self.rows) - 2
        left = min(GUTTER + widest(rung.label for rung in self.rows) + 1, max(room - _LEAST, 0))
        cells = room - left
        most = max((finite(rung.value) for rung in self.rows), default=0.0)
        for y, rung, here in self.marked(canvas):
            length = round(2 * (cells - 1) * max(0.0, finite(rung.value)) / most) if most > 0 else 0
            _rung(canvas, left, y, rung, length, here)


def _rung(canvas: Canvas, left: int, y: int, rung: Rung, length: int, here: bool) -> None:
    """One row; `length` in half cells, the dot in the cell where the bar ends."""
    bold = " bold" if rung.kind in PICKED or here else ""
    name = "muted" if rung.kind == "reference" and not here else "text"
    dot = left + max(0, length) // 2
    canvas.put(GUTTER, y, fit(rung.label, left - GUTTER - 1), f"{name}{bold}")
    if rung.kind == "reference":
        canvas.hline(left, y, dot - left, GRID, "muted")
    else:
        bar = stroke(dot - left, [(0, length, "thick")])
        canvas.over(left, y, bar, FOREGROUNDS[rung.kind])
    canvas.put(dot, y, DOTS[rung.kind], f"{FOREGROUNDS[rung.kind]}{bold}")
    canvas.put(dot + 2, y, rung.text, f"{name}{bold}")
