"""A number in digits of three rows, each of a shape of its own."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tui.facts import fmt

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

    def show(self, value: str, room: int | None = None) -> None:
        """Show another number, as it is where large digits take more than some cells; only another
        width costs a layout."""
        self.value = value
        lines = [_row(value, row) for row in range(3)]
        if getattr(self.app, "ascii_only", False):
            lines = ["", value]
        elif room is not None and max(map(len, lines)) > room:
            lines = ["", fmt.true_minus(value)]
        layout = max(map(len, lines)) != self.content_size.width
        self.update(Content("\n".join(lines)), layout=layout)


def _row(value: str, row: int) -> str:
    glyphs = [GLYPHS[char] for char in value]
    return " ".join(glyph[row].ljust(max(map(len, glyph))) for glyph in glyphs)
