"""What lies over a tab: a click beside it closes it, once."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Overlay(ModalScreen[Result]):
    """A dialog before the dimmed tab."""

    DEFAULT_CSS = "Overlay { background: $background 60%; }"

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; what is closed already stays so, and says nothing more."""
        if not self.is_active:
            return AwaitComplete()
        # Work that comes late would miss the widgets, which go now.
        self.workers.cancel_node(self)
        return super().dismiss(result)

    def check_message_enabled(self, message: Message) -> bool:
        """Hear no more from the widgets once it is closed."""
        is_heard = not message.bubble or self in self.app.screen_stack
        return is_heard and super().check_message_enabled(message)

    def on_click(self, event: Click) -> None:
        """Close without a result when the tab behind was clicked."""
        event.prevent_default()
        if event.widget is self:
            self.dismiss(None)
