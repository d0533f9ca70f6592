"""A number in digits of three rows, each of a shape of its own."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

GLYPHS = {
    "0": ("▄▀▀▄", "█  █", "▀▄▄▀"),
    "1": ("▄█ ", " █ ", "▄█▄"),
    "2": ("▄▀▀▄", " ▄▄▀", "█▄▄▄"),
    "3": ("▀▀▀█", " ▀▀▄", "▀▄▄▀"),
    "4": (" ▄█ ", "█▄█▄", "  █ "),
    "5": ("█▀▀▀", "▀▀▀▄", "▀▄▄▀"),
    "6": ("▄▀▀ ", "█▀▀▄", "▀▄▄▀"),
    "7": ("▀▀▀█", "  █ ", " █  "),
    "8": ("▄▀▀▄", "▄▀▀▄", "▀▄▄▀"),
    "9": ("▄▀▀▄", "▀▄▄█", " ▄▄▀"),
    ",": ("", "", "▄▀"),
    ".": ("", "", "▄"),
    "-": ("", "▀▀▀", ""),
    "+": ("", "▀█▀", ""),
}
"""The rows of each character in half blocks; a 3 has a flat top, so that it is no broken 8."""


class BigNumber(Static):
    """One number, large; in ASCII, which has no such digits, as it is."""

    DEFAULT_CSS = "BigNumber { width: auto; height: 3; }"

    value = ""
    """What is shown."""

    def show(self, value: str) -> None:
        """Show another number; only another width costs a layout."""
        self.value = value
        plain = getattr(self.app, "ascii_only", False)
        lines = ["", value] if plain else [_row(value, row) for row in range(3)]
        layout = max(map(len, lines)) != self.content_size.width
        self.update(Content("\n".join(lines)), layout=layout)


def _row(value: str, row: int) -> str:
    glyphs = [GLYPHS[char] for char in value]
    return " ".join(glyph[row].ljust(max(map(len, glyph))) for glyph in glyphs)
