"""What people type, and what they are told when it cannot be read."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.economics.parse import (
    InputError,
    Written,
    read_cars,
    read_currency,
    read_money,
    read_percent,
    read_positive,
)


@pytest.mark.parametrize(
    ("typed", "value", "half"),
    [
        ("0.5bn", "5e8", "5e7"),
        ("-0.5bn", "-5e8", "5e7"),
        ("−0.5bn", "-5e8", "5e7"),
        ("500m", "5e8", "5e5"),
        ("-500M", "-5e8", "5e5"),
        ("-5亿", "-5e8", "5e7"),
        ("-5亿元", "-5e8", "5e7"),
        ("-5亿人民币", "-5e8", "5e7"),
        ("-0.5bn yuan", "-5e8", "5e7"),
        ("18.6 bn", "18.6e9", "5e7"),
        ("18.58bn", "18.58e9", "5e6"),
        ("18.6 billion CNY", "18.6e9", "5e7"),
        ("0.5BN", "5e8", "5e7"),
        ("7万", "7e4", "5e3"),
        ("500k", "5e5", "5e2"),
        ("253,662", "253662", "0.5"),
        ("253,660", "253660", "0.5"),
        ("-500,000,000", "-5e8", "0.5"),
        ("~-70M", "-7e7", "5e6"),
        ("~38M", "38e6", "5e5"),
        ("about 0.50bn", "5e8", "5e7"),
        ("-2.2±0.2bn", "-2.2e9", "2e8"),
        ("-2.2 ± 0.2 bn", "-2.2e9", "2e8"),
        ("0.0bn", "0", "5e7"),
        ("0", "0", "0.5"),
        ("exactly 5bn", "5e9", "0"),
        ("+0.7bn", "7e8", "5e7"),
        (0.5, "0.5", "0.05"),
        (-500_000_000, "-5e8", "0.5"),
    ],
)
def test_amounts(typed: object, value: str, half: str) -> None:
    written = read_money(typed, "result", "CNY")
    assert (written.value, written.half) == (Decimal(value), Decimal(half))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("abc", 'Could not read "abc" as an amount. Write for example -0.5bn, -500M or -5亿.'),
        ("nan", 'Could not read "nan" as an amount'),
        ("inf", 'Could not read "inf" as an amount'),
        ("-Infinity", "Could not read"),
        (float("nan"), "Could not read"),
        ("1e400", "exponent notation"),
        ("0.5e9", "exponent notation"),
        ("18,6bn", "commas group thousands, and the decimal mark is a point"),
        ("-0,5bn", "the decimal mark is a point. Write -0.5bn."),
        ("1.234,56", "commas group thousands, and the decimal mark is a point"),
        ("18.580.000", "commas group thousands, and the decimal mark is a point"),
        ("18,58,000", "commas group thousands, and the decimal mark is a point"),
        ("$900", "currency sign '$' is ambiguous"),
        ("500_000", "Could not read"),
        ("0.5bn0", "Could not read"),
        ("0.5tn9", "Could not read"),
        ("5 bananas", "Could not read"),
        ("3 bilion", 'did you mean "3 billion"?'),
        ("3 billion CYN", 'did you mean "3 billion CNY"?'),
        ("-3 mrd", 'did you mean "-3 billion"?'),
        ("--5bn", "Could not read"),
        ("~", "Could not read"),
        ("-", "Could not read"),
        ("±5bn", "Could not read"),
        ("1.0±-0.2bn", "Could not read"),
        ("over 0.5bn", "is a bound, not a value"),
        ("up to 5bn", "is a bound, not a value"),
        ("-70M USD", "is in USD, but the rest is in CNY"),
        ("", "Result is missing. Write for example"),
        ("   ", "Result is missing"),
        (None, "Result is missing"),
        (True, "Could not read"),
        (["5bn"], "Could not read"),
        ("10,000bn", "must be smaller than 10,000bn"),
        ("9" * 40, "Could not read"),
    ],
)
def test_amounts_that_cannot_be(typed: object, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_money(typed, "result", "CNY")
    assert caught.value.field == "result"
    assert words in caught.value.message
    assert "\n" not in caught.value.message
    assert len(caught.value.message) < 220


@pytest.mark.parametrize(
    ("typed", "value", "half"),
    [
        ("23.2%", "23.2", "0.05"),
        ("23.2 %", "23.2", "0.05"),
        ("0.232", "23.2", "0.05"),
        (0.232, "23.2", "0.05"),
        ("23.2", "23.2", "0.05"),
        ("-846%", "-846", "0.5"),
        ("-0.05", "-5", "0.5"),
        ("1%", "1", "0.5"),
        ("100%", "100", "0.5"),
        ("0", "0", "50"),
        ("0%", "0", "0.5"),
        ("~20%", "20", "5"),
        ("22.76±0.19%", "22.76", "0.19"),
        ("1.2", "1.2", "0.05"),
    ],
)
def test_percentages(typed: object, value: str, half: str) -> None:
    written = read_percent(typed, "gross_margin")
    assert (written.value, written.half) == (Decimal(value), Decimal(half))


@pytest.mark.parametrize("typed", ["1", "-1", "1.0", 1, 1.0])
def test_a_bare_one_is_ambiguous(typed: object) -> None:
    with pytest.raises(InputError, match=r"could be -?1% or -?100%. Write -?1% or -?100%"):
        read_percent(typed, "gross_margin")


@pytest.mark.parametrize("typed", ["23,2%", "abc", "", None, "nan", "%", "1e1"])
def test_percentages_that_cannot_be(typed: object) -> None:
    with pytest.raises(InputError, match=r"Write (for example )?23\.2%") as caught:
        read_percent(typed, "gross_margin")
    assert caught.value.field == "gross_margin"


@pytest.mark.parametrize(
    ("typed", "value", "half"),
    [
        ("75,869", 75_869, "0"),
        ("39,790", 39_790, "0"),
        (75869, 75_869, "0"),
        ("75869.0", 75_869, "0"),
        ("7.6万", 76_000, "0"),
        ("75,869 cars", 75_869, "0"),
        ("12,000±500", 12_000, "500"),
        ("~75,000", 75_000, "500"),
        ("0", 0, "0"),
        ("100,000,000", 100_000_000, "0"),
    ],
)
def test_car_counts(typed: object, value: int, half: str) -> None:
    written = read_cars(typed)
    assert (written.value, written.half) == (Decimal(value), Decimal(half))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("75,869.5", "Deliveries must be a whole number of cars (got 75,869.5)."),
        (0.5, "Deliveries must be a whole number of cars"),
        ("75.869", "must be a whole number of cars (got 75.869). Write 75,869."),
        ("-5", "cannot be negative"),
        ("100,000,001", "must be at most 100,000,000 cars"),
        ("5bn", "must be at most 100,000,000 cars"),
        ("over 157,000", "is a bound, not a value"),
        ("100±100", "must be above zero"),
        ("many", "Could not read"),
        ("130k cras", 'did you mean "130k cars"?'),
        ("130k usd", "after the number write k, 万, cars or nothing"),
        ("1e5", "Could not read"),
        ("inf", "Could not read"),
        ("", "Deliveries is missing"),
    ],
)
def test_car_counts_that_cannot_be(typed: object, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_cars(typed)
    assert caught.value.field == "deliveries"
    assert words in caught.value.message


@pytest.mark.parametrize("typed", ["0", "-5bn", "0.0bn", "5±5"])
def test_revenue_is_above_zero(typed: str) -> None:
    with pytest.raises(InputError, match="Revenue must be above zero"):
        read_positive(typed, "revenue", "CNY")


def test_currencies() -> None:
    assert read_currency(None) == "CNY"
    assert read_currency("usd") == "USD"
    with pytest.raises(
        InputError,
        match=r"Unknown currency XYZ\. Write a code of ISO 4217, for example CNY, USD or EUR\.",
    ):
        read_currency("XYZ")


READERS: list[Callable[[str], Written]] = [
    lambda text: read_money(text, "result", "CNY"),
    lambda text: read_percent(text, "gross_margin"),
    lambda text: read_cars(text),
]


@given(st.text(max_size=20) | st.text("0123456789.,±-~%bnM亿 ", max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in READERS:
        try:
            written = read(text)
        except InputError as error:
            assert error.message
        else:
            assert written.value.is_finite()
            assert written.half >= 0


@given(st.decimals(-9999, 9999, places=2), st.sampled_from(["bn", "M", "k", "亿", "万", ""]))
def test_what_is_written_reads_back(number: Decimal, scale: str) -> None:
    factor = {"bn": 10**9, "M": 10**6, "k": 10**3, "亿": 10**8, "万": 10**4, "": 1}[scale]
    written = read_money(f"{number:,}{scale}", "result", "CNY")
    assert written.value == number * factor
    assert written.half == Decimal("0.005") * factor
