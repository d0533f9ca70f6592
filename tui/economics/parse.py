"""Numbers as people type them: amounts (`-0.5bn`, `~-70M`, `-5亿`, `-2.2±0.2bn`), %, car counts.

The half-width of a written number is half of its last digit; `~` makes that its last digit that is
not zero, `±` states it; a count of cars is exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tui.facts.currencies import CURRENCIES, currency_meant, parted_from_currency
from tui.facts.diagnostics import nearest
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.period import Period
from tui.facts.quantity import Hedge, Lexeme, QuantityError, read_lexeme
from tui.facts.slips import UNKNOWN_UNIT, unit_meant
from tui.facts.units import SCALES, Units

MOST_CARS = 100_000_000
MOST_MONEY = Decimal(10) ** 13

_UNITS = Units({"cars": ("car", "vehicles", "vehicle")})
_CARS = re.compile(r"\s*(?:cars?|vehicles?)$")
_YEARLY = re.compile(r"\s(?:in|for|of)\s+20[0-9]{2}$")
_DOTTED = re.compile(r"-?[0-9]{1,3}(\.[0-9]{3})+")
_ONE_POINT = re.compile(r"(?<![\d.,])(-?[1-9][0-9]{0,2})\.([0-9]{3})(?=\s*(?:±|$))")
"""Digits that a thousand may be grouped in, with nothing behind them to tell."""
_MONEY_EXAMPLE = "Write for example -0.5bn, -500M or -5亿."
_CARS_EXAMPLE = "Write for example 75,869."
_PERCENT_EXAMPLE = "Write for example 23.2%."


class InputError(ValueError):
    """An input that cannot be used: which one, and one line that says what to type."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message


_MEANT = {"cars": "deliveries", "vehicles": "deliveries", "revenue_per_car": "price"}
"""What is called otherwise here, by words that are not like it."""


def unknown(what: str, word: str, known: Iterable[str]) -> str:
    """That a word is none of those known, with the nearest of them and all."""
    words = list(known)
    near = _MEANT.get(word) or nearest(word, words)
    said = f"{what}: did you mean '{near}'?" if near else f"{what}."
    return f"{said} Known: {', '.join(words)}."


class Written(NamedTuple):
    """A number as typed: its value and the half-width that its digits leave."""

    value: Decimal
    half: Decimal

    def figure(self, unit: str, label: str, period: Period | None = None) -> Figure:
        """The figure it stands for, bounds and all."""
        bounds = Interval(self.value - self.half, self.value + self.half)
        return Figure(self.value, bounds, bounds, unit, label, period)


def text_of(raw: object, field: str, example: str) -> str:
    """What was typed, trimmed. Raises InputError when there is nothing to read."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        raise InputError(field, f"{_name(field)} is missing. {example}")
    if isinstance(raw, bool) or not isinstance(raw, str | int | float | Decimal):
        raise InputError(field, f'Could not read "{_short(str(raw))}" as a number. {example}')
    return str(raw).strip().replace("−", "-")


def read_currency(raw: object, field: str = "currency") -> str:
    """An ISO 4217 code; CNY when not given. Raises InputError."""
    code = str(raw).strip().upper() if raw is not None else "CNY"
    if code not in CURRENCIES:
        example = currency_meant(code) or "a code of ISO 4217, for example CNY, USD or EUR"
        raise InputError(field, f"Unknown currency {_short(str(raw))}. Write {example}.")
    return code


def read_money(raw: object, field: str, currency: str, example: str = _MONEY_EXAMPLE) -> Written:
    """An amount in full units of a currency. Raises InputError."""
    text = text_of(raw, field, example)
    body, code = parted_from_currency(text)
    if code not in ("", currency):
        message = f'"{_short(text)}" is in {code}, but the rest is in {currency}.'
        raise InputError(field, f"{message} Give all amounts in one currency.")
    refuse_one_point(body, field)
    written = _read(body, currency, field, "an amount", example)
    if abs(written.value) >= MOST_MONEY:
        limit = f"{_name(field)} must be smaller than 10,000bn"
        raise InputError(field, f"{limit} (got {_short(text)}).")
    return written


def may_group_thousands(text: str) -> bool:
    """Whether a point may group thousands as well as part decimals: `150.000`."""
    return bool(_ONE_POINT.search(text))


def refuse_one_point(text: str, field: str) -> None:
    """Raises InputError where a number could be one of two: `150.000`."""
    if found := _ONE_POINT.search(text):
        grouped, parted = f"{found[1]},{found[2]}", f"{Decimal(found[0]).normalize():f}"
        message = f"{_short(text)} is ambiguous, it could be {grouped} or {parted}."
        # Four decimals are not taken for a group of thousands.
        parted += "0" * may_group_thousands(parted)
        raise InputError(field, f"{_name(field)}: {message} Write {grouped} or {parted}.")


def read_rate(raw: object, field: str, currency: str) -> Decimal:
    """An exchange rate, which has as many decimals as it has. Raises InputError."""
    text = text_of(raw, field, "Write for example 7.2748.")
    return _read(text, currency, field, "a rate", "Write for example 7.2748.").value


def read_positive(raw: object, field: str, currency: str, example: str = _MONEY_EXAMPLE) -> Written:
    """An amount above zero. Raises InputError."""
    written = read_money(raw, field, currency, example)
    if written.value - written.half <= 0:
        raise InputError(field, f"{_name(field)} must be above zero (got {_short(str(raw))}).")
    return written


def read_percent(raw: object, field: str, example: str = _PERCENT_EXAMPLE) -> Written:
    """A percentage: with `%` as written; a bare number of size below 1 is a fraction.

    Raises InputError, also for a bare 1, which could be 1% or 100%.
    """
    text = text_of(raw, field, example)
    bare = not text.endswith("%")
    written = _read(text, "%", field, "a percentage", example)
    if not bare:
        return written
    if abs(written.value) == 1:
        sign = "-" if written.value < 0 else ""
        message = f"{_name(field)}: {text} is ambiguous, it could be {sign}1% or {sign}100%."
        raise InputError(field, f"{message} Write {sign}1% or {sign}100%.")
    scale = 100 if abs(written.value) < 1 else 1
    return Written(written.value * scale, written.half * scale)


def read_cars(raw: object, field: str = "deliveries") -> Written:
    """A whole number of cars, which may be zero. Raises InputError."""
    text = _CARS.sub("", text_of(raw, field, _CARS_EXAMPLE))
    if _YEARLY.search(text):
        raise InputError(field, f'"{_short(text)}" is the total of a year: type it in the outlook.')
    lexeme = _lexeme(text, "cars", field, "a number of cars", _CARS_EXAMPLE)
    value, name = lexeme.value, _name(field)
    if not value % 1:
        refuse_one_point(text, field)
    else:
        hint = f" Write {text.replace('.', ',')}." if _DOTTED.fullmatch(text) else ""
        wrong = f"{name} must be a whole number of cars"
        raise InputError(field, f"{wrong} (got {_short(text)}).{hint}")
    if value < 0:
        raise InputError(field, f"{name} cannot be negative (got {_short(text)}).")
    half = lexeme.half_width or (_half(lexeme) if lexeme.hedge is Hedge.ABOUT else Decimal(0))
    if value + half > MOST_CARS:
        raise InputError(field, f"{name} must be at most {MOST_CARS:,} cars (got {_short(text)}).")
    if half and half >= value:
        raise InputError(field, f"{name} must be above zero (got {_short(text)}).")
    return Written(value, half)


def _read(text: str, unit: str, field: str, what: str, example: str) -> Written:
    lexeme = _lexeme(text, unit, field, what, example)
    if lexeme.hedge is Hedge.EXACT:
        return Written(lexeme.value, Decimal(0))
    half = _half(lexeme) if lexeme.half_width is None else lexeme.half_width
    return Written(lexeme.value, half)


def _lexeme(text: str, unit: str, field: str, what: str, example: str) -> Lexeme:
    try:
        lexeme = _taken_apart(text, unit)
    except QuantityError as error:
        why = _why(text, unit, error, example)
        raise InputError(field, f'Could not read "{_short(text)}" as {what}{why}') from None
    if unit == "%" and lexeme.scale != 1:
        raise InputError(field, f'Could not read "{_short(text)}" as {what}. {example}')
    if lexeme.hedge not in (Hedge.ROUNDED, Hedge.ABOUT, Hedge.EXACT):
        bound = f'"{_short(text)}" is a bound, not a value'
        raise InputError(field, f"{bound}: type the figure itself, with ~ if it is about that.")
    return lexeme


def _taken_apart(text: str, unit: str) -> Lexeme:
    """A number in the unit, which need not be written. Raises QuantityError."""
    bare = text.removesuffix(unit).rstrip()
    return read_lexeme(f"{in_small_letters(bare)} {unit}", _UNITS)


def in_small_letters(text: str) -> str:
    """Scales in any case: `0.5BN` is `0.5bn`."""
    match = re.search(r"[A-Za-z]+$", text)
    if match and match[0] not in SCALES and match[0].lower() in SCALES:
        return text[: match.start()] + match[0].lower()
    return text


def _half(lexeme: Lexeme) -> Decimal:
    """Half of the last written digit; with a hedge, of the last one that is not zero."""
    number = Decimal(lexeme.digits)
    exponent = (number.normalize() if lexeme.hedge is Hedge.ABOUT else number).as_tuple().exponent
    step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return step * lexeme.scale / 2


_TAIL = re.compile(r"(.*[0-9]\s*)([^\W\d_][^0-9]*)")
"""A number, and the words behind it."""


def _meant(text: str, unit: str, example: str) -> str:
    """The same with the unit or the scale that mistyped words stand for; empty for none, and where
    that cannot be read either."""
    found = _TAIL.fullmatch(text)
    meant = unit_meant(found[2], _UNITS) if found else ""
    word = meant.rpartition(" ")[2]
    takes_share = unit == "cars" or "%" in example
    fits = word in SCALES or _UNITS.canonical(word) in (unit, *["%"] * takes_share)
    if not found or not fits:
        return ""
    offered = f"{found[1].rstrip() if meant == '%' else found[1]}{meant}"
    return offered if _is_readable(offered, "%" if meant == "%" else unit) else ""


def _is_readable(text: str, unit: str) -> bool:
    try:
        lexeme = _taken_apart(text, unit)
    except QuantityError:
        return False
    return not lexeme.value % 1 if unit == "cars" else unit != "%" or lexeme.scale == 1


def _why(text: str, unit: str, error: QuantityError, example: str) -> str:
    """A word on the slip, where one was recognised, and what to write instead."""
    if text[:1] in ("<", ">"):
        return ": it is a bound. Type the figure itself, or a range as in 110k..130k."
    if re.search(r"\d,\d{1,2}(?!\d)|\d,\d{4,}|\.\d{3}[.,]", text):
        mark = ": commas group thousands, and the decimal mark is a point"
        match = re.fullmatch(r"([^.,]*[0-9]),([0-9]{1,2}(?!\d)[^.,]*)", text)
        if match and _is_readable(point := f"{match[1]}.{match[2]}", unit):
            return f"{mark}. Write {point}."
        return f"{mark} (18,600 or 18.6)."
    if meant := _meant(text, unit, example):
        return f': did you mean "{meant}"?'
    if error.code == UNKNOWN_UNIT:
        units = {"cars": "k, 万, cars", "%": "%"}.get(unit, f"k, m, bn, 万, 亿, {unit}")
        more = f" {example}" if unit == "%" else ""
        return f": after the number write {units} or nothing.{more}"
    if re.search(r"\d", text) and not error.message.startswith(("malformed", "expected")):
        return f": {error.message}. {example}"
    return f". {example}"


def _name(field: str) -> str:
    return field.replace("_", " ").capitalize()


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
