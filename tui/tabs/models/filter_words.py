"""What is typed to see only some cars: words, makers, limits such as `<300k` or `range >700`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.model import Concept
from tui.facts.units import MAX_DIGITS, TECHNICAL
from tui.present.filter import filter_of
from tui.tabs.models.present import FIRST, Spec, Specs, Trim, all_trims, main_cycle
from tui.tabs.models.spec_text import number_text

_UNITS = "|".join(sorted((re.escape(u.casefold()) for u in TECHNICAL), key=len, reverse=True))
_MEASURED = re.compile(rf"(?<=[0-9])\s+(?=(?:{_UNITS})\b)")
_SIGNED = re.compile(r"\s*([<>])=?\s*")
_LIMIT = re.compile(r"([<>])([^0-9]?)([0-9][0-9,]*(?:\.[0-9]+)?)(k(?![a-z/]))?([a-z/]*)")
_CHEAPEST = 1000
"""A number below this that stands alone is no price."""


class Limit(NamedTuple):
    """The most (`<`) or the least (`>`) that a property may be; both take the number itself."""

    concept: Concept
    sign: str
    number: Decimal

    def text(self, currency: str) -> str:
        """`price at most ¥250,000`, `range at least 700 km`."""
        is_money = self.concept.unit == "money"
        unit = currency if is_money else self.concept.unit
        amount = number_text(self.number, fmt.places_of(self.number), unit)
        words = "at most" if self.sign == "<" else "at least"
        return f"{self.name} {words} {amount}{'' if is_money else f' {unit}'}"

    @property
    def name(self) -> str:
        """`price`, `range`."""
        return self.concept.name.partition(",")[0].removeprefix("list ")

    def takes(self, spec: Spec) -> bool:
        """Whether a known number is within it."""
        value = spec.value
        return value is not None and (
            value <= self.number if self.sign == "<" else value >= self.number
        )


class Narrowed(NamedTuple):
    """Keys of the cars that have what is typed, the makers asked for, and what was understood."""

    trims: frozenset[str]
    makers: frozenset[str]
    remark: str = ""


def makers_of(book: FactBook) -> dict[str, str]:
    """The makers, and how they are typed."""
    return {trim.maker: trim.maker.casefold() for trim in all_trims(book)}


def narrowed(specs: Specs, text: str) -> Narrowed:
    """The cars with every word and within every limit; of several makers any will do."""
    book = specs.book
    limits, words, unclear = _read(specs, text)
    rest = filter_of(" ".join(words), makers_of(book))
    trims = [t for t in all_trims(book) if rest.takes((t.maker,), partial(_said_of, book, t))]
    told = [limit.text(specs.currency) for limit in limits]
    for limit in limits:
        found = [(trim, specs.spec(limit.concept, trim)) for trim in trims]
        unknown = sum(not spec.is_certain for _, spec in found)
        trims = [trim for trim, spec in found if spec.is_certain and limit.takes(spec)]
        told += [f"{unknown} without {limit.name} on file"] if unknown else []
    keys = frozenset(trim.key for trim in trims)
    return Narrowed(keys, rest.kinds, ", ".join((*told, *unclear)))


def _read(specs: Specs, text: str) -> tuple[list[Limit], list[str], list[str]]:
    """The limits, the other words, and what could not be understood."""
    tokens = _SIGNED.sub(r" \1", _MEASURED.sub("", text.casefold())).split()
    limits: list[Limit] = []
    words: list[str] = []
    unclear: list[str] = []
    for token in tokens:
        found = _LIMIT.fullmatch(token)
        if found is None:
            words += [] if token in "<>" else [token]
            continue
        named = _named(specs, words[-1]) if words else None
        if named:
            words.pop()
        limit = _limit(specs, found, named)
        if limit:
            limits.append(limit)
        else:
            price = f"{found[1]}{fmt.SYMBOLS.get(specs.currency, '')}250k"
            unclear.append(f"{token} cannot be read; type {price}, >700 km or range >700")
    return limits, words, unclear


def _limit(specs: Specs, found: re.Match[str], named: Concept | None) -> Limit | None:
    sign, money, digits, thousand, unit = found.groups()
    if len(digits) > MAX_DIGITS:
        return None
    number = Decimal(digits.replace(",", "")) * (1000 if thousand else 1)
    if unit:
        concept = next((c for c in _measured(specs) if c.unit.casefold() == unit), None)
        concept = named if named and named.unit.casefold() == unit else concept
    elif named is None and (money or number >= _CHEAPEST):
        concept = specs.book.concepts.get("price")
    else:
        concept = named
    if money and money != fmt.SYMBOLS.get(specs.currency):
        return None
    return Limit(concept, sign, number) if concept else None


def _measured(specs: Specs) -> list[Concept]:
    """The properties with a number, those first that people ask for first, one range of all."""
    cycle = main_cycle(specs)
    keys = [cycle.key] if cycle else []
    concepts = (specs.book.concepts.get(key) for key in dict.fromkeys((*keys, *FIRST)))
    return [c for c in concepts if c and c.unit not in ("text", "date")]


def _named(specs: Specs, word: str) -> Concept | None:
    """The property that a word names, by the beginning of one of its own words."""
    for concept in _measured(specs):
        own = f"{concept.name} {concept.key.replace('_', ' ')}".casefold().split()
        if len(word) > 2 and any(name.startswith(word) for name in own):
            return concept
    return None


def _said_of(book: FactBook, trim: Trim) -> str:
    """All that a word may be found in: names, and what is stated of the car, `800 V` as `800V`."""
    model = book.models[trim.model]
    about = {(trim.model, trim.trim), (trim.model, "")}
    facts = [fact for fact in book.facts if (fact.dims.model, fact.dims.trim) in about]
    said = (f"{book.name_of(f.concept)} {f.text} {f.text.replace(' ', '')}" for f in facts)
    return " ".join((trim.name, trim.maker, model.name, model.key, *said))
