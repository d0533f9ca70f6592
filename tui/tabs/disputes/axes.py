"""The values of a disputed figure as intervals on common axes: amounts, exchange rates, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tui.checks.dispute_items import Item
from tui.checks.dispute_remarks import is_dispute
from tui.checks.finding import Finding
from tui.facts.book import FactBook
from tui.facts.figure import Figure, stated
from tui.facts.interval import Interval
from tui.facts.model import Fact
from tui.facts.period import PeriodError, parse_period
from tui.facts.rates import convert
from tui.facts.units import currency_of
from tui.present import fmt
from tui.present.spec_text import HEDGES
from tui.tabs.disputes.words import Wording, said_by, with_minus, wordings, written

_DATES = "date"
_RATES = ("multi-unit", "fx-coherence")
_NOT_COMPUTED = (*_RATES, "same-figure", "scale-slip", "source-count", "as-of")
_LARGE = 10_000
_FIRST, _LAST = date(1900, 1, 1).toordinal(), date(2200, 12, 31).toordinal()
"""The days that a period may have."""
_IMPLIED = "rate of "
"""How the figure of an implied rate is named."""
_CERTAIN = Decimal("0.2")
"""Rates known to no better than this share of them say nothing."""


class Value(NamedTuple):
    """One row of an axis: who says it, what, and the interval it comes to, None at an open end."""

    label: str
    text: str
    low: float | None
    high: float | None
    core_low: float
    core_high: float
    point: float | None
    holds: bool = False
    aside: bool = False
    computed: bool = False
    figure: Figure | None = None
    fact: Fact | None = None

    @property
    def subject(self) -> Figure | Fact | None:
        """What it shows: a statement, or what was worked out."""
        return self.fact or self.figure


class Axis(NamedTuple):
    """Values in one unit, with the way its round numbers are written."""

    heading: str
    values: tuple[Value, ...]
    tick: Callable[[float], str]
    note: str = ""


def axes_of(book: FactBook, item: Item, currency: str) -> tuple[Axis, ...]:
    """The values, money in `currency` where there is a rate, then the rates implied by them.

    An axis holds at least two values; text has none.
    """
    rows: defaultdict[str, list[Value]] = defaultdict(list)
    converted = False
    for wording in wordings(book, item):
        shown = _shown(book, wording, currency)
        if shown:
            rows[shown.unit].append(_stated(book, wording, shown))
            converted |= bool(shown.inputs)
    for label, figure in _others(book, item):
        if (held := convert(book, figure, currency)) and held.unit in rows:
            rows[held.unit].append(_value(held, label, fmt.amount(figure), own=figure))
    note = "Other currencies at the mean rate of the period." if converted else ""
    axes = [
        Axis("", tuple(values), _ticks(unit), note if currency_of(unit) else "")
        for unit, values in rows.items()
        if len(values) > 1
    ]
    return (*axes, *_rate_axes(item))


def _shown(book: FactBook, wording: Wording, currency: str) -> Figure | None:
    fact = wording.first
    if fact.quantity is None:
        return _day(fact)
    figure = stated(fact, book.name_of(fact.concept))
    return convert(book, figure, currency) or figure


def _day(fact: Fact) -> Figure | None:
    """A date as the days it may be, counted as the calendar's ordinals."""
    try:
        when = parse_period(fact.text)
    except PeriodError:
        return None
    if when.start is None or when.last is None:
        return None
    days = Interval(Decimal(when.start.toordinal()), Decimal(when.last.toordinal()))
    return Figure(days.lo, days, days, _DATES, fact.concept, when, origin=fact)


def _stated(book: FactBook, wording: Wording, shown: Figure) -> Value:
    fact = wording.first
    own = None if fact.quantity is None else stated(fact, book.name_of(fact.concept))
    text = amount_text(fact, own) if own else written(fact)
    label = said_by(book, wording.sources)
    return _value(shown, label, text, wording=wording, own=own)


def _value(
    shown: Figure,
    label: str,
    text: str,
    *,
    wording: Wording | None = None,
    own: Figure | None = None,
) -> Value:
    quantity = wording.first.quantity if wording else None
    below = quantity is not None and quantity.hedge in ("under", "at_most")
    bounded = shown.support.bounded and not below
    return Value(
        label,
        text,
        # Counts and prices end at zero: that is no bound that a source gives.
        None if below else _end(shown.support.lo),
        _end(shown.support.hi),
        float(shown.core.lo),
        float(shown.core.hi),
        float(shown.value) if bounded else None,
        wording is not None and wording.holds,
        wording is not None and wording.aside,
        wording is None,
        own or (None if shown.unit == _DATES else shown),
        wording.first if wording else None,
    )


def amount_text(fact: Fact, figure: Figure) -> str:
    """A stated amount in few characters, hedged as its source does: `over 300,000 cars`."""
    hedge = HEDGES.get(fact.quantity.hedge, "") if fact.quantity else ""
    growth = figure.unit == "%" and fact.text.lstrip().startswith("+")
    return hedge + fmt.amount(figure, signed=growth)


def _end(bound: Decimal) -> float | None:
    return float(bound) if bound.is_finite() else None


def _others(book: FactBook, item: Item) -> Iterator[tuple[str, Figure]]:
    """What other figures come to for this one, or that it is held against, each once, named."""
    seen: set[str] = set()
    for finding in item.findings:
        for figure in finding.figures if finding.check not in _NOT_COMPUTED else ():
            label = _name(book, item, figure)
            telling = figure.formula or is_dispute(finding)
            if label and label not in seen and telling and _is_of(figure, item):
                seen.add(label)
                yield label, figure


def _name(book: FactBook, item: Item, figure: Figure) -> str:
    """The formula of a computed figure, the name of another one; empty for a statement of this."""
    if figure.formula:
        own = figure.label == book.name_of(item.concept)
        return (
            ""
            if figure.label.startswith("what ")
            else f"= {figure.formula if own else figure.label}"
        )
    return "" if figure.origin in item.facts else figure.label


def _is_of(figure: Figure, item: Item) -> bool:
    if figure.period is None or item.period is None:
        return True
    ends = (figure.period.start, figure.period.end)
    return ends == (item.period.start, item.period.end)


def _rate_axes(item: Item) -> Iterator[Axis]:
    """The rates that conversions imply, where known well enough, then those of the time."""
    rows: defaultdict[str, dict[str, Figure]] = defaultdict(dict)
    about = (r.about for r in item.remarks if isinstance(r.about, Finding))
    for figure in (f for finding in about if finding.check in _RATES for f in finding.figures):
        code = currency_of(figure.unit.partition("/")[2])
        if code and figure.core.width < _CERTAIN * figure.value:
            rows[figure.unit].setdefault(figure.label, figure)
    for unit, figures in rows.items():
        implied = [figure for figure in figures.values() if figure.label.startswith(_IMPLIED)]
        known = [figure for figure in figures.values() if figure not in implied]
        if implied and len(figures) > 1:
            values = (*map(_rate, implied), *(_rate(figure) for figure in known))
            heading = f"Rates they imply, {unit.replace('/', ' per ')}"
            yield Axis(heading, values, lambda x: f"{x:.2f}")


def _rate(figure: Figure) -> Value:
    """A mean has a point; what is implied has bounds only."""
    label = with_minus(figure.label).removeprefix(_IMPLIED)
    value = _value(figure, label, fmt.number(figure.value, 3))
    return value if label == figure.label else value._replace(point=None, computed=False)


def _ticks(unit: str) -> Callable[[float], str]:
    """How round values of a unit are written under its axis."""
    if unit == _DATES:
        return _day_text
    if currency := currency_of(unit):
        return lambda value: fmt.compact(Decimal(str(value)), currency)
    end = unit if unit in ("%", "x") else ""
    return lambda value: _plain(value) + end


def _plain(value: float) -> str:
    if abs(value) >= _LARGE:
        return f"{fmt.number(Decimal(str(value)) / 1000, 1).removesuffix('.0')}k"
    return f"{value:,.6g}".replace("-", fmt.MINUS)


def _day_text(value: float) -> str:
    """The day of an ordinal; nothing between two days."""
    if value != int(value):
        return ""
    day = date.fromordinal(min(max(int(value), _FIRST), _LAST))
    return fmt.period(parse_period(day.isoformat()))
