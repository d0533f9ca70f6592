"""The base of all dialogs: one at a time, closed by a click beside it."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import VerticalScroll
from textual.events import Click
from textual.message import Message
from textual.screen import ModalScreen

from tui.present.provenance import TextBlock
from tui.ui.screen import Result, SizedScreen
from tui.ui.text import Prose


class Overlay(SizedScreen[Result], ModalScreen[Result]):
    """A dialog over the dimmed tab."""

    DEFAULT_CSS = "Overlay { background: $background 60%; &:ansi { background: transparent; } }"

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; does nothing if it is closed already."""
        if not self.is_active:
            return AwaitComplete()
        # Workers that finish later would look for widgets that are gone.
        self.workers.cancel_node(self)
        return super().dismiss(result)

    def check_message_enabled(self, message: Message) -> bool:
        """Ignore messages of the widgets once it is closed."""
        is_heard = not message.bubble or self in self.app.screen_stack
        return is_heard and super().check_message_enabled(message)

    def on_click(self, event: Click) -> None:
        """Close without a result when the tab behind is clicked."""
        event.prevent_default()
        if event.widget is self:
            self.dismiss(None)


class Reading(Overlay[None]):
    """A dialog with a text that scrolls."""

    DEFAULT_CSS = """
    Reading {
        align: center middle;
        VerticalScroll {
            width: 100; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; padding: 1 2; border-left: outer $best;
        }
        Prose { width: 1fr; height: auto; }
    }
    """

    def passages(self) -> Iterable[TextBlock]:
        """The text."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The text in a box."""
        with VerticalScroll():
            yield Prose(self.passages())
