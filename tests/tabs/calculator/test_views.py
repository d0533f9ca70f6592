"""The views of the tables, of costs and of the quarters ahead."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests import SHIPPED
from tests.economics.quarters import BOOK, DERIVED
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
from tui.economics.account import base_of
from tui.economics.outlook import outlook
from tui.economics.plan import read_plan
from tui.facts.load import load_facts
from tui.facts.period import parse_period
from tui.present.table import FORMATS, render
from tui.present.workbook import Live
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.outlook import outlook_bars, outlook_table
from tui.tabs.calculator.panels import CrossPanel, GoalPanel
from tui.tabs.calculator.views import VIEWS, CostsPanel, OutlookPanel, with_bars
from tui.ui.grid import Grid


async def open_view(pilot: Pilot[None], key: str) -> None:
    screen_of(pilot).action_open(key)
    await pilot.pause()


def cells(pilot: Pilot[None], grid: str) -> list[list[str]]:
    table = screen_of(pilot).query_one(grid, Grid).table
    return [[cell.text for cell in row] for row in table.rows]


async def type_over(pilot: Pilot[None], name: str, text: str) -> None:
    """Type over one of the assumptions of the outlook."""
    screen_of(pilot).query_one("#assumed", FieldList).go_to(name)
    await pilot.press(*text, "enter")
    await pilot.pause()


def assumed(pilot: Pilot[None]) -> dict[str, str]:
    rows = screen_of(pilot).query_one("#assumed", FieldList).rows
    return {row.field.key: row.text for row in rows if row.changed}


def said(pilot: Pilot[None]) -> str:
    return words_of(pilot, "#outlook Sentences")


async def test_costs_show_the_quarters_and_take_the_fixed_share_into_b() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, CostsPanel.KEY)
        rows = cells(pilot, "#costs Grid")
        assert [row[0] for row in (rows[0], rows[-1])] == ["Q2 24", "Q1 26"]
        assert "as if 80% of it were fixed" in words_of(pilot, "#costs .says")
        assert "Q1 26 has the most influence" in words_of(pilot, "#sure")
        await pilot.press("enter")
        assert typed(pilot) == {"opex_fixed_share": "80% in 75%..100%"}


async def test_what_is_typed_over_moves_the_outlook_and_is_undone_as_all_else() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        before = cells(pilot, "#ahead")
        quarters = ["Q2 26", "Q3 26", "Q4 26", "2026", "Q1 27", "Q2 27", "Q3 27"]
        assert [row[0] for row in before] == quarters
        await type_over(pilot, "deliveries_2026", "550,000")
        spread = ["156,381*", "156,381*", "156,382*"]
        assert [row[1] for row in cells(pilot, "#ahead")[:3]] == spread
        assert "A projection from these assumptions, not a forecast" in said(pilot)
        await type_over(pilot, "quarters", "2")
        assert len(cells(pilot, "#ahead")) == 2
        await pilot.press("u")
        await pilot.pause()
        assert [row[1] for row in cells(pilot, "#ahead")[:3]] == spread
        await pilot.press("u")
        await pilot.pause()
        assert cells(pilot, "#ahead") == before
        await pilot.press("U", "U")
        await pilot.pause()
        assert assumed(pilot) == {"quarters": "2", "deliveries_2026": "550,000"}
        assert typed(pilot) == {}
        await pilot.press("r")
        assert assumed(pilot) == {"deliveries_2026": "550,000"}
        await pilot.press("R")
        assert assumed(pilot) == {}


@at_sizes((80, 24), (120, 40), (200, 60))
async def test_what_a_year_comes_to_is_in_sight(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        for quarters in ("6", "12"):
            await type_over(pilot, "quarters", quarters)
            await type_over(pilot, "deliveries", "550k in 2026")
            assert "  2026     550,000*  " in text_of(pilot.app)
        assert "2026 with Q1 " in text_of(pilot.app)
        assert "possibly not by Q1 29." in said(pilot), "whole, where ranges leave it open"


@at_sizes((80, 24), (60, 40), (120, 40))
async def test_nothing_of_the_outlook_lies_below_its_notes(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        for key in ("", "i"):
            await pilot.press(*filter(None, [key]))
            await pilot.pause()
            looking, notes, grid = (
                screen_of(pilot).query_one(name).region
                for name in ("#looking", "#promises", "#ahead")
            )
            assert grid.bottom <= looking.bottom <= notes.y


async def test_cars_are_those_of_each_quarter_unless_a_year_is_named() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        assert "each quarter" in text_of(pilot.app)
        await type_over(pilot, "deliveries", "550k")
        assert "For the cars of a year type 550,000 in 2026." in said(pilot)
        await type_over(pilot, "deliveries", "550k in 2026")
        assert assumed(pilot) == {"deliveries_2026": "550k"}
        assert "are more than in any quarter so far (145,115 in Q4 25)" in text_of(pilot.app)
        await type_over(pilot, "deliveries_2026", "500k in 2026")
        assert assumed(pilot) == {"deliveries_2026": "500k"}


async def test_the_field_of_the_cars_is_about_quarters_of_no_year_with_a_total() -> None:
    async with XevApp(load_facts(SHIPPED), tab="calculator").run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)

        def shown() -> tuple[str, str]:
            rows = screen_of(pilot).query_one("#assumed", FieldList).rows
            return next((row.text, row.note) for row in rows if row.field.key == "deliveries")

        assert shown() == ("104,199", "each quarter")
        await type_over(pilot, "deliveries_2026", "550,000")
        assert shown() == ("182,473", "from Q1 27")
        await type_over(pilot, "deliveries_2027", "700,000")
        assert shown() == ("–", "by year")


async def test_what_the_outlook_does_not_take_is_told() -> None:
    app = XevApp(DERIVED, tab="calculator", inputs=("2025", {"price": "-5%"}, {}))
    async with app.run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        title = words_of(pilot, "#outlook .title")
        assert "B not used, not of 2025 but after Q1 26, in CNY" in title
        notes = words_of(pilot, "#notes")
        assert "Each additional car adds about ¥31,900 in Q1 26, with 80% of opex fixed." in notes
        await open_view(pilot, CostsPanel.KEY)
        assert "in Q1 26" not in words_of(pilot, "#notes")


async def test_what_rests_on_a_single_unsigned_source_is_marked() -> None:
    async with XevApp(load_facts(SHIPPED), tab="calculator").run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket")
        await pilot.pause()
        told = "A single unsigned source reports a loss of about ¥25,000 on each car."
        assert told in words_of(pilot, "#said")
        assert "? unsigned, not cars alone" in words_of(pilot, "#notes")
        marked = {row.field.key for row in fields_of(pilot).rows if "?" in row.note}
        assert marked == {"result", "rounding", "opex"}
        outcome = {row[0]: row[1][-1] for row in cells(pilot, "#outcome Grid")}
        assert {name for name, mark in outcome.items() if mark == "?"} == {
            *("Opex", "Result", "Result per car"),
        }
        await open_view(pilot, OutlookPanel.KEY)
        assert "after Q2 26, ? unsigned, in CNY" in words_of(pilot, "#outlook .title")
        await open_view(pilot, "even")
        fields_of(pilot).focus()
        fields_of(pilot).go_to("result")
        await pilot.press(*"-2.5bn", "enter")
        await pilot.pause()
        assert "?" not in words_of(pilot, "#notes"), "the reader's own"
        assert [row[2][-1] for row in cells(pilot, "#outcome Grid")].count("?") == 0


@at_sizes((80, 24), (120, 40))
async def test_what_is_to_be_known_of_an_outlook_is_told_in_the_order_of_importance(
    size: tuple[int, int],
) -> None:
    app = XevApp(load_facts(SHIPPED), tab="calculator", currency="USD")
    async with app.run_test(size=size) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        await type_over(pilot, "quarters", "7")
        await type_over(pilot, "deliveries_2027", "900k")
        told = words_of(pilot, "#promises")
        beyond = "225,000 cars in Q1 27 are more than in any quarter so far (145,115 in Q4 25)."
        assert told.startswith(beyond)
        assert told.endswith("more (i)")
        assert "i notes" in words_of(pilot, "#outlook .title")
        await pilot.press("i")
        for note in (beyond, "figures stay in CNY", "550,000 cars in 2026 (Lei Jun)", "this model"):
            assert note in " ".join(told_in(pilot).split())
        assert "mean absolute error" in told_in(pilot)
        await open_view(pilot, "even")
        await pilot.press("i")
        assert "mean absolute error" not in told_in(pilot), "which only what looks ahead tells"


async def test_no_number_of_the_outlook_is_cut() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        await type_over(pilot, "price", "550000")
        grid = screen_of(pilot).query_one("#ahead", Grid)
        assert grid.wanted_width() <= grid.size.width
        assert grid.table.columns[-1].heading == "Cumul."


async def test_the_name_of_a_quarter_ahead_stands_for_its_cars() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        await pilot.press("tab")
        subject = screen_of(pilot).subject()
        assert subject
        assert (subject.label, subject.period) == ("deliveries", parse_period("2026-Q2"))


async def test_arrows_step_what_is_assumed_of_the_quarters_ahead() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        await pilot.press("right", "home", "left")
        assert assumed(pilot) == {"deliveries": "81,856", "quarters": "5"}


async def test_an_outlook_is_remembered_but_nothing_wrong_or_half_typed() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        await type_over(pilot, "price", "-1%..0")
        await type_over(pilot, "gross_margin", "cheap")
        await pilot.press("escape", "7")
        assert screen_of(pilot).host.inputs == ("2026-Q1", {}, {"price": "-1%..0"})
    again = XevApp(BOOK, tab="calculator", inputs=("2026-Q1", {}, {"price": "-1%..0"}))
    async with again.run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        assert assumed(pilot) == {"price": "−1%..0"}


async def test_what_no_longer_can_be_assumed_is_told_and_left_out() -> None:
    past = {"deliveries_2025": "500,000", "price": "-1%"}
    app = XevApp(BOOK, tab="calculator", inputs=("2026-Q1", {}, past))
    async with app.run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        assert "Cars in 2025: None of the quarters ahead is in 2025." in said(pilot)
        assert assumed(pilot)["price"] == "−1%"
        assert len(cells(pilot, "#ahead")) == 7


async def test_what_cannot_be_read_stays_open_and_the_last_outlook_stays() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        before = cells(pilot, "#ahead")
        for name, text, says in (
            ("quarters", "13", "quarters, 1 to 12"),
            ("quarters", "1x", "1 to 12"),
            ("deliveries", "9x", "write k, 万, cars or nothing"),
            ("price", "5 cheap", "Could not read"),
        ):
            await type_over(pilot, name, text)
            assert isinstance(screen_of(pilot).focused, Input)
            assert says in said(pilot)
            assert cells(pilot, "#ahead") == before
            await pilot.press("escape")
            assert assumed(pilot) == {}
            assert cells(pilot, "#ahead") == before


@at_sizes((80, 24), (120, 40))
@pytest.mark.parametrize("key", [CostsPanel.KEY, OutlookPanel.KEY])
async def test_views_of_several_quarters_take_the_room_of_the_assumptions(
    key: str, size: tuple[int, int]
) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, key)
        lines = text_of(pilot.app).splitlines()
        assert "Target" not in "\n".join(lines)
        assert sum(not line.strip() for line in lines) < len(lines) / 3
        charts = [chart for chart in screen_of(pilot).query(f"#{key} Chart") if chart.region]
        assert len(charts) == (size == SIZE)


async def test_what_is_assumed_is_exported_beside_what_was_reported() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"95k", "enter")
        await pilot.pause()
        table = screen_of(pilot).rows()
        assert table is not None
        rows = {
            row["Outcome"]: (row["reported"], row["now"], row["change"]) for row in table.records
        }
        assert len(rows) == len(table.records), "what goes in and what comes out have other names"
        assert rows["Assumptions: Cars"] == ("80856", "95000", "")
        assert rows["Assumptions: Revenue"] == ("19900000000", "19900000000", "")
        assert rows["Assumptions: Fixed share of opex"] == ("100%", "100%", "")
        await pilot.press("equals_sign", *"95k..100k", "enter")
        await pilot.pause()
        table = screen_of(pilot).rows()
        assert table is not None
        cars = next(row for row in table.records if row["Outcome"] == "Assumptions: Cars")
        assert cars["now"] == "95k..100k"


async def test_every_view_has_rows_to_export() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        assumed = {"deliveries": "100k..120k", "price": "-5%", "opex_fixed_share": "75%..100%"}
        state_of(pilot).type(assumed)
        screen_of(pilot).show_state()
        for key in VIEWS:
            await open_view(pilot, key)
            table = screen_of(pilot).rows()
            assert table is not None
            assert len(table.records) == len(table.rows) > 0, key
            assert all(head and not set(head) & set("…▼") for head in table.fields), "whole"
            assert screen_of(pilot).file_name == f"calculator-{key}"
            for form in FORMATS:
                assert render(table, form).count("\n") > len(table.rows), key
            sheet = screen_of(pilot).sheet()
            assert sheet is not None
            lives = sum(isinstance(cell.value, Live) for cell in sheet.cells)
            assert lives >= len(table.rows), key


@pytest.mark.parametrize("key", ["sensitivity", "goal", "table"])
async def test_what_is_exported_says_what_it_was_worked_out_from(key: str) -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        state_of(pilot).type({"deliveries": "120k"})
        screen_of(pilot).show_state()
        await open_view(pilot, key)
        table = screen_of(pilot).rows()
        assert table is not None
        about = {"Period": "Q1 26", "Assumed": "120,000 cars", "Currency": "CNY"}
        assert all(about.items() <= record.items() for record in table.records)
        assert render(table, "md").endswith("Q1 26, 120,000 cars, CNY.\n")


@at_sizes((80, 24), (100, 30), (120, 40), (200, 60))
async def test_the_table_has_break_even_by_what_is_fixed_and_a_cell_goes_into_b(
    size: tuple[int, int],
) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, CrossPanel.KEY)
        screen = text_of(pilot.app)
        rows = cells(pilot, "#evens Grid")
        assert rows[0] == ["100%", "143,521 Q4 25", "133,131 Q4 25", "125,697 Q4 25"]
        assert rows[-1][1] == "193,514     ▲"
        assert all(cell in screen for row in rows for cell in row)
        assert "▲ above the" in screen
        grid = screen_of(pilot).query_one("#evens Grid", Grid)
        grid.focus()
        await pilot.press("end", "right", "right", "enter")
        assert typed(pilot) == {"opex_fixed_share": "75%", "cost_fixed_share": "5%"}
        exported = screen_of(pilot).rows()
        assert exported
        assert exported.columns[0].heading == "Opex fixed"


async def test_no_volume_that_breaks_even_is_never() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        state_of(pilot).type({"price": "-30%"})
        await open_view(pilot, CrossPanel.KEY)
        assert {cell for row in cells(pilot, "#evens Grid") for cell in row[1:]} == {"never"}


async def test_with_ranges_all_fields_and_the_worst_combination_are_in_sight_at_80x24() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        state_of(pilot).type({"deliveries": "90k..95k", "opex_fixed_share": "75%..100%"})
        screen_of(pilot).show_state()
        await pilot.pause()
        screen = text_of(pilot.app)
        assert "Worst: cars 90,000, fixed share 75%; best: cars 95,000, fixed share 100%." in screen
        assert all(row.field.label in screen for row in fields_of(pilot).rows)


async def test_rows_that_are_out_of_sight_are_counted() -> None:
    async with app_of().run_test(size=(80, 21)) as pilot:
        lines = fields_of(pilot).canvas().lines()
        assert lines[-1].rstrip().endswith("↓ 3 more")
        await pilot.press("end")
        await pilot.pause()
        assert "↑ 3 more" in fields_of(pilot).canvas().lines()[-1]
        assert "↓" not in fields_of(pilot).canvas().lines()[-1]


def test_bars_go_into_the_rows_beside_the_bounds_or_where_these_were() -> None:
    found = outlook(read_plan(BOOK, base_of(BOOK, parse_period("2026-Q1")), 12, {}))
    table, bars = outlook_table(found, is_brief=True), outlook_bars(found)
    for spare, width, gone in ((30, 28, False), (200, 40, False), (2, 18, True)):
        drawn = with_bars(table, bars, spare)
        heads = [column.heading for column in drawn.columns]
        assert ("with the ranges" not in heads) == gone
        assert heads[-1].split() == ["−10.4", "−3.4"]
        texts = {row[0].text: row[-1].text for row in drawn.rows}
        assert {texts.pop(year) for year in ("2026", "2027", "2028")} == {""}
        assert {len(text) for text in texts.values()} == {len(heads[-1])} == {width}
        starts = [text.index("●") for text in texts.values()]
        assert starts == sorted(starts, reverse=True), "one scale for all"
    heads = [column.heading for column in with_bars(outlook_table(found), bars, 2).columns]
    assert "with the ranges" in heads, "the bounds by rounding make room first"
    assert "by rounding" not in heads
    heads = [column.heading for column in with_bars(table, bars, -17).columns]
    assert heads == [c.heading for c in table.columns if c.heading != "with the ranges"]


@at_sizes((80, 24), (120, 40), (200, 60))
async def test_no_field_of_the_outlook_moves_while_anything_is_typed(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        await open_view(pilot, OutlookPanel.KEY)
        fields, places = screen_of(pilot).query_one("#assumed", FieldList), set()
        typing = {
            "quarters": ("1", "x", "13"),
            "deliveries": ("550k", "1", "100k..900k", "x"),
            "price": ("-99%..0", "1"),
            "opex_drift": ("900bn", "-5bn"),
        }
        for key, texts in typing.items():
            fields.go_to(key)
            for text in texts:
                fields.edit(text)
                await pilot.pause()
                at = next(y for y, index, _ in fields.in_sight() if index == fields.selected)
                places.add((key, fields.region.y + at))
            await pilot.press("escape")
        assert len(places) == len(typing), sorted(places)


async def test_the_answer_that_is_taken_is_that_of_the_case_of_now() -> None:
    async with app_of().run_test(size=(120, 40)) as pilot:
        await open_view(pilot, GoalPanel.KEY)
        screen = screen_of(pilot)
        grid = screen.query_one("#goal Grid", Grid)
        grid.focus()
        await pilot.press("home")
        state = screen.state
        state.draft(state.sheet.typed("opex", "6bn"))
        state.commit()
        await pilot.press("enter")
        assert typed(pilot)["opex"] == "6bn", "as when the views are yet to follow"
        assert len(typed(pilot)) == 2
