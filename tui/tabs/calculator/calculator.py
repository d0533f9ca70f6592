"""One scenario of the calculator, worked out, its figures in the currency asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from tui.economics.answer import Answer
from tui.economics.basis import Base
from tui.economics.change import Change
from tui.economics.solve import break_even
from tui.economics.what_if import WhatIf
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Rate
from tui.facts.rates import convert, rate_for
from tui.present import fmt
from tui.tabs.calculator.inputs import BEHIND, Read, Setting, reported_figure

MILLION = Decimal(10) ** 6


@dataclass(frozen=True)
class Case:
    """A setting and all that follows from it. Figures are None where an input is missing."""

    book: FactBook
    setting: Setting
    reported: Base
    """The period as published, before anything was typed."""
    read: Read
    wanted: str
    """The currency asked for."""

    @property
    def base(self) -> Base:
        """The period with what was typed over its published inputs."""
        return self.read.base

    @property
    def change(self) -> Change:
        """What is assumed on top of it."""
        return self.read.change

    @cached_property
    def account(self) -> WhatIf:
        """The account under the assumptions."""
        return WhatIf(self.base, self.change)

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
        return convert(self.book, figure, self.currency) or figure if figure else None

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
        return self.money(WhatIf(self.reported).result_per_car)

    @property
    def still(self) -> Change:
        """The assumptions but for the volume."""
        return self.change._replace(deliveries=None)

    @cached_property
    def contribution(self) -> Figure | None:
        """What one more car adds; the volume assumed plays no part in it."""
        return self.money(WhatIf(self.base, self.still).contribution)

    @cached_property
    def break_even(self) -> Answer:
        """The volume at which a car earns nothing; the volume assumed plays no part in it."""
        return break_even(self.base, self.still)

    @cached_property
    def published(self) -> Mapping[str, Figure | None]:
        """The figures behind the fields before anything was typed."""
        return {key: reported_figure(self.reported, key) for key in BEHIND}

    @cached_property
    def given(self) -> Mapping[str, Figure | None]:
        """The same under what was typed over published inputs."""
        if self.base is self.reported:
            return self.published
        return {key: reported_figure(self.base, key) for key in BEHIND}

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

    def moved(self, case: Case) -> Case:
        """This case with what another one worked out that holds here too."""
        alike = case.reported is self.reported and case.wanted == self.wanted
        names = ["published", "reported_per_car", "rate"] if alike else []
        if alike and case.base == self.base:
            names.append("given")
            names += ["break_even", "contribution"] if case.still == self.still else []
        known = {name: case.__dict__[name] for name in names if name in case.__dict__}
        self.__dict__.update(known)
        return self


def each(value: Decimal, currency: str, *, signed: bool = False) -> str:
    """An amount per car; in a few digits where it is millions, as at a handful of cars."""
    write = fmt.compact if abs(value) >= MILLION else fmt.money
    return write(value, currency, signed=signed)
