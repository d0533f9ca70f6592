"""What a wording means and what it cannot exclude."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.facts.interval import Interval
from tui.facts.quantity import HEDGES, Hedge, QuantityError, last_digit, parse_quantity
from tui.facts.units import Units

UNITS = Units({"cars": ["car", "vehicle", "vehicles"], "orders": ["order"]})


def shown(box: Interval) -> str:
    """An interval in the usual notation, in plain digits."""
    lo = "-∞" if box.lo.is_infinite() else f"{box.lo.normalize():f}"
    hi = "∞" if box.hi.is_infinite() else f"{box.hi.normalize():f}"
    return f"{'(' if box.lo_open else '['}{lo}, {hi}{')' if box.hi_open else ']'}"


@pytest.mark.parametrize(
    ("text", "value", "unit", "hedge", "core", "support"),
    [
        ("75,869 cars", "75869", "cars", "exact", "[75869, 75869]", "[75869, 75869]"),
        ("exactly 300 cars", "300", "cars", "exact", "[300, 300]", "[300, 300]"),
        ("80,000 cars", "80000", "cars", "rounded", "[75000, 85000]", "[75000, 90000)"),
        (
            "18.6 billion CNY",
            "18600000000",
            "CNY",
            "rounded",
            "[18550000000, 18650000000]",
            "[18550000000, 18700000000)",
        ),
        ("23%", "23", "%", "rounded", "[22.5, 23.5]", "[22.5, 24)"),
        ("23.0%", "23.0", "%", "rounded", "[22.95, 23.05]", "[22.95, 23.1)"),
        ("+234%", "234", "%", "rounded", "[233.5, 234.5]", "[233.5, 235)"),
        (
            "about 70 million USD",
            "70000000",
            "USD",
            "about",
            "[65000000, 75000000]",
            "[60000000, 80000000]",
        ),
        (
            "~-70M USD",
            "-70000000",
            "USD",
            "about",
            "[-75000000, -65000000]",
            "[-80000000, -60000000]",
        ),
        ("over 300,000 cars", "300000", "cars", "over", "(300000, 400000)", "(300000, ∞)"),
        ("over 255,000 cars", "255000", "cars", "over", "(255000, 256000)", "(255000, ∞)"),
        ("at least 500 orders", "500", "orders", "at_least", "[500, 600)", "[500, ∞)"),
        ("under -5,000 USD/car", "-5000", "USD/car", "under", "(-6000, -5000)", "(-∞, -5000)"),
        ("up to 760 km", "760", "km", "at_most", "(750, 760]", "(-∞, 760]"),
        ("nearly 40,000 cars", "40000", "cars", "nearly", "[35000, 40000)", "[30000, 40000)"),
        (
            "1.0±0.2 billion CNY",
            "1000000000",
            "CNY",
            "stated",
            "[800000000, 1200000000]",
            "[800000000, 1200000000]",
        ),
        (
            "-5亿 CNY",
            "-500000000",
            "CNY",
            "rounded",
            "[-550000000, -450000000]",
            "(-600000000, -450000000]",
        ),
        (
            "206亿元",
            "20600000000",
            "CNY",
            "rounded",
            "[20550000000, 20650000000]",
            "[20550000000, 20700000000)",
        ),
        ("16.3万 orders", "163000", "orders", "rounded", "[162500, 163500]", "[162500, 164000)"),
        (
            "about 38 million EUR",
            "38000000",
            "EUR",
            "about",
            "[37500000, 38500000]",
            "[37000000, 39000000]",
        ),
    ],
)
def test_wordings(text: str, value: str, unit: str, hedge: str, core: str, support: str) -> None:
    q = parse_quantity(text, UNITS)
    assert (q.value, q.unit, q.hedge) == (Decimal(value), unit, hedge)
    assert (shown(q.core), shown(q.support)) == (core, support)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "value is empty (e.g. about 70 million USD)"),
        (">300,000 cars", 0, "comparison sign '>' is not a hedge (use words: over, at least"),
        ("300\u00a0000 cars", 3, "no-break space (U+00A0) inside a quantity"),
        ("８1,302 cars", 0, "non-ASCII digit '８' (U+FF18) (use 0-9)"),
        ("$38 million", 0, "currency sign '$' is ambiguous (put the ISO 4217 code"),
        ("2,71 billion EUR", 0, "malformed number '2,71' (thousands are groups of 3: 300,000;"),
        ("81.302.000 cars", 0, "malformed number '81.302.000'"),
        ("18.6e9 CNY", 0, "exponent notation hides the precision (write 18.6 billion)"),
        ("81_302 cars", 2, "'_' is not a thousands separator (write 81,302)"),
        ("12:30", 0, "this looks like a time (durations are ISO 8601: PT18H)"),
        ("081302 cars", 0, "leading zero in '081302'"),
        ("maybe 38 million EUR", 0, "expected a number, found 'maybe' (hedge words: about,"),
        (".inf", 0, "expected a number, found '.inf'"),
        ("81,302", 6, "unit missing (e.g. 75,869 cars, 70 million USD, 23%)"),
        ("2.71 billion EURO", 13, "unknown unit 'EURO' (did you mean 'EUR'?)"),
        ("18.6 milliard CNY", 5, "unknown unit 'milliard CNY' (write 18.6 billion CNY)"),
        ("1" * 26 + " cars", 0, "number has more than 25 digits"),
    ],
)
def test_what_cannot_be_read_says_what_to_type(text: str, offset: int, message: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, UNITS)
    assert str(caught.value).startswith(message)
    assert caught.value.offset == offset


def test_decimals_override_the_digits() -> None:
    assert (
        shown(parse_quantity("over 300,000 cars", UNITS, decimals="-4").core) == "(300000, 310000)"
    )
    assert shown(parse_quantity("300,000 cars", UNITS, decimals="INF").core) == "[300000, 300000]"
    with pytest.raises(QuantityError, match="rounded further than it is written"):
        parse_quantity("81,302 cars", UNITS, decimals="-3")


def test_a_list_price_is_stated_to_the_last_unit() -> None:
    assert parse_quantity("215,900 CNY", UNITS, exact=True).core.is_point
    assert parse_quantity("about 215,900 CNY", UNITS, exact=True).hedge == "about"


def test_a_bound_says_the_other_one_of_the_size_of_a_negative_number() -> None:
    turned = {hedge: hedge.mirrored for hedge in Hedge if hedge.mirrored is not hedge}
    assert turned == {
        Hedge.OVER: Hedge.UNDER,
        Hedge.UNDER: Hedge.OVER,
        Hedge.AT_LEAST: Hedge.AT_MOST,
        Hedge.AT_MOST: Hedge.AT_LEAST,
    }
    assert {hedge: hedge.side for hedge in turned} == dict(zip(turned, (1, 1, -1, -1), strict=True))


HEDGE_WORDS = [*(word for word in HEDGES if word != "~"), ""]


@given(
    hedge=st.sampled_from(HEDGE_WORDS),
    sign=st.sampled_from(["", "-", "−"]),
    whole=st.integers(0, 10**9 - 1),
    behind=st.text("0123456789", max_size=3),
    scale=st.sampled_from(["", "million ", "bn ", "亿 "]),
)
def test_core_lies_in_support_and_both_near_the_number(
    hedge: str, sign: str, whole: int, behind: str, scale: str
) -> None:
    digits = f"{whole:,}" + (f".{behind}" if behind else "")
    q = parse_quantity(f"{hedge} {sign}{digits} {scale}CNY".strip(), UNITS)
    assert q.core.within(q.support)
    step = q.step or Decimal(0)
    assert q.core.lo - step <= q.value <= q.core.hi + step
    factor = {"": 1, "million ": 10**6, "bn ": 10**9, "亿 ": 10**8}[scale]
    exact = Fraction(digits.replace(",", "")) * factor * (-1 if sign else 1)
    assert Fraction(q.value) == exact


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        parse_quantity(text, UNITS)
    except QuantityError as error:
        assert error.message
        assert 0 <= error.offset <= len(text)


@pytest.mark.parametrize(
    ("number", "written", "step"),
    [
        ("2.50", False, "0.01"),
        ("70", True, "1"),
        ("70", False, "10"),
        ("300,000", False, "100000"),
        ("0", False, "1"),
    ],
)
def test_the_last_significant_digit(number: str, written: bool, step: str) -> None:
    assert last_digit(number, written=written) == Decimal(step)
