"""The shape of facts.yaml, as pydantic models: which fields there are and what they hold.

The models check the shape only and keep every scalar as text; what the texts mean is checked when
the book is built. The same models give the JSON Schema that editors use.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from tui.facts.schema_fields import (
    Count,
    Decimals,
    Duration,
    Flag,
    Id,
    Ids,
    Note,
    Number,
    Text,
    Time,
    Value,
    Values,
)
from tui.facts.schema_notes import NOTES

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
