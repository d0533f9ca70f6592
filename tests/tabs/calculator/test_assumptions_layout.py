"""The rows of the list of assumptions: none is pushed out of sight that has room."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.tabs.calculator.assumptions import lay_out
from tui.tabs.calculator.fields import FIELDS, FieldRow


@st.composite
def fields(draw: st.DrawFn) -> tuple[FieldRow, ...]:
    return tuple(
        FieldRow(field, "0", echo=draw(st.sampled_from(["", "read as that", "read as that " * 5])))
        for field in FIELDS
    )


@given(
    fields(), st.integers(0, len(FIELDS) - 1), st.integers(0, 60), st.integers(0, 60), st.booleans()
)
def test_every_field_is_in_sight_where_there_is_a_row_for_each(
    entries: tuple[FieldRow, ...], selected: int, height: int, width: int, active: bool
) -> None:
    rows = lay_out(entries, selected, height, width, active=active)
    assert [row.index for row in rows] == list(range(len(entries)))
    assert all(a.y + len(a.below) < b.y for a, b in pairwise(rows))
    if height >= len(entries):
        assert rows[0].y == 0
        assert rows[-1].y + len(rows[-1].below) < height
    elif height:
        assert rows[selected].y < height


@given(st.integers(0, 60), st.integers(0, 60), st.booleans())
def test_no_fields_take_no_rows(height: int, width: int, active: bool) -> None:
    assert lay_out((), 0, height, width, active=active) == ()
