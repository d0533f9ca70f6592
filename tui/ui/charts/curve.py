"""Profit per car by volume: area, bounds, a cursor to move and a rail with marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.curve_layout import CurveData, Shape, lay_out, levels
from tui.ui.charts.curve_paint import paint_area, paint_cursor, paint_cut, paint_grid, paint_rail
from tui.ui.charts.paint import Line, Painted
from tui.ui.charts.scale import compact

NAMED = 12
"""Rows from which marks on the rail carry names."""


class Curve(Painted, can_focus=True):
    """An area chart that doubles as a slider; it asks for a move and never moves itself."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Less", show=False, id="curve.less"),
        Binding("right,l", "move(1)", "More", show=False, id="curve.more"),
        Binding("shift+left,H", "move(-10)", "Much less", show=False, id="curve.much-less"),
        Binding("shift+right,L", "move(10)", "Much more", show=False, id="curve.much-more"),
        Binding("home,g", "end(0)", "Least", show=False, id="curve.least"),
        Binding("end,G", "end(1)", "Most", show=False, id="curve.most"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left, h / right, l | One step. |
    | shift+left, H / shift+right, L | Ten steps. |
    | home, g / end, G | Either end. |
    """

    min_size = (24, 6)

    data: reactive[CurveData | None] = reactive[CurveData | None](None)
    """What is shown; None is empty."""

    @dataclass
    class Moved(Message):
        """The user asks for volume `x`."""

        chart: Curve
        x: float

        @property
        def control(self) -> Curve:
            """The curve, for `@on(..., "#id")`."""
            return self.chart

    def __init__(
        self,
        data: CurveData | None = None,
        *,
        fmt: Callable[[float], str] = compact,
        step: float = 1000.0,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`fmt` writes the round values at the axis; `step` is one key press, in volume."""
        super().__init__(id=id, classes=classes)
        self.fmt = fmt
        self.step = step
        self._dragging = False
        self.data = data

    def watch_data(self) -> None:
        """New figures."""
        self.repaint()

    def shape(self, data: CurveData) -> Shape:
        """Where everything is at the present size."""
        names = self.size.height >= NAMED and any(not mark.major for mark in data.marks)
        return lay_out(data, self.size.width, max(1, self.size.height - 2 - names), self.fmt)

    def listing(self) -> Sequence[Line]:
        """The cursor and the marks in words."""
        if self.data is None:
            return ()
        cursor = [Line("◆", self.data.cursor_label)] if self.data.cursor is not None else []
        return cursor + [Line("▲" if mark.major else "·", mark.label) for mark in self.data.marks]

    def paint(self, canvas: Canvas) -> None:
        """Grid, area, cursor, rail."""
        if self.data is None or not self.data.points:
            return
        shape = self.shape(self.data)
        paint_grid(canvas, shape)
        paint_area(canvas, shape, levels(self.data, shape), self.flat)
        least = min(point.y for point in self.data.points)
        paint_cut(canvas, shape, least, f"▼ to {self.fmt(least)}")
        paint_cursor(canvas, shape, self.data, self.flat)
        paint_rail(canvas, shape, self.data)

    def action_move(self, steps: int) -> None:
        """Ask for a volume some steps away."""
        if self.data is not None and self.data.cursor is not None:
            self._ask(self.data.cursor + steps * self.step)

    def action_end(self, place: int) -> None:
        """Ask for the least (0) or the most (1) volume."""
        if self.data is not None and self.data.points:
            self._ask(self.data.points[-place].x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Start to drag."""
        self._dragging = True
        self.capture_mouse()
        self._follow(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the cursor."""
        if self._dragging:
            self._follow(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop dragging."""
        self._dragging = False
        self.release_mouse()

    def _follow(self, event: events.MouseEvent) -> None:
        """Ask for the volume under the mouse, in whole steps."""
        if self.data is None or not self.data.points or self.small():
            return
        shape = self.shape(self.data)
        volume = shape.across.value(event.get_content_offset_capture(self).x - shape.left)
        self._ask(round(volume / self.step) * self.step if self.step > 0 else volume)

    def _ask(self, x: float) -> None:
        """Post a move within the range if it is one."""
        if self.data is None or not self.data.points:
            return
        inside = min(max(x, self.data.points[0].x), self.data.points[-1].x)
        if inside != self.data.cursor:
            self.post_message(self.Moved(self, inside))
