"""The middle of the calculator: the break-even curve, and the tornado below it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from tui.economics.change import Change
from tui.facts.figure import Figure
from tui.present import fmt
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.charts import Gust, Past, Plot, cars_text, end_of, gusts, plot
from tui.tabs.calculator.panels import put, titled
from tui.ui.charts import Curve, CurveData, CurvePoint, Mark, Swing, Tornado
from tui.ui.charts.palette import Role

_ROOM = 60
"""Columns from which the titles tell all keys."""


class Middle(Vertical):
    """The result per car by volume, and what else moves it."""

    DEFAULT_CSS = """
    Middle {
        width: 1fr;
        #tornado { height: 6; }
        #tornado-title { margin-top: 1; }
    }
    """

    _case: Case | None = None
    _gusts: tuple[Gust, ...] = ()

    def compose(self) -> ComposeResult:
        """Each chart below its title."""
        yield Static(id="curve-title", classes="title")
        yield Curve(id="curve", fmt=self._tick)
        yield Static(id="tornado-title", classes="title")
        yield Tornado(id="tornado")

    def _tick(self, value: float) -> str:
        return fmt.tick(value, self._case.currency if self._case else "")

    def show(self, case: Case, past: Sequence[Past]) -> None:
        """Another case; `past` are the volumes marked on the rail."""
        self._case = case
        drawn = plot(case, past)
        self.query_one("#curve", Curve).data = curve_data(drawn) if drawn else None
        tornado = self.query_one("#tornado", Tornado)
        self._gusts = gusts(case)
        if case.per_car is not None:
            tornado.base = float(case.per_car.value)
        tornado.swings = swings(self._gusts)
        tornado.selected = tornado.selected or 0
        self.on_resize()

    def on_resize(self) -> None:
        """As many keys in the titles as there is room for."""
        keys = "← → 1,000, shift 10,000"
        if self.size.width >= _ROOM:
            keys = "← → 1,000 cars, shift 10,000, home end, = type"
        put(self.query_one("#curve-title", Static), titled("Break-even", keys))
        ends = "enter or → takes the better end into B, ←"
        hint = f"{ends} the worse" if self.size.width >= _ROOM else ""
        put(self.query_one("#tornado-title", Static), titled("What moves it", hint))

    def end(self, *, better: bool) -> Change | None:
        """The assumptions at one end of the row under the cursor."""
        at = self.query_one("#tornado", Tornado).selected
        if at is None or not self._gusts:
            return None
        return self._gusts[at].better if better else self._gusts[at].worse

    def figure(self, *, better: bool = True) -> Figure | None:
        """The result at one end of the row under the cursor of the tornado."""
        at = self.query_one("#tornado", Tornado).selected
        if self._case is None or at is None or not self._gusts:
            return None
        return end_of(self._case, self._gusts[at], better=better)


def curve_data(plot: Plot) -> CurveData:
    """What the curve paints."""
    points = tuple(
        CurvePoint(
            float(spot.cars),
            float(spot.value),
            None if spot.low is None else float(spot.low),
            None if spot.high is None else float(spot.high),
        )
        for spot in plot.spots
    )
    inside = [mark for mark in plot.past if plot.least <= mark.cars <= plot.most]
    marks = [Mark(float(mark.cars), mark.label) for mark in inside]
    if plot.even is not None:
        label = f"{cars_text(plot.even)} break-even"
        marks.append(Mark(float(plot.even), label, "best", major=True))
    return CurveData(
        points,
        tuple(marks),
        cars_text(plot.least),
        cars_text(plot.most),
        float(plot.cursor),
        plot.label,
        float(plot.floor),
    )


def swings(gusts: Sequence[Gust]) -> tuple[Swing, ...]:
    """What the tornado paints."""
    return tuple(
        Swing(
            gust.label,
            float(gust.low),
            float(gust.high),
            gust.low_text,
            gust.high_text,
            _role(gust.low_text),
            _role(gust.high_text),
            float(gust.outer_low),
            float(gust.outer_high),
        )
        for gust in gusts
    )


def _role(text: str) -> Role:
    return "loss" if text.startswith(fmt.MINUS) else "profit"
