"""What works on every tab: going about, help, currency, theme, search, reload, copy."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic

import pytest
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Input

from tests import SHIPPED, copy_facts
from tests.daily import by_day
from tests.seen import by_tabs, each_tab, strips
from tests.settled import PATIENCE
from tui.app import program
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.app.terminal import turns
from tui.app.themes import THEMES
from tui.checks.brief import brief_of
from tui.checks.report import check_file
from tui.facts.book import FactBook
from tui.facts.load import load_facts, open_book
from tui.present.contested import contested_in
from tui.ui.chrome import NavBar
from tui.ui.drawer import Drawer
from tui.ui.help import Help
from tui.ui.hits import SearchResults
from tui.ui.problems import Problems
from tui.ui.search import Search
from tui.ui.tab import Tab
from tui.ui.text import Prose


async def until(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    """Wait until something has come about, and is on the screen. Raises TimeoutError."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.05)
    await pilot.pause()


async def test_digits_and_function_keys_go_to_the_tabs(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        for number, tab in enumerate(TABS, 1):
            # On the Calculator a digit is typed into the form.
            await pilot.press("f5", str(number))
            assert app.current_mode == tab
            assert app.screen.query_one(NavBar).active == tab
            assert app.focused is not None
        await pilot.press("f5")
        assert app.current_mode == "timeline"
        await pilot.press("ctrl+pageup")
        assert app.current_mode == "peers"
        await pilot.press("ctrl+pagedown")
        assert app.current_mode == "timeline"


async def test_help_lists_every_key_that_works_here(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        bindings = [item.binding for item in app.screen.active_bindings.values()]
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        text = " ".join(str(part.render()) for part in app.screen.query(Prose))
        for binding in bindings:
            if binding.description and not binding.system:
                assert (binding.tooltip or binding.description) in " ".join(text.split())
        await pilot.resize_terminal(80, 24)
        await pilot.press("G")
        await pilot.pause()
        assert app.screen.query_one("#keys").scroll_y > 0
        await pilot.press("escape")
        assert isinstance(app.screen, Tab)


async def test_currency_is_shown_on_every_tab(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("c", "1")
        assert app.screen.query_one(NavBar).currency == "USD"


async def test_at_80_columns_all_tabs_have_their_names_beside_the_currency_shown(
    shipped: FactBook,
) -> None:
    app = XevApp(shipped, tab="models", currency="USD")
    async with app.run_test(size=(80, 24)) as pilot:
        bar = app.screen.query_one(NavBar)
        await until(pilot, lambda: len(bar.status) > 1)
        text = str(bar.render())
        for words in ("1 Timeline", "5 Disputes", "6 Peers", " $ ", "! "):
            assert words in text
        assert "€" not in text
        await pilot.click(NavBar, offset=(text.index("6 Peers"), 0))
        assert app.screen.query_one(NavBar).active == "peers"
        await pilot.resize_terminal(77, 24)
        assert " xev   1  2  3 " in str(app.screen.query_one(NavBar).render())


@by_tabs("models", "finances")
async def test_every_tab_in_every_theme(shipped: FactBook, tabs: Sequence[str]) -> None:
    app = XevApp(shipped, theme="nord")
    async with app.run_test(size=(100, 30)) as pilot:
        for theme in ("nord", *(theme.name for theme in THEMES)):
            app.theme = theme
            async for tab in each_tab(pilot, tabs):
                assert app.theme == theme
                assert app.current_mode == tab


async def test_a_theme_reaches_the_tabs_that_were_shown_before(shipped: FactBook) -> None:
    changed, begun = XevApp(shipped, theme="xev-dark"), XevApp(shipped, theme="xev-light")
    found = list[list[Strip]]()
    for app in (changed, begun):
        async with app.run_test(size=(100, 30)) as pilot:
            async for _ in each_tab(pilot, ("models", "finances")):
                pass
            app.theme = "xev-light"
            async for _ in each_tab(pilot, ("finances", "models")):
                found.append(strips(app))
    assert found[:2] == found[2:]


async def test_search_finds_a_promise_and_goes_there(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"2026 550,000")
        assert isinstance(app.screen, Search)
        hits = app.screen.query_one(SearchResults)
        assert any("550,000" in hit.title for hit in hits.rows)
        await pilot.press("enter")
        await pilot.pause()
        assert app.current_mode == "timeline"


async def test_a_source_without_a_row_tells_its_story(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *"reference rates")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one(Drawer).is_open
        assert "European Central Bank" in str(
            app.screen.query_one(Drawer).query_one(Prose).render()
        )


async def test_escape_leaves_the_search_where_it_was(shipped: FactBook) -> None:
    app = XevApp(shipped, tab="models")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", "x")
        assert app.screen.query_one(Input).value == "x"
        await pilot.press("escape")
        assert app.current_mode == "models"
        assert isinstance(app.screen, Tab)


async def test_a_save_is_taken_over_and_a_broken_one_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "RELOAD_SECONDS", 0.05)
    path = copy_facts(tmp_path)
    app = XevApp(load_facts(path))
    text = path.read_text(encoding="utf-8")
    async with app.run_test(size=(120, 40)) as pilot:
        good = app.book
        path.write_text(
            text.replace("deliveries: 75,869 cars", "deliveries: 75,869 carss"), "utf-8"
        )
        bar = app.screen.query_one(NavBar)
        await until(pilot, lambda: "facts.yaml:" in bar.status[0])
        assert app.book is good
        assert bar.status[1].endswith(" errors")
        await pilot.press("exclamation_mark")
        assert isinstance(app.screen, Problems)
        assert "unknown unit 'carss'" in str(app.screen.query_one(Prose).render())
        await pilot.press("escape")
        replacement = tmp_path / "new"
        replacement.write_text(text.replace("title: What", "title: All"), "utf-8")
        replacement.replace(path)
        await until(pilot, lambda: app.book.title.startswith("All"))
        assert not app.problems
        path.unlink()
        await until(pilot, lambda: app.problems)
        assert app.book.title.startswith("All")


@pytest.mark.parametrize("width", by_day([80, 120], 80))
async def test_what_the_check_says_is_counted_in_the_bar_and_told_by_its_key(
    shipped: FactBook, width: int
) -> None:
    report = check_file(Path(shipped.path), "text")
    lines = report.text.splitlines()
    app = XevApp(shipped, tab="models")
    async with app.run_test(size=(width, 40)) as pilot:
        bar = app.screen.query_one(NavBar)
        await until(pilot, lambda: len(bar.status) > 1)
        count = report.summary.split(", ")[1]
        assert bar.status[1] == f"! {count}"
        assert "! " in str(bar.render())
        await pilot.press("exclamation_mark")
        told = " ".join(str(app.screen.query_one(Prose).render()).split())
    assert told.startswith(report.summary.partition(";")[0])
    for line in lines:
        assert " ".join(line.split()) in told
    assert told.count(".yaml:") == len(lines)
    assert told.index(" ".join(lines[-1].split())) < told.index(" ".join(lines[0].split()))


async def test_kept_facts_are_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = copy_facts(tmp_path)
    contested = contested_in(open_book(path))
    brief_of.cache_clear()
    monkeypatch.setattr("tui.checks.brief.tally", None)
    app = XevApp(open_book(path), tab="models")
    async with app.run_test(size=(120, 40)):
        assert app.screen.query_one(NavBar).status[1] == count_of(path)
        assert app.contested == contested


async def test_after_every_save_the_bar_counts_what_the_check_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "RELOAD_SECONDS", 0.05)
    path = copy_facts(tmp_path)
    text, told = path.read_text(encoding="utf-8"), count_of(path)
    odd = text.replace("deliveries: 75,869 cars", "deliveries: 95,869 cars")
    app = XevApp(open_book(path), tab="models")
    async with app.run_test(size=(120, 40)) as pilot:
        bar = app.screen.query_one(NavBar)
        assert bar.status[1] == told
        path.write_text(odd, "utf-8")
        await until(pilot, lambda: bar.status[1] != told)
        assert bar.status[1] == count_of(path)
        path.write_text(text, "utf-8")
        await until(pilot, lambda: bar.status[1] == told)


def count_of(path: Path) -> str:
    """How the first row tells the errors and warnings that the check finds."""
    counts = check_file(path, "text").summary.split(", ")[:2]
    return f"! {', '.join(count for count in counts if not count.startswith('0 '))}"


async def test_what_takes_long_waits_until_nobody_types(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "REST_SECONDS", 0.5)
    app, done = turns.TurnsApp(), list[float]()
    async with app.run_test() as pilot:
        for _ in range(2):
            app.when_rested(lambda: done.append(monotonic()))
        begun = monotonic()
        await pilot.press("x")
        await until(pilot, lambda: done)
    assert [moment - begun >= 0.9 for moment in done] == [True, True]


async def test_a_figure_is_copied_for_a_spreadsheet_and_for_print(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("left", "left", "left", "left", "y")
        assert app.clipboard == "-6590"
        await pilot.press("Y")
    printed = app.clipboard
    assert "result per car, Q1 2025: −6,590 CNY (−7,250 CNY to −5,931 CNY" in printed
    assert "CarNewsChina" in printed
    assert "facts.yaml:" in printed


async def test_opening_a_source_hands_over_its_address(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def note(url: str) -> bool:
        opened.append(url)
        return True

    monkeypatch.setattr("webbrowser.open", note)
    monkeypatch.setenv("BROWSER", "a browser")
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("left", "left", "left", "left", "o")
    assert opened
    assert opened[0].startswith("https://carnewschina.com/")


async def test_no_colour_keeps_signs_and_words(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert app.theme == "xev-ansi"
        assert app.no_color


def test_the_readme_has_the_keys_of_the_program() -> None:
    from tui.app.keys import key_table

    readme = (SHIPPED.parent / "README.md").read_text(encoding="utf-8")
    _, _, rest = readme.partition("<!-- keys -->\n")
    assert rest.partition("<!-- /keys -->")[0] == key_table()


async def test_a_picture_of_the_screen_fetches_nothing_from_elsewhere(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test():
        picture = app.export_screenshot().replace("http://www.w3.org/2000/svg", "")
    assert "://" not in picture
    assert "@import" not in picture
