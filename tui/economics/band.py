"""What ranges of assumptions allow on top of rounding, and at which of their ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from tui.economics.moves import Move
from tui.economics.scenario import Scenario
from tui.economics.solve import held, needed
from tui.economics.what_if import CvpModel, WhatIf

Ends = tuple[Decimal, Decimal]
"""The least and the most that a figure can be by rounding."""


class Band(NamedTuple):
    """The bounds of a figure under rounding and ranges together.

    An infinite bound says that there is none: at some of the ends no volume breaks even. `at_low`
    and `at_high` are the ends of the ranges at which the figure is least and most; a range that
    does not move it is left out.
    """

    low: Decimal
    high: Decimal
    at_low: Mapping[str, Move]
    at_high: Mapping[str, Move]
    is_cost: bool = False
    """Whether the less of it the better for the maker."""

    @property
    def is_moved(self) -> bool:
        """Whether a range moves the figure."""
        return bool(self.at_low or self.at_high)

    @property
    def best(self) -> Mapping[str, Move]:
        """The combination of ends that is best for the maker."""
        return self.at_low if self.is_cost else self.at_high

    @property
    def worst(self) -> Mapping[str, Move]:
        """The combination that is worst."""
        return self.at_high if self.is_cost else self.at_low


def band(scenario: Scenario, ends_of: Callable[[Scenario], Ends | None]) -> Band | None:
    """The bounds over every combination of ends; None without ranges or without the figure.

    Exact, since a figure of an account goes one way only in each input while the others stay: it is
    a straight line in the input or in one over it, or a quotient of two such lines, whose divisor
    must not become zero.
    """
    bare = scenario.bare
    return band_over(bare.ranges, [ends_of(corner) for corner in bare.corners])


def band_over(ranges: Mapping[str, Move], ends: Sequence[Ends | None]) -> Band | None:
    """The bounds of a figure from its ends at every combination of ends of ranges, in order."""
    found = [pair for pair in ends if pair is not None]
    if not found or len(found) < len(ends):
        return None
    lows, highs = [low for low, _ in found], [high for _, high in found]
    at_low, at_high = _where(ranges, lows, min(lows)), _where(ranges, highs, max(highs))
    return Band(min(lows), max(highs), at_low, at_high)


def _where(
    ranges: Mapping[str, Move], values: Sequence[Decimal], bound: Decimal
) -> Mapping[str, Move]:
    """The ends at which a bound is reached, but for ranges whose other end leads there as well."""
    places = list(product((0, 1), repeat=len(ranges)))
    at = dict(zip(places, values, strict=True))
    here = places[values.index(bound)]
    return {
        name: move.ends[here[n]]
        for n, (name, move) in enumerate(ranges.items())
        if not _same(at[*here[:n], 1 - here[n], *here[n + 1 :]], bound)
    }


def _same(one: Decimal, other: Decimal) -> bool:
    """Whether two bounds are one, but for digits behind the 28th."""
    finite = one.is_finite() and other.is_finite()
    return abs(one - other) <= abs(other).scaleb(-20) if finite else one == other


def _ends(account: WhatIf, compute: Callable[[CvpModel], Decimal]) -> Ends | None:
    """None where an input is missing or has no bounds."""
    values = [compute(corner) for corner in account.corners]
    return (min(values), max(values)) if values[1:] else None


_DIVISORS = {
    "gross_margin": "revenue",
    "operating_margin": "revenue",
    "operating_leverage": "result",
    "margin_of_safety": "contribution",
}


def figure_band(scenario: Scenario, name: str) -> Band | None:
    """The bounds of a figure of the account, named as in `CvpModel`.

    None where what it is divided by may be zero.
    """
    if name in _DIVISORS:
        over = figure_band(scenario, _DIVISORS[name])
        if over is None or over.low <= 0 <= over.high:
            return None
    compute = attrgetter(name)
    return band(scenario.untargeted, lambda corner: _ends(corner.account, compute))


def needed_band(scenario: Scenario, unknown: str, hold: str = "") -> Band | None:
    """The bounds of what one of `UNKNOWNS` would have to be for a car to earn the target.

    `hold` is what stays when a price moves, where that is not as in the scenario. None where fixed
    costs may be above or below zero: some combinations need a volume and others none.
    """
    if unknown == "deliveries" and _may_skip(scenario):
        return None

    def ends_of(corner: Scenario) -> Ends | None:
        account = WhatIf(corner.base, held(corner.change, hold)) if hold else corner.account
        return _ends(account, lambda c: needed(c, unknown, corner.target))

    found = band(scenario, ends_of)
    return found and found._replace(is_cost=unknown not in ("cost_per_car", "opex"))


def _may_skip(scenario: Scenario) -> bool:
    """Whether fixed costs change their sign, and what a car adds may fall short of the target."""
    corners = [(corner, one) for corner in scenario.bare.corners for one in corner.account.corners]
    fixed = [one.fixed_cost for _, one in corners]
    if not fixed or not min(fixed) < 0 <= max(fixed):
        return False
    return any(one.contribution <= corner.target for corner, one in corners)


def break_even_band(scenario: Scenario) -> Band | None:
    """The bounds of the volume at which a car earns nothing and loses nothing; else as above."""
    return needed_band(scenario.without("target"), "deliveries")


def leading_band(scenario: Scenario, unknown: str = "") -> Band | None:
    """What ranges move first of all: what is solved for; else the result per car; else, where that
    stays as it is, the break-even."""
    if unknown:
        return needed_band(scenario, unknown)
    found = figure_band(scenario, "result_per_car")
    return found if found and found.is_moved else break_even_band(scenario)
