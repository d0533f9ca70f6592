"""The characters charts draw with, all one cell wide, and their plain ASCII stand-ins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from tui.system.ascii_form import STAND_INS

UP: Final = " ▁▂▃▄▅▆▇█"
"""Blocks filling a cell from the bottom, by eighths."""
RIGHT: Final = " ▏▎▍▌▋▊▉█"
"""Blocks filling a cell from the left, by eighths."""
GRID: Final = "┄"
FAINT: Final = "░"
CURSOR: Final = "▌"

Weight = Literal["none", "thin", "thick"]

_LINES: Final[dict[tuple[Weight, Weight], str]] = {
    ("none", "none"): " ",
    ("thin", "none"): "╴",
    ("none", "thin"): "╶",
    ("thin", "thin"): "─",
    ("thick", "none"): "╸",
    ("none", "thick"): "╺",
    ("thick", "thick"): "━",
    ("thin", "thick"): "╼",
    ("thick", "thin"): "╾",
}
"""The characters of a line by the weights in their two half cells."""


class Glyph(NamedTuple):
    """One character and whether foreground and background are swapped."""

    char: str
    reverse: bool = False


def stroke(cells: int, spans: Sequence[tuple[int, int, Weight]]) -> str:
    """A line of `cells` characters from spans in half cells; later spans lie on top."""
    weights: list[Weight] = ["none"] * (2 * max(0, cells))
    for start, end, weight in spans:
        for half in range(max(0, start), min(len(weights), end)):
            weights[half] = weight
    return "".join(_LINES[pair] for pair in zip(weights[::2], weights[1::2], strict=True))


def ascii_glyph(glyph: Glyph) -> Glyph:
    """The ASCII stand-in; partial blocks become `#`, `_` or a space by how much they fill."""
    for row in (UP, RIGHT):
        if (eighths := row.find(glyph.char)) > 0 and glyph.char != CURSOR:
            filled = 8 - eighths if glyph.reverse else eighths
            edge = "_" if row is UP and not glyph.reverse and filled == 1 else " "
            return Glyph("#" if filled >= 4 else edge)
    return Glyph(glyph.char.translate(STAND_INS), glyph.reverse)
