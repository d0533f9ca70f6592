"""Figures held to sums, quotients, margins and growth."""

from decimal import Decimal

import pytest

from tests.books import book, fact, source
from tests.checks import found, only
from tui.checks.run import run_checks
from tui.facts.model import Dims, Entity, Fact

Q1 = (
    fact("deliveries", "75,869 cars", "2025-Q1", source="q1-article"),
    fact("operating_result", "about -70 million USD", "2025-Q1", source="q1-article"),
)


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ("0.5 billion CNY", "consistent"),
        ("0.65 billion CNY", "tension"),
        ("2 billion CNY", "conflict"),
    ],
)
def test_a_total_is_the_sum_of_its_parts(other: str, verdict: str) -> None:
    finding = only(
        "sum",
        fact("revenue", "18.6 billion CNY", "2025-Q1"),
        fact("car_revenue", "18.1 billion CNY", "2025-Q1"),
        fact("other_revenue", other, "2025-Q1"),
    )
    assert finding.verdict == verdict


def test_the_part_of_the_second_article_is_nearly_the_whole() -> None:
    finding = only(
        "part-of-whole",
        fact("revenue", "2.71 billion EUR", "2025-Q2"),
        fact("car_revenue", "2.55 billion EUR", "2025-Q2"),
    )
    assert finding.verdict == "consistent"
    assert finding.message.endswith("2.71 billion EUR is 93.74 to 94.45%")


def test_a_part_cannot_exceed_the_whole() -> None:
    finding = only(
        "part-of-whole",
        fact("revenue", "26.03 million CNY", "2025-Q1"),
        fact("car_revenue", "605.2 million CNY", "2025-Q1"),
    )
    assert finding.verdict == "conflict"


def test_a_model_cannot_sell_more_than_the_maker() -> None:
    finding = only(
        "part-of-whole",
        fact("deliveries", "108,796 cars", "2025-Q3"),
        fact("deliveries", "108,797 cars", "2025-Q3", model="yu7"),
    )
    assert finding.verdict == "conflict"


def test_the_loss_per_car_of_the_first_article_fits_its_own_figures() -> None:
    finding = only(
        "ratio", *Q1, fact("profit_per_car", "about -900 USD/car", "2025-Q1", source="q1-article")
    )
    assert finding.verdict == "consistent"
    _, computed = finding.figures
    best = finding.shared
    assert best is not None
    assert round(computed.value, 1) == Decimal("-922.6")
    assert [round(-end, 1) for end in (computed.core.lo, computed.core.hi)] == [
        Decimal("988.5"),
        Decimal("856.7"),
    ]
    assert [round(-end, 1) for end in (best.core.lo, best.core.hi)] == [950, Decimal("856.7")]


def test_the_loss_per_car_in_dollars_from_the_loss_in_yuan() -> None:
    finding = only(
        "ratio",
        Q1[0],
        fact("operating_result", "-0.5 billion CNY", "2025-Q1"),
        fact("profit_per_car", "about -900 USD/car", "2025-Q1"),
    )
    assert finding.verdict == "consistent"
    assert "ECB reference rates 2025-Q1" in finding.message


def test_last_years_loss_per_car_is_understated() -> None:
    finding = only(
        "ratio",
        fact("deliveries", "136,854 cars", "2024"),
        fact("operating_result", "-6.2 billion CNY", "2024"),
        fact("profit_per_car", "under -5,000 USD/car", "2024", source="q1-article"),
    )
    assert (finding.verdict, finding.severity) == ("tension", "warning")


def test_an_average_price_that_does_not_fit() -> None:
    price = fact("asp", "235,000 CNY/car", "2025-Q2")
    cars = fact("deliveries", "81,302 cars", "2025-Q2")
    finding = only("ratio", price, cars, fact("car_revenue", "20.6 billion CNY", "2025-Q2"))
    assert finding.verdict == "conflict"
    assert finding.message.endswith("gives 252,761 to 253,991 CNY/car: 7.3% apart, does not fit")


def test_a_margin_against_profit_and_revenue() -> None:
    revenue = fact("revenue", "29.0 billion CNY", "2025-Q3")
    profit = fact("gross_profit", "7.384 billion CNY", "2025-Q3")
    margin = fact("gross_margin", "25.5%", "2025-Q3")
    assert only("margin", revenue, profit, margin).verdict == "consistent"
    swapped = fact("gross_margin", "15.4%", "2025-Q3")
    assert only("margin", revenue, profit, swapped).verdict == "conflict"


GROWTH = fact("revenue_growth", "+234%", "2025-Q2", source="q2-article")
NOW = fact("revenue", "21.3 billion CNY", "2025-Q2")


@pytest.mark.parametrize(
    ("before", "verdict"), [("6.4 billion CNY", "consistent"), ("9.1 billion CNY", "conflict")]
)
def test_growth_against_both_levels(before: str, verdict: str) -> None:
    assert only("growth", GROWTH, NOW, fact("revenue", before, "2024-Q2")).verdict == verdict


def test_growth_without_a_base_says_what_it_was() -> None:
    level = fact("revenue", "2.71 billion EUR", "2025-Q2", source="q2-article")
    finding = only("growth", GROWTH, level)
    assert finding.verdict == "undecided"
    assert "808.7 to 814.1 million EUR before" in finding.message


def test_revenue_that_volume_does_not_explain() -> None:
    finding = only(
        "decomposition",
        fact("car_revenue", "18.6 billion CNY", "2025-Q1"),
        fact("deliveries", "75,869 cars", "2025-Q1"),
        fact("car_revenue", "2.71 billion EUR", "2025-Q2"),
        fact("deliveries", "81,302 cars", "2025-Q2"),
    )
    assert "10.94 to 11.95%" in finding.message
    assert not found(
        "decomposition",
        fact("car_revenue", "18.6 billion CNY", "2025-Q1"),
        fact("deliveries", "75,869 cars", "2025-Q1"),
        fact("car_revenue", "20.6 billion CNY", "2025-Q2"),
        fact("deliveries", "81,302 cars", "2025-Q2"),
    )


@pytest.mark.parametrize("note", ["three times higher than for the SU7", "3 times more"])
def test_times_higher_has_two_readings(note: str) -> None:
    finding = only("times-ambiguity", fact("interest", "about 3x", "2025-Q2", note=note))
    both = finding.figures[-1].core
    assert (both.lo, both.hi) == (Decimal("2.5"), Decimal("4.5"))


def test_three_times_as_much_has_one_reading() -> None:
    assert not found("times-ambiguity", fact("interest", "3x", "2025-Q2", note="three times that"))


@pytest.mark.parametrize("check", ["sum", "ratio", "margin", "growth", "decomposition"])
def test_nothing_is_said_where_a_figure_is_missing(check: str) -> None:
    lonely: list[Fact] = [
        fact("revenue", "18.6 billion CNY", "2025-Q1"),
        fact("car_revenue", "18.1 billion CNY", "2025-Q1"),
        fact("gross_margin", "23%", "2025-Q1"),
        fact("profit_per_car", "-900 USD/car", "2025-Q1"),
    ]
    assert not found(check, *lonely)


def test_a_deprecated_figure_is_no_base() -> None:
    wrong = fact("other_revenue", "5 billion CNY", "2025-Q1", rank="deprecated", reason="typo")
    assert not found(
        "sum",
        fact("revenue", "18.6 billion CNY", "2025-Q1"),
        fact("car_revenue", "18.1 billion CNY", "2025-Q1"),
        wrong,
        sources=[source("press")],
    )


@pytest.mark.parametrize(
    ("revenue", "findings"), [("1,100", 0), ("1,101", 1), ("900", 0), ("899", 1)]
)
def test_a_price_that_moves_by_more_than_a_tenth_is_pointed_out(
    revenue: str, findings: int
) -> None:
    told = found(
        "decomposition",
        fact("deliveries", "exactly 10 cars", "2025-Q1"),
        fact("deliveries", "exactly 10 cars", "2025-Q2"),
        fact("car_revenue", "exactly 1,000 CNY", "2025-Q1"),
        fact("car_revenue", f"exactly {revenue} CNY", "2025-Q2"),
    )
    assert len(told) == findings


def test_a_maker_is_held_to_figures_in_its_own_currency() -> None:
    """Which nobody needs a rate for."""
    lucid = Entity("lucid", "Lucid", perimeter="group", currency="USD")
    stated = [
        fact("deliveries", "1,404 cars", "2025-Q1"),
        fact("operating_result", "-764.2 million USD", "2025-Q1"),
        fact("profit_per_car", "-454,301 USD/car", "2025-Q1"),
    ]
    facts = [figure._replace(dims=Dims("lucid")) for figure in stated]
    (finding,) = run_checks(book(*facts, entities={"lucid": lucid}, rates=()), ["ratio"])
    assert finding.verdict == "conflict"
    assert "gives −544,338 to −544,266 USD/car" in finding.message


def test_a_quotient_is_held_to_what_its_own_page_puts_into_it() -> None:
    """Also where that is set aside, as long as nothing better is stated."""
    page = [
        fact("operating_result", "-835 million CNY", "2025-Q1", source="page"),
        fact("deliveries", "8,001 cars", "2025-Q1", source="page", rank="deprecated", reason="no"),
    ]
    each = fact("profit_per_car", "about -35,000 CNY/car", "2025-Q1", source="page")
    assert only("ratio", *page, each).verdict == "conflict"
    other = fact("profit_per_car", "about -35,000 CNY/car", "2025-Q1", source="another")
    assert not found("ratio", *page, other)
