"""Quarters ahead: held against a walk through them in fractions, calculated here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from tests.economics.draws import Point, bases_with_points, holds
from tests.economics.quarters import BOOK, QUARTERS, book_of, boxed, quarter, when
from tui.economics.account import Account, base_of
from tui.economics.outlook import Outlook, outlook
from tui.economics.parse import InputError
from tui.economics.plan import Plan, read_plan
from tui.facts.book import FactBook
from tui.facts.figure import Figure

EXACT = {
    "deliveries": "exactly 100,000 cars",
    "revenue": "exactly 20 billion CNY",
    "gross_margin": "exactly 20%",
    "operating_result": "exactly -1 billion CNY",
}
ROUND = book_of(
    {
        "2026-Q1": EXACT,
        "2026-Q2": {"deliveries": "exactly 120,000 cars"},
    }
)
"""200,000 a car, of which making it takes 160,000; opex of 5 billion; the cars of Q2 delivered."""
FIXED = {"opex_fixed_share": "100%", "opex_drift": "0"}


def ahead(book: FactBook, quarters: int, typed: Mapping[str, str]) -> Outlook:
    return outlook(read_plan(book, base_of(book, when("2026-Q1")), quarters, typed))


def cars(found: Outlook) -> list[int]:
    return [int(step.figures["deliveries"].figure.value) for step in found.expected]


def results(found: Outlook) -> list[int]:
    return [int(step.figures["operating_result"].figure.value / 10**6) for step in found.expected]


def test_cars_that_are_delivered_stay_and_the_rest_goes_on_as_in_the_last_quarter() -> None:
    found = ahead(ROUND, 3, FIXED)
    assert [step.period.text for step in found.expected] == ["2026-Q2", "2026-Q3", "2026-Q4"]
    assert [step.is_delivered for step in found.expected] == [True, False, False]
    assert cars(found) == [120_000, 120_000, 120_000]
    assert results(found) == [-200, -200, -200]


def test_the_cars_of_a_year_less_those_delivered_are_spread_over_the_rest() -> None:
    found = ahead(ROUND, 5, {"deliveries_2026": "550,001", "deliveries": "+10%", **FIXED})
    assert cars(found) == [120_000, 165_000, 165_001, 181_501, 199_651]
    assert sum([100_000, *cars(found)[:3]]) == 550_001


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"deliveries": "+10%"}, [120_000, 132_000, 145_200]),
        ({"deliveries": "+5,000"}, [120_000, 125_000, 130_000]),
        ({"deliveries": "150,000"}, [120_000, 150_000, 150_000]),
    ],
)
def test_a_level_holds_and_a_step_comes_again(
    typed: Mapping[str, str], expected: list[int]
) -> None:
    assert cars(ahead(ROUND, 3, typed)) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"price": "-1%"}, [-440, -677, -912]),
        ({"price": "-2,000"}, [-440, -680, -920]),
        ({"price": "198,000"}, [-440, -440, -440]),
        ({"cost_per_car": "-1,000"}, [-80, 40, 160]),
        ({"gross_margin": "25%"}, [1000, 1000, 1000]),
        ({"gross_margin": "+1pt"}, [40, 280, 520]),
        ({"price": "-10%", "hold": "margin"}, [-680, -1112, -1500]),
        ({"opex_drift": "0.1bn"}, [-300, -400, -500]),
        ({"opex_fixed_share": "80%"}, [-400, -400, -400]),
        ({"opex_fixed_share": "80%", "opex_drift": "100M"}, [-500, -600, -700]),
    ],
)
def test_what_is_assumed_of_price_cost_margin_and_opex(
    typed: Mapping[str, str], expected: list[int]
) -> None:
    assert results(ahead(ROUND, 3, {**FIXED, **typed})) == expected


def test_results_add_up_and_are_told_per_car() -> None:
    last = ahead(ROUND, 3, FIXED).expected[-1].figures
    assert last["cumulative_result"].figure.value == -600 * 10**6
    assert round(last["profit_per_car"].figure.value) == -1667
    assert last["gross_margin_percent"].figure.value == 20


def test_the_rounding_of_cars_that_are_delivered_bounds_what_follows() -> None:
    loose = book_of(
        {
            "2026-Q1": EXACT,
            "2026-Q2": {"deliveries": "120,000±1,000 cars"},
        }
    )
    second, third = ahead(loose, 2, {"deliveries_2026": "520,000", **FIXED}).expected
    assert [second.figures["deliveries"].figure.low, second.figures["deliveries"].figure.high] == [
        119e3,
        121e3,
    ]
    assert [third.figures["deliveries"].figure.low, third.figures["deliveries"].figure.high] == [
        149500,
        150500,
    ]


@pytest.mark.parametrize(
    ("typed", "cars", "results"),
    [
        ({"deliveries": "+10%"}, (108_900, 111_100), (-600, -600)),
        ({"deliveries_2026": "400,000"}, (99_666, 100_333), (-1052, -946)),
    ],
)
def test_the_rounding_of_the_cars_of_the_start_bounds_what_follows(
    typed: Mapping[str, str], cars: tuple[int, int], results: tuple[int, int]
) -> None:
    """Growth brings as much whatever they are; of a year more are left the fewer they are."""
    loose = book_of({"2026-Q1": {**EXACT, "deliveries": "100,000±1,000 cars"}})
    step = ahead(loose, 3, {**FIXED, **typed}).expected[0].figures
    figure = step["deliveries"].figure
    assert (int(figure.low), int(figure.high)) == cars
    result = step["operating_result"].figure
    assert (int(result.low / 10**6), int(result.high / 10**6)) == results


def test_opex_behaves_as_so_far_unless_something_else_is_assumed() -> None:
    taken = read_plan(BOOK, quarter("2026-Q1"), 1, {}).taken
    assert taken["opex_fixed_share"].value == 80
    assert taken["opex_drift"].value == 470_000_000
    few = read_plan(ROUND, base_of(ROUND, when("2026-Q1")), 1, {}).taken
    assert [few["opex_fixed_share"].value, few["opex_drift"].value] == [100, 0]


def test_the_quarter_that_breaks_even_is_told() -> None:
    found = ahead(ROUND, 4, {**FIXED, "cost_per_car": "-1,000"})
    assert found.breaks_even == when("2026-Q3")
    assert found.break_even_says() == "It breaks even in Q3 26."


def test_a_profit_that_does_not_last_is_told() -> None:
    typed = {**FIXED, "deliveries_2026": "500,000", "deliveries": "-30%", "opex_drift": "0.1bn"}
    assert ahead(ROUND, 5, typed).break_even_says() == (
        "It breaks even in Q3 26, and loses again in Q1 27."
    )


def test_after_a_profit_the_quarter_that_turns_to_a_loss_is_told() -> None:
    earning = {**EXACT, "operating_result": "exactly 1 billion CNY"}
    book = book_of({"2026-Q1": earning, "2026-Q2": {"deliveries": "exactly 100,000 cars"}})
    fixed = {"opex_fixed_share": "100%"}
    assert ahead(book, 3, FIXED).break_even_says() == "It makes a profit in every quarter."
    turned = ahead(book, 3, {**fixed, "opex_drift": "0.6bn"}).break_even_says()
    assert turned == "It turns to a loss in Q3 26."
    assert ahead(book, 3, {**fixed, "opex_drift": "0..0.6bn"}).break_even_says() == (
        "It makes a profit in every quarter. Within the assumed ranges and rounding: a loss in "
        "Q3 26 at the earliest, possibly none by Q4 26."
    )


def test_why_it_never_breaks_even_is_told() -> None:
    assert ahead(ROUND, 2, FIXED).break_even_says() == (
        "It does not break even by Q3 26 (result −200m CNY): that would take about 125,000 "
        "cars, 4% more than the 120,000 assumed."
    )
    assert (
        ahead(ROUND, 2, {**FIXED, "gross_margin": "exactly -1%"})
        .break_even_says()
        .endswith("each additional car adds a loss of 2,000 CNY.")
    )


@pytest.mark.parametrize(
    ("key", "period", "value"),
    [
        ("deliveries", "2026", 550_000),
        ("revenue", "2026", 110 * 10**9),
        ("operating_result", "2026-H2", 0),
        ("gross_margin_percent", "2026", 20),
        ("operating_result", "2026-Q3", 0),
    ],
)
def test_a_longer_period_has_what_is_reported_of_it_in_it(
    key: str, period: str, value: int
) -> None:
    found = ahead(ROUND, 3, {"deliveries_2026": "550,000", **FIXED})
    total = found.over(key, when(period))
    assert total
    if key == "operating_result":
        value = 10**6 * (1600 if period == "2026-Q3" else 3200)
    assert total.figure.value == value
    assert total.figure.period == when(period)


def test_quarters_before_the_start_count_with_their_own_bounds() -> None:
    typed = {"opex_fixed_share": "100%", "opex_drift": "0"}
    found = outlook(read_plan(BOOK, quarter("2025-Q3"), 1, typed))
    year = found.over("operating_result", when("2025"))
    assert year
    start = quarter("2025-Q3").result
    quarters = [quarter(f"2025-Q{n}").result for n in (1, 2)]
    fourth = found.expected[0].figures["operating_result"].figure
    assert start
    assert year.figure.value == sum(q.value for q in quarters if q) + start.value + fourth.value
    assert year.figure.core.width >= Decimal("0.2e9") + fourth.core.width


def in_fractions(figure: Figure | None) -> Fraction:
    assert figure
    return Fraction(figure.value)


def test_a_year_is_what_was_reported_of_it_and_what_is_assumed_of_the_rest(
    shipped: FactBook,
) -> None:
    """As a reader asks what 550,000 cars in 2026 come to: from the shipped facts, by hand."""
    plan = read_plan(shipped, base_of(shipped, when("2026-Q1")), 6, {"deliveries_2026": "550,000"})
    (year,) = outlook(plan).years
    count = in_fractions(plan.start.deliveries)
    revenue, result = in_fractions(plan.start.revenue), in_fractions(plan.start.result)
    margin = in_fractions(plan.start.gross_margin) / 100
    each, opex = revenue / count, revenue * margin - result
    share = Fraction(plan.preset["opex_fixed_share"].value) / 100
    drift = Fraction(plan.preset["opex_drift"].value)
    second = in_fractions(plan.delivered["2026-Q2"])
    third = Fraction((550_000 - count - second) // 2)
    ahead, before = (second, third, 550_000 - count - second - third), count
    for cars in ahead:
        opex = opex * (share + (1 - share) * cars / before) + drift
        revenue, result, before = revenue + cars * each, result + cars * each * margin - opex, cars
    assert (year.period, year.is_delivered) == (when("2026"), False)
    figures = {key: in_fractions(banded.figure) for key, banded in year.figures.items()}
    assert figures["deliveries"] == 550_000
    assert abs(figures["revenue"] - revenue) < Fraction(1, 10**6)
    assert abs(figures["operating_result"] - result) < Fraction(1, 10**6)
    assert abs(figures["profit_per_car"] - result / 550_000) < Fraction(1, 10**6)


Start = tuple[Fraction, ...]
"""Cars, revenue, gross margin as a fraction, result and ASP of a reported quarter."""


def ends_of(*figures: Figure | None) -> Iterator[tuple[Fraction, ...]]:
    """Every combination of the ends of the rounding of some figures."""
    ends = [{Fraction(figure.low), Fraction(figure.high)} for figure in figures if figure]
    assert len(ends) == len(figures)
    return product(*ends)


def walked(start: Start, typed: Mapping[str, Fraction], counts: Sequence[Fraction]) -> Fraction:
    """The results of a quarter and of those after it, added up in fractions."""
    before, revenue, margin, result, asp = start
    each, total, opex = revenue / before, result, revenue * margin - result
    for times, count in enumerate(counts, 1):
        price, cost = asp, each * (1 - margin)
        price *= (1 + typed.get("price %", Fraction(0))) ** times
        cost *= (1 + typed.get("cost %", Fraction(0))) ** times
        price, cost = typed.get("price", price), typed.get("cost", cost)
        opex = opex * (typed["share"] + (1 - typed["share"]) * count / before) + typed["drift"]
        total, before = total + count * (each + price - asp - cost) - opex, count
    return total


@pytest.mark.parametrize(
    ("typed", "ends"),
    [
        ({"price": "-1%..0"}, {"price %": (-1, 0)}),
        ({"price": "-2%"}, {"price %": (-2,)}),
        ({"price": "230,000"}, {"price": (23 * 10**6,)}),
        ({"cost_per_car": "-3%..-1%"}, {"cost %": (-3, -1)}),
        ({"cost_per_car": "185k"}, {"cost": (185 * 10**5,)}),
        ({"price": "-1%..0", "cost_per_car": "-2%"}, {"price %": (-1, 0), "cost %": (-2,)}),
    ],
)
def test_the_bounds_are_those_over_the_rounding_of_all_that_a_path_starts_from(
    typed: Mapping[str, str], ends: Mapping[str, tuple[int, ...]], shipped: FactBook
) -> None:
    start = base_of(shipped, when("2026-Q1"))
    plan = read_plan(shipped, start, 3, {"deliveries_2026": "520k..580k", **typed})
    (year,) = outlook(plan).years
    assert start.asp
    assert start.asp.core.width
    drift, share = (plan.preset[f"opex_{name}"].ends for name in ("drift", "fixed_share"))
    moved = {name: [Fraction(end, 100) for end in at] for name, at in ends.items()}
    moved |= {"drift": [Fraction(end.value) for end in drift]}
    moved |= {"share": [Fraction(end.value) / 100 for end in share]}
    second, found = in_fractions(plan.delivered["2026-Q2"]), list[Fraction]()
    inputs = (start.deliveries, start.revenue, start.gross_margin, start.result, start.asp)
    for at, total in product(product(*moved.values()), (520_000, 580_000)):
        for cars, revenue, margin, result, asp in ends_of(*inputs):
            third = Fraction(int((total - cars - second) / 2))
            counts = (second, third, total - cars - second - third)
            one = cars, revenue, margin / 100, result, asp
            found.append(walked(one, dict(zip(moved, at, strict=True)), counts))
    band = year.figures["operating_result"].band
    assert band
    assert abs(Fraction(band.low) - min(found)) < Fraction(1, 10**6)
    assert abs(Fraction(band.high) - max(found)) < Fraction(1, 10**6)


def test_a_figure_rests_on_the_asp_where_a_change_of_price_starts_from_it(
    shipped: FactBook,
) -> None:
    start = base_of(shipped, when("2026-Q1"))
    for typed, rests in (({"price": "-1%"}, True), ({"opex_drift": "0"}, False)):
        step = outlook(read_plan(shipped, start, 1, typed)).expected[0]
        assert (start.asp in step.figures["revenue"].figure.inputs) == rests


def test_a_figure_rests_on_the_cars_delivered_before_it() -> None:
    second, third = ahead(ROUND, 2, FIXED).expected
    fact = second.figures["deliveries"].figure
    assert fact.origin, "the cars of a quarter that is delivered are the fact itself"
    assert fact in third.figures["operating_result"].figure.inputs


def test_only_years_that_are_whole_are_added_up_and_on_one_basis() -> None:
    def years(start: str, quarters: int) -> list[str]:
        found = outlook(read_plan(BOOK, quarter(start), quarters, {}))
        return [year.period.text for year in found.years]

    assert years("2025-Q3", 5) == ["2025", "2026"]
    assert years("2025-Q3", 4) == ["2025"]
    assert years("2026-Q1", 2) == []
    assert quarter("2024-Q3").kind != quarter("2024-Q4").kind
    assert years("2024-Q3", 1) == []


def test_ranges_bound_a_year_on_top_of_the_rounding() -> None:
    typed = {**FIXED, "deliveries_2026": "550,000", "price": "-10,000..0", "opex_drift": "0..0.1bn"}
    (year,) = ahead(ROUND, 3, typed).years
    band = year.figures["operating_result"].band
    assert band
    assert [int(end / 10**6) for end in (band.low, band.high)] == [2000 - 9450 - 600, 2000]
    each = year.figures["profit_per_car"].band
    assert each
    assert [round(each.low), round(each.high)] == [-14_636, 3_636]


@pytest.mark.parametrize("period", ["2026-Q1", "2025", "2027", "2026-11"])
def test_a_period_that_the_path_does_not_fill_is_not_told(period: str) -> None:
    assert ahead(ROUND, 3, FIXED).over("deliveries", when(period)) is None


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"wheels": "4"}, "wheels", "Unknown assumption wheels"),
        ({"cars": "120,000"}, "cars", "did you mean 'deliveries'?"),
        ({"deliveries_2026": "220,002"}, "", ""),
        ({"deliveries_2026": "220,002 in 2026"}, "", ""),
        ({"deliveries_2026": "220,001"}, "deliveries_2026", "already had 220,000 cars"),
        (
            {"deliveries_2026": "550,000 in 2027"},
            "deliveries_2026",
            "550,000 in 2027 are cars of 2027, not of 2026. Write deliveries_2027=550,000.",
        ),
        ({"deliveries_2026": "+5%"}, "deliveries_2026", "all 2026, for example 550,000"),
        ({"deliveries_2030": "550,000"}, "deliveries_2030", "None of the quarters ahead"),
        ({"asp": "200,000", "price": "-1%"}, "price", "asp and price mean the same: give one."),
        ({"opex": "7bn"}, "opex", "An outlook does not take opex. Set opex_drift, by"),
        ({"cost_fixed_share": "10%"}, "cost_fixed_share", "cost_per_car or gross_margin instead."),
        ({"gross_margin": "20%", "cost_per_car": "-1%"}, "cost_per_car", "Give one of them"),
        ({"gross_margin": "+50pt"}, "gross_margin", "above 100%"),
        ({"deliveries": "-50,000"}, "deliveries", "No cars would be delivered"),
        ({"price": "-90,000"}, "price", "below zero"),
        (
            {"price": "5"},
            "price",
            "5 CNY would be less than a hundredth of the price on file, 200,000",
        ),
        (
            {"cost_per_car": "160k..160m"},
            "cost_per_car",
            "more than a hundred times the cost per car",
        ),
        ({"price": "0"}, "price", "0 CNY would be less than a hundredth of the price on file"),
        ({"deliveries": "130"}, "deliveries", "less than a hundredth of the deliveries on file"),
        ({"price": "-100%"}, "price", "No revenue would be left in quarter 1"),
        ({"price": "-100%..0%"}, "price", "No revenue would be left in quarter 1"),
        ({"opex_fixed_share": "120%"}, "opex_fixed_share", "between 0% and 100%"),
        ({"opex_drift": "-2bn"}, "opex_drift", "below zero in quarter 3"),
        (
            {"opex_drift": "5"},
            "opex_drift",
            "5 CNY a quarter would be less than a millionth of the opex on file, 5bn CNY. "
            "Write for example 400m.",
        ),
        ({"opex_drift": "-400..0"}, "opex_drift", "−400 CNY a quarter"),
        ({"opex_drift": "-2bn..0"}, "opex_drift", "below zero in quarter 3"),
        (
            {"deliveries": "+5%", "deliveries_2026": "500,000", "deliveries_2027": "600,000"},
            "deliveries",
            "has no effect: every quarter ahead is delivered or in a year with a total",
        ),
    ],
)
def test_what_cannot_be_is_told(typed: Mapping[str, str], field: str, says: str) -> None:
    if not says:
        assert cars(ahead(ROUND, 3, typed))[1:] == [1, 1]
        return
    with pytest.raises(InputError, match=says) as caught:
        ahead(ROUND, 4, typed)
    assert caught.value.field == field


def test_ranges_bound_what_follows_on_top_of_the_rounding() -> None:
    typed = {**FIXED, "gross_margin": "19%..22%", "opex_drift": "0..0.1bn", "price": "-1%..0"}
    band = ahead(ROUND, 2, typed).expected[-1].figures["operating_result"].band
    assert band
    worst = 120_000 * 200_000 * Fraction(99, 100) ** 2 * Fraction(19, 100) - 52 * 10**8
    assert Fraction(band.low) == worst
    assert Fraction(band.high) == 120_000 * 200_000 * Fraction(22, 100) - 50 * 10**8
    assert {name: move.value for name, move in band.at_low.items()} == {
        "gross_margin": 19,
        "opex_drift": 10**8,
        "price": -1,
    }
    assert ahead(ROUND, 2, FIXED).expected[-1].figures["operating_result"].band is None


def test_the_preset_of_opex_is_a_range_too() -> None:
    plan = read_plan(BOOK, quarter("2026-Q1"), 1, {})
    share, drift = plan.ranges["opex_fixed_share"], plan.ranges["opex_drift"]
    assert [share.low, share.high, drift.low, drift.high] == [75, 100, 340 * 10**6, 600 * 10**6]
    assert read_plan(BOOK, quarter("2026-Q1"), 1, FIXED).ranges == {}


def test_between_which_quarters_it_breaks_even_is_told() -> None:
    found = ahead(ROUND, 4, {**FIXED, "cost_per_car": "-3,000..0"})
    assert found.breaks_even_between == (when("2026-Q2"), None)
    assert found.break_even_says() == (
        "It breaks even in Q3 26. Within the assumed ranges and rounding: Q2 26 at the "
        "earliest, possibly not by Q1 27."
    )


@pytest.mark.parametrize("quarters", [0, 13])
def test_an_outlook_has_1_to_12_quarters(quarters: int) -> None:
    with pytest.raises(InputError, match="1 to 12 quarters"):
        ahead(ROUND, quarters, {})


def test_an_outlook_starts_from_a_full_quarter() -> None:
    for period in ("2026-Q2", "2025"):
        with pytest.raises(InputError, match="utlook"):
            read_plan(ROUND, base_of(ROUND, when(period)), 1, {})


def test_an_outlook_starts_from_a_quarter_with_cars() -> None:
    none = book_of({"2026-Q1": {**QUARTERS["2026-Q1"], "deliveries": "exactly 0 cars"}})
    with pytest.raises(InputError, match="no car was delivered in it"):
        ahead(none, 1, {})


def test_a_year_with_a_quarter_that_nobody_knows_cannot_be_split() -> None:
    lone = book_of({"2025-Q3": QUARTERS["2025-Q3"]})
    with pytest.raises(InputError, match="2025-Q1 and 2025-Q2 are not known"):
        read_plan(lone, base_of(lone, when("2025-Q3")), 1, {"deliveries_2025": "400,000"})


class Typed(NamedTuple):
    """Assumptions of random size, as typed and as numbers."""

    growth: int
    price: int
    cost: int
    drift: int
    share: int

    @property
    def texts(self) -> dict[str, str]:
        return {
            "deliveries": f"{self.growth:+}%",
            "price": f"{self.price:+}%",
            "cost_per_car": f"{self.cost:+}%",
            "opex_drift": f"{self.drift}M",
            "opex_fixed_share": f"{self.share}%",
        }


TYPED = st.builds(
    Typed,
    st.integers(-20, 20),
    st.integers(-9, 9),
    st.integers(-9, 9),
    st.integers(-500, 500),
    st.integers(0, 100),
)


def walk(point: Point, asp: Fraction, typed: Typed, quarters: int) -> tuple[Fraction, ...]:
    """Cars, revenue, cost of sales and opex after so many quarters, step by step."""
    each = point.revenue / point.cars
    cost = each * (1 - point.margin)
    level = count = point.cars
    opex = point.revenue * point.margin - point.result
    for _ in range(quarters):
        level *= 1 + Fraction(typed.growth, 100)
        before, count = count, Fraction(int(level + Fraction(1, 2)))
        share = Fraction(typed.share, 100)
        opex = opex * (share + (1 - share) * count / before) + typed.drift * 10**6
    each += asp * ((1 + Fraction(typed.price, 100)) ** quarters - 1)
    cost *= (1 + Fraction(typed.cost, 100)) ** quarters
    return count, count * each, count * cost, opex


def possible(plan: Plan) -> Outlook:
    """What follows from a plan; none where no opex or revenue is left."""
    try:
        return outlook(plan)
    except InputError as error:
        assert error.field in ("opex_drift", "price")
        reject()


@given(bases_with_points(), st.sampled_from([-50, 0, 50]), TYPED, st.integers(1, 4))
def test_the_bounds_hold_what_any_inputs_within_their_rounding_lead_to(
    drawn: tuple[Account, Point], off: int, typed: Typed, quarters: int
) -> None:
    base, point = drawn
    asp = boxed(Decimal(230_000), Decimal(50), "CNY/car", "ASP")
    start = base._replace(period=when("2026-Q1"), asp=asp)
    found = possible(read_plan(book_of({}), start, quarters, typed.texts))
    _, revenue, cost, opex = walk(point, Fraction(230_000 + off), typed, quarters)
    last = found.expected[-1].figures
    assert holds(last["operating_result"].figure, revenue - cost - opex)


@given(st.lists(bases_with_points(), min_size=3, max_size=3), TYPED)
def test_the_bounds_of_a_year_hold_what_any_inputs_within_their_rounding_lead_to(
    drawn: list[tuple[Account, Point]], typed: Typed
) -> None:
    quarters = [base._replace(period=when(f"2026-Q{n}")) for n, (base, _) in enumerate(drawn, 1)]
    plan = read_plan(book_of({}), quarters[2], 1, typed.texts)
    (year,) = possible(replace(plan, so_far=tuple(quarters[:2]))).years
    points = [point for _, point in drawn]
    cars, revenue, cost, opex = walk(points[2], points[2].revenue / points[2].cars, typed, 1)
    result = revenue - cost - opex
    cars += sum(point.cars for point in points)
    revenue += sum(point.revenue for point in points)
    cost += sum(point.revenue * (1 - point.margin) for point in points)
    result += sum(point.result for point in points)
    exact = {
        "deliveries": cars,
        "revenue": revenue,
        "gross_margin_percent": 100 - cost / revenue * 100,
        "opex": revenue - cost - result,
        "operating_result": result,
        "profit_per_car": result / cars,
    }
    assert year.figures.keys() == exact.keys()
    for key, value in exact.items():
        assert holds(year.figures[key].figure, value), key


@pytest.mark.parametrize(
    ("typed", "name", "ends"),
    [
        # Cars rise and fall again: with half of opex fixed, opex stays higher than at either end.
        (
            {"deliveries_2026": "640,000", "deliveries_2027": "440,000", "opex_drift": "0"},
            "opex_fixed_share",
            (0, 100),
        ),
        # A car brings 40,000 and takes 37,500 of opex with it, of which more comes each quarter.
        ({"opex_fixed_share": "25%", "opex_drift": "500m"}, "deliveries", (-30, 30)),
    ],
)
def test_bounds_hold_where_a_range_leads_furthest_between_its_ends(
    typed: dict[str, str], name: str, ends: tuple[int, int]
) -> None:
    book = book_of({"2026-Q1": EXACT})
    found = ahead(book, 7, typed | {name: f"{ends[0]}%..{ends[1]}%".replace("..3", "..+3")})
    bands = [step.figures["operating_result"].band for step in found.expected]
    signed = "{:+}%" if name == "deliveries" else "{}%"
    first, *inner, last = (
        results(ahead(book, 7, typed | {name: signed.format(at)}))
        for at in range(ends[0], ends[1] + 1, 5)
    )
    assert any(
        not min(pair) <= value <= max(pair)
        for values in inner
        for *pair, value in zip(first, last, values, strict=True)
    )
    for values in (first, *inner, last):
        for value, band in zip(values, bands, strict=True):
            assert band is not None
            low, high = int(band.low / 10**6), int(band.high / 10**6)
            room = 1 + (high - low) // 500
            assert low - room <= value <= high + room
