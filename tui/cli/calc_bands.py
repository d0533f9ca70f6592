"""What typed ranges allow of an answer, for programs: keys beside those of its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.economics.band import (
    Band,
    Ends,
    band,
    break_even_band,
    figure_band,
    leading_band,
    needed_band,
)
from tui.economics.moves import ZERO, Move, written
from tui.economics.scenario import Scenario
from tui.economics.what_if import HOLDS
from tui.facts import fmt

NEVER = "never"
"""A bound where there is none: at some of the ends no volume breaks even."""

SOLVED = {
    "gross_margin": "gross_margin_percent",
    "price": "revenue_per_car",
    "cost_per_car": "cost_of_sales_per_car",
}
"""The key of a solved input, where it is not the input's own name."""

_FIGURES = {
    "deliveries": "cars",
    "operating_result": "result",
    "gross_margin_percent": "gross_margin",
    "operating_margin_percent": "operating_margin",
    "contribution_per_car": "contribution",
    "margin_of_safety_percent": "margin_of_safety",
    "profit_per_car": "result_per_car",
}
"""Keys of the figures of an account that `CvpModel` has under other names."""
_SAME = (
    *("revenue", "gross_profit", "opex", "revenue_per_car", "cost_of_sales_per_car"),
    *("gross_profit_per_car", "opex_per_car", "fixed_cost", "operating_leverage"),
)


def held_key(hold: str) -> str:
    """The key of a solved price by what stays when it moves."""
    return f"revenue_per_car_{hold}_held"


def with_bands(
    out: Mapping[str, object],
    scenario: Scenario,
    unknown: str = "",
    shown: Callable[[Decimal], Decimal] = lambda value: value,
    *,
    is_solved: bool = False,
) -> dict[str, object]:
    """The same with the bounds under the ranges behind each figure that has them, and at which
    ends of the ranges the answer is worst and best.

    `shown` converts money. Of a solved account only what was solved for has them, and with a volume
    the break-even, in which the volume plays no part.
    """
    if not scenario.ranges:
        return dict(out)
    bands = _bands(scenario, unknown, is_solved=is_solved)
    found: dict[str, object] = {}
    for key, value in out.items():
        found[key] = value
        name = key.removesuffix("_high")
        if name in bands and (key != name or f"{name}_high" not in out):
            found |= _bounds(name, bands[name], shown)
    answers = {"": leading_band(scenario, unknown), "break_even_": bands["break_even_deliveries"]}
    for name, answer in answers.items():
        for side, moves in (("worst", answer.worst), ("best", answer.best)) if answer else ():
            ends = {key: written(move, key) for key, move in moves.items()}
            found[f"{name}assumed_{side}"] = ends
    return found


def _bands(scenario: Scenario, unknown: str, *, is_solved: bool) -> dict[str, Band | None]:
    names = {} if is_solved else _FIGURES | dict(zip(_SAME, _SAME, strict=True))
    bands = {key: figure_band(scenario, name) for key, name in names.items()}
    bands["asp"] = None if is_solved else _asp(scenario)
    at_other = is_solved and unknown != "deliveries"
    bands["break_even_deliveries"] = None if at_other else break_even_band(scenario)
    if unknown:
        bands[SOLVED.get(unknown, unknown)] = needed_band(scenario, unknown)
    if unknown == "price":
        bands |= {held_key(hold): needed_band(scenario, unknown, hold) for hold in HOLDS}
    return bands


def _asp(scenario: Scenario) -> Band | None:
    """The ASP with the change of price; None where none is stated."""
    asp = scenario.base.asp
    if asp is None:
        return None
    low, high = asp.low, asp.high

    def ends_of(corner: Scenario) -> Ends:
        move = corner.change.price or Move(ZERO, "by")
        return move.over(low), move.over(high)

    return band(scenario, ends_of)


def _bounds(
    name: str, found: Band | None, shown: Callable[[Decimal], Decimal]
) -> dict[str, str | None]:
    """Whole cars are rounded outwards, as is the last digit of all else."""
    is_cars = name.endswith("deliveries")
    is_money = not (is_cars or name.endswith(("_percent", "leverage")))
    bounds: dict[str, str | None] = {}
    ends = ((found.low, ROUND_FLOOR), (found.high, ROUND_CEILING)) if found else ()
    for side, (end, rounding) in zip(("low", "high"), ends, strict=False):
        if is_cars and end.is_finite():
            end = fmt.to_step(end, Decimal(1), rounding)
        text = fmt.plain(shown(end) if is_money else end, rounding) if end.is_finite() else NEVER
        bounds[f"{name}_assumed_{side}"] = text
    return bounds or {f"{name}_assumed_low": None, f"{name}_assumed_high": None}
