"""The bridge between two periods: causes that add up, with bounds that are exact."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.books import fact, rate
from tests.economics.draws import Point, bases, bases_with_points, holds
from tests.economics.quarters import (
    BOOK,
    DERIVED,
    QUARTERS,
    book_of,
    boxed,
    crossing,
    quarter,
    shown,
    when,
)
from tui.economics.account import Account, base_of
from tui.economics.bridge import bridge
from tui.facts.convert import convert
from tui.facts.derive import combine
from tui.facts.figure import Figure
from tui.facts.period import Period


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("2024-Q2", "2025-Q3", (-65_917, 31_409, 773, -304, -35_933, 76_407, 6_434)),
        ("2025-Q1", "2025-Q3", (-6_590, 21_753, -95, -10_429, -17_372, 19_168, 6_434)),
        ("2025-Q2", "2025-Q3", (-3_690, 5_060, -6_123, -7_191, 18_378, 6_434)),
        ("2025-Q4", "2026-Q1", (6_891, -10_439, 1_516, 4_621, -40_929, -38_340)),
    ],
)
def test_bridges_calculated_by_hand(before: str, after: str, expected: tuple[int, ...]) -> None:
    found = crossing(quarter(before), quarter(after))
    assert tuple(shown(figure)[0] for figure in found.figures) == expected


def test_the_selling_price_is_that_published_or_else_car_revenue_over_deliveries() -> None:
    states = {
        "deliveries": "exactly 1,000 cars",
        "revenue": "exactly 250 million CNY",
        "gross_margin": "20%",
        "operating_result": "-10 million CNY",
    }
    other = states | {"revenue": "exactly 260 million CNY"}
    start = states | {"asp": "exactly 240,000 CNY/car"}
    told, both = (
        [base_of(book_of({"2025-Q1": start, "2025-Q2": then}), when(text)) for text in _TWO]
        for then in (other, other | {"car_revenue": "245.00±0.55 million CNY"})
    )
    whole, split = (crossing(*side) for side in (told, both))
    assert [cause.key for cause in whole.causes][:1] == ["revenue"]
    assert [base.period for base in whole.unpriced] == [when("2025-Q2")]
    assert [(cause.key, shown(cause.figure)) for cause in split.causes[:2]] == [
        ("asp", (5_000, 4_450, 5_550)),
        ("other_revenue", (5_000, 4_450, 5_550)),
    ]
    assert split.unpriced == ()


_TWO = ("2025-Q1", "2025-Q2")


@st.composite
def _priced(draw: st.DrawFn) -> Account:
    """An account, of which perhaps the selling price or the revenue from cars is known."""
    base, known = draw(bases()), draw(st.sampled_from(["", "asp", "car_revenue"]))
    amount = Decimal(draw(st.integers(1, 10**6)))
    if known == "asp":
        return base._replace(asp=boxed(amount, amount / 100, base.per_car, known))
    cars_alone = boxed(amount * 10_000, amount, base.currency, known)
    return base._replace(car_revenue=cars_alone) if known else base


@given(_priced(), _priced())
def test_the_causes_add_up(before: Account, after: Account) -> None:
    found = crossing(before, after)
    moved = sum((cause.figure.value for cause in found.causes), Decimal(0))
    assert abs(moved - (found.end.value - found.start.value)) < Decimal("1e-12")
    assert len(found.causes) == (4 if found.unpriced else 5)


@given(bases_with_points(), bases_with_points(), st.integers(1, 10**6), st.fractions(0, 1))
def test_the_bounds_of_each_cause_hold_every_point_inside(
    old: tuple[Account, Point], new: tuple[Account, Point], asp: int, at: Fraction
) -> None:
    priced = boxed(Decimal(asp), Decimal("0.5"), "CNY/car", "asp")
    found = crossing(*(base._replace(asp=priced) for base, _ in (old, new)))
    was, now, price = old[1], new[1], asp - Fraction(1, 2) + at
    opex = [at.revenue * at.margin - at.result for at in (was, now)]
    cost = [at.revenue * (1 - at.margin) / at.cars for at in (was, now)]
    exact: list[Fraction] = [
        price - asp,
        now.revenue / now.cars - asp - (was.revenue / was.cars - price),
        cost[0] - cost[1],
        (opex[0] - opex[1]) / now.cars,
        opex[0] / was.cars - opex[0] / now.cars,
    ]
    assert all(holds(cause.figure, value) for cause, value in zip(found.causes, exact, strict=True))


def test_what_two_quarters_rest_on_in_common_counts_once() -> None:
    """The fourth quarter is the year less three: held at the ends of what is published of all."""
    before, after = (base_of(DERIVED, when(text)) for text in ("2025-Q3", "2025-Q4"))
    found = {cause.key: cause.figure for cause in crossing(before, after).causes}
    half = Fraction(1, 2)
    # Revenue in bn, margin in percent, result; of the third quarter the printed margin is used
    # where it stands alone, and its gross profit where it is taken away from that of the year.
    rows = {
        "2025": (Fraction("106.0695"), Fraction("24.3"), Fraction("0.9")),
        "Q1": (Fraction("18.58"), Fraction("23.17"), Fraction("-0.5")),
        "Q2": (Fraction("21.26"), Fraction("26.4"), Fraction("-0.3")),
    }
    revenue_halves = {"2025": half / 10_000, "Q1": half / 100, "Q2": half / 100}
    margin_halves = {"2025": half / 10, "Q1": half / 100, "Q2": half / 10}
    cars = {"Q3": 108_796, "Q4": 411_082 - 75_869 - 81_302 - 108_796}
    costs, spends = [], []
    for signs in product((-1, 1), repeat=13):
        ends = iter(signs)
        revenue = {key: row[0] + next(ends) * revenue_halves[key] for key, row in rows.items()}
        profit = {
            key: revenue[key] * (row[1] + next(ends) * margin_halves[key]) / 100
            for key, row in rows.items()
        }
        result = {key: row[2] + next(ends) * half / 10 for key, row in rows.items()}
        third = 29 + next(ends) * half / 10
        told = Fraction("7.384") + next(ends) * half / 1000
        earned = third * (Fraction("25.5") + next(ends) * half / 10) / 100
        left = Fraction("0.7") + next(ends) * half / 10
        sums = ((revenue, third), (profit, told), (result, left))
        rest = [year["2025"] - year["Q1"] - year["Q2"] - now for year, now in sums]
        costs.append((third - earned) / cars["Q3"] - (rest[0] - rest[1]) / cars["Q4"])
        spends.append((earned - left - (rest[1] - rest[2])) / cars["Q4"])
    for key, points in (("unit_cost", costs), ("opex_spend", spends)):
        exact = [round(float(end * 10**9), 3) for end in (min(points), max(points))]
        assert [round(float(end), 3) for end in (found[key].low, found[key].high)] == exact


def test_cars_that_are_uncertain_and_part_of_both_periods_keep_the_bounds_wide() -> None:
    count = boxed(Decimal(100_000), Decimal(500), "cars", "deliveries")._replace(
        origin=fact("deliveries", "100,000±500 cars", "2025-Q3")
    )
    more = boxed(Decimal(50_000), Decimal(0), "cars", "deliveries")
    before = quarter("2025-Q3")._replace(deliveries=count)
    after = before._replace(deliveries=combine("deliveries", [(1, count), (1, more)]))
    found = crossing(before, after).causes[-1].figure
    opex = Fraction("7.384") - Fraction("0.7")
    for cars in (Fraction(99_500), Fraction(100_000), Fraction(100_500)):
        assert holds(found, opex * 10**9 * (1 / cars - 1 / (cars + 50_000)))


def test_what_the_rate_did_is_as_certain_as_the_earlier_result() -> None:
    rates = (rate("2025-Q1", "7.25"), rate("2025-Q2", "7.00"))
    book = book_of(QUARTERS, rates=rates)

    def dollars(figure: Figure, at: Period | None = None) -> Figure:
        return convert(book, figure, "USD", at) or figure

    found = bridge(quarter("2025-Q1"), quarter("2025-Q2"), dollars)
    assert found is not None
    by_rate, moved = found.causes[-1].figure, 1 / Fraction(7) - 1 / Fraction("7.25")
    for end, result in ((by_rate.high, "-0.45"), (by_rate.low, "-0.55")):
        exact = Fraction(result) * 10**9 / 75_869 * moved
        assert abs(Fraction(end) - exact) < Fraction(1, 10**12)
    total = sum((cause.figure.value for cause in found.causes), Decimal(0))
    assert abs(total - found.change) < Decimal("1e-12")


def test_what_happened_once_stands_beside_the_causes_of_any_period_that_holds_it() -> None:
    once = fact("one_offs", "-739 million CNY", "2025-Q2")
    book = replace(BOOK, facts=(*BOOK.facts, once))
    quarters = [base_of(book, when(text)) for text in ("2025-Q1", "2025-Q2")]
    pooled = base_of(book, [when("2025-Q1"), when("2025-Q2")])
    assert [figure.value for figure in crossing(*quarters).one_offs] == [Decimal(-739_000_000)]
    assert crossing(quarters[0], pooled).one_offs == quarters[1].one_offs
    plain = crossing(quarter("2025-Q1"), quarter("2025-Q2"))
    assert [c.figure.value for c in crossing(*quarters).causes] == [
        c.figure.value for c in plain.causes
    ]


def test_a_bridge_rests_on_the_facts_of_both_periods() -> None:
    found = crossing(quarter("2025-Q2"), quarter("2025-Q3"))
    assert len(found.causes[2].figure.facts) == 7
    assert found.causes[3].figure.period == quarter("2025-Q3").period


def test_without_an_input_there_is_no_bridge() -> None:
    whole = quarter("2025-Q2")
    assert bridge(whole._replace(gross_margin=None), whole) is None
    assert bridge(whole, whole._replace(deliveries=None)) is None
