"""Periods with their accounts, and what these come to for one average car."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tui.economics import per_car
from tui.economics.account import Account, at_mean_rates, base_of, on_basis
from tui.facts import fmt
from tui.facts.book import Backing, FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure
from tui.facts.period import Period, parse_period, parts_of, quarters_of, twelve_months
from tui.facts.units import currency_of

KINDS = ("quarter", "year", "half")
"""The lengths of periods that are stated."""
TRAILING = "ttm"
"""Four quarters that end with each quarter."""


@dataclass(frozen=True)
class Span:
    """One period: its inputs, and what follows from them per car in the currency asked for.

    Where the quarters before sales began were left out, `whole` is the period with them.
    """

    book: FactBook
    base: Account
    period: Period | None
    wanted: str
    whole: Period | None = None
    is_trailing: bool = False
    """Whether it is the four quarters that end with one, beside others that overlap it."""

    @property
    def pool(self) -> tuple[Period, ...]:
        """The periods that were added up, where there are several."""
        return self.base.periods

    @property
    def key(self) -> str:
        """Identifies it; the same in every run."""
        if self.is_trailing:
            return f"{TRAILING}-{self.pool[-1].text}"
        return self.period.text if self.period else "+".join(part.text for part in self.pool)

    @property
    def name(self) -> str:
        """`Q1 25`, `2024`, `Q2–Q4 24` for quarters added up, `Q4 24–Q1 25` over a new year,
        `to Q1 25` for twelve months."""
        if self.is_trailing:
            return f"to {fmt.period(self.pool[-1])}"
        if len(self.pool) < 2:
            return fmt.period(self.period)
        first, last = fmt.period(self.pool[0]), fmt.period(self.pool[-1])
        same = self.pool[0].kind == "quarter" and first[-2:] == last[-2:]
        return f"{first[:-3] if same else first}–{last}"

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency asked for, or as it is where there is no rate."""
        return self.rated(figure) if figure else None

    def rated(self, figure: Figure, at: Period | None = None) -> Figure:
        """The same at the rate of a period, the figure's own unless another is named.

        A period without a rate takes that of the shortest one around it.
        """
        own = at or figure.period
        found = convert(self.book, figure, self.wanted, own)
        if found is None and own:
            around = [rate.period for rate in self.book.rates if rate.period.contains(own)]
            nearest = min(around, key=lambda period: period.days or 0, default=own)
            found = convert(self.book, figure, self.wanted, nearest)
        return found or figure

    @cached_property
    def result_per_car(self) -> Figure | None:
        """Segment result per car, a loss negative."""
        return self.money(per_car.result_per_car(self.base))

    @property
    def counts(self) -> bool:
        """Whether it has a result per car that others may be held against."""
        return self.result_per_car is not None and self.base.backing > Backing.UNSIGNED

    @property
    def is_sound(self) -> bool:
        """Whether its result rests on more than a single weak source."""
        return self.base.result is not None and not self.book.is_weak(self.base.result)

    @property
    def currency(self) -> str:
        """The currency of its figures: the reporting one where there is no rate."""
        figure = self.result_per_car or self.money(self.base.revenue)
        return (currency_of(figure.unit) if figure else None) or self.base.currency

    @property
    def is_rated(self) -> bool:
        """Whether its money, if any is known, is in the currency asked for."""
        figure = self.result_per_car or self.money(self.base.revenue or self.base.result)
        return figure is None or currency_of(figure.unit) == self.wanted

    def held_to(self, other: Span) -> Span:
        """The same on the basis of a period that is held against it, where it is known on that."""
        base = self.base if self.pool else on_basis(self.book, self.base, other.base.kind)
        return self if base is self.base else replace(self, base=base)

    @cached_property
    def average_car(self) -> tuple[Figure, ...]:
        """Revenue, cost of sales, gross profit, opex and result for one average car;
        empty while an input is unknown."""
        found = [self.money(compute(self.base)) for compute in per_car.AVERAGE_CAR]
        figures = tuple(figure for figure in found if figure)
        return figures if len(figures) == len(found) else ()


def spans(book: FactBook, currency: str, kind: str = "quarter") -> tuple[Span, ...]:
    """The periods of a kind (`quarter`, `year`, `half`) of which something is known, oldest first.

    They start with the first that has a result per car. Periods with very few cars are left out:
    a result per car would mean nothing.
    """
    return tuple(span for span in all_spans(book, currency, kind) if span.whole is None)


def all_spans(book: FactBook, currency: str, kind: str, newest: int = 0) -> tuple[Span, ...]:
    """As `spans`, with one kind more.

    A period that includes quarters before sales began is followed by the same without them.
    `newest` asks for that many of the last ones only.
    """
    if kind == TRAILING:
        return tuple(_trailing(book, currency))
    rows: list[Span] = []
    for period in _candidates(book, kind)[-newest:]:
        span = Span(book, base_of(book, period), period, currency)
        known = any(span.base.get(name) for name in ("deliveries", "revenue", "result"))
        if span.base.few_cars or not known or not (rows or span.result_per_car):
            continue
        rows.append(span)
        if beside := _without_start(span):
            rows.append(beside)
    return tuple(rows)


def _trailing(book: FactBook, currency: str) -> Iterator[Span]:
    """The twelve months to each quarter whose sum has a result per car."""
    known = {span.key for span in all_spans(book, currency, KINDS[0]) if span.result_per_car}
    for last in _candidates(book, KINDS[0]):
        quarters = twelve_months(last)
        if known.issuperset(quarter.text for quarter in quarters):
            yield replace(pooled(book, quarters, currency), is_trailing=True)


def year_before(span: Span, among: Iterable[Span]) -> Span | None:
    """The same stretch of the year before."""
    period = span.period
    if span.whole or period is None or period.start is None or period.end is None:
        return None
    ends = [day.replace(year=day.year - 1) for day in (period.start, period.end)]
    back = (other for other in among if other.whole is None and other.period)
    return next((o for o in back if o.period and [o.period.start, o.period.end] == ends), None)


def pooled(
    book: FactBook, periods: Sequence[Period], currency: str, whole: Period | None = None
) -> Span:
    """Several periods by their sums: the sum of the results over the sum of the cars.

    `whole` is the period that they are the rest of, which has its rate.
    """
    base = base_of(book, tuple(periods))
    base = base if whole else at_mean_rates(book, base, currency)
    return Span(book, base, base.period, currency, whole)


def _without_start(span: Span) -> Span | None:
    """A period without its quarters in which sales had hardly begun; None where it has none."""
    if not span.base.prelaunch or span.period is None:
        return None
    quarters = parts_of(span.period)
    rest = [q for q in quarters if not base_of(span.book, q).few_cars]
    if not rest or len(rest) == len(quarters):
        return None
    found = pooled(span.book, rest, span.wanted, span.period)
    return found if found.result_per_car else None


def _candidates(book: FactBook, kind: str) -> Sequence[Period]:
    """Periods of a kind that are stated or may follow from shorter or longer ones."""
    quarters: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        found = list(book.periods_of(concept, "quarter"))
        for longer in (*book.periods_of(concept, "half"), *book.periods_of(concept, "year")):
            found += quarters_of(longer)
        quarters |= {q.text[:7]: parse_period(q.text[:7]) for q in found}
    ordered = sorted(quarters.values(), key=lambda period: period.order)
    if kind == "quarter":
        return ordered
    starts = [quarter.start for quarter in ordered if quarter.start]
    if kind == "year":
        names = [str(start.year) for start in starts]
    else:
        names = [f"{start.year}-H{(start.month + 5) // 6}" for start in starts]
    return [parse_period(name) for name in dict.fromkeys(names)]
