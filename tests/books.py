"""Builds the small books of facts that tests are about: of values, or read from a text."""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tui.facts.book import FactBook
from tui.facts.load import load_text
from tui.facts.model import (
    Calculation,
    Concept,
    Dims,
    Entity,
    Fact,
    Forecast,
    Mark,
    Model,
    Person,
    Rate,
    Source,
)
from tui.facts.period import parse_period
from tui.facts.quantity import parse_quantity
from tui.facts.units import Units

UNITS = Units({"cars": ("car", "vehicles"), "orders": ("order",), "stores": ("store",)})

CONCEPTS = {
    concept.key: concept
    for concept in (
        Concept("revenue", "segment revenue", "money", "duration", additive=True, nonnegative=True),
        Concept("car_revenue", "car revenue", "money", "duration", additive=True, nonnegative=True),
        Concept(
            "other_revenue", "other revenue", "money", "duration", additive=True, nonnegative=True
        ),
        Concept("gross_profit", "gross profit", "money", "duration", additive=True),
        Concept("gross_margin", "gross margin", "%", "duration"),
        Concept("operating_expenses", "operating expenses", "money", "duration", additive=True),
        Concept("operating_result", "operating result", "money", "duration", additive=True),
        Concept("adjusted_net_result", "adjusted net result", "money", "duration", additive=True),
        Concept("net_result", "net result", "money", "duration", additive=True),
        Concept("net_to_shareholders", "net to shareholders", "money", "duration", additive=True),
        Concept("deliveries", "deliveries", "cars", "duration", additive=True, nonnegative=True),
        Concept(
            "deliveries_total",
            "deliveries since launch",
            "cars",
            "instant",
            cumulative=True,
            nonnegative=True,
        ),
        Concept("profit_per_car", "result per car", "money/car", "duration"),
        Concept("one_offs", "one-offs", "money", "duration"),
        Concept("asp", "average price", "money/car", "duration", nonnegative=True),
        Concept("revenue_growth", "growth of revenue", "growth", "duration"),
        Concept("interest", "interest", "x", "duration"),
        Concept("price", "list price", "money", "instant", exact=True, better="lower"),
        Concept("orders", "orders", "orders", "duration"),
        Concept("launch", "launch", "date", "none"),
        Concept("range_cltc", "range", "km", "none", better="higher"),
        Concept("range_wltp", "range, WLTP", "km", "none", better="higher"),
        Concept("battery", "battery", "kWh", "none"),
        Concept("chemistry", "battery chemistry", "text", "none"),
        Concept("power", "power", "kW", "none", better="higher"),
        Concept("acceleration", "0 to 100 km/h", "s", "none", better="lower"),
        Concept("length", "length", "mm", "none"),
        Concept("engine", "range extender", "text", "none"),
    )
}

CALCULATIONS = (
    Calculation(total="revenue", parts=("car_revenue", "other_revenue")),
    Calculation(ratio="profit_per_car", of="operating_result", per="deliveries"),
    Calculation(ratio="asp", of="car_revenue", per="deliveries"),
    Calculation(margin="gross_margin", of="gross_profit", per="revenue"),
    Calculation(growth="revenue_growth", of="revenue"),
    Calculation(step="deliveries", of="deliveries_total"),
)

PEOPLE = {
    "lei-jun": Person("lei-jun", "Lei Jun", "founder, chairman and chief executive", ("雷军",)),
    "lu-weibing": Person("lu-weibing", "Lu Weibing", "president"),
}


def rate(
    when: str,
    mean: str,
    low: str = "",
    high: str = "",
    end: str = "",
    *,
    currency: str = "USD",
    source: str = "ecb",
) -> Rate:
    """How many yuan another currency cost in a period, steadily unless more is said."""
    least, most, last = (Decimal(text or mean) for text in (low, high, end))
    return Rate("CNY", currency, parse_period(when), Decimal(mean), least, most, last, (source,))


RATES = (
    rate("2025-Q1", "7.6551", "7.4500", "7.8929", "7.8442", currency="EUR"),
    rate("2025-Q1", "7.2748", "7.2272", "7.3322", "7.2531"),
    rate("2025-Q2", "8.1968", "7.8431", "8.3970", "8.3970", currency="EUR"),
    rate("2025-Q2", "7.2300", "7.1647", "7.3498", "7.1647"),
    rate("2025-Q3", "8.3599", "8.2243", "8.4584", "8.3591", currency="EUR"),
    rate("2025-Q3", "7.1570", "7.1042", "7.2118", "7.1196"),
    rate("2024", "7.1956", "7.0111", "7.3498", "7.2994"),
)


def source(
    key: str, published: str = "", derived_from: tuple[str, ...] = (), tier: str = "press"
) -> Source:
    """A source whose publisher has the name of its key."""
    when = parse_period(published) if published else None
    return Source(key, key, key, tier, published=when, derived_from=derived_from)


def fact(
    concept: str,
    text: str,
    period: str = "",
    *,
    by: str = "",
    source: str | tuple[str, ...] = "press",
    model: str = "",
    trim: str = "",
    duration: str = "",
    scenario: str = "actual",
    rank: str = "normal",
    reason: str = "",
    note: str = "",
    key: str = "",
    supersedes: str = "",
    versus: str = "",
    line: int = 0,
) -> Fact:
    """A statement about the segment, or about one of its models."""
    known = CONCEPTS[concept]
    worded = known.unit in ("text", "date")
    quantity = None if worded else parse_quantity(text, UNITS, exact=known.exact)
    return Fact(
        concept,
        Dims("segment", model, trim, "", duration),
        parse_period(period) if period else None,
        text,
        quantity,
        (source,) if isinstance(source, str) else source,
        scenario,
        by,
        rank,
        reason,
        supersedes,
        parse_period(versus) if versus else None,
        note=note,
        key=key,
        mark=Mark(line, 5) if line else Mark(),
    )


def forecast(said: str, expects: Fact, kind: str = "forecast", by: str = "lei-jun") -> Forecast:
    """A promise by somebody."""
    return Forecast(parse_period(said), by, "a promise", expects, kind, ("press",))


def book(
    *facts: Fact, sources: Collection[Source] = (), as_of: str = "2026-11-21", **parts: Any
) -> FactBook:
    """A book of these statements, with what stands above unless other parts are given."""
    named = {item.key: item for item in sources}
    for name in dict.fromkeys(name for item in facts for name in item.sources):
        named.setdefault(name, source(name))
    made = FactBook(
        "a book",
        parse_period(as_of),
        units=UNITS,
        people=PEOPLE,
        entities={"segment": Entity("segment", "the segment")},
        models={"yu7": Model("yu7", "YU7", "Xiaomi", trims={"pro": "YU7 Pro", "max": "YU7 Max"})},
        concepts=CONCEPTS,
        sources=named,
        facts=facts,
        calculations=CALCULATIONS,
        rates=RATES,
    )
    return replace(made, **parts)


def loaded(text: str) -> FactBook:
    """The book that a text without errors holds."""
    found = load_text(text)
    assert found.book is not None, found.diagnostics
    return found.book
