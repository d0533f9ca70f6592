"""What moves the result per car: inputs one at a time, their rounding, and the volume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tui.economics.account import Account
from tui.economics.moves import Kind, Move, written
from tui.economics.scenario import Scenario
from tui.economics.what_if import CALLED, NONE, REPORTED, Assumptions, CvpModel, WhatIf

TENTH = Decimal("0.1")
POINT = Decimal(1)


class Swing(NamedTuple):
    """The result per car with one input lower and higher by `step`.

    `rounding_low` and `rounding_high` are the least and most that the rounding of this input alone
    allows. A tenth of the cars need not be whole cars. A row of rounding only has no `step`; its
    ends are then the result itself.
    """

    label: str
    step: str
    low: Decimal
    high: Decimal
    rounding_low: Decimal
    rounding_high: Decimal
    low_change: Assumptions
    high_change: Assumptions
    is_range: bool = False
    """Whether the two ends are those of a range that was assumed."""

    @property
    def ends(self) -> tuple[Decimal, Decimal]:
        """What its two ends come to; of a row of rounding only the least and the most."""
        return (self.low, self.high) if self.step else (self.rounding_low, self.rounding_high)

    @property
    def reach(self) -> Decimal:
        """Distance between the outermost ends."""
        ends = (self.low, self.high, self.rounding_low, self.rounding_high)
        return max(ends) - min(ends)


def tornado(base: Account, change: Assumptions = REPORTED) -> tuple[Swing, ...]:
    """Inputs by how far 10% of them (1 point of the margin) moves the result per car.

    Starts from the account under `change`; the widest first. Empty when an input is missing.
    """
    account = WhatIf(base, change)
    if not account.corners or base.deliveries is None or base.deliveries.value <= 0:
        return ()
    rows = [*_swings(account, account.corners[0])]
    if base.result is not None and not account.assumptions.gives_opex:
        rows.append(_swing(account, "rounding of the result", "", change, change, "result"))
    return tuple(sorted(rows, key=lambda swing: swing.reach, reverse=True))


_MOVED = CALLED | {"price": "revenue per car"}
"""What may be assumed, and the input that it moves."""


def ranged_tornado(scenario: Scenario) -> tuple[Swing, ...]:
    """The same rows, with the ends of its range for each input that has one."""
    now = scenario.account.varied("")
    if not now or not (rows := tornado(scenario.base, scenario.change)):
        return ()
    found = [
        _range(scenario, name, move, now[0])
        for name, move in scenario.ranges.items()
        if name in _MOVED
    ]
    labels = {swing.label for swing in found}
    rest = (row for row in rows if row.label not in labels)
    return tuple(sorted([*found, *rest], key=lambda swing: swing.reach, reverse=True))


def _range(scenario: Scenario, name: str, move: Move, now: Decimal) -> Swing:
    ends = [scenario.put(name, end) for end in move.ends]
    low, high = (end.account.varied("")[0] for end in ends)
    step, (lower, higher) = written(move, name).rpartition(" in ")[2], [end.change for end in ends]
    return Swing(_MOVED[name], step, low, high, now, now, lower, higher, is_range=True)


def _swings(account: WhatIf, now: CvpModel) -> Iterator[Swing]:
    change = account.assumptions
    price, cost = now.revenue / now.cars * TENTH, now.cost_of_sales / now.cars * TENTH
    opex = now.reported_opex

    def row(label: str, rounded: str, name: str, at: Decimal, by: Decimal, kind: Kind) -> Swing:
        low, high = (change.put(name, Move(at + way * by, kind)) for way in (-1, 1))
        return _swing(account, label, "10%", low, high, rounded)

    yield row("revenue per car", "revenue", "price", now.price, price, "by")
    yield row("cost of sales per car", "", "cost_per_car", now.cost_per_car, cost, "by")
    yield row("deliveries", "deliveries", "deliveries", now.cars, now.cars * TENTH, "to")
    yield row("opex", "opex", "opex", opex, opex * TENTH, "to")
    if not now.revenue:
        return
    margin = (now.revenue - now.cost_of_sales) / now.revenue * 100
    least, most = (
        change._replace(gross_margin=Move(end), cost_per_car=None, cost_fixed_share=NONE)
        for end in (margin - POINT, margin + POINT)
    )
    yield _swing(account, "gross margin", "1 pt", least, most, "gross_margin")


def _swing(
    account: WhatIf, label: str, step: str, lower: Assumptions, higher: Assumptions, rounded: str
) -> Swing:
    low, high = (WhatIf(account.base, change).varied("")[0] for change in (lower, higher))
    rounding = account.varied(rounded)
    return Swing(label, step, low, high, min(rounding), max(rounding), lower, higher)


class ResultAt(NamedTuple):
    """The result per car at one volume; bounds are None where an input has none.

    `assumed_low` and `assumed_high` are those with the ranges, where there are any.
    """

    cars: Decimal
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    assumed_low: Decimal | None = None
    assumed_high: Decimal | None = None


def volumes(least: int, most: int, count: int) -> tuple[Decimal, ...]:
    """At most `count` whole volumes, evenly spaced, both ends included."""
    if count < 2 or most <= least:
        return (Decimal(least),)
    steps = range(count)
    return tuple(dict.fromkeys(Decimal(least + (most - least) * i // (count - 1)) for i in steps))


def curve(base: Account, change: Assumptions, cars: Sequence[Decimal]) -> tuple[ResultAt, ...]:
    """The result per car at each volume above zero; empty when an input is missing."""
    return _curve(base, change._replace(deliveries=None), tuple(cars))


@lru_cache(maxsize=16)
def _curve(base: Account, still: Assumptions, cars: Sequence[Decimal]) -> tuple[ResultAt, ...]:
    """The same under all assumptions but the volume: the slider moves nothing else.

    At every corner of the inputs the result per car is contribution − fixed cost ÷ volume.
    """
    account = WhatIf(base, still)
    if not base.deliveries or base.deliveries.low <= 0:
        return ()
    lines = [(corner.contribution, corner.fixed_cost) for corner in account.corners]
    return tuple(_result_at(lines, volume) for volume in cars if volume > 0) if lines else ()


def ranged_curve(scenario: Scenario, cars: Sequence[Decimal]) -> tuple[ResultAt, ...]:
    """The same under all assumptions of a scenario but its volume, with bounds under its ranges."""
    spots = curve(scenario.base, scenario.change, cars)
    lines = [
        (model.contribution, model.fixed_cost)
        for corner in scenario.still.bare.corners
        for model in corner.account.corners
    ]
    if not lines:
        return spots
    top, bottom = _outermost(lines, 1), _outermost(lines, -1)
    return tuple(
        spot._replace(
            assumed_low=min(contribution - fixed / spot.cars for contribution, fixed in bottom),
            assumed_high=max(contribution - fixed / spot.cars for contribution, fixed in top),
        )
        for spot in spots
    )


def _outermost(
    lines: Sequence[tuple[Decimal, Decimal]], side: int
) -> list[tuple[Decimal, Decimal]]:
    """Those of contribution and fixed cost that no other one is above (1) or below (-1) at every
    volume."""
    found: list[tuple[Decimal, Decimal]] = []
    for contribution, fixed in sorted(lines, key=lambda line: (-side * line[0], side * line[1])):
        if not found or side * fixed < side * found[-1][1]:
            found.append((contribution, fixed))
    return found


def two_way(
    base: Account, change: Assumptions, cars: Sequence[Decimal], margins: Sequence[Decimal]
) -> tuple[tuple[ResultAt, ...], ...]:
    """The result per car at each volume, one row for each gross margin in percent."""
    rows = (change._replace(gross_margin=Move(margin), cost_per_car=None) for margin in margins)
    return tuple(curve(base, row, cars) for row in rows)


def _result_at(lines: Sequence[tuple[Decimal, Decimal]], cars: Decimal) -> ResultAt:
    value, *ends = (contribution - fixed / cars for contribution, fixed in lines)
    return ResultAt(cars, value, min(ends) if ends else None, max(ends) if ends else None)
