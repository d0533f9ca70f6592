"""What a check finds: a verdict on some figures, what it says of them, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.diagnostics import Diagnostic
from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact, Mark
from tui.facts.period import Period

_SEVERITIES = {
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


class Finding(NamedTuple):
    """One verdict of one check.

    `figures` share a unit, so that a screen can draw them on one axis: first what is stated, then
    what it is held against. An acknowledged finding is explained in the file itself, by `reason`.
    """

    check: str
    verdict: str
    subject: str
    """What it is of: `deliveries 2025-Q2`; empty where `says` tells that too."""
    says: str
    """What was found, in plain words, with the numbers."""
    compared: str = ""
    """The statements of one figure that are held against each other, before what is found."""
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    shared: Figure | None = None
    """What all figures leave room for, which only sums them up."""
    concept: str = ""
    period: Period | None = None
    dims: Dims = Dims()
    mark: Mark = Mark()
    preferred: Fact | None = None
    """The statement that holds, where one of the facts does."""
    power: int = 0
    """The power of ten that lies between the first two figures; 0 where it is another factor."""
    days: int = 0
    """The days that lie between two dates."""
    mild: bool = False
    """Whether the verdict proves nothing here, so that it is no warning."""
    reason: str = ""

    @property
    def acknowledged(self) -> bool:
        """Whether the file explains it."""
        return bool(self.reason)

    @property
    def severity(self) -> str:
        """How serious it is: error, warning or info."""
        return "info" if self.mild or self.reason else _SEVERITIES[self.verdict]

    @property
    def size(self) -> Decimal | None:
        """How far the first figure is from the second, relative to the second: 0.1 is 10 %."""
        if len(self.figures) < 2 or not self.figures[1].value:
            return None
        stated, held = self.figures[0].value, self.figures[1].value
        return (stated - held) / abs(held)

    @property
    def remark(self) -> str:
        """What it says, without what that is of."""
        return ": ".join(filter(None, (self.compared, self.says)))

    @property
    def message(self) -> str:
        """The whole of it in one line."""
        return ": ".join(filter(None, (self.subject, self.remark)))


def listed(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those worth a reader's time: all but the identities that hold."""
    return tuple(item for item in findings if item.verdict != "consistent")


def tally(items: Iterable[Finding | Diagnostic]) -> tuple[int, int]:
    """How many errors and how many warnings there are."""
    found = [item.severity for item in items]
    return found.count("error"), found.count("warning")


def grave(errors: int, warnings: int) -> str:
    """`1 error, 6 warnings`; empty where there are none."""
    counts = ((errors, "errors"), (warnings, "warnings"))
    return ", ".join(fmt.counted(Decimal(count), word) for count, word in counts if count)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any of them is an error that the file does not explain."""
    return any(item.severity == "error" for item in findings)
