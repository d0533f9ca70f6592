"""The rail of the timeline with its marks and lanes, and the map of events a month over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.message import Message
from textual.reactive import reactive

from tui.system.text_width import cell_width
from tui.tabs.timeline.present import LANES, Piece, RailLayout, RailLine
from tui.ui.charts.axis import MonthAxis
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.data import RailCell
from tui.ui.charts.glyphs import CURSOR, UP
from tui.ui.charts.paint import CanvasWidget, Line
from tui.ui.charts.rail import compose_rail
from tui.ui.charts.row_list import GUTTER, RowList

_TAIL = 8
"""Columns for the remark at the right and the gaps around it."""
_GAP = 2
_WIDE = 110
"""Columns from which a line has room for more."""
_MARGIN = 2


class Rail(RowList[RailLine]):
    """Lines of a timeline; the rows are the first lines of its items."""

    CALLED = "List of events"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Page up", show=False, id="rail.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="rail.page_down"),
    ]
    min_size = (50, 1)
    OVERLAP = 2 * _MARGIN
    WHEEL = 3

    worded: reactive[bool] = reactive(False, repaint=False)
    """Words only: the lines as a plain list without lanes."""

    _layout_shown = RailLayout((), (), ())
    _cells: tuple[tuple[RailCell, ...], ...] = ()
    _lines: tuple[tuple[int, int], ...] = ()
    _dates = 0
    """Cells of the widest date."""
    _top = 0
    """The first line in sight."""

    def show(self, layout: RailLayout, selected: int | None) -> None:
        """Put other lines in place, the cursor on the same row of the screen as before."""
        row = self._cursor_row() - self._top
        self._layout_shown = layout
        self._cells = compose_rail([line.mark for line in layout.rows], layout.lanes, LANES)
        self._lines = tuple(_parts(layout.rows))
        pairs = zip(layout.rows, self._lines, strict=True)
        self.rows = tuple(line for line, (_, part) in pairs if part == 0)
        self._dates = max((cell_width(line.label) for line in layout.rows), default=0)
        self.selected = selected
        self._top = self._cursor_row() - row
        self._reveal()
        self.refill()

    def lines(self) -> Sequence[tuple[int, int]]:
        """Items take a line or two, and have a heading above the first of a group."""
        return self._lines

    def first(self) -> int:
        """The line up to which the rail was scrolled."""
        return self._top

    def small(self) -> bool:
        """Whether to show a plain list."""
        return self.worded or super().small()

    def watch_worded(self) -> None:
        """Draw the other form."""
        self.repaint()

    def watch_selected(self, before: int | None = None, now: int | None = None) -> None:
        """Draw the cursor at its new place, in sight."""
        top = self._top
        self._reveal()
        if self._top == top and not self.small():
            self.repaint(*self._lines_of(before), *self._lines_of(now))
        else:
            self.repaint()

    def _lines_of(self, item: int | None) -> Iterable[int]:
        """The lines of the screen that an item is drawn on."""
        return (y for y, index, part in self.in_sight() if index == item and part >= 0)

    def on_resize(self, event: Resize) -> None:
        """Keep the cursor in sight."""
        self._reveal()

    def listing(self) -> Sequence[Line]:
        """Date, mark and text of each item."""
        texts = ["  ".join(text for text, _ in line.pieces) for line in self.rows]
        pairs = zip(self.rows, texts, strict=True)
        return [Line(line.dated, f"{line.mark.char} {text}") for line, text in pairs]

    def place_at(self, x: int, y: int) -> int | None:
        """The item drawn on a line; for a heading the one below it."""
        found = next((index for line, index, _ in self.in_sight() if line == y), self.count())
        return found if found < self.count() else None

    def turn(self, by: int) -> None:
        """Look further down or up; the cursor stays."""
        self._top = self._clamped(self._top + by)
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """The lines in sight."""
        for y, index, part in self.in_sight():
            if not canvas.wants(y):
                continue
            here = index == self.selected and part >= 0
            if here:
                canvas.background(0, y, canvas.width, 1, "selected")
                canvas.put(0, y, CURSOR, "best" if self.has_focus else "muted")
            self._line(canvas, y, self._layout_shown.rows[self._top + y], here)

    def _line(self, canvas: Canvas, y: int, line: RailLine, here: bool) -> None:
        cells = self._cells[self._top + y]
        start = GUTTER + self._dates + 1
        for x, cell in enumerate(cells, start):
            canvas.put(x, y, cell.char, cell.role or "text")
        text = start + len(cells) + 1
        if line.heading:
            canvas.put(GUTTER, y, line.label, "text bold")
            canvas.hline(text, y, canvas.width - 1 - text, "─", "hairline")
            return
        canvas.right(start - 1, y, line.label, "text bold" if here else "muted")
        canvas.right(canvas.width - 1, y, line.tail, "muted")
        end = canvas.width - (_TAIL if line.tail else 1)
        after = _put_pieces(canvas, text, y, end, line.pieces, here)
        aside = text + (end - text) * 3 // 5
        if canvas.width >= _WIDE and after + _GAP <= aside:
            canvas.put(aside, y, fit(line.more, end - aside), "muted")

    def _cursor_row(self) -> int:
        return 0 if self.selected is None else self._lines.index((self.selected, 0))

    def _reveal(self) -> None:
        """Scroll no further than needed, but centre a cursor that is far away."""
        room, line = self._room, self._cursor_row()
        margin = min(_MARGIN, room // 4)
        if not self._top - room < line < self._top + 2 * room:
            self._top = line - room // 2
        self._top = min(self._top, line - margin)
        self._top = max(self._top, line + margin + 1 - room)
        self._top = self._clamped(self._top)

    def _clamped(self, top: int) -> int:
        return min(max(0, top), max(0, len(self._layout_shown.rows) - self._room))


def _parts(lines: Iterable[RailLine]) -> Iterator[tuple[int, int]]:
    """The item of each line, and whether it is the first or a further one, or stands above it."""
    begun = 0
    for line in lines:
        if line.item is None:
            yield begun, -1
        else:
            yield line.item, int(line.item < begun)
            begun = line.item + 1


def _put_pieces(
    canvas: Canvas, x: int, y: int, end: int, pieces: Sequence[Piece], here: bool
) -> int:
    """Main texts shortened to the room there is; asides only where they fit whole.

    Returns the column after the last one.
    """
    after = x
    for place, (text, role) in enumerate(pieces):
        room = end - x
        aside = place > 0 and role not in ("", "bold")
        if room < 1 or (aside and cell_width(text) > room):
            continue
        foreground = "text bold" if role == "bold" else role or "text"
        after = canvas.put(
            x,
            y,
            fit(text, room),
            f"{foreground} bold" if here and foreground != "muted" else foreground,
        )
        x = after + _GAP
    return after


class RailMap(CanvasWidget):
    """Two rows: blocks by events a month, and the years with the cursor."""

    DEFAULT_CSS = "RailMap { height: 2; }"
    min_size: ClassVar[tuple[int, int]] = (1, 1)

    @dataclass
    class Jumped(Message):
        """A month was clicked."""

        month: date

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: tuple[date, ...] = ()
        self._span: tuple[date, date] | None = None
        self._cursor: date | None = None

    def show(self, days: Iterable[date], span: tuple[date, date] | None) -> None:
        """Count these days, from one day to another."""
        self._days, self._span = tuple(days), span
        self.repaint()

    def point_at(self, day: date | None) -> None:
        """Move the mark of the cursor."""
        if day != self._cursor:
            self._cursor = day
            self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """Blocks on a thin line, the cursor's month in its own colour."""
        if self._span is None:
            return
        axis = MonthAxis(*self._span, canvas.width)
        cursor = None if self._cursor is None else axis.column(self._cursor)
        counts = axis.counts(self._days)
        most = max(counts.values(), default=1)
        for x in range(canvas.width):
            char = UP[max(2, round(8 * counts[x] / most))] if counts[x] else UP[1]
            foreground = "neutral" if counts[x] else "hairline"
            canvas.put(x, 0, char, "best" if x == cursor else foreground)
        covered = ""
        for column, text in axis.years():
            if cursor is not None and column < cursor < column + len(text):
                canvas.put(column, 1, text[:1], "muted")
                covered = text[1:]
            else:
                canvas.put(column, 1, text, "muted")
        if cursor is not None:
            canvas.put(cursor, 1, "▲", "best")
            # A year that the mark would cover stands behind it.
            canvas.put(cursor + 1, 1, covered, "muted")

    def on_click(self, event: Click) -> None:
        """Go to the month under the mouse."""
        if self._span is not None:
            axis = MonthAxis(*self._span, self.size.width)
            self.post_message(self.Jumped(axis.month(event.x)))
