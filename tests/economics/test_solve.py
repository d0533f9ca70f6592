"""Solving: closed forms that the what-if confirms, and answers that say why there is none."""

from decimal import Decimal
from fractions import Fraction
from itertools import chain

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.economics.draws import Point, bases, bases_with_points, holds
from tests.economics.quarters import boxed, quarter, shown
from tui.economics.account import Account
from tui.economics.break_even import spots
from tui.economics.moves import Move
from tui.economics.scenario import Scenario
from tui.economics.solve import UNKNOWNS, break_even, margin_of_safety, solve, whole_cars
from tui.economics.what_if import Assumptions, WhatIf
from tui.facts.figure import assumed
from tui.facts.interval import INFINITY, Interval

Q1 = quarter("2025-Q1")
LATEST = quarter("2026-Q1")
TARGETS = st.integers(-50_000, 50_000).map(Decimal)
SHARES = st.integers(0, 100).map(Decimal)


@pytest.mark.parametrize(
    ("unknown", "hold", "value", "says"),
    [
        ("deliveries", "cost", 143_521, "Break-even at about 144,000 cars."),
        ("gross_margin", "cost", 36, "Break-even at a gross margin of about 35.7%."),
        (
            *("price", "cost", 284_456),
            "Break-even at about 38,300 CNY more revenue per car, "
            "at the same cost of sales per car.",
        ),
        (
            *("price", "margin", 436_862),
            "Break-even at about 191,000 CNY more revenue per car, at the same gross margin.",
        ),
        (
            *("cost_per_car", "cost", 158_307),
            "Break-even at a cost of sales of about 158,000 CNY per car.",
        ),
        ("opex", "cost", 3_999_900_000, "Break-even at opex of about 4.00bn CNY."),
    ],
)
def test_the_latest_quarter_solved(unknown: str, hold: str, value: int, says: str) -> None:
    answer = solve(LATEST, unknown, change=Assumptions(hold=hold))
    assert answer.says == says
    assert shown(answer.figure)[0] == value
    assert answer.check is not None
    assert abs(answer.check.value) < 1


@given(bases(), st.sampled_from(UNKNOWNS[1:]), TARGETS, SHARES, st.integers(1, 400_000))
def test_the_what_if_with_the_answer_gives_the_target(
    base: Account, unknown: str, target: Decimal, share: Decimal, cars: int
) -> None:
    change = Assumptions(deliveries=Move(Decimal(cars)), opex_fixed_share=share)
    answer = solve(base, unknown, target, change)
    if not answer.exists:
        assert answer.says.startswith("No ")
        return
    assert answer.check is not None
    assert abs(answer.check.value - target) < Decimal("1e-9")
    assert answer.figure is not None
    assert answer.figure.low <= answer.figure.value <= answer.figure.high


@given(bases(), TARGETS, SHARES)
def test_the_volume_is_the_first_whole_car_that_reaches_the_target(
    base: Account, target: Decimal, share: Decimal
) -> None:
    answer = solve(base, "deliveries", target, Assumptions(opex_fixed_share=share))
    adds = WhatIf(base, Assumptions(opex_fixed_share=share)).contribution
    assert adds is not None
    if answer.figure is None:
        fixed = WhatIf(base, Assumptions(opex_fixed_share=share)).fixed_cost
        assert fixed is not None
        assert adds.value <= target or fixed.value <= 0
        return
    cars = whole_cars(answer.figure)
    assume(cars > 1)
    reached, before = (
        WhatIf(base, Assumptions(deliveries=Move(count), opex_fixed_share=share)).result_per_car
        for count in (cars, cars - 1)
    )
    assert reached is not None
    assert before is not None
    assert before.value < target + Decimal("1e-15") <= reached.value + Decimal("2e-15")


@given(bases_with_points(), TARGETS)
def test_the_bounds_of_a_volume_hold_every_point_inside(
    drawn: tuple[Account, Point], target: Decimal
) -> None:
    base, at = drawn
    answer = solve(base, "deliveries", target)
    adds = at.revenue * at.margin / at.cars - Fraction(target)
    assume(answer.figure is not None and adds > 0)
    assert answer.figure is not None
    volume = (at.revenue * at.margin - at.result) / adds
    if answer.figure.high.is_finite():
        assert holds(answer.figure, volume)
    else:
        assert volume >= Fraction(answer.figure.low) - Fraction(1, 10**15)


def test_no_volume_breaks_even_when_each_car_loses() -> None:
    answer = break_even(Q1, Assumptions(opex_fixed_share=Decimal(0)))
    assert not answer.exists
    assert (
        answer.says == "No volume breaks even: each additional car adds a loss of about 6,600 CNY."
    )


def test_no_volume_reaches_more_than_a_car_adds() -> None:
    answer = solve(Q1, "deliveries", Decimal(60_000))
    assert (
        answer.says
        == "No volume reaches 60,000 CNY per car: each additional car adds only about 56,740 CNY."
    )


def test_a_far_volume_is_given_and_called_so() -> None:
    answer = solve(Q1, "deliveries", Decimal(56_000))
    assert answer.unlikely
    assert answer.says.endswith("The volume is more than ten times that of the period.")
    assert answer.figure is not None
    assert answer.figure.label == "volume needed"
    assert answer.figure.value > 10 * 75_869


def test_a_volume_that_rounding_may_deny_has_no_upper_bound() -> None:
    base = Q1._replace(gross_margin=boxed(Decimal("0.02"), Decimal("0.05"), "%", "gross margin"))
    figure = break_even(base).figure
    assert figure is not None
    assert not figure.high.is_finite()
    assert "may not exist" in break_even(base).says
    assert margin_of_safety(base) is None


def test_with_nothing_fixed_every_volume_earns() -> None:
    base = Q1._replace(result=assumed(10**9, "CNY", "operating result"))
    answer = break_even(base, Assumptions(opex_fixed_share=Decimal(0)))
    assert answer.says.startswith("Every volume does")


def test_a_result_above_the_gross_profit_has_no_break_even_to_rise_to() -> None:
    losing = Q1._replace(
        gross_margin=assumed(-10, "%", "gross margin"),
        result=assumed(10**9, "CNY", "operating result"),
    )
    assert "opex is below zero" in break_even(losing).says


@pytest.mark.parametrize(
    ("unknown", "change", "target", "words"),
    [
        ("gross_margin", Assumptions(), 300_000, "above 100%"),
        ("opex", Assumptions(), 60_000, "too small even without opex"),
        ("cost_per_car", Assumptions(), 200_000, "opex per car alone exceeds"),
        ("price", Assumptions(gross_margin=Move(Decimal(-5))), 0, "not above zero"),
        ("price", Assumptions(), -500_000, "No price above zero"),
    ],
)
def test_no_answer_is_an_answer(unknown: str, change: Assumptions, target: int, words: str) -> None:
    answer = solve(Q1, unknown, Decimal(target), change)
    assert answer.figure is None
    assert answer.check is None
    assert words in answer.says


def test_what_is_missing_is_named() -> None:
    answer = solve(Q1._replace(revenue=None, result=None), "deliveries")
    assert answer.says == "Not available: needs revenue, result."


def test_opex_is_solved_at_the_assumed_volume() -> None:
    change = Assumptions(deliveries=Move(Decimal(161_712)), opex_fixed_share=Decimal(50))
    answer = solve(LATEST, "opex", Decimal(1000), change)
    assert answer.figure is not None
    assert answer.figure.value == (Decimal("19.9e9") * Decimal("0.201") - 80_856_000) * 2
    assert answer.check is not None
    assert answer.check.value == 1000


def test_margin_of_safety() -> None:
    ahead, behind = margin_of_safety(quarter("2025-Q3")), margin_of_safety(LATEST)
    assert ahead is not None
    assert behind is not None
    assert (f"{ahead.value:.2f}", f"{behind.value:.2f}") == ("9.47", "-77.50")


def test_cars_that_may_have_been_none_leave_a_break_even_any_volume() -> None:
    assert Q1.deliveries is not None
    loose = Interval(Decimal(0), Decimal(200_000))
    base = Q1._replace(deliveries=Q1.deliveries._replace(core=loose, support=loose))
    assert "or there may have been none" in break_even(base).says
    for spot in chain(*spots(Scenario(base), ())):
        assert (spot.low, spot.high) == (Decimal(0), INFINITY)
