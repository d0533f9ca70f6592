"""Exact decimal intervals with open or closed ends and directed rounding."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from itertools import product
from typing import NamedTuple, TypeAlias

INFINITY = Decimal("Infinity")
ZERO = Decimal(0)
FINER = Context(prec=60)
"""Digits to work in where ends are rounded outwards only at last, and what a sum takes and gives
back is to be nothing."""
_DUST = Decimal("1e-20")
_DOWN = Context(prec=28, rounding=ROUND_FLOOR)
_UP = Context(prec=28, rounding=ROUND_CEILING)

End: TypeAlias = tuple[Decimal, bool]
"""A bound, and whether it is open (not itself included)."""
_Reach: TypeAlias = tuple[Decimal, Decimal, bool]
"""What two ends come to, rounded down and up, and whether that is open."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `lo` to `hi`; an open end is not included, an infinite end always is open.

    Arithmetic rounds outwards to 28 digits, so the exact result is never left out.
    Raises ValueError when no number lies between the ends.
    """

    lo: Decimal
    hi: Decimal
    lo_open: bool = False
    hi_open: bool = False

    def __post_init__(self) -> None:
        if self.lo.is_infinite():
            object.__setattr__(self, "lo_open", True)
        if self.hi.is_infinite():
            object.__setattr__(self, "hi_open", True)
        if self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open)):
            raise ValueError(f"no numbers between {self.lo} and {self.hi}")

    @classmethod
    def point(cls, value: Decimal | int) -> Interval:
        """The interval that holds one number only."""
        number = Decimal(value)
        return cls(number, number)

    @classmethod
    def around(cls, lo: Decimal, hi: Decimal) -> Interval:
        """From one end to the other, calculated in `FINER` and rounded outwards."""
        least = lo.quantize(_DUST, ROUND_FLOOR, FINER)
        return cls(_DOWN.plus(least), _UP.plus(hi.quantize(_DUST, ROUND_CEILING, FINER)))

    @property
    def is_point(self) -> bool:
        """Whether it holds one number only."""
        return self.lo == self.hi

    @property
    def bounded(self) -> bool:
        """Whether both ends are finite."""
        return self.lo.is_finite() and self.hi.is_finite()

    @property
    def width(self) -> Decimal:
        """Distance between the ends, infinite when an end is."""
        return _UP.subtract(self.hi, self.lo)

    def __contains__(self, value: Decimal | int) -> bool:
        above = self.lo < value or (self.lo == value and not self.lo_open)
        return above and (value < self.hi or (value == self.hi and not self.hi_open))

    def meet(self, other: Interval) -> Interval | None:
        """What both hold; None when they have no number in common.

        At a shared end both must be closed for it to count.
        """
        lo, lo_open = max((self.lo, self.lo_open), (other.lo, other.lo_open))
        hi, hi_closed = min((self.hi, not self.hi_open), (other.hi, not other.hi_open))
        if lo > hi or (lo == hi and (lo_open or not hi_closed)):
            return None
        return Interval(lo, hi, lo_open, not hi_closed)

    def within(self, other: Interval) -> bool:
        """Whether every number of this interval lies in the other."""
        return self.meet(other) == self

    def __neg__(self) -> Interval:
        return Interval(-self.hi, -self.lo, self.hi_open, self.lo_open)

    def __add__(self, other: Operand) -> Interval:
        that = _interval(other)
        return Interval(
            _DOWN.add(self.lo, that.lo),
            _UP.add(self.hi, that.hi),
            self.lo_open or that.lo_open,
            self.hi_open or that.hi_open,
        )

    def __sub__(self, other: Operand) -> Interval:
        return self + -_interval(other)

    def __mul__(self, other: Operand) -> Interval:
        that = _interval(other)
        return _span(_product(a, b) for a in ends_of(self) for b in ends_of(that))

    def __truediv__(self, other: Operand) -> Interval:
        """Quotient; raises ZeroDivisionError when the divisor may be zero."""
        that = _interval(other)
        if ZERO in that:
            raise ZeroDivisionError("the divisor may be zero")
        side = 1 if that.hi > 0 else -1
        return _span(
            reach for a in ends_of(self) for b in ends_of(that) for reach in _quotient(a, b, side)
        )

    __radd__ = __add__
    __rmul__ = __mul__

    def __rsub__(self, other: Operand) -> Interval:
        return _interval(other) - self

    def __rtruediv__(self, other: Operand) -> Interval:
        return _interval(other) / self


Operand: TypeAlias = Interval | Decimal | int
NONNEGATIVE = Interval(ZERO, INFINITY)
POSITIVE = Interval(ZERO, INFINITY, lo_open=True)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest interval that holds all of the given ones, of which there is at least one."""
    items = list(intervals)
    lo, lo_open = min((item.lo, item.lo_open) for item in items)
    hi, hi_closed = max((item.hi, not item.hi_open) for item in items)
    return Interval(lo, hi, lo_open, not hi_closed)


class Place(NamedTuple):
    """Values for the inputs of a formula, and whether they only border on what these can be."""

    values: tuple[Interval, ...]
    is_open: bool = False


def at_places(formula: Callable[..., Interval], places: Iterable[Place]) -> Interval:
    """From the least to the most that a formula comes to at some places."""
    reaches = ((formula(*values), is_open) for values, is_open in places)
    return _span((found.lo, found.hi, is_open) for found, is_open in reaches)


def corners(formula: Callable[..., Interval], *inputs: Interval) -> Interval:
    """Bounds of a formula over a box of inputs, from all its 2ⁿ corners.

    Exact for every formula that is monotone in each input, however often the input occurs.
    With an unbounded input, or one that comes as near to zero as one likes and is divided by, the
    formula is evaluated once on the intervals themselves.
    Raises ZeroDivisionError when the formula divides by what may be zero.
    """
    if not all(item.bounded for item in inputs):
        return formula(*inputs)
    places = (
        Place(tuple(Interval.point(end) for end, _ in corner), any(o for _, o in corner))
        for corner in product(*(ends_of(item) for item in inputs))
    )
    try:
        return at_places(formula, places)
    except ZeroDivisionError:
        return formula(*inputs)


def outward(number: Decimal) -> Interval:
    """A number of whatever digits, as the smallest interval that holds it."""
    return Interval(_DOWN.plus(number), _UP.plus(number))


def _interval(value: Operand) -> Interval:
    return value if isinstance(value, Interval) else Interval.point(value)


def ends_of(item: Interval) -> tuple[End, ...]:
    """Its two ends; the one of a single number."""
    if item.is_point:
        return ((item.lo, False),)
    return ((item.lo, item.lo_open), (item.hi, item.hi_open))


def _product(a: End, b: End) -> _Reach:
    """A closed zero times anything is a zero that is reached, whatever the other end."""
    if a[0] == 0 or b[0] == 0:
        closed = (a[0] == 0 and not a[1]) or (b[0] == 0 and not b[1])
        return ZERO, ZERO, not closed
    return _DOWN.multiply(a[0], b[0]), _UP.multiply(a[0], b[0]), a[1] or b[1]


def _quotient(a: End, b: End, side: int) -> Iterator[_Reach]:
    """`side` is the sign of the divisor, which tells where a quotient by an open zero runs to."""
    if b[0] == 0:
        if a[0] != 0:
            end = INFINITY.copy_sign(a[0] * side)
            yield end, end, True
        return
    if b[0].is_infinite():
        yield ZERO, ZERO, a[0] != 0 or a[1]
        return
    yield _DOWN.divide(a[0], b[0]), _UP.divide(a[0], b[0]), (a[1] or b[1]) and a != (ZERO, False)


def _span(reaches: Iterable[_Reach]) -> Interval:
    (lo, hi, lo_open), *more = reaches
    hi_closed = not lo_open
    if more:
        lo, lo_open = min((lo, lo_open), *((low, opened) for low, _, opened in more))
        hi, hi_closed = max((hi, hi_closed), *((high, not opened) for _, high, opened in more))
    if lo == hi:
        return Interval.point(lo)
    return Interval(lo, hi, lo_open, not hi_closed)
