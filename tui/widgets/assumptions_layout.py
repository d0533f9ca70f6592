"""Where the rows of the list of assumptions stand; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tui.facts.cells import cell_width
from tui.views.calculator_fields import Entry

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

    `active` is whether the list has the focus: only then it tells what a field takes.
    """
    pitch = 2 if height >= 2 * len(entries) else 1
    airy = pitch == 1 and height >= len(entries) + AIR
    placed, y = [], 0
    for index, entry in enumerate(entries):
        y += airy and entry.field.starts_group
        here = active and index == selected
        below = _below(entry, here, helps=pitch == 2, width=width - 2)
        placed.append(Placed(y, index, below))
        y += max(pitch, 1 + len(below))
    here_row = next((row for row in placed if row.index == selected), None)
    over = (here_row.y + len(here_row.below) + 1 - height) if here_row else 0
    return tuple(Placed(row.y - max(over, 0), row.index, row.below) for row in placed)


def _below(entry: Entry, here: bool, *, helps: bool, width: int) -> tuple[Line, ...]:
    """The reason why a field cannot be read; else how it was read, or what it takes."""
    if entry.error:
        return tuple((line, "loss") for line in folded(entry.error, width))
    if here and entry.echo:
        return tuple((line, "muted") for line in folded(entry.echo, width))
    if here and helps:
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
