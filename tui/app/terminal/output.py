"""Filters on all that is drawn: no control characters, and only ASCII on request."""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.system.ascii_form import plain_char
from tui.system.control_chars import harmless, is_unsafe
from tui.ui.charts.glyphs import Glyph, ascii_glyph


def _plain(char: str) -> str:
    found = ascii_glyph(Glyph(char)).char
    return found if found.isascii() else plain_char(char)


@lru_cache(4096)
def plain_line(text: str) -> str:
    """A text of the same width in ASCII, except for letters of other scripts."""
    return text if text.isascii() else "".join(map(_plain, text))


class Plain(LineFilter):
    """Replaces glyphs by ASCII characters in lines as they are drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments in ASCII."""
        return [Segment(plain_line(text), style, control) for text, style, control in segments]


class Harmless(LineFilter):
    """Replaces control characters that were typed, pasted or read; lines keep their width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, or new ones if there was something to replace."""
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


class Joined(LineFilter):
    """Several filters as one: of each line only what comes out in the end is kept."""

    def __init__(self, *filters: LineFilter) -> None:
        super().__init__()
        self._filters = filters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments through all of them."""
        for each in self._filters:
            segments = each.apply(segments, background)
        return segments


joined = lru_cache(8)(Joined)
"""The same instance for all widgets, so that Textual's cache of filtered lines works."""
HARMLESS, PLAIN = Harmless(), Plain()
