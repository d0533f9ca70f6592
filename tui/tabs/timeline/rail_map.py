"""Events a month over the whole span, with the month of the cursor; a click goes there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.events import Click
from textual.message import Message

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import UP
from tui.ui.charts.minimap import minimap, minimap_month
from tui.ui.charts.paint import Painted


class RailMap(Painted):
    """Two rows: blocks by events a month, and the years with the cursor."""

    DEFAULT_CSS = "RailMap { height: 2; }"
    min_size: ClassVar[tuple[int, int]] = (1, 1)

    @dataclass
    class Jumped(Message):
        """A month was clicked."""

        chart: RailMap
        month: date

        @property
        def control(self) -> RailMap:
            """The map, for `@on(..., "#id")`."""
            return self.chart

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: tuple[date, ...] = ()
        self._span: tuple[date, date] | None = None
        self._cursor: date | None = None
        self._busy_at: dict[int, frozenset[int | None]] = {}

    def show(self, days: Iterable[date], span: tuple[date, date] | None) -> None:
        """Count these days, from one day to another."""
        self._days, self._span = tuple(days), span
        self._busy_at.clear()
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
        drawn = minimap(self._days, *self._span, canvas.width, self._cursor)
        busy = self._busy(canvas.width, self._span)
        for x, block in enumerate(drawn.blocks):
            char = max(block, UP[2]) if x in busy else UP[1]
            ink = "neutral" if x in busy else "hairline"
            canvas.put(x, 0, char, "best" if x == drawn.cursor else ink)
        years = minimap((), *self._span, canvas.width).ruler
        if drawn.cursor is None:
            canvas.put(0, 1, years, "muted")
            return
        canvas.put(0, 1, _beside(years, drawn.cursor), "muted")
        canvas.put(drawn.cursor, 1, "▲", "best")

    def _busy(self, width: int, span: tuple[date, date]) -> frozenset[int | None]:
        """Columns with anything in them, however little."""
        if width not in self._busy_at:
            months = {day.replace(day=1) for day in self._days}
            found = (minimap((), *span, width, month).cursor for month in months)
            self._busy_at = {width: frozenset(found)}
        return self._busy_at[width]

    def on_click(self, event: Click) -> None:
        """Go to the month under the mouse."""
        if self._span is not None:
            month = minimap_month(event.x, *self._span, self.size.width)
            self.post_message(self.Jumped(self, month))


def _beside(ruler: str, cursor: int) -> str:
    """The ruler with the year that the mark of the cursor would cover moved behind it."""
    for year in re.finditer(r"\d{4}", ruler):
        if year.start() <= cursor < year.end():
            gap = " " * (cursor + 1 - year.start())
            return f"{ruler[: year.start()]}{gap}{year[0]}{ruler[cursor + 5 :]}"
    return ruler
