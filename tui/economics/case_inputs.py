"""The inputs of a case as a base: what is typed, checked and named in errors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tui.economics.assumptions import check_margin
from tui.economics.basis import BASES, Base
from tui.economics.parse import (
    InputError,
    read_cars,
    read_currency,
    read_money,
    read_percent,
    read_positive,
    text_of,
)
from tui.economics.quarter import base_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.period import Period, PeriodError, parse_period
from tui.facts.series import combine

Inputs = Mapping[str, object]

_KINDS = {
    "operating": "operating_result",
    "adjusted_net": "adjusted_net_result",
    "adjusted_net_loss": "adjusted_net_result",
    "gross": "gross_result",
    "gross_profit": "gross_result",
    "operating_loss": "operating_result",
    "net": "net_result",
    "net_loss": "net_result",
}


def read_reported(inputs: Inputs, book: FactBook | None) -> Base:
    """A result over deliveries. Raises InputError; for no cars with the total, which stays true."""
    currency = read_currency(inputs.get("currency"))
    period = read_period(inputs.get("period"), "period")
    kind = _kind(inputs.get("result_kind"))
    typed = inputs.get("result")
    label = BASES.get(kind, "result")
    result = read_money(typed, "result", currency).figure(currency, label, period)
    deliveries = _deliveries(inputs, period, f"{str(typed).strip()} {currency}")
    base = Base(period, currency, kind, deliveries, result=result)
    return base._replace(prelaunch=_prelaunch(base, book))


def read_pool(inputs: Inputs, book: FactBook | None) -> Base:
    """Several quarters as one base, by their sums. Raises InputError, which names the quarter."""
    quarters = inputs.get("quarters")
    if not isinstance(quarters, Sequence) or isinstance(quarters, str) or not quarters:
        raise InputError("quarters", "quarters is empty. List at least one with its figures.")
    shared = {key: inputs[key] for key in ("currency", "result_kind") if key in inputs}
    bases = [_quarter(shared, quarter, place, book) for place, quarter in enumerate(quarters, 1)]
    kinds = tuple(dict.fromkeys(base.kind for base in bases if base.kind))
    return Base(
        None,
        bases[0].currency,
        kinds[0] if len(kinds) == 1 else "",
        _sum("deliveries", [base.deliveries for base in bases]),
        result=_sum("result", [base.result for base in bases]),
        pooled=kinds,
        prelaunch=any(base.few_cars or base.prelaunch for base in bases),
    )


def _quarter(shared: Inputs, quarter: object, place: int, book: FactBook | None) -> Base:
    if not isinstance(quarter, Mapping):
        raise InputError("quarters", f"Quarter {place} must have period, result and deliveries.")
    try:
        return read_reported({**shared, **quarter}, book)
    except InputError as error:
        name = quarter.get("period") or f"quarter {place}"
        raise InputError(error.field, f"{name}: {error.message}") from None


def _sum(label: str, figures: Sequence[Figure | None]) -> Figure:
    return combine(label, [(1, figure) for figure in figures if figure is not None])


def read_account(inputs: Inputs) -> Base:
    """A full account: deliveries, revenue, gross margin, and the result or the opex."""
    currency = read_currency(inputs.get("currency"))
    period = read_period(inputs.get("period"), "period")
    kind = _kind(inputs.get("result_kind", "operating_result"))
    revenue = read_positive(inputs.get("revenue"), "revenue", currency)
    margin = read_percent(inputs.get("gross_margin"), "gross_margin")
    check_margin(margin.value, str(inputs["gross_margin"]).strip())
    result, opex = _result_or_opex(inputs, currency, period, BASES[kind])
    asp = inputs.get("asp")
    price = None if asp is None else read_positive(asp, "asp", currency)
    return Base(
        period,
        currency,
        kind,
        _deliveries(inputs, period, ""),
        revenue.figure(currency, "revenue", period),
        margin.figure("%", "gross margin", period),
        result,
        opex,
        price.figure(f"{currency}/car", "ASP", period) if price else None,
    )


def _result_or_opex(
    inputs: Inputs, currency: str, period: Period | None, label: str
) -> tuple[Figure | None, Figure | None]:
    field = "operating_result" if inputs.get("operating_result") is not None else "result"
    has_result, has_opex = inputs.get(field) is not None, inputs.get("opex") is not None
    if has_result and has_opex:
        raise InputError(
            "opex", "Give either opex or operating_result: each follows from the other."
        )
    if has_result:
        result = read_money(inputs[field], field, currency)
        return result.figure(currency, label, period), None
    if not has_opex:
        message = "Both opex and operating_result are missing. Give one of them"
        raise InputError("opex", f"{message}, for example opex: 4.8bn.")
    opex = read_money(inputs["opex"], "opex", currency)
    if opex.value < 0:
        raise InputError("opex", f"Opex must not be below zero (got {inputs['opex']}).")
    return None, opex.figure(currency, "opex", period)


def _deliveries(inputs: Inputs, period: Period | None, total: str) -> Figure:
    cars = read_cars(inputs.get("deliveries"))
    if not cars.value:
        message = "No cars were delivered, so a per-car figure does not exist."
        if total:
            message += f" The total result is {total}."
        raise InputError("deliveries", message)
    return cars.figure("cars", "deliveries", period)


def _kind(raw: object) -> str:
    if raw is None:
        return ""
    kind = str(raw).strip().lower().replace(" ", "_")
    kind = _KINDS.get(kind, kind)
    if kind not in BASES:
        raise InputError("result_kind", f"Unknown basis {raw}. Known: {', '.join(BASES)}.")
    return kind


def read_period(raw: object, field: str) -> Period | None:
    """A period as in the store. Raises InputError."""
    if raw is None:
        return None
    try:
        return parse_period(str(raw).strip())
    except PeriodError as error:
        raise InputError(field, f"Could not read the period: {error}.") from None


def text_in(inputs: Inputs, field: str) -> str:
    """A word that must be given. Raises InputError."""
    return text_of(inputs.get(field), field, f"Write {field}: and a name.")


def _prelaunch(base: Base, book: FactBook | None) -> bool:
    """Whether the store, if it is about the same cars, has a quarter with hardly any sales."""
    if book is None or base.period is None or base.deliveries is None:
        return False
    known = base_of(book, base.period)
    same = known.deliveries is not None and known.deliveries.core.meet(base.deliveries.core)
    return bool(same) and known.prelaunch
