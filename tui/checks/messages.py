"""Figures and facts in plain words, for the one line that a finding has."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from tui.checks.index import FactIndex
from tui.facts.interval import Interval
from tui.facts.model import Dims, Fact
from tui.facts.period import Period
from tui.facts.units import currency_of, noun

_SCALES = ((Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million"))


def number(value: Decimal, digits: int = 4) -> str:
    """Grouped digits, at most `digits` significant behind the point; a true minus."""
    places = max(digits - 1 - value.adjusted(), 0) if value else 0
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{rounded:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-", "−")


def amount(value: Decimal, unit: str) -> str:
    """`18.6 billion CNY`, `157,171 cars`, `23.2%`, `7.44 CNY/USD`."""
    text, scale = _scaled(value, unit, value)
    return f"{text}{scale}{_unit(noun(value, unit))}"


def between(interval: Interval, unit: str) -> str:
    """`18.55 to 18.65 billion CNY`, `over 300,000 cars`, `157,171 cars`."""
    if interval.is_point:
        return amount(interval.lo, unit)
    if not interval.lo.is_finite() or not interval.hi.is_finite():
        word, end = ("over", interval.lo) if interval.lo.is_finite() else ("under", interval.hi)
        return f"{word} {amount(end, unit)}" if end.is_finite() else "any number"
    size = max(abs(interval.lo), abs(interval.hi))
    low, _ = _scaled(interval.lo, unit, size)
    high, scale = _scaled(interval.hi, unit, size)
    return f"{low} to {high}{scale}{_unit(unit)}"


def written(fact: Fact) -> str:
    """The value as the source hedges it, with a true minus."""
    sign = fact.text.find("-")
    if fact.quantity and fact.quantity.value < 0 and sign >= 0:
        return f"{fact.text[:sign]}−{fact.text[sign + 1 :]}"
    return fact.text


def voice(evidence: FactIndex, fact: Fact) -> str:
    """Who states it: the publisher of its first source, and how many more there are."""
    if not fact.sources:
        return "no source"
    source = evidence.book.sources.get(fact.sources[0])
    name = source.publisher if source and source.publisher else fact.sources[0]
    return f"{name} and {len(fact.sources) - 1} more" if len(fact.sources) > 1 else name


def voices(evidence: FactIndex, facts: Sequence[Fact]) -> str:
    """Who state the same: the first by name, and how many more sources there are."""
    more = sum(len(fact.sources) for fact in facts) - 1
    first = voice(evidence, facts[0]._replace(sources=facts[0].sources[:1]))
    return f"{first} and {more} more" if more > 0 else first


def subject(evidence: FactIndex, concept: str, dims: Dims, period: Period | None) -> str:
    """What a figure is of: `deliveries 2025-Q2`, `list price (SU7 Max) 2024-03-28`."""
    book = evidence.book
    about = []
    if dims.entity and dims.entity != book.home.entity:
        about.append(book.entities[dims.entity].name if dims.entity in book.entities else "")
    if model := book.models.get(dims.model):
        about.append(model.trims.get(dims.trim, f"{model.name} {dims.trim}".strip()))
    about += [part for part in (dims.market, dims.duration) if part]
    name = book.name_of(concept) + (f" ({', '.join(about)})" if about else "")
    return f"{name} {period}" if period else name


def of_fact(evidence: FactIndex, fact: Fact) -> str:
    """What a fact is about."""
    return subject(evidence, fact.concept, fact.dims, fact.period)


def _scaled(value: Decimal, unit: str, size: Decimal) -> tuple[str, str]:
    if currency_of(unit) == unit:
        for scale, word in _SCALES:
            if abs(size) >= scale:
                return number(value / scale), word
    return number(value), ""


def _unit(unit: str) -> str:
    return unit if unit in ("", "%", "x") else f" {unit}"
