"""All tabs and views in turn, what is on the screen, and facts full of brackets and Chinese."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable
from dataclasses import replace
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.strip import Strip

from tests.daily import by_day
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.book import FactBook
from tui.tabs.calculator import views as calculator
from tui.ui.drawer import Drawer
from tui.ui.tab import Tab
from tui.ui.text import Prose

AWKWARD = "[bold]小米汽车[/] [Ultra] [/"
DAILY = {(80, 24)}
"""The size of a terminal that is tried whenever the tests run; all others are tried at night. Most
tests that are about something else than sizes are in one of 120x40."""


def at_sizes(
    *sizes: tuple[int, int], daily: Collection[tuple[int, int]] = DAILY
) -> pytest.MarkDecorator:
    """Try a test in terminals of these sizes, those that are not daily at night only."""
    tried = [
        pytest.param(
            size, id="x".join(map(str, size)), marks=() if size in daily else pytest.mark.nightly
        )
        for size in sizes
    ]
    return pytest.mark.parametrize("size", tried)


def by_tabs(*daily: str) -> pytest.MarkDecorator:
    """Walk over these tabs whenever the tests run, and over all of them at night."""
    every = pytest.param(tuple(TABS), id="all", marks=pytest.mark.nightly)
    return pytest.mark.parametrize("tabs", [pytest.param(daily, id="-".join(daily)), every])


def at_each_tab(*daily: str) -> pytest.MarkDecorator:
    """Try a test on each tab, on those that are not daily at night only."""
    return pytest.mark.parametrize("tab", by_day(TABS, *daily))


VIEWS = {"calculator": len(calculator.VIEWS), "finances": 3, "models": 2, "peers": 3}
"""How many views a tab has, where it has several."""


async def each_tab(pilot: Pilot[None], tabs: Iterable[str] = TABS) -> AsyncIterator[str]:
    """Go to one tab after the other."""
    assert isinstance(pilot.app, XevApp)
    for tab in tabs:
        pilot.app.action_go(tab)
        await pilot.pause()
        yield tab


async def each_view(pilot: Pilot[None], tabs: Iterable[str] = TABS) -> AsyncIterator[str]:
    """Go through the views of one tab after the other."""
    async for tab in each_tab(pilot, tabs):
        for _ in range(VIEWS.get(tab, 1)):
            yield tab
            await pilot.press("v")


def strips(app: App[Any]) -> list[Strip]:
    """The lines on the screen as they are painted."""
    return [Strip(strip) for strip in app.screen._compositor.render_strips()]


def text_of(app: App[Any]) -> str:
    """The characters on the screen, a line each."""
    return "\n".join(strip.text.rstrip() for strip in strips(app))


def check_fits(app: App[Any]) -> None:
    """No line is wider than the screen, and there are no more lines than it has."""
    painted = strips(app)
    assert len(painted) <= app.size.height
    for strip in painted:
        assert strip.cell_length <= app.size.width


def tab_of(pilot: Pilot[None]) -> Tab:
    """The tab shown."""
    screen = pilot.app.screen
    assert isinstance(screen, Tab)
    return screen


def drawer_text(pilot: Pilot[None]) -> str:
    """What the drawer tells."""
    return str(tab_of(pilot).query_one(Drawer).query_one(Prose).render())


def said(app: XevApp) -> str:
    """What was told at the foot of the screen so far."""
    return "\n".join(app.messages)


def awkward(book: FactBook) -> FactBook:
    """The same facts under names that look like markup and are wide."""
    return replace(
        book,
        title=AWKWARD,
        sources={
            key: item._replace(title=f"{AWKWARD} {item.title}", publisher=AWKWARD)
            for key, item in book.sources.items()
        },
        events=tuple(e._replace(title=f"{AWKWARD} {e.title}") for e in book.events),
        forecasts=tuple(f._replace(title=f"{AWKWARD} {f.title}") for f in book.forecasts),
        disputes=tuple(d._replace(topic=f"{AWKWARD} {d.topic}") for d in book.disputes),
        models={key: item._replace(name=AWKWARD) for key, item in book.models.items()},
        facts=tuple(fact._replace(note=AWKWARD) for fact in book.facts),
    )
