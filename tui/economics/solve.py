"""Solving for one input so that a car earns a target: closed forms, checked by the what-if."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tui.economics import solve_money
from tui.economics.answer import Answer
from tui.economics.basis import Base
from tui.economics.change import REPORTED, Change
from tui.economics.question import Question
from tui.economics.solve_volume import solve_volume, whole_cars
from tui.economics.what_if import WhatIf
from tui.facts.figure import Figure

__all__ = ["UNKNOWNS", "break_even", "margin_of_safety", "solve", "whole_cars"]

_SOLVERS: dict[str, Callable[[Question], Answer]] = {
    "deliveries": solve_volume,
    "gross_margin": solve_money.solve_gross_margin,
    "price": solve_money.solve_price,
    "cost_per_car": solve_money.solve_cost_per_car,
    "opex": solve_money.solve_opex,
}

UNKNOWNS = tuple(_SOLVERS)
"""What can be solved for."""

BREAK_EVEN = Decimal(0)


def solve(
    base: Base, unknown: str, target: Decimal = BREAK_EVEN, change: Change = REPORTED
) -> Answer:
    """The value of one of `UNKNOWNS` at which a car earns `target`, the rest as changed.

    The price is revenue per car; `change.hold` says whether it moves at the same cost per car or at
    the same gross margin. An answer without a figure says in words why there is none.
    """
    missing = base.missing(*base.account)
    if missing:
        return Answer(f"Not available: needs {', '.join(missing)}.")
    return _SOLVERS[unknown](Question(WhatIf(base, change), target))


def break_even(base: Base, change: Change = REPORTED) -> Answer:
    """The volume at which a car earns nothing and loses nothing; opex is fixed unless changed."""
    return solve(base, "deliveries", BREAK_EVEN, change)


def margin_of_safety(base: Base, change: Change = REPORTED) -> Figure | None:
    """By how many percent deliveries may fall before break-even; negative below it.

    None where break-even may not exist.
    """
    account = WhatIf(base, change)
    adds = account.contribution
    if adds is None or adds.support.lo <= 0 or not break_even(base, change).exists:
        return None
    return account.figure(
        "margin of safety",
        "1 − break-even volume ÷ deliveries",
        "%",
        lambda c: 100 - c.fixed_cost / c.contribution / c.cars * 100,
    )
