"""Everything that can be found: figures, stated or calculated, events, promises, models, sources,
disputes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from operator import itemgetter
from typing import NamedTuple

from tui.checks import issues
from tui.economics.account import base_of, full_quarters
from tui.economics.per_car import AVERAGE_CAR, result_per_car
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.currencies import SHOWN_CURRENCIES
from tui.facts.figure import Figure
from tui.facts.model import Fact, Model
from tui.facts.units import currency_of
from tui.present.query import WORDS, Number, folded, numbers_in, read_query, searchable, with_blanks
from tui.present.things import KINDS, Thing, day_of, name_in_full, publishers

RESULT = "losses profits"
"""What a result is searched by, too."""


class Hit(NamedTuple):
    """One thing that can be found, with what it is searched by."""

    thing: Thing
    title: str
    detail: str
    text: str
    """Title, detail and other names, as they are searched."""
    numbers: tuple[Number, ...] = ()
    """What a figure is, or what the title tells."""

    @property
    def glyph(self) -> str:
        """A sign for the kind of thing."""
        return KINDS[type(self.thing)][0]

    @property
    def kind(self) -> str:
        """The kind of thing in a word."""
        return KINDS[type(self.thing)][1]


@lru_cache(maxsize=1)
def search_index(book: FactBook) -> tuple[Hit, ...]:
    """Everything in the book, in the order in which it is offered before a word is typed."""
    return tuple(_hits(book))


@lru_cache(maxsize=1)
def calculated(book: FactBook) -> tuple[Hit, ...]:
    """What an average car of each maker brings in, costs and leaves in every period; of other
    makers than the one looked at only what it leaves."""
    return tuple(_calculated(book))


def search_book(book: FactBook, query: str) -> list[Hit]:
    """What is found in the book; where a number is typed, among what is calculated, too."""
    by_number = any(term.numbers for term in read_query(query))
    index = search_index(book) + (calculated(book) if by_number else ())
    return search(index, query)


def search(index: Sequence[Hit], query: str) -> list[Hit]:
    """The hits that have every term of the query: a car of that name, then the nearest.

    A number is near what it is or is rounded from, a figure before what only tells it; among equals
    those come first whose title begins with the first word. Where nothing is found, blanks that
    were left out are put in.
    """
    if not read_query(query):
        return list(index)
    return _found(index, query) or _found(index, with_blanks(query, [hit.text for hit in index]))


def _found(index: Sequence[Hit], query: str) -> list[Hit]:
    terms = read_query(query)
    first, by_number = terms[0].words[0], [term for term in terms if term.numbers]
    words = [word for term in terms if not term.numbers for word in term.words]
    name = " ".join(folded(query).split())
    found: list[tuple[bool, int, Hit]] = []
    for hit in index:
        text = hit.text
        if not all(word in text for word in words):
            continue
        asked = (term.nearness(text, hit.numbers) for term in by_number)
        nearest = list(takewhile(bool, asked))
        if len(nearest) == len(by_number):
            tells = max(nearest, default=0) > WORDS and hit.kind not in ("figure", "calculated")
            rank = 2 * tells - 4 * sum(nearest) - text.startswith(first)
            found.append((not _is_called(hit.thing, name), rank, hit))
    return [hit for *_, hit in sorted(found, key=itemgetter(0, 1))]


def _is_called(thing: Thing, name: str) -> bool:
    """Whether it is a car, and what was typed its whole name."""
    if not isinstance(thing, Model):
        return False
    return name in map(folded, (thing.key, thing.name, f"{thing.maker} {thing.name}"))


def _hits(book: FactBook) -> Iterator[Hit]:
    for model in book.models.values():
        trims = ", ".join(model.trims.values())
        yield _hit(model, f"{model.maker} {model.name}", trims, model.key)
    for forecast in book.forecasts:
        who = book.speaker(forecast.by)
        detail = f"{who}, {fmt.period(forecast.said)}"
        yield _hit(forecast, forecast.title, detail, *_names(book, forecast.by))
    for event in book.events:
        yield _hit(event, event.title, fmt.period(event.date), event.kind, event.model)
    for dispute in book.disputes:
        kind, _ = issues.KINDS[issues.WRITTEN[dispute.kind]]
        yield _hit(dispute, dispute.topic, kind, dispute.kind, dispute.verdict)
    for fact in book.facts:
        yield _fact_hit(book, fact)
    for source in book.sources.values():
        yield _hit(source, source.title, f"{source.publisher}, {day_of(source)}", source.key)


def _names(book: FactBook, key: str) -> tuple[str, ...]:
    """What a company, segment or person is called, too."""
    known = book.entities.get(key) or book.people.get(key)
    return (known.name, *known.aliases) if known else ()


def _fact_hit(book: FactBook, fact: Fact) -> Hit:
    name, when = name_in_full(book, fact), fmt.period(fact.period) if fact.period else ""
    written = fact.period.text if fact.period else ""
    title = f"{name} {when}: {fact.text}" if when else f"{name}: {fact.text}"
    q, names = fact.quantity, _names(book, fact.dims.entity)
    sign = RESULT if "result" in book.name_of(fact.concept) else ""
    more = (publishers(book, fact.sources), written, fact.concept, *names, sign)
    return _hit(fact, title, *more, numbers=(_number(q.value, q.unit),) if q else ())


def _number(value: Decimal, unit: str) -> Number:
    return Number(value, currency_of(unit) or unit)


def _calculated(book: FactBook) -> Iterator[Hit]:
    for maker, entity in book.makers.items():
        view, is_home = book.of(maker), maker == book.home.entity
        bases = list(full_quarters(view, unsigned=True))
        known = {base.period for base in bases}
        for kind in ("quarter", "half", "year"):
            periods = view.periods_of("deliveries", kind)
            bases += [base_of(view, period) for period in periods if period not in known]
        for base in bases:
            for compute in AVERAGE_CAR if is_home else AVERAGE_CAR[-1:]:
                figure = compute(base) if not base.few_cars else None
                if figure:
                    name = "" if is_home else f"{entity.called} "
                    sign = RESULT if compute is result_per_car else ""
                    yield _calculated_hit(book, figure, name, (*_names(book, maker), sign))


def _calculated_hit(book: FactBook, figure: Figure, name: str, names: Sequence[str]) -> Hit:
    shown = (convert(book, figure, currency) for currency in SHOWN_CURRENCIES)
    amounts = [one for one in shown if one] or [figure]
    when, written = fmt.period(figure.period), figure.period.text if figure.period else ""
    title = f"{name}{figure.label} {when}: {', '.join(map(fmt.amount, amounts))}"
    numbers = tuple(_number(fmt.to_places(one.value, 0), one.unit) for one in amounts)
    return _hit(figure, title, figure.formula, written, *names, numbers=numbers)


def _hit(
    thing: Thing, title: str, detail: str, *more: str, numbers: tuple[Number, ...] | None = None
) -> Hit:
    told = tuple(numbers_in(title)) if numbers is None else numbers
    return Hit(thing, title, detail, searchable(title, detail, *more), told)
