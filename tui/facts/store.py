"""A facts file as a book, from the cache where the file is as it was."""

from __future__ import annotations

from pathlib import Path

from tui.facts.book import FactBook
from tui.facts.cache import cache_path, read_cache, write_cache
from tui.facts.scan import read_bytes


def open_book(facts: Path) -> FactBook:
    """The book that a file holds. Raises FactsError with every finding when there is an error.

    Neither the parser nor the validator is loaded when the file was read before.
    """
    content, cached = read_bytes(facts), cache_path(facts)
    book = read_cache(cached, content, str(facts))
    if book is None:
        from tui.facts.load import load_bytes

        book = load_bytes(content, str(facts)).required()
        write_cache(cached, content, book)
    return book
