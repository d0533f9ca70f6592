"""What the pane beside the timeline tells of the entry or the quarter under the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.facts.figure import Figure
from tui.facts.model import Event, Source
from tui.present import fmt
from tui.present.outcomes import (
    ROLES,
    days_text,
    distance_text,
    due_text,
    expected_text,
    outcome_text,
    shown,
    verdict_text,
)
from tui.present.passage import Passage
from tui.present.provenance import TIER_WORDS, explain_forecast
from tui.present.search import speaker
from tui.present.story import explain
from tui.tabs.timeline.timeline import Chronicle, Entry, date_text
from tui.tabs.timeline.timeline_rows import day_text


def tell(story: Chronicle, entry: Entry) -> tuple[Passage, ...]:
    """Date, kind, what it says, what came of it, and who says so."""
    role = ROLES.get(story.verdict_of(entry), "muted")
    note = (Passage(), Passage(entry.note, "muted")) if entry.note else ()
    return (
        Passage(date_text(entry), "muted"),
        Passage(entry.label, role, 2, entry.glyph, role),
        Passage(),
        Passage(entry.title, "bold"),
        *_about(story, entry),
        *_expected(story, entry),
        *note,
        *_outcome(story, entry),
        Passage(),
        Passage("Sources", "muted"),
        *_sources(story, entry),
    )


def tell_briefly(story: Chronicle, entry: Entry) -> tuple[Passage, ...]:
    """The same for a pane of a few lines, what matters most first."""
    role = ROLES.get(story.verdict_of(entry), "muted")
    head = Passage(f"{entry.label}, {date_text(entry)}", role, 2, entry.glyph, role)
    parts = (*_outcome(story, entry), *_about(story, entry), *_expected(story, entry))
    note = (Passage(entry.note, "muted"),) if entry.note else ()
    lines = (part for part in (*parts, *note, *_sources(story, entry)) if part.text)
    return (head, Passage(entry.title, "bold"), *lines)


def tell_source(story: Chronicle, entry: Entry) -> tuple[Passage, ...]:
    """For the source drawer: the sources of an entry, and of what decided a promise."""
    if isinstance(entry.thing, Event) or entry.promise is None:
        return explain(story.book, entry.thing)
    outcome = story.promises[entry.promise].outcome
    if isinstance(outcome, Figure):
        outcome = shown(story.book, outcome, story.currency)
    _, *expected = _expected(story, entry)
    came = (*expected, *_outcome(story, entry), Passage())
    return explain_forecast(story.book, entry.thing, outcome, came)


def tell_quarter(story: Chronicle, entries: Sequence[Entry]) -> tuple[Passage, ...]:
    """Every entry of a quarter, a line each."""
    day = entries[0].day
    count = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
    lines = [Passage(f"Q{(day.month + 2) // 3} {day.year}, {count}", "bold"), Passage()]
    for entry in entries:
        verdict = story.verdict_of(entry)
        text = f"{verdict_text(verdict)}: {entry.title}" if entry.kind == "due" else entry.title
        role = ROLES.get(verdict, "")
        date = f"{day_text(entry.when, entry.day).rjust(7)} {entry.glyph}"
        lines.append(Passage(text, "", 10, date, role or "muted"))
    return (*lines, Passage(), Passage("z shows them one by one", "neutral"))


def _about(story: Chronicle, entry: Entry) -> Iterator[Passage]:
    """The car an event is about, or who made a promise and when."""
    thing = entry.thing
    if isinstance(thing, Event):
        model = story.book.models.get(thing.model)
        if model:
            yield Passage(f"{model.maker} {model.name}", "muted")
        return
    parts = [speaker(story.book, thing.by)]
    if entry.kind == "due":
        parts.append(fmt.period(thing.said))
    if thing.kind != "forecast":
        parts.append(f"a {thing.kind}" if thing.kind != "estimate" else "an estimate")
    yield Passage(", ".join(part for part in parts if part), "muted")


def _expected(story: Chronicle, entry: Entry) -> Iterator[Passage]:
    if entry.promise is not None:
        yield Passage()
        yield Passage(f"Expected: {expected_text(story.book, story.promises[entry.promise])}")


def _outcome(story: Chronicle, entry: Entry) -> Iterator[Passage]:
    if entry.promise is None:
        return
    promise = story.promises[entry.promise]
    role = ROLES[promise.verdict]
    yield Passage()
    if promise.verdict in ("open", "overdue"):
        yield Passage(f"{verdict_text(promise.verdict)}, {due_text(promise)}", role)
        return
    days = days_text(promise.days)
    when = f", {days}" if days else ""
    sign, _, word = verdict_text(promise.verdict).partition(" ")
    yield Passage(f"{word}{when}", role, 2, sign, role)
    distance = distance_text(story.book, promise, story.currency)
    text = outcome_text(story.book, promise, story.currency)
    yield Passage(f"{text}; {distance}" if distance else text, "", 2)


def _sources(story: Chronicle, entry: Entry) -> Iterator[Passage]:
    for place, key in enumerate(entry.sources, 1):
        source = story.book.sources.get(key)
        if source:
            yield Passage(source.title, "", 2, str(place))
            yield Passage(_provenance(source), "muted", 2)


def _provenance(source: Source) -> str:
    """`Reuters, 28 May 2025, press`."""
    day = fmt.period(source.published) if source.published else "undated"
    return f"{source.publisher}, {day}, {TIER_WORDS.get(source.tier, source.tier)}"
