"""What lies behind one cell of the comparison: its sources, and what else was stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.facts.book import FactBook
from tui.facts.model import Fact
from tui.present import fmt
from tui.present.passage import Passage
from tui.present.spec_text import duration_words
from tui.present.story import explain
from tui.tabs.models.specs import Spec, Trim

CLAIMS = {
    "rumour": "A rumour: nobody who must know has said it.",
    "estimate": "An estimate, not a figure of the maker.",
    "forecast": "A forecast, not yet a fact.",
    "target": "A target, not yet a fact.",
}


def spec_story(book: FactBook, name: str, trim: Trim, spec: Spec) -> tuple[Passage, ...]:
    """The sources of a cell, how sure they are, and the other statements on the same property."""
    subject = spec.figure or spec.fact
    if subject is None:
        text = f"No source here gives {name.lower()} for the {trim.name}. Missing is not 0."
        return (Passage(f"{trim.name}: {name}", "bold"), Passage(), Passage(text, "muted"))
    lines = list(explain(book, subject))
    if spec.fact is not None and spec.fact.scenario in CLAIMS:
        lines.insert(1, Passage(CLAIMS[spec.fact.scenario], "forecast"))
    if spec.fact is not None and trim.trim and not spec.fact.dims.trim:
        model = book.models[trim.model].name
        lines.append(Passage(f"Stated of the {model} as a whole, for all its trims.", "muted"))
    if spec.duration:
        lines.append(Passage(f"Counted over {duration_words(spec.duration)}.", "muted"))
    return (*lines, *_also(book, spec))


def _also(book: FactBook, spec: Spec) -> Iterator[Passage]:
    """Statements on the same property of the car that were not held against the figure above:
    of other days, in other units, in words.
    """
    others = [fact for fact in _rivals(book, spec.fact) if not _is_told(spec, fact)]
    if others:
        yield Passage()
        yield Passage("Also stated", "bold")
    for fact in others:
        word = "" if fact.scenario == "actual" else f", {fact.scenario}"
        when = f", {fmt.period(fact.period)}" if fact.period else ""
        yield Passage(f"{fact.text}{when}{word}", indent=3, lead="·", lead_role="muted")
        names = [book.sources[key].publisher for key in fact.sources if key in book.sources]
        yield Passage(", ".join(dict.fromkeys(names)), "muted", 3)
        if fact.reason:
            yield Passage(f"{fact.rank}: {fact.reason}", "muted", 3)
        yield Passage(book.place(fact.mark), "neutral", 3)


def _rivals(book: FactBook, chosen: Fact | None) -> Sequence[Fact]:
    if chosen is None:
        return ()
    about = (chosen.concept, chosen.dims.model, chosen.dims.trim)
    return [
        fact
        for fact in book.facts
        if (fact.concept, fact.dims.model, fact.dims.trim) == about and fact is not chosen
    ]


def _is_told(spec: Spec, other: Fact) -> bool:
    """Whether the story of the figure itself holds the other statement against it."""
    figure, chosen = spec.figure, spec.fact
    if figure is None or chosen is None or figure.origin is not chosen or not other.quantity:
        return False
    same_day = chosen.period is None or other.period == chosen.period
    return same_day and other.dims == chosen.dims and other.quantity.unit == figure.unit
