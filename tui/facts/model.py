"""What facts.yaml holds: one record for each kind of entry, which says of each field once what it
is, how it is written, what it means and whether it may be left out.

A field with a note is one of the file. All else follows from it: what the file is held against and
the JSON Schema (`schema`), how a text becomes a value (`reading`), how it is kept (`cache`) and the
page on the facts file. Records are named tuples since those come into being the fastest.
"""

# Without `from __future__ import annotations`: a start would compile every type a second time.

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypeVar, get_type_hints

from tui.facts.period import Period
from tui.facts.quantity import Quantity
from tui.facts.units import Units

# How a text is written and what it is held to, where its type alone does not say it.
Text = Annotated[str, "a few words"]
Note = Annotated[str, "sentences"]
Url = Annotated[str, "an address"]
Currency = Annotated[str, "an ISO 4217 code"]
Unit = Annotated[str, "what a concept is measured in"]
Duration = Annotated[str, "a length of time"]
Decimals = Annotated[str, "a power of ten"]
Value = Annotated[str, "a quantity, or any text"]
Values = Annotated[tuple[str, ...], "one quantity or several"]
Id = Annotated[str, "an id"]
OwnId = Annotated[str, "an id that is declared here"]
ModelId = Annotated[str, "model"]
ConceptId = Annotated[str, "concept"]
EntityId = Annotated[str, "entity"]
TrimId = Annotated[str, "a trim of the model beside it"]
SpeakerId = Annotated[str, "a person or an entity"]
Sources = Annotated[tuple[str, ...], "the source, or several"]
Origins = Annotated[tuple[str, ...], "other sources"]

NOTHING: Mapping[str, Any] = {}
"""What a field holds by id that is left out."""

_T = TypeVar("_T")
Needed: TypeAlias = Annotated[_T, "needed"]
"""Cannot be left out, though a field before it can and so both have a default."""
Filled: TypeAlias = Annotated[_T, "filled"]
"""Holds at least one entry."""
Rest: TypeAlias = Annotated[_T, "rest"]
"""Every field of the file that is none of the others."""
Entrance: TypeAlias = Annotated[_T, "entrance"]
"""Sets the terms for all files, so that it stands in the entrance, never in an included file."""


class Mark(NamedTuple):
    """A position in the facts: line and column of the first character, counted from 1."""

    line: int = 0
    column: int = 0
    file: str = ""
    """The included file as the entrance calls it, `peers/nio.yaml`; empty for the entrance."""

    @property
    def order(self) -> tuple[str, int, int]:
        """A key that sorts by position, the entrance first."""
        return self.file, self.line, self.column


class Person(NamedTuple):
    """A person whose statements are quoted."""

    key: str
    name: Annotated[Text, "its name on the screen"]
    role: Annotated[Text, "what a person is or does"] = ""
    aliases: Annotated[tuple[Text, ...], "other names in use, which the search finds"] = ()
    note: Annotated[Note, "what a reader must know"] = ""
    mark: Mark = Mark()


MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


class Entity(NamedTuple):
    """A company or segment; one with a `perimeter` is a maker and is listed in Peers."""

    key: str
    name: Annotated[Text, "its name on the screen"]
    role: Annotated[Text, "what it is or does"] = ""
    aliases: Annotated[tuple[Text, ...], "other names in use, which the search finds"] = ()
    maker: Annotated[Text, "its name among other makers, if different"] = ""
    perimeter: Annotated[
        str,
        Literal["", "group", "segment", "brand"],
        "makes it a maker: whether its figures are those of a group, a segment or a brand",
    ] = ""
    counts: Annotated[
        str, Literal["deliveries", "wholesales", "sales"], "which cars its `deliveries` count"
    ] = "deliveries"
    currency: Annotated[Currency, "its reporting currency, if not the file's"] = ""
    fiscal_end: Annotated[str, Literal[MONTHS], "the month its fiscal year ends in"] = "december"
    first_delivery: Annotated[Period | None, "when its first car was delivered"] = None
    ends: Annotated[Period | None, "when it stopped reporting or was merged into another"] = None
    replaces: Annotated[
        EntityId, "the maker whose figures it continues, with another perimeter"
    ] = ""
    holds: Annotated[Note, "what its figures include besides cars"] = ""
    operating: Annotated[
        Text, "the maker's own name for `operating_result`, if different: segment EBIT"
    ] = ""
    note: Annotated[
        Note, "what a reader must know; for the first entity, what its figures include besides cars"
    ] = ""
    mark: Mark = Mark()

    @property
    def is_maker(self) -> bool:
        """Whether it stands beside other makers."""
        return bool(self.perimeter)

    @property
    def besides_cars(self) -> str:
        """What its figures hold besides cars: of a segment its note tells that more fully."""
        return self.holds if self.perimeter in ("group", "brand") else self.note or self.holds

    @property
    def called(self) -> str:
        """What it is called beside other makers."""
        return self.maker or self.name


class Model(NamedTuple):
    """A car model; `trims` maps an id to the name of the trim in headings."""

    key: str
    name: Annotated[Text, "the model's name without the maker"]
    maker: Annotated[Text, "who builds it"]
    body: Annotated[Text, "what kind of car it is"] = ""
    trims: Annotated[Mapping[str, Text], "an id for each trim, and the heading of its column"] = (
        NOTHING
    )
    replaces: Annotated[Id, "the model that this one replaced"] = ""
    note: Annotated[Note, "what a reader must know"] = ""
    mark: Mark = Mark()


class Concept(NamedTuple):
    """What is measured, in which unit and over which kind of period."""

    key: str
    name: Annotated[Text, "its name on the screen"]
    unit: Annotated[
        Unit,
        "money, money/car, %, growth (a signed change in %), x, text, date, a unit such as km or "
        "kWh, or a key of `units`",
    ]
    period: Annotated[
        str,
        Literal["duration", "instant", "none"],
        "over a span of time, on a day, or neither (a property that does not change)",
    ]
    additive: Annotated[bool, "quarters add up to years"] = False
    cumulative: Annotated[bool, "a running total, which can only grow"] = False
    nonnegative: Annotated[bool, "cannot be below zero"] = False
    exact: Annotated[bool, "stated to the last unit, without rounding"] = False
    better: Annotated[
        str,
        Literal["", "lower", "higher"],
        "which end is better when cars are compared; left out where neither is",
    ] = ""
    elsewhere: Annotated[Text, "its name for a maker that is a group or a brand"] = ""
    note: Annotated[Note, "the definition, in a line"] = ""
    mark: Mark = Mark()


OPERANDS = {
    "total": ("parts",),
    "ratio": ("of", "per"),
    "margin": ("of", "per"),
    "growth": ("of",),
    "step": ("of",),
}
"""The kinds of calculations, and the fields that each is calculated from."""


class Calculation(NamedTuple):
    """An identity that figures must satisfy: one of the first five fields names its kind."""

    total: Annotated[Id, "the sum of `parts`"] = ""
    ratio: Annotated[Id, "`of` divided by `per`"] = ""
    margin: Annotated[Id, "`of` divided by `per`, in %"] = ""
    growth: Annotated[Id, "the change of `of` against the period named in `versus`"] = ""
    step: Annotated[Id, "what a running total `of` grows by"] = ""
    parts: Annotated[Filled[tuple[Id, ...]], "what adds up to `total`"] = ()
    of: Annotated[Id, "the numerator"] = ""
    per: Annotated[Id, "the denominator"] = ""
    mark: Mark = Mark()

    @property
    def kind(self) -> str:
        """`total`, `ratio`, `margin`, `growth` or `step`."""
        return next(kind for kind in OPERANDS if getattr(self, kind))

    @property
    def result(self) -> str:
        """The concept that is calculated."""
        return self.total or self.ratio or self.margin or self.growth or self.step

    @property
    def operands(self) -> tuple[str, ...]:
        """The concepts that it is calculated from."""
        return self.parts or tuple(filter(None, (self.of, self.per)))


class Source(NamedTuple):
    """A page, filing or article."""

    key: str
    title: Annotated[Note, "the title of the page, filing or article"]
    publisher: Annotated[Text, "who published it"]
    tier: Annotated[
        str,
        Literal[
            "company",
            "regulator",
            "relay",
            "press",
            "analyst",
            "aggregator",
            "blog",
            "unsigned",
            "article",
        ],
        "how near it is to the company, the nearest first: its own text, a regulator, a company "
        "document quoted by others, a newsroom, an analyst, a machine digest, a blog, unsigned "
        "notes, or an article that is examined",
    ]
    url: Annotated[Url, "its address; left out when not known"] = ""
    published: Annotated[Period | None, "when it appeared; left out when not known"] = None
    derived_from: Annotated[
        Origins, "the sources that it copies or translates; together they count as one source"
    ] = ()
    language: Annotated[Text, "of the original, when not English"] = ""
    read: Annotated[Period | None, "when it was read"] = None
    note: Annotated[Note, "what a reader must know"] = ""
    mark: Mark = Mark()


class Statement(NamedTuple):
    """What a source states about one period: concepts and their quantities."""

    sources: Annotated[Sources, "the source; several when they state the same"]
    at: Annotated[Text, "where in the source"] = ""
    id: Annotated[OwnId, "an id, where another statement refers to this one"] = ""
    period: Annotated[Period | None, "which span or day the figures are of"] = None
    entity: Annotated[EntityId, "whose figures, if not the first entity's"] = ""
    model: Annotated[ModelId, "which car"] = ""
    trim: Annotated[TrimId, "which trim of it"] = ""
    market: Annotated[OwnId, "which market, if not all"] = ""
    versus: Annotated[Period | None, "the base of a growth"] = None
    duration: Annotated[
        Duration, "the time span of a count, such as orders in the first 18 hours"
    ] = ""
    decimals: Annotated[
        Decimals, "the last significant digit, when the written digits do not show it"
    ] = ""
    scenario: Annotated[
        str,
        Literal["actual", "forecast", "target", "estimate", "rumour"],
        "whether it happened or is only expected",
    ] = "actual"
    by: Annotated[SpeakerId, "who says so, where it matters"] = ""
    rank: Annotated[
        str,
        Literal["preferred", "normal", "deprecated"],
        "preferred is the one to use, deprecated is known to be wrong",
    ] = "normal"
    reason: Annotated[Note, "why it is preferred or deprecated"] = ""
    supersedes: Annotated[Id, "the id of the statement that it replaces"] = ""
    note: Annotated[Note, "what a reader must know"] = ""
    states: Annotated[
        Needed[Filled[Mapping[str, Values]]],
        "concept and quantity; a list when the source gives several currencies",
    ] = NOTHING


class Dims(NamedTuple):
    """What a figure is about besides concept and period (OIM's taxonomy-defined dimensions)."""

    entity: str = ""
    model: str = ""
    trim: str = ""
    market: str = ""
    duration: str = ""


class Fact(NamedTuple):
    """One figure of a statement, as its sources hedge it; what both have has the same name."""

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
    """The id of the statement."""
    mark: Mark = Mark()

    @property
    def is_bound(self) -> bool:
        """Whether it says only what a number is above or below."""
        return self.quantity is not None and self.quantity.hedge.side != 0


class Expects(NamedTuple):
    """One concept and its quantity, and the period it is promised for."""

    period: Annotated[Period | None, "by when, or over which span"] = None
    entity: Annotated[EntityId, "whose figure, if not the first entity's"] = ""
    model: Annotated[ModelId, "which car"] = ""
    trim: Annotated[TrimId, "which trim of it"] = ""
    states: Rest[Mapping[str, Value]] = NOTHING


class Forecast(NamedTuple):
    """A promise: who said when which figure to expect."""

    said: Annotated[Period, "when it was said"]
    by: Annotated[SpeakerId, "who said it"] = ""
    title: Annotated[Needed[Text], "the promise in your own words"] = ""
    expects: Annotated[
        Needed[Fact], Expects, "one concept and its quantity, and the period it is for"
    ] = Fact("", Dims(), None, "", None, ())
    kind: Annotated[str, Literal["forecast", "target", "estimate", "rumour"], "how firm it was"] = (
        "forecast"
    )
    sources: Annotated[Needed[Sources], "where it is written"] = ()
    note: Annotated[Note, "what a reader must know"] = ""
    mark: Mark = Mark()


class Event(NamedTuple):
    """Something that happened on a day, in a month or in a year."""

    date: Annotated[Period, "the day, or as much of it as is known"]
    kind: Annotated[
        str,
        Literal[
            "company",
            "factory",
            "launch",
            "orders",
            "delivery",
            "result",
            "recall",
            "accident",
            "policy",
        ],
        "what sort of event",
    ]
    title: Annotated[Text, "what happened, in your own words"]
    entity: Annotated[EntityId, "whose event, if not the first entity's"] = ""
    model: Annotated[ModelId, "which car it concerns"] = ""
    sources: Annotated[Needed[Sources], "where it is written"] = ()
    note: Annotated[Note, "what a reader must know"] = ""
    mark: Mark = Mark()


class About(NamedTuple):
    """Which figure a dispute concerns."""

    concept: Annotated[ConceptId, "the concept"] = ""
    period: Annotated[Period | None, "the period"] = None
    entity: Annotated[EntityId, "whose figure, if not the first entity's"] = ""
    model: Annotated[ModelId, "the car"] = ""


class Claim(NamedTuple):
    """One side of a dispute."""

    says: Annotated[Note, "what this side says, in your own words"]
    sources: Annotated[Sources, "who says it"]


class Dispute(NamedTuple):
    """A disagreement that arithmetic cannot find; `preferred` is the number of the right claim."""

    topic: Annotated[Text, "what is disputed"]
    kind: Annotated[
        str,
        Literal[
            "wrong",
            "article",
            "rounding",
            "definition",
            "fx",
            "superseded",
            "interpretation",
            "unresolved",
        ],
        "why sources differ",
    ]
    about: Annotated[About, "which figure it concerns"] = About()
    claims: Annotated[Needed[Filled[tuple[Claim, ...]]], "the sides"] = ()
    preferred: Annotated[int, "the number of the claim that is right; left out when not known"] = 0
    verdict: Annotated[Note, "why that one"] = ""
    mark: Mark = Mark()


class Acknowledged(NamedTuple):
    """A known finding of a check, and the verdict it is expected to have."""

    check: Annotated[Id, "the check that finds it"]
    concept: Annotated[ConceptId, "the concept it is about"]
    period: Annotated[Period | None, "the period it is about"] = None
    entity: Annotated[EntityId, "whose figure, if not the first entity's"] = ""
    model: Annotated[ModelId, "the car it is about"] = ""
    expect: Annotated[Needed[Text], "the expected finding; an error when it is no longer found"] = (
        ""
    )
    reason: Annotated[Needed[Note], "the explanation"] = ""
    mark: Mark = Mark()


class Pair(NamedTuple):
    """Reference rates of one currency over a period."""

    mean: Annotated[Decimal, "the mean of all days"]
    low: Annotated[Decimal, "the lowest day"]
    high: Annotated[Decimal, "the highest day"]
    end: Annotated[Decimal, "the last day"]


class RatesOfPeriod(NamedTuple):
    """Reference rates of a period; CNY/USD is CNY per USD."""

    sources: Annotated[Sources, "who publishes the rates"]
    period: Annotated[Period, "over which span"]
    pairs: Rest[Mapping[str, Pair]] = NOTHING


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


FORMAT = "xev-facts/1"


class File(NamedTuple):
    """A facts file, or the main file of several: included files add to its sections."""

    format: Annotated[Entrance[str], Literal["xev-facts/1"], "the version of this format"]
    title: Annotated[Entrance[Text], "what the file is about"]
    as_of: Annotated[
        Entrance[Period],
        "the day of the last update; no date in the file may be later",
    ]
    currency: Annotated[
        Entrance[Currency], "the currency the maker reports in, an ISO 4217 code"
    ] = "CNY"
    include: Annotated[
        Entrance[tuple[Text, ...]],
        "more files, one for each maker: paths relative to this file, such as peers/nio.yaml",
    ] = ()
    units: Annotated[
        Entrance[Units],
        "what is counted: the word to use, and other words a quantity may use for it",
    ] = Units()
    people: Annotated[Mapping[str, Person], "who says things, by an id of your choice"] = NOTHING
    entities: Annotated[
        Needed[Filled[Mapping[str, Entity]]],
        "companies and segments; facts of the same file are about the first one by default",
    ] = NOTHING
    models: Annotated[Mapping[str, Model], "the cars, by id"] = NOTHING
    concepts: Annotated[Entrance[Needed[Mapping[str, Concept]]], "what is measured, by id"] = (
        NOTHING
    )
    calculations: Annotated[
        Entrance[tuple[Calculation, ...]], "identities that the figures are checked against"
    ] = ()
    sources: Annotated[Needed[Mapping[str, Source]], "where it is written, by id"] = NOTHING
    facts: Annotated[Needed[tuple[Statement, ...]], "what a source states about one period"] = ()
    forecasts: Annotated[
        tuple[Forecast, ...], "promises, which are compared with their outcomes"
    ] = ()
    events: Annotated[tuple[Event, ...], "what happened on a day"] = ()
    disputes: Annotated[tuple[Dispute, ...], "disagreements that arithmetic cannot find"] = ()
    acknowledge: Annotated[
        tuple[Acknowledged, ...], "disagreements that the check finds and the file explains"
    ] = ()
    rates: Annotated[
        Entrance[tuple[RatesOfPeriod, ...]], "reference exchange rates of a period"
    ] = ()


class Field(NamedTuple):
    """A field of the file, as its record declares it."""

    name: str
    kind: Any
    """Its type, with how it is written where the type alone does not say it; or what it is made
    from."""
    note: str
    is_needed: bool
    is_filled: bool
    is_rest: bool
    is_entrance: bool
    default: Any

    @property
    def written(self) -> str:
        """Its name in the file."""
        return "source" if self.kind == Sources else self.name


@cache
def fields(record: Callable[..., object]) -> tuple[Field, ...]:
    """The fields of the file that a record declares, in the order in which pages list them."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        _field(name, hint, record) for name, hint in hints.items() if hasattr(hint, "__metadata__")
    )


@cache
def names(record: Callable[..., object]) -> tuple[str, ...]:
    """What its fields are called in the file."""
    return tuple(field.written for field in fields(record) if not field.is_rest)


def _field(name: str, hint: Any, record: Any) -> Field:
    known = record._field_defaults
    *said, note = hint.__metadata__
    marks = {note, *said} & _MARKS
    form = next((word for word in said if word not in _MARKS), None)
    annotated: Any = Annotated
    kind = annotated[hint.__origin__, form] if isinstance(form, str) else form
    return Field(
        name,
        kind or hint.__origin__,
        note,
        is_needed="needed" in marks or name not in known,
        is_filled="filled" in marks,
        is_rest="rest" in marks,
        is_entrance="entrance" in marks,
        default=known.get(name),
    )


_MARKS = {"needed", "filled", "rest", "entrance"}

PART = tuple(field.written for field in fields(File) if not field.is_entrance)
"""The sections that an included file may have."""
