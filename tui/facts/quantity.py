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
