"""Which disputes touch a thing, and what the drawer says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tui.checks.issues import Issue, Item, items_about
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dispute, Fact, Forecast
from tui.present.contested import Key, all_keys, asks_about, key_of
from tui.present.provenance import TextBlock
from tui.present.things import Thing


def disputed_in(
    book: FactBook, items: Sequence[Item], subject: Thing
) -> tuple[tuple[Item, Fact | Dispute], ...]:
    """The items a thing occurs in, each with what to look for; those about itself come first, then
    those that the file writes about it or about what it rests on."""
    if isinstance(subject, Dispute):
        return tuple((item, subject) for item in items if subject in item.written)
    thing = subject.expects if isinstance(subject, Forecast) else subject
    keys = tuple(dict.fromkeys(all_keys(thing)))
    found: dict[str, tuple[Item, Fact | Dispute]] = {}
    beside: dict[str, tuple[Item, Fact | Dispute]] = {}
    for fact in _facts(book, thing, keys):
        for item in items_about(items, fact):
            (found if fact in item.facts else beside).setdefault(item.key, (item, fact))
    for item in items:
        if not item.facts and any(asks_about(item, key) for key in keys):
            found.setdefault(item.key, (item, item.written[0]))
    # Once for the order, and again for what to look for in an item that is among both.
    return tuple((found | beside | found).values())


def _facts(book: FactBook, thing: object, keys: Sequence[Key]) -> Iterator[Fact]:
    """The statements behind a thing, those of the very figure first."""
    if isinstance(thing, Fact):
        yield thing
    for concept, dims, span in keys:
        stated = book.facts_of(concept, dims=dims)
        yield from (fact for fact in stated if key_of(concept, dims, fact.period)[2] == span)
    if isinstance(thing, Figure):
        yield from thing.statements


_GRAVE = ("conflict", "tension")


def dispute_passages(items: Iterable[Item]) -> Iterator[TextBlock]:
    """Each with its glyph, how serious it is, how far apart the values are, and why."""
    heading = "In dispute"
    for item in items:
        if heading:
            yield from (TextBlock(), TextBlock(heading, "bold"))
            heading = ""
        gap, why = item.lead.gap, explanation(item.lead)
        apart = f", {gap} apart" if gap and gap not in why else ""
        role = "loss" if item.lead.sign in _GRAVE else "muted"
        yield TextBlock(f"{item.title}: {item.lead.name}{apart}", "", 3, item.lead.glyph, role)
        yield TextBlock(why, "muted", 3)


def explanation(remark: Issue) -> str:
    """Why it is so, in a sentence: the file's reason, its verdict, or what the check says."""
    about = remark.about
    return about.verdict if isinstance(about, Dispute) else about.reason or about.says
