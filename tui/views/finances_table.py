"""The periods as a table, for the screen, `show`, copy and export."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.views import words
from tui.views.finances import Span, spans
from tui.views.table import Cell, Column, Table

COLUMNS = (
    Column("Quarter", numeric=False),
    Column("Cars"),
    Column("Revenue bn"),
    Column("Margin %"),
    Column("Result bn"),
    Column("Per car"),
    Column("±"),
)
BILLION = Decimal(10) ** 9


def finances_table(book: FactBook, currency: str) -> Table:
    """The quarters with a result per car, the oldest first."""
    return table_of(spans(book, currency))


def table_of(rows: Sequence[Span]) -> Table:
    """These periods as rows."""
    return Table(
        "Quarters",
        COLUMNS,
        tuple(_row(span) for span in rows),
        tuple(_record(span) for span in rows),
    )


def _row(span: Span) -> tuple[Cell, ...]:
    base, result = span.base, span.result_per_car
    per_car = words.money(result.value, span.currency, signed=True) if result else words.MISSING
    role = "" if result is None else "loss" if result.value < 0 else "profit"
    mark = "" if base.kind == "operating_result" else " *"
    return (
        Cell(words.period(span.period), figure=result),
        Cell(_count(base.deliveries), figure=base.deliveries),
        _billions(span, base.revenue),
        Cell(_percent(base.gross_margin), figure=base.gross_margin),
        _billions(span, base.result, signed=True, suffix=mark),
        Cell(per_car, figure=result, role=role),
        Cell(words.plus_minus(result).removeprefix("± ") if result else "", figure=result),
    )


def _count(figure: Figure | None) -> str:
    return words.amount(figure).removesuffix(" cars")


def _percent(figure: Figure | None) -> str:
    return words.amount(figure).removesuffix("%")


def _billions(span: Span, figure: Figure | None, *, signed: bool = False, suffix: str = "") -> Cell:
    shown = span.money(figure)
    if shown is None:
        return Cell(words.MISSING)
    places = min(max(words.places_for(words.step_of(shown) / BILLION), 1), 2)
    text = words.number(shown.value / BILLION, places, signed=signed)
    return Cell(text + suffix, figure=shown)


def _record(span: Span) -> dict[str, object]:
    """For programs: decimal strings in full units, a missing figure null."""
    base, result = span.base, span.result_per_car
    figures = [base.deliveries, base.revenue, base.gross_margin, base.result]
    sources = dict.fromkeys(key for figure in figures if figure for key in figure.sources)
    return {
        "period": span.period.text,
        "deliveries": plain_or_none(base.deliveries),
        "revenue": plain_or_none(span.money(base.revenue)),
        "car_revenue": plain_or_none(span.car_revenue),
        "gross_margin": plain_or_none(base.gross_margin),
        "operating_result": plain_or_none(span.money(base.result)),
        "basis": base.basis,
        "profit_per_car": plain_or_none(result),
        "profit_per_car_low": words.plain(result.low) if result else None,
        "profit_per_car_high": words.plain(result.high) if result else None,
        "currency": span.currency,
        "sources": list(sources),
    }


def plain_or_none(figure: Figure | None) -> str | None:
    """The machine form of a figure; None when it is missing."""
    return words.plain(figure.value) if figure else None
