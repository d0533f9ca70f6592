"""Tornado, goal seek, bridge, two-way table and scenarios of the Calculator."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.economics.quarters import BOOK, DERIVED
from tests.tabs.calculator.test_present import case, entry, state
from tui.economics.moves import Move, written
from tui.economics.scenario import Scenario
from tui.economics.sensitivity import tornado
from tui.facts import fmt
from tui.tabs.calculator.charts import (
    bridge_steps,
    bridge_to,
    change_at,
    end_of,
    result_under,
    tornado_row,
)
from tui.tabs.calculator.fields import MARKS, mark, stepped
from tui.tabs.calculator.present import caveats, headings, typed_over
from tui.tabs.calculator.sheet import Sheet
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import (
    change_for_cell,
    cross,
    goal_export,
    goal_sentences,
    goal_table,
    goals,
    scenario_export,
    scenario_table,
    with_records,
)


def test_the_tornado_gives_both_ends_and_the_rounding_in_its_own_tone() -> None:
    made = case()
    rows = [tornado_row(made, swing) for swing in tornado(made.base, made.change)]
    assert [round(row.low) for row in rows[:2]] == [-62951, -18675]
    rounding = next(row for row in rows if row.label == "Rounding of result")
    assert rounding.low == rounding.high
    assert [round(end) for end in rounding.reach()] == [-38958, -37721]


def test_an_end_of_the_tornado_becomes_scenario_b_as_typed_fields() -> None:
    for better in (True, False):
        for number in range(5):
            made = state()
            change = change_at(tornado(made.case.base, made.case.change)[number], better=better)
            wanted = result_under(made.case, change)
            made.assume(change)
            assert not made.is_stale
            assert made.texts
            assert wanted is not None
            assert made.case.per_car is not None
            assert abs(made.case.per_car.value - wanted.value) < 2


def test_the_ends_that_the_tornado_draws_are_what_their_formulas_give() -> None:
    for currency in ("CNY", "USD"):
        made = state(currency=currency).case
        for swing in tornado(made.base, made.change):
            row = tornado_row(made, swing)
            if not swing.step:
                continue
            for better, drawn in ((True, max(row.low, row.high)), (False, min(row.low, row.high))):
                told = end_of(made, swing, better=better)
                assert told == result_under(made, change_at(swing, better=better))
                assert told is not None
                assert abs(float(told.value) - drawn) < 1e-6


def test_goal_seek_answers_for_every_input_and_typing_the_answer_reaches_the_target() -> None:
    for target in ("0", "5,000"):
        made = state(target=target)
        rows = goals(made.case)
        assert [row.label for row in rows[:4]] == [
            "Cars",
            "Gross margin",
            "Price, cost held",
            "Price, margin held",
        ]
        for row in rows:
            other = state(target=target)
            assert row.answer.outcome is not None
            other.assume(row.answer.outcome.change)
            assert not other.is_stale
            assert other.case.per_car is not None
            gap = abs(other.case.per_car.value - made.case.target)
            assert gap < 30, (row.label, other.texts, other.case.per_car.value)


def test_goal_seek_says_needed_now_and_check() -> None:
    made = case()
    rows = goals(made)
    table = goal_table(made, rows)
    assert [cell.text for cell in table.rows[0]] == ["Cars", "144,000", "80,856", "+78%"]
    assert [cell.text for cell in table.rows[1]] == ["Gross margin", "35.7%", "20.1%", "+15.6 pt"]
    assert [cell.text for cell in table.rows[5]][1:3] == ["¥4.00bn", "¥7.10bn"]
    assert goal_sentences(made, rows[0]) == (
        "Break-even at about 144,000 cars. Check: that leads to ¥0 per car."
    )
    assert "at the same cost of sales per car. To type: +38,340." in goal_sentences(made, rows[2])


def test_goal_seek_and_scenarios_tell_the_bounds_under_ranges() -> None:
    ranged = case(opex_fixed_share="75%..100%", deliveries="100k..120k")
    table = goal_table(ranged, goals(ranged))
    assert table.columns[-1].heading == "With the ranges"
    assert [row[-1].text for row in table.rows][:2] == ["142k to 197k", "23.8% to 30.9%"]
    rows = scenario_table([case(), ranged], ["published", "ranged"], 100).rows
    spans = {rows[n - 1][0].text: row for n, row in enumerate(rows) if "ranges" in row[0].text}
    assert list(spans) == ["Result per car", "Result", "Break-even cars"]
    assert [cell.text for cell in spans["Break-even cars"]][1:] == ["", "142k to 197k", ""]
    moved = case(deliveries="90k..120k")
    price, _, cost, opex = [row[-1].text for row in goal_table(moved, goals(moved)).rows][2:]
    assert price == "¥254k to ¥277k", "254,778 to 276,709, rounded outwards as in sentences"
    assert [cost, opex] == ["¥166k to ¥188k", "¥4.43bn to ¥5.97bn"]
    never = case(opex_fixed_share="0%..100%")
    assert goal_table(never, goals(never)).rows[0][-1].text == "142k or none"


def test_exports_have_what_ranges_allow_as_numbers() -> None:
    never = case(opex_fixed_share="0%..100%")
    cars = with_records(goal_export(never, goals(never))).records[0]
    assert (cars["Needed with the ranges from"], cars["Needed with the ranges to"]) == (
        "142203.114684",
        "none",
    )
    assert "With the ranges" not in cars
    ranged = case(opex_fixed_share="75%..100%")
    told = with_records(scenario_export([case(), ranged], ["published", "ranged"]))
    by_name = {record["Scenarios"]: record for record in told.records}
    assert not [name for name in by_name if "ranges" in str(name)]
    even = by_name["Break-even cars"]
    low, high = (even[f"B ranged with the ranges {side}"] for side in ("from", "to"))
    assert Decimal(str(low)) < 143_000 < 190_000 < Decimal(str(high))
    assert by_name["Revenue"]["B ranged with the ranges from"] == ""


def test_a_goal_without_an_answer_says_why() -> None:
    made = case(gross_margin="exactly -5%")
    rows = goals(made)
    assert goal_table(made, rows).rows[0][1].text == "none"
    assert "No volume breaks even" in goal_sentences(made, rows[0])
    assert rows[0].answer.outcome is None


def test_the_bridge_adds_up_and_says_which_cause_it_was() -> None:
    made = state()
    before = made.base("2025-Q4")
    built = bridge_to(made.case, before)
    assert built is not None
    bars = bridge_steps(made.case, before, built)
    assert [bar.label for bar in bars] == [
        "Q4 25",
        "Revenue per car",
        "Cost of sales per car",
        "Opex",
        "Volume",
        "Q1 26",
    ]
    assert round(bars[-2].end, 6) == round(bars[-1].end, 6)


def test_the_bridge_stays_in_yuan_where_the_earlier_period_has_no_rate() -> None:
    made = state(currency="USD")
    before = made.base("2025-Q4")
    built = bridge_to(made.case, before)
    assert built is not None
    bars = bridge_steps(made.case, before, built)
    assert round(bars[-2].end, 6) == round(bars[-1].end, 6)
    assert [bars[0].text, bars[-1].text] == ["+¥6,891", "−¥38,340"]


def test_between_periods_with_a_rate_each_end_is_at_its_own() -> None:
    made = state(currency="USD")
    before = made.base("2025-Q1")
    built = bridge_to(made.case, before)
    assert built is not None
    bars = bridge_steps(made.case, before, built)
    assert round(bars[-2].end, 6) == round(bars[-1].end, 6)
    assert [bars[0].text, bars[-2].label, bars[-1].text] == ["−$906", "FX rate", "−$5,537"]


def test_the_two_way_table_holds_the_present_account() -> None:
    made = case()
    found = cross(made, 20_000, 190_000, 6, 7)
    assert found is not None
    row = found.margins.index(found.here)
    column = found.cars.index(Decimal(80_856)) + 1
    assert found.table.rows[row][column].text == "−38.3k"
    assert found.table.columns[column].heading.startswith("▼")
    figure = result_under(made, change_for_cell(made, found, row, column))
    assert figure is not None
    assert round(figure.value) == -38340
    assert made.scenario.assuming(change_for_cell(made, found, row, column)).texts == {
        "gross_margin": "20.1%",
        "deliveries": "80,856",
    }
    margin_alone = change_for_cell(made, found, 0, 0)
    assert made.scenario.assuming(margin_alone).texts == {"gross_margin": "26.1%"}


@pytest.mark.parametrize("margin", ["exactly -1,000%", "100%"])
def test_the_two_way_table_reaches_to_the_margins_that_can_be_typed(margin: str) -> None:
    found = cross(case(gross_margin=margin), 20_000, 190_000, 6, 7)
    assert found is not None
    assert found.here in (found.margins[0], found.margins[-1])


@pytest.mark.parametrize("count", range(2, 10))
@pytest.mark.parametrize("least", [8_000, 20_000, 40_000])
def test_the_two_way_table_has_as_many_volumes_as_there_is_room_for(count: int, least: int) -> None:
    found = cross(case(), least, 200_000, count, 7)
    assert found is not None
    assert len(found.cars) == count
    assert found.cars[-1] >= 160_000, "up to where it breaks even"


def test_there_is_no_two_way_table_around_a_margin_that_cannot_be_typed() -> None:
    made = case(cost_per_car="+9bn")
    assert made.account.gross_margin is not None
    assert made.account.gross_margin.value < -1000
    assert cross(made, 20_000, 190_000, 6, 7) is None


def test_there_is_no_two_way_table_where_a_margin_is_known_and_no_revenue() -> None:
    """Another margin cannot be assumed there, as of Zeekr in Q3 24; its rows had no cells."""
    published = case().published._replace(revenue=None)
    made = replace(case(), scenario=Scenario(published))
    assert made.per_car is not None
    assert made.account.gross_margin is not None
    assert cross(made, 20_000, 190_000, 6, 7) is None


def test_scenarios_stand_side_by_side_with_their_difference() -> None:
    made = state(deliveries="145,115")
    table = scenario_table(made.side_by_side, headings(made.side_by_side), 78)
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["Cars"] == ["80,856", "145,115", "+64,259"]
    assert rows["Result per car"] == ["−¥38,340", "+¥543", "+¥38,883"]
    assert rows["Gross margin"] == ["20.1%", "20.1%", "0.0 pt"]
    assert [column.heading for column in table.columns] == [
        "",
        "A reported",
        "B 145,115 cars",
        "B−A",
    ]


@pytest.mark.parametrize("price", range(-8000, 8000, 1000))
def test_volumes_that_are_rounded_up_differ_by_what_is_shown(price: int) -> None:
    made = state(price="-3,000")
    made.keep()
    made.type({"price": f"{price}"})
    table = scenario_table(made.side_by_side, headings(made.side_by_side), 78)
    cells = next(row[1:] for row in table.rows if row[0].text == "Break-even cars")
    first, second, apart = (int(fmt.plain_minus(cell.text).replace(",", "")) for cell in cells)
    assert apart == second - first


def test_scenarios_about_several_periods_say_which_and_a_name_goes_with_its_assumptions() -> None:
    made = state(deliveries="145,115")
    made.load("2025-Q1", {"price": "-5%"}, "cheaper")
    made.keep()
    made.go_to("2026-Q1")
    assert headings(made.side_by_side) == ["Q1 25 cheaper", "Q1 26 price −¥12,306"]
    made.swap()
    assert headings(made.side_by_side) == ["Q1 26 price −¥12,306", "Q1 25 cheaper"]
    made.put("deliveries", Move(Decimal(80_000)))
    assert headings(made.side_by_side)[1].startswith("Q1 25 80,000 cars")


def test_a_and_b_change_places_and_b_can_be_kept_as_a() -> None:
    made = state(deliveries="145,115")
    made.swap()
    assert not made.texts
    assert made.side_by_side[0].scenario.texts == {"deliveries": "145,115"}
    made.swap()
    made.keep()
    made.type({"gross_margin": "25%"})
    assert made.side_by_side[0].scenario.texts == {"deliveries": "145,115"}


def test_a_scenario_survives_another_currency_and_other_facts() -> None:
    made = state(deliveries="145,115")
    made.keep()
    made.show_in("USD")
    assert made.case.per_car is not None
    assert made.case.per_car.unit == "USD/car"
    texts, kept = made.texts, made.kept
    made.use(DERIVED)
    assert kept is not None
    assert made.kept is not None
    assert (made.texts, made.kept.texts) == (texts, kept.texts)
    assert made.case.book is DERIVED


def test_the_same_assumptions_can_be_made_about_another_period() -> None:
    made = state(deliveries="145,115")
    made.go_to("2025-Q1")
    assert made.texts == {"deliveries": "145,115"}
    assert made.case.when == "Q1 25"
    assert made.neighbour("2025-Q1", -1) == "2024-Q4"


def test_the_volume_is_shared_with_no_figure_that_depends_on_it() -> None:
    made = state()
    assert made.case.break_even.figure
    assert made.case.contribution
    made.type({"deliveries": "120,000"})
    fresh = state(deliveries="120,000")
    assert made.case.per_car == fresh.case.per_car
    assert made.case.break_even.figure == fresh.case.break_even.figure
    assert made.case.contribution == fresh.case.contribution


def test_arrows_step_a_field_from_what_it_shows() -> None:
    made = state()
    by = {"deliveries": 1, "opex": 1, "price": 1, "cost_fixed_share": -1, "gross_margin": -1}
    moves = {key: stepped(entry(made, key), step) for key, step in by.items()}
    assert {key: written(move, key) for key, move in moves.items() if move} == {
        "deliveries": "81,856",
        "opex": "7.2bn",
        "price": "+1,000",
        "cost_fixed_share": "0%",
        "gross_margin": "19.1%",
    }
    assert stepped(entry(made, "opex_fixed_share"), 1) == Move(Decimal(100))
    assert stepped(entry(made, "hold"), 1) is None


def test_a_field_shows_what_was_read_in_the_one_way_to_write_it() -> None:
    made = state(deliveries="110000", price="5,000", opex="60亿", gross_margin="0.25")
    texts = {"deliveries": "110,000", "price": "+5,000", "opex": "6.0bn", "gross_margin": "25%"}
    assert made.texts == texts
    assert {key: entry(made, key).text for key in texts} == texts


def test_what_cannot_be_used_is_kept_as_it_was_typed_but_not_to_the_next_start() -> None:
    made = state(deliveries="9x", opex="5bn", gross_margin="+90pt")
    assert made.texts == {"opex": "5bn", "deliveries": "9x", "gross_margin": "+90pt"}
    assert entry(made, "deliveries").text == "9x"
    assert made.to_remember == ("2026-Q1", {"opex": "5bn"}, {})
    again = CalculatorState(made.book, "CNY", made.period, made.texts)
    assert again.texts == {"opex": "5bn"}
    assert not again.is_stale


def test_every_change_can_be_undone_and_made_again() -> None:
    made = state()
    seen: list[Sheet] = []
    changes: tuple[Callable[[], object], ...] = (
        lambda: made.type({"deliveries": "95k", "opex": "oops"}),
        lambda: made.put("opex", Move(Decimal(5 * 10**9))),
        lambda: made.go_to("2025-Q4"),
        made.keep,
        lambda: made.load("2025-Q1", {"price": "-5%"}, "cheaper"),
        made.swap,
        lambda: made.reset("opex"),
        made.reset,
    )
    for change in changes:
        seen.append(made.sheet)
        change()
        assert made.sheet != seen[-1]
    seen.append(made.sheet)
    for sheet in reversed(seen[:-1]):
        assert made.undo()
        assert made.sheet == sheet
    assert not made.undo()
    for sheet in seen[1:]:
        assert made.redo()
        assert made.sheet == sheet
    assert not made.redo()


def test_what_is_under_way_is_one_change_or_none() -> None:
    made = state(opex="5bn")
    for text in ("9", "95", "95k"):
        made.draft(made.sheet.typed("deliveries", text))
    assert made.to_remember[1] == {"opex": "5bn"}
    made.put_back()
    assert made.texts == {"opex": "5bn"}
    taken = made.case.per_car
    for text in ("9", "9x"):
        made.draft(made.sheet.typed("deliveries", text))
    assert made.is_stale
    assert made.case.per_car == taken, "the last that was taken, not that of 9 cars"
    made.put_back()
    for text in ("9", "95", "95k"):
        made.draft(made.sheet.typed("deliveries", text))
    made.commit()
    made.undo()
    assert made.texts == {"opex": "5bn"}
    made.redo()
    assert made.texts["deliveries"] == "95,000"
    made.undo()
    made.put("price", Move(Decimal(1000), "by"))
    assert not made.redo(), "a new change ends what could be made again"


def test_a_field_shows_the_level_that_its_label_names_and_the_step_beside_it() -> None:
    made = state(cost_per_car="-19,665", deliveries="+10%", price="-5%", opex="-10%")
    rows = {key: entry(made, key) for key in ("cost_per_car", "deliveries", "price", "opex")}
    assert (rows["opex"].text, rows["opex"].note) == ("6.39bn", "7.10bn −10%")
    assert (rows["cost_per_car"].text, rows["cost_per_car"].note) == ("176,982", "196,647 −19,665")
    assert (rows["deliveries"].text, rows["deliveries"].note) == ("88,942", "80,856 +10%")
    assert rows["cost_per_car"].typed == "-19,665"
    made = state(cost_per_car="-5%..0", deliveries="110k..130k")
    ranged = entry(made, "cost_per_car")
    assert (ranged.text, ranged.note) == ("-5%..0", "of 196,647")
    assert ranged.echo == "read as ¥186,815 a car to ¥196,647 a car"
    assert entry(made, "deliveries").echo == "read as 110,000 cars to 130,000 cars"
    assert (rows["price"].text, rows["price"].note) == ("-5%", "−12,306 ¥ a car")


@pytest.mark.parametrize(
    ("typed", "key", "text", "note"),
    [
        ({"gross_margin": "24%"}, "cost_per_car", "187,049", "by margin"),
        ({"price": "-1,000", "hold": "margin"}, "cost_per_car", "195,848", "by margin"),
        ({"price": "-1,000"}, "gross_margin", "19.77%", "by price"),
        ({"cost_per_car": "-1,000"}, "gross_margin", "20.51%", "by cost"),
        ({"deliveries": "90k"}, "gross_margin", "20.1%", ""),
    ],
)
def test_a_field_that_another_assumption_replaces_shows_what_it_comes_to(
    typed: dict[str, str], key: str, text: str, note: str
) -> None:
    row = entry(state(**typed), key)
    assert (row.text, row.note) == (text, note)
    assert not row.changed
    assert bool(row.mark) == (not note)


def test_every_mark_is_used_once() -> None:
    assert len({mark(key) for key in MARKS}) == len(MARKS)


def test_a_number_typed_over_is_said_to_be_the_readers_own_and_what_it_was() -> None:
    made = state(deliveries="145,115")
    told = [line.text for line in typed_over(made.book, made.latest, entry(made, "deliveries"))]
    assert "your assumption: exact, with no source" in told
    assert any("80,856" in line for line in told)
    made = state(opex="+1bn")
    told = [line.text for line in typed_over(made.book, made.latest, entry(made, "opex"))]
    assert told[1] == "your assumption, from a reported number with its rounding"
    assert told[2] == "between ¥8.029bn and ¥8.170bn, from rounding only"
    made = state(result="-3.0bn")
    told = [line.text for line in typed_over(made.book, made.latest, entry(made, "result"))]
    assert told[1] == "your assumption, with no source, and the rounding of its digits"
    assert told[2] == "between −¥3.050bn and −¥2.950bn, from rounding only"


def test_a_fact_that_was_read_again_does_not_speak_for_itself() -> None:
    for facts in (BOOK.facts, tuple(fact._replace() for fact in BOOK.facts)):
        made = CalculatorState(replace(BOOK, facts=facts), "CNY", typed={"gross_margin": "24%"})
        told = typed_over(made.book, made.latest, entry(made, "gross_margin"))
        assert "Others say" not in [line.text for line in told]


def test_the_caveats_name_what_applies_first() -> None:
    made = state("2024-Q2")
    told = list(caveats(made.case, made.test))
    assert told[2].lead == "!"
    assert "operating result" in told[2].text
    assert any("Average, not marginal" in line.text for line in told)
    assert not any("Given actual deliveries" in line.text for line in told)
