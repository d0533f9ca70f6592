"""The last look at everything that is drawn: nothing in it drives the terminal."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.system.control_chars import harmless, is_unsafe


class Harmless(LineFilter):
    """Takes out what was typed, pasted or read that is no text; lines keep their width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, or others where there was something to take out."""
        if all(text.isprintable() or control for text, _, control in segments):
            return segments
        return [
            segment if segment.control or not is_unsafe(segment.text) else _without(segment)
            for segment in segments
        ]


def _without(segment: Segment) -> Segment:
    return Segment(
        "".join(harmless(char) for char in segment.text if cell_len(char)), segment.style
    )


HARMLESS = Harmless()
"""One for all widgets, so that what it did to a line is remembered."""
