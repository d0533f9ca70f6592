"""Which disputes touch the thing under the cursor, and what the drawer says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tui.checks.issues import Issue, Item, items_about
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Fact, Forecast
from tui.present.provenance import Subject, TextBlock


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
        if subject.concept and subject.period:
            yield from book.facts_of(subject.concept, subject.period)
        for origin in subject.facts:
            if isinstance(origin, Fact):
                yield origin


_GRAVE = ("conflict", "tension")


def dispute_passages(items: Iterable[Item]) -> Iterator[TextBlock]:
    """Each with its glyph, how serious it is, how far apart the values are, and why."""
    heading = "In dispute"
    for item in items:
        if heading:
            yield from (TextBlock(), TextBlock(heading, "bold"))
            heading = ""
        gap = f", {item.lead.gap} apart" if item.lead.gap else ""
        role = "loss" if item.lead.sign in _GRAVE else "muted"
        yield TextBlock(f"{item.title}: {item.lead.name}{gap}", "", 3, item.lead.glyph, role)
        yield TextBlock(explanation(item.lead), "muted", 3)


def explanation(remark: Issue) -> str:
    """Why it is so, in a sentence: the file's reason, its verdict, or what the check says."""
    about = remark.about
    return about.verdict if isinstance(about, Dispute) else about.reason or about.says
