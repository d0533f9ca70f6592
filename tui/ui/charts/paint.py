"""The base of all charts: paints a canvas once and hands out its lines."""

from __future__ import annotations

from collections.abc import Container, Sequence
from itertools import takewhile
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from tui.facts.units import noun
from tui.ui.charts.canvas import Canvas, CanvasCell, fit
from tui.ui.charts.glyphs import CURSOR
from tui.ui.charts.palette import CanvasStyles


class Line(NamedTuple):
    """One line of a chart's text form."""

    label: str
    text: str
    foreground: str = "text"


class CanvasWidget(Widget):
    """A widget that is painted again only when its size, theme, focus or data changes.

    Its own reactive values repaint nothing: a watcher calls `repaint`, by which only lines are sent
    that changed.
    """

    DEFAULT_CSS = "CanvasWidget { width: 1fr; height: 1fr; }"

    min_size: ClassVar[tuple[int, int]] = (20, 4)
    """Columns and rows below which the chart becomes a list of text lines."""

    _strips: tuple[Strip, ...] = ()
    _key: tuple[Size, bool, bool, str] | None = None
    _stale = True
    """Whether the data changed since the lines were painted."""
    _only: set[int] | None = None
    """The rows that changed, where no others did."""
    _palette: CanvasStyles | None = None
    _runs: tuple[list[CanvasCell], ...] = ()
    """The runs that each line was made from; a line made from the same runs is kept."""
    _sent: tuple[Strip, ...] | None = None
    """The lines on the terminal, while new ones wait to be painted."""

    @property
    def ascii_only(self) -> bool:
        """Whether the app asks for ASCII; an app without the attribute does not."""
        return bool(getattr(self.app, "ascii_only", False))

    @property
    def flat(self) -> bool:
        """Whether tints cannot be shown: few colours, none, or ASCII."""
        return self.ascii_only or CanvasStyles(self).flat()

    def paint(self, canvas: Canvas) -> None:
        """Draw the chart; called only at `min_size` or above."""

    def listing(self) -> Sequence[Line]:
        """The chart as lines of text, for small places."""
        return ()

    def cursor_line(self) -> int | None:
        """The line of the listing under the cursor."""
        return None

    def wanted_height(self, width: int) -> int:
        """Rows for `height: auto`."""
        return max(self.min_size[1], len(self.listing()))

    def small(self) -> bool:
        """Whether the chart shows its text form."""
        return self.size.width < self.min_size[0] or self.size.height < self.min_size[1]

    def canvas(self, rows: Container[int] | None = None) -> Canvas:
        """The chart, or its text form, at the present size; with `rows`, only those of its rows."""
        canvas = Canvas(*self.size, ascii_only=self.ascii_only, rows=rows)
        if self.small():
            paint_listing(canvas, self.listing(), self.cursor_line())
        else:
            self.paint(canvas)
        return canvas

    def repaint(self, *rows: int) -> None:
        """Have these rows painted again, or all of them."""
        if rows and not (self._stale and self._only is None):
            self._only = {*rows, *(self._only or ())}
        else:
            self._only = None
        self._stale = True
        if not self.is_mounted:
            self.refresh()
        elif self._sent is None:
            self._sent = self._strips
            self.call_later(self._send_changes)

    def _send_changes(self) -> None:
        """Send only the lines that changed, which counts over a slow connection."""
        before, self._sent = self._sent or (), None
        self._catch_up()
        if len(before) != len(self._strips):
            self.refresh()
            return
        changed = [
            Region(0, y, _reach(old, new), 1)
            for y, (old, new) in enumerate(zip(before, self._strips, strict=True))
            if old is not new and old != new
        ]
        if changed:
            self.refresh(*changed)

    def _catch_up(self) -> None:
        """Paint, unless nothing has changed since the last time."""
        key = (self.size, self.has_focus, self.ascii_only, self.app.theme)
        if key != self._key:
            self._palette, self._runs, self._only = None, (), None
        if key != self._key or self._stale:
            self._strips, self._key, self._stale = self._painted(), key, False
            self._only = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The painted lines as they are; Textual looks for borders and effects in each line."""
        if any(self.gutter):
            return super().render_lines(crop)
        self._catch_up()
        if self.text_selection:
            lines = [self._marked(y) for y in crop.line_range]
        else:
            lines = [*self._strips[crop.y : crop.bottom]]
        _, background = self.background_colors
        for each in self.get_line_filters():
            lines = [line.apply_filter(each, background) for line in lines]
        if crop.width < self.size.width:
            lines = [line.crop(*crop.column_span) for line in lines]
        return lines

    def render_line(self, y: int) -> Strip:
        """One painted line, with the places of its characters for who selects text."""
        self._catch_up()
        if not 0 <= y < len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        return self._marked(y).apply_offsets(0, y)

    def _marked(self, y: int) -> Strip:
        """One painted line, the selected part of its text marked."""
        strip, selection = self._strips[y], self.text_selection
        span = selection.get_span(y) if selection else None
        return strip if span is None else self._mark(strip, *span)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Text under the mouse selection, for copying."""
        return selection.extract("\n".join(self.canvas().lines())), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show the new selection."""
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its place."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As tall as its rows."""
        return self.wanted_height(width)

    def notify_style_update(self) -> None:
        """A new theme or state: paint again."""
        self._key = None
        super().notify_style_update()

    def on_focus(self) -> None:
        """The colour of the cursor shows the focus."""
        self.repaint()

    def on_blur(self) -> None:
        """As `on_focus`."""
        self.repaint()

    def _painted(self) -> tuple[Strip, ...]:
        """The canvas as strips."""
        rows = self._only
        canvas = self.canvas(rows)
        palette = self._palette = self._palette or CanvasStyles(self)
        before = self._runs
        self._runs = tuple(
            canvas.runs(y) if rows is None or y in rows else before[y] for y in range(canvas.height)
        )
        strips = []
        for y, runs in enumerate(self._runs):
            if y < len(before) and before[y] == runs:
                strips.append(self._strips[y])
                continue
            segments = [
                Segment(run.char, palette.style(run.foreground, run.background)) for run in runs
            ]
            strips.append(Strip(segments, canvas.width))
        return tuple(strips)

    def _mark(self, strip: Strip, start: int, end: int) -> Strip:
        """The strip with characters `start` to `end` (-1: to its end) as selected text."""
        stop = strip.cell_length if end < 0 else cell_len(strip.text[:end])
        begin = min(cell_len(strip.text[:start]), stop)
        style = self.screen.get_component_rich_style("screen--selection")
        middle = Strip(
            Segment(text, (old + style) if old else style, control)
            for text, old, control in strip.crop(begin, stop)
        )
        return Strip.join([strip.crop(0, begin), middle, strip.crop(stop, strip.cell_length)])


def _reach(old: Strip, new: Strip) -> int:
    """The width of a line up to its last change."""
    pairs = zip(reversed(list(old)), reversed(list(new)), strict=False)
    same = takewhile(lambda pair: pair[0] == pair[1], pairs)
    return new.cell_length - sum(segment.cell_length for _, segment in same)


def paint_listing(canvas: Canvas, lines: Sequence[Line], cursor: int | None) -> None:
    """Lines of text with a cursor mark, scrolled so that the cursor is visible."""
    room = room_for(len(lines), canvas.height)
    first = window(len(lines), room, cursor)
    labels = max((cell_len(line.label) for line in lines), default=0)
    for y, line in enumerate(lines[first : first + room]):
        here = first + y == cursor
        if here:
            canvas.put(0, y, CURSOR, "best")
        bold = " bold" if here else ""
        canvas.put(1, y, fit(line.label, canvas.width - 1), f"text{bold}")
        start = labels + 3
        canvas.put(start, y, fit(line.text, canvas.width - start), f"{line.foreground}{bold}")
    sign_hidden(canvas, room, first, len(lines) - first - room)


_LEAST_ROOM = 2
"""Lines from which on one is left for what is out of sight."""


def room_for(count: int, height: int) -> int:
    """Lines for rows: where `count` of them do not fit, the last tells how many are hidden."""
    return height - (height >= _LEAST_ROOM) if count > height else height


def beyond(above: int, below: int) -> str:
    """How many are out of sight: `↑ 2  ↓ 3 more`; empty while all are in it."""
    sides = {"↑": above, "↓": below}
    counts = "  ".join(f"{arrow} {count}" for arrow, count in sides.items() if count > 0)
    return f"{counts} more" if counts else ""


def sign_hidden(canvas: Canvas, y: int, above: int, below: int) -> None:
    """Tell on a line that is free how many rows are out of sight."""
    if (hidden := beyond(above, below)) and canvas.free(0, y, canvas.width):
        rows = noun(below if below > 0 else above, "rows")
        canvas.put(1, y, fit(f"{hidden} {rows}", canvas.width - 1), "muted")


def window(count: int, room: int, cursor: int | None) -> int:
    """First of `count` lines to show in `room`, so that the cursor is inside."""
    if cursor is None or count <= room:
        return 0
    return min(max(0, cursor - room // 2), max(0, count - room))
