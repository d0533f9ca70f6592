"""The first tab: what happened, who promised what, and who was right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from tui.facts.model import Event, Forecast
from tui.present.empty_states import no_entries
from tui.present.filter import NO_FILTER, filter_of
from tui.present.provenance import TextBlock
from tui.present.things import Thing
from tui.system.text_width import cell_width
from tui.tabs.timeline.present import (
    KINDS,
    NAMES,
    ZOOMS,
    RailLayout,
    TimelineData,
    TimelineEntry,
    Zoom,
    kind_labels,
    leading,
    rail_layout,
    taken,
    tell_briefly,
    tell_entry,
    tell_quarter,
    tell_source,
    timeline_of,
)
from tui.tabs.timeline.widgets import Rail, RailMap
from tui.ui.boxes import Row
from tui.ui.choices import Choice, Choices
from tui.ui.filter import NOTHING_LEFT, FilterBar, FilteredTab
from tui.ui.text import Prose

REST_SECONDS = 0.15
"""Seconds after the last move of the cursor until the detail follows."""


class Timeline(FilteredTab):
    """The rail of events and promises, a map of the years above it, the detail beside it."""

    KEY = "timeline"
    AUTO_FOCUS = "#rail"
    PANELS: ClassVar[Mapping[str, str]] = {"rail": "Events and promises", "detail": "Detail"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z", "zoom(1)", "Zoom", tooltip="Zoom in: year, quarter, month", id="timeline.zoom"
        ),
        Binding("Z", "zoom(-1)", "Zoom out", show=False, id="timeline.zoom_out"),
        Binding("p", "pair", "Promise ↔ outcome", show=False, id="timeline.pair"),
        Binding("n", "promise(1)", "Next promise", show=False, id="timeline.next"),
        Binding("N", "promise(-1)", "Previous promise", show=False, id="timeline.previous"),
        Binding("left_square_bracket", "year(-1)", "Previous year", show=False, id="timeline.back"),
        Binding("right_square_bracket", "year(1)", "Next year", show=False, id="timeline.on"),
        Binding("m", "peers", "Other makers", show=False, id="timeline.peers"),
    ]
    DEFAULT_CSS = """
    Timeline {
        #finding { width: auto; max-width: 100%; text-style: bold; }
        #zoom { width: 22; padding-left: 2; }
        #map { margin: 0 1; }
        #lists { width: 100%; }
        #rail { width: 1fr; }
        #detail {
            width: 35%; min-width: 36; max-width: 46; padding: 0 1 0 2;
        }
        #detail Prose { height: auto; min-height: 100%; }
        &.-wide #detail { width: 62; max-width: 62; }
        &.-tall { #head { padding: 1; } #map, FilterBar { margin: 0 1 1 1; } }
        &.-tiny #lists, &.-narrow #lists { layout: vertical; }
        &.-tiny #detail, &.-narrow #detail {
            width: 1fr; max-width: 100%; height: 7; padding: 0 1; border-top: solid $hairline;
        }
        &.-drawer.-normal #detail, &.-drawer.-wide #detail { display: none; }
        &.-words { #detail, #map, #zoom { display: none; } #head { padding: 0 1; } }
        &.-bare #detail { display: block; height: auto; border: none; }
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
        self._filter = NO_FILTER
        self._taken: frozenset[str] = frozenset()
        """Keys of the entries that have what is typed."""
        self._peers = False
        """Whether other makers are among them."""

    def head(self) -> Iterable[Widget]:
        """Finding and zoom."""
        yield Static(id="finding")
        yield Choices(id="zoom")

    def draw_head(self) -> None:
        """Read the book, and say how the promises came out."""
        book, contested = self.book, self.host.contested
        self._timeline = timeline_of(book, self.currency, contested, peers=self._peers)
        self.query_one("#finding", Static).update(Content(self._timeline.finding))

    def body(self) -> Iterable[Widget]:
        """The map, the filter, the rail and its detail."""
        yield RailMap(id="map")
        yield FilterBar("words or kinds")
        with Row(id="lists"):
            yield Rail(id="rail")
            with VerticalScroll(id="detail"):
                yield Prose()

    def draw(self) -> None:
        """Read the book again; the cursor stays on its entry."""
        self.draw_head()
        self.show_filtered()

    def show_filtered(self) -> None:
        """The entries that have what is typed, their other ends dimmed."""
        self._filter = filter_of(self.filter_text, NAMES)
        self._taken = taken(self._timeline, self._filter)
        self._draw_kinds()
        self._draw_rail()

    def story(self) -> Sequence[TextBlock]:
        """The sources of the entry, and of the outcome of a promise."""
        entry = self._entry
        if entry is None:
            return super().story()
        return tell_source(self._timeline, entry)

    def subject(self) -> Event | Forecast | None:
        """The event or promise under the cursor."""
        return self._entry.thing if self._entry else None

    def make_way(self) -> None:
        """An open drawer takes some of the room of the zoom."""
        super().make_way()
        self.call_after_refresh(self._draw_zoom)

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

    def fit(self, size: Size) -> None:
        """The zoom that suits the room."""
        self.query_one(Rail).worded = self.has_class("-words")
        self._draw_kinds()
        self.call_after_refresh(self._draw_rail)

    def action_zoom(self, by: int) -> None:
        """Show more or less of each entry, the cursor staying on its own."""
        self._zoom = ZOOMS[(ZOOMS.index(self._shown) + by) % len(ZOOMS)]
        self._draw_rail()

    def action_peers(self) -> None:
        """Show or hide what other makers did and promised."""
        self._peers = not self._peers
        self.draw()

    def action_pair(self) -> None:
        """Go from a promise to its outcome, and back."""
        entry = self._entry
        other = self._timeline.other_end(entry) if entry else None
        if other:
            self._visit(other)
        elif entry and entry.promise is not None:
            self.host.say("This promise is still open.")
        else:
            self.host.say("No promise here: n goes to the next one.")

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
        if message.choice.name in ZOOMS:
            self._zoom = message.choice.name
            self._draw_rail()
        else:
            self.action_zoom(1)

    @on(Choices.Picked, "#kinds")
    def _kind_clicked(self, message: Choices.Picked) -> None:
        if message.choice.name:
            self.toggle_name(message.choice.name)
        else:
            self.action_peers()

    @on(Rail.Chosen, "#rail")
    def _asked(self) -> None:
        self.action_sources()

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
        """Put the cursor on an entry; a filter that leaves it out is cleared."""
        self._key = entry.key
        if self._rows.item_of(entry.key) is None:
            self.clear_filter()
            self.show_filtered()
        self.query_one(Rail).selected = self._rows.item_of(self._key)
        self._tell()

    def _fitting_zoom(self) -> Zoom:
        """The zoom the user chose; before that months, or quarters where months do not fit."""
        if self._zoom:
            return self._zoom
        lines = len(rail_layout(self._timeline, "month", self._taken).rows)
        return "month" if lines <= self.query_one(Rail).size.height else "quarter"

    def _draw_zoom(self) -> None:
        """The zooms, or the one shown, where there is room beside the finding."""
        room = self.query_one("#head").size.width
        zoom, left = self._shown, room - cell_width(self._timeline.finding)
        some = ZOOMS if left >= 22 else (zoom,) if left >= 10 else ()
        choices = [Choice(word, word == zoom, name=word if some == ZOOMS else "") for word in some]
        self.query_one("#zoom", Choices).choices = choices

    def _draw_kinds(self) -> None:
        """What is left, and the kinds; the map has what is left too."""
        timeline, bar, forms = self._timeline, self.query_one(FilterBar), []
        for words, gap in kind_labels(timeline.counts):
            kinds = zip(KINDS, words, strict=True)
            choices = [
                Choice(word, kind in self._filter.kinds, name=NAMES[kind]) for kind, word in kinds
            ]
            if timeline.others:
                choices.append(Choice(f"other makers {timeline.others}", self._peers, "m"))
            forms.append((choices, gap))
        bar.tell(len(self._taken), len(timeline.entries), forms)
        days = [entry.day for entry in timeline.entries if entry.key in self._taken]
        self.query_one(RailMap).show(days, timeline.span)

    def _draw_rail(self) -> None:
        """Lay the lines out; the cursor stays on its entry, or goes to the nearest one shown."""
        self._shown = self._fitting_zoom()
        self._rows = rail_layout(self._timeline, self._shown, self._taken)
        self._key = self._rows.nearest(self._timeline, self._key)
        self.query_one(Rail).show(self._rows, self._rows.item_of(self._key))
        self._draw_zoom()
        self._tell()

    def _tell(self) -> None:
        """Show the entry under the cursor in the pane, on the map and in an open drawer."""
        entry, item = self._entry, self._rows.item_of(self._key)
        self.query_one(RailMap).point_at(entry.day if entry else None)
        pane = self.query_one("#detail", VerticalScroll)
        self.set_class(entry is None, "-bare")
        if entry is None or item is None:
            told = NOTHING_LEFT if self.filter_text else self.nothing_yet(no_entries(self.book))
            pane.query_one(Prose).show([TextBlock(told, "muted")])
        elif self._shown == "year":
            pane.query_one(Prose).show(tell_quarter(self._timeline, self._rows.items[item]))
        else:
            few = bool(self.classes & {"-tiny", "-narrow"})
            pane.query_one(Prose).show((tell_briefly if few else tell_entry)(self._timeline, entry))
        pane.scroll_home(animate=False)
        self.follow()
