"""Charts of any figures at any size, from none at all to wide: they paint and stay inside."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from tui.ui.charts.axis import MonthAxis
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.blocks import spark
from tui.ui.charts.curve import Curve
from tui.ui.charts.data import (
    Bar,
    CurveData,
    CurveMark,
    CurvePoint,
    Dot,
    IntervalRow,
    Rung,
    TornadoRow,
    WaterfallStep,
)
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.charts.ladder import PriceLadder
from tui.ui.charts.paint import CanvasWidget
from tui.ui.charts.scale import Scale, anchor, compact_number, halves, scale, ticks
from tui.ui.charts.scatter import Scatter
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall

VALUES = st.one_of(
    st.sampled_from([0.0, 1.0, -1.0, 1e15, -1e15, 5e-324, -5e-324, 1e308, math.inf, -math.inf]),
    st.floats(allow_nan=True),
    st.floats(-1e6, 1e6),
)
"""All there are: none, tiny, huge, endless, and not a number."""
ALIKE = st.lists(st.shared(VALUES, key="the same"), max_size=4)
MANY = st.one_of(st.lists(VALUES, max_size=8), ALIKE)
SIZES = st.tuples(st.integers(0, 90), st.integers(0, 30))


def bars(values: list[float]) -> CanvasWidget:
    gap = Bar("gap", None, "–")
    return BarTrend([*(Bar("Q1", v, "x", v, -v) for v in values), gap], selected=0)


def waterfall(values: list[float]) -> CanvasWidget:
    return Waterfall([WaterfallStep("Loss", v, -v, "x") for v in values], selected=0)


def curve(values: list[float]) -> CanvasWidget:
    finite = [value if math.isfinite(value) else 0.0 for value in values]
    points = tuple(CurvePoint(x, y, y, y) for x, y in zip(sorted(finite), values, strict=True))
    at = values[0] if values else 0.0
    chart = Curve()
    chart.data = CurveData(points, (CurveMark(at, "mark"),), "from", "to", at, "here", floor=at)
    return chart


def tornado(values: list[float]) -> CanvasWidget:
    swings = [TornadoRow("Price", v, -v, "x", "y", "loss", "profit", v, v) for v in values]
    chart = Tornado(swings, selected=0)
    chart.base = values[0] if values else 0.0
    return chart


def intervals(values: list[float]) -> CanvasWidget:
    spans = [IntervalRow("Filing", v, abs(v), "x", v, v, v) for v in values]
    return IntervalAxis([*spans, IntervalRow("open", None, None, "?")], selected=0)


def scatter(values: list[float]) -> CanvasWidget:
    chart = Scatter([Dot(v, -v, "One") for v in values], selected=0)
    chart.frontier = tuple((v, v) for v in values)
    return chart


def ladder(values: list[float]) -> CanvasWidget:
    return PriceLadder([Rung("One", v, "x", "picked") for v in values], selected=0)


@pytest.mark.parametrize("make", [bars, waterfall, curve, tornado, intervals, scatter, ladder])
@given(values=MANY, size=SIZES, plain=st.booleans())
def test_any_figures_at_any_size(
    make: Callable[[list[float]], CanvasWidget],
    values: list[float],
    size: tuple[int, int],
    plain: bool,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CanvasWidget, "size", Size(*size))
        patch.setattr(CanvasWidget, "ascii_only", plain)
        patch.setattr(CanvasWidget, "flat", plain)
        lines = make(values).canvas().lines()
    assert len(lines) == size[1]
    assert {cell_len(line) for line in lines} <= {size[0]}


@given(VALUES, VALUES, VALUES, st.integers(-1, 400))
def test_a_place_on_an_axis_is_on_it(low: float, high: float, value: float, units: int) -> None:
    axis = Scale(low, high, max(0, units))
    assert 0 <= axis.at(value) <= max(0, units)
    made = scale([low, high, value], units)
    assert 0 <= made.at(value) <= max(0, units)
    assert math.isfinite(made.value(value if math.isfinite(value) else 0.0))


@given(VALUES, VALUES, st.integers(-2, 60), st.sampled_from([2, 8]))
def test_shares_of_no_room_are_none(one: float, other: float, room: int, units: int) -> None:
    shared = halves(one, other, room)
    assert shared.up + shared.down == max(0, room)
    assert abs(shared.eighths(one)) <= 8 * max(0, room)
    base = anchor(one, other, room, units)
    assert math.isfinite(base.per)
    assert isinstance(base.at(one), int)


@given(VALUES, VALUES, st.integers(-1, 40))
def test_ticks_never_run_away(low: float, high: float, most: int) -> None:
    assert len(ticks(low, high, most)) <= max(0, most)
    assert compact_number(low)


@given(MANY)
def test_sparks_have_a_character_a_value(values: list[float]) -> None:
    assert len(spark(values)) == len(values)


@given(st.lists(st.integers(-9, 999), max_size=5), st.integers(-40, 999), st.integers(-1, 50))
@example([0], 0, -1)
def test_months_of_any_span(days: list[int], length: int, width: int) -> None:
    first = date(2024, 1, 31)
    found = [first + timedelta(day) for day in days]
    axis = MonthAxis(first, first + timedelta(length), width)
    assert all(-1 <= column < max(1, width) for column in axis.counts(found))
    assert all(column + len(text) <= width for column, text in axis.years())
