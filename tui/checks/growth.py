"""Growth against levels, price against volume, and multiples that can be read in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tui.checks.finding import Finding
from tui.checks.identities import Implied, hold, worked_out
from tui.checks.index import FactIndex, FactKey
from tui.checks.messages import claim, find
from tui.facts import fmt
from tui.facts.convert import convert
from tui.facts.figure import Figure, derive
from tui.facts.interval import hull
from tui.facts.model import Calculation, Fact
from tui.facts.period import quarter_of

_TIMES_MORE = re.compile(r"\btimes (?:higher|more|larger|greater)\b", re.IGNORECASE)
_STEEP = 10
"""Percent by which an average price may move in a quarter without a word."""


def growth(evidence: FactIndex) -> Iterator[Finding]:
    """A stated growth against the two levels; without a base, the base that it implies."""
    for rule, slot in evidence.results("growth"):
        if slot.versus == (None, None):
            continue
        level = slot._replace(concept=rule.operands[0], versus=(None, None))
        now, then = evidence.best(level), evidence.best(level._replace(span=slot.versus))
        for fact in evidence.tested(slot):
            if now and then:
                formula = f"{now.label} {now.period} ÷ {then.period}"
                computed = worked_out(formula, lambda a, b: (a / b - 1) * 100, (now, then), "%")
                if computed:
                    yield hold(evidence, "growth", Implied(fact, computed, formula))
            elif not then:
                yield from _implied_base(evidence, fact, level)


def _implied_base(evidence: FactIndex, fact: Fact, level: FactKey) -> Iterator[Finding]:
    stated = evidence.stated(fact)
    now = evidence.best(level) or next(map(evidence.stated, evidence.usable(level)), None)
    base = now and worked_out(
        f"{now.label} ÷ (1 + growth)", lambda a, g: a / (1 + g / 100), (now, stated), now.unit
    )
    if now and base:
        before = fmt.spoken_range(base.core, base.unit)
        says = f"{claim(evidence, fact)} implies {before} before, which no source states"
        yield find(evidence, "growth", "undecided", says, [fact], [base])


def decomposition(evidence: FactIndex) -> Iterator[Finding]:
    """Revenue growth from one quarter to the next that volume does not explain."""
    for rule in evidence.book.calculations:
        concept = evidence.book.concepts.get(rule.operands[0]) if rule.kind == "ratio" else None
        if concept and concept.nonnegative and concept.unit == "money":
            for dims in evidence.topics.get(concept.key, ()):
                yield from _steep_prices(evidence, rule, evidence.series[concept.key, dims])


def _steep_prices(
    evidence: FactIndex, rule: Calculation, slots: Sequence[FactKey]
) -> Iterator[Finding]:
    """Consecutive quarters whose revenue per unit moved by more than a tenth."""
    before: tuple[FactKey, Figure] | None = None
    for slot in slots:
        price = _price(evidence, rule, slot)
        if price is None:
            continue
        if before and before[0].span[1] == slot.span[0]:
            change = worked_out(
                f"{price.label}, change in a quarter", lambda a, b: (a / b - 1) * 100,
                (price, before[1]), "%",
            )  # fmt: skip
            if change and (change.core.lo > _STEEP or change.core.hi < -_STEEP):
                yield _steep(evidence, change, before[1], price)
        before = slot, price


def _steep(evidence: FactIndex, change: Figure, old: Figure, price: Figure) -> Finding:
    says = (
        f"{fmt.spoken_range(change.core, '%')} against {old.period}, "
        f"more than 10% in one quarter: look for an error or for the reason"
    )
    facts, figures, name = change.statements, (price, old), f"{price.label} {price.period}"
    return find(evidence, "decomposition", "strained", says, facts, figures)._replace(subject=name)


def _price(evidence: FactIndex, rule: Calculation, slot: FactKey) -> Figure | None:
    start, end = slot.span
    if start is None or end is None or quarter_of(start).end != end:
        return None
    foreign = next(map(evidence.stated, evidence.usable(slot)), None)
    of = evidence.best(slot) or (
        convert(evidence.book, foreign, evidence.book.reports_in(slot.dims.entity))
        if foreign
        else None
    )
    per = evidence.best(slot._replace(concept=rule.operands[1]))
    if of is None or per is None:
        return None
    label = f"{of.label} ÷ {per.label}"
    return worked_out(label, lambda a, b: a / b, (of, per), of.unit)


def times_ambiguity(evidence: FactIndex) -> Iterator[Finding]:
    """Multiples told as “n times higher”, which is n times or n + 1 times as much."""
    for fact in evidence.book.facts:
        if fact.quantity and fact.quantity.unit == "x" and _TIMES_MORE.search(fact.note):
            stated = evidence.stated(fact)
            more = derive("one more", f"{stated.label} + 1", lambda n: n + 1, [stated], "x")
            core, support = hull([stated.core, more.core]), hull([stated.support, more.support])
            both = Figure(
                stated.value, core, support, "x", "either interpretation", fact.period,
                formula=f"{stated.label} or one more", inputs=(stated, more),
            )  # fmt: skip
            told = f"stated as “times higher”: {fmt.spoken_range(core, 'x')}, by interpretation"
            says = f"{claim(evidence, fact)} was {told}"
            yield find(evidence, "times-ambiguity", "undecided", says, [fact], [stated, both])
