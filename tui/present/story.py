"""The story of anything that can be found or pointed at: a figure, a fact, an event, a source."""

from __future__ import annotations

from collections.abc import Iterator

from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.model import Dispute, Event, Fact, Forecast, Model, Source
from tui.present.passage import Passage
from tui.present.provenance import (
    explain_event,
    explain_figure,
    explain_forecast,
    explain_origin,
    explain_source,
)
from tui.present.search import name_of_subject

Subject = Figure | Fact | Event | Forecast | Model | Source | Dispute


def explain(book: FactBook, subject: Subject) -> tuple[Passage, ...]:
    """What it is, where it comes from, and the line of facts.yaml it stands on."""
    if isinstance(subject, Figure):
        return explain_figure(book, subject)
    if isinstance(subject, Fact):
        return _fact(book, subject)
    if isinstance(subject, Event):
        return explain_event(book, subject)
    if isinstance(subject, Forecast):
        return explain_forecast(book, subject)
    if isinstance(subject, Source):
        return tuple(_source(book, subject))
    if isinstance(subject, Dispute):
        return tuple(_dispute(book, subject))
    return tuple(_model(book, subject))


def _fact(book: FactBook, fact: Fact) -> tuple[Passage, ...]:
    if fact.quantity is not None:
        name = " ".join(filter(None, (name_of_subject(book, fact), book.name_of(fact.concept))))
        return explain_figure(book, stated(fact, name))
    head = Passage(f"{book.name_of(fact.concept)}: {fact.text}", "bold")
    return (head, Passage(), *explain_origin(book, fact))


def _source(book: FactBook, source: Source) -> Iterator[Passage]:
    yield from explain_source(source)
    if source.url:
        yield Passage(source.url, "neutral", 3)
    if source.note:
        yield Passage(source.note, "muted", 3)
    for key in source.derived_from:
        yield Passage(f"follows {book.sources[key].title}", "muted", 3)
    yield Passage(book.place(source.mark), "neutral", 3)
    yield Passage()
    facts = [fact for fact in book.facts if source.key in fact.sources]
    rest = "figure rests" if len(facts) == 1 else "figures rest"
    yield Passage(f"{len(facts)} {rest} on it", "bold")
    for fact in facts:
        when = f", {fact.period.text}" if fact.period else ""
        yield Passage(f"{book.name_of(fact.concept)}{when}: {fact.text}", "", 3)


def _dispute(book: FactBook, dispute: Dispute) -> Iterator[Passage]:
    yield Passage(dispute.topic, "bold")
    yield Passage()
    for place, claim in enumerate(dispute.claims, 1):
        holds = "★" if place == dispute.preferred else str(place)
        yield Passage(claim.says, "", 3, holds)
        for key in claim.sources:
            source = book.sources[key]
            yield Passage(f"{source.publisher}: {source.title}", "muted", 3)
    yield Passage()
    yield Passage(dispute.verdict)
    yield Passage(book.place(dispute.mark), "neutral")


def _model(book: FactBook, model: Model) -> Iterator[Passage]:
    yield Passage(f"{model.maker} {model.name}", "bold")
    yield Passage(model.body, "muted")
    if model.trims:
        yield Passage(", ".join(model.trims.values()))
    yield Passage(book.place(model.mark), "neutral")
