"""Vertical signed bars by period, with bounds and a change of basis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType

from tui.ui.charts.axis import WIDE, ZeroAxis
from tui.ui.charts.blocks import bar_down, bar_up, upward
from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.data import Bar
from tui.ui.charts.glyphs import GRID, Glyph
from tui.ui.charts.paint import Line
from tui.ui.charts.pick import Selectable
from tui.ui.charts.scale import compact_number, halves

TALL = 6
"""Rows from which bars carry their value."""


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


class BarLayout(NamedTuple):
    """Where the bars are; rows `top`..`bottom`-1 may hold values."""

    slots: tuple[Slot, ...]
    left: int
    top: int
    bottom: int
    axis: ZeroAxis

    def slot_at(self, x: int) -> Slot | None:
        """The slot that holds column `x`."""
        return next((slot for slot in self.slots if 0 <= x - slot.left < slot.width), None)


def bar_layout(
    bars: Sequence[Bar], width: int, height: int, selected: int | None, fmt: Callable[[float], str]
) -> BarLayout:
    """Share out the place: labels in the last row, notes in the first, bars between."""
    ends = [end for bar in bars for end in bar.ends()] or [0.0]
    most, least = max(0.0, *ends), min(0.0, *ends)
    noted = height >= TALL + 2 and len({bar.basis for bar in bars if bar.basis}) > 1
    top, bottom = int(noted), height - 1
    valued = height >= TALL
    over, under = int(valued and most > 0), int(valued and least < 0)
    scale = halves(most, least, bottom - top - over - under)
    axis = ZeroAxis(top + over + scale.up, scale)
    if width >= WIDE:
        axis = axis.with_levels(range(bottom), max(2, height // 4), fmt)
    return BarLayout(_slots(len(bars), axis.left, width, selected), axis.left, top, bottom, axis)


def _slots(count: int, left: int, width: int, selected: int | None) -> tuple[Slot, ...]:
    """Equal slots from column `left` on; of too many bars those around the selected one."""
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


class BarTrend(Selectable[Bar]):
    """Bars above and below a zero line; the selected period is a tinted band."""

    CALLED = "Bars by period"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Earlier", show=False, id="trend.back"),
        Binding("right,l", "step(1)", "Later", show=False, id="trend.next"),
    ]
    HOVER = True
    min_size = (24, 5)
    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""

    def layout_now(self) -> BarLayout:
        """Where everything is at the present size."""
        return bar_layout(self.rows, self.size.width, self.size.height, self.selected, self.fmt)

    def place_at(self, x: int, y: int) -> int | None:
        """The period whose slot holds the column."""
        slot = self.layout_now().slot_at(x)
        return None if slot is None else slot.index

    def listing(self) -> Sequence[Line]:
        """One line a period: name and value."""
        return [Line(bar.label, bar.detail or bar.text, bar.foreground) for bar in self.rows]

    def paint(self, canvas: Canvas) -> None:
        """Axis, bars, then texts over them."""
        layout = self.layout_now()
        for slot in layout.slots:
            if slot.index == self.selected:
                canvas.background(slot.left, 0, slot.width, canvas.height - 1, "selected")
                canvas.background(slot.left, canvas.height - 1, slot.width, 1, "cursor")
        layout.axis.paint(canvas, "hairline")
        for slot in layout.slots:
            _bar(canvas, layout, slot, self.rows[slot.index])
        # The selected one first: a text that comes later is left out where it would touch.
        texts = sorted(layout.slots, key=lambda slot: slot.index != self.selected)
        for slot in texts:
            self._value(canvas, layout, slot)
        self._changes(canvas, layout)
        self._labels(canvas, layout, texts)

    def _value(self, canvas: Canvas, layout: BarLayout, slot: Slot) -> None:
        """The value beyond the end of its bar if there is room, the selected one always."""
        bar, here = self.rows[slot.index], slot.index == self.selected
        width = cell_len(bar.text)
        if canvas.height < TALL:
            return
        ends, down = bar.ends() or (0.0,), (bar.value or 0) < 0
        row = layout.axis.row(min(ends)) + 1 if down else layout.axis.row(max(ends)) - 1
        row = min(layout.bottom - 1, max(layout.top, row))
        x = _centred(slot, width, layout.left, canvas.width)
        if here or canvas.free(x, row, width, GRID):
            canvas.put(x, row, bar.text, "text bold" if here else "text")

    def _changes(self, canvas: Canvas, layout: BarLayout) -> None:
        """A dashed line where what is counted changes, both names at it where they fit."""
        before, free = "", 0
        for slot in layout.slots:
            now = self.rows[slot.index].basis
            if before and now and now != before:
                free = _change(canvas, layout, slot, (before, now), free)
            before = now or before

    def _labels(self, canvas: Canvas, layout: BarLayout, slots: Sequence[Slot]) -> None:
        """Names below, the selected one first; every second, third … if they would touch."""
        row = canvas.height - 1
        if slots and layout.slots[0].index > 0:
            canvas.put(0, row, "‹", "best")
        if slots and layout.slots[-1].index < len(self.rows) - 1:
            canvas.put(canvas.width - 1, row, "›", "best")
        longest = widest(self.rows[slot.index].label for slot in slots)
        narrowest = min((slot.width for slot in slots), default=1)
        every = -(-(longest + 1) // narrowest) if longest >= narrowest else 1
        for slot in slots:
            here = slot.index == self.selected
            text = self.rows[slot.index].label
            foreground = (
                "best bold" if here and self.has_focus else "text bold" if here else "muted"
            )
            x = _centred(slot, cell_len(text), 0, canvas.width)
            if here:
                canvas.background(x, row, cell_len(text), 1, "cursor")
            if here or (slot.index % every == 0 and canvas.free(x, row, cell_len(text))):
                canvas.put(x, row, text, foreground)


def _bar(canvas: Canvas, layout: BarLayout, slot: Slot, bar: Bar) -> None:
    """A bar from the zero line, and the bracket of its bounds."""
    if bar.value is None:
        canvas.put(slot.centre, layout.axis.zero - 1, "–", "muted")
        return
    length = layout.axis.scale.eighths(bar.value)
    if bar.hollow:
        _outline(canvas, layout, slot, bar)
        return
    glyphs = bar_up(length) if length >= 0 else bar_down(-length)
    for step, glyph in enumerate(glyphs):
        row = layout.axis.zero + (-1 - step if length >= 0 else step)
        canvas.glyph(slot.bar_left, row, glyph, bar.foreground, slot.bar_width)
    if bar.low is not None and bar.high is not None:
        _bracket(canvas, layout, slot, (bar.low, bar.high))


def _outline(canvas: Canvas, layout: BarLayout, slot: Slot, bar: Bar) -> None:
    """The edges of a bar, open at the zero line; its bounds are not drawn."""
    value, zero, inside = bar.value or 0.0, layout.axis.zero, slot.bar_width - 2
    end, up = layout.axis.row(value), value >= 0
    for row in range(end, zero) if up else range(zero, end + 1):
        left, fill, right = ("┌─┐" if up else "└─┘") if row == end else "│ │"
        edge = left + fill * inside + right if inside >= 0 else "│"
        canvas.put(slot.bar_left, row, edge, bar.foreground)


def _bracket(canvas: Canvas, layout: BarLayout, slot: Slot, bounds: tuple[float, float]) -> None:
    """Bounds as a thin bracket, unless they lie within one row."""
    low, high = layout.axis.row(min(bounds)), layout.axis.row(max(bounds))
    if low <= high:
        return
    x = slot.centre
    for row in range(high, low + 1):
        char = "┬" if row == high else "┴" if row == low else "│"
        under = canvas.cell(x, row)
        solid = upward(Glyph(under.char, "reverse" in under.foreground)) >= 4
        foreground = under.foreground.partition(" ")[0]
        canvas.put(x, row, char, f"{foreground} reverse" if solid else "text")


def _change(
    canvas: Canvas, layout: BarLayout, slot: Slot, names: tuple[str, str], free: int
) -> int:
    """The line left of a slot, and the names in the first row that has room for both, or for one.

    No name begins before column `free`; returns that for the next line.
    """
    x = slot.left
    for row in range(layout.bottom):
        if canvas.cell(x, row).char in (" ", GRID, "▁"):
            canvas.put(x, row, "╎", "muted")
    starts = (x - 1 - cell_len(names[0]), x + 2)
    places = {
        row: [
            start >= free and canvas.free(start, row, cell_len(name), margin=0)
            for start, name in zip(starts, names, strict=True)
        ]
        for row in range(layout.bottom)
    }
    best = max(places, key=lambda row: (sum(places[row]), places[row][1], -row), default=0)
    for start, name, fits in zip(starts, names, places.get(best, ()), strict=False):
        if fits:
            canvas.put(start, best, name, "muted")
            free = start + cell_len(name) + 1
    return max(free, x + 1)


def _centred(slot: Slot, width: int, least: int, end: int) -> int:
    """Start of a text of this width over the middle of a slot, kept inside."""
    start = slot.left + (slot.width - width) // 2
    return max(least, min(start, end - width))
