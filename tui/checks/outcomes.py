"""The figure that decides a forecast: as stated, as it follows from others, or converted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tui.checks.index import Evidence, Slot, money_of, span_of
from tui.facts.figure import Figure
from tui.facts.model import Dims, Fact, Forecast
from tui.facts.period import Period
from tui.facts.rates import convert
from tui.facts.series import margin_over, quarter_of, total_over


def outcome_of(evidence: Evidence, forecast: Forecast) -> Figure | None:
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
    slot = Slot(expects.concept, expects.dims, span_of(expects.period))
    stated = evidence.best(slot, code)
    if stated or (concept and concept.unit == "growth"):
        return stated or _growth(evidence, slot)
    for rule in evidence.book.calculations:
        if rule.kind == "margin" and rule.result == expects.concept:
            return margin_over(evidence.book, rule, expects.period, expects.dims)
    total = total_over(evidence.book, expects.concept, expects.period, expects.dims)
    return _converted(evidence, total, code)


def _growth(evidence: Evidence, slot: Slot) -> Figure | None:
    for other in evidence.series.get((slot.concept, slot.dims), ()):
        if other.span == slot.span and (best := evidence.best(other)):
            return best
    return None


def _at_an_instant(evidence: Evidence, forecast: Forecast, code: str | None) -> Figure | None:
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
        figure = evidence.figure(evidence.pick([fact for end, fact in by_then if end == last]))
        reached = figure is not None and figure.core.lo >= evidence.stated(expects).core.lo
        return figure if reached or last == due else None
    later = [(day, fact) for fact in facts if (day := _start(fact.period)) and _after(day, said)]
    first = min((day for day, _ in later), default=None)
    chosen = [fact for day, fact in later if day == first]
    same = [fact for fact in chosen if money_of(fact) == code]
    return evidence.figure(_favourable(evidence, expects, same or chosen))


def _start(period: Period | None) -> date | None:
    return period.start if period else None


def _after(day: date, said: date | None) -> bool:
    return said is None or day >= said


def _of_any_trim(evidence: Evidence, concept: str, dims: Dims) -> list[Fact]:
    """What is stated of a car, or of its trims where nothing is stated of all of them."""
    own = _usable(evidence, concept, dims)
    if own or not dims.model or dims.trim:
        return own
    model = evidence.book.models.get(dims.model)
    trims = model.trims if model else ()
    return [fact for trim in trims for fact in _usable(evidence, concept, dims._replace(trim=trim))]


def _usable(evidence: Evidence, concept: str, dims: Dims) -> list[Fact]:
    facts = evidence.book.facts_of(concept, dims=dims)
    return [fact for fact in facts if fact.quantity and evidence.book.is_usable(fact)]


def _favourable(evidence: Evidence, expects: Fact, facts: Sequence[Fact]) -> Fact | None:
    """The lowest where less is better, else the highest: what a promise of a car boasts of."""
    concept = evidence.book.concepts.get(expects.concept)
    sign = -1 if concept and concept.better == "lower" else 1
    return max(facts, key=lambda f: sign * f.quantity.value if f.quantity else 0, default=None)


def _converted(evidence: Evidence, figure: Figure | None, code: str | None) -> Figure | None:
    """Money in the currency of the forecast, at the mean rate of the period or its quarter."""
    if figure is None or code is None:
        return figure
    period = figure.period
    if period and period.end and not _has_rate(evidence, period, code):
        quarter = quarter_of(period.start or period.end)
        moved = convert(evidence.book, figure._replace(period=quarter), code)
        return moved._replace(period=period) if moved else None
    return convert(evidence.book, figure, code)


def _has_rate(evidence: Evidence, period: Period, code: str) -> bool:
    return code == evidence.book.currency or evidence.rate(code, span_of(period)) is not None
