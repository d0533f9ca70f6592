"""The bridge between two periods: four causes that add up."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from tests.economics.draws import Point, bases, bases_with_points, holds
from tests.economics.quarters import quarter, shown
from tui.economics.account import Account
from tui.economics.bridge import bridge


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2024-Q2", "2025-Q3", (-65_917, 32_182, -304, -35_933, 76_407, 6_434)),
        ("2025-Q2", "2025-Q3", (-3_690, 5_060, -6_123, -7_191, 18_378, 6_434)),
        ("2025-Q4", "2026-Q1", (6_891, -10_439, 1_516, 4_621, -40_929, -38_340)),
    ],
)
def test_bridges_worked_out_by_hand(before: str, after: str, expected: tuple[int, ...]) -> None:
    found = bridge(quarter(before), quarter(after))
    assert found is not None
    figures = (found.start, *(cause.figure for cause in found.causes), found.end)
    assert tuple(shown(figure)[0] for figure in figures) == expected


@given(bases(), bases())
def test_the_causes_add_up(before: Account, after: Account) -> None:
    found = bridge(before, after)
    assert found is not None
    moved = sum((cause.figure.value for cause in found.causes), Decimal(0))
    assert abs(moved - (found.end.value - found.start.value)) < Decimal("1e-12")


@given(bases_with_points(), bases_with_points())
def test_the_bounds_of_each_cause_hold_every_point_inside(
    old: tuple[Account, Point], new: tuple[Account, Point]
) -> None:
    found = bridge(old[0], new[0])
    assert found is not None
    was, now = old[1], new[1]
    opex = [at.revenue * at.margin - at.result for at in (was, now)]
    cost = [at.revenue * (1 - at.margin) / at.cars for at in (was, now)]
    exact: list[Fraction] = [
        now.revenue / now.cars - was.revenue / was.cars,
        cost[0] - cost[1],
        (opex[0] - opex[1]) / now.cars,
        opex[0] / was.cars - opex[0] / now.cars,
    ]
    assert all(holds(cause.figure, value) for cause, value in zip(found.causes, exact, strict=True))


def test_a_bridge_rests_on_the_facts_of_both_periods() -> None:
    found = bridge(quarter("2025-Q2"), quarter("2025-Q3"))
    assert found is not None
    assert len(found.causes[2].figure.facts) == 7
    assert found.causes[3].figure.period == quarter("2025-Q3").period


def test_without_an_input_there_is_no_bridge() -> None:
    whole = quarter("2025-Q2")
    assert bridge(whole._replace(gross_margin=None), whole) is None
    assert bridge(whole, whole._replace(deliveries=None)) is None
