"""The tab of makers beside each other, on the shipped facts."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from tests.seen import at_sizes, drawer_text
from tests.seen import text_of as seen
from tui.app.program import XevApp
from tui.economics.peers import MEASURES
from tui.facts.book import FactBook
from tui.tabs.peers.present import VIEWS, peers_table
from tui.tabs.peers.screen import PeersTab, QuarterGrid
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.ranking import Ranking
from tui.ui.charts.strip import TurnStrip
from tui.ui.grid import Grid


@asynccontextmanager
async def _open(
    book: FactBook,
    *keys: str,
    size: tuple[int, int] = (80, 24),
    currency: str = "CNY",
    ascii_only: bool = False,
) -> AsyncIterator[tuple[PeersTab, Pilot[None]]]:
    app = XevApp(book, tab="peers", currency=currency, ascii_only=ascii_only)
    async with app.run_test(size=size) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert isinstance(app.screen, PeersTab)
        yield app.screen, pilot


async def test_who_lost_more_and_is_it_the_same_kind_of_loss(shipped: FactBook) -> None:
    """Answered on one screen of 80x24: four quarters back, the cursor on NIO."""
    async with _open(shipped, *["left"] * 4, "up") as (tab, pilot):
        text = seen(tab.app)
        assert "In Q1 25 NIO lost 23 times as much on each car as Xiaomi, by the same" in text
        assert "1 Lucid" in text
        assert "−¥1,618,988" in text
        assert "1 segment EBIT, wholesales  2 published to ¥0.1bn" in text
        assert "Rivian        net −¥455,517 ± 421  operating result not on file" in text
        await pilot.press("s")
        assert "6.42 billion" in seen(tab.app)
        wholes = [line for line in drawer_text(pilot).splitlines() if line.startswith("Where ")]
        assert len(wholes) == 2, "the result and the revenue, not the cars that both are told with"


async def test_a_title_without_room_loses_whole_parts(shipped: FactBook) -> None:
    for columns, end in ((80, "r second-hand"), (60, "at 6.9242 per $")):
        async with _open(shipped, size=(columns, 24)) as (tab, _):
            titles = [row for row in seen(tab.app).splitlines() if "result per car  Q1" in row]
            assert [title.endswith(end) for title in titles] == [True]


async def test_who_stands_apart_is_under_the_cursor_with_its_reason_and_sources(
    shipped: FactBook,
) -> None:
    async with _open(shipped, *["down"] * 4) as (tab, pilot):
        names = ["Li Auto", "Leapmotor", "BYD", "Seres", "Geely Auto"]
        for name in names:
            row = tab.query_one(Ranking).row
            assert row
            assert (row.label, row.value) == (name, None)
            assert f"{name} is not ranked in Q1 26: {row.basis}." in " ".join(seen(tab.app).split())
            await pilot.press("s")
            assert "million" in seen(tab.app) or "billion" in seen(tab.app), name
            await pilot.press("s", "down")
        await pilot.press("end", "s")
        assert "Ford Model e: no figures on file." in seen(tab.app)


async def test_without_raised_digits_the_numbers_of_notes_are_no_part_of_a_figure(
    shipped: FactBook,
) -> None:
    async with _open(shipped, *["left"] * 4, ascii_only=True) as (tab, _):
        assert "-Y199,236(1)" in seen(tab.app)


async def test_where_there_is_no_room_whole_columns_go_and_no_figure_is_cut(
    shipped: FactBook,
) -> None:
    async with _open(shipped, *["left"] * 4, size=(120, 40)) as (tab, _):
        heads = [column.heading for column in tab.query_one("#table", Grid).table.columns]
        assert ("Cars %" in heads, heads[-1]) == (False, "Net")
        assert "  −856,877" in seen(tab.app)


async def test_no_figure_is_cut_after_another_view_or_beside_the_drawer(shipped: FactBook) -> None:
    async with _open(shipped, *["left"] * 4, *"vvv", size=(120, 40)) as (tab, pilot):
        table = tab.query_one("#table", Grid)
        assert table.wanted_width() <= table.size.width
        await pilot.press("s")
        await pilot.pause()
        assert table.wanted_width() <= table.size.width


async def test_at_what_volume_the_others_turned(shipped: FactBook) -> None:
    async with _open(shipped, "v") as (tab, _):
        text = seen(tab.app)
        assert "earned in the two quarters with 108,796 cars or more" in text
        for words in ("81,302 and 108,796", "107,658 and 124,807", "never, at up to 14,183"):
            assert words in text
        assert tab.query_one(TurnStrip).has_focus


async def test_every_quarter_of_a_crossing_has_its_source(shipped: FactBook) -> None:
    """At 80x24: of Xiaomi's newest quarter, of one before it, and of another maker's."""
    async with _open(shipped, "v", "s") as (tab, pilot):
        assert "Where −¥3.1bn comes from" in seen(tab.app)
        await pilot.press("s", "left", "left", "s")
        assert "Where ¥0.7bn comes from" in seen(tab.app)
        await pilot.press("s", "down", "s")
        assert "Where −¥3.5215bn comes from" in seen(tab.app)


async def test_enter_takes_the_quarter_of_a_crossing_to_its_ranking(shipped: FactBook) -> None:
    async with _open(shipped, "v", "down", "down", *["left"] * 4) as (tab, pilot):
        strip = tab.query_one(TurnStrip).row
        assert strip
        assert strip.label == "XPeng"
        assert [mark.x for mark in strip.marks if mark.is_chosen] == [94_008]
        assert "enter: Q1 25" in seen(tab.app)
        await pilot.press("enter")
        assert "Net result per car  Q1 25" in seen(tab.app)
        assert tab.query_one(Ranking).has_focus
        bar = tab.query_one(Ranking).row
        assert bar
        assert bar.label == "XPeng"


async def test_what_is_exported_is_the_view(shipped: FactBook) -> None:
    async with _open(shipped) as (tab, pilot):
        for view in VIEWS:
            table = tab.rows()
            assert table
            assert table.records == peers_table(shipped, "CNY", view=view).records
            await pilot.press("v")


async def test_the_maker_stays_under_the_cursor_from_view_to_view(shipped: FactBook) -> None:
    async with _open(shipped, "down", "down") as (tab, pilot):
        bar = tab.query_one(Ranking).row
        assert bar
        assert bar.label == "NIO"
        await pilot.press("v")
        strip = tab.query_one(TurnStrip).row
        assert strip
        assert strip.label == "NIO"
        await pilot.press("v")
        row = tab.query_one(QuarterGrid).row
        assert row
        assert row[0].text == "NIO"
        assert "In Q1 26 Xiaomi lost 10 times as much" in seen(tab.app)


async def test_the_quarters_shown_move_with_the_keys(shipped: FactBook) -> None:
    async with _open(shipped, "v", "v") as (tab, pilot):
        assert "Q4 24" in seen(tab.app)
        assert "Q1 24" not in seen(tab.app).split("Maker")[1]
        await pilot.press(*["left"] * 8)
        await pilot.pause()
        assert "Q1 24" in seen(tab.app).split("Maker")[1]


async def test_two_makers_stand_beside_each_other_as_bars(shipped: FactBook) -> None:
    async with _open(shipped, "v", "v", size=(120, 40)) as (tab, pilot):
        assert "Xiaomi and Zeekr Group" in seen(tab.app)
        await pilot.press("b")
        assert "Xiaomi and Leapmotor" in seen(tab.app)
        await pilot.press("b", *["up"] * 3, *["left"] * 4)
        assert "NIO and Li Auto" in seen(tab.app)
        bars = tab.query_one(BarTrend)
        at = bars.selected
        assert at is not None
        told = [(bar.label, bar.text, bar.hollow) for bar in bars.rows[at : at + 2]]
        assert told == [("Q1 25", "−153", False), ("", "+2.9", True)]


@pytest.mark.parametrize(
    ("keys", "size"), [(("v", "v"), (80, 24)), ((), (120, 40)), (("v",), (120, 40))]
)
async def test_where_no_bars_of_two_makers_are_the_key_says_where_they_are(
    shipped: FactBook, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with _open(shipped, *keys, size=size) as (tab, pilot):
        assert not tab.query_one(BarTrend).display
        assert "b Compare" not in seen(tab.app)
        await pilot.press("b")
        assert isinstance(tab.app, XevApp)
        assert "in the view of all quarters (v), from 100x30 on" in tab.app.messages[-1]


async def test_they_are_there_from_the_size_on_that_is_told(shipped: FactBook) -> None:
    async with _open(shipped, "v", "v", size=(100, 30)) as (tab, _):
        assert tab.query_one(BarTrend).display
        assert "b Compare" in seen(tab.app)


async def test_another_measure_ranks_others(shipped: FactBook) -> None:
    async with _open(shipped, *["left"] * 4, "m") as (tab, pilot):
        text = seen(tab.app)
        assert "Net result per car" in text
        assert "Xiaomi is not ranked in Q1 25: a segment has no net result." in text
        await pilot.press("m", "m", "m", "m")
        assert "Operating result per car" in seen(tab.app)


async def test_every_measure_has_a_quarter(shipped: FactBook) -> None:
    async with _open(shipped) as (tab, pilot):
        for _ in MEASURES:
            assert tab.query_one(Ranking).rows
            await pilot.press("m")


async def test_the_whole_scale_and_back(shipped: FactBook) -> None:
    async with _open(shipped, size=(120, 40)) as (tab, pilot):
        assert "58 × Xiaomi" in seen(tab.app)
        await pilot.press("z")
        assert "× Xiaomi" not in seen(tab.app)


async def test_every_number_of_the_table_has_its_source(shipped: FactBook) -> None:
    async with _open(shipped, "tab", "right", size=(120, 40)) as (tab, pilot):
        table = tab.query_one("#table", Grid)
        assert table.has_focus
        await pilot.press("s")
        await pilot.pause()
        assert "Where 80,856 cars comes from" in seen(tab.app)
        await pilot.press(*["down"] * 4)
        assert "Li Auto is not ranked in Q1 26: operating result not on file." in seen(tab.app)


async def test_in_dollars(shipped: FactBook) -> None:
    async with _open(shipped, *["left"] * 4, currency="USD") as (tab, _):
        text = seen(tab.app)
        assert "7.2748 per $" in text
        assert "−$20,965" in text


@at_sizes((40, 12), (60, 18), (80, 24), (120, 40), (200, 60))
async def test_every_size_shows_every_view(shipped: FactBook, size: tuple[int, int]) -> None:
    async with _open(shipped, size=size) as (tab, pilot):
        for view in VIEWS:
            assert "Xiaomi" in seen(tab.app), view
            await pilot.press("v")


async def test_a_book_of_one_maker_says_how_to_add_another(pinned: FactBook) -> None:
    async with _open(pinned, "v", "v", "v", "m", "left") as (tab, _):
        assert "include" in seen(tab.app)
