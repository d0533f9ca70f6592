"""The first tab: what happened, who promised what, and who was right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.facts.model import Event, Forecast
from tui.present.empty_states import no_entries
from tui.present.provenance import TextBlock
from tui.present.things import Thing
from tui.system.text_width import cell_width
from tui.tabs.timeline.present import (
    KINDS,
    ZOOMS,
    RailLayout,
    TimelineData,
    TimelineEntry,
    Zoom,
    kind_labels,
    leading,
    rail_layout,
    tell_briefly,
    tell_entry,
    tell_quarter,
    tell_source,
    timeline_of,
)
from tui.tabs.timeline.widgets import Rail, RailMap
from tui.ui.boxes import Row
from tui.ui.choices import FILTERING, Choice, Choices
from tui.ui.tab import Tab
from tui.ui.text import Prose

REST_SECONDS = 0.15
"""Seconds after the last move of the cursor until the detail follows."""
_WORDS_BELOW = (60, 18)
"""Columns and rows below which the tab is words only."""


class Timeline(Tab):
    """The rail of events and promises, a map of the years above it, the detail beside it."""

    KEY = "timeline"
    AUTO_FOCUS = "#rail"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z", "zoom(1)", "Zoom", tooltip="Zoom in: year, quarter, month", id="timeline.zoom"
        ),
        Binding("Z", "zoom(-1)", "Zoom out", show=False, id="timeline.zoom_out"),
        Binding("f", "filter", "Filter", tooltip="Choose the kinds shown", id="timeline.filter"),
        Binding("p", "pair", "Promise ↔ outcome", show=False, id="timeline.pair"),
        Binding("n", "promise(1)", "Next promise", show=False, id="timeline.next"),
        Binding("N", "promise(-1)", "Previous promise", show=False, id="timeline.previous"),
        Binding("left_square_bracket", "year(-1)", "Year back", show=False, id="timeline.back"),
        Binding("right_square_bracket", "year(1)", "Year on", show=False, id="timeline.on"),
        *(
            Binding(
                str(n),
                f"kind({n})",
                "Show or hide a kind",
                show=False,
                id=f"timeline.kind{n}",
                group=FILTERING,
            )
            for n in range(len(KINDS) + 1)
        ),
        Binding("m", "peers", "Other makers", show=False, id="timeline.peers", group=FILTERING),
    ]
    DEFAULT_CSS = """
    Timeline {
        #head { height: auto; padding: 0 1; }
        #finding { width: auto; max-width: 100%; text-style: bold; }
        #zoom { width: 22; padding-left: 2; }
        #map { margin: 0 1; }
        #kinds { display: none; margin: 0 1; }
        &.-filtering #kinds { display: block; }
        #rail { width: 1fr; }
        #detail {
            width: 35%; min-width: 36; max-width: 46; padding: 0 1 0 2; scrollbar-size-vertical: 1;
            scrollbar-color: $neutral; scrollbar-background: $background;
        }
        #detail Prose { height: auto; min-height: 100%; }
        &.-wide #detail { width: 62; max-width: 62; }
        &.-tall { #head { padding: 1 1 1 1; } #map, #kinds { margin: 0 1 1 1; } }
        &.-tiny #lists, &.-narrow #lists { layout: vertical; }
        &.-tiny #detail, &.-narrow #detail {
            width: 1fr; max-width: 100%; height: 7; padding: 0 1; border-top: solid $hairline;
        }
        &.-drawer.-normal #detail, &.-drawer.-wide #detail { display: none; }
        &.-words { #detail, #map, #zoom { display: none; } #head { padding: 0 1; } }
    }
    """

    _at_rest: Timer | None = None

    def __init__(self) -> None:
        super().__init__()
        self._timeline: TimelineData
        self._rows = RailLayout((), (), ())
        self._key = ""
        self._zoom: Zoom | None = None
        self._shown: Zoom = "quarter"
        self._hidden: frozenset[str] = frozenset()
        self._peers = False
        """Whether other makers are among them."""

    def body(self) -> Iterable[Widget]:
        """Finding and zoom, the map, the filter, the rail and its detail."""
        with Row(id="head"):
            yield Static(id="finding")
            yield Choices(id="zoom")
        yield RailMap(id="map")
        yield Choices(id="kinds")
        with Row(id="lists"):
            yield Rail(id="rail")
            with VerticalScroll(id="detail"):
                yield Prose()

    def draw(self) -> None:
        """Read the book again; the cursor stays on its entry."""
        book, contested = self.book, self.host.contested
        self._timeline = timeline_of(book, self.currency, contested, peers=self._peers)
        self._draw_kinds()
        self._draw_rail()

    def story(self) -> Sequence[TextBlock]:
        """The sources of the entry, and of the outcome of a promise."""
        entry = self._entry
        if entry is None:
            return (TextBlock("Nothing here has a source.", "muted"),)
        return tell_source(self._timeline, entry)

    def subject(self) -> Event | Forecast | None:
        """The event or promise under the cursor."""
        return self._entry.thing if self._entry else None

    def make_way(self) -> None:
        """An open drawer takes the place of the detail, so the finding may need a shorter form."""
        super().make_way()
        self.call_after_refresh(self._draw_head)

    def point_at(self, thing: Thing) -> bool:
        """Put the cursor on an event, or where a promise was made."""
        found = (entry for entry in self._timeline.entries if entry.thing == thing)
        entry = min(found, key=lambda entry: entry.kind == "due", default=None)
        if entry:
            self._visit(entry)
        elif not self._peers:
            self.action_peers()
            return self.point_at(thing)
        return entry is not None

    def on_resize(self, event: Resize) -> None:
        """Words only in small terminals; the zoom that suits the room."""
        columns, rows = _WORDS_BELOW
        self.set_class(event.size.width < columns or event.size.height < rows, "-words")
        self.query_one(Rail).worded = self.has_class("-words")
        self._draw_kinds()
        self.call_after_refresh(self._draw_rail)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits choose kinds, and a letter other makers, only while the filter is open."""
        return self.has_class("-filtering") if action in ("kind", "peers") else True

    def action_zoom(self, by: int) -> None:
        """Show more or less of each entry, the cursor staying on its own."""
        self._zoom = ZOOMS[(ZOOMS.index(self._shown) + by) % len(ZOOMS)]
        self._draw_rail()

    def action_filter(self) -> None:
        """Open or close the row of kinds; what it hides stays hidden."""
        self.toggle_class("-filtering")
        self.refresh_bindings()

    def action_kind(self, number: int) -> None:
        """Show or hide a kind by its number; 0, or hiding the last kind, shows all."""
        if number == 0:
            self._hidden = frozenset()
        else:
            self._hidden ^= {tuple(KINDS)[number - 1]}
        if len(self._hidden) == len(KINDS):
            self._hidden = frozenset()
        self._draw_kinds()
        self._draw_rail()

    def action_peers(self) -> None:
        """Show or hide what other makers did and promised."""
        self._peers = not self._peers
        self.draw()

    def action_back(self) -> None:
        """Close the filter first."""
        if self.has_class("-filtering"):
            self.action_filter()
        else:
            super().action_back()

    def action_pair(self) -> None:
        """Go from a promise to where it came due, and back."""
        entry = self._entry
        other = self._timeline.other_end(entry) if entry else None
        if other:
            self._visit(other)
        elif entry and entry.promise is not None:
            self.notify("This promise is still open.")
        else:
            self.notify("No promise here: n goes to the next one.")

    def action_promise(self, by: int) -> None:
        """Go to the next or previous promise made."""
        entry = self._timeline.promise_beside(self._key, by)
        if entry:
            self._visit(entry)

    def action_year(self, by: int) -> None:
        """Go a year back or on."""
        here = self._entry
        if here and (entry := self._rows.year_beside(here, by)):
            self._visit(entry)

    @on(RailMap.Jumped)
    def _to_month(self, message: RailMap.Jumped) -> None:
        entry = self._rows.near(message.month)
        if entry:
            self._visit(entry)

    @on(Choices.Picked, "#zoom")
    def _zoom_clicked(self, message: Choices.Picked) -> None:
        words = message.strip.choices
        if len(words) == 1:
            self.action_zoom(1)
        else:
            self._zoom = ZOOMS[message.index]
            self._draw_rail()

    @on(Choices.Picked, "#kinds")
    def _kind_clicked(self, message: Choices.Picked) -> None:
        if message.index > len(KINDS):
            self.action_peers()
        else:
            self.action_kind((message.index + 1) % (len(KINDS) + 1))

    @on(Rail.Selected, "#rail")
    def _moved(self, message: Rail.Selected) -> None:
        if message.index >= len(self._rows.items):
            # A key typed before other rows came.
            return
        entries = self._rows.items[message.index]
        if self._entry not in entries:
            self._key = leading(entries).key
        if self._at_rest:
            self._at_rest.stop()
        self._at_rest = self.set_timer(REST_SECONDS, self._tell)

    @property
    def _entry(self) -> TimelineEntry | None:
        return self._timeline.entry(self._key)

    def _visit(self, entry: TimelineEntry) -> None:
        """Put the cursor on an entry, showing its kind if it is hidden."""
        self._key = entry.key
        if entry.kind in self._hidden:
            self._hidden -= {entry.kind}
            self._draw_kinds()
            self._draw_rail()
        self.query_one(Rail).selected = self._rows.item_of(self._key)
        self._tell()

    def _fitting_zoom(self) -> Zoom:
        """The zoom the user chose; before that months, or quarters where months do not fit."""
        if self._zoom:
            return self._zoom
        lines = len(rail_layout(self._timeline, "month", self._hidden).rows)
        return "month" if lines <= self.query_one(Rail).size.height else "quarter"

    def _draw_head(self) -> None:
        text, room = self._timeline.finding, self.query_one("#body").size.width - 2
        self.query_one("#finding", Static).update(Content(text))
        zoom, left = self._shown, room - cell_width(text)
        some = ZOOMS if left >= 22 else (zoom,) if left >= 10 else ()
        choices = [Choice(word, word == zoom) for word in some]
        self.query_one("#zoom", Choices).choices = choices

    def _draw_kinds(self) -> None:
        strip = self.query_one("#kinds", Choices)
        for words, gap in kind_labels(self._timeline.counts, self._hidden):
            marks = enumerate(zip(KINDS, words, strict=True), 1)
            choices = [Choice(word, kind not in self._hidden, str(n)) for n, (kind, word) in marks]
            choices.append(Choice("all", not self._hidden, "0"))
            if self._timeline.others:
                text = f"other makers {self._timeline.others}"
                choices.append(Choice(text, self._peers, "m"))
            strip.choices, strip.gap = choices, gap
            if strip.wanted_width() <= self.size.width - 2:
                break
        days = [e.day for e in self._timeline.entries if e.kind not in self._hidden]
        self.query_one(RailMap).show(days, self._timeline.span)

    def _draw_rail(self) -> None:
        """Lay the lines out; the cursor stays on its entry, or goes to the nearest one shown."""
        self._shown = self._fitting_zoom()
        self._rows = rail_layout(self._timeline, self._shown, self._hidden)
        self._key = self._rows.nearest(self._timeline, self._key)
        self.query_one(Rail).show(self._rows, self._rows.item_of(self._key))
        self._draw_head()
        self._tell()

    def _tell(self) -> None:
        """Show the entry under the cursor in the pane, on the map and in an open drawer."""
        entry, item = self._entry, self._rows.item_of(self._key)
        self.query_one(RailMap).point_at(entry.day if entry else None)
        pane = self.query_one("#detail", VerticalScroll)
        if entry is None or item is None:
            pane.query_one(Prose).show([TextBlock(no_entries(self.book), "muted")])
        elif self._shown == "year":
            pane.query_one(Prose).show(tell_quarter(self._timeline, self._rows.items[item]))
        else:
            few = bool(self.classes & {"-tiny", "-narrow"})
            pane.query_one(Prose).show((tell_briefly if few else tell_entry)(self._timeline, entry))
        pane.scroll_home(animate=False)
        self.follow()
