"""Statements of one figure compared (XBRL's consistent and inconsistent duplicates)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.checks.finding import Finding
from tui.checks.index import FactIndex
from tui.checks.messages import claim, find, quoted, voices
from tui.checks.promises import different_days
from tui.checks.verdict import common, judge, milder
from tui.facts import fmt
from tui.facts.model import Fact
from tui.facts.quantity import Hedge
from tui.facts.units import currency_of

_ONE_PERCENT = Decimal("0.01")


def power_of_ten(ratio: Decimal, within: Decimal = _ONE_PERCENT) -> int:
    """The exponent of the power of ten that a positive ratio is close to; 0 when it is to none."""
    exponent = int(ratio.log10().to_integral_value())
    return exponent if abs(ratio.scaleb(-exponent) - 1) <= within else 0


def slip_of(fact: Fact, holds: Fact) -> int:
    """The power of ten by which a fact is off what holds, within one percent; 0 when it is none."""
    p, q = fact.quantity, holds.quantity
    if p is None or q is None or not p.value * q.value > 0:
        return 0
    return power_of_ten(p.value / q.value)


def slip_words(exponent: int, fact: Fact) -> str:
    """How far off a power of ten is, and what kind of slip makes it."""
    size = abs(exponent)
    off = f"off by {'×' if exponent > 0 else '÷'}{10**size:,}"
    quantity = fact.quantity
    if exponent == 1 and quantity and currency_of(quantity.unit) and "billion" in fact.text:
        return f"{off}: 亿 (10⁸) read as billion (10⁹)"
    words = {
        1: "a digit too many" if exponent > 0 else "a misplaced decimal point",
        3: "thousand, million or billion confused",
        4: "万 (10⁴) lost or added",
        8: "亿 (10⁸) lost or added",
    }
    return f"{off}: {words[size]}" if size in words else off


class Group(NamedTuple):
    """All statements of one figure in one unit; `holds` is the one that the rest is held to."""

    holds: Fact
    wordings: tuple[tuple[Fact, ...], ...]
    """The other statements, those of one wording together."""


class Pair(NamedTuple):
    """A wording and the one it is held to, with the verdict and the power of ten between them."""

    facts: tuple[Fact, ...]
    holds: Fact
    verdict: str
    slip: int


def same_figure(evidence: FactIndex) -> Iterator[Finding]:
    """Statements of one figure that differ by other than a power of ten; what all others share."""
    for group in groups(evidence):
        pairs = _pairs(evidence, group)
        for pair in pairs:
            if not pair.slip and pair.verdict != "consistent":
                yield _finding(evidence, "same-figure", pair, _why(evidence, pair))
        agreeing = [pair.facts for pair in pairs if pair.verdict == "consistent"]
        yield from _shared(evidence, group.holds, agreeing)
    yield from different_days(evidence)


def scale_slip(evidence: FactIndex) -> Iterator[Finding]:
    """Statements of one figure that differ by a power of ten, within one percent."""
    for group in groups(evidence):
        for pair in _pairs(evidence, group):
            if pair.slip:
                yield _finding(evidence, "scale-slip", pair, slip_words(pair.slip, pair.facts[0]))


def source_count(evidence: FactIndex) -> Iterator[Finding]:
    """Figures with several sources that all go back to one."""
    for group in groups(evidence):
        facts = [group.holds, *(fact for facts in group.wordings for fact in facts)]
        standing = [fact for fact in facts if evidence.book.is_usable(fact)]
        sources = dict.fromkeys(key for fact in standing for key in fact.sources)
        roots = evidence.book.roots(sources)
        if len(sources) > 1 and len(roots) == 1:
            root = evidence.book.publisher(next(iter(roots)))
            says = f"{len(sources)} sources, but only one is independent: all go back to {root}"
            figures = [evidence.stated(fact) for fact in standing]
            yield find(evidence, "source-count", "undecided", says, standing, figures)


def groups(evidence: FactIndex) -> Iterator[Group]:
    """Every figure with its statements, unit by unit, where at least one stands."""
    for facts in evidence.slots.values():
        units: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.quantity:
                units[fact.quantity.unit].append(fact)
        for unit, stated in units.items():
            usable = [fact for fact in stated if evidence.book.is_usable(fact)]
            holds = evidence.book.pick(usable, currency_of(unit))
            if holds:
                yield Group(holds, _wordings(evidence, holds, stated))


def _wordings(
    evidence: FactIndex, holds: Fact, facts: Sequence[Fact]
) -> tuple[tuple[Fact, ...], ...]:
    found: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact is not holds and (q := fact.quantity):
            known = bool(evidence.explanation(fact))
            found[q.value, q.hedge, q.step, known].append(fact)
    return tuple(map(tuple, found.values()))


def _pairs(evidence: FactIndex, group: Group) -> list[Pair]:
    pairs = []
    for facts in group.wordings:
        verdict = _verdict(evidence, facts[0], group.holds)
        slip = slip_of(facts[0], group.holds) if verdict == "conflict" else 0
        pairs.append(Pair(facts, group.holds, verdict, slip))
    return pairs


def _verdict(evidence: FactIndex, a: Fact, b: Fact) -> str:
    """As intervals; two roundings to the same digit that differ are at least a tension.

    Within one origin they are a conflict (the equal-decimals rule of the EDGAR Filer Manual).
    """
    whole = bool(a.quantity and evidence.is_count(a.quantity.unit))
    verdict = judge(evidence.stated(a), evidence.stated(b), whole=whole)
    if _rounded_alike(a, b) and milder(verdict, "conflict"):
        one = evidence.book.roots(a.sources) & evidence.book.roots(b.sources)
        return "conflict" if one else "tension"
    return verdict


def _rounded_alike(a: Fact, b: Fact) -> bool:
    p, q = a.quantity, b.quantity
    if p is None or q is None or p.value == q.value:
        return False
    return p.hedge is q.hedge is Hedge.ROUNDED and p.step == q.step


def _finding(evidence: FactIndex, check: str, pair: Pair, says: str) -> Finding:
    first, holds = pair.facts[0], pair.holds
    said = f"{quoted(first)} ({voices(evidence, pair.facts)})"
    facts, figures = (*pair.facts, holds), (evidence.stated(first), evidence.stated(holds))
    return find(evidence, check, pair.verdict, says, facts, figures)._replace(
        compared=f"{said} against {claim(evidence, holds)}", preferred=holds, power=abs(pair.slip)
    )


def _why(evidence: FactIndex, pair: Pair) -> str:
    a, b = evidence.stated(pair.facts[0]), evidence.stated(pair.holds)
    difference = abs(a.value - b.value)
    apart = f"{fmt.significant(difference / abs(b.value) * 100, 2)}% apart" if b.value else "apart"
    if pair.verdict == "conflict":
        return f"{apart}, cannot both be right"
    if pair.verdict == "strained":
        return "agree only at the edge of their rounding"
    if pair.facts[0].is_bound or pair.holds.is_bound:
        return f"{apart}, an imprecise bound"
    if any(
        fact.quantity and fact.quantity.hedge is Hedge.ABOUT for fact in (pair.facts[0], pair.holds)
    ):
        return f"{apart}, both right only if “about” is very imprecise"
    return f"{apart}, both right only if one is truncated, not rounded"


def _shared(
    evidence: FactIndex, holds: Fact, agreeing: Sequence[tuple[Fact, ...]]
) -> Iterator[Finding]:
    """What all statements leave room for; a conflict where two of them leave none."""
    facts = [holds, *(facts[0] for facts in agreeing if evidence.book.is_usable(facts[0]))]
    if len(facts) < 2:
        return
    figures = [evidence.stated(fact) for fact in facts]
    low = max(range(len(facts)), key=lambda i: (figures[i].core.lo, figures[i].core.lo_open))
    high = min(range(len(facts)), key=lambda i: (figures[i].core.hi, not figures[i].core.hi_open))
    verdict = _verdict(evidence, facts[low], facts[high])
    if verdict in ("conflict", "tension"):
        pair = Pair((facts[low],), facts[high], verdict, 0)
        yield _finding(evidence, "same-figure", pair, _why(evidence, pair))
        return
    shared = common(figures, "what all leave room for")
    if shared is not None:
        says = f"{len(facts)} wordings agree, on {fmt.spoken_range(shared.core, shared.unit)}"
        agreed = find(evidence, "same-figure", "consistent", says, facts, figures)
        yield agreed._replace(shared=shared, preferred=holds)
