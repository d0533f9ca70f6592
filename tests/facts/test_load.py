"""The sample file, which has every feature of the format, becomes a book."""

from __future__ import annotations

import gc
from decimal import Decimal

import pytest
import yaml

from tests.facts import SAMPLE, SAMPLE_PATH, broken
from tui.facts.book import FactBook
from tui.facts.interval import INFINITY, Interval
from tui.facts.load import load_facts, load_text
from tui.facts.model import Dims, Fact, Mark


@pytest.fixture(scope="module")
def book() -> FactBook:
    return load_facts(SAMPLE_PATH)


def loaded(text: str) -> FactBook:
    result = load_text(text)
    assert result.book, result.diagnostics
    return result.book


def only(book: FactBook, concept: str) -> Fact:
    (fact,) = (fact for fact in book.facts if fact.concept == concept)
    return fact


def test_nothing_is_to_be_said_of_the_sample() -> None:
    assert load_text(SAMPLE).diagnostics == ()


def test_each_figure_of_a_statement_is_a_fact_with_its_position(book: FactBook) -> None:
    yuan, dollars = book.facts_of("revenue")[:2]
    assert (yuan.text, dollars.text) == ("18.6 billion CNY", "about 2.5 billion USD")
    line = SAMPLE[: SAMPLE.index("18.6 billion")].count("\n") + 1
    assert yuan.mark == Mark(line, 15)
    assert dollars.mark == Mark(line, 33)
    assert (yuan.sources, yuan.at) == (("results-2025q1",), "page 12")


def test_every_digit_stays(book: FactBook) -> None:
    margin = only(book, "gross_margin")
    assert margin.text == "23.0%"
    assert margin.quantity
    assert margin.quantity.core == Interval(Decimal("22.95"), Decimal("23.05"))


def test_a_statement_without_an_entity_is_about_the_first(book: FactBook) -> None:
    assert only(book, "deliveries").dims == book.home == Dims("segment")
    assert only(book, "shops").dims.entity == "group"
    orders = only(book, "locked_orders")
    assert orders.dims == Dims("segment", "yu7", duration="PT18H")
    assert only(book, "battery").dims == Dims("segment", "yu7", "max", "china")


def test_the_words_about_a_statement_reach_its_facts(book: FactBook) -> None:
    about, yuan, again = (fact for fact in book.facts if fact.concept == "profit_per_car")
    assert (about.rank, about.reason) == ("deprecated", "the translation rounds it")
    assert about.key == yuan.key == again.supersedes == "q1-loss"
    assert again.by == "lu-weibing"
    assert again.quantity
    assert again.quantity.unit == "CNY/car", "vehicle is a spelling of car"
    growth = only(book, "revenue_growth")
    assert growth.versus
    assert growth.versus.text == "2024-Q1"


def test_decimals_override_the_digits(book: FactBook) -> None:
    total = only(book, "deliveries_total")
    assert total.quantity
    assert total.quantity.core.hi == 260_000


def test_what_cannot_be_negative_has_bounds_that_are_not() -> None:
    text, *_ = broken(SAMPLE, "75,869 cars", "¦under 75,869 cars")
    quantity = only(loaded(text), "deliveries").quantity
    assert quantity
    assert quantity.support == Interval(Decimal(0), Decimal(75_869), lo_open=True, hi_open=True)


def test_a_list_price_is_exact_and_text_is_text(book: FactBook) -> None:
    price = only(book, "price").quantity
    assert price
    assert price.core.is_point
    assert only(book, "chemistry").quantity is None
    assert only(book, "chemistry").text == "NCM"
    assert only(book, "sales_start").text == "2025-06-26"


def test_a_bound_keeps_its_open_end(book: FactBook) -> None:
    orders = only(book, "locked_orders").quantity
    assert orders
    assert orders.support.hi == INFINITY


def test_flags_are_words(book: FactBook) -> None:
    assert book.concepts["deliveries"].additive
    assert book.concepts["revenue"].additive
    assert not book.concepts["deliveries_total"].additive
    assert book.concepts["deliveries_total"].cumulative


def test_the_rest_of_the_file(book: FactBook) -> None:
    assert book.models["su7"].trims["pro"] == "SU7 Pro"
    assert book.people["lei-jun"].aliases == ("雷军",)
    assert book.sources["newswire"].derived_from == ("results-2025q1",)
    assert book.roots(["translation"]) == {"results-2025q1"}
    assert [item.kind for item in book.calculations] == [
        "total",
        "ratio",
        "margin",
        "growth",
        "step",
    ]
    assert book.calculations[0].operands == ("car_revenue", "other_revenue")
    assert book.disputes[0].preferred == 1
    assert book.disputes[0].about.concept == "deliveries_total"
    assert book.events[1].date.approximate
    assert book.acknowledged[0].expect == "conflict"


def test_promises_hold_the_figure_they_expect(book: FactBook) -> None:
    target, estimate = book.forecasts
    assert target.expects.concept == "operating_result"
    assert (target.expects.scenario, target.expects.by) == ("target", "lei-jun")
    assert target.expects.quantity
    assert target.expects.quantity.core.lo == 0
    assert estimate.expects.dims == Dims("segment", "yu7", "max")


def test_rates_are_in_the_reporting_currency(book: FactBook) -> None:
    dollar, euro = book.rates
    assert (dollar.base, dollar.currency, dollar.mean) == ("CNY", "USD", Decimal("7.2748"))
    assert (euro.low, euro.high, euro.end) == tuple(map(Decimal, ("7.4500", "7.8929", "7.8442")))


def test_another_reporting_currency() -> None:
    text = SAMPLE.replace("currency: CNY", "currency: USD").replace("CNY/USD", "USD/CNY")
    text = text.replace("  CNY/EUR: {mean", "  USD/EUR: {mean")
    assert loaded(text).rates[0].base == "USD"


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CBaseLoader")


@pytest.mark.usefixtures("without_libyaml")
def test_the_pure_parser_reads_the_same(book: FactBook) -> None:
    plain = load_facts(SAMPLE_PATH)
    assert plain == book
    slip, line, column = broken(SAMPLE, "75,869 cars", "¦$75,869 cars")
    (found,) = load_text(slip).diagnostics
    assert (found.line, found.column, found.code) == (line, column, "bad-quantity")


@pytest.mark.parametrize(
    "text",
    [
        SAMPLE.replace("\n", "\r\n"),
        SAMPLE.replace("\n", "\r\n", 20),
        f"\ufeff{SAMPLE}",
        SAMPLE.rstrip("\n"),
        f"---\n{SAMPLE}...\n",
    ],
    ids=["crlf", "mixed", "bom", "no final newline", "explicit document"],
)
def test_line_ends_and_marks_do_not_matter(text: str, book: FactBook) -> None:
    found = loaded(text)
    assert [fact.text for fact in found.facts] == [fact.text for fact in book.facts]


def test_positions_hold_with_crlf() -> None:
    slip, line, column = broken(SAMPLE, "75,869 cars", "¦$75,869 cars")
    (found,) = load_text(slip.replace("\n", "\r\n")).diagnostics
    assert (found.line, found.column) == (line, column)


def test_a_long_note_may_be_folded() -> None:
    text, *_ = broken(SAMPLE, "note: The day is not given.", "note: >\n    The day\n    is open.¦")
    assert only(loaded(text), "deliveries_total").note == "The day is open."


@pytest.mark.parametrize("enabled", [True, False])
def test_the_garbage_collector_is_left_as_it_was(enabled: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        load_text(SAMPLE)
        load_text("broken: [")
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before else gc.disable)()
