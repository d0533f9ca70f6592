"""The timeline: order, verdicts, zoom, filter and lanes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tabs.timeline.history import crowd, history
from tui.facts.figure import stated
from tui.present.filter import filter_of
from tui.present.outcomes import (
    days_text,
    distance_text,
    outcome_text,
    promises_finding,
    shown,
    verdict_of,
)
from tui.tabs.timeline.present import (
    KINDS,
    LANES,
    NAMES,
    ZOOMS,
    TimelineData,
    TimelineEntry,
    Zoom,
    came_due,
    rail_layout,
    taken,
    timeline_of,
)


@pytest.fixture(scope="module")
def story() -> TimelineData:
    return timeline_of(history(), "CNY")


def entry_titled(story: TimelineData, title: str, kind: str = "") -> TimelineEntry:
    return next(e for e in story.entries if e.title == title and kind in ("", e.kind))


def row_texts(story: TimelineData, zoom: Zoom) -> list[str]:
    rows = rail_layout(story, zoom).rows
    return [" ".join([row.label, row.mark.char, *(text for text, _ in row.pieces)]) for row in rows]


def test_the_sentence_counts_every_verdict(story: TimelineData) -> None:
    assert story.finding == (
        "5 promises: 1 met, 1 missed, 1 nearly met, 1 open, 1 no outcome on file."
    )


def test_the_sentence_leaves_out_verdicts_that_nothing_has() -> None:
    assert promises_finding(["met"] * 2 + ["open"]) == "3 promises: 2 met, 1 open."
    assert promises_finding(["missed"]) == "1 promise: 1 missed."
    assert promises_finding([]) == "No promises on file."


def test_entries_are_in_order_of_time(story: TimelineData) -> None:
    days = [entry.day for entry in story.entries]
    assert days == sorted(days)
    assert len(story.entries) == 6 + 5 + 4, "events, promises, and all but the open one came due"


def test_on_one_day_results_come_first_then_what_they_decide_then_new_promises(
    story: TimelineData,
) -> None:
    kinds = [entry.kind for entry in story.entries if entry.day == date(2025, 8, 19)]
    assert kinds == ["result", "due", "made"]


def test_every_kind_of_the_file_has_its_group(story: TimelineData) -> None:
    assert entry_titled(story, "A crash").kind == "policy"
    assert entry_titled(story, "A crash").label == "accident"
    assert entry_titled(story, "A second factory is begun").kind == "company"
    assert story.counts == {
        "company": 1,
        "launch": 2,
        "result": 2,
        "made": 5,
        "due": 4,
        "policy": 1,
    }


def test_keys_tell_entries_apart_even_where_the_texts_are_the_same() -> None:
    twice = "events:\n" + "- {date: 2025-01-01, kind: launch, title: One, source: results}\n" * 2
    keys = [entry.key for entry in timeline_of(history(twice), "CNY").entries]
    assert len(set(keys)) == len(keys)


def test_keys_do_not_depend_on_the_currency(story: TimelineData) -> None:
    other = timeline_of(history(), "USD")
    assert [e.key for e in story.entries] == [e.key for e in other.entries]


def test_an_overdue_promise_came_due_when_its_time_was_up(story: TimelineData) -> None:
    due = entry_titled(story, "90,000 cars in the first quarter", "due")
    assert due.day == date(2025, 3, 31)
    row = "31 Mar ◆ … no outcome on file 90,000 cars in the first quarter"
    assert row in row_texts(story, "quarter")


def test_nothing_is_decided_after_the_day_of_the_file(story: TimelineData) -> None:
    missed = story.promises[0]._replace(decided=date(2025, 12, 31))
    assert came_due(missed, date(2025, 11, 21)) == date(2025, 11, 21)
    assert came_due(story.promises[0], date(2025, 11, 21)) == date(2025, 8, 19)


def test_an_open_promise_never_came_due(story: TimelineData) -> None:
    made = entry_titled(story, "350,000 cars in 2025", "made")
    assert story.other_end(made) is None
    row = "19 Aug ◇ … open 350,000 cars in 2025 due 2025 Xiaomi Corporation"
    assert row in row_texts(story, "quarter")


def test_the_two_ends_of_a_promise_find_each_other(story: TimelineData) -> None:
    made = entry_titled(story, "Profitable by the second quarter", "made")
    due = story.other_end(made)
    assert due is not None
    assert due.kind == "due"
    assert story.other_end(due) is made
    assert story.other_end(entry_titled(story, "A crash")) is None


def test_outcomes_in_words(story: TimelineData) -> None:
    missed, met, near, waiting, overdue = story.promises
    book = story.book
    assert outcome_text(book, missed, "CNY") == "operating result −¥0.3bn in Q2 25"
    assert outcome_text(book, missed, "USD").startswith("operating result −$")
    assert outcome_text(book, met, "USD") == "operating result +¥0.7bn in Q3 25", "no rate then"
    assert outcome_text(book, near, "CNY") == "launch 26 Jun 2025"
    assert distance_text(book, near, "CNY") == "5 days early"
    assert distance_text(book, missed, "CNY").endswith("below")
    assert distance_text(book, waiting, "CNY") == ""
    assert outcome_text(book, overdue, "CNY") == ""
    assert days_text(missed.days) == "83 days later"
    assert verdict_of(missed).text == "✗ missed"
    above = missed.distance and missed._replace(distance=missed.distance.turned)
    assert above
    assert verdict_of(above).text == "✗ exceeded"


def test_what_is_stated_in_the_reporting_currency_is_not_converted_back(
    story: TimelineData,
) -> None:
    price = next(fact for fact in story.book.facts if fact.text == "35,360 USD")
    assert shown(story.book, stated(price, "price"), "CNY").value == 253_500
    assert shown(story.book, stated(price, "price"), "USD").value == 35_360


def test_quarters_head_their_entries(story: TimelineData) -> None:
    texts = row_texts(story, "quarter")
    assert texts[0] == "2024 Q1 │"
    assert texts[1] == "28 Mar ● SU7 on sale"
    assert "19 Aug ◆ ✗ missed −¥0.3bn Profitable by the second quarter" in texts


def test_months_give_every_entry_a_second_line(story: TimelineData) -> None:
    rows = rail_layout(story, "month").rows
    at = next(n for n, row in enumerate(rows) if ("A crash", "") in row.pieces)
    assert rows[at + 1].pieces == (("Three deaths.", "muted"),)
    assert rows[at + 1].item == rows[at].item
    assert rows[at - 1].label == "2025 Mar"


def test_years_have_a_line_a_quarter(story: TimelineData) -> None:
    layout = rail_layout(story, "year")
    second = layout.rows[-4]
    assert second.label == "2025 Q2"
    assert second.pieces[0][0].split() == ["●", "◇◆", "5"]
    assert second.pieces[1][0] == "YU7 [on sale]", "the launch leads"
    assert not any(row.heading for row in layout.rows)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_every_entry_is_on_exactly_one_item_at_every_zoom(story: TimelineData, zoom: Zoom) -> None:
    layout = rail_layout(story, zoom)
    assert layout.entries == story.entries
    items = {row.item for row in layout.rows} - {None}
    assert items == set(range(len(layout.items)))


def without(story: TimelineData, kinds: Collection[str]) -> frozenset[str]:
    named = " ".join(NAMES[kind] for kind in KINDS if kind not in kinds)
    return taken(story, filter_of(named, NAMES))


def test_words_are_found_in_all_that_is_told(story: TimelineData) -> None:
    """Those of a line, of its detail and of the day as the file has it; names of kinds beside."""

    def titles(typed: str) -> set[str]:
        keys = taken(story, filter_of(typed, NAMES))
        return {entry.title for entry in story.entries if entry.key in keys}

    assert len(taken(story, filter_of("  ", NAMES))) == len(story.entries)
    assert titles("su7 SALE launch") == {"SU7 on sale"}
    assert not titles("su7 sale policy")
    assert titles("2025") > titles("2025 result") > set()


def test_what_a_filter_hides_is_gone_but_for_the_far_end_of_a_lane(story: TimelineData) -> None:
    layout = rail_layout(story, "quarter", without(story, {"due", "launch"}))
    assert not any(entry.kind == "launch" for entry in layout.entries)
    ends = [row for row in layout.rows if row.mark.char == "◆"]
    assert len(ends) == len([lane for lane in layout.lanes if lane.end is not None]) == 4
    assert all(role == "neutral" for row in ends for _, role in row.pieces), "dimmed"


def test_no_end_of_a_promise_is_left_when_both_are_hidden(story: TimelineData) -> None:
    layout = rail_layout(story, "quarter", without(story, {"due", "made"}))
    assert not layout.lanes
    assert not any(row.mark.char in "◇◆" for row in layout.rows)


def test_an_open_lane_has_no_end(story: TimelineData) -> None:
    layout = rail_layout(story, "quarter")
    assert [lane.role for lane in layout.lanes if lane.end is None] == ["forecast"]
    assert layout.rows[-1].pieces == (("facts as of 21 Nov 2025", "neutral"),)


@given(st.integers(1, 20), st.sampled_from(ZOOMS))
def test_no_more_lanes_side_by_side_than_there_is_room_for(count: int, zoom: Zoom) -> None:
    layout = rail_layout(timeline_of(crowd(count), "CNY"), zoom)
    for row in range(len(layout.rows)):
        beside = [ln for ln in layout.lanes if ln.start <= row <= (ln.end or len(layout.rows))]
        assert len(beside) <= LANES
    assert len(layout.lanes) == min(count, LANES)


@given(st.sets(st.sampled_from(list(KINDS)), max_size=5), st.sampled_from(ZOOMS))
def test_the_cursor_always_finds_a_place(hidden: set[str], zoom: Zoom) -> None:
    story = timeline_of(history(), "CNY")
    layout = rail_layout(story, zoom, without(story, hidden))
    for entry in story.entries:
        key = layout.nearest(story, entry.key)
        assert layout.item_of(key) is not None
        assert key == entry.key or layout.item_of(entry.key) is None


def test_a_year_on_or_back_is_never_the_same_entry(story: TimelineData) -> None:
    layout = rail_layout(story, "quarter")
    here = entry_titled(story, "A crash")
    back, on = (layout.year_beside(here, by) for by in (-1, 1))
    assert back is not None
    assert back.title == "SU7 on sale"
    assert on is not None
    assert on.day == date(2025, 11, 18)
    assert layout.year_beside(story.entries[0], -1) is None
