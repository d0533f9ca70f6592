"""Converting money at the mean reference rate of the period it arose in (IAS 21 for flows)."""

from __future__ import annotations

from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive
from tui.facts.interval import Interval
from tui.facts.model import Rate
from tui.facts.period import Period
from tui.facts.units import currency_of, in_currency


def rate_figure(rate: Rate, unit: str | None = None) -> Figure:
    """The mean rate as a figure, in units of the base currency per unit of the other one."""
    mean = Interval.point(rate.mean)
    pair = unit or f"{rate.base}/{rate.currency}"
    return Figure(rate.mean, mean, mean, pair, "mean rate", rate.period, origin=rate)


def convert(book: FactBook, figure: Figure, currency: str) -> Figure | None:
    """The figure in another currency, bounds by the same rate; itself when nothing is to be done.

    None when there is no rate for its period: money then stays in the currency it was stated in.
    A sum of one day, such as a list price, takes the mean rate of the quarter that holds the day.
    """
    own = currency_of(figure.unit)
    if own is None or own == currency:
        return figure
    converted: Figure | None = figure
    if own != book.currency:
        converted = _step(book, figure, own, to_base=True)
    if converted and currency != book.currency:
        converted = _step(book, converted, currency, to_base=False)
    return converted


def rate_for(book: FactBook, currency: str, period: Period) -> Rate | None:
    """The rate of exactly this period; of an instant that has none, of the shortest around it."""
    rate = book.rate(currency, period)
    if rate or not period.is_instant:
        return rate
    around = [r for r in book.rates if r.currency == currency and r.period.contains(period)]
    return min(around, key=lambda r: r.period.days or 0, default=None)


def _step(book: FactBook, figure: Figure, currency: str, *, to_base: bool) -> Figure | None:
    rate = rate_for(book, currency, figure.period) if figure.period else None
    if rate is None:
        return None
    unit = in_currency(figure.unit, book.currency if to_base else currency)
    operands = (figure, rate_figure(rate))
    if to_base:
        product = derive(
            figure.label, f"{figure.label} × mean rate", lambda f, r: f * r, operands, unit
        )
    else:
        product = derive(
            figure.label, f"{figure.label} ÷ mean rate", lambda f, r: f / r, operands, unit
        )
    return product._replace(period=figure.period)
