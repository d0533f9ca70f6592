"""What range costs: every trim with its price and range, best buys, and the finding about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from tui.facts.figure import derive
from tui.facts.model import Concept
from tui.present.spec_text import number_text, rounded
from tui.tabs.models.specs import Spec, Specs, Trim, all_trims

CYCLES = ("range_cltc", "range_wltp", "range_epa")
"""Ranges by test cycle. Cycles differ by a third and more, so none is held against another."""

_T = TypeVar("_T")


class Offer(NamedTuple):
    """A trim, what it costs, how far it goes in the cycle most trims are known in."""

    trim: Trim
    price: Spec
    range: Spec
    per_km: Spec

    @property
    def point(self) -> tuple[Decimal, Decimal] | None:
        """Price and range; None where one is missing or not certain enough to compare."""
        if self.per_km.value is None or self.price.value is None or self.range.value is None:
            return None
        return self.price.value, self.range.value


def main_cycle(specs: Specs) -> Concept | None:
    """The test cycle in which the range of most trims is known."""
    trims = all_trims(specs.book)
    known = {
        key: sum(specs.spec(specs.book.concepts[key], trim).is_certain for trim in trims)
        for key in CYCLES
        if key in specs.book.concepts
    }
    most = max(known, key=lambda key: known[key], default="")
    return specs.book.concepts[most] if known.get(most) else None


def all_offers(specs: Specs) -> tuple[Offer, ...]:
    """Every trim in the order of the file.

    Prices that no rate turns into the currency of the others are shown but not compared.
    """
    price, cycle = specs.book.concepts.get("price"), main_cycle(specs)
    found = []
    for trim in all_trims(specs.book):
        cost = specs.spec(price, trim) if price else Spec()
        distance = specs.spec(cycle, trim) if cycle else Spec()
        found.append((trim, cost, distance))
    common = _common_unit(cost for _, cost, _ in found)
    return tuple(
        Offer(trim, cost, distance, per_km(trim, cost, distance, common))
        for trim, cost, distance in found
    )


def _common_unit(specs: Iterable[Spec]) -> str:
    """The unit of most of them."""
    units = Counter(spec.unit for spec in specs if spec.unit)
    return units.most_common(1)[0][0] if units else ""


def by_price(offers: Sequence[Offer]) -> tuple[Offer, ...]:
    """The offers with a price that can be compared, cheapest first."""
    common = _common_unit(offer.price for offer in offers)
    priced = [o for o in offers if o.price.is_certain and o.price.unit == common]
    return tuple(sorted(priced, key=lambda offer: offer.price.value or Decimal(0)))


def per_km(trim: Trim, price: Spec, distance: Spec, currency: str) -> Spec:
    """List price ÷ range, where both are known to be just that and the price is in `currency`."""
    cost, length = price.figure, distance.figure
    if not (price.is_certain and distance.is_certain) or cost is None or length is None:
        return Spec()
    if cost.unit != currency or 0 in length.support:
        return Spec()
    label = f"price per km of the {trim.name}"
    figure = derive(
        label, "list price ÷ range", lambda p, d: p / d, (cost, length), f"{currency}/km"
    )
    value, places = rounded(figure)
    return Spec(number_text(value, places, figure.unit), figure, value=value)


def frontier(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The best buys, cheapest first: those that nothing as cheap or cheaper outdoes in range.

    All offers are in one test cycle. Of equal price and range both are best buys.
    """
    points = [(point, offer) for offer in offers if (point := offer.point)]
    points.sort(key=lambda pair: (pair[0][0], -pair[0][1]))
    best: list[tuple[tuple[Decimal, Decimal], Offer]] = []
    for point, offer in points:
        if not best or point[1] > best[-1][0][1] or point == best[-1][0]:
            best.append((point, offer))
    return tuple(offer for _, offer in best)


def within_reach(offers: Sequence[Offer], shown: Collection[str]) -> tuple[Offer, ...]:
    """The offers with price and range up to 1½ times the median price, or to the dearest shown.

    A few cars at several times the usual price would press all others into a corner of a chart.
    """
    points = {offer: point for offer in offers if (point := offer.point)}
    prices = sorted(price for price, _ in points.values())
    usual = prices[len(prices) // 2] * 3 / 2 if prices else Decimal(0)
    limit = max([usual, *(point[0] for o, point in points.items() if o.trim.key in shown)])
    return tuple(offer for offer, point in points.items() if point[0] <= limit)


def thriftiest(offers: Sequence[Offer]) -> list[Offer]:
    """Those that give most range for the money."""
    return lowest(offers, lambda offer: offer.per_km.value)


def furthest(offers: Sequence[Offer]) -> list[Offer]:
    """Those that go furthest."""
    certain = [offer for offer in offers if offer.range.is_certain]
    return lowest(certain, lambda offer: -(offer.range.value or Decimal(0)))


def cheapest(offers: Sequence[Offer]) -> list[Offer]:
    """Those that cost least."""
    return lowest(by_price(offers), lambda offer: offer.price.value)


def finding(offers: Sequence[Offer]) -> str:
    """Who gives most range for the money and who goes furthest, in a sentence."""
    value, far, cheap = thriftiest(offers), furthest(offers), cheapest(offers)
    if value and value == far:
        text = _clause(value, "buys most range for the money and goes furthest")
    else:
        first = _clause(value, "buys most range for the money") or _clause(cheap, "costs least")
        text = "; ".join(part for part in (first, _clause(far, "goes furthest")) if part)
    return f"{text[0].upper()}{text[1:]}." if text else "No car has a price or a range yet."


def _clause(offers: Sequence[Offer], does: str) -> str:
    """`the SU7 goes furthest`, `the SU7 and the YU7 go furthest`; empty without offers."""
    if len(offers) > 1:
        for one, many in (("buys ", "buy "), ("goes ", "go "), ("costs ", "cost ")):
            does = does.replace(one, many)
    names = [f"the {offer.trim.name}" for offer in offers]
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    return f"{listed} {does}" if names else ""


def lowest(items: Sequence[_T], key: Callable[[_T], Decimal | None]) -> list[_T]:
    """Those with the lowest key, all of them in a tie; those without a key are left out."""
    keyed = [(value, item) for item in items if (value := key(item)) is not None]
    least = min((value for value, _ in keyed), default=None)
    return [item for value, item in keyed if value == least]


def default_picks(offers: Sequence[Offer], count: int) -> tuple[str, ...]:
    """The `count` trims to open with, in the order of the file.

    The two of the finding, the rival that gives most range for the money, the cheapest of all,
    then the cheapest of each model, then the next cheapest, at last those without price or range.
    """
    rivals = [offer for offer in offers if offer.trim.rival]
    ranked = sorted(offers, key=lambda o: (o.point is None, o.price.value or 0))
    models: dict[str, Offer] = {}
    for offer in ranked:
        if offer.point:
            models.setdefault(offer.trim.model, offer)
    wanted = [*thriftiest(offers)[:1], *furthest(offers)[:1], *thriftiest(rivals)[:1]]
    wanted += [*cheapest(offers)[:1], *models.values(), *ranked]
    keys = list(dict.fromkeys(offer.trim.key for offer in wanted))[:count]
    return tuple(offer.trim.key for offer in offers if offer.trim.key in keys)
