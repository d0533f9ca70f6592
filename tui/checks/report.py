"""A run over a facts file, and its findings as lines for people and editors, as JSON and SARIF."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tui.checks.finding import Finding, listed, tally
from tui.checks.run import run_checks
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.diagnostics import LIMIT, Diagnostic, full
from tui.facts.figure import Figure
from tui.facts.include import entrance_of
from tui.facts.interval import Interval
from tui.facts.load import read_facts_file
from tui.facts.source_text import file_in
from tui.facts.units import noun

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"info": "note", "warning": "warning", "error": "error"}
"""The severities, the gravest last, in the words of SARIF."""

Item = Diagnostic | Finding


def said_of(book: FactBook, findings: Iterable[Finding]) -> tuple[Item, ...]:
    """What was odd when a book was read, and what the checks find that is worth a reader's time."""
    return (*book.warnings, *listed(findings))


def gravity(item: Item) -> int:
    """Sorts the gravest last."""
    return tuple(_LEVELS).index(item.severity)


def told_of(items: Sequence[Item], *, every: bool = False) -> tuple[list[Item], int]:
    """What people are told, the gravest last, where a terminal is read, and how much is left out.

    Of what the file explains nothing, unless `every` remark is wanted; of all that is wrong with
    the writing of a file the gravest.
    """
    found = [item for item in items if isinstance(item, Finding)]
    found = [item for item in found if every or not item.acknowledged]
    odd = [item for item in items if isinstance(item, Diagnostic)]
    odd.sort(key=gravity, reverse=True)
    return sorted([*odd[:LIMIT], *found], key=gravity), len(odd[LIMIT:])


def as_text(items: Sequence[Item], path: str) -> str:
    """One line each: `facts.yaml:42:7: conflict[same-figure]: what is wrong`."""
    return "\n".join(_line(item, path) for item in items)


def as_json(items: Sequence[Item], path: str) -> str:
    """A list of objects; figures as decimal strings in full units, an open end null."""
    return json.dumps([_record(item, path) for item in items], ensure_ascii=False, indent=2)


def as_sarif(items: Sequence[Item], path: str) -> str:
    """A log of one run in the Static Analysis Results Interchange Format 2.1.0 (OASIS)."""
    codes = sorted({_code(item) for item in items})
    driver = {"name": "xev-tui", "rules": [{"id": code} for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, path, codes) for item in items],
    }
    return json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2
    )


def _line(item: Item, path: str) -> str:
    if isinstance(item, Diagnostic):
        return str(item)
    known = f" (known: {' '.join(item.reason.split())})" if item.acknowledged else ""
    place = _path(item, path)
    if item.mark.line:
        place += f":{item.mark.line}:{item.mark.column}"
    return f"{place}: {item.verdict}[{item.check}]: {item.message}{known}"


def _path(item: Item, path: str) -> str:
    """The file that it is about, which that of the run may include."""
    return item.path if isinstance(item, Diagnostic) else str(file_in(path, item.mark.file))


def _code(item: Item) -> str:
    return item.code if isinstance(item, Diagnostic) else item.check


def _record(item: Item, path: str) -> dict[str, Any]:
    if isinstance(item, Diagnostic):
        told = item._asdict()
        del told["length"], told["shown"]
        return told
    return {
        "path": _path(item, path),
        "line": item.mark.line,
        "column": item.mark.column,
        "severity": item.severity,
        "code": item.check,
        "verdict": item.verdict,
        "message": item.message,
        **_about(item),
    }


def _about(item: Finding) -> dict[str, Any]:
    """What a finding is about, what it rests on, and how the file explains it."""
    return {
        "concept": item.concept,
        "entity": item.dims.entity or None,
        "model": item.dims.model or None,
        "trim": item.dims.trim or None,
        "period": item.period.text if item.period else None,
        "figures": [_figure(f) for f in (*item.figures, item.shared) if f],
        "sources": list(dict.fromkeys(key for fact in item.facts for key in fact.sources)),
        "lines": sorted(
            {
                fact.mark.line
                for fact in item.facts
                if fact.mark.line and fact.mark.file == item.mark.file
            }
        ),
        "size": f"{item.size:.6f}" if item.size is not None else None,
        "acknowledged": item.acknowledged,
        "reason": item.reason or None,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "unit": figure.unit,
        "number": fmt.plain(figure.value),
        "core": _ends(figure.core),
        "support": _ends(figure.support),
    }


def _ends(interval: Interval) -> list[str | None]:
    ends = ((interval.lo, ROUND_FLOOR), (interval.hi, ROUND_CEILING))
    return [fmt.known(end, rounding) for end, rounding in ends]


def _result(item: Item, path: str, codes: Sequence[str]) -> dict[str, Any]:
    line, column = (
        (item.line, item.column)
        if isinstance(item, Diagnostic)
        else (item.mark.line, item.mark.column)
    )
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(os.fsencode(_path(item, path).replace("\\", "/")))}
    }
    if line:
        place["region"] = {"startLine": line, "startColumn": max(column, 1)}
    advice = f" ({item.advice})" if isinstance(item, Diagnostic) and item.advice else ""
    result: dict[str, Any] = {
        "ruleId": _code(item),
        "ruleIndex": codes.index(_code(item)),
        "level": _LEVELS[item.severity],
        "message": {"text": item.message + advice},
        "locations": [{"physicalLocation": place}],
    }
    if isinstance(item, Finding) and item.acknowledged:
        result["suppressions"] = [{"kind": "inSource", "justification": item.reason}]
    return result


class Outcome(NamedTuple):
    """What goes to standard output, the closing line, and the exit code."""

    text: str
    summary: str
    exit_code: int


def check_file(path: Path, form: str, only: Sequence[str] = (), *, every: bool = False) -> Outcome:
    """Check a file with all that it includes; of one that another includes, or may, what is about
    it.

    Raises ValueError for an unknown check name. Texts leave out what the file explains, unless
    `every` remark is wanted.
    """
    entrance, part, is_included = entrance_of(path)
    loaded = read_facts_file(entrance, "" if is_included else part)
    book = loaded.book
    items = said_of(book, run_checks(book, only)) if book else loaded.diagnostics
    if part:
        own = str(file_in(entrance, part))
        about = tuple(item for item in items if _path(item, str(entrance)) == own)
        items = about if about or book else items
        if not is_included:
            message = f"{entrance.name} does not include it"
            advice = f"write - {part} under include: there"
            items = (Diagnostic(own, 1, 1, "warning", "not-included", message, advice), *items)
    text = _rendered(items, form, str(entrance), every=every)
    told = summary(items)
    if form in ("text", "full") and not every and any(map(_is_explained, items)):
        told += "; --all prints these"
    return Outcome(text, told, _exit_code(items))


def _rendered(items: Sequence[Item], form: str, path: str, *, every: bool) -> str:
    if form == "json":
        return as_json(items, path)
    if form == "sarif":
        return as_sarif(items, path)
    told, left_out = told_of(items, every=every)
    parts = []
    for _, same in groupby(told, type):
        group = list(same)
        blocks = [item for item in group if isinstance(item, Diagnostic) and form == "full"]
        parts.append(full(blocks) if blocks else as_text(group, path))
    if left_out:
        parts.append(f"and {left_out:,} more")
    return ("\n\n" if form == "full" else "\n").join(parts)


def summary(items: Sequence[Item]) -> str:
    """`0 errors, 6 warnings, 112 remarks (43 of them explained in the file)`."""
    remarks = sum(item.severity == "info" for item in items)
    known = sum(map(_is_explained, items))
    counts = zip((*tally(items), remarks), ("errors", "warnings", "remarks"), strict=True)
    told = ", ".join(f"{count} {noun(count, word)}" for count, word in counts)
    return f"{told} ({known} of them explained in the file)"


def _is_explained(item: Item) -> bool:
    return isinstance(item, Finding) and item.acknowledged


def _exit_code(items: Sequence[Item]) -> int:
    errors = [item for item in items if item.severity == "error"]
    unread = any(isinstance(item, Diagnostic) and item.line == 0 for item in errors)
    return 2 if unread else 1 if errors else 0
