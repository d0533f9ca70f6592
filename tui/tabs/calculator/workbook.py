"""The views of the calculator as sheets of a workbook: inputs in cells, results over them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from tui.economics import per_car
from tui.economics.account import INPUTS, Account, comparable_quarters
from tui.economics.behaviour import behaviour_of, least_squares
from tui.economics.break_even import PARTS, SHARES, Past
from tui.economics.bridge import bridge
from tui.economics.case import Case
from tui.economics.moves import NOTATIONS, ZERO, Move
from tui.economics.outlook import outlook
from tui.economics.plan import Plan, notation
from tui.economics.sensitivity import ranged_tornado
from tui.economics.what_if import FULL
from tui.facts.book import FactBook
from tui.facts.convert import convert, rate_figure, rate_for
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.present.break_even import break_even_table
from tui.present.bridge import bridge_table, remarks
from tui.present.workbook import Sheet
from tui.tabs.calculator.charts import sensitivity_table
from tui.tabs.calculator.costs import cost_table
from tui.tabs.calculator.outlook import WHAT_IT_IS, outlook_bounds, outlook_table
from tui.tabs.calculator.tables import (
    LETTERS,
    cross_over,
    goal_bounds,
    goal_table,
    goals,
    outcome_table,
    scenario_bounds,
    scenario_table,
)

RANGES = "rounding and ranges"


def scenario_sheet(cases: Sequence[Case], heads: Sequence[str]) -> Sheet:
    """Scenarios side by side, each with its assumptions in cells."""
    sheet = Sheet("Scenarios", _title(cases[0]))
    named = zip(LETTERS, cases, heads, strict=False)
    live = [_live(sheet, _untargeted(case), f"{letter}: {head}") for letter, case, head in named]
    sheet.table(scenario_table(live, heads, has_spans=False))
    sheet.bounds(RANGES, scenario_bounds(cases, heads))
    return sheet


def outcome_sheet(case: Case) -> Sheet:
    """What comes out as published, and under the assumptions."""
    sheet = Sheet("Outcome", _title(case))
    now = _live(sheet, _untargeted(case))
    published = replace(now, scenario=replace(now.scenario, moves={}))
    sheet.table(outcome_table(published, now))
    return sheet


def goal_sheet(case: Case) -> Sheet:
    """What each input alone would have to be."""
    sheet = Sheet("Goal seek", _title(case))
    live = _live(sheet, case)
    sheet.table(goal_table(live, goals(live), has_spans=False))
    sheet.bounds(RANGES, goal_bounds(case, goals(case)))
    return sheet


def sensitivity_sheet(case: Case) -> Sheet:
    """What each input alone would move the result per car to."""
    sheet = Sheet("Sensitivity", _title(case))
    live = _live(sheet, case)
    sheet.table(sensitivity_table(live, ranged_tornado(live.scenario)))
    return sheet


def cross_sheet(case: Case, cars: Sequence[Decimal], margins: Sequence[Decimal]) -> Sheet:
    """The result per car by deliveries and gross margin, both in cells."""
    sheet = Sheet("Table", _title(case))
    live = _live(sheet, case)
    across = [sheet.number(f"cars {at}", volume, "cars") for at, volume in enumerate(cars, 1)]
    down = [sheet.number(f"gross margin {at}", level, "%") for at, level in enumerate(margins, 1)]
    sheet.table(cross_over(live, across, down))
    return sheet


def break_even_sheet(case: Case, past: Sequence[Past]) -> Sheet:
    """Break-even by what is fixed of opex and of cost of sales, both in cells."""
    sheet, scenario = Sheet("Break-even", _title(case)), case.scenario
    still = replace(case, scenario=scenario.without("opex_fixed_share", "cost_fixed_share"))
    live = _live(sheet, still)
    shares = [sheet.number(f"opex fixed {at}", share, "%") for at, share in enumerate(SHARES, 1)]
    parts = [sheet.number(f"cost fixed {at}", part, "%") for at, part in enumerate(PARTS, 1)]
    sheet.table(break_even_table(live.scenario.without("deliveries"), past, shares, parts))
    return sheet


def bridge_sheet(book: FactBook, before: Account, after: Account, currency: str) -> Sheet:
    """From one result per car to another, over the inputs of both periods."""
    names = [str(base.period or "") for base in (before, after)]
    sheet = Sheet("Bridge", f"{book.called}, result per car, {names[0]} to {names[1]}")
    sides: list[Account] = []
    for base, name in zip((before, after), names, strict=True):
        sheet.head(f"{name}, {base.basis}", "value", "from", "to", "unit")
        sides.append(_account(sheet, base))
        book = _rated(sheet, book, currency, base.period)

    def money(figure: Figure, at: Period | None = None) -> Figure:
        return convert(book, figure, currency, at) or figure

    if found := bridge(sides[0], sides[1], money):
        sheet.table(bridge_table(found, *names))
        moved = sum((cause.figure.value for cause in found.causes), found.start.value)
        sheet.line("Check: start and causes less end", moved - found.end.value, form="#,##0")
        for text, figure in remarks(found, {}):
            sheet.line(text)
            if figure:
                sheet.rests_on(figure)
    return sheet


def costs_sheet(book: FactBook) -> Sheet:
    """How opex moved with cars: the quarters, their steps, and the line through these."""
    sheet = Sheet("Costs", f"{book.called}, opex and cars by quarter")
    sheet.head("As reported", "value", "from", "to", "unit")
    quarters = [_account(sheet, base, f"{base.period} ") for base in comparable_quarters(book)]
    found = behaviour_of(quarters)
    if found is None:
        return sheet
    sheet.head("Opex", f"in {book.currency}")
    for base in quarters:
        if opex := per_car.opex(base):
            sheet.line(str(base.period), opex.value, form="#,##0")
    sheet.head("Step to", "opex before × growth of cars", "change of opex")
    volumes, moves = [], []
    for step in found.steps:
        before, after = step.before, step.after
        growth = after.cars.value / before.cars.value - 1
        volumes.append(before.opex.value * growth)
        moves.append(after.opex.value - before.opex.value)
        sheet.line(str(after.base.period), volumes[-1], moves[-1], form="#,##0")
    line = least_squares(volumes, moves)
    sheet.head("Least squares", "value", "standard error")
    sheet.line("Variable share", line.slope, line.slope_error, form="0.0000")
    sheet.line("Drift a quarter", line.constant, line.constant_error, form="#,##0")
    sheet.line("Fixed share, %", (1 - line.slope) * 100, line.slope_error * 100, form="0.00")
    fit = found.fit
    for name, figure, form in (("Fixed", fit.fixed_share, "0.00"), ("Drift", fit.drift, "#,##0")):
        sheet.line(f"{name}, rounding alone", figure.low, figure.high, form=form)
    sheet.table(cost_table(found))
    return sheet


def outlook_sheet(book: FactBook, plan: Plan) -> Sheet:
    """The quarters ahead over the last reported one and what is assumed."""
    start = plan.start
    sheet = Sheet("Outlook", f"{book.called} after {start.period}: {WHAT_IT_IS.lower()}")
    sheet.head(f"{start.period}, {start.basis}", "value", "from", "to", "unit")
    live, years = _account(sheet, start), {year.text for year in plan.years}
    before = tuple(
        _account(sheet, base, f"{base.period} ")
        for base in plan.before
        if base.period and base.period.text[:4] in years
    )
    delivered = {
        text: sheet.input(f"deliveries {text}", figure)
        for text, figure in plan.delivered.items()
        if text[:4] in years
    }
    sheet.head("Assumed, each quarter", "value", "from", "to", "unit")
    taken = {name: _move(sheet, name, move, start) for name, move in plan.taken.items()}
    found = outlook(replace(plan, start=live, delivered=delivered, moves=taken, so_far=before))
    sheet.head("Opex", f"in {start.currency}")
    for ahead in found.paths[0]:
        sheet.line(str(ahead.period), ahead.opex, form="#,##0")
    sheet.table(outlook_table(found, has_bounds=False))
    sheet.bounds(RANGES, outlook_bounds(outlook(plan)))
    return sheet


def _title(case: Case) -> str:
    base = case.published
    return f"{case.book.called}, {base.period or case.when}, {base.basis}, {base.currency}"


def _untargeted(case: Case) -> Case:
    """The same without a target, which no figure of an account follows from."""
    return replace(case, scenario=case.scenario.without("target"))


_STILL = {
    "price": Move(ZERO, "by"),
    "cost_per_car": Move(ZERO, "by"),
    "opex_fixed_share": Move(FULL),
    "cost_fixed_share": Move(ZERO),
}
"""What a cell assumes that nothing was typed into."""


def _live(sheet: Sheet, case: Case, name: str = "Assumed") -> Case:
    """The same case over cells, with a cell for whatever can be assumed."""
    sheet.head("As reported", "value", "from", "to", "unit")
    base = _account(sheet, case.published)
    book = _rated(sheet, case.book, case.wanted, base.period)
    sheet.head(name, "value", "from", "to", "unit")
    still = dict(_STILL)
    if base.deliveries:
        still = {"deliveries": Move(base.deliveries.value), **still}
    typed = case.scenario.moves
    if "gross_margin" in typed:
        del still["cost_per_car"]
    moves = {
        key: _move(sheet, key, move, case.published) for key, move in {**still, **typed}.items()
    }
    live = replace(case, book=book, scenario=replace(case.scenario, published=base, moves=moves))
    # What the figures below have in common has cells of its own, so that their formulas are short.
    for model in live.account.corners[:1]:
        sheet.line("implied opex", model.reported_opex, form="#,##0")
        sheet.line("revenue", model.revenue, form="#,##0")
        sheet.line("cost of sales", model.cost_of_sales, form="#,##0")
        sheet.line("opex", model.opex, form="#,##0")
    return live


def _account(sheet: Sheet, base: Account, of: str = "") -> Account:
    live: dict[str, Any] = {
        name: sheet.input(f"{of}{base.basis if name == 'result' else INPUTS[name]}", figure)
        for name in dict.fromkeys((*base.account, *base.price))
        if (figure := base.get(name))
    }
    return base._replace(**live)


def _rated(sheet: Sheet, book: FactBook, currency: str, period: Period | None) -> FactBook:
    """The same facts with the rate of a period in a cell, where money is to be converted."""
    rate = rate_for(book, currency, period) if period and currency != book.currency else None
    if rate is None:
        return book
    label = f"{rate.base} per {rate.currency}, {rate.period}"
    mean = sheet.input(label, rate_figure(rate)).value
    rates = (one._replace(mean=mean) if one is rate else one for one in book.rates)
    return replace(book, rates=tuple(rates))


_KINDS = {"to": "", "by": ", change", "percent": ", change in %"}


def _move(sheet: Sheet, name: str, move: Move, base: Account) -> Move:
    kind = NOTATIONS[notation(name)].kind
    unit = {"cars": "cars", "percent": "%", "each": base.per_car}.get(kind, base.currency)
    label = f"{name.replace('_', ' ')}{_KINDS[move.kind]}"
    ends = (move.low, move.high) if move.ends else (None, None)
    value = sheet.number(label, move.value, "%" if move.kind == "percent" else unit, ends)
    if move.low is not None and move.low != move.high:
        return move._replace(value=value)
    # As one end of a range it counts also where it repeats what was reported.
    return Move(value, move.kind, move.half, value, value)
