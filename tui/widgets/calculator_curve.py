"""The break-even curve and the tornado from the plain numbers of the views."""

from __future__ import annotations

from collections.abc import Sequence

from tui.views import words
from tui.views.calculator_charts import Gust, Plot, cars_text
from tui.widgets.charts import CurveData, CurvePoint, Mark, Swing
from tui.widgets.charts.palette import Role


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
    return "loss" if text.startswith(words.MINUS) else "profit"
