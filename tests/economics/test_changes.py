"""Growth, points and rests of wholes as figures with bounds and inputs."""

from decimal import Decimal

import pytest

from tui.economics.changes import change_of, rest_of
from tui.facts.figure import Figure, assumed
from tui.facts.interval import Interval

NAMES = ("now", "before")


def figure(value: int, unit: str = "cars", spread: int = 0) -> Figure:
    found = assumed(value, unit, "deliveries")
    ends = Interval(Decimal(value - spread), Decimal(value + spread))
    return found._replace(core=ends, support=ends)


@pytest.mark.parametrize(
    ("now", "before", "percent"), [(150, 100, 50), (50, 100, -50), (-150, -100, 50)]
)
def test_growth_is_in_percent_of_what_was_before(now: int, before: int, percent: int) -> None:
    change = change_of(figure(now), figure(before), NAMES)
    assert change is not None
    assert change.value == percent
    assert change.unit == "%"
    assert change.is_exact
    assert change.formula == "now ÷ before − 1"


def test_growth_has_the_bounds_of_both() -> None:
    change = change_of(figure(150, spread=10), figure(100, spread=10), NAMES)
    assert change is not None
    assert float(change.low) == pytest.approx((140 / 110 - 1) * 100)
    assert float(change.high) == pytest.approx((160 / 90 - 1) * 100)


def test_percentages_differ_by_points() -> None:
    change = change_of(figure(20, "%"), figure(23, "%"), NAMES)
    assert change is not None
    assert change.value == -3
    assert change.formula == "now − before, in points"


@pytest.mark.parametrize(
    ("now", "before"),
    [
        (figure(5), figure(-5)),
        (figure(5), figure(0)),
        (figure(5), figure(1, spread=1)),
        (figure(5), figure(5, "CNY")),
    ],
)
def test_there_is_no_growth_from_a_loss_or_nothing(now: Figure, before: Figure) -> None:
    assert change_of(now, before, NAMES) is None


def test_the_rest_of_a_whole() -> None:
    rest = rest_of(figure(200, "CNY"), figure(150, "CNY"))
    assert rest is not None
    assert rest.value == 25
    assert rest_of(figure(0, "CNY"), figure(0, "CNY")) is None
    assert rest_of(figure(200, "CNY"), figure(150, "USD")) is None
