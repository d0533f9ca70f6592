"""Passages of text, wrapped with hanging indents by terminal cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui.views.passage import Passage


def style_of(role: str) -> str:
    """The content style for a role: theme colours by name, `bold` as it is."""
    return role if role in ("", "bold") else f"${role}"


def wrapped(passages: Iterable[Passage], width: int) -> Content:
    """All passages as one text whose lines fit `width` cells."""
    return Content("\n").join(line for item in passages for line in _lines(item, width))


def _lines(item: Passage, width: int) -> Iterator[Content]:
    room = max(width - item.indent, 8)
    text = Content.styled(item.text, style_of(item.role))
    for place, line in enumerate(text.wrap(room) if item.text else [Content("")]):
        if place == 0 and item.lead:
            lead = Content.styled(item.lead.ljust(item.indent), style_of(item.lead_role))
            yield Content.assemble(lead, line)
        else:
            yield Content.assemble(" " * item.indent, line)


class Prose(Static):
    """Passages that wrap to the width at hand."""

    def __init__(self, passages: Iterable[Passage] = (), *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self._passages = tuple(passages)

    def show(self, passages: Iterable[Passage]) -> None:
        """Put other passages in place of the present ones."""
        self._passages = tuple(passages)
        self._render_passages()

    def on_resize(self, event: Resize) -> None:
        """Wrap again to the new width."""
        if event.size.width:
            self._render_passages()

    def _render_passages(self) -> None:
        if self.size.width:
            self.update(wrapped(self._passages, self.size.width))
        else:
            self.update("")
