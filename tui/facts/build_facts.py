"""Statements: one fact for each figure that a source states."""

from __future__ import annotations

from functools import partial

from tui.facts.circles import circular
from tui.facts.fitting import period_fits, read_value, refuse_period
from tui.facts.model import Concept, Fact
from tui.facts.nodes import Map
from tui.facts.period import Period
from tui.facts.reading import Reading, listed_at, mark
from tui.facts.schema import FileShape, StatementShape
from tui.facts.statement_checks import check_statement, decimals_of


def read_facts(reading: Reading, shape: FileShape) -> tuple[Fact, ...]:
    """Every figure of every statement, in the order of the file."""
    facts: list[Fact] = []
    nodes = reading.root["facts"]
    for item, node in zip(shape.facts, nodes, strict=True):
        check_statement(reading, item, node)
        facts += _figures(reading, item, node)
    _check_superseded(reading, shape)
    return tuple(facts)


def _figures(reading: Reading, item: StatementShape, node: Map) -> list[Fact]:
    """A fact for each figure of a statement."""
    period = reading.period_of(node, "period")
    stated = _template(reading, item, node, period)
    decimals = decimals_of(item) if item.decimals else ""
    states: Map = node["states"]
    if not states.keys() <= reading.concepts.keys() and _refuse_split(reading, states):
        return []
    found = []
    for key, values in item.states.items():
        concept = reading.concepts.get(key)
        if concept is None:
            reading.known("concept", key, states.key_at(key))
            continue
        _check_period(reading, concept, period, item, node)
        for index, text in enumerate(values):
            spot = listed_at(states, key, index)
            quantity = read_value(reading, concept, text, spot, decimals)
            found.append(stated(concept=key, text=text, quantity=quantity, mark=mark(spot)))
    return found


def _template(
    reading: Reading, item: StatementShape, node: Map, period: Period | None
) -> partial[Fact]:
    """A fact but for what differs from figure to figure."""
    return partial(
        Fact,
        dims=reading.about(node, item.entity, item.model, item.trim, item.market, item.duration),
        period=period,
        sources=reading.sources(node, item.source),
        scenario=item.scenario,
        by=item.by,
        rank=item.rank,
        reason=item.reason,
        supersedes=item.supersedes,
        versus=reading.period_of(node, "versus") if item.versus else None,
        at=item.at,
        note=item.note,
        key=item.id,
    )


def _check_period(
    reading: Reading, concept: Concept, period: Period | None, item: StatementShape, node: Map
) -> None:
    """Report a period that a concept cannot be measured over, unless it could not be read."""
    fits = period_fits(concept, period, timed=bool(item.duration), about_car=bool(item.model))
    if fits or (item.period and period is None):
        return
    where = node.value_at("period") if period else node["states"].key_at(concept.key)
    refuse_period(reading, concept, period, where)


def _refuse_split(reading: Reading, states: Map) -> bool:
    """Report figures that a comma inside braces has cut in two."""
    cut = [key for key in states if key[:1].isdigit()]
    for key in cut:
        advice = "a comma inside { } splits values: quote the value or use block style"
        message = f"unknown concept '{key}'"
        reading.report.add(states.key_at(key), "unknown-concept", message, advice, length=len(key))
    return bool(cut)


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
