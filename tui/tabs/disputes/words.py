"""What is said of a disputed figure: the values as written, which one holds, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from tui.checks.dispute_items import Item
from tui.checks.dispute_remarks import Remark
from tui.checks.finding import Finding
from tui.facts.book import TIERS, FactBook
from tui.facts.model import Dispute, Fact, Source
from tui.facts.period import PeriodError, parse_period
from tui.facts.units import currency_of
from tui.present import fmt

TIERS_SHORT = {"relay": "company, relayed", "aggregator": "machine digest"}
"""Tiers in plain words, where their own name is none."""

_OF_TWO = ("same-figure", "scale-slip")
"""Checks whose line names two values and their sources before the reason."""


class Wording(NamedTuple):
    """One value with all statements that give it in the same words of precision."""

    facts: tuple[Fact, ...]
    holds: bool
    """Whether it is the preferred one."""
    aside: bool
    """Whether the file sets it aside."""

    @property
    def first(self) -> Fact:
        """The statement of the best source."""
        return self.facts[0]

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all sources that give it."""
        return tuple(dict.fromkeys(key for fact in self.facts for key in fact.sources))


def wordings(book: FactBook, item: Item) -> tuple[Wording, ...]:
    """The values stated of an item, the one that holds first, those set aside last."""
    groups: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in item.facts:
        q = fact.quantity
        value = (q.value, q.unit, q.hedge, q.step) if q else (fact.text,)
        groups[(*value, book.is_usable(fact))].append(fact)
    found = []
    for facts in groups.values():
        ordered = tuple(sorted(facts, key=book.tier))
        aside = not book.is_usable(ordered[0])
        found.append(Wording(ordered, item.preferred in ordered, aside))
    return tuple(sorted(found, key=lambda w: (not w.holds, w.aside, book.tier(w.first))))


def written(fact: Fact) -> str:
    """The value as the source hedges it, a true minus, dates as dates are written here."""
    if fact.quantity is None:
        try:
            return fmt.period(parse_period(fact.text))
        except PeriodError:
            return fact.text
    return with_minus(fact.text)


def with_minus(text: str) -> str:
    """The first hyphen before a digit as a true minus."""
    at = next((n for n, c in enumerate(text[:-1]) if c == "-" and text[n + 1].isdigit()), -1)
    return text if at < 0 else f"{text[:at]}{fmt.MINUS}{text[at + 1 :]}"


def said_by(book: FactBook, keys: Iterable[str]) -> str:
    """The publisher of the first source, and how many more there are."""
    first, *more = list(keys) or [""]
    source = book.sources.get(first)
    name = source.publisher or source.title if source else first or "no source"
    return f"{name} +{len(more)}" if more else name


def values_of(book: FactBook, item: Item) -> tuple[str, ...]:
    """Every value as its source writes it, or every claim of a written dispute."""
    stated = [with_minus(wording.first.text) for wording in wordings(book, item)]
    return tuple(stated) or tuple(c.says for about in item.written for c in about.claims)


def preferred_text(item: Item) -> str:
    """The value or claim that holds; empty while that is open."""
    if item.preferred:
        return written(item.preferred)
    held = (about.claims[about.preferred - 1] for about in item.written if about.preferred)
    return next((claim.says for claim in held), "")


def explanation(remark: Remark) -> str:
    """Why it is so, in a sentence: the file's reason, its verdict, or what the check says."""
    about = remark.about
    if isinstance(about, Dispute):
        return about.verdict
    tail = about.message.rpartition("): ")[2]
    return about.reason or (tail if about.check in _OF_TWO else _message(about))


def full_remark(book: FactBook, finding: Finding) -> str:
    """What a check says, with the values; for one explained in the file, the value and why."""
    if not finding.reason or not finding.facts:
        return _message(finding)
    fact = finding.facts[0]
    return f"{written(fact)} ({said_by(book, fact.sources)}): {finding.reason}"


def _message(finding: Finding) -> str:
    """What a check says, without the figure it says it of."""
    _, colon, rest = finding.message.partition(": ")
    return rest if colon and finding.check != "fx-coherence" else finding.message


def why_preferred(book: FactBook, item: Item) -> str:
    """Why the preferred statement is the one to use; empty without one."""
    fact = item.preferred
    if fact is None:
        return ""
    if fact.rank == "preferred" and fact.reason:
        return fact.reason
    standing = [w.first for w in wordings(book, item) if not w.holds and not w.aside]
    rivals = [rival for rival in standing if _unit(rival) == _unit(fact)]
    if not rivals:
        code = currency_of(_unit(fact))
        return f"nothing else in {code} stands" if standing and code else "nothing else stands"
    if book.tier(fact) < min(map(book.tier, rivals)):
        tier = TIERS[book.tier(fact)]
        return f"the better source: {TIERS_SHORT.get(tier, tier)}"
    if any(rival.quantity and not rival.quantity.support.bounded for rival in rivals):
        return "a value, not a mere bound"
    widths = [rival.quantity.core.width for rival in rivals if rival.quantity]
    if fact.quantity and widths and fact.quantity.core.width < min(widths):
        return "given to more digits"
    return "the first of equals on file"


def _unit(fact: Fact) -> str:
    return fact.quantity.unit if fact.quantity else ""


def source_line(book: FactBook, source: Source) -> str:
    """`Reuters, 28 May 2025, press; after Xiaomi`: the last is what it goes back to."""
    day = fmt.period(source.published) if source.published else "undated"
    tier = TIERS_SHORT.get(source.tier, source.tier)
    roots = sorted(book.roots([source.key]) - {source.key})
    names = dict.fromkeys(_name(book, key) for key in roots)
    after = f"; after {', '.join(names)}" if names else ""
    return f"{source.publisher or source.title}, {day}, {tier}{after}"


def voices(book: FactBook, keys: Iterable[str]) -> str:
    """`5 sources, 3 independent voices`, or what the one voice is."""
    known = list(keys)
    roots = book.roots(known)
    if len(known) == 1:
        return "1 source"
    if len(roots) == 1:
        return f"{len(known)} sources, one voice: {_name(book, next(iter(roots)))}"
    return f"{len(known)} sources, {len(roots)} independent voices"


def _name(book: FactBook, key: str) -> str:
    source = book.sources.get(key)
    return (source.publisher or source.title) if source else key
