"""The views of the tables, of costs and of the quarters ahead."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from tests.seen import text_of
from tests.tabs.calculator.test_screen import (
    SIZE,
    app_of,
    fields_of,
    screen_of,
    state_of,
    typed,
    words_of,
)
from tui.present.table import FORMATS, render
from tui.tabs.calculator.panels import CrossPanel
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


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_table_has_break_even_by_what_is_fixed_and_a_cell_goes_into_b(
    size: tuple[int, int],
) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, CrossPanel.KEY)
        screen = text_of(pilot.app)
        rows = cells(pilot, "#evens Grid")
        assert rows[0] == ["100%", "143,521 Q4 25", "133,131 Q4 25", "125,696 Q4 25"]
        assert rows[-1][1] == "193,513     ▲"
        assert all(cell in screen for row in rows for cell in row)
        assert "▲ beyond any ever delivered" in screen
        grid = screen_of(pilot).query_one("#evens Grid", Grid)
        grid.focus()
        await pilot.press("end", "right", "right", "enter")
        assert typed(pilot) == {"opex_fixed_share": "75%", "cost_fixed_share": "5%"}
        exported = screen_of(pilot).rows()
        assert exported
        assert exported.columns[0].heading == "Opex fixed"


async def test_no_volume_that_breaks_even_is_never() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        state_of(pilot).type({"price": "-30%"})
        await open_view(pilot, CrossPanel.KEY)
        assert {cell for row in cells(pilot, "#evens Grid") for cell in row[1:]} == {"never"}


async def test_what_is_out_of_sight_is_counted_and_the_worst_combination_told_at_80x24() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        state_of(pilot).type({"deliveries": "90k..95k", "opex_fixed_share": "75%..100%"})
        screen_of(pilot).show_state()
        await pilot.pause(0.1)
        screen, lines = text_of(pilot.app), fields_of(pilot).canvas().lines()
        assert "Worst: cars 90,000, fixed share 75%; best: cars 95,000," in screen
        assert "fixed share 100%." in screen
        hidden = [row for row in fields_of(pilot).rows if row.field.label not in "\n".join(lines)]
        assert lines[-1].rstrip().endswith(f"↓ {len(hidden)} more")
        await pilot.press("end")
        await pilot.pause()
        assert f"↑ {len(hidden)} more" in fields_of(pilot).canvas().lines()[-1]
