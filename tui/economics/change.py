"""What the user assumes in place of what was reported. Assumptions are exact."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from tui.economics.basis import Base

HOLDS = ("cost", "margin")
FULL = Decimal(100)
NONE = Decimal(0)


class Change(NamedTuple):
    """Assumptions that replace or move the inputs of a base; what is None stays as it was.

    `price` and `unit_cost` are added per car, `opex` is the amount at the reported deliveries.
    `gross_margin` and the two fixed shares are in percent. When the price changes, `hold` says
    whether the cost per car or the gross margin stays.
    """

    deliveries: Decimal | None = None
    price: Decimal | None = None
    unit_cost: Decimal | None = None
    gross_margin: Decimal | None = None
    opex: Decimal | None = None
    opex_fixed_share: Decimal = FULL
    cost_fixed_share: Decimal = NONE
    hold: str = "cost"

    def against(self, base: Base) -> Change:
        """The same without assumptions that only repeat what was reported."""
        change = self
        for name in ("deliveries", "gross_margin", "opex"):
            reported = base.get(name)
            if reported is not None and getattr(self, name) == reported.value:
                change = change.put(name, None)
        for name in ("price", "unit_cost"):
            if getattr(self, name) == 0:
                change = change.put(name, None)
        return change

    def put(self, name: str, value: Decimal | None) -> Change:
        """The same with one assumption, named as the field, set or (by None) taken back."""
        settings: dict[str, Any] = {name: value}
        return self._replace(**settings)

    @property
    def moves(self) -> bool:
        """Whether anything is assumed that can move a figure."""
        moved = (self.deliveries, self.price, self.unit_cost, self.gross_margin, self.opex)
        return any(value is not None for value in moved)


REPORTED = Change()
"""Nothing assumed."""
