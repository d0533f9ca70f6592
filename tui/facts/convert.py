"""Money in another currency, at the mean rate of its period."""

from __future__ import annotations

from decimal import localcontext

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive, summed
from tui.facts.interval import FINER, Interval
from tui.facts.model import Rate
from tui.facts.period import Period
from tui.facts.units import currency_of, in_currency


def rate_figure(rate: Rate) -> Figure:
    """The mean rate as a figure, in units of the base currency per unit of the other one."""
    mean = Interval.point(rate.mean)
    pair = f"{rate.base}/{rate.currency}"
    return Figure(rate.mean, mean, mean, pair, "mean rate", rate.period, origin=rate)


def convert(
    book: FactBook, figure: Figure, currency: str, at: Period | None = None
) -> Figure | None:
    """The figure in another currency, bounds by the same rate; itself when nothing is to be done.

    The rate is that of the period `at`, else that of the figure's own period.

    None when there is no rate for its period: money then stays in the currency it was stated in.
    A sum of one day, such as a list price, takes the mean rate of the quarter that holds the day.
    """
    own, when = currency_of(figure.unit), at or figure.period
    if own is None or own == currency:
        return figure
    rates = rates_between(book, own, currency, when) if when else ()
    converted = figure
    for rate in rates:
        converted = _step(book, converted, rate, to_base=rate.currency == own)
    return converted if rates else None


def rates_between(book: FactBook, own: str, wanted: str, period: Period) -> tuple[Rate, ...]:
    """The rates from one currency to another, over that which rates are quoted in.

    Empty within one currency, and where a rate is missing.
    """
    codes = [code for code in (own, wanted) if code != book.base and own != wanted]
    rates = [rate for code in codes if (rate := rate_for(book, code, period))]
    return tuple(rates) if len(rates) == len(codes) else ()


def rate_for(book: FactBook, currency: str, period: Period) -> Rate | None:
    """The rate of exactly this period; of an instant that has none, of the shortest around it."""
    rate = book.rate(currency, period)
    if rate or not period.is_instant:
        return rate
    around = [r for r in book.rates if r.currency == currency and r.period.contains(period)]
    return min(around, key=lambda r: r.period.days or 0, default=None)


def _step(book: FactBook, figure: Figure, rate: Rate, *, to_base: bool) -> Figure:
    unit = in_currency(figure.unit, book.base if to_base else rate.currency)
    formula = f"{in_its_currency(figure)} {'×' if to_base else '÷'} mean rate"
    product = derive(
        figure.label,
        formula,
        lambda f, r: f * r if to_base else f / r,
        (figure, rate_figure(rate)),
        unit,
    )
    with localcontext(FINER):
        parts = tuple(
            (times * rate.mean if to_base else times / rate.mean, factors)
            for times, factors in summed(figure)
        )
    return product._replace(period=figure.period, concept=figure.concept, parts=parts)


def in_its_currency(figure: Figure) -> str:
    """What tells money from the same in another currency: `result per car (¥)`."""
    code = currency_of(figure.unit) or ""
    return f"{figure.label} ({fmt.SYMBOLS.get(code, code)})"
