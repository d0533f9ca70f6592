"""What is said about an error that nobody foresaw: one line, and a file with the rest."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from tui import __version__
from tui.system.control_chars import harmless
from tui.system.files import write_new, write_whole
from tui.system.paths import place

_LONGEST = 200
"""Characters of an error's own words that are repeated on the screen."""


def report_path() -> Path:
    """Where the report of the last program error stands, if it could be written there."""
    return place("log") / "xev-tui-error.txt"


def report(error: BaseException) -> str:
    """Write what is known about an error to a file; says in a line what happened, and where."""
    shown, where = noted(error)
    return f"xev-tui stopped because of a program error: {shown}. {where}."


def noted(error: BaseException) -> tuple[str, str]:
    """What happened, and where the report stands that is written about it."""
    happened = harmless(" ".join(f"{type(error).__name__}: {error}".split()))
    shown = happened if len(happened) <= _LONGEST else f"{happened[:_LONGEST]}…"
    path = _written(_account(error))
    return shown, f"The report is in {path}" if path else "No report could be written"


def _account(error: BaseException) -> str:
    """Versions, terminal and the calls that led to the error, without any values in them."""
    import platform
    import traceback

    size = os.terminal_size((0, 0))
    for number in (1, 2):
        if os.isatty(number):
            size = os.get_terminal_size(number)
    lines = [
        f"xev-tui {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"started as {sys.argv}",
        f"TERM={os.environ.get('TERM', '')} {size.columns}x{size.lines}",
        "",
        *traceback.format_exception(error),
    ]
    return "\n".join(line.rstrip("\n") for line in lines) + "\n"


def _written(text: str) -> Path | None:
    """Where the report stands: among the user's logs, else among temporary files."""
    path = report_path()
    with suppress(OSError):
        write_whole(path, text)
        return path
    with suppress(OSError):
        return write_new([Path(tempfile.gettempdir())], path.stem, "txt", text.encode())
    return None
