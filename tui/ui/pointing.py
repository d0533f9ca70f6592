"""What can be done with the thing under the cursor, and with the rows of a tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.facts.book import FactBook
from tui.ui.actions import save, visit

if TYPE_CHECKING:
    from tui.app.program import XevApp
    from tui.present.pointing import Pointed
    from tui.present.story import Subject
    from tui.present.table import Table

NOTHING_HERE = "Nothing under the cursor that has a source."


class Pointing(Screen[None]):
    """Opens, copies, cites, edits and exports; a tab says what the cursor is on."""

    KEY: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o", "open_source", "Open", show=False, tooltip="Open the source", id="source.open"
        ),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the value", id="copy.value"),
        Binding("Y", "cite", "Cite", show=False, tooltip="Copy a citation", id="copy.citation"),
        Binding("E", "edit", "Edit", show=False, tooltip="Edit facts.yaml here", id="facts.edit"),
        Binding(
            "ctrl+y",
            "copy_row",
            "Copy row",
            show=False,
            tooltip="Copy the table row",
            id="copy.row",
        ),
        Binding(
            "x", "export", "Export", show=False, tooltip="Export rows or picture", id="export.open"
        ),
    ]

    app: XevApp

    @property
    def book(self) -> FactBook:
        """The facts shown."""
        return self.app.book

    @property
    def currency(self) -> str:
        """The currency shown."""
        return self.app.currency

    def subject(self) -> Subject | None:
        """The thing under the cursor; None where there is none."""
        return None

    def rows(self) -> Table | None:
        """The rows to export and to print, whatever of them has room on the screen."""
        from tui.cli.show import TABLES

        make = TABLES.get(self.KEY)
        return make(self.book, self.currency) if make else None

    @property
    def under_cursor(self) -> Subject | None:
        """The thing that copying, opening and editing are about."""
        return self.subject()

    @property
    def here(self) -> Pointed | None:
        """What can be done with the thing under the cursor."""
        from tui.present.pointing import pointed

        subject = self.under_cursor
        return pointed(self.book, subject) if subject else None

    def _here(self) -> Pointed | None:
        if self.here is None:
            self.app.say(NOTHING_HERE)
        return self.here

    def action_open_source(self) -> None:
        """Open the source of the thing under the cursor in the browser, or show its address."""
        if here := self._here():
            self.app.say(visit(here.url))

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if here := self._here():
            self.app.copy(here.text)

    def action_cite(self) -> None:
        """Copy the value with its bounds, its sources and its line."""
        if here := self._here():
            self.app.copy(here.citation)

    def action_copy_row(self) -> None:
        """Copy the row of the table in which the thing under the cursor stands."""
        from tui.present.table import row_of

        subject, table = self.under_cursor, self.rows()
        row = row_of(table, subject) if table and subject else None
        if row is None:
            self.app.say("No row of the table has this.")
        else:
            self.app.copy("\t".join(cell.text.strip() for cell in row))

    def action_export(self) -> None:
        """Choose a form and write it to a file."""
        from tui.ui.export import Export

        self.app.push_screen(Export(), self.export)

    def export(self, form: str | None) -> None:
        """Write the rows of the tab, or what it looks like, to a new file."""
        if form == "svg":
            self.call_after_refresh(self._export_picture)
            return
        table = self.rows() if form else None
        if form and table:
            from tui.present.output import render

            stem = f"xev-{self.KEY}-{self.currency.lower()}"
            self.app.say(save(self.app, stem, form, render(table, form)))
        elif form:
            self.app.say("This tab has no rows to export.")

    def _export_picture(self) -> None:
        picture = self.app.export_screenshot(title=self.app.TITLE)
        self.app.say(save(self.app, f"xev-{self.KEY}", "svg", picture))

    def action_edit(self) -> None:
        """Open facts.yaml in the editor, at the line of the thing under the cursor."""
        here = self._here()
        if here:
            self.app.edit(here.mark.line if here.mark else 1)
