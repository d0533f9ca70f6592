"""The Finances tab: its notes, and every number can be asked where it comes from."""

import asyncio
from dataclasses import replace

from tests.tabs.finances.looks import drawer_text, grid, margin, running, said
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.tabs.disputes.screen import Disputes
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.waterfall import Waterfall
from tui.ui.drawer import Drawer
from tui.ui.tab import Tab


async def test_notes_stand_in_the_margin_with_their_numbers_at_the_figures(
    shipped: FactBook,
) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left")
        assert "1 The result is published to" in margin(screen)
        assert "± 659¹" in said(screen)
        numbered = {step.label for step in screen.query_one(Waterfall).rows}
        assert any(label.startswith("Opex³") for label in numbered)


async def test_promises_that_fell_due_stand_with_their_signs(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left")
        text = margin(screen)
        assert "Promises due" in text
        assert "✗ Break-even or profit by" in text
        await pilot.press("left", "left")
        assert "✓ At least 100,000 cars in" in margin(screen)


async def test_d_leads_to_the_dispute_of_the_figure_and_escape_back(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left")
        assert "Disputed" in margin(screen)
        grid(screen).focus()
        grid(screen).column = 2
        await pilot.press("D")
        await pilot.pause()
        disputes = screen.app.screen
        assert isinstance(disputes, Disputes)
        assert "segment revenue, Q2 25" in str(disputes.query_one("#about").render())
        await pilot.press("escape")
        await pilot.pause()
        assert screen.app.screen is screen
        assert grid(screen).column == 2


async def test_escape_leads_back_only_once(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "D")
        await pilot.pause()
        await pilot.press("1", "5", "escape")
        await pilot.pause()
        assert screen.app.current_mode == "disputes"


async def test_another_tab_may_be_asked_for_before_the_dispute_is_shown(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left")
        screen.action_dispute()
        await asyncio.sleep(0)
        screen.host.action_go("peers")
        await pilot.pause()
        shown = screen.app.screen
        assert isinstance(shown, Tab)
        assert shown.KEY == "peers"
        assert not shown.query_one(Drawer).is_open, "what was asked for is shown on its own tab"
        await pilot.press("5", "escape")
        await pilot.pause()
        assert screen.app.current_mode == "disputes", "who went there is not led back"


async def test_d_where_nothing_is_disputed_stays(shipped: FactBook) -> None:
    book = replace(shipped, disputes=(), facts=tuple(f for f in shipped.facts if "art" not in f.at))
    async with running(book) as (pilot, screen):
        await pilot.press("D")
        await pilot.pause()
        assert screen.app.screen is screen


async def test_the_drawer_tells_the_formula_the_sources_and_the_lines(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left", "s")
        text = " ".join(drawer_text(screen).split())
        assert "result per car = operating result ÷ deliveries" in text
        assert "between −¥7,250 and −¥5,931" in text
        line = next(f.mark.line for f in shipped.facts_of("deliveries") if f.text == "75,869 cars")
        assert f"facts.yaml:{line}" in text
        await pilot.press("right")
        assert "−¥3,690" in drawer_text(screen)
        await pilot.press("escape")
        assert not screen.query_one(Drawer).is_open


async def test_the_other_trends_tell_their_own_figures(shipped: FactBook) -> None:
    async with running(shipped, (200, 60)) as (pilot, screen):
        for name, label in (("cars", "deliveries"), ("gross", "gross margin")):
            screen.query_one(f"#{name}", BarTrend).focus()
            await pilot.press("left")
            subject = screen.subject()
            assert isinstance(subject, Figure)
            assert subject.label == label


async def test_y_copies_the_cell(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        grid(screen).focus()
        grid(screen).column = 1
        await pilot.press("up", "y")
        assert screen.app.clipboard == "145115"
