"""Long periods against their parts."""

from decimal import Decimal

import pytest

from tests.books import CONCEPTS, book, fact
from tests.checks import found, only
from tui.checks.finding import listed
from tui.facts.derive import combine, margin_over, total_over
from tui.facts.interval import Interval
from tui.facts.period import parse_period

YEAR = parse_period("2025")
Q1 = fact("deliveries", "75,869 cars", "2025-Q1")
Q2 = fact("deliveries", "81,302 cars", "2025-Q2")
Q3 = fact("deliveries", "108,796 cars", "2025-Q3")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("over 157,000 cars", "consistent"),
        ("over 150,000 cars", "consistent"),
        ("157,171 cars", "consistent"),
        ("157,271 cars", "conflict"),
        ("over 158,000 cars", "conflict"),
        ("over 156,000 cars", "tension"),
    ],
)
def test_a_half_is_its_quarters(text: str, verdict: str) -> None:
    finding = only("period-sum", Q1, Q2, fact("deliveries", text, "2025-H1"))
    assert finding.verdict == verdict
    assert finding.figures[1].value == 157_171
    assert finding.figures[1].is_exact


def test_nine_months_and_a_year_by_halves() -> None:
    nine = only("period-sum", Q1, Q2, Q3, fact("deliveries", "265,967 cars", "2025-01/2025-09"))
    assert nine.verdict == "consistent"
    halves = [fact("deliveries", f"{n}1 cars", f"2025-H{n}") for n in (1, 2)]
    year = only("period-sum", *halves, fact("deliveries", "34 cars", "2025"))
    assert year.verdict == "conflict"


def test_months_make_a_quarter() -> None:
    months = [fact("deliveries", f"{n}1 cars", f"2025-0{n}") for n in (1, 2, 3)]
    assert only("period-sum", *months, fact("deliveries", "63 cars", "2025-Q1")).verdict == (
        "consistent"
    )


def test_three_quarters_and_the_year_leave_the_fourth() -> None:
    finding = only("period-sum", Q1, Q2, Q3, fact("deliveries", "411,082 cars", "2025"))
    assert finding.verdict == "consistent"
    assert finding.figures[0].value == 145_115


def test_a_remainder_that_is_no_quarter_is_pointed_out() -> None:
    year = fact("deliveries", "266,022 cars", "2025")
    finding = only("period-sum", Q1, Q2, Q3, year)
    assert finding.verdict == "undecided"
    assert "leaves 55 cars for 2025-Q4, too little for a quarter" in finding.message


def test_a_remainder_below_zero_is_a_conflict() -> None:
    year = fact("deliveries", "265,901 cars", "2025")
    assert only("period-sum", Q1, Q2, Q3, year).verdict == "conflict"


def test_a_loss_may_leave_less_than_nothing() -> None:
    results = [
        fact("operating_result", text, period)
        for text, period in [
            ("-0.5 billion CNY", "2025-Q1"),
            ("-0.3 billion CNY", "2025-Q2"),
            ("0.7 billion CNY", "2025-Q3"),
            ("-0.9 billion CNY", "2025"),
        ]
    ]
    assert not listed(found("period-sum", *results))


def test_a_bound_that_others_improve_by_far() -> None:
    finding = only(
        "weaker-than-implied", Q1, Q2, fact("deliveries", "over 100,000 cars", "2025-H1")
    )
    assert finding.verdict == "undecided"
    assert "which gives 157,171 cars" in finding.message
    assert not found(
        "weaker-than-implied", Q1, Q2, fact("deliveries", "over 150,000 cars", "2025-H1")
    )


def test_what_is_not_additive_is_not_summed() -> None:
    margins = [fact("gross_margin", "23%", f"2025-Q{n}") for n in (1, 2, 3, 4)]
    assert not found("period-sum", *margins, fact("gross_margin", "24%", "2025"))
    assert not CONCEPTS["gross_margin"].additive


def test_a_total_by_what_is_known() -> None:
    known = book(Q1, Q2, Q3, fact("deliveries", "411,082 cars", "2025"))

    def total(period: str) -> int | None:
        figure = total_over(known, "deliveries", parse_period(period))
        return int(figure.value) if figure else None

    assert total("2025-Q3") == 108_796
    assert total("2025-H1") == 157_171
    assert total("2025-Q4") == 145_115
    assert total("2025-H2") == 253_911
    assert total("2025-01/2025-09") == 265_967
    assert total("2026") is None
    assert total("2025-03") is None


@pytest.mark.parametrize(
    ("year", "cars"),
    [
        ("1.64 million cars", 1_636_129),
        ("1.6 million cars", 1_636_129),
        ("1,636,129 cars", 1_636_129),
        ("1.63 million cars", 1_630_000),
    ],
)
def test_a_rounded_year_is_the_sum_of_quarters_that_say_more(year: str, cars: int) -> None:
    parts = ("336,681", "384,122", "497,099", "418,227")
    quarters = [fact("deliveries", f"{n} cars", f"2025-Q{q}") for q, n in enumerate(parts, 1)]
    total = total_over(book(*quarters, fact("deliveries", year, "2025")), "deliveries", YEAR)
    assert total is not None
    assert total.value == cars
    assert (total.origin is None) is (cars == 1_636_129 and "million" in year)


def test_a_year_is_also_the_sum_of_a_half_and_two_quarters() -> None:
    texts = {
        "2025-H1": "exactly 50 cars",
        "2025-Q3": "exactly 20 cars",
        "2025-Q4": "exactly 7 cars",
    }
    known = book(*(fact("deliveries", text, period) for period, text in texts.items()))
    total = total_over(known, "deliveries", YEAR)
    assert total is not None
    assert total.value == 77
    assert total.formula == "2025-H1 + 2025-Q3 + 2025-Q4"


def test_the_second_half_uses_each_figure_once() -> None:
    known = book(
        fact("operating_result", "-0.5 billion CNY", "2025-Q1"),
        fact("operating_result", "-0.3 billion CNY", "2025-Q2"),
        fact("operating_result", "0.7 billion CNY", "2025-Q3"),
        fact("operating_result", "0.9 billion CNY", "2025"),
    )
    half = total_over(known, "operating_result", parse_period("2025-H2"))
    assert half is not None
    assert half.value == 1_700_000_000
    assert half.core == Interval(Decimal(1_550_000_000), Decimal(1_850_000_000))
    assert half.formula == "2025 − 2025-Q1 − 2025-Q2"


def test_a_margin_by_what_is_known() -> None:
    facts = [
        fact(concept, text, period)
        for period, revenue, margin in [
            ("2025-Q1", "18.58", "23.17%"),
            ("2025-Q2", "21.26", "26.4%"),
            ("2025-Q3", "29.0", "25.5%"),
            ("2025", "106.07", "24.3%"),
        ]
        for concept, text in [("revenue", f"{revenue} billion CNY"), ("gross_margin", margin)]
    ]
    known = book(*facts)
    rule = next(rule for rule in known.calculations if rule.kind == "margin")
    fourth = margin_over(known, rule, [parse_period("2025-Q4")])
    assert fourth is not None
    assert 22 < fourth.low < fourth.value < fourth.high < 24
    assert margin_over(known, rule, [parse_period("2026-Q4")]) is None


def test_a_signed_sum_keeps_its_bounds() -> None:
    known = book(
        fact("revenue", "18.6 billion CNY", "2025-Q1"),
        fact("revenue", "18.6 billion CNY", "2025-Q2"),
    )
    first, second = (
        total_over(known, "revenue", parse_period(period)) for period in ("2025-Q1", "2025-Q2")
    )
    assert first is not None
    assert second is not None
    difference = combine("none", [(1, first), (-1, second)])
    assert difference.value == 0
    assert difference.core == Interval(Decimal(-100_000_000), Decimal(100_000_000))
    assert (difference.support.lo_open, difference.support.hi_open) == (True, True)


def test_what_one_part_takes_and_another_gives_back_is_certain() -> None:
    known = book(fact("revenue", "18.6 billion CNY", "2025-Q1"))
    first = total_over(known, "revenue", parse_period("2025-Q1"))
    assert first is not None
    assert combine("none", [(1, first), (-1, first)]).core == Interval.point(0)


@pytest.mark.parametrize(
    ("asked", "quarter", "half"), [("Q1", "Q2", "H2"), ("Q2", "Q1", "H2"), ("Q3", "Q4", "H1")]
)
def test_a_year_less_a_quarter_and_the_other_half_is_the_rest(
    asked: str, quarter: str, half: str
) -> None:
    known = book(
        fact("deliveries", "exactly 100 cars", "2025"),
        fact("deliveries", "exactly 20 cars", f"2025-{quarter}"),
        fact("deliveries", "exactly 50 cars", f"2025-{half}"),
    )
    rest = total_over(known, "deliveries", parse_period(f"2025-{asked}"))
    assert rest is not None
    assert rest.value == 30
