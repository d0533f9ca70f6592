"""Cars side by side, a list to pick them from, and the charts of price and range below."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import zip_longest
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.reactive import reactive
from textual.widgets import Static

from tui.facts import fmt
from tui.system.text_width import cell_width
from tui.tabs.models.present import (
    NOTHING,
    Comparison,
    Offer,
    Spec,
    SpecRow,
    Trim,
    by_price,
    frontier,
    within_reach,
)
from tui.ui.boxes import Box, Row
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.data import Dot, Kind, Rung
from tui.ui.charts.glyphs import stroke
from tui.ui.charts.ladder import DOTS, PriceLadder
from tui.ui.charts.pick import ItemMessage
from tui.ui.charts.row_list import CellList, Head, RowList
from tui.ui.charts.scale import compact_number
from tui.ui.charts.scatter import Scatter
from tui.ui.text import titled

NARROWEST = 20
"""Cells a column needs, the blank before the next one's star among them; with less room there are
fewer columns."""
WIDEST = 34
AIRY = 18
"""Lines from which on bars get a line of their own."""


class Place(NamedTuple):
    """The cursor, or what is shown first: a row and a column, counted from 0."""

    row: int = 0
    column: int = 0


class CompareLayout(NamedTuple):
    """What is in sight: some columns of `width` cells, and rows of 1 or 2 lines from `first` on.

    The first of them is drawn at `left`, the first row below `head` lines of headings.
    """

    left: int
    width: int
    columns: Sequence[int]
    start: int
    """The first column of those that scroll."""
    head: int
    heights: tuple[int, ...]
    height: int
    first: int

    def x(self, column: int) -> int:
        """Where a column begins, its star included."""
        return self.left + self.columns.index(column) * self.width

    def column_at(self, x: int) -> int | None:
        """The column drawn at a place."""
        place = (x - self.left) // self.width
        return self.columns[place] if 0 <= place < len(self.columns) else None

    def rows(self) -> Iterator[tuple[int, int]]:
        """The rows that fit, each with the line it is drawn on."""
        y = self.head
        for row in range(self.first, len(self.heights)):
            if y + self.heights[row] > self.height and row > self.first:
                return
            yield row, y
            y += self.heights[row]


def compare_layout(
    size: tuple[int, int],
    labels: int,
    columns: int,
    bars: Sequence[bool],
    cursor: Place,
    before: Place,
    fixed: int = 0,
) -> CompareLayout:
    """What to show of `columns` cars and of rows with or without bars, the cursor in sight.

    The first `fixed` columns stay where there is room for others beside them. `labels` is the
    width of the widest row name. The last line is kept free where it must say how many rows
    follow. The view moves from where it was `before` no further than it must, and leaves no room
    empty while something is out of sight.
    """
    width, height = size
    left = min(labels + 2, max(width // 3, 1))
    room = max(width - left, 1) + 1  # Behind the last column no blank is needed.
    count = max(1, min(columns, room // NARROWEST))
    fixed = min(fixed, count - 1)
    first = max(before.column, cursor.column - (count - fixed) + 1)
    first = max(min(first, max(cursor.column, fixed), columns - (count - fixed)), fixed)
    shown = (*range(fixed), *range(first, min(first + count - fixed, columns)))
    head = min(2, max(height - 2, 0))
    heights = tuple(1 + (bar and height >= AIRY) for bar in bars)
    if head > 1 and sum(heights) > height - head:
        height -= 1
    row = _first_row(heights, height - head, cursor.row, before.row)
    each = max(min(room // count, WIDEST), 1)
    return CompareLayout(left, each, shown, first, head, heights, height, row)


def _first_row(heights: Sequence[int], room: int, cursor: int, first: int) -> int:
    first = min(first, cursor)
    while first < cursor and sum(heights[first : cursor + 1]) > room:
        first += 1
    while first > 0 and sum(heights[first - 1 :]) <= room:
        first -= 1
    return first


def bar_length(share: float, cells: int) -> int:
    """Half cells of a bar; a known number always has at least one."""
    return max(round(2 * cells * share), 1)


class Compare(CellList[SpecRow]):
    """The comparison; up and down go through the properties, left and right through the cars."""

    CALLED = "Cars side by side"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "across(-1)", "Car to the left", show=False, id="compare.left"),
        Binding("right,l", "across(1)", "Car to the right", show=False, id="compare.right"),
        Binding("pageup", "step(-8)", "Eight rows up", show=False, id="compare.page_up"),
        Binding("pagedown", "step(8)", "Eight rows down", show=False, id="compare.page_down"),
    ]
    WHEEL = 1

    comparison: reactive[Comparison] = reactive(NOTHING, repaint=False)
    ordered_by: reactive[tuple[str, str]] = reactive(("", ""))
    """The property by which the cars are in order, by its key, and the mark of the direction."""

    _first = Place()

    class Ordered(ItemMessage):
        """The name of a property was clicked: the cars are to stand in its order."""

    @property
    def trim(self) -> Trim | None:
        """The car under the cursor."""
        trims = self.comparison.trims
        return trims[self.column] if trims else None

    @property
    def spec(self) -> Spec | None:
        """The cell under the cursor."""
        return self.row.specs[self.column] if self.row and self.trim else None

    def columns(self) -> int:
        """Number of cars."""
        return len(self.comparison.trims)

    def show(self, comparison: Comparison) -> None:
        """Other cells; the cursor stays on its property and its car where they are still there."""
        row, trim = self.row, self.trim
        self.comparison = comparison
        self.point_at(row.key if row else "", trim.key if trim else "")

    def point_at(self, row: str, trim: str) -> None:
        """Put the cursor on a property and a car; one that is not there leaves it where it is."""
        rows = [item.key for item in self.comparison.rows]
        trims = [item.key for item in self.comparison.trims]
        self.column = trims.index(trim) if trim in trims else self.column
        self.selected = rows.index(row) if row in rows else self.selected or 0

    def watch_comparison(self) -> None:
        """New figures."""
        self.fill(self.comparison.rows)

    def on_click(self, event: events.Click) -> None:
        """Go to the car under the mouse; the base goes to the row."""
        offset = event.get_content_offset(self)
        layout = self.layout_now()
        column = layout.column_at(offset.x) if offset else None
        if column is not None:
            self.go_to(column)
        elif offset and offset.x < layout.left and (row := self.place_at(*offset)) is not None:
            event.prevent_default()
            self.pick(row)
            self.post_message(self.Ordered(self, row))

    def in_sight(self) -> Sequence[tuple[int, int, int]]:
        """The rows that fit, each of a line or two."""
        layout = self.layout_now()
        rows = ((row, y, range(layout.heights[row])) for row, y in layout.rows())
        return [(y + part, row, part) for row, y, parts in rows for part in parts]

    def layout_now(self) -> CompareLayout:
        """Where everything is at the present size."""
        rows = self.comparison.rows
        bars = [any(spec.share for spec in row.specs) for row in rows]
        labels = max((cell_width(row.heading) for row in rows), default=0)
        cursor = Place(self.selected or 0, self.column)
        fixed = int(self.comparison.is_against_first)
        return compare_layout(self.size, labels, self.columns(), bars, cursor, self._first, fixed)

    def paint(self, canvas: Canvas) -> None:
        """Headings and every row in sight, the cell under the cursor tinted."""
        layout = self.layout_now()
        self._first = Place(layout.first, layout.start)
        for column in layout.columns:
            self._heading(canvas, layout, column)
        for index, y in layout.rows():
            self._row(canvas, layout, index, y)
        if layout.head > 1:
            self._out_of_sight(canvas, layout)

    def _heading(self, canvas: Canvas, layout: CompareLayout, column: int) -> None:
        trim = self.comparison.trims[column]
        x, room = layout.x(column), layout.width - 3
        name = trim.name if cell_width(trim.name) <= room else trim.short
        foreground = "best bold" if column == self.column else "text bold"
        # A name that is cut otherwise may come as near to the next one as a blank.
        canvas.put(x + 2, 0, fit(name, min(room + 2, canvas.width - x - 2)), foreground)
        if layout.head > 1:
            canvas.hline(x + 2, 1, room, "─", "hairline")

    def _out_of_sight(self, canvas: Canvas, layout: CompareLayout) -> None:
        """How many cars are at the left and right."""
        fixed = [n for n in layout.columns if n < layout.start]
        before = layout.start - len(fixed)
        after = self.columns() - layout.columns[-1] - 1 if layout.columns else 0
        if before > 0:
            canvas.put(layout.x(layout.start) + 1, 1, f"‹ {before} ", "neutral")
        if after > 0:
            end = layout.x(layout.columns[-1]) + layout.width
            canvas.right(end - 1, 1, f" {after} ›", "neutral")

    def _row(self, canvas: Canvas, layout: CompareLayout, index: int, y: int) -> None:
        row, height = self.rows[index], layout.heights[index]
        marked = index == (self.selected or 0)
        key, mark = self.ordered_by
        name = f"{row.name} {mark}" if row.key == key else row.name
        end = canvas.put(1, y, fit(name, layout.left - 2), "text" if marked else "muted")
        canvas.put(end + 1, y, fit(row.unit, layout.left - end - 2), "neutral")
        for column, following in zip_longest(layout.columns, layout.columns[1:]):
            x, spec = layout.x(column), row.specs[column]
            starred = following is not None and row.specs[following].best
            here = marked and column == self.column
            if here:
                background = "cursor" if self.has_focus else "selected"
                canvas.background(x, y, layout.width - 1, height, background)
            empty = spec.value is None and spec.fact is None
            foreground = "best bold" if spec.best else spec.role or ("muted" if empty else "text")
            if spec.best:
                canvas.put(x, y, "★", foreground)
            end = min(x + layout.width - starred, canvas.width)
            canvas.put(x + 2, y, fit(spec.shown, end - x - 2), foreground)
            room = layout.width - 4
            if height > 1 and spec.share and room > 0:
                bar = stroke(room, [(0, bar_length(spec.share, room), "thick")])
                foreground = "best" if spec.best else "neutral" if here else "hairline"
                canvas.over(x + 2, y + 1, bar, foreground)


_PRICE = 18
_RANGE = 10


def toggled(picked: tuple[str, ...], key: str) -> tuple[str, ...]:
    """The picks with one more at the end, or without it; the last one stays."""
    if key not in picked:
        return (*picked, key)
    return tuple(other for other in picked if other != key) or picked


class TrimList(RowList[Offer]):
    """A line a car; a dot before those that are picked, which are never none."""

    CALLED = "Cars to pick from"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pick_or_leave", "Pick or unpick", id="trims.toggle"),
    ]
    HEAD = 1

    picked: reactive[tuple[str, ...]] = reactive[tuple[str, ...]]((), repaint=False)
    """Keys of the trims picked, in the order of the columns."""

    def heads(self) -> Sequence[Head]:
        """Price and range, where there is room for them."""
        end = self.size.width - 2
        if self.size.width < 4 + _PRICE + _RANGE + 20:
            return ()
        return (Head("Price", end - _RANGE - 6, end - _RANGE - 1), Head("Range", end - 5, end))

    def value_of(self, row: Offer, name: str) -> Decimal | None:
        """Its price or its range."""
        return (row.price if name == "Price" else row.range).value

    def watch_picked(self) -> None:
        """Other dots."""
        self.repaint()

    def action_pick_or_leave(self) -> None:
        """Pick the car under the cursor as the last column, or leave it out."""
        if self.row:
            self.picked = toggled(self.picked, self.row.trim.key)

    def on_click(self, event: events.Click) -> None:
        """A click picks or leaves out at once."""
        index = self.index_under(event)
        if index is not None:
            event.prevent_default()
            self.pick(index)
            self.action_pick_or_leave()

    def paint(self, canvas: Canvas) -> None:
        """The cars that fit, the one under the cursor among them."""
        end = canvas.width - 2
        canvas.put(4, 0, "Car", "muted")
        self.put_heads(canvas)
        for y, offer, _ in self.marked(canvas):
            chosen = offer.trim.key in self.picked
            foreground = "text bold" if chosen else "muted"
            if chosen:
                canvas.put(2, y, DOTS["picked"], "profit bold")
            room = canvas.width - 5
            if canvas.width >= 4 + _PRICE + _RANGE + 20:
                room = end - _RANGE - 6 - cell_width(offer.price.shown)
                distance = " ".join(
                    filter(None, (offer.range.text, offer.range.unit, offer.range.mark))
                )
                canvas.right(end, y, distance, foreground)
                canvas.right(end - _RANGE - 1, y, offer.price.shown, foreground)
            canvas.put(4, y, fit(offer.trim.name, room), foreground)


class OfferCharts(Row):
    """Every car that has a price; beside it every one that has a range too."""

    DEFAULT_CSS = """
    OfferCharts {
        #prices, #value { width: 1fr; }
        #value { padding-left: 2; }
        .title { padding: 0 1; }
    }
    """

    _offers: Mapping[str, Offer] = {}
    """Those in the charts, by the keys of their trims."""

    def compose(self) -> ComposeResult:
        """Each chart under its title."""
        with Box(id="prices"):
            yield Static(id="prices-title", classes="title")
            yield PriceLadder(id="ladder")
        with Box(id="value"):
            yield Static(id="value-title", classes="title")
            yield Scatter(id="scatter")

    def show(self, offers: Sequence[Offer], shown: Collection[str]) -> None:
        """These cars; `shown` are the keys of those in the columns of the comparison."""
        priced = by_price(offers)
        drawn = within_reach(priced, shown)
        self._offers = {offer.trim.key: offer for offer in priced}
        self.query_one(PriceLadder).rows = tuple(
            Rung(o.trim.name, float(o.price.value or 0), o.price.shown, _kind(o, shown), o.trim.key)
            for o in priced
        )
        scatter, best = self.query_one(Scatter), frontier(drawn)
        sign = fmt.SYMBOLS.get(priced[0].price.unit, "") if priced else ""
        scatter.fmt_x = lambda value: f"{sign}{compact_number(value)}"
        scatter.frontier = tuple(_point(offer) for offer in best)
        scatter.rows = tuple(
            Dot(*_point(o), o.trim.name, _kind(o, shown), o.trim.key) for o in drawn
        )
        key = "●◆ picked  • not picked  ◇ rival"
        self.query_one("#prices-title", Static).update(titled("Price", key))
        told = ["km; ─ best value"] if best else []
        dearer = sum(offer.point is not None for offer in priced) - len(drawn)
        told += [f"{dearer} cost more"] if dearer else []
        title = titled("Range for the money", "; ".join(told))
        self.query_one("#value-title", Static).update(title)

    def point(self, key: str) -> None:
        """Put both cursors on the car with a key, where the charts have it."""
        for chart in (self.query_one(PriceLadder), self.query_one(Scatter)):
            keys = [row.key for row in chart.rows]
            chart.selected = keys.index(key) if key in keys else None

    def at_hand(self) -> tuple[str, Trim, Spec] | None:
        """The property, the car and the cell that the chart with the focus shows at its cursor."""
        ladder, scatter = self.query_one(PriceLadder), self.query_one(Scatter)
        if ladder.has_focus and ladder.row:
            offer = self._offers[ladder.row.key]
            return "Price", offer.trim, offer.price
        if scatter.has_focus and scatter.row:
            offer = self._offers[scatter.row.key]
            return "Price per km", offer.trim, offer.per_km
        return None


def _kind(offer: Offer, shown: Collection[str]) -> Kind:
    if offer.trim.key in shown:
        return "picked rival" if offer.trim.rival else "picked"
    return "reference" if offer.trim.rival else "other"


def _point(offer: Offer) -> tuple[float, float]:
    price, distance = offer.point or (0, 0)
    return float(price), float(distance)
