"""Parts held against the whole they belong to: of a sum, of a period, of all models or markets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.checks.finding import Finding
from tui.checks.identities import Implied, hold
from tui.checks.index import FactIndex, FactKey, money_of
from tui.checks.messages import claim, find
from tui.facts import fmt
from tui.facts.derive import combine
from tui.facts.figure import Figure, derive
from tui.facts.model import Fact
from tui.facts.period import Period, Span, parse_period, parts_of, span_of

_CRUMB = Decimal("0.05")
"""A remainder below this share of the other parts is a discrepancy rather than a part."""


def part_of_whole(evidence: FactIndex) -> Iterator[Finding]:
    """A part against the whole, which it cannot exceed where no part is negative."""
    for rule, slot in evidence.results("total"):
        if all(_nonnegative(evidence, name) for name in rule.operands):
            for part in rule.operands:
                yield from _shares(evidence, slot._replace(concept=part), slot)
    for slot in evidence.slots:
        if _additive(evidence, slot.concept) and _nonnegative(evidence, slot.concept):
            for whole in _wider(slot):
                yield from _shares(evidence, slot, whole)


def period_sum(evidence: FactIndex) -> Iterator[Finding]:
    """A total over a long period against the sum of its quarters, halves or months."""
    for total in period_totals(evidence):
        finding = hold(evidence, "period-sum", total)
        if finding.verdict != "undecided" or total.computed.support.bounded:
            yield finding
    for slot in evidence.slots:
        if slot.span in _year(slot) and _additive(evidence, slot.concept):
            yield from _remainder(evidence, slot)


def period_totals(evidence: FactIndex) -> Iterator[Implied]:
    """Every stated total whose parts are all known."""
    for slot in evidence.slots:
        if not _additive(evidence, slot.concept):
            continue
        facts = list(evidence.tested(slot))
        period = facts[0].period if facts else None
        for spans in _partitions(period) if period else ():
            parts = [evidence.best(slot._replace(span=span_of(part))) for part in spans]
            found = [part for part in parts if part]
            if found and len(found) == len(parts):
                computed = combine(found[0].label, [(1, part) for part in found], period)
                how = " + ".join(fmt.spoken(part.value, part.unit) for part in found)
                for fact in facts:
                    if fact.quantity and fact.quantity.unit == computed.unit:
                        yield Implied(fact, computed, f"the sum {how}")
                break


def _partitions(period: Period) -> Iterator[tuple[Period, ...]]:
    """The ways to divide a period: quarters, halves of a year, months."""
    if quarters := parts_of(period):
        yield quarters
    if period.kind == "year":
        yield tuple(parse_period(f"{period.text[:4]}-H{half}") for half in (1, 2))
    if months := _months(period):
        yield months


def _months(period: Period) -> tuple[Period, ...]:
    if period.start is None or period.end is None or period.kind not in ("quarter", "half"):
        return ()
    months = 3 if period.kind == "quarter" else 6
    first = period.start.month
    return tuple(
        parse_period(f"{period.start.year}-{month:02}") for month in range(first, first + months)
    )


def _year(slot: FactKey) -> tuple[Span, ...]:
    start, end = slot.span
    year = start and end and (start.month, start.day) == (1, 1) and parse_period(str(start.year))
    return (span_of(year),) if year else ()


def _remainder(evidence: FactIndex, slot: FactKey) -> Iterator[Finding]:
    """What a year leaves for the one quarter that is not stated."""
    whole = evidence.best(slot)
    if whole is None or whole.period is None:
        return
    quarters = parts_of(whole.period)
    known = [evidence.best(slot._replace(span=span_of(part))) for part in quarters]
    others = [part for part in known if part]
    if len(others) != 3:
        return
    missing = quarters[known.index(None)]
    rest = combine(whole.label, [(1, whole), *((-1, part) for part in others)], missing)
    verdict = _remainder_verdict(evidence, slot, rest, others)
    says = (
        f"{fmt.spoken(whole.value, whole.unit)} less its three known quarters leaves "
        f"{fmt.spoken_range(rest.core, rest.unit)} for {missing}{_REMAINDER_WORDS[verdict]}"
    )
    yield find(evidence, "period-sum", verdict, says, rest.statements, (rest,))


_REMAINDER_WORDS = {
    "conflict": ", which cannot be negative",
    "undecided": ", too little for a quarter, and no source states it",
    "consistent": "",
}


def _remainder_verdict(
    evidence: FactIndex, slot: FactKey, rest: Figure, others: Sequence[Figure]
) -> str:
    if not _nonnegative(evidence, slot.concept):
        return "consistent"
    if rest.support.hi < 0:
        return "conflict"
    mean = sum((part.value for part in others), Decimal(0)) / len(others)
    return "undecided" if rest.core.lo > 0 and rest.core.hi < _CRUMB * mean else "consistent"


def _wider(slot: FactKey) -> Iterator[FactKey]:
    """The same figure over all trims, all models, and all markets."""
    dims = slot.dims
    if dims.trim:
        yield slot._replace(dims=dims._replace(trim=""))
    if dims.model:
        yield slot._replace(dims=dims._replace(model="", trim=""))
    if dims.market:
        yield slot._replace(dims=dims._replace(market=""))


def _shares(evidence: FactIndex, part: FactKey, whole: FactKey) -> Iterator[Finding]:
    """The parts of a slot with their share of the whole, in each currency that both are in."""
    totals = {money_of(fact) for fact in evidence.usable(whole)}
    for fact in evidence.tested(part) if totals else ():
        of = evidence.best(whole, money_of(fact)) if money_of(fact) in totals else None
        if of and fact.quantity and fact.quantity.unit == of.unit:
            yield _share(evidence, fact, of)


def _share(evidence: FactIndex, fact: Fact, whole: Figure) -> Finding:
    part = evidence.stated(fact)
    verdict, words = "consistent", "of"
    if part.support.lo > whole.support.hi:
        verdict, words = "conflict", "is more than the whole,"
    elif part.core.lo > whole.core.hi:
        verdict, words = "tension", "is more than the whole unless truncated,"
    says = (
        f"{claim(evidence, fact)} {words} "
        f"{whole.label} {fmt.spoken(whole.value, whole.unit)}{_percent(part, whole, verdict)}"
    )
    facts = (fact, *whole.statements)
    return find(evidence, "part-of-whole", verdict, says, facts, (part, whole))


def _percent(part: Figure, whole: Figure, verdict: str) -> str:
    if verdict != "consistent" or not whole.core.bounded:
        return ""
    try:
        share = derive("share", "part ÷ whole", lambda a, b: a / b * 100, (part, whole), "%")
    except ZeroDivisionError:
        return ""
    return f" is {fmt.spoken_range(share.core, '%')}"


def _additive(evidence: FactIndex, concept: str) -> bool:
    known = evidence.book.concepts.get(concept)
    return known is not None and known.additive


def _nonnegative(evidence: FactIndex, concept: str) -> bool:
    known = evidence.book.concepts.get(concept)
    return known is not None and known.nonnegative
