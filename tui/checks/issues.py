"""Where sources disagree: each figure with all that the checks and the file say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from tui.checks.finding import Finding
from tui.checks.run import CHECKS, findings_of
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.model import Dims, Dispute, Fact, Mark
from tui.facts.period import MONTHS, Period, Span, span_of

_TIMES = 2
"""From this factor on a gap reads `×2.5`; below it is a share."""


def _gap_of(finding: Finding) -> tuple[str, float]:
    """How far apart the first two figures of a finding are, or its two dates; and as a factor."""
    if finding.days:
        return fmt.counted(Decimal(finding.days), "days"), 1.0
    if len(finding.figures) < 2:
        return "", 0.0
    stated, held = finding.figures[:2]
    size = abs(finding.size or Decimal(0))
    ratio, factor = Decimal(0), 1 + float(size)
    if stated.value * held.value > 0:
        ratio = max(stated.value / held.value, held.value / stated.value)
        factor = float(ratio)
    if finding.power:
        return f"×{10**finding.power:,}", factor
    if held.unit == "%":
        points = abs(stated.value - held.value)
        return f"{fmt.significant(points, 2)} pt" if points else "", factor
    if ratio >= _TIMES:
        return f"×{fmt.significant(ratio, 2)}", factor
    return f"{fmt.significant(size * 100, 2)}%" if size else "", factor


KINDS: Mapping[str, tuple[str, str]] = {
    "slip": ("unit error", "unit errors"),
    "mistake": ("mistake", "mistakes"),
    "loose": ("imprecise", "imprecise figures"),
    "conversion": ("conversion", "conversions"),
    "sum": ("sum", "sums"),
    "definition": ("definition", "definitions"),
    "reading": ("interpretation", "interpretations"),
    "revised": ("revised", "revisions"),
    "open": ("open", "open questions"),
}
"""Why figures differ: a power of ten, a plain error, few digits or a bound, exchange rates,
arithmetic, two things under one name, two ways to read one, a later correction, or not known.
One and several."""

SIGNS: Mapping[str, tuple[str, str]] = {
    "conflict": ("✗", "conflict"),
    "tension": ("!", "tension"),
    "strained": ("~", "barely consistent"),
    "undecided": ("?", "undecided"),
    "reading": ("≠", "different things"),
    "explained": ("✓", "explained"),
}
"""How serious it is, the gravest first: glyph and name."""

WRITTEN = {
    "wrong": "mistake",
    "article": "mistake",
    "rounding": "loose",
    "definition": "definition",
    "fx": "conversion",
    "superseded": "revised",
    "interpretation": "reading",
    "unresolved": "open",
}
"""The kind by the word that the file has for it."""


class Issue(NamedTuple):
    """One thing to say of a figure in dispute: a finding of a check, or a written dispute."""

    kind: str
    """A key of KINDS."""
    sign: str
    """A key of SIGNS."""
    about: Finding | Dispute
    gap: str = ""
    """How far apart the values are, as it is shown; empty where nothing is measured."""
    factor: float = 0.0
    """The factor between them, at least 1, by which gaps are sorted; 0 where there is none."""

    @property
    def glyph(self) -> str:
        """How serious it is, in a character."""
        return SIGNS[self.sign][0]

    @property
    def name(self) -> str:
        """How serious it is, in words."""
        return SIGNS[self.sign][1]

    @property
    def gravity(self) -> tuple[int, float]:
        """Sorts the gravest first, then the widest gap."""
        return tuple(SIGNS).index(self.sign), -self.factor


def is_dispute(finding: Finding) -> bool:
    """Whether it tells of figures that do not go together, not of ones that fit or are vague."""
    check = CHECKS.get(finding.check)
    if check is None or not check.kind:
        return False
    disagree = finding.verdict in ("conflict", "tension", "strained")
    return disagree or (check.tells_undecided and finding.verdict == "undecided")


def _remark(book: FactBook, about: Finding | Dispute) -> Issue:
    """The kind, the sign and the gap of a finding or a written dispute."""
    if isinstance(about, Finding):
        kind = "slip" if about.power else _kind(book, about)
        return Issue(kind, _sign(about, kind), about, *_gap_of(about))
    kind = WRITTEN.get(about.kind, "open")
    if kind == "open":
        return Issue(kind, "undecided", about)
    apart = kind in ("definition", "reading") or not about.preferred
    return Issue(kind, "reading" if apart else "explained", about)


def _sign(finding: Finding, kind: str) -> str:
    """The verdict; a known conflict between figures that both stand is undecided."""
    if finding.acknowledged:
        return "undecided" if kind == "open" else "explained"
    return "strained" if finding.mild else finding.verdict


def _kind(book: FactBook, finding: Finding) -> str:
    kind = CHECKS[finding.check].kind
    if kind != "open":
        return kind
    if finding.verdict != "conflict":
        return "loose"
    about = finding.facts[0]
    if book.is_usable(about):
        return "open"
    return "mistake" if about.rank == "deprecated" else "revised"


@dataclass(frozen=True)
class Item:
    """One figure, or one question, that sources disagree on."""

    name: str
    when: str
    """The period, where the name needs one."""
    concept: str
    period: Period | None
    dims: Dims
    remarks: tuple[Issue, ...]
    """The gravest first; at least one."""
    facts: tuple[Fact, ...] = ()
    """Every statement of the figure, those that agree too, in the order of the file."""
    findings: tuple[Finding, ...] = ()
    """Everything the checks say of the figure, also that it fits."""
    preferred: Fact | None = None
    """The statement to use, where there are several and one of them stands."""

    @property
    def title(self) -> str:
        """`smart EV revenue, Q2 25`."""
        return f"{self.name}, {self.when}" if self.when else self.name

    @property
    def lead(self) -> Issue:
        """The gravest remark, by which the item is listed."""
        return self.remarks[0]

    @property
    def is_unresolved(self) -> bool:
        """Whether nothing decides it yet."""
        return self.lead.sign in ("conflict", "undecided")

    def without(self, kinds: Collection[str]) -> Item:
        """The same without the remarks of some kinds."""
        kept = tuple(remark for remark in self.remarks if remark.kind not in kinds)
        return replace(self, remarks=kept)

    @property
    def key(self) -> str:
        """Stays the same while the statements in the file do."""
        return f"{self.title} {self.dims} {self.period}"

    @cached_property
    def kinds(self) -> frozenset[str]:
        """Every kind that a remark on it has."""
        return frozenset(remark.kind for remark in self.remarks)

    @property
    def disagreements(self) -> tuple[Finding, ...]:
        """The findings that make it a dispute."""
        return tuple(r.about for r in self.remarks if isinstance(r.about, Finding))

    @property
    def written(self) -> tuple[Dispute, ...]:
        """The disputes of the file that it covers."""
        return tuple(r.about for r in self.remarks if isinstance(r.about, Dispute))

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources, those of the statements first."""
        keys = [key for fact in self.facts for key in fact.sources]
        keys += [key for about in self.written for claim in about.claims for key in claim.sources]
        return tuple(dict.fromkeys(keys))

    @property
    def subject(self) -> Fact | Dispute | None:
        """What stands for it: the statement to use, the dispute of the file, any statement."""
        either: tuple[Fact | Dispute, ...] = (*self.written, *self.facts)
        return self.preferred or next(iter(either), None)

    @property
    def mark(self) -> Mark:
        """Where it begins in the file."""
        return min((r.about.mark for r in self.remarks), key=lambda mark: mark.order)


@lru_cache(maxsize=4)
def items_of(book: FactBook) -> tuple[Item, ...]:
    """All that sources disagree on: figures in the order of the file, then written questions.

    Worked out once for a book.
    """
    groups: defaultdict[tuple[str, Dims, Span], list[Finding]] = defaultdict(list)
    for finding in findings_of(book):
        if finding.check != "forecast" and finding.concept:
            groups[finding.concept, finding.dims, span_of(finding.period)].append(finding)
    disputed = {key: found for key, found in groups.items() if any(map(is_dispute, found))}
    written: defaultdict[tuple[str, Dims, Span] | None, list[Dispute]] = defaultdict(list)
    for dispute in book.disputes:
        written[next((key for key in disputed if _covers(book, dispute, key)), None)].append(
            dispute
        )
    computed = [_item(book, found, written[key]) for key, found in disputed.items()]
    return (*computed, *(_question(book, dispute) for dispute in written[None]))


def items_about(items: Iterable[Item], fact: Fact) -> tuple[Item, ...]:
    """The items in which a statement occurs, those about its own figure first."""
    found = [
        item
        for item in items
        if fact in item.facts or any(fact in finding.facts for finding in item.disagreements)
    ]
    return tuple(sorted(found, key=lambda item: fact not in item.facts))


def _item(book: FactBook, found: Sequence[Finding], written: Sequence[Dispute]) -> Item:
    disputed = [finding for finding in found if is_dispute(finding)]
    about = disputed[0]
    things: list[Finding | Dispute] = [*disputed, *written]
    remarks = [_remark(book, thing) for thing in things]
    stated = _statements(book, disputed)
    return Item(
        _name_of(book, about.concept, about.dims),
        when_text(about.period),
        about.concept,
        about.period,
        about.dims,
        tuple(sorted(remarks, key=lambda remark: remark.gravity)),
        stated,
        tuple(found),
        _preferred(book, stated, disputed),
    )


def _preferred(book: FactBook, facts: Sequence[Fact], findings: Sequence[Finding]) -> Fact | None:
    """The figure in use: the best one in the reporting currency, else what the checks held to."""
    usable = [fact for fact in facts if book.is_usable(fact)]
    if len(facts) < 2:
        return None
    best = book.pick(usable)
    return best or next((found.preferred for found in findings if found.preferred), None)


def _statements(book: FactBook, findings: Sequence[Finding]) -> tuple[Fact, ...]:
    """All that is stated of the figure, against the same base where it is a change."""
    about = findings[0]
    bases = {span_of(fact.versus) for finding in findings for fact in finding.facts[:1]}
    stated = book.facts_of(about.concept, about.period, about.dims)
    if about.period is None:
        stated = tuple(fact for fact in stated if fact.period is None)
    own = [fact for fact in stated if fact.scenario == "actual" and span_of(fact.versus) in bases]
    return tuple(own)


def _question(book: FactBook, dispute: Dispute) -> Item:
    about = dispute.about
    dims = Dims(model=about.model)
    if about.entity or (about.concept and not about.model):
        dims = Dims(about.entity or book.maker_of(""), about.model)
    remarks = (_remark(book, dispute),)
    return Item(dispute.topic, "", dispute.about.concept, dispute.about.period, dims, remarks)


def _covers(book: FactBook, dispute: Dispute, key: tuple[str, Dims, Span]) -> bool:
    concept, dims, days = key
    about = dispute.about
    same = (about.concept, about.model) == (concept, dims.model)
    is_of_it = book.is_about(about.entity, dims.entity)
    return same and is_of_it and span_of(about.period) == days


def _name_of(book: FactBook, concept: str, dims: Dims) -> str:
    """`smart EV revenue`; with the car, or the company if it is not the one the file is about."""
    parts = [book.name_of(concept, dims.entity)]
    if car := book.car_of(dims):
        parts.append(car)
    elif dims.entity != book.home.entity and len(_entities(book, concept)) > 1:
        entity = book.entities.get(dims.entity)
        parts.append(entity.name if entity else dims.entity)
    parts += [dims.market, fmt.duration_words(dims.duration) if dims.duration else ""]
    return ", ".join(part for part in parts if part)


def when_text(period: Period | None) -> str:
    """`Q1 25`; `Jan to Sep 2025` for whole months; empty for none."""
    if period is None:
        return ""
    start, last, end = period.start, period.last, period.end
    if period.kind == "range" and start and last and end and start.day == end.day == 1:
        first, final = (MONTHS[day.month - 1] for day in (start, last))
        since = "" if start.year == last.year else f" {start.year}"
        return f"{first}{since} to {final} {last.year}"
    return fmt.period(period)


def _entities(book: FactBook, concept: str) -> set[str]:
    return {fact.dims.entity for fact in book.facts if fact.concept == concept}
