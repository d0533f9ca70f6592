"""A period's inputs from the store: gaps filled, bounds left out, the basis chosen."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest

from tests.economics.quarters import BOOK, DERIVED, QUARTERS, YEARS, book_of, shown, when
from tui.economics.account import (
    at_mean_rates,
    base_of,
    comparable_quarters,
    full_quarters,
    leading_quarter,
    on_one_basis,
)
from tui.economics.caveats import warnings
from tui.economics.what_if import WhatIf
from tui.facts.book import Backing, FactBook
from tui.facts.figure import assumed
from tui.facts.model import Source


def test_a_quarter_is_its_year_less_the_other_three() -> None:
    base = base_of(DERIVED, when("2025-Q4"))
    assert base.deliveries is not None
    assert base.deliveries.value == 145_115
    assert base.deliveries.is_exact
    assert shown(base.revenue, 10**4) == (3_722_950, 3_716_945, 3_728_955)
    assert shown(base.result, 10**8) == (10, 8, 12)
    assert base.result is not None
    assert "2025" in base.result.formula
    assert len(base.result.facts) == 4
    assert base.kind == "operating_result"


def test_the_margin_of_a_derived_quarter_has_exact_bounds() -> None:
    margin = base_of(DERIVED, when("2025-Q4")).gross_margin
    assert margin is not None
    boxes = (
        ("24.3", "0.05"), ("106.0695", "0.00005"), ("23.17", "0.005"), ("18.58", "0.005"),
        ("26.4", "0.05"), ("21.26", "0.005"), ("7.384", "0.0005"), ("29.0", "0.05"),
    )  # fmt: skip
    ends = [(Fraction(x) - Fraction(h), Fraction(x) + Fraction(h)) for x, h in boxes]

    def share(*at: Fraction) -> Fraction:
        year, sales, m1, r1, m2, r2, profit3, r3 = at
        profit = year * sales / 100 - m1 * r1 / 100 - m2 * r2 / 100 - profit3
        return profit / (sales - r1 - r2 - r3) * 100

    corners = [share(*corner) for corner in product(*ends)]
    assert Fraction(margin.low) <= min(corners)
    assert Fraction(margin.high) >= max(corners)
    assert (f"{margin.value:.2f}", f"{margin.low:.2f}", f"{margin.high:.2f}") == (
        *("22.76", "22.55", "22.97"),
    )
    assert float(min(corners) - Fraction(margin.low)) < 1e-20
    assert len(margin.facts) == 8


def test_the_margin_of_a_half_weighs_its_quarters() -> None:
    margin = base_of(DERIVED, when("2025-H1")).gross_margin
    assert margin is not None
    assert f"{margin.value:.2f}" == "24.89"


def test_a_mere_bound_is_no_value() -> None:
    bound = {
        "2025-H1": {"deliveries": "over 157,000 cars"},
        "2026-Q2": {"deliveries": "over 9 cars"},
    }
    book = book_of(QUARTERS, bound)
    half = base_of(book, when("2025-H1")).deliveries
    assert half is not None
    assert half.value == 157_171
    assert base_of(book, when("2026-Q2")).deliveries is None


def test_quarters_before_sales_began_are_no_full_quarters() -> None:
    early = {"2024-Q1": {"revenue": "26.03 million CNY", "gross_margin": "12.6%"}}
    book = book_of({k: v for k, v in QUARTERS.items() if k != "2025-Q4"}, YEARS, early)
    assert [str(base.period) for base in full_quarters(book)] == list(QUARTERS)


@pytest.mark.parametrize(
    ("periods", "kind", "codes"),
    [
        ("2025-Q1", "operating_result", ()),
        ("2024-Q2", "adjusted_net_result", ("basis",)),
        ("2024", "adjusted_net_result", ("basis", "pre-launch")),
        ("2024-Q1", "adjusted_net_result", ("fewer than 1,000 cars", "basis")),
        ("2024-Q3 2024-Q4", "adjusted_net_result", ("basis",)),
        ("2024-Q3 2025-Q1", "", ("basis", "mixed basis")),
    ],
)
def test_the_basis_is_chosen_carried_and_warned_of(
    periods: str, kind: str, codes: tuple[str, ...]
) -> None:
    several = [when(text) for text in periods.split()]
    base = base_of(DERIVED, several[0] if len(several) == 1 else several)
    assert base.kind == kind
    assert warnings(base) == (*codes, "segment, not car")


def test_a_basis_may_be_asked_for() -> None:
    asked = base_of(BOOK, when("2024-Q4"), "adjusted_net_result")
    assert asked.basis == "adjusted net result"
    assert base_of(BOOK, when("2024-Q4")).basis == "operating result"


def test_a_pool_with_a_gap_has_no_sum() -> None:
    base = base_of(BOOK, [when("2026-Q1"), when("2026-Q2")])
    assert base.deliveries is None
    assert base.gross_margin is None
    mixed = base_of(DERIVED, [when("2024-Q3"), when("2025-Q1")])
    assert mixed.period is None
    assert mixed.basis == "adjusted net result and operating result"


def test_a_half_that_holds_a_derived_quarter_rests_on_the_year_and_the_other_half() -> None:
    """2025-Q3 and Q4 together: what Q4 takes Q3 from the year, Q3 gives back."""
    pooled = base_of(DERIVED, [when("2025-Q3"), when("2025-Q4")]).gross_margin
    half = base_of(DERIVED, when("2025-H2")).gross_margin
    assert pooled is not None
    assert half is not None
    assert pooled.value == half.value
    assert {fact.period.text for fact in pooled.facts if fact.period} == {
        "2025",
        "2025-Q1",
        "2025-Q2",
    }
    year, first, second = (Decimal("25.7749"), Decimal("4.3050"), Decimal("5.6126"))
    revenue = Decimal("106.0695") - Decimal("18.58") - Decimal("21.26")
    assert abs(pooled.value - (year - first - second) / revenue * 100) < Decimal("0.01")


def test_an_operating_result_follows_from_gross_profit_and_expenses(shipped: FactBook) -> None:
    base = base_of(shipped, when("2024-Q4"))
    assert base.kind == "operating_result"
    assert shown(base.result, 10**6) == (-993, -1043, -943)
    assert base.result is not None
    assert base.result.formula == "gross profit 2024-Q4 − operating expenses 2024-Q4"
    year = base_of(shipped, when("2024"))
    assert shown(year.result, 10**6) == (-7150, -7200, -7100)


def test_gross_profit_says_more_than_the_printed_margin(shipped: FactBook) -> None:
    quarters = [when(f"2025-Q{n}") for n in (1, 2, 3, 4)]
    year, pool = base_of(shipped, when("2025")), base_of(shipped, quarters)
    third = base_of(shipped, quarters[2]).gross_margin
    assert third is not None
    assert f"{third.value:.3f}" == "25.453"
    assert year.gross_margin is not None
    assert pool.gross_margin is not None
    assert year.gross_margin.core.within(pool.gross_margin.core)


def test_the_newest_quarter_with_a_firm_result_leads(shipped: FactBook) -> None:
    newest, leading = base_of(shipped, when("2026-Q2")), leading_quarter(shipped)
    assert newest.backing == Backing.UNSIGNED
    assert "unsigned" in warnings(newest)
    assert leading is not None
    assert str(leading.period) == "2026-Q1"
    assert leading.backing == Backing.FIRM
    assert newest.period not in [base.period for base in full_quarters(shipped)]


def test_what_is_compared_is_on_one_basis_where_there_is_one(shipped: FactBook) -> None:
    xpeng = shipped.of("xpeng")
    first, last = base_of(xpeng, when("2026-Q1")), base_of(xpeng, when("2026-Q2"))
    assert (first.kind, last.kind) == ("operating_result", "net_result")
    assert [one.kind for one in on_one_basis(xpeng, (first, last))] == ["net_result"] * 2
    assert {one.kind for one in comparable_quarters(xpeng)} == {"net_result"}
    third, after = base_of(shipped, when("2024-Q3")), base_of(shipped, when("2025-Q1"))
    assert on_one_basis(shipped, (third, after)) == (third, after)
    assert comparable_quarters(shipped) == full_quarters(shipped)
    same = base_of(xpeng, when("2025")), first
    assert on_one_basis(xpeng, same) == same


@pytest.mark.parametrize(("tier", "leads"), [("press", "2025-Q4"), ("blog", "2025-Q3")])
def test_one_sound_source_is_enough_to_lead(tier: str, leads: str) -> None:
    last = book_of({"2025-Q4": QUARTERS["2025-Q4"]}).facts
    facts = [f._replace(sources=("other",)) if f in last else f for f in BOOK.facts]
    upto = [fact for fact in facts if fact.period and fact.period.text < "2026"]
    sources = {**BOOK.sources, "other": Source("other", "other", "other", tier)}
    leading = leading_quarter(replace(BOOK, facts=tuple(upto), sources=sources))
    assert leading is not None
    assert str(leading.period) == leads


@pytest.mark.parametrize(("cars", "few"), [(999, True), (1000, False)])
def test_a_thousand_cars_are_not_few(cars: int, few: bool) -> None:
    made = base_of(BOOK, when("2025-Q1"))._replace(deliveries=assumed(cars, "cars", "deliveries"))
    assert made.few_cars is few


def test_quarters_that_fill_a_year_are_told_as_the_year_is(shipped: FactBook) -> None:
    pool = base_of(shipped, [when(f"2025-Q{n}") for n in (1, 2, 3, 4)])
    year = base_of(shipped, when("2025"))
    assert pool._replace(periods=(), pooled=()) == year._replace(pooled=())


def test_the_price_of_quarters_added_up_is_weighted_by_their_cars(shipped: FactBook) -> None:
    low, high = (Fraction(end) for end in ("235050", "235150"))
    ends = [
        (ends * 80_856 + price * 104_199) / 185_055
        for ends, price in ((low, Fraction("229311.5")), (high, Fraction("229312.5")))
    ]
    for half in (when("2026-H1"), [when("2026-Q1"), when("2026-Q2")]):
        price = base_of(shipped, half).asp
        assert shown(price) == (231_841, round(ends[0]), round(ends[1]))
    assert shown(base_of(shipped, when("2025")).asp)[0] == 251_171
    assert base_of(BOOK, [when("2025-Q1"), when("2025-Q3")]).asp is not None
    assert base_of(BOOK, when("2025-H1")).asp is None


def test_a_stretch_without_a_rate_takes_that_of_each_quarter(shipped: FactBook) -> None:
    quarters = [when(text) for text in ("2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1")]
    pool = base_of(shipped, quarters)
    told = at_mean_rates(shipped, pool, "USD")
    ones = [WhatIf(base_of(shipped, quarter)) for quarter in quarters]
    rates = [rate.mean for quarter in quarters if (rate := shipped.rate("USD", quarter))]
    for name in ("revenue", "gross_profit", "result", "opex"):
        figure = getattr(WhatIf(told), name)
        pairs = [(getattr(one, name), mean) for one, mean in zip(ones, rates, strict=True)]
        for at in ("value", "low", "high"):
            exact = sum(getattr(part, at) / mean for part, mean in pairs)
            assert abs(getattr(figure, at) - exact) < Decimal("1e-6")
    assert told.currency == "USD"
    assert at_mean_rates(shipped, pool, "CNY") is pool
    year = base_of(shipped, when("2025"))
    assert at_mean_rates(shipped, year, "USD") is year
