"""The whole store as a SQLite database: what the file says, what the checks find, what follows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import count
from pathlib import Path

from tui import __version__
from tui.checks.issues import Issue, items_of
from tui.checks.promises import Promise, resolve_forecasts
from tui.economics.per_car import AVERAGE_CAR
from tui.facts import fmt
from tui.facts.book import TIERS, FactBook
from tui.facts.figure import Figure
from tui.facts.interval import Interval
from tui.facts.model import Dims, Dispute, Mark
from tui.facts.period import Period
from tui.facts.quantity import Quantity
from tui.facts.units import currency_of
from tui.tabs.disputes.present import held
from tui.tabs.finances.periods import KINDS, Span, spans

SCHEMA = Path(__file__).parent / "database.sql"
APPLICATION_ID = 0x78657631
"""`xev1` in the head of the file, by which an export is told from any other database."""

Row = tuple[str, Mapping[str, object]]
"""A table, and the columns of one of its rows."""


def write_database(path: Path, book: FactBook) -> None:
    """Fill a new file with the tables of a book. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # The file has another name until it is whole, so there is nothing to roll back.
        connection.executescript(
            f"PRAGMA journal_mode = OFF; PRAGMA foreign_keys = ON; "
            f"PRAGMA application_id = {APPLICATION_ID}; BEGIN; {SCHEMA.read_text('utf-8')}"
        )
        for table, row in _rows(book):
            names = ", ".join(f":{name}" for name in row)
            values = {name: _stored(value) for name, value in row.items()}
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})", values)
        connection.execute("COMMIT")
    finally:
        connection.close()


def _stored(value: object) -> object:
    """A period as the file writes it; nothing for an empty text."""
    return str(value) if isinstance(value, Period) else None if value == "" else value


def _fields(record: object, *names: str) -> dict[str, object]:
    """The fields of a record for columns that are called so, too."""
    return {name: getattr(record, name) for name in names}


def _rows(book: FactBook) -> Iterator[Row]:
    """Every row, those that others refer to first."""
    ids: dict[object, int] = {fact: number for number, fact in enumerate(book.facts, 1)}
    yield "about", _fields(book, "title", "as_of", "currency") | {"program": __version__}
    yield from _subjects(book)
    yield from _concepts(book)
    yield from _sources(book)
    yield from _figures(book)
    yield from _rates(book)
    yield from _events(book)
    for number, promise in enumerate(resolve_forecasts(book), 1):
        yield from _promise(book, ids, number, promise)
    yield from _disputes(book, ids)
    yield from _periods(book, ids)


def _where(mark: Mark) -> dict[str, object]:
    """The line, and the included file it is in."""
    return _fields(mark, "line", "file")


def _subjects(book: FactBook) -> Iterator[Row]:
    """Whom and which cars the figures are about."""
    for table, column, known in (
        ("entities", "entity_id", book.entities),
        ("people", "person_id", book.people),
    ):
        for item in known.values():
            named = _fields(item, "name", "role", "note")
            yield table, {"id": item.key, **named, **_where(item.mark)}
            for alias in item.aliases:
                yield "aliases", {column: item.key, "name": alias}
    for place, maker in enumerate(book.makers.values(), 1):
        row = {
            "entity_id": maker.key,
            "position": place,
            "name": book.of(maker.key).called,
            "currency": book.reports_in(maker.key),
            "replaces_id": maker.replaces,
            **_fields(maker, "perimeter", "counts", "fiscal_end", "first_delivery", "ends"),
            **_fields(maker, "operating", "holds"),
        }
        yield "makers", row
    for model in book.models.values():
        named = {"id": model.key, "replaces_id": model.replaces, **_where(model.mark)}
        yield "models", named | _fields(model, "name", "maker", "body", "note")
        for trim, name in model.trims.items():
            yield "trims", {"model_id": model.key, "id": trim, "name": name}


def _concepts(book: FactBook) -> Iterator[Row]:
    """What is measured, and by which rules the checks hold it together."""
    for unit, words in book.units.nouns.items():
        for word in (unit, *words):
            yield "units", {"unit": unit, "word": word}
    for concept in book.concepts.values():
        row = {
            "id": concept.key,
            **_fields(concept, "name", "unit", "period", "additive", "cumulative"),
            **_fields(concept, "nonnegative", "exact", "better", "note"),
            "line": concept.mark.line,
        }
        yield "concepts", row
    for number, rule in enumerate(book.calculations, 1):
        row = {"id": number, "kind": rule.kind, "result_id": rule.result, "line": rule.mark.line}
        yield "calculations", row
        for place, key in enumerate(rule.operands, 1):
            yield "operands", {"calculation_id": number, "position": place, "concept_id": key}
    for number, entry in enumerate(book.acknowledged, 1):
        row = {
            "id": number,
            "check_name": entry.check,
            "concept_id": entry.concept,
            "entity_id": entry.entity,
            "model_id": entry.model,
            **_fields(entry, "period", "expect", "reason"),
            **_where(entry.mark),
        }
        yield "acknowledged", row


def _sources(book: FactBook) -> Iterator[Row]:
    """Where figures come from, and which source copies which."""
    for rank, tier in enumerate(TIERS, 1):
        yield "tiers", {"id": tier, "rank": rank}
    for source in book.sources.values():
        row = {
            "id": source.key,
            **_fields(source, "title", "publisher", "tier", "url", "published", "read"),
            **_fields(source, "language", "note"),
            **_where(source.mark),
        }
        yield "sources", row
    for key, source in book.sources.items():
        for parent in source.derived_from:
            yield "derivations", {"source_id": key, "from_id": parent}
        for voice in sorted(book.roots([key])):
            yield "voices", {"source_id": key, "voice_id": voice}


def _cited(table: str, column: str, number: int, sources: Iterable[str]) -> Iterator[Row]:
    for key in sources:
        yield table, {column: number, "source_id": key}


def _figures(book: FactBook) -> Iterator[Row]:
    """Every figure that a source states."""
    for number, fact in enumerate(book.facts, 1):
        q = fact.quantity
        currency = currency_of(q.unit) if q else None
        best = book.best(fact.concept, fact.period, fact.dims, currency) if q else None
        row = {
            "id": number,
            "concept_id": fact.concept,
            **_about(fact.dims),
            **_fields(fact.dims, "market", "duration"),
            **_days(fact.period),
            **_amount(q),
            **_by(book, fact.by),
            **_fields(fact, "text", "scenario", "rank", "reason", "supersedes", "versus", "note"),
            "usable": book.is_usable(fact),
            "chosen": best is not None and best.origin == fact,
            "statement": fact.key,
            "place": fact.at,
            **_where(fact.mark),
        }
        yield "figures", row
        yield from _cited("figure_sources", "figure_id", number, fact.sources)


def _rates(book: FactBook) -> Iterator[Row]:
    """Reference exchange rates."""
    for number, rate in enumerate(book.rates, 1):
        row = {
            "id": number,
            **_fields(rate, "base", "currency"),
            **_days(rate.period),
            "mean": float(rate.mean),
            "mean_exact": fmt.exact(rate.mean),
            "low": float(rate.low),
            "high": float(rate.high),
            "last": float(rate.end),
            "line": rate.mark.line,
        }
        yield "rates", row
        yield from _cited("rate_sources", "rate_id", number, rate.sources)


def _events(book: FactBook) -> Iterator[Row]:
    """What happened."""
    for number, event in enumerate(book.events, 1):
        row = {
            "id": number,
            **_days(event.date),
            **_fields(event, "kind", "title", "note"),
            "entity_id": event.entity,
            "model_id": event.model,
            **_where(event.mark),
        }
        yield "events", row
        yield from _cited("event_sources", "event_id", number, event.sources)


def _promise(
    book: FactBook, ids: Mapping[object, int], number: int, promise: Promise
) -> Iterator[Row]:
    """What was expected, and what came of it."""
    told, expects = promise.forecast, promise.forecast.expects
    figure, day = (
        (promise.outcome, None) if isinstance(promise.outcome, Figure) else (None, promise.outcome)
    )
    distance = promise.distance
    row = {
        "id": number,
        **_fields(told, "said", "kind", "title", "note"),
        **_by(book, told.by),
        "concept_id": expects.concept,
        **_about(expects.dims),
        **_fields(expects, "period", "text"),
        **_amount(expects.quantity),
        **_fields(promise, "verdict", "due", "days"),
        "outcome": float(figure.value) if figure else None,
        "outcome_low": _end(figure.low) if figure else None,
        "outcome_high": _end(figure.high) if figure else None,
        "outcome_unit": figure.unit if figure else None,
        "outcome_date": day.text if day else None,
        "decided": promise.decided.isoformat() if promise.decided else None,
        "distance": float(distance.value) if distance else None,
        "distance_unit": distance.unit if distance else None,
        **_where(told.mark),
    }
    yield "promises", row
    yield from _cited("promise_sources", "promise_id", number, told.sources)
    for fact in figure.facts if figure else (day,):
        if fact in ids:
            yield "promise_outcomes", {"promise_id": number, "figure_id": ids[fact]}


def _disputes(book: FactBook, ids: Mapping[object, int]) -> Iterator[Row]:
    """What sources disagree on, with all that the checks and the file say of it."""
    claims = count(1)
    for number, item in enumerate(items_of(book), 1):
        row = {
            "id": number,
            "concept_id": item.concept,
            **_about(item.dims),
            **_fields(item.dims, "market", "duration"),
            **_fields(item, "title", "period"),
            "used_id": ids[used] if (used := held(book, item)) else None,
            **_where(item.mark),
        }
        yield "disputes", row
        for fact in item.facts:
            yield "dispute_figures", {"dispute_id": number, "figure_id": ids[fact]}
        for place, remark in enumerate(item.remarks, 1):
            at = {"dispute_id": number, "position": place}
            yield "dispute_remarks", at | _remark(remark)
            if isinstance(remark.about, Dispute):
                yield from _claims(remark.about, at, claims)


def _remark(remark: Issue) -> dict[str, object]:
    about = remark.about
    if isinstance(about, Dispute):
        said = {"found_by": "file", "text": about.verdict, "reason": ""}
    else:
        said = {"found_by": about.check, "text": about.message, "reason": about.reason}
    return said | _fields(remark, "kind", "sign") | _where(about.mark)


def _claims(dispute: Dispute, at: Mapping[str, object], numbers: Iterator[int]) -> Iterator[Row]:
    """The sides of a dispute that the file writes down."""
    for place, claim in enumerate(dispute.claims, 1):
        number = next(numbers)
        row = {"id": number, **at, "says": claim.says, "holds": place == dispute.preferred}
        yield "claims", row
        yield from _cited("claim_sources", "claim_id", number, claim.sources)


def _periods(book: FactBook, ids: Mapping[object, int]) -> Iterator[Row]:
    """The figures in use for each period of each maker, and what they come to for one car."""
    numbers, views = count(1), [book.of(maker) for maker in book.makers]
    for span in (one for at in views for kind in KINDS for one in spans(at, at.currency, kind)):
        maker = span.book.home.entity
        kind = span.period.kind if span.period else ""
        named = {"maker_id": maker, "id": span.key, "kind": kind, "currency": span.currency}
        basis = span.base.basis if span.base.kinds else None
        yield "periods", {**named, **_ends(span.period), "basis": basis}
        for name, figure in _measures(span):
            number = next(numbers)
            row = {
                "id": number,
                "maker_id": maker,
                "period_id": span.key,
                "name": name,
                "value": float(figure.value),
                "unit": figure.unit,
                "core_low": _end(figure.core.lo),
                "core_high": _end(figure.core.hi),
                "support_low": _end(figure.support.lo),
                "support_high": _end(figure.support.hi),
                "formula": figure.formula,
            }
            yield "measures", row
            for fact in figure.facts:
                if fact in ids:
                    yield "measure_figures", {"measure_id": number, "figure_id": ids[fact]}


def _measures(span: Span) -> Iterator[tuple[str, Figure]]:
    """Those of one period that are known, by name."""
    names = ("deliveries", "revenue", "car_revenue", "gross_margin", "result", "asp")
    found = {name: span.base.get(name) for name in names}
    found |= {compute.__name__: compute(span.base) for compute in AVERAGE_CAR}
    return ((name, figure) for name, figure in found.items() if figure)


def _days(period: Period | None) -> dict[str, object]:
    """A period as the file writes it, its first day and its last."""
    return {"period": period, **_ends(period)}


def _ends(period: Period | None) -> dict[str, object]:
    starts, ends = (period.start, period.last) if period else (None, None)
    return {
        "starts": starts.isoformat() if starts else None,
        "ends": ends.isoformat() if ends else None,
    }


def _about(dims: Dims) -> dict[str, object]:
    return {"entity_id": dims.entity, "model_id": dims.model, "trim_id": dims.trim}


def _by(book: FactBook, key: str) -> dict[str, object]:
    """Who asserts something: a person, or else a company."""
    return {
        "by_person": key if key in book.people else None,
        "by_entity": key if key in book.entities and key not in book.people else None,
    }


def _amount(q: Quantity | None) -> dict[str, object]:
    """A quantity to reckon with, and as it is exactly; nothing for a text or a date."""
    if q is None:
        return {}
    return {
        "value": float(q.value),
        "value_exact": fmt.exact(q.value),
        "unit": q.unit,
        "hedge": q.hedge.value,
        "core_low": _end(q.core.lo),
        "core_high": _end(q.core.hi),
        "core": _interval(q.core),
        "support_low": _end(q.support.lo),
        "support_high": _end(q.support.hi),
        "support": _interval(q.support),
    }


def _end(value: Decimal) -> float | None:
    return float(value) if value.is_finite() else None


def _interval(interval: Interval) -> str:
    """`[75869, 75869]`, `(300000, inf)`: round brackets leave the end itself out."""
    low, high = (
        fmt.exact(end) if end.is_finite() else f"{'-' if end < 0 else ''}inf"
        for end in (interval.lo, interval.hi)
    )
    brackets = "(" if interval.lo_open else "[", ")" if interval.hi_open else "]"
    return f"{brackets[0]}{low}, {high}{brackets[1]}"
