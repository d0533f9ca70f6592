"""Finding, formula and curve of the Calculator."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.quarters import QUARTERS, book_of
from tests.tabs.calculator.test_present import case, state, written
from tui.economics.break_even import Past
from tui.facts.period import parse_period
from tui.tabs.calculator.charts import curve_data, even_text, in_thousands, span_of
from tui.tabs.calculator.present import (
    adds,
    caption,
    cautions,
    even,
    finding,
    past_errors,
    small_print,
)
from tui.tabs.calculator.state import CalculatorState


def test_the_finding_of_a_published_quarter_holds_the_article_against_it() -> None:
    assert finding(case("2025-Q1", "USD")) == (
        "Each car lost about $910; the article's “about $900” is within the rounding range."
    )
    assert finding(case()) == "Each car lost about ¥38,300."
    assert caption(case()) == "yuan per car, Q1 26, ± 618, on the operating result"


def test_the_finding_of_a_what_if_compares() -> None:
    made = case("2025-Q1", deliveries="95,869")
    assert finding(made) == (
        "With all opex fixed each car would earn about ¥6,600 instead of losing about ¥6,600."
    )
    at = "about 84,700 cars a quarter (83,790 to 85,570)"
    assert even(made) == f"It breaks even at {at}, 12% more than in Q1 25."
    assert even(made, short=True) == "Break-even: about 84,700 cars a quarter, 12% more."
    assert caption(made) == "yuan per car, Q1 25, what if 95,869 cars, ± 527"
    assert adds(made) == "Each additional car adds about ¥56,740."
    fewer = finding(case("2025-Q1", deliveries="70,000"))
    assert fewer == "With all opex fixed each car would lose about ¥11,900 instead of about ¥6,600."


def test_a_break_even_that_does_not_exist_is_said_in_words() -> None:
    assert even(case("2025-Q1", gross_margin="exactly -5%")).startswith("No volume breaks even:")


def test_a_result_that_may_be_either_is_called_break_even() -> None:
    assert finding(case("2025-Q1", result="0.01bn", rounding="0.05bn")).startswith(
        "Each car would break even within rounding"
    )


def test_what_a_result_around_zero_is_held_against_has_its_verb() -> None:
    around = case("2025-Q1", gross_margin="25.86%")
    assert (
        finding(around)
        == "Each car would break even within rounding instead of losing about ¥6,600."
    )


def test_a_break_even_at_the_cars_of_the_quarter_is_no_share_more() -> None:
    assert "%" not in even(case("2025-Q1", gross_margin="25.86%"), short=True)


def test_what_to_mind_depends_on_the_period() -> None:
    assert cautions(case("2024-Q2")) == ("not the operating result", "not cars alone")
    assert cautions(case("2025-Q2", "USD"))[0] == "no $ rate for Q2 25"
    assert case("2025-Q2", "USD").currency == "CNY"


def test_the_model_tells_how_far_it_was_off_where_no_result_is_known_yet() -> None:
    made = state()
    assert past_errors(made.case, made.test) == ""
    assert "\n" not in small_print(made.case, made.test)
    later = book_of(QUARTERS, {"2026-Q2": {"revenue": "24.9 billion CNY"}})
    working = CalculatorState(later, "CNY", "2026-Q2")
    working.type({"deliveries": "101,200", "gross_margin": "20.1%", "opex": "7.1bn"})
    ahead = working.case
    assert ahead.per_car is not None
    assert past_errors(ahead, made.test).startswith(
        "Given actual deliveries, this model with all opex fixed was too optimistic in each of "
    )
    assert "needs two consecutive quarters" in past_errors(ahead, None)
    assert small_print(ahead, made.test).count("\n") == 1


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


@given(
    cars=st.integers(20_000, 300_000),
    price=st.integers(-20_000, 20_000),
    cost=st.integers(-20_000, 20_000),
    fixed=st.integers(0, 100),
    frozen=st.integers(0, 90),
    margin=st.none() | st.integers(5, 40),
    hold=st.sampled_from(["cost", "margin"]),
)
def test_the_formula_calculated_by_hand_gives_the_result(
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


@given(cars=st.integers(809, 5_000_000))
def test_the_cursor_is_always_on_the_curve(cars: int) -> None:
    made = state(deliveries=f"{cars:,}")
    drawn = curve_data(made.case, made.past())
    assert drawn is not None
    cursor = drawn.cursor
    assert cursor == cars
    assert drawn.points[0].x <= cursor <= drawn.points[-1].x
    assert made.case.per_car is not None
    nearest = min(drawn.points, key=lambda point: abs(point.x - cursor))
    if nearest.x == cursor:
        assert round(nearest.y, 6) == round(float(made.case.per_car.value), 6)


def test_the_curve_stands_still_while_the_cursor_moves() -> None:
    spans = {
        span_of(made.case, made.past())
        for made in (state(deliveries=f"{cars:,}") for cars in range(40_000, 180_000, 20_000))
    }
    assert len(spans) == 1


@given(cars=st.integers(10_000, 1_000_000))
def test_the_curve_reaches_beyond_all_that_it_marks(cars: int) -> None:
    made = state()
    past = [Past(Decimal(cars), parse_period("2025-Q4"))]
    assert span_of(made.case, past)[1] > cars


def test_the_curve_marks_the_quarters_and_break_even() -> None:
    made = state()
    drawn = curve_data(made.case, made.past())
    assert drawn is not None
    assert [mark.label for mark in drawn.marks][:2] == ["Q2 24", "Q3 24"]
    assert drawn.marks[-1].major
    assert round(drawn.marks[-1].x) == 143_521
    assert drawn.cursor_label == "−¥38,340 at 80,856 cars"


def test_the_curve_reaches_to_the_upper_end_of_the_break_even() -> None:
    made = state()
    drawn, over = curve_data(made.case, made.past(), made.evens.over), made.evens.over
    assert drawn
    assert over
    assert drawn.points[-1].x > over.band.high > 193_000
    never = state(opex_fixed_share="0%..100%")
    assert curve_data(never.case, never.past(), never.evens.over), "without an upper end"


@pytest.mark.parametrize(
    ("typed", "rail"),
    [
        ({}, "142k–197k"),
        ({"gross_margin": "14%..22%"}, "120k–440k"),
        ({"gross_margin": "20%..20.1%", "opex_fixed_share": "99..100%"}, "142.1k–146.9k"),
        ({"opex_fixed_share": "0..100%"}, "142k or never"),
    ],
)
def test_the_ends_of_a_break_even_are_rounded_on_the_rail_as_in_its_sentence(
    typed: dict[str, str], rail: str
) -> None:
    made = state(**typed)
    over = made.evens.over
    assert over
    assert even_text(over) == rail
    ends = [in_thousands(Decimal(n.replace(",", ""))) for n in re.findall(r"[\d,]{5,}", over.cars)]
    assert re.findall(r"[\d.]+k", rail) == ends
