"""Round ticks and linear scales: numbers only."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

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
        """Eighths of a row above (+) or below (-) the zero line, never beyond the rows."""
        return min(self.up * 8, max(-self.down * 8, round(finite(value) * self.per)))


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
                # Without the dust of binary fractions, and never minus zero.
                places = max(0, 2 - power)
                return tuple(round(index * step, places) + 0.0 for index in range(first, last + 1))
        power += 1


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
