"""Statements and forecasts: one fact for each figure that a source states."""

from __future__ import annotations

import re

from tui.facts.circles import circular
from tui.facts.fitting import period_fits, read_value, refuse_period
from tui.facts.model import Fact, Forecast
from tui.facts.nodes import Map, Spot
from tui.facts.reading import Reading, listed_at, mark
from tui.facts.schema import FileShape, ForecastShape, StatementShape

_DURATION = re.compile(
    r"P(?=.)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=.)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?"
)
_DECIMALS = re.compile(r"-?[0-9]{1,2}|INF")
_SPANS = {"h": ("hours", "PT{}H"), "m": ("minutes", "PT{}M"), "d": ("days", "P{}D")}
_PROMISES = ("forecast", "target")


def read_facts(reading: Reading, shape: FileShape) -> tuple[Fact, ...]:
    """Every figure of every statement, in the order of the file."""
    facts: list[Fact] = []
    nodes = reading.root["facts"]
    places: dict[str, Spot] = {}
    for item, node in zip(shape.facts, nodes, strict=True):
        _check_statement(reading, item, node, places)
        facts += _figures(reading, item, node)
    _check_superseded(reading, shape)
    return tuple(facts)


def _figures(reading: Reading, item: StatementShape, node: Map) -> list[Fact]:
    sources = reading.sources(node, item.source)
    period = reading.period_of(node, "period")
    versus = reading.period_of(node, "versus") if item.versus else None
    dims = reading.about(node, item.entity, item.model, item.trim, item.market, item.duration)
    states: Map = node["states"]
    if _refuse_split(reading, states):
        return []
    decimals = item.decimals if _DECIMALS.fullmatch(item.decimals) else ""
    timed, about_car = bool(item.duration), bool(item.model)
    found = []
    for key, values in item.states.items():
        concept = reading.concepts.get(key)
        if concept is None:
            reading.known("concept", key, states.key_at(key))
            continue
        fits = period_fits(concept, period, timed=timed, about_car=about_car)
        if not fits and (period or not item.period):
            where = node.value_at("period") if period else states.key_at(key)
            refuse_period(reading, concept, period, where)
        for index, text in enumerate(values):
            spot = listed_at(states, key, index)
            quantity = read_value(reading, concept, text, spot, decimals)
            found.append(
                Fact(
                    concept=key,
                    dims=dims,
                    period=period,
                    text=text,
                    quantity=quantity,
                    sources=sources,
                    scenario=item.scenario,
                    by=item.by,
                    rank=item.rank,
                    reason=item.reason,
                    supersedes=item.supersedes,
                    versus=versus,
                    at=item.at,
                    note=item.note,
                    key=item.id,
                    mark=mark(spot),
                )
            )
    return found


def _refuse_split(reading: Reading, states: Map) -> bool:
    """Report figures that a comma inside braces has cut in two."""
    if states.keys() <= reading.concepts.keys():
        return False
    cut = [key for key in states if key[:1].isdigit()]
    for key in cut:
        advice = "a comma inside { } splits values: quote the value or use block style"
        message = f"unknown concept '{key}'"
        reading.report.add(states.key_at(key), "unknown-concept", message, advice, length=len(key))
    return bool(cut)


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
    if item.decimals and not _DECIMALS.fullmatch(item.decimals):
        message = f"decimals cannot be '{item.decimals}'"
        advice = "-4 is ten thousands, 1 a tenth, INF exact"
        report.add(node.value_at("decimals"), "bad-value", message, advice)
    _check_future(reading, item, node)


_ADD_BY = "add by: <person or company>"


def _check_future(reading: Reading, item: StatementShape, node: Map) -> None:
    period = reading.period_of(node, "period") if item.scenario == "actual" else None
    if period and period.start and period.start > reading.today:
        message = f"an actual figure for {item.period} lies in the future"
        advice = "set scenario: forecast"
        reading.report.add(node.value_at("period"), "future-actual", message, advice)


def _refuse_duration(reading: Reading, text: str, spot: Spot) -> None:
    plain = re.fullmatch(r"(\d+) ?([hmd])[a-z]*", text)
    word, form = _SPANS[plain[2]] if plain else ("hours", "PT{}H")
    count = plain[1] if plain else "18"
    advice = f"{count} {word} is {form.format(count)}"
    message = f"'{text}' is not an ISO 8601 duration"
    reading.report.add(spot, "bad-duration", message, advice, length=len(text))


def _check_superseded(reading: Reading, shape: FileShape) -> None:
    """A statement may replace another one that exists, and never itself."""
    older = {item.id: (item.supersedes,) for item in shape.facts if item.id and item.supersedes}
    circles = circular(older)
    for item, node in zip(shape.facts, reading.root["facts"], strict=True):
        if not item.supersedes:
            continue
        spot = node.value_at("supersedes")
        if not reading.known("fact", item.supersedes, spot):
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
