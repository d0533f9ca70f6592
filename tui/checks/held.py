"""A stated figure held against one worked out from others: the form of most findings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.checks.finding import Finding, find
from tui.checks.index import Evidence
from tui.checks.messages import between, number, of_fact, voice, written
from tui.checks.verdict import is_vague, judge_computed
from tui.facts.figure import Figure, derive
from tui.facts.model import Fact, Rate

_WHY = {
    "tension": "fits only if hedged or cut off more loosely than written",
    "strained": "fits only at the edge",
    "consistent": "fits",
    "undecided": "too loose to tell",
}


def hold(
    evidence: Evidence, check: str, fact: Fact, computed: Figure, how: str, verdict: str = ""
) -> Finding:
    """The finding on a numeric fact and what it should be; `how` names the way to that figure."""
    stated = evidence.stated(fact)
    whole = evidence.is_count(stated.unit)
    verdict = verdict or judge_computed(stated, computed, whole=whole)
    bounds = computed.support if not computed.support.bounded else computed.core
    join = " and" if verdict == "consistent" else ", but"
    text = (
        f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}){join} "
        f"{how} gives {between(bounds, computed.unit)}: {_why(stated, computed, verdict)}"
    )
    facts = (fact, *base_facts(computed))
    return find(check, verdict, text, facts, (stated, computed), reason=evidence.explanation(fact))


def worked_out(
    formula: str, compute: Callable[..., Any], inputs: tuple[Figure, ...], unit: str
) -> Figure | None:
    """A figure derived from others by a formula; None when that divides by what may be zero."""
    try:
        return derive(formula, formula, compute, inputs, unit)
    except ZeroDivisionError:
        return None


def base_facts(figure: Figure) -> tuple[Fact, ...]:
    """The facts behind a figure, without the exchange rates."""
    return tuple(item for item in figure.facts if not isinstance(item, Rate))


def _why(stated: Figure, computed: Figure, verdict: str) -> str:
    if verdict != "conflict":
        return _WHY[verdict]
    if computed.value and not is_vague(computed):
        size = abs((stated.value - computed.value) / computed.value) * 100
        return f"{number(size, 2)}% apart, does not fit"
    return "does not fit"
