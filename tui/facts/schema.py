"""What the facts are held against, from their records: pydantic's models and the JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import new_class
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from tui.facts import model
from tui.facts.period import DURATION, Period
from tui.facts.quantity import HEDGES
from tui.facts.units import NUMBER, Units

_annotated: Any = Annotated
_list: Any = list
_dict: Any = dict
"""For types that are calculated, which mypy cannot know."""

FORM = "x-form"
"""How a field is written, kept apart from what it means until the schema is put together."""

ID = r"[a-z0-9][a-z0-9._\-]*"

_DAY = r"\d{4}(-(Q[1-4]|H[12]|\d\d(-\d\d)?))?"
_PERIOD = rf"^({_DAY}|({_DAY}|\.\.)?/({_DAY}|\.\.)?|\[({_DAY})?\.\.({_DAY})?\])[~?%]*$"
_HEDGE = f"({'|'.join(HEDGES)})"
_QUANTITY = rf"^({_HEDGE} ?)?[+\-−]?{NUMBER}( ?± ?{NUMBER})? ?[^\s0-9_.,].*$"
FLAGS = ("yes", "no", "true", "false")
_SCALARS = ["string", "integer", "number"]
"""Editors type what they read, so that a text may come as a number."""


def _text(schema: Mapping[str, object], limit: int | None = None) -> Any:
    """Text that is not empty; `schema` is what editors are told of it."""
    return Annotated[str, Field(min_length=1, max_length=limit), WithJsonSchema(dict(schema))]


def _words(limit: int) -> Any:
    return _text({"type": _SCALARS, "minLength": 1, "maxLength": limit}, limit)


def _number(pattern: str, form: str, **limits: int) -> Any:
    """Text that an editor may take for a number."""
    return _text({"type": _SCALARS, "pattern": pattern, FORM: form, **limits})


def _one_or_list(item: Any, one: Mapping[str, object]) -> Any:
    """A list whose brackets may be left out where it holds one; `one` is what editors are told."""
    schema = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
    bracketed = BeforeValidator(lambda value: [value] if isinstance(value, str) else value)
    return _annotated[_list[item], Field(min_length=1), bracketed, WithJsonSchema(schema)]


_ID = {"type": "string", "pattern": f"^{ID}$"}
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
_TEXT, _AN_ID = _words(240), _text(_ID)
_TIME = _number(_PERIOD, "2025-Q1, 2025-H1, 2025, 2025-06, 2025-06-26, a/b, ../b, [a..b]")
_WRITTEN: dict[Any, Any] = {
    **dict.fromkeys((model.Text, model.Url, model.Currency, model.Unit), _TEXT),
    model.Note: _words(1200),
    **dict.fromkeys((Period, Period | None), _TIME),
    model.Duration: _text({"type": "string", "pattern": DURATION, FORM: "18 hours is PT18H"}),
    model.Decimals: _number(r"^(-?[0-9]+|INF)$", "-4 is ten thousands, INF exact"),
    Decimal: _number(r"^-?[0-9]+(\.[0-9]+)?$", "a plain number"),
    int: _number(r"^[1-9][0-9]*$", "1, 2, 3 ...", minimum=1),
    bool: _annotated[Literal[FLAGS], WithJsonSchema({"enum": [*FLAGS, True, False]})],
    **dict.fromkeys((model.Id, model.OwnId, model.ModelId, model.ConceptId), _AN_ID),
    **dict.fromkeys((model.EntityId, model.TrimId, model.SpeakerId), _AN_ID),
    **dict.fromkeys((model.Sources, model.Origins), _one_or_list(_AN_ID, _ID)),
    model.Value: Annotated[str, WithJsonSchema(_VALUE)],
    model.Values: _one_or_list(str, _VALUE),
    Units: _dict[str, _list[_TEXT]],
}
"""How the kinds of fields are written that are neither a record nor made up of others."""
_BLANK = {bool: "no", model.Origins: [], Units: {}}
"""What a field says that is left out, where that is no empty text."""


def _written(kind: Any) -> tuple[Any, Any]:
    """How a kind of field is written, and what it says when it is left out."""
    if kind in _WRITTEN:
        return _WRITTEN[kind], _BLANK.get(kind, "")
    if get_origin(kind) is Literal:
        return kind, ""
    if get_origin(kind) is tuple:
        return _list[_written(get_args(kind)[0])[0]], []
    if get_origin(kind) is Mapping:
        return _dict[str, _written(get_args(kind)[1])[0]], {}
    written = shape(kind)
    return written, written.model_construct()


_NAMES = {model.Acknowledged: "AcknowledgeShape", model.RatesOfPeriod: "RateShape"}
"""What editors know a record by, where that is another word."""


@cache
def shape(record: type, *, is_part: bool = False) -> type[BaseModel]:
    """What the mapping that a record is written as has to look like.

    A part has the sections of a file, each of which it may leave out, but no terms.
    """
    made: dict[str, Any] = {"__doc__": record.__doc__, "__module__": __name__}
    hints = made["__annotations__"] = {}
    config = made["model_config"] = ConfigDict(extra="forbid", defer_build=record is not model.File)
    for field in model.fields(record):
        if is_part and field.is_entrance:
            continue
        hint, blank = _written(field.kind)
        name = "__pydantic_extra__" if field.is_rest else field.written
        hints[name] = _annotated[hint, Field(min_length=1)] if field.is_filled else hint
        if field.is_rest:
            config["extra"] = "allow"
            made[name] = Field(init=False)
        elif field.is_needed and not is_part:
            made[name] = Field(description=field.note)
        else:
            default = field.default if isinstance(field.default, str) else blank
            made[name] = Field(default=default, description=field.note)
    if record is model.Calculation:
        config["json_schema_extra"] = {
            "oneOf": [
                {"required": [kind, *operands], "maxProperties": len(operands) + 1}
                for kind, operands in model.OPERANDS.items()
            ]
        }
    name = "PartShape" if is_part else _NAMES.get(record) or f"{record.__name__}Shape"
    return new_class(name, (BaseModel,), exec_body=lambda space: space.update(made))


def json_schema(*, is_part: bool = False) -> dict[str, Any]:
    """The JSON Schema of a facts file or a part of one, draft-07, for a YAML language server."""
    schema = shape(model.File, is_part=is_part).model_json_schema(
        ref_template="#/definitions/{model}"
    )
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        for field in part["properties"].values():
            if form := field.pop(FORM, ""):
                field["description"] += f" ({form})"
            else:
                field["description"] = field.pop("description")  # after what it holds
    title = "a part of the facts" if is_part else "facts.yaml"
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title}
    return schema | head | {"definitions": definitions}
