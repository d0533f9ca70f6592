"""Quantities as sources hedge them: `about 70 million USD`, `over 300,000 cars`, `-5亿 CNY`.

What a wording means is one interval, the core; what it cannot exclude is a wider one, the support.
With u for one unit of the last significant digit, and magnitudes mirrored for negative numbers:

========  ================  ==================
hedge     core              support
========  ================  ==================
exact     {x}               {x}
rounded   [x - u/2, x + u/2]  [x - u/2, x + u)
about     [x - u/2, x + u/2]  [x - u, x + u]
over      (x, x + u)        (x, ∞)
at least  [x, x + u)        [x, ∞)
under     (x - u, x)        (-∞, x)
at most   (x - u, x]        (-∞, x]
nearly    [x - u/2, x)      [x - u, x)
stated    [x - h, x + h]    the same, for `x ± h`
========  ================  ==================

The rounded support allows both rounding and truncation, the two modes of XBRL Calculations 1.1.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.facts.interval import INFINITY, Interval
from tui.facts.lexeme import Lexeme, QuantityError, read_lexeme
from tui.facts.units import Units

__all__ = ["Quantity", "QuantityError", "parse_quantity"]

_NO_UNITS = Units()


class Quantity(NamedTuple):
    """A number in full units with its hedge and bounds; `text` is what was written.

    `step` is one unit of the last significant digit, in full units; 0 where the number is exact.
    """

    text: str
    value: Decimal
    unit: str
    hedge: str
    step: Decimal
    core: Interval
    support: Interval


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


def bounds(x: Decimal, u: Decimal, hedge: str) -> tuple[Interval, Interval]:
    """Core and support of a number x with last digit u under a hedge, by the table above."""
    if hedge in ("exact", "stated") or not u:
        point = Interval.point(x)
        return point, point
    half = u / 2
    if hedge == "about":
        return Interval(x - half, x + half), Interval(x - u, x + u)
    if hedge == "over":
        return Interval(x, x + u, True, True), Interval(x, INFINITY, True)
    if hedge == "at_least":
        return Interval(x, x + u, False, True), Interval(x, INFINITY)
    if hedge == "under":
        return Interval(x - u, x, True, True), Interval(-INFINITY, x, True, True)
    if hedge == "at_most":
        return Interval(x - u, x, True, False), Interval(-INFINITY, x)
    if x < 0:
        core, support = bounds(-x, u, hedge)
        return -core, -support
    if hedge == "nearly":
        return Interval(x - half, x, False, True), Interval(x - u, x, False, True)
    return Interval(x - half, x + half), Interval(x - half, x + u, False, True)
