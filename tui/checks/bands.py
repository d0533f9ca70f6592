"""The exchange rates that an author may have converted at.

A flow converts at the mean rate of its period (IAS 21), but which rate an author took is unknown:
what is meant is the mean or the last rate of the period or of the quarter of publication;
what cannot be excluded is any daily rate from the start of the period to that quarter's end.
"""

from __future__ import annotations

from datetime import date

from tui.checks.index import FactIndex, money_of
from tui.facts.figure import Figure
from tui.facts.interval import Interval, hull
from tui.facts.model import Fact, Rate
from tui.facts.period import quarter_of, span_of


def rate_band(evidence: FactIndex, fact: Fact) -> Figure | None:
    """The exchange rates that an author may have converted at; None when none is known."""
    code = money_of(fact) or ""
    period, book = fact.period, evidence.book
    if period is None or period.start is None or period.end is None:
        return None
    own = evidence.rate(code, span_of(period))
    during = [own] if own else _quarters(evidence, code, period.start, period.end)
    if not during:
        return None
    dated = [source.published for source in book.sources_of(fact.sources) if source.published]
    told = min((day.start for day in dated if day.start), default=period.end)
    after = _quarters(evidence, code, period.end, told)[:4] if told >= period.end else []
    spots = [end for rate in (*during, *after[-1:]) for end in (rate.mean, rate.end)]
    core = hull(map(Interval.point, spots))
    support = hull(Interval(rate.low, rate.high) for rate in (*during, *after))
    unit = f"{book.base}/{code}"
    means = [
        Figure(rate.mean, core, support, unit, f"ECB {rate.period}", rate.period, origin=rate)
        for rate in during
    ]
    label = f"ECB reference rates {period}"
    return Figure(
        during[0].mean, core, support, unit, label, period, formula=label, inputs=tuple(means)
    )


def _quarters(evidence: FactIndex, code: str, start: date, end: date) -> list[Rate]:
    """The rates of the quarters from the one of `start` to the one of the day before `end`."""
    found: list[Rate] = []
    day = start
    while day < end or day == start:
        quarter = quarter_of(day)
        rate = evidence.rate(code, span_of(quarter))
        if rate is None or quarter.end is None:
            break
        found.append(rate)
        day = quarter.end
    return found
