"""Reference exchange rates."""

from __future__ import annotations

import re
from decimal import Decimal

from tui.facts.model import Rate
from tui.facts.nodes import Map
from tui.facts.reading import Reading, mark
from tui.facts.schema import FileShape, PairShape, RateShape
from tui.facts.units import CURRENCIES

_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,12})?")


def read_rates(reading: Reading, shape: FileShape) -> tuple[Rate, ...]:
    """One rate for each pair and period, in the currency that the maker reports in."""
    found: list[Rate] = []
    base = shape.currency
    for index, item in enumerate(shape.rates):
        node = reading.root["rates"][index]
        sources = reading.sources(node, item.source)
        period = reading.period_of(node, "period")
        for pair, values in item.__pydantic_extra__.items():
            numbers = _numbers(reading, values, node[pair])
            if (
                _pair_known(reading, pair, base, node)
                and period
                and _in_order(reading, numbers, pair, node)
            ):
                other, place = pair.partition("/")[2], mark(node.key_at(pair))
                found.append(Rate(base, other, period, sources=sources, mark=place, **numbers))
    return tuple(found)


def _pair_known(reading: Reading, pair: str, base: str, node: Map) -> bool:
    """Whether a field is a pair such as CNY/USD; reported when it is not."""
    pairs = [f"{base}/{code}" for code in sorted(CURRENCIES - {base})]
    if pair in pairs:
        return True
    known = [*pairs, *RateShape.model_fields]
    advice = reading.report.suggest(pair, known, f"e.g. {pairs[-1]}")
    reading.report.add(node.key_at(pair), "unknown-field", f"unknown field '{pair}'", advice)
    return False


def _numbers(reading: Reading, values: PairShape, node: Map) -> dict[str, Decimal]:
    """Mean, low, high and end, without those that are reported as unreadable."""
    numbers = {}
    for name in PairShape.model_fields:
        text = getattr(values, name)
        if _NUMBER.fullmatch(text) and Decimal(text):
            numbers[name] = Decimal(text)
        else:
            advice = "a plain number, e.g. 7.2748"
            message = f"'{text}' is not a rate"
            reading.report.add(node.value_at(name), "bad-number", message, advice)
    return numbers


def _in_order(reading: Reading, numbers: dict[str, Decimal], pair: str, node: Map) -> bool:
    """Whether all four are there and low and high hold the others; reported when they do not."""
    if len(numbers) < len(PairShape.model_fields):
        return False
    low, high = numbers["low"], numbers["high"]
    if low <= numbers["mean"] <= high and low <= numbers["end"] <= high:
        return True
    message = "mean and end must lie between low and high"
    reading.report.add(node.value_at(pair), "bad-rate", message, "compare with the source")
    return False
