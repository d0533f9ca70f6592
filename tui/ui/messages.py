"""The dialog with what the program said: where a file was written, what was copied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.present.provenance import TextBlock
from tui.ui.overlay import Reading


class Messages(Reading):
    """The last messages, the latest first, so that none has to be read in a hurry."""

    CALLED = "Last messages"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,at,q", "dismiss", "Close", id="messages.close")
    ]

    def __init__(self, said: Sequence[str]) -> None:
        super().__init__()
        self._said = said

    def passages(self) -> Iterable[TextBlock]:
        """A heading, and a paragraph for each."""
        yield TextBlock("Last messages" if self._said else "No messages yet", "bold")
        yield from (TextBlock(text, "", 2, "·", "muted") for text in reversed(self._said))
