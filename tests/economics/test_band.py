"""Ranges of assumptions: bounds that hold every point inside and are reached where they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.economics.draws import Point, bases, bases_with_points
from tests.economics.quarters import quarter
from tui.economics.account import Account
from tui.economics.band import Band, band_over, break_even_band, figure_band, needed_band
from tui.economics.moves import Kind, Move, corners_of, written
from tui.economics.parse import InputError
from tui.economics.scenario import Scenario, read_scenario
from tui.economics.solve import UNKNOWNS, needed
from tui.economics.what_if import CvpModel, WhatIf
from tui.facts.figure import assumed, places
from tui.facts.interval import INFINITY

LATEST = quarter("2026-Q1")
ONE = Decimal(1)

SPANS: dict[str, tuple[Kind, int, int]] = {
    "deliveries": ("to", 1, 400_000),
    "price": ("by", -20_000, 20_000),
    "cost_per_car": ("by", -20_000, 20_000),
    "gross_margin": ("to", -30, 90),
    "opex": ("to", 0, 10**10),
    "opex_fixed_share": ("to", 0, 100),
    "cost_fixed_share": ("to", 0, 90),
    "target": ("to", -50_000, 50_000),
}
STEPS: dict[str, tuple[Kind, int, int]] = SPANS | {
    "price": ("percent", -40, 40),
    "cost_per_car": ("to", 10_000, 400_000),
    "gross_margin": ("by", -20, 20),
    "opex": ("by", -(10**8), 10**10),
}
"""The same, from what is reported where those are new amounts, and the other way about."""
QUOTIENTS = ("gross_margin", "operating_margin", "operating_leverage", "margin_of_safety")
FIGURES = (
    *("revenue", "cost_of_sales_per_car", "gross_profit", "opex", "result_per_car", "fixed_cost"),
    *("contribution", *QUOTIENTS),
)


@st.composite
def ranges(
    draw: st.DrawFn, spans: Mapping[str, tuple[Kind, int, int]] = SPANS, most_of: int = 3
) -> dict[str, Move]:
    """Ranges of one figure or of several."""
    names = draw(
        st.lists(st.sampled_from(sorted(spans)), min_size=1, max_size=most_of, unique=True)
    )
    found = {}
    for name in names:
        kind, least, most = spans[name]
        low, high = sorted(draw(st.lists(st.integers(least, most), min_size=2, max_size=2)))
        assume(low < high)
        at = draw(st.integers(low, high))
        found[name] = Move(Decimal(at), kind, Decimal(0), Decimal(low), Decimal(high))
    return found


def between(move: Move, at: Fraction) -> Move:
    """A plain move somewhere in the range of one."""
    low, high = (end.value for end in move.ends)
    return Move(low + Decimal(round(at * (int(high) - int(low)))), move.kind)


def pinned(base: Account, at: Point) -> Account:
    """The account at one point inside its bounds."""
    values = {"deliveries": at.cars, "revenue": at.revenue, "result": at.result}
    figures = {
        name: assumed(Decimal(value.numerator) / value.denominator, "", name)
        for name, value in (values | {"gross_margin": at.margin * 100}).items()
    }
    return base._replace(
        deliveries=figures["deliveries"],
        revenue=figures["revenue"],
        gross_margin=figures["gross_margin"],
        result=figures["result"],
    )


Compute = Callable[[CvpModel, Decimal], Decimal]
"""A figure at one point of the inputs and one target."""


def figure_at(name: str) -> Compute:
    return lambda corner, _: getattr(corner, name)


def needed_at(unknown: str) -> Compute:
    return lambda corner, target: needed(corner, unknown, target)


def bands(scenario: Scenario) -> Iterator[tuple[str, Band | None, Compute]]:
    """Every figure with its bounds, and how it is had at one point."""
    for name in FIGURES:
        yield name, figure_band(scenario, name), figure_at(name)
    for name in UNKNOWNS:
        yield f"{name} needed", needed_band(scenario, name), needed_at(name)


def near(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers are one, but for the last of 28 digits."""
    if not (one.is_finite() and other.is_finite()):
        return one == other
    return abs(one - other) <= Decimal("1e-12") * max(ONE, abs(other))


@given(
    bases_with_points(),
    st.one_of(ranges(), ranges(STEPS)),
    st.lists(st.fractions(0, 1), min_size=3, max_size=3),
    st.sampled_from(["cost", "margin"]),
)
def test_no_point_inside_lies_outside_and_both_bounds_are_reached_where_they_say(
    drawn: tuple[Account, Point], moves: dict[str, Move], places: list[Fraction], hold: str
) -> None:
    base, at = drawn
    scenario = Scenario(base, moves, hold)
    assume(not scenario.errors)
    inside = dict(zip(moves, map(between, moves.values(), places), strict=False))
    sample = Scenario(base, inside, hold)
    # What repeats a published figure, inside or at an end, is no assumption: it keeps its rounding.
    published = Scenario(base, {}).account
    for name, move in moves.items():
        figure = getattr(published, name, None)
        typed = (inside[name].value, move.low, move.high)
        assume(figure is None or figure.value not in typed)
    point = WhatIf(pinned(base, at), sample.change).corners[0]
    for name, bounds, compute in bands(scenario):
        if bounds is None:
            assert name in QUOTIENTS or fixed_below_zero(scenario)
            continue
        for one in (point, *sample.account.corners):
            value = compute(one, sample.target)
            assert bounds.low <= value or near(value, bounds.low), name
            assert value <= bounds.high or near(value, bounds.high), name
        for bound, where in ((bounds.low, bounds.at_low), (bounds.high, bounds.at_high)):
            # A range that is not named does not matter there.
            ends = Scenario(base, {**inside, **where}, hold)
            reached = [compute(one, ends.target) for one in ends.account.corners]
            assert any(near(value, bound) for value in reached), name


MEASURED: dict[str, tuple[Kind, int, int]] = {
    "result": ("to", -(10**10), 10**10),
    "rounding": ("to", 0, 10**9),
    "revenue": ("to", 10**8, 10**11),
}
SHARED: dict[str, tuple[Kind, int, int]] = dict.fromkeys(
    ("deliveries", "price", "cost_per_car", "opex"), ("percent", -40, 40)
)
TEN = {
    "result": "-3.2bn..-3.0bn",
    "rounding": "40m..60m",
    "deliveries": "80k..90k",
    "revenue": "19bn..20bn",
    "gross_margin": "19%..21%",
    "price": "-5%..0",
    "opex": "6bn..8bn",
    "opex_fixed_share": "75%..100%",
    "cost_fixed_share": "0..10%",
    "target": "0..5,000",
}


def one_by_one(scenario: Scenario) -> Iterator[tuple[list[CvpModel], Decimal]]:
    """The account and the target at every combination of ends of all ranges and inputs."""
    for moves in corners_of(scenario.moves):
        corner = Scenario(scenario.published, moves, scenario.hold)
        inputs = corner.account._inputs or {}
        points = [tuple(figure.value for figure in inputs.values())]
        points += [tuple(v.lo for v in at.values) for at in places([*inputs.values()], "core")]
        yield (
            [corner.account.corner(dict(zip(inputs, at, strict=True))) for at in points],
            corner.target,
        )


def in_full(scenario: Scenario, *figures: Compute) -> Iterator[Band | None]:
    """The bounds of figures over all of these."""
    combinations = list(one_by_one(scenario))
    for compute in figures:
        values = [[compute(one, target) for one in models] for models, target in combinations]
        yield band_over(scenario.ranges, [(min(each), max(each)) for each in values])


def same_in_full(scenario: Scenario) -> None:
    known = [(name, bounds, compute) for name, bounds, compute in bands(scenario) if bounds]
    found = in_full(scenario, *(compute for *_, compute in known))
    for (name, bounds, _), full in zip(known, found, strict=True):
        assert bounds._replace(is_cost=False) == full, name
    for name, band in (
        ("even", break_even_band(scenario)),
        ("still", break_even_band(scenario.still)),
    ):
        if band:
            (full,) = in_full(scenario.without("target"), needed_at("deliveries"))
            assert band._replace(is_cost=False) == full, name


@given(
    bases(),
    st.one_of(ranges(SPANS | MEASURED, 5), ranges(STEPS | MEASURED, 5)),
    ranges(SHARED, 2),
    st.sampled_from(["cost", "margin"]),
)
def test_the_bounds_are_those_of_every_combination_one_by_one(
    base: Account, moves: dict[str, Move], shares: dict[str, Move], hold: str
) -> None:
    scenario = Scenario(base, {**moves, **shares}, hold)
    assume(not scenario.errors)
    assert not any(Scenario(base, corner, hold).errors for corner in corners_of(scenario.moves)), (
        "what cannot be is found at fewer corners"
    )
    same_in_full(scenario)


@pytest.mark.parametrize("opex", ["6bn..8bn", "-10%..0"])
def test_ranges_in_all_fields_too(opex: str) -> None:
    scenario = Scenario(LATEST)
    moves = {name: scenario.read(text, name) for name, text in {**TEN, "opex": opex}.items()}
    found = figure_band(Scenario(LATEST, moves), "result_per_car")
    assert found
    assert [found] == [*in_full(Scenario(LATEST, moves), figure_at("result_per_car"))]
    assert ("result" in found.at_low) == (opex == "-10%..0")


def fixed_below_zero(scenario: Scenario) -> bool:
    return any(one.fixed_cost < 0 for end in scenario.corners for one in end.account.corners)


def test_the_break_even_of_a_range_of_the_fixed_share() -> None:
    found = break_even_band(read_scenario(LATEST, {"opex_fixed_share": "75%..100%"}))
    assert found is not None
    assert (round(found.low), round(found.high)) == (142_203, 196_762)
    assert worded(found.at_low) == {"opex_fixed_share": "100%"}
    assert worded(found.at_high) == {"opex_fixed_share": "75%"}


def worded(moves: Mapping[str, Move]) -> dict[str, str]:
    return {name: written(move, name) for name, move in moves.items()}


def test_never_is_a_bound() -> None:
    typed = {"opex_fixed_share": "0%..100%", "deliveries": "90k..100k"}
    found = break_even_band(read_scenario(LATEST, typed))
    assert found is not None
    assert found.high == INFINITY
    assert worded(found.at_high) == {"opex_fixed_share": "0%"}
    price = needed_band(read_scenario(LATEST, {"gross_margin": "exactly -1%..20%"}), "price")
    assert price is not None
    assert price.high == INFINITY


def test_rounding_stays_that_of_the_point() -> None:
    plain = read_scenario(LATEST, {"opex_fixed_share": "87.5%", "deliveries": "100,000"})
    ranged = read_scenario(LATEST, {"opex_fixed_share": "75%..100%", "deliveries": "100,000"})
    assert ranged.account.result_per_car == plain.account.result_per_car
    given = read_scenario(LATEST, {"opex_fixed_share": "80% in 75%..100%"})
    assert given.change.opex_fixed_share == 80


def test_an_end_counts_where_it_repeats_what_was_reported() -> None:
    """At 20.1 % of margin held for certain the opex that is implied still has its rounding."""
    found = figure_band(read_scenario(LATEST, {"gross_margin": "20.1%..22%"}), "result_per_car")
    near = figure_band(read_scenario(LATEST, {"gross_margin": "20.1001%..22%"}), "result_per_car")
    assert found is not None
    assert near is not None
    assert found.low <= near.low < -38_958 - 100


def test_without_ranges_there_is_no_band() -> None:
    assert figure_band(Scenario(LATEST), "result_per_car") is None
    ranged = read_scenario(LATEST, {"opex_fixed_share": "75%..100%"})
    assert figure_band(ranged.during(LATEST._replace(revenue=None)), "result_per_car") is None


def test_an_end_that_cannot_be_is_refused() -> None:
    with pytest.raises(InputError, match="price must not be below zero"):
        read_scenario(LATEST, {"price": "-300,000..-1,000"})
