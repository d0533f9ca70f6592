"""Which disputes touch the thing under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.checks.dispute_items import Item, items_about
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Fact, Forecast
from tui.present.provenance import RESULT_PER_CAR
from tui.present.story import Subject


def disputed_in(
    book: FactBook, items: Sequence[Item], subject: Subject
) -> tuple[tuple[Item, Fact | Dispute], ...]:
    """The items a thing occurs in, each with what to look for; those about itself come first."""
    if isinstance(subject, Dispute):
        return tuple((item, subject) for item in items if subject in item.written)
    found = [(item, fact) for fact in _facts(book, subject) for item in items_about(items, fact)]
    found.sort(key=lambda pair: pair[1] not in pair[0].facts)
    return tuple({item.key: (item, fact) for item, fact in reversed(found)}.values())[::-1]


def _facts(book: FactBook, subject: Subject) -> Iterator[Fact]:
    """The statements behind a thing, those of the very figure first."""
    if isinstance(subject, Fact):
        yield subject
    elif isinstance(subject, Forecast):
        yield subject.expects
    elif isinstance(subject, Figure):
        if subject.label == RESULT_PER_CAR and subject.period:
            yield from book.facts_of("profit_per_car", subject.period)
        for origin in subject.facts:
            if isinstance(origin, Fact):
                yield origin
