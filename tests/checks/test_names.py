"""An adjusted net result that is called an operating one."""

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
