"""What the cursor is on, as something to copy, to open and to edit."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Event, Fact, Forecast, Mark, Model, Source
from tui.present.provenance import Subject


class Selection(NamedTuple):
    """The thing under the cursor: its value, its citation, where it can be read and edited."""

    text: str
    citation: str
    url: str
    mark: Mark | None
    sources: tuple[Source, ...] = ()


def pointed(book: FactBook, subject: Subject) -> Selection:
    """What can be done with a thing; an empty `url` where no source has an address."""
    keys, mark = _sources(subject), _mark(subject)
    text = _text(book, subject)
    known = tuple(book.sources[key] for key in keys if key in book.sources)
    url = next((source.url for source in known if source.url), "")
    place = book.place(mark) if mark else ""
    parts = [_named(book, subject), *map(cited, known), place]
    return Selection(text, "; ".join(part for part in parts if part), url, mark, known)


def cited(source: Source) -> str:
    """A source in one line: publisher, title, day, address."""
    day = f" ({fmt.period(source.published)})" if source.published else ""
    url = f", {source.url}" if source.url else ""
    return f"{source.publisher}, “{source.title}”{day}{url}"


def _text(book: FactBook, subject: Subject) -> str:
    if isinstance(subject, Figure):
        return fmt.amount(subject)
    if isinstance(subject, Fact):
        return subject.text
    if isinstance(subject, (Event, Forecast, Source)):
        return subject.title
    if isinstance(subject, Dispute):
        return subject.verdict
    return f"{subject.maker} {subject.name}"


def _named(book: FactBook, subject: Subject) -> str:
    """The value with what it is, when, and how sure: the head of a citation."""
    if isinstance(subject, Figure):
        when = f", {fmt.period(subject.period)}" if subject.period else ""
        bounds = ""
        if not subject.core.is_point:
            low, high = (fmt.bound(subject, end) for end in (subject.low, subject.high))
            bounds = f" ({low} to {high})"
        return f"{subject.label}{when}: {fmt.amount(subject)}{bounds}"
    if isinstance(subject, Fact):
        when = f", {fmt.period(subject.period)}" if subject.period else ""
        return f"{book.name_of(subject.concept)}{when}: {subject.text}"
    if isinstance(subject, Event):
        return f"{fmt.period(subject.date)}: {subject.title}"
    return _text(book, subject)


def _sources(subject: Subject) -> tuple[str, ...]:
    if isinstance(subject, Source):
        return (subject.key,)
    if isinstance(subject, Dispute):
        return tuple(dict.fromkeys(key for claim in subject.claims for key in claim.sources))
    return () if isinstance(subject, Model) else subject.sources


def _mark(subject: Subject) -> Mark | None:
    if not isinstance(subject, Figure):
        return subject.mark
    return subject.facts[0].mark if subject.facts else None
