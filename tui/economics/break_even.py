"""Break-even as a range: over what may be fixed of the costs, and over the last four quarters."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tui.economics.account import Account, base_of, quarters_with_cars
from tui.economics.behaviour import Span
from tui.economics.moves import Move
from tui.economics.scenario import Scenario
from tui.economics.solve import BREAK_EVEN, needed
from tui.economics.what_if import FULL, NONE, WhatIf
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.interval import INFINITY, ZERO
from tui.facts.period import Period, half_of, parse_period, twelve_months


def spanned(scenario: Scenario, span: Span) -> Scenario:
    """The same over the preset span of the fixed share of opex, where no share is assumed.

    Its point is all of it.
    """
    if "opex_fixed_share" in scenario.moves or span.low == span.high:
        return scenario
    return scenario.put("opex_fixed_share", Move(FULL, "to", NONE, span.low, span.high))


def trailing(book: FactBook, scenario: Scenario) -> Scenario | None:
    """The four quarters that end with that of a scenario as one, on the same fixed shares.

    None where one of them is not known in full, or something else is assumed that moves the volume.
    """
    period, shares = scenario.published.period, ("opex_fixed_share", "cost_fixed_share")
    quarters = twelve_months(period) if period else ()
    if not quarters:
        return None
    moves = {name: move for name, move in scenario.moves.items() if name in shares}
    if scenario.without(*shares, "deliveries", "target").moves:
        return None
    year = base_of(book, quarters)
    return None if year.missing else Scenario(year, moves)


class Past(NamedTuple):
    """A period and the cars that were delivered in it."""

    cars: Decimal
    period: Period

    @property
    def label(self) -> str:
        """`Q1 26`."""
        return fmt.period(self.period)

    @property
    def span(self) -> str:
        """How long it is: `quarter`, `half-year` or, as four quarters in a row too, `year`."""
        return {"quarter": "quarter", "half": "half-year"}.get(self.period.kind, "year")


def delivered(book: FactBook, base: Account) -> tuple[Past, ...]:
    """What was delivered in every period as long as that of an account, in order of time.

    Four quarters in a row are held against calendar years; nothing is known of other stretches.
    """
    if base.period is None:
        return ()
    past = _delivered(book, "year" if base.is_trailing else base.period.kind)
    if base.is_trailing and base.deliveries and base.period.kind != "year":
        past += (Past(base.deliveries.value, base.period),)
    return past


@lru_cache(maxsize=8)
def _delivered(book: FactBook, kind: str) -> tuple[Past, ...]:
    """What was delivered in every quarter, half or year, be it the sum of its quarters."""
    bases = quarters_with_cars(book)
    if kind != "quarter":
        quarters = [base.period for base in bases if base.period]
        longer = {
            "half": map(half_of, quarters),
            "year": (parse_period(quarter.text[:4]) for quarter in quarters),
        }
        spans = dict.fromkeys(filter(None, longer.get(kind, ())))
        bases = tuple(base_of(book, span) for span in spans)
    return tuple(Past(b.deliveries.value, b.period) for b in bases if b.deliveries and b.period)


def surpassed(past: Sequence[Past], cars: Decimal) -> Past | None:
    """The period with the most cars; None where so many are not more than it had."""
    most = max(past, key=lambda one: one.cars, default=None)
    return most if most and most.cars < cars else None


SHARES = tuple(map(Decimal, (100, 95, 90, 85, 80, 75)))
PARTS = tuple(map(Decimal, (0, 5, 10)))
"""Fixed shares of opex and fixed parts of cost of sales, in percent, for a table of both."""


class Spot(NamedTuple):
    """The break-even at one fixed share and part, with its bounds by rounding; infinite for never.

    Any volume is within them where the cars may have been none. `reached` is the first period in
    which as many cars were delivered.
    """

    opex_fixed_share: Decimal
    cost_fixed_share: Decimal
    volume: Decimal
    low: Decimal
    high: Decimal
    reached: Past | None
    is_beyond: bool
    """Whether no such period had as many cars."""


def spots(
    scenario: Scenario,
    past: Sequence[Past],
    shares: Sequence[Decimal] = SHARES,
    parts: Sequence[Decimal] = PARTS,
) -> tuple[tuple[Spot, ...], ...]:
    """The break-even by fixed share of opex (a row each) and fixed part of cost of sales; empty
    where an input is missing or no cars were delivered."""
    if not WhatIf(scenario.base).corners:
        return ()
    return tuple(tuple(_spot(scenario, share, part, past) for part in parts) for share in shares)


def _spot(scenario: Scenario, share: Decimal, part: Decimal, past: Sequence[Past]) -> Spot:
    change = scenario.change._replace(opex_fixed_share=share, cost_fixed_share=part)
    corners = WhatIf(scenario.base, change).corners
    volume, *ends = (needed(corner, "deliveries", BREAK_EVEN) for corner in corners)
    reached = next((one for one in past if one.cars >= volume), None)
    low, high = (min(ends), max(ends)) if ends else (ZERO, INFINITY)
    is_beyond = bool(past) and volume.is_finite() and reached is None
    return Spot(share, part, volume, low, high, reached, is_beyond)
