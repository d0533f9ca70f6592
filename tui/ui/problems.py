"""The dialog with what `xev-tui check` says of the facts file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.checks.report import Item, as_text, gravity, summary, told_of
from tui.present.provenance import TextBlock
from tui.ui.overlay import Overlay
from tui.ui.text import Prose

_SIGNS = {"error": ("✗", "loss"), "warning": ("!", "best"), "info": ("·", "muted")}
"""How serious it is, as a sign and a colour."""


class Problems(Overlay[None]):
    """All that the check says, the gravest first; what the file explains is only counted."""

    CALLED = "Check results"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,exclamation_mark,q", "dismiss", "Close", id="problems.close")
    ]
    DEFAULT_CSS = """
    Problems {
        align: center middle;
        #problems {
            width: 100; max-width: 100%; height: auto; max-height: 90%;
            background: $panel; padding: 1 2; border-left: outer $loss;
            Prose { width: 1fr; height: auto; }
        }
    }
    """

    def __init__(self, items: Sequence[Item], path: str, *, stale: bool) -> None:
        super().__init__()
        self._items = items
        self._path = path
        self._stale = stale
        """Whether the file cannot be read, so that the screen shows what it held before."""

    def compose(self) -> ComposeResult:
        """A scrolling list."""
        with VerticalScroll(id="problems"):
            yield Prose(self._passages())

    def _passages(self) -> Iterable[TextBlock]:
        yield TextBlock(summary(self._items), "bold")
        if self._stale:
            yield TextBlock("The figures on screen are those from before the last save.", "muted")
        told, left_out = told_of(self._items)
        for item in sorted(told, key=gravity, reverse=True):
            sign, role = _SIGNS[item.severity]
            yield TextBlock(as_text([item], self._path), "", 2, sign, role)
        if left_out:
            yield TextBlock(f"and {left_out:,} more", "muted")
