"""Goal seek, scenarios side by side, and deliveries by gross margin, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from operator import attrgetter
from textwrap import wrap
from typing import NamedTuple

from tui.economics.band import Band, break_even_band, figure_band, needed_band
from tui.economics.case import Case
from tui.economics.changes import change_of
from tui.economics.moves import Move
from tui.economics.scenario import Scenario
from tui.economics.sensitivity import two_way
from tui.economics.solve import (
    BREAK_EVEN,
    Answer,
    held,
    needed,
    solve,
    typed_for,
    whole_cars,
)
from tui.economics.what_if import Assumptions, CvpModel, WhatIf
from tui.economics.wording import outwards
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed, derive
from tui.facts.interval import Interval
from tui.facts.units import currency_of, scale_of
from tui.present.marks import aligned, is_unsigned, tail_of
from tui.present.table import Cell, Column, Table
from tui.present.workbook import Bounds
from tui.system.text_width import cell_width
from tui.tabs.calculator.charts import cars_text, in_thousands
from tui.tabs.calculator.present import holds
from tui.tabs.calculator.state import each

MARGIN_STEP = Decimal(2)


class Goal(NamedTuple):
    """One answer of the goal seek, beside what it is now."""

    label: str
    answer: Answer
    now: Figure | None
    band: Band | None = None
    """What it would have to be under the ranges."""
    is_price: bool = False
    """Whether it is typed as a change of what it is."""
    both: Sequence[tuple[Decimal, Decimal]] = ()
    """What it would have to be and what it is, at every corner of what these rest on."""


def goals(case: Case) -> tuple[Goal, ...]:
    """What each input alone would have to be for a car to earn the target."""
    account, target = case.account, case.target
    asked = (
        ("Cars", "deliveries", "", "cars"),
        ("Gross margin", "gross_margin", "", "gross_margin"),
        ("Price, cost held", "price", "cost", "revenue_per_car"),
        ("Price, margin held", "price", "margin", "revenue_per_car"),
        ("Cost of sales per car", "cost_per_car", "", "cost_of_sales_per_car"),
        ("Opex", "opex", "", "opex"),
    )
    found = []
    for label, key, hold, name in asked:
        change, at = held(case.change, hold) if hold else case.change, attrgetter(name)
        now = account.deliveries if name == "cars" else getattr(account, name)
        pairs = account.beside(WhatIf(case.base, change))
        # A plain number, also where the target is that of a cell.
        both = [(needed(there, key, Decimal(target)), at(here)) for here, there in pairs]
        answer, band = solve(case.base, key, target, change), needed_band(case.scenario, key, hold)
        found.append(Goal(label, answer, now, band, key == "price", both))
    return tuple(found)


def goal_table(
    case: Case, rows: tuple[Goal, ...], *, is_brief: bool = False, has_spans: bool = True
) -> Table:
    """What is needed, what is, and by how much it would have to move; with ranges what is needed
    under them, too, and in brief that instead of the change. Without spans they stand elsewhere."""
    heads = ("Needed", "Now", "Change")
    columns = [Column("To change", False), *map(Column, heads)]
    cells = [_goal_row(case, goal) for goal in rows]
    if case.scenario.ranges and has_spans:
        kept = 3 if is_brief else 4
        columns = [*columns[:kept], Column("With the ranges")]
        spans = [_needed_span(case, goal) for goal in rows]
        cells = [(*row[:kept], span) for row, span in zip(cells, spans, strict=True)]
    return Table("Goal seek", tuple(columns), tuple(cells))


def _needed_span(case: Case, goal: Goal) -> Cell:
    """From which value to which; no end where nothing is enough."""
    if goal.band is None or goal.now is None:
        return Cell(fmt.MISSING, role="muted")
    return Cell(_span_text(case, goal.now, goal.band))


def goal_bounds(case: Case, rows: Sequence[Goal]) -> Iterator[Bounds]:
    """The same as numbers."""
    for goal in rows:
        if goal.band and goal.now:
            yield _bounds(case, goal.label, "Needed", goal.now, goal.band)


def goal_export(case: Case, rows: tuple[Goal, ...]) -> Table:
    """The same for a file."""
    return _with_ends(goal_table(case, rows, has_spans=False), goal_bounds(case, rows))


def _with_ends(table: Table, bounds: Iterable[Bounds]) -> Table:
    """A table with what ranges allow as numbers, in columns of their own."""
    ends: dict[str, dict[str, Cell]] = {}
    for row, column, low, high, unit in bounds:
        for side, end, rounding in (("from", low, ROUND_FLOOR), ("to", high, ROUND_CEILING)):
            told = ends.setdefault(f"{column} with the ranges {side}", {})
            told[row] = _end_cell(end, unit, rounding)
    rows = (
        (*row, *(told.get(row[0].text, Cell("")) for told in ends.values())) for row in table.rows
    )
    return replace(table, columns=(*table.columns, *map(Column, ends)), rows=tuple(rows))


def _end_cell(end: Decimal, unit: str, rounding: str) -> Cell:
    if not end.is_finite():
        return Cell("none")
    places = 2 if unit == "%" else 0
    shown = fmt.to_step(end, Decimal(1).scaleb(-places), rounding)
    return Cell(fmt.number(shown, places), number=Decimal(fmt.plain(end, rounding)))


def _bounds(case: Case, row: str, column: str, figure: Figure, band: Band) -> Bounds:
    low, high = (_shown(case, figure, end) for end in (band.low, band.high))
    return Bounds(row, column, low, high, figure.unit)


def _span_text(case: Case, figure: Figure, band: Band) -> str:
    """The bounds of a figure in its unit, short, to the digits that sentences give them;
    `142k or none` where nothing is enough."""
    low, high = band.low, band.high
    joint = " to " if low.is_finite() and high.is_finite() else " or "
    if figure.unit == "%":
        ends = [end / 10 for end in outwards(low * 10, high * 10)]
    elif currency_of(figure.unit):
        ends = [*outwards(case.plain(low), case.plain(high))]
    else:
        ends = [*outwards(low, high)]
    return joint.join(_end_text(case, figure, end) for end in ends)


def _end_text(case: Case, figure: Figure, end: Decimal) -> str:
    """An end of a range, with all of its digits."""
    if not end.is_finite():
        return "none"
    if figure.unit == "cars":
        return in_thousands(end)
    if figure.unit == "%":
        return f"{fmt.number(end, fmt.places_of(end))}%"
    scale, letter = scale_of(end)
    shown = end / scale
    return fmt.suffixed(shown, fmt.places_of(shown), letter, case.currency)


def _goal_row(case: Case, goal: Goal) -> tuple[Cell, ...]:
    needed, now = case.money(goal.answer.figure), case.money(goal.now)
    if needed is None or now is None:
        none = Cell("none", role="muted")
        return Cell(goal.label), none, Cell(_input_text(now, now), now), Cell("")
    moved, is_share = change_of(needed, now, ("needed", "now")), needed.unit == "%"
    if moved and goal.both and all(end.is_finite() for both in goal.both for end in both):
        gaps = [to - at if is_share else (to / at - 1) * 100 for to, at in goal.both]
        moved = moved._replace(core=Interval(min(gaps), max(gaps)))
    shown = moved._replace(unit="pt") if moved and is_share else moved
    change = fmt.certain(shown, signed=True) if shown else ""
    return (
        Cell(goal.label),
        Cell(_input_text(needed, now), needed, role="bold"),
        Cell(_input_text(now, needed), now),
        Cell(change, moved, role="muted"),
    )


def _input_text(figure: Figure | None, beside: Figure | None) -> str:
    """An input: cars rounded up to whole ones, sums in the power of ten of the larger one."""
    if figure is None:
        return fmt.MISSING
    if figure.unit == "cars":
        return fmt.number(fmt.rounded(figure))
    if figure.unit == "%" or "/" in figure.unit:
        return fmt.certain(figure)
    return fmt.rounded_total(figure, max(fmt.size_of(figure), fmt.size_of(beside)))


def goal_sentences(case: Case, goal: Goal) -> str:
    """The answer in a sentence, of a price with the change to type, and what it was checked to lead
    to; or why there is none."""
    answer = goal.answer
    if answer.figure is None or answer.check is None:
        return answer.tell(fmt.SYMBOLS)
    check = case.money(answer.check)
    led = fmt.money(check.value, case.currency, signed=True) if check else fmt.MISSING
    typed = typed_for(case.scenario, "price", answer).get("price") if goal.is_price else ""
    to_type = f" To type: {fmt.true_minus(typed)}." if typed else ""
    return f"{answer.tell(fmt.SYMBOLS)}{to_type} Check: that leads to {led} per car."


Corners = Sequence[tuple[CvpModel, CvpModel]]
"""Two accounts at all that what they rest on can be."""


class Measure(NamedTuple):
    """A row of the scenarios; `is_gain` where more is better, `is_result` for a signed result."""

    label: str
    get: Callable[[Case], Figure | None]
    at: Callable[[CvpModel], Decimal]
    """The same at one point of the inputs."""
    is_gain: bool = False
    is_result: bool = False
    band: Callable[[Scenario], Band | None] = lambda scenario: None
    """Its bounds under ranges, where they are told."""
    has_opex: bool = True
    """Whether it hangs on opex, and so on the result that this follows from."""


def _account_row(label: str, name: str, *, has_opex: bool = False) -> Measure:
    """A figure of the account, by the name that it has there."""
    of, at = attrgetter(name), attrgetter("cars" if name == "deliveries" else name)
    return Measure(label, lambda case: case.money(of(case.account)), at, has_opex=has_opex)


def _result_row(label: str, name: str) -> Measure:
    row = _account_row(label, name, has_opex=True)
    return row._replace(
        is_gain=True, is_result=True, band=lambda scenario: figure_band(scenario, name)
    )


_REVENUE = _account_row("Revenue", "revenue")
_GROSS_PROFIT = _account_row("Gross profit", "gross_profit")
_OPEX = _account_row("Opex", "opex", has_opex=True)
_PER_CAR = _result_row("Result per car", "result_per_car")
_RESULT = _result_row("Result", "result")
_OUTCOME = (_REVENUE, _GROSS_PROFIT, _OPEX, _RESULT, _PER_CAR)
_ALL = (
    _account_row("Cars", "deliveries"),
    _REVENUE,
    _account_row("Revenue per car", "revenue_per_car"),
    _account_row("Cost of sales per car", "cost_of_sales_per_car"),
    _account_row("Gross margin", "gross_margin"),
    _GROSS_PROFIT,
    _OPEX,
    _account_row("Opex per car", "opex_per_car", has_opex=True),
    _PER_CAR,
    _RESULT,
    Measure(
        *("Additional car adds", lambda case: case.contribution, lambda c: c.contribution, True),
        has_opex=False,
    ),
    Measure(
        "Break-even cars",
        lambda case: case.break_even.figure,
        lambda c: needed(c, "deliveries", BREAK_EVEN),
        band=break_even_band,
    ),
)


def outcome_table(published: Case, now: Case) -> Table:
    """What comes out as published, and what comes out now where anything is assumed."""
    heads = Column("", False), Column("reported"), Column("now"), Column("change")
    if not now.is_changed:
        return _marked("Outcome", heads[:2], [_row(measure, [published]) for measure in _OUTCOME])
    names = "now less reported", "now − reported"
    pairs = published.account.beside(now.account)
    rows = [
        (*_row(measure, [published, now]), _difference(measure, published, now, pairs, names))
        for measure in _OUTCOME
    ]
    return _marked("Outcome", heads, rows)


def _marked(title: str, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Table:
    """A table with the marks of its figures in columns of their own."""
    cells = list(zip(*rows, strict=True))
    heads = (head._replace(tail=tail_of(c)) for head, c in zip(columns, cells, strict=True))
    return Table(title, tuple(heads), tuple(zip(*map(aligned, cells), strict=True)))


_UNLIMITED = 1000
"""Columns of a table that may be as wide as it likes."""


def scenario_table(
    cases: Sequence[Case],
    heads: Sequence[str],
    width: int = _UNLIMITED,
    *,
    has_spans: bool = True,
) -> Table:
    """Scenarios A and B, their difference where that has room, and those kept before. Without spans
    what ranges allow stands elsewhere."""
    told: list[list[Cell]] = []
    apart: list[Cell] = []
    first, second, *_ = cases
    pairs = first.account.beside(second.account)
    for measure in _ALL:
        told.append(list(_row(measure, cases)))
        apart.append(_difference(measure, first, second, pairs, ("B less A", "B − A")))
        spans = [_spans(measure, case) for case in cases] if has_spans else []
        if any(cell.text for cell in spans):
            told.append([Cell("  with the ranges", role="muted"), *spans])
            apart.append(Cell(""))
    needed = [
        max(cell_width(cell.text) for cell in column) + tail_of(column)
        for column in zip(*told, strict=True)
    ]
    spare = width - sum(needed) - _BETWEEN * len(needed)
    names = [f"{letter} {head}" for letter, head in zip(LETTERS, heads, strict=False)]
    gap = max(cell_width(cell.text) for cell in apart) + _BETWEEN
    if is_apart := gap <= spare:
        spare -= gap
    titles = [
        Column(
            "\n".join(wrap(name, room + max(spare // len(cases), 0), max_lines=2, placeholder="…"))
        )
        for name, room in zip(names, needed[1:], strict=True)
    ]
    if is_apart:
        titles.insert(2, Column("B−A"))
        for row, cell in zip(told, apart, strict=True):
            row.insert(3, cell)
    return _marked("Scenarios", (Column("", False), *titles), told)


_BETWEEN = 2
"""Cells between two columns."""


def scenario_bounds(cases: Sequence[Case], heads: Sequence[str]) -> Iterator[Bounds]:
    """What ranges allow of the scenarios, as numbers."""
    for measure in _ALL:
        for letter, case, head in zip(LETTERS, cases, heads, strict=False):
            band, figure = measure.band(case.scenario), measure.get(case)
            if band and figure:
                yield _bounds(case, measure.label, f"{letter} {head}", figure, band)


def scenario_export(cases: Sequence[Case], heads: Sequence[str]) -> Table:
    """The same for a file."""
    return _with_ends(scenario_table(cases, heads, has_spans=False), scenario_bounds(cases, heads))


def _spans(measure: Measure, case: Case) -> Cell:
    band, figure = measure.band(case.scenario), measure.get(case)
    if band is None or figure is None:
        return Cell("")
    return Cell(_span_text(case, figure, band), role="muted")


LETTERS = "ABCDEFGH"
"""What the scenarios are called: B is the one that is worked on."""


def _row(measure: Measure, cases: Sequence[Case]) -> tuple[Cell, ...]:
    figures = [measure.get(case) for case in cases]
    size = max(map(fmt.size_of, figures))
    values = (
        _value(measure, case.book, figure, size)
        for case, figure in zip(cases, figures, strict=True)
    )
    return (Cell(measure.label, role="muted"), *values)


def _difference(
    measure: Measure, before: Case, now: Case, pairs: Corners, names: tuple[str, str]
) -> Cell:
    """What lies between two cases, with the end of its label and its formula."""
    old, new = measure.get(before), measure.get(now)
    apart = None
    if old and new and old.unit == new.unit:
        label = f"{new.label}, {names[0]}"
        apart = derive(label, names[1], lambda b, a: b - a, (new, old), new.unit)
        ends = [
            (_shown(before, old, measure.at(a)), _shown(now, new, measure.at(b))) for a, b in pairs
        ]
        if ends and all(end.is_finite() for both in ends for end in both):
            gaps = [round(b - a, _DIGITS) for a, b in ends]
            apart = apart._replace(core=Interval(min(gaps), max(gaps)))
    return _apart(old, new, apart, is_gain=measure.is_gain)


_DIGITS = 9
"""Behind the point; what is left of two equal numbers behind these is the dust of division."""


def _shown(case: Case, figure: Figure, value: Decimal) -> Decimal:
    """A value of a figure in the currency of the results."""
    return case.plain(value) if currency_of(figure.unit) else value


def _apart(old: Figure | None, new: Figure | None, figure: Figure | None, *, is_gain: bool) -> Cell:
    """A difference; it is a profit or a loss only where more is better."""
    text = _short(figure, max(fmt.size_of(old), fmt.size_of(new)), signed=True)
    if old and new and figure and figure.unit == "cars":
        # What is shown beside it is rounded up.
        text = fmt.number(whole_cars(new) - whole_cars(old), signed=True)
    if figure and figure.unit == "%":
        text = f"{fmt.number(figure.value, 1, signed=True)} pt"
    if not any(digit in text for digit in "123456789"):
        return Cell(text, figure, role="muted")
    return Cell(text, figure, role=_role(figure) if is_gain else "")


def _value(measure: Measure, book: FactBook, figure: Figure | None, size: Decimal) -> Cell:
    role = _role(figure) if measure.is_result and figure else ""
    marks = "?" if measure.has_opex and figure and is_unsigned(book, figure) else ""
    return Cell(_short(figure, size, signed=measure.is_result), figure, role=role, marks=marks)


def _role(figure: Figure | None) -> str:
    if figure is None or not figure.value:
        return "muted"
    return "profit" if figure.value > 0 else "loss"


def _short(figure: Figure | None, size: Decimal, *, signed: bool = False) -> str:
    """A figure of a scenario; sums in the power of ten of a size."""
    if figure is None:
        return fmt.MISSING
    if figure.unit == "cars":
        return fmt.number(whole_cars(figure))
    if figure.unit == "%":
        return f"{fmt.number(figure.value, 1, signed=signed)}%"
    currency = currency_of(figure.unit) or ""
    if "/" in figure.unit:
        return each(figure.value, currency, signed=signed)
    return fmt.rounded_total(figure, size, signed=signed)


class Cross(NamedTuple):
    """Deliveries by gross margin: the table and what stands behind its cells."""

    table: Table
    cars: tuple[Decimal, ...]
    margins: tuple[Decimal, ...]
    here: Decimal
    """The margin as it is, which is one of them."""


def cross(case: Case, least: int, most: int, columns: int, rows: int) -> Cross | None:
    """The result per car over round volumes and margins around the present ones.

    None where no other ones can be assumed, and where the present margin is none that can be.
    """
    margin, cars = case.account.gross_margin, case.cars
    if margin is None or cars is None or not case.account.corners:
        return None
    across = _around(cars, least, most, columns)
    middle = margin.value.quantize(Decimal("0.1"))
    half = rows // 2
    down = [middle + MARGIN_STEP * (half - place) for place in range(2 * half + 1)]
    margins = tuple(value for value in down if -1000 <= value <= 100)
    if middle not in margins:
        return None
    return Cross(cross_over(case, across, margins, middle), across, margins, middle)


def cross_over(
    case: Case,
    across: Sequence[Decimal],
    margins: Sequence[Decimal],
    middle: Decimal | None = None,
) -> Table:
    """The result per car at each of these volumes and margins."""
    spots = two_way(case.base, case.change, across, margins)
    body = tuple(
        (
            Cell(
                f"{fmt.number(level, 1)}%",
                role="best" if level == middle else "muted",
                number=level,
            ),
            *(_crossing(case, spot.value) for spot in row),
        )
        for level, row in zip(margins, spots, strict=True)
    )
    heads = (Column(("▼ " if volume == case.cars else "") + cars_text(volume)) for volume in across)
    return Table("Cars by gross margin", (Column("", True), *heads), body)


def _crossing(case: Case, value: Decimal) -> Cell:
    """As short as it goes: of which currency says the title."""
    shown, role = case.plain(value), "profit" if value >= 0 else "loss"
    scale, letter = scale_of(shown)
    places = 1 if letter and abs(shown) < 100 * scale else 0
    text = fmt.number(shown / scale, places, signed=True) + letter
    return Cell(text, role=role, number=shown)


def _around(cars: Decimal, least: int, most: int, count: int) -> tuple[Decimal, ...]:
    """Round volumes over a stretch, the present one among them."""
    width = Decimal(most - least) / count
    step = max(fmt.to_step(width, Decimal(1).scaleb(width.adjusted()), ROUND_CEILING), Decimal(1))
    first = fmt.to_step(Decimal(least), step, ROUND_CEILING)
    round_ones = [first + step * place for place in range(count)]
    nearest = min(round_ones, key=lambda volume: abs(volume - cars))
    return tuple(cars if volume == nearest else volume for volume in round_ones)


def margin_of(case: Case, found: Cross, row: int) -> Figure | None:
    """The gross margin of a row of the cross table."""
    margin = found.margins[row]
    if margin == found.here:
        return case.account.gross_margin
    return assumed(margin, "%", "gross margin", case.base.period)


def change_for_cell(case: Case, found: Cross, row: int, column: int) -> Assumptions:
    """The assumptions of a cell of the cross table."""
    change = case.change._replace(gross_margin=Move(found.margins[row]), cost_per_car=None)
    if column > 0:
        change = change._replace(deliveries=Move(found.cars[column - 1]))
    return change


def with_records(table: Table) -> Table:
    """The same with its rows for programs: figures in full units, else what the cells read."""
    if table.records or not table.rows:
        return table
    heads = (" ".join(column.heading.split()) for column in table.columns)
    fields = tuple(head or table.title for head in heads)
    records = tuple(
        {
            field: cell.text if (number := cell.value) is None else fmt.plain(number)
            for field, cell in zip(fields, row, strict=True)
        }
        for row in table.rows
    )
    return replace(table, records=records, fields=fields)


def of_case(table: Table, case: Case) -> Table:
    """The same for a file, with what it was worked out from: maker, period, assumptions."""
    about = {
        "Maker": case.book.called,
        "Period": case.when,
        "Assumed": holds(case),
        "Currency": case.currency,
    }
    table = with_records(table)
    records = tuple({**about, **record} for record in table.records)
    note = f"{', '.join(about.values())}."
    return replace(table, records=records, fields=(*about, *table.fields), note=note)
