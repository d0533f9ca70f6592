"""Axes: of round values below a chart or at its left, and of months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise, product
from typing import NamedTuple

from rich.cells import cell_len

from tui.ui.charts.canvas import Canvas, widest
from tui.ui.charts.glyphs import GRID
from tui.ui.charts.scale import Halves, Scale, ticks

WIDE = 45
"""Columns from which a chart has an axis at its left."""


class Tick(NamedTuple):
    """A round value: its column within the axis and its text."""

    column: int
    text: str


def axis_ticks(scale: Scale, cells: int, fmt: Callable[[float], str]) -> tuple[Tick, ...]:
    """As many round values as their texts leave room for; `scale` counts whole columns.

    Where only one of those that are alike far apart has room, two others where these have.
    """
    found: tuple[Tick, ...] = ()
    for most in range(max(1, cells // 5), 0, -1):
        found = _placed(scale, ticks(scale.low, scale.high, most), fmt)
        if _is_apart(found):
            break
    for most in range(2, cells) if len(found) < 2 else ():
        values = ticks(scale.low, scale.high, most)
        ends = _placed(scale, (values[0], values[-1]), fmt) if len(values) > 1 else ()
        if ends and _is_apart(ends) and ends[0].text != ends[1].text:
            return ends
    return found if _is_apart(found) else ()


def _placed(scale: Scale, values: Iterable[float], fmt: Callable[[float], str]) -> tuple[Tick, ...]:
    return tuple(Tick(scale.at(value), fmt(value)) for value in values)


def _is_apart(found: Sequence[Tick]) -> bool:
    """Whether the texts have room beside each other."""
    room = widest(tick.text for tick in found) + 3
    return all(after.column - tick.column >= room for tick, after in pairwise(found))


def paint_axis(canvas: Canvas, left: int, y: int, cells: int, found: tuple[Tick, ...]) -> None:
    """A line with a stroke at each tick, the texts in the row below."""
    canvas.hline(left, y, cells, "─", "hairline")
    for tick in found:
        canvas.put(left + tick.column, y, "┴", "neutral")
        start = left + tick.column - cell_len(tick.text) // 2
        start = max(0, min(start, canvas.width - cell_len(tick.text)))
        canvas.put(start, y + 1, tick.text, "muted")


def paint_levels(canvas: Canvas, left: int, levels: Sequence[tuple[int, str]]) -> None:
    """The texts of rows, each with a dotted line from column `left` on."""
    for row, text in levels:
        canvas.right(left - 1, row, text, "muted")
        canvas.hline(left, row, canvas.width - left, GRID, "hairline")


class ZeroAxis(NamedTuple):
    """The axis at the left of a chart whose areas grow up and down from a zero line.

    The zero line runs between two rows; `zero` is the one below it.
    """

    zero: int
    scale: Halves
    levels: tuple[tuple[int, str], ...] = ()
    """Rows and texts of round values, zero first; empty where there is no room for them."""

    @property
    def left(self) -> int:
        """Columns that the texts take."""
        return widest(text for _, text in self.levels) + 1 if self.levels else 0

    def with_levels(self, rows: range, most: int, fmt: Callable[[float], str]) -> ZeroAxis:
        """The same with about `most` round values within `rows`, each with a text of its own.

        There are at least two, with more than `most` or in neighbouring rows where it takes that.
        """
        levels: tuple[tuple[int, str], ...] = ()
        for gap, count in product((2, 1), range(most, 4 * most)):
            levels = self._levels(rows, count, gap, fmt)
            if len(levels) > 1:
                break
        return self._replace(levels=levels)

    def _levels(
        self, rows: range, most: int, gap: int, fmt: Callable[[float], str]
    ) -> tuple[tuple[int, str], ...]:
        zero, up, down, per = self.zero, *self.scale
        found = {zero - 1: fmt(0.0)}
        for value in ticks(-down * 8 / per, up * 8 / per, most) if per > 0 else ():
            steps = int(abs(value) * per // 8)
            row, text = zero + steps if value < 0 else zero - 1 - steps, fmt(value)
            apart = all(abs(row - other) >= gap for other in found)
            if row in rows and apart and text not in found.values():
                found[row] = text
        return tuple(found.items())

    def row(self, value: float) -> int:
        """The row that holds the piece of a bar just inside its value."""
        eighths = self.scale.eighths(value)
        if eighths >= 0:
            return self.zero - 1 - max(0, eighths - 1) // 8
        return self.zero + (-eighths - 1) // 8

    def paint(self, canvas: Canvas, foreground: str) -> None:
        """Texts, dotted lines, and the zero line in its own foreground."""
        paint_levels(canvas, self.left, self.levels)
        canvas.hline(self.left, self.zero - 1, canvas.width - self.left, "▁", foreground)


class MonthAxis(NamedTuple):
    """The months from one day to another, shared out over `width` columns."""

    first: date
    last: date
    width: int

    @property
    def months(self) -> int:
        """Months touched, at least 1."""
        years = self.last.year - self.first.year
        return max(1, 12 * years + self.last.month - self.first.month + 1)

    def column(self, day: date) -> int:
        """The column of a day's month, kept inside; -1 where there is no room at all."""
        month = 12 * (day.year - self.first.year) + day.month - self.first.month
        return min(max(0, self.width) - 1, max(0, month * self.width // self.months))

    def month(self, column: int) -> date:
        """The first day of the month drawn at a column."""
        place = -(-column * self.months // max(1, self.width))
        place = min(self.months - 1, max(0, place)) + self.first.month - 1
        return date(self.first.year + place // 12, place % 12 + 1, 1)

    def counts(self, days: Iterable[date]) -> Counter[int]:
        """How many of some days are drawn at each column."""
        return Counter(self.column(day) for day in days if self.first <= day <= self.last)

    def years(self) -> Iterator[tuple[int, str]]:
        """Column and text (`╵2025`) of each year, where the year before leaves room."""
        free = 0
        for year in range(self.first.year, self.last.year + 1):
            column, text = self.column(max(self.first, date(year, 1, 1))), f"╵{year}"
            if column >= free and column + len(text) <= self.width:
                yield column, text
                free = column + len(text) + 1
