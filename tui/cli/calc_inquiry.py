"""What was asked of the calculator: a period, what is assumed in it, and what is to be found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tui.economics.account import (
    Account,
    at_mean_rates,
    base_of,
    full_quarters,
    leading_quarter,
)
from tui.economics.behaviour import Span, fixed_share_span
from tui.economics.case import Case
from tui.economics.moves import NOTATIONS, ZERO, Move
from tui.economics.outlook import is_ahead
from tui.economics.parse import InputError
from tui.economics.per_car import price_per_car
from tui.economics.scenario import NAMES, REPORTED, Scenario, read_scenario
from tui.economics.solve import Answer, read_unknown, solve
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.period import Period, PeriodError, read_period, twelve_months
from tui.present.empty_states import NOTHING, lack_of, no_full_quarter


@dataclass(frozen=True)
class Inquiry(Case):
    """A case with the periods it was asked for, and which of `UNKNOWNS` is to be solved for."""

    asked: str
    unknown: str = ""

    @cached_property
    def answer(self) -> Answer | None:
        """What was to be solved for; None when nothing was."""
        if not self.unknown:
            return None
        return solve(self.base, self.unknown, self.target, self.change)

    @cached_property
    def span(self) -> Span:
        """What the fixed share of opex may be where none is assumed."""
        return fixed_share_span(self.book)

    @property
    def is_assumed(self) -> bool:
        """Whether anything is assumed, also what only repeats the facts or moves no figure yet."""
        return self.change != REPORTED or self.base is not self.published


def read_inquiry(
    book: FactBook,
    periods: str,
    currency: str,
    typed: Mapping[str, object],
    unknown: str = "",
    target: str = "0",
) -> Inquiry:
    """The inquiry behind what was typed. Raises InputError."""
    published, when = read_base(book, periods)
    scenario = _read_scenario(published, typed)
    name = read_unknown(unknown, "solve") if unknown else ""
    scenario = scenario.put("target", scenario.read(target, "target"))
    return Inquiry(book, rated(book, scenario, currency), currency, when, name)


def rated(book: FactBook, scenario: Scenario, currency: str) -> Scenario:
    """A pool with each period at its own mean rate; as it is where amounts were typed, which are in
    the currency of the published account."""
    typed_money = (
        move
        for of, move in scenario.moves.items()
        if NOTATIONS[of].kind in ("sum", "each") and move.kind != "percent"
    )
    if all(move == Move(ZERO) for move in typed_money):
        return scenario.during(at_mean_rates(book, scenario.published, currency))
    return scenario


_TRAILING = re.compile(r"ttm(?:[ -]+(?:to[ -]+)?(.+))?", re.IGNORECASE)
"""Trailing twelve months, with the quarter that they end with."""


def read_base(book: FactBook, periods: str) -> tuple[Account, str]:
    """The inputs of one period or of several, and what to call them. Raises InputError.

    With no period, those of the newest quarter with a full and firm account; `ttm` is the twelve
    months that end with it, `ttm-2025-Q4` those that end with another.
    """
    if not periods:
        leading = leading_quarter(book)
        if leading is None or leading.period is None:
            raise InputError("period", no_full_quarter(book))
        return leading, leading.period.text
    trailing = _TRAILING.fullmatch(periods.strip())
    if trailing and not trailing[1]:
        leading, _ = read_base(book, "")
        trailing = _TRAILING.fullmatch(f"ttm {leading.period}")
    if trailing:
        last = _read_period(trailing[1])
        parts = list(twelve_months(last))
        if not parts:
            raise InputError(
                "period", f"Twelve months end with a quarter: write ttm-2026-Q1, not {last}."
            )
        when = f"TTM to {last}"
    else:
        parts = [_read_period(part) for part in periods.split(",")]
        when = " and ".join(part.text for part in parts)
    _refuse_overlap(parts)
    for part in parts:
        base = base_of(book, part)
        if len(base.missing(*base.account)) == len(base.account):
            why = f"{part} cannot be calculated: it has {lack_of(book, part) or NOTHING}."
            raise InputError("period", f"{why} {_known(book)}")
    return base_of(book, parts[0] if len(parts) == 1 else parts), when


def names_period(text: str) -> bool:
    """Whether words are a period, several or trailing twelve months."""
    try:
        return bool([read_period(part) for part in text.split(",")])
    except PeriodError:
        return bool(_TRAILING.fullmatch(text))


_SEVERAL = re.compile(r"\d{4}\S*(?:\s+\d{4}\S*)+")


def _read_period(text: str) -> Period:
    if _SEVERAL.fullmatch(text):
        together = ",".join(text.split())
        raise InputError("period", f"Periods are added up with commas: write {together}.")
    try:
        return read_period(text)
    except PeriodError as error:
        raise InputError("period", f"Could not read the period: {error}.") from None


def _refuse_overlap(periods: Sequence[Period]) -> None:
    ordered = sorted(periods, key=lambda period: period.order)
    for one, other in pairwise(ordered):
        if one.end is None or other.start is None or other.start < one.end:
            raise InputError("period", f"{one} and {other} overlap. Name each period once.")


def _known(book: FactBook) -> str:
    quarters = [base.period.text for base in full_quarters(book, unsigned=True) if base.period]
    if not quarters:
        return "No quarter has complete figures."
    years = [period.text for period in book.periods_of("deliveries", "year")]
    return f"There are {', '.join([*quarters, *years])}."


def _read_scenario(published: Account, typed: Mapping[str, object]) -> Scenario:
    """`asp` moves from the stated ASP only, and where there is none says how else to ask."""
    for word in typed:
        if word not in NAMES and is_ahead(word):
            raise InputError(word, f"{word} belongs to the quarters ahead: add --outlook 6.")
    try:
        return read_scenario(published, typed, of_asp=("asp",))
    except InputError as error:
        price = price_per_car(published)
        if error.field != "asp" or published.asp is not None or price is None:
            raise
        start = f"{price.label}, {fmt.number(price.value)} {published.currency}"
        hint = f"Or write price=-5% for a share of the {start}."
        raise InputError("asp", f"{error.message} {hint}") from None
