"""A horizontal axis of round values under a chart."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.scale import Scale, ticks


class Tick(NamedTuple):
    """A round value: its column within the axis and its text."""

    column: int
    text: str


def axis_ticks(scale: Scale, cells: int, fmt: Callable[[float], str]) -> tuple[Tick, ...]:
    """As many round values as their texts leave room for; `scale` counts whole columns."""
    for most in range(max(1, cells // 5), 0, -1):
        values = ticks(scale.low, scale.high, most)
        found = tuple(Tick(scale.at(value), fmt(value)) for value in values)
        widest = max((cell_len(tick.text) for tick in found), default=0)
        gaps = [after.column - tick.column for tick, after in pairwise(found)]
        if all(gap >= widest + 3 for gap in gaps):
            return found
    return ()


def paint_axis(canvas: Canvas, left: int, y: int, cells: int, found: tuple[Tick, ...]) -> None:
    """A line with a stroke at each tick, the texts in the row below."""
    canvas.hline(left, y, cells, "─", "hairline")
    for tick in found:
        canvas.put(left + tick.column, y, "┴", "neutral")
        start = left + tick.column - cell_len(tick.text) // 2
        start = max(0, min(start, canvas.width - cell_len(tick.text)))
        canvas.put(start, y + 1, tick.text, "muted")
