"""What `xev-tui add` asks, each question until its answer can be read; `<` goes one back."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from itertools import chain, count
from shutil import get_terminal_size
from textwrap import fill
from typing import TypeVar

import click

from tui.cli.entry import (
    Entry,
    EntryError,
    concept_named,
    ends_late,
    expected,
    later_day,
    read_address,
    read_back,
    read_day,
)
from tui.cli.page import WIDTH
from tui.facts.book import TIERS, FactBook
from tui.facts.diagnostics import did_you_mean
from tui.facts.model import Concept, Source
from tui.facts.period import PeriodError, quarter_of, read_period
from tui.facts.reading import period_fits
from tui.facts.schema import ID
from tui.present.provenance import TIER_WORDS
from tui.present.search import search, search_index
from tui.system.text_width import wrapped

_LISTED = 9
"""Sources that are offered at once."""

State = TypeVar("State")
Step = Callable[[State], State]


class _Back(Exception):
    """The question before is to be asked again."""


def asked(book: FactBook, entry: Entry) -> Iterator[Entry]:
    """An entry with all that it lacks; each next one with other figures, or other answers before.

    Raises click.Abort at the end of the answers.
    """
    _say("< goes back to the question before, ctrl+d ends without writing.")
    steps: list[Step[Entry]] = []
    described: dict[str, Mapping[str, str]] = {}
    if not entry.period and "model" not in entry.details:
        steps.append(lambda known: _ask_period(book, known))
    if not entry.sources:
        steps.append(lambda known: _ask_source(book, known, described))
    if not entry.states:
        several = len(book.entities) + len(book.models) > 1
        if several and not {"entity", "model"} & entry.details.keys():
            steps.append(lambda known: _ask_subject(book, known))
        if "at" not in entry.details:
            steps.append(_ask_place)
    steps.append(lambda known: _ask_figures(book, known))
    states = [entry]
    while True:
        try:
            yield _in_turn(steps, states)
        except _Back:
            _say("  This is the first question.")
        else:
            states[-2:] = states[-1:]  # the figures are asked for again, beside those given


def ask_whether(question: str) -> bool | None:
    """Yes or no; None for `<`. Raises click.Abort at the end of the answers."""
    while True:
        try:
            answer = _ask(f"{question} yes, no, or < to change the figures", "yes").casefold()
        except _Back:
            return None
        if answer in ("y", "yes", "n", "no"):
            return answer.startswith("y")


def _in_turn(steps: Sequence[Step[State]], states: list[State]) -> State:
    """What the steps make of the last state one after the other; each is added to the states.

    Raises _Back for `<` at the first.
    """
    while len(states) <= len(steps):
        try:
            states.append(steps[len(states) - 1](states[-1]))
        except _Back:
            if len(states) == 1:
                raise
            states.pop()
        except EntryError as error:
            _say(f"  {error}")
    return states[-1]


def _say(text: str) -> None:
    """Tell a text, in a terminal with its words whole."""
    if sys.stderr and sys.stderr.isatty():
        width = get_terminal_size().columns
        lines = (fill(line, width, subsequent_indent="    ") for line in text.splitlines())
        text = "\n".join(lines)
    click.echo(text, err=True)


def _ask(question: str, default: str = "", about: str = "") -> str:
    """An answer in a line, stripped; `?` tells what the question is `about`. Raises _Back for `<`,
    and Abort where nobody can answer."""
    if sys.stdin is None:
        raise click.Abort
    while True:
        answer = click.prompt(question, default, show_default=bool(default), err=True)
        if (text := str(answer).strip()) == "<":
            raise _Back
        if text != "?" or not about:
            return text
        _say("\n".join(f"  {line}" for line in wrapped(about, WIDTH - 2)))


def _make_sure(question: str, usual: str) -> None:
    """Go on only with yes. Raises EntryError otherwise."""
    if not _ask(f"  {question} y/n", usual).casefold().startswith("y"):
        raise EntryError("Then type another.")


def _ask_period(book: FactBook, entry: Entry) -> Entry:
    known, today = book.periods_of("deliveries", "quarter"), book.as_of.last
    following = known[-1].end if known else None
    if following and today and (last := quarter_of(today).start):
        following = min(following, quarter_of(last - timedelta(days=1)).start or following)
    example = quarter_of(following).text if following else ""
    on_file = f" Deliveries are on file to {known[-1]}." if known else ""
    text = _ask(
        "Period, such as 2026-Q3 or Q3 2026, 2026, 2026-09, 2026-09-30",
        example,
        "What the figures are of: a quarter, a half 2026-H1, a year or a month; a day for what is "
        f"so on one, as a price.{on_file}",
    )
    try:
        period = read_period(text)
    except PeriodError as error:
        raise EntryError(str(error)) from None
    if ends_late(period, today):
        _make_sure(f"{period} ends after {book.as_of}, the day of the facts. Is it over?", "no")
    return entry._replace(period=period.text)


def _ask_source(book: FactBook, entry: Entry, described: dict[str, Mapping[str, str]]) -> Entry:
    """A source by its id, by words that are searched for, or a new one.

    What was `described` before somebody went back is offered again.
    """
    index = [hit for hit in search_index(book) if hit.kind == "source"]
    offered: list[Source] = []
    while True:
        only = "1" if len(offered) == 1 else next(reversed(described), "")
        text = _ask(
            "Source: its id, words of it, or new",
            only,
            f"What states the figures: a filing, an article. Of the {len(book.sources)} on file "
            "words of a title, a publisher or an address find one; new describes another.",
        )
        if text == "new":
            try:
                text, fields = _new_source(book)
            except _Back:
                continue
            described[text] = fields
        if text in described:
            return entry._replace(sources=(text,), new_source=(text, described[text]))
        text = {str(number): source.key for number, source in enumerate(offered, 1)}.get(text, text)
        if source := book.sources.get(text):
            _say(f"  {source.publisher}, {source.title}")
            return entry._replace(sources=(text,))
        found = [hit.thing for hit in search(index, text)] if text else []
        offered = [thing for thing in found if isinstance(thing, Source)]
        if not offered:
            _say("  No source has these words; new writes one.")
        for number, source in enumerate(offered[:_LISTED], 1):
            _say(f"  {number} {source.key}: {source.publisher}, {source.title}")
        if len(offered) > _LISTED:
            _say(f"  and {len(offered) - _LISTED} more; give more words")
        elif offered:
            _say("  Its number, or other words:")
        offered = offered[:_LISTED]


def _new_source(book: FactBook) -> tuple[str, Mapping[str, str]]:
    """An id for a source, and its fields."""
    steps: tuple[Step[dict[str, str]], ...] = (
        lambda known: _field(known, "title", "Title of the page, filing or article"),
        lambda known: _field(known, "publisher", "Publisher"),
        _ask_url,
        lambda known: _ask_day(book, known),
        _ask_tier,
        lambda known: _ask_id(book, known),
    )
    none: dict[str, str] = {}
    fields = _in_turn(steps, [none])
    return fields.pop("id"), {name: text for name, text in fields.items() if text}


def _field(known: Mapping[str, str], name: str, question: str) -> dict[str, str]:
    text = _ask(question)
    if not text:
        raise EntryError("It cannot be left out.")
    return {**known, name: text}


def _ask_url(known: Mapping[str, str]) -> dict[str, str]:
    text = _ask("Address (enter when there is none)")
    return {**known, "url": read_address(text) if text else ""}


def _ask_day(book: FactBook, known: Mapping[str, str]) -> dict[str, str]:
    text = _ask("When it appeared, such as 2026-11-24 (enter when that is not known)")
    day = read_day(text) if text else ""
    if told := later_day(book, day):
        _make_sure(f"{told}. Is it right?", "yes")
    return {**known, "published": day}


def _ask_tier(known: Mapping[str, str]) -> dict[str, str]:
    for number, tier in enumerate(TIERS, 1):
        _say(f"  {number} {tier}: {TIER_WORDS[tier]}")
    text = _ask(
        "How near it is to the company: a number or a word",
        about="By how near it is readers judge a figure, and of two that differ the nearer is "
        "taken. A newspaper is press also where it quotes a filing; relay is a document of the "
        "company that others quote word for word; unsigned is what nobody puts a name to.",
    )
    text = {str(number): tier for number, tier in enumerate(TIERS, 1)}.get(text, text)
    if text not in TIERS:
        raise EntryError(f"There is no '{text}' ({did_you_mean(text, TIERS, 'choose a number')})")
    return {**known, "tier": text}


def _ask_id(book: FactBook, known: Mapping[str, str]) -> dict[str, str]:
    """Suggests the publisher and the day, with a number where that is taken."""
    words = re.sub(r"[^a-z0-9]+", "-", known["publisher"].casefold()).strip("-") or "source"
    stem = f"{words}-{known['published']}" if known["published"] else words
    stem = re.sub(r"[^a-z0-9.-]", "", stem)
    numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
    free = next(key for key in numbered if key not in book.sources)
    text = _ask("Its id in the file", free)
    if text in book.sources or not re.fullmatch(ID, text):
        taken = text in book.sources
        raise EntryError("It is taken." if taken else "Lower case letters, digits, - _ and .")
    return {**known, "id": text}


def _ask_subject(book: FactBook, entry: Entry) -> Entry:
    """Whose figures they are, or which car's."""
    known = f"{', '.join(book.entities)}{'; cars: ' * bool(book.models)}{', '.join(book.models)}"
    text = _ask(
        "About: a company, segment or car",
        book.home.entity,
        f"Whose figures they are, or which car's. There are {known}.",
    )
    model, _, trim = text.partition("/")
    if text == book.home.entity:
        return entry
    if text in book.entities:
        return _detailed(entry, "entity", text)
    if model in book.models and (not trim or trim in book.models[model].trims):
        found = _detailed(entry, "model", model)
        return _detailed(found, "trim", trim) if trim else found
    trims = (f"{key}/{trim}" for key, car in book.models.items() for trim in car.trims)
    near = did_you_mean(text, (*book.entities, *book.models, *trims), f"there are {known}")
    raise EntryError(f"unknown company or car '{text}' ({near})")


def _ask_place(entry: Entry) -> Entry:
    text = _ask(
        "Where in it, such as page 3 (enter when that does not matter)",
        about="A page, a table, a minute of a call: where a reader finds the figures.",
    )
    return _detailed(entry, "at", text) if text else entry


def _detailed(entry: Entry, name: str, text: str) -> Entry:
    return entry._replace(details={**entry.details, name: text})


def _ask_figures(book: FactBook, entry: Entry) -> Entry:
    """Figures a line each until an empty one; `<` takes the last one back."""
    _say("Figures as the source prints them, such as: deliveries 131,468 cars")
    _say("A number that ends in zeros is taken as rounded: 131,460 cars are 131,455 to 131,465.")
    _say("Where all was counted, type: deliveries exactly 131,460 cars")
    while True:
        try:
            text = _ask("Figure (enter when done, ? for what can be stated)")
        except _Back:
            if not entry.states:
                raise
            entry = entry.without_last()
            _say(f"  Left: {', '.join(entry.states) or 'none'}")
            continue
        if text.startswith("?"):
            _say(_help(book, entry, text[1:].strip()))
        elif text:
            entry = _with_figure(book, entry, text)
        elif entry.states:
            return entry
        else:
            _say("  No figure yet.")


def _with_figure(book: FactBook, entry: Entry, text: str) -> Entry:
    """With the figure of a line; where that has a concept only, its figure is asked for."""
    try:
        concept, value = _parted(book, text)
        if not value:
            return _asked_for(book, entry, concept)
        told = read_back(book, entry, concept, value)
    except EntryError as error:
        _say(f"  {error}")
        return entry
    _say(f"  {told}")
    return entry.with_figure(concept.key, value)


def _asked_for(book: FactBook, entry: Entry, concept: Concept) -> Entry:
    """With a figure of a concept, unless it is left out by an empty line or `<`."""
    with suppress(_Back):
        while value := _ask(f"  {concept.name}, {expected(book, concept)}"):
            try:
                _say(f"  {read_back(book, entry, concept, value)}")
            except EntryError as error:
                _say(f"  {error}")
            else:
                return entry.with_figure(concept.key, value)
    _say("  Left out.")
    return entry


def _parted(book: FactBook, text: str) -> tuple[Concept, str]:
    """The concept and the quantity of a line: `gross margin 22.4%`, `gross_margin: 22.4%`.

    The quantity is empty where there is none yet.
    """
    if found := re.fullmatch(r"([^:=]+)[:=]\s*(.+)", text):
        return concept_named(book, found[1]), found[2]
    words = text.split()
    for size in range(len(words), 0, -1):
        with suppress(EntryError):
            return concept_named(book, " ".join(words[:size])), " ".join(words[size:])
    name = re.match(r"\D*", text)
    return concept_named(book, (name and name[0].strip()) or words[0]), ""


def _help(book: FactBook, entry: Entry, name: str) -> str:
    """What can be stated of the subject and its period, in a few lines; of one, how."""
    if name and name != "all":
        try:
            concept = concept_named(book, name)
        except EntryError as error:
            return f"  {error}"
        note = f". {concept.note}" if concept.note else ""
        return f"  {concept.key}: {concept.name}, {expected(book, concept)}{note}"
    about_car = "model" in entry.details
    fitting = [
        concept
        for concept in book.concepts.values()
        if period_fits(concept, entry.when, timed=False, about_car=about_car)
    ]
    stated = {fact.concept for fact in book.facts if bool(fact.dims.model) == about_car}
    usual = [] if name else [concept for concept in fitting if concept.key in stated]
    told = usual or fitting
    listed = ", ".join(f"{concept.key} ({concept.unit})" for concept in told)
    more = f", ? all lists {len(fitting) - len(told)} more" if len(told) < len(fitting) else ""
    lines = [*wrapped(listed, WIDTH - 2), f"? deliveries says what one of them is{more}."]
    return "\n".join(f"  {line}" for line in lines)
