"""The panes of the Finances tab, and what goes into them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from tui.screens.finances_charts import car_bars, gross_bars, result_bars, waterfall
from tui.screens.tab import Tab
from tui.views import words
from tui.views.finances_page import Page
from tui.views.finances_table import TITLES, legend, table_of
from tui.views.finances_view import Ties, View
from tui.views.finances_words import nothing
from tui.widgets.charts import BarTrend, Waterfall
from tui.widgets.charts.spark import spark
from tui.widgets.period_charts import MarkedTrend, PeriodGrid
from tui.widgets.prose import Prose

ALL, CHARTS, LISTS, NOTES = "-all", "-charts", "-lists", "-notes"
MAIN = {ALL: "#trend", CHARTS: "#trend", LISTS: "#table", NOTES: "#margin"}
"""The views, by the class of the screen, with the widget that has the focus in each."""
_FULL = (100, 38)
"""Columns and rows from which everything has room."""
_WORDS_UP_TO = (60, 18)
_YEARS_FROM = 46
"""Rows from which the table has the years too beside charts."""
_SHORT = 30


def views_at(width: int, height: int) -> tuple[str, ...]:
    """The views that a terminal of this size has, to be gone through by a key."""
    if width <= _WORDS_UP_TO[0] or height <= _WORDS_UP_TO[1]:
        return LISTS, NOTES
    if width >= _FULL[0]:
        return (ALL,) if height >= _FULL[1] else (CHARTS, LISTS)
    return (ALL, NOTES) if height >= _FULL[1] else (CHARTS, LISTS, NOTES)


class Panes(Tab):
    """Big number and sentence; trends, waterfall and table; the margin."""

    DEFAULT_CSS = """
    Panes {
        #body { padding: 1 2 0 2; layout: vertical; }
        #head { height: auto; min-height: 3; margin-bottom: 1; }
        #big { width: auto; min-width: 22; height: 3; padding-right: 4; }
        #said { width: 1fr; height: auto; max-height: 6; }
        #main, #charts, #charts Vertical { width: 1fr; height: 1fr; }
        #charts { layout: horizontal; min-height: 6; }
        #lists, #lists Vertical, #car, #table, #margin Prose { height: auto; }
        #margin Prose { padding-right: 1; min-height: 100%; }
        #margin { width: 34; padding-left: 3; scrollbar-color: $neutral; }
        #margin:focus { scrollbar-color: $best; }
        .title { height: 1; }
        #car-box, #table-box { padding-top: 1; }
        #cars-box, #gross-box { display: none; padding-left: 3; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-wide { #cars-box, #gross-box { display: block; } #lists { layout: horizontal; }
            #trend-box { width: 2fr; } #car-box { width: 1fr; } #margin { width: 40; }
            #table-box { width: 2fr; padding: 1 0 0 3; } }
        &.-narrow #body, &.-tiny #body, &.-short #body { padding: 0 1; }
        &.-short { #head { margin: 0; } #car-box, #table-box { padding-top: 0; }        }
        &.-lists { #charts, #car-box { display: none; } #table-box { padding-top: 0; }
            #lists, #table-box, #table { height: 1fr; } }
        &.-charts #table-box, &.-notes #main, &.-drawer.-normal #margin, &.-empty #stretch,
        &.-empty #big, &.-tiny #big, &.-narrow #margin, &.-tiny #margin { display: none; }
        &.-notes #margin { display: block; width: 1fr; padding-left: 0; }
    }
    """

    _view: View | None = None

    def body(self) -> Iterable[Widget]:
        """The big number and its sentence, charts, average car, table, and the margin."""
        with Horizontal(id="head"):
            yield Digits("", id="big")
            yield Static(id="said")
        with Horizontal(id="stretch"):
            with Vertical(id="main"):
                with Container(id="charts"):
                    yield from _titled(MarkedTrend(id="trend", fmt=self._tick))
                    yield from _titled(BarTrend(id="cars"))
                    yield from _titled(BarTrend(id="gross", fmt=_percent))
                with Container(id="lists"):
                    yield from _titled(Waterfall(id="car"))
                    yield from _titled(PeriodGrid(id="table"))
            with VerticalScroll(id="margin"):
                yield Prose()

    def _tick(self, value: float) -> str:
        return words.tick(value, self.currency)

    def fill(self, page: Page) -> None:
        """The periods of a page into the trends."""
        self.query_one("#trend", BarTrend).bars = result_bars(page.spans)
        self.query_one("#cars", BarTrend).bars = car_bars(page.spans)
        self.query_one("#gross", BarTrend).bars = gross_bars(page.spans)
        self.set_class(not page.rows, "-empty")
        if not page.rows:
            self.query_one("#said", Static).update(Content(nothing(self.book)))

    def show_head(self, view: View) -> None:
        """The big number and the sentences; what it means only where there are rows for it."""
        big, figure = self.query_one("#big", Digits), view.big
        big.update(words.digits(figure))
        big.set_classes("" if figure is None else "-loss" if figure.value < 0 else "-profit")
        unit, found, more = view.sentences
        lines = [(unit + view.raised("result"), "$muted"), (found, "bold"), (more, "$muted")]
        lines = lines[: 2 if self.size.height < _SHORT else 3]
        said = Content("\n").join(Content.styled(*line) for line in lines if line[0])
        self.query_one("#said", Static).update(said)

    def show_charts(self, view: View) -> None:
        """The cursor, the marks, the waterfall, and the titles."""
        for place in ("#trend", "#cars", "#gross"):
            self.query_one(place, BarTrend).selected = view.cursor
        self.query_one("#trend", MarkedTrend).marked = view.marked
        car = self.query_one("#car", Waterfall)
        car.steps = waterfall(view.steps, view.raised)
        rows = self.size.height
        tight = rows < _SHORT or (view.is_special and rows < _YEARS_FROM)
        car.styles.height = max(len(view.steps), 1) if tight else "auto"
        self._title("trend", *view.trend_title)
        self._title("cars", "Cars delivered", view.by)
        self._title("gross", "Gross margin", "% of revenue")
        self._title("car", *view.car_title)

    def show_table(self, view: View) -> None:
        """As many columns as have room, the cursor staying in its column."""
        grid = self.query_one("#table", PeriodGrid)
        years = self.size.height >= _YEARS_FROM or self.has_class(LISTS)
        width, names = grid.size.width or self.size.width, _headings(grid)
        before = names[grid.column] if names else ""
        grid.table = table_of(view.rows(years=years), view.page.by, width)
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
        self.query_one("#margin Prose", Prose).show(view.margin(spark, ties))

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
