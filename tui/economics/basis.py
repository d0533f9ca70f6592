"""What a per-car figure rests on: one period's inputs and the basis of its result."""

from __future__ import annotations

from typing import NamedTuple

from tui.facts.figure import Figure
from tui.facts.period import Period

BASES: dict[str, str] = {
    "operating_result": "operating result",
    "adjusted_net_result": "adjusted net result",
    "gross_result": "gross result",
    "ebit": "EBIT",
    "net_result": "net result",
}
"""Bases a result may be stated on. They differ by more than most trends, so each is named."""

INPUTS: dict[str, str] = {
    "deliveries": "deliveries",
    "revenue": "revenue",
    "gross_margin": "gross margin",
    "result": "result",
    "opex": "opex",
    "asp": "ASP",
}
"""The inputs of a base and what they are called."""

FEW_CARS = 1000
"""Below this many cars a per-car figure says little."""


class Base(NamedTuple):
    """One period as reported; whatever is not known is None.

    Money in full units of `currency`, the gross margin in percent, `asp` in money per car without
    value-added tax. `opex` is set only where it was given in place of the result; otherwise it is
    implied: gross profit less result. `kind` is a key of `BASES`, empty when not stated.
    """

    period: Period | None = None
    currency: str = "CNY"
    kind: str = ""
    deliveries: Figure | None = None
    revenue: Figure | None = None
    gross_margin: Figure | None = None
    result: Figure | None = None
    opex: Figure | None = None
    asp: Figure | None = None
    pooled: tuple[str, ...] = ()
    """Every kind of result that was added up, where quarters were."""
    scope: str = ""
    """The company or segment it is about."""
    scope_note: str = ""
    """What that holds besides cars, as the file notes it."""
    prelaunch: bool = False
    """Whether it spans a quarter in which sales had hardly begun."""

    @property
    def basis(self) -> str:
        """The basis in words; all of them where several were pooled."""
        return " and ".join(BASES[kind] for kind in self.kinds) or "result"

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of result it rests on."""
        return self.pooled or ((self.kind,) if self.kind else ())

    @property
    def per_car(self) -> str:
        """The unit of money per car."""
        return f"{self.currency}/car"

    def known(self, *names: str) -> tuple[Figure, ...] | None:
        """The inputs of these names, in order; None when one of them is missing."""
        found = [figure for name in names if (figure := self.get(name)) is not None]
        return tuple(found) if len(found) == len(names) else None

    def missing(self, *names: str) -> tuple[str, ...]:
        """What the inputs of these names that are missing are called."""
        return tuple(INPUTS[name] for name in names if self.get(name) is None)

    def get(self, name: str) -> Figure | None:
        """The input of one name."""
        found: Figure | None = getattr(self, name)
        return found

    @property
    def few_cars(self) -> bool:
        """Whether fewer than 1,000 cars were delivered."""
        return self.deliveries is not None and self.deliveries.value < FEW_CARS

    @property
    def account(self) -> tuple[str, ...]:
        """The names of the four inputs that a full account of the period rests on."""
        last = "opex" if self.result is None and self.opex is not None else "result"
        return ("deliveries", "revenue", "gross_margin", last)
