"""Round ticks and linear scales, and a horizontal axis of round values under a chart."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Final, NamedTuple

from rich.cells import cell_len

from tui.ui.charts.canvas import Canvas

STEPS: Final = (1.0, 2.0, 2.5, 5.0)
"""Tick distances, times a power of ten."""
LARGEST: Final = 1e15
"""Values are clamped to plus or minus this, so that no sum overflows."""
SMALLEST: Final = 1e-9
"""A range below this counts as none, so that no rate overflows."""


class Halves(NamedTuple):
    """Rows above and below a zero line, and eighths of a row per unit of value."""

    up: int
    down: int
    per: float

    def eighths(self, value: float) -> int:
        """Length in eighths of a row, never longer than its half."""
        room = self.up if value >= 0 else self.down
        return min(room * 8, round(abs(finite(value)) * self.per))


class Scale(NamedTuple):
    """Maps values from `low`..`high` onto whole units 0..`units`, clamping."""

    low: float
    high: float
    units: int

    def at(self, value: float) -> int:
        """Nearest unit."""
        low, high = finite(self.low), finite(self.high)
        if high <= low:
            return self.units // 2
        # Clamped before it is scaled: over a range of next to nothing it is without end.
        part = min(1.0, max(0.0, (finite(value) - low) / (high - low)))
        return round(part * self.units)

    def value(self, unit: float) -> float:
        """Value at a unit."""
        if self.units <= 0:
            return self.low
        return self.low + (self.high - self.low) * min(1.0, max(0.0, unit / self.units))


def finite(value: float) -> float:
    """The value, clamped; not-a-number counts as zero."""
    return 0.0 if math.isnan(value) else min(LARGEST, max(-LARGEST, value))


def scale(values: list[float], units: int, pad: float = 0.0) -> Scale:
    """A scale over all values, widened at both ends by `pad` of their span."""
    clean = [finite(value) for value in values] or [0.0]
    low, high = min(clean), max(clean)
    room = (high - low) * pad or (abs(high) * pad if high == low else 0.0)
    return Scale(low - room, high + room, max(0, units))


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """At most `most` round values from `low` to `high`, equally spaced and through zero."""
    low, high = finite(low), finite(high)
    if most < 1 or high - low < SMALLEST:
        return ()
    power = math.floor(math.log10((high - low) / (most + 1))) - 1
    while True:
        for lead in STEPS:
            step = lead * 10.0**power
            first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
            if last - first < most:
                return tuple(_round(index * step, power) for index in range(first, last + 1))
        power += 1


def _round(value: float, power: int) -> float:
    """The value without the dust of binary fractions; never minus zero."""
    return round(value, max(0, 2 - power)) + 0.0


def halves(positive: float, negative: float, rows: int) -> Halves:
    """Rows shared out so that both extremes (given as lengths) fit and bars are longest."""
    rows = max(0, rows)
    positive, negative = abs(finite(positive)), abs(finite(negative))
    best = Halves(rows, 0, 0.0)
    for up in range(min(1, rows), rows + 1):
        down = rows - up
        rates = [
            room * 8 / most for room, most in ((up, positive), (down, negative)) if most > SMALLEST
        ]
        if rates and min(rates) > best.per:
            best = Halves(up, down, min(rates))
    return best


class Anchor(NamedTuple):
    """A base value in the middle of `cell`; a cell has `units`, a value `per` units."""

    cell: int
    per: float
    units: int

    def at(self, offset: float) -> int:
        """Unit from the left for a distance from the base."""
        return self.cell * self.units + self.units // 2 + round(finite(offset) * self.per)


def anchor(low: float, high: float, cells: int, units: int) -> Anchor:
    """The base cell for which offsets `low` (<= 0) to `high` (>= 0) are drawn largest."""
    low, high = min(0.0, finite(low)), max(0.0, finite(high))
    best = Anchor(0, 0.0, units)
    for cell in range(max(1, cells)):
        before = cell * units + units // 2
        after = cells * units - before
        rates = [room / most for room, most in ((before, -low), (after, high)) if most > SMALLEST]
        if rates and min(rates) > best.per:
            best = Anchor(cell, min(rates), units)
    return best


def compact_number(value: float) -> str:
    """A short number: −37.7k, 2.5M, 0.4."""
    sign, size = ("−" if value < 0 else ""), abs(finite(value))
    for limit, unit in ((1e9, "bn"), (1e6, "M"), (1e4, "k")):
        if size >= limit:
            return f"{sign}{size / (1e3 if unit == 'k' else limit):.3g}{unit}"
    return f"{sign}{size:,.6g}"


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
