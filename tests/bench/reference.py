"""What the program is held against: an ordinary Textual app, and an empty one.

`python -m tests.bench.reference` shows three tabs of tables of 100 rows and a footer;
`python -m tests.bench.reference empty` shows one line.
"""

from __future__ import annotations

import sys
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import DataTable, Footer, Static, TabbedContent, TabPane

READY = "row 1 cell 1"
EMPTY_READY = "nothing here"
TABS, ROWS, COLUMNS = 3, 100, 6


class Ordinary(App[None]):
    """Three tabs, each with a table, and a footer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(str(n), f"tab({n})", f"Tab {n}") for n in range(1, TABS + 1)),
        Binding("q", "quit", "Quit"),
    ]

    def compose(self) -> ComposeResult:
        """The tabs and the footer."""
        with TabbedContent():
            for n in range(1, TABS + 1):
                with TabPane(f"Tab {n}", id=f"tab-{n}"):
                    yield DataTable[str](cursor_type="row", id=f"table-{n}")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the tables."""
        for table in self.query(DataTable):
            table.add_columns(*(f"column {n}" for n in range(1, COLUMNS + 1)))
            for row in range(1, ROWS + 1):
                table.add_row(*(f"row {row} cell {n}" for n in range(1, COLUMNS + 1)))
        self.query_one("#table-1").focus()

    def action_tab(self, number: int) -> None:
        """Show a tab, its table focused."""
        self.query_one(TabbedContent).active = f"tab-{number}"
        self.query_one(f"#table-{number}").focus()


class Empty(App[None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static(EMPTY_READY)


if __name__ == "__main__":
    (Empty() if sys.argv[1:] == ["empty"] else Ordinary()).run()
