"""What-if: identity, the two ways of moving the price, fixed shares, exact bounds."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.economics.draws import Point, bases, bases_with_points, holds
from tests.economics.quarters import quarter, shown, whole
from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.scenario import Assumptions, WhatIf

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
        deliveries=base.deliveries.value,
        gross_margin=base.gross_margin.value,
        price=Decimal(0),
        cost_per_car=Decimal(0),
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
        deliveries=Decimal(cars),
        price=Decimal(price),
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


def test_bounds_are_no_wider_than_the_corners() -> None:
    """Implied opex holds revenue and margin again: chaining intervals would count them twice."""
    account = WhatIf(LATEST, Assumptions(deliveries=Decimal(145_115)))
    assert shown(account.result_per_car) == (543, 89, 998)
    assert shown(account.contribution) == (49_469, 49_222, 49_717)


def test_volume_with_fixed_opex() -> None:
    account = WhatIf(Q1, Assumptions(deliveries=Decimal(108_796)))
    assert shown(account.result_per_car)[0] == 12_577
    assert shown(account.result)[0] == 1_368_355_640
    assert shown(account.opex_per_car)[0] == 44_165


def test_a_price_cut_at_the_same_cost_goes_straight_to_the_result() -> None:
    account = WhatIf(Q3, Assumptions(price=Decimal("-13002.65")))
    assert shown(account.result_per_car)[0] == -6_569
    assert account.gross_margin is not None
    assert f"{account.gross_margin.value:.4f}" == "21.6795"


def test_a_price_cut_at_the_same_margin_costs_the_margin_only() -> None:
    account = WhatIf(Q3, Assumptions(price=Decimal("-13002.65"), hold="margin"))
    assert shown(account.result_per_car)[0] == 3_118
    assert account.gross_margin is not None
    assert account.gross_margin.value == Decimal("25.5")


def test_a_gross_margin_is_set_in_percent() -> None:
    account = WhatIf(LATEST, Assumptions(gross_margin=Decimal("21.1")))
    assert shown(account.result_per_car)[0] == -35_879


def test_opex_set_is_exact_and_needs_no_result() -> None:
    base = LATEST._replace(result=None)
    account = WhatIf(base, Assumptions(opex=Decimal("3999900000")))
    assert whole(account.result_per_car.value if account.result_per_car else None) == 0
    assert WhatIf(base).result_per_car is None


def test_fixed_cost_of_sales_falls_per_car_with_volume() -> None:
    change = Assumptions(deliveries=Decimal(161_712), cost_fixed_share=Decimal(50))
    cost = WhatIf(LATEST, change).cost_of_sales_per_car
    reported = per_car.cost_of_sales_per_car(LATEST)
    assert cost is not None
    assert reported is not None
    assert cost.value == reported.value * Decimal("0.75")


def test_operating_leverage_says_how_a_percent_of_cars_moves_the_result() -> None:
    leverage = WhatIf(Q3).operating_leverage
    more = WhatIf(Q3, Assumptions(deliveries=Decimal("109883.96"))).result
    assert leverage is not None
    assert more is not None
    assert f"{leverage.value:.3f}" == "10.564"
    assert round(more.value / (7 * 10**8) - 1, 5) == round(leverage.value / 100, 5)


def test_operating_leverage_does_not_exist_where_the_result_may_be_zero() -> None:
    nothing = Q3._replace(result=WhatIf(Q3, Assumptions(deliveries=Decimal(98_499))).result)
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
    account = WhatIf(base, Assumptions(price=Decimal(1)))
    assert account.result_per_car is None
    assert account.contribution is None
    assert account.corners == ()


def test_what_was_assumed_is_among_the_inputs_without_a_source() -> None:
    figure = WhatIf(Q1, Assumptions(deliveries=Decimal(100_000))).result_per_car
    assert figure is not None
    loose = {part.label: part.value for part in figure.inputs if part.origin is None}
    assert loose == {"deliveries assumed": 100_000, "fixed share of opex": 100}
    assert len(figure.facts) == 4
