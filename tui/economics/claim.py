"""Whether a per-car figure in print is what its inputs come to, within their rounding."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import KINDS, Account, base_of
from tui.economics.per_car import PRINTED
from tui.facts import fmt
from tui.facts.book import TIERS, FactBook
from tui.facts.figure import Figure, stated
from tui.facts.interval import Interval
from tui.facts.model import Fact
from tui.facts.period import Period
from tui.facts.quantity import Hedge

_REACH = {
    Hedge.OVER: (Decimal(0), Decimal("0.05")),
    Hedge.NEARLY: (Decimal("0.02"), Decimal(0)),
}
"""How far below and above a printed figure its hedge lets the true one lie, as a fraction."""


class Reconciled(NamedTuple):
    """A computed figure held against a published one in the same unit."""

    computed: Figure
    published: Figure
    inside: bool
    off: Decimal | None
    """Computed less published, in percent of published; None for a published zero."""
    basis: str = ""
    """The basis of both in words, where it is another than that of the period's account."""

    @property
    def says(self) -> str:
        """`the published 900 USD is inside what the rounding allows`."""
        where = "inside" if self.inside else "outside"
        amount = fmt.coded(abs(self.published.value), self.published.unit.partition("/")[0])
        words = f"The published {amount} is {where} what the rounding allows"
        if self.inside or self.off is None:
            return f"{words}."
        if self.computed.value * self.published.value < 0:
            return f"{words}: the sign is wrong."
        side = "too low" if self.off > 0 else "too high"
        return f"{words}: {fmt.percent(abs(self.off))} {side}."


def reconcile(computed: Figure, published: Figure) -> Reconciled:
    """Whether two figures in one unit can both be right: whether their bounds meet.

    A mere bound in print (`over 5,000`) is held to all that it allows. Raises ValueError for
    different units.
    """
    if computed.unit != published.unit:
        raise ValueError(f"{published.unit} is not {computed.unit}")
    allowed = published.core if published.support.bounded else published.support
    off = (computed.value / published.value - 1) * 100 if published.value else None
    return Reconciled(computed, published, computed.core.meet(allowed) is not None, off)


def on_its_basis(book: FactBook, base: Account, said: Figure) -> Account:
    """The account to hold a figure in print to: on the basis of the result that the same voice
    states, where that is another than the account's own."""
    fact = said.origin
    if not isinstance(fact, Fact) or fact.period is None or len(base.kinds) != 1:
        return base
    voices = book.roots(fact.sources)
    kinds = [
        kind
        for kind in KINDS
        for other in book.facts_of(kind, fact.period)
        if book.is_usable(other) and voices & book.roots(other.sources)
    ]
    if not kinds or base.kind in kinds:
        return base
    other = base_of(book, fact.period, kinds[0])
    same = base.result and other.result and base.result.core == other.result.core
    return base if same else other


def published(book: FactBook, period: Period, currency: str) -> tuple[Figure, ...]:
    """Every result per car that the store has in print for a period, in one currency.

    Those of the articles first, which are what is to be checked; then in the order of the file.
    """
    facts = [fact for fact in book.facts_of(PRINTED, period) if book.is_usable(fact)]
    facts.sort(key=lambda fact: book.tier(fact) != TIERS.index("article"))
    figures = (stated(fact, "published result per car") for fact in facts if fact.quantity)
    return tuple(figure for figure in figures if figure.unit == f"{currency}/car")


def printed(value: Decimal, step: Decimal, hedge: Hedge, unit: str) -> Figure:
    """A signed per-car figure as printed, rounded to `step`.

    Half a step to either side; `over` also allows up to 5% more in size and `nearly` up to 2% less;
    a figure given to the unit may have been truncated.
    """
    less, more = _REACH.get(hedge, (Decimal(0), Decimal(0)))
    size, half = abs(value), step / 2
    low = size - max(half, size * less)
    high = size + max(step if step == 1 else half, size * more)
    bounds = Interval(low, high) if value >= 0 else Interval(-high, -low)
    return Figure(value, bounds, bounds, unit, "published result per car")
