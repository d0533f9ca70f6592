"""Outputs stated in kilowatts and in metric horsepower."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from tui.checks.finding import Finding, find
from tui.checks.index import Evidence, is_bound, unit_of
from tui.checks.messages import amount, of_fact, voice, written
from tui.checks.verdict import judge
from tui.facts.figure import Figure, derive
from tui.facts.interval import Interval
from tui.facts.lexeme import last_digit
from tui.facts.model import Fact

_KILOWATTS = Decimal("0.73549875")
"""In a metric horsepower (75 kgf·m/s)."""

_WORDS = {"conflict": "does not fit", "strained": "only just", "consistent": "fits"}


def horsepower(evidence: Evidence) -> Iterator[Finding]:
    """Outputs in horsepower against the same in kilowatts; one is the other converted."""
    for slot in evidence.slots:
        stated = [fact for fact in evidence.tested(slot) if not is_bound(fact)]
        base = evidence.pick([fact for fact in stated if unit_of(fact) == "kW"])
        for fact in stated if base else ():
            if base and unit_of(fact) == "PS":
                yield _converted(evidence, fact, base)


def _converted(evidence: Evidence, fact: Fact, base: Fact) -> Finding:
    figure, holds = _as_printed(evidence.stated(fact)), _as_printed(evidence.stated(base))
    formula = f"{figure.label} in PS × {_KILOWATTS}"
    in_kw = derive(figure.label, formula, lambda power: power * _KILOWATTS, [figure], "kW")
    verdict = judge(in_kw, holds)
    text = (
        f"{of_fact(evidence, fact)}: “{written(fact)}” ({voice(evidence, fact)}) is "
        f"{amount(in_kw.value, 'kW')}, against “{written(base)}”: {_WORDS[verdict]}"
    )
    reason = evidence.explanation(fact)
    figures = (in_kw, holds)
    return find("multi-unit", verdict, text, (fact, base), figures, preferred=base, reason=reason)


def _as_printed(figure: Figure) -> Figure:
    """A figure with half of its last significant digit on either side, at most 0.5 %."""
    digit = last_digit(f"{abs(figure.value):f}", written=False)
    half = min(digit, abs(figure.value) / 100) / 2
    printed = Interval(figure.value - half, figure.value + half)
    return figure._replace(core=printed, support=printed)
