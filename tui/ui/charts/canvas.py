"""A grid of cells to paint on: characters and their colours by name; knows no terminal."""

from __future__ import annotations

from collections.abc import Container, Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from tui.ui.charts.glyphs import Glyph, ascii_glyph


class CanvasCell(NamedTuple):
    """A character (empty after a wide one), its foreground (`loss bold`) and its background.

    A run is the same with several characters.
    """

    char: str = " "
    foreground: str = ""
    background: str = ""


def fit(text: str, width: int) -> str:
    """The text, or as many of its words as fit and an ellipsis, in at most `width` cells.

    A word is cut only where more than half of the room would stay empty without its start.
    """
    if cell_len(text) <= width:
        return text
    start = set_cell_size(text, width - 1)
    whole, blank, _ = start.rpartition(" ")
    if blank and not text[len(start) :].startswith(" ") and cell_len(whole) >= width // 2:
        start = whole
    return start.rstrip(" ,;") + "…" if width > 0 else ""


def widest(texts: Iterable[str]) -> int:
    """Cells of the longest text, 0 without any."""
    return max(map(cell_len, texts), default=0)


@lru_cache(maxsize=4096)
def _narrow(text: str) -> bool:
    """Whether every character takes one cell; cached, as the same texts are painted often."""
    return text.isprintable() and all(cell_len(char) == 1 for char in text)


@lru_cache(maxsize=256)
def _shows_on_blanks(foreground: str) -> bool:
    """Whether a foreground can be seen where there is no character."""
    return "reverse" in foreground or "underline" in foreground


class Canvas:
    """`width` x `height` cells; whatever falls outside is cut off."""

    def __init__(
        self,
        width: int,
        height: int,
        *,
        ascii_only: bool = False,
        rows: Container[int] | None = None,
    ) -> None:
        """An empty canvas; `ascii_only` replaces every glyph by its stand-in.

        `rows` are those that matter; a painter may leave out the others.
        """
        self.width = max(0, width)
        self.height = max(0, height)
        self._wanted = rows
        self.ascii_only = ascii_only
        self._has_wide = False
        # Three lists a row instead of one of cells, which would be made anew one by one.
        self._chars = [[" "] * self.width for _ in range(self.height)]
        self._foregrounds = [[""] * self.width for _ in range(self.height)]
        self._backgrounds = [[""] * self.width for _ in range(self.height)]

    def wants(self, y: int) -> bool:
        """Whether a row matters."""
        return self._wanted is None or y in self._wanted

    def put(self, x: int, y: int, text: str, foreground: str = "text") -> int:
        """Write text from `x` to the right; returns the column after it."""
        if _narrow(text) and not (self._has_wide or self.ascii_only):
            return self._put_narrow(x, y, text, foreground)
        for char in text:
            width = cell_len(char)
            if width == 0 or not char.isprintable():
                continue
            if 0 <= y < self.height and x < self.width and x + width > 0:
                self._set(x, y, char, width, foreground)
            x += width
        return x

    def _put_narrow(self, x: int, y: int, text: str, foreground: str) -> int:
        """Write characters of one cell where there are none of two that could be cut in half."""
        end = x + len(text)
        start, stop = max(0, x), min(self.width, end)
        if start < stop and 0 <= y < self.height:
            self._chars[y][start:stop] = text[start - x : stop - x]
            self._foregrounds[y][start:stop] = [foreground] * (stop - start)
        return end

    def right(self, end: int, y: int, text: str, foreground: str = "text") -> None:
        """Write text so that it ends before column `end`."""
        self.put(end - cell_len(text), y, text, foreground)

    def over(self, x: int, y: int, text: str, foreground: str) -> None:
        """Write text, leaving what lies under its blanks."""
        for column, char in enumerate(text, x):
            if char != " ":
                self.put(column, y, char, foreground)

    def glyph(self, x: int, y: int, glyph: Glyph, foreground: str, count: int = 1) -> None:
        """Draw a glyph `count` times, its `reverse` added to the foreground."""
        self.put(x, y, glyph.char * count, f"{foreground} reverse" if glyph.reverse else foreground)

    def hline(self, x: int, y: int, width: int, char: str, foreground: str) -> None:
        """Draw a horizontal line."""
        self.put(x, y, char * max(0, width), foreground)

    def vline(self, x: int, y: int, height: int, char: str, foreground: str) -> None:
        """Draw a vertical line downwards from `y`."""
        for row in filter(self.wants, range(y, y + height)):
            self.put(x, row, char, foreground)

    def background(self, x: int, y: int, width: int, height: int, name: str) -> None:
        """Tint the background of a rectangle; later text keeps it."""
        start = max(0, x)
        stop = max(start, min(self.width, x + width))
        for row in self._backgrounds[max(0, y) : max(0, y + height)]:
            row[start:stop] = [name] * (stop - start)

    def cell(self, x: int, y: int) -> CanvasCell:
        """The cell at a place; an empty one outside."""
        inside = 0 <= x < self.width and 0 <= y < self.height
        if not inside:
            return CanvasCell()
        return CanvasCell(self._chars[y][x], self._foregrounds[y][x], self._backgrounds[y][x])

    def blank(self, x: int, y: int, width: int, over: str = " ") -> bool:
        """Whether a piece of a row lies inside and holds only spaces or characters in `over`."""
        if not (0 <= y < self.height and x >= 0 and x + width <= self.width):
            return False
        return all(char in (" ", over) for char in self._chars[y][x : x + width])

    def free(self, x: int, y: int, width: int, over: str = " ", margin: int = 1) -> bool:
        """Whether a text fits in the row and `margin` cells beside it, where inside, are blank."""
        start, end = max(0, x - margin), min(self.width, x + width + margin)
        return x >= 0 and x + width <= self.width and self.blank(start, y, end - start, over)

    def runs(self, y: int) -> list[CanvasCell]:
        """Row `y` as runs of equal foreground and background.

        A blank shows no foreground, so it joins the run before it: fewer runs are fewer bytes.
        """
        found: list[CanvasCell] = []
        chars, foreground, background = "", "", ""
        cells = self._chars[y], self._foregrounds[y], self._backgrounds[y]
        for char, fore, back in zip(*cells, strict=True):
            same = fore == foreground or (
                char == " " and not _shows_on_blanks(fore) and not _shows_on_blanks(foreground)
            )
            if same and back == background:
                chars += char
                continue
            if chars:
                found.append(CanvasCell(chars, foreground, background))
            chars, foreground, background = char, fore, back
        return [*found, CanvasCell(chars, foreground, background)] if chars else found

    def lines(self) -> tuple[str, ...]:
        """The characters alone, one string a row, full width."""
        return tuple(map("".join, self._chars))

    def _set(self, x: int, y: int, char: str, width: int, foreground: str) -> None:
        """Set one character; a wide character that it cuts in half becomes a space."""
        chars, foregrounds = self._chars[y], self._foregrounds[y]
        if self.ascii_only:
            char, reverse = ascii_glyph(Glyph(char, "reverse" in foreground))
            foreground = foreground if reverse else foreground.replace(" reverse", "")
        if width == 2 and not 0 <= x < self.width - 1:
            x, char, width = max(0, x), " ", 1
        if chars[x] == "" and x > 0:
            chars[x - 1] = " "
        after = x + width
        if after < self.width and chars[after] == "":
            chars[after] = " "
        chars[x], foregrounds[x] = char, foreground
        if width == 2:
            self._has_wide = True
            chars[x + 1], foregrounds[x + 1] = "", foreground
