"""Where the parts of a bar trend go; pure geometry, shared by painting and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len

from tui.ui.charts.palette import Role
from tui.ui.charts.scale import Halves, finite, halves, ticks

WIDE = 45
"""Columns from which the value axis is drawn."""
TALL = 6
"""Rows from which bars carry their value."""


class Bar(NamedTuple):
    """One period. `value`, `low` and `high` share a unit; texts are ready to show."""

    label: str
    value: float | None
    text: str
    low: float | None = None
    high: float | None = None
    role: Role | None = None
    forecast: bool = False
    note: str = ""
    detail: str = ""

    @property
    def ink(self) -> str:
        """The given role, or loss and profit by sign."""
        return self.role or ("loss" if self.value is not None and self.value < 0 else "profit")

    def ends(self) -> tuple[float, ...]:
        """The value and its bounds, as far as known."""
        known = (self.value, self.low, self.high)
        return tuple(finite(value) for value in known if value is not None)


@dataclass(frozen=True, slots=True)
class Slot:
    """The columns of one bar: its slot and the bar within."""

    index: int
    left: int
    width: int
    bar_left: int
    bar_width: int

    @property
    def centre(self) -> int:
        """Middle column of the bar."""
        return self.bar_left + self.bar_width // 2


class Layout(NamedTuple):
    """`zero` is the first row below the zero line; rows `top`..`bottom`-1 may hold values."""

    slots: tuple[Slot, ...]
    left: int
    top: int
    bottom: int
    zero: int
    scale: Halves
    marks: tuple[tuple[int, str], ...]

    def slot_at(self, x: int) -> Slot | None:
        """The slot that holds column `x`."""
        return next((slot for slot in self.slots if 0 <= x - slot.left < slot.width), None)

    def edge(self, value: float) -> int:
        """Eighths above (+) or below (-) the zero line."""
        size = self.scale.eighths(value)
        return size if value >= 0 else -size

    def row(self, eighths: int) -> int:
        """The row that holds the piece just inside a height in eighths."""
        if eighths > 0:
            return self.zero - 1 - (eighths - 1) // 8
        return self.zero + (-eighths - 1) // 8 if eighths else self.zero - 1


def lay_out(
    bars: Sequence[Bar], width: int, height: int, selected: int | None, fmt: Callable[[float], str]
) -> Layout:
    """Share out the place: labels in the last row, notes in the first, bars between."""
    ends = [end for bar in bars for end in bar.ends()] or [0.0]
    most, least = max(0.0, *ends), min(0.0, *ends)
    noted = height >= TALL + 2 and any(bar.note for bar in bars)
    top, bottom = int(noted), height - 1
    valued = height >= TALL
    over, under = int(valued and most > 0), int(valued and least < 0)
    scale = halves(most, least, bottom - top - over - under)
    zero = top + over + scale.up
    marks = _marks(scale, zero, height, fmt) if width >= WIDE else ()
    left = max((cell_len(text) for _, text in marks), default=-1) + 1
    return Layout(_slots(len(bars), left, width, selected), left, top, bottom, zero, scale, marks)


def _marks(
    scale: Halves, zero: int, height: int, fmt: Callable[[float], str]
) -> tuple[tuple[int, str], ...]:
    """Rows and texts of the round values at the axis, zero first."""
    if scale.per <= 0:
        return ((zero - 1, fmt(0.0)),)
    low, high = -scale.down * 8 / scale.per, scale.up * 8 / scale.per
    found = {zero - 1: fmt(0.0)}
    for value in ticks(low, high, max(2, height // 4)):
        eighths = abs(value) * scale.per
        row = zero + int(eighths // 8) if value < 0 else zero - 1 - int(eighths // 8)
        if all(abs(row - other) > 1 for other in found) and 0 <= row < height - 1:
            found[row] = fmt(value)
    return tuple(found.items())


def _slots(count: int, left: int, width: int, selected: int | None) -> tuple[Slot, ...]:
    """Equal slots over the columns from `left`; too many bars: those around the selected."""
    room = width - left
    shown = min(count, max(1, room // 2))
    if count == 0 or room < 1:
        return ()
    centre = count - 1 if selected is None else selected
    first = min(max(0, centre - shown // 2), count - shown)
    size = room // shown
    bar = _bar_width(size)
    start = left + (room - size * shown) // 2
    lefts = [start + place * size for place in range(shown)]
    return tuple(
        Slot(first + place, x, size, x + (size - bar) // 2, bar) for place, x in enumerate(lefts)
    )


def _bar_width(slot: int) -> int:
    """About three fifths of a slot, so that the bar stands in its middle and leaves a gap."""
    bar = max(1, round(slot * 0.58))
    if (slot - bar) % 2 == 0:
        return bar
    return bar + 1 if bar + 1 <= slot - 2 else max(1, bar - 1)
