"""Figures held to the identities that the file declares: sums, quotients, margins and growth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tui.checks.evidence import Evidence, Slot, money_of
from tui.checks.finding import Finding, find
from tui.checks.held import hold
from tui.checks.money import rate_band
from tui.checks.say import amount, between, of_fact, voice, written
from tui.facts.figure import Figure, derive
from tui.facts.interval import hull
from tui.facts.model import Calculation, Fact
from tui.facts.rates import convert
from tui.facts.series import combine, quarter_of
from tui.facts.units import currency_of

_TIMES_MORE = re.compile(r"\btimes (?:higher|more|larger|greater)\b", re.IGNORECASE)
_STEEP = 10
"""Percent by which an average price may move in a quarter without a word."""


def sums(evidence: Evidence) -> Iterator[Finding]:
    """A total against the sum of its parts, as intervals (XBRL Calculations 1.1)."""
    for rule, slot in _ruled(evidence, "total"):
        parts = [evidence.best(slot._replace(concept=name)) for name in rule.operands]
        found = [part for part in parts if part]
        if len(found) == len(parts):
            how = " + ".join(amount(part.value, part.unit) for part in found)
            for fact in _in_unit(evidence, slot, found[0].unit):
                total = combine(found[0].label, [(1, part) for part in found], fact.period)
                label = f"sum of {' and '.join(part.label for part in found)}"
                yield hold(evidence, "sum", fact, total.relabelled(label), how)


def quotients(evidence: Evidence) -> Iterator[Finding]:
    """A figure per unit against the quotient of the two figures that it is made of."""
    for rule, slot in _ruled(evidence, "ratio"):
        for fact in evidence.tested(slot):
            if computed := _quotient(evidence, rule, slot, fact):
                finding = hold(evidence, "ratio", fact, computed, computed.formula)
                yield _with_best(finding)


def margins(evidence: Evidence) -> Iterator[Finding]:
    """A margin against the profit and the revenue that it is the ratio of."""
    for rule, slot in _ruled(evidence, "margin"):
        operands = [evidence.best(slot._replace(concept=name)) for name in rule.operands]
        if len(operands) == 2 and (of := operands[0]) and (per := operands[1]):
            formula = f"{of.label} ÷ {per.label}"
            computed = _derived(formula, lambda a, b: a / b * 100, (of, per), "%")
            for fact in evidence.tested(slot) if computed else ():
                if computed:
                    yield hold(evidence, "margin", fact, computed, formula)


def growth(evidence: Evidence) -> Iterator[Finding]:
    """A stated growth against the two levels; without a base, the base that it implies."""
    for rule, slot in _ruled(evidence, "growth"):
        if slot.versus == (None, None):
            continue
        level = slot._replace(concept=rule.operands[0], versus=(None, None))
        now, then = evidence.best(level), evidence.best(level._replace(span=slot.versus))
        for fact in evidence.tested(slot):
            if now and then:
                formula = f"{now.label} {now.period} ÷ {then.period}"
                computed = _derived(formula, lambda a, b: (a / b - 1) * 100, (now, then), "%")
                if computed:
                    yield hold(evidence, "growth", fact, computed, formula)
            elif not then:
                yield from _implied_base(evidence, fact, level)


def decomposition(evidence: Evidence) -> Iterator[Finding]:
    """Revenue growth from one quarter to the next that volume does not explain."""
    for rule in evidence.book.calculations:
        concept = evidence.book.concepts.get(rule.operands[0]) if rule.kind == "ratio" else None
        if concept and concept.nonnegative and concept.unit == "money":
            for dims in evidence.topics.get(concept.key, ()):
                yield from _steep_prices(evidence, rule, evidence.series[concept.key, dims])


def times_ambiguity(evidence: Evidence) -> Iterator[Finding]:
    """Multiples told as “n times higher”, which is n times or n + 1 times as much."""
    for fact in evidence.book.facts:
        if fact.quantity and fact.quantity.unit == "x" and _TIMES_MORE.search(fact.note):
            stated = evidence.stated(fact)
            more = derive("one more", f"{stated.label} + 1", lambda n: n + 1, [stated], "x")
            core, support = hull([stated.core, more.core]), hull([stated.support, more.support])
            both = Figure(
                stated.value, core, support, "x", "either reading", fact.period,
                formula=f"{stated.label} or one more", inputs=(stated, more),
            )  # fmt: skip
            text = (
                f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}) was told "
                f"as “times higher”: {between(core, 'x')}, by how that is read"
            )
            yield find("times-ambiguity", "undecided", text, [fact], [stated, both])


def _ruled(evidence: Evidence, kind: str) -> Iterator[tuple[Calculation, Slot]]:
    """Each calculation of a kind with each figure that it may result in."""
    for rule in evidence.book.calculations:
        if rule.kind == kind:
            for dims in evidence.topics.get(rule.result, ()):
                for slot in evidence.series[rule.result, dims]:
                    yield rule, slot


def _in_unit(evidence: Evidence, slot: Slot, unit: str) -> Iterator[Fact]:
    return (f for f in evidence.tested(slot) if f.quantity and f.quantity.unit == unit)


def _derived(
    formula: str, compute: Callable[..., Any], inputs: tuple[Figure, ...], unit: str
) -> Figure | None:
    try:
        return derive(formula, formula, compute, inputs, unit)
    except ZeroDivisionError:
        return None


def _quotient(evidence: Evidence, rule: Calculation, slot: Slot, fact: Fact) -> Figure | None:
    """The quotient in the currency of the fact, from the same source where that states it.

    Converted at a rate of the time only where the reported currency is not stated beside it.
    """
    unit, code = fact.quantity.unit if fact.quantity else "", money_of(fact)
    per = evidence.best(slot._replace(concept=rule.operands[1]))
    of = _operand(evidence, slot._replace(concept=rule.operands[0]), fact)
    if of is None or per is None:
        return None
    formula = f"{of.label} ÷ {per.label}"
    if currency_of(of.unit) == code:
        return _derived(formula, lambda a, b: a / b, (of, per), unit)
    told = any(money_of(other) == evidence.book.currency for other in evidence.usable(slot))
    band = rate_band(evidence, fact) if not told else None
    if band is None:
        return None
    return _derived(
        f"{formula} at {band.label}", lambda a, b, rate: a / b / rate, (of, per, band), unit
    )


def _operand(evidence: Evidence, slot: Slot, fact: Fact) -> Figure | None:
    usable, code = evidence.usable(slot), money_of(fact)
    same = [other for other in usable if money_of(other) == code]
    own = [other for other in same if set(other.sources) & set(fact.sources)]
    chosen = own or (same if code == evidence.book.currency else usable)
    return evidence.figure(evidence.pick(own, code) or evidence.pick(chosen))


def _with_best(finding: Finding) -> Finding:
    """The same finding with what both figures leave room for, where they agree."""
    stated, computed = finding.figures
    core, support = stated.core.meet(computed.core), stated.support.meet(computed.support)
    if finding.verdict == "conflict" or core is None or support is None or core == stated.core:
        return finding
    value = stated.value if stated.value in core else (core.lo + core.hi) / 2
    label = "what both leave room for"
    best = Figure(
        value, core, support, stated.unit, label, stated.period,
        formula=label, inputs=finding.figures,
    )  # fmt: skip
    return replace(finding, figures=(stated, computed, best))


def _implied_base(evidence: Evidence, fact: Fact, level: Slot) -> Iterator[Finding]:
    stated = evidence.stated(fact)
    now = evidence.best(level) or next(map(evidence.stated, evidence.usable(level)), None)
    base = now and _derived(
        f"{now.label} ÷ (1 + growth)", lambda a, g: a / (1 + g / 100), (now, stated), now.unit
    )
    if now and base:
        text = (
            f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}) means "
            f"{between(base.core, base.unit)} before, of which no source speaks"
        )
        yield find("growth", "undecided", text, [fact], [base])


def _steep_prices(
    evidence: Evidence, rule: Calculation, slots: tuple[Slot, ...]
) -> Iterator[Finding]:
    """Consecutive quarters whose revenue per unit moved by more than a tenth."""
    before: tuple[Slot, Figure] | None = None
    for slot in slots:
        price = _price(evidence, rule, slot)
        if price is None:
            continue
        if before and before[0].span[1] == slot.span[0]:
            change = _derived(
                f"{price.label}, change in a quarter", lambda a, b: (a / b - 1) * 100,
                (price, before[1]), "%",
            )  # fmt: skip
            if change and (change.core.lo > _STEEP or change.core.hi < -_STEEP):
                yield _steep(evidence, slot, change, before[1], price)
        before = slot, price


def _steep(evidence: Evidence, slot: Slot, change: Figure, old: Figure, price: Figure) -> Finding:
    facts = [fact for fact in change.facts if isinstance(fact, Fact)]
    text = (
        f"{price.label} {price.period}: {between(change.core, '%')} against {old.period}, more "
        f"than a tenth in one quarter: look for a slip or for the reason"
    )
    return find("decomposition", "strained", text, facts, (price, old))


def _price(evidence: Evidence, rule: Calculation, slot: Slot) -> Figure | None:
    start, end = slot.span
    if start is None or end is None or quarter_of(start).end != end:
        return None
    foreign = next(map(evidence.stated, evidence.usable(slot)), None)
    of = evidence.best(slot) or (
        convert(evidence.book, foreign, evidence.book.currency) if foreign else None
    )
    per = evidence.best(slot._replace(concept=rule.operands[1]))
    if of is None or per is None:
        return None
    label = f"{of.label} ÷ {per.label}"
    return _derived(label, lambda a, b: a / b, (of, per), of.unit)
