"""Statements and forecasts: one fact for each figure that a source states."""

from __future__ import annotations

import re

from tui.facts.build_terms import circular
from tui.facts.fitting import check_period, read_value
from tui.facts.model import Dims, Fact, Forecast
from tui.facts.nodes import Map, Spot
from tui.facts.period import Period
from tui.facts.quantity import Quantity
from tui.facts.reading import Reading, listed_at, mark
from tui.facts.schema import FileShape, ForecastShape, StatementShape

_DURATION = re.compile(
    r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)
_SPANS = {"h": ("hours", "PT{}H"), "m": ("minutes", "PT{}M"), "d": ("days", "P{}D")}
_PROMISES = ("forecast", "target")


def read_facts(reading: Reading, shape: FileShape) -> tuple[Fact, ...]:
    """Every figure of every statement, in the order of the file."""
    facts: list[Fact] = []
    nodes = reading.root["facts"]
    places = {}
    for item, node in zip(shape.facts, nodes, strict=True):
        _check_statement(reading, item, node, places)
        facts += _figures(reading, item, node)
    _check_superseded(reading, shape, places)
    return tuple(facts)


def _figures(reading: Reading, item: StatementShape, node: Map) -> list[Fact]:
    sources = reading.sources(node, item.source)
    period = reading.period(item.period, node.value_at("period")) if item.period else None
    versus = reading.period(item.versus, node.value_at("versus")) if item.versus else None
    dims = reading.about(node, item.entity, item.model, item.trim, item.market, item.duration)
    states: Map = node["states"]
    found = []
    for concept, values in item.states.items():
        if not _concept_fits(reading, concept, item, node, period):
            continue
        for index, text in enumerate(values):
            spot = listed_at(states, concept, index)
            quantity = read_value(reading, concept, text, spot, item.decimals)
            found.append(
                Fact(
                    concept,
                    dims,
                    period,
                    text,
                    quantity,
                    sources,
                    item.scenario,
                    item.by,
                    item.rank,
                    item.reason,
                    item.supersedes,
                    versus,
                    item.at,
                    item.note,
                    item.id,
                    mark(spot),
                )
            )
    return found


def _concept_fits(
    reading: Reading, concept: str, item: StatementShape, node: Map, period: Period | None
) -> bool:
    spot = node["states"].key_at(concept)
    if not reading.known("concept", concept, spot):
        return False
    if item.period and period is None:
        return True
    where = node.value_at("period") if item.period else spot
    check_period(reading, concept, period, where, bool(item.duration), bool(item.model))
    return True


def _check_statement(
    reading: Reading, item: StatementShape, node: Map, places: dict[str, Spot]
) -> None:
    """What concerns a statement as a whole."""
    report = reading.report
    if item.id:
        spot = node.value_at("id")
        reading.identifier(item.id, spot)
        if (first := places.setdefault(item.id, spot)) != spot:
            message = f"statement id '{item.id}' is used twice"
            report.add(spot, "duplicate-id", message, f"first on line {first[0] + 1}")
    if item.market:
        reading.identifier(item.market, node.value_at("market"))
    if item.by:
        reading.speaker(item.by, node.value_at("by"))
    elif item.scenario in _PROMISES:
        message = f"this {item.scenario} does not say who made it"
        report.add(node.value_at("scenario"), "by-missing", message, _ADD_BY)
    if item.rank != "normal" and not item.reason:
        advice = "e.g. reason: superseded by the company report"
        message = f"a {item.rank} statement needs a reason"
        report.add(node.value_at("rank"), "reason-missing", message, advice)
    if item.duration and not _DURATION.fullmatch(item.duration):
        _refuse_duration(reading, item.duration, node.value_at("duration"))
    _check_future(reading, item, node)


_ADD_BY = "add by: <person or company>"


def _check_future(reading: Reading, item: StatementShape, node: Map) -> None:
    if item.scenario != "actual" or not item.period:
        return
    spot = node.value_at("period")
    period = reading.period(item.period, spot)
    if period and period.start and period.start > reading.today:
        message = f"an actual figure for {item.period} lies in the future"
        reading.report.add(spot, "future-actual", message, "set scenario: forecast, or as_of: later")


def _refuse_duration(reading: Reading, text: str, spot: Spot) -> None:
    plain = re.fullmatch(r"(\d+) ?([hmd])[a-z]*", text)
    word, form = _SPANS[plain[2]] if plain else ("hours", "PT{}H")
    count = plain[1] if plain else "18"
    advice = f"{count} {word} is {form.format(count)}"
    message = f"'{text}' is not an ISO 8601 duration"
    reading.report.add(spot, "bad-duration", message, advice, length=len(text))


def _check_superseded(reading: Reading, shape: FileShape, places: dict[str, Spot]) -> None:
    """A statement may replace another one that exists, and never itself."""
    older = {item.id: (item.supersedes,) for item in shape.facts if item.id and item.supersedes}
    circles = set(circular(older))
    for item, node in zip(shape.facts, reading.root["facts"], strict=True):
        if not item.supersedes:
            continue
        spot = node.value_at("supersedes")
        if not reading.known("fact", item.supersedes, spot, places):
            continue
        if item.id in circles:
            way = "" if item.supersedes == item.id else f", by way of '{item.supersedes}'"
            message = f"'{item.id}' supersedes itself{way}"
            reading.report.add(spot, "supersedes-cycle", message, "name the older statement")


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
    elif item.kind in _PROMISES:
        message = f"{item.kind} '{item.title}' does not say who made it"
        reading.report.add(node.value_at("title"), "by-missing", message, _ADD_BY)
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
    for concept in named:
        reading.known("concept", concept, inner.key_at(concept))
    start = node.value_at("expects")
    if len(named) != 1:
        message = f"a forecast expects one concept, not {len(named) or 'none'}"
        advice = "e.g. expects: {deliveries: over 300,000 cars, period: 2025}"
        reading.report.add(start, "expects-one", message, advice, length=1)
        return None
    ((concept, text),) = named.items()
    dims: Dims = reading.about(inner, expects.entity, expects.model, expects.trim)
    period = reading.period(expects.period, inner.value_at("period")) if expects.period else None
    if concept not in reading.concepts or (expects.period and period is None):
        return None
    where = inner.value_at("period") if period else start
    check_period(reading, concept, period, where, False, False)
    spot = inner.value_at(concept)
    quantity: Quantity | None = read_value(reading, concept, text, spot)
    by, kind, place = item.by, item.kind, mark(spot)
    return Fact(concept, dims, period, text, quantity, sources, kind, by, mark=place)
