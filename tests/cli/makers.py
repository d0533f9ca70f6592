"""The starter of another maker, as it is and filled in, for what must hold for any maker."""

from __future__ import annotations

import re

from tui.cli.new import STARTER
from tui.facts.book import FactBook
from tui.facts.load import load_text


def filled_in(text: str) -> str:
    """The starter with every example in use, as its head says to do it."""
    head, start, rest = text.partition("format:")
    rest = rest.replace("sources: {}", "sources:").replace("facts: []", "facts:")
    return head + start + re.sub(r"^# ", "", rest, flags=re.MULTILINE)


def book_in(text: str) -> FactBook:
    """The facts of a text without errors."""
    loaded = load_text(text)
    assert loaded.book is not None, loaded.diagnostics
    return loaded.book


EMPTY = book_in(STARTER.read_text(encoding="utf-8"))
SMALL = book_in(filled_in(STARTER.read_text(encoding="utf-8")))
"""A maker of ten thousand cars a quarter, who reports in dollars."""
