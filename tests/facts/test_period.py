"""Periods as people write them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts.period import Period, PeriodError, parse_period, quarters_of, read_period


@pytest.mark.parametrize(
    ("text", "kind", "start", "last"),
    [
        ("2025-Q1", "quarter", "2025-01-01", "2025-03-31"),
        ("2025-Q4", "quarter", "2025-10-01", "2025-12-31"),
        ("2025-H2", "half", "2025-07-01", "2025-12-31"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        ("2024-02", "month", "2024-02-01", "2024-02-29"),
        ("2025-06-26", "day", "2025-06-26", "2025-06-26"),
        ("2025-01/2025-09", "range", "2025-01-01", "2025-09-30"),
        ("[2025-06-30..2025-08-31]", "set", "2025-06-30", "2025-08-31"),
    ],
)
def test_periods(text: str, kind: str, start: str, last: str) -> None:
    found = parse_period(text)
    assert (found.kind, found.start, found.last) == (
        kind,
        date.fromisoformat(start),
        date.fromisoformat(last),
    )


def test_an_end_may_be_unknown() -> None:
    assert parse_period("../2025-06-30").start is None
    assert read_period("../2025-Q1") == parse_period("../2025-Q1")
    assert parse_period("../2025-Q1").span == (None, date(2025, 4, 1))
    assert parse_period("2024-03/..").end is None
    assert parse_period("../2025-06-30").days is None


def test_marks_of_doubt() -> None:
    assert (parse_period("2025-06~").approximate, parse_period("2025-06~").unsure) == (True, False)
    assert (parse_period("2025-06?").approximate, parse_period("2025-06?").unsure) == (False, True)
    both = parse_period("2025-06%")
    assert both.approximate
    assert both.unsure


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("2025-Q5", 5, "Q5 does not exist (quarters are Q1 to Q4)"),
        ("2025-H3", 5, "H3 does not exist (halves are H1 to H2)"),
        ("Q2 2025", 0, "'Q2 2025' is not a period (write 2025-Q2)"),
        ("2025Q2", 0, "'2025Q2' is not a period (write 2025-Q2)"),
        ("2025-02-30", 0, "2025-02 has 28 days"),
        ("2025-13", 0, "month 13 does not exist (months are 01 to 12)"),
        ("30/06/2025", 0, "'30/06/2025' is not a period (dates are YYYY-MM-DD)"),
        ("2025-09/2025-01", 8, "the end is before the start"),
        ("2025-02-01/2025-01-31", 11, "the end is before the start"),
        ("", 0, "period is empty (e.g. 2025-Q2)"),
        ("٢٠٢٦-Q3", 0, "'٢٠٢٦-Q3' is not a period (use 0-9)"),
        ("20x5", 0, "'20x5' is not a period (e.g. 2025-Q2,"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(text: str, offset: int, message: str) -> None:
    with pytest.raises(PeriodError) as caught:
        parse_period(text)
    assert str(caught.value).startswith(message)
    assert caught.value.offset == offset


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-q1", "2025-Q1"),
        ("Q1/2025", "2025-Q1"),
        ("2025/Q1", "2025-Q1"),
        ("2025–Q1", "2025-Q1"),
        ("Q1'25", "2025-Q1"),
        ("1Q25", "2025-Q1"),
        ("1H25", "2025-H1"),
        ("H2 2024", "2024-H2"),
        ("9M 2025", "2025-01/2025-09"),
        ("2025 6M", "2025-01/2025-06"),
        ("June 2025", "2025-06"),
        ("26 Jun. 2025", "2025-06-26"),
        ("June 26, 2025", "2025-06-26"),
        ("2025-6", "2025-06"),
        ("6/2025", "2025-06"),
        ("2025/06/26", "2025-06-26"),
        ("20250626", "2025-06-26"),
    ],
)
def test_a_period_as_reports_write_it_is_read_where_typed_and_refused_in_the_file(
    written: str, meant: str
) -> None:
    assert read_period(f" {written} ") == parse_period(meant)
    with pytest.raises(PeriodError) as caught:
        parse_period(written)
    assert (caught.value.advice, caught.value.offset) == (f"write {meant}", 0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Q1 25/2025q2", "2025-Q1/2025-Q2"),
        ("2025-06-01/07", ""),
        ("2025-06/07", ""),
        ("2025-Q1~", "2025-Q1~"),
        ("../June 2025", "../2025-06"),
    ],
)
def test_both_ends_of_a_stretch_may_be_typed_so(typed: str, meant: str) -> None:
    if meant:
        assert read_period(typed) == parse_period(meant)
        return
    with pytest.raises(PeriodError):
        read_period(typed)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("Q1 FY25", "write 2025-Q1; for a fiscal year other than the calendar year"),
        ("FY2025", "write 2025; for a fiscal year"),
        ("LTM", "write the first and the last month: 2024-07/2025-06"),
        ("TTM", "write the first and the last month"),
        ("YTD 2025", "write the first and the last month"),
        ("Q1", "e.g. 2025-Q2"),
        ("2025/13", "e.g. 2025-Q2"),
        ("early 2025", "e.g. 2025-Q2"),
    ],
)
def test_a_period_that_may_be_several_says_how_each_is_typed(written: str, advice: str) -> None:
    for read in (parse_period, read_period):
        with pytest.raises(PeriodError) as caught:
            read(written)
        assert caught.value.advice.startswith(advice)


def test_quarters_of_longer_periods() -> None:
    assert [str(q) for q in quarters_of(parse_period("2025-H2"))] == ["2025-Q3", "2025-Q4"]
    assert len(quarters_of(parse_period("2024"))) == 4
    assert quarters_of(parse_period("2024-Q1")) == ()


@given(st.integers(1900, 2199), st.integers(1, 4))
def test_the_quarters_of_a_year_follow_each_other(year: int, number: int) -> None:
    parts = quarters_of(parse_period(str(year)))
    assert parts[0].start == date(year, 1, 1)
    assert parts[-1].end == date(year + 1, 1, 1)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert parse_period(str(year)).contains(parts[number - 1])


@given(st.text("0123456789-QH/.[]~?% ", max_size=24))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        found = parse_period(text)
    except PeriodError as error:
        assert error.message
    else:
        assert isinstance(found, Period)
        assert found.start is None or found.end is None or found.start < found.end
