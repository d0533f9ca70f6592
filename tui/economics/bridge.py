"""Why the result per car moved between two periods: four causes that add up exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tui.economics.basis import Base
from tui.economics.per_car import result_per_car
from tui.facts.figure import Figure, derive


@dataclass(frozen=True, slots=True)
class Bridge:
    """From one result per car to another. Each cause is positive where it helped."""

    start: Figure
    revenue: Figure
    unit_cost: Figure
    opex_spend: Figure
    volume: Figure
    end: Figure

    @property
    def causes(self) -> tuple[Figure, ...]:
        """The causes in the order of the account."""
        return self.revenue, self.unit_cost, self.opex_spend, self.volume


def bridge(before: Base, after: Base) -> Bridge | None:
    """The bridge between two periods; None when an input of either is missing.

    With r, c for revenue and cost of sales per car, X for opex and N for deliveries:
    r₁ − r₀, c₀ − c₁, −(X₁ − X₀) ÷ N₁ and X₀(1 ÷ N₀ − 1 ÷ N₁).
    """
    start, end = result_per_car(before), result_per_car(after)
    old, new = before.known(*before.account), after.known(*after.account)
    if start is None or end is None or old is None or new is None:
        return None
    cars0, revenue0, margin0, last0 = old
    cars1, revenue1, margin1, last1 = new
    opex0, opex1 = _opex_of(before), _opex_of(after)
    unit = after.per_car

    def cause(label: str, formula: str, compute: Callable[..., Any], *on: Figure) -> Figure:
        return derive(label, formula, compute, on, unit, after.period)

    return Bridge(
        start,
        cause(
            "revenue per car",
            "revenue ÷ deliveries − the same before",
            lambda r1, n1, r0, n0: r1 / n1 - r0 / n0,
            *(revenue1, cars1, revenue0, cars0),
        ),
        cause(
            "unit cost",
            "cost of sales per car before − the same now",
            lambda r0, g0, n0, r1, g1, n1: r0 * (1 - g0 / 100) / n0 - r1 * (1 - g1 / 100) / n1,
            *(revenue0, margin0, cars0, revenue1, margin1, cars1),
        ),
        cause(
            "opex spend",
            "−(opex now − opex before) ÷ deliveries now",
            lambda r0, g0, x0, r1, g1, x1, n1: (opex0(r0, g0, x0) - opex1(r1, g1, x1)) / n1,
            *(revenue0, margin0, last0, revenue1, margin1, last1, cars1),
        ),
        cause(
            "volume",
            "opex before ÷ deliveries before − opex before ÷ deliveries now",
            lambda r0, g0, x0, n0, n1: opex0(r0, g0, x0) / n0 - opex0(r0, g0, x0) / n1,
            *(revenue0, margin0, last0, cars0, cars1),
        ),
        end,
    )


def _opex_of(base: Base) -> Callable[..., Any]:
    """Opex from revenue, margin and the fourth input of the account, given or implied."""
    if base.account[-1] == "opex":
        return lambda revenue, margin, opex: opex
    return lambda revenue, margin, result: revenue * margin / 100 - result
