"""Break-even curve, tornado and bridge of a case as plain numbers with their texts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import Account
from tui.economics.bridge import Bridge, bridge
from tui.economics.scenario import Assumptions, Spot, WhatIf, curve, volumes
from tui.economics.sensitivity import tornado
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.units import currency_of
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
    if figure is None or gust.better != gust.worse:
        return figure
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


def bridge_to(case: Case, before: Account) -> Bridge | None:
    """From another period's published account to this one's, in the currency of the results."""
    return bridge(before, case.reported, case.rated)


def piers(case: Case, before: Account, built: Bridge) -> tuple[Pier, ...]:
    """Start, the causes and the end."""
    currency, at = currency_of(built.end.unit) or case.base.currency, built.start.value
    rows = [_sum(fmt.period(before.period), built.start, currency)]
    for cause in built.causes:
        value = cause.figure.value
        text = fmt.money(value, currency, signed=True)
        role = "profit" if value >= 0 else "loss"
        rows.append(Pier(cause.name, at, at + value, text, role, False, cause.figure))
        at += value
    return (*rows, _sum(fmt.period(case.reported.period), built.end, currency))


def _sum(label: str, figure: Figure, currency: str) -> Pier:
    text = fmt.money(figure.value, currency, signed=True)
    role = "profit" if figure.value >= 0 else "loss"
    return Pier(label, Decimal(0), figure.value, text, role, True, figure)


def bridge_sentence(built: Bridge) -> str:
    """Which cause did it: `The fall is 90% lost volume.`"""
    total = built.change
    if round(total) == 0:
        return "Nothing moved between the two."
    word = "rise" if total > 0 else "fall"
    most, against = built.ranked[0], built.ranked[-1]
    share = most.figure.value / total * 100
    if share <= 100:
        return f"The {word} is {fmt.number(share)}% {most.says}."
    currency = currency_of(built.end.unit) or ""
    gave, took = (fmt.money(abs(x.figure.value), currency) for x in (most, against))
    verb = "added" if total > 0 else "cost"
    return (
        f"The {word} is {most.says}, which {verb} {gave}; "
        f"{against.says} {'took' if total > 0 else 'gave'} back {took}."
    )
