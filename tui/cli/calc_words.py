"""Figures as the calculator's page writes them: digits, then the currency by its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tui.economics.wording import display, headline
from tui.facts.book import FactBook
from tui.facts.figure import Figure, Origin
from tui.facts.model import Fact
from tui.facts.units import currency_of
from tui.present import fmt
from tui.present.passage import Passage
from tui.present.provenance import TIER_WORDS

RANGE = "range from rounding only"


def amount(figure: Figure | None) -> str:
    """`−0.5bn CNY`, `−6,590 CNY`, `75,869 cars`, `23.17%`; a dash for a missing one."""
    text = fmt.amount(figure)
    currency = currency_of(figure.unit) if figure else None
    symbol = fmt.SYMBOLS.get(currency or "")
    return f"{text.replace(symbol, '')} {currency}" if symbol else text


def bounds(figure: Figure) -> str:
    """`−7,249 to −5,931`, to the whole unit; in words where an end is open."""
    low, high = figure.low, figure.high
    if not low.is_finite() or not high.is_finite():
        end, word = (low, "at least") if low.is_finite() else (high, "at most")
        return f"{word} {fmt.number(end)}" if end.is_finite() else "any amount"
    return f"{fmt.number(low)} to {fmt.number(high)}"


def size_bounds(figure: Figure) -> str:
    """The bounds of a loss or a profit without the sign: `5,931 to 7,249`."""
    if figure.high > 0 or not figure.core.bounded:
        return bounds(figure)
    return f"{fmt.number(-figure.high)} to {fmt.number(-figure.low)}"


def magnitude(figure: Figure) -> str:
    """A result per car without its sign, with the digits that are certain: `about 6,600 CNY`."""
    return display(figure).partition(f" {headline(figure)}")[0]


def magnitude_range(figure: Figure) -> str:
    """The bounds that go with `magnitude`: ` (5,930 to 7,250)`; empty when exact."""
    return display(figure).partition(headline(figure))[2]


class Footnotes:
    """Numbers the facts that a page rests on in the order in which it comes to them."""

    def __init__(self, book: FactBook) -> None:
        self._book = book
        self._places: dict[Origin, int] = {}

    def mark(self, *figures: Figure | None) -> str:
        """` [1]`, ` [2–4, 7]` for the facts behind figures; empty where there are none."""
        facts = dict.fromkeys(fact for figure in figures if figure for fact in figure.facts)
        places = {self._places.setdefault(fact, len(self._places) + 1) for fact in facts}
        return f" [{_runs(sorted(places))}]" if places else ""

    def marked(self, figure: Figure | None) -> str:
        """A figure with its marks."""
        return amount(figure) + self.mark(figure)

    def passages(self) -> Iterator[Passage]:
        """The facts with their sources and lines, under a heading."""
        if self._places:
            yield Passage("Sources", "bold")
        indent = len(f"[{len(self._places)}] ")
        for fact, place in self._places.items():
            yield Passage(self._footnote(fact), "", indent, f"[{place}]")

    def _footnote(self, fact: Origin) -> str:
        said = [self._source(key) for key in fact.sources if key in self._book.sources]
        shown = said if len(said) <= 3 else [*said[:2], f"and {len(said) - 2} more"]
        note = getattr(fact, "note", "")
        said_so = f"{_stated(self._book, fact)}: {'; '.join(shown)}; {self._book.place(fact.mark)}"
        return f"{said_so}. {note[:1].upper()}{note[1:]}." if note else said_so

    def _source(self, key: str) -> str:
        source = self._book.sources[key]
        when = f", {fmt.period(source.published)}" if source.published else ""
        return f"{source.publisher}{when} ({TIER_WORDS.get(source.tier, source.tier)})"


def _runs(places: Sequence[int]) -> str:
    """Numbers in rising order, those that follow each other as a run: `1–4, 7`."""
    parts: list[list[int]] = []
    for place in places:
        if parts and place == parts[-1][-1] + 1:
            parts[-1].append(place)
        else:
            parts.append([place])
    return ", ".join(f"{run[0]}–{run[-1]}" if run[1:] else f"{run[0]}" for run in parts)


def _stated(book: FactBook, fact: Origin) -> str:
    when = fact.period.text if fact.period else ""
    if not isinstance(fact, Fact):
        return f"{fact.mean} {fact.base} per {fact.currency}, mean of {when}"
    text = fact.text.replace("-", fmt.MINUS)
    return f"{book.name_of(fact.concept)} {when}, {text}"


def derivation(figure: Figure, notes: Footnotes) -> str:
    """The formula of a figure that follows from others, with the marks of what went in."""
    text, at = figure.formula, 0
    for part in figure.inputs:
        name = part.period.text if part.period else part.label
        found = text.find(name, at)
        if found < 0:
            return figure.formula + notes.mark(*figure.inputs)
        end = found + len(name)
        mark = notes.mark(part)
        text, at = text[:end] + mark + text[end:], end + len(mark)
    return text


def source_keys(*figures: Figure | None) -> list[str]:
    """The keys of the sources behind figures, each once."""
    return list(dict.fromkeys(key for figure in figures if figure for key in figure.sources))
