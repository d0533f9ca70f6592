"""The dialog about errors in the facts file; the screen keeps the last valid facts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.facts.diagnostics import LIMIT, Diagnostic
from tui.facts.units import noun
from tui.present.provenance import TextBlock
from tui.ui.overlay import Overlay
from tui.ui.text import Prose


class Problems(Overlay[None]):
    """Every error the loader found, with its place in the file."""

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

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__()
        self._diagnostics = diagnostics

    def compose(self) -> ComposeResult:
        """A scrolling list."""
        with VerticalScroll(id="problems"):
            yield Prose(self._passages())

    def _passages(self) -> Iterable[TextBlock]:
        if not self._diagnostics:
            yield TextBlock("Nothing is wrong with the facts file.", "bold")
            return
        count = len(self._diagnostics)
        yield TextBlock(f"{count} {noun(count, 'problems')} in the facts file", "bold")
        yield TextBlock("The figures on screen are those from before the last save.", "muted")
        for item in self._diagnostics[:LIMIT]:
            yield TextBlock()
            yield TextBlock(f"✗ {item.place}", "loss")
            yield TextBlock(f"{item.message}", "", 2)
            if item.advice:
                yield TextBlock(item.advice, "muted", 2)
        if count > LIMIT:
            yield TextBlock(f"and {count - LIMIT:,} more", "muted")
