"""The one way to carry a number: with its bounds, its unit, and the facts it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tui.facts.interval import Interval, corners
from tui.facts.model import Fact, Rate
from tui.facts.period import Period

Origin = Fact | Rate


class Figure(NamedTuple):
    """A number in full units, what is certain of it, and where it comes from.

    `core` is what the wording of the inputs means (for published figures: their rounding),
    `support` what it cannot exclude. A stated figure has an `origin`; a derived one has a `formula`
    over its `inputs`; an assumption of the user has neither and is exact.
    """

    value: Decimal
    core: Interval
    support: Interval
    unit: str
    label: str
    """What it is, in the field's words: `deliveries`, `result per car`."""
    period: Period | None = None
    origin: Origin | None = None
    formula: str = ""
    """The formula in words, its operands in the order of `inputs`: `result ÷ deliveries`."""
    inputs: tuple[Figure, ...] = ()
    concept: str = ""
    """Where it is worked out: the concept under which the file may state it, too."""
    parts: tuple[Part, ...] = ()
    """Where it is a sum: what it adds up, each once, so that what occurs twice cancels out."""

    @property
    def facts(self) -> tuple[Origin, ...]:
        """Every fact and rate it rests on, each once, in the order they enter."""
        own = (self.origin,) if self.origin else ()
        found = [*own, *(fact for part in self.inputs for fact in part.facts)]
        return tuple(dict.fromkeys(found))

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources behind it, each once."""
        return tuple(dict.fromkeys(key for fact in self.facts for key in fact.sources))

    @property
    def low(self) -> Decimal:
        """Lower bound of the core."""
        return self.core.lo

    @property
    def high(self) -> Decimal:
        """Upper bound of the core."""
        return self.core.hi

    @property
    def is_exact(self) -> bool:
        """Whether nothing about it is uncertain."""
        return self.core.is_point

    def relabelled(self, label: str) -> Figure:
        """The same figure under another name."""
        return self._replace(label=label)


Part = tuple[Fraction, Figure]
"""A figure in a sum, and how many times it counts: -1 where it is taken away."""


def stated(fact: Fact, label: str) -> Figure:
    """The figure that a numeric fact states. Raises ValueError for a text fact."""
    if fact.quantity is None:
        raise ValueError(f"{fact.concept} is text, not a number")
    q = fact.quantity
    return Figure(q.value, q.core, q.support, q.unit, label, fact.period, origin=fact)


def assumed(value: Decimal | int, unit: str, label: str, period: Period | None = None) -> Figure:
    """A number the user sets: exact, with no source."""
    point = Interval.point(value)
    return Figure(Decimal(value), point, point, unit, label, period)


def derive(
    label: str,
    formula: str,
    compute: Callable[..., Any],
    inputs: Sequence[Figure],
    unit: str,
    period: Period | None = None,
) -> Figure:
    """A figure computed from others, bounds from the corners of their boxes.

    `compute` takes the inputs in order, as Decimals for the value and as Intervals for the bounds,
    and must be monotone in each of them for the bounds to be exact.
    Raises ZeroDivisionError when it divides by what may be zero.
    """
    value = compute(*(part.value for part in inputs))
    core = corners(compute, *(part.core for part in inputs))
    support = corners(compute, *(part.support for part in inputs))
    when = period or next((part.period for part in inputs if part.period), None)
    return Figure(value, core, support, unit, label, when, formula=formula, inputs=tuple(inputs))
