"""Reading a quantity as a source wrote it."""

from __future__ import annotations

from decimal import Decimal

from tui.facts.interval import Interval
from tui.facts.lexeme import Lexeme, QuantityError, read_lexeme
from tui.facts.quantity import Quantity, bounds
from tui.facts.units import Units

__all__ = ["QuantityError", "parse_quantity"]

_NO_UNITS = Units()


def parse_quantity(
    text: str, units: Units = _NO_UNITS, *, decimals: str | None = None, exact: bool = False
) -> Quantity:
    """Read a hedge, a number with its scale, and a unit.

    `decimals` overrides the last significant digit: -4 is ten thousands, `INF` exact.
    `exact` is for figures stated to the last unit, such as a list price.
    Raises QuantityError, which says what to type and where in the text the trouble starts.
    """
    lexeme = read_lexeme(text, units)
    step = _step(lexeme, decimals)
    hedge = lexeme.hedge
    if not hedge:
        whole = units.is_count(lexeme.unit) and step <= 1
        hedge = "exact" if exact or whole or not step else "rounded"
    if lexeme.half_width is not None:
        core = Interval(lexeme.value - lexeme.half_width, lexeme.value + lexeme.half_width)
        return Quantity(text, lexeme.value, lexeme.unit, "stated", step, core, core)
    core, support = bounds(lexeme.value, step, hedge)
    shown_step = Decimal(0) if hedge == "exact" else step
    return Quantity(text, lexeme.value, lexeme.unit, hedge, shown_step, core, support)


def _step(lexeme: Lexeme, decimals: str | None) -> Decimal:
    if decimals is None:
        return lexeme.step
    if decimals == "INF":
        return Decimal(0)
    step = Decimal(1).scaleb(-int(decimals))
    if lexeme.value % step:
        raise QuantityError(
            f"decimals {decimals} says '{lexeme.text}' is rounded further than it is written",
            "remove decimals or lower the digits",
            code="excess-digits",
        )
    return step
