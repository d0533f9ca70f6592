"""The findings on one facts file, collected while it is read."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tui.facts.diagnostics import Diagnostic, nearest

_MESSAGE_LENGTH = 200
_SUGGESTIONS = 200


class Report:
    """Collects the findings on one file; of several at one position the first is kept.

    Spots are (line, column), counted from 0 as parsers count them.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._text = text
        self._found: dict[tuple[int, int], Diagnostic] = {}
        self._lines: list[str] | None = None
        self._suggested = 0

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
        line, column = spot
        size = length or self._word(line, column)
        self._found.setdefault(
            spot,
            Diagnostic(
                self.path, line + 1, column + 1, severity, code, _shorten(message), advice, size
            ),
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
        """Advice that names the most similar known name; `otherwise` when none is similar."""
        near = self.nearest(name, known)
        return f"did you mean '{near}'?" if near else otherwise

    def nearest(self, name: str, known: Iterable[str]) -> str:
        """The most similar known name, or nothing.

        Comparing is slow, so that it is left after as many names as anybody could want to read.
        """
        self._suggested += 1
        if self._suggested > _SUGGESTIONS or len(name) > _MESSAGE_LENGTH:
            return ""
        return nearest(name, known)

    @property
    def lines(self) -> list[str]:
        """The lines of the file."""
        if self._lines is None:
            self._lines = self._text.split("\n")
        return self._lines

    @property
    def has_errors(self) -> bool:
        """Whether any finding makes the file unusable."""
        return any(item.severity == "error" for item in self._found.values())

    def sorted(self) -> tuple[Diagnostic, ...]:
        """All findings, in the order of the file."""
        return tuple(sorted(self._found.values(), key=lambda item: item.order))

    def _word(self, line: int, column: int) -> int:
        rest = self.lines[line][column:] if line < len(self.lines) else ""
        word = re.match(r"[^\s,:\]}]+", rest)
        return len(word[0]) if word else 1


def _shorten(message: str) -> str:
    if len(message) <= _MESSAGE_LENGTH:
        return message
    return f"{message[: _MESSAGE_LENGTH - 50]}…{message[-40:]}"
