"""How opex moved with cars: least squares, held against sums of fractions calculated here."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.quarters import BOOK, QUARTERS, book_of
from tui.economics import per_car
from tui.economics.account import full_quarters
from tui.economics.behaviour import Behaviour, behaviour, fixed_share_span, least_squares
from tui.facts.book import FactBook


class Exact(NamedTuple):
    """What an independent computation finds: the errors squared, so that they stay fractions."""

    share: Fraction
    drift: Fraction
    share_error2: Fraction
    drift_error2: Fraction


def exactly(cars: Sequence[Fraction], opex: Sequence[Fraction], without: int = -1) -> Exact:
    """The normal equations of drift and variable share, solved by Cramer's rule."""
    steps = list(zip(pairwise(cars), pairwise(opex), strict=True))
    x = [x0 * (n1 / n0 - 1) for (n0, n1), (x0, _) in steps]
    y = [x1 - x0 for _, (x0, x1) in steps]
    if without >= 0:
        del x[without], y[without]
    n, none = len(x), Fraction(0)
    sx, sy, sxx = sum(x, none), sum(y, none), sum((a * a for a in x), none)
    sxy = sum((a * b for a, b in zip(x, y, strict=True)), none)
    det = n * sxx - sx * sx
    slope, drift = (n * sxy - sx * sy) / det, (sxx * sy - sx * sxy) / det
    left = sum(((b - drift - slope * a) ** 2 for a, b in zip(x, y, strict=True)), none) / (n - 2)
    return Exact(1 - slope, drift, left * n / det, left * sxx / det)


CARS = [Fraction(n) for n in (27307, 39790, 69697, 75869, 81302, 108796, 145115, 80856)]
ACCOUNTS = (
    ("6.4", "15.4", "-1.8", "0.05", "0.05", "0.05"),
    ("9.7", "17.1", "-1.5", "0.05", "0.05", "0.05"),
    ("16.7", "20.4", "-0.7", "0.05", "0.05", "0.05"),
    ("18.58", "23.17", "-0.5", "0.005", "0.005", "0.05"),
    ("21.26", "26.4", "-0.3", "0.005", "0.05", "0.05"),
    ("29.0", "25.5", "0.7", "0.05", "0.05", "0.05"),
    ("37.23", "22.76", "1.0", "0.06", "0.19", "0.2"),
    ("19.9", "20.1", "-3.1", "0.05", "0.05", "0.05"),
)
"""Revenue, margin and result of the eight quarters with the half-width of each, in bn and %."""


def opex_at(place: int) -> list[Fraction]:
    """Implied opex in bn with all inputs at their value (0), lowest (-1) or highest (1) opex."""
    found = []
    for row in ACCOUNTS:
        revenue, margin, result, *halves = map(Fraction, row)
        revenue, margin, result = (
            value + place * sign * half
            for value, sign, half in zip((revenue, margin, result), (1, 1, -1), halves, strict=True)
        )
        found.append(revenue * margin / 100 - result)
    return found


def known(book: FactBook) -> Behaviour:
    found = behaviour(book)
    assert found is not None
    return found


FOUND = known(BOOK)


def test_the_fit_of_the_eight_quarters_before_the_correction() -> None:
    exact, last = exactly(CARS, opex_at(0)), exactly(CARS, opex_at(0), without=6)
    found = FOUND
    for fit, against in ((found.fit, exact), (found.without, last)):
        assert close(fit.fixed_share.value / 100, against.share)
        assert close(fit.drift.value / 10**9, against.drift)
        assert close((fit.share_error / 100) ** 2, against.share_error2)
        assert close((fit.drift_error / 10**9) ** 2, against.drift_error2)
    assert f"{found.fit.fixed_share.value / 100:.2f}" == "0.80"
    likely = found.fit.likely_share
    assert [f"{end / 100:.2f}" for end in (likely.lo, likely.hi)] == ["0.76", "0.85"]
    assert f"{found.fit.share_error / 100:.2f}" == "0.07"
    assert f"{found.fit.drift.value / 10**9:+.2f}" == "+0.47"
    assert f"{found.fit.drift_error / 10**9:.2f}" == "0.13"
    assert str(found.decisive.after.base.period) == "2026-Q1"
    assert f"{found.without.fixed_share.value / 100:.2f}" == "1.01"
    assert f"{found.without.drift.value / 10**9:+.2f}" == "+0.80"


def close(value: Decimal, exact: Fraction) -> bool:
    return abs(Fraction(value) - exact) <= abs(exact) / 10**18


def test_rounding_moves_the_fit_as_far_as_its_worst_corner() -> None:
    """2⁸ corners: opex of each quarter at its lowest and highest."""
    corners = [
        exactly(CARS, mixed) for mixed in product(*zip(opex_at(-1), opex_at(1), strict=True))
    ]
    fit = FOUND.fit
    for figure, found, unit in (
        (fit.fixed_share, [corner.share for corner in corners], 100),
        (fit.drift, [corner.drift for corner in corners], 10**9),
    ):
        assert close(figure.low / unit, min(found))
        assert close(figure.high / unit, max(found))


@given(st.lists(st.fractions(-1, 1), min_size=8, max_size=8))
def test_no_opex_within_its_bounds_leads_beyond_the_bounds_of_the_fit(at: list[Fraction]) -> None:
    middle, high = opex_at(0), opex_at(1)
    exact = exactly(CARS, [m + a * (h - m) for m, h, a in zip(middle, high, at, strict=True)])
    share = FOUND.fit.fixed_share
    assert Fraction(share.low) <= exact.share * 100 <= Fraction(share.high)


def test_what_rests_on_one_line_is_found_without_an_error() -> None:
    x = [Decimal(n) for n in (-3, 1, 4, 9)]
    line = least_squares(x, [Decimal("0.25") * value + 2 for value in x])
    assert [line.slope, line.constant] == [Decimal("0.25"), 2]
    assert line.slope_error == line.constant_error == 0


def test_every_quarter_but_the_first_is_a_step_with_its_bounds() -> None:
    found = FOUND
    assert [step.after.base.period for step in found.steps] == [
        base.period for base in full_quarters(BOOK)[1:]
    ]
    last = found.steps[-1]
    before, after = (per_car.opex(quarter.base) for quarter in (last.before, last.after))
    assert before
    assert after
    assert last.cars.value == 80856 - 145115
    assert last.opex.value == after.value - before.value
    assert last.opex.low == after.low - before.high


def test_how_opex_moved_when_cars_rose_and_when_they_fell() -> None:
    found = FOUND
    assert found.rose
    assert found.fell
    assert (found.rose.times, found.fell.times) == (6, 1)
    assert found.rose.cars.value == 145115 - 27307
    assert f"{found.rose.opex.value / 10**9:.2f}" == "4.69"
    assert found.fell.cars.value == 80856 - 145115
    assert f"{found.fell.opex.value / 10**9:.2f}" == "-0.37"


@pytest.mark.parametrize("left_out", ["2024-Q2", "2025-Q2"])
def test_a_gap_is_no_step(left_out: str) -> None:
    found = known(book_of({k: v for k, v in QUARTERS.items() if k != left_out}))
    assert len(found.steps) == (6 if left_out == "2024-Q2" else 5)


def test_fewer_than_four_steps_are_no_fit() -> None:
    few = book_of(dict(list(QUARTERS.items())[:4]))
    assert behaviour(few) is None
    span = fixed_share_span(few)
    assert [span.low, span.high] == [75, 100]
    assert "too few" in span.says


def test_the_preset_span_comes_from_the_fit_and_says_so() -> None:
    span = fixed_share_span(BOOK)
    assert [span.low, span.high] == [75, 100]
    assert span.says == (
        "75% to 100%; the lower end is the fitted 80% less its standard error of 7 points "
        "(7 quarterly steps), rounded to 5%"
    )


def test_the_span_keeps_to_what_a_share_can_be() -> None:
    """Opex that moves more than cars do would have a fixed share below zero."""
    wild = {
        quarter: dict(states) | {"operating_result": f"{result} billion CNY"}
        for (quarter, states), result in zip(
            QUARTERS.items(),
            ("0", "-1", "-9", "-9", "-9", "-20", "-40", "-1"),
            strict=True,
        )
    }
    for states in wild.values():
        states.pop("adjusted_net_result", None)
    assert known(book_of(wild)).fit.fixed_share.value < 0
    assert fixed_share_span(book_of(wild)).low == 0
