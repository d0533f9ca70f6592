"""Search over everything in the facts; enter goes there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.facts.cells import cell_width
from tui.views.search import Hit, Thing, search
from tui.widgets.charts.canvas import Canvas, fit
from tui.widgets.charts.paint import window
from tui.widgets.charts.pick import Pickable
from tui.widgets.charts.rows import mark_row


class Hits(Pickable):
    """The found things, painted: only those in sight cost anything."""

    min_size: ClassVar[tuple[int, int]] = (1, 1)
    can_focus = False

    hits: reactive[list[Hit]] = reactive(list)

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
        """A hit a line: its kind, its title, and where it is from."""
        first = self._first()
        for y, hit in enumerate(self.hits[first : first + canvas.height]):
            if first + y == self.selected:
                mark_row(canvas, y, True)
            room = canvas.width - 5
            canvas.put(2, y, hit.glyph, "muted")
            end = canvas.put(4, y, fit(hit.title, room))
            if room - cell_width(hit.title) > 12:
                canvas.put(end + 2, y, fit(hit.detail, canvas.width - end - 3), "muted")

    def _first(self) -> int:
        return window(self.count(), max(self.size.height, 1), self.selected)


class Search(ModalScreen[Thing | None]):
    """A field and what it finds; gives back the thing chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", id="search.close"),
        Binding("down", "move(1)", "Down", show=False, id="search.down"),
        Binding("up", "move(-1)", "Up", show=False, id="search.up"),
        Binding("pagedown", "move(10)", "Page down", show=False, id="search.page_down"),
        Binding("pageup", "move(-10)", "Page up", show=False, id="search.page_up"),
    ]
    DEFAULT_CSS = """
    Search {
        align: center top; background: $background 60%;
        Vertical { width: 100; max-width: 100%; height: 80%; background: $panel; padding: 1 2; }
        Input { border: none; height: 1; padding: 0 1; background: $surface; }
        #count { height: 1; color: $muted; padding: 0 1; }
        Hits { height: 1fr; }
    }
    """

    def __init__(self, index: tuple[Hit, ...]) -> None:
        super().__init__()
        self._index = index

    def compose(self) -> ComposeResult:
        """The field, the count, the list."""
        with Vertical():
            yield Input(placeholder="figure, event, promise, model, source ...", compact=True)
            yield Static(id="count")
            yield Hits()

    def on_mount(self) -> None:
        """Offer everything before a word is typed."""
        self._look_up("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look_up(event.value)

    def _look_up(self, query: str) -> None:
        found = search(self._index, query)
        self.query_one(Hits).hits = found
        count = f"{len(found)} of {len(self._index)}" if query else f"{len(found)} things"
        self.query_one("#count", Static).update(Content(f"{count}   ↑ ↓ choose  enter go there"))

    def action_move(self, by: int) -> None:
        """Move among the hits while the field keeps the focus."""
        self.query_one(Hits).action_step(by)

    @on(Input.Submitted)
    @on(Hits.Chosen)
    def _go(self) -> None:
        hits = self.query_one(Hits)
        chosen = hits.hits[hits.selected].thing if hits.selected is not None else None
        self.dismiss(chosen)

    def action_leave(self) -> None:
        """Close without going anywhere."""
        self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Keep the hit under the cursor in sight."""
        self.query_one(Hits).repaint()
