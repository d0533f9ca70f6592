"""The dialog in which the format of an export is chosen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui.ui.charts.canvas import Canvas
from tui.ui.charts.row_list import RowList
from tui.ui.overlay import Overlay
from tui.ui.text import titled

FORMS = {
    "csv": ("CSV", "rows for a spreadsheet"),
    "json": ("JSON", "rows for a program"),
    "md": ("Markdown", "rows for a page"),
    "svg": ("SVG", "a picture of the screen"),
    "xlsx": ("Excel", "rows with live formulas"),
}
"""Formats: name and use, by the extension of the file."""


class Forms(RowList[tuple[str, str]]):
    """One format per line."""

    def paint(self, canvas: Canvas) -> None:
        """Digit, name and use of each format."""
        for y, (name, use), here in self.marked(canvas):
            canvas.put(2, y, str(y + 1), "best")
            canvas.put(4, y, name, "text bold" if here else "text")
            canvas.put(14, y, use, "muted")


class Export(Overlay[str]):
    """A list of formats; returns the extension chosen, or None."""

    AUTO_FOCUS = "Forms"
    CALLED = "Export"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,x,q", "leave", "Close", id="export.close"),
        *(
            Binding(str(n), f"take({n - 1})", name, show=False, id=f"export.{form}")
            for n, (form, (name, _)) in enumerate(FORMS.items(), 1)
        ),
    ]
    DEFAULT_CSS = """
    Export {
        align: center middle;
        Vertical {
            width: 50; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 2; border-left: outer $best;
        }
        Static { height: 2; text-wrap: nowrap; text-overflow: ellipsis; }
        Forms { height: auto; }
    }
    """

    def compose(self) -> ComposeResult:
        """A heading with the keys, and the list."""
        with Vertical():
            yield Static(titled("Export", "its digit or enter writes a file"))
            yield Forms(tuple(FORMS.values()), selected=0)

    @on(Forms.Chosen)
    def _chosen(self, message: Forms.Chosen) -> None:
        self.action_take(message.index)

    def action_take(self, index: int) -> None:
        """Close with a format."""
        self.dismiss(tuple(FORMS)[index])

    def action_leave(self) -> None:
        """Close without one."""
        self.dismiss(None)
