"""What the commands print: the same bytes everywhere, and nothing that drives a terminal."""

from __future__ import annotations

import codecs
import os
import sys
from io import FileIO, TextIOWrapper
from typing import TextIO

from tui.system.ascii_form import plain_text
from tui.system.control_chars import harmless_lines

_STDOUT = 1


class Shown(TextIOWrapper):
    """A terminal to print on: names of files and words of others come out as text."""

    def write(self, text: str) -> int:
        """Write a text, without what drives a terminal; in ASCII where that is not of UTF-8."""
        text = harmless_lines(text)
        return super().write(text if knows_all(self) else plain_text(text))


def knows_all(stream: TextIO | None) -> bool:
    """Whether a stream can show every character."""
    return stream is None or codecs.lookup(stream.encoding or "utf-8").name == "utf-8"


def prepare_streams() -> None:
    """Make output to programs and files the same in every locale, and output to people safe."""
    if sys.stdout is None:
        # It was closed before the start: data for it are an error, and no file may take its place.
        os.dup2(os.open(os.devnull, os.O_RDONLY), _STDOUT)
        sys.stdout = TextIOWrapper(FileIO(_STDOUT, "w", closefd=False), "utf-8")
    if sys.stderr is None:
        # It was closed before the start, and Python would print the words among the data.
        sys.stderr = TextIOWrapper(FileIO(os.devnull, "w"), "utf-8")
    if isinstance(sys.stdout, TextIOWrapper):
        if sys.stdout.isatty():
            sys.stdout = _shown(sys.stdout)
        else:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    if isinstance(sys.stderr, TextIOWrapper) and sys.stderr.isatty():
        sys.stderr = _shown(sys.stderr)


def _shown(stream: TextIOWrapper) -> Shown:
    """The same terminal; a character that its locale lacks is told by its number."""
    return Shown(stream.buffer, stream.encoding, "backslashreplace", line_buffering=True)
