"""Paragraphs wrapped to the terminal width, with hanging indents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Self

from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from tui.present.provenance import TextBlock


def style_of(role: str) -> str:
    """The content style for a role: theme colours by name, `bold` as it is."""
    return role if role in ("", "bold") else f"${role}"


def titled(title: str, *more: str, gap: str = "  ") -> Content:
    """A heading, and fainter beside it, or below it, what goes with it."""
    return Content.assemble((title, "bold"), *((f"{gap}{part}", "$muted") for part in more))


class Title(Widget):
    """One row with a heading and what goes with it; of parts without room the last are left out."""

    DEFAULT_CSS = "Title { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }"

    parts: reactive[tuple[str, ...]] = reactive(("",))
    """The heading, and each thing that goes with it."""

    @property
    def whole(self) -> Content:
        """All parts."""
        return titled(*self.parts)

    def render(self) -> Content:
        """As many parts as have room, at least the heading."""
        counts = range(len(self.parts), 0, -1)
        shown = (titled(*self.parts[:count]) for count in counts)
        room = self.content_size.width
        return next((told for told in shown if told.cell_length <= room), titled(self.parts[0]))


def wrapped(passages: Iterable[TextBlock], width: int) -> Content:
    """All paragraphs as one text whose lines fit `width` cells."""
    return Content("\n").join(line for item in passages for line in _lines(item, width))


def _lines(item: TextBlock, width: int) -> Iterator[Content]:
    room = max(width - item.indent, 8)
    text = Content.styled(item.text, style_of(item.role))
    for place, line in enumerate(text.wrap(room) if item.text else [Content("")]):
        if place == 0 and item.lead:
            lead = Content.styled(item.lead.ljust(item.indent), style_of(item.lead_role))
            yield Content.assemble(lead, line)
        else:
            yield Content.assemble(" " * item.indent, line)


class Prose(Static):
    """Paragraphs that wrap to the width of the widget."""

    def __init__(self, passages: Iterable[TextBlock] = (), *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self._passages = tuple(passages)
        self._lines: list[Content] = []
        self._changed: list[Region] = []

    def show(self, passages: Iterable[TextBlock]) -> None:
        """Show other paragraphs."""
        self._passages = tuple(passages)
        self._render_passages()

    def on_resize(self, event: Resize) -> None:
        """Wrap again to the new width."""
        if event.size.width:
            self._render_passages()

    def _render_passages(self) -> None:
        lines = self._wrapped()
        before, self._lines = self._lines, lines
        if lines == before:
            return
        if self._height_of(lines) != self.size.height:
            self.update(Content("\n").join(lines))
            return
        pairs = enumerate(zip_longest(before, lines))
        self._changed = [Region(0, y, self.size.width, 1) for y, (old, new) in pairs if old != new]
        self.update(Content("\n").join(lines), layout=False)
        self._changed = []

    def _wrapped(self) -> list[Content]:
        if not self.size.width:
            return []
        return [line for item in self._passages for line in _lines(item, self.size.width)]

    def _height_of(self, lines: Sequence[Content]) -> int:
        """Height of the text; with a minimum height at least that of its container."""
        least = self.container_size.height if self.styles.min_height else 0
        return max(len(lines), least)

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Redraw only the lines that changed, if they are known."""
        where = regions or (() if layout else self._changed)
        return super().refresh(*where, repaint=repaint, layout=layout, recompose=recompose)
