"""A case in plain text, as a script or a file gives it: inputs as typed, figures as strings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from tui.economics import per_car
from tui.economics.assumptions import read_change
from tui.economics.basis import Base
from tui.economics.case_convert import run_convert
from tui.economics.case_inputs import read_account, read_pool, read_reported, text_in
from tui.economics.case_output import Output, plain, put, put_account
from tui.economics.caveats import FAR_OUTSIDE, GENERAL, SENTENCES, warnings
from tui.economics.claim import printed, published, reconcile
from tui.economics.parse import InputError, read_money
from tui.economics.solve import UNKNOWNS, break_even, margin_of_safety, solve
from tui.economics.solve_volume import whole_cars
from tui.economics.what_if import WhatIf
from tui.economics.wording import display, headline
from tui.facts.book import FactBook
from tui.facts.figure import Figure

_ALIASES = {
    "asp": "price",
    "revenue_per_car": "price",
    "cost_of_sales_per_car": "cost_per_car",
    "volume": "deliveries",
}


def run_case(case: Mapping[str, object], book: FactBook | None = None) -> Output:
    """The answer to a case of one `mode`, every key of that mode present, numbers as strings.

    With the store it also warns of pre-launch quarters, holds the figure against those published
    for the period and knows the exchange rates. Raises InputError.
    """
    mode, inputs = case.get("mode"), case.get("inputs")
    run = _MODES.get(str(mode))
    if run is None:
        raise InputError("mode", f"Unknown mode {mode}. Known: {', '.join(_MODES)}.")
    if not isinstance(inputs, Mapping):
        raise InputError("inputs", "inputs is missing. Write the inputs of the case under inputs:.")
    return run(inputs, book)


def _reported(inputs: Mapping[str, object], book: FactBook | None) -> Output:
    base = read_pool(inputs, book) if "quarters" in inputs else read_reported(inputs, book)
    out = _start(base, warnings(base))
    figure = _result_per_car(per_car.result_per_car(base))
    _put_result(out, figure)
    put(out, "deliveries", base.deliveries)
    put(out, "result", base.result)
    out["contains_published"] = _held_against_print(inputs, base, figure, book)
    return out


def _margin(inputs: Mapping[str, object], book: FactBook | None) -> Output:
    base = read_account(inputs)
    out = _start(base, warnings(base))
    account = WhatIf(base)
    put_account(out, account)
    put(out, "implied_opex", account.opex)
    _put_result(out, _result_per_car(account.result_per_car))
    return out


def _what_if(inputs: Mapping[str, object], book: FactBook | None) -> Output:
    base = _base_in(inputs)
    account = WhatIf(base, read_change(_change_in(inputs), base))
    out = _start(base, warnings(base))
    put_account(out, account)
    _put_more(out, account)
    _put_result(out, _result_per_car(account.result_per_car))
    out["reported_profit_per_car"] = plain(_value(per_car.result_per_car(base)))
    return out


def _solve(inputs: Mapping[str, object], book: FactBook | None) -> Output:
    base = _base_in(inputs)
    change = read_change(_change_in(inputs), base)
    asked = str(text_in(inputs, "solve_for"))
    unknown = _ALIASES.get(asked, asked)
    if unknown not in UNKNOWNS:
        raise InputError("solve_for", f"Cannot solve for {asked}. Known: {', '.join(UNKNOWNS)}.")
    field = "target_profit_per_car"
    target = read_money(inputs.get(field, "0"), field, base.currency)
    answer = solve(base, unknown, target.value, change)
    account = WhatIf(base, change)
    out = _start(base, (*warnings(base), *((FAR_OUTSIDE,) if answer.unlikely else ())))
    put_account(out, account)
    _put_more(out, account)
    _put_result(out, answer.check)
    out["says"], out["exists"], out["solve_for"] = answer.says, answer.exists, unknown
    _put_answer(out, unknown, answer.figure, account)
    return out


def _put_answer(out: Output, unknown: str, figure: Figure | None, account: WhatIf) -> None:
    """The solved input in place of what it was."""
    key = {
        "gross_margin": "gross_margin_percent",
        "price": "revenue_per_car",
        "cost_per_car": "cost_of_sales_per_car",
    }.get(unknown, unknown)
    put(out, key, figure)
    out["deliveries_exact"] = None
    out["price_change_per_car"] = None
    if unknown == "deliveries":
        out["deliveries_exact"] = plain(_value(figure))
        out["deliveries"] = plain(whole_cars(figure)) if figure else None
    now = per_car.revenue_per_car(account.base)
    if unknown == "price":
        step = figure.value - now.value if figure and now else None
        out["price_change_per_car"] = plain(step)
        asp = account.base.asp
        out["asp"] = plain(asp.value + step) if asp and step is not None else None


def _put_more(out: Output, account: WhatIf) -> None:
    """What a what-if and a solution have beside the account."""
    put(out, "contribution_per_car", account.contribution)
    put(out, "fixed_cost", account.fixed_cost)
    out["operating_leverage"] = plain(_value(account.operating_leverage))
    change = account.assumptions
    out["margin_of_safety_percent"] = plain(_value(margin_of_safety(account.base, change)))
    even = break_even(account.base, change)
    out["break_even_deliveries"] = plain(whole_cars(even.figure)) if even.figure else None
    asp = account.base.asp
    out["asp"] = plain(asp.value + (change.price or Decimal(0))) if asp else None


def _start(base: Base, codes: tuple[str, ...]) -> Output:
    notes = [SENTENCES[code] for code in codes]
    return {
        "period": base.period.text if base.period else None,
        "currency": base.currency,
        "basis": base.basis,
        "warns": list(codes),
        "notes": notes + list(GENERAL),
    }


def _put_result(out: Output, figure: Figure | None) -> None:
    put(out, "profit_per_car", figure)
    out["loss_per_car"] = plain(-figure.value) if figure else None
    out["headline"] = headline(figure) if figure else None
    out["display"] = display(figure) if figure else None


def _result_per_car(figure: Figure | None) -> Figure:
    if figure is None:
        message = "No cars were delivered, so a per-car figure does not exist."
        raise InputError("deliveries", message)
    return figure


def _held_against_print(
    inputs: Mapping[str, object], base: Base, figure: Figure, book: FactBook | None
) -> Output | None:
    """The published figure given, else that of the store, and whether it can be right."""
    in_print = _in_print(inputs, base, figure, book)
    if in_print is None:
        return None
    inside = reconcile(figure, in_print).inside
    return {"published": plain(abs(in_print.value)), "inside": inside}


def _in_print(
    inputs: Mapping[str, object], base: Base, figure: Figure, book: FactBook | None
) -> Figure | None:
    if "published" in inputs:
        size = read_money(inputs["published"], "published", base.currency)
        signed = abs(size.value).copy_sign(figure.value)
        return printed(signed, size.half * 2, "exact", base.per_car)
    if book is None or base.period is None:
        return None
    return next(iter(published(book, base.period, base.currency)), None)


def _base_in(inputs: Mapping[str, object]) -> Base:
    base = inputs.get("base")
    if not isinstance(base, Mapping):
        raise InputError("base", "base is missing. Write the period's figures under base:.")
    return read_account({"currency": inputs.get("currency"), **base})


def _change_in(inputs: Mapping[str, object]) -> Mapping[str, object]:
    change = inputs.get("change") or {}
    if not isinstance(change, Mapping):
        raise InputError("change", "change must be a mapping, for example {deliveries: 108,796}.")
    return change


def _value(figure: Figure | None) -> Decimal | None:
    return figure.value if figure else None


_MODES: dict[str, Callable[[Mapping[str, object], FactBook | None], Output]] = {
    "reported": _reported,
    "margin": _margin,
    "whatif": _what_if,
    "solve": _solve,
    "convert": run_convert,
}
