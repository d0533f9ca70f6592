"""A citation that can be printed, and what a spreadsheet is given."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.books import book, fact, source
from tui import __version__
from tui.economics.account import base_of
from tui.economics.per_car import result_per_car
from tui.economics.scenario import Scenario
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure, assumed
from tui.facts.model import Claim, Dispute, Event, Source
from tui.facts.period import parse_period
from tui.present.citation import citation, cited
from tui.present.selection import plain_text
from tui.present.table import Cell, Column, Table, spreadsheet_row

END = f"xev-tui {__version__}, facts as of 21 Nov 2026"
PAGE = Source(
    "page", "A page", "A publisher", "press", "https://a.example/page", parse_period("2025-05-28")
)


def _per_car(book: FactBook, period: str) -> Figure:
    figure = result_per_car(base_of(book, parse_period(period)))
    assert figure is not None
    return figure


def test_a_converted_figure_has_bounds_currency_rate_and_every_source(shipped: FactBook) -> None:
    dollars = convert(shipped, _per_car(shipped, "2025-Q1"), "USD")
    assert dollars is not None
    said, worked_out, terms, *sources, end = citation(shipped, dollars).splitlines()
    assert said.startswith("Xiaomi, ")
    assert said.endswith(
        ": result per car, Q1 2025: −906 USD (−997 USD to −815 USD, from rounding)"
    )
    assert worked_out == (
        "Calculated: result per car = result per car (¥) ÷ mean rate; "
        "result per car (¥) = operating result ÷ deliveries"
    )
    assert terms == (
        "From: operating result, Q1 2025: −0.5bn CNY; deliveries, Q1 2025: 75,869 cars; "
        "mean rate, Q1 2025: 7.2748 CNY per USD (daily 7.2272 to 7.3322)"
    )
    assert [line[:3] for line in sources] == ["[1]", "[2]"]
    assert "CarNewsChina, “" in sources[0]
    assert "28 May 2025, https://carnewschina.com/" in sources[0]
    assert "European Central Bank, “Euro foreign exchange reference rates”" in sources[1]
    assert "https://www.ecb.europa.eu/" in sources[1]
    assert end.startswith(f"xev-tui {__version__}, facts as of 27 Nov 2026, facts.yaml:")


def test_no_page_that_nobody_saw_is_told_as_one_that_was_seen(shipped: FactBook) -> None:
    unseen = [s for s in shipped.sources.values() if s.tier == "relay" or "not seen" in s.note]
    assert len(unseen) > 20
    for one in unseen:
        assert ("second-hand" in cited(one)) == (one.tier == "relay")
        assert (one.note or "the document itself was not seen") in cited(one)
    relayed = Source("page", "A report", "A maker", "relay")
    assert cited(relayed) == (
        "A maker, “A report”, undated, no address on file "
        "(second-hand; the document itself was not seen)"
    )
    assert cited(PAGE) == "A publisher, “A page”, 28 May 2025, https://a.example/page (press)"


def test_what_is_second_hand_or_a_mere_bound_is_told(shipped: FactBook) -> None:
    rivian = shipped.of("rivian")
    assert ", from rounding); second-hand\n" in citation(rivian, _per_car(rivian, "2026-Q1"))
    made = book(fact("deliveries_total", "over 258,000 cars", "2024-12-31"), sources=[PAGE])
    assert citation(made, made.facts[0]).splitlines()[:2] == [
        "the segment: deliveries since launch, 31 Dec 2024: 258,000 cars (at least 258,000 cars)",
        "Written as “over 258,000 cars”",
    ]


def test_what_is_assumed_is_never_told_as_published(shipped: FactBook) -> None:
    scenario = Scenario(base_of(shipped, parse_period("2026-Q1")))
    more = scenario.put("deliveries", scenario.read("120,000", "deliveries"))
    figure = more.account.result_per_car
    assert figure is not None
    told = citation(shipped, figure)
    assert ", from rounding); under assumptions; second-hand\n" in told
    assert "deliveries assumed, Q1 2026: 120,000 cars (assumed, with no source)" in told
    alone = assumed(Decimal(90_000), "cars", "deliveries")
    assert citation(book(), alone) == f"deliveries: 90,000 cars\nAssumed, with no source\n{END}"


def test_a_car_an_event_and_a_dispute(shipped: FactBook) -> None:
    tesla = next(f for f in shipped.facts if f.dims.model == "model-y" and f.concept == "price")
    assert citation(shipped, tesla).startswith("Tesla: Model Y ")
    happened = Event(parse_period("2025-05-28"), "launch", "A car", sources=("page",))
    claims = (Claim("it is", ("page",)), Claim("it is not", ("page",)))
    contested = Dispute("Whether it is", "wrong", claims=claims, preferred=2, verdict="It is not.")
    made = book(sources=[PAGE], events=(happened,), disputes=(contested,))
    last = [f"[1] {cited(PAGE)}", f"{END}, facts.yaml:0"]
    assert citation(made, happened).splitlines() == ["28 May 2025: A car", *last]
    assert citation(made, contested).splitlines() == [
        "Whether it is",
        "A publisher: it is",
        "A publisher: it is not (right)",
        "It is not.",
        *last,
    ]


@pytest.mark.parametrize(
    ("concept", "text", "told"),
    [
        ("operating_result", "-0.5 billion CNY", "-500000000"),
        ("revenue", "18.58 billion CNY", "18580000000"),
        ("deliveries", "75,869 cars", "75869"),
        ("gross_margin", "20.1%", "20.1%"),
        ("profit_per_car", "about -900 USD/car", "-900"),
        ("battery", "101.7 kWh", "101.7"),
        ("chemistry", "LFP", "LFP"),
    ],
)
def test_a_spreadsheet_is_given_a_plain_number(concept: str, text: str, told: str) -> None:
    assert plain_text(fact(concept, text, "2025-Q1")) == told


def test_a_row_goes_to_a_spreadsheet_below_its_headings() -> None:
    figure = assumed(Decimal("-6590.26"), "CNY/car", "result per car")
    row = (Cell("Q1\t25"), Cell("−¥6,590 ≠", figure, marks="≠"), Cell("–"))
    table = Table("Quarters", (Column("Quarter", False), Column("Per car"), Column("±")), (row,))
    assert spreadsheet_row(table, figure) == "Quarter\tPer car\t±\nQ1 25\t-6590\t"
    assert spreadsheet_row(table, source("page")) == ""
    named = Table("Pages", (Column("Page"),), ((Cell("A page"),),), about=(PAGE,))
    assert spreadsheet_row(named, PAGE) == "Page\nA page"
