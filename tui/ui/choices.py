"""A row of words, some switched on; a click posts which one was clicked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.app import RenderResult
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(NamedTuple):
    """A word, whether it is switched on, the key shown in front of it, and what it stands for."""

    text: str
    on: bool
    key: str = ""
    name: str = ""

    @property
    def width(self) -> int:
        """Cells it takes."""
        return Content(self.text).cell_length + (len(self.key) + 1 if self.key else 0)


class Choices(Widget):
    """One row of words: those switched on in the colour of the focus, the others dimmed."""

    DEFAULT_CSS = "Choices { height: 1; width: auto; }"

    gap: reactive[int] = reactive(2, layout=True)
    """Columns between two words."""
    choices: reactive[Sequence[Choice]] = reactive[Sequence[Choice]]((), layout=True)

    @dataclass
    class Picked(Message):
        """A word was clicked."""

        strip: Choices
        choice: Choice
        """Itself, not its place: other words may be there by the time anybody is told."""

        @property
        def control(self) -> Choices:
            """The row, for `@on(..., "#id")`."""
            return self.strip

    def render(self) -> RenderResult:
        """The words side by side."""
        return Content(" " * self.gap).join(_word(choice) for choice in self.choices)

    def wanted_width(self) -> int:
        """Columns needed to show all words."""
        return sum(choice.width + self.gap for choice in self.choices) - self.gap

    def on_click(self, event: Click) -> None:
        """Post which word is under the mouse."""
        offset = event.get_content_offset(self)
        edge = 0
        for choice in self.choices:
            if offset is not None and edge <= offset.x < edge + choice.width:
                self.post_message(self.Picked(self, choice))
                return
            edge += choice.width + self.gap


def _word(choice: Choice) -> Content:
    text = Content.styled(choice.text, "$foreground" if choice.on else "$neutral")
    if not choice.key:
        return Content.styled(choice.text, "$best bold" if choice.on else "$neutral")
    return Content.assemble((choice.key, "$best bold" if choice.on else "$neutral"), " ", text)
