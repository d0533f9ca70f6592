"""Textual's command palette, opened and closed as all overlays are."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette
from textual.events import Click

from tui.ui.overlay import Overlay


class Palette(CommandPalette, Overlay[None]):
    """What is offered in it stands in `app/palette.py`."""

    def on_click(self, event: Click) -> None:
        """Close when the tab behind was clicked; Textual's asks for a place that may be gone."""
        super().on_click(event)

    def _action_command_list(self, action: str) -> None:
        # A page key before the list is laid out.
        with suppress(LookupError):
            super()._action_command_list(action)
