"""Units of measure: currencies, percent, technical units and the count nouns a file declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from tui.facts.currencies import CHINESE, CURRENCIES

TECHNICAL = frozenset(
    {"%", "x", "km", "kWh", "kW", "PS", "Nm", "s", "h", "min", "km/h", "mm", "V", "kg"}
)
"""Units that need no declaration."""

MEASURES = (frozenset({"kW", "PS"}), frozenset({"s", "min", "h"}))
"""Technical units that measure the same thing; a concept takes any of them."""

NUMBER = r"([0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[0-9]+(\.[0-9]+)?)"
"""Digits, those before the point in groups of three or in none; what JSON Schema can read too."""
MAX_DIGITS = 25
"""Digits a number may have: sums, products and ratios of such numbers keep all that are shown."""

SCALES: dict[str, Decimal] = {
    "thousand": Decimal(10) ** 3,
    "k": Decimal(10) ** 3,
    "million": Decimal(10) ** 6,
    "M": Decimal(10) ** 6,
    "m": Decimal(10) ** 6,
    "billion": Decimal(10) ** 9,
    "bn": Decimal(10) ** 9,
    "B": Decimal(10) ** 9,
    "trillion": Decimal(10) ** 12,
    "tn": Decimal(10) ** 12,
    "万": Decimal(10) ** 4,
    "亿": Decimal(10) ** 8,
}
"""Words for powers of ten; 万 is 10⁴ and 亿 is 10⁸."""


_STEPS = tuple((SCALES[letter], letter) for letter in ("tn", "bn", "m", "k"))


def scale_of(size: Decimal) -> tuple[Decimal, str]:
    """The largest power of ten that a size fills, with its letter: one of tn, bn, m, k or none."""
    return next((step for step in _STEPS if abs(size) >= step[0]), (Decimal(1), ""))


@dataclass(frozen=True)
class Units:
    """The units a file knows: the built-in ones and its own count nouns with their spellings."""

    nouns: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling of a simple unit, with the canonical one."""
        own = {word: noun for noun, words in self.nouns.items() for word in (noun, *words)}
        return {unit: unit for unit in (*CURRENCIES, *TECHNICAL)} | CHINESE | own

    def canonical(self, text: str) -> str | None:
        """The canonical spelling of a unit such as `CNY`, `vehicles` or `USD/car`; None if unknown.

        In a rate such as `CNY/car` the count noun is written in its first other spelling, `car`.
        """
        if (known := self.spellings.get(text)) is not None:
            return known
        above, slash, below = text.partition("/")
        top, bottom = self.spellings.get(above), self.spellings.get(below)
        if not slash or top not in CURRENCIES or bottom is None or bottom not in self.nouns:
            return None
        singular = next(iter(self.nouns[bottom]), bottom)
        return f"{top}/{singular}"

    def is_count(self, unit: str) -> bool:
        """Whether the unit counts things, so that only whole numbers make sense."""
        return unit in self.nouns


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def noun(count: Decimal | int, plural: str) -> str:
    """A count noun as it goes with a number: `car` with 1, else `cars`; measures stay."""
    if abs(count) != 1 or plural in TECHNICAL or not plural.endswith("s"):
        return plural
    return f"{plural[:-3]}y" if plural.endswith("ies") else plural[:-1]


def currency_of(unit: str) -> str | None:
    """The currency of `CNY` or `CNY/car`; None for a unit that is no money."""
    code = unit.partition("/")[0]
    return code if code in CURRENCIES else None


def in_currency(unit: str, currency: str) -> str:
    """The same unit in another currency: `CNY/car` in USD is `USD/car`."""
    _, slash, below = unit.partition("/")
    return f"{currency}{slash}{below}"
