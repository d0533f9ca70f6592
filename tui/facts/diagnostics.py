"""What is wrong with a facts file, where, and what to type: one line each, or with an excerpt."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
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
    shown: str = ""
    """The line it is about, where it could be read."""

    @property
    def place(self) -> str:
        """`facts.yaml:42:7`, the form that editors jump to."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def __str__(self) -> str:
        advice = f" ({self.advice})" if self.advice else ""
        return f"{self.place}: {self.severity}[{self.code}]: {self.message}{advice}"


class FactsError(Exception):
    """A facts file that cannot be used."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(brief(self.diagnostics))


def brief(diagnostics: Sequence[Diagnostic], limit: int = LIMIT) -> str:
    """One line each, at most `limit` of them, then how many more there are."""
    return "\n".join([*map(str, diagnostics[:limit]), *_rest(diagnostics, limit)])


def full(diagnostics: Sequence[Diagnostic], limit: int = LIMIT) -> str:
    """Each with the line of the file that it is about and a caret below the place."""
    blocks = [_block(item) for item in diagnostics[:limit]]
    return "\n\n".join([*blocks, *_rest(diagnostics, limit)])


def _rest(diagnostics: Sequence[Diagnostic], limit: int) -> list[str]:
    more = len(diagnostics) - limit
    return [f"and {more:,} more"] if more > 0 else []


def _block(item: Diagnostic) -> str:
    head = f"{item.severity}[{item.code}]: {item.message}"
    number = str(item.line) if item.line else ""
    gutter = " " * len(number)
    parts = [head, f"{gutter}--> {item.place}"]
    if number:
        line, caret = excerpt(item.shown, item.column, item.length)
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
    """Advice that names the known names that hold what was written, or the most similar one.

    `otherwise` when none is similar.
    """
    names = list(known)
    holding = sorted(_holding(name, names))
    meant = holding if len(holding) in (2, 3) else [near] if (near := nearest(name, names)) else []
    quoted = [f"'{word}'" for word in meant]
    return f"did you mean {' or '.join(quoted)}?" if quoted else otherwise


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that holds what was written, or is most similar; empty when none is.

    `margin` is half of `gross_margin`, though `charging` is closer to it letter by letter.
    """
    names = list(known)
    holding = _holding(name, names)
    near = get_close_matches(name, holding or names, n=1, cutoff=0 if holding else 0.6)
    return next(iter(near), "")


def _holding(name: str, names: Iterable[str]) -> list[str]:
    """The names that have all words of another one, which joins them with - or _."""
    words = set(_JOINTS.split(name.casefold()))
    return [known for known in names if words < set(_JOINTS.split(known.casefold()))]


_JOINTS = re.compile(r"[-_. /]")


_MESSAGE_LENGTH = 200
_SUGGESTIONS = 200


class Place(NamedTuple):
    """Where a spot is: the name of its file, empty for the entrance; line and column, from 1."""

    file: str
    line: int
    column: int


class _File(NamedTuple):
    """One of the files of a report."""

    first: int
    """How many lines the files before it have."""
    path: str
    name: str


class Report:
    """Collects the findings on a file and those that join it; of several at one spot the first.

    Spots are (line, column), counted from 0 as parsers count them; the lines of a file that joined
    are counted on from those before it.
    """

    def __init__(self, path: str, text: str, name: str = "") -> None:
        """`name` is how the entrance calls a file that it includes."""
        self._files = [_File(0, path, name)]
        self._text = text
        self._found: dict[tuple[int, int], Diagnostic] = {}
        self._lines: list[str] | None = None
        self._suggested = 0

    def take(self, item: Diagnostic) -> None:
        """Note what was found before there was a text."""
        self._found[0, 0] = item

    @property
    def length(self) -> int:
        """How many lines there are."""
        return len(self.lines)

    def join(self, other: Report) -> None:
        """Take in the findings on another file, whose lines are counted on from those here."""
        first = len(self.lines)
        self._files += [file._replace(first=first + file.first) for file in other._files]
        self.lines.extend(other.lines)
        moved = (((line + first, column), item) for (line, column), item in other._found.items())
        self._found.update(moved)

    def locate(self, spot: tuple[int, int]) -> Place:
        """Where a spot is in its own file."""
        file = self._file_at(spot[0])
        return Place(file.name, spot[0] - file.first + 1, spot[1] + 1)

    def told(self, spot: tuple[int, int], near: tuple[int, int]) -> str:
        """A place as it is told at another one: `on line 9`, `in peers/nio.yaml:9`."""
        file, here = self._file_at(spot[0]), self._file_at(near[0])
        line = spot[0] - file.first + 1
        name = file.name or Path(file.path).name
        return f"on line {line}" if file is here else f"in {name}:{line}"

    def _file_at(self, line: int) -> _File:
        return self._files[bisect_right(self._files, line, key=lambda file: file.first) - 1]

    def add(
        self,
        spot: tuple[int, int],
        code: str,
        message: str,
        advice: str = "",
        *,
        length: int = 0,
        severity: str = "error",
    ) -> None:
        """Note a finding; without a length it is about the word that begins at the spot."""
        size = length or self._word(*spot)
        path, (_, line, column) = self._file_at(spot[0]).path, self.locate(spot)
        shown = self.lines[spot[0]] if spot[0] < len(self.lines) else ""
        self._found.setdefault(
            spot,
            Diagnostic(path, line, column, severity, code, _shorten(message), advice, size, shown),
        )

    def add_inside(
        self, spot: tuple[int, int], value: str, offset: int, code: str, message: str, advice: str
    ) -> None:
        """Note a finding at an offset inside a scalar that begins at the spot.

        A quoted scalar begins with its quote. Where the scalar is not written as it reads, because
        it is folded or has escapes, the finding is placed at its start.
        """
        line, column = spot
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        inside = rest[1:] if rest[:1] in ("'", '"') else rest
        if value and inside.startswith(value):
            column += offset + len(rest) - len(inside)
        self.add((line, column), code, message, advice)

    def suggest(self, name: str, known: Iterable[str], otherwise: str = "") -> str:
        """Advice as `did_you_mean` gives it.

        Comparing is slow, so that it is left after as many names as anybody could want to read.
        """
        return did_you_mean(name, known, otherwise) if self._is_worth_it(name) else otherwise

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """The most similar known name, or nothing."""
        return nearest(name, known) if self._is_worth_it(name) else ""

    def _is_worth_it(self, name: str) -> bool:
        self._suggested += 1
        return self._suggested <= _SUGGESTIONS and len(name) <= _MESSAGE_LENGTH

    @property
    def lines(self) -> list[str]:
        """The lines of the file, and of all that joined it."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        return self._lines

    @property
    def has_errors(self) -> bool:
        """Whether any finding makes the file unusable."""
        return any(item.severity == "error" for item in self._found.values())

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the files and of their lines."""
        return tuple(item for _, item in sorted(self._found.items()))

    def _word(self, line: int, column: int) -> int:
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        word = re.match(r"[^\s,:\]}]+", rest)
        return len(word[0]) if word else 1


def _shorten(message: str) -> str:
    if len(message) <= _MESSAGE_LENGTH:
        return message
    return f"{message[: _MESSAGE_LENGTH - 50]}…{message[-40:]}"
