"""Several values as intervals on one common axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tui.ui.charts.axis import axis_ticks, paint_axis
from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import IntervalRow
from tui.ui.charts.glyphs import stroke
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Scale, compact_number, scale


class IntervalAxis(RowList[IntervalRow]):
    """Rows of intervals; the preferred one carries a star."""

    min_size = (40, 4)
    FOOT = 2

    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""

    def listing(self) -> Sequence[Line]:
        """One line a value."""
        stars = ["★ " if span.preferred else "" for span in self.rows]
        rows = zip(stars, self.rows, strict=True)
        return [Line(f"{star}{span.label}", span.text, span.role) for star, span in rows]

    def small(self) -> bool:
        """Also when names and texts leave no room for an axis."""
        left, right = self._sides()
        return super().small() or self.size.width - left - right < 12

    def _sides(self) -> tuple[int, int]:
        """Columns left and right of the axis."""
        left = GUTTER + 2 + widest(span.label for span in self.rows) + 2
        return left, widest(span.text for span in self.rows) + 2

    def paint(self, canvas: Canvas) -> None:
        """Axis with faint lines upwards, then a row a value."""
        left, right = self._sides()
        cells = canvas.width - left - right
        over = scale([value for span in self.rows for value in span.ends()], cells - 1, 0.05)
        found = axis_ticks(over, cells, self.fmt)
        for y, span, here in self.marked(canvas):
            for tick in found:
                canvas.put(left + tick.column, y, "┊", "hairline")
            _interval(canvas, left, y, span, Scale(over.low, over.high, 2 * cells - 1))
            bold = " bold" if here or span.preferred else ""
            canvas.put(GUTTER, y, "★" if span.preferred else " ", "best bold")
            canvas.put(GUTTER + 2, y, span.label, f"text{bold}")
            canvas.right(canvas.width, y, span.text, f"text{bold}")
        paint_axis(canvas, left, len(self.in_sight()), cells, found)


def strips(rows: Sequence[IntervalRow], cells: int) -> list[str]:
    """The same as text of so many cells each, as for a column of a table."""
    over, found = scale([value for span in rows for value in span.ends()], cells), list[str]()
    for span in rows:
        canvas = Canvas(cells, 1)
        _interval(canvas, 0, 0, span, Scale(over.low, over.high, 2 * cells - 1))
        found.append(canvas.lines()[0])
    return found


def _interval(canvas: Canvas, left: int, y: int, span: IntervalRow, halves: Scale) -> None:
    """Support, core, open ends and point of one value; `halves` counts half cells."""
    cells = (halves.units + 1) // 2
    start = 0 if span.low is None else halves.at(span.low)
    end = halves.units if span.high is None else halves.at(span.high)
    canvas.over(left, y, stroke(cells, [(start, end + 1, "thin")]), span.role)
    if span.core_low is not None and span.core_high is not None:
        core = (halves.at(span.core_low), halves.at(span.core_high) + 1)
        both = stroke(cells, [(start, end + 1, "thin"), (*core, "thick")])
        canvas.over(left, y, both, span.role)
    if span.low is None:
        canvas.put(left, y, "◂", span.role)
    if span.high is None:
        canvas.put(left + cells - 1, y, "▸", span.role)
    if span.point is not None:
        bold = "best bold" if span.preferred else f"{span.role} bold"
        canvas.put(left + halves.at(span.point) // 2, y, span.glyph, bold)
