"""Everything that can be found: figures, events, promises, models, sources, disputes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.model import Dispute, Event, Fact, Forecast, Model, Source

Thing = Fact | Event | Forecast | Model | Source | Dispute

KINDS = {
    Fact: ("#", "figure"),
    Event: ("○", "event"),
    Forecast: ("◇", "promise"),
    Model: ("●", "model"),
    Source: ("§", "source"),
    Dispute: ("≠", "dispute"),
}


class Hit(NamedTuple):
    """One thing that can be found, with what it is searched by."""

    thing: Thing
    title: str
    detail: str
    haystack: str

    @property
    def glyph(self) -> str:
        """A sign for the kind of thing."""
        return KINDS[type(self.thing)][0]

    @property
    def kind(self) -> str:
        """The kind of thing in a word."""
        return KINDS[type(self.thing)][1]


def search_index(book: FactBook) -> tuple[Hit, ...]:
    """Everything in the book, in the order in which it is offered before a word is typed."""
    return tuple(_hits(book))


def search(index: Sequence[Hit], query: str) -> list[Hit]:
    """The hits that hold every word of the query; those whose title begins with it come first."""
    wanted = query.casefold().split()
    found = [hit for hit in index if all(word in hit.haystack for word in wanted)]
    if not wanted:
        return found
    return sorted(found, key=lambda hit: not hit.title.casefold().startswith(wanted[0]))


def _hits(book: FactBook) -> Iterator[Hit]:
    for model in book.models.values():
        trims = ", ".join(model.trims.values())
        yield _hit(model, f"{model.maker} {model.name}", trims, model.key)
    for forecast in book.forecasts:
        who = speaker(book, forecast.by)
        yield _hit(forecast, forecast.title, f"{who}, {fmt.period(forecast.said)}")
    for event in book.events:
        yield _hit(event, event.title, fmt.period(event.date), event.kind, event.model)
    for dispute in book.disputes:
        yield _hit(dispute, dispute.topic, dispute.kind, dispute.verdict)
    for fact in book.facts:
        yield _fact_hit(book, fact)
    for source in book.sources.values():
        day = fmt.period(source.published) if source.published else "undated"
        yield _hit(source, source.title, f"{source.publisher}, {day}", source.key)


def _fact_hit(book: FactBook, fact: Fact) -> Hit:
    subject = name_of_subject(book, fact)
    name = " ".join(part for part in (subject, book.name_of(fact.concept)) if part)
    when = fmt.period(fact.period) if fact.period else ""
    written = fact.period.text if fact.period else ""
    title = f"{name} {when}: {fact.text}" if when else f"{name}: {fact.text}"
    return _hit(fact, title, publishers(book, fact.sources), written, fact.concept)


def name_of_subject(book: FactBook, fact: Fact) -> str:
    """The trim, model or entity a fact is about; empty for what the file is about anyway."""
    dims = fact.dims
    if dims.model in book.models:
        model = book.models[dims.model]
        return model.trims.get(dims.trim, model.name) if dims.trim else model.name
    if dims.entity != book.home.entity and dims.entity in book.entities:
        return book.entities[dims.entity].name
    return ""


def publishers(book: FactBook, sources: Sequence[str]) -> str:
    """Who published some sources, each once."""
    return ", ".join(dict.fromkeys(book.sources[key].publisher for key in sources))


def speaker(book: FactBook, key: str) -> str:
    """The name of a person or company."""
    known = book.people.get(key) or book.entities.get(key)
    return known.name if known else key


def _hit(thing: Thing, title: str, detail: str, *more: str) -> Hit:
    return Hit(thing, title, detail, " ".join((title, detail, *more)).casefold())
