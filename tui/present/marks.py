"""The marks behind figures in tables: calculated, second-hand, another result, disputed."""

from __future__ import annotations

from collections.abc import Sequence

from tui.facts.book import Backing, FactBook
from tui.facts.figure import Figure
from tui.present.contested import DISPUTED
from tui.present.table import Cell, Table

_SECOND_HAND = ("relay", "aggregator", "blog", "unsigned", "article")
UNRATED = "¤"
"""Money in the currency that it is reported in, beside others that are converted."""
LEGEND = {
    "d": ("calculated", "calc."),
    "r": ("second-hand", "2nd hand"),
    "*": ("adjusted net result", "adj. net"),
    "n": ("net result", "net"),
    "?": ("single unsigned source", "unsigned"),
    UNRATED: ("as reported, no FX rate", "no FX rate"),
    DISPUTED: ("disputed", "disputed"),
}
"""What each mark means, in full and shorter."""


def legend(table: Table) -> tuple[tuple[str, ...], ...]:
    """What each mark in a table means, in full and shorter; empty where there are none."""
    used = {mark for row in table.rows for cell in row for mark in cell.marks}
    return tuple(
        tuple(f"{mark} {means[at]}" for mark, means in LEGEND.items() if mark in used)
        for at in (0, 1)
    )


def tail_of(cells: Sequence[Cell]) -> int:
    """The columns that the marks behind figures take, with the space before them."""
    room = max((len(cell.marks) for cell in cells), default=0)
    return room + 1 if room else 0


def aligned(cells: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a column with their marks in a column of their own, so that digits stand under
    digits."""
    room = max(tail_of(cells) - 1, 0)
    if not room:
        return cells
    return [cell._replace(text=f"{cell.text} {cell.marks.ljust(room)}") for cell in cells]


def is_derived(figure: Figure | None) -> bool:
    """Whether it is calculated from other figures and stated nowhere."""
    return figure is not None and bool(figure.inputs)


def is_unsigned(book: FactBook, figure: Figure) -> bool:
    """Whether one of the facts behind it has a single unsigned source."""
    return book.backing(figure) == Backing.UNSIGNED


def is_second_hand(book: FactBook, figure: Figure | None) -> bool:
    """Whether one of the facts behind it has no better source than a relayed one, which somebody
    signs."""
    if figure is None or is_unsigned(book, figure):
        return False
    return any(
        all(source.tier in _SECOND_HAND for source in book.sources_of(fact.sources))
        for fact in figure.statements
    )
