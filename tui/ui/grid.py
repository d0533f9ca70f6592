"""A table with a cursor, painted: only the lines in sight cost anything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.present.table import Cell, Column, Table
from tui.system.text_width import cell_width
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import window
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import mark_row

_EMPTY = Table("", (), ())
_GAP = 2


class Grid(Selectable):
    """Rows of a table; the cursor stands on one cell, the row under it is tinted."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "across(-1)", "Cell to the left", show=False, id="grid.left"),
        Binding("right,l", "across(1)", "Cell to the right", show=False, id="grid.right"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left, h / right, l | Move between the cells of a row. |
    """
    min_size: ClassVar[tuple[int, int]] = (1, 1)

    table: reactive[Table] = reactive(_EMPTY)
    column: reactive[int] = reactive(0)
    """Column of the cell under the cursor."""

    @dataclass
    class Moved(Message):
        """The user moved the cursor to another cell of the row."""

        chart: Grid

        @property
        def control(self) -> Grid:
            """The table, for `@on(..., "#id")`."""
            return self.chart

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        if self.selected is None or not self.table.rows:
            return None
        return self.table.rows[self.selected][self.column]

    def count(self) -> int:
        """Number of rows."""
        return len(self.table.rows)

    def watch_table(self) -> None:
        """Other rows: the cursor stays where it is as far as it can."""
        self.column = self.validate_column(self.column)
        self.refill()

    def validate_column(self, column: int) -> int:
        """Keep the cursor on a column."""
        return min(max(0, column), max(0, len(self.table.columns) - 1))

    def watch_column(self) -> None:
        """Draw the cursor at its new place."""
        self.repaint()

    def action_across(self, by: int) -> None:
        """Move to another cell of the row."""
        before = self.column
        self.column += by
        if self.column != before:
            self.post_message(self.Moved(self))

    def wanted_height(self, width: int) -> int:
        """The heading and all rows."""
        return 1 + self.count()

    def place_at(self, x: int, y: int) -> int | None:
        """The row drawn on a line."""
        index = y - 1 + self._first()
        return index if y > 0 and 0 <= index < self.count() else None

    def paint(self, canvas: Canvas) -> None:
        """The heading, then the rows in sight."""
        widths = self._widths(canvas.width)
        self._row(canvas, 0, [Cell(c.heading, role="muted") for c in self.table.columns], widths)
        first = self._first()
        for y in range(1, canvas.height):
            index = first + y - 1
            if index >= self.count():
                return
            here = index == self.selected
            if here:
                mark_row(canvas, y, self.has_focus)
            self._row(canvas, y, self.table.rows[index], widths, here=here)

    def _row(
        self,
        canvas: Canvas,
        y: int,
        cells: tuple[Cell, ...] | list[Cell],
        widths: list[int],
        *,
        here: bool = False,
    ) -> None:
        x = 1
        for place, (cell, width, column) in enumerate(
            zip(cells, widths, self.table.columns, strict=False)
        ):
            foreground = cell.role or "text"
            if here:
                foreground += " bold"
                if place == self.column and self.has_focus:
                    foreground += " underline"
            text_x = x + width - cell_width(cell.text) if column.numeric else x
            canvas.put(text_x, y, cell.text, foreground)
            x += width + _GAP

    def _widths(self, room: int) -> list[int]:
        """Columns as wide as their widest cell; what has no room at the right is cut off."""
        rows = self.table.rows
        return [
            max([cell_width(column.heading), *(cell_width(row[n].text) for row in rows)])
            for n, column in enumerate(self.table.columns)
        ]

    def _first(self) -> int:
        return window(self.count(), max(self.size.height - 1, 1), self.selected)


__all__ = ["Column", "Grid"]
