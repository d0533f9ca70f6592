"""What lies over a tab: a click beside it closes it."""

from __future__ import annotations

from typing import TypeVar

from textual.await_complete import AwaitComplete
from textual.events import Click
from textual.screen import ModalScreen

Result = TypeVar("Result")


class Overlay(ModalScreen[Result]):
    """A dialog before the dimmed tab."""

    DEFAULT_CSS = "Overlay { background: $background 60%; }"

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close with a result; a second enter that was typed before it closed does nothing."""
        return super().dismiss(result) if self.is_current else AwaitComplete()

    def on_click(self, event: Click) -> None:
        """Close without a result when the tab behind was clicked."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.dismiss(None)
