"""The figures that sources still disagree on, and the mark behind them in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tui.checks.brief import Contest, brief_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact, Rate
from tui.facts.period import Period, Span, span_of

if TYPE_CHECKING:
    from tui.checks.issues import Item

DISPUTED = "≠"
"""Stands behind a figure that sources still disagree on."""
Key = tuple[str, Dims, Span]
"""Which figure it is: the concept, what of, over which days."""


@dataclass(frozen=True)
class Contested:
    """What sources disagree on, in brief; nothing of a book that is not checked yet."""

    contests: tuple[Contest, ...]

    @cached_property
    def _by_key(self) -> Mapping[Key, Sequence[Contest]]:
        found: defaultdict[Key, list[Contest]] = defaultdict(list)
        for contest in self.contests:
            found[key_of(contest.concept, contest.dims, contest.period)].append(contest)
        return dict(found)

    def __contains__(self, thing: object) -> bool:
        """Whether sources still disagree on a figure, in whatever currency, or a statement."""
        found = (self._by_key.get(key, ()) for key in own_keys(thing))
        return any(contest.is_open for contests in found for contest in contests)

    def behind(self, thing: object) -> Iterator[Contest]:
        """What sources disagree on of a figure and of all that it rests on; the figures first, then
        the questions that the file writes down."""
        keys = tuple(dict.fromkeys(all_keys(thing)))
        found = (contest for key in keys for contest in self._by_key.get(key, ()))
        yield from (contest for contest in found if contest.is_stated)
        for contest in self.contests:
            if not contest.is_stated and any(asks_about(contest, key) for key in keys):
                yield contest

    def mark(self, thing: object) -> str:
        """The mark to stand behind a figure or a statement; empty where nothing is disputed."""
        return DISPUTED if thing in self else ""


UNCHECKED = Contested(())


def contested_in(book: FactBook) -> Contested:
    """What sources disagree on in a book."""
    return Contested(brief_of(book).contests)


def key_of(concept: str, dims: Dims, period: Period | None) -> Key:
    """The key of what a statement says."""
    return concept, dims, span_of(period)


def own_keys(thing: object) -> Iterator[Key]:
    """The keys of a figure or a statement itself; what is calculated is about what its first
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


def asks_about(item: Item | Contest, key: Key) -> bool:
    """Whether a question that the file writes down is about a figure; one about a car is about all
    its trims, one without a period about any."""
    concept, dims, span = key
    asked = key_of(item.concept, item.dims, item.period)
    alike = item.dims == dims or (item.dims.model != "" and item.dims.model == dims.model)
    return asked[0] == concept and alike and (item.period is None or asked[2] == span)
