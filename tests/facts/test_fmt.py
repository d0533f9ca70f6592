"""Numbers in words: signs, separators, and no digit that is not certain."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts import fmt
from tui.facts.figure import Figure, assumed, derive, stated
from tui.facts.model import Dims, Fact
from tui.facts.period import parse_period
from tui.facts.quantity import parse_quantity
from tui.facts.units import Units


def figure(text: str) -> Figure:
    quantity = parse_quantity(text, Units({"cars": ["car"]}))
    return stated(Fact("x", Dims(), None, text, quantity, ("a",)), "x")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("18.58 billion CNY", "¥18.58bn"),
        ("-0.5 billion CNY", "−¥0.5bn"),
        ("-5亿 CNY", "−¥0.5bn"),
        ("about 70 million USD", "$70m"),
        ("26.03 million CNY", "¥26.03m"),
        ("106.069513 billion CNY", "¥106.069513bn"),
        ("75,869 cars", "75,869 cars"),
        ("23.0%", "23.0%"),
        ("238,300 CNY/car", "¥238,300"),
        ("5.28 s", "5.28 s"),
        ("1.5 billion GBP", "1.5bn GBP"),
    ],
)
def test_stated_figures_keep_their_digits(text: str, shown: str) -> None:
    assert fmt.amount(figure(text)) == shown


def test_a_missing_figure_is_a_dash() -> None:
    assert fmt.amount(None) == "–"


def test_derived_figures_show_only_certain_digits() -> None:
    year, rest = figure("106.07 billion CNY"), figure("68.84 billion CNY")
    fourth = derive("revenue", "", lambda y, r: y - r, (year, rest), "CNY")
    assert fmt.amount(fourth) == "¥37.23bn"


@pytest.mark.parametrize(
    ("value", "signed", "shown"),
    [
        ("-6590.3", False, "−¥6,590"),
        ("6434.06", True, "+¥6,434"),
        ("-0.4", True, "¥0"),
        ("0", True, "¥0"),
    ],
)
def test_money(value: str, signed: bool, shown: str) -> None:
    assert fmt.money(Decimal(value), "CNY", signed=signed) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [("-37697.9", "−¥37.7k"), ("-6590", "−¥6.6k"), ("-467", "−¥467"), ("18580000000", "¥18.6bn")],
)
def test_compact_money(value: str, shown: str) -> None:
    assert fmt.compact(Decimal(value), "CNY") == shown


def test_half_widths() -> None:
    loss = derive(
        "result per car",
        "",
        lambda o, n: o / n,
        (figure("-0.5 billion CNY"), figure("75,869 cars")),
        "CNY/car",
    )
    assert fmt.plus_minus(loss) == "± 659"
    assert fmt.plus_minus(assumed(3, "%", "x")) == ""
    assert fmt.plus_minus(figure("over 300,000 cars")) == "bound only"
    price, range_ = assumed(215_900, "CNY", "price"), assumed(700, "km", "range")
    per_km = derive("price per km", "", lambda p, r: p / r, (price, range_), "CNY/km")
    assert per_km.is_exact
    assert fmt.plus_minus(per_km) == ""
    assert fmt.spoken_range(per_km.core, "CNY/km") == "308.4 CNY/km"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2025-Q1", "Q1 25"),
        ("2025-H2", "H2 25"),
        ("2024", "2024"),
        ("2025-07", "Jul 2025"),
        ("2025-06-26", "26 Jun 2025"),
        ("2025-01/2025-09", "1 Jan to 30 Sep 2025"),
        ("[2024-08-21..2025-03-31]", "21 Aug 2024 to 31 Mar 2025"),
    ],
)
def test_periods(text: str, shown: str) -> None:
    assert fmt.period(parse_period(text)) == shown


def test_changes() -> None:
    assert fmt.percent_change(Decimal(75869), Decimal(69697)) == "▲ 9%"
    assert fmt.percent_change(Decimal(96), Decimal(100)) == "▼ 4%"
    assert fmt.percent_change(Decimal(1), Decimal(0)) == "–"
    assert fmt.point_change(Decimal("23.17"), Decimal("20.4")) == "▲ 2.8 pt"


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=3, min_value=-(10**13), max_value=10**13
    )
)
def test_the_machine_form_loses_nothing(value: Decimal) -> None:
    assert Decimal(fmt.plain(value)) == value
    assert "E" not in fmt.plain(value)
    assert fmt.plain(value) != "-0"


@pytest.mark.parametrize(("size", "shown"), [(999_999, "−¥1,000,000"), (1_000_000, "−¥1.00m")])
def test_sums_are_shortened_from_a_million_up(size: int, shown: str) -> None:
    assert fmt.rounded_total(assumed(-1_000_000, "CNY", "result"), Decimal(size)) == shown


@pytest.mark.parametrize(
    ("value", "places", "rounded"), [("0.125", 2, "0.13"), ("2.5", 0, "3"), ("-2.5", 0, "-3")]
)
def test_a_half_is_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    assert fmt.to_places(Decimal(value), places) == Decimal(rounded)


@pytest.mark.parametrize(
    ("number", "rounding", "written"),
    [
        ("-50000000.00000000000000000001", "ROUND_FLOOR", "-50000000"),
        ("-50000000.0000004", "ROUND_FLOOR", "-50000000.000001"),
        ("0.2004999999999999999999999999", "ROUND_FLOOR", "0.2005"),
        ("0.2005000000000000000000000001", "ROUND_CEILING", "0.2005"),
        ("-1E-23", "ROUND_FLOOR", "0"),
        ("7244.986085788312062182132233", "ROUND_HALF_EVEN", "7244.986086"),
        ("9389494999999.000000", "ROUND_HALF_EVEN", "9389494999999"),
    ],
)
def test_programs_read_six_places_without_dust(number: str, rounding: str, written: str) -> None:
    assert fmt.plain(Decimal(number), rounding) == written


def test_what_a_source_states_keeps_its_digits() -> None:
    assert fmt.exact(Decimal("0.12345678")) == "0.12345678"
