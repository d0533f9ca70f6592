"""Why the result per car moved between two periods, as a page and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.cli.calc_inquiry import read_base
from tui.cli.calc_text import page_text, sections
from tui.cli.calc_words import RANGE, Footnotes, derivation, source_keys
from tui.economics.basis import Base
from tui.economics.bridge import Bridge, bridge
from tui.economics.case_output import Output, put
from tui.economics.caveats import SENTENCES, warnings
from tui.economics.parse import InputError
from tui.economics.wording import signed_per_car
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.present import fmt
from tui.present.output import render
from tui.present.passage import Passage
from tui.present.table import Cell, Column, Table
from tui.tabs.finances.finances import maker_of

_CAUSES = (
    ("Revenue per car: price and mix", "what a car brought in"),
    ("Cost of sales per car", "what making a car cost"),
    ("Opex spend", "more or less spent on running costs"),
    ("Volume", "running costs spread over {after} instead of {before} cars"),
)
_SLOTS = ("revenue", "unit_cost", "opex_spend", "volume")


@dataclass(frozen=True)
class Crossing:
    """Two periods and the bridge between them."""

    book: FactBook
    before: Base
    after: Base
    names: tuple[str, str]
    bridge: Bridge


def read_crossing(book: FactBook, first: str, second: str) -> Crossing:
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
    return Crossing(book, before, after, (start, end), found)


def bridge_page(crossing: Crossing) -> str:
    """The page, 80 cells wide."""
    notes = Footnotes(crossing.book)
    body = sections(
        _finding(crossing), _table(crossing.bridge), _inputs(crossing, notes), _basis(crossing)
    )
    return page_text(sections(list(body), notes.passages()))


def bridge_record(crossing: Crossing) -> Output:
    """Start, the four causes and the end as decimal strings with bounds."""
    found, (start, end) = crossing.bridge, crossing.names
    out: Output = {"from": start, "to": end, "currency": crossing.after.currency}
    out["basis_from"], out["basis_to"] = crossing.before.basis, crossing.after.basis
    put(out, "start", found.start)
    for slot, figure in zip(_SLOTS, found.causes, strict=True):
        put(out, slot, figure)
    put(out, "end", found.end)
    out["largest_cause"] = _SLOTS[_largest(found)]
    out["warns"] = list(dict.fromkeys([*warnings(crossing.before), *warnings(crossing.after)]))
    out["sources"] = source_keys(found.start, *found.causes, found.end)
    return out


def _largest(found: Bridge) -> int:
    """The cause that did most in the direction in which the result moved."""
    up = found.end.value >= found.start.value
    values = [figure.value if up else -figure.value for figure in found.causes]
    return values.index(max(values))


def _finding(crossing: Crossing) -> Iterator[Passage]:
    found, (first, second) = crossing.bridge, crossing.names
    currency, moved = crossing.after.currency, found.end.value - found.start.value
    verb, noun = ("rose", "rise") if moved >= 0 else ("fell", "fall")
    start, end = (signed_per_car(figure.value, currency) for figure in (found.start, found.end))
    yield Passage(
        f"{maker_of(crossing.book)}'s result per car {verb} by {fmt.number(abs(moved))} "
        f"{currency} from {first} to {second}: from {start} to {end}.",
        "bold",
    )
    place = _largest(found)
    cause, value = _CAUSES[place], found.causes[place].value
    if moved:
        share = fmt.number(value / moved * 100)
        yield Passage(
            f"The largest part of the {noun} is {cause[0].partition(':')[0].lower()} "
            f"({_meaning(crossing, cause[1])}): {fmt.number(value, signed=True)} {currency}, "
            f"{share}% of it."
        )


def _meaning(crossing: Crossing, text: str) -> str:
    before, after = (fmt.amount(b.deliveries) for b in (crossing.before, crossing.after))
    count = {"before": before.removesuffix(" cars"), "after": after.removesuffix(" cars")}
    return text.format(**count)


def _table(found: Bridge) -> Iterator[Passage]:
    labels = ["Start", *(label for label, _ in _CAUSES), "End"]
    figures = [found.start, *found.causes, found.end]
    rows = tuple(_row(label, figure) for label, figure in zip(labels, figures, strict=True))
    currency = found.end.unit.partition("/")[0]
    columns = (
        Column("Result per car", numeric=False),
        Column(currency),
        Column("from"),
        Column("to"),
    )
    for line in render(Table("", columns, rows), "table").splitlines():
        yield Passage(line)
    yield Passage(f"({RANGE}; a plus is for the better)")


def _row(label: str, figure: Figure) -> tuple[Cell, ...]:
    values = (figure.value, figure.low, figure.high)
    return (Cell(label), *(Cell(fmt.number(value, signed=True)) for value in values))


def _inputs(crossing: Crossing, notes: Footnotes) -> Iterator[Passage]:
    for name, base in zip(crossing.names, (crossing.before, crossing.after), strict=True):
        known = [(base.get(key), key.replace("_", " ")) for key in base.account]
        texts = [
            f"{base.basis if key == 'result' else key} {notes.marked(figure)}"
            for figure, key in known
        ]
        yield Passage(f"{name}: {', '.join(texts)}.")
        for figure, _ in known:
            if figure and figure.inputs:
                yield Passage(f"{figure.label} = {derivation(figure, notes)}", "", 2)


def _basis(crossing: Crossing) -> Iterator[Passage]:
    before, after = crossing.before, crossing.after
    scope = f" of {after.scope}" if after.scope else ""
    yield Passage(f"Basis: {after.basis}{scope}, over cars delivered.")
    if before.kinds != after.kinds:
        text = f"{crossing.names[0]} is on another basis, the {before.basis}."
        yield Passage(text, "", 2, "!")
    for code in dict.fromkeys([*warnings(before), *warnings(after)]):
        yield Passage(SENTENCES[code], "", 2, "!")
