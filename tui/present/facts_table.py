"""Every figure of the file, and every source, as rows."""

from __future__ import annotations

from decimal import Decimal

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.interval import Interval
from tui.facts.model import Fact, Source
from tui.present.search import name_of_subject
from tui.present.table import Cell, Column, Table

FACT_COLUMNS = (
    Column("Figure", numeric=False),
    Column("About", numeric=False),
    Column("Period", numeric=False),
    Column("Value"),
    Column("Rank", numeric=False),
    Column("Sources", numeric=False),
    Column("Line"),
)
SOURCE_COLUMNS = (
    Column("Source", numeric=False),
    Column("Publisher", numeric=False),
    Column("Published", numeric=False),
    Column("Tier", numeric=False),
    Column("Figures"),
    Column("Line"),
)


FACT_FIELDS = (
    *("concept", "entity", "model", "trim", "period", "value", "number", "unit", "hedge"),
    *("core", "support", "scenario", "rank", "sources", "line"),
)
SOURCE_FIELDS = (
    *("id", "title", "publisher", "url", "published", "tier", "derived_from", "roots"),
    *("figures", "line"),
)


def facts_table(book: FactBook, _: str = "") -> Table:
    """One row a figure, in the order of the file, as written: in no other currency."""
    return Table(
        "Figures",
        FACT_COLUMNS,
        tuple(_fact_row(book, fact) for fact in book.facts),
        tuple(fact_record(fact) for fact in book.facts),
        FACT_FIELDS,
    )


def _fact_row(book: FactBook, fact: Fact) -> tuple[Cell, ...]:
    publishers = [book.sources[key].publisher for key in fact.sources if key in book.sources]
    return (
        Cell(book.name_of(fact.concept), fact=fact),
        Cell(name_of_subject(book, fact), fact=fact),
        Cell(fact.period.text if fact.period else fmt.MISSING, fact=fact),
        Cell(fact.text, fact=fact),
        Cell(fact.rank, fact=fact, role="muted" if fact.rank == "deprecated" else ""),
        Cell(", ".join(dict.fromkeys(publishers)), fact=fact),
        Cell(str(fact.mark.line), fact=fact),
    )


def fact_record(fact: Fact) -> dict[str, object]:
    """A figure for programs: `number` and bounds as decimal strings in full units."""
    q = fact.quantity
    return {
        "concept": fact.concept,
        "entity": fact.dims.entity,
        "model": fact.dims.model or None,
        "trim": fact.dims.trim or None,
        "period": fact.period.text if fact.period else None,
        "value": fact.text,
        "number": fmt.plain(q.value) if q else None,
        "unit": q.unit if q else None,
        "hedge": q.hedge if q else None,
        "core": _bounds(q.core) if q else None,
        "support": _bounds(q.support) if q else None,
        "scenario": fact.scenario,
        "rank": fact.rank,
        "sources": list(fact.sources),
        "line": fact.mark.line,
    }


def _bounds(interval: Interval) -> list[str | None]:
    return [_end(interval.lo), _end(interval.hi)]


def _end(value: Decimal) -> str | None:
    return fmt.plain(value) if value.is_finite() else None


def sources_table(book: FactBook, _: str = "") -> Table:
    """One row a source, with how many figures rest on it."""
    counts: dict[str, int] = {}
    for fact in book.facts:
        for key in fact.sources:
            counts[key] = counts.get(key, 0) + 1
    return Table(
        "Sources",
        SOURCE_COLUMNS,
        tuple(_source_row(source, counts) for source in book.sources.values()),
        tuple(_source_record(book, source, counts) for source in book.sources.values()),
        SOURCE_FIELDS,
    )


def _source_row(source: Source, counts: dict[str, int]) -> tuple[Cell, ...]:
    return (
        Cell(source.title),
        Cell(source.publisher),
        Cell(source.published.text if source.published else fmt.MISSING),
        Cell(source.tier),
        Cell(str(counts.get(source.key, 0))),
        Cell(str(source.mark.line)),
    )


def _source_record(book: FactBook, source: Source, counts: dict[str, int]) -> dict[str, object]:
    return {
        "id": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url or None,
        "published": source.published.text if source.published else None,
        "tier": source.tier,
        "derived_from": list(source.derived_from),
        "roots": sorted(book.roots([source.key])),
        "figures": counts.get(source.key, 0),
        "line": source.mark.line,
    }
