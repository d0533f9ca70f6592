"""The state of the calculator: a period as published, scenario B as it is typed, A beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

from tui.economics import per_car
from tui.economics.account import Account, base_of, full_quarters
from tui.economics.backtest import backtest
from tui.economics.parse import InputError, read_cars, read_money, read_percent, read_positive
from tui.economics.scenario import REPORTED, Assumptions, WhatIf, read_scenario
from tui.economics.solve import Answer, break_even
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.derive import convert, rate_for
from tui.facts.figure import Figure, assumed
from tui.facts.interval import Interval
from tui.facts.model import Rate
from tui.facts.period import Period, parse_period, quarters_of

CHANGES = (
    "deliveries",
    "gross_margin",
    "price",
    "cost_per_car",
    "opex",
    "opex_fixed_share",
    "cost_fixed_share",
    "hold",
)
"""Fields that move an account; the others replace what was published."""
BEHIND = (
    "result",
    "rounding",
    "deliveries",
    "revenue",
    "gross_margin",
    "cost_per_car",
    "opex",
)
"""Fields that show a published figure, or one that follows from such."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One scenario: a period and what was typed into which field, as it was typed."""

    period: str
    typed: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def put(self, key: str, text: str) -> Setting:
        """The same with one field typed over."""
        return replace(self, typed={**self.typed, key: text})

    def without(self, *keys: str) -> Setting:
        """The same with some fields as published."""
        left = {key: text for key, text in self.typed.items() if key not in keys}
        return replace(self, typed=left)

    def during(self, period: str) -> Setting:
        """The same assumptions about another period."""
        return replace(self, period=period)


class Read(NamedTuple):
    """Typed fields as the engine takes them; `errors` names the fields that could not be read."""

    base: Account
    change: Assumptions
    target: Decimal
    errors: Mapping[str, str]


def periods_for(book: FactBook) -> tuple[Period, ...]:
    """Quarters in order of time, then halves and years that have a full account.

    A quarter is offered as soon as its deliveries or its revenue are known.
    """
    quarters: dict[str, Period] = {}
    longer: dict[str, Period] = {}
    for concept in ("deliveries", "revenue"):
        for period in book.periods_of(concept, "quarter"):
            quarters[period.text] = period
        for year in book.periods_of(concept, "year"):
            longer[year.text] = year
            quarters |= {part.text: part for part in quarters_of(year)}
    for year_text in sorted({period.text[:4] for period in quarters.values()}):
        for half in (f"{year_text}-H1", f"{year_text}-H2"):
            longer[half] = parse_period(half)
    found = sorted(quarters.values(), key=lambda period: period.order)
    return (*found, *(period for period in _ordered(longer) if _is_full(book, period)))


def _ordered(longer: Mapping[str, Period]) -> list[Period]:
    return sorted(longer.values(), key=lambda period: (period.kind, period.order))


def _is_full(book: FactBook, period: Period) -> bool:
    base = base_of(book, period)
    return not base.missing(*base.account)


def read_setting(reported: Account, typed: Mapping[str, str]) -> Read:
    """The account that typed fields come to. A field that cannot be read is left as published."""
    errors: dict[str, str] = {}
    base, left = _read_base(reported, dict(typed), errors)
    target = _target(left.pop("target", ""), base, errors)
    change = REPORTED
    moves = {key: _step(key, text) for key, text in left.items() if key in CHANGES}
    while moves:
        try:
            change = read_scenario(base, moves).change
            break
        except InputError as error:
            errors[error.field] = error.message
            moves.pop(error.field, None)
    return Read(base, change, target, errors)


def _step(key: str, text: str) -> str:
    """A change of price without a sign is a rise."""
    bare = text.strip()
    return f"+{bare}" if key == "price" and bare[:1].isdigit() else bare


def _target(text: str, base: Account, errors: dict[str, str]) -> Decimal:
    if not text:
        return Decimal(0)
    try:
        return read_money(text, "target", base.currency).value
    except InputError as error:
        errors["target"] = error.message
        return Decimal(0)


def _read_base(
    reported: Account, typed: dict[str, str], errors: dict[str, str]
) -> tuple[Account, dict[str, str]]:
    """Published inputs typed over, and what is left to read as a change."""
    base = reported
    for key in ("revenue", "result", "rounding", *_FILLS):
        is_fill = key in _FILLS and not _is_missing(base, key)
        if key not in typed or is_fill:
            continue
        try:
            base = _put(base, key, typed.pop(key))
        except InputError as error:
            errors[key] = error.message
    return base, typed


_FILLS = ("deliveries", "gross_margin", "opex")
"""Inputs that fill a gap of the facts where there is one, and are changes where there is none."""


def _is_missing(base: Account, key: str) -> bool:
    return base.get(key) is None and (key != "opex" or base.result is None)


def _put(base: Account, key: str, text: str) -> Account:
    if key == "rounding":
        return _rounded(base, text)
    label, unit = _label(base, key), base.currency
    if key == "revenue":
        written = read_positive(text, key, base.currency)
    elif key == "deliveries":
        written, unit = read_cars(text, key), "cars"
        if written.value < 1:
            raise InputError(key, "A per-car figure needs cars. Type at least 1.")
    elif key == "gross_margin":
        written, unit = read_percent(text, key), "%"
    else:
        written = read_money(text, key, base.currency)
    figure = written.figure(unit, label, base.period)
    if key == "revenue":
        return base._replace(revenue=figure)
    if key == "deliveries":
        return base._replace(deliveries=figure)
    if key == "gross_margin":
        return base._replace(gross_margin=figure)
    return base._replace(opex=figure) if key == "opex" else base._replace(result=figure)


def _rounded(base: Account, text: str) -> Account:
    half = abs(read_money(text.lstrip("± "), "rounding", base.currency).value)
    if base.result is None:
        raise InputError("rounding", "There is no result to round. Type the result first.")
    value = base.result.value
    bounds = Interval(value - half, value + half)
    figure = Figure(value, bounds, bounds, base.result.unit, base.result.label, base.period)
    return base._replace(result=figure)


def _label(base: Account, key: str) -> str:
    figure = base.get(key)
    return figure.label if figure else base.basis if key == "result" else key.replace("_", " ")


def reported_figure(base: Account, key: str) -> Figure | None:
    """The published or implied figure behind a field; None for what only the reader sets."""
    if key in ("result", "deliveries", "revenue", "gross_margin"):
        return base.get(key)
    if key == "rounding" and base.result is not None and base.result.core.bounded:
        half = base.result.core.width / 2
        return Figure(
            half, Interval.point(half), Interval.point(half), base.currency, "rounding of the "
            "result", base.period, formula="half of the last digit of the result",
            inputs=(base.result,),
        )  # fmt: skip
    if key == "cost_per_car":
        return per_car.cost_of_sales_per_car(base)
    return per_car.opex(base) if key == "opex" else None


def assumed_figure(read: Read, key: str) -> Figure | None:
    """What a field that was typed over now stands for."""
    base, change = read.base, read.change
    if key in ("result", "rounding", "revenue"):
        return reported_figure(base, key)
    if key == "cost_per_car":
        cost = per_car.cost_of_sales_per_car(base)
        moved = (cost.value if cost else Decimal(0)) + (change.unit_cost or Decimal(0))
        return assumed(moved, base.per_car, "cost of sales per car assumed", base.period)
    values = {
        "deliveries": (change.deliveries, "cars", "deliveries assumed"),
        "gross_margin": (change.gross_margin, "%", "gross margin assumed"),
        "price": (change.price, base.per_car, "change of price"),
        "opex": (change.opex, base.currency, "opex assumed"),
        "opex_fixed_share": (change.opex_fixed_share, "%", "fixed share of opex"),
        "cost_fixed_share": (change.cost_fixed_share, "%", "fixed share of cost of sales"),
        "target": (read.target, base.per_car, "target"),
    }
    if key not in values:
        return None
    value, unit, label = values[key]
    return base.get(key) if value is None else assumed(value, unit, label, base.period)


# A step of the slider changes the volume alone: what does not depend on it is computed once.
what_if = lru_cache(maxsize=32)(WhatIf)
volume_needed = lru_cache(maxsize=8)(break_even)


@lru_cache(maxsize=8)
def figures_behind(base: Account) -> Mapping[str, Figure | None]:
    """The figures behind the fields of an account."""
    return {key: reported_figure(base, key) for key in BEHIND}


MILLION = Decimal(10) ** 6


@dataclass(frozen=True)
class Case:
    """A setting and all that follows from it. Figures are None where an input is missing."""

    book: FactBook
    setting: Setting
    reported: Account
    """The period as published, before anything was typed."""
    read: Read
    wanted: str
    """The currency asked for."""

    @property
    def base(self) -> Account:
        """The period with what was typed over its published inputs."""
        return self.read.base

    @property
    def change(self) -> Assumptions:
        """What is assumed on top of it."""
        return self.read.change

    @property
    def account(self) -> WhatIf:
        """The account under the assumptions."""
        return what_if(self.base, self.change)

    @property
    def target(self) -> Decimal:
        """What a car is to earn, in the reporting currency."""
        return self.read.target

    @property
    def is_changed(self) -> bool:
        """Whether it is anything but the published account."""
        return self.account.assumptions.moves or self.base is not self.reported

    @cached_property
    def rate(self) -> Rate | None:
        """The mean rate of the period; None in the reporting currency, and where there is none."""
        period = self.base.period
        if self.wanted == self.base.currency or period is None:
            return None
        return rate_for(self.book, self.wanted, period)

    @property
    def currency(self) -> str:
        """The currency of the results: the one asked for if there is a rate for it."""
        return self.wanted if self.rate else self.base.currency

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency of the results."""
        return self.rated(figure) if figure else None

    def rated(self, figure: Figure, at: Period | None = None) -> Figure:
        """The same at the rate of a period, by default of the figure's own; as it is without."""
        return convert(self.book, figure, self.currency, at) or figure

    def plain(self, value: Decimal) -> Decimal:
        """An amount in the currency of the results, for charts."""
        return value / self.rate.mean if self.rate else value

    @cached_property
    def per_car(self) -> Figure | None:
        """Result per car under the assumptions."""
        return self.money(self.account.result_per_car)

    @cached_property
    def result(self) -> Figure | None:
        """Result of the period under the assumptions."""
        return self.money(self.account.result)

    @cached_property
    def reported_per_car(self) -> Figure | None:
        """Result per car as published."""
        return self.money(what_if(self.reported, REPORTED).result_per_car)

    @property
    def still(self) -> Assumptions:
        """The assumptions but for the volume."""
        return self.change._replace(deliveries=None)

    @cached_property
    def contribution(self) -> Figure | None:
        """What one more car adds; the volume assumed plays no part in it."""
        return self.money(what_if(self.base, self.still).contribution)

    @property
    def break_even(self) -> Answer:
        """The volume at which a car earns nothing; the volume assumed plays no part in it."""
        return volume_needed(self.base, self.still)

    @property
    def published(self) -> Mapping[str, Figure | None]:
        """The figures behind the fields before anything was typed."""
        return figures_behind(self.reported)

    @property
    def given(self) -> Mapping[str, Figure | None]:
        """The same under what was typed over published inputs."""
        return figures_behind(self.base)

    @property
    def cars(self) -> Decimal | None:
        """Cars delivered under the assumptions."""
        figure = self.account.deliveries
        return figure.value if figure else None

    @property
    def symbol(self) -> str:
        """The sign of the currency of the results."""
        return fmt.SYMBOLS.get(self.currency, self.currency)

    @property
    def when(self) -> str:
        """The period in words: `Q1 25`."""
        return fmt.period(self.base.period)


class Past(NamedTuple):
    """A period whose deliveries are marked under the curve."""

    cars: Decimal
    label: str


def past_of(bases: Iterable[Account], kind: str) -> tuple[Past, ...]:
    """Deliveries of the periods of one kind."""
    return tuple(
        Past(base.deliveries.value, fmt.period(base.period))
        for base in bases
        if base.deliveries and base.period and base.period.kind == kind
    )


def each(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """An amount per car; in a few digits where it is millions, as at a handful of cars."""
    write = fmt.compact if abs(value) >= MILLION else fmt.money
    return write(value, currency, signed=signed)


_SLOTS = {
    "deliveries": "deliveries",
    "gross_margin": "gross_margin",
    "price": "price",
    "cost_per_car": "unit_cost",
    "opex": "opex",
    "opex_fixed_share": "opex_fixed_share",
    "cost_fixed_share": "cost_fixed_share",
}
"""Fields and the parts of a change they set."""


class CalculatorState:
    """Scenario B is worked on, scenario A is what it is held against.

    `case` is the last one that could be read as a whole, `latest` what the fields say now.
    """

    def __init__(self, book: FactBook, currency: str, setting: Setting | None = None) -> None:
        self.currency = currency
        self.setting = setting or Setting("")
        self.kept: Setting | None = None
        """Scenario A; None for B's period as published."""
        self.use(book)

    def use(self, book: FactBook) -> None:
        """Work on these facts; the scenarios stay as far as they know their periods."""
        self.book = book
        self.periods = periods_for(book)
        """What can be chosen."""
        self.quarters = full_quarters(book)
        """Quarters with a full account."""
        self.test = backtest(book)
        """How the model did on the quarters that are known."""
        self._bases: dict[str, Account] = {}
        if not self.knows(self.setting.period):
            self.setting = self._first()
        if self.kept and not self.knows(self.kept.period):
            self.kept = None
        self.latest = self.case = self.work_out(self.setting)

    def _first(self) -> Setting:
        """The newest quarter with a full account; else the newest period there is."""
        if self.quarters and (period := self.quarters[-1].period):
            return Setting(period.text)
        return Setting(self.periods[-1].text if self.periods else self.book.as_of.text)

    def knows(self, period: str) -> bool:
        """Whether a period can be chosen."""
        return any(known.text == period for known in self.periods)

    @property
    def place(self) -> int:
        """Which of the periods is chosen."""
        return next((n for n, p in enumerate(self.periods) if p.text == self.setting.period), 0)

    @property
    def period_before(self) -> str:
        """The period of the same kind before the chosen one; the chosen one where it is first."""
        kind = self.periods[self.place].kind if self.periods else ""
        names = [known.text for known in self.periods if known.kind == kind]
        at = names.index(self.setting.period) if self.setting.period in names else 0
        return names[max(at - 1, 0)] if names else self.setting.period

    def base(self, period: str) -> Account:
        """The published account of a period."""
        if period not in self._bases:
            found = next((known for known in self.periods if known.text == period), None)
            base = base_of(self.book, found) if found else Account(currency=self.book.currency)
            self._bases[period] = base
        return self._bases[period]

    def past(self) -> tuple[Past, ...]:
        """Deliveries of the periods of the same kind, for the rail of the curve."""
        period = self.case.base.period
        kind = period.kind if period else ""
        if kind == "quarter":
            return past_of(self.quarters, kind)
        same = (known for known in self.periods if known.kind == kind)
        return past_of((self.base(known.text) for known in same), kind)

    def work_out(self, setting: Setting) -> Case:
        """A setting as a case."""
        reported = self.base(setting.period)
        read = read_setting(reported, setting.typed)
        return Case(self.book, setting, reported, read, self.currency)

    def take(self, setting: Setting) -> None:
        """Work on another setting; what cannot be read leaves the last good case in place."""
        self.setting = setting
        self.latest = self.work_out(setting)
        other_period = self.case.setting.period != setting.period
        if other_period or not self.latest.read.errors:
            self.case = self.latest

    @property
    def is_stale(self) -> bool:
        """Whether the case shown is an earlier one, since a field cannot be read."""
        return self.case is not self.latest

    def type(self, typed: Mapping[str, str]) -> None:
        """Type over fields; what one shows anyway, or nothing, takes its typing back."""
        from tui.tabs.calculator.fields import same_as_default

        setting = self.setting
        for key, text in typed.items():
            idle = same_as_default(self.latest, key, text)
            setting = setting.without(key) if idle else setting.put(key, text)
        self.take(setting)

    def tidy(self, key: str) -> None:
        """Group the digits of a plain number, as people write it into the file of scenarios."""
        text = self.setting.typed.get(key, "").strip()
        if text.isdecimal() and text.isascii():
            self.type({key: f"{int(text):,}"})

    def go_to(self, period: str) -> None:
        """The same assumptions about another period."""
        self.take(self.setting.during(period))

    def reset(self, *keys: str) -> None:
        """Fields as published; all of them without a name."""
        self.take(self.setting.without(*(keys or tuple(self.setting.typed))))

    def assume(self, change: Assumptions) -> None:
        """Type what leads to another change, such as an end of the tornado."""
        from tui.tabs.calculator.fields import typed_text

        before, typed = self.case.change, dict(self.setting.typed)
        for key, slot in _SLOTS.items():
            value = getattr(change, slot)
            if value == getattr(before, slot):
                continue
            if value is None:
                typed.pop(key, None)
            elif slot == "unit_cost":
                typed[key] = f"{value:+,.0f}"
            else:
                typed[key] = typed_text(key, value)
        self.setting = Setting(self.setting.period, {}, self.setting.name)
        self.type(typed)

    @property
    def other(self) -> Case:
        """Scenario A worked out: what was kept, else B's period as published."""
        return self.work_out(self.kept or Setting(self.setting.period))

    def keep(self) -> None:
        """Scenario B becomes scenario A too."""
        self.kept = self.case.setting

    def swap(self) -> None:
        """A and B change places."""
        kept = self.kept or Setting(self.setting.period)
        self.kept = self.case.setting
        self.take(kept)

    def show_in(self, currency: str) -> None:
        """Results in another currency."""
        self.currency = currency
        self.latest = self.case = self.work_out(self.case.setting)
        self.take(self.setting)
