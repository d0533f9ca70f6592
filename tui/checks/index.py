"""The facts of a book, indexed once for all checks: every figure with all that is said of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from tui.checks.verdict import judge
from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.model import Calculation, Dims, Fact, Rate
from tui.facts.period import Span, span_of
from tui.facts.units import currency_of

_AGREE = ("consistent", "strained")


class FactKey(NamedTuple):
    """One figure that may be stated: what, of what, over which days, against which base."""

    concept: str
    dims: Dims
    span: Span
    versus: Span = (None, None)


@dataclass(frozen=True)
class FactIndex:
    """A book and its indexes. Only what is stated as having happened enters, whatever its rank."""

    book: FactBook

    @cached_property
    def slots(self) -> dict[FactKey, tuple[Fact, ...]]:
        """All statements of each figure, in the order of the file."""
        index: defaultdict[FactKey, list[Fact]] = defaultdict(list)
        for fact in self.book.facts:
            if fact.scenario == "actual":
                index[self.slot_of(fact)].append(fact)
        return {slot: tuple(facts) for slot, facts in index.items()}

    def slot_of(self, fact: Fact) -> FactKey:
        """Which figure a fact states."""
        return FactKey(fact.concept, fact.dims, span_of(fact.period), self._base(fact))

    def _base(self, fact: Fact) -> Span:
        """What a change is measured against: a year before, when nothing else is said."""
        concept = self.book.concepts.get(fact.concept)
        if fact.versus or concept is None or concept.unit != "growth":
            return span_of(fact.versus)
        return year_before(span_of(fact.period))

    @cached_property
    def series(self) -> dict[tuple[str, Dims], tuple[FactKey, ...]]:
        """The figures of each concept about the same thing, by when they end."""
        index: defaultdict[tuple[str, Dims], list[FactKey]] = defaultdict(list)
        for slot in self.slots:
            index[slot.concept, slot.dims].append(slot)
        return {
            key: tuple(sorted(slots, key=lambda slot: _order(slot.span)))
            for key, slots in index.items()
        }

    @cached_property
    def topics(self) -> dict[str, tuple[Dims, ...]]:
        """What each concept is stated of."""
        index: defaultdict[str, list[Dims]] = defaultdict(list)
        for concept, dims in self.series:
            index[concept].append(dims)
        return {concept: tuple(dims) for concept, dims in index.items()}

    @cached_property
    def _rates(self) -> dict[tuple[str, Span], Rate]:
        return {(rate.currency, span_of(rate.period)): rate for rate in self.book.rates}

    def rate(self, currency: str, span: Span) -> Rate | None:
        """The reference rate over exactly these days."""
        return self._rates.get((currency, span))

    def results(self, kind: str) -> Iterator[tuple[Calculation, FactKey]]:
        """Each calculation of a kind with each figure that it may result in."""
        for rule in self.book.calculations:
            if rule.kind == kind:
                for dims in self.topics.get(rule.result, ()):
                    for slot in self.series[rule.result, dims]:
                        yield rule, slot

    def is_count(self, unit: str) -> bool:
        """Whether only whole numbers make sense."""
        return self.book.units.is_count(unit)

    def usable(self, slot: FactKey) -> tuple[Fact, ...]:
        """The statements that may be the base of a check."""
        return tuple(fact for fact in self.slots.get(slot, ()) if self.book.is_usable(fact))

    def tested(self, slot: FactKey) -> tuple[Fact, ...]:
        """The statements to hold against a computed figure, each wording once.

        Not those that disagree with the one that holds, which are held against that; deprecated
        ones only where there is nothing else.
        """
        if slot not in self._tested:
            usable = self.usable(slot)
            wordings: dict[str, Fact] = {}
            for fact in usable or self.slots.get(slot, ()):
                if fact.quantity:
                    wordings.setdefault(fact.text, fact)
            self._tested[slot] = tuple(self._agreeing(usable, tuple(wordings.values())))
        return self._tested[slot]

    @cached_property
    def _tested(self) -> dict[FactKey, tuple[Fact, ...]]:
        return {}

    def _agreeing(self, usable: Sequence[Fact], facts: Sequence[Fact]) -> Iterator[Fact]:
        by_unit: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in usable:
            by_unit[unit_of(fact)].append(fact)
        held = {unit: self.book.pick(same, money_of(same[0])) for unit, same in by_unit.items()}
        for fact in facts:
            holds = held.get(unit_of(fact))
            if holds is None or judge(self.stated(fact), self.stated(holds)) in _AGREE:
                yield fact

    def best(self, slot: FactKey, currency: str | None = None) -> Figure | None:
        """The figure to use, money in one currency (the maker's own when not given)."""
        key = slot, currency
        if key not in self._best:
            self._best[key] = self.figure(self.book.pick(self.usable(slot), currency))
        return self._best[key]

    @cached_property
    def _best(self) -> dict[tuple[FactKey, str | None], Figure | None]:
        return {}

    def figure(self, fact: Fact | None) -> Figure | None:
        """What a numeric fact states."""
        return self.stated(fact) if fact and fact.quantity else None

    def stated(self, fact: Fact) -> Figure:
        """What a fact states, which must be numeric."""
        return stated(fact, self.book.name_of(fact.concept, fact.dims.entity))

    def agreeing(self, fact: Fact) -> tuple[Fact, ...]:
        """The usable statements of the same figure that agree with one, itself among them."""
        return tuple(f for f in self.usable(self.slot_of(fact)) if self.agrees(f, fact))

    def agrees(self, fact: Fact, other: Fact) -> bool:
        """Whether two statements of the same figure may both be right as they are meant."""
        if fact.quantity is None or other.quantity is None:
            return fact.text == other.text
        if fact.quantity.unit != other.quantity.unit:
            return False
        return judge(self.stated(fact), self.stated(other)) in _AGREE

    def explanation(self, fact: Fact) -> str:
        """Why the file itself sets a fact aside; empty for one that stands."""
        if self.book.is_usable(fact) or fact.scenario != "actual":
            return ""
        if fact.rank == "deprecated":
            return fact.reason or "deprecated"
        other = self._successors.get((fact.key, ""), "superseded")
        return self._successors.get((fact.key, fact.concept), other)

    @cached_property
    def _successors(self) -> dict[tuple[str, str], str]:
        """Why a statement is superseded, by its id and a concept; without one by the last."""
        found: dict[tuple[str, str], str] = {}
        for fact in self.book.facts:
            if fact.supersedes:
                why = fact.reason or fact.note or f"superseded by “{fact.text}”"
                found[fact.supersedes, fact.concept] = found[fact.supersedes, ""] = why
        return found


def year_before(span: Span) -> Span:
    """The same days of the year before."""
    start, end = (day and _shifted(day) for day in span)
    return start, end


def _shifted(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def money_of(fact: Fact) -> str | None:
    """The currency of a fact; None when it is no money."""
    return currency_of(fact.quantity.unit) if fact.quantity else None


def unit_of(fact: Fact) -> str:
    """The unit of a fact; empty when it is text or a date."""
    return fact.quantity.unit if fact.quantity else ""


def _order(span: Span) -> tuple[date, date]:
    return span[1] or date.max, span[0] or date.min
