"""Numbers and periods in words: signs, separators, units, and as many digits as are certain."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.model import Fact
from tui.facts.text import MINUS as MINUS
from tui.facts.text import MISSING as MISSING
from tui.facts.text import counted as counted
from tui.facts.text import number as number
from tui.facts.text import period as period
from tui.facts.text import to_places
from tui.facts.units import CURRENCIES, currency_of, noun, scale_of

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€"}
NAMES = {"CNY": "yuan", "USD": "dollars", "EUR": "euros"}
_MILLION = Decimal(10) ** 6
_CODED = re.compile(rf"(\d[\d,.]*[a-z]*) ({'|'.join(SYMBOLS)})\b")


def money(value: Decimal, currency: str, places: int = 0, *, signed: bool = False) -> str:
    """`−¥6,590`, `+$924`; a currency without a symbol stands behind: `1,250 GBP`."""
    text = number(value, places, signed=signed)
    sign, digits = (text[0], text[1:]) if text[0] in "+−" else ("", text)
    symbol = SYMBOLS.get(currency)
    return f"{sign}{symbol}{digits}" if symbol else f"{sign}{digits} {currency}"


def compact(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """For charts: one decimal from a thousand up: `−¥37.7k`, `−¥6.6k`, `¥18.6bn`, `−¥467`."""
    scale, letter = scale_of(value)
    return _suffixed(value / scale, int(scale > 1), letter, currency, signed)


def total(figure: Figure, *, signed: bool = False) -> str:
    """A sum of money with the digits its source gives: `¥18.58bn`, `−¥0.5bn`."""
    scale, letter = _scale_for(size_of(figure))
    places = places_for(step_of(figure) / scale)
    return _suffixed(figure.value / scale, places, letter, currency_of(figure.unit) or "", signed)


def rounded_total(figure: Figure, size: Decimal, *, signed: bool = False) -> str:
    """A sum to two digits behind the point, in the power of ten of a size: `−¥0.50bn`, `$38.00m`.

    Sums that stand beside each other take the largest size of them.
    """
    scale, letter = _scale_for(size)
    currency = currency_of(figure.unit) or ""
    return _suffixed(figure.value / scale, 2 if letter else 0, letter, currency, signed)


def size_of(figure: Figure | None) -> Decimal:
    """What chooses the power of ten of a sum; 0 without one.

    A figure given to the tenth of a billion reads 0.5bn, not 500m.
    """
    return max(abs(figure.value), step_of(figure) * 10) if figure else Decimal(0)


def _scale_for(size: Decimal) -> tuple[Decimal, str]:
    """Prices, below a million, are written out."""
    return scale_of(size) if size >= _MILLION else (Decimal(1), "")


def _suffixed(value: Decimal, places: int, suffix: str, currency: str, signed: bool) -> str:
    text = money(value, currency, places, signed=signed)
    if currency in SYMBOLS or not suffix:
        return text + suffix
    digits, _, code = text.partition(" ")
    return f"{digits}{suffix} {code}"


def step_of(figure: Figure) -> Decimal:
    """One unit of the last digit worth showing, in full units.

    For a stated figure the last significant digit; for a derived one the power of ten at or below
    half the width of its bounds; for an exact one its own last digit.
    """
    origin = figure.origin
    if isinstance(origin, Fact) and origin.quantity and origin.quantity.step:
        return origin.quantity.step
    half = figure.core.width / 2
    if half.is_finite() and half > 0:
        return Decimal(1).scaleb(half.adjusted())
    exponent = figure.value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def places_for(step: Decimal) -> int:
    """Decimal places that show a step, at most six."""
    return min(max(-step.adjusted(), 0), 6) if step else 0


def amount(figure: Figure | None, *, signed: bool = False) -> str:
    """Any figure in its own unit; a missing one is a dash, never 0."""
    if figure is None:
        return MISSING
    currency = currency_of(figure.unit)
    above, _, below = figure.unit.partition("/")
    if below in CURRENCIES:
        places = places_for(step_of(figure))
        return f"{money(figure.value, above, places)} per {SYMBOLS.get(below, below)}"
    if currency and below:
        return money(figure.value, currency, signed=signed)
    if currency:
        return total(figure, signed=signed)
    places = places_for(step_of(figure))
    text = number(figure.value, min(places, 4), signed=signed)
    if figure.unit in ("%", "x"):
        return text + figure.unit
    return f"{text} {noun(figure.value, figure.unit)}"


def with_signs(text: str) -> str:
    """A sentence of the calculator as the screen writes money: `6,590 CNY` as `¥6,590`."""
    return _CODED.sub(lambda found: f"{SYMBOLS[found[2]]}{found[1]}", text)


def unrounded(figure: Figure) -> str:
    """A figure in its own unit with the digits that its bounds leave uncertain, too."""
    point = Interval.point(figure.value)
    return amount(figure._replace(core=point, origin=None))


def digits(figure: Figure | None) -> str:
    """A figure for big digits, which know a plain minus only; a dash when it is missing."""
    return number(figure.value, signed=True).replace(MINUS, "-") if figure else "-"


def tidy(value: Decimal, currency: str) -> str:
    """An amount of money or a plain number without idle zeros: `¥50m`, `0.05`."""
    if currency:
        return compact(value, currency).replace(".0", "")
    return plain(value)


def tick(value: float, currency: str) -> str:
    """A label on an axis: round numbers, so thousands need no digit behind the point."""
    return tidy(Decimal(round(value)), currency)


def bound(figure: Figure, end: Decimal) -> str:
    """One end of a figure's bounds, to a tenth of the last digit that is certain."""
    if not end.is_finite():
        return "any amount"
    currency = currency_of(figure.unit)
    half = figure.core.width / 2
    step = step_of(figure)
    if half.is_finite() and half > 0:
        step = min(step, Decimal(1).scaleb(half.adjusted() - 1))
    if currency is None:
        unit = figure.unit if figure.unit in ("%", "x") else f" {noun(end, figure.unit)}"
        return number(end, places_for(step)) + unit
    if "/" in figure.unit or abs(end) < 10**6:
        return money(end, currency, places_for(max(step, Decimal("0.01"))))
    scale, letter = scale_of(end)
    return _suffixed(end / scale, places_for(step / scale), letter, currency, False)


def total_step(figure: Figure) -> str:
    """The last digit a sum was published to: `¥0.1bn`."""
    scale, letter = _scale_for(size_of(figure))
    step = step_of(figure) / scale
    return _suffixed(step, places_for(step), letter, currency_of(figure.unit) or "", False)


def plus_minus(figure: Figure, currency: str = "") -> str:
    """Half the width of the core: `± 659`; empty when exact, in words for a mere bound."""
    if figure.core.is_point:
        return ""
    if not figure.support.bounded:
        return "bound only"
    half = figure.core.width / 2
    places = 0 if half >= 10 else places_for(Decimal(1).scaleb(half.adjusted() - 1))
    rounded = half.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"± {SYMBOLS.get(currency, '')}{number(rounded, places)}"


def percent_change(new: Decimal, old: Decimal) -> str:
    """`▲ 9%` or `▼ 4%`; a dash when there was nothing to compare with."""
    if old == 0:
        return MISSING
    change = (new / old - 1) * 100
    arrow = "▲" if change > 0 else "▼"
    return f"{arrow} {number(abs(change))}%" if to_places(change, 0) else "= 0%"


def point_change(new: Decimal, old: Decimal) -> str:
    """Difference of two percentages in points: `▲ 2.8 pt`."""
    change = new - old
    arrow = "▲" if change > 0 else "▼"
    return f"{arrow} {number(abs(change), 1)} pt" if to_places(change, 1) else "= 0 pt"


def written(text: str) -> str:
    """A quantity as the file has it, with a true minus."""
    return re.sub(r"(?<![\w.])-(?=\d)", MINUS, text)


def plain(value: Decimal) -> str:
    """The machine form of a number: full units, no grouping, no exponent."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}".replace("-0", "0") if not value else f"{int(value)}"
    return f"{value.normalize():f}"
