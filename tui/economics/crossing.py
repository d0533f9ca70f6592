"""Between which quarterly volumes makers turned from loss to profit, or back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from tui.economics.account import FEW_CARS
from tui.economics.peers import MEASURES, TO_SHAREHOLDERS, Measure, Peers, sign_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Dims, Entity
from tui.facts.period import Period

_OPERATING, _NET = MEASURES["operating"], MEASURES["net"]
_STAND_INS = (MEASURES["adjusted-operating"], MEASURES["adjusted-net"], _NET, TO_SHAREHOLDERS)
_ENOUGH = 3
"""A row needs so many quarters."""


class Mark(NamedTuple):
    """One quarter of a maker: its cars, and whether they lost or earned."""

    period: Period
    cars: Figure
    result: Figure
    measure: Measure
    sign: int
    is_weak: bool = False


class Crossing(NamedTuple):
    """A maker's quarters by its cars, by one measure; others are marks that count for nothing."""

    maker: Entity
    measure: Measure
    marks: tuple[Mark, ...]
    """In order of cars."""
    since: Period | None = None
    """The first quarter that earned, also where its cars are not known."""

    def counts(self, mark: Mark) -> bool:
        """Whether a mark may be in a bracket or a finding."""
        return mark.measure == self.measure and not mark.is_weak

    @property
    def lost(self) -> tuple[Mark, ...]:
        """The quarters that lost, those with the fewest cars first."""
        return tuple(mark for mark in self.marks if mark.sign < 0 and self.counts(mark))

    @property
    def earned(self) -> tuple[Mark, ...]:
        """The quarters that earned, those with the fewest cars first."""
        return tuple(mark for mark in self.marks if mark.sign > 0 and self.counts(mark))

    @property
    def bracket(self) -> tuple[Figure, Figure] | None:
        """The most cars that lost and the fewest that earned; None unless in that order."""
        if not self.lost or not self.earned:
            return None
        most, fewest = self.lost[-1].cars, self.earned[0].cars
        return (most, fewest) if most.core.hi < fewest.core.lo else None

    @property
    def first_earned(self) -> Mark | None:
        """The first quarter that earned, of a maker that lost in others; None without its cars."""
        return next((m for m in self.earned if m.period == self.since), None) if self.lost else None


@lru_cache(maxsize=4)
def crossings(peers: Peers) -> tuple[Crossing, ...]:
    """A row for each maker with three quarters: the first one's first, then those that turned,
    those that have no one volume, those that never earned, those that never lost."""
    rows = [row for maker in peers.makers if (row := crossing(peers, maker))]
    home = peers.book.home.entity
    return tuple(sorted(rows, key=lambda row: (row.maker.key != home, _kind(row))))


def _kind(row: Crossing) -> int:
    if row.bracket:
        return 0
    return 1 if row.lost and row.earned else 3 if row.earned else 2


def crossing(peers: Peers, maker: Entity) -> Crossing | None:
    """The quarters of one maker; None where it has fewer than three.

    Operating results where they are of three quarters for every four that net ones are of.
    """
    by_measure = {
        measure: list(_marks(peers, maker, measure)) for measure in (_OPERATING, *_STAND_INS)
    }
    own, net = by_measure[_OPERATING], by_measure[_NET]
    measure = _OPERATING if len(own) * 4 >= len(net) * 3 else _NET
    found = {mark.period: mark for mark in by_measure[measure]}
    for other in (_OPERATING, *_STAND_INS):
        for mark in by_measure[other]:
            found.setdefault(mark.period, mark)
    marks = tuple(sorted(found.values(), key=lambda mark: mark.cars.value))
    since = _since(peers.book, maker, measure)
    return Crossing(maker, measure, marks, since) if len(marks) >= _ENOUGH else None


def _since(book: FactBook, maker: Entity, measure: Measure) -> Period | None:
    """The first quarter that is stated to have earned."""
    dims = Dims(entity=maker.key)
    quarters = book.periods_of(measure.concept, "quarter", dims)
    known = ((quarter, book.best(measure.concept, quarter, dims)) for quarter in quarters)
    return next((quarter for quarter, result in known if result and sign_of(result) > 0), None)


def _marks(peers: Peers, maker: Entity, measure: Measure) -> Iterator[Mark]:
    """The quarters whose result has a sure sign by a measure; a segment has no net result."""
    if measure == _NET and maker.perimeter == "segment":
        return
    for period in peers.quarters_of(maker):
        cars, result = (
            peers.total(maker, "deliveries", period),
            peers.result(maker, period, measure),
        )
        if cars and cars.value >= FEW_CARS and result and (sign := sign_of(result)):
            yield Mark(period, cars, result, measure, sign, peers.book.is_weak(result))
