"""A ranking: rows from the largest loss to the largest gain, bars from one zero line, and behind
them those without a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.reactive import reactive

from tui.ui.charts.axis import axis_ticks, paint_axis
from tui.ui.charts.canvas import Canvas, fit, widest
from tui.ui.charts.data import RankBar
from tui.ui.charts.glyphs import stroke
from tui.ui.charts.paint import Line
from tui.ui.charts.row_list import GUTTER, RowList
from tui.ui.charts.scale import Scale, compact_number

_LEAST = 20
"""Columns that bars need; else places, names and texts stand alone."""
_STUB, _MARKS = 2, 5
"""Columns that are left of a bar that runs off, and those around what is said of it."""
_AXIS = 2
"""Lines of the axis."""


class Ranking(RowList[RankBar]):
    """Places, names and bars on one scale; what is larger runs off it and says how far.

    Below the axis stand the notes, and the rows that have no place.
    """

    min_size = (40, 2)

    limit: reactive[float] = reactive(0.0, repaint=False)
    """The largest value of the scale; bars beyond it run off."""
    notes: reactive[Sequence[str]] = reactive[Sequence[str]]((), repaint=False)
    """Lines below the axis."""
    fmt: Callable[[float], str] = staticmethod(compact_number)
    """Writes the round values at the axis."""
    title = ""
    """What stands above the rows without a place."""

    def watch_limit(self) -> None:
        """Draw on another scale."""
        self.repaint()

    def watch_notes(self) -> None:
        """Other lines below the axis."""
        self.refill()

    @property
    def _ranked(self) -> Sequence[RankBar]:
        return [row for row in self.rows if row.value is not None]

    @property
    def _between(self) -> Sequence[str]:
        """What stands between bars and rows without a place, by line, as far as there is room.

        `axis` for where that begins, else the text of the line.
        """
        has_more = self.count() > len(self._ranked)
        texts = [*self.notes, *([self.title] if has_more and self.title else [])]
        spare = self.size.height - self.count() - len(texts)
        axis = ["axis", ""] if self._ranked and spare >= _AXIS else []
        gap = [""] if has_more and spare > _AXIS else []
        return [*axis, *self.notes, *gap, *texts[len(self.notes) :]]

    @property
    def full_height(self) -> int:
        """The lines that it takes at most, with one between two bars."""
        ranked = len(self._ranked)
        apart = 1 + bool(self.title) if self.count() > ranked else 0
        return self.count() + max(ranked - 1, 0) + _AXIS + len(self.notes) + apart

    def lines(self) -> Sequence[tuple[int, int]]:
        """A line a row, with one between two bars where there is room, and what is between."""
        ranked, between = len(self._ranked), len(self._between)
        is_loose = self.size.height >= self.count() + between + ranked - 1
        parts = (-1, 0) if is_loose else (0,)
        bars = [(at, part) for at in range(ranked) for part in parts][len(parts) - 1 :]
        after = min(ranked, max(self.count() - 1, 0))
        apart = [(at, 0) for at in range(ranked, self.count())]
        return [*bars, *((after, -2 - line) for line in range(between)), *apart]

    def listing(self) -> Sequence[Line]:
        """Place, name and value."""
        return [Line(f"{row.place} {row.label}", row.text, row.role) for row in self.rows]

    def wanted_height(self, width: int) -> int:
        """A line a row, and the axis."""
        return max(1, self.count()) + _AXIS

    def paint(self, canvas: Canvas) -> None:
        """The rows that fit, then the axis."""
        ranked = self._ranked
        places = widest(row.place for row in self.rows)
        names = GUTTER + places + 1
        left = names + widest(row.label for row in ranked) + 1
        basis, side = widest(row.basis for row in ranked), widest(row.side for row in ranked)
        ends = canvas.width - (basis + 2 if basis else 0)
        right = ends - (side + 2 if side else 0) - widest(row.text for row in ranked) - 1
        cells = right - left
        values = [row.value for row in ranked if row.value is not None]
        low = min((max(value, -self.limit) for value in values), default=0.0)
        high = max((min(value, self.limit) for value in values), default=0.0)
        scale = Scale(min(low, 0.0), max(high, 0.0), max(cells - 1, 0))
        beside = names + widest(row.label for row in self.rows) + 2
        for y, row, here in self.marked(canvas):
            bold = " bold" if here else ""
            canvas.right(GUTTER + places, y, row.place, f"muted{bold}")
            canvas.put(names, y, row.label, f"text{bold}")
            if row.value is None:
                canvas.put(beside, y, row.text, row.role)
                at = beside + (len(row.text) + 2 if row.text else 0)
                canvas.put(at, y, fit(row.basis, canvas.width - at), "muted")
                continue
            canvas.right(ends - (side + 2 if side else 0), y, row.text, f"{row.role} bold")
            canvas.right(ends, y, row.side, "muted")
            canvas.put(ends + 2, y, row.basis, "muted")
            if cells >= _LEAST:
                _bar(canvas, left, y, row, row.value, scale, self.limit)
        self._paint_between(canvas, left, cells, scale)

    def _paint_between(self, canvas: Canvas, left: int, cells: int, scale: Scale) -> None:
        """The axis, the notes, and the heading of the rows without a place."""
        between = self._between
        for y, _, part in self.in_sight():
            text = between[-2 - part] if part < -1 else ""
            if text == "axis" and cells >= _LEAST:
                paint_axis(canvas, left, y, cells, axis_ticks(scale, cells, self.fmt))
            elif text != "axis":
                canvas.put(GUTTER, y, text, "text bold" if text == self.title else "muted")


def _bar(
    canvas: Canvas, left: int, y: int, row: RankBar, value: float, scale: Scale, limit: float
) -> None:
    """A bar from zero, thin where it is weak; one off the scale begins with how far it goes."""
    cells, zero = scale.units + 1, scale.at(0.0)
    end = scale.at(value)
    halves = (2 * end, 2 * zero) if value < 0 else (2 * zero + 1, 2 * end + 1)
    line = stroke(cells, [(*halves, "thin" if row.hollow else "thick")])
    canvas.put(left + zero, y, "│", "hairline")
    canvas.over(left, y, line, row.role)
    if abs(value) <= limit:
        return
    room = (zero if value < 0 else cells - zero) - _STUB
    off = next((text for text in row.off if len(text) + _MARKS <= room), "")
    if value < 0:
        canvas.put(left, y, f"◂ {off} ╌╌" if off else "◂╌", row.role)
    else:
        canvas.right(left + cells, y, f"╌╌ {off} ▸" if off else "╌▸", row.role)
