"""The bridge between two periods as rows and remarks, for tabs, commands and exports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tui.economics.account import KINDS
from tui.economics.bridge import Bridge
from tui.economics.wording import period_of, whole_ends
from tui.facts import fmt
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.facts.units import currency_of
from tui.present.table import Cell, Column, Table

FIELDS = ("cause", "value", "low", "high")


def bridge_table(found: Bridge, first: str, last: str) -> Table:
    """Start, every cause and the end, each with its bounds."""
    names = (first, *(cause.name for cause in found.causes), last)
    keys = ("start", *(cause.key for cause in found.causes), "end")
    columns = (
        Column("Result per car", False),
        Column(currency_of(found.end.unit) or ""),
        Column("from"),
        Column("to"),
    )
    rows = tuple(
        (
            Cell(name),
            Cell(fmt.number(figure.value, signed=True), figure),
            *(
                Cell(fmt.number(shown, signed=True), number=end)
                for shown, end in zip(
                    whole_ends(figure.low, figure.high), (figure.low, figure.high), strict=True
                )
            ),
        )
        for name, figure in zip(names, found.figures, strict=True)
    )
    records = tuple(
        dict(zip(FIELDS, (key, *map(fmt.plain, (one.value, one.low, one.high))), strict=True))
        for key, one in zip(keys, found.figures, strict=True)
    )
    return Table("Bridge", columns, rows, records, FIELDS)


def ends(found: Bridge, first: str, last: str, symbols: Mapping[str, str] = fmt.SYMBOLS) -> str:
    """`earning about ¥7,600 in Q4 25 to losing about ¥38,300 in Q1 26`."""
    start, end = (
        f"{'losing' if figure.value < 0 else 'earning'} {fmt.about(figure, symbols)} in {name}"
        for figure, name in ((found.start, first), (found.end, last))
    )
    return f"{start} to {end}"


def largest_part(found: Bridge) -> str:
    """Which cause did most of the change: `Volume is 88% of the fall`; that there is none."""
    if (cause := found.largest) is None:
        return "There is no change beyond rounding"
    share = cause.figure.value / found.change
    part = f"{fmt.number(share * 100)}%" if share <= 1 else "more than all"
    return f"{cause.name} is {part} of the {'rise' if found.change > 0 else 'fall'}"


def bases(found: Bridge) -> str:
    """On which bases its ends are, where these are not both the operating result."""
    first, last = found.sides
    if first.kinds != last.kinds:
        return f"{period_of(first)} is on the {first.basis}, {period_of(last)} on the {last.basis}."
    return "" if first.kind in ("", KINDS[0]) else f"Both results are the {first.basis}."


class Remark(NamedTuple):
    """What stands beside the causes, and the figure it tells of."""

    text: str
    figure: Figure | None = None


def remarks(found: Bridge, symbols: Mapping[str, str] = fmt.SYMBOLS) -> Iterator[Remark]:
    """Why two causes are told as one, and what happened once."""
    if found.uneven:
        lengths = " differs from that of ".join(map(period_of, found.uneven))
        yield Remark(f"The length of {lengths}: opex per car is one cause.")
    if found.unpriced:
        periods = ", nor for ".join(map(period_of, found.unpriced))
        yield Remark(f"No selling price is known for {periods}: revenue per car is one cause.")
    for figure in found.one_offs:
        amount = fmt.amount(figure, signed=True, symbols=symbols)
        note = figure.origin.note if isinstance(figure.origin, Fact) else ""
        about = f", {note}" if note else ""
        text = f"One-off, included in these causes: {amount} in {fmt.period(figure.period)}{about}"
        yield Remark(text, figure)
