"""One average car: the eight quarters, years and halves, against figures calculated by hand."""

import pytest

from tests.economics.quarters import BOOK, DERIVED, QUARTERS, quarter, shown, when
from tui.economics import per_car
from tui.economics.account import Account, base_of
from tui.economics.solve import break_even
from tui.facts.figure import assumed
from tui.facts.model import Fact

Triple = tuple[int, int, int]

# quarter: revenue, cost of sales; then with bounds: gross profit, opex, result; break-even volume
TABLE: dict[str, tuple[int, int, Triple, Triple, Triple, Triple]] = {
    "2024-Q2": (
        *(234_372, 198_279),
        (36_093, 35_695, 36_493),
        (102_010, 99_781, 104_242),
        (-65_917, -67_748, -64_086),
        (77_178, 75_261, 79_135),
    ),
    "2024-Q3": (
        *(243_780, 202_093),
        (41_686, 41_350, 42_024),
        (79_384, 77_792, 80_978),
        (-37_698, -38_955, -36_441),
        (75_773, 74_294, 77_275),
    ),
    "2024-Q4": (
        *(239_609, 190_728),
        (48_880, 48_614, 49_147),
        (58_924, 57_940, 59_908),
        (-10_043, -10_761, -9_326),
        (84_018, 82_923, 85_125),
    ),
    "2025-Q1": (
        *(244_896, 188_153),
        (56_742, 56_715, 56_770),
        (63_333, 62_646, 64_019),
        (-6_590, -7_249, -5_931),
        (84_681, 83_796, 85_567),
    ),
    "2025-Q2": (
        *(261_494, 192_460),
        (69_034, 68_888, 69_181),
        (72_724, 71_962, 73_486),
        (-3_690, -4_305, -3_075),
        (85_648, 84_916, 86_383),
    ),
    "2025-Q3": (
        *(266_554, 198_583),
        (67_971, 67_721, 68_222),
        (61_537, 60_827, 62_247),
        (6_434, 5_974, 6_894),
        (98_498, 97_721, 99_268),
    ),
    "2025-Q4": (
        *(256_555, 198_163),
        (58_392, 57_811, 58_974),
        (51_501, 49_542, 53_461),
        (6_891, 5_513, 8_269),
        (127_989, 124_358, 131_550),
    ),
    "2026-Q1": (
        *(246_117, 196_647),
        (49_469, 49_222, 49_717),
        (87_809, 86_944, 88_675),
        (-38_340, -38_958, -37_721),
        (143_521, 142_203, 144_851),
    ),
}

OPEX = [("2.79", "3.16", "4.11", "4.80"), ("5.91", "6.70", "7.47", "7.10")]


@pytest.mark.parametrize("period", TABLE)
def test_the_average_car_of_each_quarter(period: str) -> None:
    base = quarter(period)
    revenue, cost, gross, opex, result, even = TABLE[period]
    assert shown(per_car.revenue_per_car(base))[0] == revenue
    assert shown(per_car.cost_of_sales_per_car(base))[0] == cost
    assert shown(per_car.gross_profit_per_car(base)) == gross
    assert shown(per_car.opex_per_car(base)) == opex
    assert shown(per_car.result_per_car(base)) == result
    volume = break_even(base).figure
    assert volume is not None
    assert (shown(volume)[1:], shown(volume)[0]) == (even[1:], even[0])


def test_implied_opex_is_what_lies_between_gross_profit_and_result() -> None:
    found = [per_car.opex(quarter(period)) for period in QUARTERS]
    assert [f"{opex.value / 10**9:.2f}" for opex in found if opex] == [*OPEX[0], *OPEX[1]]


@pytest.mark.parametrize(
    ("periods", "expected"),
    [
        ("2024", (-45_304, -45_669, -44_938)),
        ("2024-Q2 2024-Q3 2024-Q4", (-29_241, -30_338, -28_145)),
        ("2025", (2_189, 2_068, 2_311)),
        ("2025-H1", (-5_090, -5_726, -4_454)),
        ("2025-Q1 2025-Q2", (-5_090, -5_726, -4_454)),
        ("2024-Q1", (-36_666_667, -40_000_000, -33_333_333)),
    ],
)
def test_longer_periods_are_sums_and_never_means(periods: str, expected: Triple) -> None:
    several = [when(text) for text in periods.split()]
    base = base_of(DERIVED, several[0] if len(several) == 1 else several)
    assert shown(per_car.result_per_car(base)) == expected


def test_a_figure_carries_its_facts_and_formula() -> None:
    figure = per_car.opex_per_car(quarter("2025-Q1"))
    assert figure is not None
    assert figure.formula == "(revenue × gross margin − operating result) ÷ deliveries"
    assert [fact.text for fact in figure.facts if isinstance(fact, Fact)] == [
        *("18.58 billion CNY", "23.17%", "-0.5 billion CNY", "75,869 cars")
    ]
    assert (figure.unit, figure.period) == ("CNY/car", when("2025-Q1"))


def test_what_is_missing_is_none_and_has_a_name() -> None:
    base = base_of(BOOK, when("2026-Q2"))
    assert per_car.result_per_car(base) is None
    assert per_car.gross_profit(base) is None
    assert base.missing == ("deliveries", "revenue", "gross margin", "result")


def test_without_cars_there_is_no_figure_per_car() -> None:
    none = assumed(0, "cars", "deliveries")
    base = Account(deliveries=none, result=assumed(-5, "CNY", "result"))
    assert per_car.result_per_car(base) is None
    assert per_car.result(base) is base.result


def test_opex_in_percent_of_revenue() -> None:
    """What gross margin leaves over the operating margin, its bounds exact."""
    base = base_of(BOOK, when("2025-Q1"))
    share, opex = per_car.opex_share(base), per_car.opex(base)
    assert share is not None
    assert opex is not None
    assert base.revenue is not None
    assert round(share.value, 10) == round(opex.value / base.revenue.value * 100, 10)
    assert share.low < share.value < share.high
    assert share.unit == "%"


def test_opex_may_be_given_in_place_of_the_result() -> None:
    base = Account(
        deliveries=assumed(10, "cars", "deliveries"),
        revenue=assumed(1000, "CNY", "revenue"),
        gross_margin=assumed(20, "%", "gross margin"),
        opex=assumed(300, "CNY", "opex"),
    )
    figures = (per_car.result(base), per_car.result_per_car(base), per_car.opex_per_car(base))
    assert [figure.value for figure in figures if figure] == [-100, -10, 30]
    shares = (per_car.operating_margin(base), per_car.opex_share(base))
    assert [figure.value for figure in shares if figure] == [-10, 30]
