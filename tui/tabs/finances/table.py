"""The periods as a table, for the screen, `show`, copy and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.units import scale_of
from tui.present.table import Cell, Column, Table
from tui.system.text_width import cell_width
from tui.tabs.finances.present import Span, is_derived, is_weak, spans

LEGEND = {"d": "derived", "r": "relayed by others", "*": "adjusted net result"}
"""The marks that stand behind figures."""
TITLES = {"quarter": "Quarters", "year": "Years", "half": "Half-years"}
HEADINGS = {"quarter": "Quarter", "year": "Year", "half": "Half"}

_SHORT = {"d": "derived", "r": "relayed", "*": "adj. net"}

_GAP, _EDGE = 2, 1
"""Columns between two columns of a table on the screen, and left of the first."""


class _Kind(NamedTuple):
    """A column: its heading and its cells; `rank` tells what is dropped first."""

    heading: str
    cells: Sequence[Cell]
    rank: int


def finances_table(book: FactBook, currency: str, kind: str = "quarter") -> Table:
    """The periods of a kind with a result per car, the oldest first."""
    return periods_table(spans(book, currency, kind), kind)


def periods_table(rows: Sequence[Span], by: str, room: int | None = None, keep: str = "") -> Table:
    """Periods of a kind as rows, with as many columns as have room, that headed `keep` among them.

    Without `room` the columns are those that a program or a page wants.
    """
    kinds = [kind for kind in _kinds(rows, by) if room is not None or kind.rank < _EXTRA]
    kept = _fitting(kinds, room, keep)
    return Table(
        TITLES[by],
        tuple(Column(kind.heading, numeric=n > 0) for n, kind in enumerate(kept)),
        tuple(zip(*(_aligned(kind.cells) for kind in kept), strict=True)),
        tuple(record_of(span) for span in rows),
        FIELDS,
    )


def _kinds(rows: Sequence[Span], by: str) -> tuple[_Kind, ...]:
    def each(heading: str, cell: Callable[[Span], Cell], rank: int) -> _Kind:
        return _Kind(heading, [cell(span) for span in rows], rank)

    def sums(heading: str, get: Callable[[Span], Figure | None], rank: int) -> _Kind:
        """The largest figure of the periods looked at, not of the years below them, decides."""
        shown = [(span, get(span), span.money(get(span))) for span in rows]
        sizes = [fmt.size_of(money) for span, _, money in shown if _is_plain(span, by)]
        scale, letter = scale_of(max(sizes, default=Decimal(0)))
        cells = [_sum(span, figure, money, scale) for span, figure, money in shown]
        return _Kind(f"{heading} {letter}".strip(), cells, rank)

    return (
        each(HEADINGS[by], _period, 0),
        each("Cars", _cars, 3),
        sums("Revenue", lambda span: span.base.revenue, 5),
        sums("EV", lambda span: span.car_revenue, 9),
        each("Margin %", _margin, 4),
        each("ASP", _asp, 8),
        sums("Result", lambda span: span.base.result, 6),
        each("Per car", _per_car, 1),
        each("±", _bounds, 2),
    )


_EXTRA = 8
"""The rank from which a column is for a wide screen only; `show` and exports do without it."""


def _is_plain(span: Span, by: str) -> bool:
    """Whether it is a row that `show` has too."""
    kind = span.period.kind if span.period else ""
    return kind == by and not span.pool and span.result_per_car is not None


def _fitting(kinds: Sequence[_Kind], room: int | None, keep: str) -> list[_Kind]:
    """The columns that fit, dropping the least needed ones but not the one headed `keep`."""
    widths = {
        kind.rank: max(cell_width(text) for text in (kind.heading, *(c.text for c in kind.cells)))
        for kind in kinds
    }
    kept = list(kinds)
    while room is not None and len(kept) > 2:
        if _EDGE + sum(widths[kind.rank] for kind in kept) + _GAP * (len(kept) - 1) <= room:
            break
        kept.remove(max(kept, key=lambda kind: (kind.heading != keep, kind.rank)))
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


def _aligned(cells: Sequence[Cell]) -> list[Cell]:
    """The cells with their marks in a column of their own, so that digits stand under digits."""
    room = max((len(_marks_in(cell.text)) for cell in cells), default=0)
    return [_padded(cell, room) for cell in cells] if room else list(cells)


def _padded(cell: Cell, room: int) -> Cell:
    found = _marks_in(cell.text)
    bare = cell.text.removesuffix(f" {found}") if found else cell.text
    return Cell(f"{bare} {found.ljust(room)}", cell.figure, cell.fact, cell.role)


def _cell(span: Span, figure: Figure | None, text: str, suffix: str = "") -> Cell:
    """A figure with its marks; the figure goes to the cell in the currency shown."""
    if figure is None:
        return Cell(fmt.MISSING)
    derived = "d" if is_derived(figure) and not span.pool else ""
    found = derived + ("r" if is_weak(span.book, figure) else "") + suffix
    return Cell(f"{text} {found}" if found else text, figure=span.money(figure))


def _period(span: Span) -> Cell:
    return Cell(span.name, figure=span.result_per_car)


def _cars(span: Span) -> Cell:
    cars = span.base.deliveries
    return _cell(span, cars, fmt.amount(cars).removesuffix(" cars"))


def _margin(span: Span) -> Cell:
    figure = span.base.gross_margin
    return _cell(span, figure, fmt.amount(figure).removesuffix("%"))


def _asp(span: Span) -> Cell:
    shown = span.money(span.base.asp)
    return _cell(span, span.base.asp, fmt.number(shown.value) if shown else "")


def _sum(span: Span, figure: Figure | None, shown: Figure | None, scale: Decimal) -> Cell:
    """A sum of money, with two digits behind the point at most; results have their sign."""
    if shown is None:
        return Cell(fmt.MISSING)
    is_result = figure is span.base.result
    other = is_result and span.base.kinds and span.base.kind != "operating_result"
    places = min(fmt.places_for(fmt.step_of(shown) / scale), 2)
    text = fmt.number(shown.value / scale, places, signed=is_result)
    return _cell(span, figure, text, "*" if other else "")


def _per_car(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(fmt.MISSING)
    text = fmt.money(result.value, span.currency, signed=True)
    return Cell(text, figure=result, role="loss" if result.value < 0 else "profit")


def _bounds(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(fmt.MISSING)
    return Cell(fmt.plus_minus(result).removeprefix("± "), figure=result)


FIELDS = (
    "period",
    "deliveries",
    "revenue",
    "car_revenue",
    "gross_margin",
    "operating_result",
    "basis",
    "profit_per_car",
    "profit_per_car_low",
    "profit_per_car_high",
    "currency",
    "sources",
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
        "profit_per_car_low": fmt.plain(result.low) if result else None,
        "profit_per_car_high": fmt.plain(result.high) if result else None,
        "currency": span.currency,
        "sources": list(sources),
    }


def plain_or_none(figure: Figure | None) -> str | None:
    """The machine form of a figure; None when it is missing."""
    return fmt.plain(figure.value) if figure else None
