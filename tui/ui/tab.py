"""The base of all tabs: how one is built, the drawer, and actions on what the cursor is on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.compose import compose
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from tui.facts.book import FactBook
from tui.present.provenance import TextBlock
from tui.ui.actions import save, visit
from tui.ui.boxes import Box, Row, blank_lines
from tui.ui.chrome import KeyBar, NavBar
from tui.ui.drawer import Drawer
from tui.ui.panels import Letters, Panel
from tui.ui.screen import SizedScreen

if TYPE_CHECKING:
    from tui.present.claim import Verdict
    from tui.present.selection import Selection
    from tui.present.table import Table
    from tui.present.things import Thing
    from tui.present.workbook import Sheet
    from tui.ui.host import Host


NOTHING_HERE = "Nothing under the cursor has a source."
NO_DISPUTE = "No dispute recorded."
WIDTHS = [(0, "-cramped"), (40, "-tiny"), (60, "-narrow"), (100, "-normal"), (180, "-wide")]
TOO_SMALL = "too small: make the window at least 40x12"
COVERED = {"-tiny", "-narrow"}
"""Widths at which the drawer covers the tab."""
HINTS = (
    ("source.open", "o", "open"),
    ("copy.value", "y", "copy"),
    ("dispute.go", "D", "dispute"),
    ("sources.down", "ctrl+d", "more"),
    ("sources.toggle", "s", "close"),
)
"""Actions on the subject of the drawer: name of the binding, its default key, a word."""
HEIGHTS = [(0, "-cramped-rows"), (12, "-short"), (30, "-tall")]


class Tab(SizedScreen[None]):
    """The base of the tabs; a subclass composes, draws and explains what the cursor is on.

    On a visit `complete` mounts all of it at once. When the program starts there are two steps.
    First only the head is mounted and painted, which says what was found, and `is_whole` is False:
    lists and charts take as long as everything before. Then `_end_opening` mounts the rest; a key
    or click that comes earlier waits in the queue of the app until the tab is whole.
    """

    KEY: ClassVar[str] = ""
    """Its name in commands, in settings and in the registry."""
    PANELS: ClassVar[Mapping[str, str]] = {}
    """The names of its panels by the ids of the widgets around them, in the order of reading."""
    BELOW: ClassVar[Mapping[str, tuple[int, int]]] = {"-words": (61, 19)}
    """Classes it has with fewer columns or rows than these; `-words`: no room for charts."""
    ALLOW_IN_MAXIMIZED_VIEW = "NavBar, KeyBar, #too-small"
    ESCAPE_TO_MINIMIZE = False
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "o", "open_source", "Open", show=False, tooltip="Open the source", id="source.open"
        ),
        Binding("y", "copy", "Copy", show=False, tooltip="Copy the value", id="copy.value"),
        Binding("Y", "cite", "Cite", show=False, tooltip="Copy a citation", id="copy.citation"),
        Binding(
            "E", "edit", "Edit", show=False, tooltip="Edit facts.yaml at this line", id="facts.edit"
        ),
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
        Binding(
            "D", "dispute", "Dispute", show=False, tooltip="Go to its disputes", id="dispute.go"
        ),
        Binding(
            "s,f2", "sources", "Source", tooltip="Show where this comes from", id="sources.toggle"
        ),
        Binding(
            "J,ctrl+d", "read(1)", "Scroll sources or detail down", show=False, id="sources.down"
        ),
        Binding("K,ctrl+u", "read(-1)", "Scroll sources or detail up", show=False, id="sources.up"),
        Binding(
            "e,f11",
            "enlarge",
            "Enlarge",
            id="panel.enlarge",
            tooltip="Full-screen panel, and back",
        ),
        Binding("P,f12", "panels", "Panels", id="panel.go", tooltip="Go to a panel by its letter"),
        Binding("escape", "back", "Back", show=False, id="go.back"),
    ]

    DEFAULT_CSS = """
    Tab {
        #head { height: auto; padding: 0 1; }
        .title { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #too-small { display: none; height: 1fr; content-align: center middle;
            text-align: center; }
        &.-cramped, &.-cramped-rows {
            #too-small { display: block; }
            #stage, KeyBar, .-maximized { display: none !important; }
        }
        .-maximized {
            width: 1fr !important; height: 1fr !important;
            max-width: 100% !important; max-height: 100% !important;
            margin: 0 !important; border-top: solid $hairline !important;
            border-title-color: $best; border-title-style: bold;
        }
        Box.-maximized { border-top: none !important; }
        .-maximized > CanvasWidget { height: 1fr !important; max-height: 100% !important; }
    }
    """

    came_from: str = ""
    """The tab from which `D` led here; empty once the tab was left."""
    is_whole = False
    """Whether the whole tab is mounted, not only its head."""
    _is_sized = False
    """Whether it was told its size: on a visit that comes after `complete`."""
    _is_enlarged = False
    """Whether the panel with the focus is to have the whole screen."""
    _told: Thing | None = None
    """The subject of an open drawer, if that is not what the cursor is on."""
    _left: Widget | None = None
    """The widget that had the focus before the drawer."""
    _judged: tuple[Thing | None, Verdict | None] = (None, None)
    """The verdict on a published figure, and what the cursor was on then."""

    @property
    def host(self) -> Host:
        """The app, as far as tabs know it."""
        return cast("Host", self.app)

    @property
    def book(self) -> FactBook:
        """The facts shown."""
        return self.host.book

    @property
    def currency(self) -> str:
        """The currency shown."""
        return self.host.currency

    # What a subclass defines.

    def head(self) -> Iterable[Widget]:
        """The widgets that say what was found, painted before all others at the start."""
        raise NotImplementedError

    def draw_head(self) -> None:
        """Say in the head what was found; when the program starts, nothing else is mounted yet."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """The widgets below the head, without figures yet."""
        raise NotImplementedError

    def draw(self) -> None:
        """Fill the widgets with the facts, in the currency of the app."""
        raise NotImplementedError

    def fit(self, size: Size) -> None:
        """Make the most of another size, once all widgets are there."""

    def subject(self) -> Thing | None:
        """The thing under the cursor, or None."""
        return None

    def story(self) -> Sequence[TextBlock]:
        """Where the thing under the cursor comes from."""
        from tui.present.provenance import explain

        subject = self.subject()
        if subject is None:
            return [TextBlock(NOTHING_HERE, "muted")]
        story = list(explain(self.book, subject))
        for other in self.beside():
            story += [*([TextBlock()] if story[-1].text else []), *explain(self.book, other)]
        return story

    def beside(self) -> Sequence[Thing]:
        """Other things on the same row as the one under the cursor."""
        return ()

    def hidden_panels(self) -> Mapping[str, Callable[[], object]]:
        """What shows the panels that another view may hide and gives them the keys, by `PANELS`."""
        return {}

    def heading_of(self, panel: str) -> str | Content:
        """What stands over a panel that is alone on the screen and has no title of its own."""
        return self.PANELS[panel]

    def nothing_yet(self, told: str) -> str:
        """What a tab with nothing to show tells: what to add to the facts, and the keys for it."""
        edit, add = self.host.key_of("facts.edit", "E"), self.host.key_of("facts.add", "F")
        return f"{told} {edit} opens the file in the editor; {add} asks for a figure."

    def words(self) -> Mapping[str, str]:
        """What actions are called now in the row of keys, if not as ever; empty for none."""
        return {"choose": "Source"}

    def point_at(self, thing: Thing) -> bool:
        """Move the cursor to a thing; False if this tab does not show it."""
        return False

    # Building the tab.

    def compose(self) -> ComposeResult:
        """Navigation, head, keys; size classes are set before there is anything to style."""
        self.update_classes(dict.fromkeys(self.shape(self.app.size), True), update=False)
        yield NavBar(self.KEY, self.host.tab_titles)
        with Box(id="stage"), Box(id="body"), Row(id="head"):
            yield from self.head()
        yield Static(TOO_SMALL, id="too-small")
        yield KeyBar(self.host.tab_titles, self._key_labels)

    def shape(self, size: Size) -> list[str]:
        """The CSS classes for a terminal size."""
        across, down = self.HORIZONTAL_BREAKPOINTS or [], self.VERTICAL_BREAKPOINTS or []
        points = ((across, size.width), (down, size.height))
        named = [[name for least, name in steps if room >= least][-1] for steps, room in points]
        small = (
            name
            for name, (columns, rows) in self.BELOW.items()
            if size.width < columns or size.height < rows
        )
        return [*named, *small]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Blank lines, which lie under all that is drawn."""
        return blank_lines(self, crop)

    async def on_mount(self) -> None:
        """Build the tab at once, or paint its head first when the program starts."""
        self._draw_bar()
        self.watch(self.app, "facts_status", self.show_status, init=False)
        if self.host.is_opening:
            self.draw_head()
            # Behind the message in the queue by which the screen is shown, and so painted.
            self.call_later(self._end_opening)
        else:
            await self.complete()

    async def _end_opening(self) -> None:
        # First this, since the app holds painting back for a whole tab, but not for its head.
        self.host.is_opening = False
        await self.complete()

    async def complete(self) -> None:
        """Mount the rest of the tab, and redraw it from now on when facts or currency change."""
        if self.is_whole:
            return
        # Before the first wait: what is done while the widgets are mounted must not ask again.
        self.is_whole = True
        drawer = self.query_one("#stage").mount(Drawer())
        await self.query_one("#body").mount(*compose(self, self.body()))
        await drawer
        self.watch(self.app, "book", self._redraw, init=False)
        self.watch(self.app, "currency", self._redraw, init=False)
        self.watch(self.app, "contested", self._redraw, init=False)
        self._redraw()
        if self._is_sized:
            self.fit(self.size)
        if self.focused is None and isinstance(self.AUTO_FOCUS, str):
            self.query_one(self.AUTO_FOCUS).focus()

    def on_resize(self, event: Resize) -> None:
        """Fit into another size, unless that is yet to be done for the first time."""
        self._is_sized = True
        shape = self.shape(event.size)
        for name in self.BELOW:
            self.set_class(name in shape, name)
        if self.is_whole:
            self.fit(event.size)

    def _draw_bar(self) -> None:
        self.query_one(NavBar).currency = self.currency
        self.show_status()

    def _redraw(self) -> None:
        self._draw_bar()
        reads = self._is_read
        if reads and self._left:
            self.set_focus(self._left)
        try:
            self.draw()
            self.follow()
        except Exception as error:
            if self.host.take_back(error):
                return  # drawn with the facts before
            raise
        if reads:
            self._read_if_covered()

    def show_status(self) -> None:
        """Show the state of the facts file in the first row."""
        self.query_one(NavBar).status = self.host.facts_status

    # The panels: going to one, and showing one alone.

    @property
    def panels(self) -> list[Panel]:
        """Those in sight, and those that a view out of sight has; each keeps its letter."""
        chain, hidden = self.focus_chain, self.hidden_panels()
        found = []
        for letter, (id, name) in zip(ascii_lowercase, self.PANELS.items(), strict=False):
            box = self.query_one(f"#{id}")
            block = next((each for each in chain if box in each.ancestors_with_self), None)
            go = hidden.get(id) or (block.focus if block else None)
            found += [Panel(letter, name, box, go)] if go else []
        return found

    def action_panels(self) -> None:
        """Go to a panel by its letter."""
        self.host.open_over(Letters(self.panels, self.app.size), self._go_to)

    def _go_to(self, panel: Panel | None) -> None:
        if panel:
            panel.go()

    def action_enlarge(self) -> None:
        """Show the panel with the focus alone, or all of the tab again."""
        self._is_enlarged = not self._is_enlarged
        self.enlarge()

    def enlarge(self) -> None:
        """While a panel is to be alone, that is the one with the focus; no drawer is beside it."""
        if self.maximized:
            self.maximized.border_title = ""
        is_alone = self._is_enlarged and not self.query_one(Drawer).is_open
        around = self.focused.ancestors_with_self if self.focused and is_alone else ()
        ids = [node.id for node in around if node.id in self.PANELS]
        self.maximized = self.query_one(f"#{ids[0]}") if ids else None
        if self.maximized:
            self.maximized.border_title = self.heading_of(ids[0] or "")
        self.refresh_bindings()

    def show_all(self) -> None:
        """Show all of the tab, since something is to be seen beside the panel."""
        if self._is_enlarged:
            self.action_enlarge()

    @on(DescendantFocus)
    def _enlarge_focused(self) -> None:
        """What is alone on the screen is what the keys go to."""
        if self._is_enlarged:
            self.enlarge()

    def _key_labels(self) -> Mapping[str, str]:
        """What the row of keys calls actions now: `words` once something has the focus, and Shrink
        while a panel is alone."""
        words = self.words() if self.focused else {}
        return {"enlarge": "Shrink", **words} if self.maximized else words

    # The drawer, which explains where the thing under the cursor comes from.

    def reveal(self, thing: Thing) -> None:
        """Move the cursor to a thing, or explain it in the drawer if this tab does not show it."""
        from tui.present.provenance import explain

        if self.point_at(thing):
            return
        self.open_drawer(True)
        self._told = thing
        self._show_story(thing, explain(self.book, thing))
        self._read_if_covered()

    def follow(self) -> None:
        """Let an open drawer explain what the cursor is on now."""
        drawer = self.query_one(Drawer)
        if drawer.is_open and not self._is_read:
            self._told = None
            self._show_story(self.subject(), self.story())

    def action_sources(self) -> None:
        """Open or close the source drawer."""
        drawer = self.query_one(Drawer)
        if drawer.is_open:
            self.open_drawer(False)
            return
        self.open_drawer(True)
        self.follow()
        self._read_if_covered()

    def open_drawer(self, is_open: bool) -> None:
        """Open or close the drawer at once; the layout of the tab follows a frame later."""
        drawer, reads = self.query_one(Drawer), self._is_read
        drawer.is_open = is_open
        self.call_after_refresh(self.make_way)
        if not is_open:
            self._told = None
            if reads:
                self.set_focus(self._left)
            drawer.can_focus = False
            self.follow()
        if self._is_enlarged:
            self.enlarge()

    def make_way(self) -> None:
        """Make room for an open drawer: styles of a tab depend on the class `-drawer`."""
        self.set_class(self.query_one(Drawer).is_open, "-drawer")

    @property
    def under_cursor(self) -> Thing | None:
        """The subject of the drawer while the cursor rests, else what the cursor is on."""
        return self._told or self.subject()

    @property
    def _is_read(self) -> bool:
        """Whether the drawer has the focus."""
        return isinstance(self.focused, Drawer)

    def _read_if_covered(self) -> None:
        """Focus the drawer if it covers the tab, so that keys scroll it."""
        if not self.classes & COVERED:
            return
        self._told, self._left = self.under_cursor, self.focused
        drawer = self.query_one(Drawer)
        drawer.can_focus = True
        self.set_focus(drawer)

    def _show_story(self, subject: Thing | None, story: Sequence[TextBlock]) -> None:
        """Show in the drawer where a subject comes from, what disputes it, and keys for more."""
        disputes: tuple[TextBlock, ...] = ()
        hints = [HINTS[-1]]
        if subject:
            from tui.present.disputed import dispute_passages, disputed_in

            found = disputed_in(self.book, self.host.disputes, subject)
            items = [item for item, _ in found] if self.host.tab_for("dispute") != self.KEY else []
            disputes = tuple(dispute_passages(items))
            hints = [hint for hint in HINTS if items or hint[0] != "dispute.go"]
        keys = "  ".join(f"{self.host.key_of(name, key)} {word}" for name, key, word in hints)
        self.query_one(Drawer).show([*_trimmed(story), *disputes], keys)

    def action_read(self, by: int) -> None:
        """Scroll an open drawer, else the detail that a tab may have, by half its height."""
        drawer = self.query_one(Drawer)
        details = () if drawer.is_open else self.query("#detail").results(VerticalScroll)
        pane = next(iter(details), drawer)
        pane.scroll_relative(y=by * max(pane.size.height // 2, 1), animate=False)

    def action_back(self) -> None:
        """Close the drawer; else show all of the tab; else go back to where one came from."""
        if self.query_one(Drawer).is_open:
            self.open_drawer(False)
        elif self._is_enlarged:
            self.action_enlarge()
        elif not self.go_back() and isinstance(self.AUTO_FOCUS, str):
            main = self.query_one(self.AUTO_FOCUS)
            if main in self.focus_chain:
                main.focus()

    # Actions on the thing under the cursor.

    def rows(self) -> Table | None:
        """The table to export, complete even if the screen shows only a part of it."""
        return self.host.table(self.KEY)

    def sheet(self) -> Sheet | None:
        """The same as a sheet of a workbook."""
        from tui.present.workbook import Sheet

        if table := self.rows():
            sheet = Sheet(self.KEY.capitalize(), table.title)
            sheet.records(table)
            return sheet
        return None

    @property
    def here(self) -> Selection | None:
        """What can be done with the thing under the cursor."""
        from tui.present.selection import selection_of

        subject = self.under_cursor
        return selection_of(self.book, subject) if subject else None

    def _here(self) -> Selection | None:
        if self.here is None:
            self.host.say(NOTHING_HERE)
        return self.here

    def action_open_source(self) -> None:
        """Open the source of the thing under the cursor in a browser, or show its address."""
        if here := self._here():
            self.host.say(visit(self.app, here.url))

    def action_copy(self) -> None:
        """Copy the value under the cursor."""
        if here := self._here():
            self.host.copy(here.text)

    def action_cite(self) -> None:
        """Copy the value with its bounds, its sources and its line; first what was judged here."""
        at, verdict = self._judged
        self._judged = (None, None)
        if verdict and at == self.under_cursor:
            from tui.present.citation import cited_verdict

            self.host.copy(cited_verdict(self.book, verdict))
        elif here := self._here():
            self.host.copy(here.citation)

    def judged(self, verdict: Verdict | None) -> None:
        """Keep the verdict on a published figure until it is cited, or the cursor moves."""
        self._judged = (self.under_cursor, verdict)

    def action_copy_row(self) -> None:
        """Copy the table row that contains the thing under the cursor, below its headings.

        What no table has is a row of its own, with its bounds.
        """
        from tui.present.table import spreadsheet_row

        if here := self._here():
            table = self.rows()
            row = (spreadsheet_row(table, self.under_cursor) if table else "") or here.row
            self.host.copy(row, row.splitlines()[-1])

    def action_export(self) -> None:
        """Choose a format, and export to a file."""
        from tui.ui.export import Export

        self.host.open_over(Export(), self.export)

    def export(self, form: str | None) -> None:
        """Write the table of the tab, or a picture of it, to a new file."""
        if form == "svg":
            self.call_after_refresh(self._export_picture)
            return
        if form == "xlsx":
            self._export_workbook()
            return
        table = self.rows() if form else None
        if form and table:
            from tui.present.table import render

            stem = self._stem
            self.host.say(save(self.app, stem, form, render(table, form).encode()))
        elif form:
            self.host.say("This tab has no rows to export.")

    @property
    def file_name(self) -> str:
        """The middle of the names of exported files."""
        return self.KEY

    @property
    def _stem(self) -> str:
        return f"xev-{self.file_name}-{self.currency.lower()}"

    def _export_workbook(self) -> None:
        from tui.present.workbook import INSTALL, written

        if sheet := self.sheet():
            try:
                self.host.say(save(self.app, self._stem, "xlsx", written([sheet], self.book)))
            except ImportError:
                self.host.say(INSTALL)
        else:
            self.host.say("This tab has no rows to export.")

    def _export_picture(self) -> None:
        picture = self.app.export_screenshot(title=self.app.TITLE)
        self.host.say(save(self.app, f"xev-{self.file_name}", "svg", picture.encode()))

    def action_edit(self) -> None:
        """Open the facts in the editor, at the line of what the cursor is on if on anything."""
        here = self.here
        self.host.edit(here.mark if here else None)

    # To the dispute about it and back.

    def action_dispute(self) -> None:
        """Show the dispute of the thing under the cursor; `escape` leads back."""
        from tui.present.disputed import disputed_in

        subject = self.under_cursor
        found = disputed_in(self.book, self.host.disputes, subject) if subject else ()
        if not found:
            self.host.say(NO_DISPUTE)
            return
        self.host.show(found[0][1], on=self.host.tab_for("dispute"), back=self.KEY)

    def go_back(self) -> bool:
        """Go to the tab that led here; False if none did."""
        if self.came_from:
            self.host.action_go(self.came_from)
            return True
        return False

    def on_screen_suspend(self) -> None:
        """Forget which tab led here when another tab is shown, but not for a dialog."""
        if self.host.current_mode != self.KEY:
            self.came_from = ""


def _trimmed(story: Sequence[TextBlock]) -> Sequence[TextBlock]:
    """A story without empty lines at the end."""
    while story and not story[-1].text:
        story = story[:-1]
    return story
