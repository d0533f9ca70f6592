"""What the waterfall shows: the steps and the figures behind them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.units import currency_of
from tui.ui.charts.data import Role, WaterfallStep, role_of


class Stage(NamedTuple):
    """A step of a waterfall in money per car, with the figure that it shows.

    `about` is the input of the account that it rests on, as the notes name it.
    """

    step: WaterfallStep
    figure: Figure
    about: str = ""


def average_car(figures: Sequence[Figure]) -> tuple[Stage, ...]:
    """From revenue to result for one car; nothing from nothing."""
    if not figures:
        return ()
    revenue, cost, gross, opex, result = (figure.value for figure in figures)
    zero = Decimal(0)
    word = "Profit" if result >= 0 else "Loss"
    rows: tuple[tuple[str, Decimal, Decimal, Decimal, Role, bool, str], ...] = (
        ("Revenue", zero, revenue, revenue, "neutral", True, "revenue"),
        ("Cost of sales", revenue, gross, -cost, "loss", False, "gross_margin"),
        ("Gross profit", zero, gross, gross, role_of(gross), True, "gross_margin"),
        ("Opex", gross, result, -opex, "loss", False, "opex"),
        (word, zero, result, result, role_of(result), True, "result"),
    )
    stages = []
    for figure, (label, start, end, value, role, strong, about) in zip(figures, rows, strict=True):
        text = fmt.money(value, currency_of(figure.unit) or "")
        step = WaterfallStep(label, float(start), float(end), text, role, strong)
        stages.append(Stage(step, figure, about))
    return tuple(stages)
