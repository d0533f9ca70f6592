"""Where the calculator's numbers come from, beyond what any figure tells of itself."""

from __future__ import annotations

from collections.abc import Iterator

from tui.economics.backtest import Backtest
from tui.economics.caveats import CAVEATS, SENTENCES, warnings
from tui.facts.book import FactBook
from tui.present.passage import Passage
from tui.present.provenance import explain_figure
from tui.tabs.calculator.calculator import Case
from tui.tabs.calculator.fields import Entry
from tui.tabs.calculator.finding import past_errors

SEGMENT = "segment, not car"
"""A warning that the note of the file tells more fully."""


def caveats(case: Case, test: Backtest | None) -> Iterator[Passage]:
    """What applies to this period first, then what is true of every figure per car."""
    yield Passage("Bear in mind", "bold")
    yield Passage()
    for code in warnings(case.base):
        if code != SEGMENT:
            yield Passage(SENTENCES[code], "", 2, "!", "loss")
    base = case.base
    about = (f"{base.scope}: {base.scope_note.rstrip('.')}.",) if base.scope_note else ()
    for sentence in (*about, *CAVEATS):
        yield Passage(sentence, "muted", 2, "·", "neutral")
    yield Passage(past_errors(case, test), "muted", 2, "·", "neutral")


def bear_in_mind(book: FactBook, case: Case, test: Backtest | None) -> Iterator[Passage]:
    """The same, and where the size of the past errors comes from."""
    yield from caveats(case, test)
    if test is not None:
        yield Passage()
        yield from explain_figure(book, test.mean)


def preset(entry: Entry) -> Iterator[Passage]:
    """A field that shows no figure of the file, as long as nothing is typed."""
    yield Passage(f"{entry.field.label.strip()}: {entry.text}", "bold")
    yield Passage("An assumption of yours, as it is preset: exact, with no source.", "muted")
    yield Passage()
    yield Passage(entry.field.help, "muted")


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
