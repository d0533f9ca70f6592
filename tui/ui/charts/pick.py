"""Charts and lists with a cursor: its keys, the mouse, and the messages about an item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.ui.charts.paint import CanvasWidget, room_for, window

Row = TypeVar("Row")


@dataclass
class ItemMessage(Message):
    """Something the user did to an item, counted from 0; `control` is for `@on(..., "#id")`."""

    chart: Selectable[Any]
    index: int

    @property
    def control(self) -> Selectable[Any]:
        """The list or chart that the item stands in."""
        return self.chart


class Selectable(CanvasWidget, Generic[Row], can_focus=True):
    """A chart of several items, one of them under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "step(-1)", "Previous", show=False, id="chart.back"),
        Binding("down,j", "step(1)", "Next", show=False, id="chart.next"),
        Binding("home,g", "edge(0)", "First", show=False, id="chart.first"),
        Binding("end,G", "edge(-1)", "Last", show=False, id="chart.last"),
        Binding("enter", "choose", "Choose", id="chart.choose"),
    ]

    CALLED: ClassVar[str] = "In lists, tables and charts"
    """The heading over its keys."""
    HOVER: ClassVar[bool] = False
    """Whether moving the mouse moves the cursor."""

    keeps_mark = True
    """Whether the cursor stays marked while the keys go elsewhere."""

    rows: reactive[Sequence[Row]] = reactive[Sequence[Row]]((), repaint=False)
    """The items, in order."""
    selected: reactive[int | None] = reactive[int | None](None, repaint=False)
    """Item under the cursor, counted from 0."""

    class Selected(ItemMessage):
        """The user moved the cursor."""

    class Chosen(ItemMessage):
        """The user pressed enter on an item or clicked the one under the cursor."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        *,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """These items, the cursor on one of them."""
        super().__init__(id=id, classes=classes)
        self.rows = tuple(rows)
        self.selected = selected

    @property
    def row(self) -> Row | None:
        """The item under the cursor."""
        at = self.selected
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def watch_rows(self) -> None:
        """Other items: the cursor stays where it is as far as it can."""
        self.refill()

    def count(self) -> int:
        """Number of items."""
        return len(self.rows)

    def place_at(self, x: int, y: int) -> int | None:
        """The item drawn at a cell of the chart."""
        raise NotImplementedError

    def index_at(self, x: int, y: int) -> int | None:
        """The item at a cell, in the chart or in its text form."""
        if self.small():
            room = room_for(self.count(), self.size.height)
            index = window(self.count(), room, self.selected) + y
            return index if y < room and index < self.count() else None
        return self.place_at(x, y)

    @property
    def takes_keys(self) -> bool:
        """Whether the cursor looks as that of what the keys go to."""
        return self.has_focus

    @property
    def marked_at(self) -> int | None:
        """The item that is marked as the one under the cursor."""
        return self.selected if self.keeps_mark or self.takes_keys else None

    def cursor_line(self) -> int | None:
        """The marked item is the line of the listing."""
        return self.marked_at

    def validate_selected(self, selected: int | None) -> int | None:
        """Keep the cursor on an item."""
        if selected is None or self.count() == 0:
            return None
        return min(max(0, selected), self.count() - 1)

    def watch_selected(self) -> None:
        """Draw the cursor at its new place."""
        self.repaint()

    def refill(self) -> None:
        """New items: keep the cursor inside and draw; only another height costs a layout."""
        self.selected = self.validate_selected(self.selected)
        self.repaint()
        if self.is_mounted and self.styles.is_auto_height:
            width, height = self.size
            if self.wanted_height(width) != height:
                self.refresh(layout=True)

    def pick(self, index: int) -> None:
        """Move the cursor on behalf of the user."""
        before = self.selected
        self.selected = index
        if self.selected is not None and self.selected != before:
            self.post_message(self.Selected(self, self.selected))

    def action_step(self, by: int) -> None:
        """Move the cursor by some items."""
        first = 0 if by > 0 else self.count() - 1
        self.pick(first if self.selected is None else self.selected + by)

    def action_edge(self, index: int) -> None:
        """Go to the first (0) or last (-1) item."""
        self.pick(index % max(1, self.count()))

    def action_choose(self) -> None:
        """Choose the item under the cursor."""
        if self.selected is not None:
            self.post_message(self.Chosen(self, self.selected))

    def on_click(self, event: events.Click) -> None:
        """Select an item; choose it if it is selected already."""
        index = self.index_under(event)
        if index is None:
            return
        if index == self.selected and not self.HOVER:
            self.action_choose()
        self.pick(index)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """The cursor follows the mouse where the chart wants that."""
        if self.HOVER and (index := self.index_under(event)) is not None:
            self.pick(index)

    def index_under(self, event: events.MouseEvent) -> int | None:
        """The item under the mouse."""
        offset = event.get_content_offset(self)
        return None if offset is None else self.index_at(offset.x, offset.y)
