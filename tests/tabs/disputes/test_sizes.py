"""The Disputes tab in every size, theme and without colour."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from tests.seen import at_sizes
from tests.tabs.disputes.dispute_book import crowd
from tests.tabs.disputes.test_screen import axis, cursor_line, lines, opened, prose, tab, topics
from tui.facts.book import FactBook
from tui.tabs.disputes.widgets import AxisBlock, Topics


async def test_long_lists_scroll_and_page() -> None:
    async with opened(crowd(80)).run_test(size=(120, 30)) as pilot:
        await pilot.press("pagedown")
        assert topics(pilot).selected == topics(pilot).size.height - 4
        await pilot.press("pageup", "G")
        assert "Question 79" in cursor_line(pilot)
        await pilot.click(Topics, offset=(5, 10))
        assert cursor_line(pilot) in lines(pilot)[8:20]


async def test_the_period_of_a_long_title_is_kept() -> None:
    async with opened().run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        for line in lines(pilot):
            assert cell_len(line) <= topics(pilot).size.width
        await pilot.resize_terminal(62, 30)
        await pilot.pause()
        assert any("Q2 25" in line for line in lines(pilot))


@pytest.mark.parametrize(("size", "words"), [((60, 18), True), ((61, 19), False), ((40, 12), True)])
async def test_small_terminals_get_words(size: tuple[int, int], words: bool) -> None:
    async with opened().run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        assert tab(pilot).query_one("#values", AxisBlock).display is not words
        assert ("✗ 2.06 billion CNY" in prose(pilot, "#reasons")) is words
        assert (pilot.app.focused is topics(pilot)) is words


async def test_a_terminal_that_shrinks_gives_the_focus_back() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "down")
        await pilot.resize_terminal(50, 15)
        await pilot.pause()
        assert pilot.app.focused is topics(pilot)


async def test_wide_terminals_have_what_each_source_says_in_the_margin() -> None:
    async with opened().run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        assert tab(pilot).query_one("#margin").display
        assert not tab(pilot).query_one("#sources").display
        told = prose(pilot, "#margin Prose")
        assert told.startswith("4 sources, 3 independent")
        assert "written as “20.6 billion CNY”, so ± ¥50m" in told


SIZES = [(20, 5), (40, 12), (60, 18), (80, 24), (100, 30), (120, 40), (200, 60)]


@at_sizes(*SIZES)
async def test_every_size_shows_every_dispute(size: tuple[int, int], shipped: FactBook) -> None:
    async with opened(shipped).run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("G", "f", "escape", "z", "s", "s", "g", "enter", "down", "escape")
        listed = topics(pilot)
        for index in range(0, listed.count(), 9):
            listed.pick(index)
            await pilot.pause()
        for line in listed.canvas().lines():
            assert cell_len(line) <= max(listed.size.width, 0)


@pytest.mark.parametrize("theme", ["xev-dark", "xev-light", "xev-ansi", "nord"])
async def test_every_theme(theme: str) -> None:
    async with opened(theme=theme).run_test(size=(120, 40)) as pilot:
        await pilot.press("enter", "down")
        assert any(axis(pilot).render_line(y).text.strip() for y in range(3))


async def test_without_colour_the_signs_and_the_cursor_remain(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert cursor_line(pilot)
        signs = {line.lstrip("▌ ")[:1] for line in lines(pilot) if line.strip()}
        assert {"✗", "≠", "?"} <= signs


@pytest.mark.nightly
async def test_a_resize_storm_leaves_it_whole() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        for size in [*SIZES, (20, 60), (200, 5), (120, 40)]:
            await pilot.resize_terminal(*size)
        await pilot.pause()
        assert "car revenue, Q2 25" in cursor_line(pilot)


async def test_nothing_in_dispute_is_said_in_words() -> None:
    async with opened(crowd(0)).run_test(size=(120, 40)) as pilot:
        await pilot.press("j", "z", "f", "enter", "s")
        finding = str(tab(pilot).query_one("#finding", Static).render())
        assert finding == "The sources agree on every figure on file."
