"""Scenarios against what came."""

from decimal import Decimal

import pytest

from tests.economics.quarters import BOOK, QUARTERS, book_of, shown, when
from tui.economics.scored import score

MILLION = 10**6


def test_a_miss_has_its_sign_and_the_bounds_of_what_came() -> None:
    found = score(BOOK, when("2026-Q1"), Decimal(-2_100 * MILLION))
    assert found
    assert shown(found.miss, MILLION) == (1000, 950, 1050)
    assert shown(found.naive, MILLION) == (4100, 3850, 4350)
    assert found.says == (
        "actual −3.1bn CNY, missed by +1.00bn CNY; a no-change forecast missed by +4.10bn CNY"
    )


def test_too_pessimistic_is_below_zero() -> None:
    found = score(BOOK, when("2025-Q3"), Decimal(500 * MILLION))
    assert found
    assert found.says == (
        "actual 0.7bn CNY, missed by −200m CNY; a no-change forecast missed by −1.00bn CNY"
    )


@pytest.mark.parametrize("period", ["2026-Q2", "2023-Q4"])
def test_a_quarter_without_a_result_has_no_score(period: str) -> None:
    assert score(BOOK, when(period), Decimal(0)) is None


def test_the_first_quarter_has_none_before_it_to_repeat() -> None:
    first = book_of({"2025-Q3": QUARTERS["2025-Q3"]})
    found = score(first, when("2025-Q3"), Decimal(0))
    assert found
    assert found.naive is None
    assert found.says == "actual 0.7bn CNY, missed by −700m CNY"
