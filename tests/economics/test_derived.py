"""Bounds of derived and pooled periods against all that the stated figures allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from tests.economics.quarters import DERIVED, QUARTERS, book_of, shown, when
from tui.economics.account import Account, base_of
from tui.economics.per_car import gross_profit, result_per_car
from tui.economics.solve import break_even
from tui.economics.what_if import WhatIf
from tui.facts.book import FactBook
from tui.facts.figure import Figure

STATED = ("2025", "2025-Q1", "2025-Q2", "2025-Q3", "2026-Q1")
"""2025-Q4 follows from its year."""
POOLABLE = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")
CARS = {"2025": 411_082, "2025-Q1": 75_869, "2025-Q2": 81_302, "2025-Q3": 108_796}
CARS["2026-Q1"] = 80_856

Point = Mapping[tuple[str, str], Fraction]
"""A value of each concept of each stated period."""
SLACK = Fraction(1, 10**15)


@st.composite
def pools(draw: st.DrawFn) -> tuple[FactBook, tuple[str, ...]]:
    """Five stated periods, each rounded in its own way, and some quarters to pool.

    Gross profit is stated as such or as a margin, the result of the last quarter as such or by its
    expenses.
    """

    def rounded(least: int, most: int) -> str:
        value = Decimal(draw(st.integers(least, most))) / 1000
        return f"{value}±{draw(st.sampled_from(['0', '0.004', '0.05', '0.5']))}"

    periods: dict[str, dict[str, str]] = {}
    for period in STATED:
        sales = (90_000, 120_000) if period == "2025" else (10_000, 20_000)
        states = {"deliveries": f"exactly {CARS[period]} cars"}
        states["revenue"] = f"{rounded(*sales)} billion CNY"
        if draw(st.booleans()):
            states["gross_margin"] = f"{rounded(5_000, 30_000)}%"
        else:
            states["gross_profit"] = f"{rounded(*(end // 5 for end in sales))} billion CNY"
        if period == "2026-Q1" and "gross_profit" in states and draw(st.booleans()):
            states["operating_expenses"] = f"{rounded(1000, 4000)} billion CNY"
        else:
            states["operating_result"] = f"{rounded(-5000, 5000)} billion CNY"
        periods[period] = states
    some = draw(st.sets(st.sampled_from(POOLABLE), min_size=1))
    return book_of(periods), tuple(sorted(some))


def stated_ends(book: FactBook) -> dict[tuple[str, str], tuple[Fraction, Fraction]]:
    """What each stated figure can be at least and at most."""
    return {
        (fact.period.text, fact.concept): (
            Fraction(fact.quantity.core.lo),
            Fraction(fact.quantity.core.hi),
        )
        for fact in book.facts
        if fact.period and fact.quantity and fact.concept != "profit_per_car"
    }


class Totals(NamedTuple):
    """Exact sums of some quarters."""

    cars: Fraction
    revenue: Fraction
    gross_profit: Fraction
    result: Fraction


def totals(at: Point, periods: tuple[str, ...]) -> Totals:
    """The sums; the last quarter of 2025 is what the others leave of the year."""

    def one(period: str) -> tuple[Fraction, ...]:
        if period == "2025-Q4":
            year, *rest = (one(part) for part in STATED[:4])
            return tuple(whole - sum(less) for whole, *less in zip(year, *rest, strict=True))
        revenue = at[period, "revenue"]
        profit = at.get((period, "gross_profit"))
        if profit is None:
            profit = at[period, "gross_margin"] / 100 * revenue
        result = at.get((period, "operating_result"))
        if result is None:
            result = profit - at[period, "operating_expenses"]
        return at[period, "deliveries"], revenue, profit, result

    return Totals(*(sum(parts, Fraction(0)) for parts in zip(*map(one, periods), strict=True)))


def pooled(book: FactBook, periods: tuple[str, ...]) -> Account:
    """One quarter, or several by their sums."""
    several = [when(period) for period in periods]
    return base_of(book, several[0] if len(several) == 1 else several)


def attained(
    ends: Mapping[tuple[str, str], tuple[Fraction, Fraction]],
    periods: tuple[str, ...],
    compute: Callable[[Totals], Fraction],
) -> tuple[Fraction, Fraction]:
    """The least and the most of a ratio of sums, by moving one period at a time to better ends.

    That finds both: what is best in no single period is best in none (Dinkelbach).
    """
    found = []
    for sign in (1, -1):
        at = {key: low for key, (low, _) in ends.items()}
        best, before = sign * compute(totals(at, periods)), None
        while best != before:
            before = best
            for period in STATED:
                keys = [key for key in ends if key[0] == period]
                for corner in product(*(set(ends[key]) for key in keys)):
                    other = {**at, **dict(zip(keys, corner, strict=True))}
                    if (now := sign * compute(totals(other, periods))) < best:
                        at, best = other, now
        found.append(sign * best)
    return found[0], found[1]


def figures(base: Account) -> dict[str, tuple[Figure | None, Callable[[Totals], Fraction]]]:
    """Figures of an account, and what each is exactly."""
    account = WhatIf(base)
    return {
        "revenue": (base.revenue, lambda t: t.revenue),
        "result": (base.result, lambda t: t.result),
        "gross margin": (base.gross_margin, lambda t: t.gross_profit / t.revenue * 100),
        "gross profit": (account.gross_profit, lambda t: t.gross_profit),
        "opex": (account.opex, lambda t: t.gross_profit - t.result),
        "per car": (account.result_per_car, lambda t: t.result / t.cars),
        "cost": (
            account.cost_of_sales_per_car,
            lambda t: (t.revenue - t.gross_profit) / t.cars,
        ),
        "opex per car": (account.opex_per_car, lambda t: (t.gross_profit - t.result) / t.cars),
        "contribution": (account.contribution, lambda t: t.gross_profit / t.cars),
        "operating margin": (account.operating_margin, lambda t: t.result / t.revenue * 100),
        "break-even": (
            break_even(base).figure,
            lambda t: (t.gross_profit - t.result) / t.gross_profit * t.cars,
        ),
    }


@given(pools(), st.data())
def test_bounds_are_what_the_stated_figures_attain(
    pool: tuple[FactBook, tuple[str, ...]], data: st.DataObject
) -> None:
    book, periods = pool
    base, ends = pooled(book, periods), stated_ends(book)
    inside = {
        key: low + (high - low) * data.draw(st.fractions(0, 1)) for key, (low, high) in ends.items()
    }
    for name, (figure, compute) in figures(base).items():
        if name == "break-even" and (figure is None or not figure.support.bounded):
            continue
        assert figure is not None
        low, high = Fraction(figure.low), Fraction(figure.high)
        assert low <= compute(totals(inside, periods)) <= high, name
        least, most = attained(ends, periods, compute)
        size = max(abs(least), abs(most))
        assert least - size * SLACK <= low <= least, name
        assert most <= high <= most + size * SLACK, name


def test_a_margin_of_what_the_year_leaves_is_taken_at_one_value_of_it() -> None:
    """The last quarter has a margin but no revenue: that of the others is in both."""
    states = {
        period: {"revenue": f"{revenue}±0.5 billion CNY", "gross_margin": f"{margin}±0.5%"}
        for period, revenue, margin in (
            ("2025-Q1", 18, 23),
            ("2025-Q2", 21, 26),
            ("2025-Q3", 29, 25),
        )
    }
    states |= {
        "2025": {"revenue": "106±0.5 billion CNY"},
        "2025-Q4": {"gross_margin": "22±0.5%"},
    }
    book = book_of(states)
    base, ends = pooled(book, ("2025-Q3", "2025-Q4")), stated_ends(book)

    def profit(at: Point) -> Fraction:
        first, second, third = (at[f"2025-Q{n}", "revenue"] for n in (1, 2, 3))
        fourth = at["2025", "revenue"] - first - second - third
        margins = [at[f"2025-Q{n}", "gross_margin"] for n in (3, 4)]
        return (third * margins[0] + fourth * margins[1]) / 100

    found = [profit(dict(zip(ends, corner, strict=True))) for corner in product(*ends.values())]
    gross = gross_profit(base)
    assert gross is not None
    assert Fraction(gross.low) <= min(found) < Fraction(gross.low) + 1
    assert Fraction(gross.high) - 1 < max(found) <= Fraction(gross.high)


def test_the_quarters_of_a_year_give_back_the_year() -> None:
    four = pooled(DERIVED, ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"))
    year = base_of(DERIVED, when("2025"))
    for name in ("deliveries", "revenue", "gross_margin", "result"):
        assert four.get(name) == year.get(name)


def test_the_last_four_quarters_lose_what_the_year_says_they_do() -> None:
    """The year less its first quarter and the one after it, each rounded once."""
    base = pooled(DERIVED, ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1"))
    assert shown(result_per_car(base)) == (-4086, -4446, -3725)
    assert base.result is not None
    assert base.result.formula == "2025 − 2025-Q1 + 2026-Q1"


def test_quarters_that_are_stated_add_up_as_before() -> None:
    base = pooled(book_of(QUARTERS), ("2025-Q1", "2025-Q2"))
    assert base.result is not None
    assert base.result.formula == "2025-Q1 + 2025-Q2"
    assert shown(base.result, 10**8) == (-8, -9, -7)
