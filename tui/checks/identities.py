"""Figures held to the identities that the file declares: sums, quotients and margins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tui.checks.bands import rate_band
from tui.checks.finding import Finding
from tui.checks.index import FactIndex, FactKey, money_of, unit_of
from tui.checks.messages import claim, find
from tui.checks.verdict import common, is_vague, judge_computed
from tui.facts import fmt
from tui.facts.derive import combine
from tui.facts.figure import Figure, derive
from tui.facts.model import Calculation, Fact
from tui.facts.units import currency_of

_WHY = {
    "tension": "fits only if rounded more coarsely than written",
    "strained": "fits only at the edge",
    "consistent": "fits",
    "undecided": "too imprecise to tell",
}


class Implied(NamedTuple):
    """A numeric fact, what others come to for it, and these in words."""

    fact: Fact
    computed: Figure
    how: str
    is_whole: bool = True
    """Whether they leave nothing open but their rounding."""


def hold(evidence: FactIndex, check: str, implied: Implied, verdict: str = "") -> Finding:
    """The finding on a fact and what it should be."""
    fact, computed, how, _ = implied
    stated = evidence.stated(fact)
    whole = evidence.is_count(stated.unit)
    verdict = verdict or judge_computed(stated, computed, whole=whole)
    bounds = computed.support if not computed.support.bounded else computed.core
    join = " and" if verdict == "consistent" else ", but"
    gives = f"{how} gives {fmt.spoken_range(bounds, computed.unit)}"
    says = f"{claim(evidence, fact)}{join} {gives}: {_why(stated, computed, verdict)}"
    facts = (fact, *computed.statements)
    return find(evidence, check, verdict, says, facts, (stated, computed))


def worked_out(
    formula: str, compute: Callable[..., Any], inputs: tuple[Figure, ...], unit: str
) -> Figure | None:
    """A figure derived from others by a formula; None when that divides by what may be zero."""
    try:
        return derive(formula, formula, compute, inputs, unit)
    except ZeroDivisionError:
        return None


def _why(stated: Figure, computed: Figure, verdict: str) -> str:
    if verdict != "conflict":
        return _WHY[verdict]
    if computed.value and not is_vague(computed):
        size = abs((stated.value - computed.value) / computed.value) * 100
        return f"{fmt.significant(size, 2)}% apart, does not fit"
    return "does not fit"


def sums(evidence: FactIndex) -> Iterator[Finding]:
    """A total against the sum of its parts, as intervals (XBRL Calculations 1.1)."""
    for rule, slot in evidence.results("total"):
        parts = [evidence.best(slot._replace(concept=name)) for name in rule.operands]
        found = [part for part in parts if part]
        if len(found) == len(parts):
            how = " + ".join(fmt.spoken(part.value, part.unit) for part in found)
            total = combine("sum of the parts", [(1, part) for part in found], found[0].period)
            for fact in evidence.tested(slot):
                if unit_of(fact) == total.unit:
                    yield hold(evidence, "sum", Implied(fact, total, how))


def quotients(evidence: FactIndex) -> Iterator[Finding]:
    """A figure per unit against the quotient of the two figures that it is made of."""
    for rule, slot in evidence.results("ratio"):
        for fact in evidence.tested(slot):
            if computed := _quotient(evidence, rule, slot, fact):
                finding = hold(evidence, "ratio", Implied(fact, computed, computed.formula))
                yield _with_best(finding)


def margins(evidence: FactIndex) -> Iterator[Finding]:
    """A margin against the profit and the revenue that it is the ratio of."""
    for rule, slot in evidence.results("margin"):
        operands = [evidence.best(slot._replace(concept=name)) for name in rule.operands]
        if len(operands) == 2 and (of := operands[0]) and (per := operands[1]):
            formula = f"{of.label} ÷ {per.label}"
            computed = worked_out(formula, lambda a, b: a / b * 100, (of, per), "%")
            if computed is not None:
                for fact in evidence.tested(slot):
                    yield hold(evidence, "margin", Implied(fact, computed, formula))


def _quotient(evidence: FactIndex, rule: Calculation, slot: FactKey, fact: Fact) -> Figure | None:
    """The quotient in the currency of the fact, from the same source where that states it.

    Converted at a rate of the time only where the reported currency is not stated beside it.
    """
    unit, code = fact.quantity.unit if fact.quantity else "", money_of(fact)
    above, below = (slot._replace(concept=name) for name in rule.operands)
    of = _operand(evidence, above, fact) or _set_aside(evidence, above, fact)
    per = evidence.best(below) or _set_aside(evidence, below, fact)
    if of is None or per is None:
        return None
    formula = f"{of.label} ÷ {per.label}"
    if currency_of(of.unit) == code:
        return worked_out(formula, lambda a, b: a / b, (of, per), unit)
    own = evidence.book.reports_in(slot.dims.entity)
    told = own != evidence.book.base or any(money_of(f) == own for f in evidence.usable(slot))
    band = rate_band(evidence, fact) if not told else None
    if band is None or currency_of(of.unit) != evidence.book.currency:
        return None
    return worked_out(
        f"{formula} at {band.label}", lambda a, b, rate: a / b / rate, (of, per, band), unit
    )


def _operand(evidence: FactIndex, slot: FactKey, fact: Fact) -> Figure | None:
    usable, code = evidence.usable(slot), money_of(fact)
    same = [other for other in usable if money_of(other) == code]
    own = [other for other in same if set(other.sources) & set(fact.sources)]
    chosen = own or (same if code == evidence.book.reports_in(slot.dims.entity) else usable)
    pick = evidence.book.pick
    return evidence.figure(pick(own, code) or pick(chosen) or pick(same, code))


def _set_aside(evidence: FactIndex, slot: FactKey, fact: Fact) -> Figure | None:
    """What the source of a quotient puts into it, where nothing better is stated."""
    own = (f for f in evidence.slots.get(slot, ()) if set(f.sources) & set(fact.sources))
    return evidence.figure(next(own, None))


def _with_best(finding: Finding) -> Finding:
    """The same finding with what both figures leave room for, where they agree."""
    best = common(finding.figures, "what both leave room for")
    if finding.verdict == "conflict" or best is None or best.core == finding.figures[0].core:
        return finding
    return finding._replace(shared=best)
