"""One period's account: its inputs, as stated or worked out from other periods, and their basis."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from typing import Any, NamedTuple

from tui.facts.book import Backing, FactBook
from tui.facts.derive import combine, parts_of, total_over
from tui.facts.figure import Figure
from tui.facts.interval import Interval, corners, hull
from tui.facts.period import Period, parse_period, quarters_of

BASES: dict[str, str] = {
    "operating_result": "operating result",
    "adjusted_net_result": "adjusted net result",
    "gross_result": "gross result",
    "ebit": "EBIT",
    "net_result": "net result",
}
"""Bases a result may be stated on. They differ by more than most trends, so each is named."""

INPUTS: dict[str, str] = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "result": "result",
    "opex": "opex",
    "asp": "ASP",
}
"""The inputs of a base and what they are called."""

FEW_CARS = 1000
"""Below this many cars a per-car figure says little."""


class Account(NamedTuple):
    """One period as reported; whatever is not known is None.

    Money in full units of `currency`, the gross margin in percent, `asp` in money per car without
    value-added tax. `opex` is set only where it was given in place of the result; otherwise it is
    implied: gross profit less result. `kind` is a key of `BASES`, empty when not stated.
    """

    period: Period | None = None
    currency: str = "CNY"
    kind: str = ""
    deliveries: Figure | None = None
    revenue: Figure | None = None
    gross_margin: Figure | None = None
    result: Figure | None = None
    opex: Figure | None = None
    asp: Figure | None = None
    car_revenue: Figure | None = None
    """Revenue from cars alone, where it is stated apart."""
    pooled: tuple[str, ...] = ()
    """Every kind of result that was added up, where quarters were."""
    scope: str = ""
    """The company or segment it is about."""
    scope_note: str = ""
    """What that holds besides cars, as the file notes it."""
    prelaunch: bool = False
    """Whether it spans a quarter in which sales had hardly begun."""
    backing: Backing = Backing.FIRM
    """What carries the result."""

    @property
    def basis(self) -> str:
        """The basis in words; all of them where several were pooled."""
        return " and ".join(BASES[kind] for kind in self.kinds) or "result"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of result it rests on."""
        return self.pooled or ((self.kind,) if self.kind else ())

    @property
    def per_car(self) -> str:
        """The unit of money per car."""
        return f"{self.currency}/car"

    def known(self, *names: str) -> tuple[Figure, ...] | None:
        """The inputs of these names, in order; None when one of them is missing."""
        found = [figure for name in names if (figure := self.get(name)) is not None]
        return tuple(found) if len(found) == len(names) else None

    def missing(self, *names: str) -> tuple[str, ...]:
        """What the inputs of these names that are missing are called."""
        return tuple(INPUTS[name] for name in names if self.get(name) is None)

    def get(self, name: str) -> Figure | None:
        """The input of one name."""
        found: Figure | None = getattr(self, name)
        return found

    @property
    def few_cars(self) -> bool:
        """Whether fewer than 1,000 cars were delivered."""
        return self.deliveries is not None and self.deliveries.value < FEW_CARS

    @property
    def account(self) -> tuple[str, ...]:
        """The names of the four inputs that a full account of the period rests on."""
        last = "opex" if self.result is None and self.opex is not None else "result"
        return ("deliveries", "revenue", "gross_margin", last)


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
    """Signed gross profits over the same revenues, in percent; None without revenue.

    A single one that is known by its margin has that, as stated.
    """
    if not terms:
        return None
    if len(terms) == 1 and not terms[0][1].profit:
        return terms[0][1].margin
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


KINDS = ("operating_result", "adjusted_net_result", "net_result")
"""Concepts of the store that a result is taken from, the preferred one first."""

_NEEDED = frozenset(
    {"deliveries", "revenue", "car_revenue", "gross_margin", "gross_profit", "operating_expenses"}
    | {"asp", *KINDS}
)


def base_of(book: FactBook, when: Period | Sequence[Period], kind: str = "") -> Account:
    """The inputs of one period, or of several pooled by their sums.

    `kind` asks for the result on one basis, a key of `BASES`; without it the preferred basis that
    is known is taken. Mere bounds (`over 157,000 cars`) are no values and are left out.
    """
    store = _measured(book)
    kinds = (kind,) if kind else KINDS
    if isinstance(when, Period):
        return _one(store, when, kinds)
    return _pool(store, tuple(when), kinds)


def full_quarters(book: FactBook, *, unsigned: bool = False) -> tuple[Account, ...]:
    """Every quarter with deliveries, revenue, gross margin and result, in order of time.

    Quarters of fewer than 1,000 cars, before sales had begun, are left out, and unless `unsigned`
    those whose result is known from one voice only, which nobody signs.
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
    return tuple(
        base
        for base in bases
        if not (base.missing(*base.account) or base.few_cars)
        and (unsigned or base.backing != Backing.UNSIGNED)
    )


def leading_quarter(book: FactBook) -> Account | None:
    """The newest full quarter whose result is firm; the newest of all where none is."""
    quarters = full_quarters(book)
    firm = [base for base in quarters if base.backing == Backing.FIRM]
    return next(reversed(firm or quarters), None)


def _measured(book: FactBook) -> FactBook:
    """The store without what an account does not need, and without mere bounds."""
    facts = (fact for fact in book.facts if fact.concept in _NEEDED and fact.dims == book.home)
    return replace(book, facts=tuple(f for f in facts if f.quantity and f.quantity.support.bounded))


def _one(book: FactBook, period: Period, kinds: Sequence[str]) -> Account:
    result, kind, home = None, "", book.entities.get(book.home.entity)
    for candidate in kinds:
        if result is None:
            result, kind = _result(book, candidate, period), candidate
    return Account(
        period=period,
        currency=book.currency,
        kind=kind if result else "",
        deliveries=total_over(book, "deliveries", period),
        revenue=total_over(book, "revenue", period),
        gross_margin=_gross_margin(book, period),
        result=result,
        asp=book.best("asp", period),
        car_revenue=total_over(book, "car_revenue", period),
        scope=home.name if home else "",
        scope_note=home.note if home else "",
        prelaunch=_has_few(book, parts_of(period)),
        backing=book.backing(result) if result else Backing.FIRM,
    )


def _result(book: FactBook, kind: str, period: Period) -> Figure | None:
    """A result as stated; else gross profit less expenses, an operating one; else of its parts."""
    profit, spent = book.best("gross_profit", period), book.best("operating_expenses", period)
    if kind == "operating_result" and profit and spent and not book.best(kind, period):
        return combine(book.name_of(kind), [(1, profit), (-1, spent)], period)
    return total_over(book, kind, period)


def _gross_margin(book: FactBook, period: Period) -> Figure | None:
    """The margin as printed; else, or where they say more, from gross profit and revenue."""
    printed, own = book.best("gross_margin", period), _gross(book, period)
    worked = weighted_margin([(1, own)]) if own and own.profit else None
    if printed and not (worked and worked.core.within(printed.core)):
        return printed
    return worked or _margin(book, period)


def _pool(book: FactBook, periods: tuple[Period, ...], kinds: Sequence[str]) -> Account:
    """One basis for all where there is one; else each on the best it has."""
    choices = [[_one(book, period, (kind,)) for period in periods] for kind in kinds]
    common = next((bases for bases in choices if all(base.result for base in bases)), None)
    bases = common or [_one(book, period, kinds) for period in periods]
    period, home = _span(periods), book.entities.get(book.home.entity)
    found = tuple(dict.fromkeys(base.kind for base in bases if base.kind))
    return Account(
        period=period,
        currency=book.currency,
        kind=found[0] if len(found) == 1 else "",
        deliveries=_sum(bases, "deliveries", period),
        revenue=_sum(bases, "revenue", period),
        gross_margin=_pooled_margin(book, periods),
        result=_sum(bases, "result", period),
        car_revenue=total_over(book, "car_revenue", period) if period else None,
        pooled=found,
        scope=home.name if home else "",
        scope_note=home.note if home else "",
        prelaunch=_has_few(book, periods),
        backing=min((base.backing for base in bases), default=Backing.FIRM),
    )


def _sum(bases: Sequence[Account], name: str, period: Period | None) -> Figure | None:
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
