"""A facts file as a book, from the cache where the file is as it was."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from tui.facts.book import FactBook
from tui.facts.cache import cache_path, read_cache, write_cache
from tui.facts.scan import read_bytes


def open_book(facts: Path, meanwhile: Callable[[], object] | None = None) -> FactBook:
    """The book that a file holds. Raises FactsError with every finding when there is an error.

    Neither the parser nor the validator is loaded when the file was read before. When it was not,
    another process reads it into the cache while this one does something else, if it has to.
    """
    content, cached = read_bytes(facts), cache_path(facts)
    book = read_cache(cached, content, str(facts))
    if book is None and meanwhile and (reader := _reader(facts, content, cached)):
        meanwhile()
        os.waitpid(reader, 0)
        book = read_cache(cached, content, str(facts))
    return book or _read(facts, content, cached)


def _read(facts: Path, content: bytes, cached: Path) -> FactBook:
    from tui.facts.load import load_bytes

    book = load_bytes(content, str(facts)).required()
    write_cache(cached, content, book)
    return book


def _reader(facts: Path, content: bytes, cached: Path) -> int:
    """The number of a process that reads the file into the cache, or ends without a word.

    0 where there can be no other process, or no room for one.
    """
    if not hasattr(os, "fork"):
        return 0
    try:
        number = os.fork()
    except OSError:
        return 0
    if number:
        return number
    try:
        _read(facts, content, cached)
    finally:
        os._exit(0)
