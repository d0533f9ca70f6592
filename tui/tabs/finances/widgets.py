"""The trends, the average car, the table of periods and the margin of the Finances tab."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.content import Content
from textual.events import Click, MouseMove, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.facts import fmt
from tui.facts.figure import Figure
from tui.present.contested import Contested
from tui.present.marks import legend
from tui.present.provenance import TextBlock
from tui.present.things import Thing
from tui.tabs.finances.periods import Span
from tui.tabs.finances.present import FinancesView, Page
from tui.tabs.finances.table import TITLES, not_on_file, periods_table
from tui.ui.boxes import Box, Row
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.canvas import Canvas
from tui.ui.charts.data import Bar, Role
from tui.ui.charts.paint import Line, room_for, window
from tui.ui.charts.pick import ItemMessage
from tui.ui.charts.row_list import GUTTER, RowList, mark_row
from tui.ui.charts.waterfall import Waterfall
from tui.ui.grid import Grid
from tui.ui.text import titled

if TYPE_CHECKING:
    from tui.checks.promises import Promise


class _Row(NamedTuple):
    """One line of a wrapped passage; `item` is the passage that the cursor goes to, or None."""

    passage: TextBlock
    text: str
    is_first: bool
    item: int | None


class NotesList(RowList[TextBlock]):
    """Passages of text. The cursor visits those about a figure, and shows only with the focus."""

    WHEEL = 1

    passages: reactive[Sequence[TextBlock]] = reactive[Sequence[TextBlock]]((), repaint=False)
    """All passages; the rows are those about a figure."""

    @property
    def about(self) -> tuple[Thing, ...]:
        """What the passage under the cursor tells of."""
        return self.row.about if self.row else ()

    def watch_passages(self) -> None:
        """Other passages."""
        self.rows = tuple(item for item in self.passages if item.about)
        self.refill()

    def on_focus(self) -> None:
        """Put the cursor on the first passage."""
        if self.selected is None:
            self.selected = 0

    def wanted_height(self, width: int) -> int:
        """All lines."""
        return len(self.wrapped(width))

    def listing(self) -> Sequence[Line]:
        """The passages that the cursor goes to."""
        return [Line(passage.lead, passage.text) for passage in self.rows]

    def place_at(self, x: int, y: int) -> int | None:
        """The passage on a line."""
        rows, first, room = self._part()
        return rows[first + y].item if 0 <= y < min(room, len(rows)) else None

    def paint(self, canvas: Canvas) -> None:
        """The lines in sight."""
        rows, first, room = self._part()
        for y, row in enumerate(rows[first : first + room]):
            if row.item is not None and row.item == self.selected and self.has_focus:
                mark_row(canvas, y, focused=True)
            passage = row.passage
            if row.is_first:
                canvas.put(GUTTER, y, passage.lead, passage.lead_role or "text")
            foreground = "text bold" if passage.role == "bold" else passage.role or "text"
            canvas.put(GUTTER + passage.indent, y, row.text, foreground)

    def hidden(self) -> tuple[int, int]:
        """Lines, not passages."""
        rows, first, room = self._part()
        return first, len(rows) - first - room

    def wrapped(self, width: int) -> list[_Row]:
        """All passages, line by line."""
        rows: list[_Row] = []
        items = 0
        for passage in self.passages:
            item = items if passage.about else None
            items += item is not None
            room = max(width - 2 * GUTTER - passage.indent, 8)
            lines = Content(passage.text).wrap(room) if passage.text else [Content("")]
            rows += [_Row(passage, line.plain, n == 0, item) for n, line in enumerate(lines)]
        return rows

    def _part(self) -> tuple[list[_Row], int, int]:
        """All lines, the first in sight, which is that of all without the focus, and their room."""
        rows = self.wrapped(self.size.width)
        room = room_for(len(rows), self.size.height)
        if not self.has_focus or self.selected is None:
            line = 0
        elif self.selected == self.count() - 1:
            line = len(rows) - 1
        else:
            line = [row.item for row in rows].index(self.selected)
        return rows, window(len(rows), room, line), room


class MarkedTrend(BarTrend):
    """A trend in which other periods than the one under the cursor can be marked too."""

    marked: reactive[frozenset[int]] = reactive[frozenset[int]](frozenset(), repaint=False)
    """The marked periods, counted from 0."""

    class Stretched(ItemMessage):
        """The user clicked a period with ctrl held: up to there is to be marked."""

    def on_mouse_move(self, event: MouseMove) -> None:
        """While ctrl is held the cursor does not follow the mouse."""
        if event.ctrl:
            event.prevent_default()

    def on_click(self, event: Click) -> None:
        """Mark up to the period under the mouse while ctrl is held."""
        index = self.index_under(event)
        if event.ctrl and index is not None:
            event.prevent_default()
            self.post_message(self.Stretched(self, index))

    def watch_marked(self) -> None:
        """Draw the marks."""
        self.repaint()

    def paint(self, canvas: Canvas) -> None:
        """The trend, then a tint under the marked periods."""
        super().paint(canvas)
        for slot in self.layout_now().slots:
            if slot.index in self.marked and slot.index != self.selected:
                canvas.background(slot.left, 0, slot.width, canvas.height - 1, "selected")
                canvas.background(slot.left, canvas.height - 1, slot.width, 1, "cursor")


class PeriodGrid(Grid):
    """A table whose last rows stand below a line; it tells when its width has changed."""

    SORTS = True

    upper: reactive[int] = reactive(0, repaint=False)
    """Rows above the line; no line where there are none below it."""

    room: reactive[int | None] = reactive[int | None](None, repaint=False)
    """The width that the columns were chosen for; at any other the table stays empty."""

    class Resized(Message):
        """The table has another size."""

    def watch_room(self) -> None:
        """Draw, or leave empty."""
        self.repaint()

    def watch_upper(self) -> None:
        """Draw the line elsewhere."""
        self.refill()

    def on_resize(self, event: Resize) -> None:
        """Another size may have room for other columns."""
        self.post_message(self.Resized())

    def lines(self) -> Sequence[tuple[int, int]]:
        """A row a line, and the line between above the first of the lower rows."""
        upper, count = self.upper, self.count()
        above = [(index, 0) for index in self.arranged(range(min(upper, count)))]
        below = [(index, 0) for index in self.arranged(range(upper, count))]
        return [*above, *([(upper, -1)] if above and below else []), *below]

    def hidden(self) -> tuple[int, int]:
        """Nothing, while the table stays empty."""
        return super().hidden() if self.room in (None, self.size.width) else (0, 0)

    def paint(self, canvas: Canvas) -> None:
        """The table, and the line between."""
        if self.room not in (None, canvas.width):
            return
        super().paint(canvas)
        widths = self.widths()
        for y, _, part in self.in_sight():
            if part:
                canvas.hline(1, y, sum(widths) + 2 * (len(widths) - 1), "─", "hairline")


def result_bars(page: Page) -> tuple[Bar, ...]:
    """Result per car with its bounds and its basis; none of another currency than the axis."""
    bars: list[Bar] = []
    for span in page.spans:
        figure = span.result_per_car if span.currency == page.currency else None
        text = fmt.compact(figure.value, span.currency, signed=True) if figure else ""
        text += "" if span.counts or not figure else "?"
        detail = f"{fmt.amount(figure, signed=True)} {fmt.plus_minus(figure)}" if figure else ""
        basis = span.base.basis if span.base.kinds else ""
        bar = _bar(span.name, figure, text, basis=basis, detail=detail)
        bars.append(bar._replace(hollow=figure is not None and not span.counts))
    return tuple(bars)


def car_bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Cars delivered, in thousands from ten thousand on."""

    def text(value: Decimal) -> str:
        return f"{fmt.number(value / 1000)}k" if value >= 10_000 else fmt.number(value)

    return tuple(_neutral(span.name, span.base.deliveries, text) for span in spans)


def gross_bars(spans: Sequence[Span]) -> tuple[Bar, ...]:
    """Gross margin in percent."""

    def text(value: Decimal) -> str:
        return f"{fmt.number(value)}%"

    return tuple(_neutral(span.name, span.base.gross_margin, text) for span in spans)


def _neutral(label: str, figure: Figure | None, text: Callable[[Decimal], str]) -> Bar:
    """A bar without a colour of its own, unless it hangs."""
    if figure is None:
        return _bar(label, None, "")
    return _bar(label, figure, text(figure.value), "neutral" if figure.value >= 0 else None)


def _bar(
    label: str,
    figure: Figure | None,
    text: str,
    role: Role | None = None,
    *,
    basis: str = "",
    detail: str = "",
) -> Bar:
    if figure is None:
        return Bar(label, None, "", basis=basis, detail=fmt.MISSING)
    low = float(figure.low) if figure.low.is_finite() else None
    high = float(figure.high) if figure.high.is_finite() else None
    return Bar(label, float(figure.value), text, low, high, role, basis=basis, detail=detail)


_YEARS_FROM = 46
"""Rows of the terminal from which the table has the years too beside charts."""
_SHORT = 30
_TRENDS = ("trend", "cars", "gross")


class Board(Box):
    """The charts, the table and the margin; the CSS of the tab places them."""

    _tabled: tuple[object, ...] = ()
    """What the table was made of."""

    def compose(self) -> ComposeResult:
        """Charts, average car, table, and the margin."""
        with Row(id="stretch"):
            with Box(id="main"):
                with Box(id="charts"):
                    gross = BarTrend(id="gross")
                    gross.fmt = "{:.0f}%".format
                    yield from _titled(MarkedTrend(id="trend"))
                    yield from _titled(BarTrend(id="cars"))
                    yield from _titled(gross)
                with Box(id="lists"):
                    yield from _titled(Waterfall(id="car"))
                    yield from _titled(PeriodGrid(id="table"))
            yield NotesList(id="margin")

    def fill(self, page: Page) -> None:
        """The periods of a page into the trends."""
        trend = self.query_one("#trend", BarTrend)
        trend.fmt = partial(fmt.tick, currency=page.currency)
        trend.rows = result_bars(page)
        self.query_one("#cars", BarTrend).rows = car_bars(page.spans)
        self.query_one("#gross", BarTrend).rows = gross_bars(page.spans)

    def show_charts(self, view: FinancesView) -> None:
        """The cursor, the marks, the waterfall, and the titles."""
        for name in _TRENDS:
            self.query_one(f"#{name}", BarTrend).selected = view.cursor
        self.query_one("#trend", MarkedTrend).marked = view.marked
        car = self.query_one("#car", Waterfall)
        car.rows = view.steps
        rows = self.screen.size.height
        tight = rows < _SHORT or (view.is_special and rows < _YEARS_FROM)
        car.styles.height = max(len(view.steps), 1) if tight else "auto"
        self._title("trend", *view.trend_title)
        self._title("cars", "Cars delivered", view.by)
        self._title("gross", "Gross margin", "% of revenue")
        self._title("car", *view.car_title)

    def show_table(self, view: FinancesView, contested: Contested, *, alone: bool) -> None:
        """As many columns as have room, the cursor staying in its column; the years if `alone`."""
        grid = self.query_one("#table", PeriodGrid)
        years = self.screen.size.height >= _YEARS_FROM or alone
        width, names = grid.size.width or self.screen.size.width, _headings(grid)
        before = names[grid.column] if names else ""
        grid.room = width
        rows, by = view.rows(years=years), view.page.by
        # Its figures take long to work out, and most often only the cursor has moved.
        if self._tabled != (tabled := (rows, by, width, contested)):
            self._tabled = tabled
            grid.table = periods_table(rows, by, width, before, contested)
            names = _headings(grid)
            grid.column = names.index(before) if before in names else grid.column
            marks, gone = legend(grid.table), not_on_file(rows, by)
            forms = [(lead, gone, "  ".join(m)) for lead in ("enter: source", "") for m in marks]
            texts = ["   ".join(filter(None, form)) for form in (*forms, (gone,))]
            room = width - len(TITLES[by]) - 2
            more = next((text for text in texts if len(text) <= room), "")
            self._title("table", TITLES[by], more)
        grid.upper = len(view.page.spans)
        grid.selected = view.row if view.row < grid.count() else None

    def show_margin(
        self, view: FinancesView, promises: Sequence[Promise], contested: Contested
    ) -> None:
        """Measures, notes, promises and disputes."""
        self.query_one("#margin", NotesList).passages = tuple(view.margin(promises, contested))

    def subjects(self, view: FinancesView, block: str) -> Sequence[Thing | None]:
        """The number under the cursor of a block, then others of its row; else the big number."""
        if block == "margin" and (about := self.query_one(NotesList).about):
            return about
        if block == "table":
            return [cell.figure] if (cell := self.query_one(PeriodGrid).cell) else ()
        if block == "car" and (at := self.query_one(Waterfall).selected) is not None:
            return [view.stages[at].figure]
        span = view.span
        if block in _TRENDS and view.anchor is None and view.cursor is not None:
            span = view.page.spans[view.cursor]
        if block in ("cars", "gross"):
            return [span.base.deliveries if block == "cars" else span.base.gross_margin]
        big = span.result_per_car or span.money(span.base.revenue)
        return [big, view.moved] if block == "trend" else [big]

    def _title(self, place: str, title: str, more: str) -> None:
        heading = self.query_one(f"#{place}-title", Static)
        heading.update(titled(title, more), layout=False)


def _titled(widget: Widget) -> Iterable[Widget]:
    with Box(id=f"{widget.id}-box"):
        yield Static(id=f"{widget.id}-title", classes="title")
        yield widget


def _headings(grid: PeriodGrid) -> list[str]:
    return [column.heading for column in grid.table.columns]
