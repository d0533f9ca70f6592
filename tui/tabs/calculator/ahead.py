"""What is assumed of the quarters ahead, as fields that are typed over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.account import Account
from tui.economics.moves import ZERO, Move, tidied, written
from tui.economics.outlook import Outlook, outlook
from tui.economics.parse import InputError
from tui.economics.plan import MOST_QUARTERS, Plan, named, notation, read_plan
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.figure import Figure, assumed
from tui.tabs.calculator.fields import NOTHING, FieldRow, Setting, Unread
from tui.tabs.calculator.outlook import beyond

QUARTERS = "quarters"
"""The field that tells how many there are."""
_PRESET = "6"
_NONE: Mapping[str, str] = MappingProxyType({})

_COUNT = Setting(QUARTERS, "Quarters", "count", "How many quarters ahead, 1 to 12.")
_FIELDS = (
    Setting(
        "deliveries",
        "Cars",
        "cars",
        "Per quarter: 120,000, +5,000 or +5%. For a year: 550k in 2026.",
    ),
    Setting("price", "Price", "money", "Revenue per car: a new one, or −1% or +500 each quarter."),
    Setting("cost_per_car", "Cost of sales", "money", "Per car: 180,000, or −1% each quarter."),
    Setting("gross_margin", "Gross margin", "percent", "A new margin, 24%, or +1pt each quarter."),
    Setting(
        "opex_drift",
        "Opex drift",
        "money",
        "Growth of opex each quarter: 400m; preset from past quarters.",
    ),
    Setting(
        "opex_fixed_share",
        "fixed share",
        "percent",
        "Share of opex that does not vary with cars: 80%; preset from past quarters.",
    ),
)


class Ahead(NamedTuple):
    """What was typed over of the quarters ahead, all of which can be used together."""

    texts: Mapping[str, str] = _NONE
    unread: Mapping[str, Unread] = NOTHING
    """What could not be used, and why not."""

    def without(self, *names: str) -> Ahead:
        """The same with some fields as preset."""
        return Ahead(
            {name: text for name, text in self.texts.items() if name not in names},
            {name: field for name, field in self.unread.items() if name not in names},
        )

    def typed(self, book: FactBook, start: Account, name: str, text: str) -> Ahead:
        """The same with one field typed over; nothing typed takes its typing back."""
        bare, blank = text.strip(), self.without(name)
        if bare in ("", fmt.MISSING) or (name == QUARTERS and bare == _PRESET):
            return blank
        try:
            key, raw = named(name, bare)
            texts = {**blank.texts, key: str(raw)}
            look_ahead(book, start, texts)
        except InputError as error:
            return Ahead(self.texts, {**blank.unread, name: Unread(text, error.message)})
        return blank._replace(texts=texts)


def look_ahead(book: FactBook, start: Account, texts: Mapping[str, str]) -> Outlook:
    """What follows from what was typed. Raises InputError."""
    return _looked(book, start, tuple(texts.items()))


@lru_cache(maxsize=8)
def _looked(book: FactBook, start: Account, typed: tuple[tuple[str, str], ...]) -> Outlook:
    assumed = dict(typed)
    count = assumed.pop(QUARTERS, _PRESET)
    if count not in map(str, range(1, MOST_QUARTERS + 1)):
        raise InputError(QUARTERS, f"Type the number of quarters, 1 to {MOST_QUARTERS}.")
    return outlook(read_plan(book, start, count, assumed))


def usable(book: FactBook, start: Account, ahead: Ahead) -> tuple[Ahead, Outlook]:
    """What was typed as far as it can be used on these facts, and what follows from it.

    Raises InputError where nothing follows from the facts alone.
    """
    while True:
        try:
            return ahead, look_ahead(book, start, ahead.texts)
        except InputError as error:
            if not ahead.texts:
                raise
            name = error.field if error.field in ahead.texts else next(iter(ahead.texts))
            wrong = Unread(ahead.texts[name], error.message)
            ahead = ahead.without(name)
            ahead = ahead._replace(unread={**ahead.unread, name: wrong})


def entries(ahead: Ahead, found: Outlook) -> tuple[FieldRow, ...]:
    """Every field: how many quarters, the cars of each year, then what holds of each quarter."""
    rows = (_entry(ahead, found.plan, item) for item in _settings(ahead, found.plan))
    told = beyond(found)
    return tuple(
        row._replace(echo=told) if notation(row.field.key) == "deliveries" and row.changed else row
        for row in rows
    )


def _settings(ahead: Ahead, plan: Plan) -> Iterator[Setting]:
    yield _COUNT
    known = {item.key for item in (_COUNT, *_FIELDS)}
    years = [f"deliveries_{year}" for year in plan.years]
    for name in dict.fromkeys((*years, *sorted({*ahead.texts, *ahead.unread} - known))):
        told = f"All cars of {name[-4:]}, such as 550,000; those to come are spread evenly."
        yield Setting(name, f"Cars in {name[-4:]}", "cars", told)
    yield from _FIELDS


def _entry(ahead: Ahead, plan: Plan, item: Setting) -> FieldRow:
    name, move = item.key, plan.taken.get(item.key)
    text, note, figure = _as_it_was(plan, item)
    if wrong := ahead.unread.get(name):
        return FieldRow(item, wrong.text, "", note, True, error=wrong.reason)
    if name in ahead.texts:
        return FieldRow(item, fmt.true_minus(ahead.texts[name]), "", note, True)
    if move is None:
        return FieldRow(item, text, "", note, figure=figure)
    ends = "..".join(written(end, notation(name)) for end in move.ends)
    return FieldRow(item, written(Move(move.value), name), "", ends or note)


def _as_it_was(plan: Plan, item: Setting) -> tuple[str, str, Figure | None]:
    """What a field shows as long as nothing is assumed, its unit, and the figure behind it."""
    start = plan.start
    own = fmt.SYMBOLS.get(start.currency, start.currency)
    if item.key == QUARTERS:
        return _PRESET, "ahead", None
    if item.key.startswith("deliveries_"):
        return fmt.MISSING, "all year", None
    if item.key == "deliveries":
        return _cars_left(plan)
    if item.key == "gross_margin":
        margin = start.gross_margin
        return f"{fmt.number(margin.value, 1)}%" if margin else fmt.MISSING, "", margin
    if item.key in _PER_CAR:
        figure = _PER_CAR[item.key](start)
        return fmt.number(figure.value) if figure else fmt.MISSING, f"{own} a car", figure
    return "0", "a quarter" if item.key == "opex_drift" else "of opex", None


def _cars_left(plan: Plan) -> tuple[str, str, Figure | None]:
    """The cars of the first quarter that is neither delivered nor part of a year's total: those of
    the quarter before it."""
    before, run = next(plan.left, (None, ()))
    if before is None:
        return fmt.MISSING, "by year", None
    if cars := plan.delivered.get(before.text):
        return fmt.number(cars.value), "each quarter", cars
    start = plan.start.deliveries
    volumes = dict(zip(plan.periods, plan.volumes(start.value if start else ZERO), strict=True))
    figure = assumed(volumes[before], "cars", "deliveries", before)
    return fmt.number(figure.value), f"from {fmt.period(run[0])}", figure


_PER_CAR = {"price": per_car.price_per_car, "cost_per_car": per_car.cost_of_sales_per_car}


_STEPS = {
    "deliveries": Decimal(1000),
    "price": Decimal(1000),
    "cost_per_car": Decimal(1000),
    "gross_margin": Decimal(1),
    "opex_drift": Decimal(10) ** 8,
    "opex_fixed_share": Decimal(5),
}
_YEAR_STEP = Decimal(10_000)
"""How far an arrow key moves a field."""


def nudged(plan: Plan, entry: FieldRow, by: int) -> str:
    """What some steps of an arrow key make of a field; what it reads where it has no steps."""
    name, move = entry.field.key, plan.taken.get(entry.field.key)
    if name == QUARTERS:
        return str(min(max(plan.quarters + by, 1), MOST_QUARTERS))
    now = move.value if move else entry.figure.value if entry.figure else None
    if now is None or (move and move.kind != "to"):
        return entry.text
    step = _STEPS.get(name, _YEAR_STEP)
    return written(tidied(now + by * step, notation(name)), notation(name))
