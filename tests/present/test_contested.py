"""The mark behind what sources still disagree on, and the way from a figure to its disputes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.books import book, fact
from tui.app.registry import table_of
from tui.checks.issues import items_of
from tui.economics.account import base_of
from tui.economics.per_car import result_per_car
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure, stated
from tui.facts.model import About, Dispute, Rate
from tui.facts.period import parse_period
from tui.present.contested import DISPUTED, UNCHECKED, contested_in
from tui.present.disputed import dispute_passages, disputed_in

Q1 = parse_period("2025-Q1")


@pytest.mark.parametrize("currency", ["CNY", "USD"])
@pytest.mark.parametrize("name", ["finances", "models", "timeline", "facts"])
def test_every_disputed_figure_carries_its_mark(
    shipped: FactBook, name: str, currency: str
) -> None:
    table, contested = table_of(name, shipped, currency), contested_in(shipped)
    found = 0
    for row, record in zip(table.rows, table.records, strict=True):
        wanted = any(cell.figure in contested or cell.fact in contested for cell in row)
        assert any(DISPUTED in cell.text for cell in row) is wanted
        assert bool(record["disputed"]) is wanted
        found += wanted
    assert 0 < found < len(table.rows)


def question(kind: str, concept: str, period: str = "2025-Q1", preferred: int = 0) -> Dispute:
    about = About(concept, parse_period(period) if period else None)
    return Dispute(f"How to read {concept}", kind, about, (), preferred, "Both.")


REVENUE = fact("revenue", "18.6 billion CNY", "2025-Q1", source="a")
OTHER = fact("revenue", "19.9 billion CNY", "2025-Q1", source="b")
CARS = fact("deliveries", "75,869 cars", "2025-Q1")
RESULT = fact("operating_result", "-0.5 billion CNY", "2025-Q1")


def test_what_the_file_explains_or_is_barely_consistent_carries_no_mark() -> None:
    assert REVENUE in contested_in(book(REVENUE, OTHER))
    aside = OTHER._replace(rank="deprecated", reason="another quarter")
    assert REVENUE not in contested_in(book(REVENUE, aside))
    edges = [
        fact("profit_per_car", f"about -6,{n}00 CNY/car", "2025-Q1", source=str(n)) for n in (5, 6)
    ]
    assert [item.lead.sign for item in items_of(book(*edges))] == ["strained"]
    assert edges[0] not in contested_in(book(*edges))
    assert REVENUE not in UNCHECKED


def test_a_question_of_the_file_marks_what_it_is_about() -> None:
    asked = replace(book(CARS, RESULT), disputes=(question("interpretation", "deliveries"),))
    contested = contested_in(asked)
    assert (contested.mark(CARS), contested.mark(RESULT)) == (DISPUTED, "")
    settled = replace(asked, disputes=(question("wrong", "deliveries", preferred=1),))
    assert CARS not in contested_in(settled)


def test_a_figure_is_the_same_in_another_currency_but_not_what_is_calculated_from_it() -> None:
    low, mean, high = map(Decimal, ("7.1", "7.2", "7.3"))
    rate = Rate("CNY", "USD", Q1, mean, low, high, mean, ())
    made = replace(book(REVENUE, OTHER, CARS, RESULT), rates=(rate,))
    contested, money = contested_in(made), convert(made, stated(REVENUE, "revenue"), "USD")
    assert money is not None
    assert (money.unit, money in contested) == ("USD", True)
    assert result_per_car(base_of(made, Q1)) not in contested


def reached(made: FactBook, figure: Figure | None) -> list[str]:
    assert figure is not None
    return [item.title for item, _ in disputed_in(made, items_of(made), figure)]


def test_from_what_is_calculated_the_disputes_of_its_inputs_are_reached(shipped: FactBook) -> None:
    per_car = result_per_car(base_of(shipped, parse_period("2026-Q1")))
    assert reached(shipped, per_car) == ["How to read 2026-Q1"]
    made = book(RESULT, fact("operating_result", "-0.9 billion CNY", "2025-Q1", source="b"), CARS)
    asked = replace(made, disputes=(question("interpretation", "deliveries"),))
    per_car = result_per_car(base_of(asked, Q1))
    assert reached(asked, per_car) == ["operating result, Q1 25", "How to read deliveries"]
    elsewhere = replace(made, disputes=(question("interpretation", "deliveries", "2025-Q2"),))
    assert reached(elsewhere, per_car) == ["operating result, Q1 25"]


def test_from_a_promise_the_disputes_of_what_came_of_it_are_reached(shipped: FactBook) -> None:
    promise = next(told for told in shipped.forecasts if "stretch" in told.title)
    found = [item.title for item, _ in disputed_in(shipped, items_of(shipped), promise)]
    assert found[0] == "deliveries, 2024"


def test_how_far_apart_values_are_is_said_once(shipped: FactBook) -> None:
    gaps = 0
    for item in items_of(shipped):
        told = "\n".join(passage.text for passage in dispute_passages([item]))
        if gap := item.lead.gap:
            gaps += told.count(f"{gap} apart")
            assert told.count(f"{gap} apart") < 2, told
    assert gaps
