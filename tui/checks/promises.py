"""Promises held against outcomes: what was forecast, what came of it, and when that was known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import sub
from typing import NamedTuple

from tui.checks.finding import Finding
from tui.checks.index import FactIndex, FactKey, money_of
from tui.checks.messages import find, quoted, subject, voices
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.derive import margin_over, total_over
from tui.facts.figure import Figure, derive
from tui.facts.interval import INFINITY, Interval
from tui.facts.model import Dims, Fact, Forecast
from tui.facts.period import Period, PeriodError, parse_period, quarter_of, span_of
from tui.facts.quantity import Hedge
from tui.facts.units import noun


def different_days(evidence: FactIndex) -> Iterator[Finding]:
    """Dates of one event that cannot both be right."""
    for slot, facts in evidence.slots.items():
        holds = best_date(evidence, facts) if _is_date(evidence, slot) else None
        if holds:
            yield from _others(evidence, facts, holds)


def best_date(evidence: FactIndex, facts: Sequence[Fact]) -> Fact | None:
    """The date to use: of preferred rank first, then of the better source."""
    usable = [fact for fact in facts if evidence.book.is_usable(fact)]
    return min(usable, key=lambda f: (f.rank != "preferred", evidence.book.tier(f)), default=None)


def days_of(text: str) -> Period | None:
    """The period that a date names; None for one that cannot be read."""
    try:
        return parse_period(text)
    except PeriodError:
        return None


def days_between(when: Period, due: Period) -> int:
    """Days from one period to another: 0 where they overlap, negative when `when` comes first."""
    if when.start and due.end and when.start >= due.end:
        return (when.start - due.end).days + 1
    if when.end and due.start and when.end <= due.start:
        return -((due.start - when.end).days + 1)
    return 0


def _is_date(evidence: FactIndex, slot: FactKey) -> bool:
    concept = evidence.book.concepts.get(slot.concept)
    return concept is not None and concept.unit == "date"


def _others(evidence: FactIndex, facts: Sequence[Fact], holds: Fact) -> Iterator[Finding]:
    other: defaultdict[tuple[str, int, bool], list[Fact]] = defaultdict(list)
    held = days_of(holds.text)
    for fact in facts:
        stated = days_of(fact.text)
        if held and stated and (apart := days_between(stated, held)):
            other[fact.text, abs(apart), bool(evidence.explanation(fact))].append(fact)
    for (text, days, _), same in other.items():
        held_to = f"{holds.text} ({voices(evidence, [holds])})"
        compared = f"{text} ({voices(evidence, same)}) against {held_to}"
        finding = find(evidence, "same-figure", "conflict", "different days", (*same, holds))
        yield finding._replace(compared=compared, preferred=holds, days=days)


def outcome_of(evidence: FactIndex, forecast: Forecast) -> Figure | None:
    """The outcome in the unit of a numeric forecast; None while nothing tells it."""
    expects = forecast.expects
    concept = evidence.book.concepts.get(expects.concept)
    kind = concept.period if concept else ""
    code = money_of(expects)
    if kind == "instant":
        return _converted(evidence, _at_an_instant(evidence, forecast, code), code)
    if expects.period is None or kind == "none":
        facts = _of_any_trim(evidence, expects.concept, expects.dims)
        return evidence.figure(_favourable(evidence, expects, facts))
    slot = FactKey(expects.concept, expects.dims, span_of(expects.period))
    stated = evidence.best(slot, code)
    if stated or (concept and concept.unit == "growth"):
        return stated or _growth(evidence, slot)
    for rule in evidence.book.calculations:
        if rule.kind == "margin" and rule.result == expects.concept:
            return margin_over(evidence.book, rule, (expects.period,), expects.dims)
    total = total_over(evidence.book, expects.concept, expects.period, expects.dims)
    return _converted(evidence, total, code)


def _growth(evidence: FactIndex, slot: FactKey) -> Figure | None:
    for other in evidence.series.get((slot.concept, slot.dims), ()):
        if other.span == slot.span and (best := evidence.best(other)):
            return best
    return None


def _at_an_instant(evidence: FactIndex, forecast: Forecast, code: str | None) -> Figure | None:
    """The first figure after the promise was made.

    Of a running total the last one by the time it was due: it decides before that day only by
    having reached what was promised.
    """
    expects, said = forecast.expects, forecast.said.start
    facts = _of_any_trim(evidence, expects.concept, expects.dims)
    concept = evidence.book.concepts[expects.concept]
    if concept.cumulative:
        due = expects.period.end if expects.period else None
        ends = [(f.period.end, f) for f in facts if f.period and f.period.end]
        by_then = [(end, f) for end, f in ends if due and (not said or end > said) and end <= due]
        last = max((end for end, _ in by_then), default=None)
        figure = evidence.figure(evidence.book.pick([fact for end, fact in by_then if end == last]))
        reached = figure is not None and figure.core.lo >= evidence.stated(expects).core.lo
        return figure if reached or last == due else None
    dated = ((fact.period.start, fact) for fact in facts if fact.period and fact.period.start)
    later = [(day, fact) for day, fact in dated if said is None or day >= said]
    first = min((day for day, _ in later), default=None)
    chosen = [fact for day, fact in later if day == first]
    same = [fact for fact in chosen if money_of(fact) == code]
    return evidence.figure(_favourable(evidence, expects, same or chosen))


def _of_any_trim(evidence: FactIndex, concept: str, dims: Dims) -> list[Fact]:
    """What is stated of a car, or of its trims where nothing is stated of all of them."""
    own = _usable(evidence, concept, dims)
    if own or not dims.model or dims.trim:
        return own
    model = evidence.book.models.get(dims.model)
    trims = model.trims if model else ()
    return [fact for trim in trims for fact in _usable(evidence, concept, dims._replace(trim=trim))]


def _usable(evidence: FactIndex, concept: str, dims: Dims) -> list[Fact]:
    facts = evidence.book.facts_of(concept, dims=dims)
    return [fact for fact in facts if fact.quantity and evidence.book.is_usable(fact)]


def _favourable(evidence: FactIndex, expects: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The lowest where less is better, else the highest: what a promise of a car boasts of."""
    concept = evidence.book.concepts.get(expects.concept)
    sign = -1 if concept and concept.better == "lower" else 1
    return max(facts, key=lambda f: sign * f.quantity.value if f.quantity else 0, default=None)


def _converted(evidence: FactIndex, figure: Figure | None, code: str | None) -> Figure | None:
    """Money in the currency of the forecast, at the mean rate of the period or its quarter."""
    if figure is None or code is None:
        return figure
    period = figure.period
    if period and period.end and not _has_rate(evidence, period, code):
        quarter = quarter_of(period.start or period.end)
        moved = convert(evidence.book, figure._replace(period=quarter), code)
        return moved._replace(period=period) if moved else None
    return convert(evidence.book, figure, code)


def _has_rate(evidence: FactIndex, period: Period, code: str) -> bool:
    return code == evidence.book.base or evidence.rate(code, span_of(period)) is not None


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

    @property
    def is_exceeded(self) -> bool:
        """Whether the outcome is above the number that was expected."""
        is_number = self.forecast.expects.quantity is not None
        return is_number and self.distance is not None and self.distance.value > 0

    @property
    def apart(self) -> str:
        """By how much a number differs from the expected one: `24%`, of percentages `2.8 points`;
        empty where it does not, or none was expected."""
        if self.distance and self.distance.unit == "%" and self.distance.value:
            return f"{fmt.significant(abs(self.distance.value), 2)} points"
        return f"{fmt.significant(abs(self.off) * 100, 2)}%" if self.off else ""


def resolve_forecasts(book: FactBook) -> tuple[Promise, ...]:
    """What came of every forecast, in the order of the file."""
    evidence = FactIndex(book)
    return tuple(_resolve(evidence, forecast) for forecast in book.forecasts)


def forecasts(evidence: FactIndex) -> Iterator[Finding]:
    """Every promise as a finding; one that is overdue is a warning when it was a target."""
    for forecast in evidence.book.forecasts:
        yield _finding(evidence, _resolve(evidence, forecast))


def _resolve(evidence: FactIndex, forecast: Forecast) -> Promise:
    if forecast.expects.quantity is None:
        return _resolve_date(evidence, forecast)
    due = forecast.expects.period
    outcome = outcome_of(evidence, forecast)
    if outcome is None:
        return Promise(forecast, _waiting(evidence.book, due), due)
    promise = would_be(evidence, forecast, outcome)
    decided = _known(evidence, outcome) if promise.verdict != "open" else None
    return promise._replace(decided=decided, days=_lead(forecast, decided))


def would_be(evidence: FactIndex, forecast: Forecast, outcome: Figure) -> Promise:
    """A numeric forecast held against an outcome, known or supposed."""
    expected = evidence.stated(forecast.expects)
    distance = derive("off by", "outcome − expected", sub, (outcome, expected), expected.unit)
    off = distance.value / abs(expected.value) if expected.value else None
    verdict = _verdict(outcome, _accepted(evidence, forecast), off)
    due = forecast.expects.period
    return Promise(forecast, verdict, due, outcome, distance=distance, off=off)


def _accepted(evidence: FactIndex, forecast: Forecast) -> tuple[Interval, Interval]:
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
        about = expected.quantity is not None and expected.quantity.hedge is Hedge.ABOUT
        low, high = (figure.low, figure.high) if about else (figure.value, figure.value)
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


def _resolve_date(evidence: FactIndex, forecast: Forecast) -> Promise:
    expects = forecast.expects
    due = days_of(expects.text) or expects.period
    dates = evidence.book.facts_of(expects.concept, dims=expects.dims)
    outcome = best_date(evidence, dates)
    when = days_of(outcome.text) if outcome else None
    if outcome is None or when is None or due is None:
        return Promise(forecast, _waiting(evidence.book, due), due)
    late = days_between(when, due)
    span = (due.last - forecast.said.start).days if due.last and forecast.said.start else 0
    off = Decimal(late) / span if span > 0 else None
    near = off is not None and abs(off) <= _NEAR
    # A target is a last day, as a target in numbers is a floor; an estimate can be early, too.
    in_time = late <= 0 if forecast.kind == "target" else not late
    verdict = "met" if in_time else "near" if near else "missed"
    point = Interval.point(late)
    distance = Figure(Decimal(late), point, point, "days", "off by", when, origin=outcome)
    decided = _first_told(evidence, outcome)
    return Promise(
        forecast, verdict, due, outcome, decided, _lead(forecast, decided), distance, off
    )


def _waiting(book: FactBook, due: Period | None) -> str:
    today = book.as_of.start
    past = due is not None and due.end is not None and today is not None and due.end <= today
    return "overdue" if past else "open"


def _known(evidence: FactIndex, outcome: Figure) -> date | None:
    """When the last of the facts behind an outcome was out; None when that is not known of one."""
    days = [_first_told(evidence, fact) for fact in outcome.statements]
    known = [day for day in days if day]
    return max(known) if known and len(known) == len(days) else None


def _first_told(evidence: FactIndex, fact: Fact) -> date | None:
    """The first day by which a source had published a fact, or another that agrees with it.

    A source of which no more than the year is known tells nothing of when.
    """
    keys = (key for other in evidence.agreeing(fact) for key in other.sources)
    published = [source.published for source in evidence.book.sources_of(keys)]
    dated = [period for period in published if period and (period.days or _VAGUE) < _VAGUE]
    return min((period.last for period in dated if period.last), default=None)


def _lead(forecast: Forecast, decided: date | None) -> int | None:
    said = forecast.said.start
    return (decided - said).days if decided and said else None


def _finding(evidence: FactIndex, promise: Promise) -> Finding:
    forecast, expects = promise.forecast, promise.forecast.expects
    outcome = promise.outcome
    name = subject(evidence, expects.concept, expects.dims, promise.due)
    who = evidence.book.speaker(forecast.by) or "somebody"
    says = f"{who} expected {quoted(expects)}, {_came(promise)}"
    facts: list[Fact] = [expects]
    figures: list[Figure] = [evidence.stated(expects)] if expects.quantity else []
    if isinstance(outcome, Figure):
        facts += outcome.statements
        figures.insert(0, outcome)
    elif outcome:
        facts.append(outcome)
    finding = find(evidence, "forecast", promise.verdict, says, facts, figures)
    return finding._replace(subject=name, mild=forecast.kind != "target")


def _came(promise: Promise) -> str:
    outcome = promise.outcome
    if outcome is None:
        past = promise.verdict == "overdue"
        return "the period is over and no outcome is on file" if past else "still open"
    if isinstance(outcome, Fact):
        late = int(promise.distance.value) if promise.distance else 0
        side = "late" if late > 0 else "early"
        words = f"{abs(late)} {noun(late, 'days')} {side}" if late else "on time"
        return f"it was {outcome.text}, {words}"
    side = "above" if promise.is_exceeded else "below"
    off = f", {promise.apart} {side}" if promise.apart else ""
    came = fmt.spoken_range(outcome.core, outcome.unit) if outcome.formula else (
        fmt.spoken(outcome.value, outcome.unit)
    )  # fmt: skip
    return f"the outcome was {came}{off if promise.verdict in ('near', 'missed') else ''}"
