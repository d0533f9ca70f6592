"""The rows of the list of assumptions: none is pushed out of sight that has room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.tabs.calculator.assumptions import lay_out
from tui.tabs.calculator.fields import FIELDS, FieldRow

ROWS = tuple(FieldRow(field, "0") for field in FIELDS)


@given(st.integers(0, len(FIELDS) - 1), st.integers(0, 60))
def test_every_field_is_in_sight_where_there_is_a_row_for_each(selected: int, height: int) -> None:
    lines = lay_out(ROWS, selected, height)
    assert all(a < b for a, b in pairwise(lines))
    if height >= len(ROWS):
        assert lines[0] == 0
        assert lines[-1] < height
        assert lines == lay_out(ROWS, 0, height), "the cursor moves no field"
    elif height:
        assert 0 <= lines[selected] < height


@given(st.integers(0, 60))
def test_no_fields_take_no_rows(height: int) -> None:
    assert lay_out((), None, height) == []
