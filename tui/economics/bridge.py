"""Why the result per car moved between two periods: four causes that add up exactly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tui.economics.account import Account
from tui.economics.per_car import result_per_car
from tui.facts.figure import Figure, derive


class Bridge(NamedTuple):
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


def bridge(before: Account, after: Account) -> Bridge | None:
    """The bridge between two periods; None when an input of either is missing.

    With r, c for revenue and cost of sales per car, X for opex and N for deliveries:
    r₁ − r₀, c₀ − c₁, −(X₁ − X₀) ÷ N₁ and X₀(1 ÷ N₀ − 1 ÷ N₁).
    """
    start, end = result_per_car(before), result_per_car(after)
    if start is None or end is None:
        return None
    if before.missing(*before.account) or after.missing(*after.account):
        return None
    return Bridge(
        start,
        _revenue(before, after),
        _unit_cost(before, after),
        _opex_spend(before, after),
        _volume(before, after),
        end,
    )


def _revenue(before: Account, after: Account) -> Figure:
    return _cause(
        after,
        "revenue per car",
        "revenue ÷ deliveries − the same before",
        lambda r1, n1, r0, n0: r1 / n1 - r0 / n0,
        _of(after, "revenue", "deliveries"),
        _of(before, "revenue", "deliveries"),
    )


def _unit_cost(before: Account, after: Account) -> Figure:
    return _cause(
        after,
        "unit cost",
        "cost of sales per car before − the same now",
        lambda r0, g0, n0, r1, g1, n1: r0 * (1 - g0 / 100) / n0 - r1 * (1 - g1 / 100) / n1,
        _of(before, "revenue", "gross_margin", "deliveries"),
        _of(after, "revenue", "gross_margin", "deliveries"),
    )


def _opex_spend(before: Account, after: Account) -> Figure:
    was, now = _opex_of(before), _opex_of(after)
    return _cause(
        after,
        "opex spend",
        "−(opex now − opex before) ÷ deliveries now",
        lambda r0, g0, x0, n1, r1, g1, x1: (was(r0, g0, x0) - now(r1, g1, x1)) / n1,
        _of(before, *before.account[1:]),
        _of(after, *after.account),
    )


def _volume(before: Account, after: Account) -> Figure:
    was = _opex_of(before)
    return _cause(
        after,
        "volume",
        "opex before ÷ deliveries before − opex before ÷ deliveries now",
        lambda n0, r0, g0, x0, n1: was(r0, g0, x0) / n0 - was(r0, g0, x0) / n1,
        _of(before, *before.account),
        _of(after, "deliveries"),
    )


def _cause(
    after: Account,
    label: str,
    formula: str,
    compute: Callable[..., Any],
    *inputs: tuple[Figure, ...],
) -> Figure:
    """A figure over inputs of both periods, dated in the later one."""
    leaves = [figure for group in inputs for figure in group]
    return derive(label, formula, compute, leaves, after.per_car, after.period)


def _of(base: Account, *names: str) -> tuple[Figure, ...]:
    return base.known(*names) or ()


def _opex_of(base: Account) -> Callable[..., Any]:
    """Opex from revenue, margin and the fourth input of the account, given or implied."""
    if base.account[-1] == "opex":
        return lambda revenue, margin, opex: opex
    return lambda revenue, margin, result: revenue * margin / 100 - result
