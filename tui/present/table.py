"""The rows that screen, command, copy and export share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tui.facts.figure import Figure
from tui.facts.model import Fact


class Cell(NamedTuple):
    """One value: what people read, what programs read, and where it comes from."""

    text: str
    figure: Figure | None = None
    fact: Fact | None = None
    role: str = ""
    """`loss`, `profit`, `muted`, `best` ... for colour; the text says the same without it."""


class Column(NamedTuple):
    """A heading; figures stand to the right, words to the left."""

    heading: str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under headings; `records` says the same for programs, one mapping a row.

    `fields` are the keys of every record, also where there is none.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    records: tuple[Mapping[str, object], ...] = ()
    fields: tuple[str, ...] = ()


def row_of(table: Table, thing: object) -> tuple[Cell, ...] | None:
    """The first row with a figure or fact in one of its cells."""
    return next((r for r in table.rows if any(thing in (c.figure, c.fact) for c in r)), None)
