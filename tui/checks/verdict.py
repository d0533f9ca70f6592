"""How two figures for one thing are judged: conflict, tension, strained, consistent or undecided.

Supports that do not meet are a conflict; cores that do not, a tension; cores that meet in a sliver
are strained. A shared end counts only when it is closed on both sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from tui.facts.figure import Figure
from tui.facts.interval import Interval

VERDICTS = ("consistent", "undecided", "strained", "tension", "conflict")
"""The mildest first."""

_SLIVER = Decimal("0.1")
_VAGUE = Decimal("0.5")


def judge(a: Figure, b: Figure, *, whole: bool = False) -> str:
    """Compare two figures in the same unit. `whole` for counts, which have no fractions."""
    if _meet(a.support, b.support, whole) is None:
        return "conflict"
    overlap = _meet(a.core, b.core, whole)
    if overlap is None:
        return "tension"
    return "strained" if _strained(a, b, overlap) else "consistent"


def judge_computed(stated: Figure, computed: Figure, *, whole: bool = False) -> str:
    """Compare a stated figure with one calculated from others, which may be too vague to tell.

    Of a vague figure only the support counts: it contradicts what lies outside, and says no more.
    """
    verdict = judge(stated, computed, whole=whole)
    if verdict == "conflict" or not (is_vague(computed) or is_vague(stated, bound=False)):
        return verdict
    return "undecided" if _meet(stated.core, computed.support, whole) else "tension"


def is_vague(figure: Figure, *, bound: bool = True) -> bool:
    """Whether it is known to no better than half its value or, with `bound`, from one side only."""
    if bound and not figure.support.bounded:
        return True
    return not figure.core.is_point and figure.core.width > _VAGUE * abs(figure.value)


def common(figures: Sequence[Figure], label: str) -> Figure | None:
    """What all of some figures leave room for, under a name of its own; None where that is none."""
    core, support = _shared([f.core for f in figures]), _shared([f.support for f in figures])
    if core is None or support is None:
        return None
    first = figures[0]
    value = first.value if first.value in core else (core.lo + core.hi) / 2
    return Figure(
        value, core, support, first.unit, label, first.period, formula=label, inputs=tuple(figures)
    )


def _shared(intervals: Sequence[Interval]) -> Interval | None:
    shared: Interval | None = intervals[0]
    for item in intervals[1:]:
        shared = shared.meet(item) if shared else None
    return shared


def milder(verdict: str, than: str) -> bool:
    """Whether a verdict is less serious than another."""
    return VERDICTS.index(verdict) < VERDICTS.index(than)


def snapped(interval: Interval) -> Interval:
    """The whole numbers of an interval, ends closed; itself when it holds none."""
    lo, hi = interval.lo, interval.hi
    if lo.is_finite():
        up = lo.to_integral_value(ROUND_CEILING)
        lo = up + 1 if interval.lo_open and up == lo else up
    if hi.is_finite():
        down = hi.to_integral_value(ROUND_FLOOR)
        hi = down - 1 if interval.hi_open and down == hi else down
    return Interval(lo, hi) if lo <= hi else interval


def _meet(a: Interval, b: Interval, whole: bool) -> Interval | None:
    return snapped(a).meet(snapped(b)) if whole else a.meet(b)


def _strained(a: Figure, b: Figure, overlap: Interval) -> bool:
    if a.core.is_point or b.core.is_point:
        point, other = (a, b) if a.core.is_point else (b, a)
        return not other.core.is_point and _outer(point.core.lo, other)
    return overlap.width < _SLIVER * min(a.core.width, b.core.width)


def _outer(point: Decimal, figure: Figure) -> bool:
    """Whether a point lies in the outer tenth of a core.

    Not of a one-sided hedge: a little over 300,000 is what "over 300,000" says.
    """
    margin = _SLIVER * figure.core.width
    outer = point < figure.core.lo + margin or point > figure.core.hi - margin
    return outer and figure.support.bounded
