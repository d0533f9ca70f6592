"""From a facts file to the book: all findings at once, or the book."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tui.facts.book import FactBook
from tui.facts.build import build
from tui.facts.diagnostics import Diagnostic, FactsError
from tui.facts.locate import find_facts
from tui.facts.nodes import Map, Seq, parse
from tui.facts.reading import Reading, statement_ids
from tui.facts.report import Report
from tui.facts.scan import decode, read_bytes, refuse_invisible
from tui.facts.schema import FORMAT
from tui.facts.shape import validate

__all__ = [
    "FactsError",
    "Loaded",
    "find_facts",
    "load_bytes",
    "load_facts",
    "load_text",
    "read_facts_file",
]


class Loaded(NamedTuple):
    """What came of loading: the book, unless there are errors, and everything to be said."""

    book: FactBook | None
    diagnostics: tuple[Diagnostic, ...]
    text: str = ""

    def required(self) -> FactBook:
        """The book. Raises FactsError with every finding when there is none."""
        if self.book is None:
            raise FactsError(self.diagnostics, self.text)
        return self.book


def load_facts(path: str | Path) -> FactBook:
    """The book that a file holds. Raises FactsError with every finding when there is an error."""
    return read_facts_file(path).required()


def read_facts_file(path: str | Path) -> Loaded:
    """The book that a file holds, or why it holds none; warnings in either case."""
    try:
        content = read_bytes(Path(path))
    except FactsError as error:
        return Loaded(None, error.diagnostics, error.text)
    return load_bytes(content, str(path))


def load_bytes(content: bytes, path: str = "facts.yaml") -> Loaded:
    """The book that the content of a file holds, or why it holds none."""
    try:
        text = decode(content, path)
    except FactsError as error:
        return Loaded(None, error.diagnostics, error.text)
    return load_text(text, path)


def load_text(text: str, path: str = "facts.yaml") -> Loaded:
    """The book that a text holds; `path` is what findings name."""
    text = text.removeprefix("\ufeff")
    report = Report(path, text)
    with _no_collection():
        book = _load(text, report)
    return Loaded(book, report.sorted(), text)


def _load(text: str, report: Report) -> FactBook | None:
    refuse_invisible(text, report)
    if report.has_errors:
        return None
    root = parse(text, report)
    if not isinstance(root, Map) or not root:
        if not report.has_errors:
            _report_no_mapping(root, report)
        return None
    ids = statement_ids(root)
    shape = validate(root, report)
    return build(root, shape, Reading(root, report, ids), report) if shape else None


def _report_no_mapping(root: str | Map | Seq | None, report: Report) -> None:
    if not root:
        report.add((0, 0), "empty", "file has no facts", f"it starts with: format: {FORMAT}")
        return
    kind = "a list" if isinstance(root, Seq) else "text"
    message = f"the file must be a mapping, found {kind}"
    report.add((0, 0), "not-a-mapping", message, f"it starts with: format: {FORMAT}", length=1)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the cyclic garbage collector, which would walk the growing tree again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
