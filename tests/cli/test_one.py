"""One of a thing is written so: `1 car`, not `1 cars`."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cli.makers import SMALL, filled_in
from tests.tabs.calculator.test_present import case
from tui.checks.report import check_file
from tui.cli.calc_inquiry import read_inquiry
from tui.cli.calc_page import calc_page
from tui.cli.new import STARTER
from tui.facts import fmt
from tui.facts.figure import assumed
from tui.facts.units import TECHNICAL, noun
from tui.present.outcomes import days_text, promises_finding
from tui.present.provenance import explain
from tui.tabs.calculator.charts import curve_data
from tui.tabs.calculator.fields import entries
from tui.tabs.calculator.present import caption, even, past_errors
from tui.tabs.calculator.state import CalculatorState

WRONG = re.compile(r"(?<![\d.,])1 (?!s\b|PS\b)\w+s\b")
"""One, and something that more than one is meant by."""


@pytest.mark.parametrize(
    ("count", "plural", "said"),
    [
        (1, "cars", "car"),
        (-1, "days", "day"),
        (2, "cars", "cars"),
        (0, "cars", "cars"),
        (1, "cities", "city"),
        (1, "people", "people"),
        (1, "PS", "PS"),
        (1, "s", "s"),
        (1, "CNY/car", "CNY/car"),
    ],
)
def test_a_noun_goes_with_its_number(count: int, plural: str, said: str) -> None:
    assert noun(count, plural) == said


@given(st.sampled_from(sorted(TECHNICAL)), st.integers())
def test_measures_have_no_plural(unit: str, count: int) -> None:
    assert noun(count, unit) == unit


def test_figures_of_one() -> None:
    one = assumed(1, "cars", "deliveries")
    assert fmt.amount(one) == "1 car"
    assert fmt.spoken(Decimal(1), "cars") == "1 car"
    assert fmt.bound(one, Decimal(1)) == "1 car"


def test_the_model_was_tested_on_one_quarter() -> None:
    state = CalculatorState(SMALL, "USD")
    assert state.test is not None
    assert len(state.test.errors) == 1
    assert "in the last quarter, by 2.41m USD; a no-change" in state.test.says
    assert past_errors(state.case, state.test) == ""


def test_a_scenario_with_one_car() -> None:
    one = case(deliveries="1")
    drawn = curve_data(one, ())
    assert drawn is not None
    echoes = [entry.echo for entry in entries(one)]
    for text in (caption(one), even(one), drawn.cursor_label, *echoes):
        assert not WRONG.search(text), text


def test_the_command_with_one_car() -> None:
    for typed, unknown in (
        ({"deliveries": "-12,479"}, ""),
        ({"opex": "1.1m", "opex_fixed_share": "0.5%"}, "deliveries"),
    ):
        page = calc_page(read_inquiry(SMALL, "2025-Q2", "USD", typed, unknown))
        assert not WRONG.search(page), page


def test_one_day_one_promise_one_figure() -> None:
    assert days_text(1) == "1 day later"
    assert promises_finding(["met"]).startswith("1 promise:")
    source = SMALL.sources["daily-2025-05-07"]
    fact = next(fact for fact in SMALL.facts if source.key in fact.sources)
    told = explain(replace(SMALL, facts=(fact,)), source)
    assert "1 figure rests on it" in [passage.text for passage in told]


def test_the_check_finds_one_thing(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(filled_in(STARTER.read_text(encoding="utf-8")), encoding="utf-8")
    said = check_file(path, "text", ["source-count"]).summary
    assert said == "0 errors, 0 warnings, 1 remark (0 of them explained in the file)"
