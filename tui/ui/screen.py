"""The base of tabs and dialogs: laid out for the size that the terminal has now."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.events import Event, Resize
from textual.screen import Screen

Result = TypeVar("Result")


class SizedScreen(Screen[Result]):
    """A screen that answers every change of size with a layout for the present one.

    A layout for another size sends the screen one more `Resize`. With two sizes under way the two
    would take turns for ever, or the one that is gone would take the place of the present one in
    the queue, and nothing beyond its edges would be painted until the next change.
    """

    # Textual declares these without names by which a user could give them other keys.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", "Next panel", show=False, id="panel.next"),
        Binding("shift+tab", "app.focus_previous", "Previous panel", show=False, id="panel.back"),
        Binding("ctrl+c,super+c", "copy_text", "Copy selected text", show=False, id="copy.marked"),
    ]

    async def on_event(self, event: Event) -> None:
        """Take the size from the app, which knows it first."""
        if isinstance(event, Resize):
            event = Resize(self.app.size, self.app.size)
        await super().on_event(event)
