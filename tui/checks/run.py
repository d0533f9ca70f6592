"""All checks by name, and the one way to run them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from tui.checks.duplicates import same_figure, scale_slip, source_count
from tui.checks.finding import Finding
from tui.checks.growth import decomposition, growth, times_ambiguity
from tui.checks.identities import margins, quotients, sums
from tui.checks.index import FactIndex
from tui.checks.money import fx_coherence, multi_unit
from tui.checks.names import two_names
from tui.checks.parts import part_of_whole, period_sum
from tui.checks.promises import forecasts
from tui.checks.repeats import repeated, wrong_period
from tui.checks.running import as_of, monotonic, roll_forward, stale, weaker_than_implied
from tui.checks.slips import off_scale, price_range, signs
from tui.facts.book import FactBook
from tui.facts.diagnostics import did_you_mean
from tui.facts.model import Acknowledged
from tui.system.collection import no_collection


class Check(NamedTuple):
    """What a check does, and what to make of its findings."""

    run: Callable[[FactIndex], Iterator[Finding]]
    kind: str = ""
    """Why figures differ that it finds to disagree, a key of `issues.KINDS`; empty where what it
    finds is no disagreement."""
    tells_undecided: bool = False
    """Whether a finding that nothing decides is one all the same."""
    compares_other: bool = True
    """Whether its figures are others than the statements of one figure and the rates in them."""


ACKNOWLEDGE = "acknowledge"
"""The name of the check of the acknowledgements themselves."""

CHECKS = {
    "same-figure": Check(same_figure, "open", compares_other=False),
    "scale-slip": Check(scale_slip, "slip", compares_other=False),
    "multi-unit": Check(multi_unit, "conversion", compares_other=False),
    "fx-coherence": Check(fx_coherence, "conversion", compares_other=False),
    "two-names": Check(two_names, "definition"),
    "sum": Check(sums, "sum"),
    "part-of-whole": Check(part_of_whole, "sum"),
    "period-sum": Check(period_sum, "sum", tells_undecided=True),
    "roll-forward": Check(roll_forward, "sum"),
    "monotonic": Check(monotonic, "sum"),
    "weaker-than-implied": Check(weaker_than_implied, "loose"),
    "ratio": Check(quotients, "sum"),
    "margin": Check(margins, "sum"),
    "growth": Check(growth, "sum"),
    "times-ambiguity": Check(times_ambiguity, "reading", tells_undecided=True),
    "decomposition": Check(decomposition),
    "as-of": Check(as_of, compares_other=False),
    "forecast": Check(forecasts),
    "stale": Check(stale),
    "off-scale": Check(off_scale, "slip"),
    "price-range": Check(price_range, "slip"),
    "sign": Check(signs, "slip"),
    "repeated": Check(repeated),
    "wrong-period": Check(wrong_period),
    "source-count": Check(source_count, compares_other=False),
}
"""Every check but that of the acknowledgements, in the order they run."""


@lru_cache(maxsize=4)
def findings_of(book: FactBook) -> tuple[Finding, ...]:
    """What all checks find in a book, calculated once."""
    return run_checks(book)


def run_checks(book: FactBook, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the checks find in a book, in the order of the file.

    `only` names the checks to run. Raises ValueError for a name that is none.
    """
    for name in only:
        if name not in CHECKS and name != ACKNOWLEDGE:
            advice = did_you_mean(name, (*CHECKS, ACKNOWLEDGE), f"one of {', '.join(CHECKS)}")
            raise ValueError(f"there is no check '{name}' ({advice})")
    evidence = FactIndex(book)
    wanted = set(only) or {*CHECKS, ACKNOWLEDGE}
    guarded = {entry.check for entry in book.acknowledged} if ACKNOWLEDGE in wanted else set()
    with no_collection():
        found = [
            finding
            for name, check in CHECKS.items()
            if name in wanted | guarded
            for finding in check.run(evidence)
        ]
    found, broken = _acknowledge(book, found)
    shown = [item for item in found if item.check in wanted]
    shown += broken if ACKNOWLEDGE in wanted else []
    return tuple(sorted(shown, key=lambda item: item.mark.order))


def _acknowledge(book: FactBook, found: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """The findings with the known ones marked, and the entries that no longer hold."""
    broken: list[Finding] = []
    for entry in book.acknowledged:
        about = [at for at, item in enumerate(found) if _is_about(book, item, entry)]
        known = [at for at in about if found[at].verdict == entry.expect]
        for at in known:
            found[at] = found[at]._replace(reason=entry.reason)
        if not known:
            broken.append(_broken(book, entry, [found[at] for at in about]))
    return found, broken


def _is_about(book: FactBook, item: Finding, entry: Acknowledged) -> bool:
    if (item.check, item.concept) != (entry.check, entry.concept):
        return False
    if entry.model and entry.model != item.dims.model:
        return False
    if not book.is_about(entry.entity, item.dims.entity):
        return False
    if entry.period is None:
        return True
    when = item.period
    return when is not None and when.span == entry.period.span


def _broken(book: FactBook, entry: Acknowledged, about: list[Finding]) -> Finding:
    what = f"{book.name_of(entry.concept)}{f' {entry.period}' if entry.period else ''}"
    verdicts = sorted({item.verdict for item in about} - {"consistent"})
    if entry.check not in CHECKS:
        instead = f"there is no check '{entry.check}' ({did_you_mean(entry.check, CHECKS)})"
    elif verdicts:
        instead = f"{entry.check} finds {' and '.join(verdicts)}"
    else:
        instead = f"{entry.check} finds nothing"
    says = (
        f"{entry.expect} was expected of {entry.check}, but {instead}; "
        f"look again, then correct or remove this entry"
    )
    finding = Finding(ACKNOWLEDGE, "conflict", what, says)
    return finding._replace(concept=entry.concept, period=entry.period, mark=entry.mark)
