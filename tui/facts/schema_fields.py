"""The kinds of fields in facts.yaml: text for the loader, and a pattern for the editor.

An editor types its scalars, so that what may look like a number is one in the JSON Schema.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

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
