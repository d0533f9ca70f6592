"""One average car of a period, from revenue to result, each figure with its exact bounds.

Cost-volume-profit analysis. Every formula is written over the stated inputs, so that an input that
occurs twice does not widen the bounds. None where an input is missing or no car was delivered.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tui.economics.account import Account
from tui.facts.figure import Figure, derive


def revenue_per_car(base: Account) -> Figure | None:
    """Segment revenue per car; not the selling price, since it includes services."""
    return _figure(
        base,
        "revenue per car",
        "revenue ÷ deliveries",
        base.per_car,
        ("revenue", "deliveries"),
        lambda r, n: r / n,
    )


def price_per_car(base: Account) -> Figure | None:
    """What a share of the price is taken of: the ASP, else car revenue, else revenue per car."""
    if base.asp is not None:
        return base.asp
    cars_alone = _figure(
        base,
        "car revenue per car",
        "car revenue ÷ deliveries",
        base.per_car,
        ("car_revenue", "deliveries"),
        lambda r, n: r / n,
    )
    return cars_alone or revenue_per_car(base)


def cost_of_sales_per_car(base: Account) -> Figure | None:
    """What making a car costs, depreciation of the factory included."""
    return _figure(
        base,
        "cost of sales per car",
        "revenue × (1 − gross margin) ÷ deliveries",
        base.per_car,
        ("revenue", "gross_margin", "deliveries"),
        lambda r, g, n: r * (1 - g / 100) / n,
    )


def gross_profit(base: Account) -> Figure | None:
    """Revenue less cost of sales."""
    return _figure(
        base,
        "gross profit",
        "revenue × gross margin",
        base.currency,
        ("revenue", "gross_margin"),
        lambda r, g: r * g / 100,
    )


def gross_profit_per_car(base: Account) -> Figure | None:
    """What a car leaves over its cost of sales: with opex fixed, what each additional car adds."""
    return _figure(
        base,
        "gross profit per car",
        "revenue × gross margin ÷ deliveries",
        base.per_car,
        ("revenue", "gross_margin", "deliveries"),
        lambda r, g, n: r * g / 100 / n,
    )


def opex(base: Account) -> Figure | None:
    """Operating expenses: as given, else everything between gross profit and result."""
    if base.opex is not None and base.result is None:
        return base.opex
    return _figure(
        base,
        "implied opex",
        f"revenue × gross margin − {base.basis}",
        base.currency,
        ("revenue", "gross_margin", "result"),
        lambda r, g, o: r * g / 100 - o,
    )


def opex_per_car(base: Account) -> Figure | None:
    """Operating expenses per car."""
    if base.opex is not None and base.result is None:
        formula, names = "opex ÷ deliveries", ("opex", "deliveries")
        return _figure(base, "opex per car", formula, base.per_car, names, lambda x, n: x / n)
    return _figure(
        base,
        "implied opex per car",
        f"(revenue × gross margin − {base.basis}) ÷ deliveries",
        base.per_car,
        ("revenue", "gross_margin", "result", "deliveries"),
        lambda r, g, o, n: (r * g / 100 - o) / n,
    )


def opex_share(base: Account) -> Figure | None:
    """Operating expenses in percent of revenue."""
    if base.opex is not None and base.result is None:
        names = ("opex", "revenue")
        return _figure(
            base,
            "opex in percent of revenue",
            "opex ÷ revenue",
            "%",
            names,
            lambda x, r: x / r * 100,
        )
    return _figure(
        base,
        "opex in percent of revenue",
        f"gross margin − {base.basis} ÷ revenue",
        "%",
        ("gross_margin", "result", "revenue"),
        lambda g, o, r: g - o / r * 100,
    )


def result(base: Account) -> Figure | None:
    """The result as stated, else gross profit less opex."""
    if base.result is not None:
        return base.result
    return _figure(
        base,
        "operating result",
        "revenue × gross margin − opex",
        base.currency,
        ("revenue", "gross_margin", "opex"),
        lambda r, g, x: r * g / 100 - x,
    )


PRINTED = "profit_per_car"
"""The concept under which the file states a result per car as it was in print."""


def result_per_car(base: Account) -> Figure | None:
    """The result per car, signed: a loss is negative."""
    if base.result is not None:
        formula, names = f"{base.basis} ÷ deliveries", ("result", "deliveries")
        figure = _figure(base, "result per car", formula, base.per_car, names, lambda o, n: o / n)
    else:
        figure = _figure(
            base,
            "result per car",
            "(revenue × gross margin − opex) ÷ deliveries",
            base.per_car,
            ("revenue", "gross_margin", "opex", "deliveries"),
            lambda r, g, x, n: (r * g / 100 - x) / n,
        )
    return figure and figure._replace(concept=PRINTED)


AVERAGE_CAR = (
    revenue_per_car,
    cost_of_sales_per_car,
    gross_profit_per_car,
    opex_per_car,
    result_per_car,
)
"""From revenue to result, each by what computes it."""


def operating_margin(base: Account) -> Figure | None:
    """The result in percent of revenue."""
    if base.result is not None:
        formula, names = f"{base.basis} ÷ revenue", ("result", "revenue")
        return _figure(base, "operating margin", formula, "%", names, lambda o, r: o / r * 100)
    return _figure(
        base,
        "operating margin",
        "gross margin − opex ÷ revenue",
        "%",
        ("gross_margin", "opex", "revenue"),
        lambda g, x, r: g - x / r * 100,
    )


def _figure(
    base: Account,
    label: str,
    formula: str,
    unit: str,
    names: tuple[str, ...],
    compute: Callable[..., Any],
) -> Figure | None:
    inputs = base.known(*names)
    if inputs is None:
        return None
    try:
        return derive(label, formula, compute, inputs, unit, base.period, jointly=True)
    except ArithmeticError:
        return None
