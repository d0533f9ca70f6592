"""Holding the nodes of a file against its shape; pydantic's complaints become findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tui.facts import schema
from tui.facts.diagnostics import Report, did_you_mean
from tui.facts.nodes import Map, Node, Seq, Spot
from tui.facts.schema import FileShape

_Path = tuple[str | int, ...]

_SHAPES: dict[_Path, type[BaseModel]] = {
    (): schema.FileShape,
    ("people", "*"): schema.NamedShape,
    ("entities", "*"): schema.NamedShape,
    ("models", "*"): schema.ModelShape,
    ("concepts", "*"): schema.ConceptShape,
    ("calculations", "*"): schema.CalculationShape,
    ("sources", "*"): schema.SourceShape,
    ("facts", "*"): schema.StatementShape,
    ("forecasts", "*"): schema.ForecastShape,
    ("forecasts", "*", "expects"): schema.ExpectsShape,
    ("events", "*"): schema.EventShape,
    ("disputes", "*"): schema.DisputeShape,
    ("disputes", "*", "about"): schema.AboutShape,
    ("disputes", "*", "claims", "*"): schema.ClaimShape,
    ("acknowledge", "*"): schema.AcknowledgeShape,
    ("rates", "*"): schema.RateShape,
    ("rates", "*", "*"): schema.PairShape,
}
_ITEMS = {
    "people": "person",
    "entities": "entity",
    "facts": "statement",
    "acknowledge": "acknowledgement",
}
_KINDS = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def validate(root: Map, report: Report) -> FileShape | None:
    """The file in its shape; entries that do not fit are reported and left out of `root`.

    None when so much is amiss that nothing can be said about the rest.
    """
    for whole_items in (False, True, True):
        try:
            return FileShape.model_validate(root)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            if not report_errors(root, details, report, quiet=whole_items):
                return None
            for path in sorted({_removal(root, item, whole_items) for item in details})[::-1]:
                _remove(root, path)
    return None


def report_errors(
    root: Map, details: Sequence[ErrorDetails], report: Report, *, quiet: bool
) -> bool:
    """Report each error once, unless told to be quiet; whether the rest can be looked at."""
    missing: dict[_Path, list[str]] = {}
    for item in details:
        if item["type"] == "missing":
            missing.setdefault(tuple(item["loc"][:-1]), []).append(str(item["loc"][-1]))
    if quiet:
        return not any(len(item["loc"]) < 2 for item in details)
    for item in details:
        if item["type"] == "extra_forbidden":
            _unknown_field(root, item, missing, report)
    for item in details:
        if item["type"] not in ("extra_forbidden", "missing"):
            _bad_value(root, item, report)
    for path, names in missing.items():
        for name in names:
            spot, node = _find(root, path)
            where = _item(path)
            if node is not None:
                report.add(spot, "missing-field", f"field '{name}' is missing{where}", length=1)
    return ("missing",) not in {(item["type"],) for item in details if len(item["loc"]) == 1}


def _unknown_field(
    root: Map, item: ErrorDetails, missing: dict[_Path, list[str]], report: Report
) -> None:
    """A misspelt field is one slip, though it is both unknown and missing."""
    *parent, name = item["loc"]
    path, key = tuple(parent), str(name)
    spot, _ = _find(root, path, key=key)
    lacking = missing.get(path, [])
    meant = get_close_matches(key, lacking, n=1, cutoff=0.6)
    if meant:
        lacking.remove(meant[0])
    advice = f"did you mean '{meant[0]}'?" if meant else _field_advice(path, key)
    report.add(spot, "unknown-field", f"unknown field '{key}'", advice, length=len(key))


def _field_advice(path: _Path, key: str) -> str:
    shape = _SHAPES.get(_pattern(path))
    fields = list(shape.model_fields) if shape else []
    if key[:1].isdigit() or " " in key:
        return "a comma inside { } splits values: quote the value or use block style"
    return did_you_mean(key, fields, f"fields here: {', '.join(fields)}")


def _bad_value(root: Map, item: ErrorDetails, report: Report) -> None:
    path, kind, context = tuple(item["loc"]), item["type"], item.get("ctx", {})
    spot, node = _find(root, path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    if kind == "literal_error":
        allowed = _allowed(str(context["expected"]))
        advice = did_you_mean(str(node), allowed, f"one of {', '.join(allowed)}")
        report.add(spot, "bad-value", f"{name} cannot be '{node}'", advice)
    elif kind in ("too_short", "string_too_short") or node == "":
        report.add(spot, "empty-value", f"{name} is empty", "fill it in or remove it")
    elif kind == "string_too_long":
        limit = context["max_length"]
        message = f"{name} has {len(str(node))} characters, the limit is {limit}"
        report.add(spot, "too-long", message, "say it in fewer words")
    else:
        message = f"{name} must be {_KINDS.get(kind, 'something else')}, found {_kind_of(node)}"
        report.add(spot, "wrong-type", message, _type_advice(name, kind, node), length=1)


def _allowed(expected: str) -> list[str]:
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ") if word != "''"]


def _type_advice(name: str, kind: str, node: Node | None) -> str:
    if kind == "string_type" and isinstance(node, Seq):
        if name in ("period", "said", "date", "published", "as_of", "versus", "read"):
            return 'quote it: "[2025-06-30..2025-08-31]"'
        return "quote it: a comma inside [ ] splits values"
    if kind == "string_type":
        return 'quote a value that holds ": " or starts with {'
    return "indent its entries below it"


def _kind_of(node: Node | None) -> str:
    if isinstance(node, Map):
        return "a mapping"
    return "a list" if isinstance(node, Seq) else "text"


def _find(root: Map, path: _Path, key: str = "") -> tuple[Spot, Node | None]:
    """Where the deepest node on a path stands, or a key of it; and the node."""
    spot: Spot = (0, 0)
    node: Node = root
    for part in path:
        if isinstance(node, Map) and part in node:
            spot, node = node.value_at(str(part)), node[str(part)]
        elif isinstance(node, Seq) and isinstance(part, int) and part < len(node):
            spot, node = node.marks[part], node[part]
    if key and isinstance(node, Map) and key in node:
        spot = node.key_at(key)
    return spot, node


def _pattern(path: _Path) -> _Path:
    """The path with a star for every id, number and currency pair in it."""
    named = ("expects", "about", "claims")
    return tuple(
        part if not index or part in named else "*" for index, part in enumerate(path)
    )


def _item(path: _Path) -> str:
    if not path:
        return ""
    section = str(path[0])
    word = _ITEMS.get(section, section.removesuffix("s"))
    inner = next((f"{part} of " for part in reversed(path[2:]) if isinstance(part, str)), "")
    if len(path) > 1 and isinstance(path[1], str):
        return f" in {inner}{word} '{path[1]}'"
    return f" in {inner}this {word}"


def _removal(root: Map, item: ErrorDetails, whole_item: bool) -> _Path:
    """What to take out so that the rest may fit."""
    path = tuple(item["loc"])
    if whole_item:
        return path[:2]
    if item["type"] == "missing":
        return path[:2] if len(path) > 2 else path
    return tuple(_existing(root, path))


def _existing(root: Map, path: _Path) -> Iterator[str | int]:
    node: Any = root
    for part in path:
        inside = part in node if isinstance(node, Map) else False
        if isinstance(node, Seq) and isinstance(part, int):
            inside = part < len(node)
        if not inside:
            return
        yield part
        node = node[part]


def _remove(root: Map, path: _Path) -> None:
    *parent, last = path
    node: Any = root
    for part in parent:
        node = node[part]
    del node[last]
    if isinstance(node, Seq) and isinstance(last, int):
        del node.marks[last]
