"""What follows from assumptions about the quarters after a reported one: no forecast.

With n cars, revenue r and cost of sales c per car, opex and result of each quarter are

    X = X before × (fixed share + (1 − fixed share) × n ÷ n before) + drift
    n × (r − c) − X
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext
from functools import cached_property, lru_cache
from itertools import count, pairwise, product
from typing import NamedTuple, TypeAlias

from tui.economics import per_car
from tui.economics.account import Account, quarters_with_cars
from tui.economics.backtest import Backtest, backtest
from tui.economics.band import Band, band_over
from tui.economics.behaviour import behaviour, fixed_share_span
from tui.economics.break_even import Past, surpassed
from tui.economics.moves import (
    FAR_OFF,
    ZERO,
    Move,
    check_margin,
    check_size,
    corners_of,
    no_cars,
    ranges_of,
    read_move,
    written,
)
from tui.economics.parse import InputError, unknown
from tui.economics.scenario import one_of_both, read_hold
from tui.economics.what_if import FULL, HOLDS, CvpModel, Number, WhatIf, unit_of
from tui.economics.wording import loss_or_profit
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed
from tui.facts.interval import FINER, Interval
from tui.facts.period import Period, parse_period, parts_of, quarter_of, quarters_of

MOST_QUARTERS = 12

_DUST = Decimal("1e-20")
"""What may be left of a zero by division."""

NAMES = {
    "deliveries": "deliveries",
    "price": "price",
    "asp": "price",
    "cost_per_car": "cost_per_car",
    "gross_margin": "gross_margin",
    "opex_drift": "opex_drift",
    "opex_fixed_share": "opex_fixed_share",
}
"""What can be assumed of the quarters ahead, by every word for it; and the cars of a year."""

_TOTAL = re.compile(r"deliveries_([0-9]{4})")
_IN_A_YEAR = re.compile(r"(.+?)\s+(?:in|for|of)\s+(20[0-9]{2})", re.IGNORECASE)


@dataclass(frozen=True)
class Plan:
    """A reported quarter and what is assumed of those after it.

    A new amount holds from the first quarter on; a step and a share come again each quarter. The
    cars of a year, under `deliveries_2026`, less those delivered are spread over its other quarters
    alike. Cars that were delivered already stay as they are.
    """

    start: Account
    quarters: int
    delivered: Mapping[str, Figure]
    """Cars of every quarter of which they are known, by period."""
    moves: Mapping[str, Move]
    """What is assumed, in the place of `preset`."""
    preset: Mapping[str, Move]
    """What is taken of opex unless something else is assumed: what the quarters so far fit."""
    hold: str = HOLDS[0]
    """What stays when the price moves: the cost of sales per car, or the gross margin."""
    so_far: tuple[Account, ...] = ()
    """Every quarter of which the cars are known, in order of time."""
    fitted: tuple[Period, ...] = ()
    """The first and the last quarter that `preset` is fitted to; none where there are too few."""

    @property
    def taken(self) -> Mapping[str, Move]:
        """Everything that is assumed, preset or not."""
        return {**self.preset, **self.moves}

    @cached_property
    def ranges(self) -> Mapping[str, Move]:
        """The assumptions that are a range."""
        return ranges_of(self.taken)

    @cached_property
    def corners(self) -> tuple[Plan, ...]:
        """The same at every combination of the ends of its ranges; none without ranges."""
        return tuple(replace(self, moves=moves) for moves in corners_of(self.taken))

    @cached_property
    def bent(self) -> tuple[str, ...]:
        """The ranges that may lead furthest between their ends: cars that bring hardly more than
        their opex, and a fixed share where cars rise and fall."""
        least = min(end.value for end in _ends_of(self.taken["opex_fixed_share"]))
        found = [n for n in self.ranges if notation(n) == "deliveries" and least < FULL]
        if "opex_fixed_share" in self.ranges and any(map(_turns, (self, *self.corners))):
            found.append("opex_fixed_share")
        return tuple(found)

    def between(self, name: str, depth: int) -> Iterator[Plan]:
        """The same at the middle of a range, the others at their ends; deeper at the middles of
        what is then left between these places."""
        move, (low, high) = self.taken[name], (end.value for end in self.taken[name].ends)
        for part in range(1, 2**depth, 2):
            at = low + (high - low) * part / 2**depth
            moves = {**self.taken, name: Move(at, move.kind, low=at, high=at)}
            for corner in corners_of(moves) if len(self.ranges) > 1 else (moves,):
                yield replace(self, moves=corner)

    @cached_property
    def rounded(self) -> tuple[Plan, ...]:
        """The same, then with the cars delivered so far at either end of their rounding."""
        used = {year.text for year in self.years}
        loose = [
            [(text, figure._replace(value=end)) for end in (figure.low, figure.high)]
            for text, figure in self.delivered.items()
            if text[:4] in used and text != str(self.start.period) and figure.core.width
        ]
        corners = product(*loose) if loose else ()
        at_corners = (replace(self, delivered={**self.delivered, **dict(one)}) for one in corners)
        return (self, *at_corners)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The quarters ahead."""
        found = [self.start.period]
        while len(found) <= self.quarters and found[-1] and found[-1].end:
            found.append(quarter_of(found[-1].end))
        return tuple(period for period in found[1:] if period)

    @cached_property
    def before(self) -> tuple[Account, ...]:
        """The quarters before the start whose accounts are complete and on the same basis."""
        start = self.start
        return tuple(
            base
            for base in self.so_far
            if base.period
            and start.period
            and base.period.order < start.period.order
            and base.kind == start.kind
            and not base.missing
        )

    @cached_property
    def published(self) -> tuple[Account, ...]:
        """What is reported of the quarters ahead, of which only the cars are taken."""
        return tuple(base for base in self.so_far if base.period in self.periods)

    @cached_property
    def years(self) -> tuple[Period, ...]:
        """The calendar years that the quarters ahead are in."""
        return tuple(dict.fromkeys(parse_period(period.text[:4]) for period in self.periods))

    @cached_property
    def texts(self) -> dict[str, str]:
        """What to type for what is assumed, by name."""
        held = {"hold": self.hold} if self.hold != HOLDS[0] else {}
        return {name: written(move, notation(name)) for name, move in self.moves.items()} | held


def notation(name: str) -> str:
    """The name in `NOTATIONS` by which an assumption is written: the cars of a year as cars."""
    return "deliveries" if _TOTAL.fullmatch(name) else name


def is_ahead(word: str) -> bool:
    """Whether a word is for an assumption about the quarters ahead."""
    return word in NAMES or bool(_TOTAL.fullmatch(word))


def named(word: str, raw: object) -> tuple[str, object]:
    """The word for an assumption and what was typed for it; cars `550,000 in 2026` are a year's.

    Raises InputError where the word is for another year.
    """
    of_year, own = _IN_A_YEAR.fullmatch(str(raw).strip()), _TOTAL.fullmatch(word)
    if of_year is None or (own is None and word != "deliveries"):
        return word, raw
    if own and own[1] != of_year[2]:
        message = f"{raw} are cars of {of_year[2]}, not of {own[1]}."
        raise InputError(word, f"{message} Write deliveries_{of_year[2]}={of_year[1]}.")
    return f"deliveries_{of_year[2]}", of_year[1]


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
                band = band and _reaching(band, *ends(paths), self._at(plan))
        when, formula = self.paths[0][part][-1].period, measure.formula
        stated = (figure for base in before for figure in base.known(*base.account) or ())
        inputs = tuple(dict.fromkeys((*stated, *self._inputs, *self._delivered(when))))
        figure = Figure(
            +value, core, core, unit, measure.label, when, formula=formula, inputs=inputs
        )
        return Banded(figure, band)

    def _at(self, plan: Plan) -> Mapping[str, Move]:
        return {name: plan.moves[name] for name in self.plan.ranges}

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


def _ends_of(move: Move) -> tuple[Move, ...]:
    return move.ends or (move,)


def _turns(plan: Plan) -> bool:
    """Whether cars rise and fall on its path."""
    start = plan.start.deliveries
    cars = [start.value, *_volumes(plan, start.value)] if start else []
    return len({before < after for before, after in pairwise(cars) if before != after}) > 1


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


def why_no_start(start: Account) -> str:
    """Why no outlook starts from an account; empty where one does."""
    if start.period is None or start.period.kind != "quarter":
        return "An outlook starts from one quarter, for example 2026-Q1."
    if missing := start.missing:
        return f"No outlook from {start.period}: it needs {fmt.joined(missing)}."
    if start.deliveries and not start.deliveries.value:
        return f"No outlook from {start.period}: no car was delivered in it."
    return ""


def read_plan(book: FactBook, start: Account, count: object, typed: Mapping[str, object]) -> Plan:
    """The plan typed by the words of `NAMES` and, for the cars of a year, `deliveries_2026`.

    Raises InputError, also for what cannot be.
    """
    if why := why_no_start(start):
        raise InputError("outlook", why)
    text = str(count)
    quarters = int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0
    if not 1 <= quarters <= MOST_QUARTERS:
        message = f"An outlook has 1 to {MOST_QUARTERS} quarters (got {text:.20})."
        raise InputError("outlook", message)
    moves, hold = _read_moves(typed, start.currency)
    so_far = quarters_with_cars(book)
    delivered = {str(base.period): base.deliveries for base in so_far if base.deliveries}
    preset, fitted = preset_of_opex(book), _fitted(book)
    plan = Plan(start, quarters, delivered, moves, preset, hold, so_far, fitted)
    _check_sizes(start, moves)
    for name in moves:
        if found := _TOTAL.fullmatch(name):
            _check_total(plan, int(found[1]), name)
    has_cars = (p.text in delivered or f"deliveries_{p.text[:4]}" in moves for p in plan.periods)
    if (move := moves.get("deliveries")) and all(has_cars):
        cars = fmt.true_minus(written(move, "deliveries"))
        message = f"deliveries {cars} has no effect: every quarter ahead is delivered"
        raise InputError("deliveries", f"{message} or in a year with a total.")
    return plan


def _read_moves(typed: Mapping[str, object], currency: str) -> tuple[dict[str, Move], str]:
    """What is assumed by name, and what stays when the price moves. Raises InputError."""
    moves, words, hold = dict[str, Move](), dict[str, str](), HOLDS[0]
    for word, raw in (named(*pair) for pair in typed.items()):
        if word == "hold":
            hold = read_hold(raw)
            continue
        name = NAMES.get(word) or (word if _TOTAL.fullmatch(word) else "")
        if not name:
            known = (*NAMES, "deliveries_2026")
            raise InputError(word, unknown(f"Unknown assumption {word}", word, known))
        if name in words:
            raise InputError(word, f"{words[name]} and {word} mean the same: give one.")
        words[name] = word
        moves[name] = read_move(raw, notation(name), currency, word)
    if "gross_margin" in moves and "cost_per_car" in moves:
        raise one_of_both()
    return moves, hold


def _check_sizes(start: Account, moves: Mapping[str, Move]) -> None:
    """Whether new amounts of money can be meant. Raises InputError."""
    known = {
        "price": per_car.price_per_car(start),
        "cost_per_car": per_car.cost_of_sales_per_car(start),
        "opex_drift": per_car.opex(start),
    }
    for name, now in known.items():
        move = moves.get(name)
        if move is None or now is None:
            continue
        for one in _ends_of(move):
            if name == "opex_drift":
                _check_drift(one.value, now)
            else:
                check_size(one, name, now.value, start.currency)


def _check_drift(drift: Decimal, opex: Figure) -> None:
    if drift and abs(drift) * FAR_OFF**3 < abs(opex.value):
        message = (
            f"{fmt.counted(drift, opex.unit)} a quarter would be less than a millionth of the "
            f"opex on file, {fmt.coded_amount(opex)}."
        )
        raise InputError("opex_drift", f"{message} Write for example 400m.")


@lru_cache(maxsize=4)
def preset_of_opex(book: FactBook) -> Mapping[str, Move]:
    """Opex as it has behaved: the fit to whole percent and ten millions, with its standard error;
    the fixed share over its preset span."""
    found, span = behaviour(book), fixed_share_span(book)
    if found is None:
        return {"opex_drift": Move(ZERO), "opex_fixed_share": Move(FULL)}
    drift, error = (
        fmt.to_step(value, Decimal(10) ** 7, ROUND_HALF_UP)
        for value in (found.fit.drift.value, found.fit.drift_error)
    )
    share = fmt.to_step(found.fit.fixed_share.value, Decimal(1), ROUND_HALF_UP)
    share = min(max(share, span.low), span.high)
    return {
        "opex_drift": Move(drift, low=drift - error, high=drift + error),
        "opex_fixed_share": Move(share, low=span.low, high=span.high),
    }


def _fitted(book: FactBook) -> tuple[Period, ...]:
    found = behaviour(book)
    ends = (found.steps[0].before, found.steps[-1].after) if found else ()
    return tuple(quarter.base.period for quarter in ends if quarter.base.period)


def _check_total(plan: Plan, year: int, name: str) -> None:
    """The cars of a year must leave some for the quarters that are still to come."""
    move, quarters = plan.moves[name], [part.text for part in quarters_of(parse_period(str(year)))]
    if move.kind != "to":
        raise InputError(name, f"Write the cars of all {year}, for example 550,000.")
    ahead = {period.text for period in plan.periods}
    if not ahead.intersection(quarters):
        raise InputError(name, f"None of the quarters ahead is in {year}.")
    rest = _unknown(plan, quarters)
    if unknown := [text for text in rest if text not in ahead and text <= plan.periods[0].text]:
        raise InputError(
            name, f"The cars of {fmt.joined(unknown)} are not known, so {year} cannot be split."
        )
    if not rest:
        raise InputError(name, f"All quarters of {year} are delivered already.")
    if (move.low or move.value) - _so_far(plan, quarters) < len(rest):
        done = fmt.number(_so_far(plan, quarters))
        message = (
            f"{fmt.joined([q for q in quarters if q in plan.delivered])} already had {done} cars"
        )
        raise InputError(
            name, f"{message}, so {fmt.number(move.low or move.value)} in {year} is too few."
        )


def _unknown(plan: Plan, quarters: list[str]) -> list[str]:
    return [text for text in quarters if text not in plan.delivered]


def _so_far(plan: Plan, quarters: list[str]) -> Decimal:
    return sum((plan.delivered[text].value for text in quarters if text in plan.delivered), ZERO)


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
            volumes[cars] = _volumes(at, cars)
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
    level = _level(move, now, times)
    if level < 0:
        raise InputError(name, f"The {name.replace('_', ' ')} falls below zero in quarter {times}.")
    return level - now


def _level(move: Move, now: Decimal, times: int) -> Decimal:
    """What a move makes of an amount after so many quarters."""
    if move.kind == "percent":
        return now * (1 + move.value / 100) ** times
    return move.value if move.kind == "to" else now + move.value * times


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


def _volumes(plan: Plan, level: Decimal) -> list[Decimal]:
    """The cars of each quarter after one with so many. Raises InputError."""
    move, found = plan.moves.get("deliveries"), []
    for period in plan.periods:
        year = period.text[:4]
        quarters = [part.text for part in quarters_of(parse_period(year))]
        if period.text in plan.delivered:
            level = plan.delivered[period.text].value
        elif total := plan.moves.get(f"deliveries_{year}"):
            rest, places = total.value - _so_far(plan, quarters), _unknown(plan, quarters)
            place, count = places.index(period.text), len(places)
            level = rest * (place + 1) // count - rest * place // count
        elif move:
            level = _level(move, level, 1)
        cars = level.to_integral_value(ROUND_HALF_UP)
        if cars <= 0:
            raise no_cars("deliveries")
        found.append(cars)
    return found
