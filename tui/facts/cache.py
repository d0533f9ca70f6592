"""The validated store, kept so that an unchanged file is neither parsed nor validated again.

A cache file is one line with what it was made from and a digest of the rest, then the store as
JSON. Whatever does not match, is cut short or cannot be read counts as no cache.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from tui import __version__
from tui.facts import model
from tui.facts.book import FactBook
from tui.facts.packing import pack, unpack
from tui.facts.period import parse_period
from tui.facts.units import Units
from tui.system.files import write_whole
from tui.system.paths import place

FORMAT = 1
"""To be raised whenever the records or their packing change."""

_KEYED: dict[str, type] = {
    "people": model.Entity,
    "entities": model.Entity,
    "models": model.Model,
    "concepts": model.Concept,
    "sources": model.Source,
}
_LISTED: dict[str, type] = {
    "facts": model.Fact,
    "forecasts": model.Forecast,
    "events": model.Event,
    "disputes": model.Dispute,
    "calculations": model.Calculation,
    "acknowledged": model.Acknowledged,
    "rates": model.Rate,
}


def cache_path(facts: Path) -> Path:
    """Where the store of a facts file is kept: one file each, in the user's cache folder."""
    name = sha256(os.fsencode(facts.absolute())).hexdigest()[:16]
    return place("cache") / f"{name}.json"


def read_cache(path: Path, content: bytes, facts: str) -> FactBook | None:
    """The store made from this content of the file `facts`; None when there is no such cache."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if head != _head(content, body):
            return None
        return _book(json.loads(body), facts)
    except (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return None


def write_cache(path: Path, content: bytes, book: FactBook) -> bool:
    """Keep the store made from this content; False where the folder cannot be written."""
    body = json.dumps(_plain(book), ensure_ascii=False, separators=(",", ":"))
    try:
        write_whole(path, f"{_head(content, body.encode()).decode()}\n{body}")
    except OSError:
        return False
    return True


def _head(content: bytes, body: bytes) -> bytes:
    """What the cache was made from and by, and a digest of what follows."""
    made_from, rest = sha256(content).hexdigest(), sha256(body).hexdigest()
    return f"xev-tui {FORMAT} {_program()} {made_from} {rest}".encode()


def _program() -> str:
    """The program's version, and in which state its reading modules are in a checkout."""
    with os.scandir(Path(__file__).parent) as found:
        newest = max(entry.stat().st_mtime_ns for entry in found if entry.name.endswith(".py"))
    return f"{__version__}-{newest}"


def _plain(book: FactBook) -> dict[str, Any]:
    found: dict[str, Any] = {"title": book.title, "currency": book.currency}
    found["as_of"] = book.as_of.text
    found["units"] = {noun: list(words) for noun, words in book.units.nouns.items()}
    for name, kind in _KEYED.items():
        found[name] = pack(kind, list(getattr(book, name).values()))
    for name, kind in _LISTED.items():
        found[name] = pack(kind, getattr(book, name))
    return found


def _book(found: dict[str, Any], path: str) -> FactBook:
    parts: dict[str, Any] = {
        name: tuple(unpack(kind, found[name])) for name, kind in _LISTED.items()
    }
    for name, kind in _KEYED.items():
        parts[name] = {item.key: item for item in unpack(kind, found[name])}
    return FactBook(
        title=found["title"],
        as_of=parse_period(found["as_of"]),
        path=path,
        currency=found["currency"],
        units=Units(found["units"]),
        **parts,
    )
