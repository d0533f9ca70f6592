"""The views of costs and of the quarters ahead."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.tabs.calculator.test_screen import SIZE, app_of, screen_of, typed, words_of
from tui.present.table import FORMATS, render
from tui.tabs.calculator.views import VIEWS, CostsPanel, OutlookPanel
from tui.ui.grid import Grid


async def open_view(pilot: Pilot[None], key: str) -> None:
    screen_of(pilot).action_open(key)
    await pilot.pause()


def cells(pilot: Pilot[None], grid: str) -> list[list[str]]:
    table = screen_of(pilot).query_one(grid, Grid).table
    return [[cell.text for cell in row] for row in table.rows]


async def type_over(pilot: Pilot[None], place: int, text: str) -> None:
    """Type over one of the assumptions of the outlook."""
    grid = screen_of(pilot).query_one("#assumed", Grid)
    grid.selected = place
    await pilot.press("enter", "home", "shift+end", *text, "enter")
    await pilot.pause()


async def test_costs_show_the_quarters_and_take_the_fixed_share_into_b() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, CostsPanel.KEY)
        rows = cells(pilot, "#costs Grid")
        assert [row[0] for row in (rows[0], rows[-1])] == ["Q2 24", "Q1 26"]
        assert "as if 80% of it were fixed" in words_of(pilot, "#costs .says")
        assert "Q1 decides it" in words_of(pilot, "#sure")
        await pilot.press("enter")
        assert typed(pilot) == {"opex_fixed_share": "80% in 75%..100%"}


async def test_an_assumption_typed_into_the_outlook_moves_it_and_a_dash_takes_it_back() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        before = cells(pilot, "#ahead")
        assert [row[0] for row in before] == ["Q2 26", "Q3 26", "Q4 26", "Q1 27", "Q2 27", "Q3 27"]
        await type_over(pilot, 1, "550,000")
        assert [row[1] for row in cells(pilot, "#ahead")[:3]] == [
            "156,381*",
            "156,381*",
            "156,382*",
        ]
        assert cells(pilot, "#assumed")[1] == ["Cars of 2026", "550,000"]
        assert "What follows from these assumptions, not a forecast" in words_of(
            pilot, "#outlook .says"
        )
        await type_over(pilot, 1, "-")
        assert cells(pilot, "#ahead") == before
        await type_over(pilot, 0, "2")
        assert len(cells(pilot, "#ahead")) == 2


@pytest.mark.parametrize(
    ("place", "text", "says"),
    [(0, "13", "1 to 12 quarters"), (0, "x", "1 to 12"), (4, "cheap", "Could not read")],
)
async def test_what_cannot_be_read_is_told_and_the_last_outlook_stays(
    place: int, text: str, says: str
) -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        before = cells(pilot, "#ahead")
        await type_over(pilot, place, text)
        assert says in words_of(pilot, "#outlook .says")
        assert cells(pilot, "#ahead") == before


@pytest.mark.parametrize("key", VIEWS)
async def test_every_view_has_rows_to_export(key: str) -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, key)
        table = screen_of(pilot).rows()
        assert table is not None
        assert len(table.records) == len(table.rows) > 0
        for form in FORMATS:
            assert render(table, form).count("\n") > len(table.rows)
