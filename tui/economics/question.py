"""A question to the engine: the account as changed, and what a car in it is to earn."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from tui.economics.change import Change
from tui.economics.corner import Corner, Number
from tui.economics.what_if import WhatIf
from tui.economics.wording import grouped_money
from tui.facts.figure import Figure, assumed

CANNOT = "Not available: no cars were delivered."


class Question(NamedTuple):
    """What one input would have to be for a car to earn `target`, in money per car."""

    account: WhatIf
    target: Decimal

    @property
    def currency(self) -> str:
        """The currency of the account."""
        return self.account.base.currency

    @property
    def unit(self) -> str:
        """Money per car."""
        return self.account.base.per_car

    @property
    def goal(self) -> str:
        """What an answer begins with."""
        return (
            f"{grouped_money(self.target, self.currency)} per car" if self.target else "Break-even"
        )

    @property
    def reaches(self) -> str:
        """What nothing does, where there is no answer."""
        if not self.target:
            return "breaks even"
        return f"reaches {grouped_money(self.target, self.currency)} per car"

    def figure(
        self, label: str, formula: str, unit: str, compute: Callable[[Corner], Number]
    ) -> Figure | None:
        """A figure of the account that also rests on the target."""
        target = assumed(self.target, self.unit, "target")
        return self.account.figure(label, formula, unit, compute, target)

    def outcome(self, change: Change) -> WhatIf:
        """The account under a change that puts an answer in."""
        return WhatIf(self.account.base, change)
