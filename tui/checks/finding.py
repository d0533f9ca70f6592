"""What a check finds: a verdict on some figures, in one line, with the figures it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact, Mark
from tui.facts.period import Period

SEVERITIES = {
    "conflict": "error",
    "tension": "warning",
    "strained": "info",
    "undecided": "info",
    "consistent": "info",
    "overdue": "warning",
    "missed": "info",
    "near": "info",
    "met": "info",
    "open": "info",
}
"""How serious each verdict is; the last five are of forecasts."""

SHARED_BY_ALL = "what all leave room for"
SHARED_BY_BOTH = "what both leave room for"
SHARED = (SHARED_BY_ALL, SHARED_BY_BOTH)
"""Labels of figures that only sum up the others of a finding."""

_ANY, _NOWHERE = Dims(), Mark()


class Finding(NamedTuple):
    """One verdict of one check.

    `figures` share a unit, so that a screen can draw them on one axis: first what is stated, then
    what it is held against. An acknowledged finding is explained in the file itself, by `reason`.
    """

    check: str
    verdict: str
    severity: str
    message: str
    """One line in plain words, with the numbers."""
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    concept: str = ""
    period: Period | None = None
    dims: Dims = _ANY
    mark: Mark = _NOWHERE
    preferred: Fact | None = None
    """The statement that holds, where one of the facts does."""
    size: Decimal | None = None
    """How far the first figure is from the second, relative to the second: 0.1 is 10 %."""
    acknowledged: bool = False
    reason: str = ""


def find(
    check: str,
    verdict: str,
    message: str,
    facts: Sequence[Fact] = (),
    figures: Sequence[Figure] = (),
    *,
    preferred: Fact | None = None,
    reason: str = "",
    severity: str = "",
) -> Finding:
    """A finding about its first fact. With a reason it counts as acknowledged."""
    about = facts[0] if facts else None
    return Finding(
        check,
        verdict,
        "info" if reason else severity or SEVERITIES[verdict],
        message,
        tuple(dict.fromkeys(facts)),
        tuple(figures),
        about.concept if about else "",
        about.period if about else None,
        about.dims if about else _ANY,
        about.mark if about else _NOWHERE,
        preferred,
        gap(*figures[:2]) if len(figures) > 1 else None,
        bool(reason),
        reason,
    )


def gap(figure: Figure, holds: Figure) -> Decimal | None:
    """Relative difference of two figures; None when the second is zero."""
    return (figure.value - holds.value) / abs(holds.value) if holds.value else None


def listed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those worth a reader's time: all but the identities that hold."""
    return tuple(item for item in findings if item.verdict != "consistent")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them is an error that the file does not explain."""
    return any(item.severity == "error" for item in findings)
