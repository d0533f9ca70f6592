"""Running totals held against flows and earlier totals, and figures against their own dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from tui.checks.finding import Finding
from tui.checks.identities import Implied, hold
from tui.checks.index import FactIndex, FactKey
from tui.checks.messages import claim, find, quoted
from tui.checks.parts import period_totals
from tui.checks.verdict import judge_computed
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.interval import INFINITY, NONNEGATIVE, Interval
from tui.facts.model import Fact

_QUARTER = 91


class Milestone(NamedTuple):
    """What a total can be at the beginning of a day: from the flows, and with what is stated."""

    day: date
    flows: Interval
    total: Interval
    terms: tuple[Figure, ...]
    """The total known before that day and the flows since, in their order."""


def running_totals(evidence: FactIndex) -> Iterator[Implied]:
    """Every running total with what the flows since an earlier one make of it.

    It is whole where flows end on the very day.
    """
    for rule in evidence.book.calculations:
        for dims in evidence.topics.get(rule.operands[0], ()) if rule.kind == "step" else ():
            totals = evidence.series[rule.operands[0], dims]
            flows = evidence.series.get((rule.result, dims), ())
            marks = _Walk(evidence, totals, flows).milestones()
            days = [mark.day for mark in marks]
            for slot in totals:
                for fact in evidence.tested(slot):
                    if running := _bracket(fact, marks, days):
                        yield running


class _Walk:
    """One pass over the flows of a series in the order of time."""

    def __init__(
        self, evidence: FactIndex, totals: Sequence[FactKey], flows: Sequence[FactKey]
    ) -> None:
        self._known = _totals_by_day(evidence, totals)
        self._flows = _flows_by_start(evidence, flows)
        self._days = sorted({*self._known, *self._flows})
        self._marks: dict[date, Milestone] = {}

    def milestones(self) -> list[Milestone]:
        """Every day that a flow or a known total leads to, in order."""
        total, terms = NONNEGATIVE, tuple[Figure, ...]()
        day = self._days[0] if self._days else None
        while day:
            total, terms = self._arrive(day, total, terms)
            first, *others = self._flows.get(day, [None])
            for flow in others:
                if flow and (end := _end(flow)) and flow.support.bounded:
                    self._mark(end, total + flow.support, (*terms, flow))
            if first:
                day = _end(first)
                total, terms = total + first.support, (*terms, first)
            else:
                # No flow begins here: the total may have grown by any number until the next day.
                later = bisect_right(self._days, day)
                day = self._days[later] if later < len(self._days) else None
                total = Interval(total.lo, INFINITY, total.lo_open)
        return _least_upper([self._marks[day] for day in sorted(self._marks)])

    def _arrive(
        self, day: date, total: Interval, terms: tuple[Figure, ...]
    ) -> tuple[Interval, tuple[Figure, ...]]:
        """Come to a day with what the flows make of it; go on from what is stated if it is news."""
        mark = self._mark(day, total, terms)
        total, terms = mark.flows, mark.terms
        stated = self._known.get(day)
        if stated is None:
            return total, terms
        shared = total.meet(stated.support)
        if shared == total or (shared is None and total.bounded):
            return total, terms
        self._marks[day] = mark._replace(total=shared or stated.support)
        return shared or stated.support, (stated,)

    def _mark(self, day: date, total: Interval, terms: tuple[Figure, ...]) -> Milestone:
        """Note a way to a day; of two ways the tighter one counts."""
        other = self._marks.get(day)
        shared = other.flows.meet(total) if other else None
        if other and (shared is None or other.flows.within(total)):
            return other
        self._marks[day] = Milestone(day, shared or total, shared or total, terms)
        return self._marks[day]


def _least_upper(marks: list[Milestone]) -> list[Milestone]:
    """The same with the most of each day no more than that of a later one."""
    bound, found = NONNEGATIVE, []
    for mark in reversed(marks):
        cap = Interval(-INFINITY, bound.hi, hi_open=bound.hi_open)
        flows, total = mark.flows.meet(cap), mark.total.meet(cap)
        found.append(mark._replace(flows=flows or mark.flows, total=total or mark.total))
        bound = total or mark.total
    return found[::-1]


def _end(flow: Figure) -> date | None:
    return flow.period.end if flow.period else None


def _totals_by_day(evidence: FactIndex, totals: Sequence[FactKey]) -> dict[date, Figure]:
    found: dict[date, Figure] = {}
    for slot in totals:
        start, end = slot.span
        best = evidence.best(slot)
        if best and start and end and (end - start).days == 1:
            found[end] = best
    return found


def _flows_by_start(evidence: FactIndex, flows: Sequence[FactKey]) -> dict[date, list[Figure]]:
    """The flows from each day, first the one to go on with: bounded, and closest to a quarter."""
    found: defaultdict[date, list[tuple[bool, int, Figure]]] = defaultdict(list)
    for slot in flows:
        start, end = slot.span
        best = evidence.best(slot)
        if best and start and end:
            off = abs((end - start).days - _QUARTER)
            found[start].append((not best.support.bounded, off, best))
    return {
        start: [item[2] for item in sorted(items, key=lambda item: item[:2])]
        for start, items in found.items()
    }


def _bracket(fact: Fact, marks: Sequence[Milestone], days: Sequence[date]) -> Implied | None:
    """What the flows make of the total on the day of a fact, which may be one of several."""
    period, quantity = fact.period, fact.quantity
    if period is None or quantity is None or period.end is None:
        return None
    first = (period.start or period.end) + timedelta(days=1)
    before, after = bisect_right(days, first) - 1, bisect_left(days, period.end)
    if before < 0:
        return None
    sure, start, end = before == after, marks[before], marks[min(after, len(marks) - 1)]
    high = end.flows if after < len(marks) else NONNEGATIVE
    bounds = start.flows if sure else _from_to(start.total, high)
    if not bounds.lo and not bounds.hi.is_finite():
        return None
    value = quantity.value if quantity.value in bounds else bounds.lo
    formula = " + ".join(f"{term.label} {term.period}" for term in end.terms)
    computed = Figure(
        value, bounds, bounds, quantity.unit, "total by the flows", period, None, formula, end.terms
    )
    how = " + ".join(fmt.spoken(term.value, term.unit) for term in end.terms if term.value)
    return Implied(fact, computed, how if sure else f"{how or 0} by {end.day}", sure)


def _from_to(low: Interval, high: Interval) -> Interval:
    """From the least of an earlier day to the most of a later one."""
    if high.hi < low.lo:
        return low
    return Interval(low.lo, high.hi, low.lo_open, high.hi_open and high.hi > low.lo)


_LOOSE = Decimal("1.05")
_QUARTER_DAYS = 91
_ENOUGH = 3
"""From how many quarters on a concept counts as a series that should go on."""


def roll_forward(evidence: FactIndex) -> Iterator[Finding]:
    """A running total against an earlier one and the flows since.

    Nothing is said where the flows leave too much room to tell.
    """
    for total in running_totals(evidence):
        whole = evidence.is_count(total.computed.unit)
        verdict = judge_computed(evidence.stated(total.fact), total.computed, whole=whole)
        if verdict == "strained" and not total.is_whole:
            verdict = "consistent"
        if verdict != "undecided":
            yield hold(evidence, "roll-forward", total, verdict)


def weaker_than_implied(evidence: FactIndex) -> Iterator[Finding]:
    """One-sided figures that other figures bound more tightly, by more than a twentieth."""
    for fact, computed, how, _ in (*period_totals(evidence), *running_totals(evidence)):
        stated = evidence.stated(fact)
        low = not stated.support.hi.is_finite() and _past(computed.support.lo, stated.core.lo)
        high = not stated.support.lo.is_finite() and _past(computed.support.hi, stated.core.hi)
        agree = judge_computed(stated, computed) not in ("conflict", "tension")
        if (low or high) and agree and evidence.book.is_usable(fact):
            gives = f"{how}, which gives {fmt.spoken_range(computed.support, computed.unit)}"
            says, figures = f"{claim(evidence, fact)} says less than {gives}", (stated, computed)
            yield find(evidence, "weaker-than-implied", "undecided", says, [fact], figures)


def _past(implied: Decimal, bound: Decimal) -> bool:
    """Whether an implied bound lies further from zero than the stated one, on the same side."""
    return implied.is_finite() and bound * implied > 0 and abs(implied) > abs(bound) * _LOOSE


def monotonic(evidence: FactIndex) -> Iterator[Finding]:
    """Running totals, which never fall."""
    for (name, _), slots in evidence.series.items():
        concept = evidence.book.concepts.get(name)
        most: Figure | None = None
        for slot in slots if concept and concept.cumulative else ():
            for fact in evidence.tested(slot):
                figure = evidence.stated(fact)
                if most and _sure_after(figure, most) and figure.support.hi < most.support.lo:
                    yield _fall(evidence, fact, figure, most)
            best = evidence.best(slot)
            if best and slot.span[1] and (not most or best.support.lo > most.support.lo):
                most = best


def _sure_after(figure: Figure, earlier: Figure) -> bool:
    """Whether every day that a figure may be of comes after those of the other."""
    start = figure.period.start if figure.period else None
    end = earlier.period.end if earlier.period else None
    return start is not None and end is not None and start >= end


def _fall(evidence: FactIndex, fact: Fact, figure: Figure, most: Figure) -> Finding:
    earlier = most.statements
    says = (
        f"{claim(evidence, fact)}, but it was "
        f"{quoted(earlier[0])} on {most.period} already, and a running total cannot fall"
    )
    return find(evidence, "monotonic", "conflict", says, (fact, *earlier), (figure, most))


def as_of(evidence: FactIndex) -> Iterator[Finding]:
    """Running totals whose day is not stated: true on some day of several."""
    for fact in evidence.book.facts:
        concept = evidence.book.concepts.get(fact.concept)
        if concept and concept.cumulative and fact.quantity and evidence.book.is_usable(fact):
            period = fact.period
            if period and (period.kind != "day" or period.approximate or period.unsure):
                says = f"{claim(evidence, fact)} without its day: true on some day {_days(fact)}"
                yield find(evidence, "as-of", "undecided", says, [fact], [evidence.stated(fact)])


def _days(fact: Fact) -> str:
    period = fact.period
    if period is None or period.start is None or period.last is None or period.kind == "day":
        return f"about {period}"
    return f"from {period.start} to {period.last}"


def stale(evidence: FactIndex) -> Iterator[Finding]:
    """Quarterly series of the first entity that end more than two quarters ago."""
    now = evidence.book.as_of.start
    ending: defaultdict[date, list[Fact]] = defaultdict(list)
    for (_, dims), slots in evidence.series.items():
        if dims == evidence.book.home:
            facts = [fact for slot in slots for fact in evidence.usable(slot)[:1]]
            quarters = [fact for fact in facts if fact.period and fact.period.kind == "quarter"]
            if len({fact.period for fact in quarters}) >= _ENOUGH:
                last = facts[-1]
                if last.period and last.period.end:
                    ending[last.period.end].append(last)
    for end in sorted(ending):
        if now and (now - end).days > 2 * _QUARTER_DAYS:
            yield _old(evidence, ending[end], (now - end).days // _QUARTER_DAYS)


def _old(evidence: FactIndex, facts: Sequence[Fact], quarters: int) -> Finding:
    names = ", ".join(
        dict.fromkeys(evidence.book.name_of(fact.concept, fact.dims.entity) for fact in facts)
    )
    says = f"nothing newer than {facts[0].period}, over {quarters} quarters old: {names}"
    return find(evidence, "stale", "undecided", says, facts)._replace(subject="")
