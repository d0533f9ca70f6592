"""Paints a curve: area, bounds, cursor and rail."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rich.cells import cell_len

from tui.ui.charts.blocks import Split, split, upward
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.curve_layout import CurveData, Level, Mark, Shape, sample
from tui.ui.charts.glyphs import FAINT, GRID, UP, Glyph

_split = lru_cache(maxsize=1 << 12)(split)


def paint_grid(canvas: Canvas, shape: Shape) -> None:
    """Round values at the left with dotted lines."""
    for row, text in shape.marks:
        canvas.right(shape.left - 1, row, text, "muted")
        if row != shape.zero - 1:
            canvas.hline(shape.left, row, shape.cells, GRID, "hairline")
    canvas.hline(shape.left, shape.zero - 1, shape.cells, "▁", "neutral")


def paint_area(canvas: Canvas, shape: Shape, levels: tuple[Level, ...], flat: bool) -> None:
    """Every cell in the two tones nearest to its eighths; tones only change away from zero."""
    for column, level in enumerate(levels, shape.left):
        for row in range(shape.rows):
            base = (shape.zero - 1 - row) * 8
            tones = _tones(level, base)
            if tones:
                (_flat_cell if flat else _cell)(canvas, column, row, tones)


@lru_cache(maxsize=1 << 14)
def _tones(level: Level, base: int) -> tuple[str, ...]:
    """The tones of the eighths of a cell; empty where there is none. A step of the cursor leaves
    the curve as it is, and with it nearly all cells."""
    lowest, highest = level.tone(base), level.tone(base + 7)
    if lowest == highest:
        return (lowest,) * 8 if lowest else ()
    return tuple(level.tone(base + eighth) for eighth in range(8))


def _cell(canvas: Canvas, column: int, row: int, tones: Sequence[str]) -> None:
    """One cell of the area in at most two tones."""
    same = tones[0] == tones[-1]
    eighths, below, above = Split(8, tones[0], tones[0]) if same else _split(tuple(tones))
    if below == above or eighths in (0, 8):
        canvas.put(column, row, "█", above if eighths == 0 else below)
    elif below:
        canvas.put(column, row, UP[eighths], below)
        if above:
            canvas.ground(column, row, 1, 1, above)
    else:
        canvas.glyph(column, row, Glyph(UP[eighths], True), above)


def _flat_cell(canvas: Canvas, column: int, row: int, tones: Sequence[str]) -> None:
    """One cell where tones cannot be mixed: full colour, and shade for most of a band."""
    bands = [tone for tone in tones if tone.endswith("-band")]
    if len(bands) >= 4:
        canvas.put(column, row, FAINT, bands[0].partition("-")[0])
        return
    solid = ["" if tone in bands else tone.partition("-")[0] for tone in tones]
    if any(solid):
        _cell(canvas, column, row, solid)


def paint_cut(canvas: Canvas, shape: Shape, least: float, text: str) -> None:
    """Says how deep a curve goes that is cut off at the bottom."""
    y, width = shape.rows - 1, cell_len(text)
    if shape.scale.per <= 0 or least * shape.scale.per >= -8 * shape.scale.down - 4:
        return
    tones = [canvas.cell(x, y) for x in range(shape.left, shape.left + width + 1)]
    if all(cell.char == "█" and "-" in cell.ink for cell in tones):
        canvas.ground(shape.left, y, width + 1, 1, tones[0].ink)
        canvas.put(shape.left, y, f" {text}", "text")


def paint_cursor(canvas: Canvas, shape: Shape, data: CurveData, flat: bool) -> None:
    """A diamond on the curve, its text in a box on the free side of the zero line."""
    if data.cursor is None or not data.points:
        return
    value = sample(data.points, data.cursor).y
    x, y = shape.column(data.cursor), shape.row(value)
    text = f" {data.cursor_label} "
    box = shape.zero - 3 if value < 0 else shape.zero + 1
    if not 0 <= box < shape.rows:
        box = y
    start = x - cell_len(text) // 2 if box != y else x + 2
    start = max(shape.left, min(start, canvas.width - cell_len(text)))
    step = 1 if box > y else -1
    for row in range(y + step, box, step):
        _over(canvas, x, row, "│", "best", flat)
    _over(canvas, x, y, "◆", "best bold", flat)
    if data.cursor_label and cell_len(text) <= shape.cells:
        canvas.ground(start, box, cell_len(text), 1, "label")
        canvas.put(start, box, text, "best bold")


def _over(canvas: Canvas, x: int, y: int, char: str, ink: str, flat: bool) -> None:
    """A character over the area, which shows through where tints are possible."""
    under = canvas.cell(x, y)
    tone, _, turned = under.ink.partition(" ")
    if "-" in tone and not flat and upward(Glyph(under.char, bool(turned))) >= 4:
        canvas.ground(x, y, 1, 1, tone)
    canvas.put(x, y, char, ink)


def paint_rail(canvas: Canvas, shape: Shape, data: CurveData) -> None:
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
    ink = "profit" if data.points and _value(data) >= 0 else "loss"
    canvas.hline(shape.left, y + 1, shape.cells, "─", "hairline")
    canvas.hline(shape.left, y + 1, here - shape.left, "━", ink)
    for mark in data.marks:
        char = "┃" if mark.major else "┯" if shape.column(mark.x) < here else "┬"
        canvas.put(shape.column(mark.x), y + 1, char, "text bold" if mark.major else "muted")
    if data.cursor is not None:
        canvas.put(here, y + 1, "◆", "best bold")
    for mark in data.marks:
        if not mark.major:
            _minor(canvas, shape, y + 2, mark)


def _value(data: CurveData) -> float:
    """The value at the cursor."""
    return sample(data.points, data.cursor if data.cursor is not None else data.points[0].x).y


def _major(canvas: Canvas, shape: Shape, y: int, mark: Mark) -> None:
    """▲ at its column and the name on the side with room."""
    x, width = shape.column(mark.x), cell_len(mark.label)
    canvas.put(x, y, "▲", "text bold")
    if x + 2 + width <= canvas.width:
        canvas.put(x + 2, y, mark.label, "text bold")
    elif x - 1 - width >= shape.left:
        canvas.put(x - 1 - width, y, mark.label, "text bold")


def _minor(canvas: Canvas, shape: Shape, y: int, mark: Mark) -> None:
    """A name under its mark, unless another one is there."""
    width = cell_len(mark.label)
    start = shape.column(mark.x) - width // 2
    start = max(shape.left, min(start, canvas.width - width))
    if all(canvas.blank(x, y, 1) for x in range(start, start + width)) and (
        start == 0 or canvas.cell(start - 1, y).char == " "
    ):
        canvas.put(start, y, mark.label, "muted")
