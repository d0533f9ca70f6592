"""Numbers that remember how they follow from cells."""

import re
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import add, mul, sub, truediv

from hypothesis import given
from hypothesis import strategies as st

from tui.present.table import Cell, Column, Table
from tui.present.workbook import Live, Sheet, formula

CELLS = {"B1": Decimal(7), "B2": Decimal("0.25"), "B3": Decimal(-3)}
_LEAVES = st.one_of(
    st.sampled_from([Live(value, name) for name, value in CELLS.items()]),
    st.sampled_from([Decimal(number) for number in ("0", "1", "-2", "0.5", "100")]),
)
NUMBERS = st.recursive(
    _LEAVES,
    lambda parts: st.builds(
        lambda work, a, b: work(a, b) if work is not truediv or b.is_normal() else a - b,
        st.sampled_from([add, sub, mul, truediv]),
        parts,
        parts,
    ),
    max_leaves=12,
)


@given(NUMBERS)
def test_a_formula_comes_to_the_number_it_is_of(number: Decimal) -> None:
    text = re.sub(r"\b[0-9.]+", lambda found: f"Fraction('{found[0]}')", formula(number, {}))
    names = {name: Fraction(value) for name, value in CELLS.items()} | {"Fraction": Fraction}
    found = eval(text, {"__builtins__": {}}, names)
    assert abs(found - Fraction(number)) <= abs(found) / 10**9 + Fraction(1, 10**15)


def test_what_a_constant_leaves_as_it_is_is_no_part_of_the_formula() -> None:
    one, other = Live(7, "B1"), Live(2, "B2")
    assert formula((one + 0) * 1 - other * 0, {}) == "B1"
    assert formula(1 - one / (other * 3), {}) == "1-B1/(B2*3)"
    assert formula((one - (other - 1)) ** 2, {}) == "(B1-(B2-1))^2"
    assert formula((one / other).to_integral_value(ROUND_HALF_UP), {}) == "ROUND(B1/B2,0)"
    assert formula((one / other).quantize(Decimal(1), ROUND_CEILING), {}) == "ROUNDUP(B1/B2,0)"


def test_a_part_that_stands_in_a_cell_is_named_by_it() -> None:
    revenue, cars = Live(10, "B1"), Live(4, "B2")
    assert formula(revenue / cars * 2, {revenue / cars: "C9"}) == "C9*2"


def test_a_zero_in_a_cell_is_a_number_and_nothing_kept_for_a_plain_one_is_taken_for_it() -> None:
    zero = Live(0, "B1")
    assert zero
    assert zero == 0
    assert {Decimal(0): "plain"}.get(zero) is None


def test_a_heading_that_nothing_follows_is_not_written() -> None:
    sheet = Sheet("Rows", "Rows")
    sheet.head("nothing")
    sheet.table(Table("", (Column("what", False), Column("how many")), ((Cell("a"), Cell("b")),)))
    assert [cell.value for cell in sheet.cells] == ["Rows", "what", "how many", "a", "b"]
