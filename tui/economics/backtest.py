"""How far the engine's own forecasts were off: a quarter's result from the quarter before.

The forecast takes the gross profit per car and the opex of the quarter before and the deliveries of
the quarter itself.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from tui.economics.account import Account, full_quarters
from tui.economics.per_car import result
from tui.economics.scenario import Assumptions, WhatIf
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive
from tui.facts.interval import Interval


class Backtest(NamedTuple):
    """Forecast less actual for each quarter, oldest first, and the mean size of these errors."""

    errors: tuple[Figure, ...]
    mean: Figure

    @property
    def says(self) -> str:
        """One line to stand beside any forecast."""
        count, size = len(self.errors), fmt.coded_total(self.mean.value, self.mean.unit)
        missed = f"this model missed the last quarter by {size}"
        if count > 1:
            missed = f"this model missed the last {count} quarters by {size} on average"
        return f"With deliveries known, {missed}."


def backtest(book: FactBook, last: int = 6) -> Backtest | None:
    """The errors over the last quarters that follow one with a full account; None without any."""
    quarters = full_quarters(book)
    pairs = pairwise(quarters)
    found = [error for before, after in pairs if (error := _error(before, after)) is not None]
    errors = tuple(found[-last:])
    return Backtest(errors, _mean_size(errors)) if errors else None


def _error(before: Account, after: Account) -> Figure | None:
    follows = before.period and after.period and before.period.end == after.period.start
    if not follows or after.deliveries is None:
        return None
    forecast = WhatIf(before, Assumptions(deliveries=after.deliveries.value)).result
    actual = result(after)
    if forecast is None or actual is None:
        return None
    return derive(
        "error of the forecast",
        "forecast − actual",
        lambda expected, came: expected - came,
        (forecast.relabelled("forecast"), actual),
        after.currency,
        after.period,
    )


def _mean_size(errors: tuple[Figure, ...]) -> Figure:
    """Errors of neighbouring quarters share an input, so these bounds are safe, not tight."""
    count = len(errors)
    value = sum((abs(error.value) for error in errors), Decimal(0)) / count
    zero = Interval.point(0)
    core = sum((_size(error.core) for error in errors), zero) / count
    support = sum((_size(error.support) for error in errors), zero) / count
    formula = "mean of the sizes of the errors"
    unit, label = errors[0].unit, "mean error"
    return Figure(value, core, support, unit, label, formula=formula, inputs=errors)


def _size(error: Interval) -> Interval:
    if 0 in error:
        return Interval(Decimal(0), max(abs(error.lo), abs(error.hi)))
    return error if error.lo > 0 else -error
