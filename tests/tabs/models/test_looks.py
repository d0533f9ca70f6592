"""How the Models tab looks: headings, bars, sizes, themes."""

import pytest
from rich.cells import cell_len

from tests.seen import at_sizes
from tests.tabs.models.garage import garage
from tests.tabs.models.test_screen import SIZE, app_of, columns, screen_of, table_of, told
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.tabs.models.widgets import bar_length
from tui.ui.charts.ladder import PriceLadder
from tui.ui.charts.paint import CanvasWidget
from tui.ui.charts.scatter import Scatter


async def test_headings_stay_while_the_rows_scroll(shipped: FactBook) -> None:
    async with app_of(shipped).run_test(size=(80, 12)) as pilot:
        heading, price = table_of(pilot).canvas().lines()[0], "¥249,900"
        assert any(price in line for line in table_of(pilot).canvas().lines())
        await pilot.press("G")
        lines = table_of(pilot).canvas().lines()
        assert lines[0] == heading
        assert "↑" in lines[-1]
        assert not any(price in line for line in lines)


async def test_a_name_has_the_blanks_up_to_the_next_one(shipped: FactBook) -> None:
    async with app_of(shipped).run_test(size=(80, 24)) as pilot:
        assert "SkyNomad N70 Pro    Model 3 Long Range" in table_of(pilot).canvas().lines()[0]


async def test_a_price_with_its_month_keeps_a_blank_before_the_next_star() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        screen_of(pilot)._take(("swift/pro", "swift/base", "crane/"))
        lines = "\n".join(table_of(pilot).canvas().lines())
        assert "¥240,000 Mar 2024 ★ ¥200,000 Mar 2024 " in lines


async def test_what_the_filter_says_ends_with_a_sign_where_it_has_no_room(
    shipped: FactBook,
) -> None:
    async with app_of(shipped).run_test(size=(80, 24)) as pilot:
        await pilot.press("f", *">700km", "enter")
        await pilot.pause()
        line = screen_of(pilot).query_one("#left").render_line(0).text
        assert line.rstrip().endswith("9 without range…")


async def test_brackets_in_facts_are_text() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        assert any("LFP [cells]" in line for line in table_of(pilot).canvas().lines())


async def test_bars_are_as_long_as_the_numbers() -> None:
    async with app_of().run_test(size=SIZE) as pilot:
        table = table_of(pilot)
        bars = table.canvas().lines()[3]
        price = table.comparison.rows[0]
        lengths = [2 * bar.count("━") + bar.count("╸") for bar in bars.split()]
        width = max(lengths)
        values = [float(spec.value or 0) for spec in price.specs]
        assert lengths == [bar_length(value / max(values), width // 2) for value in values]


async def test_one_chart_at_a_time_where_room_is_short() -> None:
    async with app_of().run_test(size=(80, 24)) as pilot:
        ladder, scatter = (screen_of(pilot).query_one(kind) for kind in (PriceLadder, Scatter))
        assert (bool(ladder.size), bool(scatter.size)) == (True, False)
        await pilot.press("v")
        await pilot.pause()
        assert (bool(ladder.size), bool(scatter.size)) == (False, True)


async def test_more_columns_open_where_there_is_more_room_until_some_are_picked() -> None:
    async with app_of().run_test(size=(60, 24)) as pilot:
        assert len(columns(pilot)) == 2
        await pilot.resize_terminal(120, 40)
        await pilot.pause()
        assert len(columns(pilot)) == 4
        await pilot.press("m")
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert len(columns(pilot)) == 4


@at_sizes((20, 5), (40, 12), (60, 18), (80, 24), (100, 30), (120, 40), (200, 60), (240, 70))
@pytest.mark.parametrize("keys", [(), ("b", "d"), ("s",), ("space",)], ids="-".join)
async def test_no_size_breaks_it(keys: tuple[str, ...], size: tuple[int, int]) -> None:
    async with app_of().run_test(size=(100, 30)) as pilot:
        await pilot.press(*keys)
        await pilot.resize_terminal(*size)
        await pilot.press("down", "right")
        for widget in pilot.app.screen.query(CanvasWidget):
            assert all(cell_len(line) <= size[0] for line in widget.canvas().lines())


@pytest.mark.parametrize("theme", ["xev-dark", "xev-light", "xev-ansi"])
async def test_every_theme(theme: str) -> None:
    async with XevApp(garage(), tab="models", theme=theme).run_test(size=SIZE) as pilot:
        table = table_of(pilot)
        assert [table.render_line(y).cell_length for y in range(4)] == [table.size.width] * 4


async def test_a_book_without_cars_is_no_trouble() -> None:
    empty = FactBook("", garage().as_of)
    async with app_of(empty).run_test(size=SIZE) as pilot:
        await pilot.press("down", "right", "m", "b", "d", "s", "tab", "down")
        assert table_of(pilot).spec is None
        assert told(screen_of(pilot).story()) == "No car here has a figure."
