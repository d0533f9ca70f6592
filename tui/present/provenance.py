"""Where a number comes from: its formula, its facts, their sources, the line in facts.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import in_its_currency
from tui.facts.figure import Figure, Origin, stated
from tui.facts.model import Dispute, Event, Fact, Forecast, Mark, Model, Rate, Source
from tui.facts.units import currency_of
from tui.present.things import Thing, name_in_full, publishers


class TextBlock(NamedTuple):
    """One line before wrapping; `indent` in cells holds for all its lines.

    `role` is a colour name or `bold`; `lead` is a short mark in front, such as a footnote number;
    `about` is what it tells of, each with a source of its own.
    """

    text: str = ""
    role: str = ""
    indent: int = 0
    lead: str = ""
    lead_role: str = "best"
    about: tuple[Thing, ...] = ()


TIER_WORDS = {
    "company": "company's own text",
    "regulator": "regulator",
    "relay": "company document, second-hand, original not seen",
    "press": "press",
    "analyst": "analyst",
    "aggregator": "machine digest",
    "blog": "blog",
    "unsigned": "unsigned",
    "article": "article, read in full",
}


def explain_figure(book: FactBook, figure: Figure) -> tuple[TextBlock, ...]:
    """The whole story of a figure, from its formula down to the lines of the file."""
    shown = fmt.amount(figure, signed=False)
    lines = [TextBlock(f"Where {shown} comes from", "bold"), TextBlock()]
    if figure.origin is None and not figure.inputs:
        return (*lines, TextBlock("Your assumption: exact, with no source.", "muted"))
    if figure.formula:
        lines += [*formulas(figure, figure.label), *_bounds(figure), TextBlock()]
    for place, part in enumerate(terms(figure), 1):
        lines += _term(book, part, place)
    return (*lines, *held_against(book, figure))


def formulas(figure: Figure, name: str) -> Iterator[TextBlock]:
    """Its formula; of one in another currency that of the amount converted, too."""
    yield TextBlock(f"{name} = {figure.formula}")
    for part in figure.inputs:
        if part.formula and part.label == figure.label:
            yield from formulas(part, in_its_currency(part))


def held_against(book: FactBook, figure: Figure) -> Iterator[TextBlock]:
    """What other statements of the same figure say: ✓ where the bounds meet, ✗ where not."""
    others = list(_others(book, figure))
    if others:
        yield TextBlock("Others say", "bold")
    for other in others:
        quantity = other.quantity
        if quantity is None:
            continue
        agrees = quantity.support.meet(figure.support) is not None
        sign, role = ("✓", "profit") if agrees else ("✗", "loss")
        said = f"“{fmt.true_minus(other.text)}”  {publishers(book, other.sources)}"
        yield TextBlock(said, "", 3, sign, role)
        if other.reason:
            yield TextBlock(other.reason, "muted", 3)


def _others(book: FactBook, figure: Figure) -> Iterator[Fact]:
    """Statements of the same figure in the same unit: other sources', or the press's own."""
    origin = figure.origin
    if isinstance(origin, Fact):
        same = book.facts_of(origin.concept, origin.period, origin.dims)
    elif figure.concept and figure.period:
        same = book.facts_of(figure.concept, figure.period)
    else:
        return
    for fact in same:
        if fact != origin and fact.quantity and fact.quantity.unit == figure.unit:
            yield fact


def terms(figure: Figure) -> tuple[Figure, ...]:
    """The figures to list: inputs that are derived themselves are followed to what was stated."""
    if not figure.inputs:
        return (figure,)
    found: list[Figure] = []
    for part in figure.inputs:
        found += terms(part) if part.inputs else [part]
    return tuple({(id(p.origin) if p.origin else p.label): p for p in found}.values())


def _bounds(figure: Figure) -> Iterator[TextBlock]:
    if figure.is_exact:
        if figure.inputs:
            told = fmt.bound(figure, figure.low)
            yield TextBlock(f"{told}; no figure that it follows from is rounded", "muted")
        return
    exact = fmt.unrounded(figure)
    is_count = currency_of(figure.unit) is None and figure.unit not in ("%", "x")
    if not is_count and exact != fmt.amount(figure):
        yield TextBlock(f"unrounded {exact}", "muted")
    if figure.core.bounded:
        low, high = (fmt.bound(figure, end) for end in (figure.low, figure.high))
        half = fmt.plus_minus(figure) if "/" in figure.unit and figure.support.bounded else ""
        ends = f"between {low} and {high}{f' ({half})' if half else ''}"
        yield TextBlock(f"{ends}, from rounding only", "muted")
        return
    end = figure.low if figure.low.is_finite() else figure.high
    word = "above" if figure.low.is_finite() else "below"
    yield TextBlock(f"{word} {fmt.bound(figure, end)}", "muted")


def _term(book: FactBook, part: Figure, place: int) -> Iterator[TextBlock]:
    when = f", {fmt.period(part.period)}" if part.period else ""
    yield TextBlock(f"{fmt.amount(part)}  {part.label}{when}", "bold", 3, str(place))
    if part.origin is None:
        yield TextBlock("your assumption", "muted", 3)
    else:
        yield from explain_origin(book, part.origin)
    yield TextBlock()


def explain_origin(book: FactBook, origin: Origin) -> Iterator[TextBlock]:
    """The sources of one fact or rate, its hedge and its line in the file."""
    if isinstance(origin, Fact):
        yield from _wording(origin)
    for source in book.sources_of(origin.sources):
        yield from explain_source(book, source, origin.at if isinstance(origin, Fact) else "")
    if isinstance(origin, Rate):
        low, high = origin.low, origin.high
        yield TextBlock(f"mean of the period; daily rates {low} to {high}", "muted", 3)
    yield TextBlock(book.place(origin.mark), "neutral", 3)


def _wording(fact: Fact) -> Iterator[TextBlock]:
    q = fact.quantity
    if q and q.hedge.explained:
        yield TextBlock(f"{q.hedge.explained} (“{fmt.true_minus(fact.text)}”)", "muted", 3)
    elif q and q.step and not q.core.is_point:
        currency = currency_of(q.unit) or ""
        half = fmt.tidy(q.core.width / 2, currency)
        yield TextBlock(f"written as “{fmt.true_minus(fact.text)}”, so ± {half}", "muted", 3)
    if fact.rank != "normal" and fact.reason:
        yield TextBlock(f"{fact.rank}: {fact.reason}", "muted", 3)
    if fact.note:
        yield TextBlock(fact.note, "muted", 3)


def follows(book: FactBook, source: Source) -> str:
    """`; after Xiaomi`: whose words a source goes back to; empty for its publisher's own."""
    roots = sorted(book.roots([source.key]))
    names = [*dict.fromkeys(map(book.publisher, roots))]
    if source.publisher in names:
        names.remove(source.publisher)
    return f"; after {', '.join(names)}" if names else ""


def explain_source(book: FactBook, source: Source, at: str = "") -> Iterator[TextBlock]:
    """Title, publisher, day and tier of a source, and what it goes back to."""
    yield TextBlock(source.title, "", 3)
    when = f", {fmt.period(source.published)}" if source.published else ""
    where = f", {at}" if at else ""
    tier = TIER_WORDS.get(source.tier, source.tier)
    yield TextBlock(f"{source.publisher}{when}{where}; {tier}{follows(book, source)}", "muted", 3)


def explain_event(book: FactBook, event: Event) -> tuple[TextBlock, ...]:
    """Who reports an event, and its line in the file."""
    lines = [
        TextBlock(event.title, "bold"),
        TextBlock(fmt.period(event.date), "muted"),
        TextBlock(),
    ]
    if event.note:
        lines += [TextBlock(event.note), TextBlock()]
    return (*lines, *_numbered(book, event.sources), _line(book, event.mark))


def explain_forecast(
    book: FactBook,
    forecast: Forecast,
    outcome: Figure | Fact | None = None,
    came: Sequence[TextBlock] = (),
) -> tuple[TextBlock, ...]:
    """Who reports a promise and its line in the file; then where its outcome comes from.

    `came` tells what was expected and what came of it.
    """
    said = fmt.period(forecast.said)
    lines = [TextBlock(forecast.title, "bold"), TextBlock(f"promised {said}", "muted"), TextBlock()]
    if forecast.note:
        lines += [TextBlock(forecast.note), TextBlock()]
    lines += came
    lines += [*_numbered(book, forecast.sources), _line(book, forecast.mark)]
    if isinstance(outcome, Figure):
        lines += [TextBlock(), *explain_figure(book, outcome)]
    elif outcome is not None:
        lines += [TextBlock(), TextBlock(f"Where {outcome.text} comes from", "bold"), TextBlock()]
        lines += explain_origin(book, outcome)
    return tuple(lines)


def _numbered(book: FactBook, keys: tuple[str, ...]) -> Iterator[TextBlock]:
    """Sources with a number each, and where they can be read."""
    for place, source in enumerate(book.sources_of(keys), 1):
        first, *others = explain_source(book, source)
        yield first._replace(lead=str(place))
        yield from others
        if source.url:
            yield TextBlock(source.url, "neutral", 3)
        yield TextBlock()


def _line(book: FactBook, mark: Mark) -> TextBlock:
    return TextBlock(book.place(mark), "neutral")


def explain(book: FactBook, subject: Thing) -> tuple[TextBlock, ...]:
    """What it is, where it comes from, and the line of facts.yaml it stands on."""
    match subject:
        case Figure():
            return explain_figure(book, subject)
        case Fact():
            return _fact(book, subject)
        case Event():
            return explain_event(book, subject)
        case Forecast():
            return explain_forecast(book, subject)
        case Source():
            return tuple(_source(book, subject))
        case Dispute():
            return tuple(_dispute(book, subject))
        case Model():
            return tuple(_model(book, subject))


def _fact(book: FactBook, fact: Fact) -> tuple[TextBlock, ...]:
    if fact.quantity is not None:
        return explain_figure(book, stated(fact, name_in_full(book, fact)))
    head = TextBlock(f"{book.name_of(fact.concept, fact.dims.entity)}: {fact.text}", "bold")
    return (head, TextBlock(), *explain_origin(book, fact))


def _source(book: FactBook, source: Source) -> Iterator[TextBlock]:
    yield from explain_source(book, source)
    if source.url:
        yield TextBlock(source.url, "neutral", 3)
    if source.note:
        yield TextBlock(source.note, "muted", 3)
    for key in source.derived_from:
        yield TextBlock(f"based on {book.sources[key].title}", "muted", 3)
    yield TextBlock(book.place(source.mark), "neutral", 3)
    yield TextBlock()
    facts = [fact for fact in book.facts if source.key in fact.sources]
    rest = "figure rests" if len(facts) == 1 else "figures rest"
    yield TextBlock(f"{len(facts)} {rest} on it", "bold")
    for fact in facts:
        when = f", {fact.period.text}" if fact.period else ""
        yield TextBlock(f"{book.name_of(fact.concept, fact.dims.entity)}{when}: {fact.text}", "", 3)


def _dispute(book: FactBook, dispute: Dispute) -> Iterator[TextBlock]:
    yield TextBlock(dispute.topic, "bold")
    yield TextBlock()
    for place, claim in enumerate(dispute.claims, 1):
        holds = "★" if place == dispute.preferred else str(place)
        yield TextBlock(claim.says, "", 3, holds)
        for key in claim.sources:
            source = book.sources[key]
            yield TextBlock(f"{source.publisher}: {source.title}", "muted", 3)
    yield TextBlock()
    yield TextBlock(dispute.verdict)
    yield TextBlock(book.place(dispute.mark), "neutral")


def _model(book: FactBook, model: Model) -> Iterator[TextBlock]:
    yield TextBlock(f"{model.maker} {model.name}", "bold")
    yield TextBlock(model.body, "muted")
    if model.trims:
        yield TextBlock(", ".join(model.trims.values()))
    yield TextBlock(book.place(model.mark), "neutral")
