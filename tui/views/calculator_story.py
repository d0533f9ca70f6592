"""Where the calculator's numbers come from, beyond what any figure tells of itself."""

from __future__ import annotations

from collections.abc import Iterator

from tui.economics.backtest import Backtest
from tui.economics.warn import CAVEATS, SENTENCES, warnings
from tui.facts.book import FactBook
from tui.views.calculator import Case
from tui.views.calculator_fields import Entry
from tui.views.calculator_finding import past_errors
from tui.views.passage import Passage
from tui.views.provenance import explain_figure

SEGMENT = "segment, not car"
"""A warning that the first of the general caveats tells more fully."""


def caveats(case: Case, test: Backtest | None) -> Iterator[Passage]:
    """What applies to this period first, then what is true of every figure per car."""
    yield Passage("Bear in mind", "bold")
    yield Passage()
    for code in warnings(case.base):
        if code != SEGMENT:
            yield Passage(SENTENCES[code], "", 2, "!", "loss")
    for sentence in CAVEATS:
        yield Passage(sentence, "muted", 2, "·", "neutral")
    yield Passage(past_errors(case, test), "muted", 2, "·", "neutral")


def typed_over(book: FactBook, case: Case, entry: Entry) -> Iterator[Passage]:
    """A field that was typed over: whose number it is now, and what it was."""
    yield Passage(f"{entry.field.label.strip()}: {entry.text}", "bold")
    yield Passage("your assumption: exact, with no source", "muted")
    if entry.echo:
        yield Passage(entry.echo, "muted")
    figure = case.published.get(entry.field.key)
    yield Passage()
    if figure is None:
        yield Passage(entry.note, "muted")
    else:
        yield from explain_figure(book, figure)
