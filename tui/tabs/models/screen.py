"""The second tab: which car, at what price, against which rival."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.geometry import Size
from textual.widget import Widget
from textual.widgets import Static

from tui.facts.figure import Figure
from tui.facts.model import Fact, Model
from tui.present.empty_states import no_models
from tui.present.provenance import TextBlock
from tui.present.things import Thing
from tui.system.text_width import cell_width, wrapped
from tui.tabs.models.filter_words import Narrowed, makers_of, narrowed
from tui.tabs.models.present import (
    NOTHING,
    Offer,
    Spec,
    Specs,
    Trim,
    all_trims,
    compare,
    opening_picks,
    spec_story,
)
from tui.tabs.models.widgets import Compare, OfferCharts, TrimList, toggled
from tui.ui.charts.pick import Selectable
from tui.ui.choices import Choice, Choices
from tui.ui.filter import NOTHING_LEFT, FilterBar, FilteredTab
from tui.ui.overlay import Overlay
from tui.ui.text import titled


class PickTrims(Overlay[tuple[str, ...]]):
    """All trims of all models and rivals; gives back the keys of those picked."""

    AUTO_FOCUS = "#trims"
    CALLED = "Picking cars"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close", id="trims.close"),
    ]
    DEFAULT_CSS = """
    PickTrims {
        align: center middle;
        Vertical {
            width: 64; max-width: 100%; height: auto; max-height: 100%;
            background: $panel; padding: 1 1; border-left: outer $best;
        }
        Static { height: 2; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
        #trims { height: auto; max-height: 70vh; }
    }
    """

    def __init__(self, offers: Sequence[Offer], picked: Sequence[str], cursor: str) -> None:
        super().__init__()
        self._offers = offers
        self._picked = picked
        self._cursor = cursor

    def compose(self) -> ComposeResult:
        """A heading with the keys, and the list."""
        with Vertical():
            yield Static(titled("Cars to compare", "space picks, S sorts, enter compares"))
            keys = [offer.trim.key for offer in self._offers]
            at = keys.index(self._cursor) if self._cursor in keys else 0
            trims = TrimList(self._offers, selected=at, id="trims")
            trims.picked = tuple(self._picked)
            yield trims

    @on(Selectable.Chosen, "#trims")
    def _finish(self) -> None:
        """Close and compare the picked cars; None where they are those that were picked before."""
        picked = self.query_one(TrimList).picked
        self.dismiss(picked if picked != tuple(self._picked) else None)


_LABELS, _COLUMN, _MOST = 17, 21, 8
"""Cells of the row names, cells of a column, and how many columns to open with at most."""
_BASIS_FROM = 100
"""Columns from which on the finding says which price and range it rests on."""


class Models(FilteredTab):
    """Trims side by side; below them a ladder of prices and what range costs."""

    KEY = "models"
    AUTO_FOCUS = "#compare"
    BELOW: ClassVar[Mapping[str, tuple[int, int]]] = {"-words": (60, 20)}
    PANELS: ClassVar[Mapping[str, str]] = {
        "compare": "Cars side by side",
        "prices": "Prices",
        "value": "Range for the money",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "pick",
            "Pick",
            tooltip="Pick cars to compare: from a list, or this one in a chart",
            id="models.pick",
        ),
        Binding(
            "b",
            "baseline",
            "Base",
            tooltip="Differences from the first car",
            id="models.first",
        ),
        Binding(
            "S",
            "sort",
            "Sort",
            show=False,
            tooltip="Sort the cars by this row, or reverse",
            id="models.sort",
        ),
        Binding("d", "differing", "Only rows that differ", show=False, id="models.differing"),
        Binding("m", "shift(1)", "Move the car to the right", show=False, id="models.right"),
        Binding("M", "shift(-1)", "Move the car to the left", show=False, id="models.left"),
        Binding("v", "view", "Other chart, where only one fits", show=False, id="models.view"),
    ]
    DEFAULT_CSS = """
    Models {
        #head { layout: vertical; }
        #finding { height: auto; min-height: 2; }
        &.-words #finding { min-height: 1; }
        FilterBar { margin: 0; padding: 0 1; }
        #rates { height: auto; max-height: 2; color: $muted; }
        #rates.-empty { display: none; }
        OfferCharts { height: 38%; }
        &.-tall {
            #head { padding: 1 1 0 1; }
            #rates { min-height: 1; display: block; }
            OfferCharts { padding-top: 1; }
        }
        &.-narrow #value, &.-drawer.-normal #value { display: none; }
        &.-narrow.-range { #value { display: block; padding: 0; } #prices { display: none; } }
        &.-words OfferCharts { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._picks: tuple[str, ...] = ()
        """Keys of the trims the user picked; empty while the tab picks them itself."""
        self._against_first = False
        self._differing = False
        self._ordered = ("", False)
        """The property by which the cars are in order, and whether they fall."""
        self._found = NOTHING
        self._narrowed = Narrowed(frozenset(), frozenset())

    def head(self) -> Iterable[Widget]:
        """Finding and rates."""
        yield Static(id="finding")
        yield Static(id="rates")

    def draw_head(self) -> None:
        """Compare, and say what was found."""
        self._narrowed = narrowed(Specs(self.book, self.currency), self.filter_text)
        self._found = compare(
            self.book,
            self.currency,
            self._columns(),
            against_first=self._against_first,
            differing=self._differing,
            contested=self.host.contested,
            among=self._narrowed.trims,
        )
        self._draw_words()

    def body(self) -> Iterable[Widget]:
        """The comparison, the charts."""
        yield FilterBar("tesla <300k range >600")
        yield Compare(id="compare")
        yield OfferCharts()

    def draw(self) -> None:
        """Compare again; the cursor stays on its property and its car."""
        self.draw_head()
        table, charts = self.query_one(Compare), self.query_one(OfferCharts)
        table.show(self._found)
        charts.show(self._found.offers, {trim.key for trim in self._found.trims})
        charts.point(self._trim_key)
        self._draw_filter()

    def show_filtered(self) -> None:
        """Only the cars that have what is typed, in the columns, the list and the charts."""
        self._redraw()

    def _draw_filter(self) -> None:
        trims, names = all_trims(self.book), makers_of(self.book)
        counts = Counter(trim.maker for trim in trims)
        makers = [
            Choice(f"{maker} {count}", maker in self._narrowed.makers, name=names[maker])
            for maker, count in counts.items()
        ]
        left = len(self._narrowed.trims)
        self.query_one(FilterBar).tell(left, len(trims), [(makers, 2)], self._narrowed.remark)

    @on(Choices.Picked, "#kinds")
    def _maker_clicked(self, message: Choices.Picked) -> None:
        self.toggle_name(message.choice.name)

    def _draw_words(self) -> None:
        if not self.book.models:
            told = Content(self.nothing_yet(no_models(self.book)))
            self.query_one("#finding", Static).update(told)
            return
        found = self._found
        wide = self.app.size.width >= _BASIS_FROM
        scope = [f"{found.scope} {found.basis}" if wide else found.scope]
        if self._against_first and found.trims:
            scope.append(f"differences from the {found.trims[0].name}")
        if self._differing:
            scope.append("only rows that differ")
        text = found.finding if self._narrowed.trims else NOTHING_LEFT
        more, room = ", ".join(scope), self.app.size.width - 2
        *_, last = wrapped(text, room)
        gap = "  " if cell_width(f"{last}  {more}") <= room else "\n"
        self.query_one("#finding", Static).update(titled(text, more, gap=gap))
        rates = self.query_one("#rates", Static)
        rates.update(Content(found.rates))
        rates.set_class(not found.rates, "-empty")

    def hidden_panels(self) -> Mapping[str, Callable[[], object]]:
        """The one of the two charts that has no room beside the other."""
        if not self.has_class("-narrow") or self.has_class("-words"):
            return {}
        ranged = self.has_class("-range")
        return {"prices" if ranged else "value": self._to_other_chart}

    def _to_other_chart(self) -> None:
        self.action_view()
        shown = "#scatter" if self.has_class("-range") else "#ladder"
        self.query_one(shown).focus()

    def subject(self) -> Figure | Fact | None:
        """The number or text under the cursor of the table or the chart at hand."""
        _, _, spec = self._pointed_at() or ("", None, Spec())
        return spec.figure or spec.fact

    def story(self) -> Sequence[TextBlock]:
        """Where it comes from, and what else is stated."""
        here = self._pointed_at()
        if here is None:
            return (TextBlock("No car here has a figure.", "muted"),)
        return spec_story(self.book, *here)

    def _pointed_at(self) -> tuple[str, Trim, Spec] | None:
        """The property, the car and the cell under the cursor."""
        if at_hand := self.query_one(OfferCharts).at_hand():
            return at_hand
        table = self.query_one(Compare)
        if table.row is None or table.trim is None or table.spec is None:
            return None
        return table.row.name, table.trim, table.spec

    def point_at(self, thing: Thing) -> bool:
        """Put the cursor on a model, or on the cell that shows a figure; the car is picked too."""
        if not isinstance(thing, (Model, Fact)):
            return False
        model = thing.key if isinstance(thing, Model) else thing.dims.model
        exact = f"{model}/{thing.dims.trim}" if isinstance(thing, Fact) else ""
        keys = [trim.key for trim in all_trims(self.book) if trim.model == model]
        if not keys:
            return False
        key = exact if exact in keys else keys[0]
        if key not in self._narrowed.trims:
            self.clear_filter()
            self._redraw()
        self._differing = False
        if key not in self._columns():
            self._take((*self._columns(), key))
        self.draw()
        table = self.query_one(Compare)
        table.point_at(thing.concept if isinstance(thing, Fact) else "", key)
        table.focus()
        self._moved()
        return isinstance(thing, Model) or (table.spec is not None and table.spec.fact is thing)

    @property
    def _trim_key(self) -> str:
        """The key of the car under the cursor of the comparison; empty without cars."""
        trim = self.query_one(Compare).trim
        return trim.key if trim else ""

    def _columns(self) -> tuple[str, ...]:
        """The trims picked, or as many as there is room for to open with."""
        known = self._narrowed.trims
        room = (self.app.size.width - _LABELS) // _COLUMN
        picked = tuple(key for key in self._picks if key in known)
        return picked or opening_picks(self.book, min(max(room, 1), _MOST), known)

    def _take(self, picks: tuple[str, ...] | None) -> None:
        """Compare these of the cars in sight; those that the filter hides keep their places."""
        if picks:
            shown = iter(picks)
            kept = [next(shown, "") if key in self._narrowed.trims else key for key in self._picks]
            self._picks, self._ordered = (*filter(None, kept), *shown), ("", False)
            self.query_one(Compare).ordered_by = ("", "")
            self._redraw()

    @on(Compare.Moved)
    @on(Selectable.Selected, "#compare")
    def _moved(self) -> None:
        self.query_one(OfferCharts).point(self._trim_key)
        self.follow()

    @on(Selectable.Chosen, "#compare, #ladder, #scatter")
    def _asked(self) -> None:
        self.action_sources()

    @on(Selectable.Selected, "#ladder, #scatter")
    def _pointed(self, message: Selectable.Selected) -> None:
        if row := message.chart.row:
            self.query_one(Compare).point_at("", row.key)
            self.query_one(OfferCharts).point(row.key)
            self.follow()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The drawer explains what has the focus."""
        self.follow()

    def fit(self, size: Size) -> None:
        """As many columns as there is room for, unless the columns were picked."""
        if self._picks:
            self._draw_words()
        else:
            self.draw()

    def action_pick(self) -> None:
        """Take the car under the cursor of a chart into the comparison or out of it.

        From the comparison, open the list of all trims.
        """
        if at_hand := self.query_one(OfferCharts).at_hand():
            self._take(toggled(self._columns(), at_hand[1].key))
            return
        picker = PickTrims(self._found.offers, self._columns(), self._trim_key)
        self.host.open_over(picker, self._take)

    def action_shift(self, by: int) -> None:
        """Move the car under the cursor by a column; from an end it goes to the other."""
        # Those in sight: another size may have room for other columns, and not yet be drawn.
        picks = [trim.key for trim in self._found.trims]
        if picks:
            place = self.query_one(Compare).column
            picks.insert((place + by) % len(picks), picks.pop(place))
            self._take(tuple(picks))

    @on(Compare.Ordered)
    def action_sort(self) -> None:
        """Put the cars in the order of the property under the cursor, the best first, or the worst.

        Those without a number come last.
        """
        table = self.query_one(Compare)
        if table.row is None:
            return
        row, specs = table.row, zip(self._found.trims, table.row.specs, strict=True)
        values = {trim.key: spec.value for trim, spec in specs}
        falls = (row.better == "higher") != (self._ordered == (row.key, row.better == "higher"))
        known = [key for key, value in values.items() if value is not None]
        known.sort(key=lambda key: values[key] or 0, reverse=falls)
        self._take((*known, *(key for key in values if values[key] is None)))
        self._ordered = (row.key, falls)
        table.ordered_by = (row.key, "▼" if falls else "▲")

    def action_baseline(self) -> None:
        """Show differences from the first car, or the figures again."""
        self._against_first = not self._against_first
        self._redraw()

    def action_differing(self) -> None:
        """Leave out the rows in which all cars are the same, or show them again."""
        self._differing = not self._differing
        self._redraw()

    def action_view(self) -> None:
        """Where only one chart has room, show the other one."""
        self.toggle_class("-range")
