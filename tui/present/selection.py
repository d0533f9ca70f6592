"""What the cursor is on, as something to copy, to open and to edit."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.model import Dispute, Fact, Mark, Model, Source
from tui.present.citation import citation, mark_of, sources_of
from tui.present.things import Thing


class Selection(NamedTuple):
    """The thing under the cursor: its value, its citation, where it can be read and edited."""

    text: str
    """As a spreadsheet takes it: of a figure the digits that are shown."""
    citation: str
    url: str
    mark: Mark | None
    sources: tuple[Source, ...] = ()


def selection_of(book: FactBook, thing: Thing) -> Selection:
    """What can be done with a thing; an empty `url` where no source has an address."""
    known = sources_of(book, thing)
    url = next((source.url for source in known if source.url), "")
    return Selection(plain_text(thing), citation(book, thing), url, mark_of(thing), known)


def plain_text(thing: Thing) -> str:
    """The value of a thing, a number in full units without marks."""
    match thing:
        case Figure():
            return fmt.for_a_cell(thing)
        case Fact():
            return fmt.for_a_cell(stated(thing, "")) if thing.quantity else thing.text
        case Dispute():
            return thing.verdict
        case Model():
            return f"{thing.maker} {thing.name}"
        case _:
            return thing.title
