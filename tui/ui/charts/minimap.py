"""Events a month over a long span, in one row of blocks and one of years; no widget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from tui.ui.charts.glyphs import UP


class Minimap(NamedTuple):
    """Two rows of `width` characters and the column of the cursor, if it has one."""

    blocks: str
    ruler: str
    cursor: int | None


def minimap(
    days: Sequence[date], first: date, last: date, width: int, cursor: date | None = None
) -> Minimap:
    """Block heights by events a column, from `first` to `last`; ▲ in the ruler marks the cursor."""
    if width <= 0:
        return Minimap("", "", None)
    months = _months(first, last)
    counts = Counter(_column(day, first, months, width) for day in days if first <= day <= last)
    most = max(counts.values(), default=1)
    blocks = "".join(UP[max(1, round(8 * counts[column] / most))] for column in range(width))
    place = None if cursor is None else _column(cursor, first, months, width)
    return Minimap(blocks, _ruler(first, last, width, place), place)


def minimap_month(column: int, first: date, last: date, width: int) -> date:
    """First day of the month drawn at a column."""
    months = _months(first, last)
    month = min(months - 1, max(0, -(-column * months // max(1, width))))
    return _after(first, month)


def _ruler(first: date, last: date, width: int, cursor: int | None) -> str:
    """A stroke and the year where each year begins, if the year before leaves room."""
    row, months = [" "] * width, _months(first, last)
    free = 0
    for year in range(first.year, last.year + 1):
        column = _column(max(first, date(year, 1, 1)), first, months, width)
        text = f"╵{year}"
        if column >= free and column + len(text) <= width:
            row[column : column + len(text)] = text
            free = column + len(text) + 1
    if cursor is not None:
        row[cursor] = "▲"
    return "".join(row)


def _months(first: date, last: date) -> int:
    """Months touched by a span, at least 1."""
    return max(1, 12 * (last.year - first.year) + last.month - first.month + 1)


def _column(day: date, first: date, months: int, width: int) -> int:
    """The column of a day's month, kept inside."""
    month = 12 * (day.year - first.year) + day.month - first.month
    return min(width - 1, max(0, month * width // months))


def _after(first: date, months: int) -> date:
    """First day of the month this many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
