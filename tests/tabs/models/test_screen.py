"""The Models tab under the fingers: cursor, picks, moves, differences, charts, drawer."""

import pytest
from textual.events import MouseScrollDown
from textual.pilot import Pilot
from textual.widgets import Static

from tests.tabs.models.garage import MODELS, garage, say, with_facts
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.provenance import TextBlock
from tui.tabs.models.screen import Models, PickTrims
from tui.tabs.models.widgets import Compare, TrimList
from tui.ui.charts.ladder import PriceLadder
from tui.ui.charts.scatter import Scatter
from tui.ui.drawer import Drawer

SIZE = (120, 40)


def app_of(book: FactBook | None = None) -> XevApp:
    return XevApp(book or garage(), tab="models")


def screen_of(pilot: Pilot[None]) -> Models:
    screen = pilot.app.screen
    assert isinstance(screen, Models)
    return screen


def table_of(pilot: Pilot[None]) -> Compare:
    return screen_of(pilot).query_one(Compare)


def cursor(pilot: Pilot[None]) -> tuple[str, str]:
    table = table_of(pilot)
    assert table.row is not None
    assert table.trim is not None
    return table.row.key, table.trim.name


def columns(pilot: Pilot[None]) -> list[str]:
    return [trim.name for trim in table_of(pilot).comparison.trims]


def words_of(pilot: Pilot[None], widget: str) -> str:
    return str(screen_of(pilot).query_one(widget, Static).content)


def told(passages: object) -> str:
    assert isinstance(passages, (list, tuple))
    return "\n".join(item.text for item in passages if isinstance(item, TextBlock))


async def test_it_opens_with_the_finding_and_the_cursor_on_a_price() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        assert cursor(pilot) == ("price", "Swift")
        assert words_of(pilot, "#finding") == (
            "Of the 3 cars with a known CLTC range, the Swift Pro offers the most range"
            " for the money; the Crane goes furthest.\n"
            "4 of 4 trims, latest list price, range by CLTC"
        )
        assert words_of(pilot, "#rates") == ""


@pytest.mark.parametrize(
    ("keys", "place"),
    [
        (("down",), ("range_cltc", "Swift")),
        (("j", "j"), ("range_wltp", "Swift")),
        (("right", "l"), ("price", "Crane")),
        (("l", "h"), ("price", "Swift")),
        (("G",), ("length", "Swift")),
        (("G", "g"), ("price", "Swift")),
        (("pagedown", "pageup"), ("price", "Swift")),
        (("right", "right", "right", "right"), ("price", "Other Rook")),
        (("up", "left"), ("price", "Swift")),
    ],
)
async def test_the_cursor_goes_to_every_cell(keys: tuple[str, ...], place: tuple[str, str]) -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press(*keys)
        assert cursor(pilot) == place


async def test_every_cell_tells_its_source_and_the_drawer_follows() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        table, screen = table_of(pilot), screen_of(pilot)
        await pilot.press("s")
        assert screen.query_one(Drawer).is_open
        for row in range(table.count()):
            for column in range(4):
                table.selected, table.column = row, column
                story = told(screen.story())
                spec = table.spec
                assert spec is not None
                assert ("facts.yaml:7" in story) == (spec.text != "–")
        await pilot.press("escape")
        assert not screen.query_one(Drawer).is_open


async def test_a_cell_can_be_copied_with_its_sources() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        table, screen = table_of(pilot), screen_of(pilot)
        for key, kind in (("price", Figure), ("chemistry", Fact)):
            table.point_at(key, "swift/base")
            assert isinstance(screen.subject(), kind)
        table.point_at("range_wltp", "swift/base")
        assert screen.subject() is None


async def test_enter_opens_the_source() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("enter")
        assert screen_of(pilot).query_one(Drawer).is_open


async def test_money_changes_and_the_cursor_stays() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("down", "down", "down", "right", "right")
        before = cursor(pilot)
        assert before == ("price_per_km", "Crane")
        await pilot.press("c")
        assert cursor(pilot) == before
        assert table_of(pilot).spec is not None
        assert words_of(pilot, "#rates").startswith("$1 = ¥8 in Q1 24, ¥10 in Q2 25")
        ladder = screen_of(pilot).query_one(PriceLadder)
        assert ladder.rows[0].text == "$25,000 Mar 2024"


async def test_moving_a_column_goes_round_the_ends_and_takes_the_cursor_along() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("m")
        assert columns(pilot) == ["Swift Pro", "Swift", "Crane", "Other Rook"]
        assert cursor(pilot) == ("price", "Swift")
        await pilot.press("M", "M")
        assert columns(pilot) == ["Swift Pro", "Crane", "Other Rook", "Swift"]
        await pilot.press("m")
        assert columns(pilot) == ["Swift", "Swift Pro", "Crane", "Other Rook"]


async def test_picking_in_the_list_changes_the_columns() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        assert columns(pilot) == ["Swift", "Swift Pro", "Crane"]
        await pilot.press("space")
        assert isinstance(pilot.app.screen, PickTrims)
        await pilot.press("space", "G", "space", "enter")
        assert columns(pilot) == ["Swift Pro", "Crane", "Other Rook"]
        await pilot.press("space", "space", "escape")
        assert columns(pilot) == ["Swift Pro", "Crane", "Other Rook"], "esc changes nothing"


@pytest.mark.parametrize(
    ("keys", "picked"),
    [
        (("space", "escape"), ["Swift", "Crane", "Other Rook"]),
        (("space", "enter"), ["Swift", "Crane", "Other Rook"]),
        (("space", "down", "space", "enter"), ["Swift", "Crane"]),
        (("m",), ["Swift", "Other Rook", "Crane"]),
        (("tab", "space"), ["Swift", "Other Rook"]),
    ],
)
async def test_what_the_filter_hides_stays_picked(keys: tuple[str, ...], picked: list[str]) -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        screen_of(pilot)._take(("swift/base", "crane/", "rook/one"))
        await pilot.press("f", *">245k", "enter")
        await pilot.pause(0.1)
        assert columns(pilot) == ["Crane", "Other Rook"]
        await pilot.press(*keys, "f", "escape")
        assert columns(pilot) == picked


async def test_the_last_car_cannot_be_left_out() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("space", *("space", "down") * 4)
        assert pilot.app.screen.query_one(TrimList).picked == ("rook/one",)
        await pilot.press("enter")
        assert columns(pilot) == ["Other Rook"]


async def test_a_click_in_the_list_picks() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("space")
        await pilot.click(TrimList, offset=(8, 2))
        assert pilot.app.screen.query_one(TrimList).picked == ("swift/base", "crane/", "rook/one")


async def test_differences_from_the_first_car_and_back() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("right", "b")
        spec = table_of(pilot).spec
        assert spec is not None
        assert spec.text == "▲ ¥40,000  20%"
        assert "differences from the Swift" in words_of(pilot, "#finding")
        assert "Swift Pro − Swift" in told(screen_of(pilot).story())
        await pilot.press("b")
        spec = table_of(pilot).spec
        assert spec is not None
        assert spec.text == "¥240,000 Mar 2024"


async def test_only_rows_that_differ_and_the_cursor_finds_its_row_again() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        table = table_of(pilot)
        table.point_at("price_per_km", "crane/")
        await pilot.press("d")
        assert [row.key for row in table.comparison.rows] == [
            *("price", "range_cltc", "price_per_km", "power")
        ]
        assert cursor(pilot) == ("price_per_km", "Crane")
        await pilot.press("d")
        assert cursor(pilot) == ("price_per_km", "Crane")


async def test_the_charts_point_at_the_car_of_the_cursor() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("right", "right")
        screen = screen_of(pilot)
        ladder, scatter = screen.query_one(PriceLadder), screen.query_one(Scatter)
        assert (ladder.selected, scatter.selected) == (2, 2)
        await pilot.press("right")
        assert (ladder.selected, scatter.selected) == (3, None)


async def test_the_charts_have_numbers_with_sources_too() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("tab", "down")
        assert isinstance(pilot.app.focused, PriceLadder)
        assert cursor(pilot) == ("price", "Swift Pro")
        assert "¥240,000" in told(screen_of(pilot).story())
        await pilot.press("tab", "right")
        assert isinstance(pilot.app.focused, Scatter)
        assert "price per km of the Crane" in told(screen_of(pilot).story())


async def test_in_a_chart_space_picks_or_leaves_out_and_enter_tells_the_source() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("tab", "enter")
        assert screen_of(pilot).query_one(Drawer).is_open
        await pilot.press("escape", "space")
        assert columns(pilot) == ["Swift Pro", "Crane", "Other Rook"]
        ladder = screen_of(pilot).query_one(PriceLadder)
        assert [rung.kind for rung in ladder.rows] == ["other", "picked", "picked", "picked rival"]


async def test_a_click_goes_to_the_cell_and_the_wheel_to_the_next_row() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.click(Compare, offset=(50, 4))
        assert cursor(pilot) == ("range_cltc", "Swift Pro")
        table = table_of(pilot)
        table.post_message(MouseScrollDown(table, 9, 9, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert cursor(pilot) == ("range_wltp", "Swift Pro")


async def test_a_search_leads_to_the_cell_and_picks_its_car() -> None:
    book = with_facts(say("power", "rook/one", "180 kW", rank="deprecated"))
    async with app_of(book).run_test(size=(80, 24)) as pilot:
        screen = screen_of(pilot)
        assert "Other Rook" not in columns(pilot)
        assert screen.point_at(MODELS["rook"])
        assert cursor(pilot)[1] == "Other Rook"
        assert screen.point_at(book.facts[10])
        assert cursor(pilot) == ("power", "Crane")
        assert not screen.point_at(book.facts[-1])
        assert not screen.point_at(next(iter(book.sources.values())))


async def test_typing_leaves_only_some_cars_everywhere() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("f", *"<245k")
        screen = screen_of(pilot)
        assert {trim.key for trim in table_of(pilot).comparison.trims} == {
            "swift/base",
            "swift/pro",
        }
        assert len(screen.query_one(PriceLadder).rows) == 2
        assert "2 of 4: price at most ¥245,000" in str(screen.query_one("#left", Static).render())
        await pilot.press("ctrl+u", *"none such", "enter")
        assert "No row has all of these words." in str(
            screen.query_one("#finding", Static).render()
        )
        await pilot.press("space", "escape", "b", "d", "m", "s", "escape", "escape")
        assert len(screen.query_one(PriceLadder).rows) == 4


async def test_the_base_of_a_comparison_stays_in_sight() -> None:
    async with app_of().run_test(size=(60, 24)) as pilot:
        screen = screen_of(pilot)
        screen._take(("rook/one", "swift/base", "swift/pro", "crane/"))
        await pilot.press("b", "l", "l", "l")
        heads = table_of(pilot).canvas().lines()[0]
        assert "Rook" in heads
        assert "Crane" in heads
        assert "Swift" not in heads


async def test_cars_stand_in_the_order_of_a_row_by_a_key_or_a_click_on_its_name() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        screen = screen_of(pilot)
        screen._take(("rook/one", "swift/base", "swift/pro", "crane/"))
        await pilot.press("home", "S")
        assert columns(pilot) == ["Swift", "Swift Pro", "Crane", "Other Rook"]
        assert "Price ▲" in "\n".join(table_of(pilot).canvas().lines())
        await pilot.press("S")
        assert columns(pilot) == ["Other Rook", "Crane", "Swift Pro", "Swift"]
        lines = table_of(pilot).canvas().lines()
        (at,) = (n for n, line in enumerate(lines) if line.startswith(" Range km CLTC"))
        await pilot.click(Compare, offset=(3, at))
        assert columns(pilot) == ["Crane", "Swift Pro", "Swift", "Other Rook"]
        await pilot.press("m")
        assert "▼" not in "".join(table_of(pilot).canvas().lines()), "no longer in that order"


async def test_the_list_of_cars_is_sorted_by_price_and_range() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        await pilot.press("space", "S")
        listed = pilot.app.screen.query_one(TrimList)
        by_price = [offer.trim.key for offer in (listed.rows[n] for n in listed.order())]
        assert by_price == ["rook/one", "crane/", "swift/pro", "swift/base"]
        await pilot.press("S", "S")
        assert listed.sorting is not None
        assert listed.sorting.name == "Range"
        await pilot.press("S", "S")
        assert listed.sorting is None
