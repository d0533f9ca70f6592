"""The two charts below the comparison: a ladder of prices, and what range costs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.present import fmt
from tui.tabs.models.offers import Offer, by_price, frontier, within_reach
from tui.tabs.models.specs import Trim
from tui.ui.charts import Dot, Kind, Pickable, PriceLadder, Rung, Scatter, compact


class OfferCharts(Horizontal):
    """Every car that has a price; beside it every one that has a range too."""

    DEFAULT_CSS = """
    OfferCharts {
        #prices, #value { width: 1fr; }
        #value { padding-left: 2; }
        .title { height: 1; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    }
    """

    @dataclass
    class Pointed(Message):
        """The user moved the cursor of a chart to a car."""

        offer: Offer

    @dataclass
    class Chosen(Message):
        """The user chose a car in a chart."""

        offer: Offer

    _ladder: tuple[Offer, ...] = ()
    _scatter: tuple[Offer, ...] = ()

    def compose(self) -> ComposeResult:
        """Each chart under its title."""
        with Vertical(id="prices"):
            yield Static(id="prices-title", classes="title")
            yield PriceLadder(id="ladder")
        with Vertical(id="value"):
            yield Static(id="value-title", classes="title")
            yield Scatter(id="scatter")

    def show(self, offers: Sequence[Offer], shown: Collection[str]) -> None:
        """These cars; `shown` are the keys of those in the columns of the comparison."""
        self._ladder = by_price(offers)
        self._scatter = within_reach(self._ladder, shown)
        self.query_one(PriceLadder).rungs = tuple(
            Rung(offer.trim.name, float(offer.price.value or 0), offer.price.text, kind)
            for offer in self._ladder
            for kind in (_kind(offer, shown),)
        )
        scatter = self.query_one(Scatter)
        sign = fmt.SYMBOLS.get(self._ladder[0].price.unit, "") if self._ladder else ""
        scatter.fmt_x = lambda value: f"{sign}{compact(value)}"
        best = frontier(self._scatter)
        scatter.frontier = tuple(_point(offer) for offer in best)
        scatter.dots = tuple(
            Dot(*_point(offer), offer.trim.name, _kind(offer, shown)) for offer in self._scatter
        )
        key = "● picked  • not picked  ◇ rival"
        self.query_one("#prices-title", Static).update(_title("Price", key))
        told = [f"km by price; ─ best buys: {', '.join(o.trim.name for o in best)}"] if best else []
        dearer = sum(offer.point is not None for offer in self._ladder) - len(self._scatter)
        told += [f"{dearer} dearer not drawn"] if dearer else []
        title = _title("Range for the money", "; ".join(told))
        self.query_one("#value-title", Static).update(title)

    def point(self, trim: Trim | None) -> None:
        """Put both cursors on a car, where the charts have it."""
        self.query_one(PriceLadder).selected = _place(self._ladder, trim)
        self.query_one(Scatter).selected = _place(self._scatter, trim)

    def at_hand(self) -> tuple[Offer, bool] | None:
        """The car under the cursor of the chart with the focus, and whether that is the ladder."""
        ladder, scatter = self.query_one(PriceLadder), self.query_one(Scatter)
        if ladder.has_focus and ladder.selected is not None:
            return self._ladder[ladder.selected], True
        if scatter.has_focus and scatter.selected is not None:
            return self._scatter[scatter.selected], False
        return None

    def _offer(self, message: Pickable.Selected | Pickable.Chosen) -> Offer | None:
        """The car that a message is about; None when other cars came since it was sent."""
        offers = self._ladder if isinstance(message.chart, PriceLadder) else self._scatter
        return offers[message.index] if message.index < len(offers) else None

    @on(Pickable.Selected)
    def _selected(self, message: Pickable.Selected) -> None:
        message.stop()
        if offer := self._offer(message):
            self.post_message(self.Pointed(offer))

    @on(Pickable.Chosen)
    def _chosen(self, message: Pickable.Chosen) -> None:
        message.stop()
        if offer := self._offer(message):
            self.post_message(self.Chosen(offer))


def _title(name: str, told: str) -> Content:
    return Content.assemble((name, "bold"), (f"  {told}", "$muted"))


def _kind(offer: Offer, shown: Collection[str]) -> Kind:
    if offer.trim.rival:
        return "reference"
    return "picked" if offer.trim.key in shown else "other"


def _point(offer: Offer) -> tuple[float, float]:
    price, distance = offer.point or (0, 0)
    return float(price), float(distance)


def _place(offers: Sequence[Offer], trim: Trim | None) -> int | None:
    return next((n for n, offer in enumerate(offers) if offer.trim == trim), None)
