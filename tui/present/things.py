"""What the store holds and what follows from it: the kinds of things, what they are called."""

from __future__ import annotations

from collections.abc import Sequence

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Event, Fact, Forecast, Model, Source

Thing = Figure | Fact | Event | Forecast | Model | Source | Dispute

KINDS = {
    Figure: ("=", "calculated"),
    Fact: ("#", "figure"),
    Event: ("○", "event"),
    Forecast: ("◇", "promise"),
    Model: ("●", "model"),
    Source: ("§", "source"),
    Dispute: ("≠", "dispute"),
}


def first_fact(figure: Figure | Fact) -> Fact | None:
    """The statement that a figure is, or the first one that it rests on; None for an assumption."""
    return next(iter(figure.statements), None) if isinstance(figure, Figure) else figure


def name_of_subject(book: FactBook, fact: Fact) -> str:
    """The trim, model or entity a fact is about; empty for what the file is about anyway."""
    dims = fact.dims
    if car := book.car_of(dims):
        return car
    if dims.entity != book.home.entity and dims.entity in book.entities:
        return book.entities[dims.entity].name
    return ""


def name_in_full(book: FactBook, fact: Fact) -> str:
    """What a fact states, behind what it is about: `YU7 Max deliveries`."""
    names = (name_of_subject(book, fact), book.name_of(fact.concept, fact.dims.entity))
    return " ".join(filter(None, names))


def publishers(book: FactBook, sources: Sequence[str]) -> str:
    """Who published some sources, each once."""
    return ", ".join(dict.fromkeys(book.sources[key].publisher for key in sources))


def day_of(source: Source) -> str:
    """When a source was published."""
    return fmt.period(source.published) if source.published else "undated"
