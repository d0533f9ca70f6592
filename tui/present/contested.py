"""The figures that sources still disagree on, and the mark behind them in tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact, Rate
from tui.facts.period import Period

DISPUTED = "≠"
"""Stands behind a figure that sources still disagree on."""
_SETTLED = ("explained", "strained")
"""How serious a remark is that leaves no doubt about a figure."""

Key = tuple[str, Dims, tuple[date | None, date | None]]
"""Which figure it is: the concept, what of, over which days."""


@dataclass(frozen=True)
class Contested:
    """The figures that sources still disagree on; none of a book that is not checked yet."""

    keys: frozenset[Key]

    def __contains__(self, thing: object) -> bool:
        """Whether a figure, in whatever currency, or a statement is of one of them."""
        return any(key in self.keys for key in own_keys(thing))

    def mark(self, thing: object) -> str:
        """The mark to stand behind a figure or a statement; empty where nothing is disputed."""
        return DISPUTED if thing in self else ""


UNCHECKED = Contested(frozenset())


def contested_in(book: FactBook) -> Contested:
    """The figures of a book about which a remark is neither explained nor barely consistent.

    That needs all checks, which take as long to import as to run.
    """
    from tui.checks.issues import items_of

    keys = (
        key_of(item.concept, item.dims, item.period)
        for item in items_of(book)
        if any(remark.sign not in _SETTLED for remark in item.remarks)
    )
    return Contested(frozenset(keys))


def contested_at_home(book: FactBook) -> Contested:
    """Those of the first entity without its cars, found among its own statements: a quarter of the
    work where other makers are on file."""
    own = tuple(fact for fact in book.facts if fact.dims == book.home)
    return contested_in(replace(book, facts=own, forecasts=()))


def key_of(concept: str, dims: Dims, period: Period | None) -> Key:
    """The key of what a statement says."""
    return concept, dims, (period.start, period.end) if period else (None, None)


def own_keys(thing: object) -> Iterator[Key]:
    """The keys of a figure or a statement itself; what is worked out is about what its first
    statement is about."""
    match thing:
        case Fact(concept=concept, dims=dims, period=period):
            yield key_of(concept, dims, period)
        case Figure(origin=Fact() as fact):
            yield from own_keys(fact)
        case Figure(concept=concept, facts=(Fact() as fact, *_)) if concept:
            yield key_of(concept, fact.dims, thing.period)
        case Figure(inputs=(converted, Figure(origin=Rate()))):
            yield from own_keys(converted)


def all_keys(thing: object) -> Iterator[Key]:
    """The keys of a figure or a statement and of all that it rests on, itself first."""
    yield from own_keys(thing)
    match thing:
        case Figure(inputs=inputs):
            for part in inputs:
                yield from all_keys(part)
