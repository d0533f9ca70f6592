"""The Timeline beside drawer and search, in every size and theme."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tests.seen import at_sizes
from tests.tabs.timeline.history import history
from tests.tabs.timeline.test_screen import (
    BOOK,
    CROWD,
    cursor_line,
    detail,
    lines,
    opened,
    rail,
    tab,
)
from tui.facts.book import FactBook
from tui.tabs.timeline.widgets import RailMap
from tui.ui.drawer import Drawer
from tui.ui.text import Prose


async def test_the_drawer_follows_the_cursor_and_takes_the_place_of_the_detail() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "s")
        drawer = tab(pilot).query_one(Drawer)
        assert drawer.is_open
        assert not tab(pilot).query_one("#detail").display
        text = str(drawer.query_one(Prose).render())
        assert "SU7 on sale" in text
        assert f"facts.yaml:{BOOK.events[0].mark.line}" in text
        await pilot.press("n")
        assert "90,000 cars" in str(drawer.query_one(Prose).render())
        await pilot.press("escape")
        assert tab(pilot).query_one("#detail").display


async def test_a_search_finds_events_and_promises() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        screen = tab(pilot)
        assert screen.point_at(BOOK.events[3])
        await pilot.pause()
        assert "YU7 [on sale]" in cursor_line(pilot)
        assert screen.point_at(BOOK.forecasts[0])
        await pilot.pause()
        assert "◇" in cursor_line(pilot)
        assert not screen.point_at(BOOK.models["yu7"])


async def test_brackets_and_chinese_are_shown_as_they_are() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("G")
        assert any("YU7 [on sale]" in line for line in lines(pilot))
        await pilot.press("up")
        assert "小米 [Q3] results" in detail(pilot)


async def test_a_small_terminal_gets_words_only() -> None:
    async with opened().run_test(size=(55, 16)) as pilot:
        await pilot.pause()
        screen = tab(pilot)
        assert not screen.query_one(RailMap).display
        assert not screen.query_one("#detail").display
        assert not any(char in "".join(lines(pilot)) for char in "│┼╮╯")
        assert any("2025 18 Nov" in line and "✓ met" in line for line in lines(pilot))
        await pilot.press("s")
        assert screen.query_one(Drawer).is_open


@at_sizes((20, 5), (40, 12), (60, 18), (80, 24), (100, 30), (120, 40), (200, 60))
@pytest.mark.parametrize("book", [BOOK, CROWD, history("", "")], ids=["book", "crowd", "empty"])
async def test_every_size(book: FactBook, size: tuple[int, int]) -> None:
    async with opened(book).run_test(size=(90, 26)) as pilot:
        await pilot.resize_terminal(*size)
        await pilot.press("z", "f", "s", "enter", "n", "p", "G", "pageup")
        for widget in (rail(pilot), tab(pilot).query_one(RailMap)):
            assert all(cell_len(line) <= size[0] for line in widget.canvas().lines())


@pytest.mark.parametrize("theme", ["xev-dark", "xev-light", "xev-ansi"])
async def test_every_theme(theme: str) -> None:
    async with opened(theme=theme).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert rail(pilot).render_line(1).cell_length == rail(pilot).size.width


async def test_signs_stay_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened(theme="").run_test(size=(120, 40)) as pilot:
        await pilot.press("f")
        text = "\n".join(lines(pilot))
        assert all(sign in text for sign in "▌✓✗≈◇◆")


async def test_ascii_only() -> None:
    app = opened()
    app.ascii_only = True
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "".join(lines(pilot)).replace("小米", "").isascii()
