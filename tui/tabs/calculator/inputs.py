"""What the calculator starts from: a period as published, and what the reader types over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.assumptions import read_change
from tui.economics.basis import Base
from tui.economics.change import REPORTED, Change
from tui.economics.parse import InputError, read_cars, read_money, read_percent, read_positive
from tui.economics.quarter import base_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed
from tui.facts.interval import Interval
from tui.facts.period import Period, parse_period, quarters_of

CHANGES = (
    "deliveries",
    "gross_margin",
    "price",
    "cost_per_car",
    "opex",
    "opex_fixed_share",
    "cost_fixed_share",
    "hold",
)
"""Fields that move an account; the others replace what was published."""
BEHIND = (
    "result",
    "rounding",
    "deliveries",
    "revenue",
    "gross_margin",
    "cost_per_car",
    "opex",
)
"""Fields that show a published figure, or one that follows from such."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One scenario: a period and what was typed into which field, as it was typed."""

    period: str
    typed: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def put(self, key: str, text: str) -> Setting:
        """The same with one field typed over."""
        return replace(self, typed={**self.typed, key: text})

    def without(self, *keys: str) -> Setting:
        """The same with some fields as published."""
        left = {key: text for key, text in self.typed.items() if key not in keys}
        return replace(self, typed=left)

    def during(self, period: str) -> Setting:
        """The same assumptions about another period."""
        return replace(self, period=period)


class Read(NamedTuple):
    """Typed fields as the engine takes them; `errors` names the fields that could not be read."""

    base: Base
    change: Change
    target: Decimal
    errors: Mapping[str, str]


def periods_for(book: FactBook) -> tuple[Period, ...]:
    """Quarters in order of time, then halves and years that have a full account.

    A quarter is offered as soon as its deliveries or its revenue are known.
    """
    quarters: dict[str, Period] = {}
    longer: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        for period in book.periods_of(concept, "quarter"):
            quarters[period.text] = period
        for year in book.periods_of(concept, "year"):
            longer[year.text] = year
            quarters |= {part.text: part for part in quarters_of(year)}
    for year_text in sorted({period.text[:4] for period in quarters.values()}):
        for half in (f"{year_text}-H1", f"{year_text}-H2"):
            longer[half] = parse_period(half)
    found = sorted(quarters.values(), key=lambda period: period.order)
    return (*found, *(period for period in _ordered(longer) if _is_full(book, period)))


def _ordered(longer: Mapping[str, Period]) -> list[Period]:
    return sorted(longer.values(), key=lambda period: (period.kind, period.order))


def _is_full(book: FactBook, period: Period) -> bool:
    base = base_of(book, period)
    return not base.missing(*base.account)


def read_setting(reported: Base, typed: Mapping[str, str]) -> Read:
    """The account that typed fields come to. A field that cannot be read is left as published."""
    errors: dict[str, str] = {}
    base, left = _read_base(reported, dict(typed), errors)
    target = _target(left.pop("target", ""), base, errors)
    change = REPORTED
    moves = {key: _step(key, text) for key, text in left.items() if key in CHANGES}
    while moves:
        try:
            change = read_change(moves, base)
            break
        except InputError as error:
            errors[error.field] = error.message
            moves.pop(error.field, None)
    return Read(base, change, target, errors)


def _step(key: str, text: str) -> str:
    """A change of price without a sign is a rise."""
    bare = text.strip()
    return f"+{bare}" if key == "price" and bare[:1].isdigit() else bare


def _target(text: str, base: Base, errors: dict[str, str]) -> Decimal:
    if not text:
        return Decimal(0)
    try:
        return read_money(text, "target", base.currency).value
    except InputError as error:
        errors["target"] = error.message
        return Decimal(0)


def _read_base(
    reported: Base, typed: dict[str, str], errors: dict[str, str]
) -> tuple[Base, dict[str, str]]:
    """Published inputs typed over, and what is left to read as a change."""
    base = reported
    for key in ("revenue", "result", "rounding", *_FILLS):
        is_fill = key in _FILLS and not _is_missing(base, key)
        if key not in typed or is_fill:
            continue
        try:
            base = _put(base, key, typed.pop(key))
        except InputError as error:
            errors[key] = error.message
    return base, typed


_FILLS = ("deliveries", "gross_margin", "opex")
"""Inputs that fill a gap of the facts where there is one, and are changes where there is none."""


def _is_missing(base: Base, key: str) -> bool:
    return base.get(key) is None and (key != "opex" or base.result is None)


def _put(base: Base, key: str, text: str) -> Base:
    if key == "rounding":
        return _rounded(base, text)
    label, unit = _label(base, key), base.currency
    if key == "revenue":
        written = read_positive(text, key, base.currency)
    elif key == "deliveries":
        written, unit = read_cars(text, key), "cars"
        if written.value < 1:
            raise InputError(key, "A per-car figure needs cars. Type at least 1.")
    elif key == "gross_margin":
        written, unit = read_percent(text, key), "%"
    else:
        written = read_money(text, key, base.currency)
    figure = written.figure(unit, label, base.period)
    if key == "revenue":
        return base._replace(revenue=figure)
    if key == "deliveries":
        return base._replace(deliveries=figure)
    if key == "gross_margin":
        return base._replace(gross_margin=figure)
    return base._replace(opex=figure) if key == "opex" else base._replace(result=figure)


def _rounded(base: Base, text: str) -> Base:
    half = abs(read_money(text.lstrip("± "), "rounding", base.currency).value)
    if base.result is None:
        raise InputError("rounding", "There is no result to round. Type the result first.")
    value = base.result.value
    bounds = Interval(value - half, value + half)
    figure = Figure(value, bounds, bounds, base.result.unit, base.result.label, base.period)
    return base._replace(result=figure)


def _label(base: Base, key: str) -> str:
    figure = base.get(key)
    return figure.label if figure else base.basis if key == "result" else key.replace("_", " ")


def reported_figure(base: Base, key: str) -> Figure | None:
    """The published or implied figure behind a field; None for what only the reader sets."""
    if key in ("result", "deliveries", "revenue", "gross_margin"):
        return base.get(key)
    if key == "rounding" and base.result is not None and base.result.core.bounded:
        half = base.result.core.width / 2
        return Figure(
            half, Interval.point(half), Interval.point(half), base.currency, "rounding of the "
            "result", base.period, formula="half of the last digit of the result",
            inputs=(base.result,),
        )  # fmt: skip
    if key == "cost_per_car":
        return per_car.cost_of_sales_per_car(base)
    return per_car.opex(base) if key == "opex" else None


def assumed_figure(read: Read, key: str) -> Figure | None:
    """What a field that was typed over now stands for."""
    base, change = read.base, read.change
    if key in ("result", "rounding", "revenue"):
        return reported_figure(base, key)
    if key == "cost_per_car":
        cost = per_car.cost_of_sales_per_car(base)
        moved = (cost.value if cost else Decimal(0)) + (change.unit_cost or Decimal(0))
        return assumed(moved, base.per_car, "cost of sales per car assumed", base.period)
    values = {
        "deliveries": (change.deliveries, "cars", "deliveries assumed"),
        "gross_margin": (change.gross_margin, "%", "gross margin assumed"),
        "price": (change.price, base.per_car, "change of price"),
        "opex": (change.opex, base.currency, "opex assumed"),
        "opex_fixed_share": (change.opex_fixed_share, "%", "fixed share of opex"),
        "cost_fixed_share": (change.cost_fixed_share, "%", "fixed share of cost of sales"),
        "target": (read.target, base.per_car, "target"),
    }
    if key not in values:
        return None
    value, unit, label = values[key]
    return base.get(key) if value is None else assumed(value, unit, label, base.period)
