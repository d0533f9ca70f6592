"""Figures that stand alone in their order of magnitude or their sign: slips of the hand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from tui.checks.duplicates import slip_words
from tui.checks.finding import Finding
from tui.checks.identities import worked_out
from tui.checks.index import FactIndex, FactKey
from tui.checks.messages import claim, find, quoted
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Calculation, Concept, Fact

_FAR = 4
"""From this factor on to every neighbour a figure is looked at."""
_FAR_SIGNED = 30
"""The same of a result, which comes close to zero when it passes it."""
_NEAR_DAYS = 2 * 365
_WORDS = ("thousand", "million", "billion", "trillion")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FEW = 3
"""So many other cars must there be to compare with."""


def off_scale(evidence: FactIndex) -> Iterator[Finding]:
    """Figures a power of ten, or the sign, away from all that they are measured by.

    That is what comes before and after them in time; of what a car has or costs, the other cars.
    """
    for name, topics in evidence.topics.items():
        concept = evidence.book.concepts.get(name)
        if concept is None or concept.unit in ("growth", "x", "text", "date"):
            continue
        flows = concept.additive or concept.cumulative
        cars = [dims for dims in topics if dims.model and not flows]
        slots = [slot for dims in cars for slot in evidence.series[name, dims]]
        yield from _extremes(evidence, concept, _figures(evidence, slots))
        for dims in topics if flows else [dims for dims in topics if not dims.model]:
            for series in _series(evidence, evidence.series[name, dims]):
                for at, figure in enumerate(series):
                    near = [*series[max(at - 2, 0) : at], *series[at + 1 : at + 3]]
                    near = [other for other in near if _is_near(other, figure)]
                    if len(near) > 1 or (near and at):
                        yield from _alone(evidence, concept, figure, near)


def _extremes(
    evidence: FactIndex, concept: Concept, figures: Sequence[Figure]
) -> Iterator[Finding]:
    """Findings on the least and the most of at least four, which alone can be far from all."""
    ranked = sorted(figures, key=lambda figure: abs(figure.value))
    if len(ranked) > _FEW:
        yield from _alone(evidence, concept, ranked[0], ranked[1:])
        yield from _alone(evidence, concept, ranked[-1], ranked[:-1])


def _series(evidence: FactIndex, slots: Sequence[FactKey]) -> Iterator[list[Figure]]:
    """The figures of months, of quarters, of years and of days, in the order of time."""
    by_length: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in _figures(evidence, slots):
        if figure.period and figure.period.kind != "range":
            by_length["day" if figure.period.is_instant else figure.period.kind].append(figure)
    yield from by_length.values()


def _figures(evidence: FactIndex, slots: Sequence[FactKey]) -> list[Figure]:
    found = map(evidence.best, slots)
    return [figure for figure in found if figure and figure.value]


def _alone(
    evidence: FactIndex, concept: Concept, figure: Figure, near: Sequence[Figure]
) -> Iterator[Finding]:
    """A finding where a figure is far from all others, or alone on its side of zero."""
    ratios = [figure.value / other.value for other in near if other.unit == figure.unit]
    result = not (concept.nonnegative or concept.exact or concept.unit == "%")
    far = _FAR_SIGNED if result else _FAR
    off = ratios and (all(abs(r) > far for r in ratios) or all(abs(r) * far < 1 for r in ratios))
    turned = concept.unit == "%" and len(ratios) > 1 and all(r < 0 for r in ratios)
    fact = next(iter(figure.statements), None)
    if fact is None or not (off or turned) or _is_confirmed(evidence, fact):
        return
    power, meant, why = 0, _turned(fact.text), "the others have the other sign"
    if off:
        power = _power(sorted(map(abs, ratios))[len(ratios) // 2], fact.text)
        meant, why = _rescaled(fact.text, -power), slip_words(power, fact)
    says = (
        f"{claim(evidence, fact)} next to {_beside(near)}: {why} (write {meant}, if that is meant)"
    )
    finding = find(evidence, "off-scale", "tension", says, [fact], (figure, near[-1]))
    yield finding._replace(power=abs(power))


def _is_near(one: Figure, other: Figure) -> bool:
    """Whether two figures are of times that can be compared: a maker grows tenfold in years."""
    return abs((_day_of(one) - _day_of(other)).days) < _NEAR_DAYS


def _is_confirmed(evidence: FactIndex, fact: Fact) -> bool:
    """Whether two independent sources state it."""
    sources = [key for other in evidence.agreeing(fact) for key in other.sources]
    return len(evidence.book.roots(sources)) > 1


def _beside(near: Sequence[Figure]) -> str:
    """The least and the most of the figures around one."""
    ranked = sorted(near, key=lambda other: abs(other.value))
    return " and ".join(
        f"{fmt.spoken(other.value, other.unit)}{f' in {other.period}' if other.period else ''}"
        for other in dict.fromkeys((ranked[0], ranked[-1]))
    )


def _power(ratio: Decimal, text: str) -> int:
    """The power of ten that a ratio is closest to; of a sum in million or billion, one word off."""
    power = int(ratio.log10().to_integral_value())
    return power // abs(power) * 3 if _word(text) and abs(power) in (2, 4) else power


def _word(text: str) -> str:
    return next((word for word in _WORDS if word in text), "")


def _rescaled(text: str, power: int) -> str:
    """What a slipped figure was meant to read: `33.7 billion CNY` for `33.7 million CNY`."""
    word, (step, rest) = _word(text), divmod(power, 3)
    if word and not rest and 0 <= _WORDS.index(word) + step < len(_WORDS):
        return text.replace(word, _WORDS[_WORDS.index(word) + step])

    def shifted(match: re.Match[str]) -> str:
        number = Decimal(match[0].replace(",", "")).scaleb(power)
        return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,f}"

    return _NUMBER.sub(shifted, text, count=1)


def _turned(text: str) -> str:
    """The same figure with the other sign."""
    bare = re.sub(r"[-−+](?=\d)", "", text, count=1)
    return bare if bare != text else _NUMBER.sub(lambda match: f"-{match[0]}", text, count=1)


_PRICE_ROOM = Decimal("1.5")
"""What taxes, discounts and other things sold may put between list prices and revenue per car."""


def price_range(evidence: FactIndex) -> Iterator[Finding]:
    """Revenue per car of the first entity outside the range of the list prices."""
    prices = _price_list(evidence)
    for rule in evidence.book.calculations if prices else ():
        concept = evidence.book.concepts.get(rule.result)
        if rule.kind == "ratio" and concept and concept.nonnegative:
            for slot in evidence.series.get((rule.operands[0], evidence.book.home), ()):
                yield from _outside(evidence, rule, slot, prices)


_Prices = list[tuple[date, Figure, Figure]]


def _price_list(evidence: FactIndex) -> _Prices:
    """From each day on which a price is stated, the lowest and the highest until then."""
    names = {
        concept.key
        for concept in evidence.book.concepts.values()
        if concept.exact and concept.unit == "money" and concept.better == "lower"
    }
    slots = [slot for (name, dims), found in evidence.series.items() if name in names and dims.model
             for slot in found if slot.span[0]]  # fmt: skip
    found: _Prices = []
    for price in sorted(_figures(evidence, slots), key=_day_of):
        low, high = (price, price) if not found else found[-1][1:]
        low, high = min(low, price, key=_value), max(high, price, key=_value)
        found.append((_day_of(price), low, high))
    return found


def _day_of(figure: Figure) -> date:
    return (figure.period and figure.period.start) or date.max


def _value(figure: Figure) -> Decimal:
    return figure.value


def _outside(
    evidence: FactIndex, rule: Calculation, slot: FactKey, prices: _Prices
) -> Iterator[Finding]:
    of, per = evidence.best(slot), evidence.best(slot._replace(concept=rule.operands[1]))
    at = bisect_left(prices, slot.span[1] or date.min, key=lambda item: item[0]) - 1
    if of is None or per is None or at < 0:
        return
    _, low, high = prices[at]
    paid = worked_out(f"{of.label} ÷ {per.label}", lambda a, b: a / b, (of, per), of.unit)
    if paid is None or low.unit != paid.unit:
        return
    if paid.support.hi * _PRICE_ROOM < low.value or paid.support.lo > high.value:
        facts = paid.statements
        says = (
            f"{claim(evidence, facts[0])} for {quoted(facts[1])} is "
            f"{fmt.spoken_range(paid.core, paid.unit)} a car, where list prices go from "
            f"{fmt.spoken(low.value, low.unit)} to {fmt.spoken(high.value, high.unit)} "
            f"(correct the one of the two that is off)"
        )
        yield find(evidence, "price-range", "tension", says, facts, (paid, low))


_EXPENSE_ROOM = Decimal("1.6")
"""The factor by which expenses may leave the range of the quarters around them."""


def signs(evidence: FactIndex) -> Iterator[Finding]:
    """Results that leave expenses far from those around them, and with the other sign do not."""
    for rule in evidence.book.calculations:
        concepts = [evidence.book.concepts.get(name) for name in rule.operands]
        signed = [c for c in concepts if c and not c.nonnegative]
        plain = [c for c in concepts if c and c.nonnegative]
        if rule.kind == "total" and len(signed) == 1 and len(plain) == 1 == len(concepts) - 1:
            for dims in evidence.topics.get(signed[0].key, ()):
                for slot in evidence.series[signed[0].key, dims]:
                    yield from _turned_result(evidence, rule, slot, plain[0].key)


def _turned_result(
    evidence: FactIndex, rule: Calculation, slot: FactKey, expense: str
) -> Iterator[Finding]:
    result, total = evidence.best(slot), _total(evidence, rule, slot)
    around = [other for other in evidence.series.get((expense, slot.dims), ())
              if _months(other) == _months(slot) and other.span != slot.span]  # fmt: skip
    near = _figures(evidence, around)
    fact = next(iter(result.statements), None) if result else None
    if result is None or total is None or len(near) < _FEW or fact is None:
        return
    near.sort(key=lambda other: abs((_day_of(other) - (slot.span[0] or date.min)).days))
    sizes = [other.value for other in near[:4]]
    usual = min(sizes) / _EXPENSE_ROOM, max(sizes) * _EXPENSE_ROOM
    left, turned = total.value - result.value, total.value + result.value
    if not usual[0] <= left <= usual[1] and usual[0] <= turned <= usual[1]:
        says = (
            f"{claim(evidence, fact)} leaves {fmt.spoken(left, total.unit)} for "
            f"{evidence.book.name_of(expense)}, with the other sign "
            f"{fmt.spoken(turned, total.unit)}; next to it are {_beside(near[:4])} "
            f"(write {_turned(fact.text)}, if that is meant)"
        )
        yield find(evidence, "sign", "tension", says, [fact], (result, total))


def _months(slot: FactKey) -> int:
    """How many months a figure is of, roughly; 0 where that is not known."""
    start, end = slot.span
    return round((end - start).days / 30) if start and end else 0


def _total(evidence: FactIndex, rule: Calculation, slot: FactKey) -> Figure | None:
    """The total as stated, else the margin of what it is measured in."""
    stated = evidence.best(slot._replace(concept=rule.result))
    for margin in evidence.book.calculations if stated is None else ():
        if margin.kind == "margin" and margin.operands[0] == rule.result:
            share = evidence.best(slot._replace(concept=margin.result))
            of = evidence.best(slot._replace(concept=margin.operands[1]))
            if share and of:
                name = evidence.book.name_of(rule.result)
                return worked_out(name, lambda a, b: a * b / 100, (share, of), of.unit)
    return stated
