"""What moves the result: the tornado, the break-even curve and the two-way table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.draws import bases
from tests.economics.quarters import quarter, whole
from tui.economics.account import Account
from tui.economics.band import figure_band
from tui.economics.moves import Move
from tui.economics.scenario import Scenario, read_scenario
from tui.economics.sensitivity import (
    curve,
    ranged_curve,
    ranged_tornado,
    tornado,
    two_way,
    volumes,
)
from tui.economics.what_if import REPORTED, Assumptions, WhatIf

LATEST = quarter("2026-Q1")

SWINGS = {
    "revenue per car": (-62_951, -13_728),
    "cost of sales per car": (-18_675, -58_004),
    "deliveries": (-48_096, -30_357),
    "opex": (-29_559, -47_121),
    "gross margin": (-40_801, -35_879),
}


def test_the_tornado_of_the_latest_quarter() -> None:
    rows = tornado(LATEST)
    found = {row.label: (whole(row.low), whole(row.high)) for row in rows if row.step}
    assert found == SWINGS
    assert [row.label for row in rows] == [*SWINGS, "rounding of the result"]
    last = rows[-1]
    assert (whole(last.rounding_low), whole(last.rounding_high)) == (-38_958, -37_721)
    assert last.low == last.high == WhatIf(LATEST).corners[0].result / 80_856


def test_a_row_can_be_taken_over_as_a_change() -> None:
    for row in tornado(LATEST, Assumptions(deliveries=Move(Decimal(100_000)))):
        for end, change in ((row.low, row.low_change), (row.high, row.high_change)):
            figure = WhatIf(LATEST, change).result_per_car
            assert figure is not None
            assert abs(figure.value - end) < 1


def test_rounding_shows_once_an_input_matters() -> None:
    rows = {
        row.label: row for row in tornado(LATEST, Assumptions(deliveries=Move(Decimal(145_115))))
    }
    margin = rows["gross margin"]
    assert margin.rounding_high - margin.rounding_low == pytest.approx(
        Decimal("19.9e9") * Decimal("0.001") * (1 / Decimal(80_856) - 1 / Decimal(145_115)),
        abs=Decimal("1e-6"),
    )


def test_without_an_input_there_is_nothing_to_move() -> None:
    assert tornado(LATEST._replace(revenue=None)) == ()
    assert curve(LATEST._replace(revenue=None), REPORTED, volumes(1, 9, 3)) == ()


@given(bases(), st.integers(1, 10**6), st.integers(0, 100), st.integers(-5000, 5000))
def test_the_curve_is_the_what_if_at_every_volume(
    base: Account, cars: int, share: int, price: int
) -> None:
    change = Assumptions(opex_fixed_share=Decimal(share), price=Move(Decimal(price), "by"))
    (spot,) = curve(base, change, [Decimal(cars)])
    figure = WhatIf(base, change._replace(deliveries=Move(Decimal(cars)))).result_per_car
    assert figure is not None
    close = Decimal("1e-9")
    assert abs(spot.value - figure.value) < close
    assert spot.low is not None
    assert spot.high is not None
    assert abs(spot.low - figure.low) < close
    assert abs(spot.high - figure.high) < close


def test_no_spot_at_zero_cars() -> None:
    assert [spot.cars for spot in curve(LATEST, REPORTED, [Decimal(0), Decimal(5)])] == [5]


def test_volumes_are_whole_and_hold_both_ends() -> None:
    assert list(map(int, volumes(20_000, 160_000, 3))) == [20_000, 90_000, 160_000]
    assert list(map(int, volumes(1, 3, 9))) == [1, 2, 3]
    assert list(map(int, volumes(5, 5, 9))) == [5]


def test_the_two_way_table() -> None:
    rows = two_way(
        LATEST,
        REPORTED,
        [Decimal(80_856), Decimal(145_115)],
        [Decimal("20.1"), Decimal("35.7")],
    )
    assert [[whole(spot.value) for spot in row] for row in rows] == [
        [-38_340, 543],
        [54, 38_938],
    ]


RANGED = {"opex_fixed_share": "75%..100%", "cost_per_car": "-5%..+1%"}


@pytest.mark.parametrize("cars", [60_000, 100_000, 150_000])
def test_the_curve_has_the_bounds_under_ranges_at_every_volume(cars: int) -> None:
    (spot,) = ranged_curve(read_scenario(LATEST, RANGED), [Decimal(cars)])
    there = read_scenario(LATEST, {**RANGED, "deliveries": f"{cars:,}"})
    band = figure_band(there, "result_per_car")
    assert band is not None
    assert spot.assumed_low is not None
    assert spot.assumed_high is not None
    assert abs(spot.assumed_low - band.low) < Decimal("1e-9")
    assert abs(spot.assumed_high - band.high) < Decimal("1e-9")
    assert spot[:4] == curve(there.base, there.change, [Decimal(cars)])[0][:4]


def test_a_range_takes_the_place_of_the_step_of_its_input() -> None:
    scenario = read_scenario(LATEST, {"deliveries": "90k..110k", "opex_fixed_share": "75%..100%"})
    rows = {row.label: row for row in ranged_tornado(scenario)}
    cars, share = rows["deliveries"], rows["fixed share of opex"]
    assert (cars.step, share.step, cars.is_range) == ("90k..110k", "75%..100%", True)
    assert rows["opex"].step == "10%"
    for row in (cars, share):
        for end, change in ((row.low, row.low_change), (row.high, row.high_change)):
            figure = WhatIf(LATEST, change).result_per_car
            assert figure is not None
            assert abs(figure.value - end) < 1
    assert ranged_tornado(Scenario(LATEST)) == tornado(LATEST)
