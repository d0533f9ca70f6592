"""What must hold on every tab: any size, any names, keys alone, the same rows everywhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import SHIPPED
from tests.seen import (
    AWKWARD,
    at_sizes,
    awkward,
    by_tabs,
    check_fits,
    drawer_text,
    each_tab,
    strips,
    tab_of,
    text_of,
)
from tui.app.program import XevApp
from tui.app.registry import TABS, table_of
from tui.cli.main import cli
from tui.facts.book import FactBook
from tui.present.table import render
from tui.ui.charts.pick import Selectable
from tui.ui.tab import Tab

_MONTH = re.compile(r" [A-Z][a-z]{2} \d{4}$")
COLUMN = {"finances": "Per car", "timeline": "What", "models": "Price", "disputes": "Disputed"}
"""A column of each table that the screen shows too."""
OVERLAYS = ("question_mark", "slash", "x", "exclamation_mark", "ctrl+p", "s")


@at_sizes((20, 5), (40, 12), (60, 18), (80, 24), (120, 40), (240, 70))
async def test_every_tab_fits_every_size(shipped: FactBook, size: tuple[int, int]) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(*size)
        async for _ in each_tab(pilot):
            check_fits(app)


@at_sizes((20, 5), (60, 18), (80, 24), (120, 40))
async def test_every_overlay_opens_closes_and_fits(
    shipped: FactBook, size: tuple[int, int]
) -> None:
    app = XevApp(shipped, tab="models")
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.resize_terminal(*size)
        for key in OVERLAYS:
            await pilot.press(key)
            await pilot.pause()
            check_fits(app)
            await pilot.press("escape")
            assert isinstance(app.screen, Tab)


@by_tabs("models", "finances", "disputes")
async def test_names_like_markup_are_shown_as_they_are(
    shipped: FactBook, tabs: Sequence[str]
) -> None:
    app = XevApp(awkward(shipped))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        async for tab in each_tab(pilot, tabs):
            app.clear_notifications()
            await pilot.press("s", "y", "Y", "ctrl+y", "D")
            await pilot.pause()
            check_fits(app)
            assert "[bold]" in text_of(app), tab


async def test_names_like_markup_are_found_as_they_are(shipped: FactBook) -> None:
    app = XevApp(awkward(shipped), tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"ultra", "down")
        await pilot.pause()
        assert "[bold]" in text_of(app)
        assert AWKWARD in text_of(app)
        await pilot.press("escape", "ctrl+p", *"ultra")
        await app.screen.workers.wait_for_complete()
        await pilot.pause()
        check_fits(app)
        assert AWKWARD in text_of(app)


@by_tabs("timeline", "finances", "calculator")
async def test_ascii_leaves_no_glyph_on_the_screen(shipped: FactBook, tabs: Sequence[str]) -> None:
    app = XevApp(shipped, ascii_only=True)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        async for _ in each_tab(pilot, tabs):
            for keys in (("s", "y"), ("question_mark",), ("escape", "x")):
                await pilot.press(*keys)
                await pilot.pause()
                odd = {char for char in text_of(app) if not char.isascii() and not char.isalpha()}
                assert not odd
            await pilot.press("escape")


@pytest.mark.parametrize("tab", ["timeline", "models", "finances", "disputes"])
async def test_keys_alone_reach_every_block_and_where_it_comes_from(
    shipped: FactBook, tab: str
) -> None:
    app = XevApp(shipped, tab=tab)
    async with app.run_test(size=(140, 50)) as pilot:
        blocks = [item for item in tab_of(pilot).focus_chain if isinstance(item, Selectable)]
        assert blocks
        await pilot.press("s")
        for _ in blocks:
            assert isinstance(app.focused, Selectable)
            told = []
            for key in ("home", "down", "end", "right"):
                await pilot.press(key)
                told.append(drawer_text(pilot))
            assert all("facts.yaml:" in text or "No source" in text for text in told)
            assert any("facts.yaml:" in text for text in told)
            await pilot.press("tab")


async def test_what_is_exported_is_what_show_prints(
    shipped: FactBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        async for _ in each_tab(pilot, COLUMN):
            for form in ("csv", "json", "md"):
                tab_of(pilot).export(form)
    for tab, form in product(COLUMN, ("csv", "json", "md")):
        written = (tmp_path / f"xev-{tab}-cny.{form}").read_text(encoding="utf-8")
        assert written == render(table_of(tab, shipped, "CNY"), form), (tab, form)
    command = ["show", tab, "--format", form, "--facts", str(SHIPPED)]
    assert written == CliRunner().invoke(cli, command).output


async def test_what_is_exported_is_on_the_screen(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(240, 70)) as pilot:
        async for tab in each_tab(pilot, COLUMN):
            table = tab_of(pilot).rows()
            assert table is not None
            place = [column.heading for column in table.columns].index(COLUMN[tab])
            texts = [row[place].text.strip().removeprefix("★ ") for row in table.rows]
            shown = text_of(app)
            # The chart of prices has no room for the month of an old one.
            seen = [text for text in texts if _MONTH.sub("", text)[:28] in shown]
            assert len(seen) >= min(len(texts), 30) * 3 // 4, tab


async def test_a_tab_key_works_while_a_field_has_the_focus(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("f3", "a")
        await pilot.press("escape", "f6")
        assert app.current_mode == "models"
        assert app.focused is not None
        assert app.focused.screen is app.screen
        for number, tab in enumerate(TABS, 1):
            await pilot.press(f"f{number + 4}")
            await pilot.pause()
            assert app.current_mode == tab
            assert app.focused in app.screen.focus_chain


async def test_no_colour_keeps_the_cursor_and_the_tab_visible(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = XevApp(shipped, tab="timeline")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        first = strips(app)[0]
        turned = "".join(s.text for s in first if s.style and s.style.reverse)
        assert "1 Timeline" in turned
        assert "▌" in text_of(app)


@by_tabs("finances", "calculator")
async def test_a_resize_on_another_tab_leaves_nothing_half_laid(
    shipped: FactBook, tabs: Sequence[str]
) -> None:
    """Each tab looks as it does where the program starts with the new size."""
    small, large = (80, 24), (120, 40)
    begun, changed = dict[object, str](), dict[object, str]()
    for first, then in ((small, large), (large, small)):
        app = XevApp(shipped)
        async with app.run_test(size=first) as pilot:
            async for tab in each_tab(pilot, (*tabs, *tabs)):
                begun.setdefault((tab, first), text_of(app))
            await pilot.resize_terminal(*then)
            async for tab in each_tab(pilot, tabs):
                changed[tab, then] = text_of(app)
    assert changed == begun


@pytest.mark.parametrize("key", ["question_mark", "slash", "x", "exclamation_mark", "at", "C"])
async def test_in_few_colours_a_dialog_has_an_edge_and_the_tab_stays_in_sight(
    shipped: FactBook, key: str
) -> None:
    app = XevApp(shipped, theme="xev-ansi")
    async with app.run_test(size=(80, 24)) as pilot:
        head = text_of(app).splitlines()[0].split()
        await pilot.press(key)
        await pilot.pause()
        rows = text_of(app).splitlines()
        assert not isinstance(app.screen, Tab)
        assert rows[0].split()[:2] == head[:2]
        assert any("╭──" in row for row in rows)
