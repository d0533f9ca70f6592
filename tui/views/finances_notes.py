"""What a reader must know beside the figures of a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.checks.promises import Promise, resolve_forecasts
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.views import words
from tui.views.finances import Span
from tui.views.outcome import VERDICTS
from tui.views.passage import Passage

WEAK_TIERS = ("relay", "aggregator", "blog", "article")
ROLES = {"met": "profit", "missed": "loss"}


def notes(all_spans: Sequence[Span], index: int) -> Iterator[Passage]:
    """Numbered notes on one period, then the promises that fell due in it."""
    span = all_spans[index]
    found = list(_notes(span))
    if found:
        yield Passage("Notes", "muted")
        for place, note in enumerate(found, 1):
            yield Passage(note, "", 2, str(place))
        yield Passage()
    promises = list(due_in(span))
    if promises:
        yield Passage("Promises", "muted")
        for promise in promises:
            sign = VERDICTS[promise.verdict].split()[0]
            role = ROLES.get(promise.verdict, "muted")
            yield Passage(promise.forecast.title, "", 2, sign, role)
        yield Passage()
    yield Passage("where this comes from", "", 2, "s")


def _notes(span: Span) -> Iterator[str]:
    figure, result = span.result_per_car, span.base.result
    if figure and result and isinstance(result.origin, Fact) and not figure.core.is_point:
        step = words.total_step(result)
        bounds = words.plus_minus(figure)
        yield f"The result is published to {step}, so each car's share is good to {bounds}."
    elif result and result.inputs:
        yield f"Not published by itself: {result.formula}."
    if (other := _other_share(span)) is not None:
        yield f"The segment includes AI and other business, {other}% of revenue."
    if span.base.kind != "operating_result":
        yield f"Stated on the {span.base.basis}; from 2025 on it is the operating result."
    if any(_is_weak(span.book, part) for part in (span.base.deliveries, result) if part):
        yield "Rests on second-hand pages; the documents themselves were not seen."


def _other_share(span: Span) -> str | None:
    revenue, cars = span.money(span.base.revenue), span.car_revenue
    if revenue is None or cars is None or not revenue.value:
        return None
    share = (1 - cars.value / revenue.value) * 100
    return f"about {words.number(share)}" if share > 0 else None


def _is_weak(book: FactBook, figure: Figure) -> bool:
    """Whether one of the facts behind it has no better source than a relayed one."""
    return any(
        all(book.sources[key].tier in WEAK_TIERS for key in fact.sources)
        or "second-hand" in getattr(fact, "note", "")
        for fact in figure.facts
    )


def due_in(span: Span) -> Iterator[Promise]:
    """Promises about the result whose period holds or is this one."""
    for promise in resolve_forecasts(span.book):
        expects = promise.forecast.expects
        if expects.concept in ("operating_result", "adjusted_net_result") and promise.due:
            same = (promise.due.start, promise.due.end) == (span.period.start, span.period.end)
            if same or promise.due.contains(span.period):
                yield promise
