"""The Finances tab: one period drives everything, and every number can be asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from textual.pilot import Pilot
from textual.widgets import Digits

from tests.views.accounts import FULL, accounts, without
from tui.app import XevApp
from tui.facts.book import FactBook
from tui.screens.disputes import Disputes
from tui.screens.finances import Finances
from tui.screens.finances_panes import views_at
from tui.widgets.charts import BarTrend, Waterfall
from tui.widgets.drawer import Drawer
from tui.widgets.period_charts import MarkedTrend, PeriodGrid
from tui.widgets.prose import Prose

Running = tuple[Pilot[None], Finances]


@asynccontextmanager
async def running(book: FactBook, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Running]:
    app = XevApp(book, tab="finances", theme="xev-dark")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, Finances)
        yield pilot, app.screen


def said(screen: Finances) -> str:
    return str(screen.query_one("#said").render())


def drawer_text(screen: Finances) -> str:
    return str(screen.query_one(Drawer).query_one(Prose).render())


def margin(screen: Finances) -> str:
    return str(screen.query_one("#margin Prose").render())


def title(screen: Finances, name: str) -> str:
    return str(screen.query_one(f"#{name}-title").render())


def trend(screen: Finances) -> MarkedTrend:
    return screen.query_one("#trend", MarkedTrend)


def grid(screen: Finances) -> PeriodGrid:
    return screen.query_one(PeriodGrid)


def labels(screen: Finances) -> list[str]:
    return [bar.label for bar in trend(screen).bars]


def seen(screen: Finances) -> set[str]:
    """The panes that are on the screen."""
    panes = ("trend", "car", "table", "margin", "cars", "gross")
    return {name for name in panes if screen.query_one(f"#{name}").size.area}


# One period drives everything


async def test_it_opens_on_the_newest_quarter_with_a_result(shipped: FactBook) -> None:
    async with running(shipped) as (_, screen):
        assert screen.query_one("#big", Digits).value == "-38,340"
        assert "Xiaomi lost ¥38,340 on each car, after earning ¥6,891" in said(screen)


async def test_arrows_choose_the_quarter_and_everything_follows(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left")
        assert "yuan per car, Q1 25, ± 659" in said(screen)
        assert "Xiaomi lost ¥6,590 on each car, 34% less than the quarter before." in said(screen)
        assert grid(screen).selected == trend(screen).selected == 3
        assert "One average car  Q1 25" in title(screen, "car")
        assert "75,869" in margin(screen)
        assert [step.text for step in screen.query_one(Waterfall).steps] == [
            "¥244,896",
            "−¥188,153",
            "¥56,742",
            "−¥63,333",
            "−¥6,590",
        ]


async def test_arrows_work_from_the_average_car_and_the_margin_too(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        for place in ("#car", "#margin"):
            screen.query_one(place).focus()
            before = trend(screen).selected
            await pilot.press("left")
            assert before is not None
            assert trend(screen).selected == before - 1


async def test_rows_of_the_table_choose_the_period(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        grid(screen).focus()
        await pilot.press("up", "right", "right")
        assert "Q4 25" in said(screen)
        assert trend(screen).selected == grid(screen).selected == 6
        assert grid(screen).column == 2


async def test_the_change_of_basis_is_marked(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        notes = [bar.note for bar in trend(screen).bars]
        assert notes == ["", "", "operating result", "", "", "", "", "", ""]
        await pilot.press("home")
        assert "on the adjusted net result" in said(screen)


async def test_currency_converts_at_the_mean_of_each_quarter(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left", "c")
        assert "dollars per car, Q1 25, ± 91" in said(screen)
        assert "lost $906 on each car" in said(screen)
        await pilot.press("c")
        assert "euros per car" in said(screen)
        await pilot.press("c")
        assert "lost ¥6,590 on each car" in said(screen)


async def test_a_quarter_stays_selected_when_the_facts_change(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left")
        before = said(screen)
        screen.app.book = replace(
            shipped, facts=tuple(f for f in shipped.facts if f.concept != "asp")
        )
        await pilot.pause()
        assert said(screen) == before


async def test_a_quarter_with_revenue_only_is_in_trend_and_table(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("right")
        assert labels(screen)[-1] == "Q2 26"
        assert screen.query_one("#big", Digits).value == "-"
        assert "Q2 26 is not known: deliveries and result are not known." in said(screen)
        assert "Known: revenue ¥24.9bn." in said(screen)
        assert [cell.text.strip() for cell in grid(screen).table.rows[8]] == [
            *("Q2 26", "–", "24.9 r", "–", "–", "–", "–", "–")
        ]
        assert screen.query_one(Waterfall).steps == ()


# Years, half-years, sums, the bridge


async def test_p_goes_from_quarters_to_years_to_half_years(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("p")
        assert labels(screen) == ["2024", "Q2–Q4 24", "2025"]
        assert "Xiaomi earned ¥2,189 on each car, after losing ¥45,304 the year" in said(screen)
        assert "by year" in title(screen, "trend")
        assert [row[0].text for row in grid(screen).table.rows] == ["2024", "Q2–Q4 24", "2025"]
        await pilot.press("left")
        assert "Without Q1 24, before sales began, Xiaomi lost ¥29,241" in said(screen)
        await pilot.press("p")
        assert "H1 25" in labels(screen)
        assert "Half-years" in title(screen, "table")
        await pilot.press("p")
        assert labels(screen)[0] == "Q2 24"


async def test_a_marked_range_is_added_up_everywhere(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "shift+left")
        assert screen.query_one("#big", Digits).value == "-5,090"
        assert "Q1–Q2 25 pooled" in said(screen)
        assert "−¥0.8bn ÷ 157,171 cars" in said(screen)
        assert trend(screen).marked == {3, 4}
        row = grid(screen).table.rows[grid(screen).selected or 0]
        assert [cell.text.strip() for cell in row[:2]] == ["Q1–Q2 25", "157,171"]
        assert "157,171" in margin(screen)
        await pilot.press("shift+right")
        assert "Q2 25, ± 615" in said(screen)
        await pilot.press("shift+left", "escape")
        assert "Q1 25, ± 659" in said(screen)


async def test_a_mark_stays_over_a_change_of_currency(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "shift+left", "c")
        assert "dollars per car, Q1–Q2 25 pooled" in said(screen)


async def test_ctrl_and_click_marks_too(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left")
        slot = trend(screen).layout_now().slots[3]
        await pilot.click("#trend", offset=(slot.centre, 3), control=True)
        assert trend(screen).marked == {3, 4}


async def test_what_has_no_result_cannot_be_marked(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("shift+right")
        assert "Q1 26" in said(screen)
        assert "pooled" not in said(screen)
        await pilot.press("right", "shift+left")
        assert "pooled" not in said(screen)


async def test_the_bridge_takes_the_place_of_the_average_car(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("b")
        assert "Volume did 90% of it." in said(screen)
        assert [step.label.rstrip("¹²³⁴,") for step in screen.query_one(Waterfall).steps] == [
            *("Q4 25", "Revenue per car", "Unit cost", "Opex spend", "Volume", "Q1 26")
        ]
        await pilot.press("left")
        assert "Bridge  Q3 25 to Q1 26" in title(screen, "car")
        assert trend(screen).selected == 5
        assert trend(screen).marked == {7}
        assert screen.query_one("#big", Digits).value == "-38,340"
        await pilot.press("right", "right", "right")
        assert "Bridge  Q4 25 to Q1 26" in title(screen, "car")
        await pilot.press("escape")
        assert "One average car" in title(screen, "car")


async def test_every_step_of_the_bridge_has_a_story(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("b")
        screen.query_one(Waterfall).focus()
        for row in range(6):
            screen.query_one(Waterfall).selected = row
            await pilot.pause()
            assert "facts.yaml:" in "\n".join(line.text for line in screen.story())


# Notes, promises, disputes, sources


async def test_notes_stand_in_the_margin_with_their_numbers_at_the_figures(
    shipped: FactBook,
) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left")
        assert "1 The result is published to" in margin(screen)
        assert "± 659¹" in said(screen)
        numbered = {step.label for step in screen.query_one(Waterfall).steps}
        assert any(label.startswith("Running costs³") for label in numbered)


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
        assert "between −¥7,249 and −¥5,931" in text
        line = next(f.mark.line for f in shipped.facts_of("deliveries") if f.text == "75,869 cars")
        assert f"facts.yaml:{line}" in text
        await pilot.press("right")
        assert "−¥3,690" in drawer_text(screen)
        await pilot.press("escape")
        assert not screen.query_one(Drawer).is_open


async def test_every_number_of_table_and_average_car_has_a_story(shipped: FactBook) -> None:
    async with running(shipped, (200, 60)) as (pilot, screen):
        screen.action_sources()
        table = grid(screen)
        table.focus()
        assert table.count() == 12
        for row in range(table.count()):
            await pilot.press("home", *["down"] * row)
            for column, cell in enumerate(table.table.rows[row]):
                table.column = column
                if cell.text.strip() in ("–", "Q2 26"):
                    continue
                assert screen.subject() is not None
                assert "facts.yaml:" in "\n".join(line.text for line in screen.story())
        waterfall = screen.query_one(Waterfall)
        waterfall.focus()
        for row in range(waterfall.count()):
            waterfall.selected = row
            assert "facts.yaml:" in "\n".join(line.text for line in screen.story())


async def test_the_other_trends_tell_their_own_figures(shipped: FactBook) -> None:
    async with running(shipped, (200, 60)) as (pilot, screen):
        for name, label in (("cars", "deliveries"), ("gross", "gross margin")):
            screen.query_one(f"#{name}", BarTrend).focus()
            await pilot.press("left")
            subject = screen.subject()
            assert subject is not None
            assert subject.label == label


async def test_y_copies_the_cell(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        grid(screen).focus()
        grid(screen).column = 1
        await pilot.press("up", "y")
        assert screen.app.clipboard == "145,115 cars"


# Every size


async def test_the_views_take_turns_where_there_is_no_room(shipped: FactBook) -> None:
    async with running(shipped, (80, 24)) as (pilot, screen):
        assert seen(screen) == {"trend", "car"}
        await pilot.press("v")
        assert seen(screen) == {"table"}
        assert grid(screen).has_focus
        assert "2024" in [row[0].text for row in grid(screen).table.rows]
        await pilot.press("home", "down", "v")
        assert seen(screen) == {"margin"}
        assert "Q3 24" in said(screen)
        await pilot.press("v")
        assert seen(screen) == {"trend", "car"}
        assert trend(screen).has_focus


async def test_all_has_room_at_120x40_and_three_trends_at_200x60(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        everything = {"trend", "car", "table", "margin"}
        assert seen(screen) == everything
        await pilot.press("v")
        assert seen(screen) == everything
    async with running(shipped, (200, 60)) as (_, screen):
        assert seen(screen) == everything | {"cars", "gross"}


async def test_words_only_in_a_small_terminal(shipped: FactBook) -> None:
    async with running(shipped, (60, 18)) as (pilot, screen):
        assert seen(screen) == {"table"}
        assert grid(screen).has_focus
        await pilot.press("v")
        assert seen(screen) == {"margin"}


async def test_below_40x12_a_notice_takes_the_place_of_the_tab(shipped: FactBook) -> None:
    async with running(shipped, (39, 12)) as (pilot, screen):
        notice = screen.query_one("#too-small")
        assert "40x12" in str(notice.render())
        assert notice.size.area
        assert not seen(screen)
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert not notice.size.area
        assert seen(screen) == {"table"}
        await pilot.resize_terminal(100, 11)
        await pilot.pause()
        assert notice.size.area


async def test_the_cursor_of_the_table_keeps_its_column_over_sizes(shipped: FactBook) -> None:
    async with running(shipped, (200, 60)) as (pilot, screen):
        headings = [column.heading for column in grid(screen).table.columns]
        assert {"ASP", "EV bn"} <= set(headings)
        grid(screen).column = headings.index("Per car")
        await pilot.resize_terminal(80, 40)
        await pilot.pause()
        narrow = [column.heading for column in grid(screen).table.columns]
        assert "EV bn" not in narrow
        assert narrow[grid(screen).column] == "Per car"


@pytest.mark.parametrize(
    "size",
    [(20, 5), (40, 12), (60, 18), (80, 24), (100, 30), (120, 24), (80, 40), (120, 40), (200, 60)],
)
async def test_no_size_breaks_it_nor_is_anything_cut(
    shipped: FactBook, size: tuple[int, int]
) -> None:
    async with running(shipped, size) as (pilot, screen):
        for _ in views_at(*size):
            for widget in screen.query("#stretch > *, #main > *, #head > *, .title"):
                assert widget.region.right <= size[0]
                assert widget.region.bottom <= size[1]
            await pilot.press("left", "s", "right", "s", "v", "down", "c", "b", "left", "b", "p")
            await pilot.press("shift+left", "escape")
        assert screen.is_current


# Other books


async def test_without_figures_it_says_what_to_write() -> None:
    book = accounts({"2025-Q1": {"revenue": "2 billion CNY"}})
    async with running(book) as (pilot, screen):
        assert "No quarter has both cars delivered and a result." in said(screen)
        assert not seen(screen)
        await pilot.press("left", "b", "p", "shift+left", "s", "s", "v", "D", "y", "escape")
        assert screen.is_current


async def test_figures_that_appear_take_the_place_of_the_advice() -> None:
    async with running(accounts({"2025-Q1": {"revenue": "2 billion CNY"}})) as (pilot, screen):
        screen.app.book = accounts({"2025-Q1": FULL})
        await pilot.pause()
        assert "Maker of things lost ¥10,000 on each car." in said(screen)
        await pilot.press("b", "shift+left", "p")
        assert screen.is_current


async def test_without_revenue_the_rest_stands() -> None:
    book = accounts({"2025-Q1": without(FULL, "revenue", "gross_margin")})
    async with running(book) as (pilot, screen):
        assert "No average car for Q1 25" in said(screen)
        assert screen.query_one(Waterfall).steps == ()
        screen.query_one(Waterfall).focus()
        await pilot.press("down", "enter")
        assert screen.is_current
