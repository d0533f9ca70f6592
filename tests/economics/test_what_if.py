"""What-if: identity, the two ways of moving the price, fixed shares, exact bounds."""

from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.economics.draws import Point, bases, bases_with_points, holds
from tests.economics.quarters import boxed, quarter, shown, whole
from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.moves import Kind, Move
from tui.economics.scenario import read_scenario
from tui.economics.what_if import Assumptions, WhatIf

Q1 = quarter("2025-Q1")
Q3 = quarter("2025-Q3")
LATEST = quarter("2026-Q1")


@given(bases())
def test_nothing_changed_gives_the_reported_figures_themselves(base: Account) -> None:
    account = WhatIf(base)
    assert account.result_per_car == per_car.result_per_car(base)
    assert account.result is base.result
    assert account.opex == per_car.opex(base)
    assert account.revenue_per_car == per_car.revenue_per_car(base)
    assert account.cost_of_sales_per_car == per_car.cost_of_sales_per_car(base)
    assert account.gross_profit_per_car == per_car.gross_profit_per_car(base)


@given(bases(), st.sampled_from(["cost", "margin"]), st.integers(0, 100))
def test_assumptions_that_repeat_the_report_change_nothing(
    base: Account, hold: str, share: int
) -> None:
    assert base.deliveries
    assert base.gross_margin
    change = Assumptions(
        deliveries=Move(base.deliveries.value),
        gross_margin=Move(base.gross_margin.value),
        price=Move(Decimal(0), "by"),
        cost_per_car=Move(Decimal(0), "by"),
        opex_fixed_share=Decimal(share),
        hold=hold,
    )
    assert WhatIf(base, change).result_per_car == per_car.result_per_car(base)


@given(
    bases_with_points(),
    st.integers(1, 10**6),
    st.integers(-10_000, 10_000),
    st.integers(0, 100),
    st.integers(0, 90),
    st.booleans(),
)
def test_bounds_hold_every_point_inside_the_inputs(
    drawn: tuple[Account, Point],
    cars: int,
    price: int,
    opex_share: int,
    cost_share: int,
    held: bool,
) -> None:
    base, at = drawn
    change = Assumptions(
        deliveries=Move(Decimal(cars)),
        price=Move(Decimal(price), "by"),
        opex_fixed_share=Decimal(opex_share),
        cost_fixed_share=Decimal(0 if held else cost_share),
        hold="margin" if held else "cost",
    )
    account = WhatIf(base, change)
    volume, phi = cars / at.cars, Fraction(opex_share, 100)
    revenue = at.revenue * volume + cars * price
    psi = Fraction(cost_share, 100)
    cost = (1 - at.margin) * (revenue if held else at.revenue * (psi + (1 - psi) * volume))
    opex = (at.revenue * at.margin - at.result) * (phi + (1 - phi) * volume)
    if not account.assumptions.moves:
        assume(False)
    assert holds(account.revenue, revenue)
    assert holds(account.cost_of_sales_per_car, cost / cars)
    assert holds(account.opex, opex)
    assert holds(account.result_per_car, (revenue - cost - opex) / cars)
    assert holds(account.result, revenue - cost - opex)


KINDS: tuple[Kind, ...] = ("to", "by", "percent")
SPANS: dict[str, tuple[int, int]] = {
    "price": (-20_000, 20_000),
    "cost_per_car": (-20_000, 20_000),
    "gross_margin": (-30, 30),
    "opex": (0, 10**10),
}


@st.composite
def assumptions(draw: st.DrawFn) -> dict[str, Move]:
    """New amounts, steps and shares of whatever can be moved by each."""
    names = draw(st.lists(st.sampled_from(sorted(SPANS)), min_size=1, max_size=3, unique=True))
    if {"cost_per_car", "gross_margin"} <= {*names}:
        names.remove("cost_per_car")
    found = {}
    for name in names:
        kind = draw(st.sampled_from(KINDS[:2] if name == "gross_margin" else KINDS))
        least, most = (-40, 40) if kind == "percent" else SPANS[name]
        found[name] = Move(Decimal(draw(st.integers(least, most))), kind)
    return found


def after(move: Move | None, now: Fraction) -> Fraction:
    """A reported amount after a move."""
    value = Fraction(move.value) if move else Fraction(0)
    if move is None or move.kind == "by":
        return now + value
    return value if move.kind == "to" else now * (1 + value / 100)


def by_hand(at: Point, asp: Fraction, moves: dict[str, Move], cars: int, held: bool) -> Fraction:
    """The result at exact inputs, all opex fixed, in plain steps."""
    price = asp and after(moves.get("price"), asp) - asp
    revenue = at.revenue / at.cars * cars + cars * price
    cost_per_car = after(moves.get("cost_per_car"), at.revenue * (1 - at.margin) / at.cars)
    cost = cost_per_car * cars
    if "gross_margin" in moves:
        cost = revenue * (1 - after(moves["gross_margin"], at.margin * 100) / 100)
    elif held:
        added = cost_per_car - at.revenue * (1 - at.margin) / at.cars
        cost = revenue * (1 - at.margin) + added * cars
    return revenue - cost - after(moves.get("opex"), at.revenue * at.margin - at.result)


@given(
    bases_with_points(), st.integers(100, 400_000), st.integers(0, 50), assumptions(), st.booleans()
)
def test_bounds_after_a_step_or_a_share_are_those_of_the_corners_of_what_was_reported(
    drawn: tuple[Account, Point], cars: int, half: int, moves: dict[str, Move], held: bool
) -> None:
    base, at = drawn
    base = base._replace(asp=boxed(Decimal(200_000), Decimal(half), "CNY/car", "ASP"))
    change = Assumptions(deliveries=Move(Decimal(cars)), hold="margin" if held else "cost")
    for name, move in moves.items():
        change = change.put(name, move)
    account = WhatIf(base, change)
    assume(account.assumptions == change)  # else one only repeats what was reported
    figure = account.result
    assert figure is not None
    inputs = (base.revenue, base.gross_margin, base.result, base.asp)
    ends = [(Fraction(one.low), Fraction(one.high)) for one in inputs if one]
    corners = [
        by_hand(Point(at.cars, revenue, margin / 100, result), asp, moves, cars, held)
        for revenue, margin, result, asp in product(*ends)
    ]
    assert abs(Fraction(figure.low) - min(corners)) < Fraction(1, 10**6)
    assert abs(Fraction(figure.high) - max(corners)) < Fraction(1, 10**6)


@pytest.mark.parametrize(
    ("typed", "width"),
    [
        # The half of the last digit of 3.1bn over 80,856 cars, twice.
        ({}, 1237),
        ({"opex": "+1bn"}, 1237),
        ({"price": "-1,000"}, 1237),
        ({"cost_per_car": "-1,000"}, 1237),
        # Nine tenths of that, and a tenth of the gross profit's: 3.979925 to 4.019925bn.
        ({"opex": "-10%"}, 1163),
        # All of the gross profit's, and nothing of the result's.
        ({"opex": "6bn"}, 495),
    ],
)
def test_the_rounding_of_the_result_stays_beside_a_step(typed: dict[str, str], width: int) -> None:
    figure = read_scenario(LATEST, typed).account.result_per_car
    assert figure is not None
    assert whole(figure.high - figure.low) == width


def test_bounds_are_no_wider_than_the_corners() -> None:
    """Implied opex holds revenue and margin again: chaining intervals would count them twice."""
    account = WhatIf(LATEST, Assumptions(deliveries=Move(Decimal(145_115))))
    assert shown(account.result_per_car) == (543, 89, 998)
    assert shown(account.contribution) == (49_469, 49_222, 49_717)


def test_volume_with_fixed_opex() -> None:
    account = WhatIf(Q1, Assumptions(deliveries=Move(Decimal(108_796))))
    assert shown(account.result_per_car)[0] == 12_577
    assert shown(account.result)[0] == 1_368_355_640
    assert shown(account.opex_per_car)[0] == 44_165


def test_a_price_cut_at_the_same_cost_goes_straight_to_the_result() -> None:
    account = WhatIf(Q3, Assumptions(price=Move(Decimal("-13002.65"), "by")))
    assert shown(account.result_per_car)[0] == -6_569
    assert account.gross_margin is not None
    assert f"{account.gross_margin.value:.4f}" == "21.6795"


def test_a_price_cut_at_the_same_margin_costs_the_margin_only() -> None:
    account = WhatIf(Q3, Assumptions(price=Move(Decimal("-13002.65"), "by"), hold="margin"))
    assert shown(account.result_per_car)[0] == 3_118
    assert account.gross_margin is not None
    assert account.gross_margin.value == Decimal("25.5")


def test_the_reported_margin_typed_beside_a_price_is_that_margin_held() -> None:
    price = Move(Decimal("-13002.65"), "by")
    typed = WhatIf(Q3, Assumptions(price=price, gross_margin=Move(Decimal("25.5"))))
    assert (
        typed.result_per_car == WhatIf(Q3, Assumptions(price=price, hold="margin")).result_per_car
    )


def test_a_gross_margin_is_set_in_percent() -> None:
    account = WhatIf(LATEST, Assumptions(gross_margin=Move(Decimal("21.1"))))
    assert shown(account.result_per_car)[0] == -35_879


def test_opex_set_is_exact_and_needs_no_result() -> None:
    base = LATEST._replace(result=None)
    account = WhatIf(base, Assumptions(opex=Move(Decimal("3999900000"))))
    assert whole(account.result_per_car.value if account.result_per_car else None) == 0
    assert WhatIf(base).result_per_car is None


def test_fixed_cost_of_sales_falls_per_car_with_volume() -> None:
    change = Assumptions(deliveries=Move(Decimal(161_712)), cost_fixed_share=Decimal(50))
    cost = WhatIf(LATEST, change).cost_of_sales_per_car
    reported = per_car.cost_of_sales_per_car(LATEST)
    assert cost is not None
    assert reported is not None
    assert cost.value == reported.value * Decimal("0.75")


def test_operating_leverage_says_how_a_percent_of_cars_moves_the_result() -> None:
    leverage = WhatIf(Q3).operating_leverage
    more = WhatIf(Q3, Assumptions(deliveries=Move(Decimal("109883.96")))).result
    assert leverage is not None
    assert more is not None
    assert f"{leverage.value:.3f}" == "10.564"
    assert round(more.value / (7 * 10**8) - 1, 5) == round(leverage.value / 100, 5)


def test_operating_leverage_does_not_exist_where_the_result_may_be_zero() -> None:
    nothing = Q3._replace(result=WhatIf(Q3, Assumptions(deliveries=Move(Decimal(98_499)))).result)
    assert WhatIf(nothing).operating_leverage is None


@pytest.mark.parametrize(
    "base",
    [
        Q1._replace(deliveries=None),
        Q1._replace(revenue=None),
        Q1._replace(gross_margin=None),
        Q1._replace(result=None),
    ],
)
def test_a_missing_input_leaves_dependants_unknown(base: Account) -> None:
    account = WhatIf(base, Assumptions(price=Move(Decimal(1), "by")))
    assert account.result_per_car is None
    assert account.contribution is None
    assert account.corners == ()


def test_what_was_assumed_is_among_the_inputs_without_a_source() -> None:
    figure = WhatIf(Q1, Assumptions(deliveries=Move(Decimal(100_000)))).result_per_car
    assert figure is not None
    loose = {part.label: part.value for part in figure.inputs if part.origin is None}
    assert loose == {"deliveries assumed": 100_000, "fixed share of opex": 100}
    assert len(figure.facts) == 4
