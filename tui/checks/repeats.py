"""What stands in the file twice, or under a period that it cannot be of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tui.checks.finding import Finding
from tui.checks.index import FactIndex, unit_of
from tui.checks.messages import claim, find, quoted
from tui.facts.model import Dims, Fact
from tui.facts.period import Period, span_of

_DIGITS = 4
"""So many digits alike are no coincidence."""


def repeated(evidence: FactIndex) -> Iterator[Finding]:
    """Figures that one source states twice: in the same words, or in others that may both be right,
    since what cannot be is found with all other statements of the figure."""
    first: dict[tuple[object, ...], Fact] = {}
    for fact in evidence.book.facts:
        about = fact.concept, fact.dims, span_of(fact.period), span_of(fact.versus), fact.scenario
        unit = unit_of(fact) if evidence.book.is_usable(fact) else ""
        for source in fact.sources:
            earlier = first.setdefault((source, fact.text, *about), fact)
            other = first.setdefault((source, unit, "", *about), fact) if unit else fact
            if earlier is not fact:
                says = (
                    f"is already {_where(evidence, earlier, fact)}, from the same source "
                    f"(remove one of the two)"
                )
            elif other is not fact and evidence.agrees(fact, other):
                says = (
                    f"is {quoted(other)} {_where(evidence, other, fact)}, from the same source "
                    f"(keep what it prints, or mark the other with rank: deprecated)"
                )
            else:
                continue
            says = f"{claim(evidence, fact)} {says}"
            yield find(evidence, "repeated", "tension", says, [fact, earlier, other])
            break


def _where(evidence: FactIndex, fact: Fact, near: Fact) -> str:
    """Where a fact stands, for whom looks at another one."""
    same = fact.mark.file == near.mark.file
    return f"on line {fact.mark.line}" if same else f"in {evidence.book.place(fact.mark)}"


def wrong_period(evidence: FactIndex) -> Iterator[Finding]:
    """Statements told before their period ended, and figures alike to the last digit in two."""
    alike: defaultdict[tuple[str, Dims, str, str], list[Fact]] = defaultdict(list)
    early: dict[tuple[object, ...], Finding] = {}
    for fact in evidence.book.facts:
        concept, period, q = evidence.book.concepts.get(fact.concept), fact.period, fact.quantity
        if concept and concept.additive and period and q and evidence.book.is_usable(fact):
            if told := _told_early(evidence, fact, period):
                early.setdefault((fact.sources, fact.dims, period), told)
            if not fact.is_bound and len(q.value.normalize().as_tuple().digits) >= _DIGITS:
                number = f"{q.value.normalize()} {q.unit}"
                alike[fact.concept, fact.dims, period.kind, number].append(fact)
    yield from early.values()
    for first, *others in alike.values():
        for fact in others:
            if span_of(fact.period) != span_of(first.period):
                says = (
                    f"{claim(evidence, fact)} is {quoted(first)} of {first.period} to the last "
                    f"digit, {_where(evidence, first, fact)} (correct the figure or its period)"
                )
                yield find(evidence, "wrong-period", "tension", says, [fact, first])


def _told_early(evidence: FactIndex, fact: Fact, period: Period) -> Finding | None:
    """A finding where every source came out before the period of a figure had ended."""
    sources = [evidence.book.sources.get(key) for key in fact.sources]
    days = [s.published.last if s and s.published else None for s in sources]
    last = max((day or date.max for day in days), default=date.max)
    if period.last is None or last >= period.last:
        return None
    says = (
        f"{claim(evidence, fact)} was published by {last}, before {period} had ended "
        f"(correct the period, or write scenario: estimate)"
    )
    return find(evidence, "wrong-period", "tension", says, [fact])
