"""What the break-even curve, the tornado and the bridge of a case draw."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.economics.account import Account, on_one_basis
from tui.economics.break_even import Past
from tui.economics.bridge import Bridge, bridge
from tui.economics.case import Case
from tui.economics.sensitivity import Swing, ranged_curve, volumes
from tui.economics.what_if import Assumptions, WhatIf
from tui.economics.wording import outwards
from tui.facts import fmt
from tui.facts.book import Backing
from tui.facts.figure import Figure
from tui.facts.units import currency_of
from tui.present.break_even import EvenRange
from tui.present.table import Cell, Column, Table
from tui.tabs.calculator.state import each
from tui.ui.charts.data import (
    CurveData,
    CurveMark,
    CurvePoint,
    TornadoRow,
    WaterfallStep,
    role_of,
    waterfall_steps,
)

POINTS = 120
BEYOND = Decimal("1.25")
"""How far past break-even the curve goes."""
FAR = 4
"""A break-even beyond this many times the reported cars is left outside the curve."""


def span_of(case: Case, past: Sequence[Past], even: EvenRange | None = None) -> tuple[int, int]:
    """The volumes shown, with both ends of a break-even; the same while the cursor moves inside."""
    reported = case.base.deliveries
    here = reported.value if reported else Decimal(1)
    seen = [here, *(mark.cars for mark in past)]
    answer = case.break_even.figure
    if answer and 0 < answer.value < FAR * here:
        seen.append(answer.value * BEYOND)
    step = _step(max(seen))
    least = int(min(seen) * Decimal("0.8") // step * step)
    most = _above(max(seen), step)
    if even and even.band.high < FAR * here:
        most = max(most, int(fmt.to_step(even.band.high, step, ROUND_CEILING)))
    cars = case.cars or here
    if cars > most:
        most = _above(cars, step)
    return max(min(max(least, int(step) // 10), int(cars)), 1), most


def _above(cars: Decimal, step: Decimal) -> int:
    return int(fmt.to_step(cars * Decimal("1.1"), step, ROUND_CEILING))


def _step(value: Decimal) -> Decimal:
    """A round number of cars about a twentieth of a volume."""
    return max(Decimal(1).scaleb((value / 4).adjusted()), Decimal(10))


def curve_data(case: Case, past: Sequence[Past], even: EvenRange | None = None) -> CurveData | None:
    """The curve under all assumptions but the cars, and the cursor at the cars."""
    figure, cars = case.per_car, case.cars
    if figure is None or cars is None:
        return None
    least, most = span_of(case, past, even)
    spots = ranged_curve(case.scenario, volumes(least, most, POINTS))
    if not spots:
        return None

    def plain(value: Decimal | None) -> float | None:
        return None if value is None else float(case.plain(value))

    points = tuple(
        CurvePoint(float(spot.cars), float(case.plain(spot.value)), *map(plain, spot[2:]))
        for spot in spots
    )
    marks = [CurveMark(float(mark.cars), mark.label) for mark in past if least <= mark.cars <= most]
    answer = case.break_even.figure
    if answer and least <= answer.value <= most:
        label = f"{even_text(even) if even else cars_text(answer.value)} break-even"
        marks.append(CurveMark(float(answer.value), label, major=True))
    value = each(figure.value, case.currency, signed=True)
    return CurveData(
        points,
        tuple(marks),
        cars_text(Decimal(least)),
        cars_text(Decimal(most)),
        float(cars),
        f"{value} at {fmt.counted(cars, 'cars')}",
        _floor(points, case.reported_per_car, figure),
    )


def even_text(even: EvenRange, step: Decimal = Decimal(1)) -> str:
    """A break-even as a range, to the digits of its sentence: `142k–197k`, `142k or never`; to
    whole steps where there is less room."""
    low, high = outwards(even.band.low, even.band.high)
    least = in_thousands(fmt.to_step(low, step, ROUND_FLOOR))
    if not high.is_finite():
        return f"{least} or never"
    return f"{least}–{in_thousands(fmt.to_step(high, step, ROUND_CEILING))}"


def in_thousands(cars: Decimal) -> str:
    """A volume with all of its digits: `142k`, `438.9k`, `60`."""
    shown = cars / 1000
    return f"{fmt.number(shown, fmt.places_of(shown))}k" if cars >= 1000 else fmt.number(cars)


def _floor(points: Sequence[CurvePoint], reported: Figure | None, now: Figure) -> float:
    """How deep the curve is drawn: losses at a handful of cars would flatten all the rest."""
    losses = [-float(figure.value) for figure in (reported, now) if figure]
    top = max(point.y for point in points)
    return -max(1.6 * max(*losses, 0.0), 1.5 * top, abs(points[-1].y) / 2)


def cars_text(cars: Decimal) -> str:
    """A volume on the rail: `84.7k`, `144k`, `60`."""
    if cars < 1000:
        return fmt.number(cars)
    return f"{fmt.number(cars / 1000, 0 if cars >= 100_000 or cars % 1000 == 0 else 1)}k"


_ROWS = {
    "revenue per car": "Revenue per car",
    "cost of sales per car": "Cost of sales per car",
    "deliveries": "Cars",
    "opex": "Opex",
    "gross margin": "Gross margin",
    "fixed share of opex": "Fixed share",
    "fixed share of cost of sales": "Fixed part of cost",
    "rounding of the result": "Rounding of result",
}


def tornado_row(case: Case, swing: Swing) -> TornadoRow:
    """What one input moves the result per car to, at both ends and with its rounding."""
    least, most = case.plain(swing.rounding_low), case.plain(swing.rounding_high)
    now = (least + most) / 2
    low, high = map(case.plain, swing.ends)
    ends = (low, high) if swing.step else (now, now)
    name = _ROWS.get(swing.label, swing.label)
    by = swing.step if swing.is_range else f"± {swing.step}"
    return TornadoRow(
        fmt.true_minus(f"{name} {by}") if swing.step else name,
        float(ends[0]),
        float(ends[1]),
        each(low, case.currency, signed=True),
        each(high, case.currency, signed=True),
        role_of(low),
        role_of(high),
        float(min(ends) + least - now),
        float(max(ends) + most - now),
    )


def sensitivity_table(case: Case, swings: Sequence[Swing]) -> Table:
    """Every input with both of its ends."""
    rows = []
    for swing in swings:
        bar = tornado_row(case, swing)
        least, most = map(case.plain, swing.ends)
        low, high = Cell(bar.low_text, number=least), Cell(bar.high_text, number=most)
        rows.append((Cell(bar.label), low, high))
    columns = Column("Input", False), Column("Lower"), Column("Higher")
    return Table("Sensitivity", columns, tuple(rows))


def change_at(swing: Swing, *, better: bool) -> Assumptions:
    """The assumptions at the end at which a car earns more, or less."""
    return swing.high_change if (swing.low <= swing.high) == better else swing.low_change


def result_under(case: Case, change: Assumptions) -> Figure | None:
    """The result per car under other assumptions, in the currency of the results."""
    return case.money(WhatIf(case.base, change).result_per_car)


def end_of(case: Case, swing: Swing, *, better: bool) -> Figure | None:
    """The result per car at one end of a row of the tornado."""
    figure = result_under(case, change_at(swing, better=better))
    if figure is None or swing.step:
        return figure
    value = case.plain(swing.rounding_high if better else swing.rounding_low)
    formula = f"{figure.formula}, the result at one end of its rounding"
    return figure.at(value)._replace(formula=formula)


def bridge_to(case: Case, before: Account) -> Bridge | None:
    """From another period's published account to this one's, in the currency of the results."""
    first, last = on_one_basis(case.book, (before, case.published))
    return bridge(first, last, case.rated)


def bridge_steps(case: Case, before: Account, built: Bridge) -> tuple[WaterfallStep, ...]:
    """Start, the causes and the end."""
    currency = currency_of(built.end.unit) or case.base.currency
    first, last = (
        f"{fmt.period(base.period)}{' ?' * (base.backing == Backing.UNSIGNED)}"
        for base in (before, case.published)
    )
    return waterfall_steps(
        (first, *(cause.name for cause in built.causes), last),
        [figure.value for figure in built.figures],
        lambda value: fmt.money(value, currency, signed=True),
    )
