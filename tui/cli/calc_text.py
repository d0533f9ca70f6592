"""Passages as plain text for a mail: wrapped by cells, with hanging indents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.present.passage import Passage
from tui.system.text_width import cell_width

WIDTH = 80


def page_text(passages: Iterable[Passage], width: int = WIDTH) -> str:
    """The passages below each other, no line wider than `width` cells, ending in a line feed."""
    return "".join(f"{line}\n" for item in passages for line in _lines(item, width))


def sections(*parts: Iterable[Passage]) -> Iterator[Passage]:
    """The parts that have something to say, with an empty line between them."""
    started = False
    for part in parts:
        for place, passage in enumerate(part):
            if place == 0 and started:
                yield Passage()
            yield passage
            started = True


def _lines(item: Passage, width: int) -> Iterator[str]:
    lead = item.lead + " " * max(item.indent - cell_width(item.lead), 0)
    for line in _wrapped(item.text, width - item.indent):
        yield (lead + line).rstrip()
        lead = " " * item.indent


def _wrapped(text: str, room: int) -> Iterator[str]:
    if cell_width(text) <= room:
        yield text
        return
    line = ""
    for word in _pieces(text, room):
        longer = f"{line} {word}" if line else word
        if line and cell_width(longer) > room:
            yield line
            longer = word
        line = longer
    yield line


def _pieces(text: str, room: int) -> Iterator[str]:
    """The words of a text; one that is wider than a line is cut, as Chinese has no blanks."""
    for word in text.split():
        piece = ""
        for char in word:
            if cell_width(piece + char) > room:
                yield piece
                piece = ""
            piece += char
        yield piece
