"""Amounts stated in several currencies, and outputs in several units, held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.checks.bands import rate_band
from tui.checks.duplicates import power_of_ten, slip_words
from tui.checks.finding import Finding
from tui.checks.index import FactIndex, money_of, unit_of
from tui.checks.messages import claim, find, quoted
from tui.checks.verdict import judge, judge_computed
from tui.facts import fmt
from tui.facts.figure import Figure, derive
from tui.facts.interval import Interval
from tui.facts.model import Fact
from tui.facts.period import Span, span_of
from tui.facts.quantity import last_digit

_KILOWATTS = Decimal("0.73549875")
"""In a metric horsepower (75 kgf·m/s)."""

_WORDS = {"conflict": "does not fit", "strained": "only just", "consistent": "fits"}


def horsepower(evidence: FactIndex) -> Iterator[Finding]:
    """Outputs in horsepower against the same in kilowatts; one is the other converted."""
    for slot in evidence.slots:
        stated = [fact for fact in evidence.tested(slot) if not fact.is_bound]
        base = evidence.book.pick([fact for fact in stated if unit_of(fact) == "kW"])
        for fact in stated if base else ():
            if base and unit_of(fact) == "PS":
                yield _converted(evidence, fact, base)


def _converted(evidence: FactIndex, fact: Fact, base: Fact) -> Finding:
    figure, holds = _as_printed(evidence.stated(fact)), _as_printed(evidence.stated(base))
    formula = f"{figure.label} in PS × {_KILOWATTS}"
    in_kw = derive(figure.label, formula, lambda power: power * _KILOWATTS, [figure], "kW")
    verdict = judge(in_kw, holds)
    against = f"{fmt.spoken(in_kw.value, 'kW')}, against {quoted(base)}"
    says = f"{claim(evidence, fact)} is {against}: {_WORDS[verdict]}"
    finding = find(evidence, "multi-unit", verdict, says, (fact, base), (in_kw, holds))
    return finding._replace(preferred=base, power=abs(_slip(verdict, in_kw, holds)))


def _as_printed(figure: Figure) -> Figure:
    """A figure with half of its last significant digit on either side, at most 0.5 %."""
    digit = last_digit(f"{abs(figure.value):f}", written=False)
    half = min(digit, abs(figure.value) / 100) / 2
    printed = Interval(figure.value - half, figure.value + half)
    return figure._replace(core=printed, support=printed)


_COARSE = Decimal("0.1")
"""How near to a power of ten a rate must be off to be a slip: both amounts are rounded."""


def multi_unit(evidence: FactIndex) -> Iterator[Finding]:
    """The exchange rate that two statements of one amount imply, held against the real ones.

    A tension is no warning here, since the day whose rate an author took is not known.
    """
    for fact, implied in conversions(evidence):
        if band := rate_band(evidence, fact):
            yield _rate_finding(evidence, fact, implied, band)
    yield from horsepower(evidence)


def fx_coherence(evidence: FactIndex) -> Iterator[Finding]:
    """The amounts that one source converted for one period, which must share a rate."""
    by_source: defaultdict[tuple[str, str | None, Span], list[tuple[Fact, Figure]]]
    by_source = defaultdict(list)
    for fact, implied in conversions(evidence):
        if evidence.book.is_usable(fact):
            for source in fact.sources:
                by_source[source, money_of(fact), span_of(fact.period)].append((fact, implied))
    seen: set[tuple[Fact, ...]] = set()
    for (source, _, _), pairs in by_source.items():
        facts = tuple(fact for fact, _ in pairs)
        if len(pairs) > 1 and facts not in seen:
            seen.add(facts)
            yield _coherence(evidence, source, pairs)


def conversions(evidence: FactIndex) -> Iterator[tuple[Fact, Figure]]:
    """Every amount in a foreign currency with the rate that it and the reported amount imply."""
    home = evidence.book.base
    for slot, facts in evidence.slots.items():
        bases = [
            fact for fact in evidence.usable(slot) if money_of(fact) == home and not fact.is_bound
        ]
        seen: set[tuple[str, frozenset[str]]] = set()
        for fact in facts if bases else ():
            key = fact.text, evidence.book.roots(fact.sources)
            if money_of(fact) in (None, home) or key in seen or fact.is_bound:
                continue
            seen.add(key)
            if implied := _implied(evidence, fact, bases):
                yield fact, implied


def _implied(evidence: FactIndex, fact: Fact, bases: Sequence[Fact]) -> Figure | None:
    own = [base for base in bases if set(base.sources) & set(fact.sources)]
    base = evidence.book.pick(own or bases)
    code = money_of(fact)
    if base is None or code is None:
        return None
    operands = evidence.stated(base), evidence.stated(fact)
    home = evidence.book.base
    formula = f"{operands[0].label} in {home} ÷ in {code}"
    try:
        return derive(
            f"rate of {fmt.true_minus(fact.text)}",
            formula,
            lambda a, b: a / b,
            operands,
            f"{home}/{code}",
        )
    except ZeroDivisionError:
        return None


def _rate_finding(evidence: FactIndex, fact: Fact, implied: Figure, band: Figure) -> Finding:
    verdict = judge_computed(band, implied)
    base = implied.statements[0]
    slip = _slip(verdict, implied, band)
    why = slip_words(-slip, fact) if slip else _RATE_WORDS[verdict]
    says = (
        f"{claim(evidence, fact)} for "
        f"{quoted(base)} is {fmt.spoken_range(implied.core, implied.unit)}; the mean rate was "
        f"{fmt.spoken(band.value, '')}, daily rates up to publication "
        f"{fmt.spoken_range(band.support, '')}: {why}"
    )
    finding = find(evidence, "multi-unit", verdict, says, (fact, base), (implied, band))
    return finding._replace(power=abs(slip), mild=verdict == "tension")


def _slip(verdict: str, figure: Figure, holds: Figure) -> int:
    """The power of ten by which a figure that cannot be right is off what holds, or 0."""
    slipped = verdict == "conflict" and figure.value * holds.value > 0
    return power_of_ten(figure.value / holds.value, _COARSE) if slipped else 0


_RATE_WORDS = {
    "conflict": "no exchange rate of that time gives this",
    "tension": "only an unusual exchange rate gives this",
    "strained": "only just",
    "consistent": "fits",
    "undecided": "too imprecise to tell",
}


def _coherence(evidence: FactIndex, source: str, pairs: Sequence[tuple[Fact, Figure]]) -> Finding:
    low = max(pairs, key=lambda pair: pair[1].core.lo)
    high = min(pairs, key=lambda pair: pair[1].core.hi)
    verdict = judge(low[1], high[1])
    facts = tuple(dict.fromkeys(fact for fact, _ in (low, high, *pairs)))
    figures = tuple(implied for _, implied in pairs)
    when = f" for {low[0].period}" if low[0].period else ""
    if verdict == "consistent":
        rates = f"{len(pairs)} amounts{when} share a rate"
    else:
        rates = " and ".join(
            f"{quoted(fact)} at {fmt.spoken_range(implied.core, implied.unit)}"
            for fact, implied in (low, high)
        )
        rates = f"converts{when} {rates}: {_COHERENCE_WORDS[verdict]}"
    says = f"{evidence.book.publisher(source)}: {rates}"
    return find(evidence, "fx-coherence", verdict, says, facts, figures)._replace(subject="")


_COHERENCE_WORDS = {
    "conflict": "no one rate gives both",
    "tension": "one rate gives both only if one is truncated",
    "strained": "one rate gives both only just",
}
