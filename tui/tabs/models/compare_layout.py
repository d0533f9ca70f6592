"""Where the cells of a comparison go; pure geometry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

NARROWEST = 19
"""Cells a column needs; with less room there are fewer columns."""
WIDEST = 34
AIRY = 18
"""Lines from which on bars get a line of their own."""


class Place(NamedTuple):
    """The cursor, or what is shown first: a row and a column, counted from 0."""

    row: int = 0
    column: int = 0


class Sight(NamedTuple):
    """What is in sight, from `first` on: `columns` columns of `width` cells, rows of 1 or 2 lines.

    The first column is drawn at `left`, the first row below `head` lines of headings.
    """

    left: int
    width: int
    columns: int
    head: int
    heights: tuple[int, ...]
    height: int
    first: Place

    def x(self, column: int) -> int:
        """Where a column begins, its star included."""
        return self.left + (column - self.first.column) * self.width

    def column_at(self, x: int) -> int | None:
        """The column drawn at a place."""
        place = (x - self.left) // self.width
        return self.first.column + place if x >= self.left and place < self.columns else None

    def rows(self) -> Iterator[tuple[int, int]]:
        """The rows that fit, each with the line it is drawn on."""
        y = self.head
        for row in range(self.first.row, len(self.heights)):
            if y + self.heights[row] > self.height and row > self.first.row:
                return
            yield row, y
            y += self.heights[row]

    def row_at(self, y: int) -> int | None:
        """The row drawn on a line."""
        return next((row for row, top in self.rows() if top <= y < top + self.heights[row]), None)


def lay_out(
    size: tuple[int, int],
    labels: int,
    columns: int,
    bars: Sequence[bool],
    cursor: Place,
    before: Place,
) -> Sight:
    """What to show of `columns` cars and of rows with or without bars, the cursor in sight.

    `labels` is the width of the widest row name. The view moves from where it was `before` no
    further than it must, and leaves no room empty while something is out of sight.
    """
    width, height = size
    left = min(labels + 2, max(width // 3, 1))
    room = max(width - left, 1)
    count = max(1, min(columns, room // NARROWEST))
    first = min(max(before.column, cursor.column - count + 1), cursor.column, columns - count)
    head = min(2, max(height - 2, 0))
    heights = tuple(1 + (bar and height >= AIRY) for bar in bars)
    row = _first_row(heights, height - head, cursor.row, before.row)
    each = max(min(room // count, WIDEST), 1)
    return Sight(left, each, count, head, heights, height, Place(row, max(first, 0)))


def _first_row(heights: Sequence[int], room: int, cursor: int, first: int) -> int:
    first = min(first, cursor)
    while first < cursor and sum(heights[first : cursor + 1]) > room:
        first += 1
    while first > 0 and sum(heights[first - 1 :]) <= room:
        first -= 1
    return first
