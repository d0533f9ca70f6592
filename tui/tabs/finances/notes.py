"""The numbered notes on the figures of a period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.economics.account import base_of
from tui.economics.changes import rest_of
from tui.facts import fmt
from tui.facts.book import Backing
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.period import parts_of
from tui.facts.units import currency_of
from tui.present.marks import is_derived, is_second_hand
from tui.tabs.finances.periods import Span

_NAMES = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "result": "the result",
}
_SMALL = "⁰¹²³⁴⁵⁶⁷⁸⁹"


class Note(NamedTuple):
    """A footnote, the inputs of the account it is about, and the figures behind it.

    Its number is its place in the list, counted from 1.
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
    revenue, from_cars = span.base.revenue, span.base.car_revenue
    share = rest_of(revenue, from_cars) if revenue and from_cars else None
    if share and share.value > 0:
        whole, cars = span.book.name_of("revenue"), span.book.name_of("car_revenue")
        text = f"About {fmt.number(share.value)}% of {whole} is not {cars}."
        yield Note(text, ("revenue",), (share,))
    if span.average_car:
        yield _opex(span)
    if span.base.kinds and span.base.kind != "operating_result":
        since = next((o.name for o in later if o.base.kind == "operating_result"), "")
        then = f"; from {since} on it is the operating result" if since else ""
        text = f"Stated on the {span.base.basis}{then}."
        yield Note(text, ("result",), _inputs(span, ["result"]))
    if span.base.backing == Backing.UNSIGNED:
        text = "The result comes from a single unsigned source."
        yield Note(text, ("result",), _inputs(span, ["result"]))
    weak = [name for name in _NAMES if is_second_hand(span.book, span.base.get(name))]
    if weak:
        names = fmt.joined([_NAMES[name] for name in weak])
        verb = "rest" if len(weak) > 1 or weak == ["deliveries"] else "rests"
        text = f"{names} {verb} on second-hand sources; the original documents were not seen."
        yield Note(text[0].upper() + text[1:], tuple(weak), _inputs(span, weak))


def _inputs(span: Span, names: Sequence[str]) -> tuple[Figure, ...]:
    return tuple(figure for name in names if (figure := span.base.get(name)))


def _opex(span: Span) -> Note:
    """That it lies between gross profit and result, and how it is printed where it is."""
    told = span.book.best("operating_expenses", span.period) if span.period else None
    *_, opex, _ = span.average_car
    if told is None:
        text = "Opex is calculated: gross profit less result."
        return Note(text, ("opex",), (opex,))
    text = f"Opex is gross profit less result (published: {fmt.total(told)})."
    return Note(text, ("opex",), (opex, told))


def _rounding(span: Span) -> Iterator[Note]:
    figure, result = span.result_per_car, span.base.result
    if not (figure and result and isinstance(result.origin, Fact)):
        return
    step, half = fmt.total_step(result), fmt.half_width(figure, currency_of(figure.unit) or "")
    if half and figure.support.bounded:
        text = f"The result is published to {step}, so each car's share is accurate to ±{half}."
        yield Note(text, ("result",), (figure,))


def _derived(span: Span) -> Iterator[Note]:
    if span.pool:
        return
    derived = [name for name in _NAMES if is_derived(span.base.get(name))]
    for name in list(derived):
        concept = span.base.kind if name == "result" else name
        if printed := span.book.best(concept, span.period) if span.period else None:
            derived.remove(name)
            verb = "are" if name == "deliveries" else "is"
            how = (
                "gross profit ÷ revenue" if name == "gross_margin" else "added up from the quarters"
            )
            text = f"{_NAMES[name]} {verb} {how} (published: {fmt.amount(printed)})."
            yield Note(text[0].upper() + text[1:], (name,), (*_inputs(span, [name]), printed))
    formula = next((f.formula for n in derived if (f := span.base.get(n))), "")
    if derived:
        names = fmt.joined([_NAMES[name] for name in derived])
        verb = "are" if len(derived) > 1 or derived == ["deliveries"] else "is"
        text = f"{names} {verb} not published for {span.name} but calculated: {formula}."
        text = fmt.true_minus(text[0].upper() + text[1:])
        yield Note(text, tuple(derived), _inputs(span, derived))


def _start(span: Span, beside: Span | None) -> Iterator[Note]:
    """For a period that includes quarters before sales began."""
    if not span.base.prelaunch or span.period is None:
        return
    for part in parts_of(span.period):
        base = base_of(span.book, part)
        if base.few_cars:
            text = f"Includes {fmt.period(part)}, with {fmt.amount(base.deliveries)}"
            alike = beside and beside.base.kinds == span.base.kinds
            other = beside.result_per_car if beside and alike else None
            if other and beside:
                amount = fmt.money(other.value, beside.currency)
                text += f"; without it {amount} {fmt.plus_minus(other)}"
            figures = tuple(figure for figure in (base.deliveries, other) if figure)
            yield Note(f"{text}.", ("result",), figures)
