"""The Finances tab: one period, range or bridge drives everything."""

from dataclasses import replace

import pytest

from tests.tabs.finances.looks import grid, labels, margin, running, said, title, trend
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.ui.big_number import BigNumber
from tui.ui.charts.waterfall import Waterfall


async def test_it_opens_on_the_newest_quarter_with_a_firm_result(shipped: FactBook) -> None:
    async with running(shipped) as (_, screen):
        assert screen.query_one(BigNumber).value == "-38,340"
        assert "Xiaomi lost about ¥38,300 on each car, after earning about ¥7,600" in said(screen)
        assert "Q2 26: 104,199 cars, ¥24.9bn of revenue; it has an unsigned" in said(screen)
        assert [bar.label for bar in trend(screen).rows if bar.hollow] == ["Q2 26"]


async def test_below_the_finding_stands_the_place_among_the_makers(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        assert said(screen).splitlines()[-1] == "Third largest loss per car of six makers (key 6)."
        await pilot.press("m")
        assert "Fifth largest loss per car of six makers (key 6)." in said(screen)
        await pilot.press("M", "b")
        assert "makers (key 6)" not in said(screen)


async def test_what_nobody_signs_is_no_finding_and_no_term_of_one(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("right")
        assert "A single unsigned source reports a loss of about ¥25,000" in said(screen)
        assert "quarter before" not in said(screen)
        assert "−¥24,952 ?" in [cell.text.strip() for cell in grid(screen).table.rows[8]]
        assert "single unsigned source" in " ".join(margin(screen).split())
        await pilot.press("b")
        assert "One average car" in title(screen, "car")
        await pilot.press("left", "b", "right")
        assert "Bridge  Q4 25 to Q1 26" in title(screen, "car")


async def test_arrows_choose_the_quarter_and_everything_follows(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left")
        assert "yuan per car, Q1 25, ± 659" in said(screen)
        assert "Xiaomi lost about ¥6,600 on each car, 54% less than the quarter before." in said(
            screen
        )
        assert grid(screen).selected == trend(screen).selected == 3
        assert "One average car  Q1 25" in title(screen, "car")
        assert "75,869" in margin(screen)
        assert [step.text for step in screen.query_one(Waterfall).rows] == [
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
        before, after = "adjusted net result", "operating result"
        assert [bar.basis for bar in trend(screen).rows] == [*[before] * 2, *[after] * 7]
        drawn = "\n".join(trend(screen).canvas().lines())
        assert f"{before} ╎ {after}" in drawn
        await pilot.press("home")
        assert "on the adjusted net result" in said(screen)


async def test_currency_converts_at_the_mean_of_each_quarter(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "left", "c")
        assert "dollars per car, Q1 25, ± 91" in said(screen)
        assert "lost about $910 on each car" in said(screen)
        await pilot.press("c")
        assert "euros per car" in said(screen)
        await pilot.press("c")
        assert "lost about ¥6,600 on each car" in said(screen)


async def test_a_quarter_stays_selected_when_the_facts_change(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left")
        before = said(screen)
        assert isinstance(screen.app, XevApp)
        screen.app.book = replace(
            shipped, facts=tuple(f for f in shipped.facts if f.concept != "asp")
        )
        await pilot.pause()
        assert said(screen) == before


async def test_promises_that_a_save_has_dropped_are_not_drawn_again(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(shipped) as (pilot, screen):
        assert screen._promises
        assert isinstance(screen.app, XevApp)
        drawn: list[object] = []
        monkeypatch.setattr(screen, "_show_margin", lambda _: drawn.append(screen._promises))
        screen.app.book = replace(shipped, forecasts=())
        await pilot.pause()
        assert set(drawn) == {()}


async def test_a_quarter_with_revenue_only_is_in_trend_and_table(shipped: FactBook) -> None:
    newest = {"2026-Q2", "2026-H1"}
    facts = (
        fact
        for fact in shipped.facts
        if not fact.period or fact.period.text not in newest or fact.text == "24.9 billion CNY"
    )
    async with running(replace(shipped, facts=tuple(facts))) as (pilot, screen):
        await pilot.press("right")
        assert labels(screen)[-1] == "Q2 26"
        assert screen.query_one(BigNumber).value == "-"
        assert "Q2 26 is not known: it needs deliveries and result." in said(screen)
        assert "Known: revenue ¥24.9bn." in said(screen)
        assert [cell.text.strip() for cell in grid(screen).table.rows[8]] == [
            *("Q2 26", "–", "24.9 r", "–", "–", "–", "–", "–")
        ]
        assert screen.query_one(Waterfall).rows == ()


# Years, half-years, sums, the bridge


async def test_p_goes_from_quarters_to_years_half_years_and_twelve_months(
    shipped: FactBook,
) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("p")
        assert labels(screen) == ["2024", "Q2–Q4 24", "2025"]
        assert (
            "Xiaomi earned about ¥2,200 on each car, after losing about ¥52,200 the year"
            in said(screen)
        )
        assert "by year" in title(screen, "trend")
        assert [row[0].text for row in grid(screen).table.rows] == ["2024", "Q2–Q4 24", "2025"]
        await pilot.press("left")
        assert "Without Q1 24, before sales began, Xiaomi lost about ¥29,000" in said(screen)
        await pilot.press("p")
        assert "H1 25" in labels(screen)
        assert "Half-years" in title(screen, "table")
        await pilot.press("p")
        assert labels(screen)[-1] == "to Q2 26"
        assert "Trailing twelve months" in title(screen, "table")
        await pilot.press("p")
        assert labels(screen)[0] == "Q2 24"


async def test_a_marked_range_is_added_up_everywhere(shipped: FactBook) -> None:
    async with running(shipped) as (pilot, screen):
        await pilot.press("left", "left", "left", "shift+left")
        assert screen.query_one(BigNumber).value == "-5,090"
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
        assert "Volume is 88% of the fall." in said(screen)
        assert [step.label.rstrip("¹²³⁴,") for step in screen.query_one(Waterfall).rows] == [
            *("Q4 25", "Average selling price", "Other revenue per car", "Cost of sales per car"),
            *("Opex", "Volume", "Q1 26"),
        ]
        await pilot.press("left")
        assert "Bridge  Q3 25 to Q1 26" in title(screen, "car")
        assert trend(screen).selected == 5
        assert trend(screen).marked == {7}
        assert screen.query_one(BigNumber).value == "-38,340"
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
