"""Painting a comparison: headings, stars, numbers, and bars as long as the numbers."""

from __future__ import annotations

from tui.facts.units import noun
from tui.system.text_width import cell_width
from tui.tabs.models.compare_layout import Place, Sight
from tui.tabs.models.models import Comparison
from tui.tabs.models.rating import Row
from tui.tabs.models.specs import Spec
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.rows import put_stroke, stroke


def label_width(rows: tuple[Row, ...]) -> int:
    """Cells of the widest row name with its unit."""
    return max((cell_width(f"{row.name} {row.unit}".rstrip()) for row in rows), default=0)


def paint(canvas: Canvas, found: Comparison, sight: Sight, cursor: Place, focused: bool) -> None:
    """Headings and every row in sight, the cell under the cursor tinted."""
    _headings(canvas, found, sight, cursor.column)
    end = 0
    for index, y in sight.rows():
        here = cursor if index == cursor.row else None
        _row(canvas, sight, (y, sight.heights[index]), found.rows[index], here, focused)
        end = index + 1
    if sight.head > 1:
        _out_of_sight(canvas, found, sight, len(found.rows) - end)


def _headings(canvas: Canvas, found: Comparison, sight: Sight, cursor: int) -> None:
    for column in _columns(sight, len(found.trims)):
        x, room = sight.x(column), sight.width - 3
        ink = "best bold" if column == cursor else "text bold"
        trim = found.trims[column]
        name = trim.name if cell_width(trim.name) <= room else trim.short
        canvas.put(x + 2, 0, fit(name, room), ink)
        if sight.head > 1:
            canvas.hline(x + 2, 1, room, "─", "hairline")


def _columns(sight: Sight, count: int) -> range:
    first = sight.first.column
    return range(first, min(first + sight.columns, count))


def _out_of_sight(canvas: Canvas, found: Comparison, sight: Sight, below: int) -> None:
    """How many rows are above and below, how many cars at the left and right."""
    hidden = [(n, word) for n, word in ((sight.first.row, "above"), (below, "below")) if n]
    text = ", ".join(f"{n} {word}" for n, word in hidden)
    if len(hidden) == 1:
        count, word = hidden[0]
        text = f"{count} {noun(count, 'rows')} {word}"
    canvas.put(1, 1, fit(text, sight.left - 2), "neutral")
    before = sight.first.column
    after = len(found.trims) - before - sight.columns
    if before > 0:
        canvas.put(sight.left + 1, 1, f"‹ {before} ", "neutral")
    if after > 0:
        end = sight.x(before + sight.columns) - 1
        canvas.right(end, 1, f" {after} ›", "neutral")


def _row(
    canvas: Canvas,
    sight: Sight,
    lines: tuple[int, int],
    row: Row,
    cursor: Place | None,
    focused: bool,
) -> None:
    """One row on `lines`: the first one and how many."""
    y, height = lines
    end = canvas.put(1, y, fit(row.name, sight.left - 2), "text" if cursor else "muted")
    canvas.put(end + 1, y, fit(row.unit, sight.left - end - 2), "neutral")
    for column in _columns(sight, len(row.specs)):
        x = sight.x(column)
        here = cursor is not None and column == cursor.column
        if here:
            ground = "cursor" if focused else "selected"
            canvas.ground(x, y, sight.width - 1, height, ground)
        _cell(canvas, x, y, sight.width, row.specs[column])
        if height > 1:
            bar_ink = "neutral" if here else "hairline"
            _bar(canvas, x + 2, y + 1, sight.width - 4, row.specs[column], bar_ink)


def _cell(canvas: Canvas, x: int, y: int, width: int, spec: Spec) -> None:
    """A star, and the text."""
    empty = spec.value is None and spec.fact is None
    ink = "best bold" if spec.best else spec.role or ("muted" if empty else "text")
    if spec.best:
        canvas.put(x, y, "★", ink)
    canvas.put(x + 2, y, fit(spec.text, width - 2), ink)


def _bar(canvas: Canvas, x: int, y: int, room: int, spec: Spec, ink: str) -> None:
    if spec.share and room > 0:
        line = stroke(room, [(0, bar_length(spec.share, room), "thick")])
        put_stroke(canvas, x, y, line, "best" if spec.best else ink)


def bar_length(share: float, cells: int) -> int:
    """Half cells of a bar; a number that is there never vanishes."""
    return max(round(2 * cells * share), 1)
