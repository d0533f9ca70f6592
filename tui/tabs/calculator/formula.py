"""The formula of a case with its actual numbers, each with the mark of its fact."""

from __future__ import annotations

from decimal import Decimal

from tui.economics.change import Change
from tui.facts.figure import Figure, assumed
from tui.facts.units import currency_of, scale_of
from tui.present import fmt
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.fields import mark

Piece = tuple[str, str]
"""A text and its role: `best` for marks, `muted` for words, empty for numbers."""


def formula(case: Case) -> tuple[Piece, ...]:
    """Numbers, marks and the result; in words where an input is missing."""
    figure = case.per_car
    if figure is None:
        return ((case_needs(case), "muted"),)
    change = case.account.assumptions
    if change.moves:
        pieces = _moved(case, change)
    elif case.base.result is not None:
        pieces = [*_number(case, "result"), (" ÷ ", "muted"), *_number(case, "deliveries")]
    else:
        pieces = _moved(case, change)
    if case.rate:
        many = any(text.strip() in ("−", "+") for text, _ in pieces)
        pieces = [("(", "muted"), *pieces, (")", "muted")] if many else pieces
        pieces += [(f" ÷ {case.rate.mean}", ""), (mark("exchange"), "best")]
    total = fmt.money(figure.value, case.currency, signed=True)
    role = "loss" if figure.value < 0 else "profit"
    return (*pieces, (" = ", "muted"), (total, f"{role} bold"))


def in_words(case: Case) -> str:
    """What the formula computes, in the field's terms."""
    if case.account.assumptions.moves or case.base.result is None:
        change = case.account.assumptions
        cost = "× margin" if _by_margin(change) else "− cost"
        return f"revenue {cost} − running costs, per car"
    return "result ÷ cars ÷ rate" if case.rate else "result ÷ cars"


def _by_margin(change: Change) -> bool:
    return change.gross_margin is not None or change.hold == "margin"


def case_needs(case: Case) -> str:
    """Which inputs a case still lacks."""
    return f"needs {', '.join(case.base.missing(*case.base.account)) or 'cars'}"


def _moved(case: Case, change: Change) -> list[Piece]:
    """Revenue per car − cost of sales per car − opex ÷ cars, with what was assumed for each."""
    revenue = [*_number(case, "revenue"), (" ÷ ", "muted"), *_reported_cars(case)]
    if change.price is not None:
        revenue += _added(change.price, case.base.currency)
    pieces = revenue
    margin = change.gross_margin
    if _by_margin(change):
        head = [("(", "muted"), *revenue, (")", "muted")] if change.price is not None else revenue
        pieces = [*head, (" × ", "muted"), *_margin(case, margin)]
        if change.unit_cost is not None:
            pieces += _added(-change.unit_cost, case.base.currency)
    else:
        pieces = [*revenue, (" − ", "muted"), *_cost(case, change)]
    return [*pieces, (" − ", "muted"), *_opex(case, change)]


def _margin(case: Case, margin: Decimal | None) -> list[Piece]:
    if margin is None:
        return _number(case, "gross_margin")
    return [(f"{_trim(margin)}%", "")]


def _cost(case: Case, change: Change) -> list[Piece]:
    share = change.cost_fixed_share
    if not share or change.deliveries is None:
        return _number(case, "cost_per_car", change.unit_cost)
    fixed = [(f" × ({_trim(100 - share)}% + {_trim(share)}% × ", "")]
    ratio = [*_reported_cars(case), (" ÷ ", "muted"), (fmt.number(change.deliveries), "")]
    added = _added(-change.unit_cost, case.base.currency) if change.unit_cost else []
    return [*_number(case, "cost_per_car"), *fixed, *ratio, (")", ""), *added]


def _opex(case: Case, change: Change) -> list[Piece]:
    if change.opex is None:
        amount = _number(case, "opex")
    else:
        amount = [(_sum(assumed(change.opex, case.base.currency, "opex")), "")]
    share, moved = change.opex_fixed_share, change.deliveries
    if moved is None:
        return [*amount, (" ÷ ", "muted"), *_reported_cars(case)]
    if share != 100:
        amount += [(f" × ({_trim(share)}% + {_trim(100 - share)}% × {fmt.number(moved)} ÷ ", "")]
        amount += [*_reported_cars(case), (")", "")]
    return [*amount, (" ÷ ", "muted"), (fmt.number(moved), "")]


def _added(value: Decimal, currency: str) -> list[Piece]:
    sign = " + " if value >= 0 else " − "
    return [(sign, "muted"), (fmt.money(abs(value), currency), "")]


def _reported_cars(case: Case) -> list[Piece]:
    """The deliveries the account was published for: the mark stays, also under other cars."""
    figure = case.base.deliveries
    text = fmt.number(figure.value) if figure else fmt.MISSING
    return [(text, ""), (mark("deliveries") if figure and figure.facts else "", "best")]


def _number(case: Case, key: str, added: Decimal | None = None) -> list[Piece]:
    """An input as published or typed over; it carries its mark only while it is the fact."""
    figure = case.given.get(key)
    if figure is None:
        return [(fmt.MISSING, "")]
    if added is not None:
        return [(fmt.money(figure.value + added, case.base.currency), "")]
    sign = mark(key) if figure.facts else ""
    return [(_text(case, figure), ""), (sign, "best")]


def _text(case: Case, figure: Figure) -> str:
    if figure.unit == "%":
        return f"{_trim(figure.value.quantize(Decimal('0.0001')))}%"
    if currency_of(figure.unit) and "/" not in figure.unit:
        return _sum(figure)
    if currency_of(figure.unit):
        return fmt.money(figure.value, case.base.currency)
    return fmt.number(figure.value)


def _sum(figure: Figure) -> str:
    """A sum of money with all its digits, up to six, so that the formula can be redone by hand."""
    scale, letter = scale_of(fmt.size_of(figure))
    value = (figure.value / scale).quantize(Decimal("0.000001"))
    places = max(-_last(value), fmt.places_for(fmt.step_of(figure) / scale))
    return fmt.money(value, currency_of(figure.unit) or "", places) + letter


def _last(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _trim(value: Decimal) -> str:
    return fmt.number(value, min(max(-_last(value), 0), 4))
