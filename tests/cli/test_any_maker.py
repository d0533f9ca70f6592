"""What is said of a maker comes from the file: its currency, its segment, figures of its size."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests import ROOT
from tests.cli.makers import EMPTY, SMALL
from tests.tabs.calculator.test_present import written
from tests.tabs.finances.accounts import accounts
from tui.cli.calc_inquiry import read_inquiry
from tui.cli.calc_page import calc_page
from tui.economics.account import leading_quarter
from tui.economics.moves import written as written_move
from tui.economics.parse import InputError
from tui.facts.book import FactBook
from tui.present.empty_states import newer_left_out
from tui.tabs.calculator.fields import currencies, entries, stepped
from tui.tabs.calculator.present import caption, cautions, caveats, finding
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.calculator.tables import goal_table, goals, outcome_table
from tui.tabs.finances.notes import notes_of
from tui.tabs.finances.present import FinancesView, page_of
from tui.tabs.finances.table import finances_table, periods_table

# Without any figure


def test_a_file_without_figures_speaks_its_own_currency() -> None:
    case = CalculatorState(EMPTY, "USD").case
    assert caption(case) == "dollars per car"
    assert currencies(case).startswith("in dollars")
    assert {entry.note for entry in entries(case)} >= {"$", "$ a car", "in $"}
    assert cautions(case) == ()


def test_no_rate_is_missed_before_there_is_a_period() -> None:
    case = CalculatorState(EMPTY, "EUR").case
    assert cautions(case) == ()
    assert case.currency == "USD"


def test_a_file_without_figures_says_what_to_write() -> None:
    said = finding(CalculatorState(EMPTY, "USD").case)
    for part in ("facts:", "-Q", "deliveries", "revenue", "gross_margin", "operating_result"):
        assert part in said
    assert said.count("USD") == 1
    assert "–" not in said


def test_what_is_typed_without_a_period_is_calculated() -> None:
    state = CalculatorState(EMPTY, "USD")
    state.type({"deliveries": "10,000", "revenue": "400M", "gross_margin": "10%", "opex": "50M"})
    assert finding(state.case) == "Each car would lose about $1,000."
    assert caption(state.case).startswith("dollars per car, what if")


def test_the_command_says_the_same_where_there_is_nothing_to_start_from() -> None:
    with pytest.raises(InputError, match=r"Add under facts: .* amounts in USD\.$"):
        read_inquiry(EMPTY, "", "USD", {})


# What belongs to a maker


def test_the_program_knows_no_maker() -> None:
    """Examples in help texts and docstrings may name one; what is said of figures may not."""
    names = re.compile(r"Xiaomi|SU7|YU7|Smart EV|Tesla|\bAI\b")
    for room in ("facts", "economics", "checks", "present", "ui", "tabs", "app"):
        for path in (ROOT / "tui" / room).rglob("*.py"):
            texts = [text for text in said_in(path) if names.search(text)]
            assert not texts, (path.name, texts)


def said_in(path: Path) -> Iterator[str]:
    """The texts of a module but its docstrings, and those of what it defines."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_what_else_a_segment_holds_is_said_in_the_words_of_the_file() -> None:
    page = page_of(SMALL, "USD", "quarter")
    texts = [note.text for note in notes_of(page.spans[-1])]
    assert "About 4% of revenue is not revenue from cars." in texts
    state = CalculatorState(SMALL, "USD")
    told = [passage.text for passage in caveats(state.case, state.test)]
    assert "Example Motors: the figures include charging stations besides cars." in told


def test_a_maker_of_nothing_but_cars_is_no_segment() -> None:
    cars = SMALL.entities["maker"]._replace(note="")
    state = CalculatorState(replace(SMALL, entities={"maker": cars}), "USD")
    assert cautions(state.case) == ()
    assert not any("egment" in passage.text for passage in caveats(state.case, state.test))


def test_every_view_starts_with_the_same_quarter(shipped: FactBook) -> None:
    for maker in shipped.makers:
        book = shipped.of(maker)
        if leading := leading_quarter(book):
            state, page = CalculatorState(book, book.currency), page_of(book, "CNY", "quarter")
            assert page.spans[page.newest].period == leading.period
            assert state.scenario.published == state.start == leading
            told = [passage.text for passage in caveats(state.case, state.test)]
            assert told[-1] == newer_left_out(book) or not newer_left_out(book)


# Figures of its size


def test_sums_of_a_small_maker_are_shown_in_millions() -> None:
    table = finances_table(SMALL, "USD")
    headings = [column.heading for column in table.columns]
    assert headings[2:] == ["Revenue m", "Margin %", "Opex %", "ASP", "Result m", "Per car", "±"]
    texts = [[cell.text for cell in row] for row in table.rows]
    assert [row[2] for row in texts] == ["412", "509"]
    assert [row[6] for row in texts] == ["−51", "−38"]


YEAR = {
    f"2024-Q{n}": {
        "deliveries": "10,000 cars",
        "revenue": f"{revenue} million CNY",
        "gross_margin": "10%",
        "operating_result": f"-{loss} CNY",
    }
    for n, (revenue, loss) in enumerate(((410, 400), (420, 900), (430, 8_000), (440, 7_000)), 1)
}


@pytest.mark.parametrize("years", [True, False])
def test_the_screen_and_show_write_sums_alike(years: bool) -> None:
    book = accounts(YEAR)
    page = page_of(book, "CNY", "quarter")
    seen = periods_table(FinancesView(page, 0).rows(years=years), "quarter", 200)
    said = finances_table(book, "CNY")
    for heading in ("Revenue m", "Result k"):
        places = [[c.heading for c in table.columns].index(heading) for table in (seen, said)]
        columns = [
            [row[place].text.strip() for row in table.rows]
            for place, table in zip(places, (seen, said), strict=True)
        ]
        assert columns[0][:4] == columns[1]
        assert len(columns[0]) == (5 if years else 4)
    assert [row[2].text.strip() for row in said.rows] == ["410", "420", "430", "440"]
    assert [row[6].text.strip() for row in said.rows] == ["−0.4", "−0.9", "−8", "−7"]


@pytest.mark.parametrize(
    ("size", "letter"),
    [("1234567890123", "tn"), ("999999999999", "bn"), ("1000000", "m"), ("1000", "k"), ("999", "")],
)
def test_the_largest_figure_of_a_column_chooses_its_scale(size: str, letter: str) -> None:
    states = {**YEAR["2024-Q1"], "revenue": f"exactly {int(size):,} CNY"}
    table = finances_table(accounts({**YEAR, "2024-Q1": states}), "CNY")
    largest = max(Decimal(size), Decimal(440_000_000))
    expected = letter if largest == Decimal(size) else "m"
    assert table.columns[2].heading == f"Revenue {expected}".strip()


def test_the_formula_the_goals_and_the_scenarios_of_a_small_maker_are_in_millions() -> None:
    state = CalculatorState(SMALL, "USD")
    assert written(state.case).startswith("−$38m¹ ÷ 12,480²")
    texts = [cell.text for row in goal_table(state.case, goals(state.case)).rows for cell in row]
    assert "$70.75m" in texts
    assert "$108.75m" in texts
    state.type({"deliveries": "15,000"})
    result = outcome_table(state.as_published, state.case).rows[3]
    assert [cell.text for cell in result[1:]] == ["−$38.00m", "−$23.71m", "+$14.29m"]


def test_opex_of_a_small_maker_can_be_stepped_and_typed() -> None:
    state = CalculatorState(SMALL, "USD")
    costs = next(entry for entry in entries(state.case) if entry.field.key == "opex")
    assert costs.text == "108.8m"
    moves = [move for by in (-1, 1, 10) if (move := stepped(costs, by))]
    assert [written_move(move, "opex") for move in moves] == ["100m", "120m", "210m"]
    state.put("opex", moves[1])
    assert not state.is_stale


def test_the_command_writes_sums_of_a_small_maker_in_millions() -> None:
    page = calc_page(read_inquiry(SMALL, "2025-Q2", "USD", {"opex": "90M"}))
    assert page.startswith("With opex of 90.0m USD, Example Motors")
    page = calc_page(read_inquiry(SMALL, "2025-Q2", "USD", {}, "opex"))
    assert "Break-even at opex of about 70.8m USD." in page
