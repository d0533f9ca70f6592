"""How the business does in a period, and what that comes to for one average car."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.basis import Base
from tui.economics.quarter import base_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.period import Period, parse_period, quarters_of
from tui.facts.rates import convert
from tui.facts.series import combine, parts_of, total_over
from tui.facts.units import currency_of
from tui.present import fmt

KINDS = ("quarter", "year", "half")
"""The lengths of periods that can be looked at."""


class Step(NamedTuple):
    """One stage of a waterfall, from `start` to `end` in money per car.

    `about` is the input of the base that it rests on, as the notes name it.
    """

    label: str
    start: Decimal
    end: Decimal
    text: str
    role: str
    strong: bool
    figure: Figure
    about: str = ""


@dataclass(frozen=True)
class Span:
    """One period: its inputs, and what follows from them per car in the currency asked for.

    `pool` holds the periods that were added up, where several were; `whole` the longer period that
    this is without the quarters before sales began.
    """

    book: FactBook
    base: Base
    period: Period | None
    wanted: str
    pool: tuple[Period, ...] = ()
    whole: Period | None = None

    @property
    def key(self) -> str:
        """Stays the same while the file does."""
        return self.period.text if self.period else "+".join(part.text for part in self.pool)

    @property
    def name(self) -> str:
        """`Q1 25`, `2024`, `Q2–Q4 24` for quarters added up, `Q4 24–Q1 25` over a new year."""
        if len(self.pool) < 2:
            return fmt.period(self.period)
        first, last = fmt.period(self.pool[0]), fmt.period(self.pool[-1])
        same = self.pool[0].kind == "quarter" and first[-2:] == last[-2:]
        return f"{first[:-3] if same else first}–{last}"

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency asked for, or as it is where there is no rate.

        A stretch that has no rate of its own takes the mean of the shortest one around it.
        """
        if figure is None:
            return None
        found = convert(self.book, figure, self.wanted)
        if found is None and figure.period:
            own = figure.period
            around = [rate.period for rate in self.book.rates if rate.period.contains(own)]
            nearest = min(around, key=lambda period: period.days or 0, default=own)
            found = convert(self.book, figure._replace(period=nearest), self.wanted)
        return found._replace(period=figure.period) if found else figure

    @cached_property
    def result_per_car(self) -> Figure | None:
        """Segment result per car, a loss negative."""
        return self.money(per_car.result_per_car(self.base))

    @property
    def currency(self) -> str:
        """The currency its figures could be had in: the reporting one where there is no rate."""
        figure = self.result_per_car or self.money(self.base.revenue)
        return (currency_of(figure.unit) if figure else None) or self.base.currency

    @cached_property
    def car_revenue(self) -> Figure | None:
        """Revenue from cars alone, in the reporting currency."""
        return total_over(self.book, "car_revenue", self.period) if self.period else None

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """From revenue to result for one average car; empty while an input is unknown."""
        found = [
            self.money(compute(self.base))
            for compute in (
                per_car.revenue_per_car,
                per_car.cost_of_sales_per_car,
                per_car.gross_profit_per_car,
                per_car.opex_per_car,
                per_car.result_per_car,
            )
        ]
        figures = [figure for figure in found if figure]
        return _steps(figures) if len(figures) == len(found) else ()


def spans(book: FactBook, currency: str, kind: str = "quarter") -> tuple[Span, ...]:
    """The periods of a kind (`quarter`, `year`, `half`) with a result per car, the oldest first.

    A period in which sales had hardly begun is left out: its result per car says nothing.
    """
    found = (Span(book, base_of(book, p), p, currency) for p in _candidates(book, kind))
    return tuple(span for span in found if span.result_per_car and not span.base.few_cars)


def all_spans(book: FactBook, currency: str, kind: str, newest: int = 0) -> tuple[Span, ...]:
    """As `spans`, with what is beside and after them.

    A period that holds quarters before sales began is followed by itself without them. Later
    periods of which something is known, though not the result per car, are not left out.
    `newest` asks for no more than so many of the last ones.
    """
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


def pooled(
    book: FactBook, periods: Sequence[Period], currency: str, whole: Period | None = None
) -> Span:
    """Several periods by their sums: the sum of the results over the sum of the cars."""
    base = base_of(book, tuple(periods))
    span = Span(book, base, base.period, currency, tuple(periods), whole)
    if span.currency == currency:
        return span
    return replace(span, base=_added_up(book, base, periods, currency) or base)


def _added_up(book: FactBook, base: Base, periods: Sequence[Period], currency: str) -> Base | None:
    """The sums of periods each converted at its own mean rate (IAS 21); None without rates."""
    ones = [base_of(book, period, base.kind) for period in periods]

    def total(name: str) -> Figure | None:
        whole, stated = base.get(name), [figure for one in ones if (figure := one.get(name))]
        found = [money for figure in stated if (money := convert(book, figure, currency))]
        if whole is None or len(found) < len(ones):
            return None
        return combine(whole.label, [(1, money) for money in found], base.period)

    revenue, result = total("revenue"), total("result")
    if result is None or (revenue is None and base.revenue):
        return None
    return base._replace(currency=currency, revenue=revenue, result=result)


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
    """Periods of a kind that are stated, follow from shorter ones or from what a year leaves."""
    quarters: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        found = list(book.periods_of(concept, "quarter"))
        for longer in (*book.periods_of(concept, "half"), *book.periods_of(concept, "year")):
            found += quarters_of(longer)
        quarters |= {f"{q.text[:7]}": parse_period(q.text[:7]) for q in found}
    ordered = sorted(quarters.values(), key=lambda period: period.order)
    if kind == "quarter":
        return ordered
    name = _year if kind == "year" else _half
    return [parse_period(text) for text in dict.fromkeys(map(name, ordered))]


def _year(quarter: Period) -> str:
    return quarter.text[:4]


def _half(quarter: Period) -> str:
    return f"{quarter.text[:4]}-H{1 if quarter.text[5:7] in ('Q1', 'Q2') else 2}"


def _steps(figures: Sequence[Figure]) -> tuple[Step, ...]:
    revenue, cost, gross, opex, result = (figure.value for figure in figures)
    zero = Decimal(0)
    word = "Profit" if result >= 0 else "Loss"
    rows = (
        ("Revenue", zero, revenue, revenue, "neutral", True, "revenue"),
        ("Cost of sales", revenue, gross, -cost, "loss", False, "gross_margin"),
        ("Gross profit", zero, gross, gross, role_of(gross), True, "gross_margin"),
        ("Running costs", gross, result, -opex, "loss", False, "opex"),
        (word, zero, result, result, role_of(result), True, "result"),
    )
    return tuple(
        Step(label, start, end, _shown(figure, value), role, strong, figure, about)
        for (label, start, end, value, role, strong, about), figure in zip(
            rows, figures, strict=True
        )
    )


def _shown(figure: Figure, value: Decimal) -> str:
    return fmt.money(value, currency_of(figure.unit) or "")


def role_of(value: Decimal) -> str:
    """The colour of a gain or a loss."""
    return "profit" if value >= 0 else "loss"


def maker_of(book: FactBook) -> str:
    """Whose cars they are: the maker of the first model, else the first entity."""
    for model in book.models.values():
        return model.maker
    return next((entity.name for entity in book.entities.values()), "The maker")
