"""Amounts in several currencies against the rates of their time."""

from decimal import Decimal

import pytest

from tests.books import fact, source
from tests.checks import found, only

ARTICLES = [source("q1-article", "2025-06-01"), source("q2-article", "2025-08-25")]


def test_the_article_of_the_first_quarter_fits_the_mean_rate_only_just() -> None:
    finding = only(
        "multi-unit",
        fact("revenue", "18.6 billion CNY", "2025-Q1", source="q1-article"),
        fact("revenue", "about 2.5 billion USD", "2025-Q1", source="q1-article"),
        sources=ARTICLES,
    )
    assert finding.verdict == "strained"
    implied, band = finding.figures
    assert implied.value == Decimal("7.44")
    assert (round(implied.core.lo, 4), round(implied.core.hi, 4)) == (
        Decimal("7.2745"),
        Decimal("7.6122"),
    )
    assert band.core.hi == Decimal("7.2748")
    assert (band.support.lo, band.support.hi) == (Decimal("7.1647"), Decimal("7.3498"))


def test_the_article_of_the_second_quarter_took_two_rates() -> None:
    finding = only(
        "fx-coherence",
        fact("revenue", "21.3 billion CNY", "2025-Q2"),
        fact("car_revenue", "20.6 billion CNY", "2025-Q2"),
        fact("revenue", "2.71 billion EUR", "2025-Q2", source="q2-article", line=5),
        fact("car_revenue", "2.55 billion EUR", "2025-Q2", source="q2-article", line=6),
        sources=ARTICLES,
    )
    assert finding.verdict == "conflict"
    assert finding.message == (
        "q2-article: converts for 2025-Q2 “2.55 billion EUR” at 8.043 to 8.114 CNY/EUR and "
        "“2.71 billion EUR” at 7.827 to 7.893 CNY/EUR: no one rate gives both"
    )


def test_a_coarse_loss_fits_many_rates() -> None:
    finding = only(
        "multi-unit",
        fact("operating_result", "-0.3 billion CNY", "2025-Q2"),
        fact("operating_result", "about -38 million EUR", "2025-Q2", source="q2-article"),
        sources=ARTICLES,
    )
    assert finding.verdict == "consistent"
    assert (round(finding.figures[0].core.lo, 2), round(finding.figures[0].core.hi, 2)) == (
        Decimal("6.49"),
        Decimal("9.33"),
    )


def test_an_impossible_rate_is_an_error() -> None:
    finding = only(
        "multi-unit",
        fact("revenue", "29.0 billion CNY", "2025-Q3"),
        fact("revenue", "4.5 billion USD", "2025-Q3"),
    )
    assert (finding.verdict, finding.severity) == ("conflict", "error")
    assert finding.message.endswith("no exchange rate of that time gives this")


def test_a_slip_of_scale_in_the_other_currency() -> None:
    finding = only(
        "multi-unit",
        fact("revenue", "75.5 billion CNY", "2025-Q1"),
        fact("revenue", "10.421 million USD", "2025-Q1"),
    )
    assert finding.message.endswith("off by ÷1,000: thousand, million or billion confused")


def test_a_bound_or_a_period_without_a_rate_implies_nothing() -> None:
    assert not found(
        "multi-unit",
        fact("profit_per_car", "-45,300 CNY/car", "2024"),
        fact("profit_per_car", "under -5,000 USD/car", "2024"),
        fact("revenue", "10 billion CNY", "2019"),
        fact("revenue", "3 billion USD", "2019"),
    )


@pytest.mark.parametrize(
    ("horsepower", "verdict"), [("299 PS", "consistent"), ("305 PS", "conflict")]
)
def test_horsepower_is_kilowatts_converted(horsepower: str, verdict: str) -> None:
    finding = only(
        "multi-unit",
        fact("power", "220.2 kW", model="yu7"),
        fact("power", horsepower, model="yu7"),
    )
    assert finding.verdict == verdict


def test_a_price_on_a_day_takes_the_rates_of_its_quarter() -> None:
    finding = only(
        "multi-unit",
        fact("price", "253,500 CNY", "2025-06-26", model="yu7"),
        fact("price", "35,360 USD", "2025-06-26", model="yu7"),
    )
    assert finding.verdict == "consistent"
