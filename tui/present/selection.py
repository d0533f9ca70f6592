"""What the cursor is on, as something to copy, to open and to edit."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.model import Dispute, Fact, Mark, Model, Source
from tui.present.citation import citation, mark_of, sources_of
from tui.present.table import tabbed
from tui.present.things import KINDS, Thing, name_in_full


class Selection(NamedTuple):
    """The thing under the cursor: its value, its citation, where it can be read and edited."""

    text: str
    """As a spreadsheet takes it: of a figure the digits that are shown."""
    row: str
    """The same with name and bounds, below headings, for what stands in no table."""
    citation: str
    url: str
    mark: Mark | None
    sources: tuple[Source, ...] = ()


def selection_of(book: FactBook, thing: Thing) -> Selection:
    """What can be done with a thing; an empty `url` where no source has an address."""
    known = sources_of(book, thing)
    url = next((source.url for source in known if source.url), "")
    text, row = plain_text(thing), _row(book, thing)
    return Selection(text, row, citation(book, thing), url, mark_of(thing), known)


def _row(book: FactBook, thing: Thing) -> str:
    figure = thing if isinstance(thing, Figure) else None
    if isinstance(thing, Fact) and thing.quantity:
        figure = stated(thing, name_in_full(book, thing))
    cells = {"name": KINDS[type(thing)][1], "value": plain_text(thing)}
    if figure:
        ends = (figure._replace(value=end) for end in (figure.low, figure.high))
        low, high = (fmt.for_a_cell(end) if end.value.is_finite() else "" for end in ends)
        cells |= {"name": figure.label, "low": low, "high": high, "unit": figure.unit}
        cells |= {"period": figure.period.text if figure.period else ""}
    return tabbed(cells, cells.values())


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
