"""How the business does, by period and by car: one selected period drives everything."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.events import Resize, ScreenResume
from textual.geometry import Size

from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.screens.finances_panes import MAIN, Panes, views_at
from tui.views.finances import KINDS
from tui.views.finances_page import Page, page_of
from tui.views.finances_table import finances_table
from tui.views.finances_view import Ties, View, partner, stepped, ties_of
from tui.views.search import Thing
from tui.views.table import Table
from tui.widgets.charts import BarTrend, Waterfall
from tui.widgets.grid import Grid
from tui.widgets.period_charts import MarkedTrend, PeriodGrid


class Finances(Panes):
    """Quarters, years and half-years; ranges added up; the bridge between two of them."""

    KEY = "finances"
    AUTO_FOCUS = "#trend"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "periods", "Periods", tooltip="Quarters, years, half-years", id="finances.by"),
        Binding("b", "bridge", "Bridge", tooltip="What moved it since then", id="finances.bridge"),
        Binding("v", "view", "View", tooltip="Charts, table, notes", id="finances.view"),
        Binding("left,h", "step(-1)", "Earlier", show=False, id="finances.back"),
        Binding("right,l", "step(1)", "Later", show=False, id="finances.next"),
        Binding("shift+left,H", "add(-1)", "Add up, earlier", show=False, id="finances.add_back"),
        Binding("shift+right,L", "add(1)", "Add up, later", show=False, id="finances.add_next"),
    ]

    _page: Page = Page(KINDS[0], ())
    _ties: Ties = Ties()
    _tied: FactBook | None = None
    """The book whose promises and disputes are known."""
    _turn = 0
    """Which of the views is shown, where not everything has room."""

    def shape(self, size: Size) -> list[str]:
        """The first of the views that a size has."""
        return [*super().shape(size), views_at(*size)[0]]

    def draw(self) -> None:
        """The periods of the book; the selected one stays selected by its name."""
        self._turn_to(self._page.by)
        if self._tied is not self.book:
            self.app.when_painted(self._tie)

    def _tie(self) -> None:
        """Look up promises and disputes once the figures are on the screen."""
        self._tied, self._ties = self.book, ties_of(self.book, self.app.quarrels)
        # At the end of the program this may come after the panes are gone.
        if self._view and self.query("#margin Prose"):
            self.show_margin(self._view, self._ties)

    def _turn_to(self, by: str) -> None:
        """Show periods of a length, those of before still selected and marked where they are."""
        page, view = page_of(self.book, self.currency, by, plain=self.app.ascii_only), self._view
        self.fill(page)
        at = page.newest
        if view:
            before = self._page.rows[view.at]
            found = page.find(before.key) if by == self._page.by else None
            at = page.nearest(before) if found is None else found
        same = view is not None and by == self._page.by and len(page.rows) == len(self._page.rows)
        self._page = page
        anchor, other = (view.anchor, view.other) if view and same else (None, None)
        if page.rows:
            self._look(View(page, at, anchor, other))
        else:
            self._view = None

    def _look(self, view: View) -> None:
        """Show something of the page; everything follows."""
        self._view = view
        self.show_head(view)
        self.show_charts(view)
        self.show_table(view)
        self.show_margin(view, self._ties)
        self.follow()

    def on_resize(self, event: Resize) -> None:
        """Other views, other columns, another number of lines."""
        self._arrange()

    @on(PeriodGrid.Resized)
    def _arrange(self) -> None:
        """Show the view that has its turn, with the focus inside."""
        for view in MAIN:
            self.set_class(view == self._turned, view)
        self.refresh_bindings()
        if self._view:
            self.show_head(self._view)
            self.show_charts(self._view)
            self.show_table(self._view)
        self.call_after_refresh(self._take_focus)

    @on(ScreenResume)
    def _take_focus(self) -> None:
        """Give the focus to the main widget where it is on one that is not shown."""
        if self.focused not in self.focus_chain:
            self.query_one(MAIN[self._turned]).focus()

    @property
    def _turned(self) -> str:
        """The view that has its turn."""
        views = views_at(*self.size)
        return views[self._turn % len(views)]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is one view only where everything has room."""
        return len(views_at(*self.size)) > 1 if action == "view" else True

    def action_view(self) -> None:
        """Show the next of the views."""
        self._turn += 1
        self._arrange()
        self.call_after_refresh(self.query_one(MAIN[self._turned]).focus)

    def action_periods(self) -> None:
        """Show quarters, years or half-years."""
        self._turn_to(KINDS[(KINDS.index(self._page.by) + 1) % len(KINDS)])

    def action_step(self, by: int) -> None:
        """Select another period, or another to compare with while the bridge is open."""
        view, page = self._view, self._page
        if view and view.other is not None:
            beyond = stepped(page, view.other, by, bars="known")
            self._compare(stepped(page, beyond, by, bars="known") if beyond == view.at else beyond)
        elif view:
            at = len(page.spans) if view.at >= len(page.spans) else view.at
            self._look(View(page, stepped(page, at, by) if page.spans else 0))

    def _compare(self, other: int) -> None:
        view = self._view
        if view and other != view.at and self._page.spans[other].result_per_car:
            self._look(View(self._page, view.at, None, other))
        elif view:
            self._look(view)

    def action_add(self, by: int) -> None:
        """Mark one period more or less; what is marked is added up."""
        if self._view:
            self._add_up_to(stepped(self._page, self._view.at, by, bars="summable"))

    def _add_up_to(self, index: int) -> None:
        view, page = self._view, self._page
        if view is None:
            return
        anchor = view.at if view.anchor is None else view.anchor
        ends = [page.rows[anchor], page.rows[index]]
        if anchor >= len(page.spans) or any(e.whole or not e.result_per_car for e in ends):
            self.app.say("Only periods with a result, each of its own, can be added up.")
            return
        self._look(View(page, index, None if index == anchor else anchor))

    def action_bridge(self) -> None:
        """Open the bridge to the period before, or close it."""
        view = self._view
        if view is None:
            return
        if view.other is not None:
            self._look(View(self._page, view.at))
            return
        other = partner(self._page, view.at) if view.at < len(self._page.spans) else None
        if other is None:
            self.app.say("A bridge needs another bar beside this one.")
            return
        self._look(View(self._page, view.at, None, other))

    def action_back(self) -> None:
        """Close the bridge, or unmark what is added up, unless the drawer is open."""
        view = self._view
        if view and view.is_special and not self.has_class("-drawer"):
            self._look(View(self._page, view.at))
        else:
            super().action_back()

    @on(BarTrend.Selected)
    def _bar_selected(self, message: BarTrend.Selected) -> None:
        if not isinstance(message.chart, BarTrend) or not self._has(message.index):
            return
        if self._view and self._view.other is not None:
            self._compare(message.index)
        else:
            self._look(View(self._page, message.index))

    @on(MarkedTrend.Stretched)
    def _stretched(self, message: MarkedTrend.Stretched) -> None:
        if self._has(message.index):
            self._add_up_to(message.index)

    def _has(self, row: int) -> bool:
        """Whether the page still has a row: keys typed fast are about rows that were there."""
        return row < len(self._page.rows)

    @on(Grid.Selected, "#table")
    def _row_selected(self, message: Grid.Selected) -> None:
        view, added = self._view, len(self._page.spans)
        if view is None or (view.anchor is not None and message.index == added):
            return
        at = message.index - (view.anchor is not None and message.index > added)
        if not self._has(at):
            return
        other = view.other if view.other != at and at < added else None
        self._look(View(self._page, at, None, other))

    @on(Grid.Moved)
    @on(Waterfall.Selected)
    def _tell(self) -> None:
        self.follow()

    @on(Grid.Chosen)
    @on(Waterfall.Chosen)
    @on(BarTrend.Chosen)
    def _ask(self) -> None:
        self.action_sources()

    def subject(self) -> Figure | None:
        """The number under the cursor of the focused block; the big one otherwise."""
        view, focused = self._view, self.focused
        if view is None:
            return None
        if isinstance(focused, Grid):
            return focused.cell.figure if focused.cell else None
        if isinstance(focused, Waterfall) and focused.selected is not None:
            return view.steps[focused.selected].figure
        span = view.span
        if isinstance(focused, BarTrend) and view.anchor is None and view.cursor is not None:
            span = self._page.spans[view.cursor]
        if focused is not None and focused.id == "cars":
            return span.base.deliveries
        if focused is not None and focused.id == "gross":
            return span.base.gross_margin
        return span.result_per_car or span.money(span.base.revenue)

    def rows(self) -> Table:
        """The periods of the length shown, as `show` has them."""
        return finances_table(self.book, self.currency, self._page.by)

    def point_at(self, thing: Thing) -> bool:
        """Go to the period that a figure belongs to; its story is told beside it."""
        if isinstance(thing, Fact) and thing.period:
            if thing.period.kind == "half" != self._page.by:
                self._turn_to("half")
            place = self._page.find(thing.period.text)
            if place is not None:
                self._look(View(self._page, place))
        return False
