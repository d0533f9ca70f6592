"""The gross margin, price, cost per car or opex at which a car earns a target."""

from __future__ import annotations

from decimal import Decimal

from tui.economics.answer import Answer
from tui.economics.change import NONE
from tui.economics.question import CANNOT, Question
from tui.economics.what_if import WhatIf
from tui.economics.wording import grouped_money, percent, total, whole
from tui.facts.figure import Figure


def solve_gross_margin(question: Question) -> Answer:
    """(opex ÷ deliveries + target) ÷ revenue per car."""
    account = question.account
    if not account.has_revenue:
        return Answer(f"No gross margin {question.reaches}: there is no revenue.")
    figure = question.figure(
        "gross margin needed",
        "(opex ÷ deliveries + target) ÷ revenue per car",
        "%",
        lambda c: (c.opex + c.cars * question.target) / c.revenue * 100,
    )
    if figure is None:
        return Answer(CANNOT)
    needed = percent(figure.value)
    if figure.value > 100:
        reason = f"it would have to be {needed}, above 100%"
        return Answer(f"No gross margin {question.reaches}: {reason}.")
    change = account.change._replace(unit_cost=None, cost_fixed_share=NONE)
    outcome = question.outcome(change.put("gross_margin", figure.value))
    return Answer(f"{question.goal} at a gross margin of {needed}.", figure, outcome)


def solve_price(question: Question) -> Answer:
    """(cost of sales + opex) ÷ deliveries + target; at the same gross margin, opex over it."""
    change = question.account.change
    if change.hold == "margin" or change.gross_margin is not None:
        return _price_at_margin(question)
    target = question.target
    formula = "(cost of sales + opex) ÷ deliveries + target"
    figure = question.figure(
        "revenue per car needed",
        formula,
        question.unit,
        lambda c: (c.cost_of_sales + c.opex) / c.cars + target,
    )
    return Answer(CANNOT) if figure is None else _priced(question, figure, "cost per car")


def _price_at_margin(question: Question) -> Answer:
    margin, target = question.account.gross_margin, question.target
    if margin is None:
        return Answer(f"No price {question.reaches}: without revenue there is no margin to hold.")
    if margin.support.lo <= 0:
        reason = "the gross margin is not above zero, so a higher price adds no profit"
        return Answer(f"No price {question.reaches}: {reason}.")
    figure = question.figure(
        "revenue per car needed",
        "(opex ÷ deliveries + target) ÷ gross margin",
        question.unit,
        lambda c: (c.opex / c.cars + c.unit_cost + target) / c.margin,
    )
    return Answer(CANNOT) if figure is None else _priced(question, figure, "gross margin")


def _priced(question: Question, figure: Figure, held: str) -> Answer:
    account = question.account
    now = account.revenue_per_car
    if now is None:
        return Answer(CANNOT)
    if figure.value <= 0:
        return Answer(f"No price above zero {question.reaches}: costs are below zero.")
    step = figure.value - now.value
    more = "more" if step >= 0 else "less"
    words = f"{whole(step)} {question.currency} {more} revenue per car, at the same {held}"
    outcome = question.outcome(account.change.put("price", (account.change.price or NONE) + step))
    return Answer(f"{question.goal} at {words}.", figure, outcome)


def solve_cost_per_car(question: Question) -> Answer:
    """(revenue − opex) ÷ deliveries − target."""
    account = question.account
    figure = question.figure(
        "cost of sales per car needed",
        "(revenue − opex) ÷ deliveries − target",
        question.unit,
        lambda c: (c.revenue - c.opex) / c.cars - question.target,
    )
    now = account.cost_of_sales_per_car
    if figure is None or now is None:
        return Answer(CANNOT)
    if figure.value < 0:
        reason = "opex alone takes more than a car brings in"
        return Answer(f"No cost per car {question.reaches}: {reason}.")
    step = (account.change.unit_cost or NONE) + figure.value - now.value
    outcome = question.outcome(account.change.put("unit_cost", step))
    needed = grouped_money(figure.value, question.currency)
    return Answer(f"{question.goal} at a cost of sales of {needed} per car.", figure, outcome)


def solve_opex(question: Question) -> Answer:
    """Gross profit less target × deliveries."""
    account = question.account
    figure = question.figure(
        "opex needed",
        "revenue − cost of sales − target × deliveries",
        question.currency,
        lambda c: c.revenue - c.cost_of_sales - c.cars * question.target,
    )
    if figure is None:
        return Answer(CANNOT)
    if figure.value < 0:
        reason = "the gross profit is too small even without any"
        return Answer(f"No opex {question.reaches}: {reason}.")
    outcome = question.outcome(account.change.put("opex", figure.value / _opex_factor(account)))
    words = f"opex of {total(figure.value, question.currency)}"
    return Answer(f"{question.goal} at {words}.", figure, outcome)


def _opex_factor(account: WhatIf) -> Decimal:
    """Opex at the assumed deliveries as a multiple of that at the reported ones."""
    change, reported = account.assumptions, account.base.deliveries
    if change.deliveries is None or reported is None:
        return Decimal(1)
    fixed = change.opex_fixed_share / 100
    return fixed + (1 - fixed) * change.deliveries / reported.value
