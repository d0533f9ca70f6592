"""Small books of facts, built by hand."""

from collections.abc import Collection
from decimal import Decimal

from tui.checks.finding import Finding
from tui.checks.run import run_checks
from tui.facts.book import FactBook
from tui.facts.model import (
    Calculation,
    Concept,
    Dims,
    Entity,
    Fact,
    Forecast,
    Mark,
    Model,
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
        Concept("operating_result", "operating result", "money", "duration", additive=True),
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
        Concept("asp", "average price", "money/car", "duration", nonnegative=True),
        Concept("revenue_growth", "growth of revenue", "growth", "duration"),
        Concept("price", "list price", "money", "instant", exact=True, better="lower"),
        Concept("power", "power", "kW", "none", exact=True, better="higher"),
        Concept("interest", "interest", "x", "duration"),
        Concept("launch", "launch", "date", "none"),
        Concept("range_cltc", "range", "km", "none", better="higher"),
    )
}

CALCULATIONS = (
    Calculation("total", "revenue", ("car_revenue", "other_revenue")),
    Calculation("ratio", "profit_per_car", ("operating_result", "deliveries")),
    Calculation("ratio", "asp", ("car_revenue", "deliveries")),
    Calculation("margin", "gross_margin", ("gross_profit", "revenue")),
    Calculation("growth", "revenue_growth", ("revenue",)),
    Calculation("step", "deliveries", ("deliveries_total",)),
)

PEOPLE = {
    "lei-jun": Entity("lei-jun", "Lei Jun", "founder, chairman and chief executive", ("雷军",)),
    "lu-weibing": Entity("lu-weibing", "Lu Weibing", "president"),
}

_RATES = (
    ("EUR", "2025-Q1", "7.6551", "7.4500", "7.8929", "7.8442"),
    ("USD", "2025-Q1", "7.2748", "7.2272", "7.3322", "7.2531"),
    ("EUR", "2025-Q2", "8.1968", "7.8431", "8.3970", "8.3970"),
    ("USD", "2025-Q2", "7.2300", "7.1647", "7.3498", "7.1647"),
    ("EUR", "2025-Q3", "8.3599", "8.2243", "8.4584", "8.3591"),
    ("USD", "2025-Q3", "7.1570", "7.1042", "7.2118", "7.1196"),
    ("USD", "2024", "7.1956", "7.0111", "7.3498", "7.2994"),
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
        Dims("segment", model, trim),
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
    return Forecast(parse_period(said), by, "a promise", expects, ("press",), kind)


def book(
    *facts: Fact,
    sources: Collection[Source] = (),
    forecasts: Collection[Forecast] = (),
    as_of: str = "2026-11-21",
) -> FactBook:
    """A book with the concepts, identities and rates of this module."""
    named = {item.key: item for item in sources}
    for name in dict.fromkeys(name for item in facts for name in item.sources):
        named.setdefault(name, source(name))
    return FactBook(
        "a book",
        parse_period(as_of),
        units=UNITS,
        people=PEOPLE,
        entities={"segment": Entity("segment", "the segment")},
        models={"yu7": Model("yu7", "YU7", "Xiaomi", trims={"pro": "YU7 Pro", "max": "YU7 Max"})},
        concepts=CONCEPTS,
        sources=named,
        facts=facts,
        forecasts=tuple(forecasts),
        calculations=CALCULATIONS,
        rates=tuple(
            Rate(
                "CNY",
                code,
                parse_period(when),
                Decimal(mean),
                Decimal(low),
                Decimal(high),
                Decimal(end),
                ("ecb",),
            )
            for code, when, mean, low, high, end in _RATES
        ),
    )


def found(check: str, *facts: Fact, sources: Collection[Source] = ()) -> tuple[Finding, ...]:
    """What one check finds in some facts."""
    return run_checks(book(*facts, sources=sources), [check])


def only(check: str, *facts: Fact, sources: Collection[Source] = ()) -> Finding:
    """The one finding that a check has."""
    (finding,) = found(check, *facts, sources=sources)
    return finding
