"""Narrowing rows down by typing: the line that is typed into, and the tabs that have it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from tui.present.filter import toggled
from tui.ui.boxes import Row
from tui.ui.charts.pick import Selectable
from tui.ui.choices import Choice, Choices
from tui.ui.drawer import Drawer
from tui.ui.field import Field
from tui.ui.tab import Tab

NOTHING_YET = "There is nothing to filter yet."
NOTHING_LEFT = "No row has all of these words. Try fewer of them; esc shows every row."

_REST = 0.05
"""Seconds after a key until the rows follow."""
_AROUND = 32
"""Columns of the field, and of the gaps beside what is said."""


class FilterBar(Row):
    """What is typed, how many rows that leaves, and the kinds there are, which can be clicked."""

    DEFAULT_CSS = """
    FilterBar {
        display: none; height: 1; margin: 0 1;
        &.-open { display: block; }
        #typed { width: 26; border: none; height: 1; padding: 0 1; background: $surface; }
        #left {
            width: auto; padding: 0 2; color: $muted;
            text-wrap: nowrap; text-overflow: ellipsis;
            &.-alone { width: 1fr; }
        }
        #kinds { width: 1fr; }
    }
    """
    CALLED = "Filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "screen.to_row(1)", "Down", show=False, id="filter.down"),
        Binding("up", "screen.to_row(-1)", "Up", show=False, id="filter.up"),
        Binding("escape", "screen.back", "Clear", tooltip="Show every row", id="filter.clear"),
    ]

    class Changed(Message):
        """Another text."""

    def __init__(self, example: str) -> None:
        super().__init__()
        self._example = example
        self.of = 0
        """How many rows there are without it."""

    def compose(self) -> ComposeResult:
        """The field, the count, the kinds."""
        yield Field(placeholder=self._example, compact=True, id="typed")
        yield Static(id="left")
        yield Choices(id="kinds")

    @property
    def text(self) -> str:
        """What is typed."""
        return self.query_one(Input).value

    @text.setter
    def text(self, text: str) -> None:
        self.query_one(Input).value = text

    @property
    def is_open(self) -> bool:
        """Whether it is in sight, as it is while it leaves out rows."""
        return self.has_class("-open")

    def tell(
        self, shown: int, of: int, forms: Iterable[tuple[Sequence[Choice], int]], remark: str = ""
    ) -> None:
        """How many rows are left, what else is to be said, and the kinds.

        These in the first of the forms that has room, each with the columns between two words.
        """
        self.of = of
        text = Content(f"{shown} of {of}{f': {remark}' if remark else ''}")
        left, strip = self.query_one("#left", Static), self.query_one(Choices)
        left.update(text)
        room = self.screen.size.width - text.cell_length - _AROUND
        for strip.choices, strip.gap in forms:
            if strip.wanted_width() <= room:
                break
        strip.display = strip.wanted_width() <= room
        left.set_class(not strip.display, "-alone")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())


class FilteredTab(Tab):
    """A tab with a list that can be narrowed down."""

    AUTO_FOCUS: ClassVar[str]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "Filter", tooltip="Filter the rows by typing", id="filter.open"),
    ]

    _typing: Timer | None = None

    def show_filtered(self) -> None:
        """Show the rows that have what is typed."""
        raise NotImplementedError

    @property
    def filter_text(self) -> str:
        """What is typed; empty while nothing is."""
        return self.query_one(FilterBar).text if self.is_whole else ""

    def action_filter(self) -> None:
        """Open the line that is typed into, or go there."""
        bar = self.query_one(FilterBar)
        if not bar.of:
            self.host.say(NOTHING_YET)
            return
        self.show_all()
        bar.add_class("-open")
        bar.query_one(Input).focus()
        self.show_filtered()

    def action_to_row(self, by: int) -> None:
        """Move the cursor of the list while the line keeps the focus."""
        self.query_one(self.AUTO_FOCUS, Selectable).action_step(by)

    def clear_filter(self) -> None:
        """Show every row again."""
        bar = self.query_one(FilterBar)
        bar.text = ""
        bar.remove_class("-open")

    def words(self) -> Mapping[str, str]:
        """From the line that is typed into enter leads to the rows."""
        return {**super().words(), "submit": "To the rows"}

    def toggle_name(self, name: str) -> None:
        """Type a name, or delete it."""
        bar = self.query_one(FilterBar)
        bar.text = toggled(bar.text, name)

    def action_back(self) -> None:
        """Close the filter, unless the drawer is open above it."""
        bar = self.query_one(FilterBar)
        types = self.focused is bar.query_one(Input)
        if bar.is_open and (types or not self.query_one(Drawer).is_open):
            self.clear_filter()
            if types:
                self.query_one(self.AUTO_FOCUS).focus()
        else:
            super().action_back()

    @on(FilterBar.Changed)
    def _filter_changed(self) -> None:
        """Narrow down once the keys rest: each would wait for the rows of the one before."""
        if self._typing:
            self._typing.stop()
        self._typing = self.set_timer(_REST, self.show_filtered)

    @on(Input.Submitted, "#typed")
    def _filter_done(self) -> None:
        """To the rows that are left; without a word the line closes."""
        if not self.filter_text.strip():
            self.clear_filter()
        self.query_one(self.AUTO_FOCUS).focus()
