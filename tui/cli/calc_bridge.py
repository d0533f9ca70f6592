"""The bridge between two periods as a command prints it: which cause moved the result per car."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.cli.calc_inquiry import read_base
from tui.cli.calc_json import Output, put
from tui.cli.calc_page import RANGE
from tui.cli.page import Footnotes, derivation, page_text, sections, source_keys
from tui.economics.account import Account
from tui.economics.bridge import Bridge, bridge
from tui.economics.caveats import SENTENCES, warnings
from tui.economics.parse import InputError
from tui.economics.wording import loss_or_profit
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.present.provenance import TextBlock
from tui.present.table import Cell, Column, Table, render

_MEANINGS = {
    "revenue": "what a car brought in: price and mix",
    "unit_cost": "what making a car cost",
    "opex_spend": "the amount spent",
    "volume": "opex spread over {after} instead of {before} cars",
}


@dataclass(frozen=True)
class BridgeInquiry:
    """Two periods and the bridge between them."""

    book: FactBook
    before: Account
    after: Account
    names: tuple[str, str]
    bridge: Bridge


def read_crossing(book: FactBook, first: str, second: str) -> BridgeInquiry:
    """The bridge between two periods as typed. Raises InputError."""
    sides = [read_base(book, text) for text in (first, second)]
    for base, name in sides:
        if missing := base.missing(*base.account):
            message = f"No bridge without all of {name}: it needs {', '.join(missing)}."
            raise InputError("bridge", message)
    (before, start), (after, end) = sides
    found = bridge(before, after)
    if found is None:
        raise InputError("bridge", "No bridge: no cars were delivered in one of the periods.")
    return BridgeInquiry(book, before, after, (start, end), found)


def bridge_page(crossing: BridgeInquiry) -> str:
    """The page, 80 cells wide."""
    notes = Footnotes(crossing.book)
    body = sections(
        _finding(crossing),
        _table(crossing.bridge),
        _inputs(crossing, notes),
        _bridge_basis(crossing),
    )
    return page_text(sections(list(body), notes.passages()))


def bridge_record(crossing: BridgeInquiry) -> Output:
    """Start, the four causes and the end as decimal strings with bounds."""
    found, (start, end) = crossing.bridge, crossing.names
    out: Output = {"from": start, "to": end, "currency": crossing.after.currency}
    out["basis_from"], out["basis_to"] = crossing.before.basis, crossing.after.basis
    put(out, "start", found.start)
    for cause in found.causes:
        put(out, cause.key, cause.figure)
    put(out, "end", found.end)
    out["largest_cause"] = found.ranked[0].key
    out["warns"] = list(dict.fromkeys([*warnings(crossing.before), *warnings(crossing.after)]))
    out["sources"] = source_keys(found.start, *(cause.figure for cause in found.causes), found.end)
    return out


def _finding(crossing: BridgeInquiry) -> Iterator[TextBlock]:
    found, (first, second) = crossing.bridge, crossing.names
    moved = found.change
    verb, noun = ("rose", "rise") if moved >= 0 else ("fell", "fall")
    start, end = (loss_or_profit(figure, {}) for figure in (found.start, found.end))
    yield TextBlock(
        f"{crossing.book.called}'s result per car {verb} by {fmt.about(found.moved, {})} "
        f"from {first} to {second}: from {start} to {end}.",
        "bold",
    )
    largest = found.ranked[0]
    if moved:
        share = fmt.number(largest.figure.value / moved * 100)
        yield TextBlock(
            f"The largest part of the {noun} is {largest.name.lower()} "
            f"({_meaning(crossing, _MEANINGS[largest.key])}): "
            f"{fmt.certain(largest.figure, {}, signed=True)}, {share}% of it."
        )


def _meaning(crossing: BridgeInquiry, text: str) -> str:
    before, after = (fmt.amount(b.deliveries) for b in (crossing.before, crossing.after))
    count = {"before": before.removesuffix(" cars"), "after": after.removesuffix(" cars")}
    return text.format(**count)


def _table(found: Bridge) -> Iterator[TextBlock]:
    rows = (
        _cause_row("Start", found.start),
        *(_cause_row(cause.name, cause.figure) for cause in found.causes),
        _cause_row("End", found.end),
    )
    currency = found.end.unit.partition("/")[0]
    columns = (
        Column("Result per car", numeric=False),
        Column(currency),
        Column("from"),
        Column("to"),
    )
    for line in render(Table("", columns, rows), "table").splitlines():
        yield TextBlock(line)
    yield TextBlock(f"({RANGE}; a plus is for the better)")


def _cause_row(label: str, figure: Figure) -> tuple[Cell, ...]:
    values = (figure.value, figure.low, figure.high)
    return (Cell(label), *(Cell(fmt.number(value, signed=True)) for value in values))


def _inputs(crossing: BridgeInquiry, notes: Footnotes) -> Iterator[TextBlock]:
    for name, base in zip(crossing.names, (crossing.before, crossing.after), strict=True):
        known = [(base.get(key), key.replace("_", " ")) for key in base.account]
        texts = [
            f"{base.basis if key == 'result' else key} {notes.marked(figure)}"
            for figure, key in known
        ]
        yield TextBlock(f"{name}: {', '.join(texts)}.")
        for figure, _ in known:
            if figure and figure.inputs:
                yield TextBlock(f"{figure.label} = {derivation(figure, notes)}", "", 2)


def _bridge_basis(crossing: BridgeInquiry) -> Iterator[TextBlock]:
    before, after = crossing.before, crossing.after
    scope = f" of {after.scope}" if after.scope else ""
    yield TextBlock(f"Basis: {after.basis}{scope}, over cars delivered.")
    if before.kinds != after.kinds:
        text = f"{crossing.names[0]} is on another basis, the {before.basis}."
        yield TextBlock(text, "", 2, "!")
    for code in dict.fromkeys([*warnings(before), *warnings(after)]):
        yield TextBlock(SENTENCES[code], "", 2, "!")
