"""Vertical signed bars by period, with bounds, forecasts and a change of basis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.ui.charts.blocks import bar_down, bar_up, upward
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.glyphs import GRID, SHADE, Glyph
from tui.ui.charts.paint import Line
from tui.ui.charts.palette import Role
from tui.ui.charts.pick import Selectable
from tui.ui.charts.scale import Halves, compact_number, finite, halves, ticks

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
    def foreground(self) -> str:
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


class BarLayout(NamedTuple):
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


def bar_layout(
    bars: Sequence[Bar], width: int, height: int, selected: int | None, fmt: Callable[[float], str]
) -> BarLayout:
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
    return BarLayout(
        _slots(len(bars), left, width, selected), left, top, bottom, zero, scale, marks
    )


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


class BarTrend(Selectable):
    """Bars above and below a zero line; the selected period is a tinted band."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", "Earlier", show=False, id="trend.back"),
        Binding("right,l", "step(1)", "Later", show=False, id="trend.next"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left, h / right, l | Earlier or later period. |
    """

    HOVER = True
    min_size = (24, 5)

    bars: reactive[tuple[Bar, ...]] = reactive[tuple[Bar, ...]](())
    """The periods, oldest first."""

    def __init__(
        self,
        bars: Sequence[Bar] = (),
        *,
        fmt: Callable[[float], str] = compact_number,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`fmt` writes the round values at the axis."""
        super().__init__(id=id, classes=classes)
        self.fmt = fmt
        self.bars = tuple(bars)
        self.selected = selected

    def watch_bars(self) -> None:
        """New figures."""
        self.refill()

    def count(self) -> int:
        """Number of periods."""
        return len(self.bars)

    def layout_now(self) -> BarLayout:
        """Where everything is at the present size."""
        return bar_layout(self.bars, self.size.width, self.size.height, self.selected, self.fmt)

    def place_at(self, x: int, y: int) -> int | None:
        """The period whose slot holds the column."""
        slot = self.layout_now().slot_at(x)
        return None if slot is None else slot.index

    def listing(self) -> Sequence[Line]:
        """One line a period: name and value."""
        return [Line(bar.label, bar.detail or bar.text, bar.foreground) for bar in self.bars]

    def paint(self, canvas: Canvas) -> None:
        """Axis, bars, then texts over them."""
        layout = self.layout_now()
        for slot in layout.slots:
            if slot.index == self.selected:
                canvas.background(slot.left, 0, slot.width, canvas.height - 1, "selected")
                canvas.background(slot.left, canvas.height - 1, slot.width, 1, "cursor")
        _axis(canvas, layout)
        for slot in layout.slots:
            _bar(canvas, layout, slot, self.bars[slot.index])
        texts = sorted(layout.slots, key=lambda slot: slot.index != self.selected)
        for slot in texts:
            self._value(canvas, layout, slot)
        for slot in texts:
            _note(canvas, layout, slot, self.bars[slot.index])
        self._labels(canvas, layout, texts)

    def _value(self, canvas: Canvas, layout: BarLayout, slot: Slot) -> None:
        """The value beyond the end of its bar if there is room, the selected one always."""
        bar, here = self.bars[slot.index], slot.index == self.selected
        width = cell_len(bar.text)
        if canvas.height < TALL:
            return
        reach = [layout.edge(end) for end in bar.ends()] or [0]
        down = (bar.value or 0) < 0
        row = layout.row(min(reach)) + 1 if down else layout.row(max(reach)) - 1
        row = min(layout.bottom - 1, max(layout.top, row))
        x = _centred(slot, width, layout.left, canvas.width)
        if here or canvas.free(x, row, width, GRID):
            canvas.put(x, row, bar.text, "text bold" if here else "text")

    def _labels(self, canvas: Canvas, layout: BarLayout, slots: Sequence[Slot]) -> None:
        """Names below, the selected one first; every second, third … if they would touch."""
        row = canvas.height - 1
        if slots and layout.slots[0].index > 0:
            canvas.put(0, row, "‹", "best")
        if slots and layout.slots[-1].index < len(self.bars) - 1:
            canvas.put(canvas.width - 1, row, "›", "best")
        widest = max((cell_len(self.bars[slot.index].label) for slot in slots), default=0)
        narrowest = min((slot.width for slot in slots), default=1)
        every = -(-(widest + 1) // narrowest) if widest >= narrowest else 1
        for slot in slots:
            here = slot.index == self.selected
            text = self.bars[slot.index].label
            foreground = (
                "best bold" if here and self.has_focus else "text bold" if here else "muted"
            )
            x = _centred(slot, cell_len(text), 0, canvas.width)
            if here:
                canvas.background(x, row, cell_len(text), 1, "cursor")
            if here or (slot.index % every == 0 and canvas.free(x, row, cell_len(text))):
                canvas.put(x, row, text, foreground)


def _axis(canvas: Canvas, layout: BarLayout) -> None:
    """Zero line on the boundary of two rows, dotted lines at round values."""
    room = canvas.width - layout.left
    for row, text in layout.marks:
        canvas.right(layout.left - 1, row, text, "muted")
        if row != layout.zero - 1:
            canvas.hline(layout.left, row, room, GRID, "hairline")
    canvas.hline(layout.left, layout.zero - 1, room, "▁", "hairline")


def _bar(canvas: Canvas, layout: BarLayout, slot: Slot, bar: Bar) -> None:
    """A bar from the zero line, and the bracket of its bounds."""
    if bar.value is None:
        canvas.put(slot.centre, layout.zero - 1, "–", "muted")
        return
    length = layout.edge(bar.value)
    glyphs = bar_up(length) if length >= 0 else bar_down(-length)
    if bar.forecast:
        glyphs = (Glyph(SHADE),) * max(1, round(abs(length) / 8))
    for step, glyph in enumerate(glyphs):
        row = layout.zero - 1 - step if length >= 0 else layout.zero + step
        canvas.glyph(slot.bar_left, row, glyph, bar.foreground, slot.bar_width)
    if bar.low is not None and bar.high is not None:
        _bracket(canvas, layout, slot, (bar.low, bar.high))


def _bracket(canvas: Canvas, layout: BarLayout, slot: Slot, bounds: tuple[float, float]) -> None:
    """Bounds as a thin bracket; bounds closer than a row cannot be shown and are not."""
    low, high = layout.row(layout.edge(min(bounds))), layout.row(layout.edge(max(bounds)))
    if low <= high:
        return
    x = slot.centre
    for row in range(high, low + 1):
        char = "┬" if row == high else "┴" if row == low else "│"
        under = canvas.cell(x, row)
        solid = upward(Glyph(under.char, "reverse" in under.foreground)) >= 4
        foreground = under.foreground.partition(" ")[0]
        canvas.put(x, row, char, f"{foreground} reverse" if solid else "text")


def _note(canvas: Canvas, layout: BarLayout, slot: Slot, bar: Bar) -> None:
    """A dashed divider before a period whose figures are made in another way."""
    if not bar.note:
        return
    for row in range(layout.bottom):
        if canvas.cell(slot.left, row).char in (" ", GRID, "▁"):
            canvas.put(slot.left, row, "╎", "muted")
    text = fit(bar.note, canvas.width - slot.left - 2)
    if layout.top and canvas.free(slot.left + 2, 0, cell_len(text), margin=0):
        canvas.put(slot.left + 2, 0, text, "muted")


def _centred(slot: Slot, width: int, least: int, end: int) -> int:
    """Start of a text of this width over the middle of a slot, kept inside."""
    start = slot.left + (slot.width - width) // 2
    return max(least, min(start, end - width))
