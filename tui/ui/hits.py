"""What a search found, painted: only the hits in sight cost anything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.reactive import reactive

from tui.present.search import Hit
from tui.system.text_width import cell_width
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.paint import window
from tui.ui.charts.pick import Selectable
from tui.ui.charts.rows import mark_row

_INKS = {"promise": "forecast", "dispute": "loss", "model": "best", "event": "profit"}
_DETAIL_FROM = 12
"""Cells that the detail must have to be shown."""


class SearchResults(Selectable):
    """A hit a line: the glyph of its kind, its title with the typed words bold, its detail."""

    min_size: ClassVar[tuple[int, int]] = (1, 1)
    can_focus = False

    hits: reactive[list[Hit]] = reactive(list)
    query_words: tuple[str, ...] = ()

    def find(self, hits: list[Hit], query: str) -> None:
        """Show other hits, from the first."""
        self.query_words = tuple(query.casefold().split())
        self.hits = hits

    @property
    def hit(self) -> Hit | None:
        """The hit under the cursor."""
        return self.hits[self.selected] if self.selected is not None else None

    def count(self) -> int:
        """Number of hits."""
        return len(self.hits)

    def watch_hits(self) -> None:
        """Other hits: start at the first."""
        self.selected = 0 if self.hits else None
        self.refill()

    def place_at(self, x: int, y: int) -> int | None:
        """The hit drawn on a line."""
        index = y + self._first()
        return index if 0 <= index < self.count() else None

    def paint(self, canvas: Canvas) -> None:
        """The hits in sight."""
        first = self._first()
        for y, hit in enumerate(self.hits[first : first + canvas.height]):
            if first + y == self.selected:
                mark_row(canvas, y, True)
            room = canvas.width - 5
            canvas.put(2, y, hit.glyph, _INKS.get(hit.kind, "muted"))
            title = fit(hit.title, room)
            end = canvas.put(4, y, title)
            for start, part in self._typed(title):
                canvas.put(4 + start, y, part, "best bold")
            if room - cell_width(title) > _DETAIL_FROM:
                canvas.put(end + 2, y, fit(hit.detail, canvas.width - end - 3), "muted")

    def _typed(self, title: str) -> Iterator[tuple[int, str]]:
        """Column and text of the first place of each typed word."""
        folded = title.casefold()
        if len(folded) != len(title):
            return
        for word in self.query_words:
            if (at := folded.find(word)) >= 0:
                yield cell_width(title[:at]), title[at : at + len(word)]

    def _first(self) -> int:
        return window(self.count(), max(self.size.height, 1), self.selected)
