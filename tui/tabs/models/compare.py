"""Cars side by side: a column each, headings that stay, a cursor on one cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.tabs.models.compare_layout import Place, Sight, lay_out
from tui.tabs.models.compare_paint import label_width, paint
from tui.tabs.models.models import NOTHING, Comparison
from tui.tabs.models.rating import Row
from tui.tabs.models.specs import Spec, Trim
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.pick import Pickable


class Compare(Pickable):
    """The comparison; up and down go through the properties, left and right through the cars."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "across(-1)", "Car to the left", show=False, id="compare.left"),
        Binding("right,l", "across(1)", "Car to the right", show=False, id="compare.right"),
        Binding("pageup", "step(-8)", "Eight rows up", show=False, id="compare.page_up"),
        Binding("pagedown", "step(8)", "Eight rows down", show=False, id="compare.page_down"),
    ]
    min_size: ClassVar[tuple[int, int]] = (1, 1)

    comparison: reactive[Comparison] = reactive(NOTHING)
    column: reactive[int] = reactive(0)
    """The car under the cursor, counted from 0."""

    @dataclass
    class Moved(Message):
        """The user moved the cursor to another car."""

        chart: Compare

        @property
        def control(self) -> Compare:
            """The comparison, for `@on(..., "#id")`."""
            return self.chart

    _first = Place()

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        rows = self.comparison.rows
        return rows[self.selected] if self.selected is not None and rows else None

    @property
    def trim(self) -> Trim | None:
        """The car under the cursor."""
        trims = self.comparison.trims
        return trims[self.column] if trims else None

    @property
    def spec(self) -> Spec | None:
        """The cell under the cursor."""
        return self.row.specs[self.column] if self.row and self.trim else None

    def count(self) -> int:
        """Number of rows."""
        return len(self.comparison.rows)

    def show(self, comparison: Comparison) -> None:
        """Other cells; the cursor stays on its property and its car where they are still there."""
        row, trim = self.row, self.trim
        self.comparison = comparison
        self.point_at(row.key if row else "", trim.key if trim else "")

    def point_at(self, row: str, trim: str) -> None:
        """Put the cursor on a property and a car; one that is not there leaves it where it is."""
        rows = [item.key for item in self.comparison.rows]
        trims = [item.key for item in self.comparison.trims]
        self.column = trims.index(trim) if trim in trims else self.column
        self.selected = rows.index(row) if row in rows else self.selected or 0

    def watch_comparison(self) -> None:
        """New figures."""
        self.column = self.validate_column(self.column)
        self.refill()

    def validate_column(self, column: int) -> int:
        """Keep the cursor on a car."""
        return min(max(0, column), max(0, len(self.comparison.trims) - 1))

    def watch_column(self) -> None:
        """Draw the cursor at its new place."""
        self.repaint()

    def action_across(self, by: int) -> None:
        """Move the cursor to the car at the left or right."""
        self._go_to(self.column + by)

    def _go_to(self, column: int) -> None:
        before, self.column = self.column, column
        if self.column != before:
            self.post_message(self.Moved(self))

    def on_click(self, event: events.Click) -> None:
        """Go to the car under the mouse; the base goes to the row."""
        offset = event.get_content_offset(self)
        column = self._sight().column_at(offset.x) if offset else None
        if column is not None:
            self._go_to(column)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves through the rows."""
        event.stop()
        self.action_step(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """As `on_mouse_scroll_down`."""
        event.stop()
        self.action_step(-1)

    def place_at(self, x: int, y: int) -> int | None:
        """The row drawn on a line."""
        return self._sight().row_at(y)

    def paint(self, canvas: Canvas) -> None:
        """The headings, then the rows in sight."""
        sight = self._sight()
        self._first = sight.first
        paint(canvas, self.comparison, sight, self._cursor, self.has_focus)

    @property
    def _cursor(self) -> Place:
        return Place(self.selected or 0, self.column)

    def _sight(self) -> Sight:
        found = self.comparison
        bars = [any(spec.share for spec in row.specs) for row in found.rows]
        labels = label_width(found.rows)
        return lay_out(self.size, labels, len(found.trims), bars, self._cursor, self._first)
