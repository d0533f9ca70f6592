"""How far apart two figures are: a factor, a share, points or days, in a few characters."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from tui.checks.days import days_between, days_of
from tui.checks.finding import Finding
from tui.checks.slips import power_of_ten
from tui.present import fmt

_SLIPS = {"scale-slip": Decimal("0.01"), "multi-unit": Decimal("0.1")}
"""How near to a power of ten a gap must be to be called one, by the check that found it."""
_TIMES = 2
"""From this factor on a gap reads `×2.5`; below it is a share."""


class Gap(NamedTuple):
    """What is shown, and the factor between the two, at least 1, by which gaps are sorted."""

    text: str = ""
    factor: float = 0.0
    """0 where nothing is measured."""
    power: int = 0
    """The power of ten it comes to; 0 for other factors."""


def gap_of(finding: Finding) -> Gap:
    """How far apart the first two figures of a finding are, or its first and its last day."""
    if len(finding.figures) < 2:
        return _days(finding)
    stated, held = finding.figures[:2]
    if stated.value * held.value > 0:
        ratio = max(stated.value / held.value, held.value / stated.value)
        factor = float(ratio)
        near = _SLIPS.get(finding.check)
        if near and (power := abs(power_of_ten(ratio, near))):
            return Gap(f"×{10**power:,}", factor, power)
    else:
        ratio = Decimal(0)
        factor = 1 + abs(float(finding.size or 0))
    if held.unit == "%":
        points = abs(stated.value - held.value)
        return Gap(f"{_two_digits(points)} pt" if points else "", factor)
    if ratio >= _TIMES:
        return Gap(f"×{_two_digits(ratio)}", factor)
    size = abs(finding.size or Decimal(0)) * 100
    return Gap(f"{_two_digits(size)}%" if size else "", factor)


def _days(finding: Finding) -> Gap:
    days = [day for fact in finding.facts if (day := days_of(fact.text))]
    apart = abs(days_between(days[0], days[-1])) if len(days) > 1 else 0
    if not apart:
        return Gap()
    return Gap(fmt.counted(Decimal(apart), "days"), 1.0)


def _two_digits(value: Decimal) -> str:
    """At most two significant digits, none dropped before the point."""
    places = max(1 - value.adjusted(), 0)
    text = fmt.number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text
