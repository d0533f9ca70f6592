"""The rows that screen, command, copy and export share, and their text, CSV, JSON, Markdown."""

from __future__ import annotations

import io
import json
import re
from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import zip_longest
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.system.text_width import cell_width, wrapped


class Cell(NamedTuple):
    """One value: what people read, what programs read, and where it comes from."""

    text: str
    figure: Figure | None = None
    fact: Fact | None = None
    role: str = ""
    """`loss`, `profit`, `muted`, `best` ... for colour; the text says the same without it."""
    marks: str = ""
    """Letters behind the figure, as of a footnote; the text has them too."""
    number: Decimal | None = None
    """What it shows where that is not the value of its figure, such as a bound of it."""

    @property
    def value(self) -> Decimal | None:
        """What it shows, with all digits."""
        if self.number is None and self.figure:
            return self.figure.value
        return self.number


class Column(NamedTuple):
    """A heading, in one line or several; figures stand to the right, words to the left."""

    heading: str
    numeric: bool = True
    in_billions: bool = False
    """Whether what stands below is told in billions."""
    tail: int = 0
    """Cells behind its figures, for marks: the heading ends where the figures do."""
    spare: bool = False
    """Whether it is left out where a terminal has no room for all columns."""

    @property
    def lines(self) -> list[str]:
        """The lines of the heading."""
        return self.heading.split("\n")


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
    about: tuple[object, ...] = ()
    """What each row tells of, where its cells do not say."""
    note: str = ""
    """A sentence below it, for people: in text and in Markdown."""


def spreadsheet_row(table: Table, thing: object) -> str:
    """The headings and the first row that has a thing, for a spreadsheet: cells parted by tabs.

    Numbers are plain, without marks. Empty where no row has it.
    """
    rows = enumerate(table.rows)
    at = next((at for at, row in rows if thing in (*_things(row), *table.about[at : at + 1])), None)
    if at is None:
        return ""
    if len(table.records) == len(table.rows):
        record = table.records[at]
        head, cells = list(table.fields), [flat(record[name]) for name in table.fields]
    else:
        head = [column.heading for column in table.columns]
        cells = [_plain(cell) for cell in table.rows[at]]
    return tabbed(head, cells)


def tabbed(head: Iterable[str], cells: Iterable[str]) -> str:
    """A row below its headings for a spreadsheet, each cell in one line with plain minus signs."""
    lines = ((" ".join(fmt.plain_minus(cell).split()) for cell in line) for line in (head, cells))
    return "\n".join(map("\t".join, lines))


def _things(row: Sequence[Cell]) -> Iterator[object]:
    return (thing for cell in row for thing in (cell.figure, cell.fact) if thing)


def _plain(cell: Cell) -> str:
    if cell.figure:
        return fmt.for_a_cell(cell.figure)
    return "" if cell.text == fmt.MISSING else cell.text


def widths_of(columns: Sequence[Column], rows: Iterable[Sequence[str]], hang: int = 0) -> list[int]:
    """The width of each column by its widest text.

    A heading ends before the marks of its column, and may begin over those of the one before, and
    over `hang` cells of the gap behind these.
    """
    befores = [0, *(column.tail + hang * bool(column.tail) for column in columns)]
    widest = [max(map(cell_width, column.lines)) + column.tail for column in columns]
    heads = [width - before for width, before in zip(widest, befores, strict=False)]
    return [max(texts) for texts in zip(heads, *(map(cell_width, r) for r in rows), strict=True)]


FORMATS = ("table", "csv", "json", "md")
TERMINAL = 80
"""Cells in a line of an ordinary terminal: a table moves its columns together if it then fits."""


def render(table: Table, form: str) -> str:
    """The table in one of FORMATS, ending in a line feed. Raises KeyError for another form."""
    return {"table": aligned, "csv": _csv, "json": _json, "md": _markdown}[form](table)


def aligned(table: Table, room: int = 0) -> str:
    """The table for people, ending in a line feed; no line is wider than `room`, if there is one.

    Spare columns are left out then, words are wrapped, and columns that still have no room follow
    below, behind the first.
    """
    rows = [[_one_line(cell.text) for cell in row] for row in table.rows]
    columns = [column._replace(heading=_one_line(column.heading)) for column in table.columns]
    widths = widths_of(columns, rows)
    if room and sum(widths) + len(widths) - 1 > room and any(c.spare for c in columns):
        kept = [at for at, column in enumerate(columns) if not column.spare]
        rows = [[row[at] for at in kept] for row in rows]
        columns = [columns[at] for at in kept]
        widths = widths_of(columns, rows)
    parts: list[list[int]] = [list(range(len(columns)))]
    if room:
        widths = _narrowed(columns, widths, room)
        parts = _parts(widths, room)
    blocks = []
    for part in parts:
        some = [[row[at] for at in part] for row in rows]
        taken = [widths[at] for at in part]
        blocks.append(_block([columns[at] for at in part], some, taken, room or TERMINAL))
    if table.note:
        blocks.append("\n".join(wrapped(table.note, room or TERMINAL)) + "\n")
    return "\n".join(blocks)


_LEAST = 16
"""Cells that a column of words keeps."""


def _narrowed(columns: Sequence[Column], widths: Sequence[int], room: int) -> list[int]:
    """The widths with those of words cut, the widest first, until all have room or are narrow.

    As they are where they have room with one cell between them.
    """
    least = [
        min(width, width if column.numeric else max(_LEAST, cell_width(column.heading)))
        for column, width in zip(columns, widths, strict=True)
    ]
    found = list(widths)
    if sum(found) + len(found) - 1 <= room:
        return found
    while sum(found) + 2 * (len(found) - 1) > room:
        widest = max(range(len(found)), key=lambda at: (found[at] > least[at]) * found[at])
        if found[widest] <= least[widest]:
            half = (room - 1) // 2  # two columns stand beside each other in any case
            heads = [cell_width(column.heading) for column in columns]
            return [min(width, max(half, head)) for width, head in zip(found, heads, strict=True)]
        found[widest] -= 1
    return found


def _parts(widths: Sequence[int], room: int) -> list[list[int]]:
    """The columns that stand beside each other; the first begins each part."""
    parts: list[list[int]] = [[0]] if widths else []
    for at in range(1, len(widths)):
        taken = sum(widths[one] + 1 for one in parts[-1])
        if taken + widths[at] > room and len(parts[-1]) > 1:
            parts.append([0])
        parts[-1].append(at)
    return parts


def _block(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], widths: Sequence[int], room: int
) -> str:
    spare = room - sum(widths)
    between = " " if len(widths) - 1 <= spare < 2 * (len(widths) - 1) else "  "
    lines = [
        _head(columns, widths, len(between)),
        between.join("─" * min(width, room) for width in widths),
    ]
    for row in rows:
        cells = [list(wrapped(text, width)) for text, width in zip(row, widths, strict=True)]
        lines += [
            between.join(
                _padded(text, width, right=column.numeric)
                for text, width, column in zip(line, widths, columns, strict=True)
            ).rstrip()
            for line in zip_longest(*cells, fillvalue="")
        ]
    return "\n".join(lines) + "\n"


def _head(columns: Sequence[Column], widths: Sequence[int], gap: int) -> str:
    line, start = "", 0
    for column, width in zip(columns, widths, strict=True):
        end = start + width - column.tail
        at = end - cell_width(column.heading) if column.numeric else start
        line += " " * (at - cell_width(line)) + column.heading
        start += width + gap
    return line


def _one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.splitlines())


def _padded(text: str, width: int, *, right: bool) -> str:
    gap = " " * (width - cell_width(text))
    return gap + text if right else text + gap


def _csv(table: Table) -> str:
    return _lines_of(table, flat)


def for_spreadsheet(table: Table) -> str:
    """The table as CSV with a byte order mark, by which spreadsheets know it for UTF-8.

    Words that they would take for a formula have an apostrophe before them, numbers never.
    """
    return BOM_UTF8.decode() + _lines_of(table, lambda value: _harmless(flat(value)))


def _lines_of(table: Table, told: Callable[[object], str]) -> str:
    import csv

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.fields)
    for record in table.records:
        writer.writerow([told(record[name]) for name in table.fields])
    return out.getvalue()


NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
"""What a spreadsheet takes for a number of a record."""


def _harmless(text: str) -> str:
    is_formula = text[:1] in ("=", "+", "-", "@", "\t") and not NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def flat(value: object) -> str:
    """A value of a record in one cell."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return " ".join(str(item) for item in value)
    return str(value)


def _json(table: Table) -> str:
    return json.dumps([dict(row) for row in table.records], ensure_ascii=False, indent=2) + "\n"


_SPECIAL = re.compile(r"[\\|`]|\](?=[(\[])")
"""What Markdown would take for the end of a cell, or for more than a character."""


def _markdown(table: Table) -> str:
    from html import escape

    def line(texts: list[str]) -> str:
        plain = (_SPECIAL.sub(r"\\\g<0>", _one_line(text)) for text in texts)
        return f"| {' | '.join(escape(text, quote=False) for text in plain)} |"

    head = line([column.heading for column in table.columns])
    rule = line(["---:" if column.numeric else ":---" for column in table.columns])
    lines = [head, rule, *(line([c.text for c in row]) for row in table.rows)]
    if table.note:
        lines += ["", escape(_SPECIAL.sub(r"\\\g<0>", table.note), quote=False)]
    return "\n".join(lines) + "\n"
