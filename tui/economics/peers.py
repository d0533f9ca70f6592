"""Makers beside each other: one quarter and one measure per car, and why some stand apart.

One measure a ranking, each maker in its own perimeter, in one currency at the mean rate of the
quarter. What cannot be ranked is told with its reason, and with the nearest figure that is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

from tui.economics.account import FEW_CARS, result_over
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert, rate_figure, rate_for
from tui.facts.derive import profit_of, total_over
from tui.facts.figure import Figure, derive
from tui.facts.interval import ZERO
from tui.facts.model import Dims, Entity
from tui.facts.period import Period, half_of, parts_of


class Measure(NamedTuple):
    """What of a maker's account is divided by its cars."""

    key: str
    concept: str
    name: str
    short: str


MEASURES = {
    measure.key: measure
    for measure in (
        Measure("operating", "operating_result", "operating result", "operating"),
        Measure("net", "net_result", "net result", "net"),
        Measure("gross", "gross_profit", "gross profit", "gross"),
        Measure(
            "adjusted-operating",
            "adjusted_operating_result",
            "adjusted operating result",
            "adjusted operating",
        ),
        Measure("adjusted-net", "adjusted_net_result", "adjusted net result", "adjusted net"),
    )
}
"""What makers can be ranked by, in the order in which a key goes through them."""

TO_SHAREHOLDERS = Measure(
    "to-shareholders", "net_to_shareholders", "net result to shareholders", "to shareholders"
)
"""Never ranked: what of a net result belongs to a maker's own or common shareholders."""

_RESULTS = (
    *(MEASURES[key] for key in ("adjusted-operating", "operating", "net")),
    *(TO_SHAREHOLDERS, MEASURES["adjusted-net"]),
)
"""Each beside those that come nearest to it."""
ENOUGH = 5
"""So many makers must be ranked in the quarter to open on."""
_COARSE = 10
"""From one part in so many on, it is told what step a result is published to."""

FLAGS = {
    "named": "a result under another name",
    "wholesales": "wholesales",
    "sales": "sales",
    "vendor": "as laid out by a data vendor",
    "rounded": "published in few digits",
    "derived": "calculated from other periods",
    "weak": "a single weak source",
}
"""What a reader must know of a standing, and what that is in words."""


class Standing(NamedTuple):
    """One maker in one quarter by one measure; what is not known is None.

    Money in full units, of the currency that was asked for save for `result`.
    """

    maker: Entity
    period: Period
    measure: Measure
    deliveries: Figure | None = None
    result: Figure | None = None
    """As the maker reports it, in its own currency."""
    per_car: Figure | None = None
    revenue_per_car: Figure | None = None
    gross_per_car: Figure | None = None
    gross_margin: Figure | None = None
    cars_share: Figure | None = None
    """What of its revenue comes from cars, in percent."""
    rate: Figure | None = None
    place: tuple[int, int] | None = None
    """The best and the worst place that its bounds leave; the largest loss is first."""
    flags: tuple[str, ...] = ()
    """Keys of `FLAGS`."""
    why_not: str = ""
    """Why it is not ranked; empty for one that is."""
    nearest: Standing | None = None
    """What is known of a maker that is not ranked: per car by another measure, else a result."""

    @property
    def is_ranked(self) -> bool:
        """Whether it has a place."""
        return self.place is not None

    @property
    def is_weak(self) -> bool:
        """Whether its result rests on a single weak source: it is in no finding."""
        return "weak" in self.flags

    @property
    def sources(self) -> tuple[str, ...]:
        """The keys of all sources behind it, each once."""
        figures = (self.per_car, self.result, self.deliveries, self.revenue_per_car)
        return tuple(dict.fromkeys(chain(*(figure.sources for figure in figures if figure))))


class Peers:
    """All makers of a book in one currency."""

    def __init__(self, book: FactBook, currency: str) -> None:
        self.book = book
        self.currency = currency
        self._known: dict[tuple[str, Period], tuple[Standing, ...]] = {}
        self._plains: dict[tuple[str, str, Period], Standing] = {}
        self._totals: dict[tuple[str, str, Period], Figure | None] = {}

    @cached_property
    def makers(self) -> tuple[Entity, ...]:
        """Every maker, the one that the book is about first."""
        home = self.book.home.entity
        found = [entity for entity in self.book.entities.values() if entity.is_maker]
        return tuple(sorted(found, key=lambda entity: entity.key != home))

    @property
    def home(self) -> Entity | None:
        """The maker that the book is about; None where that is none."""
        return next((m for m in self.makers if m.key == self.book.home.entity), None)

    def quarters(self, measure: str = "operating") -> tuple[Period, ...]:
        """The quarters in which at least two makers can be ranked, in order of time.

        Those of a single maker where there are no others.
        """
        counts = {quarter: self._able(quarter, measure) for quarter in self._counted}
        least = min(max(counts.values(), default=0), 2)
        return tuple(quarter for quarter, count in counts.items() if count >= max(least, 1))

    def _able(self, quarter: Period, measure: str) -> int:
        """How many makers can be ranked in a quarter."""
        found = [self._plain(maker, quarter, MEASURES[measure]) for maker in self.makers]
        return len(_rivals(found))

    @cached_property
    def _counted(self) -> tuple[Period, ...]:
        """The quarters in which at least two makers have cars on file."""
        makers: dict[Period, set[str]] = {}
        for maker in self.makers:
            for quarter in self.quarters_of(maker):
                makers.setdefault(quarter, set()).add(maker.key)
        found = [quarter for quarter, keys in makers.items() if len(keys) > 1]
        return tuple(sorted(found, key=lambda quarter: quarter.order))

    def quarters_of(self, maker: Entity) -> tuple[Period, ...]:
        """The quarters whose cars a maker tells of, by themselves or in a longer period."""
        stated = self.book.facts_of("deliveries", dims=Dims(entity=maker.key))
        periods = [fact.period for fact in stated if fact.period]
        found = {quarter: None for period in periods for quarter in parts_of(period) or (period,)}
        return tuple(quarter for quarter in found if quarter.kind == "quarter")

    def latest(self, measure: str = "operating") -> Period | None:
        """The latest quarter with five makers ranked; else the one with the most."""
        for quarter in reversed(self._counted):
            if self._able(quarter, measure) >= ENOUGH:
                return quarter
        return max(self.quarters(measure), key=lambda q: self._able(q, measure), default=None)

    def ranked(self, period: Period, measure: str = "operating") -> tuple[Standing, ...]:
        """The makers with a place, the largest loss first."""
        return tuple(s for s in self.standings(period, measure) if s.is_ranked)

    def apart(self, period: Period, measure: str = "operating") -> tuple[Standing, ...]:
        """The makers without a place, each with its reason, those with a figure first."""
        return tuple(s for s in self.standings(period, measure) if not s.is_ranked)

    def standings(self, period: Period, measure: str = "operating") -> tuple[Standing, ...]:
        """Every maker in a quarter, those with a place first. Raises KeyError for no measure."""
        key = measure, period
        if key not in self._known:
            found = [self.standing(maker, period, MEASURES[measure]) for maker in self.makers]
            self._known[key] = tuple(_placed(found))
        return self._known[key]

    def standing(self, maker: Entity, period: Period, measure: Measure) -> Standing:
        """One maker in one quarter with all that is known of it, without its place."""
        plain = self._plain(maker, period, measure)
        if plain.why_not:
            known = [self._plain(maker, period, other) for other in _beside(measure)]
            nearest = next((other for other in known if other.per_car), None)
            nearest = nearest or next(
                self._totals_of(maker, period, (measure, *_beside(measure))), None
            )
            if plain.why_not.endswith(_NOT_FOUND) and plain.deliveries is None:
                is_told = any(other.result for other in (plain, *known))
                why = f"deliveries {_NOT_FOUND}" if is_told else self._nothing(maker, period)
                plain = plain._replace(why_not=why)
            plain = plain._replace(nearest=nearest)
        dims = Dims(entity=maker.key)
        revenue, cars_alone = (
            self.total(maker, concept, period) for concept in ("revenue", "car_revenue")
        )
        gross = self.result(maker, period, MEASURES["gross"])
        return plain._replace(
            revenue_per_car=self._per_car("revenue per car", revenue, plain.deliveries, period),
            gross_per_car=self._per_car("gross profit per car", gross, plain.deliveries, period),
            gross_margin=self.book.best("gross_margin", period, dims)
            or _percent("gross margin", gross, revenue, period),
            cars_share=_percent("cars in revenue", cars_alone, revenue, period),
        )

    def _totals_of(
        self, maker: Entity, period: Period, measures: Sequence[Measure]
    ) -> Iterator[Standing]:
        """What is known of a maker without cars: results of the quarter, then of its half-year."""
        for when in filter(None, (period, half_of(period))):
            for measure in measures:
                result = self.book.best(measure.concept, when, Dims(entity=maker.key))
                if result:
                    yield Standing(maker, when, measure, result=result)

    def _plain(self, maker: Entity, period: Period, measure: Measure) -> Standing:
        """One maker in one quarter: the result per car, or why it cannot be ranked."""
        key = maker.key, measure.key, period
        if key not in self._plains:
            cars, result = (
                self.total(maker, "deliveries", period),
                self.result(maker, period, measure),
            )
            each = self._per_car(f"{measure.name} per car", result, cars, period)
            rate = self._rate(self.book.reports_in(maker.key), period)
            found = Standing(maker, period, measure, cars, result, each, rate=rate)
            found = found._replace(flags=tuple(_flags(self.book, found)))
            self._plains[key] = found._replace(why_not=_why_not(found))
        return self._plains[key]

    def total(self, maker: Entity, concept: str, period: Period) -> Figure | None:
        """What a maker has of something in a period: as stated, else from the rest of its year."""
        key = maker.key, concept, period
        if key not in self._totals:
            self._totals[key] = total_over(self.book, concept, period, Dims(entity=maker.key))
        return self._totals[key]

    def result(self, maker: Entity, period: Period, measure: Measure) -> Figure | None:
        """A result as stated, else from what it is made of, else from the rest of its year."""
        dims = Dims(entity=maker.key)
        found = result_over(self.book, measure.concept, period, dims)
        if found is None and measure.key == "gross":
            margin = self.book.best("gross_margin", period, dims)
            revenue = self.total(maker, "revenue", period)
            found = profit_of(margin, revenue, measure.name) if margin and revenue else None
        return found.relabelled(measure.name) if found else None

    def _rate(self, own: str, period: Period) -> Figure | None:
        """The mean rate that turns a maker's currency into the one shown; None where none does."""
        foreign = self.currency if own == self.book.currency else own
        rate = rate_for(self.book, foreign, period) if own != self.currency else None
        return rate_figure(rate) if rate else None

    def _per_car(
        self, label: str, amount: Figure | None, cars: Figure | None, period: Period
    ) -> Figure | None:
        """An amount divided by cars in the currency shown; None without one of them or a rate."""
        if amount is None or cars is None or cars.may_be_zero:
            return None
        formula, unit = f"{amount.label} ÷ {cars.label}", f"{amount.unit}/car"
        own = derive(label, formula, lambda a, n: a / n, (amount, cars), unit, period)
        return convert(self.book, own, self.currency, period)

    def _nothing(self, maker: Entity, period: Period) -> str:
        """Why neither cars nor any result of a quarter are on file."""
        last = maker.ends and maker.ends.start
        if last and period.end and last < period.end:
            return f"no results since {fmt.period(maker.ends)}"
        newer = next((other for other in self.makers if other.replaces == maker.key), None)
        if newer and total_over(self.book, "deliveries", period, Dims(entity=newer.key)):
            return f"part of {newer.called}"
        half, dims = half_of(period), Dims(entity=maker.key)
        known = half and any(self.book.best(m.concept, half, dims) for m in _RESULTS)
        return "half-year only" if known else "no figures on file"


@lru_cache(maxsize=4)
def peers_of(book: FactBook, currency: str) -> Peers:
    """All makers of a book in one currency; whoever asks gets what others had calculated."""
    return Peers(book, currency)


_NOT_FOUND = "not on file"


def _why_not(standing: Standing) -> str:
    """Why it cannot be ranked; empty where it can."""
    maker, measure, result = standing.maker, standing.measure, standing.result
    if measure is TO_SHAREHOLDERS:
        return "a net result to shareholders is another measure"
    if measure.key == "net" and maker.perimeter == "segment":
        return "a segment has no net result"
    if result is None:
        return f"{measure.name} {_NOT_FOUND}"
    if not result.support.bounded:
        return f"only the sign of its {measure.name} is known"
    if standing.deliveries is None:
        return f"deliveries {_NOT_FOUND}"
    if standing.deliveries.value < FEW_CARS:
        return f"fewer than {FEW_CARS:,} cars"
    return "" if standing.per_car else f"no rate for {standing.period}"


def _beside(measure: Measure) -> tuple[Measure, ...]:
    """The other measures of a result, the nearest to one first."""
    at = _RESULTS.index(measure) if measure in _RESULTS else 0
    others = (other for other in reversed(_RESULTS) if other != measure)
    return tuple(sorted(others, key=lambda other: abs(_RESULTS.index(other) - at)))


def _rivals(standings: Sequence[Standing]) -> list[Standing]:
    """Those that can be ranked, of a maker in two perimeters the newer one only."""
    able = [standing for standing in standings if not standing.why_not]
    replaced = {standing.maker.replaces for standing in able}
    return [standing for standing in able if standing.maker.key not in replaced]


def _placed(standings: Sequence[Standing]) -> Iterator[Standing]:
    """The same with their places, the largest loss first, those without a place behind."""
    able = _rivals(standings)
    newer = {s.maker.replaces: s.maker.called for s in able}
    double = [s for s in standings if not s.why_not and s.maker.key in newer]
    cars = {s.maker.key: s.per_car for s in able if s.per_car}
    for standing in sorted(able, key=lambda s: cars[s.maker.key].value):
        own = cars[standing.maker.key].core
        below = sum(other.core.hi < own.lo for other in cars.values())
        above = sum(other.core.lo > own.hi for other in cars.values())
        yield standing._replace(place=(1 + below, len(able) - above))
    apart = [s for s in standings if s.why_not]
    apart += [s._replace(why_not=f"part of {newer[s.maker.key]}") for s in double]
    yield from sorted(apart, key=_order)


def _order(standing: Standing) -> tuple[int, Decimal]:
    """Makers without a place: those with a figure per car first, by that; then with a result."""
    figure = standing.per_car or (standing.nearest and standing.nearest.per_car)
    return 0 if figure else 1 if standing.nearest else 2, figure.value if figure else ZERO


def sign_of(figure: Figure) -> int:
    """1 for a profit, −1 for a loss, 0 where the bounds leave both."""
    bounds = figure.core
    earned = bounds.lo > 0 or (bounds.lo == 0 and bounds.lo_open)
    lost = bounds.hi < 0 or (bounds.hi == 0 and bounds.hi_open)
    return int(earned) - int(lost)


def _percent(
    label: str, part: Figure | None, whole: Figure | None, period: Period
) -> Figure | None:
    if part is None or whole is None or whole.may_be_zero or part.unit != whole.unit:
        return None
    formula = f"{part.label} ÷ {whole.label}"
    return derive(label, formula, lambda p, w: p / w * 100, (part, whole), "%", period)


def _is_from_elsewhere(figure: Figure) -> bool:
    """Whether it follows from other periods, such as a year less three quarters."""
    return any(part.period != figure.period for _, factors in figure.parts for part in factors)


def _flags(book: FactBook, standing: Standing) -> Iterator[str]:
    maker, result, cars = standing.maker, standing.result, standing.deliveries
    if result is None:
        return
    if maker.operating and standing.measure.key == "operating":
        yield "named"
    if maker.counts != "deliveries":
        yield maker.counts
    if any(fact.by in book.entities for fact in result.statements):
        yield "vendor"
    if result.core.bounded and result.core.width * _COARSE >= abs(result.value):
        yield "rounded"
    if any(_is_from_elsewhere(figure) for figure in (result, cars) if figure):
        yield "derived"
    if book.is_weak(result):
        yield "weak"
