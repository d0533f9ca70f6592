"""The figures of a case as strings for programs."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import TypeAlias

from tui.economics.what_if import WhatIf
from tui.facts.figure import Figure

Output: TypeAlias = dict[str, object]
"""Keys to decimal strings, words, lists of words or None."""

PLACES = Decimal("0.000001")


def plain(value: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> str | None:
    """Full units to at most six places, no grouping, no exponent; None where there is none."""
    if value is None or not value.is_finite():
        return None
    whole = value == value.to_integral_value()
    text = f"{value if whole else (value / PLACES).to_integral_value(rounding) * PLACES:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def put(out: Output, key: str, figure: Figure | None) -> None:
    """A figure under its key, its bounds, rounded outwards, under the same with _low and _high."""
    out[key] = plain(figure.value) if figure else None
    out[f"{key}_low"] = plain(figure.low, ROUND_FLOOR) if figure else None
    out[f"{key}_high"] = plain(figure.high, ROUND_CEILING) if figure else None


def put_account(out: Output, account: WhatIf) -> None:
    """Totals, the average car and the margins of an account."""
    put(out, "deliveries", account.deliveries)
    put(out, "revenue", account.revenue)
    put(out, "gross_profit", account.gross_profit)
    put(out, "opex", account.opex)
    put(out, "operating_result", account.result)
    put(out, "revenue_per_car", account.revenue_per_car)
    put(out, "cost_of_sales_per_car", account.cost_of_sales_per_car)
    put(out, "gross_profit_per_car", account.gross_profit_per_car)
    put(out, "opex_per_car", account.opex_per_car)
    put(out, "gross_margin_percent", account.gross_margin)
    put(out, "operating_margin_percent", account.operating_margin)
