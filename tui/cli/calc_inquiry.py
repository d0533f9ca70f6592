"""What was asked of the calculator: a period, what is assumed in it, and what is to be found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import pairwise

from tui.economics import per_car
from tui.economics.account import Account, base_of, full_quarters
from tui.economics.assumptions import read_change
from tui.economics.parse import InputError, read_money
from tui.economics.scenario import REPORTED, Assumptions, WhatIf
from tui.economics.solve import UNKNOWNS, Answer, break_even, solve
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.derive import convert, rate_for, total_over
from tui.facts.figure import Figure, derive
from tui.facts.model import Rate
from tui.facts.period import Period, PeriodError, parse_period
from tui.facts.units import currency_of
from tui.present.empty_states import account_to_write

_ALIASES = {"asp": "price", "volume": "deliveries"}


@dataclass(frozen=True)
class Inquiry:
    """One period (or several pooled) under a change, in the currency asked for.

    `unknown` is a key of `UNKNOWNS` to be solved for `target`, in the reporting currency per car.
    """

    book: FactBook
    base: Account
    when: str
    wanted: str
    change: Assumptions = REPORTED
    unknown: str = ""
    target: Decimal = Decimal(0)

    @cached_property
    def account(self) -> WhatIf:
        """The account of the period under the change."""
        return WhatIf(self.base, self.change)

    @cached_property
    def answer(self) -> Answer | None:
        """What was to be solved for; None when nothing was."""
        if not self.unknown:
            return None
        return solve(self.base, self.unknown, self.target, self.change)

    @cached_property
    def break_even(self) -> Answer:
        """The volume at which a car loses and earns nothing."""
        return break_even(self.base, self.change)

    @cached_property
    def reported(self) -> Figure | None:
        """The result per car as reported, in the currency that is shown."""
        return self.money(per_car.result_per_car(self.base))

    @cached_property
    def result_per_car(self) -> Figure | None:
        """The result per car under the change, in the currency that is shown."""
        return self.money(self.account.result_per_car)

    @property
    def is_changed(self) -> bool:
        """Whether anything is assumed."""
        return self.change != REPORTED

    @cached_property
    def rate(self) -> Rate | None:
        """The mean rate that figures are converted at; None where they are not."""
        period = self.base.period
        if period is None or self.wanted == self.base.currency:
            return None
        return rate_for(self.book, self.wanted, period)

    @property
    def currency(self) -> str:
        """The currency shown: the one asked for, or the reporting one where there is no rate."""
        return self.wanted if self.rate else self.base.currency

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency that is shown; itself when it is no money."""
        if figure is None or currency_of(figure.unit) is None:
            return figure
        return convert(self.book, figure, self.currency)


def read_inquiry(
    book: FactBook,
    periods: str,
    currency: str,
    typed: Mapping[str, object],
    unknown: str = "",
    target: str = "0",
) -> Inquiry:
    """The inquiry behind what was typed. Raises InputError."""
    base, when = read_base(book, periods)
    change = _read_change(book, base, typed)
    name = unknown.replace("-", "_")
    name = _ALIASES.get(name, name)
    if name and name not in UNKNOWNS:
        raise InputError("solve", f"Cannot solve for {unknown}. Known: {', '.join(UNKNOWNS)}.")
    goal = read_money(target, "target", base.currency).value
    return Inquiry(book, base, when, currency, change, name, goal)


def read_base(book: FactBook, periods: str) -> tuple[Account, str]:
    """The inputs of one period or of several, and what to call them. Raises InputError.

    With no period, those of the newest quarter with a full account.
    """
    if not periods:
        known = full_quarters(book)
        if not known or known[-1].period is None:
            none = "No quarter has deliveries, revenue, margin and result."
            raise InputError("period", f"{none} {account_to_write(book)}.")
        return known[-1], known[-1].period.text
    parts = [_read_period(part) for part in periods.split(",")]
    _refuse_overlap(parts)
    for part in parts:
        base = base_of(book, part)
        if len(base.missing(*base.account)) == len(base.account):
            raise InputError("period", f"No facts for {part}. {_known(book)}")
    if len(parts) == 1:
        return base_of(book, parts[0]), parts[0].text
    return base_of(book, parts), " and ".join(part.text for part in parts)


def _read_period(text: str) -> Period:
    try:
        return parse_period(text.strip().upper())
    except PeriodError as error:
        raise InputError("period", f"Could not read the period: {error}.") from None


def _refuse_overlap(periods: Sequence[Period]) -> None:
    ordered = sorted(periods, key=lambda period: period.order)
    for one, other in pairwise(ordered):
        if one.end is None or other.start is None or other.start < one.end:
            raise InputError("period", f"{one} and {other} overlap. Name each stretch once.")


def _known(book: FactBook) -> str:
    quarters = [base.period.text for base in full_quarters(book) if base.period]
    if not quarters:
        return "No quarter has a full account."
    years = [period.text for period in book.periods_of("deliveries", "year")]
    return f"There are {', '.join([*quarters, *years])}."


def price_per_car(book: FactBook, base: Account) -> Figure | None:
    """What a share of the price is taken of: the ASP, else car revenue, else revenue per car."""
    if base.asp is not None or base.period is None or base.deliveries is None:
        return base.asp or per_car.revenue_per_car(base)
    revenue = total_over(book, "car_revenue", base.period)
    if revenue is None or base.deliveries.value <= 0:
        return per_car.revenue_per_car(base)
    return derive(
        "car revenue per car",
        "car revenue ÷ deliveries",
        lambda r, n: r / n,
        (revenue, base.deliveries),
        base.per_car,
        base.period,
    )


def _read_change(book: FactBook, base: Account, typed: Mapping[str, object]) -> Assumptions:
    """As the engine reads it; `price` also moves by a share where there is no ASP."""
    price = price_per_car(book, base)
    try:
        return read_change(typed, base._replace(asp=price) if "price" in typed else base)
    except InputError as error:
        if error.field != "asp" or base.asp is not None or price is None:
            raise
        start = f"{price.label}, {fmt.number(price.value)} {base.currency}"
        hint = f"Or write price=-5% for a share of the {start}."
        raise InputError("asp", f"{error.message} {hint}") from None
