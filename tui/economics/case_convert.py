"""A per-car figure of a case in other currencies, at mean rates (IAS 21 for flows)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tui.economics.basis import Base
from tui.economics.case_inputs import Inputs, read_period
from tui.economics.case_output import Output, put
from tui.economics.parse import InputError, read_cars, read_currency, read_money
from tui.economics.per_car import result_per_car
from tui.economics.wording import display, headline
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed, derive
from tui.facts.units import CURRENCIES, in_currency

BASE = "CNY"
"""Rates are in this currency per unit of another."""


def run_convert(inputs: Inputs, book: FactBook | None) -> Output:
    """The amount per car (the amount itself without deliveries) in each currency asked for."""
    own = read_currency(inputs.get("from"), "from")
    figure = _figure(inputs, own)
    when = inputs.get("rate_period")
    rates = _rates(inputs, book)
    wanted = _wanted(inputs, own, rates)
    if not wanted:
        raise _no_rate(own, "other currencies", when)
    out: Output = {"from": own, "rate_period": None if when is None else str(when)}
    put(out, "profit_per_car" if figure.unit != own else "amount", figure)
    put(out, own, figure)
    shown = figure
    for code in wanted:
        shown = _convert(figure, own, code, rates, when)
        put(out, code, shown)
    if len(wanted) > 1:
        shown = figure
    out["headline"], out["display"] = headline(shown), display(shown)
    return out


def _figure(inputs: Inputs, own: str) -> Figure:
    amount = read_money(inputs.get("amount"), "amount", own).figure(own, "result")
    if inputs.get("deliveries") is None:
        return amount
    cars = read_cars(inputs["deliveries"]).figure("cars", "deliveries")
    per_car = result_per_car(Base(currency=own, deliveries=cars, result=amount))
    if per_car is None:
        message = "No cars were delivered, so a per-car figure does not exist."
        raise InputError("deliveries", f"{message} The amount is {inputs['amount']} {own}.")
    return per_car


def _rates(inputs: Inputs, book: FactBook | None) -> dict[str, Decimal]:
    given = inputs.get("rates")
    if given is None:
        return _stored(inputs, book)
    if not isinstance(given, Mapping):
        raise InputError("rates", "rates must be a mapping, for example {USD: 7.2748}.")
    rates: dict[str, Decimal] = {}
    for code, raw in given.items():
        rate = read_money(raw, "rates", BASE).value
        if rate <= 0:
            raise InputError("rates", f"The rate of {code} must be above zero (got {raw}).")
        rates[read_currency(code, "rates")] = rate
    return rates


def _stored(inputs: Inputs, book: FactBook | None) -> dict[str, Decimal]:
    period = read_period(inputs.get("rate_period"), "rate_period")
    if book is None or period is None:
        return {}
    found = {code: book.rate(code, period) for code in sorted(CURRENCIES)}
    return {code: rate.mean for code, rate in found.items() if rate}


def _wanted(inputs: Inputs, own: str, rates: Mapping[str, Decimal]) -> tuple[str, ...]:
    to = inputs.get("to")
    if to is None:
        known = dict.fromkeys((*rates, BASE))
        return tuple(code for code in known if code != own)
    code = str(to).strip().upper()
    if code not in CURRENCIES:
        names = dict.fromkeys((own, BASE, *(rates or ("USD", "EUR"))))
        raise InputError("to", f"Unknown currency {to}. Known: {', '.join(names)}.")
    return (code,)


def _convert(
    figure: Figure, own: str, code: str, rates: Mapping[str, Decimal], when: object
) -> Figure:
    if code == own:
        return figure
    found = [Decimal(1) if unit == BASE else rates.get(unit) for unit in (own, code)]
    if None in found:
        raise _no_rate(own, code, when)
    from_rate, to_rate = (
        assumed(rate or 1, f"{BASE}/{unit}", f"mean {BASE} per {unit}")
        for rate, unit in zip(found, (own, code), strict=True)
    )
    return derive(
        figure.label,
        f"{figure.label} × {from_rate.label} ÷ {to_rate.label}",
        lambda amount, rate, other: amount * rate / other,
        (figure, from_rate, to_rate),
        in_currency(figure.unit, code),
    )


def _no_rate(own: str, code: str, when: object) -> InputError:
    period = f" in {when}" if when is not None else ""
    return InputError(
        "rates", f"No average rate for {own} to {code}{period}; the figure stays in {own}."
    )
