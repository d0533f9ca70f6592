"""The widths of a table, whose heads end where the figures do."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.present.table import Cell, Column, Table, render, widths_of

COLUMNS = st.builds(
    Column, st.text("Head", min_size=1, max_size=12), st.just(True), st.integers(0, 3)
)


@given(st.lists(COLUMNS, min_size=1, max_size=6), st.integers(0, 1))
def test_no_head_touches_the_one_before(columns: list[Column], hang: int) -> None:
    """A gap of two columns is left, or what hangs over it less."""
    widths = widths_of(columns, [["-"] * len(columns)], hang)
    start, free = 0, 0
    for column, width in zip(columns, widths, strict=True):
        end = start + width - column.tail
        assert end - len(column.heading) >= free
        start, free = start + width + 2, end + 2 - hang


def test_a_head_ends_where_the_figures_do() -> None:
    """Also in what a command prints."""
    row = (Cell("27,307 ≠"), Cell("6.4"))
    table = Table("", (Column("Cars", tail=2), Column("Revenue")), (row,))
    assert render(table, "table").splitlines() == [
        *("  Cars  Revenue", "────────  ─────", "27,307 ≠    6.4"),
    ]


def test_markdown_shows_what_a_text_holds_as_text() -> None:
    row = (Cell("<img src=x> & [x](javascript:1) `|` \\|"),)
    cell = render(Table("", (Column("a"),), (row,)), "md").splitlines()[-1]
    assert cell == "| &lt;img src=x&gt; &amp; [x\\](javascript:1) \\`\\|\\` \\\\\\| |"
