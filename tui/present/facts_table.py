"""Every figure of the file, and every source, as rows."""

from __future__ import annotations

from collections import Counter

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.interval import Interval
from tui.facts.model import Fact, Mark, Source
from tui.present.contested import contested_in
from tui.present.table import Cell, Column, Table
from tui.present.things import name_of_subject, publishers

FACT_COLUMNS = tuple(
    Column(heading, numeric=heading in ("Value", "Line"))
    for heading in ("Figure", "About", "Period", "Value", "Rank", "Sources", "Line")
)
SOURCE_COLUMNS = tuple(
    Column(heading, numeric=heading in ("Figures", "Line"))
    for heading in ("Source", "Publisher", "Published", "Tier", "Figures", "Line")
)
FACT_FIELDS = (
    *("concept", "entity", "model", "trim", "period", "value", "number", "unit", "hedge"),
    *("core", "support", "scenario", "rank", "sources", "line", "file", "disputed"),
)
SOURCE_FIELDS = (
    *("id", "title", "publisher", "url", "published", "tier", "derived_from", "roots"),
    *("figures", "line", "file"),
)


def facts_table(book: FactBook, _: str = "") -> Table:
    """One row a figure, in the order of the file, as written: in no other currency."""
    contested = contested_in(book)
    return Table(
        "Figures",
        FACT_COLUMNS,
        tuple(_fact_row(book, fact, contested.mark(fact)) for fact in book.facts),
        tuple(fact_record(fact, fact in contested) for fact in book.facts),
        FACT_FIELDS,
    )


def _fact_row(book: FactBook, fact: Fact, mark: str) -> tuple[Cell, ...]:
    return (
        Cell(book.name_of(fact.concept, fact.dims.entity), fact=fact),
        Cell(name_of_subject(book, fact), fact=fact),
        Cell(fact.period.text if fact.period else fmt.MISSING, fact=fact),
        Cell(f"{fact.text} {mark}".rstrip(), fact=fact),
        Cell(fact.rank, fact=fact, role="muted" if fact.rank == "deprecated" else ""),
        Cell(publishers(book, fact.sources), fact=fact),
        Cell(_place(fact.mark), fact=fact),
    )


def fact_record(fact: Fact, disputed: bool) -> dict[str, object]:
    """A figure for programs: `number` and bounds as decimal strings in full units."""
    q = fact.quantity
    return {
        "concept": fact.concept,
        "entity": fact.dims.entity,
        "model": fact.dims.model or None,
        "trim": fact.dims.trim or None,
        "period": fact.period.text if fact.period else None,
        "value": fact.text,
        "number": fmt.exact(q.value) if q else None,
        "unit": q.unit if q else None,
        "hedge": q.hedge if q else None,
        "core": _bounds(q.core) if q else None,
        "support": _bounds(q.support) if q else None,
        "scenario": fact.scenario,
        "rank": fact.rank,
        "sources": list(fact.sources),
        "line": fact.mark.line,
        "file": fact.mark.file or None,
        "disputed": disputed,
    }


def _place(mark: Mark) -> str:
    """The line, with its file where that is an included one."""
    return f"{mark.file}:{mark.line}" if mark.file else str(mark.line)


def _bounds(interval: Interval) -> list[str | None]:
    """Both ends, an open one as None."""
    return [fmt.exact(end) if end.is_finite() else None for end in (interval.lo, interval.hi)]


def sources_table(book: FactBook, _: str = "") -> Table:
    """One row a source, with how many figures rest on it."""
    counts = Counter(key for fact in book.facts for key in fact.sources)
    return Table(
        "Sources",
        SOURCE_COLUMNS,
        tuple(_source_row(source, counts) for source in book.sources.values()),
        tuple(_source_record(book, source, counts) for source in book.sources.values()),
        SOURCE_FIELDS,
    )


def _source_row(source: Source, counts: Counter[str]) -> tuple[Cell, ...]:
    return (
        Cell(source.title),
        Cell(source.publisher),
        Cell(source.published.text if source.published else fmt.MISSING),
        Cell(source.tier),
        Cell(str(counts[source.key])),
        Cell(_place(source.mark)),
    )


def _source_record(book: FactBook, source: Source, counts: Counter[str]) -> dict[str, object]:
    return {
        "id": source.key,
        "title": source.title,
        "publisher": source.publisher,
        "url": source.url or None,
        "published": source.published.text if source.published else None,
        "tier": source.tier,
        "derived_from": list(source.derived_from),
        "roots": sorted(book.roots([source.key])),
        "figures": counts[source.key],
        "line": source.mark.line,
        "file": source.mark.file or None,
    }
