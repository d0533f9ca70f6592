"""What the Timeline tells of one entry, and its table."""

from __future__ import annotations

from datetime import date

import pytest

from tests.tabs.timeline.history import history
from tests.tabs.timeline.test_present import entry_titled
from tui.facts.period import parse_period
from tui.present.provenance import explain_event, explain_forecast
from tui.tabs.timeline.present import (
    TimelineData,
    day_text,
    kind_labels,
    leading,
    rail_layout,
    tell_briefly,
    tell_entry,
    tell_quarter,
    timeline_of,
    timeline_table,
)


@pytest.fixture(scope="module")
def story() -> TimelineData:
    return timeline_of(history(), "CNY")


def test_next_and_previous_promise(story: TimelineData) -> None:
    first = story.promise_beside(story.entries[0].key, 1)
    assert first is not None
    assert first.title == "90,000 cars in the first quarter"
    assert story.promise_beside(first.key, -1) is None


def test_reading_begins_at_the_promise_decided_last(story: TimelineData) -> None:
    assert story.start is not None
    assert (story.start.kind, story.start.day) == ("due", date(2025, 11, 18))
    assert timeline_of(history("", ""), "CNY").start is None


@pytest.mark.parametrize(
    ("period", "text"),
    [
        ("2025-05-28", "28 May"),
        ("2025-09-03~", "~03 Sep"),
        ("2025-12", "Dec"),
        ("2025-07-02?", "02 Jul?"),
        ("2026?", "2026?"),
        ("2025-Q3", "Q3"),
        ("[2025-05-27..2025-06-26]", "May–Jun"),
        ("2026-03/2026-04", "Mar–Apr"),
    ],
)
def test_dates_as_exact_as_they_are_known(period: str, text: str) -> None:
    when = parse_period(period)
    assert when.start is not None
    assert day_text(when, when.start) == text


def test_the_detail_tells_outcome_distance_and_sources(story: TimelineData) -> None:
    due = entry_titled(story, "Profitable by the second quarter", "due")
    text = "\n".join(f"{line.lead} {line.text}" for line in tell_entry(story, due))
    assert "19 Aug 2025" in text
    assert "Lei Jun, 28 May 2025" in text
    assert "✗ missed, 83 days later" in text
    assert "operating result −¥0.3bn in Q2 25" in text
    assert "Said to investors." in text
    assert "1 Lei Jun on profit" in text
    assert "A newswire, 3 Jun 2025, press" in text


def test_the_brief_detail_has_no_empty_lines_and_the_outcome_early(story: TimelineData) -> None:
    due = entry_titled(story, "Profitable by the second quarter", "due")
    lines = [line.text for line in tell_briefly(story, due)]
    assert all(lines)
    assert lines[2] == "missed, 83 days later"


def test_the_detail_of_a_quarter_lists_all_of_it(story: TimelineData) -> None:
    layout = rail_layout(story, "year")
    entries = layout.items[-3]
    lines = tell_quarter(story, entries)
    assert lines[0].text == "Q2 2025, 5 entries"
    assert sum(line.indent > 0 for line in lines) == 5
    assert leading(entries).kind == "launch"


def test_the_story_ends_at_the_line_of_the_file(story: TimelineData) -> None:
    book = story.book
    event = book.events[0]
    assert explain_event(book, event)[-1].text == f"facts.yaml:{event.mark.line}"
    missed = story.promises[0]
    texts = [line.text for line in explain_forecast(book, missed.forecast, missed.outcome)]
    assert f"facts.yaml:{missed.forecast.mark.line}" in texts
    assert any("Second quarter results" in text for text in texts), "where the outcome comes from"


def test_the_kinds_grow_shorter(story: TimelineData) -> None:
    forms = [words for words, _ in kind_labels(story.counts)]
    widths = [sum(map(len, words)) for words in forms]
    assert widths == sorted(widths, reverse=True)
    assert forms[0][3:5] == ("◇ promise made 5", "◆ promise outcome 4")


def test_the_table_says_what_the_screen_says(story: TimelineData) -> None:
    table = timeline_table(story.book, "CNY")
    assert len(table.rows) == len(table.records) == len(story.entries)
    at = next(n for n, entry in enumerate(story.entries) if entry.kind == "due" and entry.aside)
    cell = table.rows[at][3]
    assert cell.figure is not None or cell.fact is not None
    record = next(r for r in table.records if r["verdict"] == "missed" and r["outcome"])
    assert (record["outcome"], record["unit"]) == ("-300000000", "CNY")
    assert table.records[0]["outcome"] is None


def test_the_records_tell_what_was_expected_and_what_came(story: TimelineData) -> None:
    names = ("concept", "due", "expected", "expected_low", "expected_high", "expected_unit", "off")
    records = timeline_table(story.book, "CNY").records
    told = {(r["title"], r["kind"]): tuple(r[name] for name in names) for r in records}
    assert told["Profitable by the second quarter", "promise outcome"] == (
        *("operating_result", "2025-Q2", "0", "0", None, "CNY", "-300000000"),
    )
    assert told["350,000 cars in 2025", "promise made"] == (
        *("deliveries", "2025", "350000", "350000", None, "cars", None),
    )
    assert told["90,000 cars in the first quarter", "promise made"][3:5] == ("85000", "95000")
    launch = told["YU7 on sale from July", "promise outcome"]
    assert launch == ("launch", "2025-07", "2025-07", None, None, None, "-5")
    assert set(told["A crash", "policy"]) == {None}


def test_the_numbers_of_a_promise_stay_in_its_unit(story: TimelineData) -> None:
    def expected(currency: str) -> list[object]:
        return [r["expected"] for r in timeline_table(story.book, currency).records]

    assert expected("CNY") == expected("USD")
