"""What all tabs have in common: the frame, the drawer, and what the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget

from tui.facts.book import FactBook
from tui.views.passage import Passage
from tui.views.pointing import Pointed, pointed
from tui.views.search import Thing
from tui.views.story import Subject, explain
from tui.views.table import Table, row_of
from tui.widgets.drawer import Drawer
from tui.widgets.key_bar import KeyBar
from tui.widgets.nav import NavBar

if TYPE_CHECKING:
    from tui.app import XevApp

WIDTHS = [(0, "-tiny"), (60, "-narrow"), (100, "-normal"), (180, "-wide")]
NOTHING_HERE = "Nothing under the cursor that has a source."
COVERED = {"-tiny", "-narrow"}
"""Widths at which the drawer covers the tab."""
HEIGHTS = [(0, "-short"), (30, "-tall")]


class Tab(Screen[None]):
    """One of the five tabs; a subclass composes, draws and explains what the cursor is on."""

    KEY: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,f2", "sources", "Source", id="sources.toggle"),
        Binding(
            "o", "open_source", "Open", show=False, tooltip="Open the source", id="source.open"
        ),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the value", id="copy.value"),
        Binding("Y", "cite", "Cite", show=False, tooltip="Copy a citation", id="copy.citation"),
        Binding("E", "edit", "Edit", show=False, tooltip="Edit facts.yaml here", id="facts.edit"),
        Binding(
            "w", "copy_row", "Copy row", show=False, tooltip="Copy the table row", id="copy.row"
        ),
        Binding(
            "x", "export", "Export", show=False, tooltip="Export rows or picture", id="export.open"
        ),
        Binding("J,ctrl+d", "read(1)", "Source down", show=False, id="sources.down"),
        Binding("K,ctrl+u", "read(-1)", "Source up", show=False, id="sources.up"),
        Binding("escape", "back", "Back", show=False, id="go.back"),
    ]

    app: XevApp

    _told: Subject | None = None
    """What the cursor was on when the drawer took the focus."""
    _left: Widget | None = None
    """The widget that had the focus before the drawer."""

    def compose(self) -> ComposeResult:
        """Navigation, body, drawer, footer."""
        yield NavBar(self.KEY)
        with Container(id="stage"):
            with Container(id="body"):
                yield from self.body()
            yield Drawer()
        yield KeyBar()

    def body(self) -> Iterable[Widget]:
        """The widgets of the tab, empty of figures."""
        raise NotImplementedError

    def draw(self) -> None:
        """Put the figures of the book, in the app's currency, into the widgets."""
        raise NotImplementedError

    def subject(self) -> Subject | None:
        """The thing under the cursor; None where there is none."""
        raise NotImplementedError

    def story(self) -> Sequence[Passage]:
        """Where the thing under the cursor comes from."""
        subject = self.subject()
        return explain(self.book, subject) if subject else [Passage(NOTHING_HERE, "muted")]

    def rows(self) -> Table | None:
        """The rows to export and to print, whatever of them has room on the screen."""
        from tui.views.listing import TABLES

        make = TABLES.get(self.KEY)
        return make(self.book, self.currency) if make else None

    @property
    def book(self) -> FactBook:
        """The facts shown."""
        return self.app.book

    @property
    def currency(self) -> str:
        """The currency shown."""
        return self.app.currency

    def on_mount(self) -> None:
        """Draw now, and again whenever the facts or the currency change."""
        self.watch(self.app, "book", self._redraw, init=False)
        self.watch(self.app, "currency", self._redraw, init=False)
        self._redraw()

    def _redraw(self) -> None:
        self.query_one(NavBar).currency = self.currency
        self.show_status()
        reads = self._is_read
        if reads and self._left:
            self.set_focus(self._left)
        self.draw()
        self.follow()
        if reads:
            self._read()

    def show_status(self) -> None:
        """Tell in the first row how the facts file stands."""
        self.query_one(NavBar).status = self.app.facts_status

    def reveal(self, thing: Thing) -> None:
        """Put the cursor on what was searched for, or tell its story where no row shows it."""
        if not self.point_at(thing):
            self.open_drawer(True)
            self.query_one(Drawer).show(explain(self.book, thing))

    def point_at(self, thing: Thing) -> bool:
        """Move the cursor to a thing; False when this tab has no row for it."""
        return False

    def follow(self) -> None:
        """Let an open drawer tell of what the cursor is on now."""
        drawer = self.query_one(Drawer)
        if drawer.is_open and not self._is_read:
            drawer.show(self.story())

    def action_sources(self) -> None:
        """Open or close the source drawer."""
        drawer = self.query_one(Drawer)
        if drawer.is_open:
            self.open_drawer(False)
            return
        self.open_drawer(True)
        self.follow()
        if self.classes & COVERED:
            self._read()

    def open_drawer(self, is_open: bool) -> None:
        """Open or close the drawer; the class `-drawer` lets a tab give up its margin for it."""
        drawer, reads = self.query_one(Drawer), self._is_read
        drawer.is_open = is_open
        self.set_class(is_open, "-drawer")
        if not is_open:
            if reads:
                self.set_focus(self._left)
            drawer.can_focus = False
            self.follow()

    @property
    def _is_read(self) -> bool:
        """Whether the drawer has the focus, the cursor of the tab standing still."""
        return isinstance(self.focused, Drawer)

    def _read(self) -> None:
        """Give the drawer the keys that move, where it covers the tab."""
        self._told, self._left = self.subject(), self.focused
        drawer = self.query_one(Drawer)
        drawer.can_focus = True
        self.set_focus(drawer)

    def action_read(self, by: int) -> None:
        """Scroll an open drawer by half its height."""
        drawer = self.query_one(Drawer)
        drawer.scroll_relative(y=by * max(drawer.size.height // 2, 1), animate=False)

    def action_back(self) -> None:
        """Close the drawer; else give the focus back to the main widget."""
        if self.query_one(Drawer).is_open:
            self.open_drawer(False)
        elif isinstance(self.AUTO_FOCUS, str):
            self.query_one(self.AUTO_FOCUS).focus()

    @property
    def under_cursor(self) -> Subject | None:
        """The thing that copying, opening and editing are about."""
        return self._told if self._is_read else self.subject()

    def _here(self) -> Pointed | None:
        subject = self.under_cursor
        if subject is None:
            self.app.say(NOTHING_HERE)
            return None
        return pointed(self.book, subject)

    def action_open_source(self) -> None:
        """Open the source of the thing under the cursor in the browser, or show its address."""
        if here := self._here():
            self.app.open_address(here.url)

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
        subject, table = self.under_cursor, self.rows()
        row = row_of(table, subject) if table and subject else None
        if row is None:
            self.app.say("No row of the table has this.")
        else:
            self.app.copy("\t".join(cell.text for cell in row))

    def action_export(self) -> None:
        """Choose a form and write it to a file."""
        from tui.screens.export import Export

        self.app.push_screen(Export(), self.export)

    def export(self, form: str | None) -> None:
        """Write the rows of the tab, or what it looks like, to a new file."""
        if form == "svg":
            self.call_after_refresh(self._export_picture)
            return
        table = self.rows() if form else None
        if form and table:
            from tui.views.output import render

            self.app.save(f"xev-{self.KEY}-{self.currency.lower()}", form, render(table, form))
        elif form:
            self.app.say("This tab has no rows to export.")

    def _export_picture(self) -> None:
        self.app.save(f"xev-{self.KEY}", "svg", self.app.export_screenshot(title=self.app.TITLE))

    def action_edit(self) -> None:
        """Open facts.yaml in the editor, at the line of the thing under the cursor."""
        here = self._here()
        if here:
            self.app.edit(here.mark.line if here.mark else 1)
