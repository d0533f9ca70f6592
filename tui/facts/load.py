"""From a facts file to the book, from the cache where the file is as it was: all findings at once,
or the book."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from tui.facts.book import FactBook
from tui.facts.cache import cache_path, origin_of, read_cache, write_cache
from tui.facts.diagnostics import Diagnostic, FactsError, Report
from tui.facts.model import NOTHING
from tui.facts.source_text import decode, read_bytes
from tui.system.collection import no_collection

VARIABLE = "XEV_FACTS"
NAME = "facts.yaml"
PACKAGE = Path(__file__).parents[1]


def find_facts(option: str | None = None) -> Path:
    """The facts file: the option, else $XEV_FACTS, else the one that comes with the program.

    In a checkout that is the file beside the package, where a pyproject.toml stands too; otherwise
    the copy inside the package. The file need not exist.
    """
    named = option or os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / NAME).is_file():
        return _short(checkout / NAME)
    return PACKAGE / NAME


def _short(path: Path) -> Path:
    """The path as people would type it from where they stand, when it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


class Loaded(NamedTuple):
    """What came of loading: the book, unless there are errors, and everything to be said."""

    book: FactBook | None
    diagnostics: tuple[Diagnostic, ...]
    parts: Mapping[str, bytes | None] = {}
    """What each included file holds, by how the entrance calls it; None where it is missing."""

    def required(self) -> FactBook:
        """The book. Raises FactsError with every finding when there is none."""
        if self.book is None:
            raise FactsError(self.diagnostics)
        return self.book


def load_facts(path: str | Path) -> FactBook:
    """The book that a file holds. Raises FactsError with every finding when there is an error."""
    return read_facts_file(path).required()


def read_facts_file(path: str | Path, also: str = "") -> Loaded:
    """The book that a file holds, or why it holds none; warnings in either case.

    `also` is a file that counts as included.
    """
    try:
        content = read_bytes(Path(path))
    except FactsError as error:
        return Loaded(None, error.diagnostics)
    return load_bytes(content, str(path), also=also)


def load_bytes(
    content: bytes,
    path: str = "facts.yaml",
    instead: Mapping[str, bytes] = NOTHING,
    also: str = "",
) -> Loaded:
    """The book that the content of a file holds, or why it holds none.

    `instead` has what included files hold that are not to be read from the disk.
    """
    try:
        text = decode(content, path)
    except FactsError as error:
        return Loaded(None, error.diagnostics)
    return load_text(text, path, instead, also)


def load_text(
    text: str,
    path: str = "facts.yaml",
    instead: Mapping[str, bytes] = NOTHING,
    also: str = "",
) -> Loaded:
    """The book that a text holds with what it includes; `path` is what findings name."""
    # Imported here because a start from a fresh cache must load neither parser nor validator.
    from tui.facts.build import build
    from tui.facts.include import read_tree

    text = text.removeprefix("\ufeff")
    report = Report(path, text)
    with no_collection():
        reading, parts = read_tree(text, report, Path(path), instead, also)
        book = build(reading) if reading else None
    if book:
        book = replace(book, path=path, parts=tuple(parts))
    return Loaded(book, report.sorted(), parts)


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
    loaded = load_bytes(content, str(facts))
    book = loaded.required()
    if write_cache(cached, content, book, loaded.parts):
        vars(book)["origin"] = origin_of(content, loaded.parts)
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
