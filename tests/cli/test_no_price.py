"""Cars given away: a legitimate question, whose answer is the whole cost of a car."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.cli.makers import SMALL
from tests.tabs.finances.accounts import BETTER, FULL, accounts
from tui.cli.calc_inquiry import Inquiry, read_inquiry
from tui.cli.calc_json import calc_record
from tui.cli.calc_page import calc_page
from tui.economics.case import Case
from tui.economics.parse import InputError
from tui.economics.per_car import cost_of_sales_per_car, opex_per_car
from tui.economics.sensitivity import tornado
from tui.facts.figure import Figure
from tui.tabs.calculator.charts import curve_data
from tui.tabs.calculator.fields import entries
from tui.tabs.calculator.present import finding, formula
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import cross, goal_sentences, goal_table, goals, scenario_table

BOOK = accounts({"2025-Q1": FULL, "2025-Q2": BETTER})
BROUGHT_IN = {"2025-Q1": "200,000", "2025-Q2": "250,000"}
"""Revenue per car of either quarter."""


def given_away(period: str, **typed: str) -> Inquiry:
    """A period in which cars would have brought in nothing at all."""
    return read_inquiry(BOOK, period, "CNY", {"price": f"-{BROUGHT_IN[period]}", **typed})


def value(figure: Figure | None) -> Decimal:
    assert figure is not None
    return figure.value


@pytest.mark.parametrize("period", BROUGHT_IN)
def test_the_loss_per_car_is_the_whole_cost(period: str) -> None:
    inquiry = given_away(period)
    base = inquiry.base
    cost = value(cost_of_sales_per_car(base)) + value(opex_per_car(base))
    assert abs(value(inquiry.per_car) + cost) < Decimal("0.01")
    assert inquiry.account.gross_margin is None
    assert inquiry.account.operating_margin is None


@pytest.mark.parametrize("hold", ["cost", "margin"])
@pytest.mark.parametrize(
    "unknown", ["", "deliveries", "gross_margin", "price", "cost_per_car", "opex"]
)
def test_the_page_says_what_can_be_said(hold: str, unknown: str) -> None:
    inquiry = replace(given_away("2025-Q1", hold=hold), unknown=unknown)
    page = " ".join(calc_page(inquiry).split())
    assert ("No " if unknown in ("deliveries", "gross_margin") else "2025-Q1") in page
    record = calc_record(inquiry)
    if not unknown:
        assert "would have lost" in page
        assert "Without revenue there is no gross margin and no operating margin." in page
        assert record["gross_margin_percent"] is None
        assert record["operating_margin_percent"] is None
        assert str(record["loss_per_car"])[0].isdigit()


def test_a_price_of_nothing_can_be_typed() -> None:
    page = calc_page(read_inquiry(SMALL, "2025-Q2", "USD", {"price": "-100%"}))
    # What was sold besides cars, 19 million USD, is still sold.
    assert "would have lost about 42,310 USD on each car" in " ".join(page.split())


def test_a_price_below_nothing_is_none() -> None:
    with pytest.raises(InputError, match=r"The price must not be below zero \(got -200,001\)\."):
        read_inquiry(BOOK, "2025-Q1", "CNY", {"price": "-200,001"})


@pytest.mark.parametrize("hold", ["cost", "margin"])
def test_the_calculator_shows_it(hold: str) -> None:
    state = CalculatorState(BOOK, "CNY", "2025-Q1", {"price": "-200,000", "hold": hold})
    case: Case = state.case
    assert not state.is_stale
    assert "would lose" in finding(case)
    assert formula(case)
    assert entries(case)
    assert curve_data(case, ()) is not None
    assert all("margin" not in swing.label for swing in tornado(case.base, case.change))
    rows = goals(case)
    assert "there is no revenue" in goal_sentences(case, rows[1])
    assert goal_table(case, rows).rows[1][1].text == "none"
    assert cross(case, 1, 100_000, 5, 5) is None
    assert scenario_table(state.side_by_side, ["", ""], 78).rows[4][2].text == "–"
