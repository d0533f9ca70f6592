"""The shape of facts.yaml, as pydantic models: which fields there are and what they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

NOTES: Mapping[str, Mapping[str, str]] = {
    "FileShape": {
        "format": "the version of this shape",
        "title": "what the file is about",
        "as_of": "the day it was last brought up to date; nothing in it may lie after that day",
        "currency": "the currency the maker reports in, an ISO 4217 code",
        "units": "what is counted: the word to use, and other words a quantity may use for it",
        "people": "who says things, by an id of your choice",
        "entities": "companies and segments; the first is what a fact is about by default",
        "models": "the cars, by id",
        "concepts": "what is measured, by id",
        "calculations": "identities that the figures are held to",
        "sources": "where it is written, by id",
        "facts": "what a source states about one period",
        "forecasts": "promises, which are held against what came of them",
        "events": "what happened on a day",
        "disputes": "disagreements that no arithmetic finds",
        "acknowledge": "disagreements that the check finds and the file can explain",
        "rates": "reference exchange rates of a period",
    },
    "NamedShape": {
        "name": "how it is called on the screen",
        "role": "what a person is or does",
        "aliases": "other names in use, which the search finds",
        "note": "what a reader must know; of the first entity, what it holds besides cars",
    },
    "ModelShape": {
        "name": "the model's name without the maker",
        "maker": "who builds it",
        "body": "what kind of car it is",
        "trims": "an id for each trim, and what stands at the head of its column",
        "note": "what a reader must know",
    },
    "ConceptShape": {
        "name": "how it is called on the screen",
        "unit": "money, money/car, %, growth (a signed change in %), x, text, date, a unit such as "
        "km or kWh, or a key of `units`",
        "period": "over a span of time, on a day, or neither (a property that does not change)",
        "additive": "quarters add up to years",
        "cumulative": "a running total, which can only grow",
        "nonnegative": "cannot be below zero",
        "exact": "stated to the last unit, so that there is no rounding to allow for",
        "better": "which end is better when cars are compared; left out where it is taste",
        "note": "the definition, in a line",
    },
    "CalculationShape": {
        "total": "the sum of `parts`",
        "parts": "what adds up to `total`",
        "ratio": "`of` divided by `per`",
        "margin": "`of` divided by `per`, in %",
        "growth": "the change of `of` against the period named in `versus`",
        "step": "what a running total `of` grows by",
        "of": "the concept above the line",
        "per": "the concept below the line",
    },
    "SourceShape": {
        "title": "the title of the page, filing or article",
        "publisher": "who published it",
        "tier": "how near it is to the company: its own text, a regulator, a newsroom, an analyst, "
        "a machine digest, an article read in full, a blog, or a document quoted by others",
        "url": "where it is; left out when not known",
        "published": "when it appeared; left out when not known",
        "derived_from": "the sources that it copies or translates: together they are one voice",
        "language": "of the original, when not English",
        "read": "when it was read",
        "note": "what a reader must know",
    },
    "StatementShape": {
        "source": "who states it; several when they say the same",
        "at": "where in the source",
        "id": "a name, where another statement refers to this one",
        "period": "which span or day the figures are of",
        "entity": "whose figures, when not the first entity's",
        "model": "which car",
        "trim": "which trim of it",
        "market": "which market, when not all",
        "versus": "the base of a growth",
        "duration": "over how long, such as orders in the first 18 hours",
        "decimals": "the last digit that counts, when the written digits do not show it",
        "scenario": "whether it happened or is only expected",
        "by": "who asserts it, when it matters",
        "rank": "preferred is the one to use, deprecated is known to be wrong",
        "reason": "why it is preferred or deprecated",
        "supersedes": "the id of the statement that it replaces",
        "note": "what a reader must know",
        "states": "concept and quantity; a list when the source gives several currencies",
    },
    "ForecastShape": {
        "said": "when it was said",
        "by": "who said it",
        "title": "the promise in your own words",
        "expects": "one concept and its quantity, and the period it is for",
        "kind": "how firm it was",
        "source": "where it is written",
        "note": "what a reader must know",
    },
    "ExpectsShape": {
        "period": "by when, or over which span",
        "entity": "whose figure, when not the first entity's",
        "model": "which car",
        "trim": "which trim of it",
    },
    "EventShape": {
        "date": "the day, or as much of it as is known",
        "kind": "what sort of event",
        "title": "what happened, in your own words",
        "model": "which car it concerns",
        "source": "where it is written",
        "note": "what a reader must know",
    },
    "DisputeShape": {
        "topic": "what is disputed",
        "kind": "why sources differ",
        "about": "which figure it concerns",
        "claims": "the sides",
        "preferred": "the number of the claim that holds; left out when nobody knows",
        "verdict": "why that one",
    },
    "AboutShape": {
        "concept": "the concept",
        "period": "the period",
        "model": "the car",
    },
    "ClaimShape": {
        "says": "what this side says, in your own words",
        "source": "who says it",
    },
    "AcknowledgeShape": {
        "check": "the check that finds it",
        "concept": "the concept it is about",
        "period": "the period it is about",
        "model": "the car it is about",
        "expect": "the finding that is expected; it is an error when it no longer comes",
        "reason": "the explanation",
    },
    "RateShape": {
        "source": "who publishes the rates",
        "period": "over which span",
    },
    "PairShape": {
        "mean": "of all days",
        "low": "the lowest day",
        "high": "the highest day",
        "end": "the last day",
    },
}
"""By the name of the shape, then of the field."""


ID = r"[a-z0-9][a-z0-9._\-]*"

_DAY = r"\d{4}(-(Q[1-4]|H[12]|\d\d(-\d\d)?))?"
_PERIOD = rf"^({_DAY}|({_DAY}|\.\.)?/({_DAY}|\.\.)?|\[({_DAY})?\.\.({_DAY})?\])[~?%]*$"
_HEDGE = (
    "(about|around|approximately|roughly|~|over|more than|above|at least|from|under|less than"
    "|below|up to|at most|nearly|almost|close to|exactly)"
)
_NUMBER = r"([0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?)"
_QUANTITY = rf"^({_HEDGE} ?)?[+\-−]?{_NUMBER}( ?± ?{_NUMBER})? ?[^\s0-9_.,].*$"
_DURATION = r"^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$"
_SCALARS = ["string", "integer", "number"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _numberlike(pattern: str, description: str, **limits: int) -> WithJsonSchema:
    """Text that an editor, which types its scalars, may take for a number."""
    return WithJsonSchema(
        {"type": _SCALARS, "pattern": pattern, "description": description} | limits
    )


Text = Annotated[
    str,
    Field(min_length=1, max_length=240),
    WithJsonSchema({"type": _SCALARS, "minLength": 1, "maxLength": 240}),
]
Note = Annotated[
    str,
    Field(min_length=1, max_length=1200),
    WithJsonSchema({"type": _SCALARS, "minLength": 1, "maxLength": 1200}),
]
Id = Annotated[str, Field(min_length=1), WithJsonSchema({"type": "string", "pattern": f"^{ID}$"})]
Time = Annotated[
    str,
    Field(min_length=1),
    _numberlike(_PERIOD, "2025-Q1, 2025-H1, 2025, 2025-06, 2025-06-26, a/b, ../b, [a..b]"),
]
Duration = Annotated[
    str,
    Field(min_length=1),
    WithJsonSchema({"type": "string", "pattern": _DURATION, "description": "18 hours is PT18H"}),
]
Number = Annotated[
    str, Field(min_length=1), _numberlike(r"^-?[0-9]+(\.[0-9]+)?$", "a plain number")
]
Count = Annotated[str, Field(min_length=1), _numberlike(r"^[1-9][0-9]*$", "1, 2, 3 ...", minimum=1)]
Decimals = Annotated[
    str, Field(min_length=1), _numberlike(r"^(-?[0-9]+|INF)$", "-4 is ten thousands, INF exact")
]
Flag = Annotated[
    Literal["yes", "no", "true", "false"],
    WithJsonSchema({"enum": ["yes", "no", "true", "false", True, False]}),
]
_ONE_ID = {"type": "string", "pattern": f"^{ID}$"}
Ids = Annotated[
    list[Id],
    Field(min_length=1),
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_ONE_ID, {"type": "array", "items": _ONE_ID, "minItems": 1}]}),
]
_VALUE = {
    "type": _SCALARS,
    "minLength": 1,
    "description": "about 70 million USD, over 300,000 cars, 23%, +234%; any text where unit: text",
    "anyOf": [
        {"type": "string", "pattern": _QUANTITY},
        {"type": "string", "pattern": r"^[^0-9+\-−$€£¥<>=~]"},
        {"type": "string", "pattern": _PERIOD},
    ],
}
Values = Annotated[
    list[str],
    Field(min_length=1),
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [_VALUE, {"type": "array", "items": _VALUE, "minItems": 1}]}),
]
Value = Annotated[str, WithJsonSchema(_VALUE)]


FORMAT = "xev-facts/1"


class Shape(BaseModel):
    """A mapping that has no fields but its own."""

    model_config = ConfigDict(extra="forbid")


class NamedShape(Shape):
    """A person, company or segment."""

    name: Text
    role: Text = ""
    aliases: list[Text] = []
    note: Note = ""


class ModelShape(Shape):
    """A car model; `trims` maps an id to how the trim is called in a heading."""

    name: Text
    maker: Text
    body: Text = ""
    trims: dict[str, Text] = {}
    note: Note = ""


class ConceptShape(Shape):
    """What is measured, in which unit and over which kind of period."""

    name: Text
    unit: Text
    period: Literal["duration", "instant", "none"]
    additive: Flag = "no"
    cumulative: Flag = "no"
    nonnegative: Flag = "no"
    exact: Flag = "no"
    better: Literal["", "lower", "higher"] = ""
    note: Note = ""


class CalculationShape(Shape):
    """An identity that figures are held to: exactly one of the first five fields names its kind."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "oneOf": [
                {"required": ["total", "parts"], "maxProperties": 2},
                {"required": ["ratio", "of", "per"], "maxProperties": 3},
                {"required": ["margin", "of", "per"], "maxProperties": 3},
                {"required": ["growth", "of"], "maxProperties": 2},
                {"required": ["step", "of"], "maxProperties": 2},
            ]
        },
    )

    total: Id = ""
    ratio: Id = ""
    margin: Id = ""
    growth: Id = ""
    step: Id = ""
    parts: Annotated[list[Id], Field(min_length=1)] = []
    of: Id = ""
    per: Id = ""


class SourceShape(Shape):
    """A page, filing or article."""

    title: Note
    publisher: Text
    tier: Literal[
        "company", "regulator", "press", "analyst", "aggregator", "article", "blog", "relay"
    ]
    url: Text = ""
    published: Time = ""
    derived_from: Ids = []
    language: Text = ""
    read: Time = ""
    note: Note = ""


class StatementShape(Shape):
    """What a source states about one period: concepts and their quantities."""

    source: Ids
    at: Text = ""
    id: Id = ""
    period: Time = ""
    entity: Id = ""
    model: Id = ""
    trim: Id = ""
    market: Id = ""
    versus: Time = ""
    duration: Duration = ""
    decimals: Decimals = ""
    scenario: Literal["actual", "forecast", "target", "estimate", "rumour"] = "actual"
    by: Id = ""
    rank: Literal["preferred", "normal", "deprecated"] = "normal"
    reason: Note = ""
    supersedes: Id = ""
    note: Note = ""
    states: Annotated[dict[str, Values], Field(min_length=1)]


class ExpectsShape(Shape):
    """One concept and its quantity, and the period it is promised for."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Value] = Field(init=False)

    period: Time = ""
    entity: Id = ""
    model: Id = ""
    trim: Id = ""


class ForecastShape(Shape):
    """A promise: who said when that which figure would come out."""

    said: Time
    by: Id = ""
    title: Text
    expects: ExpectsShape
    kind: Literal["forecast", "target", "estimate", "rumour"] = "forecast"
    source: Ids
    note: Note = ""


class EventShape(Shape):
    """Something that happened on a day, or within a month or year."""

    date: Time
    kind: Literal[
        "company",
        "factory",
        "launch",
        "orders",
        "delivery",
        "result",
        "recall",
        "accident",
        "policy",
    ]
    title: Text
    model: Id = ""
    source: Ids
    note: Note = ""


class AboutShape(Shape):
    """Which figure a dispute concerns."""

    concept: Id = ""
    period: Time = ""
    model: Id = ""


class ClaimShape(Shape):
    """One side of a dispute."""

    says: Note
    source: Ids


class DisputeShape(Shape):
    """A disagreement that cannot be computed; `preferred` is the number of the claim that holds."""

    topic: Text
    kind: Literal[
        "wrong",
        "article",
        "rounding",
        "definition",
        "fx",
        "superseded",
        "interpretation",
        "unresolved",
    ]
    about: AboutShape = AboutShape()
    claims: Annotated[list[ClaimShape], Field(min_length=1)]
    preferred: Count = ""
    verdict: Note = ""


class AcknowledgeShape(Shape):
    """A known finding of a check, and the verdict it is expected to have."""

    check: Id
    concept: Id
    period: Time = ""
    model: Id = ""
    expect: Text
    reason: Note


class PairShape(Shape):
    """Reference rates of one currency over a period."""

    mean: Number
    low: Number
    high: Number
    end: Number


class RateShape(Shape):
    """Reference rates of a period; a pair is written CNY/USD for CNY per USD."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, PairShape] = Field(init=False)

    source: Ids
    period: Time


class FileShape(Shape):
    """A facts file."""

    format: Literal["xev-facts/1"]
    title: Text
    as_of: Time
    currency: Text = "CNY"
    units: dict[str, list[Text]] = {}
    people: dict[str, NamedShape] = {}
    entities: Annotated[dict[str, NamedShape], Field(min_length=1)]
    models: dict[str, ModelShape] = {}
    concepts: dict[str, ConceptShape]
    calculations: list[CalculationShape] = []
    sources: dict[str, SourceShape]
    facts: list[StatementShape]
    forecasts: list[ForecastShape] = []
    events: list[EventShape] = []
    disputes: list[DisputeShape] = []
    acknowledge: list[AcknowledgeShape] = []
    rates: list[RateShape] = []


def json_schema() -> dict[str, Any]:
    """The JSON Schema of facts.yaml, draft-07, for an editor's YAML language server."""
    schema = FileShape.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs")
    for shape, fields in NOTES.items():
        properties = definitions.get(shape, schema)["properties"]
        for name, note in fields.items():
            shown = properties[name].get("description")
            properties[name]["description"] = f"{note} ({shown})" if shown else note
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "facts.yaml"}
    return schema | head | {"definitions": definitions}
