"""What counts as a dispute, how it is sorted, measured, drawn and told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import book, fact, forecast
from tests.tabs.disputes.dispute_book import (
    BOOK,
    COUNTED,
    DAY,
    FACTS,
    FITS,
    IN_EUROS,
    ITEMS,
    LAUNCHED,
    RIGHT,
    SLIPPED,
    TOP,
    WHO,
    item,
)
from tui.checks.issues import KINDS, SIGNS, Item, is_dispute, items_about, items_of, when_text
from tui.checks.run import run_checks
from tui.facts.book import FactBook
from tui.facts.model import Acknowledged, Dispute
from tui.present.filter import filter_of
from tui.present.table import render
from tui.tabs.disputes.present import (
    NAMES,
    ORDERS,
    disputes_table,
    docket,
    findings,
    kind_words,
)


def test_findings_about_one_figure_are_one_item() -> None:
    found = item("car revenue, Q2 25")
    assert found.kinds == {"slip", "conversion"}
    assert found.facts == (RIGHT, SLIPPED, IN_EUROS)
    assert found.mark.line == 11


def test_a_written_dispute_joins_the_figure_it_is_about() -> None:
    found = item("launch, YU7")
    assert found.written == (LAUNCHED,)
    assert found.kinds == {"open", "revised"}
    assert "When the YU7 went on sale" not in [item.title for item in ITEMS]


def test_a_written_dispute_without_such_a_figure_stands_alone() -> None:
    assert item("What passed 500,000").written == (COUNTED,)
    assert item("What passed 500,000").dims == BOOK.home
    assert item("Who is president").dims.entity == ""


def test_what_agrees_and_what_was_promised_is_no_dispute() -> None:
    assert not any(FITS[0] in item.facts for item in ITEMS)
    actual = fact("deliveries", "100 cars", "2025")
    missed = replace(
        book(actual), forecasts=(forecast("2024-01", fact("deliveries", "900 cars", "2025")),)
    )
    assert [finding.verdict for finding in run_checks(missed)] == ["missed"]
    assert not items_of(missed)


def test_only_what_tells_of_a_disagreement_makes_an_item() -> None:
    undated = fact("deliveries_total", "over 300 cars", "[2025-03-31..2025-06-26]")
    findings = run_checks(book(undated))
    assert {finding.check for finding in findings} == {"as-of"}
    assert not any(map(is_dispute, findings))


def test_different_entities_are_told_apart_in_the_title() -> None:
    first = fact("price", "100 CNY", "2025-06-26", model="yu7", trim="pro")
    second = fact("price", "200 CNY", "2025-06-26", model="yu7", trim="pro")
    assert items_of(book(first, second))[0].title == "list price, YU7 Pro, 26 Jun 2025"


@pytest.mark.parametrize(
    ("title", "gap"),
    [
        ("car revenue, Q2 25", "×10"),
        ("range, YU7 Max", "9%"),
        ("launch, YU7", "10 days"),
        ("result per car, 2024", "20%"),
        ("Who is president", ""),
    ],
)
def test_the_gap_is_a_factor_a_share_or_days(title: str, gap: str) -> None:
    gaps = [remark.gap for remark in item(title).remarks if remark.kind != "conversion"]
    assert gaps[0] == gap


def test_the_gap_of_percentages_is_in_points() -> None:
    wrong = fact("gross_margin", "15.4%", "2025-Q1")
    found = items_of(book(fact("gross_margin", "17.1%", "2025-Q1", rank="preferred"), wrong))
    assert found[0].lead.gap == "1.7 pt"


@given(st.integers(2, 10**6), st.integers(2, 10**6))
def test_a_gap_is_the_same_from_either_side(a: int, b: int) -> None:
    def factor(first: int, second: int) -> float:
        facts = (
            fact("price", f"{first} CNY", "2025-06-26", rank="preferred"),
            fact("price", f"{second} CNY", "2025-06-26", source="other"),
        )
        return max((found.lead.factor for found in items_of(book(*facts))), default=1.0)

    assert factor(a, b) == pytest.approx(factor(b, a))
    assert factor(a, b) == pytest.approx(max(a / b, b / a))


def test_what_the_file_explains_is_explained_and_what_it_leaves_open_is_not() -> None:
    assert {r.kind: r.sign for r in item("car revenue, Q2 25").remarks}["slip"] == "explained"
    entry = Acknowledged("same-figure", "range_cltc", None, "", "yu7", "conflict", "not resolved")
    known = items_of(replace(BOOK, acknowledged=(entry,)))
    assert item("range, YU7 Max").lead.sign == "conflict"
    assert item("range, YU7 Max", known).lead.sign == "undecided"


@pytest.mark.parametrize(
    ("kind", "preferred", "sign"),
    [
        ("wrong", 1, "explained"),
        ("rounding", 1, "explained"),
        ("wrong", 0, "reading"),
        ("definition", 1, "reading"),
        ("interpretation", 0, "reading"),
        ("unresolved", 0, "undecided"),
    ],
)
def test_the_sign_of_a_written_dispute(kind: str, preferred: int, sign: str) -> None:
    written = COUNTED._replace(kind=kind, preferred=preferred)
    assert items_of(replace(book(), disputes=(written,)))[0].lead.sign == sign


def test_the_gravest_remark_leads() -> None:
    order = tuple(SIGNS)
    for found in ITEMS:
        places = [order.index(remark.sign) for remark in found.remarks]
        assert places == sorted(places)


def test_a_figure_is_found_by_its_statements_and_a_dispute_by_itself() -> None:
    shown = docket(BOOK)
    for stated in (RIGHT, SLIPPED, IN_EUROS):
        assert items_about(shown.items, stated)[0].title == "car revenue, Q2 25"
    assert shown.find(LAUNCHED) == shown.find(DAY) == item("launch, YU7")
    assert shown.find(WHO) == item("Who is president")
    assert shown.find(FITS[0]) is None
    assert shown.find(BOOK.models["yu7"]) is None


def test_the_finding_counts_what_the_filter_counts() -> None:
    shown = docket(BOOK)
    assert len(shown.items) == 6
    assert shown.counts["open"] == 3
    told = findings(shown.items)
    assert told[0] == (
        "Sources disagree on 6 points: 3 open questions, 1 unit error, 1 imprecise; 3 unresolved."
    )
    widths = [len(finding) for finding in told]
    assert widths == sorted(widths, reverse=True)
    for kind in KINDS:
        topics = shown.topics("topic", filter_of(NAMES[kind], NAMES))
        assert len(topics) == shown.counts[kind]
        assert all(topic.item.lead.kind == kind for topic in topics)


def test_no_dispute_is_said_in_words() -> None:
    assert findings(docket(book(*FITS)).items) == ("The sources agree on every figure on file.",)


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_lists_every_item_once_and_no_heading_twice(order: str) -> None:
    topics = docket(BOOK).topics(order)
    titles = [topic.item.title for topic in topics]
    assert sorted(titles) == sorted(item.title for item in ITEMS)
    headings = [topic.heading for topic in topics if topic.heading]
    assert len(headings) == len(set(headings))


def test_the_orders_sort_as_they_say() -> None:
    shown = docket(BOOK)

    def listed(order: str) -> list[Item]:
        return [topic.item for topic in shown.topics(order)]

    assert [topic.heading for topic in shown.topics("topic") if topic.heading] == [
        "the segment",
        "Xiaomi YU7",
        "Other questions",
    ]
    days = [item.period.start for item in listed("time") if item.period and item.period.start]
    assert days == sorted(days)
    assert [item.period is None for item in listed("time")] == [False] * 2 + [True] * 4
    signs = [tuple(SIGNS).index(item.lead.sign) for item in listed("severity")]
    assert signs == sorted(signs)


def test_the_table_says_it_for_people_and_programs() -> None:
    table = disputes_table(BOOK, "CNY")
    record = next(r for r in table.records if r["topic"] == "car revenue, Q2 25")
    assert record["values"] == ["20.6 billion CNY", "2.55 billion EUR", "2.06 billion CNY"]
    assert record["preferred"] == "20.6 billion CNY"
    assert record["sources"] == ["hk01", "wedoany", "mitrade", "article"]
    assert (record["period"], record["line"]) == ("2025-Q2", 11)
    question = next(r for r in table.records if r["topic"] == "Who is president")
    assert question["values"] == ["Lei Jun", "Lu Weibing"]
    assert (question["preferred"], question["verdict"]) == (None, "undecided")
    for form in ("table", "csv", "json", "md"):
        assert "car revenue, Q2 25" in render(table, form)


def test_the_words_of_the_filter_get_shorter() -> None:
    counts = dict.fromkeys(KINDS, 10)
    widths = [sum(map(len, names)) + gap * len(names) for names, gap in kind_words(counts)]
    assert widths == sorted(widths, reverse=True)


def test_whole_months_are_named_by_month() -> None:
    period = fact("deliveries", "9 cars", "2025-01/2025-09").period
    assert when_text(period) == "Jan to Sep 2025"
    across = fact("deliveries", "9 cars", "2024-11/2025-02").period
    assert when_text(across) == "Nov 2024 to Feb 2025"
    assert when_text(None) == ""


def test_every_statement_of_an_item_is_of_its_figure(shipped: FactBook) -> None:
    items = items_of(shipped)
    for disputed in items:
        assert all(stated.concept == disputed.concept for stated in disputed.facts)
    assert len({disputed.key for disputed in items}) == len(items)


def test_every_written_dispute_is_in_exactly_one_item(shipped: FactBook) -> None:
    covered: list[Dispute] = [about for found in items_of(shipped) for about in found.written]
    assert sorted(about.topic for about in covered) == sorted(d.topic for d in shipped.disputes)


def test_the_fixture_disagrees() -> None:
    assert TOP in item("range, YU7 Max").facts
    assert len(FACTS) == len(BOOK.facts)
