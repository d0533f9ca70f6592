"""How a finding is put together: what it is of, who states that, and what the check says."""

from __future__ import annotations

from collections.abc import Sequence

from tui.checks.finding import Finding
from tui.checks.index import FactIndex
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact
from tui.facts.period import Period


def find(
    evidence: FactIndex,
    check: str,
    verdict: str,
    says: str,
    facts: Sequence[Fact],
    figures: Sequence[Figure] = (),
) -> Finding:
    """A finding about its first fact, and acknowledged where the file sets that aside."""
    about = facts[0]
    return Finding(
        check,
        verdict,
        subject(evidence, about.concept, about.dims, about.period),
        says,
        facts=tuple(dict.fromkeys(facts)),
        figures=tuple(figures),
        concept=about.concept,
        period=about.period,
        dims=about.dims,
        mark=about.mark,
        reason=evidence.explanation(about),
    )


def voice(evidence: FactIndex, fact: Fact) -> str:
    """Who states it: the publisher of its first source, and how many more there are."""
    if not fact.sources:
        return "no source"
    name = evidence.book.publisher(fact.sources[0])
    return f"{name} and {len(fact.sources) - 1} more" if len(fact.sources) > 1 else name


def voices(evidence: FactIndex, facts: Sequence[Fact]) -> str:
    """Who state the same: the first by name, and how many more sources there are."""
    more = sum(len(fact.sources) for fact in facts) - 1
    first = voice(evidence, facts[0]._replace(sources=facts[0].sources[:1]))
    return f"{first} and {more} more" if more > 0 else first


def subject(evidence: FactIndex, concept: str, dims: Dims, period: Period | None) -> str:
    """What a figure is of: `deliveries 2025-Q2`, `list price (SU7 Max) 2024-03-28`."""
    book = evidence.book
    about = []
    if dims.entity and dims.entity != book.home.entity:
        about.append(book.entities[dims.entity].name if dims.entity in book.entities else "")
    about += [part for part in (book.car_of(dims), dims.market, dims.duration) if part]
    name = book.name_of(concept, dims.entity) + (f" ({', '.join(about)})" if about else "")
    return f"{name} {period}" if period else name


def quoted(fact: Fact) -> str:
    """The value as the source hedges it: `“about −0.5 billion CNY”`."""
    return f"“{fmt.true_minus(fact.text)}”"


def claim(evidence: FactIndex, fact: Fact) -> str:
    """The value, and who states it."""
    return f"{quoted(fact)} ({voice(evidence, fact)})"
