"""Where a number comes from: its formula, its facts, their sources, the line in facts.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.facts.book import FactBook
from tui.facts.figure import Figure, Origin
from tui.facts.model import Event, Fact, Forecast, Mark, Rate, Source
from tui.facts.units import currency_of
from tui.present import fmt
from tui.present.passage import Passage

TIER_WORDS = {
    "company": "company's own text",
    "regulator": "regulator",
    "relay": "company document, relayed, not seen itself",
    "press": "press",
    "analyst": "analyst",
    "aggregator": "machine digest",
    "blog": "blog",
    "article": "article, read in full",
}
RESULT_PER_CAR = "result per car"
HEDGE_WORDS = {
    "about": "said to be about",
    "over": "a lower bound: over",
    "at_least": "a lower bound: at least",
    "under": "an upper bound: under",
    "at_most": "an upper bound: at most",
    "nearly": "said to be nearly",
}


def explain_figure(book: FactBook, figure: Figure) -> tuple[Passage, ...]:
    """The whole story of a figure, from its formula down to the lines of the file."""
    shown = fmt.amount(figure, signed=False)
    lines = [Passage(f"Where {shown} comes from", "bold"), Passage()]
    if figure.origin is None and not figure.inputs:
        return (*lines, Passage("An assumption of yours: exact, with no source.", "muted"))
    if figure.formula:
        lines += [Passage(f"{figure.label} = {figure.formula}"), *_bounds(figure), Passage()]
    for place, part in enumerate(_terms(figure), 1):
        lines += _term(book, part, place)
    return (*lines, *held_against(book, figure))


def held_against(book: FactBook, figure: Figure) -> Iterator[Passage]:
    """What other statements of the same figure say: ✓ where the bounds meet, ✗ where not."""
    others = list(_others(book, figure))
    if others:
        yield Passage("Others say", "bold")
    for other in others:
        quantity = other.quantity
        if quantity is None:
            continue
        agrees = quantity.support.meet(figure.support) is not None
        who = ", ".join(
            dict.fromkeys(book.sources[k].publisher for k in other.sources if k in book.sources)
        )
        sign, role = ("✓", "profit") if agrees else ("✗", "loss")
        yield Passage(f"“{fmt.written(other.text)}”  {who}", "", 3, sign, role)
        if other.reason:
            yield Passage(other.reason, "muted", 3)


def _others(book: FactBook, figure: Figure) -> Iterator[Fact]:
    """Statements of the same figure in the same unit: other sources', or the press's own."""
    origin = figure.origin
    if isinstance(origin, Fact):
        same = book.facts_of(origin.concept, origin.period, origin.dims)
    elif figure.label == RESULT_PER_CAR and figure.period:
        same = book.facts_of("profit_per_car", figure.period)
    else:
        return
    for fact in same:
        if fact is not origin and fact.quantity and fact.quantity.unit == figure.unit:
            yield fact


def _terms(figure: Figure) -> tuple[Figure, ...]:
    """The figures to list: inputs that are derived themselves are followed to what was stated."""
    if not figure.inputs:
        return (figure,)
    found: list[Figure] = []
    for part in figure.inputs:
        found += _terms(part) if part.inputs else [part]
    return tuple({(id(p.origin) if p.origin else p.label): p for p in found}.values())


def _bounds(figure: Figure) -> Iterator[Passage]:
    if figure.core.is_point:
        return
    exact = fmt.unrounded(figure)
    is_count = currency_of(figure.unit) is None and figure.unit not in ("%", "x")
    if not is_count and exact != fmt.amount(figure):
        yield Passage(f"unrounded {exact}", "muted")
    if figure.core.bounded:
        low, high = (fmt.bound(figure, end) for end in (figure.low, figure.high))
        half = fmt.plus_minus(figure) if "/" in figure.unit and figure.support.bounded else ""
        ends = f"between {low} and {high}{f' ({half})' if half else ''}"
        yield Passage(f"{ends}, from rounding only", "muted")
        return
    end = figure.low if figure.low.is_finite() else figure.high
    word = "above" if figure.low.is_finite() else "below"
    yield Passage(f"{word} {fmt.bound(figure, end)}", "muted")


def _term(book: FactBook, part: Figure, place: int) -> Iterator[Passage]:
    when = f", {fmt.period(part.period)}" if part.period else ""
    yield Passage(f"{fmt.amount(part)}  {part.label}{when}", "bold", 3, str(place))
    if part.origin is None:
        yield Passage("your assumption", "muted", 3)
    else:
        yield from explain_origin(book, part.origin)
    yield Passage()


def explain_origin(book: FactBook, origin: Origin) -> Iterator[Passage]:
    """The sources of one fact or rate, its hedge and its line in the file."""
    if isinstance(origin, Fact):
        yield from _wording(origin)
    for key in origin.sources:
        source = book.sources.get(key)
        if source:
            yield from explain_source(source, origin.at if isinstance(origin, Fact) else "")
    if isinstance(origin, Rate):
        low, high = origin.low, origin.high
        yield Passage(f"mean of the period; daily rates {low} to {high}", "muted", 3)
    yield Passage(book.place(origin.mark), "neutral", 3)


def _wording(fact: Fact) -> Iterator[Passage]:
    q = fact.quantity
    if q and q.hedge in HEDGE_WORDS:
        yield Passage(f"{HEDGE_WORDS[q.hedge]} (“{fmt.written(fact.text)}”)", "muted", 3)
    elif q and q.step and not q.core.is_point:
        currency = currency_of(q.unit) or ""
        half = fmt.tidy(q.core.width / 2, currency)
        yield Passage(f"written as “{fmt.written(fact.text)}”, so ± {half}", "muted", 3)
    if fact.rank != "normal" and fact.reason:
        yield Passage(f"{fact.rank}: {fact.reason}", "muted", 3)
    if fact.note:
        yield Passage(fact.note, "muted", 3)


def explain_source(source: Source, at: str = "") -> Iterator[Passage]:
    """Title, publisher, day and tier of a source."""
    yield Passage(source.title, "", 3)
    when = f", {fmt.period(source.published)}" if source.published else ""
    where = f", {at}" if at else ""
    tier = TIER_WORDS.get(source.tier, source.tier)
    yield Passage(f"{source.publisher}{when}{where}; {tier}", "muted", 3)


def explain_event(book: FactBook, event: Event) -> tuple[Passage, ...]:
    """Who reports an event, and its line in the file."""
    lines = [Passage(event.title, "bold"), Passage(fmt.period(event.date), "muted"), Passage()]
    if event.note:
        lines += [Passage(event.note), Passage()]
    return (*lines, *_numbered(book, event.sources), _line(book, event.mark))


def explain_forecast(
    book: FactBook,
    forecast: Forecast,
    outcome: Figure | Fact | None = None,
    came: Sequence[Passage] = (),
) -> tuple[Passage, ...]:
    """Who reports a promise and its line in the file; then where its outcome comes from.

    `came` tells what was expected and what came of it.
    """
    said = fmt.period(forecast.said)
    lines = [Passage(forecast.title, "bold"), Passage(f"promised {said}", "muted"), Passage()]
    if forecast.note:
        lines += [Passage(forecast.note), Passage()]
    lines += came
    lines += [*_numbered(book, forecast.sources), _line(book, forecast.mark)]
    if isinstance(outcome, Figure):
        lines += [Passage(), *explain_figure(book, outcome)]
    elif outcome is not None:
        lines += [Passage(), Passage(f"Where {outcome.text} comes from", "bold"), Passage()]
        lines += explain_origin(book, outcome)
    return tuple(lines)


def _numbered(book: FactBook, keys: tuple[str, ...]) -> Iterator[Passage]:
    """Sources with a number each, and where they can be read."""
    for place, source in enumerate((book.sources[k] for k in keys if k in book.sources), 1):
        first, *others = explain_source(source)
        yield first._replace(lead=str(place))
        yield from others
        if source.url:
            yield Passage(source.url, "neutral", 3)
        yield Passage()


def _line(book: FactBook, mark: Mark) -> Passage:
    return Passage(book.place(mark), "neutral")
