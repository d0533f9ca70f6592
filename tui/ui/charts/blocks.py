"""Bars in eighths of a cell: a bar's length is its value, whichever way it points."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.ui.charts.glyphs import RIGHT, UP, Glyph
from tui.ui.charts.scale import finite

HANGING = ((6, "█"), (3, "▀"), (1, "▔"))
"""Blocks that hang from a zero line, by the least eighths they stand for."""


class PlacedGlyph(NamedTuple):
    """A glyph at a cell counted from the start of the bar's line."""

    cell: int
    glyph: Glyph


class Split(NamedTuple):
    """A cell in two tones: `below` fills this many eighths from the bottom, `above` the rest."""

    eighths: int
    below: str
    above: str


def bar_up(length: int) -> tuple[Glyph, ...]:
    """Glyphs from the base upwards for a bar of `length` eighths."""
    full, rest = divmod(max(0, length), 8)
    return (Glyph("█"),) * full + ((Glyph(UP[rest]),) if rest else ())


def bar_down(length: int) -> tuple[Glyph, ...]:
    """Glyphs from the base downwards; the end is the reversed complement."""
    full, rest = divmod(max(0, length), 8)
    return (Glyph("█"),) * full + ((Glyph(UP[8 - rest], True),) if rest else ())


def span(start: int, end: int) -> tuple[PlacedGlyph, ...]:
    """A horizontal bar from eighth `start` to eighth `end`, exact unless both lie in one cell."""
    start, end = min(start, end), max(start, end)
    first, head = divmod(start, 8)
    last, tail = divmod(end, 8)
    if start == end:
        return ()
    if first == last:
        return (PlacedGlyph(first, _inside(head, tail)),)
    placed = [PlacedGlyph(first, Glyph(RIGHT[head], True) if head else Glyph("█"))]
    placed += [PlacedGlyph(cell, Glyph("█")) for cell in range(first + 1, last)]
    if tail:
        placed.append(PlacedGlyph(last, Glyph(RIGHT[tail])))
    return tuple(placed)


def _inside(head: int, tail: int) -> Glyph:
    """A piece of one cell, moved to the nearer side, its length kept."""
    if head <= 8 - tail:
        return Glyph(RIGHT[tail - head])
    return Glyph(RIGHT[8 - (tail - head)], True)


def upward(glyph: Glyph) -> int:
    """Eighths of foreground in a glyph made by `bar_up` or `bar_down`; 0 for any other."""
    eighths = max(0, UP.find(glyph.char))
    return 8 - eighths if glyph.reverse and eighths else eighths


def split(tones: Sequence[str]) -> Split:
    """The two-tone cell nearest to eight tones given from the bottom upwards."""
    best, most = Split(0, tones[0], tones[0]), -1
    for eighths in range(9):
        lower, upper = tones[:eighths], tones[eighths:]
        below, above = _common(lower), _common(upper)
        hits = lower.count(below) + upper.count(above)
        if hits > most:
            best, most = Split(eighths, below, above), hits
    return best


def _common(tones: Sequence[str]) -> str:
    """The tone seen most often, the first of equals."""
    return max(dict.fromkeys(tones), key=tones.count, default="")


def spark(values: Sequence[float | None]) -> str:
    """A small trend in a text, a character a value; gaps are a space.

    Always from zero, so that twice as much is twice as high; losses hang from the top (▔ ▀ █).
    """
    most = max((abs(finite(value)) for value in values if value is not None), default=0.0)
    return "".join(" " if value is None else _spark(value, most) for value in values)


def _spark(value: float, most: float) -> str:
    """The character of a value; what is not nothing shows at least an eighth."""
    eighths = round(8 * abs(finite(value)) / most) if most > 0 else 0
    if value >= 0:
        return UP[max(1, eighths)]
    return next((char for least, char in HANGING if eighths >= least), "▔")
