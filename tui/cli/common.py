"""What the commands and the screen need: the facts to work on, a word when it takes long."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui.facts.book import FactBook

_SECOND = 1.0


@contextmanager
def patience(doing: str) -> Iterator[None]:
    """Say each second what takes so long and how to stop it; nothing where nobody reads it.

    By an alarm, not by a thread: it may go on in a process that is to be forked.
    """
    if not hasattr(signal, "setitimer") or sys.stderr is None or not sys.stderr.isatty():
        yield
        return
    seconds = count(1)

    def tell(*_: object) -> None:
        _wipe()
        sys.stderr.write(f"{doing}, {next(seconds)} s (ctrl+c stops)")
        sys.stderr.flush()

    before = signal.signal(signal.SIGALRM, tell)
    signal.setitimer(signal.ITIMER_REAL, _SECOND, _SECOND)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if next(seconds) > 1:
            _wipe()


def _wipe() -> None:
    """Empty the last line, beside the stream, which lets nothing through that drives a terminal."""
    sys.stderr.flush()
    sys.stderr.buffer.write(b"\r\x1b[K")
    sys.stderr.buffer.flush()


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


def refuse_as_json(field: str, message: str) -> NoReturn:
    """Say on standard output why it cannot be done, as programs read it, and exit 2."""
    print(dumped({"error": {"field": field, "message": message}}), end="", flush=True)
    sys.exit(EXIT_CANNOT)


def dumped(record: Mapping[str, object]) -> str:
    """A record as programs read it, ending in a line feed."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def refuse_piped(facts_path: str | None) -> None:
    """Exit 2 where facts are piped in for what looks at their file again, or writes to it."""
    from tui.facts.load import find_facts
    from tui.facts.source_text import is_stream

    if is_stream(find_facts(facts_path)):
        refuse("What is piped in is read once. Save it as a file, and name that with --facts.")


def load_book(facts_path: str | None, meanwhile: Callable[[], object] | None = None) -> FactBook:
    """The facts to work on. Raises InputError with what is wrong with the file.

    `meanwhile` is what can be done while the file is read, should that take long.
    """
    from tui.facts.diagnostics import FactsError
    from tui.facts.load import VARIABLE, find_facts, open_book

    path = find_facts(facts_path)
    try:
        with patience(f"Reading {path.name}"):
            return open_book(path, meanwhile)
    except FactsError as error:
        from tui.economics.parse import InputError

        is_named = os.environ.get(VARIABLE) and not facts_path and not path.exists()
        named = f"${VARIABLE} names " if is_named else ""
        raise InputError("facts", f"{named}{error}") from None


def looked_at(book: FactBook, maker: str | None) -> FactBook:
    """The facts looked at from the maker asked for. Raises InputError where there is none."""
    from tui.economics.parse import InputError
    from tui.facts.diagnostics import did_you_mean

    if not maker:
        return book
    if key := book.maker_named(maker):
        return book.of(key)
    advice = did_you_mean(maker, book.makers, f"there is {', '.join(book.makers)}")
    raise InputError("maker", f"No maker '{maker}' on file ({advice}).")
