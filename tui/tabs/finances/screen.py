"""How the business does, by period and by car: one selected period drives everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import ScreenResume
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.things import first_fact
from tui.tabs.finances.periods import KINDS, TRAILING
from tui.tabs.finances.present import FinancesView, Page, next_bar, no_periods, page_of, partner
from tui.ui.big_number import BigNumber
from tui.ui.drawer import Drawer
from tui.ui.tab import Tab

if TYPE_CHECKING:
    from tui.checks.promises import Promise
    from tui.economics.peers import Peers
    from tui.present.table import Table
    from tui.present.things import Thing
    from tui.tabs.finances.widgets import Board, MarkedTrend
    from tui.ui.charts.pick import Selectable


ALL, CHARTS, LISTS, NOTES = "-all", "-charts", "-lists", "-notes"
MAIN = {ALL: "#trend", CHARTS: "#trend", LISTS: "#table", NOTES: "#margin"}
"""The views, by the class of the screen, with the widget that has the focus in each."""
BOXES = {
    ALL: ("trend-box", "car-box", "table-box"),
    CHARTS: ("trend-box", "car-box"),
    LISTS: ("table-box",),
    NOTES: ("margin",),
}
"""The panels of each view, at every size that has the view."""
_FULL = (100, 38)
"""Columns and rows from which everything has room."""
_SHORT = 30


def views_at(width: int, height: int) -> tuple[str, ...]:
    """The views that a terminal of this size has, to be gone through by a key."""
    columns, rows = Tab.BELOW["-words"]
    if width < columns or height < rows:
        return LISTS, NOTES
    if width >= _FULL[0]:
        return (ALL,) if height >= _FULL[1] else (CHARTS, LISTS)
    return (ALL, NOTES) if height >= _FULL[1] else (CHARTS, LISTS, NOTES)


class Finances(Tab):
    """Quarters, years and half-years; ranges added up; the bridge between two of them."""

    KEY = "finances"
    AUTO_FOCUS = "#trend"
    PANELS: ClassVar[Mapping[str, str]] = {
        "trend-box": "Result per car",
        "cars-box": "Cars delivered",
        "gross-box": "Gross margin",
        "car-box": "One average car",
        "table-box": "Periods",
        "margin": "Notes and promises",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "p", "periods", "Periods", tooltip="Quarters, years, halves, TTM", id="finances.by"
        ),
        Binding(
            "b",
            "bridge",
            "Bridge",
            tooltip="Why it moved between two periods",
            id="finances.bridge",
        ),
        Binding("v", "view", "View", tooltip="Charts, table, notes", id="finances.view"),
        Binding(
            "C",
            "claim",
            "Claim",
            show=False,
            id="finances.claim",
            tooltip="Check a published figure per car",
        ),
        Binding("m", "maker(1)", "Next maker", show=False, id="finances.maker"),
        Binding("M", "maker(-1)", "Previous maker", show=False, id="finances.maker_back"),
        Binding("left,h", "step(-1)", "Earlier", show=False, id="finances.back"),
        Binding("right,l", "step(1)", "Later", show=False, id="finances.next"),
        Binding(
            "shift+left,H",
            "add(-1)",
            "Add up with earlier periods",
            show=False,
            id="finances.add_back",
        ),
        Binding(
            "shift+right,L",
            "add(1)",
            "Add up with later periods",
            show=False,
            id="finances.add_next",
        ),
    ]

    DEFAULT_CSS = """
    Finances {
        #head { min-height: 3; padding: 1 2; }
        #big { padding-right: 3; }
        #said { width: 1fr; height: auto; max-height: 6; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-narrow #head, &.-tiny #head, &.-short #head { padding: 0 1 1 1; }
        &.-short #head { padding: 0 1; }
        &.-empty #big, &.-tiny #big, &.-drawer.-normal #big { display: none; }
        #board { padding: 0 2; }
        #main, #charts, #charts Box { width: 1fr; height: 1fr; }
        #charts { layout: horizontal; min-height: 6; }
        #lists, #lists Box, #car, #table { height: auto; }
        #margin { width: 34; padding-left: 2; }
        #car-box, #table-box { padding-top: 1; }
        #cars-box, #gross-box { display: none; padding-left: 3; }
        &.-wide { #cars-box, #gross-box { display: block; } #lists { layout: horizontal; }
            #trend-box { width: 2fr; } #car-box { width: 1fr; } #margin { width: 40; }
            #table-box { width: 2fr; padding: 1 0 0 3; } }
        &.-narrow #board, &.-tiny #board, &.-short #board { padding: 0 1; }
        &.-short { #car-box, #table-box { padding-top: 0; } }
        &.-lists { #charts, #car-box { display: none; } #table-box { padding-top: 0; }
            #lists, #table-box, #table { height: 1fr; } }
        &.-charts #table-box, &.-notes #main, &.-drawer.-normal #margin, &.-empty #stretch,
        &.-drawer.-wide #margin, &.-narrow #margin,
        &.-tiny #margin { display: none; }
        &.-drawer.-wide.-asks-margin #margin { display: block; }
        &.-drawer.-normal.-asks-margin { #main { display: none; }
            #margin { display: block; width: 1fr; padding-left: 0; } }
        &.-notes #margin { display: block; width: 1fr; padding-left: 0; }
    }
    """

    _maker = ""
    """The maker shown; empty for the one the file is about."""
    _page: Page = Page(KINDS[0], ())
    _view: FinancesView | None = None
    _promises: tuple[Promise, ...] = ()
    _promises_of: FactBook | None = None
    """The book whose promises and disputes are known."""
    _peers: Peers | None = None
    """All makers, as soon as the figures are on the screen."""
    _turn = 0
    """Which of the views is shown, where not everything has room."""

    @property
    def book(self) -> FactBook:
        """The facts, looked at from the maker shown."""
        book = super().book
        return book.of(self._maker) if self._maker in book.makers else book

    def shape(self, size: Size) -> list[str]:
        """The first of the views that a size has."""
        return [*super().shape(size), views_at(*size)[0]]

    def head(self) -> Iterable[Widget]:
        """The big number and its sentence."""
        yield BigNumber(id="big")
        yield Static(id="said")

    def draw_head(self) -> None:
        """The head of the newest period, before the charts exist."""
        page = self._page_of(KINDS[0], newest=4)
        if page.spans:
            self.show_head(FinancesView(page, page.newest))

    def body(self) -> Iterable[Widget]:
        """What stands below, loaded when the head is there."""
        from tui.tabs.finances.widgets import Board

        yield Board(id="board")

    @property
    def _board(self) -> Board:
        from tui.tabs.finances.widgets import Board

        return self.query_one(Board)

    def show_head(self, view: FinancesView | None) -> None:
        """The big number and the sentences; the last two only in a tall terminal."""
        self.set_class(view is None, "-empty")
        if view is None:
            told = self.nothing_yet(no_periods(self.book, self._page.by))
            self.query_one("#said", Static).update(Content(told))
            return
        big, figure = self.query_one(BigNumber), view.big
        big.show(fmt.digits(figure))
        big.set_classes("" if figure is None else "-loss" if figure.value < 0 else "-profit")
        unit, found, more = view.sentences
        lines = [(unit + view.raised("result"), "$muted"), (found, "bold")]
        if self.app.size.height >= _SHORT:
            # The place is known last: its line is kept free, so that nothing below it moves.
            kept = " " if len(self.book.makers) > 1 else ""
            lines += [(more, "$muted"), (self._place_of(view) or kept, "bold")]
        said = Content("\n").join(Content.styled(*line) for line in lines if line[0])
        self.query_one("#said", Static).update(said)

    def _place_of(self, view: FinancesView) -> str:
        """`Third largest loss per car of six makers (key 6).`, as soon as the makers are known."""
        span = view.span
        if self._peers is None or view.is_special or span.period is None:
            return ""
        from tui.present.placed import place_of

        told = place_of(self._peers, self.book.home.entity, span.period, span.base.kind)
        return f"{told} (key {self.host.key_of('go.peers', '6')})." if told else ""

    def draw(self) -> None:
        """Show the periods of the book; the selected one stays selected."""
        if self._promises_of is None:
            self.host.when_settled(self._add_related)
        elif self._promises_of is not self.book:
            self._relate()
        self._turn_to(self._page.by)

    def _page_of(self, by: str, newest: int = 0) -> Page:
        plain = self.host.ascii_only
        return page_of(self.book, self.currency, by, plain=plain, newest=newest)

    def _relate(self) -> None:
        """Look up what came of promises, and the other makers."""
        from tui.checks.promises import resolve_forecasts
        from tui.economics.peers import peers_of

        self._peers = peers_of(super().book, super().book.currency)
        self._promises_of, self._promises = self.book, resolve_forecasts(self.book)

    def _add_related(self) -> None:
        """Show what came of promises, and the place among makers, once the figures are there."""
        self._relate()
        # At the end of the program this may come after the panes are gone.
        if self._view and self.query("#margin"):
            self.show_head(self._view)
            self._show_margin(self._view)

    def _turn_to(self, by: str) -> None:
        """Show periods of a length; what was selected and marked stays so where it still exists."""
        page, view = self._page_of(by), self._view
        self._board.fill(page)
        at = page.newest
        if view:
            before = self._page[view.at]
            found = page.find(before.key) if by == self._page.by else None
            at = page.nearest(before) if found is None else found
        same = view is not None and by == self._page.by and len(page.rows) == len(self._page.rows)
        self._page = page
        anchor, other = (view.anchor, view.other) if view and same else (None, None)
        if page.is_empty:
            self._view = None
            self.show_head(None)
        else:
            self._look(FinancesView(page, at, anchor, other))

    def _look(self, view: FinancesView) -> None:
        """Show a view in all widgets."""
        self._view = view
        self._show(view)
        self._show_margin(view)
        self.follow()

    def _show_margin(self, view: FinancesView) -> None:
        self._board.show_margin(view, self._promises, self.host.contested)

    def _show(self, view: FinancesView) -> None:
        self.show_head(view)
        self._board.show_charts(view)
        self._board.show_table(view, self.host.contested, alone=self.has_class(LISTS))

    def fit(self, size: Size) -> None:
        """Other views, other columns, another number of lines."""
        self._make_room()

    def _make_room(self) -> None:
        """Show the view whose turn it is, and move the focus into it."""
        for view in MAIN:
            self.set_class(view == self._turned, view)
        self.refresh_bindings()
        if self._view:
            self._show(self._view)
        self.call_after_refresh(self._take_focus)

    def on_screen_resume(self, _: ScreenResume) -> None:
        """The widget with the focus may be hidden by now."""
        self._take_focus()

    def _take_focus(self) -> None:
        """Give the focus to the main widget if the focused one is hidden."""
        if self.is_whole and self.focused not in self.focus_chain:
            self.query_one(MAIN[self._turned]).focus()

    @property
    def _turned(self) -> str:
        """The view whose turn it is."""
        views = views_at(*self.size)
        return views[self._turn % len(views)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for other views where everything is shown at once."""
        return len(views_at(*self.size)) > 1 if action == "view" else True

    def hidden_panels(self) -> Mapping[str, Callable[[], object]]:
        """What the views have that do not have the turn."""
        return {
            box: partial(self._turn_view, turn, f"#{box.removesuffix('-box')}")
            for turn, view in enumerate(views_at(*self.size))
            if view != self._turned
            for box in BOXES[view]
        }

    def action_view(self) -> None:
        """Show the next of the views."""
        views = views_at(*self.size)
        turn = (self._turn + 1) % len(views)
        self._turn_view(turn, MAIN[views[turn]])

    def _turn_view(self, turn: int, block: str) -> None:
        self._turn = turn
        self._make_room()
        self.call_after_refresh(self.query_one(block).focus)

    def action_maker(self, by: int) -> None:
        """Show another maker; the period stays where it has one."""
        makers = list(super().book.makers)
        if len(makers) == 1:
            self.host.say("Only one maker is on file.")
            return
        self._show_maker(makers[(makers.index(self.book.home.entity) + by) % len(makers)])

    def _show_maker(self, maker: str) -> None:
        self._maker = maker
        self.draw()

    def action_periods(self) -> None:
        """Show quarters, years, half-years or twelve months to each quarter."""
        kinds = (*KINDS, TRAILING)
        self._turn_to(kinds[(kinds.index(self._page.by) + 1) % len(kinds)])

    def action_step(self, by: int) -> None:
        """Select another period, or another to compare with while the bridge is open."""
        view, page = self._view, self._page
        if view and view.other is not None:
            beyond = next_bar(page, view.other, by, bars="known")
            self._compare(next_bar(page, beyond, by, bars="known") if beyond == view.at else beyond)
        elif view:
            at = len(page.spans) if view.at >= len(page.spans) else view.at
            self._look(FinancesView(page, next_bar(page, at, by) if page.spans else 0))

    def _compare(self, other: int) -> None:
        view = self._view
        if view and other != view.at and self._page.spans[other].counts:
            self._look(FinancesView(self._page, view.at, None, other))
        elif view:
            self._look(view)

    def action_add(self, by: int) -> None:
        """Mark one period more or less; what is marked is added up."""
        if self._view:
            self._add_up_to(next_bar(self._page, self._view.at, by, bars="summable"))

    def _add_up_to(self, index: int) -> None:
        """Mark the periods from the one shown to another."""
        view, page = self._view, self._page
        if view is None or not self._has(index):
            return
        anchor = view.at if view.anchor is None else view.anchor
        ends = [page[anchor], page[index]]
        if anchor >= len(page.spans) or any(e.whole or not e.counts for e in ends):
            self.host.say("Periods with a result from an unsigned source cannot be added up.")
            return
        if page.by == TRAILING:
            self.host.say(
                "Trailing twelve months overlap and cannot be added up; p shows quarters."
            )
            return
        self._look(FinancesView(page, index, None if index == anchor else anchor))

    def action_claim(self) -> None:
        """Ask for a published figure, and say whether it holds for the period shown."""
        from tui.ui.claim import ask

        if self._view:
            ask(self.host, self._view.span.book, self._view.span.base, self.judged)

    def action_bridge(self) -> None:
        """Open the bridge to the period before, or close it."""
        view = self._view
        if view is None:
            return
        if view.other is not None:
            self._look(FinancesView(self._page, view.at))
            return
        other = partner(self._page, view.at) if view.at < len(self._page.spans) else None
        if other is None:
            self.host.say("A bridge cannot use a result from an unsigned source.")
            return
        self._look(FinancesView(self._page, view.at, None, other))

    def action_back(self) -> None:
        """Close the bridge, or unmark what is added up, unless the drawer is open."""
        view = self._view
        if view and view.is_special and not self.query_one(Drawer).is_open:
            self._look(FinancesView(self._page, view.at))
        else:
            super().action_back()

    # The charts and the table are loaded late: handlers by name do without their classes.

    def on_selectable_selected(self, message: Selectable.Selected) -> None:
        """The cursor of a block: on another period, or on what only the drawer tells of."""
        if message.control.id == "table":
            self._select_row(message.index)
        elif message.control.id in ("trend", "cars", "gross"):
            self._select_bar(message.index)
        else:
            self.follow()

    def on_cell_list_moved(self) -> None:
        """Another column of the table."""
        self.follow()

    def on_selectable_chosen(self) -> None:
        """Enter asks where a number comes from."""
        self.action_sources()

    def on_marked_trend_stretched(self, message: MarkedTrend.Stretched) -> None:
        """Add up to where ctrl was clicked."""
        self._add_up_to(message.index)

    def on_period_grid_resized(self) -> None:
        """Another width may have room for other columns."""
        self._make_room()

    def _select_bar(self, index: int) -> None:
        """Show the period of a bar, or compare with it while the bridge is open."""
        if self._has(index) and self._view and self._view.other is not None:
            self._compare(index)
        elif self._has(index):
            self._look(FinancesView(self._page, index))

    def _has(self, row: int) -> bool:
        """Whether the page still has a row: keys typed fast are about rows that were there."""
        return row < len(self._page.rows)

    def _select_row(self, index: int) -> None:
        """Show the period of a row of the table."""
        view, added = self._view, len(self._page.spans)
        if view is None or (view.anchor is not None and index == added):
            return
        at = index - (view.anchor is not None and index > added)
        if not self._has(at):
            return
        other = view.other if view.other != at and at < added else None
        self._look(FinancesView(self._page, at, None, other))

    def subject(self) -> Thing | None:
        """The number under the cursor of the focused block; the big one otherwise."""
        return next(iter(self._subjects()), None)

    def beside(self) -> Sequence[Thing]:
        """Other numbers of a line of the margin; of the big number how it moved."""
        return [subject for subject in self._subjects()[1:] if subject]

    def _subjects(self) -> Sequence[Thing | None]:
        block = self.focused.id if self.focused else None
        return self._board.subjects(self._view, block or "") if self._view else ()

    def open_drawer(self, is_open: bool) -> None:
        """The drawer takes the place of what does not have the focus."""
        asks = self.focused is not None and self.focused.id == "margin"
        self.set_class(asks, "-asks-margin")
        super().open_drawer(is_open)

    def on_descendant_focus(self) -> None:
        """Another block: an open drawer tells of its number."""
        self.follow()

    def rows(self) -> Table:
        """The periods of the length shown, as `show` has them."""
        from tui.tabs.finances.table import finances_table

        return finances_table(self.book, self.currency, self._page.by)

    def point_at(self, thing: Thing) -> bool:
        """Go to the period that a figure belongs to; its story is told beside it."""
        if isinstance(thing, Fact | Figure) and thing.period:
            fact = first_fact(thing)
            if fact and self.book.is_peer(fact.dims.entity):
                self._show_maker(self.book.maker_of(fact.dims.entity))
            if thing.period.kind == "half" != self._page.by:
                self._turn_to("half")
            place = self._page.find(thing.period.text)
            if place is not None:
                self._look(FinancesView(self._page, place))
        return False
