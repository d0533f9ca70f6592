"""The search dialog: everything in the facts, with a preview; enter goes there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.widgets import Input

from tui.facts.book import FactBook
from tui.present.provenance import explain
from tui.present.search import search_book, search_index
from tui.present.things import Thing
from tui.ui.hits import SearchResults
from tui.ui.overlay import Overlay
from tui.ui.text import Prose, Title

PREVIEW_FROM = 120
"""Columns of the terminal from which the preview is shown beside the results."""


class Search(Overlay[Thing]):
    """An input and its results; returns the thing chosen, or None."""

    CALLED = "Search"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Close", id="search.close"),
        Binding("tab", "preview", "Preview", id="search.preview"),
        Binding("down,ctrl+n", "move(1)", "Down", show=False, id="search.down"),
        Binding("up", "move(-1)", "Up", show=False, id="search.up"),
        Binding("pagedown", "move(10)", "Page down", show=False, id="search.page_down"),
        Binding("pageup", "move(-10)", "Page up", show=False, id="search.page_up"),
    ]
    DEFAULT_CSS = """
    Search {
        align: center top;
        #box {
            width: 116; max-width: 100%; height: 80%; margin-top: 2;
            background: $panel; padding: 1 2; border-left: outer $best;
        }
        Input { border: none; height: 1; padding: 0 1; background: $surface; }
        #count { color: $muted; padding: 0 1; }
        #found { height: 1fr; margin-top: 1; }
        SearchResults { width: 1fr; }
        #preview { width: 46; padding: 0 1 0 2; }
        #preview Prose { height: auto; }
        &.-one #preview { display: none; width: 1fr; }
        &.-one.-previewing { #preview { display: block; } SearchResults { display: none; } }
    }
    """

    def __init__(self, book: FactBook) -> None:
        super().__init__()
        self._book = book

    def compose(self) -> ComposeResult:
        """The input, the results and the preview, the count."""
        with Vertical(id="box"):
            yield Input(placeholder="figure, event, promise, model, source ...", compact=True)
            with Horizontal(id="found"):
                yield SearchResults()
                with VerticalScroll(id="preview", can_focus=False):
                    yield Prose()
            yield Title(id="count")

    def on_mount(self) -> None:
        """List everything until a word is typed."""
        self._look_up("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._look_up(event.value)

    def _look_up(self, query: str) -> None:
        hits = self.query_one(SearchResults)
        hits.find(search_book(self._book, query), query)
        self._tell()

    @on(SearchResults.Selected)
    def _tell(self) -> None:
        """Count the results, and preview the one under the cursor."""
        hits = self.query_one(SearchResults)
        count = f"{len(hits.rows)} of {len(search_index(self._book))}"
        preview = ("tab preview",) if self.has_class("-one") else ()
        keys = (*preview, "↑ ↓ choose", "enter go there", "esc close")
        self.query_one("#count", Title).parts = (count, *keys)
        hit = hits.row
        self.query_one(Prose).show(explain(self._book, hit.thing) if hit else ())
        self.query_one("#preview").scroll_home(animate=False)

    def action_move(self, by: int) -> None:
        """Move the cursor of the results while the input keeps the focus."""
        self.query_one(SearchResults).action_step(by)

    def action_preview(self) -> None:
        """Switch between results and preview where only one of them fits."""
        self.toggle_class("-previewing")

    @on(Input.Submitted)
    @on(SearchResults.Chosen)
    def _go(self) -> None:
        hit = self.query_one(SearchResults).row
        self.dismiss(hit.thing if hit else None)

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)

    def on_resize(self, event: Resize) -> None:
        """Show the preview beside the results if both fit; keep the cursor visible."""
        self.set_class(event.size.width < PREVIEW_FROM, "-one")
        self.query_one(SearchResults).repaint()
        self._tell()
