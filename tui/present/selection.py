"""What the cursor is on, as something to copy, to open and to edit."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Event, Fact, Forecast, Mark, Model, Source
from tui.present.things import Thing


class Selection(NamedTuple):
    """The thing under the cursor: its value, its citation, where it can be read and edited."""

    text: str
    citation: str
    url: str
    mark: Mark | None
    sources: tuple[Source, ...] = ()


def selection_of(book: FactBook, subject: Thing) -> Selection:
    """What can be done with a thing; an empty `url` where no source has an address."""
    text, named = _worded(book, subject)
    keys, mark = _grounds(subject)
    known = tuple(book.sources[key] for key in keys if key in book.sources)
    url = next((source.url for source in known if source.url), "")
    parts = [named, *map(cited, known), book.place(mark) if mark else ""]
    return Selection(text, "; ".join(part for part in parts if part), url, mark, known)


def cited(source: Source) -> str:
    """A source in one line: publisher, title, day, address."""
    day = f" ({fmt.period(source.published)})" if source.published else ""
    url = f", {source.url}" if source.url else ""
    return f"{source.publisher}, “{source.title}”{day}{url}"


def _worded(book: FactBook, subject: Thing) -> tuple[str, str]:
    """The value of a thing; and that with what it is, when, and how sure: a citation's head."""
    match subject:
        case Figure():
            text, bounds = fmt.amount(subject), ""
            when = f", {fmt.period(subject.period)}" if subject.period else ""
            if not subject.core.is_point:
                low, high = (fmt.bound(subject, end) for end in (subject.low, subject.high))
                bounds = f" ({low} to {high})"
            return text, f"{subject.label}{when}: {text}{bounds}"
        case Fact():
            when = f", {fmt.period(subject.period)}" if subject.period else ""
            return (
                subject.text,
                f"{book.name_of(subject.concept, subject.dims.entity)}{when}: {subject.text}",
            )
        case Event():
            return subject.title, f"{fmt.period(subject.date)}: {subject.title}"
        case Forecast() | Source():
            return subject.title, subject.title
        case Dispute():
            return subject.verdict, subject.verdict
        case Model():
            name = f"{subject.maker} {subject.name}"
            return name, name


def _grounds(subject: Thing) -> tuple[tuple[str, ...], Mark | None]:
    """The keys of the sources of a thing, and where it stands in the file."""
    match subject:
        case Figure():
            return subject.sources, subject.facts[0].mark if subject.facts else None
        case Source():
            return (subject.key,), subject.mark
        case Dispute():
            keys = dict.fromkeys(key for claim in subject.claims for key in claim.sources)
            return tuple(keys), subject.mark
        case Model():
            return (), subject.mark
        case Fact() | Event() | Forecast():
            return subject.sources, subject.mark
