"""Why the result per car moved between two periods: causes that add up exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from tui.economics.account import Account
from tui.economics.per_car import result_per_car
from tui.facts.figure import Figure, derive
from tui.facts.period import Period


class Cause(NamedTuple):
    """One cause: its key in JSON, what it is called, and what it did, per car.

    `better` and `worse` say what happened when it helped and when it hurt; the figure is positive
    where it helped.
    """

    key: str
    name: str
    better: str
    worse: str
    figure: Figure

    @property
    def says(self) -> str:
        """What happened: `lost volume`."""
        return self.better if self.figure.value >= 0 else self.worse


class Bridge(NamedTuple):
    """From one result per car to another, all in one currency."""

    start: Figure
    causes: tuple[Cause, ...]
    """In the order of the account; the exchange rate last, where there is one."""
    end: Figure

    @property
    def change(self) -> Decimal:
        """By how much the result per car moved."""
        return self.end.value - self.start.value

    @property
    def moved(self) -> Figure:
        """The same with its bounds."""
        label, formula = "change of the result per car", "result per car after − before"
        return derive(label, formula, lambda b, a: b - a, (self.end, self.start), self.end.unit)

    @property
    def ranked(self) -> tuple[Cause, ...]:
        """The causes by what they did in the direction in which the result moved, largest first."""
        way = 1 if self.change >= 0 else -1
        return tuple(sorted(self.causes, key=lambda cause: -way * cause.figure.value))


class Money(Protocol):
    """Converts a figure at the rate of a period, by default its own; as it is without a rate."""

    def __call__(self, figure: Figure, at: Period | None = None) -> Figure: ...


def bridge(before: Account, after: Account, money: Money | None = None) -> Bridge | None:
    """The bridge between two periods; None when an input of either is missing.

    With r, c for revenue and cost of sales per car, X for opex and N for deliveries:
    r₁ − r₀, c₀ − c₁, −(X₁ − X₀) ÷ N₁ and X₀(1 ÷ N₀ − 1 ÷ N₁).

    In another currency each end is at the rate of its own period and these causes are at that of
    the later one; what the rate did to the earlier result is then a cause of its own. Where one of
    the periods has no rate, all stays in the currency of the accounts.
    """
    start, end = result_per_car(before), result_per_car(after)
    if start is None or end is None:
        return None
    if before.missing(*before.account) or after.missing(*after.account):
        return None
    causes = (
        Cause(
            "revenue",
            "Revenue per car",
            "higher revenue per car",
            "lower revenue per car",
            _revenue(before, after),
        ),
        Cause(
            "unit_cost",
            "Cost of sales per car",
            "a lower cost of sales per car",
            "a higher cost of sales per car",
            _unit_cost(before, after),
        ),
        Cause("opex_spend", "Opex", "lower opex", "higher opex", _opex_spend(before, after)),
        Cause("volume", "Volume", "more volume", "lost volume", _volume(before, after)),
    )
    found = Bridge(start, causes, end)
    return _converted(found, money) if money else found


def _converted(found: Bridge, money: Money) -> Bridge:
    start, end = money(found.start), money(found.end)
    if start.unit != end.unit or start.unit == found.start.unit:
        return found
    causes = [cause._replace(figure=money(cause.figure)) for cause in found.causes]
    then_at_now = money(found.start, found.end.period)
    rate = derive(
        "exchange rate",
        "result per car before at the rate now − at the rate then",
        lambda now, then: now - then,
        (then_at_now, start),
        start.unit,
        end.period,
    )
    better, worse = "a favourable exchange rate", "an adverse exchange rate"
    causes.append(Cause("exchange_rate", "Exchange rate", better, worse, rate))
    return Bridge(start, tuple(causes), end)


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
        "lower cost of sales per car",
        "cost of sales per car before − the same now",
        lambda r0, g0, n0, r1, g1, n1: r0 * (1 - g0 / 100) / n0 - r1 * (1 - g1 / 100) / n1,
        _of(before, "revenue", "gross_margin", "deliveries"),
        _of(after, "revenue", "gross_margin", "deliveries"),
    )


def _opex_spend(before: Account, after: Account) -> Figure:
    was, now = _opex_of(before), _opex_of(after)
    return _cause(
        after,
        "lower opex",
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
