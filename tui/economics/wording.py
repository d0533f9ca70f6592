"""Answers in words: a per-car figure with no more digits than are certain, amounts, refusals."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from tui.facts.figure import Figure
from tui.facts.units import scale_of

WITHIN = "break-even within rounding"


def headline(figure: Figure) -> str:
    """Which word the magnitude goes with: loss per car, profit per car, or neither for certain."""
    if figure.low <= 0 <= figure.high:
        return WITHIN
    return "profit per car" if figure.value > 0 else "loss per car"


def display(figure: Figure) -> str:
    """`about 6,600 CNY loss per car (5,930 to 7,250)`.

    The point to the power of ten at or below half the width of the bounds, the bounds outwards to
    a tenth of that.
    """
    if figure.low <= 0 <= figure.high:
        return WITHIN
    low, high = sorted((abs(figure.low), abs(figure.high)))
    currency = figure.unit.partition("/")[0]
    words = f"{currency} {headline(figure)}"
    half = (high - low) / 2
    if not half:
        whole = rounded(abs(figure.value), Decimal(1), ROUND_HALF_UP)
        about = "" if whole == abs(figure.value) else "about "
        return f"{about}{grouped(whole)} {words}"
    unit = Decimal(1).scaleb(half.adjusted())
    point = grouped(rounded(abs(figure.value), unit, ROUND_HALF_UP))
    least = grouped(rounded(low, unit / 10, ROUND_FLOOR))
    most = grouped(rounded(high, unit / 10, ROUND_CEILING))
    return f"about {point} {words} ({least} to {most})"


def rounded(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """A number to a whole multiple of a power of ten."""
    return (value / step).to_integral_value(rounding) * step


def grouped(value: Decimal) -> str:
    """Digits in groups of three, without an exponent: `6,600`, `0.50`."""
    exponent = value.as_tuple().exponent
    return f"{value:,f}" if isinstance(exponent, int) and exponent < 0 else f"{int(value):,}"


def whole(value: Decimal) -> str:
    """A magnitude to the whole unit: `6,590`."""
    return grouped(rounded(abs(value), Decimal(1), ROUND_HALF_UP))


def percent(value: Decimal) -> str:
    """A percentage to one place: `35.7%`."""
    return f"{rounded(value, Decimal('0.1'), ROUND_HALF_UP):,f}%"


def signed_per_car(value: Decimal, currency: str) -> str:
    """`a loss of 6,590 CNY` or `a profit of 543 CNY`."""
    return f"a {'loss' if value < 0 else 'profit'} of {whole(value)} {currency}"


def grouped_money(value: Decimal, currency: str) -> str:
    """`−1,000 CNY`, to the whole unit."""
    return f"{'−' if value < 0 else ''}{whole(value)} {currency}"


def total(value: Decimal, currency: str) -> str:
    """To three digits, below a thousand to the whole unit: `4.00bn CNY`, `679m CNY`."""
    scale, letter = scale_of(value)
    last = (value / scale).adjusted() - 2 if letter else 0
    number = (value / scale).quantize(Decimal(1).scaleb(last), ROUND_HALF_UP)
    return f"{number:,f}{letter} {currency}"
