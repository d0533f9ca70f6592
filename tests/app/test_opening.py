"""The head of the first tab, which comes before the rest, and painting only what changed."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from importlib.util import find_spec

import pytest
from textual.events import Key
from textual.geometry import Size
from textual.pilot import Pilot

from tests.seen import at_sizes, strips, text_of
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.book import FactBook
from tui.tabs.models.screen import Models
from tui.tabs.timeline.widgets import Rail
from tui.ui.drawer import Drawer
from tui.ui.tab import Tab


async def _never(_: Tab) -> None:
    """The rest of the tab does not come by itself."""


async def test_an_early_key_finds_the_whole_tab(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also one that goes before all others, as `g` in the Calculator."""
    end = Tab._end_opening
    for tab, key, is_done in (
        ("finances", "left", "yuan per car, Q4 25"),
        ("calculator", "g", "Goal seek  "),
    ):

        async def late(screen: Tab, key: str = key) -> None:
            screen.app.post_message(Key(key, None).set_sender(screen.app))
            await asyncio.sleep(0.1)
            assert not screen.query(Drawer), "the key waits"
            await end(screen)

        monkeypatch.setattr(Tab, "_end_opening", late)
        async with XevApp(shipped, tab=tab).run_test(size=(120, 40)) as pilot:
            await asyncio.sleep(1)
            await pilot.pause()
            assert is_done in text_of(pilot.app)


@at_sizes((60, 18), (58, 40), (80, 24), (120, 40), (200, 19), (200, 60))
@pytest.mark.parametrize("tab", TABS)
async def test_the_head_says_at_once_what_it_says_in_the_whole_tab(
    tab: str, size: tuple[int, int], shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Tab, "_end_opening", _never)
        async with XevApp(shipped, tab=tab).run_test(size=size) as pilot:
            await pilot.pause()
            first = _head(pilot)
    async with XevApp(shipped, tab=tab).run_test(size=size) as pilot:
        await pilot.pause()
        whole = _head(pilot)
    assert any(first)
    # Nothing moves or goes; the zoom of the Timeline and the place among makers come.
    assert len(first) == len(whole)
    assert all(now.startswith(then) for then, now in zip(first, whole, strict=True))


async def test_a_visit_fits_a_tab_into_its_size_once(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    fitted: list[Size] = []
    monkeypatch.setattr(Models, "fit", lambda _, size: fitted.append(size))
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        app.action_go("models")
        await pilot.pause()
    assert fitted == [(120, 40)]


def _head(pilot: Pilot[None]) -> list[str]:
    """The lines of the head."""
    region = pilot.app.screen.query_one("#head").region
    return [strip.text.rstrip() for strip in strips(pilot.app)[region.y : region.bottom]]


def test_the_opening_waits_for_no_chart() -> None:
    script = "import tui.app.program, tui.tabs.finances.screen, sys; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    late = {"tui.ui.charts.bars", "tui.ui.charts.paint", "tui.ui.grid", "pydantic", "yaml"}
    assert all(find_spec(name) for name in late)
    assert not late & set(done.stdout.split())


async def test_what_is_painted_in_part_is_what_is_painted_at_once(shipped: FactBook) -> None:
    async with XevApp(shipped, tab="timeline").run_test(size=(120, 40)) as pilot:
        rail = pilot.app.screen.query_one(Rail)
        for key in ("up", "up", "down", "pageup", "j", "g", "j", "j", "j", "G", "k"):
            await pilot.press(key)
            shown = [rail.render_line(y).text for y in range(rail.size.height)]
            assert shown == list(rail.canvas().lines()), key
