"""Quantities as sources hedge them: `about 70 million USD`, `over 300,000 cars`, `-5亿 CNY`."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from tui.facts.interval import INFINITY, ZERO, Interval
from tui.facts.slips import slip_in, unit_slip
from tui.facts.units import MAX_DIGITS, NUMBER, SCALES, Units, one_of

_U = Decimal(1)
_HALF, _STEP = Interval(-_U / 2, _U / 2), Interval(-_U, _U)
_ROUNDED_OR_CUT = Interval(-_U / 2, _U, False, True)
"""Both are modes of XBRL Calculations 1.1."""
_OVER, _ANY_OVER = Interval(ZERO, _U, True, True), Interval(ZERO, INFINITY, True)
_FROM, _ANY_FROM = Interval(ZERO, _U, False, True), Interval(ZERO, INFINITY)
_BELOW_HALF, _BELOW = Interval(-_U / 2, ZERO, False, True), Interval(-_U, ZERO, False, True)
_POINT = Interval.point(0)


class Hedge(StrEnum):
    """How a source qualifies a number, such as `over` in `over 300,000 cars`.

    `core` is what is meant and `support` what cannot be excluded, both as the distance from the
    number that is written, in units of its last significant digit. To add one is to add its line.
    """

    # Code, words in the file, core, support, how it is told in a sentence; then, where there is
    # more to say: shorter in a cell, words that the file refuses for it.
    ABOUT = (
        "about", ("about", "around", "approximately", "roughly", "~"), _HALF, _STEP, "about",
        "", ("approx", "approx.", "c.", "ca", "ca.", "circa", "some", "est."),
    )  # fmt: skip
    OVER = (
        "over", ("over", "more than", "above"), _OVER, _ANY_OVER, "over",
        "", ("exceeding", "beyond"),
    )  # fmt: skip
    AT_LEAST = (
        "at_least", ("at least", "from"), _FROM, _ANY_FROM, "at least",
        "from", ("min", "min.", "minimum"),
    )  # fmt: skip
    UNDER = "under", ("under", "less than", "below"), -_OVER, -_ANY_OVER, "under"
    AT_MOST = (
        "at_most", ("up to", "at most"), -_FROM, -_ANY_FROM, "at most",
        "up to", ("max", "max.", "maximum"),
    )  # fmt: skip
    NEARLY = "nearly", ("nearly", "almost", "close to"), _BELOW_HALF, _BELOW, "nearly"
    EXACT = "exact", ("exactly",), _POINT, _POINT
    ROUNDED = "rounded", (), _HALF, _ROUNDED_OR_CUT
    """Without a word."""
    STATED = "stated", (), _POINT, _POINT
    """With its half-width behind it: `1.0 ± 0.2`."""

    words: tuple[str, ...]
    core: Interval
    support: Interval
    told: str
    short: str
    refused: tuple[str, ...]

    def __new__(
        cls,
        code: str,
        words: tuple[str, ...],
        core: Interval,
        support: Interval,
        told: str = "",
        short: str = "",
        refused: tuple[str, ...] = (),
    ) -> Hedge:
        """A member of the table above."""
        hedge = str.__new__(cls, code)
        hedge._value_ = code
        hedge.words, hedge.core, hedge.support = words, core, support
        hedge.told, hedge.short = told, short or told
        hedge.refused = refused
        return hedge

    @property
    def side(self) -> int:
        """1 for a lower bound, −1 for an upper one, 0 for what has both."""
        return self.support.lo.is_finite() - self.support.hi.is_finite()

    @property
    def mirrored(self) -> Hedge:
        """What it says of the size of a negative number: below −60,000 is a loss of over 60,000."""
        bounds = (hedge for hedge in Hedge if hedge.side)
        return next((hedge for hedge in bounds if hedge.support == -self.support), self)

    @property
    def explained(self) -> str:
        """`a lower bound: over`; empty where there is no word to explain."""
        bound = {1: "a lower bound:", -1: "an upper bound:"}.get(self.side, "approximate:")
        return f"{bound} {self.told}" if self.told else ""

    def before(self, amount: str) -> str:
        """An amount with its hedge, in a sentence: `at least 500`."""
        return f"{self.told} {amount}" if self.told else amount

    def before_in_cell(self, amount: str) -> str:
        """The same in few characters: `from 500`."""
        return f"{self.short} {amount}" if self.short else amount


HEDGES = {word: hedge for hedge in Hedge for word in hedge.words}
"""The words that may stand before a number."""
LARGEST, FINEST = Decimal("1e18"), Decimal("1e-12")
"""How large a number and how small its last digit may be, for the same reason as `MAX_DIGITS`."""
_WORDS = ", ".join((*(hedge.told for hedge in Hedge if hedge.told), "exactly"))
_BOUNDS = ", ".join(hedge.told for hedge in Hedge if hedge.side)
_MEANT = {word: hedge.told for hedge in Hedge for word in hedge.refused}
_HEDGE = one_of(HEDGES)
# As texts, which are compiled on first use: a start from the cache reads no quantity.
_QUANTITY = (
    rf"(?P<hedge>{_HEDGE})?[ ]?"
    rf"(?P<sign>[+\-−])?(?P<number>{NUMBER})(?:[ ]?±[ ]?(?P<half>{NUMBER}))?"
    rf"(?:[ ]?(?P<scale>{one_of(SCALES)})(?![A-Za-z/]))?(?:[ ]?(?P<unit>[^\W\d_][^%]*|%))?"
)
_START = rf"(?:(?:{_HEDGE})[ ]?)?[+\-−]?"


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
    digits: str
    scale: Decimal
    hedge: Hedge
    value: Decimal
    step: Decimal
    half_width: Decimal | None
    unit: str


def read_lexeme(text: str, units: Units) -> Lexeme:
    """Take a quantity apart. Raises QuantityError."""
    match = re.fullmatch(_QUANTITY, text)
    if match is None:
        start = re.match(_START, text)
        raise QuantityError(*slip_in(text, start.end() if start else 0, _WORDS, _BOUNDS, _MEANT))
    parts = match.group("hedge", "sign", "number", "half", "scale", "unit")
    hedge_words, sign, number, half, scale_word, unit = parts
    if len(number) > MAX_DIGITS or number[0] == "0":
        _refuse_odd_number(number, match.start("number"))
    digits = number.replace(",", "")
    value = Decimal(digits)
    hedge = HEDGES[hedge_words] if hedge_words else Hedge.ROUNDED
    step = last_digit(digits, written=bool(scale_word) and hedge is Hedge.ROUNDED)
    half_width = Decimal(half.replace(",", "")) if half else None
    scale = SCALES[scale_word] if scale_word else _U
    if scale_word:
        value, step = value * scale, step * scale
        half_width = half_width * scale if half_width is not None else None
    if max(value, half_width or 0) >= LARGEST or step < FINEST:
        message, advice = f"'{text}' is larger than anything counted here", "check the scale word"
        raise QuantityError(message, advice, match.start("number"), code="out-of-range")
    if sign and sign != "+":
        value = -value
    known = units.spellings.get(unit) or _unit(match, units)
    return Lexeme(text, digits, scale, hedge, value, step, half_width, known)


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
    if unit is None:
        number = match["number"]
        raise QuantityError(*unit_slip(match.string, number, match.start("number"), start, units))
    return unit


def _refuse_odd_number(number: str, start: int) -> None:
    digits = number.replace(",", "").replace(".", "")
    if len(digits) > MAX_DIGITS:
        raise QuantityError(f"number has more than {MAX_DIGITS} digits", "", start)
    if len(number) > 1 and number[0] == "0" and number[1] != ".":
        raise QuantityError(f"leading zero in '{number}'", "", start)


class Quantity(NamedTuple):
    """A number in full units with its hedge and bounds; `text` is what was written.

    `step` is one unit of the last significant digit, in full units; 0 where the number is exact.
    """

    text: str
    value: Decimal
    unit: str
    hedge: Hedge
    step: Decimal
    core: Interval
    support: Interval


def bounds(x: Decimal, u: Decimal, hedge: Hedge) -> tuple[Interval, Interval]:
    """Core and support of a number x with last digit u under a hedge.

    Bounds are of the number itself, all else is of its size: `nearly -5` lies above −5.
    """
    if not u:
        return Interval.point(x), Interval.point(x)
    if x < 0 and not hedge.side:
        core, support = bounds(-x, u, hedge)
        return -core, -support
    core, support = (
        Interval(x + u * reach.lo, x + u * reach.hi, reach.lo_open, reach.hi_open)
        for reach in (hedge.core, hedge.support)
    )
    return core, support


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
    counted = units.is_count(lexeme.unit)
    if counted and lexeme.value % 1:
        grouped = re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", lexeme.digits)
        right = (
            lexeme.digits.replace(".", ",") if grouped else f"{lexeme.value.to_integral_value():,}"
        )
        at = text.index(lexeme.digits)
        raise QuantityError(f"{lexeme.unit} are whole", f"write {right}", at, code="not-whole")
    whole = counted and step <= 1
    if hedge is Hedge.ROUNDED and (exact or whole or not step):
        hedge = Hedge.EXACT
    if lexeme.half_width is not None:
        core = Interval(lexeme.value - lexeme.half_width, lexeme.value + lexeme.half_width)
        return Quantity(text, lexeme.value, lexeme.unit, Hedge.STATED, step, core, core)
    core, support = bounds(lexeme.value, step, hedge)
    shown_step = ZERO if hedge is Hedge.EXACT else step
    return Quantity(text, lexeme.value, lexeme.unit, hedge, shown_step, core, support)


def _step(lexeme: Lexeme, decimals: str | None) -> Decimal:
    if decimals is None:
        return lexeme.step
    if decimals == "INF":
        return ZERO
    step = Decimal(1).scaleb(-int(decimals))
    if not FINEST <= step < LARGEST:
        message = f"decimals {decimals} is larger than anything counted here"
        raise QuantityError(message, "write how many decimals are certain, e.g. -7")
    if lexeme.value % step:
        raise QuantityError(
            f"decimals {decimals} says '{lexeme.text}' is rounded further than it is written",
            "remove decimals or lower the digits",
            code="excess-digits",
        )
    return step
