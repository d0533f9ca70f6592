"""What came of a promise, in words: its verdict, the figure that decided it, how far off it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tui.checks.promises import Promise
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure
from tui.facts.model import Fact, Rate
from tui.facts.period import PeriodError, parse_period
from tui.facts.units import currency_of, noun


class VerdictWords(NamedTuple):
    """How the verdict on a promise is told."""

    sign: str
    word: str
    role: str
    """Its colour."""

    @property
    def text(self) -> str:
        """The word with the sign that says the same."""
        return f"{self.sign} {self.word}"


VERDICTS = {
    "met": VerdictWords("✓", "met", "profit"),
    "missed": VerdictWords("✗", "missed", "loss"),
    "near": VerdictWords("≈", "nearly met", "neutral"),
    "open": VerdictWords("…", "open", "forecast"),
    "overdue": VerdictWords("…", "no outcome on file", "muted"),
}
_EXCEEDED = VerdictWords("✗", "exceeded", "loss")


def verdict_of(promise: Promise) -> VerdictWords:
    """How the verdict on one promise is told; a number that was exceeded is told apart."""
    is_exceeded = promise.verdict == "missed" and promise.is_exceeded
    return _EXCEEDED if is_exceeded else VERDICTS[promise.verdict]


def shown(book: FactBook, figure: Figure, currency: str) -> Figure:
    """The figure in a currency; as it was stated where there is no rate for its period.

    One that was converted out of that currency is taken as it was before, and one that is also
    stated in the reporting currency as it is there: neither is converted back.
    """
    while figure.inputs and isinstance(figure.inputs[-1].origin, Rate):
        figure = figure.inputs[0]
    fact = figure.origin
    if isinstance(fact, Fact) and currency == book.currency != currency_of(figure.unit):
        figure = book.best(fact.concept, fact.period, fact.dims) or figure
    return convert(book, figure, currency) or figure


def outcome_text(book: FactBook, promise: Promise, currency: str) -> str:
    """What decided it, in full: `operating result −¥0.3bn in Q2 25`; empty when nothing did."""
    outcome = promise.outcome
    if outcome is None:
        return ""
    name = book.name_of(promise.forecast.expects.concept)
    text = f"{name} {figure_text(book, promise, currency)}"
    if isinstance(outcome, Fact) or outcome.period is None:
        return text
    word = "on" if outcome.period.is_instant else "in"
    return f"{text} {word} {fmt.period(outcome.period)}"


def figure_text(book: FactBook, promise: Promise, currency: str) -> str:
    """The bare figure or day that decided it: `−¥0.3bn`, `26 Jun 2025`; empty when none did."""
    outcome = promise.outcome
    if outcome is None:
        return ""
    if isinstance(outcome, Fact):
        return day_or_text(outcome.text)
    concept = book.concepts.get(promise.forecast.expects.concept)
    signed = concept is not None and concept.unit.startswith("money") and not concept.nonnegative
    return fmt.amount(shown(book, outcome, currency), signed=signed)


def day_or_text(text: str) -> str:
    """A period of the file in words, or the text as it is."""
    try:
        return fmt.period(parse_period(text))
    except PeriodError:
        return text


def expected_text(book: FactBook, promise: Promise) -> str:
    """What was promised, as it was hedged: `deliveries at least 100,000 cars, 2024`."""
    fact = promise.forecast.expects
    name = book.name_of(fact.concept, fact.dims.entity)
    if fact.quantity is None:
        return f"{name} {day_or_text(fact.text)}"
    text = fmt.true_minus(fact.text)
    return f"{name} {text}, {fmt.period(fact.period)}" if fact.period else f"{name} {text}"


def due_text(promise: Promise) -> str:
    """When it is to be decided, or was to be: `due 2026`, `since 2024`."""
    if promise.due is None:
        return "no day set"
    word = "due" if promise.verdict == "open" else "since"
    return f"{word} {fmt.period(promise.due)}"


def days_text(days: int | None) -> str:
    """How long it took: `83 days later`."""
    if days is None:
        return ""
    if days <= 0:
        return "the same day"
    return f"{fmt.counted(Decimal(days), 'days')} later"


def distance_text(book: FactBook, promise: Promise, currency: str) -> str:
    """How far the outcome lies from what was promised: `¥0.3bn below`, `4 days early`."""
    distance = promise.distance
    if distance is None:
        return ""
    if distance.unit == "days":
        late = distance.value > 0
        count = fmt.counted(abs(distance.value), "days")
        return f"{count} {'late' if late else 'early'}" if distance.value else "on time"
    if not distance.value:
        return "as promised"
    side = "above" if distance.value > 0 else "below"
    size = shown(book, distance, currency)
    size = size._replace(value=abs(size.value))
    if size.unit == "%":
        return f"{fmt.amount(size._replace(unit='points'))} {side}"
    share = f" ({fmt.number(abs(promise.off) * 100)}%)" if promise.off else ""
    return f"{fmt.amount(size)} {side}{share}"


def promises_finding(verdicts: Iterable[str]) -> str:
    """`4 promises: 1 met, 1 missed, 1 nearly met, 1 open.`."""
    found = Counter(verdicts)
    total = found.total()
    if not total:
        return "No promises on file."
    parts = [f"{found[name]} {told.word}" for name, told in VERDICTS.items() if found[name]]
    return f"{total} {noun(total, 'promises')}: {', '.join(parts)}."
