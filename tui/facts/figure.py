"""The one way to carry a number: with its bounds, its unit, and the facts it came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import product
from math import prod
from typing import Any, Literal, NamedTuple

from tui.facts.interval import FINER, Interval, Place, at_places, corners, ends_of, outward
from tui.facts.model import Fact, Rate
from tui.facts.period import Period

Origin = Fact | Rate
_CUT_OFF = Decimal("1e-20")
"""A width that is due to how many digits are calculated with, as a share of the value."""


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
    """Where it is calculated: the concept under which the file may state it, too."""
    parts: tuple[Part, ...] = ()
    """Where it is a sum: what it adds up, each once, so that what occurs twice cancels out."""
    ratio: tuple[Figure, ...] = ()
    """Where it is a margin: the profit and the revenue that it is the percentage of."""

    @property
    def facts(self) -> tuple[Origin, ...]:
        """Every fact and rate it rests on, each once, in the order they enter."""
        own = (self.origin,) if self.origin else ()
        found = [*own, *(fact for part in self.inputs for fact in part.facts)]
        return tuple(dict.fromkeys(found))

    @property
    def statements(self) -> tuple[Fact, ...]:
        """The same without the exchange rates."""
        return tuple(fact for fact in self.facts if isinstance(fact, Fact))

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
        """Whether nothing about it is uncertain but where the digits of a quotient end."""
        return self.core.width <= abs(self.value) * _CUT_OFF

    @property
    def may_be_zero(self) -> bool:
        """Whether it may be zero, so that nothing can be divided by it; also where only its written
        value is: `nearly 0`."""
        return not self.value or 0 in self.support

    @property
    def turned(self) -> Figure:
        """The same with the other sign."""
        return self._replace(value=-self.value, core=-self.core, support=-self.support)

    def at(self, value: Decimal) -> Figure:
        """The same with one of the numbers that it can be, exactly."""
        point = Interval.point(value)
        return self._replace(value=value, core=point, support=point)

    def relabelled(self, label: str) -> Figure:
        """The same figure under another name."""
        return self._replace(label=label)


Part = tuple[Decimal, tuple[Figure, ...]]
"""A product of figures in a sum, and how many times it counts: -1 where it is taken away."""
Sum = tuple[Part, ...]
Box = Literal["core", "support"]


def stated(fact: Fact, label: str) -> Figure:
    """The figure that a numeric fact states. Raises ValueError for a text fact."""
    if fact.quantity is None:
        raise ValueError(f"{fact.concept} is text, not a number")
    q = fact.quantity
    return Figure(q.value, q.core, q.support, q.unit, label, fact.period, origin=fact)


def assumed(value: Decimal | int, unit: str, label: str, period: Period | None = None) -> Figure:
    """A number the user sets: exact, with no source."""
    point = Interval.point(value)
    number = value if isinstance(value, Decimal) else Decimal(value)
    return Figure(number, point, point, unit, label, period)


def derive(
    label: str,
    formula: str,
    compute: Callable[..., Any],
    inputs: Sequence[Figure],
    unit: str,
    period: Period | None = None,
    *,
    jointly: bool = False,
) -> Figure:
    """A figure computed from others, bounds from the corners of their boxes.

    `compute` takes the inputs in order, as Decimals for the value and as Intervals for the bounds,
    and must be monotone in each of them for the bounds to be exact. With `jointly` what the inputs
    rest on in common counts once; `compute` must then be a ratio of sums in such inputs.
    Raises ZeroDivisionError when it divides by what may be zero.
    """
    value = compute(*(part.value for part in inputs))
    jointly = jointly and any(part.parts or part.ratio for part in inputs)
    if jointly and all(part.support.bounded for part in inputs):
        core, support = (at_places(compute, places(inputs, box)) for box in _BOXES)
    else:
        cores, supports = [part.core for part in inputs], [part.support for part in inputs]
        core = corners(compute, *cores)
        support = core if supports == cores else corners(compute, *supports)
    when = period or next((part.period for part in inputs if part.period), None)
    return Figure(value, core, support, unit, label, when, formula=formula, inputs=tuple(inputs))


_BOXES: tuple[Box, ...] = ("core", "support")


def summed(figure: Figure) -> Sum:
    """What a figure adds up: itself where it is no sum."""
    return figure.parts or ((Decimal(1), (figure,)),)


def added_up(parts: Iterable[Part]) -> Sum:
    """The parts of several sums as one, each product once, without what cancels out."""
    counts: dict[object, Part] = {}
    with localcontext(FINER):
        for times, factors in parts:
            key = frozenset(map(_key, factors))
            before = counts[key][0] if key in counts else 0
            counts[key] = (before + times, factors)
    return tuple((times, factors) for times, factors in counts.values() if times)


def bounds_of(parts: Sum, box: Box) -> Interval:
    """What a sum can be."""
    boxes = [[_box(factor, box) for factor in factors] for _, factors in parts]
    if any(len(factors) > 1 for factors in boxes) and all(b.bounded for f in boxes for b in f):
        return at_places(lambda total: total, _together([parts], box))
    total = Interval.point(0)
    for (times, _), factors in zip(parts, boxes, strict=True):
        total += prod(factors, start=outward(times))
    return total


class Same:
    """Things as themselves, for what is kept of them: compared without a look at what they hold."""

    __slots__ = ("things",)

    def __init__(self, *things: Any) -> None:
        self.things = things

    def __hash__(self) -> int:
        return hash(tuple(map(id, self.things)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and [*map(id, self.things)] == [*map(id, other.things)]


def places(figures: Sequence[Figure], box: Box) -> Sequence[Place]:
    """What figures can be at once: the corners between which everything else that they can be lies.

    What several of them rest on, as profit and revenue of a quarter rest on its revenue, has one
    value at a time in all of them. All are bounded.
    """
    return _places(Same(*figures), box)


@lru_cache(maxsize=256)
def _places(same: Same, box: Box) -> Sequence[Place]:
    forms = [[_form(part) for part in figure.ratio or (figure,)] for figure in same.things]
    sums = {_form(part): summed(part) for one in same.things for part in one.ratio or (one,)}
    found = []
    for place in _together(list(sums.values()), box):
        at = dict(zip(sums, place.values, strict=True))
        values = [[at[form] for form in ones] for ones in forms]
        # A sum as it is; a profit and a revenue as the margin.
        numbers = tuple(one[0] * 100 / one[1] if one[1:] else one[0] for one in values)
        found.append(Place(numbers, place.is_open))
    return found


def _box(figure: Figure, box: Box) -> Interval:
    return figure.core if box == "core" else figure.support


def _key(figure: Figure) -> object:
    return figure.origin or id(figure)


def _form(figure: Figure) -> frozenset[object]:
    """The same for figures that add up the same."""
    return frozenset((times, frozenset(map(_key, f))) for times, f in summed(figure))


Corner = tuple[tuple[Decimal, ...], bool]
"""A value for each of several sums, and whether it rests on an open end."""


def _together(sums: Sequence[Sum], box: Box) -> list[Place]:
    """The corners of all that several sums can be at once."""
    with localcontext(FINER):
        found, *blocks = _blocks(sums, box)
        groups: dict[frozenset[int], list[Corner]] = {}
        for block in sorted(blocks, key=lambda one: -len(_moved(one))):
            moved = _moved(block)
            flat = next((at for at in groups if moved <= at and len(at) < 3), moved)
            groups[flat] = _outermost(_plus(groups[flat], block) if flat in groups else block, flat)
        for group in groups.values():
            found = _plus(found, group)
    return [Place(tuple(map(outward, values)), is_open) for values, is_open in found]


def _blocks(sums: Sequence[Sum], box: Box) -> list[list[Corner]]:
    """What is certain; then each set of parts with uncertain factors in common, at all ends."""
    blocks: list[tuple[dict[object, Figure], list[tuple[int, Part]]]] = [({}, [])]
    for at, parts in enumerate(sums):
        for part in parts:
            free = {_key(f): f for f in part[1] if not _box(f, box).is_point}
            terms = [(at, part)]
            for block in [one for one in blocks if one[0].keys() & free.keys()]:
                blocks.remove(block)
                free, terms = free | block[0], block[1] + terms
            if free:
                blocks.append((free, terms))
            else:
                blocks[0][1].extend(terms)
    return [
        [
            _corner(len(sums), terms, dict(zip(free, ends, strict=True)))
            for ends in product(*(ends_of(_box(figure, box)) for figure in free.values()))
        ]
        for free, terms in blocks
    ]


def _corner(
    count: int, terms: Sequence[tuple[int, Part]], ends: Mapping[object, tuple[Decimal, bool]]
) -> Corner:
    totals = [Decimal(0)] * count
    for at, (times, factors) in terms:
        values = (ends.get(_key(f), (f.value, False))[0] for f in factors)
        totals[at] += prod(values, start=times)
    return tuple(totals), any(is_open for _, is_open in ends.values())


def _moved(block: Sequence[Corner]) -> frozenset[int]:
    """Which of the sums it changes."""
    return frozenset(at for values, _ in block for at, value in enumerate(values) if value)


def _plus(some: Sequence[Corner], more: Sequence[Corner]) -> list[Corner]:
    return [
        (tuple(a + b for a, b in zip(one, other, strict=True)), is_open or also_open)
        for one, is_open in some
        for other, also_open in more
    ]


def _outermost(corners_of: Iterable[Corner], moved: frozenset[int]) -> list[Corner]:
    """The corners that lie between no others; where more than two sums move, all of them."""
    found = sorted(dict(sorted(corners_of, key=lambda corner: not corner[1])).items())
    if len(moved) > 2 or len(found) < 3:
        return found
    x, y = min(moved), max(moved)
    return [*_half(found, x, y), *_half(found[::-1], x, y)]


def _half(corners_of: Iterable[Corner], x: int, y: int) -> list[Corner]:
    """The convex hull of corners on one side of the line from the first to the last, but for that.

    Andrew's monotone chain.
    """
    hull: list[Corner] = []
    for corner in corners_of:
        while len(hull) > 1 and not _turns_left(hull[-2][0], hull[-1][0], corner[0], x, y):
            hull.pop()
        hull.append(corner)
    return hull[:-1]


def _turns_left(
    a: Sequence[Decimal], b: Sequence[Decimal], c: Sequence[Decimal], x: int, y: int
) -> bool:
    return (b[x] - a[x]) * (c[y] - a[y]) > (b[y] - a[y]) * (c[x] - a[x])
