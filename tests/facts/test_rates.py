"""Money is converted at the mean rate of its period, a day's at that of its quarter."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import rate
from tui.facts.book import FactBook
from tui.facts.convert import convert, rate_for
from tui.facts.figure import Figure, assumed
from tui.facts.period import parse_period

BOOK = FactBook(
    "cars",
    parse_period("2026-01-01"),
    rates=(
        rate("2025", "7.19"),
        rate("2025-H1", "7.25"),
        rate("2025-Q1", "7.27"),
        rate("2025-Q2", "7.20"),
        rate("2025-Q2", "8.40", currency="EUR"),
    ),
)


def price(when: str, value: int = 252_000, unit: str = "CNY") -> Figure:
    return assumed(value, unit, "list price", parse_period(when))


@pytest.mark.parametrize(
    ("when", "mean"),
    [
        ("2025-Q2", "7.20"),
        ("2025-06-26", "7.20"),
        ("2025-01-01", "7.27"),
        ("2025-03-31", "7.27"),
        ("2025-04-01", "7.20"),
        ("[2025-05-01..2025-05-31]", "7.20"),
        ("[2025-03-01..2025-04-30]", "7.25"),
        ("[2025-01-01..2025-12-31]", "7.19"),
    ],
)
def test_an_instant_takes_the_shortest_period_around_it(when: str, mean: str) -> None:
    found = rate_for(BOOK, "USD", parse_period(when))
    assert found is not None
    assert found.mean == Decimal(mean)


@pytest.mark.parametrize("when", ["2024-12-31", "2026-01-01", "2025-06", "2025-05/2025-06"])
def test_nothing_is_converted_at_the_rate_of_another_time(when: str) -> None:
    assert rate_for(BOOK, "USD", parse_period(when)) is None
    assert convert(BOOK, price(when), "USD") is None


def test_a_price_keeps_its_day_and_knows_its_rate() -> None:
    dollars = convert(BOOK, price("2025-06-26"), "USD")
    assert dollars is not None
    assert (dollars.value, dollars.unit) == (Decimal(35_000), "USD")
    assert str(dollars.period) == "2025-06-26"
    assert [str(part.period) for part in dollars.inputs] == ["2025-06-26", "2025-Q2"]


def test_from_one_foreign_currency_to_another() -> None:
    euros = convert(BOOK, price("2025-06-26", 35_000, "USD"), "EUR")
    assert euros is not None
    assert (euros.value, euros.unit) == (Decimal(30_000), "EUR")


@given(st.dates(date(2025, 1, 1), date(2025, 6, 30)), st.integers(1, 10**7))
def test_there_and_back_again(day: date, value: int) -> None:
    yuan = price(day.isoformat(), value)
    dollars = convert(BOOK, yuan, "USD")
    assert dollars is not None
    back = convert(BOOK, dollars, "CNY")
    assert back is not None
    assert abs(back.value - value) < Decimal("0.01")
