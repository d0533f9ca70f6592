"""Numbers, money, figures, periods and lengths of time as people read them.

The one place where they are turned into text: checks, economics, tabs and commands share it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from tui.facts.currencies import CURRENCIES
from tui.facts.figure import Figure
from tui.facts.interval import FINER, Interval
from tui.facts.model import Fact
from tui.facts.period import MONTHS, Period, spans_of
from tui.facts.units import currency_of, noun, scale_of

MISSING = "–"
MINUS = "−"
SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€"}
NAMES = {"CNY": "yuan", "USD": "dollars", "EUR": "euros"}
_SPANS = {"hour": "h", "minute": "min", "second": "s"}
_MILLION = Decimal(10) ** 6
_MILLIONTH, _BILLIONTH = Decimal("1e-6"), Decimal("1e-9")
_CODED = re.compile(rf"(\d[\d,.]*[a-z]*) ({'|'.join(SYMBOLS)})\b")
_LONG_SCALES = ((Decimal(10) ** 9, " billion"), (_MILLION, " million"))


def number(value: Decimal, places: int = 0, *, signed: bool = False) -> str:
    """Grouped digits with a true minus: `−6,590`; `+` in front of gains when signed."""
    text = f"{to_places(value, places):,f}"
    if text.startswith("-"):
        return MINUS + text[1:] if text.strip("-0.,") else text[1:]
    return f"+{text}" if signed and text.strip("0.,") else text


def significant(value: Decimal, digits: int = 4) -> str:
    """Grouped digits, whole ones all and at most `digits` significant, without idle zeros."""
    places = max(digits - 1 - value.adjusted(), 0) if value else 0
    text = number(value, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(value: Decimal) -> str:
    """A percentage to one place: `35.7%`."""
    return f"{number(value, 1)}%"


def counted(count: Decimal, plural: str) -> str:
    """`75,869 cars`, `1 car`."""
    return f"{number(count)} {noun(count, plural)}"


def money(
    value: Decimal,
    currency: str,
    places: int = 0,
    *,
    signed: bool = False,
    symbols: Mapping[str, str] = SYMBOLS,
) -> str:
    """`−¥6,590`, `+$924`; a currency without a symbol stands behind: `1,250 GBP`."""
    text = number(value, places, signed=signed)
    sign, digits = (text[0], text[1:]) if text[0] in "+−" else ("", text)
    symbol = symbols.get(currency)
    return f"{sign}{digits} {currency}" if symbol is None else f"{sign}{symbol}{digits}"


def compact(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """For charts: one decimal from a thousand up: `−¥37.7k`, `−¥6.6k`, `¥18.6bn`, `−¥467`."""
    scale, letter = scale_of(value)
    return suffixed(value / scale, int(scale > 1), letter, currency, signed)


def total(figure: Figure, *, signed: bool = False, symbols: Mapping[str, str] = SYMBOLS) -> str:
    """A sum of money with the digits its source gives: `¥18.58bn`, `−¥0.5bn`."""
    scale, letter = _scale_for(size_of(figure))
    currency, (_, places) = currency_of(figure.unit) or "", _digits_shown(figure)
    return suffixed(figure.value / scale, places, letter, currency, signed, symbols)


def short_total(figure: Figure) -> str:
    """A sum as its source gives it, with one decimal where that gives more than two."""
    scale, _ = _scale_for(size_of(figure))
    if places_for(step_of(figure) / scale) > 2:
        return compact(figure.value, currency_of(figure.unit) or "")
    return total(figure)


def rounded_total(figure: Figure, size: Decimal, *, signed: bool = False) -> str:
    """A sum to two digits behind the point, in the power of ten of a size: `−¥0.50bn`, `$38.00m`.

    Sums that stand beside each other take the largest size of them.
    """
    scale, letter = _scale_for(size)
    currency = currency_of(figure.unit) or ""
    return suffixed(figure.value / scale, 2 if letter else 0, letter, currency, signed)


def size_of(figure: Figure | None) -> Decimal:
    """What chooses the power of ten of a sum; 0 without one.

    A figure given to the tenth of a billion reads 0.5bn, not 500m.
    """
    return max(abs(figure.value), step_of(figure) * 10) if figure else Decimal(0)


def _scale_for(size: Decimal) -> tuple[Decimal, str]:
    """Prices, below a million, are written out."""
    return scale_of(size) if size >= _MILLION else (Decimal(1), "")


def suffixed(
    value: Decimal,
    places: int,
    suffix: str,
    currency: str,
    signed: bool = False,
    symbols: Mapping[str, str] = SYMBOLS,
) -> str:
    """An amount with the letter of its power of ten: `−$38.00m`, `−38.00m GBP`."""
    text = money(value, currency, places, signed=signed, symbols=symbols)
    if currency in symbols or not suffix:
        return text + suffix
    digits, _, code = text.partition(" ")
    return f"{digits}{suffix} {code}"


def step_of(figure: Figure) -> Decimal:
    """One unit of the last digit worth showing, in full units.

    For a stated figure the last significant digit; for a derived one the power of ten at or below
    half the width of its bounds; for an exact one its own last digit.
    """
    exponent = figure.value.normalize().as_tuple().exponent
    return _certain(figure) or Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _certain(figure: Figure) -> Decimal:
    """The same; 0 for what is exact or has no bounds, by the one bound where there is one."""
    origin = figure.origin
    if isinstance(origin, Fact) and origin.quantity and origin.quantity.step:
        return origin.quantity.step
    ends = [end for end in (figure.core.lo, figure.core.hi) if end.is_finite()]
    half = max(abs(end - figure.value) for end in ends) if len(ends) == 1 else figure.core.width / 2
    return Decimal(1).scaleb(half.adjusted()) if half.is_finite() and half else Decimal(0)


def about(figure: Figure, symbols: Mapping[str, str] = SYMBOLS) -> str:
    """The size of a figure in a sentence, with the digits that are certain: `about ¥6,600`."""
    size = figure._replace(value=abs(figure.value))
    is_rounded = _certain(figure) > _finest(figure) or rounded(size) != _whole(size)
    return f"{'about ' if is_rounded else ''}{certain(size, symbols)}"


def certain(
    figure: Figure, symbols: Mapping[str, str] = SYMBOLS, *, signed: bool = False, least: int = 0
) -> str:
    """A figure with the digits that are certain: `144,000 cars`, `−¥6,600`.

    Cars are whole ones, rounded up; money per car is whole or has four digits. `least` is the last
    digit that is wanted.
    """
    currency, (scale, letter) = currency_of(figure.unit), _told_in(figure)
    step = max(_certain(figure), _finest(figure), Decimal(least))
    point, places = to_step(_whole(figure), step, ROUND_HALF_UP), places_for(step / scale)
    if currency:
        return suffixed(point / scale, places, letter, currency, signed, symbols)
    text = number(point, places, signed=signed)
    unit = figure.unit if figure.unit in ("%", "x") else f" {noun(point, figure.unit)}"
    return f"{text}{unit}".rstrip()


def rounded(figure: Figure) -> Decimal:
    """The value to the last digit that is certain."""
    return to_step(_whole(figure), max(_certain(figure), _finest(figure)), ROUND_HALF_UP)


def _whole(figure: Figure) -> Decimal:
    """What is counted, as whole ones."""
    is_count = figure.unit == "cars"
    return to_step(figure.value, Decimal(1), ROUND_CEILING) if is_count else figure.value


def between(figure: Figure) -> str:
    """The bounds that go with `about`, outwards to a tenth of its last digit: ` (5,930 to 7,250)`.

    Empty for what is exact or has no bounds, and where both come to the same.
    """
    low, high = figure.core.lo, figure.core.hi
    if high <= 0:
        low, high = -high, -low
    if figure.is_exact or low.is_infinite():
        return ""
    scale, letter = _told_in(figure)
    step = max(_certain(figure) / 10, _finest(figure))
    if high.is_infinite():
        least = number(to_step(low, step, ROUND_FLOOR) / scale, places_for(step / scale))
        return f" (at least {least}{letter})"
    least, most = (
        number(to_step(end, step, rounding) / scale, places_for(step / scale))
        for end, rounding in ((low, ROUND_FLOOR), (high, ROUND_CEILING))
    )
    return f" ({least} to {most}{letter})" if least != most else ""


def _told_in(figure: Figure) -> tuple[Decimal, str]:
    """Only sums are told in billions and millions."""
    is_sum = currency_of(figure.unit) == figure.unit
    return _scale_for(size_of(figure)) if is_sum else (Decimal(1), "")


def _finest(figure: Figure) -> Decimal:
    """The last digit that is shown at most."""
    if figure.unit in ("%", "pt"):
        return Decimal("0.01")
    if currency_of(figure.unit) == figure.unit:
        return step_of(figure) if figure.is_exact else Decimal(0)
    if figure.is_exact or currency_of(figure.unit) is None:
        return Decimal(1)
    return min(Decimal(1), Decimal(1).scaleb(figure.value.adjusted() - 3))


def places_of(value: Decimal) -> int:
    """Decimal places that a number needs to be written in full."""
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def places_for(step: Decimal) -> int:
    """Decimal places that show a step, at most six."""
    return min(max(-step.adjusted(), 0), 6) if step else 0


def amount(
    figure: Figure | None, *, signed: bool = False, symbols: Mapping[str, str] = SYMBOLS
) -> str:
    """Any figure in its own unit; a missing one is a dash, never 0.

    `symbols` are the signs of currencies; one that is not among them is told by its code.
    """
    if figure is None:
        return MISSING
    currency = currency_of(figure.unit)
    above, _, below = figure.unit.partition("/")
    if below in CURRENCIES:
        rate = money(figure.value, above, _digits_shown(figure)[1], symbols=symbols)
        return f"{rate} per {symbols.get(below, below)}"
    if currency and below:
        return money(figure.value, currency, signed=signed, symbols=symbols)
    if currency:
        return total(figure, signed=signed, symbols=symbols)
    text = bare(figure, signed=signed)
    if figure.unit in ("%", "x"):
        return text + figure.unit
    return f"{text} {noun(figure.value, figure.unit)}"


def for_a_cell(figure: Figure) -> str:
    """The digits that `amount` shows, as a spreadsheet takes them: `-6590`, `18580000000`, `20.1%`.

    In full units and without a currency; only a percentage says what it is.
    """
    scale, places = _digits_shown(figure)
    text = exact(to_places(figure.value / scale, places) * scale)
    return f"{text}%" if figure.unit == "%" else text


def _digits_shown(figure: Figure) -> tuple[Decimal, int]:
    """What a figure is shown in, and the decimal places of it."""
    currency, (_, _, below) = currency_of(figure.unit), figure.unit.partition("/")
    if currency and not below:
        scale, _ = _scale_for(size_of(figure))
        return scale, places_for(step_of(figure) / scale)
    if currency and below not in CURRENCIES:
        return Decimal(1), 0
    most = 6 if below in CURRENCIES else 2 if figure.unit == "%" else 4
    return Decimal(1), min(places_for(step_of(figure)), most)


def bare(figure: Figure, *, signed: bool = False) -> str:
    """A figure that is no money, without its unit; a share to hundredths of a percent."""
    return number(figure.value, _digits_shown(figure)[1], signed=signed)


def coded(value: Decimal, currency: str) -> str:
    """`−1,000 CNY`, to the whole unit, where a text must do without symbols."""
    return f"{number(value)} {currency}"


def coded_total(value: Decimal, currency: str) -> str:
    """To three digits, below a thousand to the whole unit: `4.00bn CNY`, `679m CNY`."""
    scale, letter = scale_of(value)
    places = 2 - (value / scale).adjusted() if letter else 0
    return f"{number(value / scale, places)}{letter} {currency}"


def coded_bound(value: Decimal, currency: str, rounding: str) -> str:
    """A bound as `coded_total` writes it, rounded outwards."""
    step = max(Decimal(1).scaleb(value.adjusted() - 2), Decimal(1))
    return coded_total(to_step(value, step, rounding), currency)


def coded_amount(figure: Figure | None) -> str:
    """As `amount`, with the code of the currency: `−0.5bn CNY`, `−6,590 CNY`, `75,869 cars`."""
    return amount(figure, symbols={})


def spoken(value: Decimal, unit: str) -> str:
    """In a sentence of a check: `18.6 billion CNY`, `157,171 cars`, `23.2%`, `7.44 CNY/USD`."""
    scale, word = _long_scale(value, unit)
    return f"{significant(value / scale)}{word}{_behind(noun(value, unit))}"


def spoken_range(interval: Interval, unit: str) -> str:
    """`18.55 to 18.65 billion CNY`, `over 300,000 cars`, `157,171 cars`."""
    if interval.is_point:
        return spoken(interval.lo, unit)
    if not interval.lo.is_finite() or not interval.hi.is_finite():
        word, end = ("over", interval.lo) if interval.lo.is_finite() else ("under", interval.hi)
        return f"{word} {spoken(end, unit)}" if end.is_finite() else "any number"
    scale, word = _long_scale(max(abs(interval.lo), abs(interval.hi)), unit)
    ends = dict.fromkeys(significant(end / scale) for end in (interval.lo, interval.hi))
    return f"{' to '.join(ends)}{word}{_behind(unit)}"


def _long_scale(size: Decimal, unit: str) -> tuple[Decimal, str]:
    """Only sums of money are told in billions and millions."""
    scales = _LONG_SCALES if currency_of(unit) == unit else ()
    return next((pair for pair in scales if abs(size) >= pair[0]), (Decimal(1), ""))


def _behind(unit: str) -> str:
    return unit if unit in ("", "%", "x") else f" {unit}"


def with_signs(text: str) -> str:
    """A sentence of the calculator as the screen writes money: `6,590 CNY` as `¥6,590`."""
    return _CODED.sub(lambda found: f"{SYMBOLS[found[2]]}{found[1]}", text)


def unrounded(figure: Figure) -> str:
    """A figure in its own unit with the digits that its bounds leave uncertain, too."""
    return amount(figure.at(figure.value)._replace(origin=None))


def digits(figure: Figure | None) -> str:
    """A figure for big digits, which know a plain minus only; a dash when it is missing."""
    return plain_minus(number(figure.value, signed=True)) if figure else "-"


def tidy(value: Decimal, currency: str) -> str:
    """An amount of money or a plain number without idle zeros: `¥50m`, `0.05`."""
    if currency:
        return compact(value, currency).replace(".0", "")
    return plain(value)


def tick(value: float, currency: str) -> str:
    """A label on an axis: round numbers, so thousands need no digit behind the point."""
    return tidy(Decimal(round(value)), currency)


def bound(figure: Figure, end: Decimal, symbols: Mapping[str, str] = SYMBOLS) -> str:
    """One end of a figure's bounds, outwards to a tenth of the last digit that is certain."""
    if not end.is_finite():
        return "any amount"
    currency = currency_of(figure.unit)
    half = figure.core.width / 2
    step = step_of(figure)
    if half.is_finite() and half > 0:
        step = min(step, Decimal(1).scaleb(half.adjusted() - 1))
    is_sum = currency is not None and "/" not in figure.unit and abs(end) >= 10**6
    if currency and not is_sum:
        step = min(max(step, Decimal("0.01")), Decimal(1))
    if not figure.is_exact:
        end = to_step(end, step, ROUND_FLOOR if end == figure.low else ROUND_CEILING)
    if currency is None:
        unit = figure.unit if figure.unit in ("%", "x") else f" {noun(end, figure.unit)}"
        return number(end, places_for(step)) + unit
    if not is_sum:
        return money(end, currency, places_for(step), symbols=symbols)
    scale, letter = scale_of(end)
    return suffixed(end / scale, places_for(step / scale), letter, currency, False, symbols)


def total_step(figure: Figure) -> str:
    """The last digit a sum was published to: `¥0.1bn`."""
    scale, letter = _scale_for(size_of(figure))
    step = step_of(figure) / scale
    return suffixed(step, places_for(step), letter, currency_of(figure.unit) or "")


def plus_minus(figure: Figure) -> str:
    """Half the width of the core: `± 659`; empty when exact, in words for a mere bound."""
    half = half_width(figure)
    return f"± {half}" if half and figure.support.bounded else half


def half_width(figure: Figure, currency: str = "") -> str:
    """The same without its sign, for a column that has it: `659`."""
    if figure.is_exact:
        return ""
    if not figure.support.bounded:
        return "bound only"
    half = figure.core.width / 2
    places = 0 if half >= 10 else places_for(Decimal(1).scaleb(half.adjusted() - 1))
    return f"{SYMBOLS.get(currency, '')}{number(half, places)}"


def percent_change(new: Decimal, old: Decimal) -> str:
    """`▲ 9%` or `▼ 4%`; a dash when there was nothing to compare with."""
    if old == 0:
        return MISSING
    return growth((new / old - 1) * 100)


def growth(percent: Decimal) -> str:
    """`▲ 9%` or `▼ 4%`, to the whole percent."""
    arrow = "▲" if percent > 0 else "▼"
    return f"{arrow} {number(abs(percent))}%" if to_places(percent, 0) else "= 0%"


def point_change(new: Decimal, old: Decimal) -> str:
    """Difference of two percentages in points: `▲ 2.8 pt`."""
    change = new - old
    arrow = "▲" if change > 0 else "▼"
    return f"{arrow} {number(abs(change), 1)} pt" if to_places(change, 1) else "= 0 pt"


def period(when: Period | None) -> str:
    """`Q1 25`, `H1 25`, `2025`, `Jun 2025`, `26 Jun 2025`, or the text of a stretch."""
    if when is None or when.start is None:
        return when.text if when else MISSING
    year = when.start.year
    if when.kind in ("quarter", "half"):
        return f"{when.text[5:7]} {year % 100:02}"
    if when.kind == "month":
        return f"{MONTHS[when.start.month - 1]} {year}"
    if when.kind == "day":
        return f"{_day(when.start)} {year}"
    if when.kind == "year":
        return str(year)
    first, last = when.start, when.last
    if last is None:
        return f"from {first:%Y-%m-%d}"
    since = "" if first.year == last.year else f" {first.year}"
    return f"{_day(first)}{since} to {_day(last)} {last.year}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def duration_words(duration: str) -> str:
    """`18 h`, `27 min`, `3 days` for an ISO 8601 duration; the duration itself where unclear."""
    parts = (
        f"{count} {_SPANS.get(span) or noun(count, f'{span}s')}"
        for span, count in spans_of(duration).items()
    )
    return " ".join(parts) or duration


def true_minus(text: str) -> str:
    """A quantity as the file has it, or a range of them, with a true minus."""
    return re.sub(r"(?:(?<![\w.])|(?<=\.\.))-(?=\d)", MINUS, text)


def plain_minus(text: str) -> str:
    """A text for programs, which know the minus of a keyboard only."""
    return text.replace(MINUS, "-")


def joined(parts: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; empty without any."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def plain(value: Decimal, rounding: str = ROUND_HALF_EVEN) -> str:
    """The machine form of a number: full units to at most six places, no grouping, no exponent."""
    return exact(to_step(value, _MILLIONTH, rounding))


def known(value: Decimal | None, rounding: str = ROUND_HALF_EVEN) -> str | None:
    """The machine form of a number; None for one that is missing, and for a bound at infinity."""
    return None if value is None or value.is_infinite() else plain(value, rounding)


def recorded(figure: Figure | None) -> str | None:
    """The machine form of a figure; None for one that is missing."""
    return known(figure.value) if figure else None


def to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    """A whole multiple of a power of ten.

    The last of the 28 digits of a quotient, less than a billionth of the step, are none to round
    up or down for.
    """
    tidied = (value / step).quantize(_BILLIONTH, ROUND_HALF_EVEN, FINER)
    return tidied.to_integral_value(rounding) * step


def exact(value: Decimal) -> str:
    """What a source states, for programs: all of its digits, no grouping, no exponent."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}".replace("-0", "0") if not value else f"{int(value)}"
    return f"{value.normalize():f}"


def to_places(value: Decimal, places: int) -> Decimal:
    """Rounded half up to decimal places."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
