"""The Finances tab in terminals of every size, and with books that lack figures."""

from tests.seen import at_sizes
from tests.tabs.finances.accounts import FULL, accounts, without
from tests.tabs.finances.looks import grid, margin, running, said, seen, trend
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.finances.screen import Finances, views_at
from tui.tabs.finances.widgets import NotesList
from tui.ui.charts.waterfall import Waterfall


async def test_the_views_take_turns_where_there_is_no_room(shipped: FactBook) -> None:
    async with running(shipped, (80, 24)) as (pilot, screen):
        assert seen(screen) == {"trend", "car"}
        await pilot.press("v")
        assert seen(screen) == {"table"}
        assert grid(screen).has_focus
        assert "2024" in [row[0].text for row in grid(screen).table.rows]
        await pilot.press("home", "down", "v")
        assert seen(screen) == {"margin"}
        assert "Q3 24" in said(screen)
        await pilot.press("v")
        assert seen(screen) == {"trend", "car"}
        assert trend(screen).has_focus


async def test_all_has_room_at_120x40_and_three_trends_at_200x60(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        everything = {"trend", "car", "table", "margin"}
        assert seen(screen) == everything
        await pilot.press("v")
        assert seen(screen) == everything
    async with running(shipped, (200, 60)) as (_, screen):
        assert seen(screen) == everything | {"cars", "gross"}


async def test_the_lines_of_notes_that_are_out_of_sight_are_counted(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("p")
        notes = screen.query_one(NotesList)
        hidden = len(notes.wrapped(notes.size.width)) - (notes.size.height - 1)
        assert notes.canvas().lines()[-1].strip() == f"↓ {hidden} more rows"
        notes.focus()
        await pilot.press("end")
        *_, last, sign = notes.canvas().lines()
        assert sign.strip() == f"↑ {hidden} more rows"
        assert "where this comes from" in last


async def test_words_only_in_a_small_terminal(shipped: FactBook) -> None:
    async with running(shipped, (60, 18)) as (pilot, screen):
        assert seen(screen) == {"table"}
        assert grid(screen).has_focus
        await pilot.press("v")
        assert seen(screen) == {"margin"}


async def test_below_40x12_a_notice_takes_the_place_of_the_tab(shipped: FactBook) -> None:
    async with running(shipped, (39, 12)) as (pilot, screen):
        notice = screen.query_one("#too-small")
        assert "40x12" in str(notice.render())
        assert notice.size.area
        assert not seen(screen)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert not notice.size.area
        assert seen(screen) == {"table"}
        await pilot.resize_terminal(100, 11)
        await pilot.pause()
        assert notice.size.area


async def test_the_cursor_of_the_table_keeps_its_column_over_sizes(shipped: FactBook) -> None:
    async with running(shipped, (200, 60)) as (pilot, screen):
        headings = [column.heading for column in grid(screen).table.columns]
        assert {"ASP", "EV bn"} <= set(headings)
        grid(screen).column = headings.index("Per car")
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        narrow = [column.heading for column in grid(screen).table.columns]
        assert "EV bn" not in narrow
        assert narrow[grid(screen).column] == "Per car"


@at_sizes(
    (20, 5), (40, 12), (60, 18), (80, 24), (100, 30), (120, 24), (80, 40), (120, 40), (200, 60)
)  # fmt: skip
async def test_no_size_breaks_it_nor_is_anything_cut(
    shipped: FactBook, size: tuple[int, int]
) -> None:
    async with running(shipped, size) as (pilot, screen):
        for _ in views_at(*size):
            for widget in screen.query("#stretch > *, #main > *, #head > *, .title"):
                assert widget.region.right <= size[0]
                assert widget.region.bottom <= size[1]
            await pilot.press("s", "left", "s", "c", "b", "left", "b", "p", "shift+left", "v")
        assert screen.is_current


# Other books


async def test_without_figures_it_says_what_to_write() -> None:
    book = accounts({"2025-Q1": {"revenue": "2 billion CNY"}})
    async with running(book) as (pilot, screen):
        assert "No quarter has both cars delivered and a result." in said(screen)
        assert not seen(screen)
        await pilot.press("left", "b", "p", "shift+left", "s", "s", "v", "D", "y", "escape")
        assert screen.is_current


async def test_figures_that_appear_take_the_place_of_the_advice() -> None:
    async with running(accounts({"2025-Q1": {"revenue": "2 billion CNY"}})) as (pilot, screen):
        assert isinstance(screen.app, XevApp)
        screen.app.book = accounts({"2025-Q1": FULL})
        await pilot.pause()
        assert "Maker of things lost about ¥10,000 on each car." in said(screen)
        await pilot.press("b", "shift+left", "p")
        assert screen.is_current


async def test_without_revenue_the_rest_stands() -> None:
    book = accounts({"2025-Q1": without(FULL, "revenue", "gross_margin")})
    async with running(book) as (pilot, screen):
        assert "No average car for Q1 25" in said(screen)
        assert screen.query_one(Waterfall).rows == ()
        screen.query_one(Waterfall).focus()
        await pilot.press("down", "enter")
        assert screen.is_current


async def test_ascii_keeps_the_numbers_of_notes_apart_from_figures(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances", ascii_only=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finances)
        assert "± 618 (1)" in said(app.screen)
        assert "¥19.9bn (2,4)" in margin(app.screen)
