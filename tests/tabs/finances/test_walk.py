"""By keys alone to every number of the Finances, by quarter, year and half-year."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.tabs.finances.accounts import BETTER, FULL, accounts
from tests.walking import Stop, Walk, in_full, stop_at, untold, walks
from tui.app.program import XevApp
from tui.checks.promises import resolve_forecasts
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.present.contested import Contested, contested_in
from tui.tabs.finances.periods import KINDS
from tui.tabs.finances.present import FinancesView, Page, page_of
from tui.tabs.finances.table import periods_table
from tui.tabs.finances.widgets import car_bars, gross_bars

SIZE = (280, 46)
"""Everything has room, the drawer beside it too."""
SMALL = accounts(
    {f"2025-Q{n}": account for n, account in enumerate((FULL, BETTER, FULL, BETTER), 1)}
)


@pytest.mark.nightly
@pytest.mark.parametrize("by", KINDS)
@walks(SMALL)
async def test_every_number_of_every_period(walked: FactBook, by: str) -> None:
    app = XevApp(walked, tab="finances")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*["p"] * KINDS.index(by), "s")
        walk = Walk(pilot)
        await _through(walk)
    assert not walk.blind()
    page = page_of(walked, "CNY", by)
    assert not walk.missed(_expected(page, contested_in(walked)))
    for at in range(len(page.spans)):
        assert not untold(walk.everything(), " ".join(FinancesView(page, at).sentences))


async def _through(walk: Walk) -> None:
    """Through the trends, the average car of each period, the table and the margin of each."""
    for block in ("trend", "cars", "gross", "car", "table"):
        if block == "car":
            await _over_periods(walk)
        else:
            await walk.rows(across=block == "table")
        await walk.pilot.press("tab" if block != "table" else "s")
    # The drawer takes the place of the margin, unless it is asked from there.
    await walk.pilot.press("tab", "s")
    await _over_periods(walk)


async def _over_periods(walk: Walk) -> None:
    """All rows of a block, period by period."""
    await walk.press("home")
    await walk.all_along("left")
    await walk.rows()
    await walk.press("home")
    while await walk.press("right"):
        await walk.rows()
        await walk.press("home")


def _expected(page: Page, contested: Contested) -> Iterator[Stop]:
    spans = page.spans
    for span in spans:
        if figure := span.result_per_car:
            text = f"{fmt.amount(figure, signed=True)} {fmt.plus_minus(figure)}"
            yield Stop("trend", span.name, text)
    for name, bars in (("cars", car_bars(spans)), ("gross", gross_bars(spans))):
        yield from (Stop(name, bar.label, bar.text) for bar in bars if bar.value is not None)
    table = periods_table(page.rows, page.by, SIZE[0], contested=contested)
    for row in table.rows:
        for column, cell in zip(table.columns, row, strict=True):
            if cell.figure:
                name = f"{row[0].text.strip()}, {column.heading}"
                yield Stop("table", name, in_full(cell.text, column.heading))
    for at in range(len(spans)):
        view = FinancesView(page, at)
        book = view.span.book
        lines = view.margin(resolve_forecasts(book), contested_in(book))
        yield from _steps(view)
        told = (line for line in lines if line.about)
        yield from (Stop("margin", line.lead, line.text) for line in told)


def _steps(view: FinancesView) -> Iterator[Stop]:
    return (Stop("car", step.label, step.text) for step in view.steps)


@walks(SMALL)
async def test_every_number_of_the_bridges(walked: FactBook) -> None:
    app = XevApp(walked, tab="finances")
    page = page_of(walked, "CNY", KINDS[0])
    known = [n for n, span in enumerate(page.spans) if span.counts]
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("tab", "tab", "tab", "s", "b")
        walk = Walk(pilot)
        await _over_periods(walk)
    assert not walk.blind()
    for other in known[:-1]:
        view = FinancesView(page, known[-1], other=other)
        assert not walk.missed(_steps(view))


async def test_a_cell_stays_under_the_cursor_when_the_drawer_opens(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*["tab"] * 2, "up", *["right"] * 5)
        before = stop_at(pilot)
        await pilot.press("s")
        assert stop_at(pilot) == before
