"""Trims side by side: rows of properties, the best of each, what range costs, and their sources."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.currencies import CURRENCIES
from tui.facts.figure import Figure, derive, stated
from tui.facts.fmt import duration_words
from tui.facts.model import Concept, Fact, Rate
from tui.facts.period import MONTHS
from tui.facts.units import currency_of
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.present.provenance import TextBlock, explain
from tui.present.table import Cell, Column, Table
from tui.present.things import publishers
from tui.tabs.models.spec_text import (
    hedged,
    number_text,
    rounded,
    seconds,
    worded,
)

FACTORS = {
    ("PS", "kW"): Decimal("0.73549875"),
    ("min", "s"): Decimal(60),
    ("h", "s"): Decimal(3600),
}
"""Units turned into that of the concept; a metric horsepower is 75 kgf·m/s (DIN 66036)."""


class Trim(NamedTuple):
    """A car as it is sold, one column of the comparison."""

    model: str
    trim: str
    """Empty for a model without trims."""
    short: str
    """How a heading reads where room is short."""
    maker: str
    rival: bool = False
    is_replaced: bool = False
    """Whether another model took its place, so that it is no longer on sale."""

    @property
    def key(self) -> str:
        """The same in every run, for picks and the cursor: `su7/max`."""
        return f"{self.model}/{self.trim}"

    @property
    def name(self) -> str:
        """How a heading reads; a rival's begins with its maker."""
        return f"{self.maker} {self.short}" if self.rival else self.short


class Spec(NamedTuple):
    """One property of one car, as shown and as compared."""

    text: str = fmt.MISSING
    figure: Figure | None = None
    fact: Fact | None = None
    value: Decimal | None = None
    """The number as the text gives it, in the unit of `figure`; None where there is none."""
    best: bool = False
    share: float = 0.0
    """Length of its bar, 1 for the largest of the row."""
    role: str = ""
    mark: str = ""
    """What stands behind it where sources still disagree."""

    @property
    def shown(self) -> str:
        """The text with its mark."""
        return f"{self.text} {self.mark}".rstrip()

    @property
    def unit(self) -> str:
        """The unit of its number; empty where there is none."""
        return self.figure.unit if self.figure else ""

    @property
    def duration(self) -> str:
        """The period over which it was counted; empty where the statement does not say."""
        return self.fact.dims.duration if self.fact else ""

    @property
    def is_certain(self) -> bool:
        """Whether it can be compared with others: no rumour, estimate or mere bound."""
        if self.value is None or self.fact is None:
            return self.value is not None
        return self.fact.scenario == "actual" and not self.fact.is_bound


def all_trims(book: FactBook) -> tuple[Trim, ...]:
    """Every trim of every model in the order of the file, but each model before the one whose place
    it took; the first maker's are no rivals."""
    order = {key: place for place, key in enumerate(book.models)}
    gone = {model.replaces for model in book.models.values()}
    found = []
    for model in sorted(
        book.models.values(), key=lambda m: (order.get(m.replaces, order[m.key]), not m.replaces)
    ):
        rival, is_replaced = model.maker != book.called, model.key in gone
        for key, name in (model.trims or {"": model.name}).items():
            found.append(Trim(model.key, key, name, model.maker, rival, is_replaced))
    return tuple(found)


def places(book: FactBook, currency: str) -> Iterator[tuple[str, Fact]]:
    """Every car, at the first fact of it."""
    first = {f"{fact.dims.model}/{fact.dims.trim}": fact for fact in book.facts[::-1]}
    for trim in all_trims(book):
        if trim.key in first:
            yield f"Car {trim.name}", first[trim.key]


class Specs:
    """The statements about cars that were not superseded, by concept, model and trim."""

    def __init__(self, book: FactBook, currency: str, contested: Contested = UNCHECKED) -> None:
        self.book = book
        self.currency = currency
        self.contested = contested
        gone = {fact.supersedes for fact in book.facts if fact.supersedes}
        found: defaultdict[tuple[str, str, str], list[Fact]] = defaultdict(list)
        for fact in book.facts:
            stands = fact.rank != "deprecated" and fact.key not in gone
            if fact.dims.model and not fact.dims.market and stands:
                found[fact.concept, fact.dims.model, fact.dims.trim].append(fact)
        self._found = dict(found)

    def fact(self, concept: Concept, trim: Trim) -> Fact | None:
        """The statement to show: actual figures before rumours and forecasts, those on the trim
        before those on all trims. A bound on all trims says nothing about one of them.
        """
        own = self._found.get((concept.key, trim.model, trim.trim), [])
        every = self._found.get((concept.key, trim.model, ""), []) if trim.trim else []
        shared = [fact for fact in every if fact.dims.duration or not fact.is_bound]
        groups = [
            [fact for fact in facts if (fact.scenario == "actual") == actual]
            for actual in (True, False)
            for facts in (own, shared)
        ]
        return next((self._best(concept, facts) for facts in groups if facts), None)

    def spec(self, concept: Concept, trim: Trim) -> Spec:
        """One cell: the statement for a trim, its figure in the concept's unit and our currency."""
        fact = self.fact(concept, trim)
        if fact is None:
            return Spec()
        role = "" if fact.scenario == "actual" else "forecast"
        word = "" if fact.scenario == "actual" else f" {fact.scenario}"
        mark = self.contested.mark(fact)
        if fact.quantity is None:
            return Spec(worded(concept, fact) + word, fact=fact, role=role, mark=mark)
        figure = self.figure(concept, fact, trim)
        text, value = hedged(fact, figure) + word, rounded(figure)[0]
        return Spec(text, figure, fact, value, role=role, mark=mark)

    def dated(self, spec: Spec, trim: Trim) -> Spec:
        """The cell with its month where it is over a year old, or of a car no longer on sale."""
        when, today = spec.fact.period if spec.fact else None, self.book.as_of.start
        day = when.start if when else None
        if when is None or day is None or today is None:
            return spec
        past = today.year - day.year - ((today.month, today.day) <= (day.month, day.day))
        if past < 1 and not trim.is_replaced:
            return spec
        month = f"{MONTHS[day.month - 1]} " if (when.days or 0) <= 31 else ""
        return spec._replace(text=f"{spec.text} {month}{day.year}")

    def figure(self, concept: Concept, fact: Fact, trim: Trim) -> Figure:
        """What a fact states, in the concept's unit and in our currency where there is a rate."""
        label = f"{concept.name} of the {trim.name}"
        figure = stated(fact, label)
        factor = FACTORS.get((figure.unit, concept.unit))
        if factor is not None:
            formula = f"{concept.name} in {figure.unit} × {factor}"
            figure = derive(label, formula, lambda x: x * factor, (figure,), concept.unit)
        return convert(self.book, figure, self.currency) or figure

    def _best(self, concept: Concept, facts: list[Fact]) -> Fact:
        """Preferred ones first; of several days the latest, of several durations the longest."""
        preferred = [fact for fact in facts if fact.rank == "preferred"] or facts
        if concept.period == "duration":
            longest = max(seconds(fact.dims.duration) for fact in preferred)
            preferred = [f for f in preferred if seconds(f.dims.duration) == longest]
        elif concept.period == "instant":
            latest = max((f.period.order for f in preferred if f.period), default=None)
            preferred = [f for f in preferred if not f.period or f.period.order == latest]
        order = (self.book.currency, *sorted(CURRENCIES - {self.book.currency}))
        picked = (self.book.pick(preferred, currency) for currency in order)
        # Of texts that of the better source, then the one that says more.
        return next(filter(None, picked), None) or min(
            preferred, key=lambda fact: (self.book.tier(fact), -len(fact.text))
        )


class SpecRow(NamedTuple):
    """One property of the cars in the columns."""

    key: str
    name: str
    unit: str
    """Unit and test cycle beside the name."""
    better: str
    specs: tuple[Spec, ...]

    @property
    def heading(self) -> str:
        """Name and unit."""
        return f"{self.name} {self.unit}".rstrip()

    @property
    def differs(self) -> bool:
        """Whether two of the cars are known to differ."""
        return len({spec.text for spec in self.specs} - {fmt.MISSING}) > 1


def rated(better: str, specs: tuple[Spec, ...]) -> tuple[Spec, ...]:
    """The cells with the length of their bars and a mark on the best of them.

    Only certain numbers in one unit compete. None is the best where better is a matter of taste,
    where all are equal, or where a mere bound leaves room for a better one; a tie has several.
    """
    rivals = [spec for spec in specs if spec.is_certain]
    best = best_value(better, specs)
    alike = better and len(rivals) > 1 and len({spec.unit for spec in rivals}) == 1
    top = max((abs(spec.value) for spec in rivals if spec.value), default=Decimal(0))
    return tuple(
        spec._replace(
            best=best is not None and spec.is_certain and spec.value == best,
            share=float(spec.value / top) if alike and spec in rivals and spec.value else 0.0,
        )
        for spec in specs
    )


def best_value(better: str, specs: Sequence[Spec]) -> Decimal | None:
    """The value that gets the star; None where none does."""
    rivals = [spec for spec in specs if spec.is_certain]
    values = {spec.value for spec in rivals if spec.value is not None}
    if not better or len(values) < 2 or len({spec.unit for spec in rivals}) > 1:
        return None
    best = min(values) if better == "lower" else max(values)
    for spec in specs:
        bound = spec.fact is not None and spec.fact.scenario == "actual" and not spec.is_certain
        if bound and spec.figure:
            ends = spec.figure.support
            beats = ends.lo < best if better == "lower" else ends.hi > best
            if beats:
                return None
    return best


def from_first(row: SpecRow, trims: Sequence[Trim]) -> SpecRow:
    """The row with every column but the first as its difference from the first, without bars."""
    base = row.specs[0] if row.specs else Spec()
    others = [
        _difference(row, spec, base, trim, trims[0])
        for spec, trim in zip(row.specs[1:], trims[1:], strict=True)
    ]
    bare = tuple(spec._replace(share=0.0) for spec in (*row.specs[:1], *others))
    return row._replace(specs=bare)


def _difference(row: SpecRow, spec: Spec, base: Spec, trim: Trim, first: Trim) -> Spec:
    mine, other = spec.figure, base.figure
    if mine is None or other is None or spec.value is None or base.value is None:
        same = spec.text == base.text and spec.text != fmt.MISSING
        return spec._replace(text="= same", role="muted") if same else spec
    alike = (spec.unit, spec.duration) == (base.unit, base.duration)
    if not (alike and spec.is_certain and base.is_certain):
        return spec
    label = f"{row.name} of the {trim.name} against the {first.name}"
    formula = f"{trim.name} − {first.name}"
    figure = derive(label, formula, lambda a, b: a - b, (mine, other), mine.unit, mine.period)
    change = spec.value - base.value
    if not change:
        return spec._replace(text="= same", figure=figure, role="muted")
    places = max(rounded(mine)[1], rounded(other)[1])
    size = number_text(abs(change), places, mine.unit)
    text = f"{'▲' if change > 0 else '▼'} {size}"
    if base.value:
        share = abs(change / base.value) * 100
        text += f"  {fmt.number(share)}%" if share >= 1 else "  <1%"
    gains = (change < 0) == (row.better == "lower")
    role = "" if not row.better else "profit" if gains else "loss"
    return spec._replace(text=text, figure=figure, role=role)


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
        """Price and range; None where it is not on sale, or where one is missing or not certain
        enough to compare."""
        if self.per_km.value is None or self.price.value is None or self.range.value is None:
            return None
        if self.trim.is_replaced:
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

    Prices in a currency without a rate are shown but not compared.
    """
    price, cycle = specs.book.concepts.get("price"), main_cycle(specs)
    found = []
    for trim in all_trims(specs.book):
        cost = specs.dated(specs.spec(price, trim), trim) if price else Spec()
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
    """What is on sale at a price that can be compared, cheapest first."""
    common = _common_unit(offer.price for offer in offers)
    on_sale = [offer for offer in offers if not offer.trim.is_replaced]
    priced = [o for o in on_sale if o.price.is_certain and o.price.unit == common]
    return tuple(sorted(priced, key=lambda offer: offer.price.value or Decimal(0)))


def per_km(trim: Trim, price: Spec, distance: Spec, currency: str) -> Spec:
    """List price ÷ range, where both are certain and the price is in `currency`."""
    cost, length = price.figure, distance.figure
    if not (price.is_certain and distance.is_certain) or cost is None or length is None:
        return Spec()
    if cost.unit != currency or length.may_be_zero:
        return Spec()
    label = f"price per km of the {trim.name}"
    figure = derive(
        label, "list price ÷ range", lambda p, d: p / d, (cost, length), f"{currency}/km"
    )
    value, places = rounded(figure)
    return Spec(number_text(value, places, figure.unit), figure, value=value)


def frontier(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The best buys, cheapest first: no car as cheap or cheaper has more range.

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
    """Those on sale that give most range for the money."""
    return lowest(offers, lambda offer: offer.per_km.value if offer.point else None)


def furthest(offers: Sequence[Offer]) -> list[Offer]:
    """Those on sale that go furthest."""
    on_sale = [offer for offer in offers if not offer.trim.is_replaced]
    certain = [offer for offer in on_sale if offer.range.is_certain]
    return lowest(certain, lambda offer: -(offer.range.value or Decimal(0)))


def cheapest(offers: Sequence[Offer]) -> list[Offer]:
    """Those that cost least."""
    return lowest(by_price(offers), lambda offer: offer.price.value)


def offers_finding(
    offers: Sequence[Offer], distance: str = "range", nouns: tuple[str, str] = ("car", "cars")
) -> str:
    """Who gives most range for the money and who goes furthest, in a sentence.

    It says of how many where that is not known of all; `nouns` are what these are called.
    """
    value, far, cheap = thriftiest(offers), furthest(offers), cheapest(offers)
    on_sale = [offer for offer in offers if not offer.trim.is_replaced]
    ranged = [offer for offer in on_sale if offer.range.is_certain]

    def among(pool: Sequence[Offer], known: str, does: str, best: Sequence[Offer]) -> str:
        sold = " on sale" if len(on_sale) < len(offers) else ""
        which = f"{sold} with a known {known}" if len(pool) < len(on_sale) else sold
        clause = _clause(best, does)
        if not clause or (not which and nouns[0] == "car"):
            return clause
        if len(pool) == 1:
            return _clause(best, f"is the only {nouns[0]}{which}")
        return f"of the {len(pool)} {nouns[1]}{which}, {clause}"

    if value and value == far:
        both = "{offers} the most range for the money and {goes} furthest"
        text = among(ranged, distance, both, value)
    elif value:
        text = among(ranged, distance, "{offers} the most range for the money", value)
        text = f"{text}; {_clause(far, '{goes} furthest')}"
    else:
        clauses = (
            among(by_price(offers), "price", "{costs} least", cheap),
            among(ranged, distance, "{goes} furthest", far),
        )
        text = "; ".join(filter(None, clauses))
    return f"{text[0].upper()}{text[1:]}." if text else f"No {nouns[0]} has a price or a range yet."


_ONE = {"offers": "offers", "goes": "goes", "costs": "costs"}
_MANY = {"offers": "offer", "goes": "go", "costs": "cost"}


def _clause(offers: Sequence[Offer], does: str) -> str:
    """`the SU7 goes furthest`, `the SU7 and the YU7 go furthest`; empty without offers."""
    names = fmt.joined([f"the {offer.trim.name}" for offer in offers])
    verbs = _ONE if len(offers) == 1 else _MANY
    return f"{names} {does.format_map(verbs)}" if names else ""


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


PER_KM = "price_per_km"
FIRST = (
    *("price", *CYCLES, PER_KM, "battery", "power", "torque", "acceleration", "top_speed"),
    *("charging_peak", "charging", "chemistry", "drive", "voltage"),
    *("length", "width", "height", "wheelbase", "orders", "locked_orders"),
    *("launch", "deliveries_start"),
)
"""Rows in the order people ask for them; what else does not change about a car comes after."""
NAMES = {"price": "Price", "acceleration": "0–100", "chemistry": "Chemistry"}
NAMES |= {"charging_peak": "Peak charging", "voltage": "Voltage", "locked_orders": "Locked in"}
BARE = ("money", "text", "date", "orders")
"""Units that a heading leaves out: the cell says them, or the name does."""


class Comparison(NamedTuple):
    """What the tab shows: columns, rows, and every offer for the charts below."""

    trims: tuple[Trim, ...]
    rows: tuple[SpecRow, ...]
    offers: tuple[Offer, ...]
    finding: str
    scope: str
    """How many of the trims are shown."""
    basis: str
    """Which price and which test cycle the finding rests on."""
    rates: str
    """At what rates prices were converted; empty when none was."""
    is_against_first: bool = False
    """Whether the columns are differences from the first, which stays in sight then."""


BASIS = "trims, latest list price"
NOTHING = Comparison((), (), (), "", "", "", "")


def opening_picks(book: FactBook, count: int, among: Collection[str]) -> tuple[str, ...]:
    """The trims to open with, of those with these keys; the same in every currency."""
    offers = all_offers(Specs(book, book.currency))
    return default_picks([offer for offer in offers if offer.trim.key in among], count)


def compare(
    book: FactBook,
    currency: str,
    picks: Sequence[str] | None = None,
    *,
    against_first: bool = False,
    differing: bool = False,
    contested: Contested = UNCHECKED,
    among: Collection[str] | None = None,
) -> Comparison:
    """The picked trims side by side, all trims when nothing is picked; only those `among` count.

    `against_first` writes the other columns as differences from the first one, `differing` leaves
    out rows in which all known values are the same.
    """
    specs = Specs(book, currency, contested)
    every, cycle = all_offers(specs), main_cycle(specs)
    offers = tuple(offer for offer in every if among is None or offer.trim.key in among)
    trims = {offer.trim.key: offer.trim for offer in offers}
    shown = tuple(trims[key] for key in (trims if picks is None else picks) if key in trims)
    rows = all_rows(specs, shown, offers)
    if differing:
        rows = tuple(row for row in rows if row.differs)
    if against_first:
        rows = tuple(from_first(row, shown) for row in rows)
    return Comparison(
        shown,
        rows,
        offers,
        offers_finding(
            offers,
            " ".join(_named(cycle)[::-1]).strip() if cycle else "range",
            ("match", "matches") if len(offers) < len(every) else ("car", "cars"),
        ),
        f"{len(shown)} of {len(offers)}",
        f"{BASIS}, range by {_cycle(cycle)}" if cycle else BASIS,
        rates_used([offer for offer in offers if offer.trim in shown]),
        against_first,
    )


def _named(concept: Concept) -> tuple[str, str]:
    """The name of a property, and the test cycle that stands behind its comma: `range`, `CLTC`."""
    name, _, cycle = concept.name.partition(", ")
    return name, cycle


def _cycle(concept: Concept) -> str:
    return _named(concept)[1] or concept.name


def all_rows(specs: Specs, trims: Sequence[Trim], offers: Sequence[Offer]) -> tuple[SpecRow, ...]:
    """A row for each property that at least one of the trims has a statement on."""
    concepts = specs.book.concepts
    lasting = [key for key, concept in concepts.items() if concept.period == "none"]
    rows = []
    for key in dict.fromkeys((*FIRST, *lasting)):
        if key == PER_KM:
            row = _per_km_row(specs, trims, offers)
        elif key in concepts:
            found = tuple(specs.spec(concepts[key], trim) for trim in trims)
            if concepts[key].period == "instant":
                found = tuple(map(specs.dated, found, trims))
            row = _row(concepts[key], trims, found)
        else:
            continue
        if any(spec.text != fmt.MISSING for spec in row.specs):
            rows.append(row)
    return tuple(rows)


def _per_km_row(specs: Specs, trims: Sequence[Trim], offers: Sequence[Offer]) -> SpecRow:
    cycle = main_cycle(specs)
    quotients = {offer.trim: offer.per_km for offer in offers}
    found = tuple(quotients[trim] for trim in trims)
    unit = _cycle(cycle) if cycle else ""
    return SpecRow(PER_KM, "Price per km", unit, "lower", rated("lower", found))


def _row(concept: Concept, trims: Sequence[Trim], specs: tuple[Spec, ...]) -> SpecRow:
    name, cycle = _named(concept)
    heading = NAMES.get(concept.key) or name[:1].upper() + name[1:]
    unit = "" if concept.unit in BARE else concept.unit
    facts = [spec.fact for spec in specs if spec.fact]
    whole = facts and all(not fact.dims.trim for fact in facts) and any(t.trim for t in trims)
    hint = "by model" if whole and concept.period == "duration" else ""
    label = " ".join(part for part in (unit, cycle, hint) if part)
    return SpecRow(concept.key, heading, label, concept.better, rated(concept.better, specs))


def rates_used(offers: Sequence[Offer]) -> str:
    """`$1 = ¥7.1882 in Q1 24, ¥7.2419 in Q2 25`; empty when nothing is converted."""
    prices = [offer.price.figure for offer in offers if offer.price.figure]
    rates = {fact for price in prices for fact in price.facts if isinstance(fact, Rate)}
    if not rates:
        return ""
    told: dict[str, list[str]] = {}
    for rate in sorted(rates, key=lambda rate: (rate.currency, rate.period.order)):
        means = told.setdefault(f"{_sign(rate.currency)}1", [])
        means.append(f"{_sign(rate.base)}{rate.mean} in {fmt.period(rate.period)}")
    listed = "; ".join(f"{unit} = {', '.join(means)}" for unit, means in told.items())
    return f"{listed}: mean rates, by the day of each price"


def _sign(currency: str) -> str:
    return fmt.SYMBOLS.get(currency, f"{currency} ")


def models_table(book: FactBook, currency: str, trims: Sequence[str] | None = None) -> Table:
    """One line a trim with the figures that can be held against each other; all trims unless named.

    The records hold every property: numbers as decimal strings in the unit of the concept, prices
    in `currency` where there is a rate, None where nothing is stated.
    """
    found = compare(book, currency, trims, contested=contested_in(book))
    told = [row for row in found.rows if row.better or row.key == "battery"]
    columns = (Column("Trim", numeric=False), *(Column(row.heading) for row in told))
    lines = tuple(
        (Cell(trim.name), *(_cell(row.specs[place]) for row in told))
        for place, trim in enumerate(found.trims)
    )
    records = tuple(_record(found, place) for place in range(len(found.trims)))
    return Table(found.finding, columns, lines, records, tuple(records[0] if records else FIELDS))


def _cell(spec: Spec) -> Cell:
    text = f"★ {spec.shown}" if spec.best else spec.shown
    return Cell(text, spec.figure, spec.fact, "best" if spec.best else spec.role)


FIELDS = ("model", "trim", "maker", "name", "unconfirmed", "disputed")
"""What is known of every trim; the properties come from the file."""


def _record(found: Comparison, place: int) -> dict[str, object]:
    trim, unsure, disputed = found.trims[place], [], []
    record: dict[str, object] = {"model": trim.model, "trim": trim.trim, "maker": trim.maker}
    record["name"] = trim.name
    for row in found.rows:
        spec = row.specs[place]
        text = spec.fact.text if spec.fact else None
        record[row.key] = text if spec.value is None else fmt.plain(spec.value)
        if row.key == "price":
            record["currency"] = currency_of(spec.unit)
        if any(other.duration for other in row.specs):
            record[f"{row.key}_duration"] = spec.duration or None
        if spec.fact and spec.fact.scenario != "actual":
            unsure.append(row.key)
        if spec.mark:
            disputed.append(row.key)
    return record | {"unconfirmed": unsure, "disputed": disputed}


CLAIMS = {
    "rumour": "A rumour: no source that would know confirms it.",
    "estimate": "An estimate, not a figure of the maker.",
    "forecast": "A forecast, not yet a fact.",
    "target": "A target, not yet a fact.",
}


def spec_story(book: FactBook, name: str, trim: Trim, spec: Spec) -> tuple[TextBlock, ...]:
    """The sources of a cell, how sure they are, and the other statements on the same property."""
    subject = spec.figure or spec.fact
    if subject is None:
        text = (
            f"No source on file gives {name.lower()} for the {trim.name}. Missing does not mean 0."
        )
        return (TextBlock(f"{trim.name}: {name}", "bold"), TextBlock(), TextBlock(text, "muted"))
    lines = list(explain(book, subject))
    if spec.fact is not None and spec.fact.scenario in CLAIMS:
        lines.insert(1, TextBlock(CLAIMS[spec.fact.scenario], "forecast"))
    if spec.fact is not None and trim.trim and not spec.fact.dims.trim:
        model = book.models[trim.model].name
        lines.append(TextBlock(f"Stated for the {model} as a whole, not by trim.", "muted"))
    if spec.duration:
        lines.append(TextBlock(f"Counted over {duration_words(spec.duration)}.", "muted"))
    return (*lines, *_also(book, spec))


def _also(book: FactBook, spec: Spec) -> Iterator[TextBlock]:
    """Other statements on the same property of the car: of other days, in other units, in words."""
    others = [fact for fact in _rivals(book, spec.fact) if not _is_told(spec, fact)]
    if others:
        yield TextBlock()
        yield TextBlock("Also stated", "bold")
    for fact in others:
        word = "" if fact.scenario == "actual" else f", {fact.scenario}"
        when = f", {fmt.period(fact.period)}" if fact.period else ""
        yield TextBlock(f"{fact.text}{when}{word}", indent=3, lead="·", lead_role="muted")
        yield TextBlock(publishers(book, fact.sources), "muted", 3)
        if fact.reason:
            yield TextBlock(f"{fact.rank}: {fact.reason}", "muted", 3)
        yield TextBlock(book.place(fact.mark), "neutral", 3)


def _rivals(book: FactBook, chosen: Fact | None) -> Sequence[Fact]:
    if chosen is None:
        return ()
    about = (chosen.concept, chosen.dims.model, chosen.dims.trim)
    return [
        fact
        for fact in book.facts
        if (fact.concept, fact.dims.model, fact.dims.trim) == about and fact is not chosen
    ]


def _is_told(spec: Spec, other: Fact) -> bool:
    """Whether the explanation of the figure itself lists the other statement already."""
    figure, chosen = spec.figure, spec.fact
    if figure is None or chosen is None or figure.origin is not chosen or not other.quantity:
        return False
    same_day = chosen.period is None or other.period == chosen.period
    return same_day and other.dims == chosen.dims and other.quantity.unit == figure.unit
