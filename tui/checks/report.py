"""Findings and diagnostics as lines for people and editors, as JSON, and as SARIF 2.1.0."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from tui.checks.finding import Finding
from tui.facts.diagnostics import Diagnostic
from tui.facts.figure import Figure
from tui.facts.interval import Interval

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
        "figures": [_figure(figure) for figure in item.figures],
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
        "number": _number(figure.value),
        "core": _ends(figure.core),
        "support": _ends(figure.support),
    }


def _ends(interval: Interval) -> list[str | None]:
    return [_number(end) if end.is_finite() else None for end in (interval.lo, interval.hi)]


def _number(value: Decimal) -> str:
    """Full units, no exponent, no zeros behind the point that say nothing."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
