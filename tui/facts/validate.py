"""Holding a file against its shape: every complaint of pydantic becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tui.facts import model
from tui.facts.diagnostics import Report
from tui.facts.model import PART, File, fields, names
from tui.facts.period import Period
from tui.facts.schema import FLAGS, shape
from tui.facts.yaml_tree import Map, Node, Seq, Spot

_Path = tuple[str | int, ...]

_ITEMS = {
    "people": "person",
    "entities": "entity",
    "facts": "statement",
    "acknowledge": "acknowledgement",
}
_OPTIONAL = {field.written for field in fields(File) if not field.is_needed}
_PASSES = 3
"""What was mended may be amiss in another way, and what was removed may be missed."""
_KINDS = {
    "string_type": "text",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
}


def validate(root: Map, report: Report, part_of: str = "") -> bool:
    """Report entries that do not fit their shape, and leave them out of `root`.

    `part_of` is the name of the file that includes this one. False when so much is amiss that
    nothing can be said about the rest.
    """
    if part_of:
        _refuse_terms(root, report, part_of)
    for _ in range(_PASSES):
        try:
            shape(File, is_part=bool(part_of)).model_validate(root)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
            if not _report(root, details, report, is_part=bool(part_of)):
                return False
        else:
            return True
    return False


def _refuse_terms(root: Map, report: Report, entrance: str) -> None:
    """Report what only the entrance may say, rather than ignore it."""
    for field in fields(File):
        if field.is_entrance and field.name in root:
            message = f"'{field.name}' belongs in {entrance} only"
            report.add(root.key_at(field.name), "entrance-only", message, "move it there")
            del root[field.name], root.marks[field.name]


def _report(root: Map, details: Sequence[ErrorDetails], report: Report, *, is_part: bool) -> bool:
    """Report the errors and mend or remove what they are about; whether the rest can be read."""
    missing = _missing(details)
    if () in missing:  # the entries of a section without its name spoil the section before it
        details = [item for item in details if len(item["loc"]) == 1]
        missing = {(): missing[()]}
    unfit: set[_Path] = set()
    for item in details:
        path = tuple(item["loc"])
        if item["type"] == "extra_forbidden" or _is_no_pair(item):
            _unknown_field(root, path, missing, report, is_part=is_part)
        elif item["type"] != "missing":
            _bad_value(root, item, report)
            unfit.add(path[:2])
    for path, lacking in missing.items():
        if lacking:
            _missing_fields(root, path, lacking, report)
        unfit.update((*path, name)[:2] for name in lacking)
    for path in sorted(unfit, reverse=True):
        _remove(root, path)
    return all(len(path) > 1 or path[0] in _OPTIONAL for path in unfit)


def _missing(details: Sequence[ErrorDetails]) -> dict[_Path, list[str]]:
    """The fields that are missing from each mapping."""
    found: dict[_Path, list[str]] = {}
    for item in details:
        if item["type"] == "missing":
            found.setdefault(tuple(item["loc"][:-1]), []).append(str(item["loc"][-1]))
    return found


def _unknown_field(
    root: Map, path: _Path, missing: dict[_Path, list[str]], report: Report, *, is_part: bool
) -> None:
    """Report a field; a misspelt one is one slip, though it is both unknown and missing."""
    parent, key = path[:-1], str(path[-1])
    node = _find(root, parent)[1]
    record = _kind_at(parent)
    if not isinstance(node, Map) or not hasattr(record, "_fields"):
        return
    known = names(record) if path[1:] or not is_part else PART
    lacking = missing.get(parent, [])
    meant = report.nearest(key, lacking) or report.nearest(
        key, [field for field in known if field not in node]
    )
    if meant in lacking:
        lacking.remove(meant)
    advice = f"did you mean '{meant}'?" if meant else _field_advice(key, known)
    concepts = root.get("concepts")
    if "states" in known and isinstance(concepts, Map) and key in concepts:
        meant, advice = "", "indent it under states"
    spot = node.key_at(key)
    report.add(spot, "unknown-field", f"unknown field '{key}'", advice, length=len(key))
    value, marks = node.pop(key), node.marks.pop(key)
    if meant:
        node[meant], node.marks[meant] = value, marks


def _is_no_pair(item: ErrorDetails) -> bool:
    """Whether it is an unknown field of a rate, where CNY/USD and the like are welcome."""
    path = item["loc"]
    unfit = item["type"] == "model_type" and path[0] == "rates" and len(path) == 3
    return unfit and "/" not in str(path[2])


def _missing_fields(root: Map, path: _Path, lacking: Sequence[str], report: Report) -> None:
    listed = ", ".join(f"'{name}'" for name in lacking)
    what = f"field {listed} is" if len(lacking) == 1 else f"fields {listed} are"
    advice = "" if path else f"write {lacking[0]}: at the very start of a line"
    spot = _find(root, path)[0]
    report.add(spot, "missing-field", f"{what} missing{_item(path)}", advice, length=1)


def _field_advice(key: str, fields: Sequence[str]) -> str:
    if key[:1].isdigit() or " " in key:
        return "a comma inside { } splits values: quote the value or use block style"
    return f"fields here: {', '.join(fields)}"


def _bad_value(root: Map, item: ErrorDetails, report: Report) -> None:
    path, kind = tuple(item["loc"]), item["type"]
    spot, node = _find(root, path)
    name = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    if kind == "literal_error":
        allowed = [word for word in get_args(_kind_at(path)) if word] or FLAGS
        advice = report.suggest(str(node), allowed, f"one of {', '.join(allowed)}")
        report.add(spot, "bad-value", f"{name} cannot be '{node}'", advice)
    elif kind in ("too_short", "string_too_short") or node == "":
        report.add(spot, "empty-value", f"{name} is empty", "fill it in or remove it")
    elif kind == "string_too_long":
        limit = item["ctx"]["max_length"]
        message = f"{name} has {len(str(node))} characters, the limit is {limit}"
        report.add(spot, "too-long", message, "say it in fewer words")
    else:
        is_listed = _kind_at(path) in (model.Sources, model.Origins, model.Values)
        wanted = "text" if is_listed else _KINDS.get(kind, "something else")
        message = f"{name} must be {wanted}, found {_kind_of(node)}"
        report.add(spot, "wrong-type", message, _type_advice(path, wanted, node), length=1)


def _type_advice(path: _Path, wanted: str, node: Node) -> str:
    if wanted == "text" and isinstance(node, Seq):
        if _kind_at(path) in (Period, Period | None):
            return 'quote it: "[2025-06-30..2025-08-31]"'
        return "quote it: a comma inside [ ] splits values"
    if isinstance(node, str) and (found := re.fullmatch(r"([\w.\-]+):(\S.*)", node)):
        return f"put a space after the colon: {found[1]}: {found[2]}"
    if wanted == "text":
        return 'quote a value that holds ": " or starts with {'
    return "indent its entries below it"


def _kind_of(node: Node) -> str:
    if isinstance(node, Map):
        return "a mapping"
    return "a list" if isinstance(node, Seq) else "text"


def _find(root: Map, path: _Path) -> tuple[Spot, Node]:
    """The deepest node on a path, and where it stands."""
    spot: Spot = (0, 0)
    node: Node = root
    for part in path:
        if isinstance(node, Map) and part in node:
            spot, node = node.value_at(str(part)), node[str(part)]
        elif isinstance(node, Seq) and isinstance(part, int) and part < len(node):
            spot, node = node.marks[part], node[part]
    return spot, node


def _kind_at(path: _Path) -> Any:
    """What a record declares for a place in the file; None where none does."""
    kind: Any = File
    for part in path:
        inner = get_args(kind)
        if hasattr(kind, "_fields"):
            declared = {field.written: field.kind for field in fields(kind)}
            rest = next((get_args(field.kind)[1] for field in fields(kind) if field.is_rest), None)
            kind = declared.get(str(part), rest)
        elif get_origin(kind) is Mapping:
            kind = inner[1]
        else:
            kind = inner[0] if inner else None
    return kind


def _item(path: _Path) -> str:
    if not path:
        return ""
    section = str(path[0])
    word = _ITEMS.get(section, section.removesuffix("s"))
    inner = next((f"{part} of " for part in reversed(path[2:]) if isinstance(part, str)), "")
    if len(path) > 1 and isinstance(path[1], str):
        return f" in {inner}{word} '{path[1]}'"
    return f" in {inner}this {word}"


def _remove(root: Map, path: _Path) -> None:
    """Take out an entry of a section, or a section."""
    parent, last = _find(root, path[:-1])[1], path[-1]
    if isinstance(parent, Map):
        parent.pop(str(last), None)
    elif isinstance(parent, Seq) and isinstance(last, int) and last < len(parent):
        del parent[last], parent.marks[last]
