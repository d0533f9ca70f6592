"""Whether a value and a period fit the concept that they are stated for."""

from __future__ import annotations

import re
from dataclasses import replace

from tui.facts.interval import NONNEGATIVE
from tui.facts.model import Concept
from tui.facts.nodes import Spot
from tui.facts.period import Period
from tui.facts.quantity import Quantity
from tui.facts.reading import Reading
from tui.facts.units import currency_of, in_currency

_SIGNED = re.compile(r"[^\d]*[+\-−]\s*\d")


def read_value(
    reading: Reading, key: str, text: str, spot: Spot, decimals: str = ""
) -> Quantity | None:
    """The quantity of a numeric concept; None for text, for a date, and where it does not fit."""
    concept = reading.concepts.get(key)
    if concept is None or not concept.unit:
        return None
    if concept.unit in ("text", "date"):
        if not text:
            reading.report.add(spot, "empty-value", f"{key} is empty", "fill it in or remove it")
        elif concept.unit == "date":
            reading.period(text, spot)
        return None
    quantity = reading.quantity(text, spot, decimals=decimals, exact=concept.exact)
    if quantity is None or not _unit_fits(reading, concept, quantity, spot):
        return None
    if concept.nonnegative:
        return _not_negative(reading, concept, quantity, spot)
    return quantity


def _unit_fits(reading: Reading, concept: Concept, quantity: Quantity, spot: Spot) -> bool:
    unit, key = quantity.unit, concept.key
    money = currency_of(unit) is not None
    wanted = "%" if concept.unit == "growth" else concept.unit
    if (in_currency(unit, "money") if money else unit) != wanted:
        message = _mismatch(concept, unit)
        advice = _UNIT_ADVICE.get(concept.unit.partition("/")[0], "")
        reading.report.add(spot, "unit-mismatch", message, advice, length=len(quantity.text))
        return False
    if concept.unit == "growth" and quantity.value and not _SIGNED.match(quantity.text):
        message = f"{key} is a change and needs a sign"
        advice = f"write +{quantity.value.normalize():f}% for growth, -5% for a decline"
        reading.report.add(spot, "sign-missing", message, advice, length=len(quantity.text))
        return False
    if concept.unit == "%" and quantity.core.lo > 100:
        message = f"{quantity.text} for a share"
        advice = f"write +{quantity.value.normalize():f}% for growth"
        size = len(quantity.text)
        reading.report.add(
            spot, "percent-range", message, advice, length=size, severity="warning"
        )
    return True


_UNIT_ADVICE = {
    "money": "e.g. 18.6 billion CNY, -6,500 CNY/car",
    "%": "e.g. 23%",
    "growth": "e.g. +23%",
}


def _mismatch(concept: Concept, unit: str) -> str:
    kinds = {
        "money": "an amount of money",
        "%": "percent",
        "growth": "a change in percent",
        "x": "a multiple, such as 3x",
    }
    if concept.unit in kinds:
        return f"{concept.key} is {kinds[concept.unit]}, '{unit}' is not"
    if "/" in concept.unit and concept.unit.startswith("money/"):
        return f"{concept.key} is money per {concept.unit.partition('/')[2]}, '{unit}' is not"
    return f"{concept.key} is counted in {concept.unit}, not {unit}"


def _not_negative(
    reading: Reading, concept: Concept, quantity: Quantity, spot: Spot
) -> Quantity | None:
    """The quantity with bounds that do not reach below zero."""
    if quantity.support.lo >= 0:
        return quantity
    core, support = quantity.core.meet(NONNEGATIVE), quantity.support.meet(NONNEGATIVE)
    if core is None or support is None or quantity.value < 0:
        message = f"{concept.key} cannot be negative"
        advice = "a loss is a negative operating_result"
        reading.report.add(spot, "negative", message, advice, length=len(quantity.text))
        return None
    return replace(quantity, core=core, support=support)


def check_period(
    reading: Reading, key: str, period: Period | None, spot: Spot, timed: bool, about_car: bool
) -> None:
    """Report a period of the wrong kind.

    `timed` figures state their own duration, so that a day or one of several days is enough.
    A property of a car may leave its day out.
    """
    concept = reading.concepts.get(key)
    if concept is None or concept.period == "none":
        return
    if period is None:
        if concept.period == "duration" or not about_car:
            message = f"field 'period' is missing: {key} {_MEASURED[concept.period]}"
            reading.report.add(spot, "missing-field", message, "e.g. period: 2025-Q2")
        return
    if concept.period == "instant" and not period.is_instant:
        first = period.start or (period.last and period.last.replace(day=1))
        last = period.last or "2025-08-19"
        advice = f"give the day: {last}, or [{first}..{last}] when the day is not known"
        message = f"{key} is measured at an instant, {period.text} is a duration"
        reading.report.add(spot, "period-type", message, advice, length=len(period.text))
    elif concept.period == "duration" and period.kind == "set" and not timed:
        message = f"{key} {_MEASURED['duration']}, {period.text} is one day of several"
        advice = f"write {period.text[1:-1].replace('..', '/')} for all of these days"
        reading.report.add(spot, "period-type", message, advice, length=len(period.text))


_MEASURED = {
    "duration": "is measured over a stretch of time",
    "instant": "is measured at an instant",
}
