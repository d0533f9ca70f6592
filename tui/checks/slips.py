"""Powers of ten between two statements of one figure, and the slips that make them."""

from __future__ import annotations

from decimal import Decimal

from tui.facts.model import Fact
from tui.facts.units import currency_of

_ONE_PERCENT = Decimal("0.01")


def power_of_ten(ratio: Decimal, within: Decimal = _ONE_PERCENT) -> int:
    """The exponent of the power of ten that a positive ratio is close to; 0 when it is to none."""
    exponent = int(ratio.log10().to_integral_value())
    return exponent if abs(ratio.scaleb(-exponent) - 1) <= within else 0


def slip_of(fact: Fact, holds: Fact) -> int:
    """The power of ten by which a fact is off what holds, within one percent; 0 when it is none."""
    p, q = fact.quantity, holds.quantity
    if p is None or q is None or not p.value * q.value > 0:
        return 0
    return power_of_ten(p.value / q.value)


def slip_words(exponent: int, fact: Fact) -> str:
    """How far off a power of ten is, and what kind of slip makes it."""
    size = abs(exponent)
    off = f"off by {'×' if exponent > 0 else '÷'}{10**size:,}"
    quantity = fact.quantity
    if exponent == 1 and quantity and currency_of(quantity.unit) and "billion" in fact.text:
        return f"{off}: 亿 (10⁸) read as billion (10⁹)"
    words = {
        1: "a digit too many" if exponent > 0 else "a slipped decimal point",
        3: "thousand, million or billion confused",
        4: "万 (10⁴) lost or added",
        8: "亿 (10⁸) lost or added",
    }
    return f"{off}: {words[size]}" if size in words else off
