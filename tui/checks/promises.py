"""Promises held against outcomes: what was forecast, what came of it, and when that was known.

A promise is met when the outcome lies wholly within what was expected, missed when it lies wholly
outside. A target for a figure is a floor: passing it is meeting it. A miss is `near` when it is at
most a tenth of what was expected or, for a date, of the time between promise and due date.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from tui.checks.days import best_date, days_between, days_of
from tui.checks.finding import Finding, find
from tui.checks.index import Evidence
from tui.checks.messages import amount, between, number, subject, written
from tui.checks.outcomes import outcome_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure, derive
from tui.facts.interval import INFINITY, Interval
from tui.facts.model import Fact, Forecast
from tui.facts.period import Period
from tui.facts.units import noun

_NEAR = Decimal("0.1")
_VAGUE = 93
"""Days of a publication date from which on it is too vague to date an outcome."""


class Promise(NamedTuple):
    """A forecast and what came of it.

    `outcome` is a figure, or the fact that gives the date of an event. `days` run from when it was
    said to when it was decided, by the first publication of what decides it. `distance` is outcome
    less expectation in their unit (`days` for dates); `off` is the same relative to what was
    expected, or to the time there was.
    """

    forecast: Forecast
    verdict: str
    due: Period | None
    outcome: Figure | Fact | None = None
    decided: date | None = None
    days: int | None = None
    distance: Figure | None = None
    off: Decimal | None = None


def resolve_forecasts(book: FactBook) -> tuple[Promise, ...]:
    """What came of every forecast, in the order of the file."""
    evidence = Evidence(book)
    return tuple(_resolve(evidence, forecast) for forecast in book.forecasts)


def forecasts(evidence: Evidence) -> Iterator[Finding]:
    """Every promise as a finding; one that is overdue is a warning when it was a target."""
    for forecast in evidence.book.forecasts:
        yield _finding(evidence, _resolve(evidence, forecast))


def _resolve(evidence: Evidence, forecast: Forecast) -> Promise:
    if forecast.expects.quantity is None:
        return _resolve_date(evidence, forecast)
    due = forecast.expects.period
    outcome = outcome_of(evidence, forecast)
    if outcome is None:
        return Promise(forecast, _waiting(evidence.book, due), due)
    expected = evidence.stated(forecast.expects)
    distance = derive("off by", "outcome − expected", _minus, (outcome, expected), expected.unit)
    off = distance.value / abs(expected.value) if expected.value else None
    verdict = _verdict(outcome, _accepted(evidence, forecast), off)
    decided = _known(evidence, outcome) if verdict != "open" else None
    return Promise(
        forecast, verdict, due, outcome, decided, _lead(forecast, decided), distance, off
    )


def _minus(a: Decimal, b: Decimal) -> Decimal:
    return a - b


def _accepted(evidence: Evidence, forecast: Forecast) -> tuple[Interval, Interval]:
    """What meets a forecast: by its wording, and at the most generous.

    A target is a floor, or a ceiling where less is better. “From 34,000” said of what should be low
    promises that it is to be had for about that much, not that it costs more.
    """
    expected, concept = forecast.expects, evidence.book.concepts.get(forecast.expects.concept)
    figure = evidence.stated(expected)
    lower = concept is not None and concept.better == "lower"
    if lower and not figure.support.hi.is_finite():
        return figure.core, figure.core
    if forecast.kind == "target" and figure.support.bounded:
        edge = figure.core if expected.quantity and expected.quantity.hedge == "about" else None
        low, high = (edge.lo, edge.hi) if edge else (figure.value, figure.value)
        reach = Interval(-INFINITY, high) if lower else Interval(low, INFINITY)
        return reach, reach
    return (figure.core if figure.support.bounded else figure.support), figure.support


def _verdict(outcome: Figure, accepted: tuple[Interval, Interval], off: Decimal | None) -> str:
    """By the supports; by what the outcome means where these overlap in part."""
    meant, most = accepted
    if outcome.support.within(most) or outcome.core.within(meant):
        return "met"
    if outcome.support.meet(most) and outcome.core.meet(most):
        return "met" if outcome.core.is_point or outcome.core.within(most) else "open"
    return "near" if off is not None and abs(off) <= _NEAR else "missed"


def _resolve_date(evidence: Evidence, forecast: Forecast) -> Promise:
    due = days_of(forecast.expects.text) or forecast.expects.period
    outcome = _event_of(evidence, forecast)
    when = days_of(outcome.text) if outcome else None
    if outcome is None or when is None or due is None:
        return Promise(forecast, _waiting(evidence.book, due), due)
    late = days_between(when, due)
    span = (due.last - forecast.said.start).days if due.last and forecast.said.start else 0
    off = Decimal(late) / span if span > 0 else None
    near = off is not None and abs(off) <= _NEAR
    verdict = "met" if not late else "near" if near else "missed"
    point = Interval.point(late)
    distance = Figure(Decimal(late), point, point, "days", "off by", when, origin=outcome)
    decided = _first_told(evidence, outcome)
    return Promise(
        forecast, verdict, due, outcome, decided, _lead(forecast, decided), distance, off
    )


def _event_of(evidence: Evidence, forecast: Forecast) -> Fact | None:
    expects = forecast.expects
    return best_date(evidence, evidence.book.facts_of(expects.concept, dims=expects.dims))


def _waiting(book: FactBook, due: Period | None) -> str:
    today = book.as_of.start
    past = due is not None and due.end is not None and today is not None and due.end <= today
    return "overdue" if past else "open"


def _known(evidence: Evidence, outcome: Figure) -> date | None:
    """When the last of the facts behind an outcome was out; None when that is not known of one."""
    facts = [fact for fact in outcome.facts if isinstance(fact, Fact)]
    days = [_first_told(evidence, fact) for fact in facts]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _first_told(evidence: Evidence, fact: Fact) -> date | None:
    """The first day by which a source had published a fact, or another that agrees with it.

    A source of which no more than the year is known tells nothing of when.
    """
    sources = evidence.book.sources
    published = [
        source.published
        for other in evidence.agreeing(fact)
        for key in other.sources
        if (source := sources.get(key))
    ]
    dated = [period for period in published if period and (period.days or _VAGUE) < _VAGUE]
    return min((period.last for period in dated if period.last), default=None)


def _lead(forecast: Forecast, decided: date | None) -> int | None:
    said = forecast.said.start
    return (decided - said).days if decided and said else None


def _finding(evidence: Evidence, promise: Promise) -> Finding:
    forecast, expects = promise.forecast, promise.forecast.expects
    outcome = promise.outcome
    name = subject(evidence, expects.concept, expects.dims, promise.due)
    text = f"{name}: {_who(evidence, forecast)} expected “{written(expects)}”, {_came(promise)}"
    facts: list[Fact] = [expects]
    figures: list[Figure] = [evidence.stated(expects)] if expects.quantity else []
    if isinstance(outcome, Figure):
        facts += [fact for fact in outcome.facts if isinstance(fact, Fact)]
        figures.insert(0, outcome)
    elif outcome:
        facts.append(outcome)
    soft = promise.verdict == "overdue" and forecast.kind != "target"
    severity = "info" if soft else ""
    return find("forecast", promise.verdict, text, facts, figures, severity=severity)


def _who(evidence: Evidence, forecast: Forecast) -> str:
    book = evidence.book
    known = book.people.get(forecast.by) or book.entities.get(forecast.by)
    return known.name if known else forecast.by or "somebody"


def _came(promise: Promise) -> str:
    outcome = promise.outcome
    if outcome is None:
        past = promise.verdict == "overdue"
        return "the time is up and no figure is known" if past else "still open"
    if isinstance(outcome, Fact):
        late = int(promise.distance.value) if promise.distance else 0
        side = "late" if late > 0 else "early"
        words = f"{abs(late)} {noun(late, 'days')} {side}" if late else "on time"
        return f"it was {outcome.text}, {words}"
    off = f", {number(abs(promise.off) * 100, 2)}% off" if promise.off else ""
    came = between(outcome.core, outcome.unit) if outcome.formula else (
        amount(outcome.value, outcome.unit)
    )  # fmt: skip
    return f"it came to {came}{off if promise.verdict in ('near', 'missed') else ''}"
