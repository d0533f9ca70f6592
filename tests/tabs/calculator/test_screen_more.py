"""Scenarios, sources and sizes of the Calculator tab."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.containers import VerticalScroll
from textual.widgets import Static

from tests.economics.quarters import QUARTERS, book_of
from tests.seen import at_sizes, text_of
from tests.tabs.calculator.test_screen import (
    SIZE,
    app_of,
    fields_of,
    screen_of,
    state_of,
    told_in,
    typed,
    words_of,
)
from tui.app.program import XevApp
from tui.tabs.calculator.dialogs import AskName, PickRow
from tui.tabs.calculator.saved import load_scenarios, scenarios_path
from tui.tabs.calculator.screen import Calculator
from tui.ui.charts.paint import CanvasWidget
from tui.ui.charts.tornado import Tornado
from tui.ui.grid import Grid


@pytest.fixture(autouse=True)
def own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


async def test_scenarios_swap_keep_write_and_load() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("right", "a")
        assert typed(pilot) == {}
        await pilot.press("a", "A", "w")
        assert isinstance(pilot.app.screen, AskName)
        await pilot.press("enter")
        rows = load_scenarios(scenarios_path())
        assert [(row.name, row.period, dict(row.assumptions)) for row in rows] == [
            ("Q1 26, 81,856 cars", "2026-Q1", {"deliveries": "81,856"})
        ]
        await pilot.press("R", "l")
        assert isinstance(pilot.app.screen, PickRow)
        await pilot.press("enter")
        assert typed(pilot) == {"deliveries": "81,856"}
        assert state_of(pilot).scenario.name == "Q1 26, 81,856 cars"
        await pilot.press("l", "D")
        await pilot.pause()
        assert load_scenarios(scenarios_path()) == ()


async def test_what_is_expected_of_a_quarter_without_a_result_is_kept_with_its_day() -> None:
    later = book_of(QUARTERS, {"2026-Q2": {"revenue": "24.9 billion CNY"}})
    async with XevApp(later, tab="calculator").run_test(size=SIZE) as pilot:
        spring = {"deliveries": "101,200", "gross_margin": "20.1%", "opex": "7.1bn"}
        state_of(pilot).load("2026-Q2", spring, "")
        await pilot.press("w", "enter")
        await pilot.pause()
        (row,) = load_scenarios(scenarios_path())
        assert row.kept == date.today().isoformat()
        assert row.expected is not None
        assert round(row.expected / 10**6) == round(24_900 * 0.201 - 7_100)
        await pilot.press("l")
        assert "no outcome on file" in str(pilot.app.screen.query_one(Grid).table.rows)


async def test_a_view_that_has_nothing_to_show_says_what_it_needs() -> None:
    later = book_of(QUARTERS, {"2026-Q2": {"revenue": "24.9 billion CNY"}})
    async with XevApp(later, tab="calculator").run_test(size=(80, 24)) as pilot:
        state_of(pilot).load("2026-Q2", {}, "")
        for view in ("goal", "table"):
            screen_of(pilot).action_open(view)
            await pilot.pause()
            told = words_of(pilot, f"#{view} .says")
            assert told == "This needs deliveries, gross margin, result."


async def test_a_broken_file_of_scenarios_is_told_of() -> None:
    scenarios_path().parent.mkdir(parents=True)
    scenarios_path().write_text("scenarios: [", encoding="utf-8")
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("l")
        assert isinstance(pilot.app.screen, Calculator)
        await pilot.press("w", "enter")
        await pilot.pause()
    assert scenarios_path().read_text(encoding="utf-8") == "scenarios: ["


async def test_every_field_answers_where_it_comes_from() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        fields = fields_of(pilot)
        await pilot.press("home", "s")
        assert fields.region.width
        for entry in fields.rows[1:7]:
            await pilot.press("down")
            if entry.mark:
                assert "facts.yaml" in told_in(pilot), entry.field.key
        for key, told in (
            ("cost_fixed_share", "Fixed part of cost of sales: 0%"),
            ("opex_fixed_share", "Fixed share of opex: 100%"),
        ):
            fields.go_to(key)
            await pilot.press("down", "up")
            await pilot.pause()
            assert told_in(pilot).startswith(told)


async def test_the_number_on_the_curve_shows_its_sources_and_caveats() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("tab", "tab", "right", "s")
        told = told_in(pilot)
        assert "your assumption" in told
        assert "Average, not marginal" in told
        await pilot.press("escape", "i")
        assert "Caveats" in told_in(pilot)


async def test_results_are_in_the_currency_shown_and_fields_in_yuan() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("right", "c")
        assert "−$5,382" in words_of(pilot, "#formula")
        assert "yuan in, dollars out" in words_of(pilot, "#fields-title")
        assert typed(pilot) == {"deliveries": "81,856"}
        texts = {entry.field.key: entry.text for entry in fields_of(pilot).rows}
        assert texts["exchange"] == "6.9242"
        assert texts["cost_per_car"] == "196,647"


@at_sizes((20, 5), (40, 12), (60, 18), (78, 20), (80, 24), (100, 30), (120, 40), (200, 60))
async def test_every_view_at_every_size(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        for key in ("right", "v", "v", "v", "v", "v", "v", "v", "s", "s", "g", "b", "escape"):
            await pilot.press(key)
        await pilot.pause()
        rows = pilot.app.export_screenshot()
        assert rows
        for widget in screen_of(pilot).query("*"):
            if widget.display and widget.region:
                assert widget.region.right <= size[0]


@pytest.mark.parametrize("typing", [{}, {"deliveries": "110,000"}])
async def test_at_80x24_nothing_is_cut(typing: dict[str, str]) -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        state_of(pilot).type(typing)
        screen_of(pilot).show_state()
        await pilot.pause()
        fields = "\n".join(fields_of(pilot).canvas().lines())
        assert "…" not in fields
        for entry in fields_of(pilot).rows:
            assert entry.field.label in fields
            assert entry.text in fields
        formula = screen_of(pilot).query_one("#formula")
        assert cell_len(str(formula.render())) <= formula.content_size.width
        for line in words_of(pilot, "#notes").splitlines():
            assert cell_len(line) <= 78
        await pilot.press("v")
        assert "…" not in "\n".join(screen_of(pilot).query_one(Tornado).canvas().lines())
        for key, panel in (("g", "#goal"), ("b", "#bridge")):
            await pilot.press(key)
            chart = screen_of(pilot).query_one(f"{panel} Grid, {panel} Waterfall", CanvasWidget)
            assert "…" not in "\n".join(chart.canvas().lines())


@at_sizes((80, 24), (120, 40))
async def test_a_reason_pushes_no_field_out_of_sight(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        await pilot.press("equals_sign", *"abc")
        await pilot.pause()
        lines = fields_of(pilot).canvas().lines()
        for entry in fields_of(pilot).rows:
            assert any(entry.field.label in line for line in lines), entry.field.label
        assert "Cars: Could not read" in text_of(pilot.app)


@pytest.mark.parametrize(
    "texts", [["5 apples"], pytest.param(["1,5", "5e3", "+1%"], marks=pytest.mark.nightly)]
)
@at_sizes((80, 24), (120, 40))
async def test_a_reason_is_readable_whole(size: tuple[int, int], texts: list[str]) -> None:
    async with app_of().run_test(size=size) as pilot:
        fields = fields_of(pilot)
        for row in fields.rows:
            for text in texts if row.field.is_typed else ():
                fields.go_to(row.field.key)
                fields.edit(text)
                await pilot.pause()
                assert fields.row
                reason = fields.row.error
                # Some fields can be read as a step from what stands there.
                assert reason or text == "+1%", row.field.key
                assert reason in words_of(pilot, "#said"), row.field.key
                below = " ".join(" ".join(fields.canvas().lines()).split())
                assert size[1] < 40 or reason in below, row.field.key
                await pilot.press("escape")


EXTREMES = {
    "deliveries": ("0", "99,999,999", "110k..130k", "-5%..0", "x"),
    "result": ("-9,999bn", "-3.1..3.1bn"),
    "revenue": ("9,999bn", "1"),
    "gross_margin": ("-1,000%", "0..100%"),
    "price": ("+900bn", "-5%..0"),
    "cost_fixed_share": ("0..90%",),
    "opex": ("-1bn", "9,999bn", "4bn..9bn"),
    "opex_fixed_share": ("37.123%", "75%..100%"),
}


@at_sizes((80, 24), (120, 40), (200, 60))
async def test_no_field_moves_while_anything_is_typed(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        fields, places = fields_of(pilot), set()
        for key, texts in EXTREMES.items():
            fields.go_to(key)
            for text in texts:
                fields.edit(text)
                await pilot.pause()
                at = next(y for y, index, _ in fields.in_sight() if index == fields.selected)
                places.add((key, fields.region.y + at))
            await pilot.press("escape" if state_of(pilot).is_stale else "enter")
        assert len(places) == len(EXTREMES), sorted(places)


async def test_every_field_that_cannot_be_read_is_counted() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        state_of(pilot).type({"deliveries": "x", "opex": "y"})
        screen_of(pilot).show_state()
        await pilot.pause()
        assert words_of(pilot, "#said").startswith("Cars: Could not read")
        assert " And 1 more." in words_of(pilot, "#said")


async def test_a_figure_in_print_is_judged_while_it_is_typed() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("C", *"5,500")
        assert "≈ Holds only if it is in dollars" in text_of(pilot.app)
        await pilot.press(*" yuan")
        verdict = str(pilot.app.screen.query_one("#verdict", Static).content)
        assert "✗ Does not hold: a loss of 5,500 CNY" in verdict
        assert "It holds only if it is about Q4 25" in verdict
        await pilot.press("escape", "f7", "C")
        await pilot.pause()
        await pilot.press(*"$5,500", "enter")
        assert pilot.app.clipboard.startswith("Holds")


async def test_a_verdict_without_room_scrolls() -> None:
    async with app_of().run_test(size=(40, 12)) as pilot:
        await pilot.press("C", *"6,590 yuan a car in Q1 2025")
        await pilot.pause()
        box = pilot.app.screen.query_one(VerticalScroll)
        for key in ("down", "pagedown"):
            before = box.scroll_offset.y
            await pilot.press(key)
            await pilot.pause()
            assert box.scroll_target_y > before, key
            box.scroll_home(animate=False)
            await pilot.pause()


async def test_a_sentence_with_its_period_is_judged_for_that_one() -> None:
    app = app_of()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("C", *"6,590 yuan a car in Q1 2025")
        await pilot.pause()
        told = text_of(pilot.app)
        assert "✓ Holds: a loss of 6,590 CNY" in told
        assert "Check a published result per car for Q1 25:" in told
        await pilot.press(*" there")
        await pilot.pause()
        assert 'leave out "there"' in text_of(pilot.app)
        await pilot.press("enter")
        await pilot.pause()
        assert pilot.app.clipboard == ""
        assert app.messages[-1].startswith("Nothing to copy")


async def test_another_tab_takes_what_stands_in_an_open_field() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"95k", "f7")
        await pilot.pause()
        assert pilot.app.current_mode == "finances"
        await pilot.press("4")
        await pilot.pause()
        assert screen_of(pilot).host.inputs == ("2026-Q1", {"deliveries": "95,000"}, {})
        assert screen_of(pilot).focused is fields_of(pilot)
