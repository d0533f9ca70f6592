"""The list of assumptions: fields to walk through, to step with arrows and to type over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

from tui.system.text_width import cell_width
from tui.tabs.calculator.fields import FieldRow
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.row_list import RowList

AIR = 5
"""Spare rows from which groups of fields stand apart."""
Line = tuple[str, str]
"""A text and its foreground."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A field at its row, and the lines beneath it."""

    y: int
    index: int
    below: tuple[Line, ...]


def lay_out(
    entries: Sequence[FieldRow], selected: int | None, height: int, width: int, *, active: bool
) -> tuple[Placed, ...]:
    """Every field at its row, scrolled so that the one under the cursor is in sight.

    `active` is whether the list has the focus: only then it tells how a field was read or what it
    takes, unless that would push a field out of sight.
    """
    pitch = 2 if height >= 2 * len(entries) else 1
    told = [
        _below(entry, helps=pitch == 2, width=width - 2) if active and index == selected else ()
        for index, entry in enumerate(entries)
    ]
    airy = pitch == 1 and height >= len(entries) + AIR
    placed = _placed(entries, told, pitch, airy=airy)
    bare = _placed(entries, [()] * len(entries), pitch, airy=airy)
    if entries and _bottom(placed[-1]) > height >= _bottom(bare[-1]):
        placed = bare
    here_row = next((row for row in placed if row.index == selected), None)
    over = _bottom(here_row) - height if here_row else 0
    return tuple(Placed(row.y - max(over, 0), row.index, row.below) for row in placed)


def _placed(
    entries: Sequence[FieldRow], told: Sequence[tuple[Line, ...]], pitch: int, *, airy: bool
) -> list[Placed]:
    placed, y = [], 0
    for index, (entry, below) in enumerate(zip(entries, told, strict=True)):
        y += airy and entry.field.starts_group
        placed.append(Placed(y, index, below))
        y += max(pitch, 1 + len(below))
    return placed


def _bottom(row: Placed) -> int:
    """The first row below a field and what stands beneath it."""
    return row.y + 1 + len(row.below)


def _below(entry: FieldRow, *, helps: bool, width: int) -> tuple[Line, ...]:
    """How a field was read, else what it takes."""
    if entry.echo:
        return tuple((line, "muted") for line in folded(entry.echo, width))
    if helps:
        return tuple((line, "neutral") for line in folded(entry.field.help, width))
    return ()


def folded(text: str, width: int) -> tuple[str, ...]:
    """Words in lines of at most `width` cells."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if cell_width(longer) <= max(width, 8) or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


BOX = 15
"""Column at which the boxes begin."""
STARTERS = "0123456789+-−.~"
"""Characters that begin to type over the field under the cursor."""


class FieldList(RowList[FieldRow]):
    """Painted rows; the one typed into holds a real input."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "nudge(-1)", "Less", show=False, id="field.less"),
        Binding("right", "nudge(1)", "More", show=False, id="field.more"),
        Binding("shift+left", "nudge(-10)", "Much less", show=False, id="field.much_less"),
        Binding("shift+right", "nudge(10)", "Much more", show=False, id="field.much_more"),
    ]
    """
    | Key(s) | Description |
    | :- | :- |
    | left / right | Step the field; with shift ten steps. |
    """
    DEFAULT_CSS = """
    FieldList {
        Input {
            display: none; position: absolute; width: 12; height: 1; border: none;
            background: $cursor; color: $foreground;
        }
        &.-editing Input { display: block; }
    }
    """
    _edited = ""
    """The field that is typed into, by its name."""

    @dataclass
    class Typed(Message):
        """A field now reads `text`."""

        key: str
        text: str

    @dataclass
    class Nudged(Message):
        """A field is to move by some steps."""

        key: str
        by: int

    @dataclass
    class Opened(Message):
        """Enter on a field that is chosen, not typed."""

        key: str

    def compose(self) -> ComposeResult:
        """One input, moved to the field that is typed into."""
        yield Input(compact=True, select_on_focus=False)

    def watch_rows(self) -> None:
        """Draw what changed; there is a cursor from the first fields on."""
        self.selected = self.selected or 0
        super().watch_rows()
        self._place()

    def on_resize(self) -> None:
        """The input goes where its field is now."""
        self._place()

    @property
    def key(self) -> str:
        """The name of the field under the cursor; empty without fields."""
        return self.row.field.key if self.row else ""

    @property
    def is_editing(self) -> bool:
        """Whether a field is being typed into."""
        return self.has_class("-editing")

    @property
    def takes_keys(self) -> bool:
        """Also while a field is typed into, though the input has the focus then."""
        return self.has_focus or self.is_editing

    def edit(self, key: str, text: str | None = None) -> None:
        """Type into a field, over what it shows or on from `text`."""
        keys = [known.field.key for known in self.rows]
        self.selected = keys.index(key) if key in keys else self.selected
        entry = self.row
        if entry is None or entry.field.kind in ("choice", "shown"):
            return
        box = self.query_one(Input)
        self._edited = key
        self.add_class("-editing")
        with box.prevent(Input.Changed):
            box.value = (entry.text if text is None else "").replace("–", "")
        if text:
            box.value = text
            box.cursor_position = len(text)
        else:
            box.selection = Selection(0, len(box.value))
        self._place()
        self.screen.set_focus(box)

    def leave(self) -> None:
        """Stop typing; what was typed stands."""
        if self.is_editing:
            self.remove_class("-editing")
            self.repaint()

    def action_choose(self) -> None:
        """Type into the field under the cursor, or open what can be chosen."""
        entry = self.row
        if entry and entry.field.kind == "choice":
            self.post_message(self.Opened(entry.field.key))
        elif entry:
            self.edit(entry.field.key)

    def action_step(self, by: int) -> None:
        """To the next field; from one that is typed into back to the list first."""
        if self.is_editing:
            self.screen.set_focus(self)
        super().action_step(by)

    def action_nudge(self, by: int) -> None:
        """Step the field under the cursor."""
        if self.row:
            self.post_message(self.Nudged(self.key, by))

    def on_key(self, event: events.Key) -> None:
        """A digit or a sign begins to type."""
        if event.character and event.character in STARTERS and not self.is_editing:
            entry = self.row
            if entry and entry.field.kind not in ("choice", "shown"):
                event.stop()
                event.prevent_default()
                self.edit(entry.field.key, event.character)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_editing:
            self.post_message(self.Typed(self._edited, event.value))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.set_focus(self)

    def on_descendant_blur(self) -> None:
        """The input lost the focus."""
        self.leave()

    def on_descendant_focus(self) -> None:
        """The input has the focus."""
        self.repaint()

    def in_sight(self) -> Sequence[tuple[int, int, int]]:
        """Every field at its row, without what stands beneath it."""
        return [(placed.y, placed.index, 0) for placed in self._layout_now()]

    def _layout_now(self) -> tuple[Placed, ...]:
        return lay_out(self.rows, self.selected, *self.size[::-1], active=self.takes_keys)

    def paint(self, canvas: Canvas) -> None:
        """Label, mark, box and note of each field, and what stands beneath."""
        width = self._box_width()
        for y, entry, here in self.marked(canvas):
            self._row(canvas, y, entry, width, here)
        for placed in self._layout_now():
            for y, (line, foreground) in enumerate(placed.below, placed.y + 1):
                canvas.put(2, y, line, foreground)

    def _row(self, canvas: Canvas, y: int, entry: FieldRow, width: int, here: bool) -> None:
        x = 3 if entry.field.is_part else 1
        x = canvas.put(x, y, entry.field.label, "text bold" if here else "muted")
        canvas.put(x, y, entry.mark, "best")
        if entry.field.kind != "shown" and not here:
            canvas.background(BOX, y, width, 1, "label")
        foreground = "loss" if entry.error else "best bold" if entry.changed else "text"
        canvas.put(BOX + 1, y, fit(entry.text, width - 1), foreground)
        if entry.field.kind == "choice":
            canvas.put(BOX + width - 2, y, "▾" if entry.field.key == "period" else "⇄", "neutral")
        start = BOX + width + 1
        canvas.put(start, y, fit(entry.note, canvas.width - start), "muted")

    def _box_width(self) -> int:
        return 12 if self.size.width < 44 else 15

    def _place(self) -> None:
        if not self.is_editing:
            return
        for y, index, _ in self.in_sight():
            if index == self.selected:
                box = self.query_one(Input)
                box.styles.width = self._box_width() - 1
                box.styles.offset = (BOX + 1, y)
