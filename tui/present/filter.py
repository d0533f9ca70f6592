"""What is typed to see only some rows: the names of kinds, and words that a row must have."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from tui.present.query import parted

_PARTED = 5
"""Characters from which a word is also found with blanks in it."""


class Filter(NamedTuple):
    """Of several kinds a row needs one, of several words all."""

    kinds: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()

    def takes(self, kinds: Collection[str], text: Callable[[], str]) -> bool:
        """Whether a row of these kinds, with this text, is shown; it is asked for where needed."""
        if self.kinds and self.kinds.isdisjoint(kinds):
            return False
        folded = text().casefold() if self.words else ""
        return all(word in folded or self._is_parted(word, folded) for word in self.words)

    @staticmethod
    def _is_parted(word: str, text: str) -> bool:
        """Whether a text has a word with blanks in it; shorter ones would be found by chance."""
        return len(word) >= _PARTED and parted(word).search(text) is not None


NO_FILTER = Filter()


def filter_of(text: str, names: Mapping[str, str]) -> Filter:
    """A typed text; `names` are those of the kinds, which may have several words."""
    left, kinds = _spaced(text), set()
    for kind, name in names.items():
        while f" {name} " in left:
            left = left.replace(f" {name} ", " ")
            kinds.add(kind)
    return Filter(frozenset(kinds), tuple(left.split()))


def toggled(text: str, name: str) -> str:
    """The text with a name more at its end, or without it."""
    left = _spaced(text)
    found = f" {name} " in left
    return (left.replace(f" {name} ", " ") if found else f"{left}{name} ").lstrip()


def _spaced(text: str) -> str:
    """The words with one blank on each side."""
    return f" {' '.join(text.casefold().split())} ".replace("  ", " ")
