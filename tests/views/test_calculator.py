"""What the calculator reads, computes and says, on the quarters as they were worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.economics.books import BOOK, DERIVED
from tui.economics.bridge import bridge
from tui.facts.book import FactBook
from tui.facts.model import Rate
from tui.facts.period import parse_period
from tui.views.calculator import Case
from tui.views.calculator_charts import (
    bridge_sentence,
    gusts,
    piers,
    plot,
    result_under,
    span_of,
)
from tui.views.calculator_desk import Desk
from tui.views.calculator_fields import MARKS, Entry, entries, mark, stepped
from tui.views.calculator_finding import (
    adds,
    caption,
    cautions,
    even,
    finding,
    past_errors,
    small_print,
)
from tui.views.calculator_formula import formula
from tui.views.calculator_inputs import Setting, periods_for
from tui.views.calculator_story import caveats, typed_over
from tui.views.calculator_tables import (
    change_for_cell,
    cross,
    goal_sentences,
    goal_table,
    goals,
    scenario_table,
    typed_for_cell,
)


def with_rate(book: FactBook, when: str, mean: str, currency: str = "USD") -> FactBook:
    number = Decimal(mean)
    rate = Rate("CNY", currency, parse_period(when), number, number, number, number, ("company",))
    return replace(book, rates=(*book.rates, rate))


def desk(period: str = "2026-Q1", currency: str = "CNY", **typed: str) -> Desk:
    book = with_rate(with_rate(BOOK, "2025-Q1", "7.2748"), "2026-Q1", "6.9242")
    made = Desk(book, currency, Setting(period))
    made.type(typed)
    return made


def case(period: str = "2026-Q1", currency: str = "CNY", **typed: str) -> Case:
    return desk(period, currency, **typed).case


def entry(made: Desk, key: str) -> Entry:
    return next(row for row in entries(made.latest) if row.field.key == key)


def written(made: Case) -> str:
    return "".join(text for text, _ in formula(made))


def test_it_starts_with_the_newest_quarter_that_has_a_full_account() -> None:
    assert Desk(BOOK, "CNY").setting.period == "2026-Q1"


def test_every_kind_of_period_can_be_chosen_also_a_quarter_that_only_follows_from_its_year() -> (
    None
):
    names = [period.text for period in periods_for(DERIVED)]
    assert "2025-Q4" in names
    assert names.index("2025-Q4") < names.index("2026-Q1") < names.index("2025-H1")
    assert names[-1] == "2025"
    full = [name for name in names if "H" in name or len(name) == 4]
    assert all(not Desk(DERIVED, "CNY", Setting(name)).case.base.missing("result") for name in full)


def test_with_nothing_typed_every_field_shows_its_fact_with_a_mark() -> None:
    texts = {row.field.key: (row.text, row.mark) for row in entries(case())}
    assert texts["result"] == ("−3.1bn", "¹")
    assert texts["rounding"] == ("50m", "")
    assert texts["deliveries"] == ("80,856", "²")
    assert texts["revenue"] == ("19.9bn", "³")
    assert texts["gross_margin"] == ("20.1%", "⁴")
    assert texts["cost_per_car"] == ("196,647", "⁵")
    assert texts["opex"] == ("7.10bn", "⁶")
    assert texts["opex_fixed_share"] == ("100%", "")
    assert texts["exchange"] == ("–", "")


def test_a_field_that_is_typed_over_loses_its_mark_and_says_what_it_was() -> None:
    row = entry(desk(deliveries="108,796"), "deliveries")
    assert (row.text, row.mark, row.note) == ("108,796", "", "was 80,856")
    assert row.echo == "read as 108,796 cars, 34.6% more"


@pytest.mark.parametrize(
    ("key", "text", "echo"),
    [
        ("result", "0.5bn", "read as +¥500,000,000"),
        ("result", "-5亿", "read as −¥500,000,000"),
        ("revenue", "18.6 bn", "read as ¥18,600,000,000, 6.5% less"),
        ("gross_margin", "23.2%", "read as 23.2%"),
        ("gross_margin", "0.232", "read as 23.2%"),
        ("gross_margin", "+1pt", "read as 21.1%"),
        ("price", "12,000", "read as +¥12,000 a car"),
        ("price", "-12,000", "read as −¥12,000 a car"),
        ("cost_per_car", "-10%", "read as ¥176,982 a car, 10.0% less"),
        ("opex", "4bn", "read as ¥4,000,000,000, 43.7% less"),
        ("opex_fixed_share", "75%", "read as 75%"),
        ("target", "5,000", "read as +¥5,000 a car"),
    ],
)
def test_what_is_typed_is_read_and_echoed(key: str, text: str, echo: str) -> None:
    row = entry(desk(**{key: text}), key)
    assert (row.echo, row.error) == (echo, "")


@pytest.mark.parametrize(
    ("key", "text", "word"),
    [
        ("deliveries", "12,5", "commas group thousands"),
        ("deliveries", "0", "at least 1"),
        ("gross_margin", "120%", "above 100%"),
        ("gross_margin", "1", "could be"),
        ("revenue", "-3bn", "above zero"),
        ("opex", "nan", "amount"),
        ("price", "-5%", "ASP"),
        ("opex_fixed_share", "101%", "between"),
        ("cost_fixed_share", "95%", "between"),
        ("target", "much", "amount"),
        ("result", "lots", "amount"),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_the_last_good_result(
    key: str, text: str, word: str
) -> None:
    made = desk(deliveries="90,000")
    before = made.case
    made.type({key: text})
    assert word in entry(made, key).error
    assert made.is_stale
    assert made.case is before
    made.reset(key)
    assert not made.is_stale


def test_two_wrong_fields_each_keep_their_own_reason() -> None:
    made = desk(deliveries="x", opex="y")
    assert made.latest.read.errors.keys() == {"deliveries", "opex"}


def test_typing_what_a_field_shows_anyway_takes_the_typing_back() -> None:
    made = desk(deliveries="90,000", hold="margin", result="-2bn")
    made.type({"deliveries": "80,856", "hold": "cost", "result": "−3.1bn"})
    assert not made.setting.typed
    assert made.case.per_car == made.case.reported_per_car


def test_a_percentage_of_the_price_works_where_the_asp_is_known() -> None:
    assert entry(desk("2025-Q1", price="-5%"), "price").echo == "read as −¥11,915 a car"


def test_a_typed_rounding_widens_the_bounds() -> None:
    made = case("2025-Q1", rounding="0.1bn")
    assert made.per_car is not None
    assert round(made.per_car.low) == round(Decimal(-600_000_000) / 75869)


def test_inputs_the_facts_lack_can_be_typed() -> None:
    book = replace(
        BOOK,
        facts=tuple(
            fact
            for fact in BOOK.facts
            if fact.concept == "revenue" or not fact.period or fact.period.text != "2026-Q1"
        ),
    )
    made = Desk(book, "CNY", Setting("2026-Q1"))
    assert "needs deliveries, gross margin, result" in finding(made.case)
    made.type({"deliveries": "80,856", "gross_margin": "20.1%", "opex": "7.0999bn"})
    assert made.case.per_car is not None
    assert round(made.case.per_car.value) == -38340


def test_the_finding_of_a_published_quarter_holds_the_article_against_it() -> None:
    assert finding(case("2025-Q1", "USD")) == (
        "Each car lost $906; the article's “about $900” is inside what the rounding allows."
    )
    assert finding(case()) == "Each car lost ¥38,340."
    assert caption(case()) == "yuan per car, Q1 26, ± 618, on the operating result"


def test_the_finding_of_a_what_if_compares() -> None:
    made = case("2025-Q1", deliveries="95,869")
    assert finding(made) == "Each car would earn ¥6,622 instead of losing ¥6,590."
    assert even(made) == "It breaks even at 84,681 cars a quarter, 12% more than in Q1 25."
    assert even(made, short=True) == "Break-even: 84,681 cars a quarter, 12% more."
    assert caption(made) == "yuan per car, Q1 25, what if 95,869 cars, ± 527"
    assert adds(made) == "One more car adds ¥56,742."
    fewer = finding(case("2025-Q1", deliveries="70,000"))
    assert fewer == "Each car would lose ¥11,900 instead of ¥6,590."


def test_a_break_even_that_does_not_exist_is_said_in_words() -> None:
    assert even(case("2025-Q1", gross_margin="-5%")).startswith("No volume breaks even:")


def test_a_result_that_may_be_either_is_called_break_even() -> None:
    assert finding(case("2025-Q1", result="0.01bn", rounding="0.05bn")).startswith(
        "Each car would break even, within what the rounding allows"
    )


def test_what_to_mind_depends_on_the_period() -> None:
    assert cautions(case("2024-Q2")) == ("not the operating result", "segment, not cars alone")
    assert cautions(case("2025-Q2", "USD"))[0] == "no USD rate for Q2 25"
    assert case("2025-Q2", "USD").currency == "CNY"


def test_the_model_tells_how_far_it_was_off() -> None:
    made = desk()
    assert past_errors(made.case, made.test) == (
        "Told the cars, this model missed the last 6 quarters by ¥0.7bn on average."
    )
    assert "needs two quarters" in past_errors(made.case, None)
    assert small_print(made.case, made.test).count("\n") == 1


def test_the_formula_has_the_numbers_with_the_marks_of_their_facts() -> None:
    assert written(case()) == "−¥3.1bn¹ ÷ 80,856² = −¥38,340"
    assert written(case(currency="USD")) == "−¥3.1bn¹ ÷ 80,856² ÷ 6.9242⁷ = −$5,537"
    assert written(case(deliveries="145,115")) == (
        "¥19.9bn³ ÷ 80,856² − ¥196,647⁵ − ¥7.0999bn⁶ ÷ 145,115 = +¥543"
    )
    assert written(case(result="-3bn")) == "−¥3.0bn ÷ 80,856² = −¥37,103"
    every = written(
        case(
            deliveries="145,115",
            price="-5,000",
            opex_fixed_share="75%",
            cost_fixed_share="10%",
            cost_per_car="+1,000",
        )
    )
    assert every == (
        "¥19.9bn³ ÷ 80,856² − ¥5,000 − ¥196,647⁵ × (90% + 10% × 80,856² ÷ 145,115) − ¥1,000"
        " − ¥7.0999bn⁶ × (75% + 25% × 145,115 ÷ 80,856²) ÷ 145,115 = −¥6,470"
    )


PLACES = {"÷": "/", "×": "*", "−": "-", "bn": "*10**9", "¥": "", ",": ""}


@settings(deadline=None, max_examples=60)
@given(
    cars=st.integers(20_000, 300_000),
    price=st.integers(-20_000, 20_000),
    cost=st.integers(-20_000, 20_000),
    fixed=st.integers(0, 100),
    frozen=st.integers(0, 90),
    margin=st.none() | st.integers(5, 40),
    hold=st.sampled_from(["cost", "margin"]),
)
def test_the_formula_worked_out_by_hand_gives_the_result(
    cars: int, price: int, cost: int, fixed: int, frozen: int, margin: int | None, hold: str
) -> None:
    typed = {
        "deliveries": f"{cars:,}",
        "price": f"{price:+,}",
        "cost_per_car": f"{cost:+,}",
        "opex_fixed_share": f"{fixed}%",
        "cost_fixed_share": f"{frozen}%",
        "hold": hold,
    }
    made = case(**typed, **({} if margin is None else {"gross_margin": f"{margin}%"}))
    shown, _, _ = written(made).rpartition(" = ")
    for old, new in PLACES.items():
        shown = shown.replace(old, new)
    for digit in "¹²³⁴⁵⁶⁷":
        shown = shown.replace(digit, "")
    by_hand = eval(shown.replace("%", "/100"), {"__builtins__": {}})
    assert made.per_car is not None
    assert abs(by_hand - float(made.per_car.value)) < 2


@settings(deadline=None, max_examples=60)
@given(cars=st.integers(1, 5_000_000))
def test_the_cursor_is_always_on_the_curve(cars: int) -> None:
    made = desk(deliveries=f"{cars:,}")
    drawn = plot(made.case, made.past())
    assert drawn is not None
    assert drawn.spots[0].cars <= drawn.cursor <= drawn.spots[-1].cars
    assert made.case.per_car is not None
    nearest = min(drawn.spots, key=lambda spot: abs(spot.cars - drawn.cursor))
    if nearest.cars == drawn.cursor:
        assert round(nearest.value, 6) == round(made.case.per_car.value, 6)


def test_the_curve_stands_still_while_the_cursor_moves() -> None:
    spans = {
        span_of(made.case, made.past())
        for made in (desk(deliveries=f"{cars:,}") for cars in range(40_000, 180_000, 20_000))
    }
    assert len(spans) == 1


def test_the_curve_marks_the_quarters_and_break_even() -> None:
    made = desk()
    drawn = plot(made.case, made.past())
    assert drawn is not None
    assert [past.label for past in drawn.past][:2] == ["Q2 24", "Q3 24"]
    assert drawn.even is not None
    assert round(drawn.even) == 143_521
    assert drawn.label == "−¥38,340 at 80,856 cars"


def test_the_tornado_gives_both_ends_and_the_rounding_in_its_own_tone() -> None:
    rows = gusts(case())
    assert [round(row.low) for row in rows[:2]] == [-62951, -18675]
    rounding = next(row for row in rows if row.label == "Rounding of result")
    assert rounding.low == rounding.high
    assert (round(rounding.outer_low), round(rounding.outer_high)) == (-38958, -37721)


def test_an_end_of_the_tornado_becomes_scenario_b_as_typed_fields() -> None:
    for better in (True, False):
        for number in range(5):
            made = desk()
            row = gusts(made.case)[number]
            wanted = result_under(made.case, row.better if better else row.worse)
            made.assume(row.better if better else row.worse)
            assert not made.is_stale
            assert made.setting.typed
            assert wanted is not None
            assert made.case.per_car is not None
            assert abs(made.case.per_car.value - wanted.value) < 2


def test_goal_seek_answers_for_every_input_and_typing_the_answer_reaches_the_target() -> None:
    for target in ("0", "5,000"):
        made = desk(target=target)
        rows = goals(made.case)
        assert [row.label for row in rows[:4]] == [
            "Cars",
            "Gross margin",
            "Price, cost held",
            "Price, margin held",
        ]
        for row in rows:
            other = desk(target=target)
            held = "margin" if "margin held" in row.label else "cost"
            other.type({row.field: row.typed, "hold": held})
            assert other.case.per_car is not None
            gap = abs(other.case.per_car.value - made.case.target)
            assert gap < 30, (row.label, row.typed, other.case.per_car.value)


def test_goal_seek_says_needed_now_and_check() -> None:
    made = case()
    rows = goals(made)
    table = goal_table(made, rows)
    assert [cell.text for cell in table.rows[0]] == ["Cars", "143,521", "80,856", "+77.5%"]
    assert [cell.text for cell in table.rows[1]] == ["Gross margin", "35.7%", "20.1%", "+15.6 pt"]
    assert [cell.text for cell in table.rows[5]][1:3] == ["¥4.00bn", "¥7.10bn"]
    assert goal_sentences(made, rows[0]) == (
        "Break-even at 143,521 cars. Check: that leads to ¥0 per car."
    )


def test_a_goal_without_an_answer_says_why() -> None:
    made = case(gross_margin="-5%")
    rows = goals(made)
    assert goal_table(made, rows).rows[0][1].text == "none"
    assert "No volume breaks even" in goal_sentences(made, rows[0])
    assert rows[0].typed == ""


def test_the_bridge_adds_up_and_says_which_cause_it_was() -> None:
    made = desk()
    before = made.base("2025-Q4")
    built = bridge(before, made.case.reported)
    assert built is not None
    bars = piers(made.case, before, built)
    assert [bar.label for bar in bars] == [
        "Q4 25",
        "Revenue per car",
        "Cost per car",
        "Running costs",
        "Volume",
        "Q1 26",
    ]
    assert round(bars[-2].end, 6) == round(bars[-1].end, 6)
    assert bridge_sentence(made.case, built) == "The fall is 90% lost volume."


def test_the_bridge_adds_up_in_dollars_too() -> None:
    made = desk(currency="USD")
    before = made.base("2025-Q4")
    built = bridge(before, made.case.reported)
    assert built is not None
    bars = piers(made.case, before, built)
    assert round(bars[-2].end, 6) == round(bars[-1].end, 6)
    assert bars[-1].text == "−$5,537"


def test_a_cause_larger_than_the_whole_is_not_given_as_a_share() -> None:
    made = desk("2025-Q3")
    built = bridge(made.base("2025-Q2"), made.case.reported)
    assert built is not None
    assert bridge_sentence(made.case, built) == (
        "The rise is more volume, which added ¥18,378; higher running costs took back ¥7,191."
    )


def test_the_two_way_table_holds_the_present_account() -> None:
    made = case()
    found = cross(made, 20_000, 190_000, 6, 7)
    assert found is not None
    row = found.margins.index(found.here)
    column = found.cars.index(Decimal(80_856)) + 1
    assert found.table.rows[row][column].text == "−¥38.3k"
    assert found.table.columns[column].heading.startswith("▼")
    figure = result_under(made, change_for_cell(made, found, row, column))
    assert figure is not None
    assert round(figure.value) == -38340
    assert typed_for_cell(found, row, column) == {"gross_margin": "20.1%", "deliveries": "80,856"}
    assert typed_for_cell(found, 0, 0) == {"gross_margin": "26.1%"}


def test_scenarios_stand_side_by_side_with_their_difference() -> None:
    made = desk(deliveries="145,115")
    rows = {
        row[0].text: [cell.text for cell in row[1:]]
        for row in scenario_table(made.other, made.case, long=True).rows
    }
    assert rows["Cars"] == ["80,856", "145,115", "+64,259"]
    assert rows["Result per car"] == ["−¥38,340", "+¥543", "+¥38,883"]
    assert rows["Gross margin"] == ["20.1%", "20.1%", "0.0%"]
    heads = [column.heading for column in scenario_table(made.other, made.case).columns]
    assert heads == ["", "A published", "B now", "B−A"]


def test_a_and_b_change_places_and_b_can_be_kept_as_a() -> None:
    made = desk(deliveries="145,115")
    made.swap()
    assert not made.setting.typed
    assert made.other.setting.typed == {"deliveries": "145,115"}
    made.swap()
    made.keep()
    made.type({"gross_margin": "25%"})
    assert made.other.setting.typed == {"deliveries": "145,115"}


def test_a_scenario_survives_another_currency_and_other_facts() -> None:
    made = desk(deliveries="145,115")
    made.keep()
    made.show_in("USD")
    assert made.case.per_car is not None
    assert made.case.per_car.unit == "USD/car"
    other = made.on(DERIVED)
    assert other.setting == made.setting
    assert other.kept == made.kept


def test_the_same_assumptions_can_be_made_about_another_period() -> None:
    made = desk(deliveries="145,115")
    made.go_to("2025-Q1")
    assert made.setting.typed == {"deliveries": "145,115"}
    assert made.case.when == "Q1 25"
    assert made.period_before == "2024-Q4"


def test_the_volume_is_shared_with_no_figure_that_depends_on_it() -> None:
    made = desk()
    assert made.case.break_even.figure
    assert made.case.contribution
    made.type({"deliveries": "120,000"})
    fresh = desk(deliveries="120,000")
    assert made.case.per_car == fresh.case.per_car
    assert made.case.break_even.figure == fresh.case.break_even.figure
    assert made.case.contribution == fresh.case.contribution


def test_arrows_step_a_field_from_what_it_shows() -> None:
    made = desk()
    steps = {key: stepped(entry(made, key), 1) for key in ("deliveries", "opex", "price", "hold")}
    assert steps == {"deliveries": "81,856", "opex": "7.2bn", "price": "+1,000", "hold": ""}
    assert stepped(entry(made, "opex_fixed_share"), 1) == "100%"
    assert stepped(entry(made, "cost_fixed_share"), -1) == "0%"
    assert stepped(entry(made, "gross_margin"), -1) == "19.1%"


def test_plain_digits_are_grouped_once_typing_ends() -> None:
    made = desk(deliveries="110000", price="-5,000")
    made.tidy("deliveries")
    made.tidy("price")
    assert made.setting.typed == {"deliveries": "110,000", "price": "-5,000"}


def test_every_mark_is_used_once() -> None:
    assert len({mark(key) for key in MARKS}) == len(MARKS)


def test_a_number_typed_over_is_said_to_be_the_readers_own_and_what_it_was() -> None:
    made = desk(deliveries="145,115")
    told = [line.text for line in typed_over(made.book, made.latest, entry(made, "deliveries"))]
    assert "your assumption: exact, with no source" in told
    assert any("80,856" in line for line in told)


def test_the_caveats_name_what_applies_first() -> None:
    made = desk("2024-Q2")
    told = list(caveats(made.case, made.test))
    assert told[2].lead == "!"
    assert "operating result" in told[2].text
    assert any("Average, not marginal" in line.text for line in told)
    assert "missed the last 6 quarters" in told[-1].text
