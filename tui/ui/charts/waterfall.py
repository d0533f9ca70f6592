"""A waterfall of horizontal bars, negative parts left of the zero axis."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.charts.blocks import span
from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import WaterfallStep
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Anchor, anchor


class Waterfall(RowList[WaterfallStep]):
    """Steps from a first sum to a last one, joined by connectors where these have room."""

    min_size = (40, 3)

    def wanted_height(self, width: int) -> int:
        """A row a step, and one between where it may be as high as that."""
        airy, most = 2 * len(self.rows) - 1, self.styles.max_height
        return max(1, airy if most is None or airy <= most.value else len(self.rows))

    def listing(self) -> Sequence[Line]:
        """One line a step."""
        return [Line(step.label, step.text, step.foreground) for step in self.rows]

    def lines(self) -> Sequence[tuple[int, int]]:
        """A line a step, and one between with room for all of them."""
        if self.size.height < 2 * len(self.rows) - 1:
            return super().lines()
        return [(index, part) for index in range(self.count()) for part in (-1, 0)][1:]

    def paint(self, canvas: Canvas) -> None:
        """Axis and connectors, then the bars, then the texts."""
        left = GUTTER + widest(step.label for step in self.rows) + 2
        cells = canvas.width - left - widest(step.text for step in self.rows) - 2
        values = [value for step in self.rows for value in (step.start, step.end)]
        scale = anchor(min(values, default=0.0), max(values, default=0.0), cells, 8)
        if cells > 0:
            canvas.vline(left + scale.cell, 0, len(self.in_sight()), "│", "hairline")
        for y, index, part in self.in_sight():
            if part < 0 and cells > 0:
                _connector(canvas, left, y, self.rows[index - 1], scale)
        for y, step, here in self.marked(canvas):
            if cells > 0:
                for cell, glyph in span(scale.at(step.start), scale.at(step.end)):
                    canvas.glyph(left + cell, y, glyph, step.role)
            bold = " bold" if step.strong or here else ""
            canvas.put(GUTTER, y, step.label, f"text{bold}")
            canvas.right(canvas.width, y, step.text, f"{step.foreground}{bold}")


def _connector(canvas: Canvas, left: int, y: int, step: WaterfallStep, scale: Anchor) -> None:
    """A dotted line from the end of a bar to the next one."""
    edge = scale.at(step.end)
    cell = (edge - 1) // 8 if step.end > step.start else edge // 8
    if cell != scale.cell:
        canvas.put(left + cell, y, "┊", "hairline")
