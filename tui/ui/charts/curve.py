"""Profit per car by volume: area, bounds, a cursor to move and a rail with marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.ui.charts.axis import WIDE, ZeroAxis
from tui.ui.charts.blocks import Split, split, upward
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.data import CurveData, CurveMark, CurvePoint
from tui.ui.charts.glyphs import FAINT, UP, Glyph
from tui.ui.charts.paint import CanvasWidget, Line
from tui.ui.charts.scale import LARGEST, Halves, Scale, compact_number, finite, halves


class Level(NamedTuple):
    """A column: signed eighths of the value and of its bounds, the wider ones last."""

    value: int
    low: int
    high: int
    far_low: int
    far_high: int

    def tone(self, eighth: int) -> str:
        """Tone of one eighth (0 is the first above zero, -1 the first below), empty outside."""
        middle = eighth + 0.5
        role = "profit" if middle > 0 else "loss"
        if _within(middle, self.value):
            if _within(middle, _nearest(self.far_low, self.far_high)):
                return f"{role}-area"
            near = _nearest(self.low, self.high)
            return f"{role}-deep" if _within(middle, near) else f"{role}-inner"
        if _within(middle, self.high if middle > 0 else self.low):
            return f"{role}-band"
        far = self.far_high if middle > 0 else self.far_low
        return f"{role}-far" if _within(middle, far) else ""


def _nearest(low: int, high: int) -> int:
    """The least size of all between two ends."""
    return 0 if low < 0 < high else min(low, high, key=abs)


class CurveLayout(NamedTuple):
    """The plot: `cells` columns from `left`, `rows` rows, the rail below."""

    left: int
    cells: int
    rows: int
    axis: ZeroAxis
    across: Scale

    def column(self, x: float) -> int:
        """Column of a volume."""
        return self.left + self.across.at(x)


def sample(points: tuple[CurvePoint, ...], x: float) -> CurvePoint:
    """The curve at `x`, straight between its points and level beyond them."""
    place = bisect_right(points, x, key=lambda point: point.x)
    before, after = points[max(0, place - 1)], points[min(place, len(points) - 1)]
    width = after.x - before.x
    part = (x - before.x) / width if width > 0 else 0.0

    def between(start: float, end: float) -> float:
        return start + (end - start) * part

    ends = (between(start, end) for start, end in zip(before.ends, after.ends, strict=True))
    return CurvePoint(x, between(before.y, after.y), *ends)


def curve_layout(
    data: CurveData, width: int, rows: int, fmt: Callable[[float], str]
) -> CurveLayout:
    """Share `rows` between profit and loss and find round values for the axis."""
    scale = _share(data.points, data.floor, rows)
    axis = ZeroAxis(scale.up, scale)
    if width >= WIDE:
        axis = axis.with_levels(range(rows), max(2, rows // 4), fmt)
    cells = width - axis.left
    xs = [finite(point.x) for point in data.points] or [0.0]
    return CurveLayout(axis.left, cells, rows, axis, Scale(min(xs), max(xs), cells - 1))


@lru_cache(maxsize=4)
def _share(points: tuple[CurvePoint, ...], floor: float | None, rows: int) -> Halves:
    ends = [end for point in points for end in (point.y, *point.ends)]
    least = -LARGEST if floor is None else finite(floor)
    values = [max(least, finite(end)) for end in ends] or [0.0]
    return halves(max(0.0, *values), min(0.0, *values), rows)


@lru_cache(maxsize=4)
def levels(points: tuple[CurvePoint, ...], shape: CurveLayout) -> tuple[Level, ...]:
    """Every column's value and bounds; where there are none, the value itself."""
    found = []
    for column in range(shape.cells):
        point = sample(points, shape.across.value(column))
        found.append(Level(*map(shape.axis.scale.eighths, (point.y, *point.ends))))
    return tuple(found)


def _within(middle: float, edge: float) -> bool:
    """Whether a place lies between zero and an edge."""
    return 0 < middle < edge or edge < middle < 0


_split = lru_cache(maxsize=1 << 12)(split)


def paint_area(canvas: Canvas, shape: CurveLayout, levels: tuple[Level, ...], flat: bool) -> None:
    """Every cell in the two tones nearest to its eighths, those that look the same at once."""
    for row in range(shape.rows):
        base, column = (shape.axis.zero - 1 - row) * 8, shape.left
        for tones, same in groupby(_tones(level, base) for level in levels):
            cells = len(list(same))
            if tones:
                (_flat_cells if flat else _cells)(canvas, column, row, cells, tones)
            column += cells


@lru_cache(maxsize=1 << 14)
def _tones(level: Level, base: int) -> tuple[str, ...]:
    """The tones of the eighths of a cell; empty where there is none. A step of the cursor leaves
    the curve as it is, and with it nearly all cells."""
    lowest, highest = level.tone(base), level.tone(base + 7)
    if lowest == highest:
        return (lowest,) * 8 if lowest else ()
    return tuple(level.tone(base + eighth) for eighth in range(8))


def _cells(canvas: Canvas, column: int, row: int, cells: int, tones: Sequence[str]) -> None:
    """Some cells of the area in at most two tones."""
    same = tones[0] == tones[-1]
    eighths, below, above = Split(8, tones[0], tones[0]) if same else _split(tuple(tones))
    if below == above or eighths in (0, 8):
        canvas.hline(column, row, cells, "█", above if eighths == 0 else below)
    elif below:
        canvas.hline(column, row, cells, UP[eighths], below)
        if above:
            canvas.background(column, row, cells, 1, above)
    else:
        canvas.glyph(column, row, Glyph(UP[eighths], True), above, cells)


def _flat_cells(canvas: Canvas, column: int, row: int, cells: int, tones: Sequence[str]) -> None:
    """Some cells where tones cannot be mixed: full colour, and shade for most of a band."""
    bands = [tone for tone in tones if tone.endswith(("-band", "-far"))]
    if len(bands) >= 4:
        canvas.hline(column, row, cells, FAINT, bands[0].partition("-")[0])
        return
    solid = ["" if tone in bands else tone.partition("-")[0] for tone in tones]
    if any(solid):
        _cells(canvas, column, row, cells, solid)


def paint_cut(canvas: Canvas, shape: CurveLayout, least: float, text: str) -> None:
    """How deep a curve goes that is cut off at the bottom, in words."""
    y, width, scale = shape.rows - 1, cell_len(text), shape.axis.scale
    if scale.per <= 0 or least * scale.per >= -8 * scale.down - 4:
        return
    tones = [canvas.cell(x, y) for x in range(shape.left, shape.left + width + 1)]
    if all(cell.char == "█" and "-" in cell.foreground for cell in tones):
        canvas.background(shape.left, y, width + 1, 1, tones[0].foreground)
        canvas.put(shape.left, y, f" {text}", "text")


def paint_cursor(canvas: Canvas, shape: CurveLayout, data: CurveData, flat: bool) -> None:
    """A diamond on the curve, its text in a box on the free side of the zero line."""
    if data.cursor is None or not data.points:
        return
    value = sample(data.points, data.cursor).y
    x, y = shape.column(data.cursor), shape.axis.row(value)
    text = f" {data.cursor_label} "
    box = shape.axis.zero + (-3 if value < 0 else 1)
    if not 0 <= box < shape.rows:
        box = y
    start = x - cell_len(text) // 2 if box != y else x + 2
    start = max(shape.left, min(start, canvas.width - cell_len(text)))
    step = 1 if box > y else -1
    for row in range(y + step, box, step):
        _over(canvas, x, row, "│", "best", flat)
    _over(canvas, x, y, "◆", "best bold", flat)
    if data.cursor_label and cell_len(text) <= shape.cells:
        canvas.background(start, box, cell_len(text), 1, "label")
        canvas.put(start, box, text, "best bold")


def _over(canvas: Canvas, x: int, y: int, char: str, foreground: str, flat: bool) -> None:
    """A character over the area, which shows through where tints are possible."""
    under = canvas.cell(x, y)
    tone, _, turned = under.foreground.partition(" ")
    if "-" in tone and not flat and upward(Glyph(under.char, bool(turned))) >= 4:
        canvas.background(x, y, 1, 1, tone)
    canvas.put(x, y, char, foreground)


def paint_rail(canvas: Canvas, shape: CurveLayout, data: CurveData) -> None:
    """Ends and break-even in words, the rail with the cursor, names of the other marks."""
    y, end = shape.rows, canvas.width
    majors = [mark for mark in data.marks if mark.major]
    for mark in majors:
        _major(canvas, shape, y, mark)
    if canvas.blank(shape.left, y, cell_len(data.low_label) + 1):
        canvas.put(shape.left, y, data.low_label, "muted")
    start = end - cell_len(data.high_label)
    if canvas.blank(start - 1, y, end - start + 1):
        canvas.put(start, y, data.high_label, "muted")
    here = shape.left if data.cursor is None else shape.column(data.cursor)
    at = data.cursor if data.cursor is not None else data.points[0].x
    foreground = "profit" if sample(data.points, at).y >= 0 else "loss"
    canvas.hline(shape.left, y + 1, shape.cells, "─", "hairline")
    canvas.hline(shape.left, y + 1, here - shape.left, "━", foreground)
    for mark in data.marks:
        char = "┃" if mark.major else "┯" if shape.column(mark.x) < here else "┬"
        canvas.put(shape.column(mark.x), y + 1, char, "text bold" if mark.major else "muted")
    if data.cursor is not None:
        canvas.put(here, y + 1, "◆", "best bold")
    for mark in data.marks:
        if not mark.major:
            _minor(canvas, shape, y + 2, mark)


def _major(canvas: Canvas, shape: CurveLayout, y: int, mark: CurveMark) -> None:
    """▲ at its column and the name on the side with room."""
    x, width = shape.column(mark.x), cell_len(mark.label)
    canvas.put(x, y, "▲", "text bold")
    if x + 2 + width <= canvas.width:
        canvas.put(x + 2, y, mark.label, "text bold")
    elif x - 1 - width >= shape.left:
        canvas.put(x - 1 - width, y, mark.label, "text bold")


def _minor(canvas: Canvas, shape: CurveLayout, y: int, mark: CurveMark) -> None:
    """A name under its mark, unless another one is there."""
    width = cell_len(mark.label)
    start = shape.column(mark.x) - width // 2
    start = max(shape.left, min(start, canvas.width - width))
    if all(canvas.blank(x, y, 1) for x in range(start, start + width)) and (
        start == 0 or canvas.cell(start - 1, y).char == " "
    ):
        canvas.put(start, y, mark.label, "muted")


NAMED = 12
"""Rows from which marks on the rail carry names."""


class Curve(CanvasWidget, can_focus=True):
    """An area chart and a slider; it posts `Moved` and leaves it to others to move its cursor."""

    ALLOW_SELECT = False
    CALLED = "Break-even curve"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Less", show=False, id="curve.less"),
        Binding("right,l", "move(1)", "More", show=False, id="curve.more"),
        Binding("shift+left,H", "move(-10)", "Much less", show=False, id="curve.much-less"),
        Binding("shift+right,L", "move(10)", "Much more", show=False, id="curve.much-more"),
        Binding("home,g", "end(0)", "Minimum", show=False, id="curve.least"),
        Binding("end,G", "end(1)", "Maximum", show=False, id="curve.most"),
    ]
    min_size = (24, 6)

    data: reactive[CurveData | None] = reactive[CurveData | None](None, repaint=False)
    """What is shown; None is empty."""

    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""
    step = 1000.0
    """One key press, in volume."""
    _dragging = False

    @dataclass
    class Moved(Message):
        """The user asks for volume `x`, perhaps on the way to another one."""

        x: float
        dragged: bool = False

    def watch_data(self) -> None:
        """New figures."""
        self.repaint()

    def shape(self, data: CurveData) -> CurveLayout:
        """Where everything is at the present size."""
        names = self.size.height >= NAMED and any(not mark.major for mark in data.marks)
        return curve_layout(data, self.size.width, max(1, self.size.height - 2 - names), self.fmt)

    def listing(self) -> Sequence[Line]:
        """The cursor and the marks in words."""
        if self.data is None:
            return ()
        cursor = [Line("◆", self.data.cursor_label)] if self.data.cursor is not None else []
        return cursor + [Line("▲" if mark.major else "·", mark.label) for mark in self.data.marks]

    def paint(self, canvas: Canvas) -> None:
        """Grid, area, cursor, rail."""
        if self.data is None or not self.data.points:
            return
        shape = self.shape(self.data)
        shape.axis.paint(canvas, "neutral")
        paint_area(canvas, shape, levels(self.data.points, shape), self.flat)
        least = min(point.y for point in self.data.points)
        paint_cut(canvas, shape, least, f"▼ to {self.fmt(least)}")
        paint_cursor(canvas, shape, self.data, self.flat)
        paint_rail(canvas, shape, self.data)

    def action_move(self, steps: int) -> None:
        """Post a move to a volume some steps away."""
        if self.data is not None and self.data.cursor is not None:
            self._ask(self.data.cursor + steps * self.step)

    def action_end(self, place: int) -> None:
        """Post a move to the least (0) or the most (1) volume."""
        if self.data is not None and self.data.points:
            self._ask(self.data.points[-place].x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start to drag."""
        self._dragging = True
        self.capture_mouse()
        self._follow(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the cursor."""
        if self._dragging:
            self._follow(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop dragging."""
        self._dragging = False
        self.release_mouse()

    def _follow(self, event: events.MouseEvent) -> None:
        """Post a move to the volume under the mouse, in whole steps."""
        if self.data is None or not self.data.points or self.small():
            return
        shape = self.shape(self.data)
        volume = shape.across.value(event.get_content_offset_capture(self).x - shape.left)
        self._ask(round(volume / self.step) * self.step if self.step > 0 else volume, dragged=True)

    def _ask(self, x: float, *, dragged: bool = False) -> None:
        """Post a move within the range if it is one."""
        if self.data is None or not self.data.points:
            return
        inside = min(max(x, self.data.points[0].x), self.data.points[-1].x)
        if inside != self.data.cursor:
            self.post_message(self.Moved(inside, dragged))
