"""The fifth tab: where sources disagree, by how much, which figure is used and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tui.checks.issues import KINDS, Item
from tui.present.empty_states import no_disputes
from tui.present.filter import NO_FILTER, filter_of
from tui.present.provenance import TextBlock
from tui.present.things import Thing
from tui.system.text_width import cell_width
from tui.tabs.disputes.present import (
    NAMES,
    ORDERS,
    DisputeList,
    axes_of,
    contests_of,
    docket,
    findings,
    head,
    kind_words,
    story_of,
    story_of_value,
    tell,
    tell_origins,
    tell_sources,
)
from tui.tabs.disputes.widgets import AxisBlock, Topics, wanted_width
from tui.ui.boxes import Box
from tui.ui.charts.intervals import IntervalAxis
from tui.ui.choices import Choice, Choices
from tui.ui.drawer import Drawer
from tui.ui.filter import NOTHING_LEFT, FilterBar, FilteredTab
from tui.ui.tab import COVERED
from tui.ui.text import Prose

_ORDERS_WIDTH = 32


class Disputes(FilteredTab):
    """The list of disputes, the values of one on a common axis, the reasons, the sources."""

    KEY = "disputes"
    AUTO_FOCUS = "#topics"
    PANELS: ClassVar[Mapping[str, str]] = {"topics": "Disputes", "detail": "Values and reasons"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "z",
            "order(1)",
            "Order",
            tooltip="Headings by topic, time or severity",
            id="disputes.order",
        ),
        Binding("Z", "order(-1)", "Previous order", show=False, id="disputes.order_back"),
        Binding("m", "peers", "Other makers", show=False, id="disputes.peers"),
    ]
    DEFAULT_CSS = """
    Disputes {
        #finding { width: 1fr; text-style: bold; }
        #lists { layout: horizontal; }
        #topics { width: 50%; }
        #detail, #margin { width: 1fr; padding: 0 1; }
        #detail Prose, #margin Prose { height: auto; padding: 0 1; }
        #about { margin-bottom: 1; }
        #margin { display: none; width: 54; }
        &.-wide { #topics { width: 40%; } #margin { display: block; } }
        &.-wide #detail #sources { display: none; }
        &.-tall { #head { padding: 1; } FilterBar { margin: 0 1 1 1; } }
        &.-tiny #lists, &.-narrow #lists { layout: vertical; }
        &.-tiny, &.-narrow {
            #topics { width: 1fr; height: 2fr; }
            #detail { height: 3fr; padding: 0 1 0 0; border-top: solid $hairline; }
        }
        &.-short #about { margin: 0; }
        &.-words AxisBlock { display: none; }
        &.-words #topics { height: 3fr; }
        &.-sourced.-normal #topics { width: 1fr; }
        &.-sourced.-normal #detail, &.-sourced.-walking.-normal #topics { display: none; }
        &.-sourced.-walking.-normal #detail { display: block; }
        &.-sourced.-wide #margin { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._docket: DisputeList | None = None
        self._key = ""
        self._order = ORDERS[0]
        self._filter = NO_FILTER
        self._peers = False
        """Whether disputes about other makers are among them."""

    def head(self) -> Iterable[Widget]:
        """Finding and order."""
        yield Static(id="finding")
        yield Choices(id="order")

    def draw_head(self) -> None:
        """What was found, as fully as there is room for beside the orders."""
        told = findings(contests_of(self.book, peers=self._peers))
        room = self.query_one("#head").size.width or self.app.size.width - 2
        every = room - _ORDERS_WIDTH >= cell_width(told[0])
        orders = [Choice(order, order == self._order, name=order) for order in ORDERS]
        strip = self.query_one("#order", Choices)
        strip.choices = orders if every else [Choice(f"by {self._order}", True)]
        left = room - strip.wanted_width() - 1
        text = next((text for text in told if cell_width(text) <= left), told[-1])
        self.query_one("#finding", Static).update(Content(text))

    def body(self) -> Iterable[Widget]:
        """The filter, the list, the detail, the margin."""
        yield FilterBar("words or kinds")
        with Box(id="lists"):
            yield Topics(id="topics")
            with VerticalScroll(id="detail", can_focus=False):
                yield Prose(id="about")
                yield AxisBlock(id="values")
                yield Prose(id="reasons")
                yield AxisBlock(id="rates")
                yield Prose(id="sources")
            with VerticalScroll(id="margin", can_focus=False):
                yield Prose()

    def draw(self) -> None:
        """Run the checks on new facts; the cursor stays on its dispute."""
        if self._docket is None or self._docket.book is not self.book:
            self._docket = docket(self.book, peers=self._peers)
        self._draw_list()

    def subject(self) -> Thing | None:
        """The value under the cursor, else what stands for the dispute."""
        about = (self._block.value if self._block else None) or self._item
        return about.subject if about else None

    def story(self) -> Sequence[TextBlock]:
        """The sources of the value under the cursor, else of all values of the dispute."""
        block = self._block
        if block and block.value:
            return story_of_value(self.book, block.value)
        item = self._item
        if item is None:
            return super().story()
        return story_of(self.book, item)

    def words(self) -> Mapping[str, str]:
        """From a dispute to its values, from these to their sources."""
        return {**super().words(), "choose": "Source" if self._block else "Values"}

    def follow(self) -> None:
        """The drawer takes the place of the list or of the detail, whichever has no cursor."""
        super().follow()
        self.set_class(self.query_one(Drawer).is_open, "-sourced")
        self.set_class(self._block is not None, "-walking")

    def make_way(self) -> None:
        """An open drawer takes some of the room of the finding."""
        super().make_way()
        self.call_after_refresh(self.draw_head)

    def point_at(self, thing: Thing) -> bool:
        """Put the cursor on a written dispute, or on that in which a statement occurs."""
        item = docket(self.book, peers=True).find(thing)
        if item is None:
            return False
        if self.book.is_peer(item.dims.entity) and not self._peers:
            self.action_peers()
        self._key = item.key
        self._draw_list()
        if self._key != item.key:
            self.clear_filter()
            self._key = item.key
            self._draw_list()
        self.query_one(Topics).focus()
        return True

    def fit(self, size: Size) -> None:
        """The cursor leaves an axis that is hidden now; as many words as have room."""
        if self._block and self.has_class("-words"):
            self.query_one(Topics).focus()
        self.call_after_refresh(self._draw_list)

    def action_order(self, by: int) -> None:
        """Sort by the next of the orders, the cursor staying on its dispute."""
        self._put_in_order(ORDERS[(ORDERS.index(self._order) + by) % len(ORDERS)])

    def _put_in_order(self, order: str) -> None:
        self._order = order
        self.query_one(Topics).sorting = None
        self._draw_list()

    def action_peers(self) -> None:
        """Show or hide what is about other makers."""
        self._peers = not self._peers
        self._docket = docket(self.book, peers=self._peers)
        self._draw_list()

    def action_back(self) -> None:
        """Out of values that hide the list, back to the list."""
        if self._block and not self.query_one(Topics).display:
            self.query_one(Topics).focus()
        else:
            super().action_back()

    @on(Choices.Picked, "#order")
    def _order_clicked(self, message: Choices.Picked) -> None:
        if message.choice.name:
            self._put_in_order(message.choice.name)
        else:
            self.action_order(1)

    @on(Choices.Picked, "#kinds")
    def _kind_clicked(self, message: Choices.Picked) -> None:
        if message.choice.name:
            self.toggle_name(message.choice.name)
        else:
            self.action_peers()

    @on(Topics.Selected, "#topics")
    def _moved(self, message: Topics.Selected) -> None:
        # Keys typed before other rows came may be about a row that is gone.
        rows = self.query_one(Topics).rows
        if message.index < len(rows):
            self._key = rows[message.index].item.key
            self._tell()

    @on(Topics.Chosen, "#topics")
    def _to_values(self) -> None:
        """Go to the values of the dispute, where there is an axis of them."""
        block = self.query_one("#values", AxisBlock)
        if block.has_class("-filled") and not self.has_class("-words"):
            block.chart.focus()

    @on(IntervalAxis.Selected, "IntervalAxis")
    @on(DescendantFocus)
    def _walked(self) -> None:
        self.follow()

    @on(IntervalAxis.Chosen, "IntervalAxis")
    def _source_of_value(self) -> None:
        self.action_sources()

    @property
    def _item(self) -> Item | None:
        return self._docket.item(self._key) if self._docket else None

    @property
    def _block(self) -> AxisBlock | None:
        """The axis that has the cursor."""
        blocks = self.query(AxisBlock)
        return next((block for block in blocks if block.chart.has_focus), None)

    def show_filtered(self) -> None:
        """The disputes that have what is typed."""
        self._draw_list()

    def enlarge(self) -> None:
        """Alone on the screen the list takes its whole width."""
        super().enlarge()
        self._draw_list()

    def _draw_list(self) -> None:
        """Lay out the rows; the cursor stays on its dispute, or on the row it stood on."""
        if self._docket is None:
            return
        topics = self.query_one(Topics)
        self._filter = filter_of(self.filter_text, NAMES)
        shown = self._docket.topics(self._order, self._filter)
        keys = [topic.item.key for topic in shown]
        at = keys.index(self._key) if self._key in keys else topics.selected or 0
        fills = self.classes & COVERED or self.maximized
        topics.styles.max_width = None if fills else wanted_width(self._docket.items)
        topics.rows = shown
        topics.selected = at if keys else None
        self._key = keys[topics.selected] if topics.selected is not None else ""
        self.draw_head()
        self._draw_kinds(self._docket, len(shown))
        self._tell()

    def _draw_kinds(self, shown: DisputeList, left: int) -> None:
        bar, forms = self.query_one(FilterBar), []
        for names, gap in kind_words(shown.counts):
            kinds = zip(KINDS, names, strict=False)
            choices = [
                Choice(word, kind in self._filter.kinds, name=NAMES[kind]) for kind, word in kinds
            ]
            if shown.others:
                choices.append(Choice(f"other makers {shown.others}", self._peers, "m"))
            forms.append((choices, gap))
        bar.tell(left, len(shown.items), forms)

    def _tell(self) -> None:
        """Tell of the dispute under the cursor, in the panes and in an open drawer."""
        item, detail = self._item, self.query_one("#detail", VerticalScroll)
        axes = axes_of(self.book, item, self.currency) if item else ()
        for place, block in enumerate(self.query(AxisBlock)):
            block.show(axes[place] if place < len(axes) else None)
        empty = NOTHING_LEFT if self.filter_text else self.nothing_yet(no_disputes(self.book))
        nothing = (TextBlock(empty, "muted"),)
        values = self.has_class("-words") or not axes
        reasons = tell(self.book, item, values=values) if item else ()
        self.query_one("#about", Prose).show(head(self.book, item) if item else nothing)
        self.query_one("#reasons", Prose).show(reasons if values else [TextBlock(), *reasons])
        wide = self.has_class("-wide")
        where, told = ("#margin Prose", tell_origins) if wide else ("#sources", tell_sources)
        self.query_one(where, Prose).show(told(self.book, item) if item else ())
        detail.scroll_home(animate=False)
        self.follow()
