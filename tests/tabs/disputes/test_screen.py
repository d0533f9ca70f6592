"""The Disputes tab under keys, mouse and at every size."""

from __future__ import annotations

from dataclasses import replace

from textual.pilot import Pilot
from textual.widgets import Static

from tests.tabs.disputes.dispute_book import COUNTED, FITS, LAUNCHED, SLIPPED, disputes
from tui.app.program import XevApp
from tui.checks.issues import KINDS
from tui.facts.book import FactBook
from tui.facts.model import About, Mark
from tui.tabs.disputes.present import ORDERS
from tui.tabs.disputes.screen import Disputes
from tui.tabs.disputes.widgets import AxisBlock, Topics
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.choices import Choices
from tui.ui.drawer import Drawer
from tui.ui.text import Prose

BOOK = disputes()


def opened(book: FactBook = BOOK, theme: str = "xev-dark") -> XevApp:
    return XevApp(book, tab="disputes", theme=theme)


def tab(pilot: Pilot[None]) -> Disputes:
    screen = pilot.app.screen
    assert isinstance(screen, Disputes)
    return screen


def topics(pilot: Pilot[None]) -> Topics:
    return tab(pilot).query_one(Topics)


def axis(pilot: Pilot[None], where: str = "#values") -> IntervalAxis:
    return tab(pilot).query_one(where, AxisBlock).chart


def lines(pilot: Pilot[None]) -> list[str]:
    return [line.rstrip() for line in topics(pilot).canvas().lines()]


def cursor_line(pilot: Pilot[None]) -> str:
    return next((line for line in lines(pilot) if line.startswith("▌")), "")


def prose(pilot: Pilot[None], where: str) -> str:
    return str(tab(pilot).query_one(where, Prose).render())


def drawer(pilot: Pilot[None]) -> str:
    return str(tab(pilot).query_one(Drawer).query_one(Prose).render())


def strip(pilot: Pilot[None], where: str) -> list[str]:
    return [word.text for word in tab(pilot).query_one(where, Choices).choices if word.on]


async def go_to(pilot: Pilot[None], title: str) -> None:
    """Walk down until the cursor is on a title."""
    await pilot.press("g")
    for _ in range(20):
        if title in cursor_line(pilot):
            return
        await pilot.press("j")
    raise AssertionError(f"{title} is not listed: {lines(pilot)}")


async def test_it_opens_on_the_first_dispute_with_its_values() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert pilot.app.focused is topics(pilot)
        assert "car revenue, Q2 25" in cursor_line(pilot)
        finding = str(tab(pilot).query_one("#finding", Static).render())
        assert finding.startswith("Sources disagree on 6 points")
        assert [span.text for span in axis(pilot).rows] == ["¥20.6bn", "¥20.90bn", "¥2.06bn"]
        assert "★ 20.6 billion CNY" in prose(pilot, "#about")
        assert "slipped decimal" in prose(pilot, "#reasons")
        assert "hk01, 19 Aug 2025, press; after results" in prose(pilot, "#sources")


async def test_moving_tells_of_the_dispute_under_the_cursor() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("G")
        assert "Who is president" in cursor_line(pilot)
        assert "2 Lu Weibing (hk01)" in prose(pilot, "#reasons")
        assert not tab(pilot).query_one("#values", AxisBlock).display
        await pilot.press("k")
        assert "Who is president" not in prose(pilot, "#about")
        await pilot.press("g")
        assert "car revenue" in prose(pilot, "#about")


async def test_headings_are_passed_over() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("g")
        for _ in range(5):
            await pilot.press("j")
            assert cursor_line(pilot)
        assert any(line.strip() == "Xiaomi YU7" for line in lines(pilot))
        assert topics(pilot).place_at(2, 1) is None
        assert topics(pilot).place_at(2, 2) == 0


async def test_enter_goes_to_the_values_and_escape_back() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        assert pilot.app.focused is axis(pilot)
        assert axis(pilot).selected == 0
        await pilot.press("down", "down", "down")
        assert axis(pilot).selected == 2
        await pilot.press("escape")
        assert topics(pilot).has_focus
        assert axis(pilot).selected is None


async def test_tab_goes_to_the_values_and_on_to_the_rates() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("tab")
        assert pilot.app.focused is axis(pilot)
        await pilot.press("tab")
        assert pilot.app.focused is axis(pilot, "#rates")


async def test_a_question_in_words_has_no_values_to_go_to() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("G", "enter")
        assert pilot.app.focused is topics(pilot)


async def test_s_tells_where_the_value_under_the_cursor_comes_from() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        assert "facts.yaml:10" in drawer(pilot)
        assert "facts.yaml:11" in drawer(pilot)
        await pilot.press("s", "enter", "down", "down", "s")
        assert "written as “2.06 billion CNY”" in drawer(pilot)
        assert "facts.yaml:11" in drawer(pilot)
        assert "facts.yaml:10" not in drawer(pilot)
        await pilot.press("up")
        assert "facts.yaml:12" in drawer(pilot)


async def test_the_drawer_leaves_what_has_the_cursor_in_sight() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        assert topics(pilot).display
        assert not tab(pilot).query_one("#detail").display
        await pilot.press("escape", "enter", "s")
        assert not topics(pilot).display
        assert axis(pilot).region.width > 40


async def test_sources_of_a_question_are_in_the_drawer() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("s")
        await go_to(pilot, "What passed")
        assert "[cars] delivered" in drawer(pilot)
        assert "facts.yaml:60" in drawer(pilot)


async def test_z_sorts_and_the_cursor_stays_on_its_dispute() -> None:
    async with opened().run_test(size=(160, 40)) as pilot:
        await go_to(pilot, "launch, YU7")
        seen = []
        for _ in ORDERS:
            await pilot.press("z")
            seen += strip(pilot, "#order")
            assert "launch, YU7" in cursor_line(pilot)
        assert seen == [*ORDERS[1:], ORDERS[0]]
        await pilot.press("Z")
        assert strip(pilot, "#order") == [ORDERS[-1]]


async def test_a_click_on_an_order_takes_it() -> None:
    async with opened().run_test(size=(160, 40)) as pilot:
        await pilot.click("#order", offset=(8, 0))
        assert strip(pilot, "#order") == ["time"]
        await pilot.resize_terminal(70, 30)
        await pilot.pause()
        assert strip(pilot, "#order") == ["by time"]
        await pilot.click("#order", offset=(1, 0))
        assert strip(pilot, "#order") == ["by severity"]


async def test_a_key_and_a_click_sort_by_the_columns_until_another_order_is_asked_for() -> None:
    """Sorted rows have no headings; those without a gap come last."""
    async with opened().run_test(size=(120, 40)) as pilot:
        head = lines(pilot)[0]
        await pilot.click(Topics, offset=(head.index("Gap"), 0))
        leads = [topics(pilot).rows[index].item.lead for index in topics(pilot).order()]
        factors = [lead.factor for lead in leads if lead.gap]
        assert len(factors) > 1
        assert factors == sorted(factors, reverse=True)
        assert not any(lead.gap for lead in leads[len(factors) :])
        assert "Gap▼" in lines(pilot)[0]
        assert "Xiaomi YU7" not in [line.strip() for line in lines(pilot)]
        await pilot.press("z")
        assert "▼" not in lines(pilot)[0]
        await pilot.press("S")
        assert "Kind▼" in lines(pilot)[0]
        kinds = [topics(pilot).rows[index].item.lead.kind for index in topics(pilot).order()]
        assert kinds == sorted(kinds, key=tuple(KINDS).index)


async def test_a_kind_is_typed_or_clicked_and_leads_what_is_left() -> None:
    """An item of two kinds is told as one of the kind that was asked for."""
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("f", *"conversion")
        (row,) = (line for line in lines(pilot) if "car revenue" in line)
        assert "conversion" in row
        await pilot.press("ctrl+u", *"unit error")
        (row,) = (line for line in lines(pilot) if "car revenue" in line)
        assert "×10" in row
        assert not any("range, YU7 Max" in line for line in lines(pilot))
        await pilot.press("escape", "f")
        await pilot.click("#kinds", offset=(1, 0))
        assert tab(pilot).filter_text.split() == ["unit", "error"]


async def test_a_filter_that_hides_everything_says_so() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("f", *"no such", "enter")
        assert not "".join(lines(pilot))
        assert "No row has all of these words." in prose(pilot, "#about")
        await pilot.press("s", "enter", "j", "z")
        assert "Nothing under the cursor has a source." in drawer(pilot)


async def test_currency_moves_the_axis_and_keeps_the_cursor() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await go_to(pilot, "result per car, 2024")
        before = axis(pilot).rows
        await pilot.press("c")
        assert "result per car, 2024" in cursor_line(pilot)
        after = axis(pilot).rows
        assert [span.text for span in before] == ["−¥44,973", "under −¥35,978"]
        assert [span.text for span in after] == ["−$6,250", "under −$5,000"]
        assert [span.high for span in after] != [span.high for span in before]


async def test_new_facts_keep_the_cursor_on_its_dispute() -> None:
    app = opened()
    async with app.run_test(size=(120, 40)) as pilot:
        await go_to(pilot, "launch, YU7")
        first = COUNTED._replace(topic="A new question", about=About("revenue"), mark=Mark(5))
        app.book = replace(BOOK, disputes=(first, *BOOK.disputes))
        await pilot.pause()
        assert any("A new question" in line for line in lines(pilot))
        assert "launch, YU7" in cursor_line(pilot)


async def test_it_goes_to_a_dispute_or_a_disputed_figure() -> None:
    async with opened().run_test(size=(120, 40)) as pilot:
        await pilot.press("f", *"sum", "enter")
        assert tab(pilot).point_at(LAUNCHED)
        await pilot.pause()
        assert "launch, YU7" in cursor_line(pilot)
        assert tab(pilot).point_at(SLIPPED)
        assert "car revenue" in cursor_line(pilot)
        assert not tab(pilot).point_at(FITS[0])
        assert "car revenue" in cursor_line(pilot)


async def test_the_detail_scrolls_while_the_list_has_the_focus() -> None:
    async with opened().run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        detail = tab(pilot).query_one("#detail")
        await pilot.press("J")
        assert detail.scroll_y > 0
        await pilot.press("K", "K")
        assert detail.scroll_y == 0
        assert pilot.app.focused is topics(pilot)
