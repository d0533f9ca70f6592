"""A rail of promises: one lane from where each was made to its outcome; no widget."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from tui.ui.charts.data import RailCell, RailLane


def assign_lanes(promises: Sequence[RailLane], limit: int = 4) -> tuple[int | None, ...]:
    """The innermost free lane for each promise, None where all `limit` are taken."""
    lanes: list[int | None] = [None] * len(promises)
    busy_to: list[float] = []
    for index in sorted(range(len(promises)), key=lambda place: (promises[place].start, place)):
        promise = promises[index]
        end = float("inf") if promise.end is None else promise.end
        if end <= promise.start:
            continue
        free = [lane for lane, last in enumerate(busy_to) if last < promise.start]
        if free:
            lanes[index] = free[0]
            busy_to[free[0]] = end
        elif len(busy_to) < limit:
            lanes[index] = len(busy_to)
            busy_to.append(end)
    return tuple(lanes)


def compose_rail(
    marks: Sequence[RailCell], promises: Sequence[RailLane], limit: int = 4
) -> tuple[tuple[RailCell, ...], ...]:
    """Rows of 2 + 2 x lanes cells: the mark of the row, then its lanes."""
    lanes = assign_lanes(promises, limit)
    drawn = [(lane, one) for lane, one in zip(lanes, promises, strict=True) if lane is not None]
    width = 2 + 2 * max((lane + 1 for lane, _ in drawn), default=0)
    return tuple(_row(y, mark, width, drawn, len(marks)) for y, mark in enumerate(marks))


def _row(
    y: int, mark: RailCell, width: int, drawn: Sequence[tuple[int, RailLane]], rows: int
) -> tuple[RailCell, ...]:
    """One row: lanes passing through, then branches from the mark, the longest first."""
    cells = [mark] + [RailCell(" ")] * (width - 1)
    for lane, promise in drawn:
        if promise.start < y and (promise.end is None or y < promise.end):
            last = promise.end is None and y == rows - 1
            cells[2 + 2 * lane] = RailCell("┊" if last else "│", promise.role)
    branches = [(lane, promise) for lane, promise in drawn if y in (promise.start, promise.end)]
    for place, (lane, promise) in enumerate(sorted(branches, key=itemgetter(0), reverse=True)):
        opens = y == promise.start
        for column in range(1, 2 + 2 * lane):
            passing = cells[column].char in "│┊┼"
            cells[column] = RailCell("┼" if passing else "─", promise.role)
        corner = ("╮" if opens else "╯") if place == 0 else ("┬" if opens else "┴")
        cells[2 + 2 * lane] = RailCell(corner, promise.role)
    return tuple(cells)
