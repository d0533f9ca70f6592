"""The Timeline tab under keys, mouse and at every size."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import Static

from tests.seen import text_of
from tests.tabs.timeline.history import crowd, history
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.timeline.screen import Timeline
from tui.tabs.timeline.widgets import Rail, RailMap
from tui.ui.choices import Choices
from tui.ui.chrome import NavBar
from tui.ui.filter import NOTHING_LEFT, FilterBar
from tui.ui.text import Prose

BOOK = history()
CROWD = crowd(28)


def opened(book: FactBook = BOOK, theme: str = "xev-dark") -> XevApp:
    return XevApp(book, tab="timeline", theme=theme)


def tab(pilot: Pilot[None]) -> Timeline:
    screen = pilot.app.screen
    assert isinstance(screen, Timeline)
    return screen


def rail(pilot: Pilot[None]) -> Rail:
    return tab(pilot).query_one(Rail)


def lines(pilot: Pilot[None]) -> list[str]:
    """The rail as it is on the screen."""
    return [line.rstrip() for line in rail(pilot).canvas().lines()]


def cursor_line(pilot: Pilot[None]) -> str:
    return next((line for line in lines(pilot) if line.startswith("▌")), "")


def detail(pilot: Pilot[None]) -> str:
    return str(tab(pilot).query_one("#detail Prose", Prose).render())


def zoom_on(pilot: Pilot[None]) -> str:
    words = tab(pilot).query_one("#zoom", Choices).choices
    return next(word.text for word in words if word.on)


async def test_it_opens_on_the_promise_decided_last() -> None:
    async with opened(CROWD).run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert pilot.app.focused is rail(pilot)
        assert "✗ missed" in cursor_line(pilot)
        assert "missed" in detail(pilot)


async def test_the_finding_is_computed() -> None:
    async with opened(CROWD).run_test(size=(62, 24)) as pilot:
        await pilot.pause()
        finding = tab(pilot).query_one("#finding", Static)
        assert str(finding.render()) == "28 promises: 28 missed."


async def test_moving_tells_of_the_entry_under_the_cursor() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        assert "SU7 on sale" in cursor_line(pilot)
        assert "28 Mar 2024" in detail(pilot)
        await pilot.press("j")
        assert "A second factory is begun" in detail(pilot)
        await pilot.press("up", "G")
        assert "Profitable in the third quarter" in detail(pilot)


async def test_zooming_keeps_the_cursor_on_its_entry() -> None:
    async with opened().run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "n", "n")
        title = "YU7 on sale from July"
        assert title in cursor_line(pilot)
        seen = set()
        for _ in range(3):
            await pilot.press("z")
            seen.add(zoom_on(pilot))
        assert seen == {"year", "quarter", "month"}
        assert title in cursor_line(pilot)
        await pilot.press("Z", "Z", "Z")
        assert title in cursor_line(pilot)


async def test_the_year_zoom_has_a_line_a_quarter_and_lists_it() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("Z" if zoom_on(pilot) == "quarter" else "z")
        assert zoom_on(pilot) == "year"
        await pilot.press("g", "down", "down", "down")
        assert cursor_line(pilot).startswith("▌2025 Q2 ├")
        assert "Q2 2025, 5 entries" in detail(pilot)


async def test_everything_in_sight_is_shown_as_close_as_it_fits() -> None:
    async with opened().run_test(size=(200, 60)) as pilot:
        await pilot.pause()
        assert zoom_on(pilot) == "month"
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert zoom_on(pilot) == "quarter"


async def test_a_zoom_chosen_stays_whatever_the_size() -> None:
    async with opened().run_test(size=(120, 30)) as pilot:
        await pilot.press("Z")
        assert zoom_on(pilot) == "year"
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert zoom_on(pilot) == "year"


async def test_lanes_tie_a_promise_to_its_outcome() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        text = "\n".join(lines(pilot))
        marks = "✓ met", "✗ missed", "≈ nearly met", "… open", "… no outcome"
        for part in ("◇─╮", "◆─", "┼", *marks):
            assert part in text
        assert "┊" in [line for line in lines(pilot) if line][-1]


async def test_p_jumps_to_the_outcome_and_back() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "n", "n", "n")
        assert "Profitable by the second quarter" in cursor_line(pilot)
        assert "◇" in cursor_line(pilot)
        await pilot.press("p")
        assert "✗ missed" in cursor_line(pilot)
        await pilot.press("p")
        assert "◇" in cursor_line(pilot)


async def test_p_says_why_there_is_nowhere_to_go() -> None:
    async with opened().run_test(size=(120, 40), notifications=True) as pilot:
        for keys, told in (
            ("gp", "No promise here: n goes to the next one."),
            ("GNp", "This promise is still open."),
        ):
            await pilot.press(*keys)
            await pilot.pause()
            assert told in text_of(pilot.app)


async def test_n_and_N_visit_every_promise() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        seen = []
        for _ in range(6):
            await pilot.press("n")
            seen.append(cursor_line(pilot))
        assert all("◇" in line for line in seen)
        assert len(set(seen)) == 5
        await pilot.press("N")
        assert cursor_line(pilot) == seen[3]


async def test_typing_narrows_the_rail_down_until_escape() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        bar = tab(pilot).query_one(FilterBar)
        assert not bar.display
        await pilot.press("f", *"2025-05")
        assert pilot.app.current_mode == "timeline", "digits are typed"
        assert tab(pilot).query_one(NavBar).keys[0] == "F5"
        assert 0 < rail(pilot).count() < 15
        assert " of 15" in str(bar.query_one("#left", Static).render())
        await pilot.press("enter", "j")
        assert bar.display
        assert rail(pilot).has_focus
        await pilot.press("escape")
        assert not bar.display
        assert rail(pilot).count() == 15


async def test_the_cursor_moves_while_the_filter_is_typed() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "f", "down", "enter")
        assert rail(pilot).selected == 1
        assert not tab(pilot).query_one(FilterBar).display, "nothing was typed"


async def test_a_filter_with_nothing_left_says_so() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("f", *"no such", "enter", "p", "z")
        assert NOTHING_LEFT.split(".")[0] in detail(pilot)


async def test_a_filter_goes_when_the_cursor_leaves_what_it_leaves() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("f", *"launch", "enter", "g", "n")
        assert "◇" in cursor_line(pilot)
        assert rail(pilot).count() == 15


async def test_brackets_move_by_about_a_year() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "right_square_bracket")
        assert "A crash" in cursor_line(pilot)
        await pilot.press("left_square_bracket")
        assert "SU7 on sale" in cursor_line(pilot)
        await pilot.press("left_square_bracket")
        assert "SU7 on sale" in cursor_line(pilot)


async def test_the_map_marks_the_cursor_and_takes_clicks() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        chart = tab(pilot).query_one(RailMap)
        blocks, ruler = chart.canvas().lines()
        assert ruler.index("▲") == 0
        assert len(set(blocks)) > 1
        await pilot.click("#map", offset=(chart.size.width - 1, 0))
        assert "2025" in detail(pilot)
        _, ruler = chart.canvas().lines()
        assert ruler.index("▲") > chart.size.width * 3 // 4
        assert "2025" in ruler


async def test_clicks_choose_zoom_kinds_and_lines() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.click("#zoom", offset=(2, 0))
        assert zoom_on(pilot) == "year"
        await pilot.press("f")
        await pilot.click("#kinds", offset=(2, 0))
        assert tab(pilot).filter_text.split() == ["company"]
        await pilot.click("#kinds", offset=(2, 0))
        assert not tab(pilot).filter_text.strip()
        await pilot.click("#rail", offset=(20, 1))
        assert rail(pilot).selected == 1


async def test_the_wheel_scrolls_without_moving_the_cursor() -> None:
    async with opened(CROWD).run_test(size=(120, 30)) as pilot:
        await pilot.press("g")
        top = lines(pilot)[0]
        rail(pilot).post_message(MouseScrollDown(rail(pilot), 9, 9, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert lines(pilot)[0] != top
        assert rail(pilot).selected == 0
        await pilot.press("down")
        assert cursor_line(pilot)


async def test_pages_move_by_a_screen() -> None:
    async with opened(CROWD).run_test(size=(120, 30)) as pilot:
        await pilot.press("g", "pagedown")
        moved = rail(pilot).selected
        assert moved is not None
        assert 5 < moved < 30
        await pilot.press("pageup")
        assert rail(pilot).selected == 0


async def test_the_cursor_keeps_its_entry_over_currency_and_reload() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "n", "n", "n", "p")
        assert "−¥0.3bn" in cursor_line(pilot)
        await pilot.press("c")
        assert "✗ missed" in cursor_line(pilot)
        assert "−$" in cursor_line(pilot)
        app = pilot.app
        assert isinstance(app, XevApp)
        app.book = replace(BOOK, events=BOOK.events[3:])
        await pilot.pause()
        assert "✗ missed" in cursor_line(pilot)


async def test_while_a_key_is_held_only_lines_move_and_the_detail_follows_at_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        before = detail(pilot)
        monkeypatch.setattr("tui.tabs.timeline.screen.REST_SECONDS", 3600)
        await pilot.press("j", "j")
        assert "SU7 on sale" not in cursor_line(pilot)
        assert detail(pilot) == before
        monkeypatch.setattr("tui.tabs.timeline.screen.REST_SECONDS", 0.01)
        await pilot.press("j")
        assert detail(pilot) != before
        assert "A second factory is begun" not in before
