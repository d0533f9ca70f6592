"""Whether a value and a period fit the concept that they are stated for."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from tui.facts.interval import NONNEGATIVE
from tui.facts.model import Concept
from tui.facts.nodes import Spot
from tui.facts.period import Period
from tui.facts.quantity import Quantity
from tui.facts.reading import Reading
from tui.facts.units import MEASURES, currency_of, in_currency

_SIGNED = re.compile(r"[^\d]*[+\-−]\s*\d")


def read_value(
    reading: Reading, concept: Concept, text: str, spot: Spot, decimals: str = ""
) -> Quantity | None:
    """The quantity of a numeric concept; None for text, for a date, and where it does not fit."""
    if concept.unit in ("text", "date", ""):
        if not text:
            message = f"{concept.key} is empty"
            reading.report.add(spot, "empty-value", message, "fill it in or remove it")
        elif concept.unit == "date":
            reading.period(text, spot)
        return None
    quantity = reading.quantity(text, spot, decimals=decimals, exact=concept.exact)
    if quantity is None or not _unit_fits(reading, concept, quantity, spot):
        return None
    if concept.nonnegative and quantity.support.lo < 0:
        return _not_negative(reading, concept, quantity, spot)
    return quantity


def _unit_fits(reading: Reading, concept: Concept, quantity: Quantity, spot: Spot) -> bool:
    unit, key = quantity.unit, concept.key
    if not _same_measure(unit, concept.unit):
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
        reading.report.add(spot, "percent-range", message, advice, length=size, severity="warning")
    return True


@cache
def _same_measure(unit: str, wanted: str) -> bool:
    """Whether a unit measures what a concept does: any currency money, PS and kW power."""
    if currency_of(unit):
        return in_currency(unit, "money") == wanted
    if wanted == "growth":
        return unit == "%"
    return unit == wanted or any(unit in same and wanted in same for same in MEASURES)


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
    core, support = quantity.core.meet(NONNEGATIVE), quantity.support.meet(NONNEGATIVE)
    if core is None or support is None or quantity.value < 0:
        message = f"{concept.key} cannot be negative"
        advice = "a loss is a negative operating_result"
        reading.report.add(spot, "negative", message, advice, length=len(quantity.text))
        return None
    return quantity._replace(core=core, support=support)


def period_fits(concept: Concept, period: Period | None, *, timed: bool, about_car: bool) -> bool:
    """Whether a concept can be measured at or over a period.

    `timed` figures state their own duration, so that one day of several is enough.
    A property of a car may leave its day out.
    """
    if concept.period == "none":
        return True
    if period is None:
        return about_car and concept.period == "instant"
    if concept.period == "instant":
        return period.is_instant
    return timed or period.kind != "set"


def refuse_period(reading: Reading, concept: Concept, period: Period | None, spot: Spot) -> None:
    """Report a period that is missing or of the wrong kind."""
    key, measured = concept.key, _MEASURED[concept.period]
    if period is None:
        message = f"field 'period' is missing: {key} is measured {measured}"
        advice = "e.g. period: 2025-Q2"
        reading.report.add(spot, "missing-field", message, advice)
        return
    if concept.period == "instant":
        last = period.last or "2025-08-19"
        first = period.start or (period.last or date(2025, 8, 19)).replace(day=1)
        what = "a duration"
        advice = f"give the day: {last}, or [{first}..{last}] when the day is not known"
    else:
        what = "one day of several"
        advice = f"for all of these days write {period.text[1:-1].replace('..', '/')}"
    message = f"{key} is measured {measured}, {period.text} is {what}"
    reading.report.add(spot, "period-type", message, advice, length=len(period.text))


_MEASURED = {"duration": "over a stretch of time", "instant": "at an instant"}
