"""The dialog with what `xev-tui check` says of the facts file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.checks.report import Item, as_text, gravity, summary, told_of
from tui.present.provenance import TextBlock
from tui.ui.overlay import Reading

_SIGNS = {"error": ("✗", "loss"), "warning": ("!", "best"), "info": ("·", "muted")}
"""How serious it is, as a sign and a colour."""


class Problems(Reading):
    """All that the check says, the gravest first; what the file explains is only counted."""

    CALLED = "Check results"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,exclamation_mark,q", "dismiss", "Close", id="problems.close")
    ]
    DEFAULT_CSS = "Problems VerticalScroll { border-left: outer $loss; }"

    def __init__(self, items: Sequence[Item], path: str, *, stale: bool) -> None:
        super().__init__()
        self._items = items
        self._path = path
        self._stale = stale
        """Whether the file cannot be read, so that the screen shows what it held before."""

    def passages(self) -> Iterable[TextBlock]:
        """How many there are, and each with its sign."""
        yield TextBlock(summary(self._items), "bold")
        if self._stale:
            yield TextBlock("The figures on screen are those from before the last save.", "muted")
        told, left_out = told_of(self._items)
        for item in sorted(told, key=gravity, reverse=True):
            sign, role = _SIGNS[item.severity]
            yield TextBlock(as_text([item], self._path), "", 2, sign, role)
        if left_out:
            yield TextBlock(f"and {left_out:,} more", "muted")
