"""Workbooks whose formulas are alive: numbers that remember how they follow from cells.

A view is calculated again with such numbers in the place of its inputs, by the same code that works
it out for the screen. What comes out then carries its formula, so that no arithmetic is said twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from importlib import import_module
from io import BytesIO
from typing import Any, NamedTuple, TypeAlias

from tui.facts.book import FactBook
from tui.facts.figure import Figure, Origin
from tui.facts.fmt import to_step
from tui.facts.model import Fact
from tui.facts.units import currency_of
from tui.present.provenance import TIER_WORDS, follows
from tui.present.table import NUMBER, Table, flat

INSTALL = (
    "A workbook needs one more package. Type: pip install xlsxwriter "
    "(pipx: pipx inject xev-tui xlsxwriter; uv: uv tool install --with xlsxwriter .)"
)


class Live(Decimal):
    """A number in a cell, or one that follows from such numbers; plain ones in it are constants.

    It is true even where it is zero, since a cell may come to hold another number. Its hash is that
    of how it is calculated, so that nothing kept for a plain number is taken for it.
    """

    op: str
    """The name of the cell; else the sign or function that `of` are put together with."""
    of: tuple[Decimal, ...]
    _hash: int

    def __new__(cls, value: Decimal | int, op: str, *of: Decimal) -> Live:
        self = super().__new__(cls, value)
        self.op, self.of, self._hash = op, of, hash((op, of))
        return self

    def __hash__(self) -> int:
        return self._hash

    def __bool__(self) -> bool:
        return True

    def __add__(self, other: Decimal | int, /) -> Decimal:
        return _both("+", self, other, Decimal.__add__(self, other))

    def __radd__(self, other: Decimal | int, /) -> Decimal:
        return _both("+", other, self, Decimal.__radd__(self, other))

    def __sub__(self, other: Decimal | int, /) -> Decimal:
        return _both("-", self, other, Decimal.__sub__(self, other))

    def __rsub__(self, other: Decimal | int, /) -> Decimal:
        return _both("-", other, self, Decimal.__rsub__(self, other))

    def __mul__(self, other: Decimal | int, /) -> Decimal:
        return _both("*", self, other, Decimal.__mul__(self, other))

    def __rmul__(self, other: Decimal | int, /) -> Decimal:
        return _both("*", other, self, Decimal.__rmul__(self, other))

    def __truediv__(self, other: Decimal | int, /) -> Decimal:
        return _both("/", self, other, Decimal.__truediv__(self, other))

    def __rtruediv__(self, other: Decimal | int, /) -> Decimal:
        return _both("/", other, self, Decimal.__rtruediv__(self, other))

    def __floordiv__(self, other: Decimal | int, /) -> Decimal:
        return Live(Decimal.__floordiv__(self, other), "ROUNDDOWN", self / other, _ZERO)

    def __pow__(self, other: Decimal | int, mod: Decimal | int | None = None, /) -> Decimal:
        return _both("^", self, other, Decimal.__pow__(self, other, mod))

    def __neg__(self) -> Decimal:
        return Live(Decimal.__neg__(self), "-", _ZERO, self)

    def __pos__(self) -> Decimal:
        return self

    def __abs__(self) -> Decimal:
        return Live(Decimal.__abs__(self), "ABS", self)

    def sqrt(self, context: Context | None = None) -> Decimal:
        return Live(Decimal.sqrt(self, context), "SQRT", self)

    def to_integral_value(
        self, rounding: str | None = None, context: Context | None = None
    ) -> Decimal:
        return self._to(Decimal.to_integral_value(self, rounding, context), rounding, 0)

    def quantize(
        self, exp: Decimal | int, rounding: str | None = None, context: Context | None = None
    ) -> Decimal:
        places = -Decimal(exp).adjusted()
        if places > _PLACES:
            return self
        return self._to(Decimal.quantize(self, exp, rounding, context), rounding, places)

    def _to(self, value: Decimal, rounding: str | None, places: int) -> Live:
        return Live(value, _ROUNDING.get(rounding or "", "ROUND"), self, Decimal(places))


_ZERO, _ONE = Decimal(0), Decimal(1)
_PLACES = 6
"""Behind the point; finer rounding is for the dust of division, and none in a workbook."""
_ROUNDING = {ROUND_CEILING: "ROUNDUP", ROUND_FLOOR: "ROUNDDOWN"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 3}


def _both(op: str, a: Decimal | int, b: Decimal | int, value: Decimal) -> Decimal:
    """What two numbers come to; what a constant 0 or 1 leaves as it is stays the same number."""
    a, b = (number if isinstance(number, Live) else Decimal(number) for number in (a, b))
    plain = {number for number in (a, b) if not isinstance(number, Live)}
    if op == "*" and _ZERO in plain:
        return _ZERO
    unit = _ZERO if op in "+-" else _ONE
    if unit in plain:
        if isinstance(a, Live):
            return a
        if op in "+*":
            return b
    return Live(value, op, a, b)


def formula(number: Decimal, known: Mapping[Decimal, str]) -> str:
    """How a number follows from cells; `known` names those that hold a part of it."""
    return _text(number, known, 0)


def _text(number: Decimal, known: Mapping[Decimal, str], outer: int) -> str:
    if not isinstance(number, Live):
        text = f"{_DIGITS.plus(number):f}"
        return f"({text})" if number < 0 else text
    if number in known or not number.of:
        return known.get(number, number.op)
    binds = _BINDS.get(number.op)
    if binds is None:
        return f"{number.op}({','.join(_text(part, known, 0) for part in number.of)})"
    first, second = number.of
    # What follows a minus or a division is bracketed where it is a sum or a product itself.
    text = f"{_text(first, known, binds)}{number.op}{_text(second, known, binds + 1)}"
    return f"({text})" if binds < outer else text


_DIGITS = Context(prec=15)
"""As many as a workbook can hold of a constant."""


class _Placed(NamedTuple):
    row: int
    column: int
    value: str | Decimal
    form: str = ""
    """The number format."""
    strong: bool = False
    is_volume: bool = False
    """Whether it is a volume that is calculated: whole cars, or never where each adds nothing."""


Ends: TypeAlias = tuple[Decimal | None, Decimal | None]
"""From which number to which; none where there is no range."""


class Bounds(NamedTuple):
    """What a figure is between: its row, its column, both ends and the unit."""

    row: str
    column: str
    low: Decimal
    high: Decimal
    unit: str


class Sheet:
    """A sheet under way: inputs in cells, then tables over them."""

    def __init__(self, name: str, title: str) -> None:
        self.name = name
        self.cells: list[_Placed] = []
        self.facts: dict[Origin, None] = {}
        """What it rests on, in the order in which it comes to it."""
        self._row = -1
        self._heading: tuple[str, ...] = ()
        self._inputs: dict[Figure, Figure] = {}
        self.line(title, strong=True)

    def line(self, *values: str | Decimal | None, form: str = "", strong: bool = False) -> None:
        """A row below the last one."""
        self._next_row()
        for column, value in enumerate(values):
            if value is not None:
                self.cells.append(_Placed(self._row, column, value, form, strong))

    def head(self, *headings: str) -> None:
        """An empty row and one of headings, unless nothing comes below them."""
        self._heading = headings

    def _next_row(self) -> None:
        self._row += 1
        if self._heading:
            headings, self._heading = self._heading, ()
            self._row += 1
            self.cells += [
                _Placed(self._row, at, text, strong=True) for at, text in enumerate(headings)
            ]
            self._row += 1

    def input(self, label: str, figure: Figure) -> Figure:
        """A figure with its bounds in a row of its own, and the same as what that cell holds."""
        if figure not in self._inputs:
            bounds = (figure.low, figure.high) if figure.core.bounded else (None, None)
            self.line(label, figure.value, *bounds, figure.unit, form=_form(figure.unit))
            self.rests_on(figure)
            self._inputs[figure] = figure._replace(value=Live(figure.value, f"B{self._row + 1}"))
        return self._inputs[figure]

    def rests_on(self, figure: Figure) -> None:
        """Name what is behind a figure among the sources."""
        self.facts |= dict.fromkeys(figure.facts)

    def number(self, label: str, value: Decimal, unit: str, ends: Ends = (None, None)) -> Live:
        """A number that is assumed, in a row with the ends of its range; as what its cell holds."""
        self.line(label, value, *ends, unit, form=_form(unit))
        return Live(value, f"B{self._row + 1}")

    def table(self, table: Table) -> None:
        """Rows under headings, numbers as numbers; bounds beside them unless the rows have them."""
        self.head(*(column.heading for column in table.columns))
        bounded: list[Bounds] = []
        for row in table.rows:
            self._next_row()
            for at, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                if cell.figure:
                    self.rests_on(cell.figure)
                number, unit = cell.value, cell.figure.unit if cell.figure else ""
                if number is None or not column.numeric or not number.is_finite():
                    if cell.text.strip():
                        self.cells.append(_Placed(self._row, at, cell.text.strip()))
                    continue
                form = "#,##0.00,,," if column.in_billions else _form(unit)
                is_volume = unit == "cars" and isinstance(number, Live) and number.op == "/"
                self.cells.append(_Placed(self._row, at, number, form, is_volume=is_volume))
                if cell.figure and cell.number is None and not cell.figure.is_exact:
                    ends = cell.figure.low, cell.figure.high
                    bounded.append(Bounds(row[0].text, column.heading, *ends, unit))
        if not any(cell.number for row in table.rows for cell in row):
            self.bounds("rounding", bounded)

    def bounds(self, of: str, rows: Iterable[Bounds]) -> None:
        """What the figures of a table are between, by rounding or with the ranges on top."""
        self.head(f"Bounds by {of}, calculated by xev-tui", "", "from", "to")
        for name, column, *pair, unit in rows:
            ends = [end if end.is_finite() else "none" for end in pair]
            self.line(name, column, *ends, form=_form(unit))

    def records(self, table: Table) -> None:
        """What programs read of a table: full units under the names of fields."""
        self.head(*table.fields)
        for record in table.records:
            texts = [flat(record[field]) for field in table.fields]
            self.line(*(Decimal(text) if NUMBER.fullmatch(text) else text for text in texts))
        cells = [cell for row in table.rows for cell in row]
        self.facts |= {cell.fact: None for cell in cells if cell.fact}
        for cell in cells:
            if cell.figure:
                self.rests_on(cell.figure)


def _form(unit: str) -> str:
    return "#,##0.00" if unit in ("%", "x") or ("/" in unit and not currency_of(unit)) else "#,##0"


def written(sheets: Iterable[Sheet], book: FactBook) -> bytes:
    """The workbook as a file holds it, with its sources. Raises ImportError without XlsxWriter."""
    writer: Any = import_module("xlsxwriter")
    out, sheets = BytesIO(), tuple(sheets)
    with writer.Workbook(out, {"in_memory": True}) as workbook:
        formats: dict[tuple[str, bool], Any] = {}

        def look(form: str, strong: bool) -> Any:
            if (form, strong) not in formats:
                wanted = {"num_format": form or "General", "bold": strong}
                formats[form, strong] = workbook.add_format(wanted)
            return formats[form, strong]

        for sheet in sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, look)
        _write_sources(workbook.add_worksheet("Sources"), sheets, book)
    return out.getvalue()


def _write(place: Any, sheet: Sheet, look: Callable[[str, bool], Any]) -> None:
    place.set_column(0, 0, 34)
    place.set_column(1, 12, 18)
    known: dict[Decimal, str] = {}
    for row, column, value, form, strong, is_volume in sheet.cells:
        if isinstance(value, str):
            place.write_string(row, column, value, look("", strong))
        elif isinstance(value, Live):
            text = formula(value, known)
            kept: Decimal = value
            if is_volume:
                text = f'IF({text}>0,ROUNDUP(ROUND({text},{_PLACES}),0),"never")'
                kept = to_step(value, _ONE, ROUND_CEILING)
            place.write_formula(row, column, f"={text}", look(form, strong), float(kept))
            if value.of and not is_volume:
                known.setdefault(value, f"{chr(65 + column)}{row + 1}")
        else:
            place.write_number(row, column, float(value), look(form, strong))


def _write_sources(place: Any, sheets: Sequence[Sheet], book: FactBook) -> None:
    place.set_column(0, 5, 30)
    place.write_row(0, 0, ["Figure", "Period", "As stated", "Source", "Kind of source", "Link"])
    facts = dict.fromkeys(fact for sheet in sheets for fact in sheet.facts)
    row = 0
    for fact in facts:
        for source in book.sources_of(fact.sources):
            row += 1
            kind = f"{TIER_WORDS.get(source.tier, source.tier)}{follows(book, source)}"
            place.write_row(row, 0, [*_stated(book, fact), source.title, kind])
            if source.url:
                place.write_url(row, 5, source.url)


def _stated(book: FactBook, fact: Origin) -> tuple[str, str, str]:
    """What a source states, of which period, and in which words."""
    when = str(fact.period or "")
    if isinstance(fact, Fact):
        return book.name_of(fact.concept, fact.dims.entity), when, fact.text
    return f"{fact.base} per {fact.currency}", when, f"{fact.mean}, mean of the period"
