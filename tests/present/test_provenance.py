"""Where a number comes from, as the drawer tells it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.books import book, source
from tui.app.registry import TABLES, table_of
from tui.economics.account import base_of, full_quarters
from tui.economics.case import Case
from tui.economics.per_car import result_per_car
from tui.economics.scenario import Scenario
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure
from tui.facts.period import parse_period
from tui.present.provenance import explain
from tui.tabs.calculator.tables import goal_table, goals, scenario_table
from tui.tabs.finances.periods import KINDS, all_spans


def _shown(book: FactBook, currency: str) -> Iterator[Figure]:
    """The numbers of every table, of an average car in every period, of a what-if on each."""
    tables = [table_of(name, book, currency) for name in TABLES]
    for account in full_quarters(book):
        scenario = Scenario(account)
        more = scenario.put("deliveries", scenario.read("+10%", "deliveries"))
        case = Case(book, more, currency)
        tables += [scenario_table([case, case], ["A", "B"], 80), goal_table(case, goals(case))]
    for table in tables:
        yield from (cell.figure for row in table.rows for cell in row if cell.figure)
    for kind in KINDS:
        for span in all_spans(book, currency, kind):
            yield from span.average_car


def _behind(figure: Figure) -> Iterator[Figure]:
    yield figure
    for part in figure.inputs:
        yield from _behind(part)


@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR"])
def test_no_formula_defines_a_thing_by_itself(shipped: FactBook, currency: str) -> None:
    found = {id(part): part for figure in _shown(shipped, currency) for part in _behind(figure)}
    derived = [figure for figure in found.values() if figure.formula]
    circular = {
        f"{figure.label} = {figure.formula}"
        for figure in derived
        if figure.label in (term.strip("()") for term in re.split(" [+−×÷] ", figure.formula))
    }
    assert len(derived) > 400
    assert not circular


def test_bounds_that_do_not_differ_are_not_told(shipped: FactBook) -> None:
    figures = [*_shown(shipped, "CNY"), *_shown(shipped, "USD")]
    told = {block.text for figure in figures for block in explain(shipped, figure)}
    assert "¥308.43; no figure that it follows from is rounded" in told
    bounds = [text for text in told if text.startswith("between ")]
    assert len(bounds) > 50
    for text in bounds:
        low, high = re.findall(r"between (\S.*?) and (\S.*?)(?: \(| *,)", text)[0]
        assert low != high, text
        assert not re.search(r"± [0.]+\b(?![.\d])", text), text


def test_a_converted_figure_tells_what_was_converted(shipped: FactBook) -> None:
    each = result_per_car(base_of(shipped, parse_period("2025-Q1")))
    dollars = convert(shipped, each, "USD") if each else None
    assert dollars is not None
    told = [block.text for block in explain(shipped, dollars)]
    at = told.index("result per car = result per car (¥) ÷ mean rate")
    assert told[at + 1] == "result per car (¥) = operating result ÷ deliveries"


def test_a_source_says_whose_words_it_goes_back_to_unless_they_are_its_own() -> None:
    first, copy = source("reuters"), source("daily8", derived_from=("reuters",))
    again = source("reuters-2", derived_from=("reuters",))._replace(publisher="reuters")
    sources = (first, copy, again)
    known = book(sources=sources)
    told = ["\n".join(block.text for block in explain(known, each)) for each in sources]
    assert ["; after reuters" in text for text in told] == [False, True, False]
