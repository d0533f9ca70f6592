"""A small book of cars, written by hand: two makers, three models, two test cycles."""

from dataclasses import replace
from decimal import Decimal

from tui.facts.book import FactBook
from tui.facts.model import Concept, Dims, Entity, Fact, Mark, Model, Rate, Source
from tui.facts.period import parse_period
from tui.facts.quantity import parse_quantity
from tui.facts.units import Units

UNITS = Units({"orders": ["order"]})
CONCEPTS = {
    concept.key: concept
    for concept in (
        Concept("price", "list price", "money", "instant", better="lower"),
        Concept("orders", "orders", "orders", "duration"),
        Concept("launch", "launch", "date", "none"),
        Concept("range_cltc", "range, CLTC", "km", "none", better="higher"),
        Concept("range_wltp", "range, WLTP", "km", "none", better="higher"),
        Concept("battery", "battery", "kWh", "none"),
        Concept("chemistry", "battery chemistry", "text", "none"),
        Concept("power", "power", "kW", "none", better="higher"),
        Concept("acceleration", "0 to 100 km/h", "s", "none", better="lower"),
        Concept("length", "length", "mm", "none"),
        Concept("engine", "range extender", "text", "none"),
    )
}
SOURCES = {
    "maker": Source("maker", "Price list", "Maker", "company"),
    "paper": Source("paper", "Road [bold]test", "Paper", "press"),
    "ecb": Source("ecb", "Reference rates", "Bank", "regulator"),
}
MODELS = {
    "swift": Model("swift", "Swift", "Home", trims={"base": "Swift", "pro": "Swift Pro"}),
    "crane": Model("crane", "Crane", "Home"),
    "rook": Model("rook", "Rook", "Other", trims={"one": "Rook"}),
}


def say(
    concept: str,
    car: str,
    text: str,
    when: str = "",
    *,
    source: str = "paper",
    duration: str = "",
    scenario: str = "actual",
    rank: str = "normal",
    reason: str = "",
    key: str = "",
    supersedes: str = "",
) -> Fact:
    """One statement about a car, written `model/trim` or `model`."""
    model, _, trim = car.partition("/")
    quantity = (
        None
        if CONCEPTS[concept].unit in ("text", "date")
        else parse_quantity(text, UNITS, exact=concept == "price")
    )
    return Fact(
        concept,
        Dims("home", model, trim, "", duration),
        parse_period(when) if when else None,
        text,
        quantity,
        (source,),
        scenario=scenario,
        rank=rank,
        reason=reason,
        key=key,
        supersedes=supersedes,
        mark=Mark(7, 3),
    )


def rate(when: str, mean: str) -> Rate:
    """Yuan per dollar over a quarter."""
    number = Decimal(mean)
    return Rate("CNY", "USD", parse_period(when), number, number, number, number, ("ecb",))


FACTS = (
    say("price", "swift/base", "200,000 CNY", "2024-03-28"),
    say("price", "swift/pro", "240,000 CNY", "2024-03-28"),
    say("price", "crane", "250,000 CNY", "2025-06-26"),
    say("price", "rook/one", "260,000 CNY", "2025-06-26"),
    say("range_cltc", "swift/base", "exactly 700 km"),
    say("range_cltc", "swift/pro", "exactly 850 km"),
    say("range_cltc", "crane", "exactly 860 km"),
    say("range_wltp", "rook/one", "exactly 900 km"),
    say("power", "swift/base", "220 kW"),
    say("power", "swift/pro", "220 kW"),
    say("power", "crane", "235 kW"),
    say("length", "swift", "4,997 mm"),
    say("chemistry", "swift/base", "LFP [cells]"),
)
RATES = (rate("2024-Q1", "8"), rate("2025-Q2", "10"))


def garage(*facts: Fact, rates: tuple[Rate, ...] = RATES) -> FactBook:
    """A book with these statements; the usual ones when none are given."""
    return FactBook(
        "cars",
        parse_period("2026-01-01"),
        units=UNITS,
        entities={"home": Entity("home", "Home")},
        models=MODELS,
        concepts=CONCEPTS,
        sources=SOURCES,
        facts=facts or FACTS,
        rates=rates,
    )


def with_facts(*more: Fact) -> FactBook:
    """The usual book with more statements."""
    return replace(garage(), facts=(*FACTS, *more))
