"""What was printed about a period, held against what its figures come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tui.cli.calc_inquiry import Inquiry
from tui.cli.calc_words import Footnotes, size_bounds
from tui.economics.claim import Reconciled, reconcile
from tui.economics.parse import InputError
from tui.economics.wording import signed_per_car
from tui.facts.figure import Figure, stated
from tui.facts.model import Fact
from tui.facts.quantity import Quantity
from tui.facts.quantity_text import QuantityError, parse_quantity
from tui.facts.rates import convert
from tui.facts.units import currency_of
from tui.present import fmt
from tui.present.passage import Passage

_EXAMPLE = 'Write for example "900 USD".'
_PER_CAR = re.compile(r"\s*(?:/|\b(?:per|a|an|on each|each)\s+)(?:car|vehicle)\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(?:an?\s+)?(loss|profit)(?:\s+of)?\b", re.IGNORECASE)
_SIGN = re.compile(r"[-+−](?=\s*[\d$¥€])")
_MIRRORED = {"over": "under", "under": "over", "at_least": "at_most", "at_most": "at_least"}
_HEDGES = {
    "about": "about ",
    "over": "over ",
    "at_least": "at least ",
    "under": "under ",
    "at_most": "at most ",
    "nearly": "nearly ",
}


class Printed(NamedTuple):
    """A result per car in print, and the facts that say so; `held` is None without a rate."""

    figure: Figure
    hedge: str
    held: Reconciled | None
    facts: tuple[Fact, ...] = ()

    @property
    def words(self) -> str:
        """`a loss of about 900 USD`; a bound on a negative number is the other one on its size."""
        loss = self.figure.value < 0
        hedge = _MIRRORED.get(self.hedge, self.hedge) if loss else self.hedge
        size = fmt.number(abs(self.figure.value))
        currency = currency_of(self.figure.unit)
        return f"a {'loss' if loss else 'profit'} of {_HEDGES.get(hedge, '')}{size} {currency}"


def printed_of(inquiry: Inquiry) -> tuple[Printed, ...]:
    """Every result per car that was published for the period, in the order of the file."""
    if inquiry.base.period is None:
        return ()
    groups: dict[tuple[object, ...], list[Fact]] = {}
    for fact in inquiry.book.facts_of("profit_per_car", inquiry.base.period):
        if fact.quantity and fact.scenario == "actual":
            q = fact.quantity
            groups.setdefault((q.value, q.unit, q.hedge, fact.rank), []).append(fact)
    found = []
    for (_, _, hedge, _), facts in groups.items():
        figure = stated(facts[0], "published result per car")
        held = _held(inquiry, figure)
        found.append(Printed(figure, str(hedge), held, tuple(facts)))
    return tuple(found)


def read_printed(inquiry: Inquiry, text: str) -> Printed:
    """A figure such as `about $900` or `a loss of 900 USD per car`. Raises InputError.

    Without a word or a sign it is taken to be what the period was: a loss or a profit. Digits are
    read as in the store: 900 is a figure rounded to hundreds, `exactly 900` is not.
    """
    own = inquiry.account.result_per_car
    if own is None:
        missing = ", ".join(inquiry.base.missing(*inquiry.base.account))
        message = f"The result per car of {inquiry.when} is not available: needs {missing}."
        raise InputError("against", message)
    body, loss = _without_side(text, own.value < 0)
    q = _read_amount(text, _with_code(body, inquiry.currency))
    currency = currency_of(q.unit)
    label, unit = "published result per car", f"{currency}/car"
    figure = Figure(q.value, q.core, q.support, unit, label, inquiry.base.period)
    hedge = q.hedge
    if loss:
        figure = figure._replace(value=-q.value, core=-q.core, support=-q.support)
        hedge = _MIRRORED.get(hedge, hedge)
    held = _held(inquiry, figure)
    if held is None:
        pair = f"{inquiry.base.currency} to {currency}"
        raise InputError("against", f"No average rate for {pair} in {inquiry.when}.")
    return Printed(figure, hedge, held)


def _read_amount(text: str, body: str) -> Quantity:
    """The amount of money in `body`, which is what is left of a text. Raises InputError."""
    try:
        quantity = parse_quantity(body)
    except QuantityError as error:
        message = f'Could not read "{text}" as an amount per car: {error}.'
        raise InputError("against", f"{message} {_EXAMPLE}") from None
    if currency_of(quantity.unit) is None:
        raise InputError("against", f'"{text}" is not an amount of money. {_EXAMPLE}')
    return quantity


def _without_side(text: str, loss: bool) -> tuple[str, bool]:
    """The amount alone, unsigned, and whether it is a loss."""
    body = _PER_CAR.sub("", text.strip())
    if found := _SIDE.search(body):
        loss, body = found[1].lower() == "loss", _SIDE.sub("", body)
    elif found := _SIGN.search(body):
        loss = found[0] != "+"
    return _SIGN.sub("", body).strip(), loss


def _with_code(text: str, currency: str) -> str:
    """The currency as a code behind the number; the one that is shown where none is written."""
    for code, symbol in fmt.SYMBOLS.items():
        if symbol in text:
            return f"{text.replace(symbol, '').strip()} {code}"
    return text if re.search(r"[A-Za-z]{3}$", text) else f"{text} {currency}"


def _held(inquiry: Inquiry, figure: Figure) -> Reconciled | None:
    """A published figure against the result per car at the mean rate of the period."""
    own, currency = inquiry.account.result_per_car, currency_of(figure.unit)
    computed = convert(inquiry.book, own, currency) if own and currency else None
    return reconcile(computed, figure) if computed else None


def in_print(inquiry: Inquiry, notes: Footnotes) -> Iterator[Passage]:
    """A line for each published figure: inside or outside what the rounding allows."""
    found = () if inquiry.is_changed or inquiry.unknown else printed_of(inquiry)
    if found:
        yield Passage("In print: ✓ inside what the rounding allows, ✗ outside", "bold")
    for item in found:
        marks = notes.mark(*(stated(fact, "") for fact in item.facts))
        wrong = next((fact.reason for fact in item.facts if fact.reason), "")
        reason = f" ({wrong})" if wrong else ""
        sign = "–" if item.held is None else "✓" if item.held.inside else "✗"
        yield Passage(f"{item.words}{marks}: {_verdict(item.held)}{reason}", "", 2, sign)


def _verdict(held: Reconciled | None) -> str:
    if held is None:
        return "there is no mean rate to compare it at"
    return "inside" if held.inside else f"outside, the figures come to {_came(held)}"


def _came(held: Reconciled) -> str:
    """`a loss of 906 USD (815 to 996)`."""
    figure = held.computed
    return f"{signed_per_car(figure.value, figure.unit.partition('/')[0])} ({size_bounds(figure)})"


def against(item: Printed) -> Iterator[Passage]:
    """Whether a figure in print can be right, and how it was read."""
    held = item.held
    if held is None:
        return
    rounded = item.figure.core.width > 1
    read = f", read as {size_bounds(item.figure)}," if rounded else ""
    sign = "✓" if held.inside else "✗"
    head = f"{item.words[0].upper()}{item.words[1:]} per car{read} is"
    where = "inside" if held.inside else "outside"
    yield Passage(f"{head} {where} what the rounding allows.", "bold", 2, sign)
    yield Passage(f"The figures come to {_came(held)}.", "", 2)
    if held.inside and item.figure.value not in held.computed.core:
        size = fmt.number(abs(item.figure.value))
        yield Passage(f"It holds as a round number only: {size} itself is outside.", "", 2)
