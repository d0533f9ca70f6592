"""Break-even curve, tornado and bridge of a case as plain numbers with their texts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import Account
from tui.economics.bridge import Bridge, bridge
from tui.economics.scenario import Assumptions, Spot, WhatIf, curve, volumes
from tui.economics.sensitivity import tornado
from tui.facts.derive import convert
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.present import fmt
from tui.tabs.calculator.state import Case, Past, each

POINTS = 120
BEYOND = Decimal("1.25")
"""How far past break-even the curve goes."""
FAR = 4
"""A break-even beyond this many times the reported cars is left outside the curve."""


class Plot(NamedTuple):
    """The break-even curve; values in the currency of the results."""

    spots: tuple[Spot, ...]
    past: tuple[Past, ...]
    even: Decimal | None
    cursor: Decimal
    label: str
    least: Decimal
    most: Decimal
    floor: Decimal


def span_of(case: Case, past: Sequence[Past]) -> tuple[int, int]:
    """The volumes shown; the same while the cursor moves inside them."""
    reported = case.base.deliveries
    here = reported.value if reported else Decimal(1)
    seen = [here, *(mark.cars for mark in past)]
    answer = case.break_even.figure
    if answer and 0 < answer.value < FAR * here:
        seen.append(answer.value * BEYOND)
    step = _step(max(seen))
    least = int(min(seen) * Decimal("0.8") // step * step)
    most = int(-(-max(seen) * Decimal("1.1") // step) * step)
    cars = case.cars or here
    if cars > most:
        most = int(-(-cars * Decimal("1.1") // step) * step)
    return max(min(max(least, int(step) // 10), int(cars)), 1), most


def _step(value: Decimal) -> Decimal:
    """A round number of cars about a twentieth of a volume."""
    return max(Decimal(1).scaleb((value / 4).adjusted()), Decimal(10))


def plot(case: Case, past: Sequence[Past]) -> Plot | None:
    """The curve under all assumptions but the cars, and the cursor at the cars."""
    figure, cars = case.per_car, case.cars
    if figure is None or cars is None:
        return None
    least, most = span_of(case, past)
    spots = tuple(
        Spot(
            spot.cars,
            case.plain(spot.value),
            None if spot.low is None else case.plain(spot.low),
            None if spot.high is None else case.plain(spot.high),
        )
        for spot in curve(case.base, case.change, volumes(least, most, POINTS))
    )
    if not spots:
        return None
    answer = case.break_even.figure
    even = answer.value if answer and least <= answer.value <= most else None
    value = each(figure.value, case.currency, signed=True)
    label = f"{value} at {fmt.counted(cars, 'cars')}"
    floor = _floor(spots, case.reported_per_car, figure)
    return Plot(
        spots, tuple(past), even, cars, label, Decimal(least), Decimal(most), floor
    )  # fmt: skip


def _floor(spots: Sequence[Spot], reported: Figure | None, now: Figure) -> Decimal:
    """How deep the curve is drawn: losses at a handful of cars would flatten all the rest."""
    top = max(spot.value for spot in spots)
    depth = max(
        Decimal("1.6") * max(-now.value, Decimal(0)),
        Decimal("1.6") * max(-(reported.value if reported else Decimal(0)), Decimal(0)),
        Decimal("1.5") * top,
        abs(spots[-1].value) / 2,
    )
    return -depth


def cars_text(cars: Decimal) -> str:
    """A volume on the rail: `84.7k`, `144k`, `60`."""
    if cars < 1000:
        return fmt.number(cars)
    places = 0 if cars >= 100_000 or cars % 1000 == 0 else 1
    return f"{fmt.number(cars / 1000, places)}k"


class Gust(NamedTuple):
    """A row of the tornado: results per car at both ends of one input, and with its rounding."""

    label: str
    low: Decimal
    high: Decimal
    low_text: str
    high_text: str
    outer_low: Decimal
    outer_high: Decimal
    low_change: Assumptions
    high_change: Assumptions

    @property
    def worse(self) -> Assumptions:
        """The end at which a car earns less."""
        return self.low_change if self.low <= self.high else self.high_change

    @property
    def better(self) -> Assumptions:
        """The end at which a car earns more."""
        return self.high_change if self.low <= self.high else self.low_change


_ROWS = {
    "revenue per car": "Revenue per car",
    "cost of sales per car": "Cost per car",
    "deliveries": "Cars",
    "opex": "Running costs",
    "gross margin": "Gross margin",
    "rounding of the result": "Rounding of result",
}


def gusts(case: Case) -> tuple[Gust, ...]:
    """What moves the result per car, the widest first."""
    found = []
    for swing in tornado(case.base, case.change):
        rounding = swing.rounding_low, swing.rounding_high
        low, high = map(case.plain, (swing.low, swing.high) if swing.step else rounding)
        now = case.plain(sum(rounding, Decimal(0)) / 2)
        under, over = (case.plain(end) - now for end in rounding)
        ends = (low, high) if swing.step else (now, now)
        name = _ROWS.get(swing.label, swing.label)
        found.append(
            Gust(
                f"{name} ± {swing.step}" if swing.step else name,
                *ends,
                each(low, case.currency, signed=True),
                each(high, case.currency, signed=True),
                min(ends) + under,
                max(ends) + over,
                swing.low_change,
                swing.high_change,
            )
        )
    return tuple(found)


def result_under(case: Case, change: Assumptions) -> Figure | None:
    """The result per car under other assumptions, in the currency of the results."""
    return case.money(WhatIf(case.base, change).result_per_car)


def end_of(case: Case, gust: Gust, *, better: bool) -> Figure | None:
    """The result per car at one end of a row of the tornado."""
    figure = result_under(case, gust.better if better else gust.worse)
    if figure is None:
        return None
    if gust.better != gust.worse:
        # A tenth of the cars need not be whole cars, those that can be assumed are.
        return figure._replace(
            value=max(gust.low, gust.high) if better else min(gust.low, gust.high)
        )
    value = gust.outer_high if better else gust.outer_low
    point = Interval.point(value)
    formula = f"{figure.formula}, the result at one end of its rounding"
    return figure._replace(value=value, core=point, support=point, formula=formula)


class Pier(NamedTuple):
    """One bar of the bridge from `start` to `end`."""

    label: str
    start: Decimal
    end: Decimal
    text: str
    role: str
    strong: bool
    figure: Figure


_CAUSES = (
    ("Revenue per car", "higher revenue per car", "lower revenue per car"),
    ("Cost per car", "a cheaper car", "a dearer car"),
    ("Running costs", "lower running costs", "higher running costs"),
    ("Volume", "more volume", "lost volume"),
)


def bridge_between(case: Case, before: Account) -> Bridge | None:
    """From another period's published account to this one's."""
    return bridge(before, case.reported)


def piers(case: Case, before: Account, built: Bridge) -> tuple[Pier, ...]:
    """Start, the four causes and the end, all at the mean rate of the later period."""
    start, *causes, end = (_at(case, part) for part in (built.start, *built.causes, built.end))
    names = fmt.period(before.period), fmt.period(case.reported.period)
    at = start.value
    rows = [_sum(names[0], start, case.currency)]
    for (label, *_), cause in zip(_CAUSES, causes, strict=True):
        text = fmt.money(cause.value, case.currency, signed=True)
        role = "profit" if cause.value >= 0 else "loss"
        rows.append(Pier(label, at, at + cause.value, text, role, False, cause))
        at += cause.value
    return (*rows, _sum(names[1], end, case.currency))


def _sum(label: str, figure: Figure, currency: str) -> Pier:
    text = fmt.money(figure.value, currency, signed=True)
    role = "profit" if figure.value >= 0 else "loss"
    return Pier(label, Decimal(0), figure.value, text, role, True, figure)


def _at(case: Case, figure: Figure) -> Figure:
    """At the rate of the later period, so that the causes add up in every currency."""
    later = figure._replace(period=case.reported.period)
    return convert(case.book, later, case.currency) or figure


def bridge_sentence(case: Case, built: Bridge) -> str:
    """Which cause did it: `The fall is 90% lost volume.`"""
    moves = [_at(case, part).value for part in built.causes]
    total = sum(moves, Decimal(0))
    if round(total) == 0:
        return "Nothing moved between the two."
    word = "rise" if total > 0 else "fall"
    most = max(range(len(moves)), key=lambda place: moves[place] * total)
    name = _cause(most, moves[most])
    share = moves[most] / total * 100
    if share <= 100:
        return f"The {word} is {fmt.number(share)}% {name}."
    against = min(range(len(moves)), key=lambda place: moves[place] * total)
    gave, took = (fmt.money(abs(moves[place]), case.currency) for place in (most, against))
    verb = "added" if total > 0 else "cost"
    return (
        f"The {word} is {name}, which {verb} {gave}; "
        f"{_cause(against, moves[against])} {'took' if total > 0 else 'gave'} back {took}."
    )


def _cause(place: int, value: Decimal) -> str:
    return _CAUSES[place][1 if value >= 0 else 2]
