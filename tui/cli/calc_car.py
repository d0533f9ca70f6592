"""One average car as a table: as reported, and under what is assumed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.cli.calc_inquiry import Inquiry
from tui.economics.what_if import WhatIf
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.output import render
from tui.present.passage import Passage
from tui.present.table import Cell, Column, Table


def car_table(inquiry: Inquiry) -> Iterator[Passage]:
    """Revenue to result of one car with bounds; why not, when an input is missing."""
    missing = inquiry.base.missing(*inquiry.base.account)
    if missing:
        if inquiry.reported:
            yield Passage(f"One average car: not available, needs {', '.join(missing)}.")
        return
    if inquiry.result_per_car is None:
        return
    reported = _steps(inquiry, WhatIf(inquiry.base))
    changed = _steps(inquiry, inquiry.account) if inquiry.is_changed else reported
    heads = ["reported", "what if"] if inquiry.is_changed else [inquiry.currency]
    columns = (
        Column(f"One average car{', ' + inquiry.currency if inquiry.is_changed else ''}", False),
        *map(Column, heads),
        Column("from"),
        Column("to"),
    )
    rows = tuple(
        _row(label, [was, now] if inquiry.is_changed else [now], now)
        for (_, was), (label, now) in zip(reported, changed, strict=True)
    )
    for line in render(Table("", columns, rows), "table").splitlines():
        yield Passage(line)
    if not inquiry.account.has_revenue:
        yield Passage("Without revenue there is no gross margin and no operating margin.")


def _steps(inquiry: Inquiry, account: WhatIf) -> list[tuple[str, Figure | None]]:
    """From revenue to result, costs negative."""
    result = inquiry.money(account.result_per_car)
    return [
        ("Revenue", inquiry.money(account.revenue_per_car)),
        ("Cost of sales", _negative(inquiry.money(account.cost_of_sales_per_car))),
        ("Gross profit", inquiry.money(account.gross_profit_per_car)),
        ("Running costs (opex)", _negative(inquiry.money(account.opex_per_car))),
        ("Loss" if result and result.value < 0 else "Profit", result),
    ]


def _negative(figure: Figure | None) -> Figure | None:
    if figure is None:
        return None
    return figure._replace(value=-figure.value, core=-figure.core, support=-figure.support)


def _row(label: str, shown: list[Figure | None], bounded: Figure | None) -> tuple[Cell, ...]:
    ends = (bounded.low, bounded.high) if bounded else (None, None)
    values = [figure.value if figure else None for figure in shown]
    return (Cell(label), *(Cell(_number(value)) for value in (*values, *ends)))


def _number(value: Decimal | None) -> str:
    return fmt.MISSING if value is None else fmt.number(value)
