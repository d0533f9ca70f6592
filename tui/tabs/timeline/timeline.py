"""What happened and who promised what, in order of time, with what came of each promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from tui.checks.promises import Promise, resolve_forecasts
from tui.facts.book import FactBook
from tui.facts.model import Event, Fact, Forecast, Mark
from tui.facts.period import Period, parse_period
from tui.present import fmt
from tui.present.outcomes import ROLES, figure_text, finding, outcome_text, shown, verdict_text
from tui.present.search import speaker
from tui.present.table import Cell, Column, Table

KINDS: Mapping[str, tuple[str, str]] = {
    "company": ("○", "company"),
    "launch": ("●", "launch"),
    "result": ("■", "result"),
    "made": ("◇", "promise made"),
    "due": ("◆", "promise came due"),
    "policy": ("▲", "policy"),
}
"""The kinds that are told apart, with their glyph and their name."""

_SORTED_AS = {"recall": "policy", "accident": "policy", "policy": "policy"}


class Entry(NamedTuple):
    """One line of history: an event, a promise made, or a promise that came due."""

    key: str
    """Stays the same while the text in the file does, whatever the currency."""
    kind: str
    when: Period
    day: date
    """First day it may have been; what it is sorted by."""
    title: str
    aside: str
    """Who promised it, or the figure that decided it."""
    note: str
    thing: Event | Forecast
    promise: int | None = None
    """Which promise is made or comes due here."""

    @property
    def glyph(self) -> str:
        """The sign of its kind."""
        return KINDS[self.kind][0]

    @property
    def label(self) -> str:
        """The name of its kind, the file's own word where that says more."""
        if isinstance(self.thing, Event) and self.kind in ("company", "policy"):
            return self.thing.kind
        return KINDS[self.kind][1]

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources."""
        return self.thing.sources

    @property
    def mark(self) -> Mark:
        """Where it stands in the file."""
        return self.thing.mark


@dataclass(frozen=True)
class Chronicle:
    """The whole timeline in one currency."""

    book: FactBook
    currency: str
    entries: tuple[Entry, ...]
    promises: tuple[Promise, ...]

    @property
    def finding(self) -> str:
        """How the promises came out, in a sentence."""
        return finding(promise.verdict for promise in self.promises)

    @property
    def counts(self) -> Mapping[str, int]:
        """Entries of each kind."""
        found = Counter(entry.kind for entry in self.entries)
        return {kind: found[kind] for kind in KINDS}

    @property
    def start(self) -> Entry | None:
        """Where to begin to read: the promise decided last, else the latest entry."""
        decided = [entry for entry in self.entries if entry.kind == "due" and entry.aside]
        return next(reversed(decided or self.entries), None)

    @property
    def span(self) -> tuple[date, date] | None:
        """First day on file, and the day the file was brought up to date or a later entry."""
        if not self.entries:
            return None
        last = self.entries[-1].day
        return self.entries[0].day, max(last, self.book.as_of.last or last)

    def entry(self, key: str) -> Entry | None:
        """The entry with a key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def entries_of(self, keys: Collection[str]) -> tuple[Entry, ...]:
        """The entries with some keys, in order of time."""
        return tuple(entry for entry in self.entries if entry.key in keys)

    def promise_beside(self, key: str, by: int) -> Entry | None:
        """Where the next (1) or previous (-1) promise was made, seen from an entry."""
        keys = [entry.key for entry in self.entries]
        here = keys.index(key) if key in keys else 0
        beside = self.entries[here + 1 :] if by > 0 else self.entries[:here][::-1]
        return next((entry for entry in beside if entry.kind == "made"), None)

    def verdict_of(self, entry: Entry) -> str:
        """The verdict on the promise of an entry; empty for an event."""
        return "" if entry.promise is None else self.promises[entry.promise].verdict

    def other_end(self, entry: Entry) -> Entry | None:
        """Where a promise came due, or where it was made."""
        if entry.promise is None:
            return None
        ends = (e for e in self.entries if e.promise == entry.promise and e.kind != entry.kind)
        return next(ends, None)


def chronicle(book: FactBook, currency: str) -> Chronicle:
    """Every event and both ends of every promise, in order of time."""
    promises = resolve_forecasts(book)
    found = [_event(event) for event in book.events]
    for place, promise in enumerate(promises):
        found += _ends(book, currency, place, promise)
    return Chronicle(book, currency, tuple(_unique(sorted(found, key=_order))), promises)


def kind_words(
    counts: Mapping[str, int], hidden: Collection[str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """The kinds with their counts, ever shorter, and the columns to leave between them."""
    known = {k: "off" if k in hidden else str(counts[k]) for k in KINDS}
    yield tuple(f"{sign} {name} {known[kind]}" for kind, (sign, name) in KINDS.items()), 2
    yield tuple(f"{sign} {kind} {known[kind]}" for kind, (sign, _) in KINDS.items()), 1
    yield tuple(f"{sign} {known[kind]}" for kind, (sign, _) in KINDS.items()), 2
    yield tuple("–" if kind in hidden else sign for kind, (sign, _) in KINDS.items()), 1


def _event(event: Event) -> Entry:
    kind = event.kind if event.kind in KINDS else _SORTED_AS.get(event.kind, "company")
    key = f"{kind} {event.date} {event.title}"
    day = first_day(event.date)
    return Entry(key, kind, event.date, day, event.title, "", event.note, event)


def _ends(book: FactBook, currency: str, place: int, promise: Promise) -> Iterator[Entry]:
    told = promise.forecast
    made = first_day(told.said)
    who = speaker(book, told.by)
    key = f"{told.said} {told.by} {told.title}"
    yield Entry(f"made {key}", "made", told.said, made, told.title, who, told.note, told, place)
    due = came_due(promise, book.as_of.last)
    if due is not None:
        text = figure_text(book, promise, currency)
        day = max(due, made)
        when = parse_period(day.isoformat())
        yield Entry(f"due {key}", "due", when, day, told.title, text, told.note, told, place)


def came_due(promise: Promise, today: date | None) -> date | None:
    """The day a promise was decided, or ran out unanswered; None while it is open.

    What is only known to have come out within a year that still runs came out by today.
    """
    if promise.verdict == "open":
        return None
    when = (promise.outcome.period if promise.outcome else None) or promise.due
    day = promise.decided or (when.last if when else None)
    return min(day, today) if day and today else day


def first_day(when: Period) -> date:
    """The first day of a period, by which things are sorted."""
    return when.start or when.last or date.min


def _order(entry: Entry) -> tuple[date, int]:
    """Events before the promises they decide, and those before promises made anew that day."""
    if entry.kind == "due":
        same_day = isinstance(entry.thing, Forecast) and first_day(entry.thing.said) == entry.day
        return entry.day, 3 if same_day else 1
    return entry.day, 2 if entry.kind == "made" else 0


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries whose keys differ, a number behind those that are told twice."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        again = seen[entry.key]
        yield entry if again == 1 else entry._replace(key=f"{entry.key} #{again}")


def date_text(entry: Entry) -> str:
    """When it was, as exactly as is known: `28 May 2025`, `about 29 Sep 2025`, `Dec 2024`."""
    text = fmt.period(entry.when)
    if entry.when.unsure:
        return f"{text}, unsure"
    return f"about {text}" if entry.when.approximate else text


def timeline_table(book: FactBook, currency: str) -> Table:
    """The timeline as rows: date, kind, what, how the promise came out, sources."""
    story = chronicle(book, currency)
    columns = tuple(Column(name, False) for name in ("Date", "Kind", "What", "Outcome"))
    rows = tuple(_row(story, entry) for entry in story.entries)
    records = tuple(_record(story, entry) for entry in story.entries)
    return Table(
        "What happened, and what was promised",
        (*columns, Column("Sources")),
        rows,
        records,
        FIELDS,
    )


def _row(story: Chronicle, entry: Entry) -> tuple[Cell, ...]:
    return (
        Cell(date_text(entry), role="muted"),
        Cell(f"{entry.glyph} {entry.label}"),
        Cell(entry.title),
        _outcome_cell(story, entry),
        Cell(str(len(entry.sources)), role="muted"),
    )


def _outcome_cell(story: Chronicle, entry: Entry) -> Cell:
    if entry.promise is None:
        return Cell("")
    promise = story.promises[entry.promise]
    text, role = verdict_text(promise.verdict), ROLES[promise.verdict]
    if entry.kind == "made":
        return Cell(text, role=role)
    full = f"{text}: {outcome_text(story.book, promise, story.currency)}"
    if isinstance(promise.outcome, Fact):
        return Cell(full, fact=promise.outcome, role=role)
    return Cell(full, promise.outcome, role=role)


FIELDS = ("date", "kind", "title", "by", "verdict", "outcome", "unit", "sources")


def _record(story: Chronicle, entry: Entry) -> Mapping[str, object]:
    value, unit = _machine_outcome(story, entry) if entry.kind == "due" else (None, None)
    return {
        "date": entry.when.text,
        "kind": KINDS[entry.kind][1],
        "title": entry.title,
        "by": entry.thing.by if isinstance(entry.thing, Forecast) else None,
        "verdict": story.verdict_of(entry) or None,
        "outcome": value,
        "unit": unit,
        "sources": list(entry.sources),
    }


def _machine_outcome(story: Chronicle, entry: Entry) -> tuple[str | None, str | None]:
    """Value and unit of what decided a promise; a day has no unit."""
    outcome = None if entry.promise is None else story.promises[entry.promise].outcome
    if isinstance(outcome, Fact):
        return outcome.text, None
    if outcome is None:
        return None, None
    figure = shown(story.book, outcome, story.currency)
    return fmt.plain(figure.value), figure.unit
