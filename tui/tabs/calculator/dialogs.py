"""Overlays of the calculator: a list to pick from, and a name to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tui.present.table import Cell, Column, Table
from tui.ui.grid import Grid
from tui.ui.overlay import Overlay

_BOX = """
    align: center middle;
    Vertical {
        width: 60; max-width: 100%; height: auto; max-height: 90%;
        background: $panel; padding: 1 2; border-left: outer $best;
    }
    Static { height: auto; }
    .hint { color: $muted; padding-top: 1; }
"""


class PickRow(Overlay[tuple[str, int]]):
    """Rows to choose from; gives back what was done (`take` or `drop`) and the row."""

    AUTO_FOCUS = "Grid"
    CALLED = "Choosing a period, a maker or a scenario"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Close", id="rows.close"),
        Binding("delete,D", "drop", "Delete", id="rows.delete"),
    ]
    DEFAULT_CSS = "PickRow {" + _BOX + "Grid { height: auto; max-height: 30; } }"

    def __init__(
        self, title: str, rows: Sequence[tuple[str, str]], selected: int, *, drops: bool = False
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._selected = selected
        self._drops = drops

    def compose(self) -> ComposeResult:
        """A heading, the rows, and their keys."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield Grid()
            keys = "enter chooses, D deletes, esc closes" if self._drops else "enter chooses"
            yield Static(Content(keys), classes="hint")

    def on_mount(self) -> None:
        """Fill the rows in."""
        grid = self.query_one(Grid)
        columns = (Column("", False), Column("", False))
        rows = tuple((Cell(name), Cell(about, role="muted")) for name, about in self._rows)
        grid.table = Table(self._title, columns, rows)
        grid.selected = self._selected

    @on(Grid.Chosen)
    def _take(self, message: Grid.Chosen) -> None:
        self.dismiss(("take", message.index))

    def action_drop(self) -> None:
        """Delete the row under the cursor, where rows can be deleted."""
        at = self.query_one(Grid).selected
        if self._drops and at is not None:
            self.dismiss(("drop", at))


class AskName(Overlay[str]):
    """One line to type a name into."""

    AUTO_FOCUS = "Input"
    CALLED = "Typing a name or an assumption"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Close", id="name.close"),
    ]
    DEFAULT_CSS = (
        "AskName {" + _BOX + "Input { border: none; height: 1; margin-top: 1;"
        " background: $cursor; padding: 0 1; } }"
    )

    def __init__(self, title: str, suggested: str, hint: str) -> None:
        super().__init__()
        self._title = title
        self._suggested = suggested
        self._hint = hint

    def compose(self) -> ComposeResult:
        """A heading, the line, and where it will be kept."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield Input(self._suggested, compact=True, max_length=60)
            yield Static(Content(self._hint), classes="hint")

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        name = event.value.strip()
        if name:
            self.dismiss(name)
