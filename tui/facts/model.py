"""What facts.yaml holds once validated: plain frozen records, with the line each stands on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from tui.facts.period import Period
from tui.facts.quantity import Quantity


class Mark(NamedTuple):
    """A position in facts.yaml: line and column of the first character, counted from 1."""

    line: int = 0
    column: int = 0


class Concept(NamedTuple):
    """What is measured (XBRL concept): its unit and the kind of period it is measured over."""

    key: str
    name: str
    unit: str
    """`money`, `money/car`, `%`, `growth`, `text`, `date`, a technical unit or a count noun."""
    period: str
    """`duration`, `instant` or `none` (a property that does not change)."""
    additive: bool = False
    cumulative: bool = False
    nonnegative: bool = False
    exact: bool = False
    better: str = ""
    note: str = ""
    mark: Mark = Mark()


class Source(NamedTuple):
    """A page, filing or article, its tier, and the sources it copies or translates."""

    key: str
    title: str
    publisher: str
    tier: str
    url: str = ""
    published: Period | None = None
    read: Period | None = None
    language: str = ""
    derived_from: tuple[str, ...] = ()
    note: str = ""
    mark: Mark = Mark()


class Entity(NamedTuple):
    """A company, a segment of one, or a person, with the other names it goes by."""

    key: str
    name: str
    role: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    mark: Mark = Mark()


class Model(NamedTuple):
    """A car model and its trims (id to heading)."""

    key: str
    name: str
    maker: str
    body: str = ""
    trims: Mapping[str, str] = MappingProxyType({})
    note: str = ""
    replaces: str = ""
    """The model that is no longer on sale since this one is."""
    mark: Mark = Mark()


class Dims(NamedTuple):
    """What a figure is about besides concept and period (OIM's taxonomy-defined dimensions)."""

    entity: str = ""
    model: str = ""
    trim: str = ""
    market: str = ""
    duration: str = ""


class Fact(NamedTuple):
    """One figure that one or more sources state, as they hedge it."""

    concept: str
    dims: Dims
    period: Period | None
    text: str
    """The value as written in the file."""
    quantity: Quantity | None
    """None for a concept of unit `text` or `date`."""
    sources: tuple[str, ...]
    scenario: str = "actual"
    by: str = ""
    rank: str = "normal"
    reason: str = ""
    supersedes: str = ""
    versus: Period | None = None
    at: str = ""
    note: str = ""
    key: str = ""
    mark: Mark = Mark()

    @property
    def is_bound(self) -> bool:
        """Whether it says only what a number is above or below."""
        return self.quantity is not None and self.quantity.hedge.side != 0


class Forecast(NamedTuple):
    """A promise: who said when that which figure would come out, in the notation of facts."""

    said: Period
    by: str
    title: str
    expects: Fact
    sources: tuple[str, ...]
    kind: str = "forecast"
    note: str = ""
    mark: Mark = Mark()


class Event(NamedTuple):
    """Something that happened on a day, or within a month or year."""

    date: Period
    kind: str
    title: str
    sources: tuple[str, ...]
    model: str = ""
    note: str = ""
    mark: Mark = Mark()


class Claim(NamedTuple):
    """One side of a dispute."""

    says: str
    sources: tuple[str, ...]


class Dispute(NamedTuple):
    """A disagreement that cannot be computed: a definition, a reading, who said it."""

    topic: str
    kind: str
    claims: tuple[Claim, ...]
    verdict: str
    preferred: int = 0
    """Number of the claim that holds, counted from 1; 0 while unresolved."""
    concept: str = ""
    period: Period | None = None
    model: str = ""
    mark: Mark = Mark()


class Calculation(NamedTuple):
    """An identity that figures are held to, such as total = sum of parts."""

    kind: str
    """`total`, `ratio`, `margin`, `growth` or `step`."""
    result: str
    operands: tuple[str, ...]
    mark: Mark = Mark()


class Acknowledged(NamedTuple):
    """A known finding of a check, and the verdict it is expected to have."""

    check: str
    concept: str
    expect: str
    reason: str
    period: Period | None = None
    model: str = ""
    mark: Mark = Mark()


class Rate(NamedTuple):
    """Reference exchange rates over a period, in units of `base` per unit of `currency`."""

    base: str
    currency: str
    period: Period
    mean: Decimal
    low: Decimal
    high: Decimal
    end: Decimal
    sources: tuple[str, ...]
    mark: Mark = Mark()
