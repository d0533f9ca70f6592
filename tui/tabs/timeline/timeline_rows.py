"""The lines of the timeline at each zoom: which entries they stand for, and what they say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from tui.facts.period import Period
from tui.present import fmt
from tui.present.outcomes import ROLES, Role, distance_text, due_text, expected_text, verdict_text
from tui.tabs.timeline.timeline import KINDS, Chronicle, Entry
from tui.tabs.timeline.timeline_lanes import with_lanes

Zoom = Literal["year", "quarter", "month"]
ZOOMS: tuple[Zoom, ...] = ("year", "quarter", "month")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LEADING = ("launch", "result", "due", "policy", "company", "made")

Piece = tuple[str, str]
"""Text and the name of its colour, `bold` behind it where it is."""


class Row(NamedTuple):
    """One line: the date, the mark on the rail, the text in pieces, and a remark at the right."""

    label: str
    glyph: str
    role: str = ""
    pieces: tuple[Piece, ...] = ()
    more: str = ""
    """What a line of its own, or a wide one, has room for."""
    tail: str = ""
    item: int | None = None
    """Which item the cursor is on when it is on this line; None for headings."""
    year: int = 0
    heading: bool = False


class Lane(NamedTuple):
    """A promise on the rail: the rows from which and to which it runs; to None while open."""

    start: int
    end: int | None
    role: Role


class Layout(NamedTuple):
    """Lines and lanes at one zoom; item n is the entries whose keys are `items[n]`."""

    rows: tuple[Row, ...]
    lanes: tuple[Lane, ...]
    items: tuple[tuple[str, ...], ...]

    def item_of(self, key: str) -> int | None:
        """The item that an entry is part of."""
        return next((n for n, keys in enumerate(self.items) if key in keys), None)

    def near(self, story: Chronicle, day: date) -> Entry | None:
        """The entry in sight that lies nearest to a day."""
        shown = {key for keys in self.items for key in keys}
        entries = (entry for entry in story.entries if entry.key in shown)
        return min(entries, key=lambda entry: abs(entry.day - day), default=None)

    def year_beside(self, story: Chronicle, key: str, by: int) -> Entry | None:
        """The entry in sight nearest to a year back (-1) or on (1), never the same one."""
        here = story.entry(key)
        if here is None:
            return None
        shown = {key for keys in self.items for key in keys}
        wanted = here.day + timedelta(days=365 * by)
        beyond = (e for e in story.entries if e.key in shown and by * (e.day - here.day).days > 0)
        return min(beyond, key=lambda entry: abs(entry.day - wanted), default=None)

    def nearest(self, story: Chronicle, key: str) -> str:
        """The key itself if it is in sight; else that of the entry nearest in time, or empty."""
        if self.item_of(key) is not None:
            return key
        entry = story.entry(key) or story.start
        if entry is None or self.item_of(entry.key) is not None:
            return entry.key if entry else ""
        found = self.near(story, entry.day)
        return found.key if found else ""


def lay_out(story: Chronicle, zoom: Zoom, hidden: Collection[str] = ()) -> Layout:
    """The lines at a zoom without the hidden kinds.

    The far end of a promise with a lane stays even where its kind is hidden, dimmed.
    """
    places = [_group(e, zoom) if zoom == "year" else (n, 0) for n, e in enumerate(story.entries)]
    chosen = with_lanes(story, places)
    kept = [e for e in story.entries if e.kind not in hidden or _is_far_end(e, chosen, hidden)]
    if zoom == "year":
        return _years(story, kept, chosen)
    return _lines(story, kept, chosen, zoom, hidden)


def _is_far_end(entry: Entry, chosen: Collection[int], hidden: Collection[str]) -> bool:
    other = "due" if entry.kind == "made" else "made"
    return entry.promise in chosen and other not in hidden


def _group(entry: Entry, zoom: Zoom) -> tuple[int, int]:
    """The quarter or month an entry falls in."""
    month = entry.day.month
    return entry.day.year, month if zoom == "month" else (month + 2) // 3


def _lines(
    story: Chronicle,
    kept: Sequence[Entry],
    chosen: Collection[int],
    zoom: Zoom,
    hidden: Collection[str],
) -> Layout:
    rows: list[Row] = []
    at: dict[str, int] = {}
    items: list[tuple[str, ...]] = []
    for group, members in groupby(kept, key=lambda entry: _group(entry, zoom)):
        rows.append(Row(heading_text(group, zoom), "│", "hairline", heading=True))
        for entry in members:
            at[entry.key] = len(rows)
            rows.append(_row(story, entry, len(items), dim=entry.kind in hidden))
            if zoom == "month":
                rows[-1] = rows[-1]._replace(more="")
                more = ((_more(story, entry), "muted"),)
                rows.append(Row("", "│", "hairline", more, item=len(items)))
            items.append((entry.key,))
    lanes = _lanes(story, kept, chosen, at)
    return Layout((*rows, *_last(story, lanes)), lanes, tuple(items))


def _years(story: Chronicle, kept: Sequence[Entry], chosen: Collection[int]) -> Layout:
    rows: list[Row] = []
    at: dict[str, int] = {}
    items: list[tuple[str, ...]] = []
    for group, members in groupby(kept, key=lambda entry: _group(entry, "year")):
        entries = list(members)
        at |= dict.fromkeys((entry.key for entry in entries), len(rows))
        rows.append(_quarter(entries, heading_text(group, "quarter"), len(items)))
        items.append(tuple(entry.key for entry in entries))
    lanes = _lanes(story, kept, chosen, at)
    for place in {lane.start for lane in lanes} | {lane.end for lane in lanes if lane.end}:
        rows[place] = rows[place]._replace(glyph="├")
    return Layout((*rows, *_last(story, lanes)), lanes, tuple(items))


def _lanes(
    story: Chronicle, kept: Iterable[Entry], chosen: Collection[int], at: dict[str, int]
) -> tuple[Lane, ...]:
    """A lane for each chosen promise whose start is in sight."""
    rows: dict[int, list[int]] = {}
    for entry in kept:
        if entry.promise in chosen and entry.promise is not None:
            rows.setdefault(entry.promise, []).append(at[entry.key])
    lanes = []
    for promise, places in rows.items():
        verdict = story.promises[promise].verdict
        end = None if verdict == "open" else places[-1]
        lanes.append(Lane(places[0], end, ROLES[verdict]))
    return tuple(lanes)


def _last(story: Chronicle, lanes: Iterable[Lane]) -> Iterator[Row]:
    """A line below all others for the lanes that go on."""
    if any(lane.end is None for lane in lanes):
        yield Row("", " ", pieces=((f"facts as of {fmt.period(story.book.as_of)}", "neutral"),))


def _row(story: Chronicle, entry: Entry, item: int, *, dim: bool) -> Row:
    verdict = story.verdict_of(entry)
    role = ROLES.get(verdict, "")
    pieces = tuple(_pieces(story, entry, role, verdict))
    if dim:
        role, pieces = "neutral", tuple((text, "neutral") for text, _ in pieces)
    return Row(
        day_text(entry.when, entry.day),
        entry.glyph,
        role,
        pieces,
        more=_more(story, entry),
        tail=f"{len(entry.sources)} src",
        item=item,
        year=entry.day.year,
    )


def _pieces(story: Chronicle, entry: Entry, role: str, verdict: str) -> Iterator[Piece]:
    """Main texts have no colour or are bold; muted ones are left out where there is no room."""
    still_open = entry.promise is not None and verdict == "open"
    if entry.kind == "due" or still_open:
        yield verdict_text(verdict), f"{role} bold"
    if entry.kind == "due":
        if entry.aside:
            yield entry.aside, "bold"
        yield entry.title, ""
        return
    yield entry.title, ""
    if entry.promise is not None and still_open:
        yield due_text(story.promises[entry.promise]), "muted"
    if entry.aside:
        yield entry.aside, "muted"


def _more(story: Chronicle, entry: Entry) -> str:
    """The note or the publishers of an event, what a promise expected, how far off it was."""
    if entry.promise is None:
        return entry.note or "; ".join(publishers(story, entry))
    promise = story.promises[entry.promise]
    expected = f"expected {expected_text(story.book, promise)}"
    off = distance_text(story.book, promise, story.currency) if entry.kind == "due" else ""
    return f"{off}; {expected}" if off else expected


def publishers(story: Chronicle, entry: Entry) -> tuple[str, ...]:
    """Who published it, each once."""
    known = story.book.sources
    names = (known[key].publisher if key in known else key for key in entry.sources)
    return tuple(dict.fromkeys(names))


def _quarter(entries: Sequence[Entry], label: str, item: int) -> Row:
    """A line for a quarter: the kinds in it, how many entries, and the one that leads."""
    lead = leading(entries)
    kinds = {entry.kind for entry in entries}
    strip = "".join(sign if kind in kinds else " " for kind, (sign, _) in KINDS.items())
    pieces = ((f"{strip} {len(entries):>3}", "muted"), (lead.title, ""))
    return Row(label, "│", "neutral", pieces, item=item, year=lead.day.year)


def leading(entries: Sequence[Entry]) -> Entry:
    """The entry that stands for all: a launch before results, then the one with most sources."""
    return min(entries, key=lambda e: (_LEADING.index(e.kind), -len(e.sources)))


def heading_text(group: tuple[int, int], zoom: Zoom) -> str:
    """`2025 Q2`, `2025 Jun`."""
    year, part = group
    return f"{year} {_MONTHS[part - 1]}" if zoom == "month" else f"{year} Q{part}"


def day_text(when: Period, day: date) -> str:
    """A date beside its quarter: `28 May`, `~29 Sep`, `May–Jun`, `Q1`, `2026?`."""
    mark = ("~" if when.approximate else "", "?" if when.unsure else "")
    return f"{mark[0]}{_plain_day(when, day)}{mark[1]}"


def _plain_day(when: Period, day: date) -> str:
    month, last = _MONTHS[day.month - 1], when.last
    if when.kind == "day":
        return f"{day.day:02} {month}"
    if when.kind in ("quarter", "half"):
        return when.text[5:7]
    if when.kind == "year":
        return str(day.year)
    if last is None or (last.year, last.month) == (day.year, day.month):
        return month
    return f"{month}–{_MONTHS[last.month - 1]}"
