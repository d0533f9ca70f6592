"""A what-if as an Excel workbook whose formulas are alive: inputs in cells, results over them."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from tui.cli.calc_inquiry import Inquiry
from tui.economics import per_car
from tui.economics.parse import InputError
from tui.facts.figure import Figure
from tui.facts.model import Fact

_COST = "B5*(1-B6)"
_VARIABLE_OPEX = "B15*(1-B16)/B4"
_ROWS = {
    20: ("Revenue", "=B5*B11/B4+B11*B12"),
    21: (
        "Cost of sales",
        f"=IF(ISBLANK(B14),{_COST}*(B17+(1-B17)*B11/B4),B20*(1-B14))+B11*B13",
    ),
    22: ("Gross profit", "=B20-B21"),
    23: ("Opex", "=B15*(B16+(1-B16)*B11/B4)"),
    24: ("Result", "=B22-B23"),
    25: ("Result per car", "=B24/B11"),
    26: ("Fixed cost", f"=B15*B16+IF(ISBLANK(B14),{_COST}*B17,0)"),
    27: (
        "Each additional car adds",
        f"=IF(ISBLANK(B14),B5/B4+B12-{_COST}*(1-B17)/B4,(B5/B4+B12)*B14)-B13-{_VARIABLE_OPEX}",
    ),
    28: ("Break-even cars", '=IF(B27>0,ROUNDUP(B26/B27,0),"never")'),
}
"""Results by their row: what each is called, and its formula over the inputs and assumptions."""


def write_workbook(inquiry: Inquiry, path: Path) -> None:
    """Write the account of an inquiry to a file. Raises InputError, also without XlsxWriter."""
    base = inquiry.base
    if missing := base.missing(*base.account):
        raise InputError("xlsx", f"No workbook without a full account: needs {', '.join(missing)}.")
    try:
        writer: Any = import_module("xlsxwriter")
    except ImportError:
        message = "A workbook takes XlsxWriter: pip install 'xev-tui[xlsx]'."
        raise InputError("xlsx", message) from None
    try:
        with writer.Workbook(str(path)) as book:
            sheet = book.add_worksheet("Calculator")
            sheet.set_column(0, 0, 34)
            sheet.set_column(1, 3, 18)
            _inputs(sheet, inquiry, book.add_format({"bold": True}))
            _results(sheet, inquiry)
            _sources(book.add_worksheet("Sources"), inquiry)
    except (OSError, writer.exceptions.FileCreateError) as error:
        raise InputError("xlsx", f"{path} was not written: {error}") from None


def _inputs(sheet: Any, inquiry: Inquiry, bold: Any) -> None:
    base, change, currency = inquiry.base, inquiry.change, inquiry.base.currency
    sheet.write_row(0, 0, [f"{inquiry.asked}, {base.basis}, {currency}"], bold)
    sheet.write_row(2, 0, ["As reported", "value", "from", "to"], bold)
    rows = (
        ("Deliveries", base.deliveries, 1),
        ("Revenue", base.revenue, 1),
        ("Gross margin", base.gross_margin, 100),
        (base.basis.capitalize(), per_car.result(base), 1),
    )
    for row, (label, figure, scale) in enumerate(rows, 3):
        sheet.write_string(row, 0, label)
        _write_figure(sheet, row, figure, scale)
    sheet.write_row(9, 0, ["Assumed", "value"], bold)
    margin = change.gross_margin
    assumed: tuple[tuple[str, object], ...] = (
        ("Deliveries", "=B4" if change.deliveries is None else change.deliveries),
        ("Change of price per car", change.price or 0),
        ("Change of cost of sales per car", change.unit_cost or 0),
        ("Gross margin (empty: cost of sales held)", None if margin is None else margin / 100),
        ("Opex at reported deliveries", "=B5*B6-B7" if change.opex is None else change.opex),
        ("Fixed share of opex", change.opex_fixed_share / 100),
        ("Fixed share of cost of sales", change.cost_fixed_share / 100),
    )
    if margin is None and change.hold == "margin":
        assumed = tuple((label, "=B6" if "margin" in label else value) for label, value in assumed)
    for row, (label, value) in enumerate(assumed, 10):
        sheet.write_string(row, 0, label)
        if isinstance(value, str):
            sheet.write_formula(row, 1, value)
        elif value is not None:
            sheet.write_number(row, 1, value)


def _results(sheet: Any, inquiry: Inquiry) -> None:
    account = inquiry.account
    figures = (
        account.revenue,
        None,
        account.gross_profit,
        account.opex,
        account.result,
        account.result_per_car,
        account.fixed_cost,
        account.contribution,
        inquiry.break_even.figure,
    )
    sheet.write_row(18, 0, ["Comes to", "value", "from (rounding)", "to (rounding)"])
    for (row, (label, formula)), figure in zip(_ROWS.items(), figures, strict=True):
        sheet.write_string(row - 1, 0, label)
        if figure and figure.core.bounded:
            sheet.write_row(row - 1, 2, [float(figure.low), float(figure.high)])
        sheet.write_formula(row - 1, 1, formula, None, float(figure.value) if figure else 0)


def _write_figure(sheet: Any, row: int, figure: Figure | None, scale: int) -> None:
    if figure is not None:
        values = (figure.value, figure.low, figure.high)
        sheet.write_row(row, 1, [float(value / scale) for value in values])


def _sources(sheet: Any, inquiry: Inquiry) -> None:
    sheet.set_column(0, 4, 30)
    sheet.write_row(0, 0, ["Figure", "Period", "As stated", "Source", "Link"])
    base, row = inquiry.base, 1
    known = [figure for name in base.account if (figure := base.get(name))]
    for fact in dict.fromkeys(fact for figure in known for fact in figure.facts):
        if not isinstance(fact, Fact):
            continue
        for key in fact.sources:
            source = inquiry.book.sources[key]
            name, when = (
                inquiry.book.name_of(fact.concept, fact.dims.entity),
                str(fact.period or ""),
            )
            sheet.write_row(row, 0, [name, when, fact.text, source.title])
            if source.url:
                sheet.write_url(row, 4, source.url)
            row += 1
