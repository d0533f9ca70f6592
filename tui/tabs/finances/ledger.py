"""Passages with a cursor that goes from one that tells of something to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.content import Content
from textual.events import MouseScrollDown, MouseScrollUp
from textual.reactive import reactive

from tui.present.passage import Passage
from tui.present.story import Subject
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.paint import Line, window
from tui.ui.charts.pick import Pickable
from tui.ui.charts.rows import GUTTER, mark_row


class _Row(NamedTuple):
    """One line of a wrapped passage; `item` is the passage that the cursor goes to, or None."""

    passage: Passage
    text: str
    is_first: bool
    item: int | None


class Ledger(Pickable):
    """The cursor shows while it is here."""

    min_size: ClassVar[tuple[int, int]] = (1, 1)

    passages: reactive[Sequence[Passage]] = reactive[Sequence[Passage]](())

    class Selected(Pickable.Selected):
        """The user moved to another passage."""

    class Chosen(Pickable.Chosen):
        """The user chose a passage."""

    @property
    def about(self) -> tuple[Subject, ...]:
        """What the passage under the cursor tells of."""
        told = self._telling()
        return told[self.selected].about if told and self.selected is not None else ()

    def watch_passages(self) -> None:
        """Other passages; the cursor stays where it is as far as it can."""
        self.refill()

    def on_focus(self) -> None:
        """There is a cursor from now on."""
        if self.selected is None:
            self.selected = 0

    def count(self) -> int:
        """Number of passages that tell of something."""
        return len(self._telling())

    def wanted_height(self, width: int) -> int:
        """All lines."""
        return len(self._rows(width))

    def listing(self) -> Sequence[Line]:
        """The passages that the cursor goes to."""
        return [Line(passage.lead, passage.text) for passage in self._telling()]

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.action_step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """As `on_mouse_scroll_down`."""
        event.stop()
        self.action_step(-1)

    def place_at(self, x: int, y: int) -> int | None:
        """The passage on a line."""
        rows = self._rows(self.size.width)
        place = self._first(rows) + y
        return rows[place].item if 0 <= place < len(rows) else None

    def paint(self, canvas: Canvas) -> None:
        """The lines in sight."""
        rows = self._rows(canvas.width)
        first = self._first(rows)
        for y, row in enumerate(rows[first : first + canvas.height]):
            if row.item is not None and row.item == self.selected and self.has_focus:
                mark_row(canvas, y, focused=True)
            passage = row.passage
            if row.is_first:
                canvas.put(GUTTER, y, passage.lead, passage.lead_role or "text")
            canvas.put(GUTTER + passage.indent, y, row.text, _ink(passage.role))

    def _telling(self) -> Sequence[Passage]:
        return [passage for passage in self.passages if passage.about]

    def _rows(self, width: int) -> list[_Row]:
        rows: list[_Row] = []
        items = 0
        for passage in self.passages:
            item = items if passage.about else None
            items += item is not None
            room = max(width - 2 * GUTTER - passage.indent, 8)
            lines = Content(passage.text).wrap(room) if passage.text else [Content("")]
            rows += [_Row(passage, line.plain, n == 0, item) for n, line in enumerate(lines)]
        return rows

    def _first(self, rows: Sequence[_Row]) -> int:
        """The first line in sight; of what is not walked through only the beginning."""
        cursor = self.selected if self.has_focus else None
        line = next(
            (n for n, row in enumerate(rows) if cursor is not None and row.item == cursor), 0
        )
        if cursor is not None and cursor == self.count() - 1:
            line = len(rows) - 1
        return window(len(rows), self.size.height, line)


def _ink(role: str) -> str:
    return f"text {role}" if role == "bold" else role or "text"
