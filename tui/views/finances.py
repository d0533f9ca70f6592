"""How the business does: one row a period, one average car, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tui.economics import per_car
from tui.economics.basis import FEW_CARS, Base
from tui.economics.quarter import base_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.facts.rates import convert
from tui.facts.series import total_over
from tui.facts.units import currency_of
from tui.views import words


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the average car, from `start` to `end` in money per car."""

    label: str
    start: Decimal
    end: Decimal
    text: str
    role: str
    strong: bool
    figure: Figure


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure beside the charts: how it changed, and its series up to the newest period."""

    label: str
    figure: Figure | None
    text: str
    change: str
    series: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Span:
    """One period: its inputs, and what follows from them per car in the currency asked for.

    `currency` is the one that could be had: where there is no rate, the reporting one.
    """

    book: FactBook
    base: Base
    period: Period
    wanted: str

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency asked for, or as it is where there is no rate."""
        if figure is None:
            return None
        return convert(self.book, figure, self.wanted) or figure

    @cached_property
    def result_per_car(self) -> Figure | None:
        """Segment result per car, a loss negative."""
        return self.money(per_car.result_per_car(self.base))

    @property
    def currency(self) -> str:
        """The currency that its figures are in."""
        figure = self.result_per_car
        return (currency_of(figure.unit) if figure else None) or self.base.currency

    @cached_property
    def car_revenue(self) -> Figure | None:
        """Revenue from cars alone."""
        return self.money(total_over(self.book, "car_revenue", self.period))

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
    """The periods of a kind (`quarter`, `year`) with a result per car, the oldest first.

    A quarter in which sales had hardly begun is left out: its result per car says nothing.
    """
    periods = {
        period.text: period
        for concept in ("deliveries", "revenue")
        for period in _candidates(book, concept, kind)
    }
    found = [
        Span(book, base_of(book, period), period, currency)
        for period in sorted(periods.values(), key=lambda period: period.order)
    ]
    return tuple(span for span in found if span.result_per_car and _is_telling(span.base))


def _is_telling(base: Base) -> bool:
    return base.deliveries is not None and base.deliveries.value >= FEW_CARS


def _candidates(book: FactBook, concept: str, kind: str) -> Sequence[Period]:
    """Stated periods, and the quarters of stated years, which may follow from the others."""
    from tui.facts.period import quarters_of

    stated = list(book.periods_of(concept, kind))
    if kind == "quarter":
        for year in book.periods_of(concept, "year"):
            stated += quarters_of(year)
    return stated


def _steps(figures: Sequence[Figure]) -> tuple[Step, ...]:
    revenue, cost, gross, opex, result = (figure.value for figure in figures)
    zero = Decimal(0)
    word = "Profit" if result >= 0 else "Loss"
    rows = (
        ("Revenue", zero, revenue, revenue, "neutral", True),
        ("Cost of sales", revenue, gross, -cost, "loss", False),
        ("Gross profit", zero, gross, gross, _role(gross), True),
        ("Running costs", gross, result, -opex, "loss", False),
        (word, zero, result, result, _role(result), True),
    )
    return tuple(
        Step(
            label,
            start,
            end,
            words.money(shown, currency_of(figure.unit) or ""),
            role,
            strong,
            figure,
        )
        for (label, start, end, shown, role, strong), figure in zip(rows, figures, strict=True)
    )


def _role(value: Decimal) -> str:
    return "profit" if value >= 0 else "loss"


def sentence(span: Span, before: Span | None) -> str:
    """What the period comes to for one car, and how that compares with the one before."""
    figure = span.result_per_car
    if figure is None:
        return "What a car earned or lost is not known."
    maker = maker_of(span.book)
    if 0 in figure.core:
        return f"{maker} broke even on each car, within what the rounding allows."
    amount = words.money(abs(figure.value), span.currency)
    verb = "lost" if figure.value < 0 else "earned"
    return f"{maker} {verb} {amount} on each car{_compared(figure, before)}."


def _compared(figure: Figure, before: Span | None) -> str:
    earlier = before.result_per_car if before else None
    if before is None or earlier is None or earlier.unit != figure.unit or earlier.value == 0:
        return ""
    unit = "quarter" if before.period.kind == "quarter" else before.period.kind
    if (earlier.value < 0) != (figure.value < 0):
        verb = "losing" if earlier.value < 0 else "earning"
        amount = words.money(abs(earlier.value), before.currency)
        return f", after {verb} {amount} the {unit} before"
    change = abs(figure.value) / abs(earlier.value) - 1
    more = "more" if change > 0 else "less"
    return f", {words.number(abs(change) * 100)}% {more} than the {unit} before"


def covering(span: Span) -> str:
    """What the revenue paid for."""
    if not span.steps:
        return ""
    gross, result = span.steps[2].figure.value, span.steps[4].figure.value
    if gross < 0:
        return "Revenue did not cover building the cars."
    if result < 0:
        return "Revenue covered building the cars, but not research, shops and administration."
    return "Revenue covered building the cars and everything else."


def maker_of(book: FactBook) -> str:
    """Whose cars they are: the maker of the first model, else the first entity."""
    for model in book.models.values():
        return model.maker
    return next((entity.name for entity in book.entities.values()), "The maker")


def caption(span: Span) -> str:
    """Unit, period and bounds of the big number: `yuan per car, Q1 25, ± 659`."""
    figure = span.result_per_car
    unit = words.NAMES.get(span.currency, span.currency)
    parts = [f"{unit} per car", words.period(span.period)]
    if figure and (bounds := words.plus_minus(figure)):
        parts.append(bounds)
    if span.base.kind != "operating_result":
        parts.append(f"on the {span.base.basis}")
    return ", ".join(parts)


def measures(all_spans: Sequence[Span], index: int) -> tuple[Measure, ...]:
    """Cars, revenue and gross margin of one period beside those of the others."""
    now, before = all_spans[index].base, all_spans[index - 1].base if index else None
    rows = []
    for label, name in (("Cars", "deliveries"), ("Revenue", "revenue")):
        figure, earlier = now.get(name), before.get(name) if before else None
        shown = all_spans[index].money(figure)
        text = words.amount(shown).removesuffix(" cars")
        change = words.percent_change(figure.value, earlier.value) if figure and earlier else ""
        rows.append(Measure(label, shown, text, change, _series(all_spans, name)))
    margin, earlier = now.gross_margin, before.gross_margin if before else None
    change = words.point_change(margin.value, earlier.value) if margin and earlier else ""
    rows.append(
        Measure(
            "Gross margin", margin, words.amount(margin), change, _series(all_spans, "gross_margin")
        )
    )
    return tuple(rows)


def _series(all_spans: Sequence[Span], name: str) -> tuple[Decimal | None, ...]:
    found = [span.base.get(name) for span in all_spans]
    return tuple(figure.value if figure else None for figure in found)
