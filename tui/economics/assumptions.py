"""Assumptions as people type them: a new value, a step (`+5,000`, `+1pt`) or a share (`-5%`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from tui.economics.account import Account
from tui.economics.parse import InputError, read_cars, read_money, read_percent, text_of
from tui.economics.per_car import cost_of_sales_per_car, opex, revenue_per_car
from tui.economics.scenario import HOLDS, Assumptions
from tui.facts.figure import Figure

_STEP = re.compile(r"[+\-]")
_POINTS = re.compile(r"([+\-].*?)\s*(?:pts?|points?|pp)")
_EXAMPLE = "Write for example -5% or a new value."


def read_change(typed: Mapping[str, object], base: Account) -> Assumptions:
    """The assumptions typed for a base, by the names of `NAMES`. Raises InputError."""
    change = Assumptions()
    for name, raw in typed.items():
        read = _READERS.get(name)
        if read is None:
            raise InputError(name, f"Unknown assumption {name}. Known: {', '.join(NAMES)}.")
        change = read(change, base, raw, name)
    return change


def _deliveries(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    text = text_of(raw, field, "Write for example 108,796 or +10%.")
    if _STEP.match(text):
        now = _reported(base.deliveries, field, base)
        cars = (now + _step(text, now, field, "cars")).to_integral_value(ROUND_HALF_UP)
    else:
        cars = read_cars(text, field).value
    if cars <= 0:
        message = "No cars would be delivered, so a per-car figure does not exist."
        raise InputError(field, f"{message} Type at least 1.")
    return change._replace(deliveries=read_cars(cars, field).value)


def _price(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    text = text_of(raw, field, _EXAMPLE)
    if base.asp is None and (text.endswith("%") or not _STEP.match(text)):
        when = f" for {base.period}" if base.period else " for this period"
        message = f"There is no ASP in facts{when} to start from."
        raise InputError(field, f"{message} Type the change per car, for example -12,000.")
    now = base.asp.value if base.asp else Decimal(0)
    step = _to_step(text, now, field, base)
    if any(part.value + step < 0 for part in (base.asp, revenue_per_car(base)) if part):
        raise InputError(field, f"The price must not be below zero (got {text}).")
    return change._replace(price=step)


def _unit_cost(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    text = text_of(raw, field, _EXAMPLE)
    now = _reported(cost_of_sales_per_car(base), field, base)
    step = _to_step(text, now, field, base)
    if now + step < 0:
        raise InputError(field, f"The cost per car must not be below zero (got {text}).")
    return change._replace(unit_cost=step)


def _opex(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    text = text_of(raw, field, _EXAMPLE)
    if _STEP.match(text):
        now = _reported(opex(base), field, base)
        amount = now + _step(text, now, field, base.currency)
    else:
        amount = read_money(text, field, base.currency).value
    if amount < 0:
        raise InputError(field, f"Opex must not be below zero (got {text}).")
    return change._replace(opex=amount)


def _margin(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    text = text_of(raw, field, "Write for example 24% or +1pt.")
    if points := _POINTS.fullmatch(text):
        now = _reported(base.gross_margin, field, base)
        return change._replace(gross_margin=check_margin(now + _points(points[1], field), text))
    return change._replace(gross_margin=check_margin(read_percent(text, field).value, text))


def check_margin(value: Decimal, text: str, field: str = "gross_margin") -> Decimal:
    """A gross margin in percent, if it can be one. Raises InputError."""
    if value > 100:
        message = "A gross margin above 100% would need a negative cost of sales"
        raise InputError(field, f"{message} (got {text}).")
    if value < -1000:
        raise InputError(field, f"A gross margin below -1,000% is not plausible (got {text}).")
    return value


def _share(
    slot: str, what: str, most: int
) -> Callable[[Assumptions, Account, object, str], Assumptions]:
    def read(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
        text = text_of(raw, field, "Write for example 75%.")
        value = read_percent(text, field).value
        if not 0 <= value <= most:
            message = f"The fixed share of {what} must be between 0% and {most}%"
            raise InputError(field, f"{message} (got {text}).")
        return change.put(slot, value)

    return read


def _hold(change: Assumptions, base: Account, raw: object, field: str) -> Assumptions:
    held = str(raw).strip().lower()
    if held not in HOLDS:
        raise InputError(field, f'Could not read "{raw}". Write cost or margin.')
    return change._replace(hold=held)


def _to_step(text: str, now: Decimal, field: str, base: Account) -> Decimal:
    """What a new amount or a step comes to as a step."""
    if _STEP.match(text) or text.endswith("%"):
        return _step(text, now, field, base.currency)
    return read_money(text, field, base.currency).value - now


def _step(text: str, now: Decimal, field: str, unit: str) -> Decimal:
    if text.endswith("%"):
        return now * read_percent(text, field).value / 100
    if unit == "cars":
        size = read_cars(text[1:], field).value
        return -size if text.startswith("-") else size
    return read_money(text, field, unit).value


def _points(text: str, field: str) -> Decimal:
    return read_percent(f"{text}%", field).value


def _reported(figure: Figure | None, field: str, base: Account) -> Decimal:
    if figure is None:
        when = f" for {base.period}" if base.period else ""
        name = field.replace("_", " ")
        raise InputError(field, f"There is no {name} in facts{when} to start from. Type a value.")
    return figure.value


_READERS: dict[str, Callable[[Assumptions, Account, object, str], Assumptions]] = {
    "deliveries": _deliveries,
    "asp": _price,
    "price": _price,
    "cost_per_car": _unit_cost,
    "gross_margin": _margin,
    "opex": _opex,
    "opex_fixed_share": _share("opex_fixed_share", "opex", 100),
    "cost_fixed_share": _share("cost_fixed_share", "cost of sales", 90),
    "cost_of_sales_fixed_share": _share("cost_fixed_share", "cost of sales", 90),
    "hold": _hold,
}

NAMES = tuple(_READERS)
"""What can be assumed."""
