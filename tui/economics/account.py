"""One period's account: its inputs, as stated or calculated from other periods, and their basis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from operator import mul
from typing import Any, NamedTuple, TypeAlias

from tui.facts.book import Backing, FactBook
from tui.facts.convert import convert, rate_for
from tui.facts.derive import combine, margin_over, profit_of, ratio_of, total_over
from tui.facts.figure import Figure, derive
from tui.facts.model import Calculation, Dims
from tui.facts.period import Period, parse_period, parts_of, quarters_of, twelve_months

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
    "car_revenue": "car revenue",
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
    one_offs: tuple[Figure, ...] = ()
    """What is stated that happened once and is part of the result; minus where it cost."""
    pooled: tuple[str, ...] = ()
    """Every kind of result that was added up, where quarters were."""
    periods: tuple[Period, ...] = ()
    """The periods that were added up."""
    scope: str = ""
    """The company or segment it is about."""
    scope_note: str = ""
    """What that holds besides cars, as the file notes it."""
    perimeter: str = ""
    """Whether it is a whole group, a segment or a brand."""
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
    def is_trailing(self) -> bool:
        """Whether four quarters in a row were added up."""
        return bool(self.periods) and self.periods == twelve_months(self.periods[-1])

    @property
    def spans(self) -> tuple[Period, ...]:
        """The periods that were added up; where none were, its own."""
        return self.periods or ((self.period,) if self.period else ())

    @property
    def per_car(self) -> str:
        """The unit of money per car."""
        return f"{self.currency}/car"

    def known(self, *names: str) -> tuple[Figure, ...] | None:
        """The inputs of these names, in order; None when one of them is missing."""
        found = [figure for name in names if (figure := self.get(name)) is not None]
        return tuple(found) if len(found) == len(names) else None

    @property
    def missing(self) -> tuple[str, ...]:
        """What the inputs of a full account that are missing are called."""
        return tuple(INPUTS[name] for name in self.account if self.get(name) is None)

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

    @property
    def price(self) -> tuple[str, ...]:
        """The names of what the average selling price rests on: as published, else car revenue and
        deliveries; empty where it is not known."""
        choices = (("asp",), ("car_revenue", "deliveries"))
        return next((names for names in choices if self.known(*names)), ())


_MARGIN = Calculation(margin="gross_margin", of="gross_profit", per="revenue")

_Sold: TypeAlias = tuple[Figure | None, Figure | None]
"""The average selling price of a period, and its cars."""

KINDS = ("operating_result", "adjusted_net_result", "net_result")
"""Concepts of the store that a result is taken from, the preferred one first."""

NEEDED = frozenset(
    {"deliveries", "revenue", "car_revenue", "gross_margin", "gross_profit", "operating_expenses"}
    | {"asp", "one_offs", *KINDS}
)
"""Concepts of the store that an account is made of."""


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


def on_basis(book: FactBook, base: Account, kind: str) -> Account:
    """The same with its result on one basis, where it is known on that from more than an unsigned
    source; else as it is."""
    when = base.periods or base.period
    if when is None or not kind or base.kinds == (kind,):
        return base
    other = base_of(book, when, kind)
    return other if other.result and other.backing > Backing.UNSIGNED else base


def on_one_basis(book: FactBook, bases: Sequence[Account]) -> tuple[Account, ...]:
    """The same for what is compared: all on the first basis that all are known on, as they are
    where there is none."""
    if len({base.kinds for base in bases}) > 1:
        for kind in KINDS:
            found = tuple(on_basis(book, base, kind) for base in bases)
            if all(base.kinds == (kind,) for base in found):
                return found
    return tuple(bases)


def at_mean_rates(book: FactBook, base: Account, currency: str) -> Account:
    """A pool for whose whole stretch there is no rate, with each period at its own (IAS 21).

    As it is where that is not so, and where one of the periods has no rate either.
    """
    if currency == base.currency or (base.period and rate_for(book, currency, base.period)):
        return base
    ones = [base_of(book, period, base.kind) for period in base.periods]

    def total(label: str, figures: Sequence[Figure | None]) -> Figure | None:
        found = [money for one in figures if one and (money := convert(book, one, currency))]
        if not found or len(found) < len(ones):
            return None
        return combine(label, [(1, money) for money in found], base.period)

    result = base.result and total(base.result.label, [one.result for one in ones])
    revenue = base.revenue and total(base.revenue.label, [one.revenue for one in ones])
    if result is None or (base.revenue and revenue is None):
        return base
    both = [(one.gross_margin, one.revenue) for one in ones]
    profit = total(
        "gross profit", [profit_of(m, r, "gross profit") if m and r else None for m, r in both]
    )
    margin = base.gross_margin
    if margin and profit and revenue:
        margin = ratio_of(margin.label, margin.formula, profit, revenue)
    cars_alone = total("car revenue", [one.car_revenue for one in ones])
    return base._replace(
        currency=currency,
        revenue=revenue,
        gross_margin=margin,
        result=result,
        asp=None,
        car_revenue=cars_alone,
    )


@lru_cache(maxsize=4)
def quarters_with_cars(book: FactBook) -> tuple[Account, ...]:
    """Every quarter whose deliveries are known, perhaps from a longer period, in order of time."""
    store = _measured(book)
    spans = {
        quarter.start: quarter
        for kind in ("quarter", "half", "year")
        for period in store.periods_of("deliveries", kind)
        for quarter in (quarters_of(period) or (period,))
    }
    periods = sorted(spans.values(), key=lambda period: period.order)
    return tuple(base for period in periods if (base := _one(store, period, KINDS)).deliveries)


@lru_cache(maxsize=8)
def full_quarters(book: FactBook, *, unsigned: bool = False) -> tuple[Account, ...]:
    """Every quarter with deliveries, revenue, gross margin and result, in order of time.

    Quarters of fewer than 1,000 cars, before sales had begun, are left out, and unless `unsigned`
    those whose result is known from one source only, which nobody signs.
    """
    return tuple(
        base
        for base in quarters_with_cars(book)
        if not (base.missing or base.few_cars) and (unsigned or base.backing != Backing.UNSIGNED)
    )


@lru_cache(maxsize=4)
def comparable_quarters(book: FactBook) -> tuple[Account, ...]:
    """The full quarters as they are compared: on one basis, where all are known on one."""
    return on_one_basis(book, full_quarters(book))


def leading_quarter(book: FactBook) -> Account | None:
    """The quarter to start from where none is named: the newest full one, on any basis.

    One whose result rests on a single weak source only where all do.
    """
    quarters = full_quarters(book)
    sound = [base for base in quarters if base.result and not book.is_weak(base.result)]
    return next(reversed(sound or quarters), None)


@lru_cache(maxsize=4)
def _measured(book: FactBook) -> FactBook:
    """The store without what an account does not need, and without mere bounds."""
    facts = (fact for fact in book.facts if fact.concept in NEEDED and fact.dims == book.home)
    return replace(book, facts=tuple(f for f in facts if f.quantity and f.quantity.support.bounded))


def result_over(
    book: FactBook, concept: str, period: Period, dims: Dims | None = None
) -> Figure | None:
    """A result as stated; else gross profit less expenses, an operating one; else of its parts."""
    if concept == "operating_result" and not book.best(concept, period, dims):
        parts = ("gross_profit", "operating_expenses")
        profit, spent = (book.best(part, period, dims) for part in parts)
        if profit and spent:
            name = book.name_of(concept, dims.entity if dims else "")
            return combine(name, [(1, profit), (-1, spent)], period)._replace(concept=concept)
    return total_over(book, concept, period, dims)


@lru_cache(maxsize=256)
def _one(book: FactBook, period: Period, kinds: tuple[str, ...]) -> Account:
    result, kind, home = None, "", book.entities.get(book.home.entity)
    parts = parts_of(period)
    for candidate in kinds:
        if result is None:
            result, kind = result_over(book, candidate, period), candidate
    return Account(
        period=period,
        currency=book.currency,
        kind=kind if result else "",
        deliveries=total_over(book, "deliveries", period),
        revenue=total_over(book, "revenue", period),
        gross_margin=_gross_margin(book, period),
        result=result,
        asp=book.best("asp", period) or _mean_price(period, [_sold(book, p) for p in parts]),
        car_revenue=total_over(book, "car_revenue", period),
        one_offs=_one_offs(book, period),
        scope=home.name if home else "",
        scope_note=home.besides_cars if home else "",
        perimeter=home.perimeter if home else "",
        prelaunch=_has_few(book, parts),
        backing=book.backing(result) if result else Backing.FIRM,
    )


def _sold(book: FactBook, period: Period) -> _Sold:
    return book.best("asp", period), total_over(book, "deliveries", period)


def _mean_price(period: Period | None, sold: Sequence[_Sold]) -> Figure | None:
    """The average selling price over several periods: the mean of theirs, weighted by their cars.

    None where one of them has no price or no count of cars, or none was sold.
    """
    known = [(price, cars) for price, cars in sold if price and cars]
    if len(known) < len(sold) or not any(cars.low for _, cars in known):
        return None
    label, formula = known[0][0].label, "ASP × deliveries of the quarters ÷ their deliveries"

    def mean(*values: Any) -> Any:
        prices, counts = values[: len(known)], values[len(known) :]
        return sum(map(mul, prices, counts)) / sum(counts)

    inputs = (*(price for price, _ in known), *(cars for _, cars in known))
    return derive(label, formula, mean, inputs, known[0][0].unit, period)


def _one_offs(book: FactBook, period: Period) -> tuple[Figure, ...]:
    """Each as stated, of the period and of parts of it: they may overlap and are not added up."""
    kinds = ("quarter", "half", "year")
    spans = (span for kind in kinds for span in book.periods_of("one_offs", kind))
    found = (book.best("one_offs", span) for span in spans if period.contains(span))
    return tuple(figure for figure in found if figure)


def _gross_margin(book: FactBook, period: Period) -> Figure | None:
    """The margin as printed; else, or where they say more, from gross profit and revenue."""
    printed, worked = book.best("gross_margin", period), margin_over(book, _MARGIN, (period,))
    return printed if printed and not (worked and worked.core.within(printed.core)) else worked


def _pool(book: FactBook, periods: tuple[Period, ...], kinds: tuple[str, ...]) -> Account:
    """One basis for all where there is one; else each on the best it has.

    What is known of the whole stretch is taken where it says at least as much as the sum.
    """
    choices = [[_one(book, period, (kind,)) for period in periods] for kind in kinds]
    common = next((bases for bases in choices if all(base.result for base in bases)), None)
    bases = common or [_one(book, period, kinds) for period in periods]
    period = _span(periods)
    found = tuple(dict.fromkeys(base.kind for base in bases if base.kind))
    whole = _one(book, period, found if common else kinds) if period else Account()
    result = _closer(whole.result, _sum(bases, "result", period))
    is_whole = whole.result is not None and result == whole.result
    return bases[0]._replace(
        period=period,
        kind=whole.kind if is_whole else found[0] if len(found) == 1 else "",
        deliveries=_closer(whole.deliveries, _sum(bases, "deliveries", period)),
        revenue=_closer(whole.revenue, _sum(bases, "revenue", period)),
        gross_margin=_closer(whole.gross_margin, margin_over(book, _MARGIN, periods)),
        result=result,
        asp=whole.asp or _mean_price(period, [(base.asp, base.deliveries) for base in bases]),
        car_revenue=_closer(whole.car_revenue, _sum(bases, "car_revenue", period)),
        one_offs=tuple(dict.fromkeys(once for base in bases for once in base.one_offs)),
        pooled=whole.kinds if is_whole else found,
        periods=periods,
        prelaunch=_has_few(book, periods),
        backing=whole.backing if is_whole else min(base.backing for base in bases),
    )


def _closer(whole: Figure | None, total: Figure | None) -> Figure | None:
    return whole if whole and not (total and not whole.core.within(total.core)) else total


def _sum(bases: Sequence[Account], name: str, period: Period | None) -> Figure | None:
    found = [figure for base in bases if (figure := base.get(name)) is not None]
    if not found or len(found) < len(bases):
        return None
    labels = {figure.label for figure in found}
    label = found[0].label if len(labels) == 1 else "result"
    return combine(label, [(1, figure) for figure in found], period)


def _span(periods: Sequence[Period]) -> Period | None:
    """The stretch that periods fill without a gap: a year or a half where it is just that."""
    ordered = sorted(periods, key=lambda period: period.order)
    gapless = all(a.end == b.start for a, b in pairwise(ordered))
    if not ordered or not gapless:
        return None
    first, last = ordered[0], ordered[-1]
    if first == last:
        return first
    stretch, year = parse_period(f"{first.text}/{last.text}"), first.text[:4]
    longer = map(parse_period, (year, f"{year}-H1", f"{year}-H2"))
    same = (one for one in longer if one.span == stretch.span)
    return next(same, stretch)


def _has_few(book: FactBook, periods: Sequence[Period]) -> bool:
    counts = [total_over(book, "deliveries", period) for period in periods]
    return any(cars is not None and cars.value < FEW_CARS for cars in counts)
