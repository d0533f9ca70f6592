"""One sum under two names: an adjusted net result that is called an operating one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.checks.finding import Finding
from tui.checks.index import FactIndex, FactKey
from tui.checks.messages import find, quoted, voice
from tui.checks.verdict import judge, milder
from tui.facts import fmt
from tui.facts.derive import combine
from tui.facts.figure import Figure
from tui.facts.model import Fact

_OPERATING, _ADJUSTED = "operating_result", "adjusted_net_result"


def two_names(evidence: FactIndex) -> Iterator[Finding]:
    """Sums that are stated as the operating result of a period and as its adjusted net result."""
    for slot, facts in evidence.slots.items():
        if slot.concept == _OPERATING:
            others = evidence.slots.get(slot._replace(concept=_ADJUSTED), ())
            adjusted = {_sum(fact): fact for fact in reversed(others) if fact.quantity}
            operating = {_sum(fact): fact for fact in reversed(facts) if fact.quantity}
            for key, fact in operating.items():
                if key in adjusted:
                    yield _finding(evidence, slot, fact, adjusted[key])


def _sum(fact: Fact) -> tuple[Decimal, str] | None:
    return (fact.quantity.value, fact.quantity.unit) if fact.quantity else None


def _finding(evidence: FactIndex, slot: FactKey, operating: Fact, adjusted: Fact) -> Finding:
    """About the one that the file sets aside; about the operating one while it says nothing."""
    computed, stated = _worked_out(evidence, slot), evidence.stated(operating)
    wrong, right = operating, adjusted
    if evidence.explanation(adjusted):
        wrong, right = adjusted, operating
    verdict, told = "tension", ""
    if computed and computed.unit == stated.unit:
        fits = milder(judge(stated, computed), "tension")
        verdict = "undecided" if fits else "conflict"
        told = f"; gross profit less expenses is {fmt.spoken_range(computed.core, computed.unit)}"
    name = evidence.book.name_of(right.concept)
    says = (
        f"{quoted(wrong)} ({voice(evidence, wrong)}) is what {voice(evidence, right)} gives as "
        f"{name}{told}: write it under {right.concept}, or set it aside with rank: deprecated"
    )
    return find(evidence, "two-names", verdict, says, (wrong, right), (stated,))


def _worked_out(evidence: FactIndex, slot: FactKey) -> Figure | None:
    profit = evidence.best(slot._replace(concept="gross_profit"))
    spent = evidence.best(slot._replace(concept="operating_expenses"))
    if profit is None or spent is None:
        return None
    return combine(evidence.book.name_of(_OPERATING), [(1, profit), (-1, spent)], profit.period)
