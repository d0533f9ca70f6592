"""What people write for a quantity is told with what to type, which can be read then."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.facts import SAMPLE
from tui.facts.load import load_text
from tui.facts.quantity import QuantityError, parse_quantity
from tui.facts.units import Units

UNITS = Units({"cars": ["car", "vehicle", "vehicles"], "orders": ["order"]})


def refused(text: str) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, UNITS)
    return caught.value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("5 mn CNY", "5 million CNY"),
        ("about -5.5 Mio. RMB", "about -5.5 million CNY"),
        ("5 BN CNY", "5 billion CNY"),
        ("5 b usd", "5 billion USD"),
        ("18.6 milliards yuan", "18.6 billion CNY"),
        ("1.0±0.2 bln CNY", "1.0±0.2 billion CNY"),
        ("1.2 lakh cars", "120,000 cars"),
        ("5 crore INR", "50 million INR"),
        ("3,000 crore rupees", "30 billion INR"),
        ("20 percent", "20%"),
        ("+20 per cent", "+20%"),
        ("20 pp", "20%"),
        ("10,150+ cars", "at least 10,150 cars"),
        ("10,150+", "at least 10,150"),
        ("75 869 cars", "75,869"),
        ("1  234 567 cars", "1,234,567"),
        ("75'869 cars", "75,869"),
        ("75’869 cars", "75,869"),
        ("5-6 billion CNY", "5.5±0.5 billion CNY"),
        ("5–6 billion CNY", "5.5±0.5 billion CNY"),
        ("5 billion to 6 billion CNY", "5.5±0.5 billion CNY"),
        ("about 100,000 to 120,000 cars", "110,000±10,000 cars"),
        ("75,869-76,000 cars", "75,935±66 cars"),
        ("RMB 5 billion", "5 billion CNY"),
        ("over USD5 million", "over 5 million USD"),
        ("(38) million CNY", "-38 million CNY"),
        ("–38 million CNY", "-38 million CNY"),
        ("approx. 75,000 cars", "about 75,000 cars"),
        ("circa 75,000 cars", "about 75,000 cars"),
        ("minimum 75,000 cars", "at least 75,000 cars"),
    ],
)
def test_the_advice_is_what_was_meant(written: str, meant: str) -> None:
    assert refused(written).advice.removeprefix("write ") == meant
    assert parse_quantity(f"{meant} cars" if meant[-1].isdigit() else meant, UNITS)


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("5 billion RMB", "CNY"),
        ("5 cny", "CNY"),
        ("-5 yuan/car", "CNY/car"),
        ("5 Cars", "cars"),
        ("5 cras", "cars"),
        ("5 billion CYN", "CNY"),
        ("5 dollras", "USD"),
        ("5 bilion CNY", "billion CNY"),
        ("5 thousnad yaun/cra", "thousand CNY/car"),
        ("5 CNY per car", "CNY/car"),
        ("5 CNY / vehicel", "CNY/vehicle"),
        ("5 kWhh", "kWh"),
    ],
)
def test_the_unit_that_was_meant_is_named(written: str, near: str) -> None:
    assert refused(written).advice == f"did you mean '{near}'?"


def test_a_range_of_more_digits_than_can_be_reckoned_with_is_told_by_an_example() -> None:
    slip = refused(f"2-{'9' * 26} cars")
    assert slip.advice == "write 5.5±0.5 billion CNY"


@pytest.mark.parametrize("written", ["5 autos", "5 foo CNY", "5 CNY/house", "5 " + "x" * 10_000])
def test_a_unit_that_is_like_none_is_told_which_there_are(written: str) -> None:
    assert refused(written).advice == (
        "cars, orders, an ISO 4217 code, %, km ...; declare others under units:"
    )


def test_a_sign_behind_a_number_is_no_unit() -> None:
    assert (refused("5 §").message, refused("5 §").offset) == ("unknown unit '§'", 2)


def test_a_basis_point_is_explained() -> None:
    assert refused("20 bps").advice == "one is 0.01%: write 0.2%"


def test_a_letter_that_looks_like_another_is_named() -> None:
    message = "unknown unit 'сars': its 'с' is U+0441 CYRILLIC SMALL LETTER ES"
    assert (refused("5 сars").message, refused("5 сars").advice) == (
        message,
        "did you mean 'cars'?",
    )


@pytest.mark.parametrize(("text", "at"), [("about  75,869 cars", 6), ("75,869  cars", 7)])
def test_two_blanks_are_found(text: str, at: int) -> None:
    assert (refused(text).message, refused(text).offset) == ("two spaces in a row", at)


PIECES = ["over ", "about ", "  ", "\u200b", "１", *"-–()+ %±_'./5", "75,869", "to", "mn", "lakh"]
PIECES += ["crore", "bps", "RMB", "CNY", "cars", "/car", "e9", ".5", "9" * 30, "1" + "0" * 400]


@given(st.lists(st.sampled_from(PIECES), max_size=7).map("".join))
@example(f"1-{'9' * 30}.5 cars")
def test_every_slip_has_a_place_and_a_message(text: str) -> None:
    try:
        parse_quantity(text, UNITS)
    except QuantityError as error:
        assert error.message
        assert 0 <= error.offset <= len(text)


COMPOSE = """services:
  web:
    image: nginx
    ports: ["80:80"]
  db: {image: postgres}
include: [other.yaml]
models: {llm: {model: ai}}
"""


@pytest.mark.parametrize(
    "text", [COMPOSE, "name: ci\non: push\njobs: {}\n", '{"a": 1, "title": "b"}\n', "a: 1\n"]
)
def test_a_file_of_another_kind_is_told_in_one_line(text: str) -> None:
    assert [str(item) for item in load_text(text).diagnostics] == [
        "facts.yaml:1:1: error[no-facts]: this is not a facts file "
        "(it starts with: format: xev-facts/1)"
    ]


def test_a_facts_file_without_its_first_line_is_one() -> None:
    (found,) = load_text(SAMPLE.replace("format: xev-facts/1\n", "")).diagnostics
    assert found.code == "missing-field"
