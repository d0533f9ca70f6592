"""What is written out can be read back as it was, whatever the words in it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.registry import TABLES, table_of
from tui.facts.book import FactBook
from tui.present.table import Cell, Column, Table, render

CURRENCIES = ("CNY", "USD", "EUR")
ODD = "|\\`*_<>[]\"',;\t\n =+-@小é\u3000\U0001f697"
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r") | st.sampled_from(ODD), max_size=20
)
"""Without carriage returns, which the loader refuses."""


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def read_markdown(text: str) -> list[list[str]]:
    lines = text.split("\n")
    assert lines.pop() == ""
    rows = [re.split(r"(?<!\\)\|", line) for line in lines]
    assert all(row[0] == row[-1] == "" for row in rows)
    read = [[re.sub(r"\\(.)", r"\1", unescape(cell[1:-1])) for cell in row[1:-1]] for row in rows]
    assert all(set(cell) <= {"-", ":"} for cell in read[1])
    return [read[0], *read[2:]]


def flat(record: Mapping[str, object]) -> dict[str, str]:
    """A record as CSV tells it: nothing for what is missing, blanks between the parts of a list."""
    return {name: _flat(value) for name, value in record.items()}


def _flat(value: object) -> str:
    if isinstance(value, list | tuple):
        return " ".join(str(part) for part in value)
    return "" if value is None else str(value)


def assert_reads_back(table: Table) -> None:
    records = [dict(record) for record in table.records]
    assert json.loads(render(table, "json")) == json.loads(json.dumps(records))
    assert read_csv(render(table, "csv")) == [flat(record) for record in records]
    heads = [column.heading for column in table.columns]
    rows = [[" ".join(cell.text.split()) for cell in row] for row in table.rows]
    read = read_markdown(render(table, "md"))
    assert [[" ".join(cell.split()) for cell in row] for row in read] == [heads, *rows]
    lines = render(table, "table").removesuffix("\n").split("\n")
    assert len(lines) == 2 + len(rows)


@pytest.mark.parametrize("name", sorted(TABLES))
@pytest.mark.parametrize("currency", CURRENCIES)
def test_every_table_reads_back(shipped: FactBook, name: str, currency: str) -> None:
    table = table_of(name, shipped, currency)
    assert table.records
    assert_reads_back(table)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_words_read_back(pairs: list[tuple[str, str]]) -> None:
    columns = (Column("First", numeric=False), Column("Second"))
    rows = tuple((Cell(a), Cell(b)) for a, b in pairs)
    records = tuple({"first": a, "second": b} for a, b in pairs)
    assert_reads_back(Table("Pairs", columns, rows, records, ("first", "second")))
