"""Promises against outcomes."""

from datetime import date
from decimal import Decimal

import pytest

from tests.books import book, fact, forecast, source
from tui.checks.promises import Promise, resolve_forecasts
from tui.checks.run import run_checks
from tui.facts.model import Fact, Forecast

RESULTS = tuple(
    fact("operating_result", text, period)
    for text, period in [
        ("-0.5 billion CNY", "2025-Q1"),
        ("-0.3 billion CNY", "2025-Q2"),
        ("0.7 billion CNY", "2025-Q3"),
        ("0.9 billion CNY", "2025"),
    ]
)


def resolve(promise: Forecast, *facts: Fact, as_of: str = "2026-11-21") -> Promise:
    (resolved,) = resolve_forecasts(book(*facts, forecasts=[promise], as_of=as_of))
    return resolved


@pytest.mark.parametrize(
    ("expects", "period", "verdict"),
    [
        ("at least 0 CNY", "2025-Q2", "missed"),
        ("over 0 CNY", "2025-Q3", "met"),
        ("over 0 CNY", "2025-H2", "met"),
        ("over 0 CNY", "2026-H2", "open"),
        ("over 2 billion CNY", "2025-H2", "missed"),
        ("about 1.8 billion CNY", "2025-H2", "open"),
    ],
)
def test_profit_by_a_period(expects: str, period: str, verdict: str) -> None:
    promise = forecast("2025-06-03", fact("operating_result", expects, period))
    assert resolve(promise, *RESULTS).verdict == verdict


def test_without_an_outcome_it_is_open_and_then_overdue() -> None:
    promise = forecast("2025-06-03", fact("operating_result", "over 0 CNY", "2025-H2"))
    assert resolve(promise, as_of="2025-12-31").verdict == "open"
    assert resolve(promise, as_of="2026-01-01").verdict == "overdue"
    (finding,) = run_checks(book(forecasts=[promise]), ["forecast"])
    assert (finding.verdict, finding.severity) == ("overdue", "info")
    target = promise._replace(kind="target")
    (finding,) = run_checks(book(forecasts=[target]), ["forecast"])
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    ("kind", "expects", "verdict"),
    [
        ("target", "350,000 cars", "met"),
        ("forecast", "350,000 cars", "missed"),
        ("target", "450,000 cars", "near"),
        ("target", "500,000 cars", "missed"),
        ("forecast", "at least 350,000 cars", "met"),
        ("forecast", "410,000 cars", "met"),
    ],
)
def test_a_target_is_a_floor(kind: str, expects: str, verdict: str) -> None:
    promise = forecast("2025-03-18", fact("deliveries", expects, "2025"), kind)
    assert resolve(promise, fact("deliveries", "411,082 cars", "2025")).verdict == verdict


PRICE = fact("price", "253,500 CNY", "2025-06-26", model="yu7", trim="pro")


@pytest.mark.parametrize(
    ("expects", "verdict"),
    [("34,000 USD", "near"), ("from 34,000 USD", "near"), ("about 36,000 USD", "met"),
     ("30,000 USD", "missed")],
)  # fmt: skip
def test_a_price_in_another_currency(expects: str, verdict: str) -> None:
    dearer = fact("price", "329,900 CNY", "2025-06-26", model="yu7", trim="max")
    earlier = fact("price", "1 CNY", "2025-05-01", model="yu7")
    expected = fact("price", expects, "[2025-05-27..2025-07-31]", model="yu7")
    promise = resolve(forecast("2025-05-28", expected), PRICE, dearer)
    assert promise.verdict == verdict
    assert promise.off is not None
    assert not isinstance(promise.outcome, Fact)
    assert promise.outcome is not None
    assert promise.outcome.unit == "USD"
    assert round(promise.outcome.value) == 35_062
    assert resolve(forecast("2025-05-28", expected), earlier).outcome is None


def test_what_is_stated_in_the_currency_of_the_promise_goes_first() -> None:
    expected = fact("price", "34,000 USD", "[2025-05-27..2025-07-31]", model="yu7", trim="pro")
    dollars = fact("price", "35,360 USD", "2025-06-26", model="yu7", trim="pro")
    promise = resolve(forecast("2025-05-28", expected), PRICE, dollars)
    assert promise.off == Decimal("0.04")


@pytest.mark.parametrize(
    ("expects", "verdict", "of_target", "days"),
    [("2025-06", "met", "met", 0), ("2025-07", "near", "met", -5),
     ("2025-05", "missed", "missed", 26), ("2025-10", "missed", "met", -97),
     ("2025", "met", "met", 0)],
)  # fmt: skip
def test_a_launch_by_its_date_before_which_a_target_is_met(
    expects: str, verdict: str, of_target: str, days: int
) -> None:
    launch = fact("launch", "2025-06-26", model="yu7", source="asiaict")
    expected = fact("launch", expects, expects, model="yu7")
    assert resolve(forecast("2025-05-28", expected, "target"), launch).verdict == of_target
    promise = resolve(forecast("2025-05-28", expected), launch)
    assert promise.verdict == verdict
    assert promise.distance is not None
    assert promise.distance.value == days
    assert promise.outcome == launch


def test_a_running_total_by_a_day() -> None:
    expected = fact("deliveries_total", "at least 500,000 cars", "2025-12-31")
    promise = forecast("2025-01-01", expected)
    assert resolve(
        promise, fact("deliveries_total", "over 500,000 cars", "2025-11-20")
    ).verdict == ("met")
    early = resolve(promise, fact("deliveries_total", "over 400,000 cars", "2025-09-30"))
    assert early.verdict == "overdue"
    assert resolve(
        promise, fact("deliveries_total", "exactly 499,000 cars", "2025-12-31")
    ).verdict == ("near")


def test_a_property_by_the_best_trim() -> None:
    expected = fact("range_cltc", "at least 800 km", model="yu7")
    trims = [
        fact("range_cltc", "770 km", model="yu7", trim="pro"),
        fact("range_cltc", "835 km", model="yu7", trim="max"),
    ]
    assert resolve(forecast("2024-12-10", expected), *trims).verdict == "met"
    assert resolve(forecast("2024-12-10", expected), trims[0]).verdict == "near"


def test_it_is_decided_by_the_first_publication_of_the_last_figure_needed() -> None:
    sources = [
        source("cjcn", "2025-11-18"),
        source("late", "2026-06-01"),
        source("annual", "2026-03/2026-04"),
        source("press", "2025-08-19"),
    ]
    year = fact("operating_result", "0.9 billion CNY", "2025", source="annual")
    again = fact("operating_result", "0.90 billion CNY", "2025", source="late")
    promise = forecast("2025-06-03", fact("operating_result", "over 0 CNY", "2025-H2"))
    known = book(*RESULTS[:2], year, again, sources=sources, forecasts=[promise])
    (resolved,) = resolve_forecasts(known)
    assert resolved.decided == date(2026, 4, 30)
    assert resolved.days == (date(2026, 4, 30) - date(2025, 6, 3)).days


def test_each_promise_is_a_finding_in_words() -> None:
    promise = forecast("2025-05-28", fact("operating_result", "at least 0 CNY", "2025-Q2"))
    (finding,) = run_checks(book(*RESULTS, forecasts=[promise]), ["forecast"])
    assert finding.verdict == "missed"
    assert finding.message == (
        "operating result 2025-Q2: Lei Jun expected “at least 0 CNY”, "
        "the outcome was −300 million CNY"
    )


@pytest.mark.parametrize(
    ("delivered", "verdict"), [("450,000", "near"), ("449,999", "missed"), ("500,000", "met")]
)
def test_a_tenth_off_is_near(delivered: str, verdict: str) -> None:
    promise = forecast("2025-03-18", fact("deliveries", "exactly 500,000 cars", "2025"), "target")
    outcome = fact("deliveries", f"exactly {delivered} cars", "2025")
    assert resolve(promise, outcome).verdict == verdict
