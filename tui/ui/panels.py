"""Going to a panel of a tab by its letter: the letters are laid over the panels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, Key, Resize
from textual.geometry import Offset
from textual.widget import Widget
from textual.widgets import Static

from tui.ui.boxes import Box
from tui.ui.overlay import Overlay

_COLUMNS = [(0, "-two"), (76, "-three")]
"""Columns from which on so many names stand side by side."""


class Panel(NamedTuple):
    """A part of a tab that takes keys: its letter, the widget around it, and what leads there."""

    letter: str
    name: str
    box: Widget
    go: Callable[[], object]

    @property
    def at(self) -> Offset | None:
        """Where it is; None while another view hides it."""
        region = self.box.region
        return region.offset if region.area else None


class Letters(Overlay[Panel]):
    """A letter and a name at each panel in sight, and a list of the others at the foot."""

    DEFAULT_CSS = """
    Letters {
        Static { width: auto; height: 1; }
        .in-sight { position: absolute; background: $panel; }
        #others { dock: bottom; layout: grid; grid-size: 2; height: auto; margin-bottom: 1;
            background: $panel; padding: 0 1; }
        &.-three #others { grid-size: 3; }
    }
    """

    HORIZONTAL_BREAKPOINTS = _COLUMNS

    def __init__(self, panels: Sequence[Panel], size: tuple[int, int]) -> None:
        super().__init__()
        self._size_then = size
        self._panels = panels
        self._labels: dict[Widget, Panel] = {}

    def compose(self) -> ComposeResult:
        """The letters over the panels, then those of the others."""
        others = []
        for panel in self._panels:
            letter = (f" {panel.letter} ", "bold reverse")
            label = Static(Content.assemble(letter, f" {panel.name} "))
            self._labels[label] = panel
            if panel.at:
                label.add_class("in-sight")
                label.styles.offset = panel.at
                label.styles.width = panel.box.region.width
                yield label
            else:
                others.append(label)
        if others:
            yield Box(*others, id="others")

    def on_key(self, event: Key) -> None:
        """To the panel of the letter; any other key only leaves."""
        event.stop()
        event.prevent_default()
        self.dismiss(next((panel for panel in self._panels if panel.letter == event.key), None))

    def on_click(self, event: Click) -> None:
        """To the panel whose letter is clicked; a click elsewhere only leaves."""
        if event.widget in self._labels:
            self.dismiss(self._labels[event.widget])

    def on_resize(self, event: Resize) -> None:
        """The panels are elsewhere in another size."""
        if event.size != self._size_then:
            self.dismiss(None)
