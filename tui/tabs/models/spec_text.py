"""How a property of a car reads in a column."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.fmt import duration_words
from tui.facts.model import Concept, Fact
from tui.facts.period import parse_period, spans_of
from tui.facts.quantity import Hedge
from tui.facts.units import currency_of


def rounded(figure: Figure) -> tuple[Decimal, int]:
    """The number as it is shown, and its decimal places.

    Money to whole units from 100 up, else to tenths; all else to the digits that are certain, and
    a converted unit to no more places than the original has.
    """
    if currency_of(figure.unit):
        places = 0 if abs(figure.value) >= 100 else 1
        return _quantized(figure.value, Decimal(1).scaleb(-places)), places
    step = fmt.step_of(figure)
    certain = [fmt.places_for(fmt.step_of(part)) for part in (figure, *figure.inputs)]
    places = min(*certain, 4)
    return _quantized(figure.value, max(step, Decimal(1).scaleb(-places))), places


def _quantized(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step


def number_text(value: Decimal, places: int, unit: str) -> str:
    """A number as columns show it: money with its sign, all else bare, its unit in the heading."""
    currency = currency_of(unit)
    if currency:
        return fmt.money(value, currency, places)
    return fmt.number(value, places)


def hedged(fact: Fact, figure: Figure) -> str:
    """A number as its source hedges it: `up to 500`, `75 ± 5`, `over 240,000 in 18 h`."""
    value, places = rounded(figure)
    quantity = fact.quantity
    text = number_text(value, places, figure.unit)
    if quantity and quantity.hedge is Hedge.STATED:
        text += f" ± {number_text(figure.core.width / 2, places, figure.unit)}"
    elif quantity:
        text = quantity.hedge.before_in_cell(text)
    return f"{text} in {duration_words(fact.dims.duration)}" if fact.dims.duration else text


def worded(concept: Concept, fact: Fact) -> str:
    """A text as it stands, a date as dates are written here."""
    return fmt.period(parse_period(fact.text)) if concept.unit == "date" else fact.text


def seconds(duration: str) -> int:
    """The length of an ISO 8601 duration, a month taken as 30 days; 0 for none."""
    return sum(count * _SECONDS[span] for span, count in spans_of(duration).items())


_SECONDS = {"minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "second": 1}
_SECONDS |= {"month": 30 * 86_400, "year": 365 * 86_400}
