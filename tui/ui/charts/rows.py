"""What charts of rows share: the place of labels, and strokes in half cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.glyphs import Weight, line

GUTTER = 1
"""Columns left of the labels, where the cursor mark stands."""


def widest(texts: Iterable[str]) -> int:
    """Cells of the longest text, 0 without any."""
    return max(map(cell_len, texts), default=0)


def stroke(cells: int, spans: Sequence[tuple[int, int, Weight]]) -> str:
    """A line of `cells` characters from spans in half cells; later spans lie on top."""
    weights: list[Weight] = ["none"] * (2 * max(0, cells))
    for start, end, weight in spans:
        for half in range(max(0, start), min(len(weights), end)):
            weights[half] = weight
    return "".join(line(*pair) for pair in zip(weights[::2], weights[1::2], strict=True))


def put_stroke(canvas: Canvas, x: int, y: int, text: str, foreground: str) -> None:
    """Draw a stroke, leaving what lies under its empty cells."""
    for column, char in enumerate(text, x):
        if char != " ":
            canvas.put(column, y, char, foreground)
