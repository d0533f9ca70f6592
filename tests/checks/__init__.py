"""Tests of the checks, and what single ones of them find in a small book."""

from collections.abc import Collection

from tests.books import book
from tui.checks.finding import Finding
from tui.checks.run import run_checks
from tui.facts.model import Fact, Source


def found(check: str, *facts: Fact, sources: Collection[Source] = ()) -> tuple[Finding, ...]:
    """What one check finds in some facts."""
    return run_checks(book(*facts, sources=sources), [check])


def only(check: str, *facts: Fact, sources: Collection[Source] = ()) -> Finding:
    """The one finding that a check has."""
    (finding,) = found(check, *facts, sources=sources)
    return finding
