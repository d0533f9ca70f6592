"""What was asked of the calculator: a period, what is assumed in it, and what is to be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from tui.economics.account import Account
from tui.economics.behaviour import Span, fixed_share_span
from tui.economics.case import Case, rated
from tui.economics.parse import InputError
from tui.economics.per_car import price_per_car
from tui.economics.plan import is_ahead
from tui.economics.scenario import NAMES, Scenario, read_scenario
from tui.economics.solve import Answer, read_unknown, solve
from tui.economics.what_if import REPORTED, Assumptions, WhatIf
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.present.asked import read_base, why_chosen


@dataclass(frozen=True)
class Inquiry(Case):
    """A case with the periods it was asked for, and which of `UNKNOWNS` is to be solved for."""

    asked: str
    unknown: str = ""
    why_chosen: str = ""
    """Which newer results were left out, where the program chose the quarter."""

    @cached_property
    def answer(self) -> Answer | None:
        """What was to be solved for; None when nothing was."""
        if not self.unknown:
            return None
        return solve(self.base, self.unknown, self.target, self.change)

    @property
    def solved(self) -> WhatIf | None:
        """The account at the solution, where one was asked for and exists."""
        return self.answer.outcome if self.answer else None

    @property
    def still(self) -> Assumptions:
        """The assumptions but for the volume, with what was solved for."""
        told = self.solved or self.account
        return told.change._replace(deliveries=None)

    @property
    def told(self) -> Scenario:
        """What is assumed of the account that is told, with an answer as one would type it."""
        return self.scenario.assuming(self.solved.change) if self.solved else self.scenario

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
    chosen = why_chosen(book, periods)
    return Inquiry(book, rated(book, scenario, currency), currency, when, name, chosen)


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
