"""A typed assumption as a value: read, put over what was reported, and written again."""

import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tui.economics.moves import NOTATIONS, Move, read_move, tidied, written
from tui.economics.parse import InputError


@pytest.mark.parametrize(
    ("name", "typed", "value", "kind", "half", "again"),
    [
        ("result", "-0.5bn", "-5e8", "to", "5e7", "-0.5bn"),
        ("result", "-5亿", "-5e8", "to", "5e7", "-0.5bn"),
        ("result", "-500M", "-5e8", "to", "5e5", "-500m"),
        ("result", "~-70M", "-7e7", "to", "5e6", "-0.07bn"),
        ("result", "-2.2±0.2bn", "-2.2e9", "to", "2e8", "-2.2±0.2bn"),
        ("result", "exactly 5bn", "5e9", "to", "0", "exactly 5bn"),
        ("result", "0.0bn", "0", "to", "5e7", "0.0bn"),
        ("rounding", "± 0.05bn", "5e7", "to", "0", "50m"),
        ("revenue", "18.60 bn", "18.6e9", "to", "5e6", "18.60bn"),
        ("deliveries", "108796", "108796", "to", "0", "108,796"),
        ("deliveries", "~75,000 cars", "75000", "to", "500", "~75,000"),
        ("deliveries", "+10%", "10", "percent", "0", "+10%"),
        ("deliveries", "−5,000", "-5000", "by", "0", "-5,000"),
        ("gross_margin", "0.25", "25", "to", "0.5", "25%"),
        ("gross_margin", "~-2.5%", "-2.5", "to", "0.05", "~-2.5%"),
        ("gross_margin", "exactly -30%", "-30", "to", "0", "exactly -30%"),
        ("gross_margin", "+1 pt", "1", "by", "0", "+1pt"),
        ("gross_margin", "-0.5 points", "-0.5", "by", "0", "-0.5pt"),
        ("gross_margin", "+150bp", "1.5", "by", "0", "+1.5pt"),
        ("gross_margin", "-50 basis points", "-0.5", "by", "0", "-0.5pt"),
        ("price", "240k", "240000", "to", "0", "240,000"),
        ("price", "+12,000 CNY", "12000", "by", "0", "+12,000"),
        ("price", "+0", "0", "by", "0", "+0"),
        ("cost_per_car", "180,000", "180000", "to", "0", "180,000"),
        ("opex", "+0.72bn", "7.2e8", "by", "0", "+720m"),
        ("opex", "-10%", "-10", "percent", "0", "-10%"),
        ("opex_fixed_share", "0.75", "75", "to", "0", "75%"),
        ("cost_fixed_share", "10%", "10", "to", "0", "10%"),
        ("target", "-10,000", "-10000", "to", "0", "-10,000"),
    ],
)
def test_each_is_read_and_written(
    name: str, typed: str, value: str, kind: str, half: str, again: str
) -> None:
    move = read_move(typed, name, "CNY")
    assert (move.value, move.kind, move.half) == (Decimal(value), kind, Decimal(half))
    assert written(move, name) == again
    assert read_move(again, name, "CNY") == move


@pytest.mark.parametrize(
    ("name", "typed", "ends", "point", "kind", "again"),
    [
        ("opex_fixed_share", "75%..100%", "75 100", "87.5", "to", "75%..100%"),
        ("opex_fixed_share", "0.75 .. 0.9", "75 90", "82.5", "to", "75%..90%"),
        ("opex_fixed_share", "80% in 75%..100%", "75 100", "80", "to", "80% in 75%..100%"),
        ("deliveries", "110k..130k", "110000 130000", "120000", "to", "110k..130k"),
        ("deliveries", "130k…110k cars", "110000 130000", "120000", "to", "110k..130k"),
        ("deliveries", "110k–130k", "110000 130000", "120000", "to", "110k..130k"),
        ("deliveries", "110k to 130k", "110000 130000", "120000", "to", "110k..130k"),
        ("deliveries", "between 110k and 130k", "110000 130000", "120000", "to", "110k..130k"),
        ("price", "-5% to -3%", "-5 -3", "-4", "percent", "-5%..-3%"),
        ("gross_margin", "25%±1pt", "24 26", "25", "to", "24%..26%"),
        ("gross_margin", "-1..1pt", "-1 1", "0", "by", "-1pt..+1pt"),
        (
            *("gross_margin", "exactly -5%..exactly -1%", "-5 -1", "-3", "to"),
            "exactly -5%..exactly -1%",
        ),
        ("deliveries", "1..4", "1 4", "3", "to", "1..4"),
        ("deliveries", "75,000±500 cars", "74500 75500", "75000", "to", "74,500..75,500"),
        ("deliveries", "120k±10k", "110000 130000", "120000", "to", "110k..130k"),
        ("deliveries", "120k ± 10%", "108000 132000", "120000", "to", "108k..132k"),
        ("deliveries", "-5,000..0", "-5000 0", "-2500", "by", "-5k..0"),
        ("deliveries", "-5%..5%", "-5 5", "0", "percent", "-5%..+5%"),
        ("price", "-5%..0", "-5 0", "-2.5", "percent", "-5%..0"),
        ("price", "0..+5,000", "0 5000", "2500", "by", "0..+5k"),
        ("price", "-5±2%", "-7 -3", "-5", "percent", "-7%..-3%"),
        ("gross_margin", "-1pt..+1pt", "-1 1", "0", "by", "-1pt..+1pt"),
        ("gross_margin", "+1±0.5pt", "0.5 1.5", "1", "by", "+0.5pt..+1.5pt"),
        ("gross_margin", "+100±50bp", "0.5 1.5", "1", "by", "+0.5pt..+1.5pt"),
        ("opex", "900m..1.1bn", "9e8 1.1e9", "1e9", "to", "0.9bn..1.1bn"),
        ("opex", "7.1±0.2bn", "6.9e9 7.3e9", "7.1e9", "to", "6.9bn..7.3bn"),
        ("result", "-3bn..-2bn", "-3e9 -2e9", "-2.5e9", "to", "-3bn..-2bn"),
        ("target", "-5,000..5,000", "-5000 5000", "0", "to", "-5k..5k"),
    ],
)
def test_a_range_is_read_and_written(
    name: str, typed: str, ends: str, point: str, kind: str, again: str
) -> None:
    move = read_move(typed, name, "CNY")
    assert [end.value for end in move.ends] == [Decimal(end) for end in ends.split()]
    assert all(end.is_end and end.kind == kind for end in move.ends)
    assert (move.value, move.half) == (Decimal(point), Decimal(0))
    assert move.kind == kind
    assert written(move, name) == again
    assert read_move(again, name, "CNY") == move


def test_a_range_without_width_is_its_point() -> None:
    assert read_move("75%..75%", "opex_fixed_share", "CNY") == Move(Decimal(75))


@pytest.mark.parametrize(
    ("move", "step", "after"),
    [
        (Move(Decimal(240)), 40, 240),
        (Move(Decimal(-15), "by"), -15, 185),
        (Move(Decimal(-5), "percent"), -10, 190),
    ],
)
def test_a_move_over_what_was_reported(move: Move, step: int, after: int) -> None:
    assert move.step(Decimal(200)) == step
    assert move.over(Decimal(200)) == after


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("result", "+1%", "as an amount"),
        ("revenue", "-3bn", "Revenue must be above zero (got -3bn)."),
        ("deliveries", "0", "No cars would be delivered"),
        ("target", "5%", "as an amount"),
        ("gross_margin", "1", "could be 1% or 100%"),
        ("rounding", "", "Rounding is missing. Write for example -0.5bn"),
        ("gross_margin", "+1%", "+1% could be 1 pt more or a margin of 1%. Write +1pt or 1%."),
        ("gross_margin", "-1%", "1 pt less or a margin of -1%. Write -1pt or exactly -1%."),
        ("gross_margin", "+1", "+1 could be 1 pt more or a margin of 1%. Write +1pt or 1%."),
        ("deliveries", "110k-130k", "For a range write 110k..130k."),
        ("deliveries", ">120k", "a range as in 110k..130k"),
        ("deliveries", "80856+10%", "Write for example 108,796 or +10%."),
        ("deliveries", "1,20", "is a point (18,600 or 18.6)."),
        ("deliveries", "80.856", "Write 80,856."),
        ("price", "5%", "5% could be more or less. Write +5% or -5%."),
        ("cost_per_car", "20%", "20% could be more or less. Write +20% or -20%."),
        ("opex_fixed_share", "+5%", "The fixed share of opex takes no step."),
        ("opex", "7.092", "it could be 7,092 or 7.092. Write 7,092 or 7.0920."),
        ("gross_margin", "20%..+1%", "Write +1pt or 1%."),
        ("gross_margin", "5k%", "as a percentage"),
        ("deliveries", "150.000", "it could be 150,000 or 150. Write 150,000 or 150."),
        ("price", "-5.000", "is ambiguous, it could be -5,000 or -5."),
        ("opex", "4.800 CNY", "is ambiguous, it could be 4,800 or 4.8."),
        ("price", "-5.000..0", "is ambiguous"),
        ("deliveries", "5%", "5% could be more or less. Write +5% or -5%."),
        ("deliveries", "5%..10%", "5% could be more or less."),
        ("deliveries", "110k..", "A range has two ends, as in 110k..130k."),
        ("deliveries", "±5%", "A range has a middle before its ±, as in 100k±10k."),
        ("opex_drift", "±5%", "A range has a middle before its ±, as in 100k±10k."),
        ("deliveries", "110..130k", "Write the unit at both ends of a range, as in 110k..130k."),
        ("deliveries", "0..5,000", "No cars would be delivered"),
        ("deliveries", "100±100", "must be above zero"),
        ("price", "-5,000..5,000", "and 5,000 is a new value. For a step write -5,000..+5,000."),
        ("opex", "-10%..+1bn", "-10% is a share and +1bn is a step: write both ends of a range"),
        (
            "opex_fixed_share",
            "-5pt",
            "The fixed share of opex takes no step. Write for example",
        ),
        ("gross_margin", "+100xp", "write % or nothing. Write for example 24% or +1pt."),
        ("price", "240,000 in -5%..0", "A range goes from one step to another"),
        ("opex_fixed_share", "80% in 90%..100%", "80% does not lie in 90%..100%."),
        ("opex_fixed_share", "90±20%", "between 0% and 100% (got 90±20%)"),
    ],
)
def test_what_cannot_be_read_says_why(name: str, typed: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read_move(typed, name, "CNY", now=Decimal("23.17"))
    assert caught.value.field == name
    assert words in caught.value.message


WRITTEN = ["about ", "over ", "~", "<", *"+-–±,. %xk", "..", " in ", "pt", "bn", "mn", "亿", "cars"]
WRITTEN += [
    "CNY",
    "€",
    "/car",
    "1",
    "0",
    "0.",
    "5",
    "12.5",
    "75,869",
    "１",
    "9" * 30,
    "1" + "0" * 400,
]


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(NOTATIONS)),
    st.lists(st.sampled_from(WRITTEN), max_size=7).map("".join),
    st.sampled_from([None, Decimal("23.17")]),
)
def test_whatever_is_typed_is_read_or_refused(name: str, typed: str, now: Decimal | None) -> None:
    with suppress(InputError):
        read_move(typed, name, "CNY", now=now)


@given(
    st.sampled_from(sorted(NOTATIONS)),
    st.tuples(
        st.sampled_from(["", "+", "-", "~"]),
        st.sampled_from(["1", "5", "1,20", "19.864", "150.000", "80,856"]),
        st.sampled_from(["", "%", "pt", "-6", " to 7", "k", "k-130k", "k cras", "±0.2"]),
    ),
)
def test_what_an_error_says_to_write_can_be_read(name: str, parts: tuple[str, ...]) -> None:
    follow("".join(parts), name)


@pytest.mark.parametrize(
    ("name", "typed"), [("gross_margin", "1,20pt"), ("cost_fixed_share", "1,20k")]
)
def test_no_error_says_to_write_what_cannot_be_read(name: str, typed: str) -> None:
    follow(typed, name)


def follow(typed: str, name: str, times: int = 0) -> None:
    """Type what the error says, and what the next one says, which comes to an end."""
    try:
        read_move(typed, name, "CNY")
    except InputError as error:
        assert times < 3, error.message
        assert not times or "Could not read" not in error.message, error.message
        words = r"(?:\. Write|: write|range write|did you mean) (?!for ex)(.+?)[.?]$"
        told = re.search(words, error.message)
        for offered in told[1].split(" or ") if told else ():
            follow(offered.strip('"'), name, times + 1)


def test_beside_a_negative_margin_another_one_needs_no_word() -> None:
    assert read_move("-2.50%", "gross_margin", "CNY", now=Decimal(-3)).kind == "to"


DIGITS = st.from_regex(r"(0|[1-9][0-9]{0,5})(\.[0-9]{1,4})?", fullmatch=True)


@given(
    st.sampled_from(sorted(NOTATIONS)),
    st.tuples(
        st.sampled_from(["", "+", "-", "~", "exactly "]),
        DIGITS,
        st.sampled_from(["", "±0.3", "±12", "..7", "%..9", "..0", "bn..12", " in 0..99"]),
        st.sampled_from(["", "k", "m", "bn", "亿", "万", "%", "pt"]),
    ),
)
@example("deliveries", ("", "1", "±0.3", "亿"))
def test_what_is_written_reads_as_the_same(name: str, parts: tuple[str, ...]) -> None:
    try:
        move = read_move("".join(parts), name, "CNY")
    except InputError:
        return
    assert read_move(written(move, name), name, "CNY") == move


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("deliveries", "143520.3", "143,520"),
        ("deliveries", "-5", "1"),
        ("gross_margin", "35.67724521", "35.6772%"),
        ("gross_margin", "22", "22%"),
        ("opex", "3999900000", "3.9999bn"),
        ("opex", "5e9", "5bn"),
        ("opex", "1234567890.123", "1.234568bn"),
        ("cost_per_car", "158306.5", "158,307"),
        ("opex_fixed_share", "105", "100%"),
        ("cost_fixed_share", "95", "90%"),
        ("target", "-4999.9", "-5,000"),
    ],
)
def test_a_computed_value_is_what_one_would_type(name: str, value: str, text: str) -> None:
    move = tidied(Decimal(value), name)
    assert written(move, name) == text
    assert read_move(text, name, "CNY") == move


def test_a_computed_step_is_one() -> None:
    assert written(tidied(Decimal("24612.03"), "price", "by"), "price") == "+24,612"
