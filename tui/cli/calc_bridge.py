"""The bridge between two periods as a command prints it: which cause moved the result per car."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tui.cli.calc_json import Output, put
from tui.cli.calc_page import RANGE
from tui.cli.page import Footnotes, basis, cautions, derivation, page_text, sections, source_keys
from tui.economics.account import INPUTS, Account, on_one_basis
from tui.economics.bridge import Bridge, bridge
from tui.economics.caveats import warnings
from tui.economics.parse import InputError
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert, rate_figure, rate_for
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.facts.units import currency_of
from tui.present.asked import read_base
from tui.present.bridge import bridge_table, ends, largest_part, remarks
from tui.present.provenance import TextBlock
from tui.present.table import render

_MEANINGS = {
    "revenue": "price, mix and all else that was sold",
    "asp": "price level and mix",
    "other_revenue": "revenue other than from cars, per car",
    "unit_cost": "the cost of building a car",
    "opex_per_car": "opex spread over the cars",
    "opex_spend": "the amount spent",
    "volume": "opex spread over {after} instead of {before}",
    "exchange_rate": "the earlier result at the later rate",
}


@dataclass(frozen=True)
class BridgeInquiry:
    """Two periods and the bridge between them."""

    book: FactBook
    before: Account
    after: Account
    names: tuple[str, str]
    bridge: Bridge
    wanted: str
    """The currency asked for."""

    @property
    def currency(self) -> str:
        """The currency of the bridge: the one asked for if there is a rate for both periods."""
        return currency_of(self.bridge.end.unit) or self.after.currency


def read_crossing(book: FactBook, first: str, second: str, wanted: str) -> BridgeInquiry:
    """The bridge between two periods as typed. Raises InputError."""

    def money(figure: Figure, at: Period | None = None) -> Figure:
        return convert(book, figure, wanted, at) or figure

    sides = [read_base(book, text) for text in (first, second)]
    for base, name in sides:
        if missing := base.missing:
            message = f"No bridge without all of {name}: it needs {', '.join(missing)}."
            raise InputError("bridge", message)
    (before, start), (after, end) = sides
    before, after = on_one_basis(book, (before, after))
    found = bridge(before, after, money)
    if found is None:
        raise InputError("bridge", "No bridge: no cars were delivered in one of the periods.")
    return BridgeInquiry(book, before, after, (start, end), found, wanted)


def bridge_page(crossing: BridgeInquiry) -> str:
    """The page, 80 cells wide."""
    notes = Footnotes(crossing.book)
    body = sections(
        _finding(crossing),
        _table(crossing, notes),
        _inputs(crossing, notes),
        _bridge_basis(crossing),
    )
    return page_text(sections(list(body), notes.passages()))


def bridge_record(crossing: BridgeInquiry) -> Output:
    """Start, the causes and the end as decimal strings with bounds, and what stands beside them."""
    found, (start, end) = crossing.bridge, crossing.names
    out: Output = {"from": start, "to": end, "currency": crossing.currency}
    out["basis_from"], out["basis_to"] = crossing.before.basis, crossing.after.basis
    put(out, "start", found.start)
    for cause in found.causes:
        put(out, cause.key, cause.figure)
    put(out, "end", found.end)
    out["largest_cause"] = found.largest.key if found.largest else None
    out["warns"] = list(warnings(crossing.before, crossing.after))
    out["remarks"] = [text for text, _ in remarks(found, {})]
    out["sources"] = source_keys(*found.figures, *found.one_offs)
    return out


def _finding(crossing: BridgeInquiry) -> Iterator[TextBlock]:
    """What moved, which cause did most of it, and what that cause is."""
    found, names = crossing.bridge, crossing.names
    verb, by = "rose" if found.change > 0 else "fell", fmt.about(found.moved, {})
    moved = f"{verb} by {by}" if found.largest else "did not move beyond rounding"
    subject = f"{crossing.book.called}'s result per car"
    yield TextBlock(f"{subject} {moved}, from {ends(found, *names, {})}.", "bold")
    if largest := found.largest:
        before, after = (fmt.amount(b.deliveries) for b in (crossing.before, crossing.after))
        meaning = _MEANINGS[largest.key].format(before=before.removesuffix(" cars"), after=after)
        yield TextBlock(f"{largest_part(found)}: {meaning}.")


def _table(crossing: BridgeInquiry, notes: Footnotes) -> Iterator[TextBlock]:
    table = bridge_table(crossing.bridge, "Start", "End")
    yield from map(TextBlock, render(table, "table").splitlines())
    yield TextBlock(f"({RANGE}; plus is favourable)")
    if crossing.currency != crossing.wanted:
        when = " or ".join(crossing.names)
        text = f"No average rate to {crossing.wanted} for {when}; figures stay in"
        yield TextBlock(f"{text} {crossing.currency}.")
    for text, figure in remarks(crossing.bridge, {}):
        yield TextBlock(text + notes.mark(figure))


def _inputs(crossing: BridgeInquiry, notes: Footnotes) -> Iterator[TextBlock]:
    for name, base in zip(crossing.names, (crossing.before, crossing.after), strict=True):
        keys = dict.fromkeys((*base.account, *(() if crossing.bridge.unpriced else base.price)))
        known = [(base.get(key), INPUTS[key]) for key in keys]
        texts = [
            f"{base.basis if key == 'result' else key} {notes.marked(figure)}"
            for figure, key in known
        ]
        rate = rate_for(crossing.book, crossing.currency, base.period) if base.period else None
        if rate and crossing.currency != base.currency:
            pair = f"{rate.mean} {rate.base} per {rate.currency}"
            texts.append(f"{pair}{notes.mark(rate_figure(rate))}")
        yield TextBlock(f"{name}: {', '.join(texts)}.")
        for figure, _ in known:
            if figure and figure.inputs:
                yield TextBlock(f"{figure.label} = {derivation(figure, notes)}", "", 2)


def _bridge_basis(crossing: BridgeInquiry) -> Iterator[TextBlock]:
    before, after = crossing.before, crossing.after
    yield basis(after)
    if before.kinds != after.kinds:
        text = f"{crossing.names[0]} is on another basis, the {before.basis}."
        yield TextBlock(text, "", 2, "!")
    yield from cautions(before, after)
