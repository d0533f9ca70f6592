"""The Finances tab: one quarter drives everything, and every number can be asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits

from tui.app import XevApp
from tui.facts.book import FactBook
from tui.screens.finances import Finances
from tui.widgets.charts import BarTrend, Waterfall
from tui.widgets.drawer import Drawer
from tui.widgets.grid import Grid
from tui.widgets.prose import Prose

Running = tuple[Pilot[None], Finances]


@asynccontextmanager
async def running(book: FactBook, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    app = XevApp(book, tab="finances")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finances)
        yield pilot, app.screen


def said(screen: Finances) -> str:
    return str(screen.query_one("#said").render())


def drawer_text(screen: Finances) -> str:
    return str(screen.query_one(Drawer).query_one(Prose).render())


async def test_it_opens_on_the_newest_quarter_with_a_result(shipped: FactBook) -> None:
    async with running(shipped) as (_, screen):
        assert screen.query_one("#big", Digits).value == "-38,340"
        assert "Xiaomi lost ¥38,340 on each car, after earning ¥6,891" in said(screen)


async def test_arrows_choose_the_quarter_and_everything_follows(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left")
        assert "yuan per car, Q1 25, ± 659" in said(screen)
        assert "Xiaomi lost ¥6,590 on each car, 34% less than the quarter before." in said(screen)
        assert screen.query_one(Grid).selected == screen.query_one(BarTrend).selected == 3
        assert [step.text for step in screen.query_one(Waterfall).steps] == [
            "¥244,896",
            "−¥188,153",
            "¥56,742",
            "−¥63,333",
            "−¥6,590",
        ]


async def test_the_change_of_basis_is_marked(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        notes = [bar.note for bar in screen.query_one(BarTrend).bars]
        assert notes == ["", "", "operating result", "", "", "", "", ""]
        await pilot.press("home")
        assert "on the adjusted net result" in said(screen)


async def test_currency_converts_at_the_mean_of_each_quarter(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left", "c")
        assert "dollars per car, Q1 25, ± 91" in said(screen)
        assert "lost $906 on each car" in said(screen)
        await pilot.press("c")
        assert "euros per car" in said(screen)
        await pilot.press("c")
        assert "lost ¥6,590 on each car" in said(screen)


async def test_the_drawer_tells_the_formula_the_sources_and_the_lines(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left", "s")
        text = " ".join(drawer_text(screen).split())
        assert "result per car = operating result ÷ deliveries" in text
        assert "between −¥7,249 and −¥5,931" in text
        line = next(f.mark.line for f in shipped.facts_of("deliveries") if f.text == "75,869 cars")
        assert f"facts.yaml:{line}" in text
        await pilot.press("right")
        assert "−¥3,690" in drawer_text(screen)
        await pilot.press("escape")
        assert not screen.query_one(Drawer).is_open


async def test_every_number_of_table_and_average_car_has_a_story(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        screen.action_sources()
        grid = screen.query_one(Grid)
        grid.focus()
        for row in range(grid.count()):
            grid.selected = row
            for column in range(1, len(grid.table.columns)):
                grid.column = column
                await pilot.pause()
                assert screen.subject() is not None
                assert "facts.yaml:" in "\n".join(line.text for line in screen.story())
        waterfall = screen.query_one(Waterfall)
        waterfall.focus()
        for row in range(waterfall.count()):
            waterfall.selected = row
            await pilot.pause()
            assert "facts.yaml:" in "\n".join(line.text for line in screen.story())


async def test_the_table_replaces_the_charts_where_there_is_no_room(shipped: FactBook) -> None:
    async with running(shipped, (80, 24)) as (pilot, screen):
        assert screen.query_one(BarTrend).display
        assert not screen.query_one(Grid).display
        await pilot.press("v")
        assert screen.query_one(Grid).display
        assert screen.query_one(Grid).has_focus
        await pilot.press("up", "v")
        assert screen.query_one(BarTrend).display
        assert "Q4 25" in said(screen)


async def test_a_quarter_stays_selected_when_the_facts_change(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left")
        before = said(screen)
        screen.app.book = replace(
            shipped, facts=tuple(f for f in shipped.facts if f.concept != "asp")
        )
        await pilot.pause()
        assert said(screen) == before


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (60, 18), (80, 24), (120, 40), (200, 60)])
async def test_no_size_breaks_it(shipped: FactBook, size: tuple[int, int]) -> None:
    async with running(shipped, size) as (pilot, screen):
        await pilot.press("left", "s", "right", "s", "v", "down", "c")
        assert screen.is_current
