"""One sum under two names: an adjusted net result as operating, one to shareholders as net."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.checks.finding import Finding
from tui.checks.index import FactIndex, FactKey
from tui.checks.messages import claim, find, quoted, voice
from tui.checks.verdict import judge, milder
from tui.facts import fmt
from tui.facts.derive import combine
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.period import parts_of, span_of

_OPERATING, _ADJUSTED = "operating_result", "adjusted_net_result"
_NET, _TO_SHAREHOLDERS = "net_result", "net_to_shareholders"


def two_names(evidence: FactIndex) -> Iterator[Finding]:
    """Sums that are stated as the operating result of a period and as its adjusted net result.

    And years whose net result is not that of their quarters where some are told to shareholders.
    """
    for slot, facts in evidence.slots.items():
        if slot.concept == _OPERATING:
            others = evidence.slots.get(slot._replace(concept=_ADJUSTED), ())
            adjusted = {_sum(fact): fact for fact in reversed(others) if fact.quantity}
            operating = {_sum(fact): fact for fact in reversed(facts) if fact.quantity}
            for key, fact in operating.items():
                if key in adjusted:
                    yield _finding(evidence, slot, fact, adjusted[key])
        if slot.concept == _NET and (year := evidence.best(slot)):
            yield from _mixed(evidence, slot, year)


def _mixed(evidence: FactIndex, slot: FactKey, year: Figure) -> Iterator[Finding]:
    """A finding where quarters add up to a year only if those to shareholders are net ones, too."""
    shares = slot._replace(concept=_TO_SHAREHOLDERS)
    spans = [span_of(part) for part in parts_of(year.period)] if year.period else []
    nets = [evidence.best(slot._replace(span=span)) for span in spans]
    others = [evidence.best(shares._replace(span=span)) for span in spans]
    told = [other for net, other in zip(nets, others, strict=True) if other and not net]
    found = [net or other for net, other in zip(nets, others, strict=True)]
    quarters = [figure for figure in found if figure]
    if not told or not any(nets) or len(quarters) < len(spans):
        return
    total = combine(year.label, [(1, figure) for figure in quarters], year.period)
    if judge(year, total) == "conflict":
        facts = [fact for figure in (year, *told) for fact in figure.statements]
        which = " and ".join(str(figure.period) for figure in told)
        says = (
            f"{claim(evidence, facts[0])}, but the quarters come to "
            f"{fmt.spoken_range(total.core, total.unit)} with {which} to shareholders: "
            f"minority interests lie between the two; find the net result of {which}"
        )
        yield find(evidence, "two-names", "conflict", says, facts, (year, total))


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
    name = evidence.book.name_of(right.concept, right.dims.entity)
    says = (
        f"{quoted(wrong)} ({voice(evidence, wrong)}) is what {voice(evidence, right)} gives as "
        f"{name}{told}: write it under {right.concept}, or mark it with rank: deprecated"
    )
    return find(evidence, "two-names", verdict, says, (wrong, right), (stated,))


def _worked_out(evidence: FactIndex, slot: FactKey) -> Figure | None:
    profit = evidence.best(slot._replace(concept="gross_profit"))
    spent = evidence.best(slot._replace(concept="operating_expenses"))
    if profit is None or spent is None:
        return None
    return combine(evidence.book.name_of(_OPERATING), [(1, profit), (-1, spent)], profit.period)
