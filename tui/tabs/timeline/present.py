"""What happened and who promised what, in order of time, with what came of each promise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import Literal, NamedTuple

from tui.checks.promises import Promise, resolve_forecasts
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Event, Fact, Forecast, Mark
from tui.facts.period import MONTHS, Period, parse_period
from tui.present.contested import UNCHECKED, Contested, contested_in
from tui.present.filter import Filter
from tui.present.outcomes import (
    days_text,
    distance_text,
    due_text,
    expected_text,
    figure_text,
    outcome_text,
    promises_finding,
    shown,
    verdict_of,
)
from tui.present.provenance import TIER_WORDS, TextBlock, explain, explain_forecast
from tui.present.table import Cell, Column, Table
from tui.present.things import day_of
from tui.ui.charts.data import RailCell, RailLane

KINDS: Mapping[str, tuple[str, str]] = {
    "company": ("○", "company"),
    "launch": ("●", "launch"),
    "result": ("■", "result"),
    "made": ("◇", "promise made"),
    "due": ("◆", "promise outcome"),
    "policy": ("▲", "policy"),
}
"""The kinds that are told apart, with their glyph and their name."""

_SORTED_AS = {"recall": "policy", "accident": "policy", "policy": "policy"}


class TimelineEntry(NamedTuple):
    """One line of history: an event, a promise made, or a promise outcome."""

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
    """Which promise is made or has its outcome here."""

    @property
    def glyph(self) -> str:
        """The sign of its kind."""
        return KINDS[self.kind][0]

    @property
    def label(self) -> str:
        """The name of its kind, or the file's own word where that is more specific."""
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
class TimelineData:
    """The whole timeline in one currency."""

    book: FactBook
    currency: str
    entries: tuple[TimelineEntry, ...]
    promises: tuple[Promise, ...]
    contested: Contested = UNCHECKED
    others: int = 0
    """How many events and promises are of other makers, whether they are among them or not."""

    @property
    def finding(self) -> str:
        """How the promises came out, in a sentence."""
        return promises_finding(promise.verdict for promise in self.promises)

    @property
    def counts(self) -> Mapping[str, int]:
        """Entries of each kind."""
        found = Counter(entry.kind for entry in self.entries)
        return {kind: found[kind] for kind in KINDS}

    @property
    def start(self) -> TimelineEntry | None:
        """The entry to open with: the promise decided last, else the latest entry."""
        decided = [entry for entry in self.entries if entry.kind == "due" and entry.aside]
        return next(reversed(decided or self.entries), None)

    @property
    def span(self) -> tuple[date, date] | None:
        """The first day, and the last: the day the file was updated or a later entry."""
        if not self.entries:
            return None
        last = self.entries[-1].day
        return self.entries[0].day, max(last, self.book.as_of.last or last)

    def entry(self, key: str) -> TimelineEntry | None:
        """The entry with a key."""
        return next((entry for entry in self.entries if entry.key == key), None)

    def promise_beside(self, key: str, by: int) -> TimelineEntry | None:
        """The entry at which the next (1) or previous (-1) promise was made."""
        keys = [entry.key for entry in self.entries]
        here = keys.index(key) if key in keys else 0
        beside = self.entries[here + 1 :] if by > 0 else self.entries[:here][::-1]
        return next((entry for entry in beside if entry.kind == "made"), None)

    def promise_of(self, entry: TimelineEntry) -> Promise | None:
        """The promise that an entry makes or has the outcome of; None for an event."""
        return None if entry.promise is None else self.promises[entry.promise]

    def role_of(self, entry: TimelineEntry) -> str:
        """The colour of the verdict on that promise; empty for an event."""
        promise = self.promise_of(entry)
        return verdict_of(promise).role if promise else ""

    def other_end(self, entry: TimelineEntry) -> TimelineEntry | None:
        """The outcome of a promise, or where it was made."""
        if entry.promise is None:
            return None
        ends = (e for e in self.entries if e.promise == entry.promise and e.kind != entry.kind)
        return next(ends, None)


def timeline_of(
    book: FactBook, currency: str, contested: Contested = UNCHECKED, *, peers: bool = False
) -> TimelineData:
    """Every event and both ends of every promise, in order of time; with `peers` also of others
    than the maker."""
    every = resolve_forecasts(book)
    entities = [*(p.forecast.expects.dims.entity for p in every), *(e.entity for e in book.events)]
    others = sum(map(book.is_peer, entities))
    promises = tuple(
        promise
        for promise in every
        if peers or not book.is_peer(promise.forecast.expects.dims.entity)
    )
    found = [_event(e) for e in book.events if peers or not book.is_peer(e.entity)]
    for place, promise in enumerate(promises):
        found += _ends(book, currency, place, promise, contested.mark(promise.outcome))
    entries = tuple(_unique(sorted(found, key=_order)))
    return TimelineData(book, currency, entries, promises, contested, others)


def kind_labels(counts: Mapping[str, int]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The kinds with their counts in ever shorter forms, each with the columns between them."""
    yield tuple(f"{sign} {name} {counts[kind]}" for kind, (sign, name) in KINDS.items()), 2
    yield tuple(f"{sign} {kind} {counts[kind]}" for kind, (sign, _) in KINDS.items()), 1
    yield tuple(f"{sign} {counts[kind]}" for kind, (sign, _) in KINDS.items()), 2
    yield tuple(sign for sign, _ in KINDS.values()), 1


NAMES = {kind: name for kind, (_, name) in KINDS.items()}
"""By which a kind is typed."""


def taken(timeline: TimelineData, chosen: Filter) -> frozenset[str]:
    """The keys of the entries that have what was typed."""
    return frozenset(
        entry.key
        for entry in timeline.entries
        if chosen.takes((entry.kind,), partial(_searched, timeline, entry))
    )


def _searched(timeline: TimelineData, entry: TimelineEntry) -> str:
    """All that a word may be found in: what a line and its detail say, and who published it."""
    parts = (_about, _expected, _outcome)
    said = [block.text for part in parts for block in part(timeline, entry)]
    words = (entry.when.text, date_text(entry), entry.label, NAMES[entry.kind], entry.title)
    published = map(timeline.book.publisher, entry.sources)
    return " ".join((*words, entry.aside, entry.note, *said, *published))


def _event(event: Event) -> TimelineEntry:
    kind = event.kind if event.kind in KINDS else _SORTED_AS.get(event.kind, "company")
    key = f"{kind} {event.date} {event.title}"
    day = first_day(event.date)
    return TimelineEntry(key, kind, event.date, day, event.title, "", event.note, event)


def _ends(
    book: FactBook, currency: str, place: int, promise: Promise, mark: str
) -> Iterator[TimelineEntry]:
    told = promise.forecast
    made = first_day(told.said)
    who = book.speaker(told.by)
    key = f"{told.said} {told.by} {told.title}"
    yield TimelineEntry(
        f"made {key}", "made", told.said, made, told.title, who, told.note, told, place
    )
    due = came_due(promise, book.as_of.last)
    if due is not None:
        text = f"{figure_text(book, promise, currency)} {mark}".rstrip()
        day = max(due, made)
        when = parse_period(day.isoformat())
        yield TimelineEntry(
            f"due {key}", "due", when, day, told.title, text, told.note, told, place
        )


def came_due(promise: Promise, today: date | None) -> date | None:
    """The day a promise was decided, or ran out unanswered; None while it is open.

    An outcome dated only to a year that is not over yet counts as known today.
    """
    if promise.verdict == "open":
        return None
    when = (promise.outcome.period if promise.outcome else None) or promise.due
    day = promise.decided or (when.last if when else None)
    return min(day, today) if day and today else day


def first_day(when: Period) -> date:
    """The first day of a period, by which things are sorted."""
    return when.start or when.last or date.min


def _order(entry: TimelineEntry) -> tuple[date, int]:
    """On one day: events, then the promises they decide, then promises made that day."""
    if entry.kind == "due":
        same_day = isinstance(entry.thing, Forecast) and first_day(entry.thing.said) == entry.day
        return entry.day, 3 if same_day else 1
    return entry.day, 2 if entry.kind == "made" else 0


def _unique(entries: Iterable[TimelineEntry]) -> Iterator[TimelineEntry]:
    """The entries with unique keys: a repeated key gets a number."""
    seen: Counter[str] = Counter()
    for entry in entries:
        seen[entry.key] += 1
        again = seen[entry.key]
        yield entry if again == 1 else entry._replace(key=f"{entry.key} #{again}")


def date_text(entry: TimelineEntry) -> str:
    """The date as exactly as it is known: `28 May 2025`, `about 29 Sep 2025`, `Dec 2024`."""
    text = fmt.period(entry.when)
    if entry.when.unsure:
        return f"{text}, uncertain"
    return f"about {text}" if entry.when.approximate else text


def places(book: FactBook, currency: str) -> Iterator[tuple[str, Event | Forecast]]:
    """Every promise and event."""
    yield from ((f"Promise {promise.title}", promise) for promise in book.forecasts)
    yield from ((f"Event {event.title}", event) for event in book.events)


def timeline_table(book: FactBook, currency: str) -> Table:
    """The timeline as rows: date, kind, what, how the promise came out, sources."""
    timeline = timeline_of(book, currency, contested_in(book))
    columns = tuple(Column(name, False) for name in ("Date", "Kind", "What", "Outcome"))
    return Table(
        "What happened, and what was promised",
        (*columns, Column("Sources")),
        tuple(_table_row(timeline, entry) for entry in timeline.entries),
        tuple(_record(timeline, entry) for entry in timeline.entries),
        FIELDS,
        tuple(entry.thing for entry in timeline.entries),
    )


def _table_row(timeline: TimelineData, entry: TimelineEntry) -> tuple[Cell, ...]:
    return (
        Cell(date_text(entry), role="muted"),
        Cell(f"{entry.glyph} {entry.label}"),
        Cell(entry.title),
        _outcome_cell(timeline, entry),
        Cell(str(len(entry.sources)), role="muted"),
    )


def _outcome_cell(timeline: TimelineData, entry: TimelineEntry) -> Cell:
    promise = timeline.promise_of(entry)
    if promise is None:
        return Cell("")
    verdict, outcome = verdict_of(promise), promise.outcome
    if entry.kind == "made":
        return Cell(verdict.text, role=verdict.role)
    came = outcome_text(timeline.book, promise, timeline.currency)
    came = f": {came} {timeline.contested.mark(outcome)}".rstrip(" :")
    text = f"{verdict.text}{came}"
    if isinstance(outcome, Fact):
        return Cell(text, fact=outcome, role=verdict.role)
    return Cell(text, outcome, role=verdict.role)


FIELDS = (
    *("date", "kind", "title", "by", "verdict", "outcome", "unit", "sources"),
    *("concept", "due", "expected", "expected_low", "expected_high", "expected_unit"),
    *("off", "off_unit", "disputed"),
)


def _record(timeline: TimelineData, entry: TimelineEntry) -> Mapping[str, object]:
    promise = timeline.promise_of(entry)
    came = promise if entry.kind == "due" else None
    value, unit = _measured(came.outcome if came else None, timeline)
    off, off_unit = _measured(came.distance if came else None)
    return {
        "date": entry.when.text,
        "kind": KINDS[entry.kind][1],
        "title": entry.title,
        "by": promise.forecast.by if promise else None,
        "verdict": promise.verdict if promise else None,
        "outcome": value,
        "unit": unit,
        "sources": list(entry.sources),
        **_promised(promise),
        "off": off,
        "off_unit": off_unit,
        "disputed": came.outcome in timeline.contested if came else None,
    }


def _measured(
    found: Figure | Fact | None, timeline: TimelineData | None = None
) -> tuple[str | None, str | None]:
    """A number and its unit, in the currency of the timeline if it is given; or a day."""
    if found is None:
        return None, None
    if isinstance(found, Fact):
        return found.text, None
    figure = shown(timeline.book, found, timeline.currency) if timeline else found
    return fmt.plain(figure.value), figure.unit


def _promised(promise: Promise | None) -> Mapping[str, object]:
    """What was promised, as it was said: a number with its bounds, or a day without any."""
    fact = promise.forecast.expects if promise else None
    q = fact.quantity if fact else None
    bounds = (q.core if q.support.bounded else q.support) if q else None
    low, high = (bounds.lo, bounds.hi) if bounds else (None, None)
    day = fact.text if fact and not q else None
    return {
        "concept": fact.concept if fact else None,
        "due": promise.due.text if promise and promise.due else None,
        "expected": fmt.plain(q.value) if q else day,
        "expected_low": fmt.known(low),
        "expected_high": fmt.known(high),
        "expected_unit": q.unit if q else None,
    }


LANES = 4
"""Promises drawn beside each other at most; the others carry only their glyph."""


def with_lanes(timeline: TimelineData, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The promises that get a lane: at most LANES side by side.

    Those with an outcome come before those without, the first of each concept before the second
    of any, and short ones before long ones.
    """
    order = {place: n for n, place in enumerate(dict.fromkeys(places))}
    spans: dict[int, list[int]] = {}
    for entry, place in zip(timeline.entries, places, strict=True):
        if entry.promise is not None:
            spans.setdefault(entry.promise, []).append(order[place])
    ends = {n: (s[0], s[1] if len(s) > 1 else len(order)) for n, s in spans.items()}
    busy = [0] * (len(order) + 1)
    chosen = set()
    for promise in _ranked(timeline, ends):
        first, last = ends[promise]
        if first < last and max(busy[first : last + 1]) < LANES:
            chosen.add(promise)
            busy[first : last + 1] = [count + 1 for count in busy[first : last + 1]]
    return frozenset(chosen)


def _ranked(timeline: TimelineData, ends: Mapping[int, tuple[int, int]]) -> list[int]:
    """Promises in the order in which they are given lanes."""
    seen: Counter[tuple[int, str, str]] = Counter()
    ranks: list[tuple[int, int, int, int]] = []
    for promise in sorted(ends, key=lambda n: (ends[n][1] - ends[n][0], n)):
        told = timeline.promises[promise]
        waiting = {"open": 2, "overdue": 1}.get(told.verdict, 0)
        expects = told.forecast.expects
        subject = (waiting, expects.concept, expects.dims.model)
        ranks.append((waiting, seen[subject], len(ranks), promise))
        seen[subject] += 1
    return [rank[-1] for rank in sorted(ranks)]


Zoom = Literal["year", "quarter", "month"]
ZOOMS: tuple[Zoom, ...] = ("year", "quarter", "month")
_LEADING = ("launch", "result", "due", "policy", "company", "made")

Piece = tuple[str, str]
"""Text and the name of its colour, `bold` behind it where it is."""


class RailLine(NamedTuple):
    """One line: the date, the mark on the rail, the text in pieces, and a remark at the right."""

    label: str
    mark: RailCell
    pieces: tuple[Piece, ...] = ()
    more: str = ""
    """What a line of its own, or a wide one, has room for."""
    tail: str = ""
    item: int | None = None
    """Which item the cursor is on when it is on this line; None for headings."""
    dated: str = ""
    """The date with its year, where lines stand under no heading."""
    heading: bool = False


_PASSING = RailCell("│", "hairline")
"""The rail on a line without a mark of its own."""


class RailLayout(NamedTuple):
    """Lines and lanes at one zoom, and the entries that each item stands for."""

    rows: tuple[RailLine, ...]
    lanes: tuple[RailLane, ...]
    items: tuple[tuple[TimelineEntry, ...], ...]

    @property
    def entries(self) -> tuple[TimelineEntry, ...]:
        """The entries in sight, in order of time."""
        return tuple(entry for entries in self.items for entry in entries)

    def item_of(self, key: str) -> int | None:
        """The item that an entry is part of."""
        found = (n for n, entries in enumerate(self.items) for e in entries if e.key == key)
        return next(found, None)

    def near(self, day: date) -> TimelineEntry | None:
        """The entry in sight that lies nearest to a day."""
        return min(self.entries, key=lambda entry: abs(entry.day - day), default=None)

    def year_beside(self, here: TimelineEntry, by: int) -> TimelineEntry | None:
        """The entry in sight nearest to a year back (-1) or on (1), never the same one."""
        wanted = here.day + timedelta(days=365 * by)
        beyond = (entry for entry in self.entries if by * (entry.day - here.day).days > 0)
        return min(beyond, key=lambda entry: abs(entry.day - wanted), default=None)

    def nearest(self, timeline: TimelineData, key: str) -> str:
        """The key itself if it is in sight; else that of the entry nearest in time, or empty."""
        if self.item_of(key) is not None:
            return key
        entry = timeline.entry(key) or timeline.start
        if entry is None or self.item_of(entry.key) is not None:
            return entry.key if entry else ""
        found = self.near(entry.day)
        return found.key if found else ""


def rail_layout(
    timeline: TimelineData, zoom: Zoom, shown: Collection[str] | None = None
) -> RailLayout:
    """The lines at a zoom, of all entries or of those with these keys.

    Where one end of a promise with a lane is shown, the other stays too, dimmed.
    """
    places = [_group(e, zoom) if zoom == "year" else (n, 0) for n, e in enumerate(timeline.entries)]
    chosen = with_lanes(timeline, places)
    some = {entry.key for entry in timeline.entries} if shown is None else shown
    ends = {e.promise for e in timeline.entries if e.key in some and e.promise in chosen}
    kept = [e for e in timeline.entries if e.key in some or e.promise in ends - {None}]
    rows: list[RailLine] = []
    items: list[tuple[TimelineEntry, ...]] = []
    at: dict[str, int] = {}
    for group, members in groupby(kept, key=lambda entry: _group(entry, zoom)):
        entries = tuple(members)
        if zoom == "year":
            at |= dict.fromkeys((entry.key for entry in entries), len(rows))
            rows.append(_quarter(entries, heading_text(group, "quarter"), len(items)))
            items.append(entries)
            continue
        rows.append(RailLine(heading_text(group, zoom), _PASSING, heading=True))
        for entry in entries:
            at[entry.key] = len(rows)
            rows += _entry_lines(timeline, entry, len(items), zoom, dim=entry.key not in some)
            items.append((entry,))
    lanes = _lanes(timeline, kept, chosen, at)
    if zoom == "year":
        for place in {lane.start for lane in lanes} | {lane.end for lane in lanes if lane.end}:
            rows[place] = rows[place]._replace(mark=RailCell("├", "neutral"))
    if any(lane.end is None for lane in lanes):
        # A line below all others for the lanes that go on.
        as_of = f"facts as of {fmt.period(timeline.book.as_of)}"
        rows.append(RailLine("", RailCell(" "), ((as_of, "neutral"),)))
    return RailLayout(tuple(rows), lanes, tuple(items))


def _group(entry: TimelineEntry, zoom: Zoom) -> tuple[int, int]:
    """The quarter or month an entry falls in."""
    month = entry.day.month
    return entry.day.year, month if zoom == "month" else (month + 2) // 3


def _lanes(
    timeline: TimelineData,
    kept: Iterable[TimelineEntry],
    chosen: Collection[int],
    at: dict[str, int],
) -> tuple[RailLane, ...]:
    """A lane for each chosen promise whose start is in sight."""
    rows: dict[int, list[int]] = {}
    for entry in kept:
        if entry.promise in chosen and entry.promise is not None:
            rows.setdefault(entry.promise, []).append(at[entry.key])
    lanes = []
    for promise, places in rows.items():
        came = timeline.promises[promise]
        end = None if came.verdict == "open" else places[-1]
        lanes.append(RailLane(places[0], end, verdict_of(came).role))
    return tuple(lanes)


def _entry_lines(
    timeline: TimelineData, entry: TimelineEntry, item: int, zoom: Zoom, *, dim: bool
) -> Iterator[RailLine]:
    """The line of an entry; by month, a second line says more."""
    role, pieces = timeline.role_of(entry), tuple(_pieces(timeline, entry))
    if dim:
        role, pieces = "neutral", tuple((text, "neutral") for text, _ in pieces)
    label, more = day_text(entry.when, entry.day), _more(timeline, entry)
    yield RailLine(
        label,
        RailCell(entry.glyph, role),
        pieces,
        more="" if zoom == "month" else more,
        tail=f"{len(entry.sources)} src",
        item=item,
        dated=label if entry.when.kind == "year" else f"{entry.day.year} {label}",
    )
    if zoom == "month":
        yield RailLine("", _PASSING, ((more, "muted"),), item=item)


def _pieces(timeline: TimelineData, entry: TimelineEntry) -> Iterator[Piece]:
    """Main texts have no colour or are bold; muted ones are dropped first for lack of room."""
    promise, is_due = timeline.promise_of(entry), entry.kind == "due"
    is_open = promise is not None and promise.verdict == "open"
    if promise and (is_due or is_open):
        verdict = verdict_of(promise)
        yield verdict.text, f"{verdict.role} bold"
    if is_due and entry.aside:
        yield entry.aside, "bold"
    yield entry.title, ""
    if promise and is_open and not is_due:
        yield due_text(promise), "muted"
    if entry.aside and not is_due:
        yield entry.aside, "muted"


def _more(timeline: TimelineData, entry: TimelineEntry) -> str:
    """The note or the publishers of an event, what a promise expected, how far off it was."""
    promise = timeline.promise_of(entry)
    if promise is None:
        names = map(timeline.book.publisher, entry.sources)
        return entry.note or "; ".join(dict.fromkeys(names))
    expected = f"expected {expected_text(timeline.book, promise)}"
    off = distance_text(timeline.book, promise, timeline.currency) if entry.kind == "due" else ""
    return f"{off}; {expected}" if off else expected


def _quarter(entries: Sequence[TimelineEntry], label: str, item: int) -> RailLine:
    """A line for a quarter: the kinds in it, how many entries, and the one that leads."""
    lead = leading(entries)
    kinds = {entry.kind for entry in entries}
    strip = "".join(sign if kind in kinds else " " for kind, (sign, _) in KINDS.items())
    pieces = ((f"{strip} {len(entries):>3}", "muted"), (lead.title, ""))
    return RailLine(label, RailCell("│", "neutral"), pieces, item=item, dated=label)


def leading(entries: Sequence[TimelineEntry]) -> TimelineEntry:
    """The entry that stands for all: launches first, and of one kind that with most sources."""
    return min(entries, key=lambda e: (_LEADING.index(e.kind), -len(e.sources)))


def heading_text(group: tuple[int, int], zoom: Zoom) -> str:
    """`2025 Q2`, `2025 Jun`."""
    year, part = group
    return f"{year} {MONTHS[part - 1]}" if zoom == "month" else f"{year} Q{part}"


def day_text(when: Period, day: date) -> str:
    """A date beside its quarter: `28 May`, `~29 Sep`, `May–Jun`, `Q1`, `2026?`."""
    mark = ("~" if when.approximate else "", "?" if when.unsure else "")
    return f"{mark[0]}{_plain_day(when, day)}{mark[1]}"


def _plain_day(when: Period, day: date) -> str:
    month, last = MONTHS[day.month - 1], when.last
    if when.kind == "day":
        return f"{day.day:02} {month}"
    if when.kind in ("quarter", "half"):
        return when.text[5:7]
    if when.kind == "year":
        return str(day.year)
    if last is None or (last.year, last.month) == (day.year, day.month):
        return month
    return f"{month}–{MONTHS[last.month - 1]}"


def tell_entry(timeline: TimelineData, entry: TimelineEntry) -> tuple[TextBlock, ...]:
    """Date, kind, what it says, what came of it, and who says so."""
    role = timeline.role_of(entry) or "muted"
    note = (TextBlock(), TextBlock(entry.note, "muted")) if entry.note else ()
    return (
        TextBlock(date_text(entry), "muted"),
        TextBlock(entry.label, role, 2, entry.glyph, role),
        TextBlock(),
        TextBlock(entry.title, "bold"),
        *_about(timeline, entry),
        *_expected(timeline, entry),
        *note,
        *_outcome(timeline, entry),
        TextBlock(),
        TextBlock("Sources", "muted"),
        *_sources(timeline, entry),
    )


def tell_briefly(timeline: TimelineData, entry: TimelineEntry) -> tuple[TextBlock, ...]:
    """The same for a pane of a few lines, what matters most first."""
    role = timeline.role_of(entry) or "muted"
    head = TextBlock(f"{entry.label}, {date_text(entry)}", role, 2, entry.glyph, role)
    parts = (*_outcome(timeline, entry), *_about(timeline, entry), *_expected(timeline, entry))
    note = (TextBlock(entry.note, "muted"),) if entry.note else ()
    lines = (part for part in (*parts, *note, *_sources(timeline, entry)) if part.text)
    return (head, TextBlock(entry.title, "bold"), *lines)


def tell_source(timeline: TimelineData, entry: TimelineEntry) -> tuple[TextBlock, ...]:
    """For the source drawer: the sources of an entry, and of what decided a promise."""
    promise = timeline.promise_of(entry)
    if promise is None:
        return explain(timeline.book, entry.thing)
    outcome = promise.outcome
    if isinstance(outcome, Figure):
        outcome = shown(timeline.book, outcome, timeline.currency)
    _, *expected = _expected(timeline, entry)
    came = (*expected, *_outcome(timeline, entry), TextBlock())
    return explain_forecast(timeline.book, promise.forecast, outcome, came)


def tell_quarter(timeline: TimelineData, entries: Sequence[TimelineEntry]) -> tuple[TextBlock, ...]:
    """Every entry of a quarter, a line each."""
    day = entries[0].day
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    lines = [TextBlock(f"Q{(day.month + 2) // 3} {day.year}, {count}", "bold"), TextBlock()]
    for entry in entries:
        promise, text = timeline.promise_of(entry), entry.title
        if promise and entry.kind == "due":
            text = f"{verdict_of(promise).text}: {text}"
        role = timeline.role_of(entry)
        date = f"{day_text(entry.when, entry.day).rjust(7)} {entry.glyph}"
        lines.append(TextBlock(text, "", 10, date, role or "muted"))
    return (*lines, TextBlock(), TextBlock("z shows them one by one", "neutral"))


def _about(timeline: TimelineData, entry: TimelineEntry) -> Iterator[TextBlock]:
    """The car an event is about, or who made a promise and when."""
    thing = entry.thing
    if isinstance(thing, Event):
        model = timeline.book.models.get(thing.model)
        if model:
            yield TextBlock(f"{model.maker} {model.name}", "muted")
        return
    parts = [timeline.book.speaker(thing.by)]
    if entry.kind == "due":
        parts.append(fmt.period(thing.said))
    if thing.kind != "forecast":
        parts.append(f"a {thing.kind}" if thing.kind != "estimate" else "an estimate")
    yield TextBlock(", ".join(part for part in parts if part), "muted")


def _expected(timeline: TimelineData, entry: TimelineEntry) -> Iterator[TextBlock]:
    if promise := timeline.promise_of(entry):
        yield TextBlock()
        yield TextBlock(f"Expected: {expected_text(timeline.book, promise)}")


def _outcome(timeline: TimelineData, entry: TimelineEntry) -> Iterator[TextBlock]:
    promise = timeline.promise_of(entry)
    if promise is None:
        return
    verdict = verdict_of(promise)
    yield TextBlock()
    if promise.verdict in ("open", "overdue"):
        yield TextBlock(f"{verdict.text}, {due_text(promise)}", verdict.role)
        return
    days = days_text(promise.days)
    when = f", {days}" if days else ""
    yield TextBlock(f"{verdict.word}{when}", verdict.role, 2, verdict.sign, verdict.role)
    distance = distance_text(timeline.book, promise, timeline.currency)
    text = outcome_text(timeline.book, promise, timeline.currency)
    yield TextBlock(f"{text}; {distance}" if distance else text, "", 2)


def _sources(timeline: TimelineData, entry: TimelineEntry) -> Iterator[TextBlock]:
    for place, source in enumerate(timeline.book.sources_of(entry.sources), 1):
        yield TextBlock(source.title, "", 2, str(place))
        tier = TIER_WORDS.get(source.tier, source.tier)
        yield TextBlock(f"{source.publisher}, {day_of(source)}, {tier}", "muted", 2)
