"""The values of a dispute on their axes, and what is told of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import book, fact
from tests.tabs.disputes.dispute_book import BOOK, ITEMS, LOST, disputes, item
from tui.checks.issues import Item, items_of
from tui.checks.report import as_json
from tui.economics.account import BASES, base_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.model import Fact
from tui.present.provenance import TextBlock
from tui.tabs.disputes.present import (
    Axis,
    Value,
    axes_of,
    head,
    preferred_text,
    story_of,
    tell,
    tell_origins,
    tell_sources,
    voices,
    why_preferred,
    wordings,
)
from tui.tabs.finances.periods import Span


def text(passages: tuple[TextBlock, ...]) -> str:
    return "\n".join(f"{passage.lead} {passage.text}".strip() for passage in passages)


def rows(axis: Axis) -> list[tuple[str, str]]:
    return [(value.row.label, value.row.text) for value in axis.values]


def test_every_value_stands_on_one_axis_with_its_source() -> None:
    axis, *_ = axes_of(BOOK, item("car revenue, Q2 25"), "CNY")
    assert rows(axis) == [
        ("hk01 +1", "¥20.6bn"),
        ("article", "¥20.90bn"),
        ("mitrade", "¥2.06bn"),
    ]
    assert [value.row.preferred for value in axis.values] == [True, False, False]
    assert [value.row.role for value in axis.values] == ["muted", "muted", "neutral"]
    assert axis.note


def test_the_axis_and_the_texts_are_in_the_currency_shown() -> None:
    disputed = item("car revenue, Q2 25")
    in_yuan, in_euros = (axes_of(BOOK, disputed, code)[0] for code in ("CNY", "EUR"))
    assert [value.row.text for value in in_euros.values] == ["€2.513bn", "€2.55bn", "€251.3m"]
    for yuan, euros in zip(in_yuan.values, in_euros.values, strict=True):
        assert yuan.row.point is not None
        assert euros.row.point is not None
        assert yuan.row.point / euros.row.point == pytest.approx(8.1968)
    assert in_euros.tick(2e9) == "€2.0bn"


def test_conversions_show_the_rates_they_imply() -> None:
    _, rates = axes_of(BOOK, item("car revenue, Q2 25"), "CNY")
    assert rates.heading == "Rates they imply, CNY per EUR"
    assert rows(rates) == [("2.55 billion EUR", "8.078"), ("ECB reference rates 2025-Q2", "8.197")]
    assert rates.tick(8.1) == "8.10"


def test_a_bound_is_open_at_its_end() -> None:
    (axis,) = axes_of(BOOK, item("result per car, 2024"), "USD")
    bound = next(value for value in axis.values if value.fact == LOST)
    assert (bound.row.low, bound.row.high, bound.row.point) == (None, -5000.0, None)
    assert bound.row.text == "under −$5,000"
    assert axis.tick(-5000).startswith("−$5")


def test_zero_is_no_bound_that_a_source_gives() -> None:
    facts = (
        fact("price", "up to 700 CNY", "2025-06-26"),
        fact("price", "900 CNY", "2025-06-26", source="other"),
    )
    (axis,) = axes_of(book(*facts), items_of(book(*facts))[0], "CNY")
    assert {value.row.low for value in axis.values} == {None, 900.0}


def test_dates_stand_on_an_axis_of_days() -> None:
    (axis,) = axes_of(BOOK, item("launch, YU7"), "CNY")
    assert rows(axis) == [("maker", "26 Jun 2025"), ("blog", "6 Jul 2025")]
    assert axis.values[0].row.point == date(2025, 6, 26).toordinal()
    assert axis.tick(float(date(2025, 7, 1).toordinal())) == "1 Jul 2025"
    assert axis.tick(-5.0) == "1 Jan 1900"
    assert axis.tick(date(2025, 7, 1).toordinal() + 0.5) == ""


def test_what_other_figures_come_to_stands_beside_what_is_stated() -> None:
    facts = (
        fact("revenue", "30 billion CNY", "2025-Q1"),
        fact("car_revenue", "18 billion CNY", "2025-Q1"),
        fact("other_revenue", "1 billion CNY", "2025-Q1"),
    )
    summed = book(*facts)
    (found,) = [i for i in items_of(summed) if i.concept == "revenue"]
    assert found.lead.kind == "sum"
    (axis,) = axes_of(summed, found, "CNY")
    assert [(v.row.text, v.row.glyph) for v in axis.values] == [("¥30bn", "●"), ("¥19bn", "○")]
    assert axis.values[1].row.label.startswith("= ")


def test_what_two_figures_leave_room_for_is_no_value_of_its_own() -> None:
    divided = book(
        fact("operating_result", "-0.5 billion CNY", "2025-Q1"),
        fact("deliveries", "75,869 cars", "2025-Q1"),
        fact("profit_per_car", "-6,000 CNY/car", "2025-Q1", rank="preferred"),
        fact("profit_per_car", "-9,000 CNY/car", "2025-Q1", source="other"),
    )
    (found,) = items_of(divided)
    assert "what both leave room for" in as_json(found.findings, "facts.yaml")
    (axis,) = axes_of(divided, found, "CNY")
    assert rows(axis) == [
        ("press", "−¥6,000"),
        ("other", "−¥9,000"),
        ("= operating result ÷ deliveries", "−¥6,590"),
    ]


def test_a_lone_value_needs_no_axis_and_a_question_has_none() -> None:
    assert axes_of(BOOK, item("Who is president"), "CNY") == ()


def bounded(value: Value) -> bool:
    row = value.row
    assert row.core_low is not None
    assert row.core_high is not None
    low = float("-inf") if row.low is None else row.low
    high = float("inf") if row.high is None else row.high
    return low <= row.core_low <= row.core_high <= high


@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR"])
def test_the_core_lies_in_the_support(currency: str, shipped: FactBook) -> None:
    for disputed in items_of(shipped):
        for axis in axes_of(shipped, disputed, currency):
            assert len(axis.values) > 1
            assert all(map(bounded, axis.values))
            assert sum(value.row.preferred for value in axis.values) <= 1


def test_the_preferred_figure_and_why() -> None:
    assert preferred_text(BOOK, item("car revenue, Q2 25")) == "20.6 billion CNY"
    reasons = {found.title: why_preferred(BOOK, found) for found in ITEMS}
    assert reasons == {
        "car revenue, Q2 25": "no other figure in CNY is valid",
        "range, YU7 Max": "the better source: company",
        "launch, YU7": "the better source: company",
        "result per car, 2024": "the better source: press",
        "What passed 500,000": "",
        "Who is president": "",
    }
    assert preferred_text(BOOK, item("What passed 500,000")) == "cars built"
    assert preferred_text(BOOK, item("Who is president")) == ""


@pytest.mark.parametrize(
    ("better", "worse", "why"),
    [
        (
            fact("price", "9 CNY", "2025-06-26", rank="preferred", reason="seen in the shop"),
            fact("price", "8 CNY", "2025-06-26", source="other"),
            "seen in the shop",
        ),
        (
            fact("price", "9 CNY", "2025-06-26"),
            fact("price", "over 20 CNY", "2025-06-26", source="other"),
            "a value, not only a bound",
        ),
        (
            fact("revenue", "18.58 billion CNY", "2025-Q1"),
            fact("revenue", "17.1 billion CNY", "2025-Q1", source="other"),
            "given to more digits",
        ),
        (
            fact("price", "9 CNY", "2025-06-26"),
            fact("price", "7 CNY", "2025-06-26", source="other"),
            "listed first among equally reliable sources",
        ),
    ],
)
def test_each_reason_to_prefer_a_figure(better: Fact, worse: Fact, why: str) -> None:
    made = book(better, worse)
    assert why_preferred(made, items_of(made)[0]) == why


def test_statements_of_the_same_words_are_one_value() -> None:
    again = fact("car_revenue", "20.6 billion CNY", "2025-Q2", source="blog", line=13)
    made = disputes(again)
    found = wordings(made, item("car revenue, Q2 25", items_of(made)))
    assert [len(wording.facts) for wording in found] == [2, 1, 1]
    assert found[0].sources == ("hk01", "wedoany", "blog")


def test_independent_sources_are_counted_by_where_they_come_from() -> None:
    assert voices(BOOK, ["hk01", "wedoany"]) == "2 sources, 1 independent: results"
    assert voices(BOOK, ["hk01", "wedoany", "blog"]) == "3 sources, 2 independent"
    assert voices(BOOK, ["blog"]) == "1 source"


def test_the_detail_tells_class_reason_claims_and_sources() -> None:
    revenue, launch = item("car revenue, Q2 25"), item("launch, YU7")
    assert "★ 20.6 billion CNY: no other figure in CNY is valid" in text(head(BOOK, revenue))
    told = text(tell(BOOK, revenue, values=True))
    assert "✗ 2.06 billion CNY  mitrade" in told
    assert "✓ 2.06 billion CNY (mitrade): slipped decimal" in told
    sources = text(tell_sources(BOOK, revenue))
    assert "★ hk01, 19 Aug 2025, press; after results" in sources
    assert "✗ mitrade, 19 Aug 2025, machine digest" in sources
    assert "facts.yaml:11" in sources
    told = text(tell(BOOK, launch, values=False))
    assert "When the YU7 went on sale" in told
    assert "★ on 26 June (maker)" in told
    assert "In June; the plan moved forward." in told
    assert head(BOOK, launch)[1].text == "conflict: open and revised, 10 days apart"


def test_the_drawer_and_the_margin_lead_to_every_line_of_the_file() -> None:
    for told in (story_of, tell_origins):
        lines = text(told(BOOK, item("launch, YU7")))
        for line in ("facts.yaml:30", "facts.yaml:31", "facts.yaml:61"):
            assert line in lines


def test_a_minus_is_a_minus() -> None:
    assert fmt.true_minus("about -900 USD/car") == "about −900 USD/car"
    assert fmt.true_minus("-2%..-1%") == "−2%..−1%"
    assert fmt.true_minus("2025-Q1") == "2025-Q1"
    assert fmt.true_minus("SU7-like") == "SU7-like"


SHOWN = {"operating_result": "result", "adjusted_net_result": "result", "net_result": "result"}
SHOWN |= {name: name for name in ("deliveries", "revenue", "car_revenue", "gross_margin", "asp")}


def recommended(book: FactBook, found: Item) -> tuple[str, str] | None:
    """What Disputes recommends of a figure that the Finances show, and what these show."""
    if not found.facts or found.period is None or found.dims != book.home:
        return None
    span = Span(book, base_of(book, found.period), found.period, book.currency)
    figure = span.result_per_car if found.concept == "profit_per_car" else None
    kind = span.base.kind in ("", found.concept) or found.concept not in BASES
    if found.concept in SHOWN and kind:
        figure = span.base.get(SHOWN[found.concept])
    if figure is None or span.base.few_cars:
        return None
    told, a_car = preferred_text(book, found), "/car" if "/" in figure.unit else ""
    if isinstance(figure.origin, Fact):
        return told, fmt.true_minus(figure.origin.text)
    return told, f"{fmt.coded_amount(figure)}{a_car}"


def test_what_holds_is_what_the_finances_show(shipped: FactBook) -> None:
    pairs = [pair for found in items_of(shipped) if (pair := recommended(shipped, found))]
    assert len(pairs) > 10
    assert [told for told, _ in pairs] == [shown for _, shown in pairs]
    (worked,) = [i for i in items_of(shipped) if i.title == "result per car, Q1 25"]
    assert why_preferred(shipped, worked) == (
        "calculated, operating result ÷ deliveries; the best published figure is "
        "about −6,500 CNY/car"
    )
    (axis,) = axes_of(shipped, worked, "CNY")[:1]
    assert [value.row.label for value in axis.values if value.row.preferred] == [
        "= operating result ÷ deliveries"
    ]
    assert not any(wording.holds for wording in wordings(shipped, worked))


AMOUNTS = st.sampled_from(["4.0", "4.1", "4.3", "about 4", "over 3.9", "5.2"])
MARGINS = st.sampled_from(["20%", "20.5%", "21.3%", "about 20%", "over 19%"])
RANKS = st.sampled_from(["normal", "preferred", "deprecated"])


@given(st.data())
def test_whatever_is_stated_what_holds_is_what_the_finances_show(data: st.DataObject) -> None:
    def one(concept: str, text: str) -> Fact:
        rank = data.draw(RANKS)
        source = data.draw(st.sampled_from(["a", "b"]))
        reason = "" if rank == "normal" else "a reason"
        return fact(concept, text, "2025-Q1", source=source, rank=rank, reason=reason)

    amounts = ("revenue", "gross_profit", "operating_expenses", "operating_result")
    facts = [
        one(concept, f"{data.draw(AMOUNTS)} billion CNY")
        for concept in amounts
        for _ in range(data.draw(st.integers(0, 2)))
    ]
    facts += [one("gross_margin", data.draw(MARGINS)) for _ in range(data.draw(st.integers(0, 2)))]
    facts += [one("deliveries", f"{n},000 cars") for n in data.draw(st.lists(st.integers(80, 82)))]
    made = book(*facts)
    for found in items_of(made):
        pair = recommended(made, found)
        assert pair is None or pair[0] == pair[1]
