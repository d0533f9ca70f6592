"""The list of topics under headings, and an axis of values with its heading and its note."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tui.checks.issues import KINDS, Item
from tui.system.text_width import cell_width
from tui.tabs.disputes.present import SIGN_ROLES, Axis, Topic, Value
from tui.ui.boxes import Box
from tui.ui.charts.canvas import Canvas, fit, widest
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, Head, RowList

_TITLE_AT = GUTTER + 2
_ROOM_FOR_TITLE = 30
"""Columns a title keeps before the kind is dropped."""
_LEAST_TITLE = 10
"""Columns a title keeps before its period is cut."""
_HEAD_FROM = 6
"""Lines of the list from which on its columns have heads."""


class _Widths(NamedTuple):
    """Cells of the columns of the list; 0 of one that is left out."""

    kind: int
    gap: int


def _widths(items: Iterable[Item]) -> _Widths:
    leads = [item.lead for item in items]
    gap = widest(lead.gap for lead in leads)
    return _Widths(
        widest(KINDS[lead.kind][0] for lead in leads), max(gap, len("Gap")) if gap else 0
    )


def wanted_width(items: Sequence[Item]) -> int:
    """Columns of a list in which every title has room."""
    beside = sum(width + 2 for width in _widths(items) if width)
    return _TITLE_AT + widest(item.title for item in items) + beside + 1


class Topics(RowList[Topic]):
    """Topics with a cursor; headings are passed over, and left out of rows that are sorted."""

    CALLED = "List of disputes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Page up", show=False, id="topics.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="topics.page_down"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | pageup / pagedown | Move the cursor by a screen. |
    """
    WHEEL = 3

    @property
    def head(self) -> int:
        """A line, where there are rows and it leaves room for them."""
        return int(self.count() > 0 and self.size.height >= _HEAD_FROM)

    def heads(self) -> Sequence[Head]:
        """Kind and gap, as far as there are columns of them."""
        if not self.head:
            return ()
        widths, end = self._columns(self.size.width), self.size.width - 1
        kind = end - widths.gap - 2 - widths.kind
        found = Head("Kind", kind, kind + len("Kind")), Head("Gap", end - len("Gap"), end)
        return [head for head, width in zip(found, widths, strict=True) if width]

    def value_of(self, row: Topic, name: str) -> Decimal | None:
        """How far apart the values are, or the place of the kind."""
        lead = row.item.lead
        if name == "Kind":
            return Decimal(-tuple(KINDS).index(lead.kind))
        return Decimal(lead.factor) if lead.gap else None

    def lines(self) -> Sequence[tuple[int, int]]:
        """A topic a line, and a heading above the first of those that it is for."""
        if self.sorting:
            return super().lines()
        return [
            (index, part)
            for index, topic in enumerate(self.rows)
            for part in ((-1, 0) if topic.heading else (0,))
        ]

    def listing(self) -> Sequence[Line]:
        """Sign and title."""
        items = (topic.item for topic in self.rows)
        return [Line(f"{item.lead.glyph} {item.title}", item.lead.gap) for item in items]

    def _columns(self, width: int) -> _Widths:
        """The columns that have room beside the titles in a list of a width."""
        kind, gap = _widths(topic.item for topic in self.rows)
        titles = widest(topic.item.title for topic in self.rows)
        has_room = width - _TITLE_AT - kind - gap - 5 >= min(titles, _ROOM_FOR_TITLE)
        return _Widths(kind if has_room else 0, gap)

    def paint(self, canvas: Canvas) -> None:
        """The lines in sight."""
        kinds, sizes = self._columns(canvas.width)
        if self.head:
            canvas.put(_TITLE_AT, 0, "Disputed", "muted")
            self.put_heads(canvas)
        for y, index, part in self.in_sight():
            if part < 0:
                heading = fit(self.rows[index].heading, canvas.width - GUTTER)
                canvas.put(GUTTER, y, heading, "muted bold")
        for y, topic, here in self.marked(canvas):
            _paint_item(canvas, y, topic.item, kinds, sizes, bold=" bold" if here else "")


def _paint_item(canvas: Canvas, y: int, item: Item, kinds: int, sizes: int, *, bold: str) -> None:
    """A dispute; one that is explained is faint."""
    lead, end = item.lead, canvas.width - 1
    room = end - _TITLE_AT - (kinds + 2 if kinds else 0) - (sizes + 2 if sizes else 0)
    canvas.put(GUTTER, y, lead.glyph, f"{SIGN_ROLES.get(lead.sign, 'text')} bold")
    foreground = ("muted" if lead.sign == "explained" else "text") + bold
    canvas.put(_TITLE_AT, y, _fitted(item, room), foreground)
    if kinds:
        canvas.put(end - sizes - 2 - kinds, y, KINDS[lead.kind][0], f"muted{bold}")
    canvas.right(end, y, lead.gap, foreground)


def _fitted(item: Item, room: int) -> str:
    """The title; of a long one the period is kept where that leaves enough of the name."""
    when = f", {item.when}" if item.when else ""
    left = room - cell_width(when)
    return fit(item.title, room) if left < _LEAST_TITLE else fit(item.name, left) + when


_AXIS_CELLS = 18
"""Columns of axis that labels leave free."""
_SHORTEST = 8
"""Columns a name has at the least."""


class AxisBlock(Box):
    """Shows one axis at a time; its height is that of what it shows."""

    DEFAULT_CSS = """
    AxisBlock {
        height: auto; display: none; padding-right: 1;
        &.-filled { display: block; }
        IntervalAxis { height: auto; }
        .axis-heading { color: $muted; padding: 1 0 0 1; }
        .axis-note { color: $neutral; padding-left: 1; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._axis: Axis | None = None

    def compose(self) -> ComposeResult:
        """Heading, axis, note."""
        yield Static(classes="axis-heading")
        yield IntervalAxis()
        yield Static(classes="axis-note")

    @property
    def chart(self) -> IntervalAxis:
        """The axis itself."""
        return self.query_one(IntervalAxis)

    @property
    def value(self) -> Value | None:
        """The value under the cursor."""
        at = self.chart.selected
        return self._axis.values[at] if self._axis and at is not None else None

    def show(self, axis: Axis | None) -> None:
        """Put another axis in place; the cursor stays on its row as far as it can."""
        self._axis = axis
        self.set_class(axis is not None, "-filled")
        self._text(".axis-heading", axis.heading if axis else "")
        self._text(".axis-note", axis.note if axis else "")
        self._fill()

    def on_descendant_focus(self) -> None:
        """The cursor shows while it is here."""
        if self.chart.selected is None:
            self.chart.selected = 0

    def on_descendant_blur(self) -> None:
        """No second cursor beside that of the list."""
        self.chart.selected = None

    def on_resize(self, event: Resize) -> None:
        """Cut the names to the room there is."""
        self._fill()

    def _text(self, where: str, text: str) -> None:
        static = self.query_one(where, Static)
        static.display = bool(text)
        static.update(Content(text))

    def _fill(self) -> None:
        chart, axis = self.chart, self._axis
        if axis is None:
            chart.rows = ()
            return
        rows = [value.row for value in axis.values]
        texts = widest(row.text for row in rows)
        room = self.size.width - texts - _AXIS_CELLS - 7
        room = max(min(room, self.size.width // 3), _SHORTEST)
        chart.fmt = axis.tick
        chart.rows = tuple(row._replace(label=fit(row.label, room)) for row in rows)
        chart.repaint()
