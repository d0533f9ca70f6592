"""The source drawer: where the number under the cursor comes from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Static

from tui.present.provenance import TextBlock
from tui.ui.text import Prose


class Drawer(VerticalScroll):
    """Beside the tab from 100 columns on; in narrower terminals over it, and with the focus."""

    DEFAULT_CSS = """
    Drawer {
        width: 48; height: 1fr; visibility: hidden;
        background: $panel; padding: 1 0 0 1; border-left: outer $best; scrollbar-gutter: stable;
        Prose { width: 1fr; height: auto; min-height: 100%; padding-bottom: 1; }
        #keys { dock: bottom; height: 1; color: $neutral; background: $panel; }
    }
    """
    CALLED = "Sources"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="drawer.down"),
        Binding("k", "scroll_up", "Up", show=False, id="drawer.up"),
        Binding("g", "scroll_home", "Top", show=False, id="drawer.top"),
        Binding("G", "scroll_end", "Bottom", show=False, id="drawer.bottom"),
    ]
    can_focus = False

    is_open: reactive[bool] = reactive(False, repaint=False)

    def compose(self) -> ComposeResult:
        """A scrolling text above a line of keys."""
        yield Prose()
        yield Static(id="keys")

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its edge beside blanks: each line is the same, and Textual draws them one by one."""
        return super().render_lines(Region(crop.x, crop.y, crop.width, 1)) * crop.height

    def watch_is_open(self) -> None:
        """Appear or go. A class would have every style of the drawer looked up again."""
        self.visible = self.is_open

    def show(self, passages: Iterable[TextBlock], keys: str = "") -> None:
        """Show where another number comes from, and the keys for it."""
        self.query_one(Prose).show(passages)
        self.query_one("#keys", Static).update(Content(keys), layout=False)
        self.scroll_home(animate=False)
