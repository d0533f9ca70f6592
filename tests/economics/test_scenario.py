"""A period and what is assumed about it: new values, steps and shares, over any account."""

from decimal import Decimal

import pytest

from tests.economics.quarters import quarter, whole
from tui.economics.moves import Move
from tui.economics.parse import InputError
from tui.economics.scenario import NAMES, Scenario, read_scenario
from tui.economics.solve import UNKNOWNS, read_unknown, solve
from tui.economics.what_if import Assumptions

Q1 = quarter("2025-Q1")
LATEST = quarter("2026-Q1")


@pytest.mark.parametrize(
    ("name", "typed", "field", "value"),
    [
        ("deliveries", "108,796", "deliveries", "108796"),
        ("deliveries", "+10%", "deliveries", "83456"),
        ("deliveries", "-5,000", "deliveries", "70869"),
        ("deliveries", 108796, "deliveries", "108796"),
        ("asp", "-5%", "price", "-11915.00"),
        ("asp", "-12,000", "price", "-12000"),
        ("asp", "+12,000", "price", "12000"),
        ("asp", "240,000", "price", "1700"),
        ("price", "−5%", "price", "-11915.00"),
        ("gross_margin", "25%", "gross_margin", "25"),
        ("gross_margin", "0.25", "gross_margin", "25.00"),
        ("gross_margin", "+1pt", "gross_margin", "24.17"),
        ("gross_margin", "-0.5 pt", "gross_margin", "22.67"),
        ("opex", "4bn", "opex", "4000000000"),
        ("opex", "0", "opex", "0"),
        ("opex", "+0.72bn", "opex", "5524986000"),
        ("opex", "-10%", "opex", "4324487400"),
        ("opex_fixed_share", "75%", "opex_fixed_share", "75"),
        ("opex_fixed_share", "0.75", "opex_fixed_share", "75.00"),
        ("cost_fixed_share", "10%", "cost_fixed_share", "10"),
        ("cost_of_sales_fixed_share", "10%", "cost_fixed_share", "10"),
        ("hold", "Margin", "hold", "margin"),
    ],
)
def test_each_assumption(name: str, typed: object, field: str, value: str) -> None:
    change = read_scenario(Q1, {name: typed}).change
    found = change.hold if field == "hold" else change.amount(field, Q1)
    assert found == (value if field == "hold" else Decimal(value))
    assert change._replace(**{field: getattr(Assumptions(), field)}) == Assumptions()


def test_a_cost_per_car_is_a_step_from_the_reported_one() -> None:
    change = read_scenario(LATEST, {"cost_per_car": "158,307"}).change
    assert whole(change.amount("cost_per_car", LATEST)) == 158_307 - 196_647
    change = read_scenario(LATEST, {"cost_per_car": "-1,000"}).change
    assert change.amount("cost_per_car", LATEST) == -1000


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("deliveries", "0", "No cars would be delivered"),
        ("deliveries", "-100%", "No cars would be delivered"),
        ("deliveries", "1.5", "whole number"),
        ("deliveries", "1,000,000,000", "at most 100,000,000"),
        ("deliveries", "", "missing"),
        ("deliveries", "120", "120 cars would be less than a hundredth of the deliveries on file"),
        ("deliveries", "90..100,000", "90 cars would be less than a hundredth"),
        ("opex", "-0.5", "less than a millionth of the opex on file"),
        ("price", "0", "0 CNY would be less than a hundredth of the price on file"),
        ("cost_per_car", "0", "less than a hundredth of the cost per car on file"),
        ("asp", "-101%", "must not be below zero"),
        ("asp", "-300,000", "must not be below zero"),
        ("asp", "5", "5 CNY would be less than a hundredth of the price on file, 238,300 CNY"),
        ("price", "5..10", "less than a hundredth of the price on file"),
        ("price", "238,300k", "more than a hundred times the price on file"),
        ("cost_per_car", "5", "less than a hundredth of the cost per car on file"),
        ("opex", "5", "less than a hundredth of the opex on file"),
        ("asp", "nan", "Could not read"),
        ("gross_margin", "120%", "A gross margin above 100% would need a negative cost of sales"),
        ("gross_margin", "1", "could be 1% or 100%"),
        ("gross_margin", "exactly -2000%", "below -1,000%"),
        ("gross_margin", "+90pt", "above 100%"),
        ("gross_margin", "2pt", "Points are a step: write +2pt or -2pt."),
        ("opex", "-9bn", "must not be below zero"),
        ("opex", "-150%", "must not be below zero"),
        ("cost_per_car", "-200,000", "must not be below zero"),
        ("opex_fixed_share", "150%", "must be between 0% and 100% (got 150%)"),
        ("opex_fixed_share", "-1%", "must be between 0% and 100%"),
        ("cost_fixed_share", "95%", "must be between 0% and 90%"),
        ("hold", "price", "Write cost or margin"),
        ("cars", "120,000", "Unknown assumption cars: did you mean 'deliveries'?"),
        ("learning_rate", "20%", "Unknown assumption learning_rate. Known: deliveries, asp"),
    ],
)
def test_assumptions_that_cannot_be(name: str, typed: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_scenario(Q1, {name: typed})
    assert caught.value.field == name
    assert words in caught.value.message


def test_opex_is_held_against_that_on_file_whatever_result_is_assumed() -> None:
    as_is = Scenario(Q1)
    moves = {
        name: as_is.read(text, name) for name, text in {"result": "4.3bn", "opex": "1bn"}.items()
    }
    found = Scenario(Q1, moves)
    assert not found.errors
    assert found.change.amount("opex", found.base) == 1_000_000_000


def test_a_share_of_the_price_needs_a_price() -> None:
    for typed in ("-5%", "240,000"):
        with pytest.raises(InputError, match="There is no ASP on file for 2026-Q1") as caught:
            read_scenario(LATEST, {"asp": typed})
        assert "for example -12,000" in caught.value.message
    assert read_scenario(LATEST, {"asp": "-12,000"}).change.price == Move(Decimal(-12_000), "by")


def test_a_step_needs_something_to_start_from() -> None:
    empty = Q1._replace(deliveries=None, gross_margin=None)
    for name, typed in (("deliveries", "+5%"), ("gross_margin", "+1pt"), ("opex", "+1bn")):
        with pytest.raises(InputError, match=r"to start from\. Type a value"):
            read_scenario(empty, {name: typed})


def test_what_is_solved_for_is_assumed_by_the_same_words() -> None:
    for word, typed, name in (
        ("volume", "120k", "deliveries"),
        ("cost_of_sales_per_car", "-1%", "cost_per_car"),
    ):
        assert read_scenario(Q1, {word: typed}) == read_scenario(Q1, {name: typed})
        assert read_unknown(word, "solve") == name
    # That is no price: it holds what else the revenue has in it.
    with pytest.raises(InputError, match="did you mean 'price'"):
        read_scenario(Q1, {"revenue_per_car": "250,000"})


def test_several_at_once() -> None:
    typed = {"deliveries": "108,796", "opex_fixed_share": "75%", "hold": "margin", "asp": "-5%"}
    assert set(typed) <= set(NAMES)
    change = read_scenario(Q1, typed).change
    assert change.moves
    assert change.hold == "margin"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"asp": "-5%", "price": "-1%"}, "asp and price mean the same: give one."),
        ({"cost_per_car": "180,000", "gross_margin": "25%"}, "imply each other. Give one"),
    ],
)
def test_what_says_the_same_twice_is_refused(typed: dict[str, str], words: str) -> None:
    with pytest.raises(InputError, match=words):
        read_scenario(Q1, typed)


FEWER = Move(Decimal(-10), "percent")


def test_the_same_assumptions_about_another_period() -> None:
    scenario = Scenario(Q1).put("deliveries", FEWER)
    assert scenario.change.deliveries == Move(Decimal(68_282))
    assert scenario.during(LATEST).change.deliveries == Move(Decimal(72_770))
    assert scenario.without("deliveries").change == Assumptions()
    assert scenario.base is Q1


def test_a_move_that_cannot_be_made_is_left_out_and_told() -> None:
    moves = {"price": Move(Decimal(-5), "percent"), "cost_per_car": Move(Decimal(-200), "percent")}
    scenario = Scenario(Q1, {**moves, "deliveries": FEWER})
    assert scenario.errors.keys() == {"cost_per_car"}
    assert "must not be below zero (got -200%)" in scenario.errors["cost_per_car"].message
    assert scenario.change == Assumptions(deliveries=Move(Decimal(68_282)), price=moves["price"])
    assert scenario.change.amount("price", Q1) == -11_915


def test_an_input_the_facts_lack_is_filled_by_a_value_and_by_nothing_else() -> None:
    lacks = Q1._replace(deliveries=None)
    filled = Scenario(lacks, {"deliveries": Move(Decimal(80_000))})
    assert filled.base.deliveries is not None
    assert filled.base.deliveries.value == 80_000
    assert filled.change.deliveries is None
    assert filled.account.result_per_car is not None
    assert Scenario(lacks, {"deliveries": FEWER}).errors.keys() == {"deliveries"}
    move = Move(Decimal(80_000))
    assert Scenario(Q1, {"deliveries": move}).change.deliveries == move


def test_a_published_result_is_typed_over_with_the_bounds_of_its_digits() -> None:
    over = Scenario(Q1, {"result": Move(Decimal("-4e8"), half=Decimal("5e7"))})
    assert over.base.result is not None
    assert (over.base.result.low, over.base.result.high) == (Decimal("-4.5e8"), Decimal("-3.5e8"))
    exact = over.put("rounding", Move(Decimal(0)))
    assert exact.base.result is not None
    assert exact.base.result.is_exact
    without = Scenario(Q1._replace(result=None), {"rounding": Move(Decimal(1))})
    assert "no result to round" in without.errors["rounding"].message


def test_a_share_of_the_price_is_one_of_car_revenue_where_no_asp_is_stated() -> None:
    base = LATEST._replace(car_revenue=LATEST.revenue)
    scenario = Scenario(base, {"price": Move(Decimal(-5), "percent")})
    step = Decimal("-0.05") * Decimal("19.9e9") / 80_856
    assert whole(scenario.change.amount("price", base)) == whole(step)


@pytest.mark.parametrize("unknown", UNKNOWNS)
@pytest.mark.parametrize("hold", ["cost", "margin"])
def test_what_the_goal_seek_finds_can_be_assumed(unknown: str, hold: str) -> None:
    start = read_scenario(LATEST, {"cost_per_car": "-1%", "deliveries": "90,000", "hold": hold})
    answer = solve(start.base, unknown, Decimal(5000), start.change)
    assert answer.outcome is not None
    found = start.assuming(answer.outcome.change)
    assert not found.errors
    assert found.account.result_per_car is not None
    assert abs(found.account.result_per_car.value - 5000) < 1
    assert read_scenario(LATEST, found.texts) == found


def test_assumptions_that_are_taken_back_are_published_again() -> None:
    start = read_scenario(Q1, {"deliveries": "90,000", "gross_margin": "25%", "opex": "5bn"})
    again = start.assuming(Assumptions(opex=Move(Decimal(5_000_000_000))))
    assert again.texts == {"opex": "5bn"}
