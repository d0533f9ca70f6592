"""Interval arithmetic never loses the exact result."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts.interval import INFINITY, Interval, corners, hull

NUMBERS = st.decimals(min_value=-(10**12), max_value=10**12, places=4)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, Decimal]:
    """An interval, sometimes open or without an end, and a number inside it."""
    lo, inside, hi = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    lo_open, hi_open = draw(st.booleans()) and lo < inside, draw(st.booleans()) and inside < hi
    low = -INFINITY if draw(st.integers(0, 9)) == 0 else lo
    high = INFINITY if draw(st.integers(0, 9)) == 0 else hi
    return Interval(low, high, lo_open, hi_open), inside


def holds(interval: Interval, exact: Fraction) -> bool:
    """Containment of an exact fraction."""
    above = not interval.lo.is_finite() or Fraction(interval.lo) < exact
    below = not interval.hi.is_finite() or exact < Fraction(interval.hi)
    at_lo = not interval.lo_open and Fraction(interval.lo) == exact
    at_hi = not interval.hi_open and Fraction(interval.hi) == exact
    return (above or at_lo) and (below or at_hi)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "truediv"])
@given(a=intervals(), b=intervals())
def test_every_exact_result_is_contained(
    name: str, a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (box_a, in_a), (box_b, in_b) = a, b
    if name == "truediv" and 0 in box_b:
        with pytest.raises(ZeroDivisionError):
            _ = box_a / box_b
        return
    operation: Callable[..., Interval] = getattr(Interval, f"__{name}__")
    exact: Fraction = getattr(Fraction(in_a), f"__{name}__")(Fraction(in_b))
    assert holds(operation(box_a, box_b), exact)


@given(a=intervals(), b=intervals())
def test_the_meet_holds_what_both_hold(
    a: tuple[Interval, Decimal], b: tuple[Interval, Decimal]
) -> None:
    (box_a, in_a), (box_b, _) = a, b
    common = box_a.meet(box_b)
    assert (in_a in box_b) == (common is not None and in_a in common)
    assert in_a in hull([box_a, box_b])


def box(lo: str, hi: str, lo_open: bool = False, hi_open: bool = False) -> Interval:
    return Interval(Decimal(lo), Decimal(hi), lo_open, hi_open)


def test_two_closed_ends_that_touch_share_a_point() -> None:
    assert box("4.95", "5.05").meet(box("5.05", "5.15")) == box("5.05", "5.05")


def test_an_open_end_that_touches_shares_nothing() -> None:
    assert box("5", "6", hi_open=True).meet(box("6", "6")) is None


def test_a_published_loss_per_car() -> None:
    """70 ± 5 million over 75,869 cars: facts.md section 4.2."""
    result = box("65000000", "75000000") / 75869
    assert (round(result.lo, 3), round(result.hi, 3)) == (Decimal("856.740"), Decimal("988.546"))


def test_a_lower_bound_on_cars_bounds_the_loss_on_one_side() -> None:
    result = Interval.point(-3_100_000_000) / Interval(Decimal(80000), INFINITY, lo_open=True)
    assert result == Interval(Decimal(-38750), Decimal(0), True, True)


def test_division_by_what_can_come_close_to_zero_has_no_end() -> None:
    assert 1 / box("0", "4", lo_open=True) == Interval(Decimal("0.25"), INFINITY)


def test_zero_times_unbounded_is_zero() -> None:
    assert Interval.point(0) * Interval(Decimal(1), INFINITY) == Interval.point(0)


def test_corners_do_not_inflate_a_repeated_input() -> None:
    """Break-even volume of 2025-Q1 with gross profit twice in the formula: facts.md F13."""
    revenue, margin = box("18.55", "18.65"), box("0.225", "0.235")
    loss = box("0.065", "0.075") * Decimal("7.2748")

    def volume(r: Interval, g: Interval, x: Interval) -> Interval:
        return (g * r + x) / (g * r) * 75869

    exact = corners(volume, revenue, margin, loss)
    assert exact.width < volume(revenue, margin, loss).width
    assert [round(exact.lo), round(exact.hi)] == [84055, 85787]


def test_an_interval_cannot_be_empty() -> None:
    with pytest.raises(ValueError, match="no numbers"):
        box("2", "1")
    with pytest.raises(ValueError, match="no numbers"):
        box("1", "1", lo_open=True)


def test_an_end_is_inside_unless_it_is_open() -> None:
    assert 5 in box("5", "6")
    assert 6 in box("5", "6")
    assert 5 not in box("5", "6", lo_open=True)
    assert 6 not in box("5", "6", hi_open=True)
