"""Every case of calculator_cases.yaml, and those that follow from them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
import yaml

from tests import DATA
from tests.books import rate
from tests.economics.quarters import DERIVED, book_of
from tui.cli.calc_case import run_case
from tui.economics.parse import InputError

CASES: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "calculator_cases.yaml").read_text(encoding="utf-8")
)["cases"]
BY_ID = {case["id"]: case for case in CASES}
ANSWERED = [case for case in CASES if "expect" in case]
REFUSED = [case for case in CASES if "error" in case]


def ids(case: dict[str, Any]) -> str:
    return str(case["id"])


@pytest.mark.parametrize("case", ANSWERED, ids=ids)
def test_case(case: dict[str, Any]) -> None:
    out = run_case(case, DERIVED)
    for key, expected in case["expect"].items():
        if key == "must_contain":
            assert all(word in str(out["says"]).lower() for word in expected)
        elif isinstance(expected, dict) and "tol" in expected:
            distance = abs(Decimal(str(out[key])) - Decimal(expected["value"]))
            assert distance <= Decimal(expected["tol"]), key
        else:
            assert out[key] == expected, key


@pytest.mark.parametrize("case", REFUSED, ids=ids)
def test_refusal(case: dict[str, Any]) -> None:
    error = refusal(case)
    assert error.field == case["error"]["field"]
    assert all(word in error.message.lower() for word in case["error"]["must_contain"])
    assert error.message == case["error"]["says"]


def refusal(case: Mapping[str, object]) -> InputError:
    with pytest.raises(InputError) as caught:
        run_case(case, DERIVED)
    return caught.value


def changed(id: str, **inputs: object) -> dict[str, Any]:
    """A case with some inputs replaced (`base.` and `change.` reach inside); None removes one."""
    case = BY_ID[id]
    merged = {**case["inputs"]}
    for path, value in inputs.items():
        place, _, name = path.rpartition("__")
        if place:
            merged[place] = put({**(merged.get(place) or {})}, name, value)
        else:
            put(merged, name, value)
    return {**case, "inputs": merged}


def put(mapping: dict[str, Any], name: str, value: object) -> dict[str, Any]:
    mapping[name] = value
    if value is None:
        del mapping[name]
    return mapping


@pytest.mark.parametrize(
    ("id", "inputs", "field", "words"),
    [
        ("R01", {"deliveries": "-5"}, "deliveries", "cannot be negative"),
        ("R01", {"deliveries": "100,000,001"}, "deliveries", "at most 100,000,000"),
        ("R01", {"deliveries": None}, "deliveries", "missing"),
        ("R01", {"deliveries": "75.869"}, "deliveries", "whole number"),
        ("R01", {"deliveries": 0}, "deliveries", "the total result is -0.5bn cny"),
        ("R01", {"result": None}, "result", "missing"),
        ("R01", {"result": ""}, "result", "missing"),
        ("R01", {"result": "-0,5bn"}, "result", "the decimal mark is a point"),
        ("R01", {"result": "nan"}, "result", "could not read"),
        ("R01", {"result": "inf"}, "result", "could not read"),
        ("R01", {"result": "1e400"}, "result", "could not read"),
        ("R01", {"result": "-0.5bn EUR"}, "result", "is in eur"),
        ("R01", {"result_kind": "cash burn"}, "result_kind", "unknown basis cash burn"),
        ("R01", {"currency": "XYZ"}, "currency", "unknown currency xyz"),
        ("R01", {"period": "2025-Q5"}, "period", "q5 does not exist"),
        ("R12", {"quarters": []}, "quarters", "empty"),
        ("R12", {"quarters": ["2025-Q1"]}, "quarters", "quarter 1 must have"),
        (
            *("R12", {"quarters": [{"period": "2025-Q2", "result": "1bn", "deliveries": "1.5"}]}),
            *("deliveries", "2025-q2: deliveries must be a whole number"),
        ),
        ("M01", {"gross_margin": "1"}, "gross_margin", "could be 1% or 100%"),
        ("M01", {"gross_margin": None}, "gross_margin", "missing"),
        ("M01", {"revenue": "0"}, "revenue", "must be above zero"),
        ("M01", {"revenue": "-18.6bn"}, "revenue", "must be above zero"),
        ("M01", {"revenue": None}, "revenue", "missing"),
        ("M01", {"opex": None}, "opex", "both opex and operating_result are missing"),
        ("M01", {"opex": "-1bn"}, "opex", "below zero"),
        ("M01", {"operating_result": "-0.5bn"}, "opex", "either opex or operating_result"),
        ("M01", {"deliveries": "0"}, "deliveries", "does not exist"),
        ("W01", {"base": None}, "base", "missing"),
        ("W01", {"change": "more"}, "change", "must be a mapping"),
        ("W05", {"base__asp": None}, "asp", "no asp"),
        ("W05", {"change__hold": "volume"}, "hold", "cost or margin"),
        ("W02", {"change__deliveries": "0"}, "deliveries", "does not exist"),
        ("W02", {"change__cost_fixed_share": "95%"}, "cost_fixed_share", "between 0% and 90%"),
        ("S01", {"solve_for": "luck"}, "solve_for", "cannot solve for luck"),
        ("S01", {"solve_for": None}, "solve_for", "missing"),
        ("S01", {"target_profit_per_car": "x"}, "target_profit_per_car", "could not read"),
        ("C01", {"to": "JPY"}, "rates", "no average rate for cny to jpy in 2025-q1"),
        ("C01", {"from": "ABC"}, "from", "unknown currency abc"),
        ("C01", {"rates": {"USD": "0"}}, "rates", "must be above zero"),
        ("C01", {"rates": "7.2"}, "rates", "must be a mapping"),
        ("C01", {"rates": {}}, "rates", "no average rate"),
        ("C01", {"deliveries": "0"}, "deliveries", "the amount is -0.5bn cny"),
        ("C01", {"amount": None}, "amount", "missing"),
    ],
)
def test_inputs_that_cannot_be(id: str, inputs: dict[str, object], field: str, words: str) -> None:
    error = refusal(changed(id, **inputs))
    assert error.field == field
    assert words in error.message.lower()


TWICE = [{"period": "2025-Q1", "result": "-0.5bn", "deliveries": "75,869"}] * 2


@pytest.mark.parametrize(
    ("id", "inputs", "field", "message"),
    [
        (
            "M02",
            {"result": "-3bn"},
            "operating_result",
            "result and operating_result mean the same: give one.",
        ),
        (
            "M02",
            {"revenue": "19.864bn", "operating_result": "-3.1"},
            "operating_result",
            "The operating result, −3 CNY, is less than a millionth of the revenue, 19,864,000,000 "
            "CNY. Write the unit too, for example 4.8bn.",
        ),
        ("R12", {"quarters": TWICE}, "quarters", "2025-Q1 and 2025-Q1 overlap. Name each period"),
    ],
)
def test_an_accident_is_refused(
    id: str, inputs: dict[str, object], field: str, message: str
) -> None:
    error = refusal(changed(id, **inputs))
    assert error.field == field
    assert error.message.startswith(message)


def test_a_case_needs_a_mode_and_inputs() -> None:
    assert refusal({"mode": "guess", "inputs": {}}).field == "mode"
    assert refusal({"mode": "reported"}).field == "inputs"
    assert refusal({}).field == "mode"


@pytest.mark.parametrize("mode", ["reported", "margin", "whatif", "solve", "convert"])
def test_every_case_of_a_mode_answers_with_the_same_keys(mode: str) -> None:
    cases = [case for case in ANSWERED if case["mode"] == mode]
    wanted = {key for case in cases for key in case["expect"]} - {"must_contain"}
    if mode != "solve":
        wanted.discard("says")
    for case in cases:
        assert wanted <= set(run_case(case))


def test_a_result_of_zero_has_no_certain_sign() -> None:
    out = run_case(changed("R01", result="0.0bn"))
    assert out["profit_per_car"] == "0"
    assert out["headline"] == out["display"] == "break-even within rounding"
    assert (out["profit_per_car_low"], out["profit_per_car_high"]) == ("-659.030698", "659.030698")


def test_mixed_bases_in_a_pool_are_told() -> None:
    quarters = [
        {"period": "2024-Q3", "result": "-1.5bn", "deliveries": "39,790"},
        {
            "period": "2025-Q1",
            "result": "-0.5bn",
            "deliveries": "75,869",
            "result_kind": "operating_result",
        },
    ]
    out = run_case(changed("R12", result_kind="adjusted_net_result", quarters=quarters))
    assert out["warns"] == ["basis", "mixed basis"]
    assert out["basis"] == "adjusted net result and operating result"
    assert out["deliveries"] == "115659"


def test_pre_launch_is_only_said_of_the_cars_the_store_knows() -> None:
    assert run_case(BY_ID["R08"], DERIVED)["warns"] == ["basis", "pre-launch"]
    other = changed("R08", deliveries="51,579")
    assert run_case(other, DERIVED)["warns"] == ["basis"]
    assert run_case(BY_ID["R08"])["warns"] == ["basis"]


def test_a_published_figure_may_be_given() -> None:
    case = changed("R01", published="6,500")
    assert run_case(case)["contains_published"] == {"published": "6500", "inside": True}
    case = changed("R01", published="9,000")
    assert run_case(case)["contains_published"] == {"published": "9000", "inside": False}


def test_a_full_margin_warns_and_opex_below_zero_does() -> None:
    assert run_case(changed("M01", gross_margin="100%"))["warns"] == ["margin of 100%"]
    out = run_case(changed("M02", operating_result="9bn"))
    assert out["warns"] == ["result above gross profit"]
    assert str(out["implied_opex"]).startswith("-")


def test_a_price_is_solved_in_each_of_its_forms() -> None:
    out = run_case(changed("S05", solve_for="asp"))
    assert out["price_change_per_car"] == "6590.306976"
    assert out["asp"] == "244890.306976"
    assert out["revenue_per_car"] == "251486.114223"
    assert (
        out["says"]
        == "Break-even at about 6,600 CNY more revenue per car, at the same cost of sales per car."
    )


def test_the_account_of_a_solution_is_the_solved_one() -> None:
    for unknown in ("deliveries", "gross_margin", "price", "cost_per_car", "opex"):
        out = run_case(changed("S01", solve_for=unknown))
        assert abs(Decimal(str(out["operating_result"]))) < 60_000, unknown
        assert abs(Decimal(str(out["profit_per_car"]))) < 1, unknown


def test_a_solved_price_answers_both_readings() -> None:
    out = run_case(changed("S01", solve_for="price"))
    assert out["revenue_per_car_cost_held"] == out["revenue_per_car"] == "251486.114223"
    # 4,804,986,000 of opex ÷ 75,869 cars ÷ 23.17 %.
    assert out["revenue_per_car_margin_held"] == "273339.082933"
    assert "revenue_per_car_cost_held_low" in out


def test_a_case_takes_ranges() -> None:
    out = run_case(changed("W02", change__deliveries="100k..110k"))
    assert Decimal(str(out["profit_per_car_assumed_low"])) < Decimal(str(out["profit_per_car"]))
    assert out["assumed_worst"] == {"deliveries": "100,000"}
    target = changed("S01", target_profit_per_car="0..5,000")
    out = run_case(target)
    assert out["assumed_worst"] == {"target": "5,000"}
    assert Decimal(str(out["deliveries_assumed_low"])) < Decimal(str(out["deliveries"]))


def test_a_rate_has_as_many_decimals_as_it_has() -> None:
    assert run_case(changed("C01", rates={"USD": "7.275"}, to="USD"))["USD"]


def test_a_far_volume_is_warned_of() -> None:
    out = run_case(changed("S01", target_profit_per_car="56,000"))
    assert out["warns"] == ["far outside"]
    assert out["exists"] is True


def test_rates_come_from_the_store_where_none_are_given() -> None:
    case = changed("C01", rates=None)
    out = run_case(case, book_of(rates=(rate("2025-Q1", "7.2748", "7.2", "7.3", "7.25"),)))
    assert out["USD"] == "-905.909025"
    assert "EUR" not in out
    assert refusal(case).field == "rates"


@pytest.mark.parametrize(
    ("own", "to", "expected"),
    [("USD", "CNY", "-56000"), ("USD", "EUR", "-14000"), ("CNY", "CNY", "-7000")],
)
def test_money_converts_through_the_base_currency(own: str, to: str, expected: str) -> None:
    rates = {"USD": "8", "EUR": "4"}
    inputs = {"amount": "-700M", "deliveries": "100,000", "to": to, "rates": rates}
    case = changed("C01", **inputs, **{"from": own})
    out = run_case(case)
    assert out[to] == expected


def test_without_deliveries_the_amount_itself_is_converted() -> None:
    out = run_case(changed("C01", deliveries=None, to="USD"))
    assert out["USD"] == "-68730411.832628"
    assert out["amount"] == "-500000000"
