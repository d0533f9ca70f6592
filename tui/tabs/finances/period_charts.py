"""The trend and the table of periods, each with the one thing that the plain ones lack."""

from __future__ import annotations

from dataclasses import dataclass

from textual.events import Click, MouseMove, Resize
from textual.message import Message
from textual.reactive import reactive

from tui.present.table import Cell
from tui.ui.charts import BarTrend
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import window
from tui.ui.charts.rows import mark_row
from tui.ui.grid import Grid

_NONE: frozenset[int] = frozenset()


class MarkedTrend(BarTrend):
    """A trend in which other periods than the one under the cursor can be marked too."""

    marked: reactive[frozenset[int]] = reactive(_NONE)
    """The marked periods, counted from 0."""

    @dataclass
    class Stretched(Message):
        """The user clicked a period with ctrl held: up to there is to be marked."""

        chart: MarkedTrend
        index: int

        @property
        def control(self) -> MarkedTrend:
            """The trend, for `@on(..., "#id")`."""
            return self.chart

    def on_mouse_move(self, event: MouseMove) -> None:
        """While ctrl is held the cursor does not follow the mouse."""
        if event.ctrl:
            event.prevent_default()

    def on_click(self, event: Click) -> None:
        """Mark up to the period under the mouse while ctrl is held."""
        offset = event.get_content_offset(self)
        index = None if offset is None else self.index_at(offset.x, offset.y)
        if event.ctrl and index is not None:
            event.prevent_default()
            self.post_message(self.Stretched(self, index))

    def watch_marked(self) -> None:
        """Draw the marks."""
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """The trend, then a tint under the marked periods."""
        super().paint(canvas)
        for slot in self.layout_now().slots:
            if slot.index in self.marked and slot.index != self.selected:
                canvas.ground(slot.left, 0, slot.width, canvas.height - 1, "selected")
                canvas.ground(slot.left, canvas.height - 1, slot.width, 1, "cursor")


class PeriodGrid(Grid):
    """A table whose last rows stand below a line; it tells when its width has changed."""

    upper: reactive[int] = reactive(0)
    """Rows above the line; no line where there are none below it."""

    room: reactive[int | None] = reactive[int | None](None, repaint=False)
    """The width that the columns were chosen for; at another one nobody shall see them."""

    @dataclass
    class Resized(Message):
        """The table has another size."""

        grid: PeriodGrid

        @property
        def control(self) -> PeriodGrid:
            """The table, for `@on(..., "#id")`."""
            return self.grid

    def watch_room(self) -> None:
        """Draw, or leave empty."""
        self.repaint()

    def watch_upper(self) -> None:
        """Draw the line elsewhere."""
        self.refill()

    def on_resize(self, event: Resize) -> None:
        """Another size may have room for other columns."""
        self.post_message(self.Resized(self))

    @property
    def parted(self) -> bool:
        """Whether there are rows on both sides of the line."""
        return 0 < self.upper < self.count()

    def wanted_height(self, width: int) -> int:
        """The heading, the rows and the line."""
        return super().wanted_height(width) + self.parted

    def place_at(self, x: int, y: int) -> int | None:
        """The row drawn on a line; the line between belongs to none."""
        return self._row_of(y - 1 + self._first()) if y > 0 else None

    def paint(self, canvas: Canvas) -> None:
        """The heading, then the rows in sight and the line between."""
        if self.room not in (None, canvas.width):
            return
        widths = self._widths(canvas.width)
        self._row(canvas, 0, [Cell(c.heading, role="muted") for c in self.table.columns], widths)
        for y in range(1, canvas.height):
            line = y - 1 + self._first()
            index = self._row_of(line)
            if index is not None:
                here = index == self.selected
                if here:
                    mark_row(canvas, y, self.has_focus)
                self._row(canvas, y, self.table.rows[index], widths, here=here)
            elif self.parted and line == self.upper:
                canvas.hline(1, y, sum(widths) + 2 * (len(widths) - 1), "─", "hairline")

    def _row_of(self, line: int) -> int | None:
        """The row on a line of the whole table, counted below its heading."""
        if self.parted and line >= self.upper:
            line = -1 if line == self.upper else line - 1
        return line if 0 <= line < self.count() else None

    def _first(self) -> int:
        cursor = self.selected
        if cursor is not None and self.parted and cursor >= self.upper:
            cursor += 1
        return window(self.count() + self.parted, max(self.size.height - 1, 1), cursor)
