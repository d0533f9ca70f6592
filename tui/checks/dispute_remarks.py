"""One thing to say of a figure in dispute: its kind, how serious it is, how far apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tui.checks.dispute_gap import Gap, gap_of
from tui.checks.finding import Finding
from tui.facts.book import FactBook
from tui.facts.model import Dispute

KINDS: Mapping[str, tuple[str, str]] = {
    "slip": ("slip", "slips"),
    "mistake": ("mistake", "mistakes"),
    "loose": ("loose", "loose figures"),
    "conversion": ("conversion", "conversions"),
    "sum": ("sum", "sums"),
    "definition": ("definition", "definitions"),
    "reading": ("reading", "readings"),
    "revised": ("revised", "revisions"),
    "open": ("open", "open questions"),
}
"""Why figures differ: a power of ten, a plain error, few digits or a bound, exchange rates,
arithmetic, two things under one name, two ways to read one, a later correction, or not known.
One and several."""

SIGNS: Mapping[str, tuple[str, str]] = {
    "conflict": ("✗", "conflict"),
    "tension": ("!", "tension"),
    "strained": ("~", "tight fit"),
    "undecided": ("?", "undecided"),
    "reading": ("≠", "different things"),
    "explained": ("✓", "explained"),
}
"""How serious it is, the gravest first: glyph and name."""

_CHECKS = {
    "same-figure": "open",
    "scale-slip": "slip",
    "multi-unit": "conversion",
    "fx-coherence": "conversion",
    "sum": "sum",
    "part-of-whole": "sum",
    "period-sum": "sum",
    "roll-forward": "sum",
    "monotonic": "sum",
    "weaker-than-implied": "loose",
    "ratio": "sum",
    "margin": "sum",
    "growth": "sum",
    "times-ambiguity": "reading",
}
"""The checks whose findings are disagreements, with the kind of each; promises stand elsewhere."""
_TELLING_UNDECIDED = ("times-ambiguity", "period-sum")
_WRITTEN = {
    "wrong": "mistake",
    "article": "mistake",
    "rounding": "loose",
    "definition": "definition",
    "fx": "conversion",
    "superseded": "revised",
    "interpretation": "reading",
    "unresolved": "open",
}


class Remark(NamedTuple):
    """One thing to say of a figure in dispute: a finding of a check, or a written dispute."""

    kind: str
    """A key of KINDS."""
    sign: str
    """A key of SIGNS."""
    about: Finding | Dispute
    gap: Gap

    @property
    def gravity(self) -> tuple[int, float]:
        """Sorts the gravest first, then the widest gap."""
        return tuple(SIGNS).index(self.sign), -self.gap.factor


def is_dispute(finding: Finding) -> bool:
    """Whether it tells of figures that do not go together, not of ones that fit or are vague."""
    if finding.verdict == "undecided":
        return finding.check in _TELLING_UNDECIDED
    return finding.check in _CHECKS and finding.verdict in ("conflict", "tension", "strained")


def remark_of(book: FactBook, about: Finding | Dispute) -> Remark:
    """The kind, the sign and the gap of a finding or a written dispute."""
    if isinstance(about, Finding):
        gap = gap_of(about)
        kind = "slip" if gap.power else _kind(book, about)
        return Remark(kind, _sign(about, kind), about, gap)
    kind = _WRITTEN.get(about.kind, "open")
    if kind == "open":
        return Remark(kind, "undecided", about, Gap())
    apart = kind in ("definition", "reading") or not about.preferred
    return Remark(kind, "reading" if apart else "explained", about, Gap())


def _sign(finding: Finding, kind: str) -> str:
    """The verdict; a known conflict between figures that both stand is undecided."""
    if finding.acknowledged:
        return "undecided" if kind == "open" else "explained"
    mild = finding.verdict == "tension" and finding.severity == "info"
    return "strained" if mild else finding.verdict


def _kind(book: FactBook, finding: Finding) -> str:
    kind = _CHECKS.get(finding.check, "reading")
    if kind != "open":
        return kind
    if finding.verdict != "conflict":
        return "loose"
    about = finding.facts[0]
    if book.is_usable(about):
        return "open"
    return "mistake" if about.rank == "deprecated" else "revised"
