"""A line of a tab that is typed into."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import Input


class Field(Input):
    """An input whose keys are known to the row of keys."""

    CALLED = "Input field"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Accept", id="field.take", tooltip="Accept the input"),
    ]

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """All characters; Textual does not know that of this one key."""
        return key == "slash" or super().check_consume_key(key, character)
