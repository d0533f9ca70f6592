"""The source drawer: where the number under the cursor comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.reactive import reactive

from tui.views.passage import Passage
from tui.widgets.prose import Prose

HINT = Passage("o open  y copy  s close", "neutral")


class Drawer(VerticalScroll):
    """Beside the tab from 100 columns up; below that it covers the tab and has the focus."""

    DEFAULT_CSS = """
    Drawer {
        dock: right; width: 48; height: 1fr; display: none;
        background: $panel; padding: 1 1 0 1; border-left: outer $best;
        &.-open { display: block; }
        Prose { width: 1fr; height: auto; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="drawer.down"),
        Binding("k", "scroll_up", "Up", show=False, id="drawer.up"),
        Binding("g", "scroll_home", "Top", show=False, id="drawer.top"),
        Binding("G", "scroll_end", "Bottom", show=False, id="drawer.bottom"),
    ]
    can_focus = False

    is_open: reactive[bool] = reactive(False, toggle_class="-open")

    def compose(self) -> ComposeResult:
        """One flowing text."""
        yield Prose()

    def show(self, passages: Iterable[Passage]) -> None:
        """Put the story of another number in place."""
        self.query_one(Prose).show([*passages, Passage(), HINT])
        self.scroll_home(animate=False)
