"""A case in a file: read as plain text, worked out, and told in words."""

from __future__ import annotations

from tui.cli.calc_text import page_text, sections
from tui.economics.case_output import Output
from tui.economics.parse import InputError
from tui.facts.diagnostics import FactsError, brief
from tui.facts.nodes import Map, Node, parse
from tui.facts.report import Report
from tui.facts.scan import decode, refuse_invisible
from tui.present import fmt
from tui.present.output import render
from tui.present.passage import Passage
from tui.present.table import Cell, Column, Table

_SHAPE = "Write one case: a mapping with mode and inputs."


def read_case(data: bytes, name: str) -> dict[str, object]:
    """The one case that a YAML or JSON text holds. Raises InputError with line and column."""
    try:
        text = decode(data, name)
    except FactsError as error:
        raise InputError("case", str(error)) from None
    report = Report(name, text)
    refuse_invisible(text, report)
    root = None if report.has_errors else parse(text, report)
    if report.has_errors:
        raise InputError("case", brief(report.sorted(), 1))
    if not isinstance(root, Map):
        raise InputError("case", f"{name} holds no case. {_SHAPE}")
    if "cases" in root and "mode" not in root:
        raise InputError("case", f"{name} holds a list of cases. {_SHAPE}")
    return {key: _value(node) for key, node in root.items()}


def _value(node: Node) -> object:
    """Text and mappings as they are; a bare null is nothing."""
    if isinstance(node, str):
        return None if node in ("", "null") else node
    if isinstance(node, Map):
        return {key: _value(part) for key, part in node.items()}
    return [_value(part) for part in node]


def case_page(out: Output) -> str:
    """The finding, every figure that there is with its bounds, then what to beware of."""
    head = [str(text) for key in ("says", "display") if (text := out.get(key))]
    rows = tuple(_row(out, key) for key in out if f"{key}_low" in out and out[key] is not None)
    columns = (Column("", numeric=False), Column("value"), Column("from"), Column("to"))
    table = render(Table("", columns, rows), "table").splitlines() if rows else []
    notes = out.get("notes")
    return page_text(
        sections(
            [Passage(text, "bold") for text in head],
            [Passage(line) for line in table],
            [Passage(str(note), "", 2, "!") for note in (notes if isinstance(notes, list) else ())],
        )
    )


def _row(out: Output, key: str) -> tuple[Cell, ...]:
    values = (out[name] for name in (key, f"{key}_low", f"{key}_high"))
    texts = (fmt.MISSING if value is None else str(value) for value in values)
    return (
        Cell(key.replace("_", " ")),
        *(Cell(text.replace("-", fmt.MINUS)) for text in texts),
    )
