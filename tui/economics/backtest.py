"""How far the engine's own forecasts were off: a quarter's result from the quarter before.

The forecast takes the gross profit per car and the opex of the quarter before, the fixed share and
the drift of opex that are assumed, and the deliveries of the quarter itself.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from tui.economics.account import Account, comparable_quarters
from tui.economics.moves import Move
from tui.economics.per_car import result
from tui.economics.what_if import FULL, NONE, Assumptions, WhatIf
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive
from tui.facts.interval import Interval


class Backtest(NamedTuple):
    """Forecast less actual for each quarter, oldest first, and the mean size of these errors."""

    errors: tuple[Figure, ...]
    mean: Figure
    naive: Decimal
    """The mean size of the errors of saying the result of the quarter before again."""
    fixed_share: Decimal
    """Of opex, in percent."""
    drift: Decimal
    """What is added to opex each quarter, in money."""
    is_fitted: bool
    """Whether both were fitted to these very quarters."""

    @property
    def says(self) -> str:
        """One line to stand beside any forecast: which way the model erred, and how far."""
        count, unit = len(self.errors), self.mean.unit
        sizes = sorted(abs(error.value) for error in self.errors)
        above = sum(error.value > 0 for error in self.errors)
        mean = fmt.coded_total(self.mean.value, unit)
        missed = f"missed the last {count} quarters by {mean} on average"
        if 0 < above < count:
            told = f"{missed}, too optimistic in {above} of them"
        else:
            way = "optimistic" if above else "pessimistic"
            which = f"each of the last {count} quarters" if count > 1 else "the last quarter"
            ends = dict.fromkeys(fmt.coded_total(size, unit) for size in (sizes[0], sizes[-1]))
            told = f"was too {way} in {which}, by {' to '.join(ends)}"
        fitted = " Both are fitted to quarters that are among these." if self.is_fitted else ""
        return (
            f"Given actual deliveries, this model with {self._opex} {told}; "
            f"a no-change forecast missed by {fmt.coded_total(self.naive, unit)}.{fitted}"
        )

    @property
    def _opex(self) -> str:
        share = "all" if self.fixed_share == FULL else f"{fmt.plain(self.fixed_share)}% of"
        if not self.drift:
            return f"{share} opex fixed"
        amount = fmt.coded_total(abs(self.drift), self.mean.unit)
        return f"{share} opex fixed and {amount} {'more' if self.drift > 0 else 'less'} a quarter"


@lru_cache(maxsize=8)
def backtest(
    book: FactBook,
    fixed_share: Decimal = FULL,
    drift: Decimal = NONE,
    *,
    is_fitted: bool = False,
    last: int = 6,
) -> Backtest | None:
    """The errors over the last quarters that follow one with a full account; None without any."""
    found = [
        (error, abs(then.value - now.value))
        for before, after in pairwise(comparable_quarters(book))
        if (error := _error(before, after, fixed_share, drift)) is not None
        and (then := result(before)) is not None
        and (now := result(after)) is not None
    ][-last:]
    if not found:
        return None
    errors = tuple(error for error, _ in found)
    naive = sum((step for _, step in found), Decimal(0)) / len(found)
    return Backtest(errors, _mean_size(errors), naive, fixed_share, drift, is_fitted)


def _error(before: Account, after: Account, fixed_share: Decimal, drift: Decimal) -> Figure | None:
    follows = before.period and after.period and before.period.end == after.period.start
    if not follows or after.deliveries is None:
        return None
    cars = Move(after.deliveries.value)
    forecast = WhatIf(before, Assumptions(cars, opex_fixed_share=fixed_share)).result
    actual = result(after)
    if forecast is None or actual is None:
        return None
    return derive(
        "forecast error",
        "forecast − drift of opex − actual" if drift else "forecast − actual",
        lambda expected, came: expected - drift - came,
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
    formula = "mean of the absolute errors"
    unit, label = errors[0].unit, "mean absolute error"
    return Figure(value, core, support, unit, label, formula=formula, inputs=errors)


def _size(error: Interval) -> Interval:
    if 0 in error:
        return Interval(Decimal(0), max(abs(error.lo), abs(error.hi)))
    return error if error.lo > 0 else -error
