"""Strips: the quarters of each row by a quantity, gained or lost, and where a row turned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.reactive import reactive

from tui.ui.charts.axis import axis_ticks
from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import StripRow
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Scale, compact_number

GAINED, LOST = ("△", "▲"), ("▽", "▼")
"""The glyph of a quarter that counts for nothing, and of one that counts."""
_LEAST_TEXT = 12


class TurnStrip(RowList[StripRow]):
    """A strip a row under one axis; rows are not compared with each other."""

    min_size = (40, 3)
    HEAD = 1

    limit: reactive[float] = reactive(1.0, repaint=False)
    """The right end of the axis; what lies beyond stands at the edge."""
    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""
    title = ""
    """What stands above the texts at the right."""

    def watch_limit(self) -> None:
        """Draw on another axis."""
        self.repaint()

    @property
    def _has_notes(self) -> bool:
        """Whether there is a second line for each row."""
        return self.size.height >= self.HEAD + 2 * self.count()

    def lines(self) -> Sequence[tuple[int, int]]:
        """A line a row, or two where there is room for its note."""
        parts = (0, 1) if self._has_notes else (0,)
        return [(index, part) for index in range(self.count()) for part in parts]

    def listing(self) -> Sequence[Line]:
        """Name and text."""
        return [Line(row.label, row.text) for row in self.rows]

    def paint(self, canvas: Canvas) -> None:
        """The axis, then the strips in sight."""
        left = GUTTER + widest(row.label for row in self.rows) + 1
        texts = max(widest(row.text for row in self.rows), len(self.title), _LEAST_TEXT)
        cells = max(canvas.width - left - texts - 3, 1)
        scale = Scale(0.0, self.limit, cells - 1)
        for tick in axis_ticks(scale, cells, self.fmt):
            if tick.column + len(tick.text) <= cells:
                canvas.put(left + tick.column, 0, tick.text, "muted")
        canvas.put(left + cells + 2, 0, self.title, "muted")
        for y, row, here in self.marked(canvas):
            bold = " bold" if here else ""
            canvas.put(GUTTER, y, row.label, f"text{bold}")
            canvas.put(left, y, "│", "hairline")
            _paint_row(canvas, left, y, row, scale, here=here)
            canvas.put(left + cells + 2, y, row.text, f"text{bold}")
        for y, index, part in self.in_sight():
            if part == 1:
                canvas.put(GUTTER + 1, y, self.rows[index].note, "muted")


def _paint_row(
    canvas: Canvas, left: int, y: int, row: StripRow, scale: Scale, *, here: bool
) -> None:
    """The bracket, then the marks, those that count over the others, the chosen one over all."""
    if row.bracket:
        start, end = (left + scale.at(x) for x in row.bracket)
        canvas.hline(start, y, end - start, "─", "muted")
        canvas.put(start + 1, y, "├" if end - start > 2 else "", "muted")
        canvas.put(end - 1, y, "┤" if end - start > 2 else "", "muted")
    for mark in sorted(row.marks, key=lambda mark: (here and mark.is_chosen, mark.counts)):
        role = "profit" if mark.gained else "loss"
        role = "best reverse" if here and mark.is_chosen else role
        glyph = (GAINED if mark.gained else LOST)[mark.counts]
        beyond = mark.x > scale.high
        canvas.put(left + scale.at(mark.x), y, "▸" if beyond else glyph, role)
