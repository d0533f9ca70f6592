"""Where the rows of the list of assumptions stand; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.system.text_width import cell_width
from tui.tabs.calculator.fields import Entry

AIR = 5
"""Spare rows from which groups of fields stand apart."""
Line = tuple[str, str]
"""A text and its ink."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A field at its row, and the lines beneath it."""

    y: int
    index: int
    below: tuple[Line, ...]


def lay_out(
    entries: Sequence[Entry], selected: int | None, height: int, width: int, *, active: bool
) -> tuple[Placed, ...]:
    """Every field at its row, scrolled so that the one under the cursor is in sight.

    `active` is whether the list has the focus: only then it tells how a field was read or what it
    takes, unless that would push a field out of sight.
    """
    pitch = 2 if height >= 2 * len(entries) else 1
    told = [
        _below(entry, helps=pitch == 2, width=width - 2) if active and index == selected else ()
        for index, entry in enumerate(entries)
    ]
    airy = pitch == 1 and height >= len(entries) + AIR
    placed = _placed(entries, told, pitch, airy=airy)
    bare = _placed(entries, [()] * len(entries), pitch, airy=airy)
    if entries and _bottom(placed[-1]) > height >= _bottom(bare[-1]):
        placed = bare
    here_row = next((row for row in placed if row.index == selected), None)
    over = _bottom(here_row) - height if here_row else 0
    return tuple(Placed(row.y - max(over, 0), row.index, row.below) for row in placed)


def _placed(
    entries: Sequence[Entry], told: Sequence[tuple[Line, ...]], pitch: int, *, airy: bool
) -> list[Placed]:
    placed, y = [], 0
    for index, (entry, below) in enumerate(zip(entries, told, strict=True)):
        y += airy and entry.field.starts_group
        placed.append(Placed(y, index, below))
        y += max(pitch, 1 + len(below))
    return placed


def _bottom(row: Placed) -> int:
    """The first row below a field and what stands beneath it."""
    return row.y + 1 + len(row.below)


def _below(entry: Entry, *, helps: bool, width: int) -> tuple[Line, ...]:
    """How a field was read, else what it takes."""
    if entry.echo:
        return tuple((line, "muted") for line in folded(entry.echo, width))
    if helps:
        return tuple((line, "neutral") for line in folded(entry.field.help, width))
    return ()


def folded(text: str, width: int) -> tuple[str, ...]:
    """Words in lines of at most `width` cells."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_width(longer) <= max(width, 8) or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)
