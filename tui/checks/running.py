"""Running totals held against flows and earlier totals, and figures against their own dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tui.checks.finding import Finding, find
from tui.checks.flows import running_totals
from tui.checks.held import hold
from tui.checks.index import Evidence
from tui.checks.messages import between, of_fact, voice, written
from tui.checks.parts import period_totals
from tui.checks.verdict import judge_computed
from tui.facts.figure import Figure
from tui.facts.model import Fact

_LOOSE = Decimal("1.05")
_QUARTER_DAYS = 91
_ENOUGH = 3
"""From how many quarters on a concept counts as a series that should go on."""


def roll_forward(evidence: Evidence) -> Iterator[Finding]:
    """A running total against an earlier one and the flows since.

    Nothing is said where the flows leave too much room to tell.
    """
    for fact, computed, how, sure in running_totals(evidence):
        whole = evidence.is_count(computed.unit)
        verdict = judge_computed(evidence.stated(fact), computed, whole=whole)
        if verdict == "strained" and not sure:
            verdict = "consistent"
        if verdict != "undecided":
            yield hold(evidence, "roll-forward", fact, computed, how, verdict)


def weaker_than_implied(evidence: Evidence) -> Iterator[Finding]:
    """One-sided figures that other figures bound more tightly, by more than a twentieth."""
    totals = (total[:3] for total in running_totals(evidence))
    for fact, computed, how in (*period_totals(evidence), *totals):
        stated = evidence.stated(fact)
        low = not stated.support.hi.is_finite() and _past(computed.support.lo, stated.core.lo)
        high = not stated.support.lo.is_finite() and _past(computed.support.hi, stated.core.hi)
        agree = judge_computed(stated, computed) not in ("conflict", "tension")
        if (low or high) and agree and evidence.book.is_usable(fact):
            text = (
                f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}) says less "
                f"than {how}, which gives {between(computed.support, computed.unit)}"
            )
            yield find("weaker-than-implied", "undecided", text, [fact], [stated, computed])


def _past(implied: Decimal, bound: Decimal) -> bool:
    """Whether an implied bound lies further from zero than the stated one, on the same side."""
    return implied.is_finite() and bound * implied > 0 and abs(implied) > abs(bound) * _LOOSE


def monotonic(evidence: Evidence) -> Iterator[Finding]:
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


def _fall(evidence: Evidence, fact: Fact, figure: Figure, most: Figure) -> Finding:
    earlier = [item for item in most.facts if isinstance(item, Fact)]
    text = (
        f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}), but it was "
        f"“{written(earlier[0])}” on {most.period} already, and a running total cannot fall"
    )
    reason = evidence.explanation(fact)
    return find("monotonic", "conflict", text, (fact, *earlier), (figure, most), reason=reason)


def as_of(evidence: Evidence) -> Iterator[Finding]:
    """Running totals whose day is not stated: true on some day of several."""
    for fact in evidence.book.facts:
        concept = evidence.book.concepts.get(fact.concept)
        if concept and concept.cumulative and fact.quantity and evidence.book.is_usable(fact):
            period = fact.period
            if period and (period.kind != "day" or period.approximate or period.unsure):
                text = (
                    f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}) "
                    f"without its day: true on some day {_days(fact)}"
                )
                yield find("as-of", "undecided", text, [fact], [evidence.stated(fact)])


def _days(fact: Fact) -> str:
    period = fact.period
    if period is None or period.start is None or period.last is None or period.kind == "day":
        return f"about {period}"
    return f"from {period.start} to {period.last}"


def stale(evidence: Evidence) -> Iterator[Finding]:
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


def _old(evidence: Evidence, facts: Sequence[Fact], quarters: int) -> Finding:
    names = ", ".join(dict.fromkeys(evidence.book.name_of(fact.concept) for fact in facts))
    text = f"nothing newer than {facts[0].period}, over {quarters} quarters old: {names}"
    return find("stale", "undecided", text, facts)
