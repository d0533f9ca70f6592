"""The results of a search; only the visible ones are painted."""

from __future__ import annotations

from collections.abc import Sequence

from tui.present.query import Term, read_query, spans_in
from tui.present.search import Hit
from tui.system.text_width import cell_width
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.row_list import RowList

_FOREGROUNDS = {"promise": "forecast", "dispute": "loss", "model": "best", "event": "profit"}
_DETAIL_FROM = 12
"""Cells from which the detail is shown."""
NOTHING = "Nothing has all these words. Try fewer, a year or a figure."


class SearchResults(RowList[Hit]):
    """One result per line: glyph of its kind, title with what was typed in bold, detail."""

    can_focus = False
    takes_keys = True
    terms: tuple[Term, ...] = ()

    def find(self, hits: Sequence[Hit], query: str) -> None:
        """Show other results, the cursor on the first."""
        self.terms = read_query(query)
        self.rows = tuple(hits)

    def watch_rows(self) -> None:
        """New results: start at the first."""
        self.selected = 0
        super().watch_rows()

    def paint(self, canvas: Canvas) -> None:
        """The visible results."""
        room = canvas.width - 5
        if not self.rows:
            canvas.put(2, 0, fit(NOTHING, room), "muted")
        for y, hit, _ in self.marked(canvas):
            canvas.put(2, y, hit.glyph, _FOREGROUNDS.get(hit.kind, "muted"))
            title = fit(hit.title, room)
            end = canvas.put(4, y, title)
            for start, end_at in spans_in(title, self.terms):
                part = title[start:end_at]
                canvas.put(4 + cell_width(title[:start]), y, part, "best bold")
            if room - cell_width(title) > _DETAIL_FROM:
                canvas.put(end + 2, y, fit(hit.detail, canvas.width - end - 3), "muted")
