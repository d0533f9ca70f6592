"""What a scenario comes to, in the currency that a reader asks for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from tui.economics.account import Account, at_mean_rates
from tui.economics.band import Band, figure_band
from tui.economics.moves import NOTATIONS, ZERO, Move
from tui.economics.scenario import Scenario
from tui.economics.solve import Answer, break_even
from tui.economics.what_if import REPORTED, Assumptions, WhatIf
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.convert import convert, rates_between
from tui.facts.figure import Figure
from tui.facts.model import Rate
from tui.facts.period import Period

# A step of the slider changes the volume alone: what does not depend on it is computed once.
_what_if = lru_cache(maxsize=32)(WhatIf)
_volume_needed = lru_cache(maxsize=8)(break_even)


@dataclass(frozen=True)
class Case:
    """A scenario and all that follows from it. Figures are None where an input is missing."""

    book: FactBook
    scenario: Scenario
    wanted: str
    """The currency asked for."""

    @property
    def published(self) -> Account:
        """The period as published."""
        return self.scenario.published

    @property
    def base(self) -> Account:
        """The period with what is assumed of its inputs."""
        return self.scenario.base

    @property
    def change(self) -> Assumptions:
        """What is assumed on top of it."""
        return self.scenario.change

    @property
    def account(self) -> WhatIf:
        """The account under the assumptions."""
        return self.scenario.account

    @property
    def target(self) -> Decimal:
        """What a car is to earn, in the reporting currency."""
        return self.scenario.target

    @property
    def is_changed(self) -> bool:
        """Whether any figure may differ from the published ones."""
        moved = bool(self.account.assumptions.moves) or self.moved_by_ranges is not None
        return moved or self.base is not self.published

    @property
    def is_forecast(self) -> bool:
        """Whether the period has no result yet: what is assumed of it comes true or not."""
        return self.published.result is None

    @cached_property
    def rates(self) -> tuple[Rate, ...]:
        """The mean rates of the period by which results are converted: into the currency that
        rates are quoted in, and out of it.

        Empty in the reporting currency, and where one of them is missing.
        """
        period = self.base.period
        return rates_between(self.book, self.base.currency, self.wanted, period) if period else ()

    @property
    def currency(self) -> str:
        """The currency of the results: the one asked for if there is a rate for it."""
        return self.wanted if self.rates else self.base.currency

    def money(self, figure: Figure | None) -> Figure | None:
        """A figure in the currency of the results; itself when it is no money."""
        return self.rated(figure) if figure else None

    def rated(self, figure: Figure, at: Period | None = None) -> Figure:
        """The same at the rate of a period, by default of the figure's own; as it is without."""
        return convert(self.book, figure, self.currency, at) or figure

    def multiplies(self, rate: Rate) -> bool:
        """Whether a rate leads out of the reporting currency, not into the one asked for."""
        return rate.currency == self.base.currency

    def plain(self, value: Decimal) -> Decimal:
        """An amount in the currency of the results, for charts."""
        for rate in self.rates:
            value = value * rate.mean if self.multiplies(rate) else value / rate.mean
        return value

    @property
    def symbol(self) -> str:
        """The sign of the currency of the results."""
        return fmt.SYMBOLS.get(self.currency, self.currency)

    @property
    def when(self) -> str:
        """The period in words: `Q1 25`."""
        return fmt.period(self.base.period)

    @cached_property
    def per_car(self) -> Figure | None:
        """Result per car under the assumptions."""
        return self.money(self.account.result_per_car)

    @cached_property
    def reported_per_car(self) -> Figure | None:
        """Result per car as published."""
        return self.money(_what_if(self.published, REPORTED).result_per_car)

    @cached_property
    def result(self) -> Figure | None:
        """Result of the period under the assumptions."""
        return self.money(self.account.result)

    @cached_property
    def moved_by_ranges(self) -> Band | None:
        """The result per car under rounding and ranges, in the reporting currency; None where no
        range moves it."""
        band = figure_band(self.scenario, "result_per_car")
        return band if band and band.is_moved else None

    @property
    def still(self) -> Assumptions:
        """The assumptions but for the volume."""
        return self.change._replace(deliveries=None)

    @cached_property
    def contribution(self) -> Figure | None:
        """What each additional car adds; the volume assumed plays no part in it."""
        return self.money(_what_if(self.base, self.still).contribution)

    @property
    def break_even(self) -> Answer:
        """The volume at which a car earns nothing; the volume assumed plays no part in it."""
        return _volume_needed(self.base, self.still)

    @property
    def cars(self) -> Decimal | None:
        """Cars delivered under the assumptions."""
        figure = self.account.deliveries
        return figure.value if figure else None


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
