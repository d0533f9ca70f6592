"""The gross margin of several periods together, or of what they leave of a longer one."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Context, Decimal, localcontext
from typing import Any, NamedTuple

from tui.facts.figure import Figure
from tui.facts.interval import Interval, corners, hull

_EXACT = Context(prec=100)
"""Digits enough for a sum of products to be exact."""


class Gross(NamedTuple):
    """The gross profit of one period: as stated, else its margin in percent times its revenue."""

    revenue: Figure
    profit: Figure | None
    margin: Figure | None

    @property
    def stated(self) -> Figure:
        """What it is known by. Raises ValueError when it is not."""
        found = self.profit or self.margin
        if found is None:
            raise ValueError("neither gross profit nor margin")
        return found

    def amount(self, stated: Any, revenue: Any) -> Any:
        """The gross profit, from values of what is stated and of the revenue."""
        return stated if self.profit else stated / 100 * revenue


Term = tuple[int, Gross]
"""A gross profit and its sign in a sum: 1 or -1."""


def weighted_margin(terms: Sequence[Term]) -> Figure | None:
    """Signed gross profits over the same revenues, in percent; None without revenue."""
    if not terms:
        return None
    try:
        core, support = _bounds(terms, "core"), _bounds(terms, "support")
        profit, revenue = _sums(
            terms, [g.stated.value for _, g in terms], [g.revenue.value for _, g in terms]
        )
        value = profit * 100 / revenue
    except ArithmeticError:
        return None
    leaves = [part for _, g in terms for part in (g.stated, g.revenue)]
    inputs = tuple({id(leaf): leaf for leaf in leaves}.values())
    period = terms[0][1].revenue.period
    return Figure(
        value, core, support, "%", "gross margin", period, formula=_words(terms), inputs=inputs
    )


def _sums(terms: Sequence[Term], stated: Sequence[Any], revenues: Sequence[Any]) -> tuple[Any, Any]:
    """Profit and revenue, added up."""
    profit = sum(
        sign * gross.amount(known, revenue)
        for (sign, gross), known, revenue in zip(terms, stated, revenues, strict=True)
    )
    return profit, sum(sign * revenue for (sign, _), revenue in zip(terms, revenues, strict=True))


def _share(terms: Sequence[Term], stated: Sequence[Decimal], *revenues: Interval) -> Interval:
    """The margin in percent; at a corner from exact sums, quicker than those of intervals."""
    found: Interval
    if all(revenue.is_point for revenue in revenues):
        with localcontext(_EXACT):
            profit, total = _sums(terms, stated, [revenue.lo for revenue in revenues])
            found = Interval.point(profit * 100) / total
    else:
        profit, total = _sums(terms, [Interval.point(known) for known in stated], revenues)
        found = profit * 100 / total
    return found


def _bounds(terms: Sequence[Term], box: str) -> Interval:
    """Exact bounds: each profit or margin pulls one way only, so it stands at one end for either
    bound; revenues enter profit and divisor alike and are taken at all their corners."""
    stated: list[Interval] = [getattr(gross.stated, box) for _, gross in terms]
    revenues: list[Interval] = [getattr(gross.revenue, box) for _, gross in terms]
    found = []
    for up in (False, True):
        ends = [
            known.hi if (sign > 0) == up else known.lo
            for (sign, _), known in zip(terms, stated, strict=True)
        ]
        found.append(corners(lambda *at, ends=ends: _share(terms, ends, *at), *revenues))
    return hull(found)


def _words(terms: Sequence[Term]) -> str:
    if len(terms) == 1:
        return "gross profit ÷ revenue"
    if all(sign > 0 for sign, _ in terms):
        return "gross profits of the quarters ÷ their revenues"
    return "gross profit of the year less the other quarters ÷ the same of revenue"
