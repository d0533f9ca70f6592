"""An outlook as rows and sentences, and the promises it would keep or break."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from tui.checks.index import FactIndex
from tui.checks.promises import Promise, resolve_forecasts, would_be
from tui.economics.moves import Move, ranges_of, written
from tui.economics.outlook import CONCEPTS, CUMULATIVE, Banded, Expected, Outlook
from tui.economics.plan import Plan, notation
from tui.economics.what_if import CALLED
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.convert import rates_between
from tui.facts.figure import Figure
from tui.facts.model import Forecast
from tui.facts.period import Period, quarters_of
from tui.present.assumed import HELD
from tui.present.table import Cell, Column, Table
from tui.present.workbook import Bounds
from tui.ui.charts.data import IntervalRow

BILLION = Decimal(10) ** 9
_SHOWN_TO = BILLION / 100
WHAT_IT_IS = "A projection from these assumptions, not a forecast"

_HEADS = {
    "deliveries": "Cars",
    "revenue": "Revenue",
    "operating_result": "Result",
    "profit_per_car": "Per car",
    CUMULATIVE: "Cumul.",
}
"""What is shown, and its heading."""
_RANGED, _ROUNDED = "with the ranges", "by rounding"
KEYS = (
    *("deliveries", "revenue", "gross_margin_percent", "opex", "operating_result"),
    *("profit_per_car", CUMULATIVE),
)
_ENDS = {
    "": ROUND_HALF_EVEN,
    "_low": ROUND_FLOOR,
    "_high": ROUND_CEILING,
    "_assumed_low": ROUND_FLOOR,
    "_assumed_high": ROUND_CEILING,
}
"""The value and its bounds, and how they are rounded."""
FIELDS = ("period", "kind", "delivered", *(f"{key}{end}" for key in KEYS for end in _ENDS))


def outlook_table(found: Outlook, *, is_brief: bool = False, has_bounds: bool = True) -> Table:
    """One row a quarter, and one a year behind its last; the result with its bounds by rounding,
    and with the ranges on top.

    The brief one has only those that matter most.
    """
    bounds = []
    if has_bounds and found.ranged:
        bounds.append(Column(_RANGED))
    if has_bounds and not (is_brief and found.ranged):
        bounds.append(Column(_ROUNDED, spare=bool(found.ranged)))
    cars, revenue, result, each, total = _HEADS.values()
    columns = (
        Column("Quarter", False),
        Column(cars),
        Column(revenue, in_billions=True),
        Column(result, in_billions=True),
        Column(each),
        *bounds,
        Column(total, in_billions=True),
    )
    steps = _steps(found)
    rows = tuple(_row(step, {column.heading for column in bounds}) for step in steps)
    return Table(WHAT_IT_IS, columns, rows, tuple(map(record, steps)), FIELDS)


def outlook_export(found: Outlook) -> Table:
    """The same for a file: each record and the note tell the currency and what is assumed."""
    table, currency = outlook_table(found), found.plan.start.currency
    words = f"From {fmt.period(found.plan.start.period)}: {'; '.join(assumed(found.plan))}"
    told = {"currency": currency, "assumed": words}
    return replace(
        table,
        records=tuple({**row, **told} for row in table.records),
        fields=(*table.fields, *told),
        note=f"{table.title}. In bn {currency}, per car in {currency}; * cars assumed. {words}.",
    )


def outlook_bounds(found: Outlook) -> Iterator[Bounds]:
    """The bounds with the ranges of all that it shows, as numbers."""
    for step in _steps(found):
        for key, head in _HEADS.items():
            figure, band = step.figures.get(key, (None, None))
            if figure and band and band.low < band.high:
                yield Bounds(fmt.period(step.period), head, band.low, band.high, figure.unit)


def _steps(found: Outlook) -> list[Expected]:
    return sorted((*found.expected, *found.years), key=_place)


def _place(step: Expected) -> tuple[date, bool]:
    """A year stands behind the last of its quarters."""
    return step.period.end or date.max, step.period.kind == "year"


def _row(step: Expected, bounds: Collection[str]) -> tuple[Cell, ...]:
    total = step.figures.get(CUMULATIVE)
    cars, revenue, result, each = (step.figures[key] for key in _HEADS if key != CUMULATIVE)
    role = "loss" if step.is_loss else "profit"
    core, band = result.figure.core, result.band
    ends = [(band.low, band.high)] if band and _RANGED in bounds else []
    ends += [(core.lo, core.hi)] if _ROUNDED in bounds else []
    return (
        Cell(fmt.period(step.period)),
        Cell(fmt.number(cars.figure.value) + ("" if step.is_delivered else "*"), cars.figure),
        Cell(_billions(revenue.figure.value), revenue.figure),
        Cell(_billions(result.figure.value, signed=True), result.figure, role=role),
        Cell(fmt.number(each.figure.value, signed=True), each.figure, role=role),
        *(Cell(_from_to(*pair), role="muted") for pair in ends),
        Cell(_billions(total.figure.value, signed=True), total.figure) if total else Cell(""),
    )


def taken_in(plan: Plan) -> str:
    """From which quarter it starts, and of which later ones the cars are taken."""
    return ", cars of ".join(filter(None, (fmt.period(plan.start.period), _delivered(plan))))


def reported_in(found: Outlook) -> str:
    """What is reported of a year that is added up: `2026 with Q1`, `2025 with 3 quarters`."""
    start = found.plan.start.period
    for year in found.years[:1]:
        told = [part for part in quarters_of(year.period) if start and part.order <= start.order]
        if told:
            count = fmt.counted(Decimal(len(told)), "quarters")
            return f"{year.period} with {count if told[1:] else 'Q1'}"
    return ""


def without_row(found: Outlook) -> list[str]:
    """Why a year has no row that the quarters ahead end, or of which the cars are assumed."""
    plan, told = found.plan, []
    start, last, shown = plan.start, plan.periods[-1], {year.period for year in found.years}
    for year in plan.years:
        quarters = quarters_of(year)
        ends = quarters[-1].order <= last.order
        if year in shown or not (ends or f"deliveries_{year}" in plan.moves):
            continue
        known = {start.period, *plan.periods, *(base.period for base in plan.before)}
        lacking = [fmt.period(part) for part in quarters if part not in known]
        why = f"not known on the same basis ({start.basis})" if ends else "not in it"
        told.append(f"No row for {year}: {fmt.joined(lacking)} {why}.")
    return told


def stays(book: FactBook, plan: Plan, wanted: str) -> str:
    """Why it is not in the currency asked for; empty where it is."""
    own = plan.start.currency
    if wanted == own:
        return ""
    why = "Projected as reported"
    if lacking := [when for when in plan.periods if not rates_between(book, own, wanted, when)]:
        why = f"No average rate for {own} to {wanted} from {fmt.period(lacking[0])} on"
    return f"{why}; figures stay in {own}."


def outlook_bars(found: Outlook) -> tuple[IntervalRow, ...]:
    """The result of each quarter: thick by rounding, thin with the ranges on top."""
    return tuple(_bar(step) for step in found.expected)


def _bar(step: Expected) -> IntervalRow:
    found = step.figures["operating_result"]
    figure, (low, high) = found.figure, found.ends
    return IntervalRow(
        fmt.period(step.period),
        float(low),
        float(high),
        f"{_billions(figure.value, signed=True)}bn",
        float(figure.low),
        float(figure.high),
        float(figure.value),
        role="loss" if step.is_loss else "profit",
    )


def _billions(value: Decimal, *, signed: bool = False) -> str:
    return fmt.number(value / BILLION, 2, signed=signed)


def _from_to(low: Decimal, high: Decimal) -> str:
    """Both bounds, rounded outwards to hundredths of a billion."""
    ends = (fmt.to_step(low, _SHOWN_TO, ROUND_FLOOR), fmt.to_step(high, _SHOWN_TO, ROUND_CEILING))
    return " to ".join(_billions(end, signed=True) for end in ends)


def record(step: Expected) -> dict[str, object]:
    """A quarter or a year for programs: each figure, its bounds, and those with the ranges."""
    when = step.period
    out: dict[str, object] = {
        "period": when.text,
        "kind": when.kind,
        "delivered": step.is_delivered,
    }
    for key in KEYS:
        out |= _ends(key, step.figures.get(key))
    return out


def _ends(key: str, found: Banded | None) -> dict[str, object]:
    if found is None:
        return {f"{key}{end}": None for end in _ENDS}
    figure = found.figure
    values = (figure.value, figure.low, figure.high, *found.ends)
    return {
        f"{key}{end}": fmt.plain(value, rounding)
        for (end, rounding), value in zip(_ENDS.items(), values, strict=True)
    }


_EACH_QUARTER = ("deliveries", "opex_drift")
_WORDS = CALLED | {"deliveries": "cars", "opex_drift": "drift of opex"}


def cumulated(found: Outlook) -> tuple[str, str] | None:
    """The least and the most that all quarters ahead come to with the ranges; None without any."""
    figure, band = found.expected[-1].figures[CUMULATIVE]
    if band is None:
        return None
    ends = ((band.low, ROUND_FLOOR), (band.high, ROUND_CEILING))
    low, high = (fmt.coded_bound(end, figure.unit, rounding) for end, rounding in ends)
    return low, high


def assumed(plan: Plan) -> Iterator[str]:
    """Every assumption in words, as typed or as preset; the rest stays as it was."""
    for name, move in plan.taken.items():
        again = " each quarter" if move.kind != "to" or name in _EACH_QUARTER else ""
        fitted = f", fitted to {' to '.join(map(fmt.period, plan.fitted))}"
        preset = "" if name in plan.moves else fitted if plan.fitted else ", as preset"
        yield f"{_words(name, move)}{again}{preset}"
    if plan.hold == "margin":
        yield HELD
    if delivered := _delivered(plan):
        yield f"cars of {delivered} as delivered"
    runs = () if "deliveries" in plan.moves else plan.left
    yield from (_kept(plan, before, run) for before, run in runs if before != plan.start.period)
    yield f"everything else as in {fmt.period(plan.start.period)}"
    for base in plan.published:
        known = [figure for figure in (base.revenue, base.gross_margin, base.result) if figure]
        told = [f"{figure.label} {fmt.coded_amount(figure)}" for figure in known]
        unsigned = " (unsigned)" if base.result and base.backing == Backing.UNSIGNED else ""
        if told:
            yield f"not taken of {fmt.period(base.period)}: {fmt.joined(told)}{unsigned}"


def _delivered(plan: Plan) -> str:
    """The quarters ahead of which the cars are a fact; of many in a row the first and the last."""
    found = [period for period in plan.periods if period.text in plan.delivered]
    if len(found) > 2 and found == list(plan.periods[: len(found)]):
        return _in_a_row(found)
    return fmt.joined([fmt.period(period) for period in found])


def _kept(plan: Plan, before: Period, run: Sequence[Period]) -> str:
    """What is taken of quarters of which nothing is said: `cars from Q1 27 on as in Q4 26`."""
    is_last = run[-1] == plan.periods[-1]
    those = f"from {fmt.period(run[0])} on" if is_last else f"of {_in_a_row(run)}"
    return f"cars {those} as in {fmt.period(before)}"


def _in_a_row(periods: Sequence[Period]) -> str:
    """The first and the last of them."""
    return " to ".join(dict.fromkeys(map(fmt.period, (periods[0], periods[-1]))))


def beyond(found: Outlook) -> str:
    """That more cars are assumed of a quarter than any had."""
    if (most := found.beyond_any) is None:
        return ""
    return (
        f"{fmt.number(most.cars)} cars in {fmt.period(most.period)} are more than in any quarter "
        f"so far ({fmt.number(most.past.cars)} in {most.past.label})."
    )


def as_year(found: Outlook) -> str:
    """How the cars of a year are typed, where as many are assumed of each quarter."""
    most, move = found.beyond_any, found.plan.moves.get("deliveries")
    if most is None or move is None or move.kind != "to":
        return ""
    year, least = most.period.text[:4], move.low or move.value
    if least <= most.past.cars or f"deliveries_{year}" in found.plan.moves:
        return ""
    return f"For the cars of a year type {written(move, 'deliveries')} in {year}."


def ends_in_words(ends: Mapping[str, Move]) -> str:
    """At which ends of the ranges a bound lies: `fixed share of opex 100%, price −1%`."""
    return fmt.joined([_words(name, move) for name, move in ends.items()])


def _words(name: str, move: Move) -> str:
    word = _WORDS.get(name) or f"cars of {name[-4:]}"
    if move.kind != "to" and not (move.value or ranges_of({name: move})):
        return f"{word} unchanged"
    return fmt.true_minus(f"{word} {written(move, notation(name))}")


class Foreseen(NamedTuple):
    """An open promise and what the path would make of it."""

    forecast: Forecast
    outcome: Figure
    promise: Promise
    at_ends: tuple[str, ...]
    """The verdicts at the two bounds with ranges; empty where there are none."""

    @property
    def kept(self) -> bool | None:
        """Whether it would be kept; None where that depends on the ranges."""
        found = {verdict == "met" for verdict in (self.promise.verdict, *self.at_ends)}
        return found.pop() if len(found) == 1 else None


def foreseen(book: FactBook, found: Outlook) -> tuple[Foreseen, ...]:
    """Every promise that is open and that the path decides, in the order of the file."""
    evidence, told = FactIndex(book), []
    for promise in resolve_forecasts(book):
        expects = promise.forecast.expects
        key = CONCEPTS.get(expects.concept)
        if promise.verdict not in ("open", "overdue") or expects.dims != book.home:
            continue
        if key is None or expects.period is None or expects.quantity is None:
            continue
        total = found.over(key, expects.period)
        if total is None or total.figure.unit != expects.quantity.unit:
            continue
        ends = (total.band.low, total.band.high) if total.band else ()
        told.append(
            Foreseen(
                promise.forecast,
                total.figure,
                would_be(evidence, promise.forecast, total.figure),
                tuple(
                    would_be(evidence, promise.forecast, total.figure.at(end)).verdict
                    for end in ends
                ),
            )
        )
    return tuple(told)


def foreseen_says(book: FactBook, item: Foreseen) -> str:
    """`550,000 cars in 2026 (Lei Jun): met, 550,000 cars`."""
    who, promise = book.speaker(item.forecast.by) or "somebody", item.promise
    verdict = {True: "met", False: "missed", None: "met or missed within the ranges"}[item.kept]
    side = "above" if promise.is_exceeded else "below"
    apart = f", {promise.apart} {side}" if promise.apart and not item.kept else ""
    if item.kept is False and promise.is_exceeded:
        verdict, apart = f"exceeded by {promise.apart}".removesuffix(" by "), ""
    return f"{item.forecast.title} ({who}): {verdict}, {fmt.coded_amount(item.outcome)}{apart}"


SIGNS = {True: "✓", False: "✗", None: "~"}


def said(book: FactBook, items: Sequence[Foreseen]) -> Iterator[tuple[str, str]]:
    """A sign and a sentence for each promise."""
    for item in items:
        yield SIGNS[item.kept], foreseen_says(book, item)
