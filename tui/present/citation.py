"""A thing as it can be printed: what it is, how sure, calculated how, with every source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui import __version__
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.model import Dispute, Event, Fact, Forecast, Mark, Model, Rate, Source
from tui.facts.period import Period
from tui.present.marks import is_second_hand
from tui.present.provenance import TIER_WORDS, formulas, terms
from tui.present.things import Thing, day_of, first_fact, name_in_full

if TYPE_CHECKING:
    from tui.present.claim import Verdict


def citation(book: FactBook, thing: Thing) -> str:
    """Some lines: the thing, its sources with a number each, the program and the facts' date."""
    return _listed(book, _said(book, thing), sources_of(book, thing), mark_of(thing))


def cited_verdict(book: FactBook, verdict: Verdict) -> str:
    """The same for the verdict on a published figure, with who printed it."""
    computed = verdict.held.computed
    printed = (key for fact in verdict.printed for key in fact.sources)
    sources = book.sources_of([*computed.sources, *printed])
    return _listed(book, [verdict.says], sources, mark_of(computed))


def _listed(
    book: FactBook, said: Iterable[str], sources: Iterable[Source], mark: Mark | None
) -> str:
    numbered = (f"[{number}] {cited(source)}" for number, source in enumerate(sources, 1))
    about = f"xev-tui {__version__}, facts as of {fmt.period(book.as_of)}"
    end = f"{about}, {book.place(mark)}" if mark else about
    return "\n".join([*filter(None, said), *numbered, end])


def cited(source: Source) -> str:
    """A source: who published what and when, where it is, and what a reader must know of it.

    A document that is known by what others quote of it is never told as one that was seen.
    """
    read = [f"read {fmt.period(source.read)}"] if source.read else []
    known = [TIER_WORDS[source.tier], source.note]
    if source.tier == "relay":
        known = ["second-hand", source.note or "the document itself was not seen"]
    address = source.url or "no address on file"
    parts = [f"{source.publisher}, “{source.title}”, {day_of(source)}, {address}", *read]
    return f"{', '.join(parts)} ({'; '.join(filter(None, known))})"


def sources_of(book: FactBook, thing: Thing) -> tuple[Source, ...]:
    """Every source behind a thing, each once."""
    keys: Sequence[str] = ()
    match thing:
        case Source():
            keys = (thing.key,)
        case Dispute():
            keys = [key for claim in thing.claims for key in claim.sources]
        case Model():
            pass
        case _:
            keys = thing.sources
    return book.sources_of(keys)


def mark_of(thing: Thing) -> Mark | None:
    """Where it stands in the file; of what is calculated, where the first fact behind it does."""
    if isinstance(thing, Figure):
        return thing.facts[0].mark if thing.facts else None
    return thing.mark


def _said(book: FactBook, thing: Thing) -> Iterator[str]:
    match thing:
        case Figure():
            yield from _figure(book, thing)
        case Fact():
            name = name_in_full(book, thing)
            if thing.quantity:
                yield from _figure(book, stated(thing, name))
            else:
                when = f", {_when(thing.period)}" if thing.period else ""
                yield f"{_owner(book, thing)}{name}{when}: {thing.text}"
        case Event():
            yield f"{_when(thing.date)}: {thing.title}"
        case Forecast():
            yield f"{book.speaker(thing.by)}, {_when(thing.said)} ({thing.kind}): {thing.title}"
        case Source():
            yield thing.title
        case Dispute():
            yield thing.topic
            for number, claim in enumerate(thing.claims, 1):
                holds = " (right)" if number == thing.preferred else ""
                who = ", ".join(book.publisher(key) for key in claim.sources)
                yield f"{who}: {claim.says}{holds}"
            yield thing.verdict
        case Model():
            yield f"{thing.maker} {thing.name}"


def _figure(book: FactBook, figure: Figure) -> Iterator[str]:
    """The figure with its bounds, then how it was calculated and from what."""
    weak = "; second-hand" if is_second_hand(book, figure) else ""
    is_what_if = figure.inputs and any(part.origin is None for part in terms(figure))
    assumed = "; under assumptions" if is_what_if else ""
    yield f"{_owner(book, figure)}{_amount(figure)}{_bounds(figure)}{assumed}{weak}"
    if isinstance(origin := figure.origin, Fact):
        written = fmt.true_minus(origin.text)
        if written != fmt.amount(figure, symbols={}):
            yield f"Written as “{written}”"
        if origin.note:
            yield f"Note: {origin.note}"
    elif figure.inputs:
        yield f"Calculated: {'; '.join(block.text for block in formulas(figure, figure.label))}"
        yield f"From: {'; '.join(map(_term, terms(figure)))}"
    elif origin is None:
        yield "Assumed, with no source"


def _amount(figure: Figure) -> str:
    when = f", {_when(figure.period)}" if figure.period else ""
    return f"{figure.label}{when}: {fmt.amount(figure, symbols={})}"


def _term(figure: Figure) -> str:
    match figure.origin:
        case None:
            return f"{_amount(figure)} (assumed, with no source)"
        case Rate() as rate:
            return f"{_amount(figure)} (daily {rate.low} to {rate.high})"
        case _:
            return _amount(figure)


def _bounds(figure: Figure) -> str:
    """What is meant; of a mere bound, on which side of it."""
    if figure.is_exact:
        return ""
    if figure.support.bounded:
        low, high = (fmt.bound(figure, end, {}) for end in (figure.low, figure.high))
        return f" ({low} to {high}, from rounding)"
    ends = {"at least": figure.support.lo, "at most": figure.support.hi}
    told = (f"{word} {fmt.bound(figure, end, {})}" for word, end in ends.items() if end.is_finite())
    return f" ({next(told, 'without bounds')})"


def _owner(book: FactBook, figure: Figure | Fact) -> str:
    """Whose figure it is, with a colon; empty for what the user assumes."""
    fact = first_fact(figure)
    if fact and fact.dims.model in book.models:
        return f"{book.models[fact.dims.model].maker}: "
    entity = book.entities.get(fact.dims.entity) if fact else None
    if entity is None:
        return ""
    return f"{', '.join(dict.fromkeys((entity.called, entity.name)))}: "


def _when(period: Period) -> str:
    """As on the screen, with all digits of the year."""
    is_part = period.kind in ("quarter", "half")
    return f"{period.text[5:7]} {period.text[:4]}" if is_part else fmt.period(period)
