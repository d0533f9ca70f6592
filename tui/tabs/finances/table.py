"""The periods as a table, for the screen, `show`, copy and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.changes import change_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.units import currency_of, scale_of
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.present.empty_states import lacking, no_full_quarter
from tui.present.marks import (
    UNRATED,
    aligned,
    is_derived,
    is_second_hand,
    is_unsigned,
    tail_of,
)
from tui.present.table import Cell, Column, Table, widths_of
from tui.tabs.finances.periods import TRAILING, Span, spans, year_before

TITLES = {
    "quarter": "Quarters",
    "year": "Years",
    "half": "Half-years",
    TRAILING: "Trailing twelve months",
}
HEADINGS = {"quarter": "Quarter", "year": "Year", "half": "Half", TRAILING: "12 months"}

_BASIS = {"adjusted_net_result": "*", "net_result": "n"}
"""The marks of results that are no operating ones."""
_LAST_KEPT = 2
"""The rank up to which a column is never left out for being empty."""
_GAP, _EDGE = 2, 1
"""Columns between two columns of a table on the screen, and left of the first."""


class _Filled(NamedTuple):
    """A column with its cells; where there is no room the one of the highest rank goes first."""

    heading: str
    rank: int
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on file for any of its rows; results per car stay in any case."""
        return self.rank > _LAST_KEPT and not any(cell.figure for cell in self.cells)


def finances_table(book: FactBook, currency: str, kind: str = "quarter") -> Table:
    """The periods of a kind of which something is known, the oldest first, and why some have no
    result per car."""
    rows = spans(book, currency, kind)
    without = [
        f"{span.name} needs {fmt.joined(lacks)}"
        for span in rows
        if (lacks := lacking(book, span.base, ("deliveries", "result")))
    ]
    table = periods_table(rows, kind, contested=contested_in(book))
    if not rows:
        return replace(table, note=no_full_quarter(book))
    return replace(table, note=f"No result per car: {'; '.join(without)}." if without else "")


def periods_table(
    rows: Sequence[Span],
    by: str,
    room: int | None = None,
    keep: str = "",
    contested: Contested = UNCHECKED,
) -> Table:
    """Periods of a kind as rows, with as many columns as have room, that headed `keep` among them.

    Without `room` the columns are those that a program or a page wants, empty ones too.
    """
    found = _columns(rows, by, contested)
    columns = [c for c in found if (c.rank < _EXTRA if room is None else not c.is_empty)]
    kept = _fitting(columns, room, keep)
    return Table(
        TITLES[by],
        tuple(_head(column) for column in kept),
        tuple(zip(*(aligned(column.cells) for column in kept), strict=True)),
        tuple(record_of(span, contested, rows) for span in rows),
        FIELDS,
    )


def not_on_file(rows: Sequence[Span], by: str) -> str:
    """What the screen leaves out as no row has it: `not on file: ASP`; empty without any."""
    names = [c.heading for c in _columns(rows, by, UNCHECKED) if c.is_empty]
    return f"not on file: {', '.join(names)}" if names else ""


def _columns(rows: Sequence[Span], by: str, contested: Contested) -> tuple[_Filled, ...]:
    names = [Cell(span.name, figure=span.result_per_car) for span in rows]
    shown = (_filled(column, rows, by, contested) for column in COLUMNS if column.heading)
    return (_Filled(HEADINGS[by], 0, names), *shown)


def _filled(column: PeriodColumn, rows: Sequence[Span], by: str, contested: Contested) -> _Filled:
    figures = [column.read(span, rows) for span in rows]
    known = [(span, figure) for span, figure in zip(rows, figures, strict=True) if figure]
    # The largest sum of the periods looked at, not of the years below them, decides.
    sums = (fmt.size_of(span.rated(one)) for span, one in known if _is_plain(span, by))
    is_sum = any(currency_of(figure.unit) == figure.unit for _, figure in known)
    scale, letter = scale_of(max(sums, default=Decimal(0))) if is_sum else (Decimal(1), "")
    cells = [
        _marked(column, span, figure, scale, contested) if figure else Cell(fmt.MISSING)
        for span, figure in zip(rows, figures, strict=True)
    ]
    return _Filled(f"{column.heading} {letter}".strip(), column.rank, cells)


def _marked(
    column: PeriodColumn, span: Span, figure: Figure, scale: Decimal, contested: Contested
) -> Cell:
    """A figure with its marks; a second column of the same field has none."""
    cell = column.cell(span, figure, scale)
    if not column.key:
        return cell
    derived = "d" if _is_calculated(column.key, span, figure) else ""
    return cell._replace(marks=derived + cell.marks + contested.mark(cell.figure))


def _is_calculated(name: str, span: Span, figure: Figure) -> bool:
    """Whether no source states a figure that one may state; a sum of periods says so itself."""
    return name in _STATED and is_derived(figure) and not span.pool


_SPARE = 9
"""The rank from which `show` leaves a column out in a narrow terminal."""
_EXTRA = 10
"""The rank from which a column is for a wide screen and for programs, not for `show`."""


def _is_plain(span: Span, by: str) -> bool:
    """Whether it is a row that `show` has too."""
    kind = span.period.kind if span.period else ""
    return span.is_trailing or (kind == by and not span.pool)


def _fitting(columns: Sequence[_Filled], room: int | None, keep: str) -> list[_Filled]:
    """The columns that fit, dropping the least needed ones but not the one headed `keep`."""
    kept = list(columns)
    while room is not None and len(kept) > 2:
        texts = zip(*([cell.text for cell in aligned(c.cells)] for c in kept), strict=True)
        widths = widths_of([_head(column) for column in kept], texts, hang=1)
        if _EDGE + sum(widths) + _GAP * (len(kept) - 1) <= room:
            break
        kept.remove(max(kept, key=lambda column: (column.heading != keep, column.rank)))
    return kept


def _head(column: _Filled) -> Column:
    is_spare = column.rank >= _SPARE
    tail = tail_of(column.cells)
    return Column(column.heading, numeric=column.rank > 0, tail=tail, spare=is_spare)


_Read = Callable[[Span, Sequence[Span]], Figure | None]
"""A figure of a period, among all of them; money in the currency reported."""


def _growth(name: str, back: Callable[[Span, Sequence[Span]], Span | None]) -> _Read:
    """How much an input grew, in percent."""

    def read(span: Span, rows: Sequence[Span]) -> Figure | None:
        before = back(span, rows)
        now, then = span.base.get(name), before.base.get(name) if before else None
        return change_of(now, then, (span.name, before.name)) if before and now and then else None

    return read


def _quarter_before(span: Span, rows: Sequence[Span]) -> Span | None:
    if span.period is None or span.period.kind != "quarter":
        return None
    start = span.period.start
    return next((other for other in rows if other.period and other.period.end == start), None)


def _cell(span: Span, figure: Figure, scale: Decimal) -> Cell:
    """A figure in the currency shown, in the unit that the heading tells, with its marks.

    A sum of money has two digits behind the point at most; results have their sign.
    """
    shown, is_result = span.rated(figure), figure is span.base.result
    text = fmt.bare(shown)
    if currency_of(shown.unit) == shown.unit:
        places = min(fmt.places_for(fmt.step_of(shown) / scale), 2)
        text = fmt.number(shown.value / scale, places, signed=is_result)
    marks = "r" if is_second_hand(span.book, figure) else ""
    marks += "".join(_BASIS.get(kind, "") for kind in span.base.kinds) if is_result else ""
    marks += "?" if is_unsigned(span.book, figure) else ""
    marks += UNRATED if currency_of(figure.unit) and not span.is_rated else ""
    return Cell(text, shown, marks=marks)


def _per_car(span: Span, result: Figure, _: Decimal) -> Cell:
    text = fmt.money(result.value, span.currency, signed=True)
    role = "loss" if result.value < 0 else "profit"
    marks = ("?" if is_unsigned(span.book, result) else "") + ("" if span.is_rated else UNRATED)
    return Cell(text, result, role=role, marks=marks)


def _bounds(_: Span, result: Figure, __: Decimal) -> Cell:
    return Cell(fmt.half_width(result), result)


def _grown(_: Span, growth: Figure, __: Decimal) -> Cell:
    return Cell(fmt.growth(growth.value), growth)


class PeriodColumn(NamedTuple):
    """A figure of every period, for the tab, `show`, copy, export and programs."""

    key: str
    """Its field in CSV and JSON; empty where another column has that."""
    heading: str
    """Behind that of sums comes their scale; empty where only programs have it."""
    rank: int
    read: _Read
    cell: Callable[[Span, Figure, Decimal], Cell] = _cell
    """How it is written, by the scale of its column."""


COLUMNS = (
    PeriodColumn("deliveries", "Cars", 3, lambda span, _: span.base.deliveries),
    PeriodColumn("revenue", "Revenue", 5, lambda span, _: span.base.revenue),
    PeriodColumn("car_revenue", "EV", 10, lambda span, _: span.base.car_revenue),
    PeriodColumn("gross_margin", "Margin %", 4, lambda span, _: span.base.gross_margin),
    PeriodColumn("opex_share", "Opex %", 9, lambda span, _: per_car.opex_share(span.base)),
    PeriodColumn("asp", "ASP", 8, lambda span, _: span.base.asp),
    PeriodColumn("operating_result", "Result", 6, lambda span, _: span.base.result),
    PeriodColumn("profit_per_car", "Per car", 1, lambda span, _: span.result_per_car, _per_car),
    PeriodColumn("", "±", 2, lambda span, _: span.result_per_car, _bounds),
    PeriodColumn("deliveries_qoq", "", 0, _growth("deliveries", _quarter_before)),
    PeriodColumn("deliveries_yoy", "Cars YoY", 11, _growth("deliveries", year_before), _grown),
    PeriodColumn("revenue_qoq", "", 0, _growth("revenue", _quarter_before)),
    PeriodColumn("revenue_yoy", "Revenue YoY", 12, _growth("revenue", year_before), _grown),
)
_SOURCED = ("deliveries", "revenue", "gross_margin", "operating_result", "asp")
"""The fields whose sources a record names."""
_STATED = (*_SOURCED, "car_revenue")
"""The fields that a source may state."""
_FIRST = (
    *("period", "deliveries", "revenue", "car_revenue", "gross_margin", "operating_result"),
    *("basis", "profit_per_car", "profit_per_car_low", "profit_per_car_high", "currency"),
    *("sources", "asp", "disputed"),
)
_LAST = ("calculated", "second_hand", "unsigned")
FIELDS = tuple(dict.fromkeys((*_FIRST, *(c.key for c in COLUMNS if c.key), *_LAST)))
"""Of a record, in an order that programs may rely on; what is new comes last."""


def record_of(span: Span, contested: Contested, rows: Sequence[Span] = ()) -> dict[str, object]:
    """For programs: decimal strings in full units, a missing figure null."""
    figures = {column.key: column.read(span, rows) for column in COLUMNS if column.key}
    sourced = filter(None, map(figures.get, _SOURCED))
    result = span.result_per_car
    known = {name: figure for name in FIELDS if (figure := figures.get(name))}
    found = {
        **{key: fmt.recorded(span.money(figure)) for key, figure in figures.items()},
        "period": span.key,
        "basis": span.base.basis if span.base.kinds else None,
        "profit_per_car_low": fmt.known(result.low, ROUND_FLOOR) if result else None,
        "profit_per_car_high": fmt.known(result.high, ROUND_CEILING) if result else None,
        "currency": span.currency,
        "sources": list(dict.fromkeys(key for figure in sourced for key in figure.sources)),
        "disputed": [name for name, figure in known.items() if figure in contested],
        "calculated": [name for name, one in known.items() if _is_calculated(name, span, one)],
        "second_hand": [name for name, one in known.items() if is_second_hand(span.book, one)],
        "unsigned": [name for name, one in known.items() if is_unsigned(span.book, one)],
    }
    return {name: found[name] for name in FIELDS}
