"""A waterfall of horizontal bars, negative parts left of the zero axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.reactive import reactive

from tui.ui.charts.blocks import span
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import Line, window
from tui.ui.charts.palette import Role
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import GUTTER, mark_row, widest
from tui.ui.charts.scale import Anchor, anchor


class WaterfallStep(NamedTuple):
    """One bar from `start` to `end`, in one unit; `strong` marks sums."""

    label: str
    start: float
    end: float
    text: str
    role: Role = "neutral"
    strong: bool = False


class Waterfall(Selectable):
    """Steps from a first sum to a last one, joined by connectors."""

    min_size = (40, 3)

    steps: reactive[tuple[WaterfallStep, ...]] = reactive[tuple[WaterfallStep, ...]](())
    """The bars, top to bottom."""

    class Selected(Selectable.Selected):
        """The user moved to another step."""

    class Chosen(Selectable.Chosen):
        """The user chose a step."""

    def __init__(
        self,
        steps: Sequence[WaterfallStep] = (),
        *,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A waterfall of these steps."""
        super().__init__(id=id, classes=classes)
        self.steps = tuple(steps)
        self.selected = selected

    def watch_steps(self) -> None:
        """New figures."""
        self.refill()

    def count(self) -> int:
        """Number of steps."""
        return len(self.steps)

    def wanted_height(self, width: int) -> int:
        """A row a step and one between."""
        return max(1, 2 * len(self.steps) - 1)

    def listing(self) -> Sequence[Line]:
        """One line a step."""
        return [Line(step.label, step.text, _ink(step)) for step in self.steps]

    def pitch(self) -> int:
        """Rows from one step to the next: 2 with room, else 1."""
        return 2 if self.size.height >= 2 * len(self.steps) - 1 else 1

    def first(self) -> int:
        """First step shown."""
        return window(len(self.steps), self.size.height, self.selected)

    def place_at(self, x: int, y: int) -> int | None:
        """The step on a row; the rows between belong to none."""
        index, between = divmod(y, self.pitch())
        index += self.first()
        return index if not between and 0 <= index < len(self.steps) else None

    def paint(self, canvas: Canvas) -> None:
        """Axis and connectors, then the bars, then the texts."""
        left = GUTTER + widest(step.label for step in self.steps) + 2
        cells = canvas.width - left - widest(step.text for step in self.steps) - 2
        values = [value for step in self.steps for value in (step.start, step.end)]
        scale = anchor(min(values, default=0.0), max(values, default=0.0), cells, 8)
        shown = self.steps[self.first() :][: canvas.height]
        if cells > 0 and shown:
            canvas.vline(left + scale.cell, 0, (len(shown) - 1) * self.pitch() + 1, "│", "hairline")
        for place, step in enumerate(shown):
            y = place * self.pitch()
            here = self.first() + place == self.selected
            if here:
                mark_row(canvas, y, self.has_focus)
            if cells > 0:
                _bar(canvas, left, y, step, scale)
            if cells > 0 and self.pitch() == 2 and place < len(shown) - 1:
                _connector(canvas, left, y + 1, step, scale)
            bold = " bold" if step.strong or here else ""
            canvas.put(GUTTER, y, step.label, f"text{bold}")
            canvas.right(canvas.width, y, step.text, f"{_ink(step)}{bold}")


def _ink(step: WaterfallStep) -> str:
    """Neutral bars carry their value in plain text."""
    return "text" if step.role == "neutral" else step.role


def _bar(canvas: Canvas, left: int, y: int, step: WaterfallStep, scale: Anchor) -> None:
    """The bar, exact to an eighth of a cell at both ends."""
    for cell, glyph in span(scale.at(step.start), scale.at(step.end)):
        canvas.glyph(left + cell, y, glyph, step.role)


def _connector(canvas: Canvas, left: int, y: int, step: WaterfallStep, scale: Anchor) -> None:
    """A dotted line from the end of a bar to the next one."""
    edge = scale.at(step.end)
    cell = (edge - 1) // 8 if step.end > step.start else edge // 8
    if cell != scale.cell:
        canvas.put(left + cell, y, "┊", "hairline")
