"""Points in two measures, with a frontier of best buys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.ui.charts.axis import paint_axis
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import GRID
from tui.ui.charts.ladder import DOTS, INKS
from tui.ui.charts.paint import Line
from tui.ui.charts.pick import Pickable
from tui.ui.charts.scale import compact
from tui.ui.charts.scatter_layout import Dot, Plot, lay_out, place_label


class Scatter(Pickable):
    """Dots with names; left and right go through them in the order given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Previous", show=False, id="scatter.back"),
        Binding("right,l", "step(1)", "Next", show=False, id="scatter.next"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left, h / right, l | Previous or next dot. |
    """

    min_size = (30, 7)

    dots: reactive[tuple[Dot, ...]] = reactive[tuple[Dot, ...]](())
    """The points."""
    frontier: reactive[tuple[tuple[float, float], ...]] = reactive[tuple[tuple[float, float], ...]](
        ()
    )
    """Corners (x, y) of the step line, x ascending."""

    class Selected(Pickable.Selected):
        """The user moved to another dot."""

    class Chosen(Pickable.Chosen):
        """The user chose a dot."""

    def __init__(
        self,
        dots: Sequence[Dot] = (),
        *,
        frontier: Sequence[tuple[float, float]] = (),
        fmt_x: Callable[[float], str] = compact,
        fmt_y: Callable[[float], str] = compact,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`fmt_x` and `fmt_y` write the round values at the axes."""
        super().__init__(id=id, classes=classes)
        self.fmt_x, self.fmt_y = fmt_x, fmt_y
        self.frontier = tuple(frontier)
        self.dots = tuple(dots)
        self.selected = selected

    def watch_dots(self) -> None:
        """New figures."""
        self.refill()

    def watch_frontier(self) -> None:
        """A new line."""
        self.repaint()

    def count(self) -> int:
        """Number of dots."""
        return len(self.dots)

    def listing(self) -> Sequence[Line]:
        """One line a dot."""
        pairs = [(dot, f"{self.fmt_x(dot.x)}, {self.fmt_y(dot.y)}") for dot in self.dots]
        return [Line(f"{DOTS[dot.kind]} {dot.label}", text) for dot, text in pairs]

    def plot(self) -> Plot:
        """Where everything is at the present size."""
        ends = [(dot.x, dot.y) for dot in self.dots] + list(self.frontier)
        return lay_out(ends, self.size.width, self.size.height, self.fmt_x, self.fmt_y)

    def place_at(self, x: int, y: int) -> int | None:
        """The dot nearest to a cell, if it is near."""
        plot = self.plot()
        places = [plot.cell(dot.x, dot.y) for dot in self.dots]
        far = [abs(x - column) + 2 * abs(y - row) for column, row in places]
        best = min(range(len(far)), key=far.__getitem__, default=None)
        return best if best is not None and far[best] <= 4 else None

    def paint(self, canvas: Canvas) -> None:
        """Grid, frontier, dots, and names where they find room."""
        plot = self.plot()
        for row, text in plot.rows:
            canvas.right(plot.left - 1, row, text, "muted")
            canvas.hline(plot.left, row, plot.cells, GRID, "hairline")
        paint_axis(canvas, plot.left, plot.bottom, plot.cells, plot.ticks)
        _frontier(canvas, [plot.cell(*corner) for corner in self.frontier])
        for dot in self.dots:
            bold = " bold" if dot.kind == "picked" else ""
            canvas.put(*plot.cell(dot.x, dot.y), DOTS[dot.kind], INKS[dot.kind] + bold)
        order = {"picked": 1, "reference": 2, "other": 3}
        ranks = {
            index: 0 if index == self.selected else order[dot.kind]
            for index, dot in enumerate(self.dots)
        }
        for index in sorted(ranks, key=ranks.__getitem__):
            self._caption(canvas, plot, index)

    def _caption(self, canvas: Canvas, plot: Plot, index: int) -> None:
        """The name of a dot beside it; the selected one in any case, on a tinted ground."""
        dot, here = self.dots[index], index == self.selected
        column, row = plot.cell(dot.x, dot.y)
        place = place_label(canvas, plot, column, row, dot.label, here)
        if place is None:
            return
        ink = "text bold" if dot.kind == "picked" else "muted"
        if here:
            canvas.ground(column, row, 1, 1, "cursor")
            canvas.ground(place[0], place[1], place[2], 1, "cursor")
            ink = "best bold" if self.has_focus else "text bold"
        canvas.put(place[0], place[1], dot.label, ink)


def _frontier(canvas: Canvas, corners: Sequence[tuple[int, int]]) -> None:
    """A step line: level up to the next corner's column, then to its row."""
    for (x, y), (next_x, next_y) in pairwise(corners):
        canvas.hline(x, y, next_x - x, "─", "best")
        if next_y != y and next_x > x:
            canvas.put(next_x, y, "╯" if next_y < y else "╮", "best")
        canvas.vline(next_x, min(y, next_y) + 1, abs(y - next_y) - 1, "│", "best")
