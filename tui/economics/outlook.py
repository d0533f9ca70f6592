"""What follows from assumptions about the quarters after a reported one: no forecast.

With n cars, revenue r and cost of sales c per car, opex and result of each quarter are

    X = X before × (fixed share + (1 − fixed share) × n ÷ n before) + drift
    n × (r − c) − X
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal, localcontext
from functools import cached_property
from itertools import count, product
from typing import NamedTuple, TypeAlias

from tui.economics.account import Account
from tui.economics.backtest import Backtest, backtest
from tui.economics.band import Band, band_over
from tui.economics.break_even import Past, surpassed
from tui.economics.moves import ZERO, Move, check_margin, written
from tui.economics.parse import InputError
from tui.economics.plan import Plan, level_after, notation
from tui.economics.what_if import CvpModel, Number, WhatIf, unit_of
from tui.economics.wording import loss_or_profit
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed
from tui.facts.interval import FINER, Interval
from tui.facts.period import Period, parse_period, parts_of, quarters_of

_DUST = Decimal("1e-20")
"""What may be left of a zero by division."""


class Ahead(NamedTuple):
    """One quarter of a path."""

    period: Period
    cars: Decimal
    revenue: Decimal
    cost_of_sales: Decimal
    opex: Decimal

    @property
    def result(self) -> Decimal:
        """Revenue less all costs."""
        return self.revenue - self.cost_of_sales - self.opex

    @property
    def is_loss(self) -> bool:
        """Whether these are less, by more than the dust of division."""
        return self.result < -_DUST


Path: TypeAlias = tuple[Ahead, ...]
"""The reported quarter and those ahead."""
Bounds: TypeAlias = list[tuple[Decimal, Decimal]]
"""The least and the most of each quarter."""
Sums: TypeAlias = tuple[Decimal, Decimal]
"""What quarters add up to of what a measure tells, and of what that is over."""


class Measure(NamedTuple):
    """A figure of quarters; its unit is money, each (money per car), cars or %.

    It is a sum over the quarters or, where there is a `per`, such a sum over another.
    """

    label: str
    formula: str
    unit: str
    of: Callable[[Ahead], Decimal]
    per: Callable[[Ahead], Decimal] | None = None

    def sums(self, quarters: Sequence[Ahead]) -> Sums:
        """What the quarters add up to."""
        under = sum(map(self.per, quarters), ZERO) if self.per else ZERO
        return sum(map(self.of, quarters), ZERO), under

    def value(self, above: Decimal, under: Decimal) -> Decimal:
        """What such sums come to."""
        if self.per is None:
            return above
        return above / under * 100 if self.unit == "%" else above / under


_CLOSE = Decimal("0.001")
"""Places between the ends of a range are added until bounds grow by no more of their distance."""

MEASURES: dict[str, Measure] = {
    "deliveries": Measure("deliveries", "as assumed", "cars", lambda ahead: ahead.cars),
    "revenue": Measure(
        "revenue", "revenue per car × deliveries", "money", lambda ahead: ahead.revenue
    ),
    "gross_margin_percent": Measure(
        "gross margin",
        "(revenue − cost of sales) ÷ revenue",
        "%",
        lambda ahead: ahead.revenue - ahead.cost_of_sales,
        lambda ahead: ahead.revenue,
    ),
    "opex": Measure(
        "opex",
        "opex before × (fixed share + variable share × change of deliveries) + drift",
        "money",
        lambda ahead: ahead.opex,
    ),
    "operating_result": Measure(
        "result", "revenue − cost of sales − opex", "money", lambda ahead: ahead.result
    ),
    "profit_per_car": Measure(
        "result per car",
        "(revenue − cost of sales − opex) ÷ deliveries",
        "each",
        lambda ahead: ahead.result,
        lambda ahead: ahead.cars,
    ),
}
"""By their keys for programs."""

CUMULATIVE = "cumulative_result"
"""The key of the results of all quarters ahead up to one."""

CONCEPTS = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross_margin_percent",
    "operating_expenses": "opex",
    "operating_result": "operating_result",
    "profit_per_car": "profit_per_car",
}
"""Concepts of the facts file that a path tells, and the measure of each."""


class Banded(NamedTuple):
    """A figure with its bounds by rounding, and those with the ranges on top, where there are."""

    figure: Figure
    band: Band | None

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """The widest of them."""
        bounds = self.band or self.figure
        return bounds.low, bounds.high


class Expected(NamedTuple):
    """A quarter ahead, its figures keyed as `MEASURES` are and by `CUMULATIVE`; a year without."""

    period: Period
    is_delivered: bool
    """Whether its cars are a fact."""
    figures: Mapping[str, Banded]

    @property
    def is_loss(self) -> bool:
        """Whether it ends with a loss."""
        return self.figures["operating_result"].figure.value < 0


class Beyond(NamedTuple):
    """More cars than in any quarter so far: when, how many at most, and the most so far."""

    period: Period
    cars: Decimal
    past: Past


@dataclass(frozen=True)
class Outlook:
    """The quarters after a reported one under a plan."""

    plan: Plan
    paths: tuple[Path, ...]
    """At the values of the reported figures, then at every corner of their rounding."""
    ranged: tuple[tuple[Path, ...], ...]
    """The same at every combination of the ends of ranges."""
    inside: tuple[tuple[Plan, tuple[Path, ...]], ...] = ()
    """The same at places between the ends of those that may lead furthest there."""

    @cached_property
    def expected(self) -> tuple[Expected, ...]:
        """Every quarter ahead."""
        found = []
        for at, ahead in enumerate(self.paths[0][1:], 1):
            figures = {key: self.total(key, slice(at, at + 1)) for key in MEASURES}
            figures[CUMULATIVE] = self.total("operating_result", slice(1, at + 1))
            fact = self.plan.delivered.get(ahead.period.text)
            if fact:
                figures["deliveries"] = figures["deliveries"]._replace(figure=fact)
            found.append(Expected(ahead.period, fact is not None, figures))
        return tuple(found)

    @cached_property
    def years(self) -> tuple[Expected, ...]:
        """Every calendar year that the quarters ahead end, with what is reported of it before."""
        found = []
        for year in self.plan.years:
            totals = {key: self.over(key, year) for key in MEASURES}
            if figures := {key: total for key, total in totals.items() if total}:
                is_delivered = all(part.text in self.plan.delivered for part in quarters_of(year))
                found.append(Expected(year, is_delivered, figures))
        return tuple(found)

    def total(self, key: str, part: slice, before: Sequence[Account] = ()) -> Banded:
        """A measure over a part of the path and reported quarters before it.

        Its period is that of the last quarter in it.
        """
        measure, start = MEASURES[key], self.plan.start
        unit = {"money": start.currency, "each": start.per_car}.get(measure.unit, measure.unit)
        with localcontext(FINER):
            earlier = [[measure.sums([at]) for at in _reported(base)] for base in before]
            point = [sums for sums, *_ in earlier] + [measure.sums(self.paths[0][part])]

            def ends(paths: Sequence[Path]) -> tuple[Decimal, Decimal]:
                found = [measure.sums(path[part]) for path in paths]
                if earlier:
                    found = _reached([*earlier, found])
                values = [measure.value(*sums) for sums in found]
                return min(values), max(values)

            above, under = (sum(parts, ZERO) for parts in zip(*point, strict=True))
            value = measure.value(above, under).quantize(_DUST)
            core = Interval.around(*ends(self.paths))
            band = band_over(self.plan.ranges, [ends(paths) for paths in self.ranged])
            for plan, paths in self.inside:
                at = {name: plan.moves[name] for name in self.plan.ranges}
                band = band and _reaching(band, *ends(paths), at)
        when, formula = self.paths[0][part][-1].period, measure.formula
        stated = (figure for base in before for figure in base.known(*base.account) or ())
        inputs = tuple(dict.fromkeys((*stated, *self._inputs, *self._delivered(when))))
        figure = Figure(
            +value, core, core, unit, measure.label, when, formula=formula, inputs=inputs
        )
        return Banded(figure, band)

    def over(self, key: str, period: Period) -> Banded | None:
        """A measure over a longer period, with what is reported of it before the path begins.

        None for one that holds no quarter ahead, goes on after the last, or is known in part only.
        """
        quarters = parts_of(period) or (period,)
        names = [quarter.period.text for quarter in self.paths[0]]
        before = [base for base in self.plan.before if base.period in quarters]
        inside = [names.index(part.text) for part in quarters if part.text in names]
        if not inside or not inside[-1] or len(inside) + len(before) < len(quarters):
            return None
        found = self.total(key, slice(inside[0], inside[-1] + 1), before)
        formula = f"{found.figure.formula}, over the quarters of {period}"
        return found._replace(figure=found.figure._replace(period=period, formula=formula))

    @cached_property
    def _inputs(self) -> tuple[Figure, ...]:
        start = self.plan.start
        typed = (
            assumed(
                move.value,
                unit_of(start, notation(name), move.kind),
                f"{name.replace('_', ' ')} assumed",
            )
            for name, move in self.plan.taken.items()
        )
        price = start.price if "price" in self.plan.moves else ()
        names = dict.fromkeys((*start.account, *price))
        return (*(start.known(*names) or ()), *typed)

    def _delivered(self, by: Period) -> Iterator[Figure]:
        """The cars on file that a quarter ahead follows from."""
        plan = self.plan
        for text, figure in plan.delivered.items():
            is_ahead = any(at.text == text and at.order <= by.order for at in plan.periods)
            if is_ahead or (f"deliveries_{text[:4]}" in plan.moves and text[:4] <= by.text[:4]):
                yield figure

    @cached_property
    def beyond_any(self) -> Beyond | None:
        """Of the quarters ahead that with the most cars, where no quarter so far had as many."""
        most = dict[Period, Decimal]()
        for at, step in enumerate(self.expected, 1):
            if not step.is_delivered:
                # As assumed, not as the rounding of the quarter that it starts from allows.
                points = (point for point, *_ in (self.paths, *self.ranged))
                most[step.period] = max(point[at].cars for point in points)
        period = max(most, key=lambda one: most[one], default=None)
        delivered = self.plan.delivered.items()
        past = [Past(cars.value, parse_period(text)) for text, cars in delivered]
        if period is None or (passed := surpassed(past, most[period])) is None:
            return None
        return Beyond(period, most[period], passed)

    @property
    def breaks_even(self) -> Period | None:
        """The first quarter ahead without a loss."""
        return next((step.period for step in self.expected if not step.is_loss), None)

    @cached_property
    def breaks_even_between(self) -> tuple[Period | None, Period | None]:
        """The earliest and the latest such quarter within the ranges; None for never."""
        return self._first_between(lambda ahead: not ahead.is_loss)

    def _first_between(self, holds: Callable[[Ahead], bool]) -> tuple[Period | None, Period | None]:
        firsts = [
            next((ahead.period for ahead in path[1:] if holds(ahead)), None)
            for paths in (self.paths, *self.ranged, *(paths for _, paths in self.inside))
            for path in paths
        ]
        known = sorted((first for first in firsts if first), key=lambda period: period.order)
        if not known:
            return None, None
        return known[0], known[-1] if len(known) == len(firsts) else None

    def break_even_says(self, *, is_brief: bool = False) -> str:
        """The quarter in which it breaks even, or why it never does; in brief without that reason,
        where ranges leave the quarter open. After a profit, the quarter that turns to a loss."""
        if not self.paths[0][0].is_loss:
            return self._loss_says()
        when, last = self.breaks_even, self.paths[0][-1]
        earliest, latest = self.breaks_even_between
        if when:
            after = self.expected[self.plan.periods.index(when) :]
            lost = (fmt.period(step.period) for step in after if step.is_loss)
            again = next((f", and loses again in {quarter}" for quarter in lost), "")
            says = f"It breaks even in {fmt.period(when)}{again}."
        else:
            loss = fmt.coded_total(last.result, self.plan.start.currency)
            says = f"It does not break even by {fmt.period(last.period)} (result {loss})"
            says += "." if is_brief and earliest != latest else f": {self._why_never()}"
        by = "then" if earliest == last.period else fmt.period(last.period)
        return says + _between(earliest, latest, f"possibly not by {by}")

    def _loss_says(self) -> str:
        end = fmt.period(self.expected[-1].period)
        earliest, latest = self._first_between(lambda ahead: ahead.is_loss)
        lost = next((step.period for step in self.expected if step.is_loss), None)
        says = "It makes a profit in every quarter."
        if lost:
            says = f"It turns to a loss in {fmt.period(lost)}."
        return says + _between(earliest, latest, f"possibly none by {end}", "a loss in ")

    def _why_never(self) -> str:
        before, last = self.paths[0][-2:]
        taken = self.plan.taken
        fixed = taken["opex_fixed_share"].value / 100
        adds = (last.revenue - last.cost_of_sales) / last.cars - (
            1 - fixed
        ) * before.opex / before.cars
        if adds <= 0:
            each = assumed(adds, self.plan.start.per_car, "added by each car")
            return f"each additional car adds {loss_or_profit(each, {})}."
        needed = (fixed * before.opex + taken["opex_drift"].value) / adds
        step = Decimal(1).scaleb(max(needed.adjusted() - 2, 0))
        cars, more = fmt.to_step(needed, step, ROUND_CEILING), (needed / last.cars - 1) * 100
        return (
            f"that would take about {fmt.counted(cars, 'cars')}, {fmt.number(more)}% more than the "
            f"{fmt.number(last.cars)} assumed."
        )


def _between(earliest: Period | None, latest: Period | None, never: str, what: str = "") -> str:
    """Between which quarters something comes about, where that is open."""
    if earliest == latest:
        return ""
    end = f"{fmt.period(latest)} at the latest" if latest else never
    first = f"{what}{fmt.period(earliest)} at the earliest"
    return f" Within the assumed ranges and rounding: {first}, {end}."


def _reaching(band: Band, low: Decimal, high: Decimal, at: Mapping[str, Move]) -> Band:
    """The same where it reaches further at other places."""
    if low < band.low:
        band = band._replace(low=low, at_low=at)
    return band._replace(high=high, at_high=at) if high > band.high else band


def tested(book: FactBook, plan: Plan) -> Backtest | None:
    """How far forecasts were off that took opex as the plan does, at the points of its ranges."""
    share, drift = (plan.taken[name] for name in ("opex_fixed_share", "opex_drift"))
    is_fitted = bool(plan.fitted) and plan.preset.keys().isdisjoint(plan.moves)
    return backtest(book, share.value, drift.value, is_fitted=is_fitted)


def _reported(base: Account) -> tuple[Ahead, ...]:
    """A reported quarter: at the values of its figures, then at the corners of their rounding."""
    period = base.period
    return tuple(
        Ahead(period, corner.cars, corner.revenue, corner.cost_of_sales, corner.opex)
        for corner in WhatIf(base).corners
        if period
    )


def _reached(parts: Sequence[Sequence[Sums]]) -> list[Sums]:
    """What parts, each at one of its places, add up to where a measure can be least or most.

    The more above, the more there is of a measure: so of sums over the same only the ends count.
    """
    found = {ZERO: (ZERO, ZERO)}
    for part in parts:
        longer = dict[Decimal, tuple[Decimal, Decimal]]()
        for (under, ends), (above, below) in product(found.items(), part):
            least, most = ends[0] + above, ends[1] + above
            low, high = longer.get(under + below, (least, most))
            longer[under + below] = min(low, least), max(high, most)
        found = longer
    return [(end, under) for under, ends in found.items() for end in ends]


class _Origin(NamedTuple):
    """The account that a path starts from, at one point of its inputs."""

    model: CvpModel
    price: Decimal
    """What a share of the price is taken of."""


def outlook(plan: Plan) -> Outlook:
    """The quarters ahead. Raises InputError for what cannot be in one of them."""
    with localcontext(FINER):
        origins = _origins(plan)

        def paths_of(at: Plan) -> tuple[Path, ...]:
            return tuple(path for rounded in at.rounded for path in _paths(rounded, origins))

        ranged = tuple(map(paths_of, plan.corners))
        inside = list[tuple[Plan, tuple[Path, ...]]]()
        for name in plan.bent:
            for depth in count(1):
                before = _reach((*ranged, *(paths for _, paths in inside)))
                more = [(at, paths_of(at)) for at in plan.between(name, depth)]
                inside += more
                if depth > 1 and not _grows(before, _reach(paths for _, paths in more)):
                    break
        return Outlook(plan, paths_of(plan), ranged, tuple(inside))


def _reach(places: Iterable[tuple[Path, ...]]) -> Bounds:
    """The least and the most that each quarter comes to."""
    quarters = zip(*(path for paths in places for path in paths), strict=True)
    results = ([ahead.result for ahead in quarter] for quarter in quarters)
    return [(min(found), max(found)) for found in results]


def _grows(before: Bounds, more: Bounds) -> bool:
    """Whether bounds are much wider with other places in them."""
    return any(
        max(low - least, most - high) > (high - low) * _CLOSE
        for (low, high), (least, most) in zip(before, more, strict=True)
    )


def _origins(plan: Plan) -> tuple[_Origin, ...]:
    """At the values of the inputs, then at every corner of their bounds."""
    start, (point, *corners) = plan.start, WhatIf(plan.start).corners
    stated = start.get(start.price[0]) if start.price else None
    if stated is None:
        return tuple(
            _Origin(at, at.reported_revenue / at.reported_cars) for at in (point, *corners)
        )
    ends = {stated.value}
    if "price" in plan.moves and stated.core.bounded:
        ends = {stated.low, stated.high}
    return tuple(
        _Origin(at, value if stated is start.asp else value / at.reported_cars)
        for at, value in ((point, stated.value), *product(corners, ends))
    )


def _paths(plan: Plan, origins: Sequence[_Origin]) -> Iterator[Path]:
    start, volumes = plan.start, dict[Decimal, list[Decimal]]()
    for origin in origins:
        cars = origin.model.cars
        if cars not in volumes and start.period and start.deliveries:
            first = {start.period.text: start.deliveries._replace(value=cars)}
            at = replace(plan, delivered={**plan.delivered, **first})
            volumes[cars] = at.volumes(cars)
        yield _path(plan, origin, volumes[cars])


def _path(plan: Plan, origin: _Origin, volumes: Sequence[Decimal]) -> Path:
    taken, at = plan.taken, origin.model
    fixed, drift = taken["opex_fixed_share"].value / 100, taken["opex_drift"].value
    cost = at.reported_revenue * (1 - at.reported_margin) / at.reported_cars
    first = plan.start.period
    found = [Ahead(first, at.cars, at.revenue, at.cost_of_sales, at.opex)] if first else []
    for times, (period, cars) in enumerate(zip(plan.periods, volumes, strict=True), 1):
        model = at._replace(
            cars=cars,
            volume=cars / at.reported_cars,
            price=_added(plan, "price", origin.price, times),
            cost_per_car=_added(plan, "cost_per_car", cost, times),
            margin=_margin(plan, at, times),
        )
        if model.revenue < 1:
            raise InputError("price", f"No revenue would be left in quarter {times}.")
        before = found[-1]
        opex = before.opex * (fixed + (1 - fixed) * cars / before.cars) + drift
        if opex < 0 <= before.opex:
            raise InputError("opex_drift", f"Opex falls below zero in quarter {times}.")
        found.append(Ahead(period, cars, model.revenue, model.cost_of_sales, opex))
    return tuple(found)


def _added(plan: Plan, name: str, now: Decimal, times: int) -> Decimal:
    """What an assumption adds to an amount per car after so many quarters. Raises InputError."""
    move = plan.moves.get(name)
    if move is None:
        return ZERO
    level = level_after(move, now, times)
    if level < 0:
        raise InputError(name, f"The {name.replace('_', ' ')} falls below zero in quarter {times}.")
    return level - now


def _margin(plan: Plan, origin: CvpModel, times: int) -> Number:
    """The gross margin as a fraction; None while the cost of sales per car is held."""
    move, reported = plan.taken.get("gross_margin"), origin.reported_margin
    if move is None:
        return reported if plan.hold == "margin" else None
    now = plan.start.gross_margin
    if move.kind == "to" or now is None:
        return move.value / 100
    check_margin(now.value + move.value * times, written(move, "gross_margin"))
    return reported + move.value * times / 100
