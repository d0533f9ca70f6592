"""A small book of cars, written by hand: two makers, three models, two test cycles."""

from tests.books import CONCEPTS, book, fact, rate
from tui.facts.book import FactBook
from tui.facts.model import Entity, Fact, Model, Rate, Source

RANGE = CONCEPTS["range_cltc"]._replace(name="range, CLTC")
"""One of two test cycles here."""
SOURCES = (
    Source("maker", "Price list", "Maker", "company"),
    Source("paper", "Road [bold]test", "Paper", "press"),
    Source("ecb", "Reference rates", "Bank", "regulator"),
)
MODELS = {
    "swift": Model("swift", "Swift", "Home", trims={"base": "Swift", "pro": "Swift Pro"}),
    "crane": Model("crane", "Crane", "Home"),
    "rook": Model("rook", "Rook", "Other", trims={"one": "Rook"}),
}


def say(concept: str, car: str, text: str, when: str = "", **more: str) -> Fact:
    """One statement about a car, written `model/trim` or `model`."""
    model, _, trim = car.partition("/")
    return fact(concept, text, when, model=model, trim=trim, line=7, **{"source": "paper", **more})


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
    return book(
        *(facts or FACTS),
        sources=SOURCES,
        as_of="2026-01-01",
        entities={"segment": Entity("segment", "Home")},
        models=MODELS,
        concepts=CONCEPTS | {"range_cltc": RANGE},
        rates=rates,
    )


def with_facts(*more: Fact) -> FactBook:
    """The usual book with more statements."""
    return garage(*FACTS, *more)
