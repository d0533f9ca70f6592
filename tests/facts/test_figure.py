"""Figures carry their bounds and their facts with them."""

from decimal import Decimal

import pytest

from tui.facts.figure import assumed, derive, stated
from tui.facts.model import Dims, Fact
from tui.facts.period import parse_period
from tui.facts.quantity import parse_quantity
from tui.facts.units import Units

UNITS = Units({"cars": ["car"]})
Q1 = parse_period("2025-Q1")


def fact(concept: str, text: str, *sources: str) -> Fact:
    return Fact(concept, Dims("segment"), Q1, text, parse_quantity(text, UNITS), sources)


RESULT = stated(fact("operating_result", "-0.5 billion CNY", "a", "b"), "operating result")
CARS = stated(fact("deliveries", "75,869 cars", "b", "c"), "deliveries")


def test_a_quotient_has_bounds_and_remembers_its_facts() -> None:
    loss = derive(
        "result per car",
        "operating result ÷ deliveries",
        lambda o, n: o / n,
        (RESULT, CARS),
        "CNY/car",
    )
    assert [round(x) for x in (loss.value, loss.low, loss.high)] == [-6590, -7249, -5931]
    assert loss.period == Q1
    assert loss.facts == (RESULT.origin, CARS.origin)
    assert loss.sources == ("a", "b", "c")
    assert not loss.is_exact


def test_a_bound_alone_gives_a_bound() -> None:
    cars = stated(fact("deliveries", "over 80,000 cars"), "deliveries")
    loss = derive(
        "loss", "", lambda o, n: o / n, (assumed(-3_100_000_000, "CNY", "result"), cars), "CNY/car"
    )
    assert (loss.support.lo, loss.support.hi) == (Decimal(-38750), Decimal(0))


def test_an_assumption_is_exact_and_has_no_source() -> None:
    assert assumed(5, "%", "price change").is_exact
    assert assumed(5, "%", "price change").facts == ()


def test_text_is_no_number() -> None:
    with pytest.raises(ValueError, match="chemistry is text"):
        stated(Fact("chemistry", Dims(), None, "LFP", None, ("a",)), "chemistry")
