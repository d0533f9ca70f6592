"""What a program reads has the same fields, whether there are rows or none."""

from __future__ import annotations

import csv
import io

import pytest

from tests.cli.makers import EMPTY, SMALL
from tui.app.registry import TABLES, table_of
from tui.facts.book import FactBook
from tui.present.table import Table, render
from tui.tabs.models.present import FIELDS as MODEL_FIELDS


def heading(table: Table) -> list[str]:
    return next(csv.reader(io.StringIO(render(table, "csv"))))


@pytest.mark.parametrize("name", TABLES)
def test_every_record_has_the_fields_of_its_table(name: str, shipped: FactBook) -> None:
    for book in (SMALL, shipped):
        table = table_of(name, book, book.currency)
        # Beside a single maker there is nobody.
        assert table.records or (name == "peers" and book is SMALL)
        for record in table.records:
            assert tuple(record) == table.fields
        assert heading(table) == list(table.fields)


@pytest.mark.parametrize("name", [name for name in TABLES if name != "models"])
def test_a_table_without_rows_has_the_same_heading(name: str) -> None:
    empty = table_of(name, EMPTY, "USD")
    assert not empty.records
    assert heading(empty) == heading(table_of(name, SMALL, "USD"))


def test_without_cars_there_are_no_properties() -> None:
    empty, full = (heading(table_of("models", book, "USD")) for book in (EMPTY, SMALL))
    assert empty == list(MODEL_FIELDS)
    assert [name for name in full if name in MODEL_FIELDS] == empty
