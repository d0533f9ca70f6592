"""Going to a panel by its letter, and showing one alone on the whole screen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from textual.geometry import Region
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tests.bad_days.test_haste import at_once
from tests.seen import at_each_tab, at_sizes, by_tabs, strips, tab_of, text_of
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.book import FactBook
from tui.ui.chrome import KeyBar, NavBar
from tui.ui.drawer import Drawer
from tui.ui.panels import Letters
from tui.ui.tab import Tab

SOMETIMES = {
    "finances": {"cars-box", "gross-box"},
    "calculator": {"scenarios"},
    "peers": {"table", "pair"},
}
"""Panels that have no room at some size, or nothing to show."""
THERE = {
    key: entry.screen_class.PANELS.keys() - SOMETIMES.get(key, set()) for key, entry in TABS.items()
}
"""Panels that can be gone to at every size."""


def alone(pilot: Pilot[None]) -> str:
    """The panel that has the screen to itself, and fills it but for the first and the last row."""
    tab, app = tab_of(pilot), pilot.app
    box = tab.maximized
    if box is None:
        return ""
    assert box.region == Region(0, 1, app.size.width, app.size.height - 2)
    assert tab.focused in [*box.walk_children(with_self=True)]
    assert tab.query_one(NavBar).region.y == 0
    assert tab.query_one(KeyBar).region.y == app.size.height - 1
    return box.id or ""


def regions(pilot: Pilot[None]) -> dict[str, Region]:
    """Where each panel of the tab is."""
    return {panel.name: panel.box.region for panel in tab_of(pilot).panels}


@at_sizes((80, 24), (120, 40), (200, 60))
@at_each_tab("calculator", "peers")
async def test_each_panel_has_a_letter_that_leads_to_it(
    shipped: FactBook, tab: str, size: tuple[int, int]
) -> None:
    app = XevApp(shipped, tab=tab)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        panels = tab_of(pilot).panels
        assert {panel.box.id for panel in panels} >= THERE[tab]
        for panel in panels:
            await pilot.press("P")
            assert isinstance(app.screen, Letters)
            assert f" {panel.letter}  {panel.name}" in text_of(app)
            await pilot.press(panel.letter)
            await pilot.pause()
            focused = tab_of(pilot).focused
            assert focused is not None
            assert panel.box in focused.ancestors_with_self, panel.name
            assert focused.region.area, panel.name


async def test_any_other_key_leaves_and_so_does_another_size(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        before = tab_of(pilot).focused
        for key in ("escape", "z", "P", "2", "q", "down"):
            await pilot.press("P", key)
            assert tab_of(pilot).focused is before, key
        assert app.current_mode == "finances"
        await pilot.press("P")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert isinstance(app.screen, Tab)


async def test_a_letter_can_be_clicked(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        (label,) = [each for each in app.screen.query(Static) if "Goal" in str(each.render())]
        await pilot.click(label)
        await pilot.pause()
        assert tab_of(pilot).focused in [*tab_of(pilot).query_one("#goal").walk_children()]


@at_sizes((80, 24), (120, 40), (200, 60), daily={(120, 40)})
@at_each_tab("finances", "disputes")
async def test_a_panel_has_the_screen_to_itself_and_gives_it_back(
    shipped: FactBook, tab: str, size: tuple[int, int]
) -> None:
    app = XevApp(shipped, tab=tab)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        assert alone(pilot) in THERE[tab]
        assert "e Shrink" in strips(app)[-1].text
        for id in THERE[tab]:
            panel = next(panel for panel in tab_of(pilot).panels if panel.box.id == id)
            await pilot.press("P", panel.letter)
            await pilot.pause()
            assert alone(pilot) == id, "a panel is still alone, but another one"
        await pilot.press("escape")
        await pilot.pause()
        assert alone(pilot) == ""


@by_tabs("timeline", "finances")
async def test_all_panels_are_where_they_were_after_one_was_alone(
    shipped: FactBook, tabs: Sequence[str]
) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        for tab, key in product(tabs, ("e", "f11", "escape")):
            app.action_go(tab)
            await pilot.pause()
            before = regions(pilot)
            await pilot.press("f11")
            await pilot.pause()
            assert regions(pilot) != before
            await pilot.press(key)
            await pilot.pause()
            assert regions(pilot) == before, (tab, key)


async def test_the_drawer_stands_beside_all_of_the_tab_meanwhile(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e", "s")
        await pilot.pause()
        assert alone(pilot) == ""
        assert tab_of(pilot).query_one(Drawer).region.area
        await pilot.press("s")
        await pilot.pause()
        assert alone(pilot) == "trend-box"


async def test_it_is_alone_through_sizes_tabs_dialogs_and_currencies(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("e")
        for size in ((80, 24), (20, 5), (1, 1), (200, 60), (40, 12), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert ("too small" in text_of(app)) == (size[0] < 40 and size[0] > 1)
            if size[0] >= 40:
                assert alone(pilot)
        await pilot.press("2", "e", "5", "3", "c", "question_mark", "escape", "x", "escape")
        await pilot.pause()
        assert alone(pilot)


@at_each_tab("finances")
async def test_it_is_alone_through_bursts(shipped: FactBook, tab: str) -> None:
    app = XevApp(shipped, tab=tab)
    async with app.run_test(size=(120, 40)) as pilot:
        await at_once(pilot, *"eePaePePbesesevePPee", "escape", *"eevV", "tab", "f12", "b", "e")
        await at_once(pilot, "P", "ctrl+p", "escape", "escape", *"PePqee")
        await pilot.press("escape", "escape")
        await pilot.pause()
        assert isinstance(app.screen, Tab)
        tab_of(pilot).show_all()
        await pilot.pause()
        assert tab_of(pilot).maximized is None
        focused = tab_of(pilot).focused
        assert focused in tab_of(pilot).focus_chain


async def test_from_a_field_the_keys_are_other_ones(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        row = strips(app)[-1].text
        assert row.startswith("enter Accept esc Restore F11 Enlarge F12 Panels F3 Search")
        assert f"F5–F{min(len(TABS) + 4, 10)} Tabs F1 Help" in row
        await pilot.press("P", "e")
        assert tab_of(pilot).query_one("#fields Input", Input).value == "Pe"
        await pilot.click(KeyBar, offset=(row.index("Restore"), 0))
        await pilot.pause()
        assert "enter Edit" in strips(app)[-1].text
        await pilot.press("f12")
        assert isinstance(app.screen, Letters)


async def test_a_panel_without_a_title_of_its_own_is_headed_and_stays_so(
    shipped: FactBook,
) -> None:
    app = XevApp(shipped, tab="peers")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("e")
        await pilot.pause()
        assert strips(app)[1].text.startswith("─Operating result per car")
        await pilot.press("m")
        await pilot.pause()
        assert strips(app)[1].text.startswith("─Net result per car")
        await pilot.press("P", "d")
        await pilot.pause()
        assert "thousand ¥" in strips(app)[1].text
        await pilot.press("e")
        await pilot.pause()
        assert "─Net result" not in text_of(app)


async def test_in_narrow_dialogs_texts_are_whole_or_left_out(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances", theme="xev-dark")
    async with app.run_test(size=(58, 40)) as pilot:
        for key, end in (
            ("P", "Notes and promises"),
            ("question_mark", "Keys of Finances  m marks and terms  esc closes"),
            ("slash", "tab preview  ↑ ↓ choose"),
        ):
            await pilot.press(key)
            await pilot.pause()
            assert f"{end}\n" in text_of(app)
            await pilot.press("escape")
        await pilot.press("2")
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        cars = [row for row in text_of(app).splitlines() if row.startswith("▌  ") and "¥" in row]
        assert len(cars) > 20
        assert all(" ¥" in row for row in cars)
