"""What every way into the program needs: whether there is a screen, and the facts to work on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.facts.book import FactBook

EXIT_CANNOT = 2
NO_SCREENS = ("dumb", "unknown")
"""What $TERM says of a terminal that cannot place text, as in an editor's shell."""


def has_screen() -> bool:
    """Whether the program can open: in a terminal, or in a browser that stands in for one."""
    if "TEXTUAL_DRIVER" in os.environ:
        return True
    # A stream that was closed before the start is None.
    ends = [stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)]
    return all(ends) and os.environ.get("TERM") not in NO_SCREENS


def refuse(message: str) -> NoReturn:
    """Say why it cannot be done, and exit 2."""
    print(message, file=sys.stderr)
    sys.exit(EXIT_CANNOT)


def load_book(facts_path: str | None, meanwhile: Callable[[], object] | None = None) -> FactBook:
    """The facts to work on; says what is wrong with the file and exits 2 if there is trouble.

    `meanwhile` is what can be done while the file is read, should that take long.
    """
    from tui.cli.progress import patience
    from tui.facts.diagnostics import FactsError
    from tui.facts.locate import find_facts
    from tui.facts.store import open_book

    path = find_facts(facts_path)
    try:
        with patience(f"Reading {path.name}"):
            return open_book(path, meanwhile)
    except FactsError as error:
        refuse(str(error))
