"""A scenario held against what came: kept before a quarter had a result, scored once it has one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from tui.economics.account import base_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed, derive
from tui.facts.period import Period, quarter_of

ONE_DAY = timedelta(days=1)


class Score(NamedTuple):
    """What was expected of a quarter, and what came; a miss above zero was too optimistic."""

    expected: Figure
    came: Figure
    miss: Figure
    naive: Figure | None
    """The miss of the same result as in the quarter before; None where that is not known."""

    @property
    def says(self) -> str:
        """`actual −2.6bn CNY, missed by +500m CNY; a no-change forecast missed by −500m CNY`."""
        came, missed = fmt.coded_amount(self.came), _signed(self.miss)
        naive = f"; a no-change forecast missed by {_signed(self.naive)}" if self.naive else ""
        return f"actual {came}, missed by {missed}{naive}"


def _signed(miss: Figure) -> str:
    sign = "+" if miss.value > 0 else ""
    return sign + fmt.coded_total(miss.value, miss.unit)


def score(book: FactBook, period: Period, expected: Decimal) -> Score | None:
    """The score of a result that was expected; None while the facts have none for the quarter."""
    came = base_of(book, period).result
    if came is None or period.start is None:
        return None
    said = assumed(expected, came.unit, "result expected", period)
    before = base_of(book, quarter_of(period.start - ONE_DAY)).result
    return Score(said, came, _miss(said, came), _miss(before, came) if before else None)


def _miss(expected: Figure, came: Figure) -> Figure:
    return derive(
        "miss",
        "expected − actual",
        lambda said, is_: said - is_,
        (expected, came),
        came.unit,
        came.period,
    )
