"""A list of cars to pick from, with what they cost and how far they go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.tabs.models.offers import Offer
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.ladder import DOTS
from tui.ui.charts.paint import window
from tui.ui.charts.pick import Pickable
from tui.ui.charts.rows import mark_row

_PRICE = 12
_RANGE = 10


def toggled(picked: tuple[str, ...], key: str) -> tuple[str, ...]:
    """The picks with one more at the end, or without it; the last one stays."""
    if key not in picked:
        return (*picked, key)
    return tuple(other for other in picked if other != key) or picked


class TrimList(Pickable):
    """A line a car; a dot before those that are picked, which are never none."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick_or_leave", "Pick or leave out", id="trims.toggle"),
    ]
    min_size: ClassVar[tuple[int, int]] = (1, 1)

    picked: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    """Keys of the trims picked, in the order of the columns."""

    def __init__(
        self, offers: Sequence[Offer], picked: Sequence[str], cursor: str, *, id: str | None = None
    ) -> None:
        """All cars on offer, the cursor on the one of this key."""
        super().__init__(id=id)
        self.offers = tuple(offers)
        self.picked = tuple(picked)
        self.selected = next((n for n, o in enumerate(offers) if o.trim.key == cursor), 0)

    def count(self) -> int:
        """Number of cars."""
        return len(self.offers)

    def wanted_height(self, width: int) -> int:
        """A line each."""
        return max(1, len(self.offers))

    def watch_picked(self) -> None:
        """Other dots."""
        self.repaint()

    def action_pick_or_leave(self) -> None:
        """Pick the car under the cursor as the last column, or leave it out."""
        if self.selected is None:
            return
        self.picked = toggled(self.picked, self.offers[self.selected].trim.key)

    def on_click(self, event: events.Click) -> None:
        """A click picks or leaves out at once."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        index = self.index_at(offset.x, offset.y) if offset else None
        if index is not None:
            self.pick(index)
            self.action_pick_or_leave()

    def place_at(self, x: int, y: int) -> int | None:
        """The car on a line."""
        index = window(self.count(), self.size.height, self.selected) + y
        return index if 0 <= index < self.count() else None

    def paint(self, canvas: Canvas) -> None:
        """The cars that fit, the one under the cursor among them."""
        first = window(self.count(), canvas.height, self.selected)
        for y, offer in enumerate(self.offers[first:][: canvas.height]):
            if first + y == self.selected:
                mark_row(canvas, y, self.has_focus)
            self._line(canvas, y, offer)

    def _line(self, canvas: Canvas, y: int, offer: Offer) -> None:
        chosen = offer.trim.key in self.picked
        ink = "text bold" if chosen else "muted"
        if chosen:
            canvas.put(2, y, DOTS["picked"], "profit bold")
        canvas.put(4, y, fit(offer.trim.name, canvas.width - 5), ink)
        end = canvas.width - 1
        if canvas.width < 4 + _PRICE + _RANGE + 20:
            return
        distance = f"{offer.range.text} {offer.range.unit}".rstrip()
        canvas.right(end, y, distance, ink)
        canvas.right(end - _RANGE - 1, y, offer.price.text, ink)
