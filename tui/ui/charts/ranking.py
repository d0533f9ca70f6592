"""A ranking: rows from the largest loss to the largest gain, bars from one zero line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.reactive import reactive

from tui.ui.charts.axis import axis_ticks, paint_axis
from tui.ui.charts.canvas import Canvas, fit, widest
from tui.ui.charts.data import RankBar
from tui.ui.charts.glyphs import stroke
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Scale, compact_number

_LEAST = 20
"""Columns that bars need; else places, names and texts stand alone."""
_AXIS_FROM = 2
"""Rows beyond those of the bars from which there is an axis."""


class Ranking(RowList[RankBar]):
    """Places, names and bars on one scale; what is larger runs off it and says how far."""

    min_size = (40, 2)

    limit: reactive[float] = reactive(0.0)
    """The largest value of the scale; bars beyond it run off."""
    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""

    def watch_limit(self) -> None:
        """Draw on another scale."""
        self.repaint()

    @property
    def _has_axis(self) -> bool:
        return self.size.height >= self.count() + _AXIS_FROM

    def listing(self) -> Sequence[Line]:
        """Place, name and value."""
        return [Line(f"{row.place} {row.label}", row.text, row.role) for row in self.rows]

    def wanted_height(self, width: int) -> int:
        """A line a row, and the axis."""
        return max(1, self.count()) + 2

    def paint(self, canvas: Canvas) -> None:
        """The rows that fit, then the axis."""
        places = widest(row.place for row in self.rows)
        left = GUTTER + places + 1 + widest(row.label for row in self.rows) + 1
        basis, side = widest(row.basis for row in self.rows), widest(row.side for row in self.rows)
        ends = canvas.width - (basis + 2 if basis else 0)
        right = ends - (side + 2 if side else 0) - widest(row.text for row in self.rows) - 1
        cells = right - left
        low = min((max(row.value, -self.limit) for row in self.rows), default=0.0)
        high = max((min(row.value, self.limit) for row in self.rows), default=0.0)
        scale = Scale(min(low, 0.0), max(high, 0.0), max(cells - 1, 0))
        for y, row, here in self.marked(canvas):
            bold = " bold" if here else ""
            canvas.right(GUTTER + places, y, row.place, f"muted{bold}")
            canvas.put(GUTTER + places + 1, y, row.label, f"text{bold}")
            canvas.right(ends - (side + 2 if side else 0), y, row.text, f"{row.role} bold")
            canvas.right(ends, y, row.side, "muted")
            canvas.put(ends + 2, y, row.basis, "muted")
            if cells >= _LEAST:
                _bar(canvas, left, y, row, scale, self.limit)
        if cells >= _LEAST and self._has_axis:
            found = axis_ticks(scale, cells, self.fmt)
            paint_axis(canvas, left, self.count(), cells, found)


def _bar(canvas: Canvas, left: int, y: int, row: RankBar, scale: Scale, limit: float) -> None:
    """A bar from zero, thin where it is weak; one off the scale begins with how far it goes."""
    cells, zero = scale.units + 1, scale.at(0.0)
    end = scale.at(row.value)
    halves = (2 * end, 2 * zero) if row.value < 0 else (2 * zero + 1, 2 * end + 1)
    line = stroke(cells, [(*halves, "thin" if row.hollow else "thick")])
    canvas.put(left + zero, y, "│", "hairline")
    canvas.over(left, y, line, row.role)
    if abs(row.value) <= limit:
        return
    off = f"{row.off} " if row.off else ""
    if row.value < 0:
        canvas.put(left, y, fit(f"◂ {off}╌╌", max(zero - 4, 1)), row.role)
    else:
        canvas.right(left + cells, y, fit(f"╌╌ {off}▸", max(cells - zero - 4, 1)), row.role)
