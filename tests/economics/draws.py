"""Random accounts with bounds, and random points inside them, for the property tests."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from tests.economics.quarters import boxed
from tui.economics.account import Account
from tui.facts.figure import Figure, assumed


@dataclass(frozen=True)
class Point:
    """Exact inputs inside the bounds of a base."""

    cars: Fraction
    revenue: Fraction
    margin: Fraction
    result: Fraction


@st.composite
def bases(draw: st.DrawFn) -> Account:
    """Accounts of plausible size, deliveries exact, the rest with a rounding."""
    revenue = draw(st.integers(10, 9999)) * Decimal(10) ** 7
    margin = draw(st.integers(-300, 900)) / Decimal(10)
    result = draw(st.integers(-999, 999)) * Decimal(10) ** 7
    halves = [Decimal(draw(st.sampled_from(["0", "0.05", "0.5"]))) for _ in range(3)]
    return Account(
        kind="operating_result",
        deliveries=assumed(draw(st.integers(100, 400_000)), "cars", "deliveries"),
        revenue=boxed(revenue, halves[0] * 10**7, "CNY", "revenue"),
        gross_margin=boxed(margin, halves[1] / 10, "%", "gross margin"),
        result=boxed(result, halves[2] * 10**7, "CNY", "operating result"),
    )


@st.composite
def bases_with_points(draw: st.DrawFn) -> tuple[Account, Point]:
    """An account and exact inputs inside its bounds."""
    base = draw(bases())
    inputs = [base.deliveries, base.revenue, base.gross_margin, base.result]
    exact = [_inside(figure, draw(st.fractions(0, 1))) for figure in inputs if figure]
    return base, Point(exact[0], exact[1], exact[2] / 100, exact[3])


def _inside(figure: Figure, at: Fraction) -> Fraction:
    low, high = Fraction(figure.low), Fraction(figure.high)
    return low + (high - low) * at


def holds(figure: Figure | None, exact: Fraction) -> bool:
    """Whether the bounds of a figure hold an exact number."""
    return figure is not None and Fraction(figure.low) <= exact <= Fraction(figure.high)
