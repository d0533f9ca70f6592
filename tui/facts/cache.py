"""The validated store, kept so that an unchanged file is neither parsed nor validated again.

A cache file is one line with what made it, a digest of the rest, and name and digest of each file
it was made from; then the store as JSON. Whatever does not match, is cut short or cannot be read
counts as no cache."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from tui import __version__
from tui.facts.book import FactBook
from tui.facts.diagnostics import FactsError
from tui.facts.model import Dims
from tui.facts.period import Period, parse_period
from tui.facts.quantity import Hedge, Quantity
from tui.facts.source_text import file_in, read_bytes
from tui.facts.units import Units
from tui.system.files import digest_of, only_mine, read_own, write_whole
from tui.system.paths import place


class Codec(NamedTuple):
    """How the values of one field are written, all at once, and read again."""

    pack: Callable[[Sequence[Any]], Any]
    unpack: Callable[[Any], Sequence[Any]]


def pack(kind: type, items: Sequence[Any]) -> list[Any]:
    """Records of one class as a list of columns, one for each field."""
    return [codec.pack([getattr(item, name) for item in items]) for name, codec in codecs(kind)]


def unpack(kind: type, columns: Sequence[Any]) -> list[Any]:
    """The records that `pack` wrote. Raises ValueError when the columns do not fit each other."""
    fields = zip(codecs(kind), columns, strict=True)
    found = [codec.unpack(column) for (_, codec), column in fields]
    if len({len(column) for column in found}) > 1:
        raise ValueError("columns of different length")
    return list(map(kind, *found))


@cache
def codecs(kind: type) -> list[tuple[str, Codec]]:
    """The fields of a record and how each is written."""
    return [(name, _codec(hint)) for name, hint in get_type_hints(kind).items()]


@cache
def _codec(hint: Any) -> Codec:
    """How the values of a type are written: records by their fields, others by the table."""
    if hint in CODECS:
        return CODECS[hint]
    if get_origin(hint) is tuple:
        return _several(_codec(get_args(hint)[0]))
    if get_origin(hint) is Mapping:
        return _keyed(_several(_codec(get_args(hint)[1])))
    return _record(hint)


def _record(kind: type) -> Codec:
    return Codec(lambda items: pack(kind, items), lambda columns: unpack(kind, columns))


def _shared(inner: Codec) -> Codec:
    """Values that recur, or are None: each once, and which one stands in each place."""

    def packed(values: Sequence[Hashable]) -> list[Any]:
        places = {value: at for at, value in enumerate(dict.fromkeys(values))}
        places.pop(None, None)
        order = {value: at for at, value in enumerate(places)}
        return [inner.pack(list(order)), [order.get(value) for value in values]]

    def unpacked(packed: Any) -> list[Any]:
        each = inner.unpack(packed[0])
        return [None if at is None else each[at] for at in packed[1]]

    return Codec(packed, unpacked)


def _several(inner: Codec) -> Codec:
    """Tuples of records: how long each is, and all of them in a row."""

    def unpacked(packed: Any) -> list[tuple[Any, ...]]:
        row = iter(inner.unpack(packed[1]))
        return [tuple(islice(row, count)) for count in packed[0]]

    return Codec(lambda v: [list(map(len, v)), inner.pack(list(chain(*v)))], unpacked)


def _keyed(inner: Codec) -> Codec:
    """Mappings of records that hold their own key."""
    return Codec(
        lambda v: inner.pack([tuple(each.values()) for each in v]),
        lambda packed: [{item.key: item for item in each} for each in inner.unpack(packed)],
    )


_PLAIN = Codec(list, list)
_TUPLES = Codec(lambda values: list(map(list, values)), lambda found: list(map(tuple, found)))
_PERIODS = Codec(lambda v: [item.text for item in v], lambda texts: list(map(parse_period, texts)))

CODECS: dict[object, Codec] = {
    str: _PLAIN,
    bool: _PLAIN,
    int: _PLAIN,
    Mapping[str, str]: Codec(lambda values: list(map(dict, values)), list),
    tuple[str, ...]: _shared(_TUPLES),
    Decimal: Codec(lambda values: list(map(str, values)), lambda found: list(map(Decimal, found))),
    Period: _shared(_PERIODS),
    Period | None: _shared(_PERIODS),
    Hedge: Codec(lambda v: [hedge.name for hedge in v], lambda names: [Hedge[n] for n in names]),
    Units: Codec(lambda v: [units.nouns for units in v], lambda found: list(map(Units, found))),
    Quantity | None: _shared(_record(Quantity)),
    Dims: _shared(_record(Dims)),
}
"""How a field is written that is no record nor made up of records, by its type."""


UNREADABLE = (OSError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What may be raised by a file that holds anything else than what was kept."""


def cache_path(facts: Path) -> Path:
    """Where the store of a facts file is kept: one file each, in the user's cache folder."""
    name = digest_of(os.fsencode(facts.absolute()))[:16]
    return place("cache") / f"{name}.json"


def read_cache(path: Path, content: bytes, facts: str) -> FactBook | None:
    """The store made from this content of the file `facts` and from what that includes as it is
    now; None when there is no such cache.

    One that another user could have written does not count.
    """
    try:
        head, body = read_kept(path)
        names = [name for name, _ in json.loads(head)[3:]]
        parts = {name: read_bytes(file_in(facts, name)) for name in names}
        if head != _head(content, parts, body):
            return None
        book: FactBook = unpack(FactBook, json.loads(body))[0]
        warnings = tuple(item._replace(path=facts) for item in book.warnings)
        book = replace(book, path=facts, warnings=warnings)
        vars(book)["origin"] = origin_of(content, parts)
        return book
    except (*UNREADABLE, FactsError):
        return None


def read_kept(path: Path) -> tuple[bytes, bytes]:
    """The first line of a file in the cache folder, and the rest. Raises OSError."""
    if not (only_mine(path.parent.stat()) and only_mine(path.stat())):
        raise PermissionError(path)
    head, _, body = read_own(path).partition(b"\n")
    return head, body


def write_cache(
    path: Path, content: bytes, book: FactBook, parts: Mapping[str, bytes | None]
) -> bool:
    """Keep the store made from a file and its parts; False where the folder is another user's."""
    body = as_body(pack(FactBook, [book]))
    return write_kept(path, _head(content, parts, body), body)


def as_body(packed: object) -> bytes:
    """What `pack` made, as it stands in a file."""
    return json.dumps(packed, separators=(",", ":")).encode()


def write_kept(path: Path, head: bytes, body: bytes) -> bool:
    """Write a file into the cache folder; False where that is another user's."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not only_mine(path.parent.stat()):
            return False
        write_whole(path, f"{head.decode()}\n{body.decode()}")
    except OSError:
        return False
    return True


def origin_of(content: bytes, parts: Mapping[str, bytes | None]) -> str:
    """A digest of a file and its parts, and of the program that reads them."""
    return digest_of(_head(content, parts, b""))


def _head(content: bytes, parts: Mapping[str, bytes | None], body: bytes) -> bytes:
    """By what the cache was made, a digest of what follows, and those of all files."""
    files = [("", content), *((name, held or b"") for name, held in parts.items())]
    digests = [(name, digest_of(held)) for name, held in files]
    made_by = f"xev-tui {program_in(Path(__file__).parent)}"
    return json.dumps([made_by, digest_of(body), *digests]).encode()


def program_in(folder: Path) -> str:
    """The program's version, and in which state the modules of a folder are in a checkout."""
    with os.scandir(folder) as found:
        newest = max(entry.stat().st_mtime_ns for entry in found if entry.name.endswith(".py"))
    return f"{__version__}-{newest}"
