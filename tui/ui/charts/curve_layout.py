"""A curve over volume as columns of eighths; pure geometry."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import NamedTuple

from tui.ui.charts.palette import Role
from tui.ui.charts.rows import widest
from tui.ui.charts.scale import LARGEST, Halves, Scale, finite, halves, ticks

WIDE = 45
"""Columns from which the value axis is drawn."""


class CurvePoint(NamedTuple):
    """Value `y` at volume `x`, and its bounds if known; `x` ascends over a curve."""

    x: float
    y: float
    low: float | None = None
    high: float | None = None


class Mark(NamedTuple):
    """A place on the rail; `major` ones (break-even) are named above it, others below."""

    x: float
    label: str
    role: Role = "neutral"
    major: bool = False


class CurveData(NamedTuple):
    """Everything a curve shows; texts are ready. Values below `floor` are cut off and told."""

    points: tuple[CurvePoint, ...]
    marks: tuple[Mark, ...] = ()
    low_label: str = ""
    high_label: str = ""
    cursor: float | None = None
    cursor_label: str = ""
    floor: float | None = None


class Level(NamedTuple):
    """A column: signed eighths of the value and of its bounds."""

    value: int
    low: int
    high: int

    def tone(self, eighth: int) -> str:
        """Tone of one eighth (0 is the first above zero, -1 the first below), empty outside."""
        middle = eighth + 0.5
        near = 0 if self.low < 0 < self.high else min(self.low, self.high, key=abs)
        role = "profit" if middle > 0 else "loss"
        if _within(middle, self.value):
            return f"{role}-area" if _within(middle, near) else f"{role}-inner"
        edge = self.high if middle > 0 else self.low
        return f"{role}-band" if _within(middle, edge) else ""


class Shape(NamedTuple):
    """The plot: columns from `left`, `zero` the first row below the zero line, rail below."""

    left: int
    cells: int
    rows: int
    zero: int
    scale: Halves
    across: Scale
    marks: tuple[tuple[int, str], ...]

    def column(self, x: float) -> int:
        """Column of a volume."""
        return self.left + self.across.at(x)

    def eighths(self, value: float) -> int:
        """Signed eighths from the zero line."""
        size = self.scale.eighths(value)
        return size if value >= 0 else -size

    def row(self, value: float) -> int:
        """Row in which a value lies."""
        eighths = self.eighths(value)
        if eighths > 0:
            return self.zero - 1 - (eighths - 1) // 8
        return self.zero + max(0, -eighths - 1) // 8 if eighths else self.zero - 1


def sample(points: tuple[CurvePoint, ...], x: float) -> CurvePoint:
    """The curve at `x`, straight between its points and level beyond them."""
    place = bisect_right(points, x, key=lambda point: point.x)
    before, after = points[max(0, place - 1)], points[min(place, len(points) - 1)]
    width = after.x - before.x
    part = (x - before.x) / width if width > 0 else 0.0

    def between(start: float, end: float) -> float:
        return start + (end - start) * part

    bounds = (before.low, after.low, before.high, after.high)
    low, low_after, high, high_after = bounds
    value = between(before.y, after.y)
    if low is None or low_after is None or high is None or high_after is None:
        return CurvePoint(x, value)
    return CurvePoint(x, value, between(low, low_after), between(high, high_after))


def lay_out(data: CurveData, width: int, rows: int, fmt: Callable[[float], str]) -> Shape:
    """Share `rows` between profit and loss and find round values for the axis."""
    ends = [end for point in data.points for end in (point.y, point.low, point.high)]
    least = -LARGEST if data.floor is None else finite(data.floor)
    values = [max(least, finite(end)) for end in ends if end is not None] or [0.0]
    scale = halves(max(0.0, *values), min(0.0, *values), rows)
    found = _marks(scale, rows, fmt) if width >= WIDE else ()
    left = widest(text for _, text in found) + 1 if found else 0
    cells = width - left
    xs = [finite(point.x) for point in data.points] or [0.0]
    across = Scale(min(xs), max(xs), cells - 1)
    return Shape(left, cells, rows, scale.up, scale, across, found)


def levels(data: CurveData, shape: Shape) -> tuple[Level, ...]:
    """Every column's value and bounds; no bounds: the value itself."""
    found = []
    for column in range(shape.cells):
        point = sample(data.points, shape.across.value(column))
        low, high = (point.y if end is None else end for end in (point.low, point.high))
        ends = (point.y, min(low, high), max(low, high))
        found.append(Level(*(shape.eighths(value) for value in ends)))
    return tuple(found)


def _marks(scale: Halves, rows: int, fmt: Callable[[float], str]) -> tuple[tuple[int, str], ...]:
    """Rows and texts of round values, zero first."""
    found = {scale.up - 1: fmt(0.0)}
    if scale.per > 0:
        low, high = -scale.down * 8 / scale.per, scale.up * 8 / scale.per
        for value in ticks(low, high, max(2, rows // 4)):
            steps = int(abs(value) * scale.per // 8)
            row = scale.up + steps if value < 0 else scale.up - 1 - steps
            if all(abs(row - other) > 1 for other in found) and 0 <= row < rows:
                found[row] = fmt(value)
    return tuple(found.items())


def _within(middle: float, edge: float) -> bool:
    """Whether a place lies between zero and an edge."""
    return 0 < middle < edge or edge < middle < 0
