"""Running the checks: names, order, acknowledgements and speed."""

import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.books import book, fact
from tui.checks.finding import has_errors, listed
from tui.checks.run import CHECKS, run_checks
from tui.facts.book import FactBook
from tui.facts.model import Acknowledged, Mark
from tui.facts.period import parse_period

RIGHT = fact("car_revenue", "20.6 billion CNY", "2025-Q2", rank="preferred", line=10)
OTHER = fact("car_revenue", "19.9 billion CNY", "2025-Q2", source="other", line=30)


def acknowledged(
    expect: str = "conflict", check: str = "same-figure", period: str = "2025-Q2", model: str = ""
) -> FactBook:
    when = parse_period(period) if period else None
    entry = Acknowledged(
        check, "car_revenue", when, "segment", model, expect, "one is a guess", Mark(90, 3)
    )
    return replace(book(RIGHT, OTHER), acknowledged=(entry,))


def test_an_unknown_check_says_what_to_type() -> None:
    with pytest.raises(ValueError, match=r"no check 'same-figur' \(did you mean 'same-figure'\?\)"):
        run_checks(book(RIGHT), ["same-figur"])


def test_only_the_checks_asked_for_run() -> None:
    everything = run_checks(book(RIGHT, OTHER))
    some = run_checks(book(RIGHT, OTHER), ["same-figure"])
    assert some == tuple(item for item in everything if item.check == "same-figure")
    assert not run_checks(book(RIGHT, OTHER), ["sum"])


def test_findings_come_in_the_order_of_the_file() -> None:
    late = fact("gross_margin", "20%", "2025-Q2", source="other", line=5)
    early = fact("gross_margin", "30%", "2025-Q2", line=2, rank="preferred")
    lines = [item.mark.line for item in listed(run_checks(book(RIGHT, OTHER, late, early)))]
    assert lines == sorted(lines) == [5, 30]


@pytest.mark.parametrize("period", ["2025-Q2", ""])
def test_an_acknowledged_conflict_is_no_error(period: str) -> None:
    findings = run_checks(acknowledged(period=period))
    assert not has_errors(findings)
    (finding,) = listed(findings)
    assert (finding.acknowledged, finding.reason) == (True, "one is a guess")
    assert finding.verdict == "conflict"


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (
            acknowledged("tension"),
            "tension was expected of same-figure, but same-figure finds conf",
        ),
        (acknowledged(check="sum"), "but sum finds nothing"),
        (acknowledged(check="sums"), "there is no check 'sums' (did you mean 'sum'?)"),
        (acknowledged(period="2025-Q1"), "car revenue 2025-Q1: conflict was expected"),
        (acknowledged(model="yu7"), "but same-figure finds nothing"),
    ],
)
def test_an_acknowledgement_that_no_longer_holds_is_an_error(known: FactBook, words: str) -> None:
    (broken,) = run_checks(known, ["acknowledge"])
    assert (broken.check, broken.severity) == ("acknowledge", "error")
    assert broken.mark == Mark(90, 3)
    assert words in broken.message


def test_an_empty_book_has_no_findings() -> None:
    assert run_checks(book()) == ()
    assert len(CHECKS) == 25


def _calls(given: FactBook) -> int:
    """How many functions one run of all checks calls, which no busy machine can change."""
    count = 0

    def note(_frame: object, event: str, _detail: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        run_checks(given)
    finally:
        sys.setprofile(None)
    return count


def _quarters(count: int) -> FactBook:
    facts = [
        fact(concept, text, f"{1950 + n // 4}-Q{n % 4 + 1}")
        for n in range(count)
        for concept, text in [
            ("deliveries", f"{n + 1}1 cars"),
            ("car_revenue", "20.6 billion CNY"),
            ("asp", "250,000 CNY/car"),
        ]
    ]
    totals = [
        fact("deliveries_total", f"over {n + 1},000 cars", f"{1950 + n}-12-31")
        for n in range(count // 4)
    ]
    return book(*facts, *totals)


def _one_figure(count: int) -> FactBook:
    return book(*(fact("deliveries", f"{50_000 + n} cars", "2025-Q2") for n in range(count)))


@pytest.mark.parametrize("make", [_quarters, _one_figure])
def test_the_work_grows_with_the_facts(make: Callable[[int], FactBook]) -> None:
    small, large = _calls(make(50)), _calls(make(400))
    assert large < 8 * 3 * small
