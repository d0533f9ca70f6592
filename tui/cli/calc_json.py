"""The calculator's answer for programs: decimal strings in full units, null where unknown."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import TypeAlias

from tui.cli.calc_bands import SOLVED, held_key, with_bands
from tui.cli.calc_inquiry import Inquiry
from tui.cli.calc_page import Printed, printed_of
from tui.cli.page import source_keys
from tui.economics.backtest import backtest
from tui.economics.caveats import SENTENCES, warnings
from tui.economics.scenario import Scenario
from tui.economics.solve import held, margin_of_safety, replaced_by, solve, typed_for, whole_cars
from tui.economics.what_if import HOLDS, WhatIf, moved
from tui.economics.wording import display, headline
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.assumed import assumptions
from tui.present.break_even import beyond

Output: TypeAlias = dict[str, object]
"""Keys to decimal strings, words, lists of words or None."""


def put(out: Output, key: str, figure: Figure | None) -> None:
    """A figure under its key, its bounds, rounded outwards, under the same with _low and _high."""
    out[key] = fmt.recorded(figure)
    out[f"{key}_low"] = fmt.known(figure.low, ROUND_FLOOR) if figure else None
    out[f"{key}_high"] = fmt.known(figure.high, ROUND_CEILING) if figure else None


def put_account(
    out: Output,
    account: WhatIf,
    shown: Callable[[Figure | None], Figure | None] = lambda figure: figure,
) -> None:
    """Totals, the average car and the margins of an account, in the currency that is shown."""
    figures = {
        "deliveries": account.deliveries,
        "revenue": account.revenue,
        "gross_profit": account.gross_profit,
        "opex": account.opex,
        "operating_result": account.result,
        "revenue_per_car": account.revenue_per_car,
        "cost_of_sales_per_car": account.cost_of_sales_per_car,
        "gross_profit_per_car": account.gross_profit_per_car,
        "opex_per_car": account.opex_per_car,
        "gross_margin_percent": account.gross_margin,
        "operating_margin_percent": account.operating_margin,
    }
    for key, figure in figures.items():
        put(out, key, shown(figure))


def put_result(out: Output, figure: Figure | None) -> None:
    """The result per car, as a number and in words."""
    put(out, "profit_per_car", figure)
    out["loss_per_car"] = fmt.known(-figure.value) if figure else None
    out["headline"] = headline(figure) if figure else None
    out["display"] = display(figure) if figure else None


def calc_record(inquiry: Inquiry, printed: Printed | None = None) -> Output:
    """Every figure under its key, bounds under the same with `_low` and `_high`.

    Where ranges are assumed their bounds are beside them; where something was solved for, only
    beside that, since the account is then the one at the solution.
    """
    out, is_solved = _record(inquiry, printed), inquiry.solved is not None
    return with_bands(out, inquiry.scenario, inquiry.unknown, inquiry.plain, is_solved=is_solved)


def _rate(inquiry: Inquiry) -> Decimal:
    """The reporting currency per unit of the one asked for, whatever rates lead there."""
    return round(1 / inquiry.plain(Decimal(1)), 6)


def _record(inquiry: Inquiry, printed: Printed | None) -> Output:
    base, figure, reported = inquiry.base, inquiry.per_car, inquiry.reported_per_car
    out: Output = {
        "period": inquiry.asked,
        "basis": base.basis,
        "scope": base.scope or None,
        "currency": inquiry.currency,
        "rate": fmt.known(_rate(inquiry)) if inquiry.rates else None,
        "assumptions": list(assumptions(inquiry.scenario)),
        "beyond_any_delivered": bool(beyond(inquiry.book, inquiry.told)),
    }
    put_result(out, figure)
    out["reported_profit_per_car"] = fmt.recorded(reported)
    _put_account(out, inquiry)
    _put_break_even(out, inquiry)
    if inquiry.answer:
        _put_answer(out, inquiry)
    codes = warnings(base)
    out["warns"], out["notes"] = list(codes), [SENTENCES[code] for code in codes]
    out["newer_says"] = inquiry.why_chosen or None
    out["missing"] = list(base.missing)
    out["published"] = [_printed(inquiry, item) for item in printed_of(inquiry)]
    out["against"] = _printed(inquiry, printed) if printed else None
    record = backtest(inquiry.book, inquiry.change.opex_fixed_share)
    out["backtest"] = record.says if record and inquiry.is_forecast else None
    known = [base.get(name) for name in base.account]
    facts = dict.fromkeys(fact for figure in known if figure for fact in figure.statements)
    out["facts"] = [_fact(inquiry, fact) for fact in facts]
    out["sources"] = source_keys(figure, *known)
    return out


def _put_account(out: Output, inquiry: Inquiry) -> None:
    """The account under the assumptions, or at the solution where one was asked for and exists."""
    account, base = inquiry.solved or inquiry.account, inquiry.base
    put_account(out, account, inquiry.money)
    more = {
        "contribution_per_car": account.contribution,
        "fixed_cost": account.fixed_cost,
        "operating_leverage": account.operating_leverage,
        "margin_of_safety_percent": margin_of_safety(base, account.change),
        "asp": _asp(account),
    }
    for key, figure in more.items():
        put(out, key, inquiry.money(figure))


def _asp(account: WhatIf) -> Figure | None:
    """The ASP with the change of price; None where none is stated."""
    asp, move = account.base.asp, account.assumptions.price
    if asp is None or move is None:
        return asp
    return moved(account.base, "price", move)


def _put_break_even(out: Output, inquiry: Inquiry) -> None:
    """Whole cars, rounded up; the bounds are not rounded to cars."""
    even = inquiry.break_even
    put(out, "break_even_deliveries", even.figure)
    out["break_even_deliveries"] = fmt.known(whole_cars(even.figure)) if even.figure else None
    out["break_even_says"] = even.says


def _put_answer(out: Output, inquiry: Inquiry) -> None:
    """The solved input with its own bounds, and the result per car that it leads to."""
    answer, name = inquiry.answer, inquiry.unknown
    if answer is None:
        return
    out["solve_for"], out["exists"], out["says"] = name, answer.exists, answer.says
    out["target_profit_per_car"] = fmt.known(inquiry.target)
    out["to_set"] = typed_for(inquiry.scenario, name, answer)
    out["to_leave_out"] = list(replaced_by(inquiry.scenario, answer))
    put(out, SOLVED.get(name, name), inquiry.money(answer.figure))
    if name == "price":
        put_both_readings(out, inquiry.scenario, inquiry.money)
    if name == "deliveries":
        out["deliveries_exact"] = fmt.recorded(answer.figure)
        out["deliveries"] = fmt.known(whole_cars(answer.figure)) if answer.figure else None
    put_result(out, inquiry.money(answer.check))


def put_both_readings(
    out: Output,
    scenario: Scenario,
    shown: Callable[[Figure | None], Figure | None] = lambda figure: figure,
) -> None:
    """A solved price where the cost of sales per car stays, and where the margin does."""
    for hold in HOLDS:
        answer = solve(scenario.base, "price", scenario.target, held(scenario.change, hold))
        put(out, held_key(hold), shown(answer.figure))


def _printed(inquiry: Inquiry, item: Printed) -> Output:
    figure, held = item.claim.figure, item.held
    out: Output = {"says": item.claim.words, "currency": figure.unit.partition("/")[0]}
    put(out, "published", figure)
    put(out, "computed", held.computed if held else None)
    out["inside"] = held.inside if held else None
    out["verdict"] = held.says if held else None
    out["sources"] = list(dict.fromkeys(key for fact in item.facts for key in fact.sources))
    out["places"] = [inquiry.book.place(fact.mark) for fact in item.facts]
    return out


def _fact(inquiry: Inquiry, fact: Fact) -> Output:
    return {
        "concept": fact.concept,
        "period": fact.period.text if fact.period else None,
        "text": fact.text,
        "sources": list(fact.sources),
        "place": inquiry.book.place(fact.mark),
    }
