"""From the shape of a file to the book: what the texts mean and whether they fit together."""

from __future__ import annotations

from tui.facts.book import FactBook
from tui.facts.build_facts import read_facts
from tui.facts.build_forecasts import read_forecasts
from tui.facts.build_rates import read_rates
from tui.facts.build_rest import read_acknowledged, read_calculations, read_disputes, read_events
from tui.facts.build_terms import (
    read_concepts,
    read_models,
    read_named,
    read_sources,
    read_units,
    report_uncited,
)
from tui.facts.nodes import Map
from tui.facts.reading import Reading
from tui.facts.report import Report
from tui.facts.schema import FileShape
from tui.facts.units import CURRENCIES


def build(root: Map, shape: FileShape, reading: Reading, report: Report) -> FactBook | None:
    """The book that a file describes; None when anything in it is wrong."""
    _read_head(root, shape, reading)
    book = FactBook(
        title=shape.title,
        as_of=reading.as_of,
        path=report.path,
        currency=shape.currency,
        units=reading.units,
        people=read_named(reading, shape.people, "people"),
        entities=read_named(reading, shape.entities, "entities"),
        models=read_models(reading, shape),
        concepts=reading.concepts,
        sources=read_sources(reading, shape),
        facts=read_facts(reading, shape),
        forecasts=read_forecasts(reading, shape),
        events=read_events(reading, shape),
        disputes=read_disputes(reading, shape),
        calculations=read_calculations(reading, shape),
        acknowledged=read_acknowledged(reading, shape),
        rates=read_rates(reading, shape),
    )
    if report.has_errors:
        return None
    report_uncited(reading, shape)
    return book


def _read_head(root: Map, shape: FileShape, reading: Reading) -> None:
    """What everything after it is read with: the day, the units and the concepts."""
    reading.as_of = reading.period(shape.as_of, root.value_at("as_of")) or reading.as_of
    reading.today = reading.as_of.last or reading.today
    if shape.currency not in CURRENCIES:
        advice = reading.report.suggest(shape.currency, CURRENCIES, "an ISO 4217 code such as CNY")
        message = f"unknown currency '{shape.currency}'"
        reading.report.add(root.value_at("currency"), "bad-value", message, advice)
    reading.units = read_units(reading, shape)
    reading.concepts = read_concepts(reading, shape)
