"""Quantities as sources hedge them: `about 70 million USD`, `over 300,000 cars`, `-5亿 CNY`."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from typing import NamedTuple

from tui.facts.interval import INFINITY, Interval
from tui.facts.units import SCALES, Units

HEDGES: dict[str, str] = {
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "~": "about",
    "over": "over",
    "more than": "over",
    "above": "over",
    "at least": "at_least",
    "from": "at_least",
    "under": "under",
    "less than": "under",
    "below": "under",
    "up to": "at_most",
    "at most": "at_most",
    "nearly": "nearly",
    "almost": "nearly",
    "close to": "nearly",
    "exactly": "exact",
}
"""Hedge words and the code of what they mean."""

_ONE_SIDED = ("over", "at_least", "under", "at_most")
MAX_DIGITS = 25
_WORDS = "about, over, at least, under, at most, nearly, exactly"
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_SCALE = "|".join(sorted(map(re.escape, SCALES), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<hedge>{'|'.join(sorted(map(re.escape, HEDGES), key=len, reverse=True))})?[ ]?"
    rf"(?P<sign>[+\-−])?(?P<number>{_NUMBER})(?:[ ]?±[ ]?(?P<half>{_NUMBER}))?"
    rf"(?:[ ]?(?P<scale>{_SCALE})(?![A-Za-z/]))?(?:[ ]?(?P<unit>[^\W\d_][^%]*|%))?"
)
_START = re.compile(
    rf"(?:(?:{'|'.join(sorted(map(re.escape, HEDGES), key=len, reverse=True))})[ ]?)?[+\-−]?"
)


class QuantityError(ValueError):
    """A quantity that cannot be read: what is wrong, what to type, and at which offset."""

    def __init__(
        self, message: str, advice: str = "", offset: int = 0, code: str = "bad-quantity"
    ) -> None:
        super().__init__(f"{message} ({advice})" if advice else message)
        self.message = message
        self.advice = advice
        self.offset = offset
        self.code = code


class Lexeme(NamedTuple):
    """A quantity taken apart; value, step and half_width in full units."""

    text: str
    hedge: str
    value: Decimal
    step: Decimal
    half_width: Decimal | None
    unit: str


def read_lexeme(text: str, units: Units) -> Lexeme:
    """Take a quantity apart. Raises QuantityError."""
    match = _QUANTITY.fullmatch(text)
    if match is None:
        raise explain(text)
    hedge_words, sign, number, half, scale_word, unit = match.groups()
    if len(number) > MAX_DIGITS or number[0] == "0":
        _refuse_odd_number(number, match.start("number"))
    digits = number.replace(",", "")
    value = Decimal(digits)
    hedge = HEDGES[hedge_words] if hedge_words else ""
    step = last_digit(digits, written=bool(scale_word) and not hedge)
    half_width = Decimal(half.replace(",", "")) if half else None
    if scale_word:
        scale = SCALES[scale_word]
        value, step = value * scale, step * scale
        half_width = half_width * scale if half_width is not None else None
    if sign and sign != "+":
        value = -value
    known = units.spellings.get(unit) or _unit(match, units)
    return Lexeme(text, hedge, value, step, half_width, known)


def last_digit(number: str, *, written: bool) -> Decimal:
    """One unit of the last significant digit: 0.01 for `2.50`, 100 for `300`, 1 if all are written.

    Digits behind a decimal point always count; trailing zeros before it only when `written`.
    """
    digits = number.replace(",", "")
    _, point, behind = digits.partition(".")
    if point:
        return _power(-len(behind))
    significant = digits.rstrip("0")
    return _power(0 if written or not significant else len(digits) - len(significant))


@cache
def _power(exponent: int) -> Decimal:
    return Decimal(1).scaleb(exponent)


def _unit(match: re.Match[str], units: Units) -> str:
    written, start = match["unit"], match.start("unit")
    if not written:
        example = "e.g. 75,869 cars, 70 million USD, 23%"
        raise QuantityError("unit missing", example, match.end())
    unit = units.canonical(written)
    if unit is None and re.match(r"[eE][+-]?\d", written):
        raise _explain_number(match["number"] + written, match.start("number"))
    if unit is None:
        near = get_close_matches(written, units.spellings, n=1, cutoff=0.6)
        advice = f"did you mean '{near[0]}'?" if near else "declare it under units:"
        raise QuantityError(f"unknown unit '{written}'", advice, start)
    return unit


def _refuse_odd_number(number: str, start: int) -> None:
    digits = number.replace(",", "").replace(".", "")
    if len(digits) > MAX_DIGITS:
        raise QuantityError(f"number has more than {MAX_DIGITS} digits", "", start)
    if len(number) > 1 and number[0] == "0" and number[1] != ".":
        raise QuantityError(f"leading zero in '{number}'", "", start)


def explain(text: str) -> QuantityError:
    """The error for a text that is no quantity, from the kinds of slip that people make."""
    if not text.strip():
        return QuantityError("value is empty", "e.g. about 70 million USD")
    if (odd := _odd_character(text)) is not None:
        return odd
    if text[0] in "<>≥≤=":
        return QuantityError(
            f"comparison sign '{text[0]}' is not a hedge",
            "use words: over, at least, under, at most",
        )
    start = _START.match(text)
    offset = start.end() if start else 0
    rest = text[offset:]
    word = rest.split()[0] if rest.split() else ""
    if not word[:1].isdigit():
        return QuantityError(f"expected a number, found '{word}'", f"hedge words: {_WORDS}", offset)
    return _explain_number(word, offset)


def _explain_number(word: str, offset: int) -> QuantityError:
    if re.match(r"\d+:\d\d", word):
        return QuantityError("this looks like a time", "durations are ISO 8601: PT18H", offset)
    if re.match(r"[\d.,]+[eE][+-]?\d", word):
        advice = "write 18.6 billion"
        return QuantityError("exponent notation hides the precision", advice, offset)
    if "_" in word:
        position = offset + word.index("_")
        return QuantityError("'_' is not a thousands separator", "write 300,000", position)
    number = re.match(r"[\d.,]+", word)
    advice = "thousands are groups of 3: 300,000; the decimal mark is a point"
    return QuantityError(
        f"malformed number '{(number[0] if number else word).rstrip('.,') or word}'", advice, offset
    )


def _odd_character(text: str) -> QuantityError | None:
    for position, char in enumerate(text):
        if unicodedata.category(char) == "Zs" and char != " ":
            name = unicodedata.name(char).lower()
            message = f"{name} (U+{ord(char):04X}) inside a quantity"
            return QuantityError(message, "write thousands as 300,000", position)
        if char.isdigit() and not char.isascii():
            return QuantityError(
                f"non-ASCII digit '{char}' (U+{ord(char):04X})", "use 0-9", position
            )
        if unicodedata.category(char) == "Sc":
            advice = "put the ISO 4217 code after the number: 38 million EUR"
            return QuantityError(f"currency sign '{char}' is ambiguous", advice, position)
    return None


class Quantity(NamedTuple):
    """A number in full units with its hedge and bounds; `text` is what was written.

    `step` is one unit of the last significant digit, in full units; 0 where the number is exact.
    """

    text: str
    value: Decimal
    unit: str
    hedge: str
    step: Decimal
    core: Interval
    support: Interval

    @property
    def one_sided(self) -> bool:
        """Whether it says only what a number is above or below."""
        return self.hedge in _ONE_SIDED


def bounds(x: Decimal, u: Decimal, hedge: str) -> tuple[Interval, Interval]:
    """Core and support of a number x with last digit u under a hedge, by the table above."""
    if hedge in ("exact", "stated") or not u:
        point = Interval.point(x)
        return point, point
    half = u / 2
    if hedge == "about":
        return Interval(x - half, x + half), Interval(x - u, x + u)
    if hedge == "over":
        return Interval(x, x + u, True, True), Interval(x, INFINITY, True)
    if hedge == "at_least":
        return Interval(x, x + u, False, True), Interval(x, INFINITY)
    if hedge == "under":
        return Interval(x - u, x, True, True), Interval(-INFINITY, x, True, True)
    if hedge == "at_most":
        return Interval(x - u, x, True, False), Interval(-INFINITY, x)
    if x < 0:
        core, support = bounds(-x, u, hedge)
        return -core, -support
    if hedge == "nearly":
        return Interval(x - half, x, False, True), Interval(x - u, x, False, True)
    return Interval(x - half, x + half), Interval(x - half, x + u, False, True)


__all__ = ["QuantityError", "parse_quantity"]

_NO_UNITS = Units()


def parse_quantity(
    text: str, units: Units = _NO_UNITS, *, decimals: str | None = None, exact: bool = False
) -> Quantity:
    """Read a hedge, a number with its scale, and a unit.

    `decimals` overrides the last significant digit: -4 is ten thousands, `INF` exact.
    `exact` is for figures stated to the last unit, such as a list price.
    Raises QuantityError, which says what to type and where in the text the trouble starts.
    """
    lexeme = read_lexeme(text, units)
    step = _step(lexeme, decimals)
    hedge = lexeme.hedge
    if not hedge:
        whole = units.is_count(lexeme.unit) and step <= 1
        hedge = "exact" if exact or whole or not step else "rounded"
    if lexeme.half_width is not None:
        core = Interval(lexeme.value - lexeme.half_width, lexeme.value + lexeme.half_width)
        return Quantity(text, lexeme.value, lexeme.unit, "stated", step, core, core)
    core, support = bounds(lexeme.value, step, hedge)
    shown_step = Decimal(0) if hedge == "exact" else step
    return Quantity(text, lexeme.value, lexeme.unit, hedge, shown_step, core, support)


def _step(lexeme: Lexeme, decimals: str | None) -> Decimal:
    if decimals is None:
        return lexeme.step
    if decimals == "INF":
        return Decimal(0)
    step = Decimal(1).scaleb(-int(decimals))
    if lexeme.value % step:
        raise QuantityError(
            f"decimals {decimals} says '{lexeme.text}' is rounded further than it is written",
            "remove decimals or lower the digits",
            code="excess-digits",
        )
    return step
