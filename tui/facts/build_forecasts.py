"""Promises: who said when that which figure would come out."""

from __future__ import annotations

from tui.facts.fitting import period_fits, read_value, refuse_period
from tui.facts.model import Fact, Forecast
from tui.facts.nodes import Map
from tui.facts.reading import Reading, mark
from tui.facts.schema import FileShape, ForecastShape
from tui.facts.statement_checks import ADD_BY, PROMISES


def read_forecasts(reading: Reading, shape: FileShape) -> tuple[Forecast, ...]:
    """Every promise with the figure it expects."""
    if not shape.forecasts:
        return ()
    found = [
        _forecast(reading, item, node)
        for item, node in zip(shape.forecasts, reading.root["forecasts"], strict=True)
    ]
    return tuple(item for item in found if item)


def _forecast(reading: Reading, item: ForecastShape, node: Map) -> Forecast | None:
    said = reading.period(item.said, node.value_at("said"))
    sources = reading.sources(node, item.source)
    if item.by:
        reading.speaker(item.by, node.value_at("by"))
    elif item.kind in PROMISES:
        message = f"{item.kind} '{item.title}' does not say who made it"
        reading.report.add(node.value_at("title"), "by-missing", message, ADD_BY)
    expects = _expected(reading, item, node, sources)
    if said is None or expects is None:
        return None
    title, kind = item.title, item.kind
    place = expects.mark
    return Forecast(said, item.by, title, expects, sources, kind, item.note, place)


def _expected(
    reading: Reading, item: ForecastShape, node: Map, sources: tuple[str, ...]
) -> Fact | None:
    """The one figure that a forecast expects."""
    expects, inner = item.expects, node["expects"]
    named = expects.__pydantic_extra__
    names = [*reading.names["concept"], *type(expects).model_fields]
    unknown = [n for n in named if not reading.known("concept", n, inner.key_at(n), names)]
    if unknown:
        return None
    start = node.value_at("expects")
    if len(named) != 1:
        message = f"a forecast expects one concept, not {len(named) or 'none'}"
        advice = "e.g. expects: {deliveries: over 300,000 cars, period: 2025}"
        reading.report.add(start, "expects-one", message, advice, length=1)
        return None
    ((key, text),) = named.items()
    dims = reading.about(inner, expects.entity, expects.model, expects.trim)
    period = reading.period_of(inner, "period")
    concept = reading.concepts.get(key)
    if concept is None or (expects.period and period is None):
        return None
    if not period_fits(concept, period, timed=False, about_car=False):
        where = inner.value_at("period") if period else start
        refuse_period(reading, concept, period, where)
    spot = inner.value_at(key)
    quantity = read_value(reading, concept, text, spot)
    by, kind, place = item.by, item.kind, mark(spot)
    return Fact(key, dims, period, text, quantity, sources, kind, by, mark=place)
