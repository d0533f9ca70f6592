"""The sixth tab: is that a lot? Makers beside each other, per car."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from tui.economics.crossing import Crossing
from tui.economics.peers import MEASURES, Measure, Peers, Standing, peers_of
from tui.facts import fmt
from tui.facts.model import Entity
from tui.facts.period import Period
from tui.present.empty_states import other_makers
from tui.present.marks import legend
from tui.present.provenance import TextBlock, explain
from tui.present.table import Table
from tui.present.things import Thing
from tui.tabs.peers.present import (
    VIEWS,
    crossing_findings,
    crossing_table,
    findings,
    ordered_makers,
    quarters_findings,
    quarters_table,
    rank_table,
    role_of,
)
from tui.tabs.peers.views import CrossingView, RankView, paired_bars
from tui.ui.big_number import BigNumber
from tui.ui.boxes import Row
from tui.ui.charts.bars import BarTrend
from tui.ui.charts.ranking import Ranking
from tui.ui.charts.row_list import RowList
from tui.ui.charts.strip import TurnStrip
from tui.ui.grid import Grid
from tui.ui.tab import Tab
from tui.ui.text import Prose, Title

_MAIN = {"rank": "#bars", "crossing": "#strips", "quarters": "#grid"}
"""The widget with the cursor of each view."""
_QUARTER_WIDTH, _NAMES_WIDTH = 9, 16


class PeersTab(Tab):
    """One quarter ranked, the cars at which makers turned, or all quarters."""

    KEY = "peers"
    AUTO_FOCUS = "#bars"
    PANELS: ClassVar[Mapping[str, str]] = {
        "bars": "Ranking",
        "table": "Table",
        "strips": "Crossing",
        "grid": "Quarters",
        "pair": "Two makers",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "measure(1)", "Measure", tooltip="Next measure", id="peers.measure"),
        Binding("M", "measure(-1)", "Previous measure", show=False, id="peers.measure_back"),
        Binding("v", "view", "View", tooltip="Rank, crossing, quarters", id="peers.view"),
        Binding(
            "left,h",
            "quarter(-1)",
            "Quarter",
            tooltip="Previous quarter",
            key_display="← →",
            id="peers.back",
        ),
        Binding("right,l", "quarter(1)", "Next quarter", show=False, id="peers.next"),
        Binding("b", "other", "Compare", tooltip="Compare with another maker", id="peers.other"),
        Binding("z", "whole", "Scale", show=False, tooltip="Full scale", id="peers.whole"),
    ]
    DEFAULT_CSS = """
    PeersTab {
        #head { layout: vertical; Row { height: auto; } }
        #big { display: none; padding-right: 4; }
        #finding { width: 1fr; height: auto; }
        .-loss { color: $loss; }
        .-profit { color: $profit; }
        &.-rank.-tall.-normal #big, &.-rank.-tall.-wide #big { display: block; }
        #title { height: 1; margin-top: 1; }
        #stretch { height: 1fr; }
        #main { width: 1fr; height: 1fr; }
        #margin { display: none; width: 35; padding: 0 1 0 2; scrollbar-size: 0 0; }
        #bars { height: 1fr; }
        #detail { height: 1fr; padding: 0 1; margin-top: 1; scrollbar-size: 0 0; }
        #detail Prose, #margin Prose { height: auto; }
        #table, #detail { display: none; }
        #strips, #grid { height: 1fr; }
        #strips, #grid { display: none; }
        &.-crossing { #bars, #table, #margin { display: none; }
            #strips { display: block; } }
        &.-quarters { #bars, #table, #margin { display: none; }
            #grid { display: block; } }
        #pair-title, #pair { display: none; padding: 0 1; }
        &.-quarters.-tall.-normal, &.-quarters.-tall.-wide { #grid { height: auto; }
            #pair-title { display: block; height: 1; margin-top: 1; }
            #pair { display: block; height: 1fr; } }
        &.-tall #head { padding: 1 1 0 1; }
        &.-short #title { margin-top: 0; }
        &.-rank.-normal #margin, &.-rank.-wide #margin { display: block; }
        &.-rank.-tall.-normal #table, &.-rank.-tall.-wide #table {
            display: block; height: auto; max-height: 35%; margin-top: 1; }
        &.-crossing.-tall.-normal #detail, &.-crossing.-tall.-wide #detail { display: block; }
        &.-crossing.-tall.-normal #strips, &.-crossing.-tall.-wide #strips { height: 2fr; }
        &.-rank.-drawer.-normal #margin, &.-rank.-drawer.-wide #margin { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._peers: Peers | None = None
        self._period: Period | None = None
        self._measure: Measure = next(iter(MEASURES.values()))
        self._maker = ""
        """The key of the maker under the cursor."""
        self._view = VIEWS[0]
        self._other = ""
        """The key of the maker chosen to stand beside it in the bars; empty until one is."""
        self._is_whole = False

    def shape(self, size: Size) -> list[str]:
        """With the class of the first view, for the head."""
        return [*super().shape(size), f"-{VIEWS[0]}"]

    def head(self) -> Iterable[Widget]:
        """The big number and what is found; what the view shows."""
        with Row():
            yield BigNumber(id="big")
            yield Prose(id="finding")
        yield Title(id="title")

    def draw_head(self) -> None:
        """The maker that the facts are about, in the latest quarter."""
        self._find()
        self._draw_found()
        if self._rank:
            self._head(*self._rank.title)

    def body(self) -> Iterable[Widget]:
        """Each view, one of which is shown."""
        with Horizontal(id="stretch"):
            with Container(id="main"):
                yield Ranking(id="bars")
                yield MakerGrid(id="table")
                yield TurnStrip(id="strips")
                with VerticalScroll(id="detail", can_focus=False):
                    yield Prose()
                yield QuarterGrid(id="grid")
                yield Title(id="pair-title")
                yield BarTrend(id="pair")
            with VerticalScroll(id="margin", can_focus=False):
                yield Prose()

    def draw(self) -> None:
        """New facts or another currency: the quarter, the measure and the maker stay."""
        self._find()
        self._draw_view()

    def _find(self) -> None:
        """Look for the quarter and the maker shown, and take others where they are gone."""
        self._peers = peers = peers_of(self.book, self.currency)
        if self._period is None or self._period not in peers.quarters(self._measure.key):
            self._period = peers.latest(self._measure.key)
        if self._maker not in {maker.key for maker in peers.makers}:
            self._maker = peers.home.key if peers.home else ""

    def rows(self) -> Table | None:
        """The rows of the view, to export."""
        if self._peers is None or self._period is None:
            return None
        if self._view == "crossing":
            return crossing_table(CrossingView(self._peers).rows, self.host.contested)
        if self._view == "quarters":
            return quarters_table(self._peers, self._measure.key, contested=self.host.contested)
        standings = self._peers.standings(self._period, self._measure.key)
        return rank_table(self._peers, standings, self.host.contested)

    def subject(self) -> Thing | None:
        """The figure under the cursor."""
        subjects = self._subjects()
        return subjects[0] if subjects else None

    def beside(self) -> Sequence[Thing]:
        """The others of the same maker."""
        return self._subjects()[1:]

    def story(self) -> Sequence[TextBlock]:
        """Where they come from; why there is none, where there is none."""
        if self.subject():
            return super().story()
        standing = self._standing
        why = standing.why_not if standing else ""
        told = f"{standing.maker.called}: {why}." if standing and why else "No figures on file."
        about = [*explain(self.book, standing.result)] if standing and standing.result else []
        return (TextBlock(told, "muted"), *about)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The scale is that of the ranking."""
        return self._view == "rank" if action == "whole" else True

    def hidden_panels(self) -> Mapping[str, Callable[[], object]]:
        """Those of the other views."""
        others = (view for view in VIEWS if view != self._view)
        return {_MAIN[view][1:]: partial(self._turn_to, view) for view in others}

    def words(self) -> Mapping[str, str]:
        """From a crossing enter leads to the ranking; no word where there are no two makers."""
        told = {"choose": "Ranking" if self._view == "crossing" else "Source"}
        return told if self._has_pair else {**told, "other": ""}

    @property
    def _has_pair(self) -> bool:
        """Whether the bars of two makers stand below the table of quarters."""
        is_wide = bool(self.classes & {"-normal", "-wide"})
        return self._view == "quarters" and self.has_class("-tall") and is_wide

    def action_measure(self, by: int) -> None:
        """The next measure; the quarter stays where makers have it."""
        every = list(MEASURES.values())
        self._measure = every[(every.index(self._measure) + by) % len(every)]
        self.draw()
        self.follow()

    def action_view(self) -> None:
        """The next view, with the cursor on the same maker."""
        self._turn_to(VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)])

    def _turn_to(self, view: str) -> None:
        self._view = view
        self._draw_view()
        # Once more with the room that the view has: another one has no margin.
        self.call_after_refresh(self._draw_view)
        self.query_one(_MAIN[self._view]).focus()
        self.refresh_bindings()
        self.follow()

    def action_quarter(self, by: int) -> None:
        """The quarter before or after."""
        quarters = self._quarters
        if self._period in quarters:
            at = min(max(quarters.index(self._period) + by, 0), len(quarters) - 1)
            self._period = quarters[at]
            self._draw_view()
            self.follow()

    def action_other(self) -> None:
        """Hold the maker under the cursor against another one."""
        if not self._has_pair:
            view = self.host.key_of("peers.view", "v")
            self.host.say(
                f"Two makers are compared in the view of all quarters ({view}), from 100x30 on."
            )
            return
        others = self._others
        if others:
            self._other = others[1 % len(others)].key
            self._draw_pair()

    def action_whole(self) -> None:
        """Take in every bar, or leave out what squeezes the rest."""
        self._is_whole = not self._is_whole
        self._draw_view()

    def fit(self, size: Size) -> None:
        """As many quarters as have room."""
        self.call_after_refresh(self._draw_view)

    def make_way(self) -> None:
        """An open drawer takes some of the room of the table."""
        super().make_way()
        self.call_after_refresh(self._draw_view)

    @on(RowList.Selected)
    def _moved(self, message: RowList.Selected) -> None:
        makers = self._listed if message.chart.id == "table" else self._makers
        if message.chart.id == "pair":
            # Keys typed fast are about bars that were there, perhaps of a maker with more quarters.
            if message.index // 2 < len(self._shown):
                self._period = self._shown[message.index // 2]
                self._draw_view()
        elif message.index < len(makers):
            self._maker = makers[message.index].key
            self._draw_found()
            self._draw_cursor()
        self.follow()

    @on(RowList.Chosen)
    def _chosen(self) -> None:
        """From a crossing to the ranking of the quarter, by its measure; else its sources."""
        row = self._row
        if self._view != "crossing" or self._peers is None or row is None:
            self.action_sources()
            return
        if self._period in self._peers.quarters(row.measure.key):
            self._measure = row.measure
        self._turn_to("rank")

    @property
    def _quarters(self) -> tuple[Period, ...]:
        return self._peers.quarters(self._measure.key) if self._peers else ()

    @property
    def _makers(self) -> Sequence[Entity]:
        """The makers in the order of the rows of the view."""
        peers = self._peers
        if peers is None or self._period is None:
            return ()
        if self._view == "rank":
            return [s.maker for s in peers.standings(self._period, self._measure.key)]
        if self._view == "crossing":
            return [row.maker for row in CrossingView(peers).rows]
        return ordered_makers(peers, self._measure.key)

    @property
    def _listed(self) -> Sequence[Entity]:
        """The makers in the order of the table."""
        return [standing.maker for standing in self._rank.tabled] if self._rank else ()

    @property
    def _about(self) -> Entity | None:
        makers = self._peers.makers if self._peers else ()
        return next((maker for maker in makers if maker.key == self._maker), None)

    @property
    def _standing(self) -> Standing | None:
        """The maker under the cursor in the quarter shown."""
        if self._peers is None or self._period is None:
            return None
        standings = self._peers.standings(self._period, self._measure.key)
        return next((s for s in standings if s.maker.key == self._maker), None)

    @property
    def _row(self) -> Crossing | None:
        """The crossing of the maker under the cursor."""
        rows = CrossingView(self._peers).rows if self._peers else ()
        return next((row for row in rows if row.maker.key == self._maker), None)

    def _subjects(self) -> Sequence[Thing]:
        table = self.query_one("#table", Grid)
        if table.has_focus:
            return [table.cell.figure] if table.cell and table.cell.figure else ()
        if self._view == "crossing" and self._peers:
            view = CrossingView(self._peers, self._period)
            return view.figures_of(self._row) if self._row else ()
        standing = self._standing
        if standing is None or self._rank is None:
            return ()
        return self._rank.figures_of(standing)

    @property
    def _rank(self) -> RankView | None:
        if self._peers is None or self._period is None:
            return None
        plain = self.host.ascii_only
        return RankView(self._peers, self._period, self._measure, self._is_whole, plain)

    def _draw_view(self) -> None:
        """Fill the view that is shown."""
        for name in VIEWS:
            self.set_class(name == self._view, f"-{name}")
        self._draw_found()
        rank = self._rank
        if rank is None or self._peers is None:
            return
        if self._view == "rank":
            self._draw_rank(rank)
        elif self._view == "crossing":
            self._draw_crossing(CrossingView(self._peers, self._period))
        else:
            self._draw_quarters(self._peers)
        self._draw_cursor()

    def _draw_found(self) -> None:
        """The sentences about the maker under the cursor."""
        about, peers, period = self._about, self._peers, self._period
        lone = TextBlock(self.nothing_yet(other_makers(self.book)), "muted")
        if about is None or peers is None or period is None:
            self.query_one("#finding", Prose).show([lone])
            return
        if self._view == "rank":
            told = findings(peers, period, self._measure.key, about)
        elif self._view == "crossing":
            told = crossing_findings(CrossingView(peers).rows, peers.home)
        else:
            told = quarters_findings(peers, self._measure.key, about)
        big = self.query_one(BigNumber)
        caption = ""
        if self._view == "rank" and self._rank and self._standing and big.display:
            standing = self._standing
            figure = standing.per_car if standing.is_ranked else None
            big.show(fmt.digits(figure))
            big.set_classes("" if figure is None else f"-{role_of(figure)}")
            caption = self._rank.caption(standing)
        first, *rest = [text for text in told if text] or [""]
        if self.has_class("-words"):
            rest = []
        blocks = [TextBlock(caption, "muted")] if caption else []
        blocks += [TextBlock(first, "bold"), *(TextBlock(text, "muted") for text in rest)]
        blocks += [lone] if len(peers.makers) < 2 else []
        self.query_one("#finding", Prose).show(blocks)

    def _head(self, *parts: str) -> None:
        """Over the view."""
        self.query_one("#title", Title).parts = parts
        self._title_alone()

    def _title_alone(self) -> None:
        if self.maximized:
            self.maximized.border_title = self.heading_of(self.maximized.id or "")

    def enlarge(self) -> None:
        """A ranking that is alone takes all rows."""
        super().enlarge()
        self._limit_bars()

    def _limit_bars(self) -> None:
        bars = self.query_one("#bars", Ranking)
        bars.styles.max_height = None if self.maximized is bars else bars.full_height

    def heading_of(self, panel: str) -> str | Content:
        """What stands above it otherwise."""
        return self.query_one("#pair-title" if panel == "pair" else "#title", Title).whole

    def _draw_rank(self, rank: RankView) -> None:
        bars = self.query_one("#bars", Ranking)
        bars.fmt = partial(fmt.tick, currency=self.currency)
        bars.title = "Not ranked: another measure, or no deliveries"
        has_margin = self.query_one("#margin").display
        bars.notes = () if has_margin else rank.footing(max(bars.size.width - 2, 40))
        bars.limit, bars.rows = rank.limit, rank.bars()
        self._limit_bars()
        self._head(*rank.title)
        self.query_one("#table", Grid).table = rank.table(
            self.host.contested, self.query_one("#main").size.width
        )
        self.query_one("#margin Prose", Prose).show(rank.margin())

    def _draw_crossing(self, view: CrossingView) -> None:
        strips = self.query_one("#strips", TurnStrip)
        strips.fmt, strips.title = _cars, "turned between"
        strips.limit, strips.rows = view.limit, view.strips()
        chosen = (f"enter: {fmt.period(self._period)}",) if self._period else ()
        marks = "▼ loss", "▲ profit", "▽ △ other, or weak", "├─┤ turned"
        self._head("Cars a quarter", *marks, *chosen)
        row = self._row
        self.query_one("#detail Prose", Prose).show(view.detail(row) if row else ())

    @property
    def _shown(self) -> Sequence[Period]:
        """The quarters that have room, around the one under the cursor."""
        quarters = self._quarters
        room = max((self.query_one("#main").size.width - _NAMES_WIDTH) // _QUARTER_WIDTH, 1)
        at = quarters.index(self._period) if self._period in quarters else len(quarters) - 1
        first = max(min(at - room // 2, len(quarters) - room), 0)
        return quarters[first : first + room]

    @property
    def _others(self) -> Sequence[Entity]:
        """Whom the maker under the cursor can be held against: the chosen one, then who follows.

        Unless one was chosen, that is the maker of the book, and for that one who comes next.
        """
        makers = [*self._makers]
        keys = [maker.key for maker in makers]
        home = self._peers.home if self._peers else None
        first = self._other or (home.key if home else "")
        if first == self._maker and first in keys:
            first = keys[(keys.index(first) + 1) % len(keys)]
        at = keys.index(first) if first in keys else 0
        return [maker for maker in makers[at:] + makers[:at] if maker.key != self._maker]

    def _draw_pair(self) -> None:
        """The maker under the cursor and another one, quarter by quarter."""
        about, others, shown = self._about, self._others, self._shown
        chart, title = self.query_one("#pair", BarTrend), self.query_one("#pair-title", Title)
        if self._peers is None or about not in self._makers or about is None or not others:
            chart.rows = ()
            title.parts = ("",)
            return
        pair = (about, others[0])
        chart.fmt = partial(fmt.tick, currency=self.currency)
        chart.rows = paired_bars(self._peers, self._measure.key, shown, pair)
        chart.selected = 2 * shown.index(self._period) if self._period in shown else None
        outlined = f"{others[0].called} outlined, on the same scale"
        title.parts = f"{about.called} and {others[0].called}", outlined, "b another maker"
        self._title_alone()

    def _draw_quarters(self, peers: Peers) -> None:
        shown = self._shown
        grid = self.query_one("#grid", QuarterGrid)
        grid.table = quarters_table(peers, self._measure.key, shown, self.host.contested)
        grid.column = 1 + (shown.index(self._period) if self._period in shown else len(shown) - 1)
        name = self._measure.name
        sign = fmt.SYMBOLS.get(self.currency, self.currency)
        marks = f"thousand {sign}", "– not on file", *legend(grid.table)[1]
        self._head(f"{name[:1].upper()}{name[1:]} per car", *marks)

    def _draw_cursor(self) -> None:
        """Put the cursor of the view on the maker."""
        keys = [maker.key for maker in self._makers]
        chart = self.query_one(_MAIN[self._view], RowList)
        chart.selected = keys.index(self._maker) if self._maker in keys else None
        listed = [maker.key for maker in self._listed]
        self.query_one("#table", Grid).selected = (
            listed.index(self._maker) if self._maker in listed else None
        )
        if self._view == "crossing" and self._peers:
            self._draw_crossing(CrossingView(self._peers, self._period))
        elif self._view == "quarters":
            self._draw_pair()


class MakerGrid(Grid):
    """A row a maker."""

    SORTS = True


class QuarterGrid(MakerGrid):
    """Makers by quarters; the keys for quarters go to the tab."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Left and right are left to the tab."""
        return action != "across" and super().check_action(action, parameters)


def _cars(value: float) -> str:
    """`20k` on the axis of cars."""
    return f"{value / 1000:,.0f}k" if value else "0"
