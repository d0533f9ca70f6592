"""Pages of text: wrapped passages, bounds of figures, and the facts behind them as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from tui.economics.account import Account
from tui.economics.caveats import SENTENCES, warnings
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, Origin
from tui.facts.model import Fact, Source
from tui.present.provenance import TIER_WORDS, TextBlock
from tui.system.text_width import cell_width, wrapped


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
        return fmt.coded_amount(figure) + self.mark(figure)

    def passages(self) -> Iterator[TextBlock]:
        """The facts with their sources and lines, under a heading."""
        if self._places:
            yield TextBlock("Sources", "bold")
        indent = len(f"[{len(self._places)}] ")
        for fact, place in self._places.items():
            yield TextBlock(self._footnote(fact), "", indent, f"[{place}]")

    def _footnote(self, fact: Origin) -> str:
        said = list(map(_source, self._book.sources_of(fact.sources)))
        shown = said if len(said) <= 3 else [*said[:2], f"and {len(said) - 2} more"]
        note = getattr(fact, "note", "")
        said_so = f"{_stated(self._book, fact)}: {'; '.join(shown)}; {self._book.place(fact.mark)}"
        return f"{said_so}. {note[:1].upper()}{note[1:]}." if note else said_so


def _source(source: Source) -> str:
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
    text = fmt.true_minus(fact.text)
    return f"{book.name_of(fact.concept, fact.dims.entity)} {when}, {text}"


def derivation(figure: Figure, notes: Footnotes) -> str:
    """The formula of a figure that follows from others, with the marks of what went in."""
    text, at = figure.formula, 0
    for part in figure.inputs:
        name = part.period.text if part.period else part.label
        # Behind the whole word, be it one of several: `gross profits of the quarters`.
        found = re.compile(rf"{re.escape(name)}s?\b").search(text, at)
        if found is None:
            return figure.formula + notes.mark(*figure.inputs)
        end, mark = found.end(), notes.mark(part)
        text, at = text[:end] + mark + text[end:], end + len(mark)
    return text


def source_keys(*figures: Figure | None) -> list[str]:
    """The keys of the sources behind figures, each once."""
    return list(dict.fromkeys(key for figure in figures if figure for key in figure.sources))


def basis(base: Account, when: str = "") -> TextBlock:
    """Which result it is, over which cars."""
    scope = f" of {base.scope}" if base.scope else ""
    return TextBlock(f"Basis: {base.basis}{scope}, over cars delivered{when}.")


def cautions(*bases: Account, more: str = "") -> Iterator[TextBlock]:
    """What to beware of, each once."""
    says = (*(SENTENCES[code] for code in warnings(*bases)), more)
    return (TextBlock(text, "", 2, "!") for text in says if text)


WIDTH = 80


def page_text(passages: Iterable[TextBlock], width: int = WIDTH) -> str:
    """The passages below each other, no line wider than `width` cells, ending in a line feed."""
    return "".join(f"{line}\n" for item in passages for line in _lines(item, width))


def sections(*parts: Iterable[TextBlock]) -> Iterator[TextBlock]:
    """The parts that have something to say, with an empty line between them."""
    started = False
    for part in parts:
        for place, passage in enumerate(part):
            if place == 0 and started:
                yield TextBlock()
            yield passage
            started = True


def _lines(item: TextBlock, width: int) -> Iterator[str]:
    lead = item.lead + " " * max(item.indent - cell_width(item.lead), 0)
    for line in wrapped(item.text, width - item.indent):
        yield (lead + line).rstrip()
        lead = " " * item.indent
