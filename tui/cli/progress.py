"""A word on the terminal when something takes longer than a second."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

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
        sys.stderr.write(f"\r\x1b[K{doing}, {next(seconds)} s (ctrl+c stops)")
        sys.stderr.flush()

    before = signal.signal(signal.SIGALRM, tell)
    signal.setitimer(signal.ITIMER_REAL, _SECOND, _SECOND)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if next(seconds) > 1:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
