"""How wide text is in a terminal, in cells: Chinese takes two, combining marks none."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category, east_asian_width


def cell_width(text: str) -> int:
    """Width in terminal cells."""
    if text.isascii():
        return len(text)
    return sum(map(_width, text))


def _width(char: str) -> int:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1


def wrapped(text: str, room: int) -> Iterator[str]:
    """The lines of a text, none wider than `room` cells."""
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
