"""An assumption as a value, and as people type it: `108,796`, `+5,000`, `-5%`, `+1pt`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from tui.economics.parse import (
    InputError,
    read_cars,
    read_money,
    read_percent,
    read_positive,
    text_of,
)
from tui.facts.fmt import places_of, to_places
from tui.facts.units import SCALES, scale_of

ZERO = Decimal(0)


Kind = Literal["to", "by", "percent"]


class Move(NamedTuple):
    """What is assumed of one figure: a new amount (`to`), so much more (`by`), a share (`percent`).

    `half` is how far a new amount may be off by the digits that it was written with.
    """

    value: Decimal
    kind: Kind = "to"
    half: Decimal = ZERO

    def step(self, now: Decimal) -> Decimal:
        """What it adds to an amount."""
        if self.kind == "percent":
            return now * self.value / 100
        return self.value if self.kind == "by" else self.value - now

    def over(self, now: Decimal) -> Decimal:
        """What it makes of an amount."""
        return self.value if self.kind == "to" else now + self.step(now)


class Notation(NamedTuple):
    """How a figure is typed. `kind` is cars, percent, sum (money) or each (money per car)."""

    kind: Literal["cars", "percent", "sum", "each"]
    example: str
    moves: bool = False
    """Whether a sign makes it a step, instead of being that of a new amount."""
    rounds: bool = False
    """Whether the digits of a new amount leave it bounds."""


_SUM = "Write for example -0.5bn, -500M or -5亿."
_EITHER = "Write for example -5% or a new value."
_SHARE = "Write for example 75%."

NOTATIONS: dict[str, Notation] = {
    "result": Notation("sum", _SUM, rounds=True),
    "rounding": Notation("sum", _SUM),
    "revenue": Notation("sum", _SUM, rounds=True),
    "deliveries": Notation("cars", "Write for example 108,796 or +10%.", moves=True, rounds=True),
    "gross_margin": Notation("percent", "Write for example 24% or +1pt.", moves=True, rounds=True),
    "price": Notation("each", _EITHER, moves=True),
    "cost_per_car": Notation("each", _EITHER, moves=True),
    "opex": Notation("sum", _EITHER, moves=True, rounds=True),
    "opex_fixed_share": Notation("percent", _SHARE),
    "cost_fixed_share": Notation("percent", _SHARE),
    "target": Notation("each", _SUM),
}
"""Every figure that can be assumed."""

MOST_FIXED = {"opex_fixed_share": ("opex", 100), "cost_fixed_share": ("cost of sales", 90)}
"""What each share is of, and the most of it that can be fixed, in percent."""

_POINTS = re.compile(r"([+\-].*?)\s*(?:pts?|points?|pp)")


def read_move(raw: object, name: str, currency: str, called: str = "") -> Move:
    """What was typed for a figure of `NOTATIONS`, which errors call `called`. Raises InputError."""
    known, called = NOTATIONS[name], called or name
    text = text_of(raw, called, known.example)
    if known.kind == "percent":
        return _read_percent(text, name, called)
    signed = known.moves and text[0] in "+-"
    if text.endswith("%") and (signed or (known.moves and known.kind == "each")):
        return Move(read_percent(text, called).value, "percent")
    if signed and known.kind == "cars":
        size = read_cars(text[1:], called).value
        return Move(-size if text[0] == "-" else size, "by")
    if name == "deliveries":
        amount = read_cars(text, called)
        if amount.value <= 0:
            raise no_cars(called)
    elif name == "revenue":
        amount = read_positive(text, called, currency)
    elif name == "rounding":
        amount = read_money(text.lstrip("± "), called, currency)
        return Move(abs(amount.value))
    else:
        amount = read_money(text, called, currency)
    if signed:
        return Move(amount.value, "by")
    return Move(amount.value, half=amount.half if known.rounds else ZERO)


def no_cars(called: str) -> InputError:
    """The error for a scenario without a car."""
    message = "No cars would be delivered, so a per-car figure does not exist."
    return InputError(called, f"{message} Type at least 1.")


def _read_percent(text: str, name: str, called: str) -> Move:
    if name == "gross_margin":
        if points := _POINTS.fullmatch(text):
            return Move(read_percent(f"{points[1]}%", called).value, "by")
        margin = read_percent(text, called)
        return Move(check_margin(margin.value, text, called), half=margin.half)
    value = read_percent(text, called).value
    what, most = MOST_FIXED[name]
    if not 0 <= value <= most:
        message = f"The fixed share of {what} must be between 0% and {most}%"
        raise InputError(called, f"{message} (got {text}).")
    return Move(value)


def check_margin(value: Decimal, text: str, field: str = "gross_margin") -> Decimal:
    """A gross margin in percent, if it can be one. Raises InputError."""
    if value > 100:
        message = "A gross margin above 100% would need a negative cost of sales"
        raise InputError(field, f"{message} (got {text}).")
    if value < -1000:
        raise InputError(field, f"A gross margin below -1,000% is not plausible (got {text}).")
    return value


def tidied(value: Decimal, name: str, kind: Kind = "to") -> Move:
    """A computed value as one would type it: within its limits, in the digits that are shown."""
    known, most = NOTATIONS[name], {"percent": 4, "sum": 6}.get(NOTATIONS[name].kind, 0)
    if name in MOST_FIXED:
        value = min(max(value, ZERO), Decimal(MOST_FIXED[name][1]))
    scale = scale_of(value)[0] if known.kind == "sum" else Decimal(1)
    shown = to_places(value / scale, most)
    if name == "deliveries":
        return Move(max(shown, Decimal(1)))
    rounds = known.rounds and kind == "to"
    return Move(shown * scale, kind, scale.scaleb(-places_of(shown)) / 2 if rounds else ZERO)


_LETTERS = ((Decimal(1), ""), *((SCALES[letter], letter) for letter in ("k", "m", "bn", "tn")))


def written(move: Move, name: str) -> str:
    """A move as it is typed; reading that gives the same move."""
    known = NOTATIONS[name]
    unit = "%" if known.kind == "percent" else ""
    if move.kind == "percent":
        return f"{_digits(move.value, '+')}%"
    scale, letter = scale_of(move.value) if known.kind == "sum" else _LETTERS[0]
    if move.kind == "by":
        return f"{_digits(move.value / scale, '+')}{letter}{'pt' if unit else ''}"
    if known.rounds and move.half:
        return _with_half(move, known.kind, scale, letter) + unit
    exactly = "exactly " if known.rounds and known.kind != "cars" else ""
    return f"{exactly}{_digits(move.value / scale)}{letter}{unit}"


def _with_half(move: Move, kind: str, least: Decimal, letter: str) -> str:
    """With as many digits as leave that half-width; where none do, with the half-width itself."""
    step = (move.half * 2).normalize()
    scales = [pair for pair in _LETTERS if pair[0] >= least] if kind == "sum" else _LETTERS[:1]
    if kind != "cars" and step.as_tuple().digits == (1,) and not move.value % step:
        for scale, name in scales:
            if (places := -(step / scale).adjusted()) >= 0:
                return f"{move.value / scale:,.{places}f}{name}"
    return f"{_digits(move.value / least)}±{_digits(move.half / least)}{letter}"


def _digits(value: Decimal, sign: str = "") -> str:
    return f"{value.normalize():{sign},f}"
