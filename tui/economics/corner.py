"""The account of one period at one point: every input one number, or one end of its range.

Cost-volume-profit analysis: with v = deliveries ÷ reported deliveries, opex is fixed by the share φ
and cost of sales by the share ψ, so opex = X₀(φ + (1 − φ)v) and cost = C₀(ψ + (1 − ψ)v).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

Number: TypeAlias = Any
"""A Decimal, or the Interval of one point with its arithmetic rounded outwards."""

ONE = Decimal(1)
ZERO = Decimal(0)


class Corner(NamedTuple):
    """Reported inputs and what is assumed; shares and margins as fractions.

    `volume` is deliveries as a multiple of the reported ones. `margin` is None while the cost per
    car is held.
    """

    reported_cars: Number
    reported_revenue: Number
    reported_margin: Number
    reported_opex: Number
    cars: Number
    volume: Number = ONE
    price: Number = ZERO
    unit_cost: Number = ZERO
    margin: Number = None
    opex_fixed: Number = ONE
    cost_fixed: Number = ZERO

    @property
    def revenue(self) -> Number:
        """Reported revenue per car and the change of price, times deliveries."""
        return self.reported_revenue * self.volume + self.cars * self.price

    @property
    def cost_of_sales(self) -> Number:
        """Cost of the cars delivered."""
        added = self.cars * self.unit_cost
        if self.margin is not None:
            return self.revenue * (ONE - self.margin) + added
        return self._reported_cost * self._share(self.cost_fixed) + added

    @property
    def opex(self) -> Number:
        """Operating expenses at these deliveries."""
        return self.reported_opex * self._share(self.opex_fixed)

    @property
    def result(self) -> Number:
        """Revenue less cost of sales less opex."""
        return self.revenue - self.cost_of_sales - self.opex

    @property
    def fixed_cost(self) -> Number:
        """What does not move with deliveries."""
        fixed = self.reported_opex * self.opex_fixed
        return fixed if self.margin is not None else fixed + self._reported_cost * self.cost_fixed

    @property
    def contribution(self) -> Number:
        """What one more car adds to the result."""
        revenue = self.reported_revenue / self.reported_cars + self.price
        variable_opex = self.reported_opex * (ONE - self.opex_fixed) / self.reported_cars
        if self.margin is not None:
            return revenue * self.margin - self.unit_cost - variable_opex
        cost = self._reported_cost * (ONE - self.cost_fixed) / self.reported_cars
        return revenue - cost - self.unit_cost - variable_opex

    @property
    def _reported_cost(self) -> Number:
        return self.reported_revenue * (ONE - self.reported_margin)

    def _share(self, fixed: Number) -> Number:
        """What a cost that is fixed by a share comes to, as a multiple of the reported one."""
        return fixed + (ONE - fixed) * self.volume
