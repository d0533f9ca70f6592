"""One period's inputs from the store, gaps filled from the year and its other quarters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tui.economics.basis import FEW_CARS, Base
from tui.economics.gross import Gross, Term, weighted_margin
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.period import Period, parse_period, quarters_of
from tui.facts.series import combine, parts_of, total_over

KINDS = ("operating_result", "adjusted_net_result", "net_result")
"""Concepts of the store that a result is taken from, the preferred one first."""

_NEEDED = frozenset({"deliveries", "revenue", "gross_margin", "gross_profit", "asp", *KINDS})


def base_of(book: FactBook, when: Period | Sequence[Period], kind: str = "") -> Base:
    """The inputs of one period, or of several pooled by their sums.

    `kind` asks for the result on one basis, a key of `BASES`; without it the preferred basis that
    is known is taken. Mere bounds (`over 157,000 cars`) are no values and are left out.
    """
    store = _measured(book)
    kinds = (kind,) if kind else KINDS
    if isinstance(when, Period):
        return _one(store, when, kinds)
    return _pool(store, tuple(when), kinds)


def full_quarters(book: FactBook) -> tuple[Base, ...]:
    """Every quarter with deliveries, revenue, gross margin and result, in order of time.

    Quarters of fewer than 1,000 cars, before sales had begun, are left out.
    """
    store = _measured(book)
    spans = {
        quarter.start: quarter
        for kind in ("quarter", "half", "year")
        for period in store.periods_of("deliveries", kind)
        for quarter in (quarters_of(period) or (period,))
    }
    periods = sorted(spans.values(), key=lambda period: period.order)
    bases = [_one(store, period, KINDS) for period in periods]
    return tuple(base for base in bases if not base.missing(*base.account) and not base.few_cars)


def _measured(book: FactBook) -> FactBook:
    """The store without what an account does not need, and without mere bounds."""
    facts = (fact for fact in book.facts if fact.concept in _NEEDED and fact.dims == book.home)
    return replace(book, facts=tuple(f for f in facts if f.quantity and f.quantity.support.bounded))


def _one(book: FactBook, period: Period, kinds: Sequence[str]) -> Base:
    result, kind, home = None, "", book.entities.get(book.home.entity)
    for candidate in kinds:
        if result is None:
            result, kind = total_over(book, candidate, period), candidate
    return Base(
        period=period,
        currency=book.currency,
        kind=kind if result else "",
        deliveries=total_over(book, "deliveries", period),
        revenue=total_over(book, "revenue", period),
        gross_margin=book.best("gross_margin", period) or _margin(book, period),
        result=result,
        asp=book.best("asp", period),
        scope=home.name if home else "",
        scope_note=home.note if home else "",
        prelaunch=_has_few(book, parts_of(period)),
    )


def _pool(book: FactBook, periods: tuple[Period, ...], kinds: Sequence[str]) -> Base:
    """One basis for all where there is one; else each on the best it has."""
    choices = [[_one(book, period, (kind,)) for period in periods] for kind in kinds]
    common = next((bases for bases in choices if all(base.result for base in bases)), None)
    bases = common or [_one(book, period, kinds) for period in periods]
    period, home = _span(periods), book.entities.get(book.home.entity)
    found = tuple(dict.fromkeys(base.kind for base in bases if base.kind))
    return Base(
        period=period,
        currency=book.currency,
        kind=found[0] if len(found) == 1 else "",
        deliveries=_sum(bases, "deliveries", period),
        revenue=_sum(bases, "revenue", period),
        gross_margin=_pooled_margin(book, periods),
        result=_sum(bases, "result", period),
        pooled=found,
        scope=home.name if home else "",
        scope_note=home.note if home else "",
        prelaunch=_has_few(book, periods),
    )


def _sum(bases: Sequence[Base], name: str, period: Period | None) -> Figure | None:
    found = [figure for base in bases if (figure := base.get(name)) is not None]
    if not found or len(found) < len(bases):
        return None
    labels = {figure.label for figure in found}
    label = found[0].label if len(labels) == 1 else "result"
    return combine(label, [(1, figure) for figure in found], period)


def _span(periods: Sequence[Period]) -> Period | None:
    """The stretch that periods fill without a gap."""
    ordered = sorted(periods, key=lambda period: period.order)
    gapless = all(a.end == b.start for a, b in pairwise(ordered))
    if not ordered or not gapless:
        return None
    if len(ordered) == 1:
        return ordered[0]
    return parse_period(f"{ordered[0].text}/{ordered[-1].text}")


def _has_few(book: FactBook, periods: Sequence[Period]) -> bool:
    counts = [total_over(book, "deliveries", period) for period in periods]
    return any(cars is not None and cars.value < FEW_CARS for cars in counts)


def _gross(book: FactBook, period: Period) -> Gross | None:
    """What the gross profit of a period is known by."""
    revenue = total_over(book, "revenue", period)
    profit, margin = book.best("gross_profit", period), book.best("gross_margin", period)
    return Gross(revenue, profit, margin) if revenue and (profit or margin) else None


def _margin(book: FactBook, period: Period) -> Figure | None:
    """The margin that follows from stated gross profits: its own, its quarters', or its year's."""
    terms = _terms(book, period)
    margin = weighted_margin(terms) if terms else _pooled_margin(book, parts_of(period))
    return margin._replace(period=period) if margin else None


def _pooled_margin(book: FactBook, periods: Sequence[Period]) -> Figure | None:
    """What a quarter takes from its year and another gives back cancels out."""
    signs: Counter[Gross] = Counter()
    for period in periods:
        terms = _terms(book, period)
        if not terms:
            return None
        for sign, gross in terms:
            signs[gross] += sign
    return weighted_margin([(sign, gross) for gross, sign in signs.items() if sign])


def _terms(book: FactBook, period: Period) -> list[Term]:
    """The gross profit of a period as a sum: its own, else its year's less the other quarters'."""
    if own := _gross(book, period):
        return [(1, own)]
    if period.kind != "quarter" or period.start is None:
        return []
    year = parse_period(str(period.start.year))
    whole = _gross(book, year)
    others = [_gross(book, part) for part in quarters_of(year) if part.start != period.start]
    rest: list[Term] = [(-1, piece) for piece in others if piece]
    return [(1, whole), *rest] if whole and len(rest) == len(others) else []
