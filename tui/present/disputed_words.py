"""What the drawer says of the disputes that touch a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.checks.dispute_items import Item
from tui.checks.dispute_remarks import SIGNS
from tui.present.passage import Passage
from tui.tabs.disputes.words import explanation

_GRAVE = ("conflict", "tension")


def dispute_passages(items: Iterable[Item]) -> Iterator[Passage]:
    """Each with its glyph, how serious it is, how far apart the values are, and why."""
    heading = "In dispute"
    for item in items:
        if heading:
            yield from (Passage(), Passage(heading, "bold"))
            heading = ""
        glyph, name = SIGNS[item.lead.sign]
        gap = f", {item.lead.gap.text} apart" if item.lead.gap.text else ""
        role = "loss" if item.lead.sign in _GRAVE else "muted"
        yield Passage(f"{item.title}: {name}{gap}", "", 3, glyph, role)
        yield Passage(explanation(item.lead), "muted", 3)
