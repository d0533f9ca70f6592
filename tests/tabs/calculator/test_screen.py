"""The Calculator tab under the fingers: slider, fields, views, scenarios, drawer, sizes."""

from itertools import groupby
from pathlib import Path

import pytest
from textual.events import Key, MouseScrollDown, Paste
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from tests.economics.quarters import BOOK, DERIVED
from tests.seen import at_sizes, said, text_of
from tests.tabs.calculator.test_present import with_rate
from tui.app.program import XevApp
from tui.tabs.calculator.assumptions import FieldList
from tui.tabs.calculator.dialogs import PickRow
from tui.tabs.calculator.panels import Sentences, View
from tui.tabs.calculator.present import finding
from tui.tabs.calculator.screen import Calculator
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.views import VIEWS
from tui.ui.charts.curve import Curve
from tui.ui.charts.pick import Selectable
from tui.ui.charts.tornado import Tornado
from tui.ui.charts.waterfall import Waterfall
from tui.ui.choices import Choices
from tui.ui.drawer import Drawer
from tui.ui.grid import Grid
from tui.ui.text import Prose

SIZE = (120, 40)


@pytest.fixture(autouse=True)
def own_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


RATED = with_rate(with_rate(BOOK, "2026-Q1", "6.9242"), "2025-Q1", "7.2748")


def app_of() -> XevApp:
    return XevApp(RATED, tab="calculator")


def screen_of(pilot: Pilot[None]) -> Calculator:
    screen = pilot.app.screen
    assert isinstance(screen, Calculator)
    return screen


def state_of(pilot: Pilot[None]) -> CalculatorState:
    return screen_of(pilot).state


def typed(pilot: Pilot[None]) -> dict[str, str]:
    return state_of(pilot).texts


def words_of(pilot: Pilot[None], widget: str) -> str:
    return " ".join(str(screen_of(pilot).query_one(widget).render()).split())


def fields_of(pilot: Pilot[None]) -> FieldList:
    return screen_of(pilot).query_one(FieldList)


def told_in(pilot: Pilot[None]) -> str:
    return str(screen_of(pilot).query_one(Drawer).query_one(Prose).content)


async def test_it_opens_on_the_assumptions_of_the_newest_quarter_as_published() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        assert screen_of(pilot).focused is fields_of(pilot)
        assert fields_of(pilot).key == "deliveries"
        assert "Each car lost about ¥38,300." in words_of(pilot, "#said")
        said = words_of(pilot, "#said")
        assert "at 142,000 to 197,000 cars a quarter, with 75% to 100% of opex fixed" in said
        assert "the last four quarters at 438,000 to 463,000 cars a year" in said
        assert "Each additional car adds about" in words_of(pilot, "#notes")


async def test_keys_move_the_cursor() -> None:
    moves = {
        ("right",): "81,856",
        ("left", "left"): "78,856",
        ("shift+right",): "90,856",
        ("shift+left", "shift+left"): "60,856",
        ("home",): "20,000",
        ("end",): "200,000",
        ("h",): "79,856",
    }
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("tab", "tab")
        for keys, cars in moves.items():
            await pilot.press(*keys)
            assert typed(pilot) == {"deliveries": cars}
            assert f"{cars} cars" in words_of(pilot, "#said")
            await pilot.press("R")


async def test_the_mouse_moves_the_cursor_to_whole_thousands() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.click("#curve", offset=(40, 5))
        cars = int(typed(pilot)["deliveries"].replace(",", ""))
        assert cars % 1000 == 0


async def test_a_number_of_cars_can_be_typed_from_the_curve() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("equals_sign", *"145115", "enter")
        assert typed(pilot) == {"deliveries": "145,115"}
        told = "With all opex fixed each car would earn about ¥500 instead of losing about ¥38,300."
        assert told in words_of(pilot, "#said")


async def test_the_key_that_edits_opens_the_field_under_the_cursor() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        fields = screen_of(pilot).query_one("#fields", FieldList)
        fields.go_to("opex")
        await pilot.press("equals_sign", *"4bn", "enter")
        assert typed(pilot) == {"opex": "4bn"}
        fields.go_to("period")
        await pilot.press("equals_sign")
        assert isinstance(pilot.app.screen, PickRow)
        await pilot.press("escape")
        fields.go_to("exchange")
        await pilot.press("equals_sign")
        assert screen_of(pilot).focused is fields
        screen_of(pilot).action_open("outlook")
        ahead = screen_of(pilot).query_one("#assumed", FieldList)
        ahead.go_to("quarters")
        ahead.focus()
        await pilot.press("equals_sign", *"3", "enter")
        assert state_of(pilot).sheet.ahead.texts == {"quarters": "3"}


async def test_digits_type_into_the_field_under_the_cursor_and_never_leave_the_tab() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        fields = fields_of(pilot)
        await pilot.press("1", "0", "0", "comma", "0", "0", "0")
        assert typed(pilot) == {"deliveries": "100,000"}
        assert isinstance(screen_of(pilot).focused, Input)
        await pilot.press("down")
        assert fields.key == "revenue"
        assert screen_of(pilot).focused is fields


async def test_every_global_key_has_a_form_that_works_inside_a_field() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("equals_sign", "f2")
        assert screen_of(pilot).query_one(Drawer).is_open
        await pilot.press("f4")
        assert screen_of(pilot).currency == "USD"
        await pilot.press("f7")
        await pilot.pause()
        assert pilot.app.current_mode == "finances"


async def test_letters_that_are_keys_elsewhere_are_letters_in_a_field() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("equals_sign", *"1gl")
        assert screen_of(pilot).query_one(Input).value == "1gl"
        assert state_of(pilot).is_stale


async def test_a_wrong_field_greys_the_last_good_result_and_says_why() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("right", "equals_sign", "x")
        assert screen_of(pilot).query_one("Head").has_class("-stale")
        assert "the last result that could be calculated" in words_of(pilot, "#said")
        assert "about ¥37,300" in words_of(pilot, "#said")
        assert "Cars: Could not read" in words_of(pilot, "#said")
        await pilot.press("enter")
        assert isinstance(screen_of(pilot).focused, Input), "what cannot be used stays open"
        await pilot.press("down")
        assert state_of(pilot).texts == {"deliveries": "x"}
        await pilot.press("u")
        assert not screen_of(pilot).query_one("Head").has_class("-stale")
        assert typed(pilot) == {"deliveries": "81,856"}


async def test_escape_puts_back_what_was_there_and_stays_on_the_row() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"95k", "enter", *"7")
        assert typed(pilot) == {"deliveries": "7"}
        await pilot.press("escape")
        assert typed(pilot) == {"deliveries": "95,000"}
        assert screen_of(pilot).focused is fields_of(pilot)
        assert fields_of(pilot).key == "deliveries"
        await pilot.press("u")
        assert typed(pilot) == {}
        await pilot.press("U")
        assert typed(pilot) == {"deliveries": "95,000"}


async def test_escape_and_a_key_that_come_together_are_two_keys() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"95k", "enter", *"7")
        pilot.app.post_message(Key("alt+u", "u"))
        await pilot.pause()
        assert typed(pilot) == {}, "put back, then undone"
        pilot.app.post_message(Key("alt+shift+u", "U"))
        await pilot.pause()
        assert typed(pilot) == {"deliveries": "95,000"}
        await pilot.press("7")
        pilot.app.post_message(Key("alt+8", "8"))
        pilot.app.post_message(Key("alt+enter", "\r"))
        await pilot.pause()
        assert screen_of(pilot).query_one(Input).value == "95,000"
        pilot.app.post_message(Key("alt+x", None))
        await pilot.pause()
        assert fields_of(pilot).is_editing, "a terminal that tells alt apart"


async def test_the_first_row_tells_the_keys_that_lead_to_the_tabs() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        assert "F7 Finances  F8 Calculator" in text_of(pilot.app)
        await pilot.press("5", "escape", "tab")
        assert "3 Finances  4 Calculator" in text_of(pilot.app)


async def test_a_digit_on_a_row_that_is_chosen_leads_nowhere() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("home", "2")
        assert screen_of(pilot).focused is fields_of(pilot)
        assert not fields_of(pilot).is_editing


async def test_a_click_beside_an_open_field_lands_on_the_row_that_was_clicked() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        for aimed_at in ("opex", "period", "rounding", "target"):
            fields = fields_of(pilot)
            fields.go_to("deliveries")
            await pilot.press("equals_sign", *"95k")
            row = next(n for n, item in enumerate(fields.rows) if item.field.key == aimed_at)
            y = next(y for y, index, _ in fields.in_sight() if index == row)
            await pilot.click("#fields", offset=(3, y))
            assert fields.key == aimed_at
            assert typed(pilot) == {"deliveries": "95,000"}


async def test_the_wheel_reaches_every_row_but_leaves_no_open_field() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        fields, goals = fields_of(pilot), screen_of(pilot).query_one("#goal Grid", Grid)

        async def turn(widget: Widget) -> None:
            widget.post_message(MouseScrollDown(widget, 1, 1, 0, 1, 0, False, False, False))
            await pilot.pause()

        for _ in fields.rows:
            await turn(fields)
        assert fields.selected == len(fields.rows) - 1
        fields.go_to("deliveries")
        await pilot.press("9")
        await turn(fields)
        assert fields.is_editing
        assert fields.key == "deliveries"
        await pilot.press("escape", "g")
        await turn(goals)
        assert goals.selected == 1


async def test_pasted_text_arrives_whole() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        pilot.app.post_message(Paste("95,000 cars\n"))
        await pilot.pause()
        await pilot.press("enter")
        assert typed(pilot) == {"deliveries": "95,000"}


async def test_of_a_text_longer_than_its_box_the_end_is_shown() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"100,000 in 2026 or so")
        await pilot.pause()
        assert "in 2026 or so" in text_of(pilot.app)


async def test_a_share_of_the_price_can_be_typed() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("down", "down", "down", *"-5%", "enter")
        assert typed(pilot) == {"price": "-5%"}
        assert "about ¥50,600" in words_of(pilot, "#said")


async def test_what_a_field_takes_and_how_it_was_read_is_told_also_at_80x24() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        await pilot.press("down", "down", "down", "enter")
        await pilot.pause()
        assert "or -5% of its price" in words_of(pilot, "#notes")
        await pilot.press(*"-5%")
        await pilot.pause()
        assert "read as −¥12,306 a car" in words_of(pilot, "#notes")
        await pilot.press("x")
        await pilot.pause()
        assert "Each additional car adds" in words_of(pilot, "#notes"), "the head has the error"
        await pilot.press("escape")
        await pilot.pause()
        assert "Each additional car adds" in words_of(pilot, "#notes")


async def test_only_what_the_keys_go_to_looks_selected() -> None:
    async with app_of().run_test(size=(200, 60)) as pilot:
        for _ in range(8):
            marked = [
                chart for chart in screen_of(pilot).query(Selectable) if chart.marked_at is not None
            ]
            focused = screen_of(pilot).focused
            assert marked == ([focused] if isinstance(focused, Selectable) else [])
            await pilot.press("tab")


async def test_r_resets_the_field_under_the_cursor_and_shift_r_all() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        state_of(pilot).type({"deliveries": "90,000", "gross_margin": "22%", "opex": "5bn"})
        screen_of(pilot).show_state()
        fields = fields_of(pilot)
        fields.focus()
        fields.selected = [entry.field.key for entry in fields.rows].index("gross_margin")
        await pilot.press("r")
        assert typed(pilot) == {"deliveries": "90,000", "opex": "5bn"}
        await pilot.press("R")
        assert typed(pilot) == {}


async def test_arrows_step_a_field_and_choices() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        fields = fields_of(pilot)
        fields.focus()
        await pilot.pause()
        await pilot.press("home", "left")
        assert state_of(pilot).period == "2025-Q4"
        fields.selected = [entry.field.key for entry in fields.rows].index("hold")
        await pilot.press("right")
        assert typed(pilot) == {"hold": "margin"}
        await pilot.press("enter")
        assert typed(pilot) == {}


async def test_enter_on_the_period_opens_the_list_of_periods() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("home", "enter")
        assert isinstance(pilot.app.screen, PickRow)
        await pilot.press("home", "enter")
        assert state_of(pilot).period == "2024-Q2"
        assert "not the operating result" in words_of(pilot, "#notes")


async def test_views_follow_each_other_and_escape_leads_back() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        seen = []
        for _ in VIEWS:
            await pilot.press("v")
            focused = screen_of(pilot).focused
            seen.append(type(focused))
        assert seen == [Tornado, Grid, Waterfall, Grid, Grid, FieldList, Grid, Curve]
        await pilot.press("V")
        assert screen_of(pilot).view == "scenarios"
        await pilot.press("b", "escape")
        assert screen_of(pilot).focused is fields_of(pilot)


async def test_goal_seek_into_scenario_b() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("g", "down", "enter")
        assert typed(pilot)["gross_margin"].startswith("35.6")
        assert "break even" in words_of(pilot, "#said")


async def test_a_target_can_be_set_and_goal_seek_follows() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("g")
        fields_of(pilot).go_to("target")
        fields_of(pilot).edit()
        await pilot.press(*"5000", "enter")
        await pilot.pause()
        grid = screen_of(pilot).query_one("#goal Grid", Grid)
        assert grid.table.rows[0][1].text == "160,000"


async def test_the_bridge_takes_any_two_periods() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("b")
        assert words_of(pilot, "#bridge .says").startswith("Volume is 90% of the fall. No selling")
        await pilot.press("left")
        assert "Q3 25 to Q1 26" in words_of(pilot, "#bridge .title")
        await pilot.press("left_square_bracket")
        assert "Q3 25 to Q4 25" in words_of(pilot, "#bridge .title")


@at_sizes((80, 24), (120, 40))
async def test_a_view_is_chosen_by_its_name(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        for name, key in (("Bridge", "bridge"), ("Goal seek", "goal"), ("Break-even", "even")):
            bar = screen_of(pilot).query_one("#views-bar", Choices)
            at = str(bar.render()).index(name)
            await pilot.click("#views-bar", offset=(at, 0))
            assert screen_of(pilot).view == key
            assert [choice.text for choice in bar.choices if choice.on] == [name]
            assert screen_of(pilot).focused is screen_of(pilot).query_one(f"#{key}", View).target


async def test_no_view_leaves_half_of_the_screen_empty() -> None:
    async with app_of().run_test(size=(120, 40)) as pilot:
        for view in VIEWS:
            screen_of(pilot).action_open(view)
            await pilot.pause()
            # Right of the assumptions, where these stand, from the names of the views on.
            left = screen_of(pilot).query_one("#left").region.right
            lines = [line[left:].strip() for line in text_of(pilot.app).splitlines()[9:36]]
            assert max(len(list(run)) for text, run in groupby(lines) if not text) < 5, view


async def test_brackets_go_from_quarter_to_quarter_and_stop_at_the_ends() -> None:
    async with XevApp(DERIVED, tab="calculator").run_test(size=SIZE) as pilot:
        await pilot.press("right_square_bracket")
        assert state_of(pilot).period == "2026-Q1"
        await pilot.press("left_square_bracket", "left_square_bracket")
        assert state_of(pilot).period == "2025-Q3"
        state_of(pilot).go_to("2025-H1")
        await pilot.press("right_square_bracket")
        assert state_of(pilot).period == "2025-H2"
        await pilot.press("right_square_bracket")
        assert state_of(pilot).period == "2025-H2"


async def test_amounts_of_a_whole_quarter_are_not_taken_for_those_of_a_year() -> None:
    app = XevApp(DERIVED, tab="calculator")
    async with app.run_test(size=SIZE) as pilot:
        moves = {"deliveries": "120k", "opex": "+1bn", "price": "-5%", "gross_margin": "24%"}
        state_of(pilot).type(moves)
        screen_of(pilot)._go_to_period("2025-Q3")
        assert {*typed(pilot)} == {*moves}
        screen_of(pilot)._go_to_period("2025-H1")
        assert {*typed(pilot)} == {"price", "gross_margin"}
        assert "Left out, as amounts of Q3 25 alone: Cars and Opex. u undoes." in said(app)
        await pilot.press("f6", "f8", "u")
        assert {*typed(pilot)} == {*moves}


@at_sizes((80, 24), (120, 40))
async def test_the_head_says_all_of_what_was_found_under_ranges(size: tuple[int, int]) -> None:
    async with app_of().run_test(size=size) as pilot:
        state_of(pilot).type({"deliveries": "110k..130k", "price": "-2,000", "gross_margin": "24%"})
        screen_of(pilot).show_state()
        await pilot.pause()
        head = str(screen_of(pilot).query_one(Sentences).render())
        whole = finding(state_of(pilot).case, is_alone=size == SIZE)
        assert whole in " ".join(head.split())


async def test_what_comes_out_is_shown_as_published_and_now() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*"95k", "enter")
        await pilot.pause()
        table = screen_of(pilot).query_one("#outcome Grid", Grid).table
        assert [column.heading for column in table.columns] == ["", "reported", "now", "change"]
        rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
        assert rows["Opex"] == ["¥7.10bn", "¥7.10bn", "¥0.00bn"]
        assert rows["Gross profit"] == ["¥4.00bn", "¥4.70bn", "+¥0.70bn"]
        assert rows["Result per car"] == ["−¥38,340", "−¥25,266", "+¥13,073"]
        assert "−¥38,340  −¥25,266  +¥13,073" in text_of(pilot.app), "nothing is cut"


async def test_the_outcome_keeps_its_columns_after_views_that_hide_it() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        grid = screen_of(pilot).query_one("#outcome Grid", Grid)
        await pilot.press(*"120000", "enter")
        heads = [column.heading for column in grid.table.columns]
        assert heads == ["", "reported", "now", "change"]
        screen_of(pilot).action_open("outlook")
        await pilot.pause()
        await pilot.press(*"7", "enter")
        await pilot.pause()
        screen_of(pilot).action_open("even")
        await pilot.pause()
        assert [column.heading for column in grid.table.columns] == heads


async def test_scenarios_are_headed_by_what_they_hold_also_after_a_reset() -> None:
    async with app_of().run_test(size=(200, 60)) as pilot:
        await pilot.press(*"95k", "enter", "A", *"110k", "enter", "A", "R")
        await pilot.pause()
        grid = screen_of(pilot).query_one("#scenarios Grid", Grid)
        heads = [column.heading for column in grid.table.columns]
        assert heads == ["", "A 110,000\ncars", "B reported", "B−A", "C 95,000\ncars"]
        assert grid.canvas().lines()[1].split() == ["cars", "cars"]
        screen_of(pilot).action_open("scenarios")
        await pilot.press("right", "right", "right", "enter")
        assert typed(pilot) == {}, "a difference is no scenario"
        await pilot.press("right", "enter")
        assert typed(pilot) == {"deliveries": "95,000"}
        await pilot.press("delete")
        assert len(state_of(pilot).sheet.kept) == 1
        await pilot.press("u", "u")
        assert typed(pilot) == {}
        assert len(state_of(pilot).sheet.kept) == 2


async def test_an_end_of_the_tornado_goes_into_b() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("v", "enter")
        assert typed(pilot) == {"price": "+24,612"}
        await pilot.press("R", "left")
        assert typed(pilot) == {"price": "-24,612"}


async def test_a_cell_of_the_two_way_table_goes_into_b_and_has_a_source() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("v", "v", "v", "v")
        await pilot.pause()
        await pilot.press("up", "right", "enter")
        assert typed(pilot).keys() == {"gross_margin", "deliveries"}
        await pilot.press("s")
        told = told_in(pilot)
        assert "your assumption" in told
