"""An adjusted net result called an operating one, and quarters to shareholders in a net year."""

import pytest

from tests.books import fact
from tests.checks import found, only

OPERATING = fact("operating_result", "-0.7 billion CNY", "2024-Q4", source="hk01", line=20)
ADJUSTED = fact("adjusted_net_result", "-0.7 billion CNY", "2024-Q4", source="mitrade")


def test_one_sum_under_two_names_is_found_with_what_to_type() -> None:
    finding = only("two-names", OPERATING, ADJUSTED)
    assert (finding.verdict, finding.severity) == ("tension", "warning")
    assert finding.mark.line == 20
    assert "gives as adjusted net result" in finding.message
    assert "write it under adjusted_net_result" in finding.message


@pytest.mark.parametrize(
    ("expenses", "verdict"), [("4.4 billion CNY", "conflict"), ("4.1 billion CNY", "undecided")]
)
def test_gross_profit_and_expenses_decide_it(expenses: str, verdict: str) -> None:
    profit = fact("gross_profit", "3.4069 billion CNY", "2024-Q4")
    spent = fact("operating_expenses", expenses, "2024-Q4")
    assert only("two-names", OPERATING, ADJUSTED, profit, spent).verdict == verdict


def test_what_the_file_sets_aside_is_explained() -> None:
    aside = ADJUSTED._replace(rank="deprecated", reason="the operating loss under an old name")
    finding = only("two-names", OPERATING, aside)
    assert finding.acknowledged
    assert finding.concept == "adjusted_net_result"


def test_other_sums_and_other_periods_are_no_finding() -> None:
    other = fact("adjusted_net_result", "-0.6 billion CNY", "2024-Q4")
    later = fact("adjusted_net_result", "-0.7 billion CNY", "2025-Q1")
    assert not found("two-names", OPERATING, other, later)


YEAR = (
    fact("net_to_shareholders", "-685 million CNY", "2024-Q1"),
    fact("net_result", "-643 million CNY", "2024-Q2"),
    fact("net_result", "-993 million CNY", "2024-Q3"),
    fact("net_result", "-397 million CNY", "2024-Q4"),
)


def test_a_quarter_to_shareholders_does_not_make_the_net_result_of_a_year() -> None:
    finding = only("two-names", *YEAR, fact("net_result", "-2,600 million CNY", "2024", line=9))
    assert (finding.verdict, finding.mark.line) == ("conflict", 9)
    assert "find the net result of 2024-Q1" in finding.message


def test_it_is_no_finding_where_the_year_fits_or_a_quarter_is_missing() -> None:
    assert not found("two-names", *YEAR, fact("net_result", "-2,718 million CNY", "2024"))
    assert not found("two-names", *YEAR[:3], fact("net_result", "-2,600 million CNY", "2024"))
