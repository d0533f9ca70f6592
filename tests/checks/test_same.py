"""Statements of one figure against each other."""

from decimal import Decimal

import pytest

from tests.books import book, fact, source
from tests.checks import found, only
from tui.checks.finding import has_errors, listed
from tui.checks.run import run_checks
from tui.facts.interval import Interval


def test_a_slipped_decimal_is_named() -> None:
    right = fact("car_revenue", "20.6 billion CNY", "2025-Q2", source="hk01", rank="preferred")
    wrong = fact("car_revenue", "2.06 billion CNY", "2025-Q2", source="mitrade", line=20)
    finding = only("scale-slip", right, wrong)
    assert (finding.verdict, finding.severity) == ("conflict", "error")
    assert finding.message.endswith("off by ÷10: a misplaced decimal point")
    assert finding.mark.line == 20
    assert finding.preferred == right
    assert not listed(found("same-figure", right, wrong))


@pytest.mark.parametrize(
    ("concept", "right", "wrong", "words"),
    [
        ("revenue", "21.3 billion CNY", "213 billion CNY", "×10: 亿 (10⁸) read as billion (10⁹)"),
        ("revenue", "75.5 billion CNY", "75.5 million CNY", "÷1,000: thousand, million or"),
        ("revenue", "21.3 billion CNY", "213,000 billion CNY", "×10,000: 万 (10⁴)"),
        ("revenue", "21.3 billion CNY", "213 CNY", "÷100,000,000: 亿 (10⁸)"),
        ("price", "299,900 CNY", "2,999,800 CNY", "×10: a digit too many"),
    ],
)
def test_each_power_of_ten_has_its_slip(concept: str, right: str, wrong: str, words: str) -> None:
    when = "2025-06-26" if concept == "price" else "2025-Q2"
    preferred = fact(concept, right, when, rank="preferred")
    assert words in only("scale-slip", preferred, fact(concept, wrong, when)).message


def test_a_deprecated_figure_is_listed_with_its_reason_and_is_no_error() -> None:
    right = fact("car_revenue", "20.6 billion CNY", "2025-Q2")
    wrong = fact(
        "car_revenue", "2.06 billion CNY", "2025-Q2", rank="deprecated", reason="slipped decimal"
    )
    finding = only("scale-slip", wrong, right)
    assert finding.acknowledged
    assert finding.reason == "slipped decimal"
    assert finding.severity == "info"
    assert not has_errors(run_checks(book(wrong, right)))


def test_a_superseded_figure_is_explained_by_the_new_one() -> None:
    old = fact("deliveries", "8,630 cars", "2024-05", key="first-count")
    new = fact("deliveries", "8,646 cars", "2024-05", supersedes="first-count")
    finding = only("same-figure", old, new)
    assert finding.acknowledged
    assert "8,646" in finding.reason


def test_a_loose_bound_is_a_tension() -> None:
    finding = only(
        "same-figure",
        fact("profit_per_car", "under -5,000 USD/car", "2024", source="article"),
        fact("profit_per_car", "-6,250 USD/car", "2024", source="carnewschina"),
    )
    assert (finding.verdict, finding.severity) == ("tension", "warning")
    assert finding.message == (
        "result per car 2024: “under −5,000 USD/car” (article) against “−6,250 USD/car” "
        "(carnewschina): 20% apart, an imprecise bound"
    )


@pytest.mark.parametrize(("other", "verdict"), [("a", "conflict"), ("b", "tension")])
def test_equal_decimals_must_be_equal(other: str, verdict: str) -> None:
    finding = only(
        "same-figure",
        fact("gross_margin", "5.0%", "2025-Q2", source="a"),
        fact("gross_margin", "5.1%", "2025-Q2", source=other),
    )
    assert finding.verdict == verdict


def test_copies_of_one_origin_count_as_one_source() -> None:
    sources = [
        source("reuters"),
        source("daily8", derived_from=("reuters",)),
        source("sowetan", derived_from=("reuters",)),
    ]
    copies = fact("deliveries", "75,869 cars", "2025-Q1", source=("daily8", "sowetan"))
    finding = only("source-count", copies, sources=sources)
    assert finding.message == (
        "deliveries 2025-Q1: 2 sources, but only one is independent: all go back to reuters"
    )
    other = fact("deliveries", "75,869 cars", "2025-Q1", source="yicai")
    assert not found("source-count", copies, other, sources=sources)


def test_what_all_leave_room_for_is_the_best_value() -> None:
    finding = only(
        "same-figure",
        fact("revenue", "18.6 billion CNY", "2025-Q1", source="a"),
        fact("revenue", "18.58 billion CNY", "2025-Q1", source="b"),
    )
    assert finding.verdict == "consistent"
    best = finding.shared
    assert best is not None
    assert best.core == Interval(Decimal(18_575_000_000), Decimal(18_585_000_000))


def test_two_that_agree_with_the_best_but_not_with_each_other() -> None:
    findings = listed(
        found(
            "same-figure",
            fact("revenue", "about 20 billion CNY", "2025-Q1", rank="preferred"),
            fact("revenue", "17.2 billion CNY", "2025-Q1", source="low"),
            fact("revenue", "23.7 billion CNY", "2025-Q1", source="high"),
        )
    )
    assert [finding.verdict for finding in findings] == ["conflict"]
    assert {item.text for item in findings[0].facts} == {"17.2 billion CNY", "23.7 billion CNY"}


def test_other_periods_models_scenarios_and_bases_are_other_figures() -> None:
    assert not found(
        "same-figure",
        fact("deliveries", "75,869 cars", "2025-Q1"),
        fact("deliveries", "81,302 cars", "2025-Q2"),
        fact("deliveries", "12,345 cars", "2025-Q1", model="yu7"),
        fact("deliveries", "99,999 cars", "2025-Q1", scenario="estimate"),
        fact("revenue_growth", "+234%", "2025-Q2"),
        fact("revenue_growth", "+14.5%", "2025-Q2", versus="2025-Q1"),
    )


def test_growth_without_a_base_is_against_the_year_before() -> None:
    finding = only(
        "same-figure",
        fact("revenue_growth", "+234%", "2025-Q2"),
        fact("revenue_growth", "+191%", "2025-Q2", versus="2024-Q2"),
    )
    assert finding.verdict == "conflict"


def test_days_of_one_event() -> None:
    finding = only(
        "same-figure",
        fact("launch", "2025-06-26", model="yu7", source="asiaict", rank="preferred"),
        fact("launch", "2025-06", model="yu7", source="article"),
        fact("launch", "2025-07", model="yu7", source="blog", line=7),
    )
    assert finding.verdict == "conflict"
    assert finding.message == (
        "launch (YU7): 2025-07 (blog) against 2025-06-26 (asiaict): different days"
    )
