"""Small trends in a text; always from zero, so that twice as much is twice as high."""

from __future__ import annotations

from collections.abc import Sequence

from tui.ui.charts.glyphs import UP
from tui.ui.charts.scale import finite

HANGING = ((6, "█"), (3, "▀"), (1, "▔"))
"""Blocks that hang from the zero line, by the least eighths they stand for."""


def spark(values: Sequence[float | None]) -> str:
    """One row, a character a value; losses hang from the top (▔ ▀ █), gaps are a space."""
    most = _most(values)
    return "".join(_one(value, most) for value in values)


def _most(values: Sequence[float | None]) -> float:
    """The largest size among the values."""
    return max((abs(finite(value)) for value in values if value is not None), default=0.0)


def _one(value: float | None, most: float) -> str:
    """The character of a value; what is not nothing shows at least an eighth."""
    if value is None:
        return " "
    eighths = round(8 * abs(finite(value)) / most) if most > 0 else 0
    if value >= 0:
        return UP[max(1, eighths)]
    return next((char for least, char in HANGING if eighths >= least), "▔")
