"""A table with a cursor; only the visible lines are painted."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.present.table import Cell, Table, widths_of
from tui.system.text_width import cell_width
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.row_list import CellList, Head

_EMPTY = Table("", (), ())
_GAP = 2
HANG = 1
"""Cells of the gap that a heading may take."""


class Grid(CellList[tuple[Cell, ...]]):
    """Rows of a table; the cursor is on one cell, and its row is tinted."""

    CALLED = "Tables"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "across(-1)", "Cell to the left", show=False, id="grid.left"),
        Binding("right,l", "across(1)", "Cell to the right", show=False, id="grid.right"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left, h / right, l | Move between the cells of a row. |
    """
    HEAD = 1
    WHEEL = 1
    SORTS: ClassVar[bool] = False
    """Whether its rows are alike, so that their order is free."""

    table: reactive[Table] = reactive(_EMPTY, repaint=False)

    @property
    def head(self) -> int:
        """As many lines as the tallest heading has."""
        return max((len(column.lines) for column in self.table.columns), default=self.HEAD)

    @property
    def cell(self) -> Cell | None:
        """The cell under the cursor."""
        return self.row[self.column] if self.row else None

    def columns(self) -> int:
        """Number of columns."""
        return len(self.table.columns)

    def heads(self) -> Sequence[Head]:
        """All heads, where rows can be sorted."""
        return self._placed(self.widths()) if self.SORTS else ()

    def _placed(self, widths: Sequence[int]) -> Sequence[Head]:
        found, x = [], 1
        for column, width in zip(self.table.columns, widths, strict=True):
            end, room = x + width - column.tail, cell_width(column.heading)
            left = end - room if column.numeric else x
            found.append(Head(column.heading, left, left + room))
            x += width + _GAP
        return found

    def head_at_hand(self) -> str:
        """That of the column under the cursor."""
        return self.table.columns[self.column].heading if self.heads() else ""

    def value_of(self, row: tuple[Cell, ...], name: str) -> Decimal | None:
        """The figure of a cell; words stand in the order of the table."""
        place = [column.heading for column in self.table.columns].index(name)
        figure = row[place].figure if self.table.columns[place].numeric else None
        return figure.value if figure else None

    def watch_table(self) -> None:
        """Take over the rows of another table."""
        self.fill(self.table.rows)

    def paint(self, canvas: Canvas) -> None:
        """The heading, then the visible rows."""
        widths = self.widths()
        x = 1
        for column, width in zip(self.table.columns, widths, strict=True):
            end = x + width - column.tail
            for y, line in enumerate(column.lines):
                at = end - cell_width(line) if column.numeric else x
                canvas.put(at, y, line, "muted")
            x += width + _GAP
        self.put_heads(canvas)
        for y, row, here in self.marked(canvas):
            self._row(canvas, y, row, widths, here=here)

    def _row(
        self, canvas: Canvas, y: int, cells: Sequence[Cell], widths: Sequence[int], *, here: bool
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

    def wanted_width(self) -> int:
        """Columns that all cells need."""
        return 1 + sum(self.widths()) + _GAP * (self.columns() - 1)

    def widths(self) -> list[int]:
        """Width of each column by its widest cell; what does not fit at the right is cut off."""
        texts = ([cell.text for cell in row] for row in self.rows)
        return widths_of(self.table.columns, texts, HANG)
