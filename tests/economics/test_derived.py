"""Bounds of derived and pooled periods against all that the stated figures allow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from tests.economics.quarters import DERIVED, QUARTERS, book_of, shown, when
from tui.economics.account import Account, base_of
from tui.economics.per_car import result_per_car
from tui.facts.book import FactBook
from tui.facts.figure import Figure

STATED = ("2025", "2025-Q1", "2025-Q2", "2025-Q3", "2026-Q1")
"""2025-Q4 follows from its year."""
POOLABLE = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")

Point = Mapping[str, Fraction]


@st.composite
def pools(draw: st.DrawFn) -> tuple[FactBook, tuple[str, ...]]:
    """Five stated periods, each rounded in its own way, and some quarters to pool."""

    def rounded(least: int, most: int) -> str:
        value = Decimal(draw(st.integers(least, most))) / 1000
        return f"{value}±{draw(st.sampled_from(['0', '0.004', '0.05', '0.5']))}"

    periods = {
        period: {
            "deliveries": f"exactly {draw(st.integers(*(cars)))} cars",
            "revenue": f"{rounded(*sales)} billion CNY",
            "operating_result": f"{rounded(-5000, 5000)} billion CNY",
        }
        for period in STATED
        for cars, sales in [
            ((400_000, 500_000), (90_000, 120_000))
            if period == "2025"
            else ((50_000, 100_000), (10_000, 20_000))
        ]
    }
    some = draw(st.sets(st.sampled_from(POOLABLE), min_size=1))
    return book_of(periods), tuple(sorted(some))


def stated_boxes(book: FactBook, concept: str) -> dict[str, tuple[Fraction, Fraction]]:
    """What each stated period can be at least and at most."""
    found = {period: book.best(concept, when(period)) for period in STATED}
    return {
        period: (Fraction(figure.low), Fraction(figure.high))
        for period, figure in found.items()
        if figure
    }


def of_quarter(at: Point, period: str) -> Fraction:
    """A quarter as stated, the last one of 2025 as what the others leave of the year."""
    if period != "2025-Q4":
        return at[period]
    return at["2025"] - at["2025-Q1"] - at["2025-Q2"] - at["2025-Q3"]


def pooled(book: FactBook, periods: tuple[str, ...]) -> Account:
    """One quarter, or several by their sums."""
    several = [when(period) for period in periods]
    return base_of(book, several[0] if len(several) == 1 else several)


def assert_is_hull(
    figure: Figure | None,
    boxes: Mapping[str, tuple[Fraction, Fraction]],
    compute: Callable[[Point], Fraction],
    off: Fraction = Fraction(0),
) -> None:
    """The bounds are the least and the most that the formula attains at what may be stated."""
    assert figure is not None
    attained = [
        compute(dict(zip(boxes, corner, strict=True))) for corner in product(*boxes.values())
    ]
    least, most = min(attained), max(attained)
    assert least - off <= Fraction(figure.low) <= least
    assert most <= Fraction(figure.high) <= most + off


@given(pools())
def test_a_sum_of_quarters_can_be_what_the_stated_figures_allow(
    pool: tuple[FactBook, tuple[str, ...]],
) -> None:
    book, periods = pool
    base = pooled(book, periods)
    for concept, figure in (("revenue", base.revenue), ("operating_result", base.result)):
        boxes = stated_boxes(book, concept)
        assert_is_hull(
            figure, boxes, lambda at: sum((of_quarter(at, p) for p in periods), Fraction(0))
        )


@given(pools(), st.data())
def test_no_sample_of_the_stated_figures_leaves_the_bounds(
    pool: tuple[FactBook, tuple[str, ...]], data: st.DataObject
) -> None:
    book, periods = pool
    base, figure = pooled(book, periods), result_per_car(pooled(book, periods))
    assert base.deliveries is not None
    assert figure is not None
    assert base.deliveries.is_exact
    boxes, cars = stated_boxes(book, "operating_result"), Fraction(base.deliveries.value)
    at = {
        period: low + (high - low) * data.draw(st.fractions(0, 1))
        for period, (low, high) in boxes.items()
    }
    sample = sum((of_quarter(at, p) for p in periods), Fraction(0)) / cars
    assert Fraction(figure.low) <= sample <= Fraction(figure.high)
    assert_is_hull(
        figure,
        boxes,
        lambda at: sum((of_quarter(at, p) for p in periods), Fraction(0)) / cars,
        Fraction(1, 10**15),
    )


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
