"""What stands below the head of the Finances tab: trends, average car, table and margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui.present import fmt
from tui.present.story import Subject
from tui.tabs.finances.charts import car_bars, gross_bars, result_bars, waterfall
from tui.tabs.finances.ledger import Ledger
from tui.tabs.finances.page import Page
from tui.tabs.finances.period_charts import MarkedTrend, PeriodGrid
from tui.tabs.finances.table import TITLES, legend, table_of
from tui.tabs.finances.view import Ties, View
from tui.ui.charts import BarTrend, Waterfall
from tui.ui.charts.spark import spark
from tui.ui.grid import Grid
from tui.ui.tab import Body

if TYPE_CHECKING:
    from tui.tabs.finances.screen import Finances

_YEARS_FROM = 46
"""Rows of the terminal from which the table has the years too beside charts."""
_SHORT = 30


class Board(Body):
    """The charts of a page, and what a view of it shows; where each stands is the tab's matter."""

    SCOPED_CSS = False
    """Where things stand depends on the classes of the tab."""
    DEFAULT_CSS = """
    Panes {
        #body { padding: 0 2; layout: vertical; }
        #main, #charts, #charts Vertical { width: 1fr; height: 1fr; }
        #charts { layout: horizontal; min-height: 6; }
        #lists, #lists Vertical, #car, #table { height: auto; }
        #margin { width: 34; padding-left: 2; }
        .title { height: 1; }
        #car-box, #table-box { padding-top: 1; }
        #cars-box, #gross-box { display: none; padding-left: 3; }
        &.-wide { #cars-box, #gross-box { display: block; } #lists { layout: horizontal; }
            #trend-box { width: 2fr; } #car-box { width: 1fr; } #margin { width: 40; }
            #table-box { width: 2fr; padding: 1 0 0 3; } }
        &.-narrow #body, &.-tiny #body, &.-short #body { padding: 0 1; }
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

    def compose(self) -> ComposeResult:
        """Charts, average car, table, and the margin."""
        with Horizontal(id="stretch"):
            with Vertical(id="main"):
                with Container(id="charts"):
                    yield from _titled(MarkedTrend(id="trend", fmt=self._tick))
                    yield from _titled(BarTrend(id="cars"))
                    yield from _titled(BarTrend(id="gross", fmt=_percent))
                with Container(id="lists"):
                    yield from _titled(Waterfall(id="car"))
                    yield from _titled(PeriodGrid(id="table"))
            yield Ledger(id="margin")

    def _tick(self, value: float) -> str:
        return fmt.tick(value, self.finances.currency)

    @on(BarTrend.Selected)
    def _bar_selected(self, message: BarTrend.Selected) -> None:
        if isinstance(message.chart, BarTrend):
            self.finances.select_bar(message.index)

    @on(MarkedTrend.Stretched)
    def _stretched(self, message: MarkedTrend.Stretched) -> None:
        self.finances.add_up_to(message.index)

    @on(Grid.Selected, "#table")
    def _row_selected(self, message: Grid.Selected) -> None:
        self.finances.select_row(message.index)

    @on(PeriodGrid.Resized)
    def _resized(self) -> None:
        self.finances.make_room()

    @on(Grid.Moved)
    @on(Waterfall.Selected)
    @on(Ledger.Selected)
    def _tell(self) -> None:
        self.finances.follow()

    @on(Grid.Chosen)
    @on(Waterfall.Chosen)
    @on(Ledger.Chosen)
    @on(BarTrend.Chosen)
    def _ask(self) -> None:
        self.finances.action_sources()

    @property
    def finances(self) -> Finances:
        """The tab that this is the body of."""
        return cast("Finances", self.screen)

    def fill(self, page: Page) -> None:
        """The periods of a page into the trends."""
        self.query_one("#trend", BarTrend).bars = result_bars(page.spans)
        self.query_one("#cars", BarTrend).bars = car_bars(page.spans)
        self.query_one("#gross", BarTrend).bars = gross_bars(page.spans)

    def show_charts(self, view: View) -> None:
        """The cursor, the marks, the waterfall, and the titles."""
        for place in ("#trend", "#cars", "#gross"):
            self.query_one(place, BarTrend).selected = view.cursor
        self.query_one("#trend", MarkedTrend).marked = view.marked
        car = self.query_one("#car", Waterfall)
        car.steps = waterfall(view.steps, view.raised)
        rows = self.finances.size.height
        tight = rows < _SHORT or (view.is_special and rows < _YEARS_FROM)
        car.styles.height = max(len(view.steps), 1) if tight else "auto"
        self._title("trend", *view.trend_title)
        self._title("cars", "Cars delivered", view.by)
        self._title("gross", "Gross margin", "% of revenue")
        self._title("car", *view.car_title)

    def show_table(self, view: View, *, alone: bool) -> None:
        """As many columns as have room, the cursor staying in its column; the years if `alone`."""
        grid = self.query_one("#table", PeriodGrid)
        years = self.finances.size.height >= _YEARS_FROM or alone
        width, names = grid.size.width or self.finances.size.width, _headings(grid)
        before = names[grid.column] if names else ""
        grid.room = width
        grid.table = table_of(view.rows(years=years), view.page.by, width, keep=before)
        names = _headings(grid)
        grid.column = names.index(before) if before in names else grid.column
        grid.upper = len(view.page.spans)
        grid.selected = view.row if view.row < grid.count() else None
        marks = legend(grid.table)
        texts = (*(f"enter: source   {text}".rstrip() for text in marks), *marks)
        room = width - len(TITLES[view.page.by]) - 2
        more = next((text for text in texts if len(text) <= room), "")
        self._title("table", TITLES[view.page.by], more)

    def show_margin(self, view: View, ties: Ties) -> None:
        """Measures, notes, promises and disputes."""
        self.query_one("#margin", Ledger).passages = tuple(view.margin(spark, ties))

    def subject_at(self, view: View, focused: Widget | None) -> Subject | None:
        """The number under the cursor of a block; the big one where there is no block."""
        if isinstance(focused, Ledger) and focused.about:
            return focused.about[0]
        if isinstance(focused, Grid):
            return focused.cell.figure if focused.cell else None
        if isinstance(focused, Waterfall) and focused.selected is not None:
            return view.steps[focused.selected].figure
        span = view.span
        if isinstance(focused, BarTrend) and view.anchor is None and view.cursor is not None:
            span = view.page.spans[view.cursor]
        if focused is not None and focused.id == "cars":
            return span.base.deliveries
        if focused is not None and focused.id == "gross":
            return span.base.gross_margin
        return span.result_per_car or span.money(span.base.revenue)

    def beside_at(self, view: View, focused: Widget | None) -> Sequence[Subject]:
        """What else a line of the margin tells of; with the big number how it moved."""
        if isinstance(focused, Ledger):
            return focused.about[1:]
        moved = view.moved
        return (moved,) if moved and focused is not None and focused.id == "trend" else ()

    def _title(self, place: str, title: str, more: str) -> None:
        text = Content.assemble((title, "bold"), (f"  {more}", "$muted"))
        self.query_one(f"#{place}-title", Static).update(text, layout=False)


def _titled(widget: Widget) -> Iterable[Widget]:
    with Vertical(id=f"{widget.id}-box"):
        yield Static(id=f"{widget.id}-title", classes="title")
        yield widget


def _headings(grid: PeriodGrid) -> list[str]:
    return [column.heading for column in grid.table.columns]


def _percent(value: float) -> str:
    return f"{value:.0f}%"
