"""Where dots, axes and names of a scatter go; pure geometry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from tui.ui.charts.axis import Tick, axis_ticks
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import GRID
from tui.ui.charts.ladder import Kind
from tui.ui.charts.rows import widest
from tui.ui.charts.scale import Scale, scale, ticks


class Dot(NamedTuple):
    """A point; `x` and `y` in the units of the two axes."""

    x: float
    y: float
    label: str
    kind: Kind = "other"


class Plot(NamedTuple):
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


def lay_out(
    ends: Sequence[tuple[float, float]],
    width: int,
    height: int,
    fmt_x: Callable[[float], str],
    fmt_y: Callable[[float], str],
) -> Plot:
    """Axes with round values at the left and below."""
    bottom = max(1, height - 2)
    upward = scale([y for _, y in ends], bottom - 1, 0.08)
    values = ticks(upward.low, upward.high, max(2, bottom // 3))
    texts = [fmt_y(value) for value in values]
    rows = tuple(
        (bottom - 1 - upward.at(value), text) for value, text in zip(values, texts, strict=True)
    )
    left = widest(texts) + 1
    cells = max(1, width - left)
    across = scale([x for x, _ in ends], cells - 1, 0.08)
    return Plot(left, cells, bottom, across, upward, rows, axis_ticks(across, cells, fmt_x))


def place_label(
    canvas: Canvas, plot: Plot, column: int, row: int, text: str, force: bool
) -> tuple[int, int, int] | None:
    """Column, row and width for a name near its dot where nothing else is; `force` finds one."""
    width = cell_len(text)
    right, left, over = column + 2, column - 1 - width, column - width // 2
    if canvas.free(right, row, width, GRID):
        return right, row, width
    if left >= plot.left and canvas.free(left, row, width, GRID, 0):
        return left, row, width
    for x in (over, right - 1, left + 1):
        for y in (row - 1, row + 1):
            if x >= plot.left and y < plot.bottom and canvas.free(x, y, width, GRID, 3):
                return x, y, width
    return (max(plot.left, min(right, canvas.width - width)), row, width) if force else None
