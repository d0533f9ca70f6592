"""The palette, the row of keys and the user's own keys, on any tab."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from textual.widgets import Input, Static

from tests.seen import at_sizes, each_tab, strips, tab_of, text_of
from tui.app.keys import key_rows
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.book import FactBook
from tui.tabs.finances.screen import Finances
from tui.ui.charts.pick import Selectable
from tui.ui.chrome import KeyBar
from tui.ui.drawer import Drawer
from tui.ui.help import ANYWHERE, EVERY_TAB, Help, groups_of, of_one_tab
from tui.ui.tab import Tab

# Palette


async def test_the_palette_leads_to_any_thing(shipped: FactBook) -> None:
    things = {
        "period q1 25": "finances",
        "car su7 ultra": "models",
        "promise profitable": "timeline",
        "dispute": "disputes",
        "go to timeline": "timeline",
    }
    app = XevApp(shipped, tab="calculator")
    async with app.run_test(size=(120, 40)) as pilot:
        for typed, tab in things.items():
            app.action_go("calculator")
            await pilot.press("ctrl+p")
            app.screen.query_one(Input).value = typed
            await pilot.pause()
            await app.screen.workers.wait_for_complete()
            await pilot.pause()
            await pilot.press("enter", "enter")
            await pilot.pause()
            assert app.current_mode == tab, typed
            assert isinstance(app.screen, Tab)


async def test_the_palette_knows_themes_currencies_and_every_source(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="finances")
    async with app.run_test(size=(120, 40)):
        found = {command.title: command for command in app.get_system_commands(app.screen)}
        found["Theme nord"].callback()
        found["Show money in euros (€)"].callback()
        assert (app.theme, app.currency) == ("nord", "EUR")
        assert sum(text.startswith("Open source ") for text in found) >= 2
        for noun in ("Export as CSV", "Copy a citation", "Edit facts.yaml", "Event", "Quit"):
            assert any(text.startswith(noun) for text in found), noun


async def test_help_and_palette_have_every_key_of_the_tab_once(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(200, 60)) as pilot:
        async for tab in each_tab(pilot):
            offered = {(item.title, item.help) for item in app.get_system_commands(app.screen)}
            shared = {EVERY_TAB, ANYWHERE, TABS[tab].title}
            groups = groups_of(tab_of(pilot), {})
            for place, rows in groups.items():
                for does, keys in rows.items() if place in shared else ():
                    assert (does, keys[0]) in offered, (tab, does)
                keys = [key for row in rows.values() for key in row]
                assert len(keys) == len(set(keys)), (tab, place, keys)
            first = ["home"] if tab == "calculator" else ["home", "g"]
            assert groups[Selectable.CALLED]["First"] == first


# Help


def test_no_key_has_two_meanings_in_one_place() -> None:
    places: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in key_rows():
        places[row.place].update(row.keys)
    shared = set(places[EVERY_TAB] | places[ANYWHERE])
    for place, keys in places.items():
        assert max(keys.values()) == 1, (place, keys.most_common(3))
        assert not re.search("[a-z][A-Z]", place), "a name for people, not that of a class"
    for tab in TABS.values():
        assert shared.isdisjoint(places[tab.title]), tab.title


@at_sizes((80, 24), (120, 40))
async def test_help_explains_the_marks_and_the_terms_of_the_tab(
    shipped: FactBook, size: tuple[int, int]
) -> None:
    app = XevApp(shipped, tab="timeline")
    async with app.run_test(size=size) as pilot:
        await pilot.press("question_mark")
        assert "m marks and terms" in text_of(app)
        await pilot.press("m")
        await pilot.pause()
        assert "Marks and terms of Timeline  m keys" in text_of(app)
        assert "A promise made" in text_of(app)
        assert "The best of its row" not in text_of(app), "that is on Models"
        await pilot.press("G")
        await pilot.pause()
        assert "second-hand" in text_of(app)
        await pilot.press("m", "question_mark")
        assert isinstance(app.screen, Tab)


def test_help_counts_what_a_tab_inherits_among_its_own_keys() -> None:
    class Heir(Finances):
        pass

    own = {binding.id for binding in of_one_tab(Heir)}
    assert "finances.by" in own
    assert "go.back" not in own


# The row of keys


async def test_help_is_in_the_last_row_at_every_width(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="timeline")
    async with app.run_test(size=(240, 24)) as pilot:
        for width in (240, 120, 80, 60, 40):
            await pilot.resize_terminal(width, 24)
            await pilot.pause()
            last = strips(app)[-1].text
            assert "? Help" in last
            assert f"1–{len(TABS)} Tabs" in last
            assert last.endswith("▏^p palette " if width >= 120 else "▏^p ")
            panels = "e Enlarge P Panels" if width >= 120 else "e P Panels"
            assert (panels in last) == (width >= 60)
            await pilot.click(KeyBar, offset=(last.index("?"), 0))
            assert isinstance(app.screen, Help)
            await pilot.press("escape")


async def test_a_field_shows_the_keys_that_work_inside_it(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        field = Input()
        await tab_of(pilot).query_one("#body").mount(field)
        field.focus()
        await pilot.pause()
        assert "F1 Help" in strips(app)[-1].text
        await pilot.press("f1")
        assert isinstance(app.screen, Help)


async def test_a_click_beside_an_overlay_closes_it(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        for key in ("question_mark", "slash", "x", "exclamation_mark"):
            await pilot.press(key)
            assert not isinstance(app.screen, Tab)
            await pilot.click(offset=(1, 39))
            assert isinstance(app.screen, Tab), key
        await pilot.press("question_mark")
        await pilot.click("#keys")
        assert isinstance(app.screen, Help)


# The user's own keys


async def test_remapped_keys_work_and_are_told(shipped: FactBook) -> None:
    keys = {"help.open": "ctrl+t", "go.models": "w", "source.open": "ctrl+o"}
    app = XevApp(shipped, keys=keys, remarks=["config.toml:2: [odd] is not known."])
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await pilot.pause()
        assert "[odd] is not known." in text_of(app)
        await pilot.press("s")
        await pilot.pause()
        assert "^t Help" in strips(app)[-1].text
        hint = tab_of(pilot).query_one(Drawer).query_one("#keys", Static)
        assert "^o open" in str(hint.render())
        await pilot.press("question_mark", "2")
        assert app.current_mode == "finances"
        await pilot.press("w")
        assert app.current_mode == "models"
        await pilot.press("ctrl+t")
        assert isinstance(app.screen, Help)
        await pilot.press("end")
        assert "^o" in text_of(app)
