"""What is wrong with a facts file, where, and what to type: one line each, or with an excerpt."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from tui.system.text_width import cell_width

LIMIT = 50
"""How many findings are printed before the rest is only counted."""

_EXCERPT_CELLS = 100
_UNPRINTABLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Diagnostic(NamedTuple):
    """One finding. Line and column count from 1, in characters; line 0 means the file as a whole.

    `severity` is error, warning or info; `length` is how many characters it is about.
    """

    path: str
    line: int
    column: int
    severity: str
    code: str
    message: str
    advice: str = ""
    length: int = 1

    @property
    def place(self) -> str:
        """`facts.yaml:42:7`, the form that editors jump to."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def order(self) -> tuple[int, int]:
        """A key that sorts by position."""
        return self.line, self.column

    def __str__(self) -> str:
        advice = f" ({self.advice})" if self.advice else ""
        return f"{self.place}: {self.severity}[{self.code}]: {self.message}{advice}"


class FactsError(Exception):
    """A facts file that cannot be used. `text` is its content, as far as it could be read."""

    def __init__(self, diagnostics: Iterable[Diagnostic], text: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.text = text
        super().__init__(brief(self.diagnostics))


def brief(diagnostics: Sequence[Diagnostic], limit: int = LIMIT) -> str:
    """One line each, at most `limit` of them, then how many more there are."""
    return "\n".join([*map(str, diagnostics[:limit]), *_rest(diagnostics, limit)])


def full(diagnostics: Sequence[Diagnostic], text: str, limit: int = LIMIT) -> str:
    """Each with the line of the file that it is about and a caret below the place."""
    lines = text.split("\n")
    blocks = [_block(item, lines) for item in diagnostics[:limit]]
    return "\n\n".join([*blocks, *_rest(diagnostics, limit)])


def _rest(diagnostics: Sequence[Diagnostic], limit: int) -> list[str]:
    more = len(diagnostics) - limit
    return [f"and {more:,} more"] if more > 0 else []


def _block(item: Diagnostic, lines: Sequence[str]) -> str:
    head = f"{item.severity}[{item.code}]: {item.message}"
    number = str(item.line) if 0 < item.line <= len(lines) else ""
    gutter = " " * len(number)
    parts = [head, f"{gutter}--> {item.place}"]
    if number:
        line, caret = excerpt(lines[item.line - 1], item.column, item.length)
        parts += [f"{gutter} |", f"{number} | {line}", f"{gutter} | {caret}"]
    if item.advice:
        parts.append(f"{gutter} = {item.advice}")
    return "\n".join(parts)


def excerpt(line: str, column: int, length: int) -> tuple[str, str]:
    """A line, cut to a screen's width around `column`, and the carets that go below it.

    Carets are counted in terminal cells: wide characters take two, combining ones none.
    What could drive the terminal or reorder the text is shown as U+FFFD.
    """
    start = min(column - 1, len(line))
    shown = "".join(map(_harmless, line.rstrip("\r")))
    first = max(0, start - _EXCERPT_CELLS // 2) if len(shown) > _EXCERPT_CELLS else 0
    shown = ("…" if first else "") + shown[first : first + _EXCERPT_CELLS]
    at = start - first + bool(first)
    under = max(1, cell_width(shown[at : at + length]))
    return shown, " " * cell_width(shown[:at]) + "^" * under


def _harmless(char: str) -> str:
    if char == "\t":
        return " "
    return "\N{REPLACEMENT CHARACTER}" if unicodedata.category(char) in _UNPRINTABLE else char


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """Advice that names the most similar known name; `otherwise` when none is similar."""
    near = nearest(name, known)
    return f"did you mean '{near}'?" if near else otherwise


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most similar to what was written; empty when none is."""
    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), "")
