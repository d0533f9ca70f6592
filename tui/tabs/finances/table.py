"""The periods as a table, for the screen, `show`, copy and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.changes import change_of
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.figure import Figure
from tui.facts.units import currency_of, scale_of
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.present.marks import UNRATED, aligned, is_derived, is_weak, tail_of
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


class _Column(NamedTuple):
    """A column that may be dropped where there is no room, the one of the highest rank first."""

    heading: str
    rank: int
    cells: Sequence[Cell]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on file for any of its rows; results per car stay in any case."""
        return self.rank > _LAST_KEPT and not any(cell.figure for cell in self.cells)


def finances_table(book: FactBook, currency: str, kind: str = "quarter") -> Table:
    """The periods of a kind of which something is known, the oldest first."""
    return periods_table(spans(book, currency, kind), kind, contested=contested_in(book))


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


def _columns(rows: Sequence[Span], by: str, contested: Contested) -> tuple[_Column, ...]:
    def marked(cell: Cell) -> Cell:
        return cell._replace(marks=cell.marks + contested.mark(cell.figure))

    def each(heading: str, rank: int, cell: Callable[[Span], Cell]) -> _Column:
        return _Column(heading, rank, [marked(cell(span)) for span in rows])

    def sums(heading: str, rank: int, get: Callable[[Span], Figure | None]) -> _Column:
        """The largest figure of the periods looked at, not of the years below them, decides."""
        sizes = [fmt.size_of(span.money(get(span))) for span in rows if _is_plain(span, by)]
        scale, letter = scale_of(max(sizes, default=Decimal(0)))
        return each(f"{heading} {letter}".strip(), rank, lambda span: _sum(span, get(span), scale))

    return (
        _Column(HEADINGS[by], 0, [Cell(span.name, figure=span.result_per_car) for span in rows]),
        each("Cars", 3, lambda span: _bare(span, span.base.deliveries)),
        sums("Revenue", 5, lambda span: span.base.revenue),
        sums("EV", 9, lambda span: span.base.car_revenue),
        each("Margin %", 4, lambda span: _bare(span, span.base.gross_margin)),
        each("Opex %", 10, lambda span: _bare(span, per_car.opex_share(span.base))),
        each("ASP", 8, _asp),
        sums("Result", 6, lambda span: span.base.result),
        each("Per car", 1, _per_car),
        _Column("±", 2, [_bounds(span) for span in rows]),
        _Column("Cars YoY", 11, [_moved(span, rows, "deliveries") for span in rows]),
        _Column("Revenue YoY", 12, [_moved(span, rows, "revenue") for span in rows]),
    )


def _moved(span: Span, rows: Sequence[Span], name: str) -> Cell:
    """The growth of an input on the same period of the year before."""
    back = year_before(span, rows)
    now, then = span.base.get(name), back.base.get(name) if back else None
    if back is None or now is None or then is None:
        return Cell(fmt.MISSING)
    change = change_of(now, then, (span.name, back.name))
    return Cell(fmt.percent_change(now.value, then.value), change)


_EXTRA = 9
"""The rank from which a column is for a wide screen only; `show` and exports do without it."""


def _is_plain(span: Span, by: str) -> bool:
    """Whether it is a row that `show` has too."""
    kind = span.period.kind if span.period else ""
    return span.is_trailing or (kind == by and not span.pool)


def _fitting(columns: Sequence[_Column], room: int | None, keep: str) -> list[_Column]:
    """The columns that fit, dropping the least needed ones but not the one headed `keep`."""
    kept = list(columns)
    while room is not None and len(kept) > 2:
        texts = zip(*([cell.text for cell in aligned(c.cells)] for c in kept), strict=True)
        widths = widths_of([_head(column) for column in kept], texts, hang=1)
        if _EDGE + sum(widths) + _GAP * (len(kept) - 1) <= room:
            break
        kept.remove(max(kept, key=lambda column: (column.heading != keep, column.rank)))
    return kept


def _head(column: _Column) -> Column:
    return Column(column.heading, numeric=column.rank > 0, tail=tail_of(column.cells))


def _cell(span: Span, figure: Figure, text: str, mark: str = "") -> Cell:
    """A figure with its marks; the figure goes to the cell in the currency shown."""
    derived = "d" if is_derived(figure) and not span.pool else ""
    marks = derived + ("r" if is_weak(span.book, figure) else "") + mark
    marks += "?" if span.book.backing(figure) == Backing.UNSIGNED else ""
    marks += UNRATED if currency_of(figure.unit) and not span.is_rated else ""
    return Cell(text, span.money(figure), marks=marks)


def _bare(span: Span, figure: Figure | None) -> Cell:
    """A figure whose unit the heading tells."""
    return _cell(span, figure, fmt.bare(figure)) if figure else Cell(fmt.MISSING)


def _asp(span: Span) -> Cell:
    figure, shown = span.base.asp, span.money(span.base.asp)
    return _cell(span, figure, fmt.number(shown.value)) if figure and shown else Cell(fmt.MISSING)


def _sum(span: Span, figure: Figure | None, scale: Decimal) -> Cell:
    """A sum of money, with two digits behind the point at most; results have their sign."""
    shown = span.money(figure)
    if figure is None or shown is None:
        return Cell(fmt.MISSING)
    is_result = figure is span.base.result
    others = span.base.kinds if is_result else ()
    places = min(fmt.places_for(fmt.step_of(shown) / scale), 2)
    text = fmt.number(shown.value / scale, places, signed=is_result)
    return _cell(span, figure, text, "".join(_BASIS.get(kind, "") for kind in others))


def _per_car(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(fmt.MISSING)
    text = fmt.money(result.value, span.currency, signed=True)
    role = "loss" if result.value < 0 else "profit"
    marks = ("" if span.counts else "?") + ("" if span.is_rated else UNRATED)
    return Cell(text, result, role=role, marks=marks)


def _bounds(span: Span) -> Cell:
    result = span.result_per_car
    if result is None:
        return Cell(fmt.MISSING)
    return Cell(fmt.half_width(result), figure=result)


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
    "asp",
    "disputed",
    "opex_share",
    "deliveries_qoq",
    "deliveries_yoy",
    "revenue_qoq",
    "revenue_yoy",
)


def record_of(span: Span, contested: Contested, rows: Sequence[Span] = ()) -> dict[str, object]:
    """For programs: decimal strings in full units, a missing figure null."""
    base, result = span.base, span.result_per_car
    figures = {
        "deliveries": base.deliveries,
        "revenue": base.revenue,
        "gross_margin": base.gross_margin,
        "operating_result": base.result,
        "asp": base.asp,
    }
    sources = dict.fromkeys(key for figure in figures.values() if figure for key in figure.sources)
    figures |= {"car_revenue": base.car_revenue, "profit_per_car": result}
    return {
        "period": span.key,
        "deliveries": plain_or_none(base.deliveries),
        "revenue": plain_or_none(span.money(base.revenue)),
        "car_revenue": plain_or_none(span.money(span.base.car_revenue)),
        "gross_margin": plain_or_none(base.gross_margin),
        "operating_result": plain_or_none(span.money(base.result)),
        "basis": base.basis if base.kinds else None,
        "profit_per_car": plain_or_none(result),
        "profit_per_car_low": fmt.known(result.low, ROUND_FLOOR) if result else None,
        "profit_per_car_high": fmt.known(result.high, ROUND_CEILING) if result else None,
        "currency": span.currency,
        "sources": list(sources),
        "asp": plain_or_none(span.money(base.asp)),
        "disputed": [name for name in FIELDS if figures.get(name) in contested],
        "opex_share": plain_or_none(per_car.opex_share(base)),
        **_growth(span, rows),
    }


def _growth(span: Span, rows: Sequence[Span]) -> dict[str, str | None]:
    """How cars and revenue grew on the quarter before and on the year before, in percent."""
    is_quarter = span.period is not None and span.period.kind == "quarter"
    before = (other for other in rows if other.period and span.period and is_quarter)
    last = next(
        (o for o in before if o.period and span.period and o.period.end == span.period.start), None
    )
    found = {}
    for name in ("deliveries", "revenue"):
        for word, other in (("qoq", last), ("yoy", year_before(span, rows))):
            now, then = span.base.get(name), other.base.get(name) if other else None
            moved = (
                change_of(now, then, (span.name, other.name)) if other and now and then else None
            )
            found[f"{name}_{word}"] = plain_or_none(moved)
    return found


def plain_or_none(figure: Figure | None) -> str | None:
    """The machine form of a figure; None when it is missing."""
    return fmt.plain(figure.value) if figure else None
