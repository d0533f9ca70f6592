"""Charts and lists with a cursor: its keys, the mouse, and the messages about an item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.ui.charts.paint import CanvasWidget, window


@dataclass
class ItemMessage(Message):
    """Something the user did to an item, counted from 0; `control` is for `@on(..., "#id")`."""

    chart: Selectable
    index: int

    @property
    def control(self) -> Selectable:
        """The list or chart that the item stands in."""
        return self.chart


class Selectable(CanvasWidget, can_focus=True):
    """A chart of several items, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Previous", show=False, id="chart.back"),
        Binding("down,j", "step(1)", "Next", show=False, id="chart.next"),
        Binding("home,g", "edge(0)", "First", show=False, id="chart.first"),
        Binding("end,G", "edge(-1)", "Last", show=False, id="chart.last"),
        Binding("enter", "choose", "Choose", show=False, id="chart.choose"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | up, k / down, j | Move the cursor. |
    | home, g / end, G | First or last item. |
    | enter | Choose the item under the cursor. |
    """

    HOVER: ClassVar[bool] = False
    """Whether moving the mouse moves the cursor."""

    selected: reactive[int | None] = reactive[int | None](None, repaint=False)
    """Item under the cursor, counted from 0."""

    class Selected(ItemMessage):
        """The user moved the cursor."""

    class Chosen(ItemMessage):
        """The user pressed enter on an item or clicked the one under the cursor."""

    def count(self) -> int:
        """Number of items."""
        return 0

    def place_at(self, x: int, y: int) -> int | None:
        """The item drawn at a cell of the chart."""
        return y if 0 <= y < self.count() else None

    def index_at(self, x: int, y: int) -> int | None:
        """The item at a cell, in the chart or in its text form."""
        if self.small():
            index = window(self.count(), self.size.height, self.cursor_line()) + y
            return index if 0 <= index < self.count() else None
        return self.place_at(x, y)

    def cursor_line(self) -> int | None:
        """The selected item is the line of the listing."""
        return self.selected

    def validate_selected(self, selected: int | None) -> int | None:
        """Keep the cursor on an item."""
        if selected is None or self.count() == 0:
            return None
        return min(max(0, selected), self.count() - 1)

    def watch_selected(self) -> None:
        """Draw the cursor at its new place."""
        self.repaint()

    def refill(self) -> Self:
        """New items: keep the cursor inside and draw."""
        self.selected = self.validate_selected(self.selected)
        self.repaint()
        if self.is_mounted and self.styles.is_auto_height:
            self.refresh(layout=True)
        return self

    def pick(self, index: int) -> None:
        """Move the cursor on behalf of the user."""
        before = self.selected
        self.selected = index
        if self.selected is not None and self.selected != before:
            self.post_message(self.Selected(self, self.selected))

    def action_step(self, by: int) -> None:
        """Move the cursor by some items."""
        self.pick(self._start(by) if self.selected is None else self.selected + by)

    def action_edge(self, index: int) -> None:
        """Go to the first (0) or last (-1) item."""
        self.pick(index % max(1, self.count()))

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if self.selected is not None:
            self.post_message(self.Chosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select an item; choose it if it is selected already."""
        index = self._under(event)
        if index is None:
            return
        if index == self.selected and not self.HOVER:
            self.action_choose()
        self.pick(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The cursor follows the mouse where the chart wants that."""
        if self.HOVER and (index := self._under(event)) is not None:
            self.pick(index)

    def _start(self, by: int) -> int:
        """Where the cursor appears first: at the end it comes from."""
        return 0 if by > 0 else self.count() - 1

    def _under(self, event: events.MouseEvent) -> int | None:
        """The item under the mouse."""
        offset = event.get_content_offset(self)
        return None if offset is None else self.index_at(offset.x, offset.y)
