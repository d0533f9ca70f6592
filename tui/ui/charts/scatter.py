"""Points in two measures, with a frontier of best buys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.ui.charts.axis import Tick, axis_ticks, paint_axis, paint_levels
from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import Dot
from tui.ui.charts.glyphs import GRID
from tui.ui.charts.ladder import DOTS, FOREGROUNDS, PICKED
from tui.ui.charts.paint import Line
from tui.ui.charts.pick import Selectable
from tui.ui.charts.scale import Scale, compact_number, scale, ticks


class ScatterLayout(NamedTuple):
    """Dots lie in columns `left`.. (`cells` of them) and rows 0..`bottom`-1."""

    left: int
    cells: int
    bottom: int
    across: Scale
    upward: Scale
    rows: tuple[tuple[int, str], ...]
    ticks: tuple[Tick, ...]

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """Column and row of a point."""
        return self.left + self.across.at(x), self.bottom - 1 - self.upward.at(y)


def scatter_layout(
    ends: Sequence[tuple[float, float]],
    width: int,
    height: int,
    fmt_x: Callable[[float], str],
    fmt_y: Callable[[float], str],
) -> ScatterLayout:
    """Axes with round values at the left and below."""
    bottom = max(1, height - 2)
    upward = scale([y for _, y in ends], bottom - 1, 0.08)
    most = max(2, bottom // 3)
    counts = (ticks(upward.low, upward.high, count) for count in range(most, 4 * most))
    values = next((found for found in counts if len(found) > 1), ())
    texts = [fmt_y(value) for value in values]
    rows = tuple(
        (bottom - 1 - upward.at(value), text) for value, text in zip(values, texts, strict=True)
    )
    left = widest(texts) + 1
    cells = max(1, width - left)
    across = scale([x for x, _ in ends], cells - 1, 0.08)
    return ScatterLayout(
        left, cells, bottom, across, upward, rows, axis_ticks(across, cells, fmt_x)
    )


class Caption(NamedTuple):
    """Where a name stands, and what joins it to its dot where it does not stand beside it."""

    column: int
    row: int
    text: str


def place_caption(
    canvas: Canvas, plot: ScatterLayout, dot: tuple[int, int], name: str, *, force: bool
) -> Caption | None:
    """Right or left of a dot, or in the row below or above with a corner at its column.

    Nothing else may be there; `force` takes the place at the right anyhow.
    """
    (column, row), width = dot, cell_len(name)
    left = column - 1 - width
    if canvas.free(column + 2, row, width, GRID) and canvas.blank(column + 1, row, 1, GRID):
        return Caption(column + 2, row, name)
    if left > plot.left and canvas.free(left, row, width, GRID):
        return Caption(left, row, name)
    for y, corners in ((row + 1, "╰╯"), (row - 1, "╭╮")):
        for x, text in ((column, f"{corners[0]} {name}"), (left, f"{name} {corners[1]}")):
            if x >= plot.left and 0 <= y < plot.bottom and canvas.free(x, y, width + 2, GRID):
                return Caption(x, y, text)
    end = max(plot.left, min(column + 2, canvas.width - width))
    return Caption(end, row, name) if force else None


class Scatter(Selectable[Dot]):
    """Dots with names; left and right go through them in the order given."""

    CALLED = "Range by price"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Previous", show=False, id="scatter.back"),
        Binding("right,l", "step(1)", "Next", show=False, id="scatter.next"),
    ]
    min_size = (30, 7)
    fmt_x: Callable[[float], str] = staticmethod(compact_number)
    fmt_y: Callable[[float], str] = staticmethod(compact_number)
    """They write the round values at the axes."""

    frontier: reactive[tuple[tuple[float, float], ...]] = reactive[tuple[tuple[float, float], ...]](
        (), repaint=False
    )
    """Corners (x, y) of the step line, x ascending."""

    def watch_frontier(self) -> None:
        """A new line."""
        self.repaint()

    def listing(self) -> Sequence[Line]:
        """One line a dot."""
        pairs = [(dot, f"{self.fmt_x(dot.x)}, {self.fmt_y(dot.y)}") for dot in self.rows]
        return [Line(f"{DOTS[dot.kind]} {dot.label}", text) for dot, text in pairs]

    def plot(self) -> ScatterLayout:
        """Where everything is at the present size."""
        ends = [(dot.x, dot.y) for dot in self.rows] + list(self.frontier)
        return scatter_layout(ends, self.size.width, self.size.height, self.fmt_x, self.fmt_y)

    def place_at(self, x: int, y: int) -> int | None:
        """The dot nearest to a cell, if it is close enough."""
        plot = self.plot()
        places = [plot.cell(dot.x, dot.y) for dot in self.rows]
        far = [abs(x - column) + 2 * abs(y - row) for column, row in places]
        best = min(range(len(far)), key=far.__getitem__, default=None)
        return best if best is not None and far[best] <= 4 else None

    def paint(self, canvas: Canvas) -> None:
        """Grid, frontier, dots, and names where they find room."""
        plot = self.plot()
        paint_levels(canvas, plot.left, plot.rows)
        paint_axis(canvas, plot.left, plot.bottom, plot.cells, plot.ticks)
        _frontier(canvas, [plot.cell(*corner) for corner in self.frontier])
        for dot in self.rows:
            bold = " bold" if dot.kind in PICKED else ""
            canvas.put(*plot.cell(dot.x, dot.y), DOTS[dot.kind], FOREGROUNDS[dot.kind] + bold)
        # A name takes room from those that come later; the one under the cursor always has its own.
        order = {"picked": 1, "picked rival": 1, "reference": 2, "other": 3}
        ranks = {
            index: 0 if index == self.selected else order[dot.kind]
            for index, dot in enumerate(self.rows)
        }
        for index in sorted(ranks, key=ranks.__getitem__):
            self._caption(canvas, plot, index)

    def _caption(self, canvas: Canvas, plot: ScatterLayout, index: int) -> None:
        """The name of a dot beside it; the selected one in any case, on a tinted background."""
        dot, here = self.rows[index], index == self.selected
        column, row = plot.cell(dot.x, dot.y)
        place = place_caption(canvas, plot, (column, row), dot.label, force=here)
        if place is None:
            return
        foreground = "text bold" if dot.kind in PICKED else "muted"
        if here:
            canvas.background(column, row, 1, 1, "cursor")
            canvas.background(place.column, place.row, cell_len(place.text), 1, "cursor")
            foreground = "best bold" if self.has_focus else "text bold"
        canvas.put(place.column, place.row, place.text, foreground)


def _frontier(canvas: Canvas, corners: Sequence[tuple[int, int]]) -> None:
    """A step line: level up to the next corner's column, then to its row."""
    for (x, y), (next_x, next_y) in pairwise(corners):
        canvas.hline(x, y, next_x - x, "─", "best")
        if next_y != y and next_x > x:
            canvas.put(next_x, y, "╯" if next_y < y else "╮", "best")
        canvas.vline(next_x, min(y, next_y) + 1, abs(y - next_y) - 1, "│", "best")
