"""What all tabs have in common: the frame, the drawer, and what the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

from tui.facts.book import FactBook
from tui.outside import open_url
from tui.views.passage import Passage
from tui.views.pointing import Pointed, pointed
from tui.views.search import Thing
from tui.views.story import Subject, explain
from tui.widgets.drawer import Drawer
from tui.widgets.nav import NavBar

if TYPE_CHECKING:
    from tui.app import XevApp

WIDTHS = [(0, "-tiny"), (60, "-narrow"), (100, "-normal"), (180, "-wide")]
NOTHING_HERE = "Nothing under the cursor that has a source."
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
        Binding("escape", "back", "Back", show=False, id="go.back"),
    ]

    app: XevApp

    def compose(self) -> ComposeResult:
        """Navigation, body, drawer, footer."""
        yield NavBar(self.KEY)
        with Container(id="stage"):
            with Container(id="body"):
                yield from self.body()
            yield Drawer()
        yield Footer(compact=True)

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
        self.draw()
        self.follow()

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
        if drawer.is_open:
            drawer.show(self.story())

    def action_sources(self) -> None:
        """Open or close the source drawer."""
        drawer = self.query_one(Drawer)
        self.open_drawer(not drawer.is_open)
        self.follow()

    def open_drawer(self, is_open: bool) -> None:
        """Open or close the drawer; the class `-drawer` lets a tab give up its margin for it."""
        self.query_one(Drawer).is_open = is_open
        self.set_class(is_open, "-drawer")

    def action_back(self) -> None:
        """Close the drawer; else give the focus back to the main widget."""
        if self.query_one(Drawer).is_open:
            self.open_drawer(False)
        elif isinstance(self.AUTO_FOCUS, str):
            self.query_one(self.AUTO_FOCUS).focus()

    def _here(self) -> Pointed | None:
        subject = self.subject()
        if subject is None:
            self.app.say(NOTHING_HERE)
            return None
        return pointed(self.book, subject)

    def action_open_source(self) -> None:
        """Open the source of the thing under the cursor in the browser, or show its address."""
        here = self._here()
        if here and not here.url:
            self.app.say("This source has no address in the facts.")
        elif here and not open_url(here.url):
            self.app.say(f"No browser could be opened; the address is {here.url}")
        elif here:
            self.app.say(f"Opened {here.url}")

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if here := self._here():
            self.app.copy(here.text)

    def action_cite(self) -> None:
        """Copy the value with its bounds, its sources and its line."""
        if here := self._here():
            self.app.copy(here.citation)

    def action_edit(self) -> None:
        """Open facts.yaml in the editor, at the line of the thing under the cursor."""
        here = self._here()
        if here:
            self.app.edit(here.mark.line if here.mark else 1)
