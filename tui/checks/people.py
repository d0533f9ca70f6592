"""Who is said to have said it: names that the file does not know, or knows twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from tui.checks.finding import Finding, find
from tui.checks.index import FactIndex
from tui.checks.messages import of_fact
from tui.facts.model import Entity, Fact


def speakers(evidence: FactIndex) -> Iterator[Finding]:
    """Facts and forecasts by somebody unknown, and by a name that two people go by."""
    known = {**evidence.book.people, **evidence.book.entities}
    names = _names(known)
    for fact, by in _attributed(evidence):
        if by in known:
            continue
        keys = sorted(names.get(by.casefold(), ()))
        if not keys:
            near = get_close_matches(by.casefold(), [*names, *known], n=1, cutoff=0.5)
            keys = sorted(names.get(near[0], {near[0]})) if near else []
        advice = f": did you mean {' or '.join(keys)}?" if keys else ", write a key of people:"
        text = f"{of_fact(evidence, fact)}: “{by}” is nobody that the file knows{advice}"
        yield find("speaker", "conflict", text, [fact])


def _attributed(evidence: FactIndex) -> Iterator[tuple[Fact, str]]:
    for fact in evidence.book.facts:
        if fact.by:
            yield fact, fact.by
    for forecast in evidence.book.forecasts:
        if forecast.by:
            yield forecast.expects, forecast.by


def _names(known: dict[str, Entity]) -> dict[str, set[str]]:
    """Every key, name, alias and part of a name, with the keys of who goes by it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, entity in known.items():
        for name in (key, entity.name, *entity.aliases):
            for part in (name, *name.split(), *key.split("-")):
                found[part.casefold()].add(key)
    return dict(found)
