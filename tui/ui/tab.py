"""What all tabs have in common: the frame, the drawer, and what the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Event, InputEvent, Resize
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tui.present.passage import Passage
from tui.ui.disputing import Disputing
from tui.ui.drawer import Drawer
from tui.ui.key_bar import KeyBar
from tui.ui.nav import NavBar
from tui.ui.pointing import NOTHING_HERE

if TYPE_CHECKING:
    from tui.present.search import Thing
    from tui.present.story import Subject

FRAME = 1 / 60
"""Seconds after which comes what follows from a key, so that the key itself is answered first."""
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
"""What can be done with what the drawer tells of: binding, its usual key, a word."""
HEIGHTS = [(0, "-cramped-rows"), (12, "-short"), (30, "-tall")]


class Body(Container):
    """What a tab shows below its opening."""

    @property
    def tab(self) -> Tab:
        """The tab that this is the body of."""
        assert isinstance(self.screen, Tab)
        return self.screen

    def compose(self) -> ComposeResult:
        """What the tab wants in it."""
        yield from self.tab.body()


class Tab(Disputing):
    """One of the five tabs; a subclass composes, draws and explains what the cursor is on.

    When the program starts, the opening of a tab is painted before the rest is built.
    """

    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s,f2", "sources", "Source", tooltip="Where this comes from", id="sources.toggle"),
        Binding("J,ctrl+d", "read(1)", "Scroll the sources", show=False, id="sources.down"),
        Binding("K,ctrl+u", "read(-1)", "Scroll the sources up", show=False, id="sources.up"),
        Binding("escape", "back", "Back", show=False, id="go.back"),
    ]

    DEFAULT_CSS = """
    Tab {
        #too-small { display: none; height: 1fr; content-align: center middle;
            text-align: center; }
        &.-cramped, &.-cramped-rows {
            #too-small { display: block; }
            #stage, KeyBar { display: none; }
        }
    }
    """

    is_whole = False
    """Whether everything is there, not only the opening."""
    _told: Subject | None = None
    """What an open drawer tells of, where that is not what the cursor is on."""
    _left: Widget | None = None
    """The widget that had the focus before the drawer."""

    def compose(self) -> ComposeResult:
        """Navigation, opening, footer; the size is known before there is anything to style."""
        self.update_classes(dict.fromkeys(self.shape(self.app.size), True), update=False)
        yield NavBar(self.KEY)
        with Container(id="stage"):
            yield from self.opening()
        yield Static(TOO_SMALL, id="too-small")
        yield KeyBar()

    def shape(self, size: Size) -> list[str]:
        """The classes that go with a size."""
        points = ((WIDTHS, size.width), (HEIGHTS, size.height))
        return [[name for least, name in steps if room >= least][-1] for steps, room in points]

    def opening(self) -> Iterable[Widget]:
        """The widgets that tell the finding, where they can be there before the others."""
        return ()

    def open(self) -> None:
        """Put the finding into the opening."""

    def board(self) -> Body:
        """What stands below the opening."""
        return Body(id="body", classes="below")

    def body(self) -> Iterable[Widget]:
        """The widgets of the body, empty of figures."""
        raise NotImplementedError

    def draw(self) -> None:
        """Put the figures of the book, in the app's currency, into the widgets."""
        raise NotImplementedError

    def story(self) -> Sequence[Passage]:
        """Where the thing under the cursor comes from."""
        from tui.present.story import explain

        subject = self.subject()
        if subject is None:
            return [Passage(NOTHING_HERE, "muted")]
        story = list(explain(self.book, subject))
        for other in self.beside():
            story += [*([Passage()] if story[-1].text else []), *explain(self.book, other)]
        return story

    def beside(self) -> Sequence[Subject]:
        """What stands on the same row or line as the thing under the cursor."""
        return ()

    async def on_mount(self) -> None:
        """Build the tab; when the program starts, its opening comes to the terminal first."""
        self._draw_bar()
        if self.app.is_opening:
            self.open()
            # By then the screen was resumed, which is when it is painted.
            self.call_later(self._go_on)
        else:
            await self.complete()

    async def _go_on(self) -> None:
        self.app.is_opening = False
        await self.complete()

    async def on_event(self, event: Event) -> None:
        """A key or a click that comes early finds the whole tab, a late size the present one."""
        if isinstance(event, InputEvent):
            await self.complete()
        elif isinstance(event, Resize) and event.size != self.app.size:
            # Two sizes under way would chase each other for ever, each asking for its own layout.
            event = Resize(self.app.size, self.app.size)
        await super().on_event(event)

    async def complete(self) -> None:
        """Build what is not there yet, and draw it whenever the facts or the currency change."""
        if self.is_whole:
            return
        self.is_whole = True
        await self.query_one("#stage").mount(self.board(), Drawer())
        self.watch(self.app, "book", self._redraw, init=False)
        self.watch(self.app, "currency", self._redraw, init=False)
        self._redraw()
        if self.focused is None and isinstance(self.AUTO_FOCUS, str):
            self.query_one(self.AUTO_FOCUS).focus()

    def _draw_bar(self) -> None:
        self.query_one(NavBar).currency = self.currency
        self.show_status()

    def _redraw(self) -> None:
        self._draw_bar()
        reads = self._is_read
        if reads and self._left:
            self.set_focus(self._left)
        self.draw()
        self.follow()
        if reads:
            self._read_if_covered()

    def show_status(self) -> None:
        """Tell in the first row how the facts file stands."""
        self.query_one(NavBar).status = self.app.facts_status

    def reveal(self, thing: Thing) -> None:
        """Put the cursor on what was searched for, or tell its story where no row shows it."""
        from tui.present.story import explain

        if self.point_at(thing):
            return
        self.open_drawer(True)
        self._told = thing
        self._show_story(thing, explain(self.book, thing))
        self._read_if_covered()

    def point_at(self, thing: Thing) -> bool:
        """Move the cursor to a thing; False when this tab has no row for it."""
        return False

    def follow(self) -> None:
        """Let an open drawer tell of what the cursor is on now."""
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
        """Open or close the drawer; it is there at once, what it covers makes way a frame later."""
        drawer, reads = self.query_one(Drawer), self._is_read
        drawer.is_open = is_open
        self.set_timer(FRAME, self.make_way)
        if not is_open:
            self._told = None
            if reads:
                self.set_focus(self._left)
            drawer.can_focus = False
            self.follow()

    def make_way(self) -> None:
        """The class `-drawer` lets a tab shrink, and give up its margin."""
        self.set_class(self.query_one(Drawer).is_open, "-drawer")

    @property
    def under_cursor(self) -> Subject | None:
        """What the drawer tells of while the cursor stands still, else what the cursor is on."""
        return self._told or self.subject()

    @property
    def _is_read(self) -> bool:
        """Whether the drawer has the focus."""
        return isinstance(self.focused, Drawer)

    def _read_if_covered(self) -> None:
        """Give the drawer the keys that move, where it covers the tab."""
        if not self.classes & COVERED:
            return
        self._told, self._left = self.under_cursor, self.focused
        drawer = self.query_one(Drawer)
        drawer.can_focus = True
        self.set_focus(drawer)

    def _show_story(self, subject: Subject | None, story: Sequence[Passage]) -> None:
        """Tell in the drawer what was found, what is disputed, and the keys for more."""
        disputes: tuple[Passage, ...] = ()
        hints = [HINTS[-1]]
        if subject:
            from tui.present.disputed import disputed_in
            from tui.present.disputed_words import dispute_passages

            found = disputed_in(self.book, self.app.quarrels, subject)
            items = [item for item, _ in found] if self.KEY != "disputes" else []
            disputes = tuple(dispute_passages(items))
            hints = [hint for hint in HINTS if items or hint[0] != "dispute.go"]
        keys = "  ".join(f"{self.app.key_of(name, key)} {word}" for name, key, word in hints)
        self.query_one(Drawer).show([*_trimmed(story), *disputes], keys)

    def action_read(self, by: int) -> None:
        """Scroll an open drawer by half its height."""
        drawer = self.query_one(Drawer)
        drawer.scroll_relative(y=by * max(drawer.size.height // 2, 1), animate=False)

    def action_back(self) -> None:
        """Close the drawer; else go back where one came from, or to the main widget."""
        if self.query_one(Drawer).is_open:
            self.open_drawer(False)
        elif not self.go_back() and isinstance(self.AUTO_FOCUS, str):
            self.query_one(self.AUTO_FOCUS).focus()


def _trimmed(story: Sequence[Passage]) -> Sequence[Passage]:
    """A story without empty lines at its end."""
    while story and not story[-1].text:
        story = story[:-1]
    return story
