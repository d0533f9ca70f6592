"""Running totals against flows and dates."""

import pytest

from tests.books import book, fact
from tests.checks import found, only
from tui.checks.run import run_checks
from tui.facts.model import Fact

START = fact("deliveries_total", "exactly 0 cars", "2023-12-31")
FLOWS = (
    fact("deliveries", "136,854 cars", "2024"),
    fact("deliveries", "75,869 cars", "2025-Q1"),
    fact("deliveries", "81,302 cars", "2025-Q2"),
    fact("deliveries", "108,796 cars", "2025-Q3"),
)


def total(text: str, period: str) -> Fact:
    return fact("deliveries_total", text, period, source="article", line=99)


@pytest.mark.parametrize(
    ("text", "day", "verdict", "most"),
    [
        ("over 255,000 cars", "2025-03-31", "conflict", 212_723),
        ("over 300,000 cars", "2025-06-30", "conflict", 294_025),
        ("over 290,000 cars", "2025-06-30", "consistent", 294_025),
        ("over 255,000 cars", "[2025-03-31..2025-06-26]", "consistent", 294_025),
        ("over 300,000 cars", "[2025-06-30..2025-08-31]", "consistent", 402_821),
        ("over 258,000 cars", "2024-12-31", "conflict", 136_854),
    ],
)
def test_totals_since_launch_by_the_flows(text: str, day: str, verdict: str, most: int) -> None:
    stated = total(text, day)
    finding = next(f for f in found("roll-forward", START, *FLOWS, stated) if f.facts[0] == stated)
    assert finding.verdict == verdict
    assert finding.figures[1].support.hi == most


def test_the_articles_alone_bound_the_second_total_from_below() -> None:
    first = fact("deliveries_total", "over 255,000 cars", "2025-03-31")
    second = fact("deliveries_total", "over 300,000 cars", "2025-06-30")
    flow = fact("deliveries", "81,302 cars", "2025-Q2")
    assert not found("roll-forward", first, second, flow)
    finding = only("weaker-than-implied", first, second, flow)
    assert finding.facts[0] == second
    assert finding.message.endswith("which gives over 336,302 cars")


def test_a_finer_reading_of_the_second_total_is_a_tension() -> None:
    first = fact("deliveries_total", "over 255,000 cars", "2025-03-31")
    second = fact("deliveries_total", "over 310,000 cars", "2025-06-30")
    finding = only("roll-forward", first, second, fact("deliveries", "81,302 cars", "2025-Q2"))
    assert (finding.verdict, finding.facts[0]) == ("tension", second)


def test_a_shorter_flow_tells_of_a_day_within_the_quarter() -> None:
    part = fact("deliveries", "about 45,300 cars", "2025-04-01/2025-05-21")
    findings = found("roll-forward", START, *FLOWS, part, total("over 258,000 cars", "2025-05-21"))
    assert findings[-1].verdict == "consistent"
    assert findings[-1].figures[1].support.lo == 257_923


def test_without_a_known_beginning_flows_only_set_a_floor() -> None:
    assert not found("roll-forward", *FLOWS, total("over 300,000 cars", "2025-06-30"))
    low = only("roll-forward", *FLOWS, total("exactly 290,000 cars", "2025-06-30"))
    assert low.verdict == "conflict"


def test_a_deprecated_total_is_no_base() -> None:
    wrong = fact(
        "deliveries_total", "500,000 cars", "2024-12-31", rank="deprecated", reason="built"
    )
    stated = total("over 290,000 cars", "2025-06-30")
    findings = found("roll-forward", START, *FLOWS, wrong, stated)
    assert [f.acknowledged for f in findings if f.facts[0] == wrong] == [True]
    assert [f.verdict for f in findings if f.facts[0] == stated] == ["consistent"]


def test_a_total_never_falls() -> None:
    before = fact("deliveries_total", "258,021 cars", "2025-05-21")
    finding = only("monotonic", before, total("255,001 cars", "2025-06-30"))
    assert finding.verdict == "conflict"
    assert finding.mark.line == 99
    assert not found("monotonic", before, total("over 255,000 cars", "2025-06-30"))
    assert not found("monotonic", before, total("255,001 cars", "[2025-05-01..2025-06-30]"))


@pytest.mark.parametrize(
    ("period", "noted"),
    [("2025-06-30", False), ("[2025-06-30..2025-08-31]", True), ("2025-06-30~", True)],
)
def test_a_total_without_its_day(period: str, noted: bool) -> None:
    findings = found("as-of", total("over 300,000 cars", period))
    assert bool(findings) == noted
    assert all(finding.verdict == "undecided" for finding in findings)


def test_series_that_stopped() -> None:
    facts = [fact("deliveries", f"{n}1 cars", f"2025-Q{n}") for n in (1, 2, 3)]
    (finding,) = run_checks(book(*facts, as_of="2026-05-21"), ["stale"])
    assert finding.message == "nothing newer than 2025-Q3, over 2 quarters old: deliveries"
    assert not run_checks(book(*facts, as_of="2026-03-21"), ["stale"])
    assert not run_checks(book(*facts[:2], as_of="2026-05-21"), ["stale"])


def test_flows_that_are_bounds_set_a_floor_over_the_years() -> None:
    months = [
        fact("deliveries", "over 2,000 cars", f"20{year}-{month:02}")
        for year in range(10, 26)
        for month in range(1, 13)
    ]
    assert not found("roll-forward", *months, total("exactly 384,001 cars", "2025-12-31"))
    low = only("roll-forward", *months, total("exactly 383,999 cars", "2025-12-31"))
    assert low.verdict == "conflict"
