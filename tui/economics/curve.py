"""Result per car over many volumes, for charts and tables: plain Decimals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.economics.basis import Base
from tui.economics.change import Change
from tui.economics.what_if import WhatIf


class Spot(NamedTuple):
    """The result per car at one volume; bounds are None where an input has none."""

    cars: Decimal
    value: Decimal
    low: Decimal | None
    high: Decimal | None


def volumes(least: int, most: int, count: int) -> tuple[Decimal, ...]:
    """At most `count` whole volumes, evenly spaced, both ends included."""
    if count < 2 or most <= least:
        return (Decimal(least),)
    steps = range(count)
    return tuple(dict.fromkeys(Decimal(least + (most - least) * i // (count - 1)) for i in steps))


def curve(base: Base, change: Change, cars: Sequence[Decimal]) -> tuple[Spot, ...]:
    """The result per car at each volume above zero; empty when an input is missing.

    At every corner of the inputs the result per car is contribution − fixed cost ÷ volume.
    """
    account = WhatIf(base, change._replace(deliveries=None))
    if not base.deliveries or base.deliveries.low <= 0:
        return ()
    lines = [(corner.contribution, corner.fixed_cost) for corner in account.corners]
    return tuple(_spot(lines, volume) for volume in cars if volume > 0) if lines else ()


def two_way(
    base: Base, change: Change, cars: Sequence[Decimal], margins: Sequence[Decimal]
) -> tuple[tuple[Spot, ...], ...]:
    """The result per car at each volume, one row for each gross margin in percent."""
    rows = (change._replace(gross_margin=margin, unit_cost=None) for margin in margins)
    return tuple(curve(base, row, cars) for row in rows)


def _spot(lines: Sequence[tuple[Decimal, Decimal]], cars: Decimal) -> Spot:
    value, *ends = (contribution - fixed / cars for contribution, fixed in lines)
    return Spot(cars, value, min(ends) if ends else None, max(ends) if ends else None)
