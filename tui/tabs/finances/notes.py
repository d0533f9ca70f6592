"""What a reader must know beside the figures of a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.economics.changes import rest_of
from tui.economics.quarter import base_of
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.series import parts_of
from tui.present import fmt
from tui.tabs.finances.finances import Span

WEAK_TIERS = ("relay", "aggregator", "blog", "article")
_NAMES = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "result": "the result",
}
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Note(NamedTuple):
    """A remark, the inputs of the base it is about, and the figures behind it.

    Its number is its place in the list.
    """

    text: str
    about: tuple[str, ...]
    figures: tuple[Figure, ...] = ()


def marks(notes: Sequence[Note], name: str, *, plain: bool = False) -> str:
    """The numbers of the notes about an input, to stand at the figure: `¹,³`, plain `(1,3)`."""
    found = [str(place) for place, note in enumerate(notes, 1) if name in note.about]
    if plain:
        return f" ({','.join(found)})" if found else ""
    return ",".join("".join(_SMALL[int(digit)] for digit in number) for number in found)


def notes_of(
    span: Span, beside: Span | None = None, later: Sequence[Span] = ()
) -> tuple[Note, ...]:
    """The notes on one period; `beside` is the same one with or without its start, `later` are
    the periods after it."""
    return tuple(_notes(span, beside, later))


def _notes(span: Span, beside: Span | None, later: Sequence[Span]) -> Iterator[Note]:
    yield from _rounding(span)
    yield from _derived(span)
    yield from _start(span, beside)
    if share := _other_share(span):
        whole, cars = span.book.name_of("revenue"), span.book.name_of("car_revenue")
        text = f"About {fmt.number(share.value)}% of {whole} is not {cars}."
        yield Note(text, ("revenue",), (share,))
    if span.steps:
        text = "Running costs are worked out: what lies between gross profit and result."
        found = tuple(step.figure for step in span.steps if step.about == "opex")
        yield Note(text, ("opex",), found)
    if span.base.kinds and span.base.kind != "operating_result":
        since = next((o.name for o in later if o.base.kind == "operating_result"), "")
        then = f"; from {since} on it is the operating result" if since else ""
        text = f"Stated on the {span.base.basis}{then}."
        yield Note(text, ("result",), _inputs(span, ["result"]))
    weak = [name for name in _NAMES if is_weak(span.book, span.base.get(name))]
    if weak:
        names = _joined([_NAMES[name] for name in weak])
        verb = "rest" if len(weak) > 1 or weak == ["deliveries"] else "rests"
        text = f"{names} {verb} on second-hand pages; the documents themselves were not seen."
        yield Note(text[0].upper() + text[1:], tuple(weak), _inputs(span, weak))


def _inputs(span: Span, names: Sequence[str]) -> tuple[Figure, ...]:
    return tuple(figure for name in names if (figure := span.base.get(name)))


def _rounding(span: Span) -> Iterator[Note]:
    figure, result = span.result_per_car, span.base.result
    if figure and result and isinstance(result.origin, Fact) and not figure.core.is_point:
        step, bounds = fmt.total_step(result), fmt.plus_minus(figure)
        text = f"The result is published to {step}, so each car's share is good to {bounds}."
        yield Note(text, ("result",), (figure,))


def _derived(span: Span) -> Iterator[Note]:
    if span.pool:
        return
    derived = [name for name in _NAMES if is_derived(span.base.get(name))]
    formula = next((f.formula for n in derived if (f := span.base.get(n))), "")
    if derived:
        names = _joined([_NAMES[name] for name in derived])
        verb = "are" if len(derived) > 1 or derived == ["deliveries"] else "is"
        text = f"{names} {verb} not published for {span.name} but worked out: {formula}."
        text = fmt.written(text[0].upper() + text[1:])
        yield Note(text, tuple(derived), _inputs(span, derived))


def _start(span: Span, beside: Span | None) -> Iterator[Note]:
    """Of a period that holds quarters before sales began."""
    if not span.base.prelaunch or span.period is None:
        return
    for part in parts_of(span.period):
        base = base_of(span.book, part)
        if base.few_cars:
            text = f"Holds {fmt.period(part)}, with {fmt.amount(base.deliveries)}"
            other = beside.result_per_car if beside else None
            if other and beside:
                amount = fmt.money(other.value, beside.currency)
                text += f"; without it {amount} {fmt.plus_minus(other)}"
            figures = tuple(figure for figure in (base.deliveries, other) if figure)
            yield Note(f"{text}.", ("result",), figures)


def _other_share(span: Span) -> Figure | None:
    """The part of revenue that is not from cars, in percent; None unless there is some."""
    revenue, cars = span.base.revenue, span.car_revenue
    share = rest_of(revenue, cars) if revenue and cars else None
    return share if share and share.value > 0 else None


def _joined(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def is_derived(figure: Figure | None) -> bool:
    """Whether it is stated nowhere but follows from other figures."""
    return figure is not None and bool(figure.inputs)


def is_weak(book: FactBook, figure: Figure | None) -> bool:
    """Whether one of the facts behind it has no better source than a relayed one."""
    if figure is None:
        return False
    return any(
        all(book.sources[key].tier in WEAK_TIERS for key in fact.sources if key in book.sources)
        or "second-hand" in getattr(fact, "note", "")
        for fact in figure.facts
        if isinstance(fact, Fact)
    )
