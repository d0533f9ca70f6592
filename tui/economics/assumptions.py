"""Assumptions as people type them over a base: a new value, a step or a share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from tui.economics.account import Account
from tui.economics.moves import Move, check_margin, no_cars, read_move, written
from tui.economics.parse import InputError, read_cars
from tui.economics.per_car import cost_of_sales_per_car, opex, revenue_per_car
from tui.economics.scenario import HOLDS, Assumptions
from tui.facts.figure import Figure

NAMES = {
    "deliveries": "deliveries",
    "asp": "price",
    "price": "price",
    "cost_per_car": "cost_per_car",
    "gross_margin": "gross_margin",
    "opex": "opex",
    "opex_fixed_share": "opex_fixed_share",
    "cost_fixed_share": "cost_fixed_share",
    "cost_of_sales_fixed_share": "cost_fixed_share",
    "hold": "hold",
}
"""What can be assumed, by every name that it may be typed under."""


def read_change(typed: Mapping[str, object], base: Account) -> Assumptions:
    """The assumptions typed for a base, by the names of `NAMES`. Raises InputError."""
    change = Assumptions()
    for called, raw in typed.items():
        if called not in NAMES:
            raise InputError(called, f"Unknown assumption {called}. Known: {', '.join(NAMES)}.")
        if called == "hold":
            change = change._replace(hold=read_hold(raw))
        else:
            name = NAMES[called]
            move = read_move(raw, name, base.currency, called)
            change = change.put(*_applied(move, name, base, called))
    return change


def read_hold(raw: object) -> str:
    """What stays when the price moves. Raises InputError."""
    held = str(raw).strip().lower()
    if held not in HOLDS:
        raise InputError("hold", f'Could not read "{raw}". Write cost or margin.')
    return held


def _applied(move: Move, name: str, base: Account, called: str) -> tuple[str, Decimal]:
    """Which assumption a move sets over a base, and to what. Raises InputError."""
    if name == "price":
        return name, _price(move, base, called)
    if name == "cost_per_car":
        now = _reported(cost_of_sales_per_car(base), called, base)
        if move.over(now) < 0:
            raise InputError(
                called, f"The cost per car must not be below zero (got {written(move, name)})."
            )
        return "unit_cost", move.step(now)
    if move.kind == "to":
        value = move.value
    elif name == "opex":
        value = move.over(_reported(opex(base), called, base))
    else:
        value = move.over(_reported(base.get(name), called, base))
    if name == "deliveries":
        value = value.to_integral_value(ROUND_HALF_UP)
        if value <= 0:
            raise no_cars(called)
        read_cars(value, called)
    if name == "opex" and value < 0:
        raise InputError(called, f"Opex must not be below zero (got {written(move, name)}).")
    if name == "gross_margin":
        check_margin(value, written(move, name), called)
    return name, value


def _price(move: Move, base: Account, called: str) -> Decimal:
    if base.asp is None and move.kind != "by":
        when = f" for {base.period}" if base.period else " for this period"
        message = f"There is no ASP in facts{when} to start from."
        raise InputError(called, f"{message} Type the change per car, for example -12,000.")
    step = move.step(base.asp.value if base.asp else Decimal(0))
    if any(part.value + step < 0 for part in (base.asp, revenue_per_car(base)) if part):
        raise InputError(
            called, f"The price must not be below zero (got {written(move, 'price')})."
        )
    return step


def _reported(figure: Figure | None, called: str, base: Account) -> Decimal:
    if figure is None:
        when = f" for {base.period}" if base.period else ""
        name = called.replace("_", " ")
        raise InputError(called, f"There is no {name} in facts{when} to start from. Type a value.")
    return figure.value
