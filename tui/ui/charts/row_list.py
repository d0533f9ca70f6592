"""The base of all lists and tables: rows, the cursor on one of them, and what moves it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.events import Click, MouseEvent, MouseScrollDown, MouseScrollUp
from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import CURSOR
from tui.ui.charts.paint import room_for, sign_hidden, window
from tui.ui.charts.pick import ItemMessage, Row, Selectable

GUTTER = 1
"""Columns left of the labels, where the cursor mark stands."""


def mark_row(canvas: Canvas, y: int, focused: bool) -> None:
    """Tint a row and put the cursor mark before it."""
    canvas.background(0, y, canvas.width, 1, "selected")
    canvas.put(0, y, CURSOR, "best" if focused else "muted")


class Head(NamedTuple):
    """What stands above a column, and where: it can be clicked, and what it is called sorts."""

    name: str
    left: int
    right: int


class Sorting(NamedTuple):
    """The column by which rows are sorted, by its name, and which end comes first."""

    name: str
    is_rising: bool

    @property
    def mark(self) -> str:
        """What stands behind the head."""
        return "▲" if self.is_rising else "▼"


class RowList(Selectable[Row]):
    """Rows below each other; a subclass paints them, and says where one is not a line each.

    Where it has heads, rows can be sorted: they keep their numbers, and only their lines move.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "S",
            "sort",
            "Sort",
            show=False,
            tooltip="Sort by this column, or reverse",
            id="list.sort",
        ),
    ]
    min_size: ClassVar[tuple[int, int]] = (1, 1)
    HEAD: ClassVar[int] = 0
    """Lines above the rows, which stay when these are scrolled."""
    FOOT: ClassVar[int] = 0
    """Lines below them, as of an axis."""
    WHEEL: ClassVar[int] = 0
    """Rows that a notch of the wheel moves the cursor; with 0 the wheel scrolls what is around."""
    OVERLAP: ClassVar[int] = 2
    """Lines that are in sight before and after the cursor moves by a page."""

    @property
    def head(self) -> int:
        """Lines above the rows now."""
        return self.HEAD

    sorting: reactive[Sorting | None] = reactive[Sorting | None](None, repaint=False)

    def heads(self) -> Sequence[Head]:
        """The heads of the columns by which rows can be sorted."""
        return ()

    def head_at_hand(self) -> str:
        """The name of the one that a key sorts by: through all of them, in both directions."""
        names, by = [head.name for head in self.heads()], self.sorting
        if by is None or by.name not in names:
            return next(iter(names), "")
        following = names[names.index(by.name) + 1 :]
        return next(iter(following), by.name) if by.is_rising else by.name

    def value_of(self, row: Row, name: str) -> Decimal | None:
        """What a row is sorted by in a column; those without come last."""
        raise NotImplementedError

    def watch_sorting(self) -> None:
        """Draw the rows in another order."""
        self.repaint()

    def arranged(self, rows: Iterable[int]) -> list[int]:
        """Some rows by their numbers, in the order in which they stand below each other."""
        found, by = list(rows), self.sorting
        if by is None or by.name not in [head.name for head in self.heads()]:
            return found
        keys = {index: self.value_of(self.rows[index], by.name) for index in found}
        known = sorted(
            (index for index in found if keys[index] is not None),
            key=lambda index: keys[index] or Decimal(0),
            reverse=not by.is_rising,
        )
        return known + [index for index in found if keys[index] is None]

    def sort_by(self, name: str) -> None:
        """The largest first, then the smallest first, then as they were."""
        by = self.sorting
        if by is None or by.name != name:
            self.sorting = Sorting(name, False)
        else:
            self.sorting = None if by.is_rising else Sorting(name, True)

    def action_sort(self) -> None:
        """Sort by the column at hand."""
        self.sort_by(self.head_at_hand())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what has heads is sorted."""
        return bool(self.head_at_hand()) if action == "sort" else True

    def put_heads(self, canvas: Canvas) -> None:
        """The heads, and the direction behind the one by which rows are sorted."""
        for head in self.heads():
            canvas.put(head.left, 0, head.name, "muted")
            if self.sorting and head.name == self.sorting.name:
                canvas.put(head.right, 0, self.sorting.mark, "best")

    def on_click(self, event: Click) -> None:
        """Sort by a head that is clicked."""
        offset = event.get_content_offset(self)
        for head in self.heads() if offset and offset.y == 0 else ():
            if offset and head.left <= offset.x <= head.right:
                self.sort_by(head.name)

    def lines(self) -> Sequence[tuple[int, int]]:
        """The row that each line belongs to, and which of its lines that is, counted from 0.

        Less than 0 is what stands above the row and is no part of it, such as a heading.
        """
        return [(index, 0) for index in self.arranged(range(self.count()))]

    def order(self) -> list[int]:
        """The rows in the order of their lines."""
        return [index for index, part in self.lines() if part == 0]

    def action_step(self, by: int) -> None:
        """Move the cursor by some lines."""
        order = self.order()
        if order:
            start = -1 if by > 0 else len(order)
            at = by + (order.index(self.selected) if self.selected in order else start)
            self.pick(order[min(max(at, 0), len(order) - 1)])

    def action_edge(self, index: int) -> None:
        """Go to the first (0) or last (-1) line."""
        if order := self.order():
            self.pick(order[index])

    def first(self) -> int:
        """The first line in sight, so that the cursor is."""
        lines = self.lines()
        cursor = None if self.selected is None else lines.index((self.selected, 0))
        return window(len(lines), max(self._room, 1), cursor)

    def in_sight(self) -> Sequence[tuple[int, int, int]]:
        """Each line in sight: where it is drawn, its row, and which of the row's lines it is."""
        first = self.first()
        lines = self.lines()[first : first + max(self._room, 0)]
        return [(y, *line) for y, line in enumerate(lines, self.head)]

    def marked(self, canvas: Canvas) -> Iterator[tuple[int, Row, bool]]:
        """Each row in sight: where to draw it, and whether it is the one under the cursor.

        That one is marked before it is handed out.
        """
        for y, index, part in self.in_sight():
            if part == 0 and canvas.wants(y):
                here = index == self.marked_at
                if here:
                    mark_row(canvas, y, self.takes_keys)
                yield y, self.rows[index], here

    def hidden(self) -> tuple[int, int]:
        """How many rows are out of sight above and below."""
        lines, order = self.in_sight(), self.order()
        seen = {index for y, index, part in lines if part >= 0 and 0 <= y < self.size.height}
        places = [place for place, index in enumerate(order) if index in seen]
        return (places[0], len(order) - 1 - places[-1]) if places else (0, 0)

    def canvas(self, rows: Container[int] | None = None) -> Canvas:
        """What is painted, and at the foot how many rows are out of sight."""
        canvas, foot = super().canvas(rows), self.size.height - self.FOOT - 1
        if canvas.wants(foot) and not self.small():
            sign_hidden(canvas, foot, *self.hidden())
        return canvas

    @property
    def _room(self) -> int:
        """Lines for rows between what stands above and below them."""
        return room_for(len(self.lines()), self.size.height - self.head - self.FOOT)

    def place_at(self, x: int, y: int) -> int | None:
        """The row drawn on a line; none on what stands above one."""
        return next((n for line, n, part in self.in_sight() if line == y and part >= 0), None)

    def wanted_height(self, width: int) -> int:
        """All lines."""
        return max(1, self.head + len(self.lines()) + self.FOOT)

    def action_page(self, by: int) -> None:
        """Move the cursor by a screen."""
        self.action_step(by * max(self._room - self.OVERLAP, 1))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel is for the rows, where they take it."""
        self._turn(event, self.WHEEL)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """As `on_mouse_scroll_down`."""
        self._turn(event, -self.WHEEL)

    def _turn(self, event: MouseEvent, by: int) -> None:
        if by:
            event.stop()
            self.turn(by)

    def turn(self, by: int) -> None:
        """What the wheel does: move the cursor."""
        self.action_step(by)


class CellList(RowList[Row]):
    """Rows of cells: the cursor stands in one of the columns too."""

    column: reactive[int] = reactive(0, repaint=False)
    """Column of the cell under the cursor, counted from 0."""

    class Moved(ItemMessage):
        """The user moved the cursor to another column."""

    def columns(self) -> int:
        """Number of columns."""
        raise NotImplementedError

    def fill(self, rows: Sequence[Row]) -> None:
        """Other rows, perhaps of other columns: the cursor stays where it is as far as it can."""
        self.rows = rows
        self.column = self.validate_column(self.column)
        self.repaint()

    def validate_column(self, column: int) -> int:
        """Keep the cursor on a column."""
        return min(max(0, column), max(0, self.columns() - 1))

    def watch_column(self) -> None:
        """Draw the cursor at its new place."""
        self.repaint()

    def action_across(self, by: int) -> None:
        """Move to the cell at the left or right."""
        self.go_to(self.column + by)

    def go_to(self, column: int) -> None:
        """Move to a column on behalf of the user."""
        before, self.column = self.column, column
        if self.column != before:
            self.post_message(self.Moved(self, self.column))
