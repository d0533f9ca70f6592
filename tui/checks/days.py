"""Dates that sources give for one event."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tui.checks.finding import Finding, find
from tui.checks.index import Evidence, Slot
from tui.checks.messages import of_fact, voices
from tui.facts.model import Fact
from tui.facts.period import Period, PeriodError, parse_period


def different_days(evidence: Evidence) -> Iterator[Finding]:
    """Dates of one event that cannot both be right."""
    for slot, facts in evidence.slots.items():
        holds = best_date(evidence, facts) if _is_date(evidence, slot) else None
        if holds:
            yield from _others(evidence, facts, holds)


def best_date(evidence: Evidence, facts: Sequence[Fact]) -> Fact | None:
    """The date to use: of preferred rank first, then of the better source."""
    usable = [fact for fact in facts if evidence.book.is_usable(fact)]
    return min(usable, key=lambda f: (f.rank != "preferred", evidence.book.tier(f)), default=None)


def days_of(text: str) -> Period | None:
    """The period that a date names; None for one that cannot be read."""
    try:
        return parse_period(text)
    except PeriodError:
        return None


def days_between(when: Period, due: Period) -> int:
    """Days from one period to another: 0 where they overlap, negative when `when` comes first."""
    if when.start and due.end and when.start >= due.end:
        return (when.start - due.end).days + 1
    if when.end and due.start and when.end <= due.start:
        return -((due.start - when.end).days + 1)
    return 0


def _is_date(evidence: Evidence, slot: Slot) -> bool:
    concept = evidence.book.concepts.get(slot.concept)
    return concept is not None and concept.unit == "date"


def _others(evidence: Evidence, facts: Sequence[Fact], holds: Fact) -> Iterator[Finding]:
    other: defaultdict[tuple[str, bool], list[Fact]] = defaultdict(list)
    held = days_of(holds.text)
    for fact in facts:
        stated = days_of(fact.text)
        if held and stated and days_between(stated, held):
            other[fact.text, bool(evidence.explanation(fact))].append(fact)
    for same in other.values():
        text = (
            f"{of_fact(evidence, holds)}: {same[0].text} ({voices(evidence, same)}) against "
            f"{holds.text} ({voices(evidence, [holds])}): different days"
        )
        reason = evidence.explanation(same[0])
        about = (*same, holds)
        yield find("same-figure", "conflict", text, about, preferred=holds, reason=reason)
