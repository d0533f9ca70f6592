"""What goes wrong in writing a quantity, and what to type instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from difflib import get_close_matches
from itertools import chain
from typing import NamedTuple

from tui.facts.currencies import CURRENCIES, CURRENCY_WORDS, SHOWN_CURRENCIES, currency_meant
from tui.facts.units import MAX_DIGITS, NUMBER, SCALES, TECHNICAL, Units, one_of

_WORD_OF = {SCALES[word]: word for word in ("thousand", "million", "billion", "trillion")}
_SCALES = {word.casefold(): _WORD_OF.get(scale, word) for word, scale in SCALES.items()} | {
    **dict.fromkeys(("thousands", "tsd"), "thousand"),
    **dict.fromkeys(("mn", "mio", "mln", "mil", "mm", "millions"), "million"),
    **dict.fromkeys(("bln", "bil", "mrd", "milliard", "milliards", "billions"), "billion"),
    **dict.fromkeys(("trn", "trillions"), "trillion"),
}
"""What people write for a power of ten."""
_INDIAN = dict.fromkeys(("lakh", "lakhs", "lac"), 10**5) | dict.fromkeys(("crore", "crores"), 10**7)
_PERCENT = ("percent", "per cent", "pct", "pp", "ppt", "pt", "pts", "points", "percentage points")
_BASIS_POINTS = ("bp", "bps", "basis points")
_RANGE = (
    rf"(?P<low>{NUMBER}) ?(?P<first>{one_of(SCALES)})? ?(?:-|–|—|~|to|\.\.+|…) ?(?P<high>{NUMBER})"
    rf" ?(?P<scale>{one_of(SCALES)})?(?![A-Za-z/]) ?(?P<unit>.*)"
)
_GROUPED = r"([0-9]{1,3})((?:[_'’]| +)[0-9]{3})+(?![0-9_'’])(?! +[0-9])"
_DASHES = "–—‒"


UNKNOWN_UNIT = "unknown-unit"


class Slip(NamedTuple):
    """What is wrong, what to type, at which offset of the text, and the code of the finding."""

    message: str
    advice: str = ""
    offset: int = 0
    code: str = "bad-quantity"


def slip_in(text: str, start: int, words: str, bounds: str, meant: Mapping[str, str]) -> Slip:
    """The slip in a text that is no quantity; its number is expected at `start`, behind hedges.

    `words` lists the hedges there are, `bounds` those that stand for a comparison sign; `meant` has
    the one to write in place of a word that is none.
    """
    if not text.strip():
        return Slip("value is empty", "e.g. about 70 million USD")
    found = (odd_character(text, "a quantity"), *_slips(text, start, words, bounds, meant))
    return next(filter(None, found))


def _slips(
    text: str, at: int, words: str, bounds: str, meant: Mapping[str, str]
) -> Iterator[Slip | None]:
    rest, before = text[at:], text[:at]
    word = rest.split()[0] if rest.split() else ""
    if text[0] in "<>≥≤=":
        yield Slip(f"comparison sign '{text[0]}' is not a hedge", f"use words: {bounds}")
    if found := re.fullmatch(rf"\(({NUMBER})\)(.*)", rest):
        yield Slip(
            "parentheses are not a minus sign",
            f"write {before}-{found[1]}{found[found.re.groups]}",
            at,
        )
    if word[:1] in _DASHES and word[1:2].isdigit():
        yield Slip(f"'{word[0]}' is not a minus sign", f"write {before}-{rest[1:]}", at)
    if not word[:1].isdigit():
        yield _word_before(rest, at, before)
        hedge = meant.get(word)
        advice = f"write {hedge}{rest[len(word) :]}" if hedge else f"hedge words: {words}"
        yield Slip(f"expected a number, found '{word}'", advice, at)
    if re.match(r"[0-9]+:[0-9]{2}", word):
        yield Slip("this looks like a time", "durations are ISO 8601: PT18H", at)
    yield exponent(word, at)
    if found := re.match(rf"({NUMBER})\+(?! ?[0-9])", rest):
        advice = f"write at least {found[1]}{rest[found.end() :]}"
        yield Slip("a '+' after a number is not a hedge", advice, at + len(found[1]))
    yield range_slip(text, at)
    if found := re.match(_GROUPED, rest):
        mark, place = rest[len(found[1])], at + len(found[1])
        number = re.sub(r"[^0-9]+", ",", found[0])
        kind = "a space" if mark == " " else f"'{mark}'"
        yield Slip(f"{kind} is not a thousands separator", f"write {number}", place)
    if "_" in word:
        place = at + word.index("_")
        yield Slip("'_' is not a thousands separator", "write 300,000", place)
    if "  " in text:
        yield Slip("two spaces in a row", "write one", text.index("  ") + 1)
    number = (re.match(r"[0-9.,]+", word) or [word])[0]
    behind = rest[len(number) :].strip()
    if behind and re.fullmatch(NUMBER, number):
        place = text.index(behind, at + len(number))
        yield Slip(
            f"unknown unit '{behind}'", "write a word, as in 75,869 cars", place, UNKNOWN_UNIT
        )
    advice = "thousands are groups of 3: 300,000; the decimal mark is a point"
    yield Slip(f"malformed number '{number.rstrip('.,') or word}'", advice, at)


def _word_before(rest: str, at: int, before: str) -> Slip | None:
    """A currency that stands before its number."""
    found = re.fullmatch(rf"([A-Za-z]+) ?([+\-−]?{NUMBER}.*)", rest)
    code = currency_meant(found[1]) if found else ""
    if not found or not code:
        return None
    advice = f"write {before}{found[2].strip()} {code}"
    return Slip(f"'{found[1]}' must follow its number", advice, at)


def exponent(word: str, at: int) -> Slip | None:
    """A number as programs write it: `18.6e9`."""
    if not re.match(r"[0-9.,]+[eE][+-]?[0-9]", word):
        return None
    return Slip("exponent notation hides the precision", "write 18.6 billion", at)


def range_slip(text: str, at: int) -> Slip | None:
    """Two ends in the place of a number, `5-6 billion CNY`: what stands for it with ±."""
    found = re.fullmatch(_RANGE, text[at:])
    if found is None:
        return None
    low, high = ends = [Decimal(found[end].replace(",", "")) for end in ("low", "high")]
    is_long = any(len(end.as_tuple().digits) > MAX_DIGITS for end in ends)
    middle, half = (low + high) / 2, (high - low) / 2
    unit = " ".join(filter(None, (found["scale"], found["unit"])))
    if is_long or half <= 0 or found["first"] not in (None, found["scale"]) or not unit:
        middle, half, unit = Decimal("5.5"), Decimal("0.5"), "billion CNY"
    elif not found["scale"] and middle % 1 and not (low % 1 or high % 1):
        middle, half = middle + half % 1, half + half % 1  # parts of a car are none
    written = f"{middle.normalize():,f}±{half.normalize():,f} {unit}"
    return Slip("a range is written as its middle ± half its width", f"write {written}", at)


def unit_slip(text: str, number: str, place: int, at: int, units: Units) -> Slip:
    """The slip in what stands behind a number and is no unit: at which place each begins."""
    before, counted, written = text[:place], text[:at].rstrip(), text[at:]
    if other := exponent(number + written, place) or range_slip(text, place):
        return other
    word, _, rest = written.partition(" ")
    key, scale = written.casefold(), word.casefold().rstrip(".")
    unit = _unit_meant(rest, units) or rest
    slip = Slip(f"unknown unit '{written}'", "", at, UNKNOWN_UNIT)
    if scale in _SCALES:
        return slip._replace(advice=f"write {counted} {_SCALES[scale]} {unit}".rstrip())
    if scale in _INDIAN:
        return slip._replace(advice=f"write {before}{_indian(number, scale)} {unit}".rstrip())
    if key in _PERCENT:
        return slip._replace(advice=f"write {counted}%")
    if key in _BASIS_POINTS:
        share = Decimal(number.replace(",", "")) / 100
        return slip._replace(advice=f"one is 0.01%: write {before}{share.normalize():f}%")
    meant = unit_meant(written, units)
    odd = next((char for char in written if char.isalpha() and not char.isascii()), "")
    if meant and odd:
        its = f"its '{odd}' is U+{ord(odd):04X} {unicodedata.name(odd, '')}"
        slip = slip._replace(message=f"{slip.message}: {its}")
    nouns = ", ".join((*units.nouns, "an ISO 4217 code, %, km ..."))
    advice = f"did you mean '{meant}'?" if meant else f"{nouns}; declare others under units:"
    return slip._replace(advice=advice)


def _indian(number: str, word: str) -> str:
    value = Decimal(number.replace(",", "")) * _INDIAN[word]
    if value < 10**6:
        return f"{value.normalize():,f}"
    scale = next(size for size in sorted(_WORD_OF, reverse=True) if value >= size)
    return f"{(value / scale).normalize():,f} {_WORD_OF[scale]}"


_PER = re.compile(r"\s*/\s*|\s+(?:per|an?)\s+", re.I)
_LONG_SCALES = [word for word in _SCALES if len(word) > 5]
_LONGEST = 30
"""Characters of what is compared with units."""


def unit_meant(written: str, units: Units) -> str:
    """What mistyped words behind a number stand for: `billion CNY`, `CNY/car`, `cars`; empty where
    a part of them is like none."""
    body = _PER.sub("/", written)
    word, _, rest = body.partition(" ")
    key, unit = word.casefold().rstrip(".")[:_LONGEST], _unit_meant(rest, units)
    scale = word if word in SCALES else _SCALES.get(key, "")
    if not scale and (whole := _unit_meant(body, units)):
        return whole
    near = get_close_matches(key, _LONG_SCALES, n=1, cutoff=0.75)
    scale = scale or next((_SCALES[found] for found in near), "")
    return f"{scale} {unit}".strip() if scale and (unit or not rest) else ""


def _unit_meant(written: str, units: Units) -> str:
    found = "/".join(_nearest(part, units) for part in written.split("/"))
    return found if units.canonical(found) else ""


def _nearest(word: str, units: Units) -> str:
    """The unit that is spelt so, or nearly: one of the file before a currency that is shown, and
    that before any other."""
    key = word.casefold()
    if word in units.spellings or len(word) > _LONGEST:
        return word
    if key in _PERCENT:
        return "%"
    own = (*units.nouns, *chain(*units.nouns.values()), *TECHNICAL)
    by_name = [{unit.casefold(): unit for unit in group} for group in (own, SHOWN_CURRENCIES)]
    known = [*by_name, CURRENCY_WORDS, {code.casefold(): code for code in CURRENCIES}]
    for names in known:
        if key in names:
            return names[key]
    for names in known:
        if near := get_close_matches(key, names, n=1, cutoff=0.66 if len(key) < 4 else 0.7):
            return names[near[0]]
    return ""


def odd_character(text: str, where: str) -> Slip | None:
    """A character that looks like another one or like none."""
    for at, char in enumerate(text):
        category, number = unicodedata.category(char), f"U+{ord(char):04X}"
        if category in ("Zs", "Cf") and char != " ":
            name = unicodedata.name(char, "an unnamed character").lower()
            space = "write thousands as 300,000" if where == "a quantity" else "write a space"
            advice = space if category == "Zs" else "remove it; it is invisible"
            return Slip(f"{name} ({number}) inside {where}", advice, at)
        if char.isdigit() and not char.isascii():
            return Slip(f"non-ASCII digit '{char}' ({number})", "use 0-9", at)
        if category == "Sc":
            advice = "put the ISO 4217 code after the number: 38 million EUR"
            return Slip(f"currency sign '{char}' is ambiguous", advice, at)
    return None
