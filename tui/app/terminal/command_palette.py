"""Textual's command palette as one of our dialogs."""

from __future__ import annotations

from contextlib import suppress

from textual.command import CommandPalette
from textual.events import Click

from tui.ui.overlay import Overlay


class Palette(CommandPalette, Overlay[None]):
    """Its commands come from `app/palette.py`."""

    def on_click(self, event: Click) -> None:
        """Close when the tab behind is clicked; Textual looks for a widget that may be gone."""
        super().on_click(event)

    def _action_command_list(self, action: str) -> None:
        # A page key may come before the list is laid out.
        with suppress(LookupError):
            super()._action_command_list(action)
