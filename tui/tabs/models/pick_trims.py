"""The overlay in which the cars to compare are picked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tui.tabs.models.compare_list import TrimList
from tui.tabs.models.offers import Offer
from tui.ui.charts import Pickable
from tui.ui.overlay import Overlay


class PickTrims(Overlay[tuple[str, ...]]):
    """All trims of all models and rivals; gives back the keys of those picked."""

    AUTO_FOCUS = "#trims"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "done", "Close", id="trims.close"),
    ]
    DEFAULT_CSS = """
    PickTrims {
        align: center middle; background: $background 60%;
        Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 1; border-left: outer $best;
        }
        Static { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #trims { height: auto; max-height: 70vh; }
    }
    """

    def __init__(self, offers: Sequence[Offer], picked: Sequence[str], cursor: str) -> None:
        super().__init__()
        self._offers = offers
        self._picked = picked
        self._cursor = cursor

    def compose(self) -> ComposeResult:
        """A heading with the keys, and the list."""
        with Vertical():
            keys = ("  space picks or leaves out, enter closes", "$muted")
            yield Static(Content.assemble(("Cars to compare", "bold"), keys))
            yield TrimList(self._offers, self._picked, self._cursor, id="trims")

    def action_done(self) -> None:
        """Close and compare the picked cars."""
        self.dismiss(self.query_one(TrimList).picked)

    @on(Pickable.Chosen, "#trims")
    def _finish(self) -> None:
        self.action_done()
