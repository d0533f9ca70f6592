"""A statement that is being added to a facts file: how it is read back, and what it brings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from tui.checks.finding import Finding, has_errors, listed
from tui.checks.run import run_checks
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.derive import total_over
from tui.facts.diagnostics import Diagnostic, FactsError, Report
from tui.facts.figure import Figure
from tui.facts.insert import Addition, Fields, Piece, insert
from tui.facts.load import load_bytes
from tui.facts.model import Concept, Dims, Mark
from tui.facts.period import Period, PeriodError, parse_period, read_period
from tui.facts.quantity import Hedge, Quantity
from tui.facts.reading import Reading, period_fits, read_value, refuse_period
from tui.facts.slips import UNKNOWN_UNIT
from tui.facts.source_text import read_bytes
from tui.facts.units import currency_of
from tui.facts.yaml_tree import Map
from tui.system.control_chars import is_unsafe
from tui.system.desktop import is_web_address
from tui.system.files import write_together


class EntryError(ValueError):
    """What was typed cannot be added: what is wrong, and what to type."""


def read_day(text: str) -> str:
    """When a source appeared, as the file has it. Raises EntryError."""
    try:
        return read_period(text).text
    except PeriodError as error:
        why = (
            error.message
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?", text)
            else f"'{text}' is not a date"
        )
        advice = "write 2026-11-24, or 2026-11 or 2026 where no more is known"
        raise EntryError(f"{why} ({advice})") from None


def read_address(text: str) -> str:
    """Where a source is. Raises EntryError."""
    if not is_web_address(text) or " " in text:
        raise EntryError("An address begins with https:// or http:// and has no blanks.")
    return text


def later_day(book: FactBook, day: str) -> str:
    """That a day is after that of the facts; empty where it is not."""
    start, now = parse_period(day).start if day else None, book.as_of.last
    if not (start and now and start > now):
        return ""
    return f"{day} is after {book.as_of}, the day of the facts"


def ends_late(period: Period, day: date | None) -> bool:
    """Whether a stretch of time is not over on a day."""
    return bool(day and period.last and period.last > day and not period.is_instant)


class Entry(NamedTuple):
    """A statement as far as it is known: texts as they will stand in the file."""

    period: str = ""
    sources: tuple[str, ...] = ()
    new_source: tuple[str, Mapping[str, str]] | None = None
    """The id and the fields of a source that is not on file yet."""
    details: Mapping[str, str] = {}
    """Other fields of the statement, such as `entity`, `model`, `at` and `note`."""
    states: Mapping[str, tuple[str, ...]] = {}
    """Concepts with their quantities."""

    @property
    def when(self) -> Period | None:
        """The period; None where none is told."""
        return parse_period(self.period) if self.period else None

    @property
    def fields(self) -> Fields:
        """The fields in the order in which the file has them."""
        details = dict(self.details)
        place = {"at": details.pop("at")} if "at" in details else {}
        period = {"period": self.period} if self.period else {}
        return {"source": self.sources, **place, **period, **details, "states": self.states}

    @property
    def texts(self) -> Iterator[str]:
        """Everything that was typed."""
        key, source = self.new_source or ("", {})
        given = self.sources, self.details.values(), source.values(), *self.states.values()
        yield from (self.period, key, *chain.from_iterable(given))

    def with_figure(self, concept: str, text: str) -> Entry:
        """With one more figure; several of one concept are the same in several currencies."""
        found = (*self.states.get(concept, ()), text)
        return self._replace(states={**self.states, concept: found})

    def without_last(self) -> Entry:
        """Without the figure that was given last."""
        *rest, (concept, texts) = self.states.items()
        kept = {concept: texts[:-1]} if texts[1:] else {}
        return self._replace(states=dict(rest) | kept)


class Ledger(NamedTuple):
    """A facts file without errors, with those that it includes, and what the check said of it."""

    path: Path
    files: Mapping[str, bytes]
    """What each file holds by its name in a `Mark`: of the facts file itself the empty one."""
    book: FactBook
    said: frozenset[tuple[str, str]]


class Edited(NamedTuple):
    """A file as it would be, and what is new in it."""

    path: Path
    text: str
    pieces: tuple[Piece, ...]


class Draft(NamedTuple):
    """What the files would be with an entry, and what that brings."""

    files: Mapping[str, Edited]
    """Those that change, by the names of `Ledger.files`."""
    news: tuple[Diagnostic | Finding, ...]
    """What the check says that it did not say before."""
    is_wrong: bool
    """Whether there is an error among it."""


def open_ledger(path: Path) -> Ledger:
    """A file to add to. Raises FactsError or EntryError when there is an error in it."""
    content = read_bytes(path)
    loaded = load_bytes(content, str(path))
    book = loaded.required()
    findings = run_checks(book)
    if has_errors(findings):
        raise EntryError(
            f"The check finds errors in {path}. Mend these first: xev-tui check {path}"
        )
    said = [*map(_told, loaded.diagnostics), *map(_told, findings)]
    parts = {name: part for name, part in loaded.parts.items() if part is not None}
    return Ledger(path, {**parts, "": content}, book, frozenset(said))


def draft_of(ledger: Ledger, entry: Entry) -> Draft:
    """What comes of an entry. Raises NoPlaceError where the file leaves no place for it.

    Raises EntryError where it holds a character that no text of a file may hold.
    """
    if odd := next(filter(is_unsafe, entry.texts), ""):
        raise EntryError(f"{odd!r} has a character that no text may have: leave it out")
    book, files = ledger.book, dict(ledger.files)
    place, fields = _placed(book, entry)
    added = {place: Addition(fields, entry.new_source)}
    if day := _new_day(book, entry):
        added[""] = added.get("", Addition())._replace(as_of=day)
    edited = {}
    for name, addition in added.items():
        path = book.file_of(Mark(file=name))
        edited[name] = Edited(path, *insert(files[name].decode("utf-8"), addition))
        files[name] = edited[name].text.encode("utf-8")
    loaded = load_bytes(files[""], str(ledger.path), files)
    findings = listed(run_checks(loaded.book)) if loaded.book else ()
    found: tuple[Diagnostic | Finding, ...] = (*loaded.diagnostics, *findings)
    news = tuple(item for item in found if _told(item) not in ledger.said)
    return Draft(edited, news, loaded.book is None or has_errors(findings))


def _placed(book: FactBook, entry: Entry) -> tuple[str, Fields]:
    """The file that defines whose figures they are, and the statement as it stands there.

    Without an `entity` a statement is about the first one of its file.
    """
    about = entry.details.get("entity", book.home.entity)
    file = book.entities[about].mark.file if about in book.entities else ""
    first = next(key for key, entity in book.entities.items() if entity.mark.file == file)
    return file, {k: v for k, v in entry.fields.items() if k != "entity" or v != first}


def write_draft(ledger: Ledger, draft: Draft) -> None:
    """Write the files as wholes. Raises OSError, and EntryError when one was saved meanwhile."""
    for name, (path, *_) in draft.files.items():
        try:
            unchanged = read_bytes(path) == ledger.files[name]
        except FactsError:
            unchanged = False
        if not unchanged:
            raise EntryError(f"{path} was saved by another program meanwhile; add it again.")
    write_together({path: text for path, text, _ in draft.files.values()})


def _told(item: Diagnostic | Finding) -> tuple[str, str]:
    code = item.code if isinstance(item, Diagnostic) else f"{item.verdict} {item.check}"
    return code, item.message


def refuse_running(book: FactBook, entry: Entry) -> None:
    """Raises EntryError where a period is not over on the day of the facts or of a source."""
    day = _new_day(book, entry) or (book.as_of.last and book.as_of.last.isoformat())
    if entry.when and day and ends_late(entry.when, date.fromisoformat(day)):
        message = f"{entry.period} ends after {day}, the day of the facts"
        advice = "what is expected is a forecast, which is written into the file"
        raise EntryError(f"{message}: {advice} (scenario: estimate).")


def _new_day(book: FactBook, entry: Entry) -> str:
    """The day the file is of with an entry, where a source came out after the one it is of now."""
    days = [source.published for source in book.sources_of(entry.sources)]
    if entry.new_source and (text := entry.new_source[1].get("published")):
        days.append(parse_period(text))
    newest = max((day.last for day in days if day and day.last), default=date.min)
    now = book.as_of.last
    return newest.isoformat() if now and newest > now else ""


def concept_named(book: FactBook, name: str) -> Concept:
    """A concept by its id or its name. Raises EntryError that names the most similar one."""
    wanted = name.strip().casefold()
    for concept in book.concepts.values():
        if wanted in (concept.key, concept.key.replace("_", " "), concept.name.casefold()):
            return concept
    result = wanted.replace("loss", "result").replace(" ", "_")
    if result != wanted and result in book.concepts:
        advice = f"write {result}, and minus for a loss"
        raise EntryError(f"unknown concept '{wanted}' ({advice})")
    advice = "? lists those on file; others are declared in the file, under concepts:"
    results = [key for key in book.concepts if key.endswith("_result")]
    if "loss" in wanted.split() and results:
        written = f"write {results[0]} -0.4 billion {book.currency}"
        advice = f"a loss is a result with minus: {written}; there are {fmt.joined(results)}"
    report = Report("", name)
    key = wanted.replace(" ", "_")
    Reading(Map(), report).known("concept", key, (0, 0), book.concepts, advice)
    raise EntryError(_first_error(report))


def read_figure(book: FactBook, entry: Entry, concept: Concept, text: str) -> Quantity | None:
    """The quantity that a text is read as; None for a concept that is text or a date.

    Raises EntryError when it is none, has the wrong unit or period, or is on file already.
    """
    report = Report("", text)
    reading = Reading(Map(), report)
    reading.units = book.units
    quantity = read_value(reading, concept, text, (0, 0))
    if not period_fits(concept, entry.when, timed=False, about_car="model" in entry.details):
        refuse_period(reading, concept, entry.when, (0, 1))
    if report.has_errors:
        raise EntryError(_first_error(report, expected(book, concept)))
    for given in entry.states.get(concept.key, ()):
        before = read_value(reading, concept, given, (0, 0))
        if given == text or (quantity and before and quantity.unit == before.unit):
            raise EntryError(f"{concept.key} was given as {given} already.")
    for fact in book.facts_of(concept.key, entry.when, _dims(book, entry)):
        told = fact.quantity == quantity if quantity else fact.text == text
        if (told or fact.text == text) and set(entry.sources) & set(fact.sources):
            place = book.place(fact.mark)
            raise EntryError(
                f"{concept.key} {fact.text} of this source is on file: {place} (correct it there, "
                f"or state what a newer source says)"
            )
    return quantity


def _first_error(report: Report, expected: str = "") -> str:
    """What is wrong; with what is expected where a quantity or its unit could not be read."""
    error = next(item for item in report.sorted() if item.severity == "error")
    told = f"{error.message} ({error.advice})" if error.advice else error.message
    return f"{told}; expected: {expected}" if error.code in (UNKNOWN_UNIT, "bad-quantity") else told


def expected(book: FactBook, concept: Concept) -> str:
    """How a figure of a concept is written: `cars, such as 131,460 cars`."""
    unit, currency = concept.unit, book.currency
    sign = "" if concept.nonnegative else "; minus is a loss"
    known = {
        "money": f"money, such as 33.7 billion {currency}{sign}",
        "money/car": f"money per car, such as 245,000 {currency}/car{sign}",
        "%": "percent, such as 22.4%",
        "growth": "a change in percent, such as +23%",
        "text": "words",
        "date": "a day, such as 2026-11-24",
    }
    return known.get(unit, f"{unit}, such as 1,234 {unit.replace('money', currency)}")


def read_back(book: FactBook, entry: Entry, concept: Concept, text: str) -> str:
    """A figure as it is read, in a line: value, unit, bounds, and the change on earlier ones.

    Raises EntryError when it cannot be read.
    """
    quantity = read_figure(book, entry, concept, text)
    if quantity is None:
        return f"{concept.name}: {text}"
    figure = Figure(quantity.value, quantity.core, quantity.support, quantity.unit, concept.name)
    value = quantity.hedge.before(fmt.spoken(quantity.value, quantity.unit))
    words = [f"{concept.name}: {value}"]
    if not quantity.core.is_point:
        words[0] += f", {fmt.spoken_range(quantity.core, quantity.unit)}"
    words += _changes(book, entry, concept, figure)
    if quantity.hedge is Hedge.ROUNDED and book.units.is_count(quantity.unit):
        words.append(f"exactly {text} if it was counted to the last one")
    return "; ".join(words)


def _changes(book: FactBook, entry: Entry, concept: Concept, figure: Figure) -> Iterator[str]:
    """What it was a period and a year before, and by how much it moved."""
    currency = currency_of(figure.unit)
    dims = _dims(book, entry)
    for period in _earlier(entry.when) if entry.when else ():
        if currency in (None, book.currency):
            before = total_over(book, concept.key, period, dims)
        else:
            before = book.best(concept.key, period, dims, currency)
        if before is None or before.unit != figure.unit:
            continue
        moved = ""
        if figure.unit == "%":
            moved = f", {fmt.point_change(figure.value, before.value)}"
        elif figure.value > 0 and before.value > 0:
            moved = f", {fmt.percent_change(figure.value, before.value)}"
        elif currency and figure.value > 0 > before.value:
            moved = ", a loss, which is written with minus"
        yield f"{fmt.period(period)} {fmt.spoken(before.value, before.unit)}{moved}"


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def _earlier(period: Period) -> Iterator[Period]:
    """The period of the same length before one, and that of a year before."""
    months = _MONTHS.get(period.kind)
    if months is None or period.start is None:
        return
    first = period.start.year * 12 + period.start.month - 1
    for back in sorted({months, 12}):
        year, month = divmod(first - back, 12)
        part = {1: f"-{month + 1:02}", 3: f"-Q{month // 3 + 1}", 6: f"-H{month // 6 + 1}"}
        yield parse_period(f"{year}{part.get(months, '')}")


def _dims(book: FactBook, entry: Entry) -> Dims:
    about = entry.details
    entity = about.get("entity", book.home.entity)
    return Dims(entity, about.get("model", ""), about.get("trim", ""))
