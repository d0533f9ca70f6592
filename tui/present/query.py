"""What is typed to find something: words without case and accents, numbers however written.

`$900` and `900 dollars` are one number, as are `6590`, `6,590` and `6.59k`; so are the letters of
`SU7` and `ｓｕ７`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.currencies import CURRENCY_WORDS, SHOWN_CURRENCIES
from tui.facts.period import read_period
from tui.facts.units import SCALES, TECHNICAL, one_of

EXACT, OPPOSITE, ROUNDED, WORDS = 4, 3, 2, 1
"""How near a term is: the very number, the same with the other sign, what it is rounded from, and
the words of it somewhere."""

_CODES = {code.casefold(): code for code in (*SHOWN_CURRENCIES, *CURRENCY_WORDS.values())}
_CODES |= CURRENCY_WORDS
_CODES |= {f"us{fmt.SYMBOLS['USD']}": "USD"} | {sign: code for code, sign in fmt.SYMBOLS.items()}
_UNITS = _CODES | {unit.casefold(): unit for unit in TECHNICAL} | {"percent": "%"}
_SCALES = {word.casefold(): scale for word, scale in SCALES.items()}


_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?P<sign>-)? ?(?:(?P<before>{one_of(_CODES)}) ?)?(?P<behind>-)?"
    r"(?P<digits>[0-9]{1,3}(?:[ ',][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:[.,][0-9]+)?)(?![0-9-])"
    rf"(?: ?(?P<scale>{one_of(_SCALES)})(?![a-z]))?(?: ?(?P<unit>{one_of(_UNITS)})(?![a-z]))?"
    r"(?![a-z0-9])"
)
_PLAIN = {**dict.fromkeys(range(0x300, 0x370)), ord(fmt.MINUS): "-"}
"""Accents, which stand behind their letter in the form that is looked at, are left out."""
_YEAR = re.compile(r"(19|20)[0-9]{2} ?")
_PART = "(?:[1-4]q|q[1-4]|[12]h|h[12])"
_REPORTED = re.compile(
    rf"(?<![\w.,-])(?:{_PART}[ '’]?(?:20)?[0-9]{{2}}|(?:20)?[0-9]{{2}}{_PART})"
    rf"(?![\w-]|[.,][0-9]| ?(?:{one_of([*_SCALES, *_UNITS])})(?![a-z]))"
)
"""A quarter or a half as people write it: `q3 25`, `3q25`, `2025q3`; no `q3 25%`."""
_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_SCRIPT = re.compile(r"(?<=[^\W\d_a-z])(?=[a-z0-9])|(?<=[a-z0-9])(?=[^\W\d_a-z])")
"""Where Latin letters or digits touch those of another script, as in `小米su7`."""


class Number(NamedTuple):
    """A number in full units; `half` is half of its last digit, `unit` empty where none is told."""

    value: Decimal
    unit: str = ""
    half: Decimal = Decimal(0)

    def nearness(self, other: Number) -> int:
        """How near another number is to this one, which was typed; 0 where it is another one."""
        if self.unit and other.unit and self.unit != other.unit:
            return 0
        off = abs(abs(self.value) - abs(other.value))
        if off:
            return ROUNDED if off <= self.half else 0
        return EXACT if self.value in (other.value, abs(other.value)) else OPPOSITE


class Term(NamedTuple):
    """A word that is looked for, or a number, as the numbers that it may be and as it is typed."""

    words: tuple[str, ...]
    numbers: tuple[Number, ...] = ()

    def nearness(self, text: str, numbers: Sequence[Number]) -> int:
        """How near a text comes to it that was folded, and the numbers told in it; 0 for not."""
        near = (mine.nearness(other) for mine in self.numbers for other in numbers)
        return max(near, default=0) or WORDS * all(word in text for word in self.words)


def folded(text: str) -> str:
    """A text without case and accents."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_PLAIN)
    return text.casefold()


def searchable(*texts: str) -> str:
    """Texts as the words of a query are looked for in them: folded, thousands not grouped."""
    return _COMMA.sub("", folded(" ".join(texts)))


def read_query(query: str) -> tuple[Term, ...]:
    """The terms of what was typed, each once; `2025Q3` and `Q3 25` are those of `Q3 2025`."""
    text, terms, at = _REPORTED.sub(_part_and_year, folded(query)), list[Term](), 0
    for match in _NUMBER.finditer(text):
        terms += map(_word, text[at : match.start()].split())
        numbers = () if _YEAR.fullmatch(match[0]) else tuple(_readings(match))
        terms.append(Term(tuple(searchable(match[0]).split()), numbers))
        at = match.end()
    return tuple(dict.fromkeys((*terms, *map(_word, text[at:].split()))))


def parted(word: str) -> re.Pattern[str]:
    """A folded word as it may stand in a text with blanks in it: `su7max` as `su7 max`."""
    return re.compile(r"(?<!\w)" + " ?".join(map(re.escape, word)))


def with_blanks(query: str, texts: Sequence[str]) -> str:
    """What was typed, with the blanks that its words have in the first of these texts that has
    them."""
    words = _SCRIPT.sub(" ", folded(query)).split()
    for at, word in enumerate(words):
        if not any(word in text for text in texts):
            spelled = filter(None, map(parted(word).search, texts))
            words[at] = next((match[0] for match in spelled), word)
    return " ".join(words)


def _part_and_year(match: re.Match[str]) -> str:
    """A quarter or a half in the words that both its spellings hold, `2025-Q3` and `Q3 2025`."""
    year, _, part = read_period(match[0]).text.casefold().partition("-")
    return f"{part} {year}"


def _word(word: str) -> Term:
    return Term((searchable(word),))


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers in a text that have a unit or a scale, and so are no years."""
    for match in _NUMBER.finditer(folded(text)):
        if match["before"] or match["scale"] or match["unit"]:
            yield next(_readings(match))


def spans_in(text: str, terms: Sequence[Term]) -> Iterator[tuple[int, int]]:
    """Where in a text the terms are, from which character to which."""
    told = folded(text)
    if len(told) != len(text):
        return
    matches = list(_NUMBER.finditer(told))
    for term in terms:
        for match in matches:
            if term.nearness("", [next(_readings(match))]):
                yield match.span("digits")
        for word in term.words:
            if (at := told.find(word)) >= 0:
                yield at, at + len(word)


def _readings(match: re.Match[str]) -> Iterator[Number]:
    """The numbers that may be meant, the likeliest first."""
    sign = -1 if match["sign"] or match["behind"] else 1
    scale = _SCALES[match["scale"]] if match["scale"] else Decimal(1)
    unit = _UNITS[match["before"] or match["unit"]] if match["before"] or match["unit"] else ""
    digits = re.sub(r"[ ',](?=[0-9]{3}(?:[^0-9]|$))", "", match["digits"]).replace(",", ".")
    whole, point, behind = digits.partition(".")
    for text in (digits, *([whole + behind] if point and len(behind) == 3 else [])):
        number = Decimal(text)
        half = Decimal(5).scaleb(-1 - (len(text.partition(".")[2])))
        yield Number(sign * number * scale, unit, half * scale)
