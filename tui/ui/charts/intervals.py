"""Several values as intervals on one common axis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import Line, window
from tui.ui.charts.palette import Role
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import GUTTER, mark_row, put_stroke, stroke, widest
from tui.ui.charts.scale import Scale, axis_ticks, compact_number, paint_axis, scale

AXIS_ROWS = 2
"""Rows of the axis and its texts."""


class IntervalRow(NamedTuple):
    """One value: thin support `low`..`high` (None: open end), thick core, a point if known."""

    label: str
    low: float | None
    high: float | None
    text: str
    core_low: float | None = None
    core_high: float | None = None
    point: float | None = None
    glyph: str = "●"
    role: Role = "neutral"
    preferred: bool = False

    def ends(self) -> list[float]:
        """All known values."""
        known = (self.low, self.high, self.core_low, self.core_high, self.point)
        return [value for value in known if value is not None]


class IntervalAxis(Selectable):
    """Rows of intervals; the preferred one carries a star."""

    min_size = (40, 4)

    spans: reactive[tuple[IntervalRow, ...]] = reactive[tuple[IntervalRow, ...]](())
    """The rows, top to bottom."""

    class Selected(Selectable.Selected):
        """The user moved to another value."""

    class Chosen(Selectable.Chosen):
        """The user chose a value."""

    def __init__(
        self,
        spans: Sequence[IntervalRow] = (),
        *,
        fmt: Callable[[float], str] = compact_number,
        selected: int | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`fmt` writes the round values at the axis."""
        super().__init__(id=id, classes=classes)
        self.fmt = fmt
        self.spans = tuple(spans)
        self.selected = selected

    def watch_spans(self) -> None:
        """New figures."""
        self.refill()

    def count(self) -> int:
        """Number of values."""
        return len(self.spans)

    def wanted_height(self, width: int) -> int:
        """A row each and the axis."""
        return len(self.spans) + AXIS_ROWS

    def listing(self) -> Sequence[Line]:
        """One line a value."""
        stars = ["★ " if span.preferred else "" for span in self.spans]
        rows = zip(stars, self.spans, strict=True)
        return [Line(f"{star}{span.label}", span.text, span.role) for star, span in rows]

    def first(self) -> int:
        """First value shown."""
        return window(len(self.spans), self.size.height - AXIS_ROWS, self.selected)

    def place_at(self, x: int, y: int) -> int | None:
        """The value on a row."""
        index = self.first() + y
        inside = 0 <= y < self.size.height - AXIS_ROWS and index < len(self.spans)
        return index if inside else None

    def small(self) -> bool:
        """Also when names and texts leave no room for an axis."""
        left, right = self._sides()
        return super().small() or self.size.width - left - right < 12

    def _sides(self) -> tuple[int, int]:
        """Columns left and right of the axis."""
        left = GUTTER + 2 + widest(span.label for span in self.spans) + 2
        return left, widest(span.text for span in self.spans) + 2

    def paint(self, canvas: Canvas) -> None:
        """Axis with faint lines upwards, then a row a value."""
        left, right = self._sides()
        cells = canvas.width - left - right
        shown = self.spans[self.first() :][: canvas.height - AXIS_ROWS]
        over = scale([value for span in self.spans for value in span.ends()], cells - 1, 0.05)
        found = axis_ticks(over, cells, self.fmt)
        for y, span in enumerate(shown):
            here = self.first() + y == self.selected
            if here:
                mark_row(canvas, y, self.has_focus)
            for tick in found:
                canvas.put(left + tick.column, y, "┊", "hairline")
            _interval(canvas, left, y, span, Scale(over.low, over.high, 2 * cells - 1))
            bold = " bold" if here or span.preferred else ""
            canvas.put(GUTTER, y, "★" if span.preferred else " ", "best bold")
            canvas.put(GUTTER + 2, y, span.label, f"text{bold}")
            canvas.right(canvas.width, y, span.text, f"text{bold}")
        paint_axis(canvas, left, len(shown), cells, found)


def _interval(canvas: Canvas, left: int, y: int, span: IntervalRow, halves: Scale) -> None:
    """Support, core, open ends and point of one value; `halves` counts half cells."""
    cells = (halves.units + 1) // 2
    start = 0 if span.low is None else halves.at(span.low)
    end = halves.units if span.high is None else halves.at(span.high)
    put_stroke(canvas, left, y, stroke(cells, [(start, end + 1, "thin")]), span.role)
    if span.core_low is not None and span.core_high is not None:
        core = (halves.at(span.core_low), halves.at(span.core_high) + 1)
        both = stroke(cells, [(start, end + 1, "thin"), (*core, "thick")])
        put_stroke(canvas, left, y, both, span.role)
    if span.low is None:
        canvas.put(left, y, "◂", span.role)
    if span.high is None:
        canvas.put(left + cells - 1, y, "▸", span.role)
    if span.point is not None:
        bold = "best bold" if span.preferred else f"{span.role} bold"
        canvas.put(left + halves.at(span.point) // 2, y, span.glyph, bold)
