"""An axis of values with its heading and its note, or nothing where there are none."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui.tabs.disputes.axes import Axis, Value
from tui.ui.charts import IntervalAxis, Role, Span
from tui.ui.charts.canvas import fit
from tui.ui.charts.rows import widest

_AXIS_CELLS = 18
"""Columns of axis that labels leave free."""
_SHORTEST = 8
"""Columns a name has at the least."""


class AxisBlock(Vertical):
    """Shows one axis at a time; its height is that of what it shows."""

    DEFAULT_CSS = """
    AxisBlock {
        height: auto; display: none; padding-right: 1;
        &.-filled { display: block; }
        IntervalAxis { height: auto; }
        .axis-heading { color: $muted; padding: 1 0 0 1; }
        .axis-note { color: $neutral; padding-left: 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._axis: Axis | None = None

    def compose(self) -> ComposeResult:
        """Heading, axis, note."""
        yield Static(classes="axis-heading")
        yield IntervalAxis()
        yield Static(classes="axis-note")

    @property
    def chart(self) -> IntervalAxis:
        """The axis itself."""
        return self.query_one(IntervalAxis)

    @property
    def value(self) -> Value | None:
        """The value under the cursor."""
        at = self.chart.selected
        return self._axis.values[at] if self._axis and at is not None else None

    def show(self, axis: Axis | None) -> None:
        """Put another axis in place; the cursor stays on its row as far as it can."""
        self._axis = axis
        self.set_class(axis is not None, "-filled")
        self._text(".axis-heading", axis.heading if axis else "")
        self._text(".axis-note", axis.note if axis else "")
        self._fill()

    def on_descendant_focus(self) -> None:
        """The cursor shows while it is here."""
        if self.chart.selected is None:
            self.chart.selected = 0

    def on_descendant_blur(self) -> None:
        """No second cursor beside that of the list."""
        self.chart.selected = None

    def on_resize(self, event: Resize) -> None:
        """Cut the names to the room there is."""
        self._fill()

    def _text(self, where: str, text: str) -> None:
        static = self.query_one(where, Static)
        static.display = bool(text)
        static.update(Content(text))

    def _fill(self) -> None:
        chart, axis = self.chart, self._axis
        if axis is None:
            chart.spans = ()
            return
        texts = widest(value.text for value in axis.values)
        room = self.size.width - texts - _AXIS_CELLS - 7
        room = max(min(room, self.size.width // 3), _SHORTEST)
        chart.fmt = axis.tick
        chart.spans = tuple(_span(value, room) for value in axis.values)
        chart.repaint()


def _span(value: Value, room: int) -> Span:
    glyph, role = _look(value)
    return Span(
        fit(value.label, room),
        value.low,
        value.high,
        value.text,
        value.core_low,
        value.core_high,
        value.point,
        glyph,
        role,
        value.holds,
    )


def _look(value: Value) -> tuple[str, Role]:
    """Filled for what is stated, hollow for what is computed, faint for what is set aside."""
    if value.computed:
        return "○", "muted"
    return "●", "neutral" if value.aside else "muted"
