"""The list of assumptions: fields to walk through, to step with arrows and to type over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input
from textual.widgets.input import Selection

from tui.present.contested import UNCHECKED, Contested
from tui.system.text_width import wrapped
from tui.tabs.calculator.fields import FieldRow
from tui.ui.charts.canvas import Canvas, fit
from tui.ui.charts.paint import beyond
from tui.ui.charts.row_list import RowList
from tui.ui.field import Field

HINT = 3
"""Rows at the foot for how the field under the cursor was read, or what it takes."""
BOX = 16
"""Column at which the boxes begin."""
STARTERS = "0123456789+-−.~±"
"""Characters that begin to type over the field under the cursor."""


def lay_out(rows: Sequence[FieldRow], selected: int | None, height: int) -> list[int]:
    """The line of each field, scrolled so that the one under the cursor is in sight.

    Where there is room the groups stand apart. What stands under a cursor never moves a field:
    a click lands on the field that was aimed at, also when it closes another one.
    """
    groups = sum(row.field.starts_group for row in rows)
    airy = height >= len(rows) + groups + HINT
    lines, y = [], -1
    for row in rows:
        y += 1 + (airy and row.field.starts_group)
        lines.append(y)
    over = lines[selected] + 1 - height if rows and selected is not None else 0
    return [line - max(over, 0) for line in lines]


class FieldList(RowList[FieldRow]):
    """Painted rows; the one typed into holds a real input."""

    CALLED = "Assumptions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "nudge(-1)", "Less", show=False, id="field.less"),
        Binding("right", "nudge(1)", "More", show=False, id="field.more"),
        Binding("shift+left", "nudge(-10)", "Much less", show=False, id="field.much_less"),
        Binding("shift+right", "nudge(10)", "Much more", show=False, id="field.much_more"),
        Binding("escape", "put_back", "Restore", id="field.put_back",
                tooltip="Restore the value before typing"),
    ]  # fmt: skip
    """
    | Key(s) | Description |
    | :- | :- |
    | left / right | Step the field; with shift ten steps. |
    | escape | While typing in a field, restore its value. |
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
    keeps_mark = False
    WHEEL = 1
    contested: reactive[Contested] = reactive(UNCHECKED, repaint=False)
    """The figures that carry a mark, since sources disagree on them."""
    _edited = ""
    """The field that is typed into, by its name."""

    @dataclass
    class Typed(Message):
        """A field now reads `text`; it is not taken yet."""

        key: str
        text: str

    @dataclass
    class Left(Message):
        """A field is no longer typed into: what it reads is taken, or what was there put back."""

        taken: bool

    @dataclass
    class Nudged(Message):
        """A field is to move by some steps."""

        key: str
        by: int

    @dataclass
    class Opened(Message):
        """Enter on a field that is chosen, not typed."""

        key: str

    @dataclass
    class Refused(Message):
        """Something was typed on a field that is not typed into."""

        row: FieldRow

    def compose(self) -> ComposeResult:
        """One input, moved to the field that is typed into."""
        yield Field(compact=True, select_on_focus=False)

    def watch_rows(self) -> None:
        """Draw what changed; the first cursor is on the cars, which are asked of most."""
        if self.selected is None:
            self.go_to("deliveries")
        super().watch_rows()
        self._place()

    def go_to(self, key: str) -> None:
        """Put the cursor on a field."""
        self.selected = next((n for n, row in enumerate(self.rows) if row.field.key == key), None)

    def watch_contested(self) -> None:
        """Other marks."""
        self.repaint()

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

    def edit(self, text: str | None = None) -> None:
        """Type into the field under the cursor, over what it shows or on from `text`."""
        row = self.row
        if row is None or not row.field.is_typed:
            return
        box = self.query_one(Input)
        self._edited = row.field.key
        self.add_class("-editing")
        with box.prevent(Input.Changed):
            box.value = row.typed.replace("–", "")
        if text:
            box.value = text
            box.cursor_position = len(text)
        else:
            box.selection = Selection(0, len(box.value))
        self._place()
        self.screen.set_focus(box)

    def leave(self, *, taken: bool = True) -> None:
        """Stop typing."""
        if self.is_editing:
            self.remove_class("-editing")
            self.repaint()
            self.post_message(self.Left(taken))

    def action_choose(self) -> None:
        """Type into the field under the cursor, or open what can be chosen."""
        if self.row and self.row.field.kind == "choice":
            self.post_message(self.Opened(self.key))
        else:
            self._begin("")

    def action_step(self, by: int) -> None:
        """To the next field; one that is typed into is taken first."""
        if self.is_editing:
            self.screen.set_focus(self)
        super().action_step(by)

    def turn(self, by: int) -> None:
        """Move the cursor, but not out of a field that is typed into."""
        if not self.is_editing:
            super().turn(by)

    def action_nudge(self, by: int) -> None:
        """Step the field under the cursor."""
        if self.row:
            self.post_message(self.Nudged(self.key, by))

    def action_put_back(self) -> None:
        """Close the field as if nothing had been typed."""
        self.leave(taken=False)
        self.screen.set_focus(self)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a field that is typed into is put back; else escape belongs to the tab."""
        return self.is_editing if action == "put_back" else super().check_action(action, parameters)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """What begins to type leads to no tab."""
        return character is not None and character in STARTERS

    def on_key(self, event: events.Key) -> None:
        """A digit or a sign begins to type; it leads to no tab, also where nothing is typed."""
        if event.character and event.character in STARTERS and not self.is_editing:
            event.stop()
            event.prevent_default()
            self._begin(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Pasted text is typed into the field under the cursor."""
        text = " ".join(event.text.split())
        if text and not self.is_editing:
            event.stop()
            self._begin(text)

    def _begin(self, text: str) -> None:
        if self.row and not self.row.field.is_typed:
            self.post_message(self.Refused(self.row))
        self.edit(text)

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        if self.is_editing:
            self.post_message(self.Typed(self._edited, event.value))

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        """Take what was typed; what cannot be used stays open, its reason beside it."""
        event.stop()
        if self.row and not self.row.error:
            self.screen.set_focus(self)

    def on_descendant_blur(self) -> None:
        """The input lost the focus: what was typed is taken."""
        self.leave()

    def on_descendant_focus(self) -> None:
        """The input has the focus."""
        self.repaint()

    def in_sight(self) -> Sequence[tuple[int, int, int]]:
        """Every field at its line."""
        lines = lay_out(self.rows, self.selected, self.size.height)
        return [(y, index, 0) for index, y in enumerate(lines)]

    def paint(self, canvas: Canvas) -> None:
        """Label, mark, box and note of each field, and below them all a word on the chosen one."""
        width = self._box_width()
        for y, row, here in self.marked(canvas):
            self._row(canvas, y, row, width, here)
        if self.row and self.takes_keys:
            for y, line in enumerate(self._told(self.row), self.size.height - HINT):
                canvas.put(1, y, line, "loss" if self.row.error else "muted")
        if hidden := beyond(*self.hidden()):
            start = BOX + width + 1
            canvas.put(start, canvas.height - 1, hidden.rjust(canvas.width - start), "best")

    def _told(self, row: FieldRow) -> list[str]:
        """How a field was read or what it takes, in lines; none where there is no room for all."""
        lines = lay_out(self.rows, self.selected, self.size.height)
        said = row.error or row.echo or row.field.help
        told = list(wrapped(said, max(self.size.width - 2, 8)))
        has_room = self.size.height - HINT > max(lines, default=-1) and len(told) <= HINT
        return told if has_room else []

    @property
    def untold(self) -> str:
        """The same of the field that is typed into, where there is no room; the head has errors."""
        row = self.row
        if row is None or not self.is_editing or row.error or self._told(row):
            return ""
        return row.echo or row.field.help

    def _row(self, canvas: Canvas, y: int, row: FieldRow, width: int, here: bool) -> None:
        x = 3 if row.field.is_part else 1
        x = canvas.put(x, y, row.field.label, "text bold" if here else "muted")
        canvas.put(x, y, row.mark, "best")
        if row.field.kind != "shown" and not here:
            canvas.background(BOX, y, width, 1, "label")
        foreground = "loss" if row.error else "best bold" if row.changed else "text"
        canvas.put(BOX + 1, y, fit(row.text, width - 1), foreground)
        if row.field.kind == "choice":
            canvas.put(BOX + width - 2, y, "⇄" if row.field.key == "hold" else "▾", "neutral")
        start = BOX + width + 1
        note = f"{row.note} {self.contested.mark(row.figure)}".strip()
        canvas.put(start, y, fit(note, canvas.width - start), "muted")

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
