"""Trims side by side: rows of properties, the best of each, differences from the first column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.facts.book import FactBook
from tui.facts.model import Concept, Rate
from tui.facts.units import currency_of
from tui.present import fmt
from tui.present.empty_states import no_cars
from tui.present.table import Cell, Column, Table
from tui.tabs.models.offers import CYCLES, Offer, all_offers, default_picks, finding, main_cycle
from tui.tabs.models.rating import Row, from_first, rated
from tui.tabs.models.specs import Spec, Specs, Trim

PER_KM = "price_per_km"
FIRST = (
    *("price", *CYCLES, PER_KM, "battery", "power", "torque", "acceleration", "top_speed"),
    *("charging_peak", "charging", "chemistry", "drive", "voltage"),
    *("length", "width", "height", "wheelbase", "orders", "locked_orders"),
    *("launch", "deliveries_start"),
)
"""Rows in the order people ask for them; what else does not change about a car comes after."""
NAMES = {"price": "Price", "acceleration": "0–100", "chemistry": "Chemistry"}
NAMES |= {"charging_peak": "Peak charging", "voltage": "Voltage", "locked_orders": "Locked in"}
BARE = ("money", "text", "date", "orders")
"""Units that a heading leaves out: the cell says them, or the name does."""


class Comparison(NamedTuple):
    """What the tab shows: columns, rows, and every offer for the charts below."""

    trims: tuple[Trim, ...]
    rows: tuple[Row, ...]
    offers: tuple[Offer, ...]
    finding: str
    scope: str
    """How many of the trims are shown."""
    basis: str
    """Which price and which test cycle the finding rests on."""
    rates: str
    """At what rates prices were converted; empty when none was."""


NOTHING = Comparison((), (), (), "", "", "", "")


def opening_picks(book: FactBook, count: int) -> tuple[str, ...]:
    """The trims to open with; the same in every currency."""
    return default_picks(all_offers(Specs(book, book.currency)), count)


def compare(
    book: FactBook,
    currency: str,
    picks: Sequence[str] | None = None,
    *,
    against_first: bool = False,
    differing: bool = False,
) -> Comparison:
    """The picked trims side by side, all trims when nothing is picked.

    `against_first` writes the other columns as differences from the first one, `differing` leaves
    out rows in which all known values are the same.
    """
    specs = Specs(book, currency)
    offers = all_offers(specs)
    shown = _picked(offers, picks)
    rows = all_rows(specs, shown, offers)
    if differing:
        rows = tuple(row for row in rows if row.differs)
    if against_first:
        rows = tuple(from_first(row, shown) for row in rows)
    return Comparison(
        shown,
        rows,
        offers,
        finding(offers) if book.models else no_cars(book),
        f"{len(shown)} of {len(offers)}",
        _basis(specs),
        rates_used([offer for offer in offers if offer.trim in shown]),
    )


def _picked(offers: Sequence[Offer], picks: Sequence[str] | None) -> tuple[Trim, ...]:
    """The trims of these keys, in their order; all that are on offer without any."""
    trims = {offer.trim.key: offer.trim for offer in offers}
    return tuple(trims[key] for key in (trims if picks is None else picks) if key in trims)


def _basis(specs: Specs) -> str:
    cycle = main_cycle(specs)
    basis = "trims, latest list price"
    return f"{basis}, range by {_cycle(cycle)}" if cycle else basis


def _cycle(concept: Concept) -> str:
    return concept.name.partition(", ")[2] or concept.name


def all_rows(specs: Specs, trims: Sequence[Trim], offers: Sequence[Offer]) -> tuple[Row, ...]:
    """A row for each property that at least one of the trims has a statement on."""
    concepts = specs.book.concepts
    lasting = [key for key, concept in concepts.items() if concept.period == "none"]
    rows = []
    for key in dict.fromkeys((*FIRST, *lasting)):
        if key == PER_KM:
            row = _per_km_row(specs, trims, offers)
        elif key in concepts:
            found = tuple(specs.spec(concepts[key], trim) for trim in trims)
            row = _row(concepts[key], trims, found)
        else:
            continue
        if any(spec.text != fmt.MISSING for spec in row.specs):
            rows.append(row)
    return tuple(rows)


def _per_km_row(specs: Specs, trims: Sequence[Trim], offers: Sequence[Offer]) -> Row:
    cycle = main_cycle(specs)
    quotients = {offer.trim: offer.per_km for offer in offers}
    found = tuple(quotients[trim] for trim in trims)
    unit = _cycle(cycle) if cycle else ""
    return Row(PER_KM, "Price per km", unit, "lower", rated("lower", found))


def _row(concept: Concept, trims: Sequence[Trim], specs: tuple[Spec, ...]) -> Row:
    name, _, cycle = concept.name.partition(", ")
    heading = NAMES.get(concept.key) or name[:1].upper() + name[1:]
    unit = "" if concept.unit in BARE else concept.unit
    facts = [spec.fact for spec in specs if spec.fact]
    whole = facts and all(not fact.dims.trim for fact in facts) and any(t.trim for t in trims)
    hint = "all trims" if whole and concept.period == "duration" else ""
    label = " ".join(part for part in (unit, cycle, hint) if part)
    return Row(concept.key, heading, label, concept.better, rated(concept.better, specs))


def rates_used(offers: Sequence[Offer]) -> str:
    """`$1 = ¥7.1882 in Q1 24, ¥7.2419 in Q2 25`; empty when nothing is converted."""
    prices = [offer.price.figure for offer in offers if offer.price.figure]
    rates = {fact for price in prices for fact in price.facts if isinstance(fact, Rate)}
    if not rates:
        return ""
    told: dict[str, list[str]] = {}
    for rate in sorted(rates, key=lambda rate: (rate.currency, rate.period.order)):
        means = told.setdefault(f"{_sign(rate.currency)}1", [])
        means.append(f"{_sign(rate.base)}{rate.mean} in {fmt.period(rate.period)}")
    listed = "; ".join(f"{unit} = {', '.join(means)}" for unit, means in told.items())
    return f"{listed}: mean rates, by the day of each price"


def _sign(currency: str) -> str:
    return fmt.SYMBOLS.get(currency, f"{currency} ")


def models_table(book: FactBook, currency: str, trims: Sequence[str] | None = None) -> Table:
    """One line a trim with the figures that can be held against each other; all trims unless named.

    The records hold every property: numbers as decimal strings in the unit of the concept, prices
    in `currency` where there is a rate, None where nothing is stated.
    """
    found = compare(book, currency, trims)
    told = [row for row in found.rows if row.better or row.key == "battery"]
    headings = [Column(f"{row.name} {row.unit}".strip()) for row in told]
    lines = tuple(
        (Cell(trim.name), *(_cell(row.specs[place]) for row in told))
        for place, trim in enumerate(found.trims)
    )
    records = tuple(_record(found, place) for place in range(len(found.trims)))
    columns = (Column("Trim", numeric=False), *headings)
    return Table(found.finding, columns, lines, records, tuple(records[0] if records else FIELDS))


def _cell(spec: Spec) -> Cell:
    text = f"★ {spec.text}" if spec.best else spec.text
    return Cell(text, spec.figure, spec.fact, "best" if spec.best else spec.role)


FIELDS = ("model", "trim", "maker", "name", "unconfirmed")
"""What is known of every trim; the properties come from the file."""


def _record(found: Comparison, place: int) -> dict[str, object]:
    trim = found.trims[place]
    record: dict[str, object] = {"model": trim.model, "trim": trim.trim, "maker": trim.maker}
    record["name"] = trim.name
    for row in found.rows:
        spec = row.specs[place]
        record[row.key] = _machine(spec)
        if row.key == "price":
            record["currency"] = currency_of(spec.unit)
        if any(other.duration for other in row.specs):
            record[f"{row.key}_duration"] = spec.duration or None
    doubtful = [r.key for r in found.rows if _doubt(r.specs[place])]
    return record | {"unconfirmed": doubtful}


def _machine(spec: Spec) -> str | None:
    if spec.value is not None:
        return fmt.plain(spec.value)
    return spec.fact.text if spec.fact else None


def _doubt(spec: Spec) -> bool:
    return spec.fact is not None and spec.fact.scenario != "actual"
