"""What the checks say of a book in brief, kept beside the book: a start need not run them again."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from tui.checks.finding import tally
from tui.facts.book import FactBook
from tui.facts.cache import (
    UNREADABLE,
    as_body,
    cache_path,
    pack,
    program_in,
    read_kept,
    unpack,
    write_kept,
)
from tui.facts.model import Dims, Dispute, Fact
from tui.facts.period import Period
from tui.system.files import digest_of

_SETTLED = ("explained", "strained")
"""How serious a remark is that leaves no doubt about a figure."""


class Contest(NamedTuple):
    """One figure, or one question, that sources disagree on: an `Item` in brief."""

    title: str
    glyph: str
    """How serious the gravest remark on it is."""
    concept: str
    dims: Dims
    period: Period | None
    kinds: tuple[str, ...]
    """Every kind that a remark on it has, keys of `issues.KINDS`."""
    is_open: bool
    """Whether a remark on it is neither explained nor barely consistent."""
    is_unresolved: bool
    """Whether nothing decides it yet."""
    is_stated: bool
    """Whether it is a figure that the file states, and no mere question."""
    place: int
    """Where what stands for it is among the statements and then the disputes of the book; -1 where
    nothing does."""

    def subject(self, book: FactBook) -> Fact | Dispute | None:
        """What stands for it in the book."""
        things: tuple[Fact | Dispute, ...] = (*book.facts, *book.disputes)
        return things[self.place] if self.place >= 0 else None


class Brief(NamedTuple):
    """How many errors and warnings the check tells, and what sources disagree on."""

    errors: int
    warnings: int
    contests: tuple[Contest, ...]


@lru_cache(maxsize=4)
def brief_of(book: FactBook) -> Brief:
    """What the checks say of a book, from the cache where they ran on the same files before."""
    return kept_brief(book) or _keep(book, _made(book))


def kept_brief(book: FactBook) -> Brief | None:
    """What the checks once said of a book as it was read from its files; None if not kept."""
    if not book.origin:
        return None
    try:
        head, body = read_kept(_path(book))
        brief: Brief = unpack(Brief, json.loads(body))[0]
        return brief if head == _head(book, body) else None
    except UNREADABLE:
        return None


def _keep(book: FactBook, brief: Brief) -> Brief:
    if book.origin:
        body = as_body(pack(Brief, [brief]))
        write_kept(_path(book), _head(book, body), body)
    return brief


def _made(book: FactBook) -> Brief:
    # All checks take as long to import as a kept brief to read.
    from tui.checks.issues import items_of
    from tui.checks.run import findings_of

    places = {id(thing): at for at, thing in enumerate((*book.facts, *book.disputes))}
    contests = (
        Contest(
            item.title,
            item.lead.glyph,
            item.concept,
            item.dims,
            item.period,
            tuple(sorted(item.kinds)),
            any(remark.sign not in _SETTLED for remark in item.remarks),
            item.is_unresolved,
            bool(item.facts),
            places.get(id(item.subject), -1),
        )
        for item in items_of(book)
    )
    return Brief(*tally((*book.warnings, *findings_of(book))), tuple(contests))


def _path(book: FactBook) -> Path:
    return cache_path(Path(book.path)).with_suffix(".checks.json")


def _head(book: FactBook, body: bytes) -> bytes:
    made_of = (program_in(Path(__file__).parent), book.origin, digest_of(body))
    return " ".join(made_of).encode()
