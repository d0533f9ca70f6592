"""The shape of facts.yaml, as pydantic models: which fields there are and what they hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tui.facts.quantity import HEDGES, NUMBER

FORM = "x-form"
"""How a field is written, kept apart from what it means until the schema is put together."""

ID = r"[a-z0-9][a-z0-9._\-]*"

_DAY = r"\d{4}(-(Q[1-4]|H[12]|\d\d(-\d\d)?))?"
_PERIOD = rf"^({_DAY}|({_DAY}|\.\.)?/({_DAY}|\.\.)?|\[({_DAY})?\.\.({_DAY})?\])[~?%]*$"
_HEDGE = f"({'|'.join(HEDGES)})"
_QUANTITY = rf"^({_HEDGE} ?)?[+\-−]?{NUMBER}( ?± ?{NUMBER})? ?[^\s0-9_.,].*$"
DURATION = r"^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?$"
_SCALARS = ["string", "integer", "number"]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _numberlike(pattern: str, form: str, **limits: int) -> WithJsonSchema:
    """Text that an editor, which types its scalars, may take for a number."""
    return WithJsonSchema({"type": _SCALARS, "pattern": pattern, FORM: form} | limits)


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
    WithJsonSchema({"type": "string", "pattern": DURATION, FORM: "18 hours is PT18H"}),
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

    name: Text = Field(description="how it is called on the screen")
    role: Text = Field(default="", description="what a person is or does")
    aliases: list[Text] = Field(
        default=[], description="other names in use, which the search finds"
    )
    note: Note = Field(
        default="",
        description="what a reader must know; of the first entity, what it holds besides cars",
    )


class ModelShape(Shape):
    """A car model; `trims` maps an id to how the trim is called in a heading."""

    name: Text = Field(description="the model's name without the maker")
    maker: Text = Field(description="who builds it")
    body: Text = Field(default="", description="what kind of car it is")
    trims: dict[str, Text] = Field(
        default={}, description="an id for each trim, and what stands at the head of its column"
    )
    replaces: Id = Field(
        default="", description="the model that is no longer on sale since this one is"
    )
    note: Note = Field(default="", description="what a reader must know")


class ConceptShape(Shape):
    """What is measured, in which unit and over which kind of period."""

    name: Text = Field(description="how it is called on the screen")
    unit: Text = Field(
        description="money, money/car, %, growth (a signed change in %), x, text, date, a unit "
        "such as km or kWh, or a key of `units`"
    )
    period: Literal["duration", "instant", "none"] = Field(
        description="over a span of time, on a day, or neither (a property that does not change)"
    )
    additive: Flag = Field(default="no", description="quarters add up to years")
    cumulative: Flag = Field(default="no", description="a running total, which can only grow")
    nonnegative: Flag = Field(default="no", description="cannot be below zero")
    exact: Flag = Field(
        default="no",
        description="stated to the last unit, so that there is no rounding to allow for",
    )
    better: Literal["", "lower", "higher"] = Field(
        default="",
        description="which end is better when cars are compared; left out where it is taste",
    )
    note: Note = Field(default="", description="the definition, in a line")


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

    total: Id = Field(default="", description="the sum of `parts`")
    ratio: Id = Field(default="", description="`of` divided by `per`")
    margin: Id = Field(default="", description="`of` divided by `per`, in %")
    growth: Id = Field(
        default="", description="the change of `of` against the period named in `versus`"
    )
    step: Id = Field(default="", description="what a running total `of` grows by")
    parts: Annotated[list[Id], Field(min_length=1)] = Field(
        default=[], description="what adds up to `total`"
    )
    of: Id = Field(default="", description="the concept above the line")
    per: Id = Field(default="", description="the concept below the line")


class SourceShape(Shape):
    """A page, filing or article."""

    title: Note = Field(description="the title of the page, filing or article")
    publisher: Text = Field(description="who published it")
    tier: Literal[
        "company",
        "regulator",
        "press",
        "analyst",
        "aggregator",
        "article",
        "blog",
        "relay",
        "unsigned",
    ] = Field(
        description="how near it is to the company: its own text, a regulator, a newsroom, an "
        "analyst, a machine digest, an article read in full, a blog, a document quoted by others, "
        "or notes that nobody signs"
    )
    url: Text = Field(default="", description="where it is; left out when not known")
    published: Time = Field(default="", description="when it appeared; left out when not known")
    derived_from: Ids = Field(
        default=[],
        description="the sources that it copies or translates: together they are one voice",
    )
    language: Text = Field(default="", description="of the original, when not English")
    read: Time = Field(default="", description="when it was read")
    note: Note = Field(default="", description="what a reader must know")


class StatementShape(Shape):
    """What a source states about one period: concepts and their quantities."""

    source: Ids = Field(description="who states it; several when they say the same")
    at: Text = Field(default="", description="where in the source")
    id: Id = Field(default="", description="a name, where another statement refers to this one")
    period: Time = Field(default="", description="which span or day the figures are of")
    entity: Id = Field(default="", description="whose figures, when not the first entity's")
    model: Id = Field(default="", description="which car")
    trim: Id = Field(default="", description="which trim of it")
    market: Id = Field(default="", description="which market, when not all")
    versus: Time = Field(default="", description="the base of a growth")
    duration: Duration = Field(
        default="", description="over how long, such as orders in the first 18 hours"
    )
    decimals: Decimals = Field(
        default="", description="the last digit that counts, when the written digits do not show it"
    )
    scenario: Literal["actual", "forecast", "target", "estimate", "rumour"] = Field(
        default="actual", description="whether it happened or is only expected"
    )
    by: Id = Field(default="", description="who asserts it, when it matters")
    rank: Literal["preferred", "normal", "deprecated"] = Field(
        default="normal", description="preferred is the one to use, deprecated is known to be wrong"
    )
    reason: Note = Field(default="", description="why it is preferred or deprecated")
    supersedes: Id = Field(default="", description="the id of the statement that it replaces")
    note: Note = Field(default="", description="what a reader must know")
    states: Annotated[dict[str, Values], Field(min_length=1)] = Field(
        description="concept and quantity; a list when the source gives several currencies"
    )


class ExpectsShape(Shape):
    """One concept and its quantity, and the period it is promised for."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Value] = Field(init=False)

    period: Time = Field(default="", description="by when, or over which span")
    entity: Id = Field(default="", description="whose figure, when not the first entity's")
    model: Id = Field(default="", description="which car")
    trim: Id = Field(default="", description="which trim of it")


class ForecastShape(Shape):
    """A promise: who said when that which figure would come out."""

    said: Time = Field(description="when it was said")
    by: Id = Field(default="", description="who said it")
    title: Text = Field(description="the promise in your own words")
    expects: ExpectsShape = Field(
        description="one concept and its quantity, and the period it is for"
    )
    kind: Literal["forecast", "target", "estimate", "rumour"] = Field(
        default="forecast", description="how firm it was"
    )
    source: Ids = Field(description="where it is written")
    note: Note = Field(default="", description="what a reader must know")


class EventShape(Shape):
    """Something that happened on a day, or within a month or year."""

    date: Time = Field(description="the day, or as much of it as is known")
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
    ] = Field(description="what sort of event")
    title: Text = Field(description="what happened, in your own words")
    model: Id = Field(default="", description="which car it concerns")
    source: Ids = Field(description="where it is written")
    note: Note = Field(default="", description="what a reader must know")


class AboutShape(Shape):
    """Which figure a dispute concerns."""

    concept: Id = Field(default="", description="the concept")
    period: Time = Field(default="", description="the period")
    model: Id = Field(default="", description="the car")


class ClaimShape(Shape):
    """One side of a dispute."""

    says: Note = Field(description="what this side says, in your own words")
    source: Ids = Field(description="who says it")


class DisputeShape(Shape):
    """A disagreement that cannot be computed; `preferred` is the number of the claim that holds."""

    topic: Text = Field(description="what is disputed")
    kind: Literal[
        "wrong",
        "article",
        "rounding",
        "definition",
        "fx",
        "superseded",
        "interpretation",
        "unresolved",
    ] = Field(description="why sources differ")
    about: AboutShape = Field(default=AboutShape(), description="which figure it concerns")
    claims: Annotated[list[ClaimShape], Field(min_length=1)] = Field(description="the sides")
    preferred: Count = Field(
        default="", description="the number of the claim that holds; left out when nobody knows"
    )
    verdict: Note = Field(default="", description="why that one")


class AcknowledgeShape(Shape):
    """A known finding of a check, and the verdict it is expected to have."""

    check: Id = Field(description="the check that finds it")
    concept: Id = Field(description="the concept it is about")
    period: Time = Field(default="", description="the period it is about")
    model: Id = Field(default="", description="the car it is about")
    expect: Text = Field(
        description="the finding that is expected; it is an error when it no longer comes"
    )
    reason: Note = Field(description="the explanation")


class PairShape(Shape):
    """Reference rates of one currency over a period."""

    mean: Number = Field(description="of all days")
    low: Number = Field(description="the lowest day")
    high: Number = Field(description="the highest day")
    end: Number = Field(description="the last day")


class RateShape(Shape):
    """Reference rates of a period; a pair is written CNY/USD for CNY per USD."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, PairShape] = Field(init=False)

    source: Ids = Field(description="who publishes the rates")
    period: Time = Field(description="over which span")


class FileShape(Shape):
    """A facts file."""

    format: Literal["xev-facts/1"] = Field(description="the version of this shape")
    title: Text = Field(description="what the file is about")
    as_of: Time = Field(
        description="the day it was last brought up to date; nothing in it may lie after that day"
    )
    currency: Text = Field(
        default="CNY", description="the currency the maker reports in, an ISO 4217 code"
    )
    units: dict[str, list[Text]] = Field(
        default={},
        description="what is counted: the word to use, and other words a quantity may use for it",
    )
    people: dict[str, NamedShape] = Field(
        default={}, description="who says things, by an id of your choice"
    )
    entities: Annotated[dict[str, NamedShape], Field(min_length=1)] = Field(
        description="companies and segments; the first is what a fact is about by default"
    )
    models: dict[str, ModelShape] = Field(default={}, description="the cars, by id")
    concepts: dict[str, ConceptShape] = Field(description="what is measured, by id")
    calculations: list[CalculationShape] = Field(
        default=[], description="identities that the figures are held to"
    )
    sources: dict[str, SourceShape] = Field(description="where it is written, by id")
    facts: list[StatementShape] = Field(description="what a source states about one period")
    forecasts: list[ForecastShape] = Field(
        default=[], description="promises, which are held against what came of them"
    )
    events: list[EventShape] = Field(default=[], description="what happened on a day")
    disputes: list[DisputeShape] = Field(
        default=[], description="disagreements that no arithmetic finds"
    )
    acknowledge: list[AcknowledgeShape] = Field(
        default=[], description="disagreements that the check finds and the file can explain"
    )
    rates: list[RateShape] = Field(default=[], description="reference exchange rates of a period")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of facts.yaml, draft-07, for an editor's YAML language server."""
    schema = FileShape.model_json_schema(ref_template="#/definitions/{model}")
    definitions = schema.pop("$defs")
    for shape in (schema, *definitions.values()):
        for field in shape["properties"].values():
            if form := field.pop(FORM, ""):
                field["description"] += f" ({form})"
            else:
                field["description"] = field.pop("description")  # after what it holds
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "facts.yaml"}
    return schema | head | {"definitions": definitions}
