"""An assumption as a value or a range, and as people type it: `108,796`, `-5%`, `75%..100%`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import product
from typing import Literal, NamedTuple

from tui.economics.parse import (
    InputError,
    may_group_thousands,
    read_cars,
    read_money,
    read_percent,
    read_positive,
    text_of,
)
from tui.facts import fmt
from tui.facts.units import SCALES, scale_of

ZERO, ONE = Decimal(0), Decimal(1)


Kind = Literal["to", "by", "percent"]


class Move(NamedTuple):
    """What is assumed of one figure: a new amount (`to`), so much more (`by`), a share (`percent`).

    `half` is how far a new amount may be off by the digits that it was written with. `low` and
    `high` are the ends of a range, where one was given; `value` is then its point: its middle,
    unless another one was named.
    """

    value: Decimal
    kind: Kind = "to"
    half: Decimal = ZERO
    low: Decimal | None = None
    high: Decimal | None = None

    def step(self, now: Decimal) -> Decimal:
        """What it adds to an amount."""
        if self.kind == "percent":
            return now * self.value / 100
        return self.value if self.kind == "by" else self.value - now

    def over(self, now: Decimal) -> Decimal:
        """What it makes of an amount."""
        return self.value if self.kind == "to" else now + self.step(now)

    @property
    def ends(self) -> tuple[Move, ...]:
        """A move to either end of its range, each a range of one point; none without a range."""
        if self.low is None or self.high is None or self.is_end:
            return ()
        return tuple(Move(end, self.kind, ZERO, end, end) for end in (self.low, self.high))

    @property
    def is_end(self) -> bool:
        """Whether it is one end of a range."""
        return self.low is not None and self.low == self.high


def ranges_of(moves: Mapping[str, Move]) -> Mapping[str, Move]:
    """Those that are a range."""
    return {name: move for name, move in moves.items() if move.ends}


def corners_of(moves: Mapping[str, Move]) -> Iterator[Mapping[str, Move]]:
    """The same at every combination of the ends of those that are a range; none without one."""
    ranges = ranges_of(moves)
    for ends in product(*(move.ends for move in ranges.values())) if ranges else ():
        yield {**moves, **dict(zip(ranges, ends, strict=True))}


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
    "opex": Notation("sum", "Write for example 6.5bn or -5%.", moves=True, rounds=True),
    "opex_fixed_share": Notation("percent", _SHARE),
    "opex_drift": Notation("sum", _SUM),
    "cost_fixed_share": Notation("percent", _SHARE),
    "target": Notation("each", "Write for example 0 or 5,000."),
}
"""Every figure that can be assumed."""

MOST_FIXED = {"opex_fixed_share": ("opex", 100), "cost_fixed_share": ("cost of sales", 90)}
"""What each share is of, and the most of it that can be fixed, in percent."""

_POINTS = re.compile(r"([+\-]?.*?)\s*(?:(bps?|basis points?)|pts?|points?|pp)")
"""A step in points, or in hundredths of one."""
_WORDED = (
    re.compile(r"between\s+(.+?)\s+and\s+(.+)"),
    re.compile(r"(.*[\w%])\s*(?:–|\sto\s)\s*([\d+\-].*)"),
)
"""Other ways to write a range."""
_DASHED = re.compile(r"(.*[\w%])\s*-\s*(\d.*)")
_RANGE = re.compile(r"(?:(?P<point>.+?)\s+in\s+)?(?P<low>.+?)\s*\.\.+\s*(?P<high>.+)")
_BARE = re.compile(r"\d\s*(?:cars?|vehicles?|[A-Z]{3})?$")
_MEASURED = ("result", "rounding", "revenue")
"""Figures as published: `±` tells how far one may be off by its digits, and is no assumption."""


def read_move(
    raw: object, name: str, currency: str, called: str = "", now: Decimal | None = None
) -> Move:
    """What was typed for a figure of `NOTATIONS`, which errors call `called`. Raises InputError.

    A range is `110k..130k`, `-5%..0` or `100k±10k`, with a point of its own `80% in 75%..100%`.
    `now` is what the figure is: only beside a negative margin another one needs no word.
    """
    called = called or name
    text = text_of(raw, called, NOTATIONS[name].example).replace("…", "..")

    def read(part: str) -> Move:
        return _read_one(part, name, currency, called, now)

    for worded in _WORDED:
        text = worded.sub(r"\1..\2", text)

    def is_read(span: str) -> bool:
        try:
            return bool(read_move(span, name, currency, called, now))
        except InputError:
            return False

    if text.startswith("..") or text.endswith(".."):
        raise InputError(called, "A range has two ends, as in 110k..130k.")
    if found := _RANGE.fullmatch(text):
        return _between(found["point"], [found["low"], found["high"]], name, called, read)
    if "±" in text and name not in _MEASURED:
        return _around(text, name, called, read)
    if (found := _DASHED.fullmatch(text)) and is_read(span := f"{found[1]}..{found[2]}"):
        raise InputError(called, f"{text} could be a difference. For a range write {span}.")
    move = read(text)
    return move if NOTATIONS[name].rounds and move.kind == "to" else move._replace(half=ZERO)


def _between(
    point: str | None, typed: list[str], name: str, called: str, read: Callable[[str], Move]
) -> Move:
    """The range from one end to another; a bare zero is a step where the other end is one."""
    signed = [text for text in typed if text[0] in "+-"]
    if NOTATIONS[name].kind != "percent" and any(text.endswith("%") for text in signed):
        # Beside a step in percent the other end is one too: -5%..5%.
        typed = [f"+{end}" if end.endswith("%") and end not in signed else end for end in typed]
    if signed and any(_POINTS.fullmatch(text) for text in typed):
        typed = [_in_points(text) for text in typed]
    bare = [bool(_BARE.search(text)) for text in typed]
    if bare[0] != bare[1] and "0" not in typed and NOTATIONS[name].kind != "percent":
        raise InputError(called, "Write the unit at both ends of a range, as in 110k..130k.")
    kind: Kind = next((read(text).kind for text in typed if text != "0"), "to")
    low, high = sorted(
        (Move(ZERO, kind) if text == "0" and kind != "to" else read(text) for text in typed),
        key=lambda end: end.value,
    )
    at = read(point) if point else Move(_middle(low.value, high.value, name), kind)
    if low.kind != high.kind:
        raise InputError(called, _unlike(typed, [read(text).kind for text in typed]))
    if at.kind != kind:
        message = "A range goes from one step to another, or from one value to another"
        raise InputError(called, f"{message}: -5%..+5%, 110k..130k.")
    if not low.value <= at.value <= high.value:
        raise InputError(called, f"{point} does not lie in {typed[0]}..{typed[1]}.")
    return _ranged(at.value, kind, low.value, high.value)


def _in_points(end: str) -> str:
    """The end of a range whose other end is a step in points; a bare zero stays one."""
    if end == "0" or end.endswith("%"):
        return end
    return f"{'' if end[0] in '+-' else '+'}{end}{'' if _POINTS.fullmatch(end) else 'pt'}"


_KINDS = {"to": "a new value", "by": "a step", "percent": "a share"}


def _unlike(typed: Sequence[str], kinds: Sequence[Kind]) -> str:
    """That the ends of a range are not of one kind; where a plus is missing what to write."""
    told = " and ".join(
        f"{text} is {_KINDS[kind]}" for text, kind in zip(typed, kinds, strict=True)
    )
    if kinds == ["by", "to"]:
        return f"{told}. For a step write {typed[0]}..+{typed[1]}."
    return f"{told}: write both ends of a range alike, as in -5%..+5% or 110k..130k."


def _around(text: str, name: str, called: str, read: Callable[[str], Move]) -> Move:
    """As far to either side: in the unit of the point, or in percent of a new amount."""
    point, _, reach = (part.strip() for part in text.partition("±"))
    if not point:
        raise InputError(called, "A range has a middle before its ±, as in 100k±10k.")
    plain = point[:1] not in ("+", "-") and not point.endswith("%")
    points = _POINTS.fullmatch(reach) if point[0] not in "+-" else None
    if points and not _POINTS.fullmatch(point):
        at, half = read(point), read(f"+{reach}").value
    elif plain and reach.endswith("%") and NOTATIONS[name].kind != "percent":
        at = read(point)
        half = at.value * read_percent(reach, called).value / 100
    else:
        unit = reach[len(reach.rstrip("%ptkmbn万亿")) :]
        at = read(f"{point.removesuffix(unit)}±{reach}")
        half = at.half
    low, high = at.value - half, at.value + half
    if NOTATIONS[name].kind == "cars":
        low, high = fmt.to_step(low, ONE, ROUND_FLOOR), fmt.to_step(high, ONE, ROUND_CEILING)
    if at.kind == "to":
        for end in (low, high):
            _check(end, name, text, called)
    return _ranged(at.value, at.kind, low, high)


def _middle(low: Decimal, high: Decimal, name: str) -> Decimal:
    middle = (low + high) / 2
    whole = NOTATIONS[name].kind == "cars"
    return middle.to_integral_value(ROUND_HALF_UP) if whole else middle


def _ranged(value: Decimal, kind: Kind, low: Decimal, high: Decimal) -> Move:
    """Its ends are as given, whatever their digits; without a width it is its point."""
    return Move(value, kind, ZERO, low, high) if low < high else Move(value, kind)


def _read_one(text: str, name: str, currency: str, called: str, now: Decimal | None) -> Move:
    """A move without a range; its half-width is that of the digits, or the one that is stated."""
    known = NOTATIONS[name]
    signed = known.moves and text[0] in "+-"
    if known.kind == "percent":
        return _read_percent(text, name, called, now)
    if text.endswith("%") and known.moves:
        share = read_percent(text, called, known.example)
        if signed:
            return Move(share.value, "percent", share.half)
        bare = text.lstrip("~ ")
        raise InputError(called, f"{text} could be more or less. Write +{bare} or -{bare}.")
    if signed and known.kind == "cars":
        size = read_cars(text[1:], called)
        return Move(-size.value if text[0] == "-" else size.value, "by", size.half)
    if name == "rounding":
        return Move(abs(read_money(text.lstrip("± "), called, currency).value))
    if known.kind == "cars":
        amount = read_cars(text, called)
    else:
        read = read_positive if name == "revenue" else read_money
        amount = read(text, called, currency, known.example)
    if not signed:
        _check(amount.value, name, text, called)
    return Move(amount.value, "by" if signed else "to", amount.half)


def no_cars(called: str) -> InputError:
    """The error for a scenario without a car."""
    message = "No cars would be delivered, so a per-car figure does not exist."
    return InputError(called, f"{message} Type at least 1.")


def _read_percent(text: str, name: str, called: str, now: Decimal | None) -> Move:
    points = _POINTS.fullmatch(text)
    if name in MOST_FIXED and (points or text[0] == "+"):
        what, _ = MOST_FIXED[name]
        raise InputError(called, f"The fixed share of {what} takes no step. {_SHARE}")
    if points:
        try:
            step, scale = read_percent(f"{points[1]}%", called), 100 if points[2] else 1
        except InputError:
            example = NOTATIONS[name].example
            raise InputError(called, f'Could not read "{text}" as points. {example}') from None
        if text[0] not in "+-":
            told = f"+{text} or -{text}" if text[0].isdigit() else "for example +1pt"
            raise InputError(called, f"Points are a step: write {told}.")
        return Move(step.value / scale, "by", step.half / scale)
    is_below = text[0] == "-" and (now is None or now >= 0)
    if name == "gross_margin" and (text[0] == "+" or is_below):
        size = text[1:].removesuffix("%").strip()
        read_percent(f"{size}%", called, NOTATIONS[name].example)
        more, margin = ("less", f"exactly -{size}%") if is_below else ("more", f"{size}%")
        either = f"{text} could be {size} pt {more} or a margin of {margin.split()[-1]}"
        raise InputError(called, f"{either}. Write {text[0]}{size}pt or {margin}.")
    value = read_percent(text, called, NOTATIONS[name].example)
    _check(value.value, name, text, called)
    return Move(value.value, "to", value.half)


def _check(value: Decimal, name: str, text: str, called: str) -> None:
    """Whether a new amount can be one. Raises InputError."""
    if name == "gross_margin":
        check_margin(value, text, called)
    elif name in MOST_FIXED and not 0 <= value <= MOST_FIXED[name][1]:
        what, most = MOST_FIXED[name]
        message = f"The fixed share of {what} must be between 0% and {most}%"
        raise InputError(called, f"{message} (got {text}).")
    elif name == "deliveries" and value <= 0:
        raise no_cars(called)
    elif NOTATIONS[name].moves and value < 0:
        words = f"The {called.replace('_', ' ')} must not be below zero"
        raise InputError(called, f"{words} (got {text}).")


def check_margin(value: Decimal, text: str, field: str = "gross_margin") -> Decimal:
    """A gross margin in percent, if it can be one. Raises InputError."""
    if value > 100:
        message = "A gross margin above 100% would need a negative cost of sales"
        raise InputError(field, f"{message} (got {text}).")
    if value < -1000:
        raise InputError(field, f"A gross margin below -1,000% is not plausible (got {text}).")
    return value


FAR_OFF = 100
"""A new amount so many times larger or smaller than the one on file is an accident: `price=5`."""


def check_size(move: Move, name: str, now: Decimal, unit: str) -> None:
    """Whether a new amount, or a step of opex, can be meant. Raises InputError."""
    if side := _far_off(move, NOTATIONS[name].kind, now):
        told, known = (fmt.counted(value, unit) for value in (move.value, now))
        message = f"{told} would be {side} the {name.replace('_', ' ')} on file, {known}."
        raise InputError(name, f"{message} {_SIZES[NOTATIONS[name].kind]}")


def _far_off(move: Move, kind: str, now: Decimal) -> str:
    """In words; empty for what can be meant. No opex is thinkable, a free car is not."""
    if now <= 0 or move.kind == "percent" or (not move.value and kind == "sum"):
        return ""
    if move.kind == "by":
        is_tiny = kind == "sum" and abs(move.value) < now / FAR_OFF**3
        return "less than a millionth of" if is_tiny else ""
    if 0 <= move.value < now / FAR_OFF:
        return "less than a hundredth of"
    is_huge = kind != "cars" and move.value > now * FAR_OFF
    return "more than a hundred times" if is_huge else ""


_SIZES = {
    "cars": "Write for example 120,000, 120k or +10%.",
    "each": "Write a new amount such as 200,000, a step such as -5,000 or a share such as -5%.",
    "sum": "Write a new amount such as 6bn or a share such as -5%.",
}


def tidied(value: Decimal, name: str, kind: Kind = "to") -> Move:
    """A computed value as one would type it: within its limits, in the digits that are shown."""
    known, most = NOTATIONS[name], {"percent": 4, "sum": 6}.get(NOTATIONS[name].kind, 0)
    if name in MOST_FIXED:
        value = min(max(value, ZERO), Decimal(MOST_FIXED[name][1]))
    scale = scale_of(value)[0] if known.kind == "sum" else Decimal(1)
    shown = fmt.to_places(value / scale, most)
    if name == "deliveries":
        return Move(max(shown, Decimal(1)))
    # A negative margin is only read where it is said to be exact.
    rounds = known.rounds and kind == "to" and (known.kind != "percent" or shown >= 0)
    return Move(shown * scale, kind, scale.scaleb(-fmt.places_of(shown)) / 2 if rounds else ZERO)


_LETTERS = ((ONE, ""), *((SCALES[letter], letter) for letter in ("k", "m", "bn", "tn")))


def written(move: Move, name: str) -> str:
    """A move as it is typed; reading that gives the same move."""
    known = NOTATIONS[name]
    if not move.ends:
        return _written_at(move.value, move, known)
    ends = tuple(end.value for end in move.ends)
    point = () if move.value == _middle(ends[0], ends[1], name) else (move.value,)
    values = (*ends, *point)
    scale = scale_of(max(values, key=abs)) if known.kind == "sum" else _LETTERS[0]
    if known.kind in ("cars", "each") and not any(value % SCALES["k"] for value in values):
        scale = (SCALES["k"], "k")
    low, high = (_in_scale(end, move.kind, known, scale) if end else "0" for end in ends)
    inside = "".join(f"{_in_scale(value, move.kind, known, scale)} in " for value in point)
    return f"{inside}{low}..{high}"


def _written_at(value: Decimal, move: Move, known: Notation) -> str:
    scale = scale_of(value) if known.kind == "sum" else _LETTERS[0]
    if not known.rounds or move.kind != "to" or move.is_end:
        return _in_scale(value, move.kind, known, scale)
    if move.half:
        return _with_half(move, known.kind)
    exactly = "" if known.kind == "cars" or _is_below(value, known) else "exactly "
    return exactly + _in_scale(value, move.kind, known, scale)


def _is_below(value: Decimal, known: Notation) -> bool:
    """Whether it is a negative margin, which without a word could be a step."""
    return known.kind == "percent" and value < 0


def _in_scale(
    value: Decimal, kind: Kind, known: Notation, scale: tuple[Decimal, str] = _LETTERS[0]
) -> str:
    """A value with its sign and unit."""
    if kind == "percent":
        return f"{_digits(value, '+')}%"
    unit = {"to": "%", "by": "pt"}[kind] if known.kind == "percent" else scale[1]
    exactly = "exactly " if kind == "to" and _is_below(value, known) else ""
    return f"{exactly}{_digits(value / scale[0], '+' if kind == 'by' else '')}{unit}"


def _with_half(move: Move, kind: str) -> str:
    """With as many digits as leave that half-width, else with `~`, else with the half-width."""
    step = (move.half * 2).normalize()
    least, letter = scale_of(move.value) if kind == "sum" else _LETTERS[0]
    unit = "%" if kind == "percent" else letter
    is_digit = step.as_tuple().digits == (1,)
    about = f"~{_digits(move.value)}{unit if kind == 'percent' else ''}"
    is_about = is_digit and step.adjusted() == move.value.normalize().as_tuple().exponent
    if is_about and kind == "percent" and move.value < 0:
        return about
    if kind != "cars" and is_digit and not move.value % step:
        scales = [pair for pair in _LETTERS if pair[0] >= least] if kind == "sum" else [(ONE, unit)]
        for scale, name in scales:
            if (places := -(step / scale).adjusted()) >= 0 and (name or places != 3):
                return f"{move.value / scale:,.{places}f}{name}"
        if kind == "percent" and not move.value:
            return f"{move.value:.{places + 2}f}"
    if is_about:
        return about
    return f"{_digits(move.value / least)}±{_digits(move.half / least)}{unit}"


def _digits(value: Decimal, sign: str = "") -> str:
    text = f"{value.normalize():{sign},f}"
    return f"{text}0" if may_group_thousands(text) else text
