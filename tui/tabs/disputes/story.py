"""What the panes tell of a dispute: what holds and why, the reasons, the sources."""

from __future__ import annotations

from collections.abc import Iterator

from tui.checks.dispute_items import Item
from tui.checks.dispute_remarks import KINDS, SIGNS
from tui.checks.finding import Finding
from tui.facts.book import FactBook
from tui.facts.model import Dispute
from tui.present.passage import Passage
from tui.present.provenance import explain_figure, explain_origin
from tui.present.story import explain
from tui.tabs.disputes.axes import Value
from tui.tabs.disputes.words import (
    full_remark,
    preferred_text,
    said_by,
    source_line,
    voices,
    why_preferred,
    wordings,
    written,
)

SIGN_ROLES = {"conflict": "loss", "explained": "muted"}
"""Colours of the classes; the glyph says the same."""
_INDENT = 2


def head(book: FactBook, item: Item) -> tuple[Passage, ...]:
    """What is in dispute, how serious that is and how far apart; what is used and why."""
    lines = _heading(item)
    why = why_preferred(book, item)
    return (*lines, _lead("★", f"{preferred_text(item)}: {why}", "")) if why else lines


def _heading(item: Item) -> tuple[Passage, ...]:
    lead = item.lead
    glyph, name = SIGNS[lead.sign]
    kinds = [KINDS[kind][0] for kind in dict.fromkeys(r.kind for r in item.remarks)]
    apart = f", {lead.gap.text} apart" if lead.gap.text else ""
    role = SIGN_ROLES.get(lead.sign, "")
    line = f"{name}: {' and '.join(kinds)}{apart}"
    return Passage(item.title, "bold"), Passage(line, role, _INDENT, glyph, role)


def tell(book: FactBook, item: Item, *, values: bool) -> tuple[Passage, ...]:
    """Each remark, the gravest first; before them, where asked for, the values."""
    lines = list(_values(book, item)) if values else []
    for remark in item.remarks:
        if isinstance(remark.about, Finding):
            glyph = SIGNS[remark.sign][0]
            role = SIGN_ROLES.get(remark.sign, "best")
            lines.append(Passage(full_remark(book, remark.about), "", _INDENT, glyph, role))
    for about in item.written:
        lines += _written(book, about, alone=not item.facts)
    return tuple(lines)


def tell_sources(book: FactBook, item: Item) -> tuple[Passage, ...]:
    """How many voices there are, and each source with day, tier and what it goes back to."""
    lines = [Passage(), Passage(voices(book, item.sources), "muted")]
    leads = _leads(book, item)
    for key in item.sources:
        if source := book.sources.get(key):
            lines.append(_lead(leads.get(key, " "), source_line(book, source), "muted"))
    return (*lines, Passage(book.place(item.mark), "neutral"))


def story_of(book: FactBook, item: Item) -> tuple[Passage, ...]:
    """For the source drawer: every value with its sources and lines of the file."""
    lines = [*_heading(item), Passage()] if item.facts else []
    for wording in wordings(book, item):
        lines.append(_lead(_mark(wording.holds, wording.aside), written(wording.first), "bold"))
        for fact in wording.facts:
            lines += explain_origin(book, fact)
        lines.append(Passage())
    for about in item.written:
        lines += [*explain(book, about), Passage()]
    return tuple(lines)


def story_of_value(book: FactBook, value: Value) -> tuple[Passage, ...]:
    """For the source drawer: where one value of an axis comes from."""
    if value.figure:
        return explain_figure(book, value.figure)
    return explain(book, value.fact) if value.fact else ()


def _values(book: FactBook, item: Item) -> Iterator[Passage]:
    for wording in wordings(book, item):
        text = f"{written(wording.first)}  {said_by(book, wording.sources)}"
        role = "muted" if wording.aside else ""
        yield _lead(_mark(wording.holds, wording.aside), text, role)


def _written(book: FactBook, about: Dispute, *, alone: bool) -> Iterator[Passage]:
    """The claims, numbered, the one that holds with a star; then the verdict."""
    if not alone:
        yield Passage()
        yield Passage(about.topic, "bold")
    for place, claim in enumerate(about.claims, 1):
        lead = "★" if place == about.preferred else str(place)
        yield Passage(f"{claim.says} ({said_by(book, claim.sources)})", "", _INDENT, lead)
    yield Passage()
    yield Passage(about.verdict)


def _leads(book: FactBook, item: Item) -> dict[str, str]:
    """The mark of the value, or the number of the claim, that each source stands for."""
    found: dict[str, str] = {}
    for wording in wordings(book, item):
        for key in wording.sources:
            found.setdefault(key, _mark(wording.holds, wording.aside))
    for about in item.written:
        for place, claim in enumerate(about.claims, 1):
            for key in claim.sources:
                found.setdefault(key, "★" if place == about.preferred else str(place))
    return found


def _mark(holds: bool, aside: bool) -> str:
    return "★" if holds else "✗" if aside else "·"


def _lead(mark: str, text: str, role: str) -> Passage:
    return Passage(text, role, _INDENT, mark, "best" if mark == "★" else "muted")
