"""Keys that come faster than the program draws: they may be about what is no longer there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.events import Click, Key, Resize
from textual.geometry import Size
from textual.pilot import Pilot

from tests.bad_days.conftest import alone
from tests.bad_days.test_reload import STARTER
from tests.facts import SAMPLE_PATH
from tests.seen import by_tabs, each_tab, each_view
from tui.app.program import XevApp
from tui.app.terminal.command_palette import Palette
from tui.facts.book import FactBook
from tui.facts.load import load_facts
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.screen import Calculator
from tui.tabs.finances.widgets import MarkedTrend
from tui.tabs.models.screen import Models
from tui.tabs.models.widgets import Compare
from tui.ui.charts.pick import Selectable
from tui.ui.choices import Choices
from tui.ui.overlay import Overlay
from tui.ui.tab import Tab

GONE = 10_000
"""The place of a row that is not there."""


async def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Press keys without waiting for what each of them does."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))
    await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_closing_what_is_closed_already(shipped: FactBook, tmp_path: Path, key: str) -> None:
    app = XevApp(shipped)
    overlays = {
        "finances": ["x", "slash", "question_mark"],
        "calculator": "lw",
        "models": ["space"],
    }
    with alone(tmp_path):
        async with app.run_test(size=(100, 30)) as pilot:
            for tab, keys in overlays.items():
                for overlay in keys:
                    app.action_go(tab)
                    await pilot.pause()
                    await pilot.press(overlay)
                    await at_once(pilot, key, key, key)
                    await pilot.press("escape")
                    assert isinstance(app.screen, Tab), overlay


async def test_a_page_key_before_the_palette_has_its_list(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(1, 1)
        await at_once(pilot, "ctrl+p", "a")
        await app.workers.wait_for_complete()
        await at_once(pilot, "down", "pagedown", "pageup")
        assert isinstance(app.screen, Palette)


@pytest.mark.parametrize("key", ["enter", "escape"])
async def test_closing_the_palette_twice(shipped: FactBook, key: str) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p", "f", "i")
        await app.workers.wait_for_complete()
        await pilot.press("down")
        await at_once(pilot, key, key, key)
        assert isinstance(app.screen, Tab)


async def test_a_click_beside_the_palette_in_a_row_that_is_gone(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("ctrl+p")
        at = 5, GONE, 0, 0
        app.screen.post_message(Click(app.screen, *at, 1, False, False, False, 5, GONE))
        await pilot.pause()
        assert isinstance(app.screen, Tab)


async def test_a_size_that_is_gone_takes_no_place_of_the_present_one(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("ctrl+p", "slash", "question_mark", "exclamation_mark", "x"):
            await pilot.press(key)
            gone, present = Size(1, 1), Size(120, 40)
            app.screen.post_message(Resize(gone, gone))
            # What stands between the two keeps the second from taking the place of the first.
            app.screen.call_later(lambda: None)
            app.screen.post_message(Resize(present, present))
            # Pilot's own pause would put something between them as well.
            await asyncio.sleep(0.2)
            assert isinstance(app.screen, Overlay), key
            assert {screen.outer_size for screen in app.screen_stack} == {(120, 40)}
            await pilot.press("escape")


async def test_two_sizes_under_way_do_not_chase_each_other(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        async for tab in each_tab(pilot):
            for size in (Size(87, 1), Size(86, 30)):
                app.screen.post_message(Resize(size, size))
                # What stands between the two keeps one from taking the place of the other.
                app.screen.call_later(lambda: None)
            await pilot.pause()
            assert app.screen.outer_size == (120, 40), tab


@by_tabs("finances", "models")
async def test_moving_to_a_row_that_is_gone(shipped: FactBook, tabs: Sequence[str]) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(160, 50)) as pilot:
        async for _ in each_view(pilot, tabs):
            for shown in app.screen.query(Selectable).results(Selectable):
                shown.post_message(shown.Selected(shown, GONE))
                shown.post_message(shown.Chosen(shown, GONE))
                if isinstance(shown, MarkedTrend):
                    shown.post_message(MarkedTrend.Stretched(shown, GONE))
            await pilot.pause()
        assert app.is_running


@by_tabs("models", "disputes")
async def test_what_was_picked_is_gone_by_the_time_the_tab_is_told(
    shipped: FactBook, tabs: Sequence[str]
) -> None:
    """A click on a word of a row, then facts and a size that have no such word."""
    app, starter = XevApp(shipped), load_facts(STARTER)
    async with app.run_test(size=(200, 60)) as pilot:
        async for tab in each_tab(pilot, tabs):
            app.book = shipped
            await pilot.press("f")
            await pilot.pause()
            picks = [
                (strip, choice)
                for strip in app.screen.query(Choices).results(Choices)
                for choice in strip.choices
            ]
            assert picks or tab not in ("timeline", "models", "calculator", "disputes")
            app.book = starter
            for strip, choice in picks:
                strip.post_message(Choices.Picked(strip, choice))
            await pilot.pause()
            await pilot.press("escape", "escape")


@pytest.mark.parametrize(
    "keys",
    [("slash", *"when the su7 was"), ("ctrl+p", *"when the su7 was", "down")],
    ids=["search", "palette"],
)
async def test_what_was_found_in_the_facts_before_is_not_gone_to(
    shipped: FactBook, keys: tuple[str, ...]
) -> None:
    app, other = XevApp(shipped), load_facts(SAMPLE_PATH)
    async with app.run_test(size=(160, 50)) as pilot:
        await pilot.press(*keys)
        await app.workers.wait_for_complete()
        app.book = other
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, Tab)
        assert app.messages[-1] == "The facts were saved meanwhile: look for it again."


async def test_a_period_that_is_gone_is_not_gone_to(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, Calculator)
        for field in ("period", "maker"):
            app.book = shipped
            await pilot.pause()
            screen.query_one(FieldList).go_to(field)
            await pilot.press("enter", "end")
            app.book = load_facts(SAMPLE_PATH)
            await pilot.press("enter")
            assert screen.state.knows(screen.state.period)
            assert screen.book.home == app.book.home


async def test_scenarios_are_dropped_faster_than_they_are_drawn(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(200, 60)) as pilot:
        screen = app.screen
        assert isinstance(screen, Calculator)
        await pilot.press(*"1000", "enter", "A", *"2000", "enter", "A", *"3000", "enter", "A")
        screen.action_open("scenarios")
        await pilot.press("right", "right", "right", "right", "right")
        for _ in range(3):
            screen.action_drop()
        assert [kept.texts["deliveries"] for kept in screen.state.sheet.kept] == ["3,000"]


async def test_a_car_is_moved_before_the_columns_of_another_size_are_drawn(
    shipped: FactBook,
) -> None:
    app = XevApp(shipped, tab="models")
    async with app.run_test(size=(200, 60)) as pilot:
        screen = app.screen
        assert isinstance(screen, Models)
        await pilot.press(*["right"] * 9)
        here = screen.query_one(Compare).trim
        app.post_message(Resize(Size(80, 24), Size(80, 24)))
        while app.size != (80, 24):
            await asyncio.sleep(0)
        screen.action_shift(1)
        await pilot.pause()
        assert screen.query_one(Compare).comparison.trims[0] == here


@by_tabs("finances")
async def test_every_view_gets_too_small_and_large_again(
    shipped: FactBook, tabs: Sequence[str]
) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        async for _ in each_view(pilot, tabs):
            await pilot.resize_terminal(60, 8)
            await pilot.resize_terminal(120, 40)
        assert app.is_running


@pytest.mark.parametrize(
    ("first", "keys"),
    [
        ("finances", ["f6", "f5"]),
        pytest.param("finances", ["f5"], marks=pytest.mark.nightly),
        pytest.param("models", ["f5"], marks=pytest.mark.nightly),
        pytest.param("models", ["f6", "f5"], marks=pytest.mark.nightly),
    ],
)
async def test_going_to_a_thing_on_a_tab_that_is_not_built_yet(
    shipped: FactBook, first: str, keys: list[str]
) -> None:
    app = XevApp(shipped, tab=first)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        await pilot.press(*"recall")
        await pilot.pause()
        await at_once(pilot, "enter", *keys)
        await pilot.pause()
        assert app.is_running
