"""One run over a facts file: what the loader says, and what the checks find when it is sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui.checks.finding import Finding, has_errors, listed
from tui.checks.report import as_json, as_sarif, as_text
from tui.checks.run import run_checks
from tui.facts.diagnostics import LIMIT, Diagnostic, full
from tui.facts.load import read_facts_file
from tui.facts.units import noun


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
