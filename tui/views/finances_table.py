"""The periods as a table, for the screen, `show`, copy and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tui.facts.book import FactBook
from tui.facts.cells import cell_width
from tui.facts.figure import Figure
from tui.views import words
from tui.views.finances import Span, spans
from tui.views.finances_notes import is_derived, is_weak
from tui.views.table import Cell, Column, Table

LEGEND = {"d": "derived", "r": "relayed by others", "*": "adjusted net result"}
"""The marks that stand behind figures."""
TITLES = {"quarter": "Quarters", "year": "Years", "half": "Half-years"}
HEADINGS = {"quarter": "Quarter", "year": "Year", "half": "Half"}

_SHORT = {"d": "derived", "r": "relayed", "*": "adj. net"}

_BILLION = Decimal(10) ** 9
_GAP, _EDGE = 2, 1
"""Columns between two columns of a table on the screen, and left of the first."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column: its heading and the cell of a period; `rank` tells what is dropped first."""

    heading: str
    cell: Callable[[Span], Cell]
    rank: int


def finances_table(book: FactBook, currency: str, kind: str = "quarter") -> Table:
    """The periods of a kind with a result per car, the oldest first."""
    return table_of(spans(book, currency, kind), kind)


def table_of(rows: Sequence[Span], by: str, room: int | None = None) -> Table:
    """Periods of a kind as rows, with as many columns as have room.

    Without `room` the columns are those that a program or a page wants.
    """
    kinds = list(_KINDS) if room is not None else [kind for kind in _KINDS if kind.rank < _EXTRA]
    cells = [[kind.cell(span) for kind in kinds] for span in rows]
    kept = _fitting(kinds, cells, room)
    return Table(
        TITLES[by],
        tuple(Column(kinds[n].heading or HEADINGS[by], numeric=n > 0) for n in kept),
        tuple(tuple(row[n] for n in kept) for row in _aligned(cells)),
        tuple(record_of(span) for span in rows),
    )


def _fitting(
    kinds: Sequence[_Kind], cells: Sequence[Sequence[Cell]], room: int | None
) -> list[int]:
    """The places of the columns that fit, dropping the least needed ones."""
    widths = [
        max([cell_width(kind.heading or "Quarter"), *(cell_width(row[n].text) for row in cells)])
        for n, kind in enumerate(kinds)
    ]
    kept = list(range(len(kinds)))
    while room is not None and len(kept) > 2:
        if _EDGE + sum(widths[n] for n in kept) + _GAP * (len(kept) - 1) <= room:
            break
        kept.remove(max(kept, key=lambda n: kinds[n].rank))
    return kept


def legend(table: Table) -> tuple[str, ...]:
    """What the marks in a table mean, in full and shorter; empty where there are none."""
    used = {mark for row in table.rows for cell in row[1:] for mark in _marks_in(cell.text)}
    return tuple(
        "  ".join(f"{mark} {text}" for mark, text in texts.items() if mark in used)
        for texts in (LEGEND, _SHORT)
    )


def _marks_in(text: str) -> str:
    _, _, found = text.rstrip().partition(" ")
    return found if set(found) <= set(LEGEND) else ""


def _aligned(cells: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """The cells with their marks in a column of their own, so that digits stand under digits."""
    columns = list(zip(*cells, strict=True))
    most = [max((len(_marks_in(cell.text)) for cell in column), default=0) for column in columns]
    return [[_padded(cell, room) for cell, room in zip(row, most, strict=True)] for row in cells]


def _padded(cell: Cell, room: int) -> Cell:
    if not room:
        return cell
    found = _marks_in(cell.text)
    bare = cell.text.removesuffix(f" {found}") if found else cell.text
    return Cell(f"{bare} {found.ljust(room)}", cell.figure, cell.fact, cell.role)


def _cell(span: Span, figure: Figure | None, text: str, suffix: str = "") -> Cell:
    """A figure with its marks; the figure goes to the cell in the currency shown."""
    if figure is None:
        return Cell(words.MISSING)
    derived = "d" if is_derived(figure) and not span.pool else ""
    found = derived + ("r" if is_weak(span.book, figure) else "") + suffix
    return Cell(f"{text} {found}" if found else text, figure=span.money(figure))


def _period(span: Span) -> Cell:
    return Cell(span.name, figure=span.result_per_car)


def _cars(span: Span) -> Cell:
    cars = span.base.deliveries
    return _cell(span, cars, words.amount(cars).removesuffix(" cars"))


def _revenue(span: Span) -> Cell:
    return _cell(span, span.base.revenue, _billions(span, span.base.revenue))


def _car_revenue(span: Span) -> Cell:
    return _cell(span, span.car_revenue, _billions(span, span.car_revenue))


def _margin(span: Span) -> Cell:
    figure = span.base.gross_margin
    return _cell(span, figure, words.amount(figure).removesuffix("%"))


def _asp(span: Span) -> Cell:
    shown = span.money(span.base.asp)
    return _cell(span, span.base.asp, words.number(shown.value) if shown else "")


def _result(span: Span) -> Cell:
    mark = "*" if span.base.kinds and span.base.kind != "operating_result" else ""
    text = _billions(span, span.base.result, signed=True)
    return _cell(span, span.base.result, text, mark)


def _per_car(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(words.MISSING)
    text = words.money(result.value, span.currency, signed=True)
    return Cell(text, figure=result, role="loss" if result.value < 0 else "profit")


def _bounds(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(words.MISSING)
    return Cell(words.plus_minus(result).removeprefix("± "), figure=result)


def _billions(span: Span, figure: Figure | None, *, signed: bool = False) -> str:
    shown = span.money(figure)
    if shown is None:
        return words.MISSING
    places = min(max(words.places_for(words.step_of(shown) / _BILLION), 1), 2)
    return words.number(shown.value / _BILLION, places, signed=signed)


_EXTRA = 8
_KINDS = (
    _Kind("", _period, 0),
    _Kind("Cars", _cars, 3),
    _Kind("Revenue bn", _revenue, 5),
    _Kind("EV bn", _car_revenue, 9),
    _Kind("Margin %", _margin, 4),
    _Kind("ASP", _asp, 8),
    _Kind("Result bn", _result, 6),
    _Kind("Per car", _per_car, 1),
    _Kind("±", _bounds, 2),
)


def record_of(span: Span) -> dict[str, object]:
    """For programs: decimal strings in full units, a missing figure null."""
    base, result = span.base, span.result_per_car
    figures = [base.deliveries, base.revenue, base.gross_margin, base.result]
    sources = dict.fromkeys(key for figure in figures if figure for key in figure.sources)
    return {
        "period": span.key,
        "deliveries": plain_or_none(base.deliveries),
        "revenue": plain_or_none(span.money(base.revenue)),
        "car_revenue": plain_or_none(span.money(span.car_revenue)),
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
