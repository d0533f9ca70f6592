"""A run over a facts file, and its findings as lines for people and editors, as JSON and SARIF."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from tui.checks.finding import Finding, has_errors, listed
from tui.checks.run import run_checks
from tui.facts import fmt
from tui.facts.diagnostics import LIMIT, Diagnostic, full
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.load import read_facts_file
from tui.facts.units import noun

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}

Item = Diagnostic | Finding


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
    return f"{_place(item, path)}: {item.verdict}[{item.check}]: {item.message}{known}"


def _place(item: Finding, path: str) -> str:
    return f"{path}:{item.mark.line}:{item.mark.column}" if item.mark.line else path


def _code(item: Item) -> str:
    return item.code if isinstance(item, Diagnostic) else item.check


def _record(item: Item, path: str) -> dict[str, Any]:
    if isinstance(item, Diagnostic):
        return {
            "path": item.path,
            "line": item.line,
            "column": item.column,
            "severity": item.severity,
            "code": item.code,
            "message": item.message,
            "advice": item.advice,
        }
    return {
        "path": path,
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
        "lines": sorted({fact.mark.line for fact in item.facts if fact.mark.line}),
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
    return [fmt.plain(end, rounding) if end.is_finite() else None for end, rounding in ends]


def _result(item: Item, path: str, codes: Sequence[str]) -> dict[str, Any]:
    line, column = (
        (item.line, item.column)
        if isinstance(item, Diagnostic)
        else (item.mark.line, item.mark.column)
    )
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(path.replace("\\", "/"))}}
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


class Report(NamedTuple):
    """What goes to standard output, the closing line, and the exit code."""

    text: str
    summary: str
    exit_code: int


def check_file(path: Path, form: str, only: Sequence[str] = ()) -> Report:
    """Check a file. Raises ValueError for an unknown check name."""
    loaded = read_facts_file(path)
    findings: tuple[Finding, ...] = ()
    if loaded.book is not None:
        findings = listed(run_checks(loaded.book, only))
    items: list[Diagnostic | Finding] = [*loaded.diagnostics, *findings]
    text = _rendered(items, loaded.diagnostics, loaded.text, form, str(path))
    return Report(text, _summary(items), _exit_code(loaded.diagnostics, findings))


def _rendered(
    items: Sequence[Diagnostic | Finding],
    diagnostics: Sequence[Diagnostic],
    source: str,
    form: str,
    path: str,
) -> str:
    if form == "json":
        return as_json(items, path)
    if form == "sarif":
        return as_sarif(items, path)
    if form == "full" and diagnostics:
        return "\n\n".join(
            filter(None, (full(diagnostics, source), as_text(items[len(diagnostics) :], path)))
        )
    shown = items if not diagnostics else [*diagnostics[:LIMIT], *items[len(diagnostics) :]]
    more = len(items) - len(shown)
    return as_text(shown, path) + (f"\nand {more:,} more" if more else "")


def _summary(items: Sequence[Diagnostic | Finding]) -> str:
    counts = {
        word: sum(item.severity == word for item in items) for word in ("error", "warning", "info")
    }
    known = sum(isinstance(item, Finding) and item.acknowledged for item in items)
    parts = [
        f"{count} {noun(count, f'{word}s')}" for word, count in counts.items() if word != "info"
    ]
    parts.append(f"{counts['info']} {noun(counts['info'], 'remarks')}")
    return f"{', '.join(parts)} ({known} of them explained in the file)"


def _exit_code(diagnostics: Sequence[Diagnostic], findings: Sequence[Finding]) -> int:
    if any(item.severity == "error" and item.line == 0 for item in diagnostics):
        return 2
    broken = any(item.severity == "error" for item in diagnostics)
    return 1 if broken or has_errors(findings) else 0
