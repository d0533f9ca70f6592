"""By keys alone to every number of the Calculator, the published ones and the reader's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest
from textual.pilot import Pilot

from tests.seen import drawer_text
from tests.tabs.finances.accounts import BETTER, FULL, accounts
from tests.walking import Stop, Walk, numbers, untold, walks
from tui.app.program import XevApp
from tui.economics.case import Case
from tui.economics.sensitivity import tornado
from tui.facts.book import FactBook
from tui.present.table import Table
from tui.tabs.calculator.charts import bridge_steps, bridge_to, span_of, tornado_row
from tui.tabs.calculator.fields import entries
from tui.tabs.calculator.panels import ROWS
from tui.tabs.calculator.present import adds, even, finding, formula, headings, past_errors
from tui.tabs.calculator.screen import Calculator
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import cross, goal_table, goals, outcome_table, scenario_table
from tui.tabs.calculator.views import VIEWS

SIZE = (200, 60)
GRIDS = ("goal", "table", "scenarios")
SMALL = accounts({"2025-Q1": FULL, "2025-Q2": BETTER})


@pytest.mark.nightly
@walks(SMALL)
async def test_every_number_of_the_published_account(walked: FactBook) -> None:
    state = CalculatorState(walked, "CNY")
    app = XevApp(walked, tab="calculator")
    async with app.run_test(size=SIZE) as pilot:
        walk = Walk(pilot)
        await _through(walk)
        shown = _sentences(state.case, state)
    assert not walk.blind()
    assert not walk.missed(_expected(state.case, state))
    assert not walk.missed(_as_wide_as_shown(walk, state))
    assert not untold(walk.everything(), shown)


@pytest.mark.nightly
async def test_every_number_of_an_account_of_the_readers_own(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("equals_sign", *"95869", "enter", "down", "down", "2", "4", "%", "enter")
        walk = Walk(pilot)
        await _through(walk)
        state = _state(pilot)
    assert set(state.texts) == {"deliveries", "gross_margin"}
    assert not walk.blind()
    assert not walk.missed(_expected(state.case, state))
    assert not walk.missed(_as_wide_as_shown(walk, state))
    for name, text in (("Cars", "95,869"), ("Gross margin", "24%")):
        assert "your assumption" in walk.told[Stop("fields", name, text)]


def _state(pilot: Pilot[None]) -> CalculatorState:
    screen = pilot.app.screen
    assert isinstance(screen, Calculator)
    return screen.state


async def _through(walk: Walk) -> None:
    """The curve, every view, the assumptions; the caveats come last."""
    await walk.pilot.press("escape", "escape", "s")
    walk.note()
    first, *views = VIEWS
    for view in (*views, first):
        await walk.pilot.press("v")
        await walk.pilot.pause()
        if view == first:
            walk.note()
        else:
            await walk.rows(across=view in GRIDS)
    await walk.pilot.press("s", "escape", "s")
    await walk.rows()
    await walk.pilot.press("tab")
    await walk.rows(across=True)
    await walk.pilot.press("i")
    walk.told[Stop("caveats", "", "")] = drawer_text(walk.pilot)


def _expected(case: Case, state: CalculatorState) -> Iterator[Stop]:
    for entry in entries(case):
        yield Stop("fields", entry.field.label, entry.text)
    for swing in tornado(case.base, case.change):
        row = tornado_row(case, swing)
        yield Stop("sensitivity", row.label, " … ".join(text for text, _ in row.texts()))
    yield from _cells("goal", goal_table(case, goals(case)))
    yield from _cells("outcome", outcome_table(state.as_published, case))
    before = state.base(state.neighbour(state.period, -1))
    built = bridge_to(case, before)
    assert built
    for step in bridge_steps(case, before, built):
        yield Stop("bridge", step.label, step.text)


def _as_wide_as_shown(walk: Walk, state: CalculatorState) -> Iterator[Stop]:
    """All cells of the two tables whose columns depend on the room."""
    span, rows = span_of(state.case, state.past()), ROWS["-wide"]
    tables = (found.table for n in range(2, 10) if (found := cross(state.case, *span, n, rows)))
    yield from _cells("table", _shown(walk, "table", tables))
    cases = state.side_by_side
    rooms = (scenario_table(cases, headings(cases), room) for room in range(40, SIZE[0]))
    yield from _cells("scenarios", _shown(walk, "scenarios", rooms))


def _shown(walk: Walk, block: str, tables: Iterable[Table]) -> Table:
    """The one of some tables whose columns were visited."""
    seen = {stop.name.partition(", ")[2] for stop in walk.told if stop.block == block}
    return next(t for t in tables if {column.heading for column in t.columns} - {""} == seen - {""})


def _cells(block: str, table: Table) -> Iterator[Stop]:
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            if any(numbers(cell.text)):
                yield Stop(block, f"{row[0].text.strip()}, {column.heading}", cell.text)


def _sentences(case: Case, state: CalculatorState) -> str:
    """All that is said of the account in words."""
    parts = (finding(case), even(case), adds(case), past_errors(case, state.test))
    return " ".join((*parts, *(text for text, _ in formula(case))))
