"""What the calculator reads, computes and says, on the quarters as they were calculated by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.books import rate
from tests.economics.quarters import BOOK, DERIVED
from tui.economics.case import Case
from tui.economics.moves import NOTATIONS
from tui.facts.book import FactBook
from tui.system.text_width import cell_width
from tui.tabs.calculator.fields import FieldRow, entries
from tui.tabs.calculator.present import (
    Sentence,
    assumed_words,
    caption,
    even,
    even_in_brief,
    finding,
    fitted,
    formula,
    worst_and_best,
)
from tui.tabs.calculator.state import CalculatorState, periods_for


def with_rate(book: FactBook, when: str, mean: str, currency: str = "USD") -> FactBook:
    more = rate(when, mean, currency=currency, source="company")
    return replace(book, rates=(*book.rates, more))


def state(period: str = "2026-Q1", currency: str = "CNY", **typed: str) -> CalculatorState:
    book = with_rate(with_rate(BOOK, "2025-Q1", "7.2748"), "2026-Q1", "6.9242")
    made = CalculatorState(book, currency, period)
    made.type(typed)
    return made


def case(period: str = "2026-Q1", currency: str = "CNY", **typed: str) -> Case:
    return state(period, currency, **typed).case


def entry(made: CalculatorState, key: str) -> FieldRow:
    return next(row for row in entries(made.latest, made.unread) if row.field.key == key)


def written(made: Case) -> str:
    return "".join(text for text, _ in formula(made))


def test_it_starts_with_the_newest_quarter_that_has_a_full_account() -> None:
    assert CalculatorState(BOOK, "CNY").period == "2026-Q1"


def test_every_kind_of_period_can_be_chosen_also_a_quarter_that_only_follows_from_its_year() -> (
    None
):
    names = [period.text for period in periods_for(DERIVED)]
    assert "2025-Q4" in names
    assert names.index("2025-Q4") < names.index("2026-Q1") < names.index("2025-H1")
    assert names[-1] == "2025"
    full = [name for name in names if "H" in name or len(name) == 4]
    assert all(CalculatorState(DERIVED, "CNY", name).case.base.result for name in full)


def test_with_nothing_typed_every_field_shows_its_fact_with_a_mark() -> None:
    texts = {row.field.key: (row.text, row.mark) for row in entries(case())}
    assert texts["result"] == ("−3.1bn", "¹")
    assert texts["rounding"] == ("50m", "")
    assert texts["deliveries"] == ("80,856", "²")
    assert texts["revenue"] == ("19.9bn", "³")
    assert texts["gross_margin"] == ("20.1%", "⁴")
    assert texts["cost_per_car"] == ("196,647", "⁵")
    assert texts["opex"] == ("7.10bn", "⁶")
    assert texts["opex_fixed_share"] == ("100%", "")
    assert texts["exchange"] == ("–", "")


def test_a_field_that_is_typed_over_loses_its_mark_and_says_what_it_was() -> None:
    row = entry(state(deliveries="108,796"), "deliveries")
    assert (row.text, row.mark, row.note) == ("108,796", "", "was 80,856")
    assert row.echo == "read as 108,796 cars, 34.6% more"


@pytest.mark.parametrize(
    ("key", "text", "echo"),
    [
        ("result", "0.5bn", "read as +¥500,000,000"),
        ("result", "-5亿", "read as −¥500,000,000"),
        ("revenue", "18.6 bn", "read as ¥18,600,000,000, 6.5% less"),
        ("gross_margin", "23.2%", "read as 23.2%"),
        ("gross_margin", "0.232", "read as 23.2%"),
        ("gross_margin", "+1pt", "read as 21.1%"),
        ("price", "12,000", "read as +¥12,000 a car"),
        ("price", "-12,000", "read as −¥12,000 a car"),
        ("price", "about 12k", "read as +¥12,000 a car"),
        ("price", "12k±5%", "read as +¥11,400 a car to +¥12,600 a car"),
        ("price", "10k..14k", "read as +¥10,000 a car to +¥14,000 a car"),
        ("cost_per_car", "-10%", "read as ¥176,982 a car, 10.0% less"),
        ("opex", "4bn", "read as ¥4,000,000,000, 43.7% less"),
        ("opex_fixed_share", "75%", "read as 75%"),
        (
            "deliveries",
            "100k..550k",
            "read as 100,000 cars to 550,000 cars; more than in any quarter so far "
            "(145,115 in Q4 25)",
        ),
        ("target", "5,000", "read as +¥5,000 a car"),
    ],
)
def test_what_is_typed_is_read_and_echoed(key: str, text: str, echo: str) -> None:
    row = entry(state(**{key: text}), key)
    assert (row.echo, row.error) == (echo, "")


@pytest.mark.parametrize(
    ("key", "text", "word"),
    [
        ("deliveries", "12,5", "commas group thousands"),
        ("deliveries", "0", "at least 1"),
        ("deliveries", "550k in 2026", "the total of a year: type it in the outlook"),
        ("gross_margin", "120%", "above 100%"),
        ("gross_margin", "1", "could be"),
        ("revenue", "-3bn", "above zero"),
        ("opex", "nan", "amount"),
        ("price", "-105%", "below zero"),
        ("price", "5%", "Write +5% or -5%."),
        ("opex_fixed_share", "101%", "between"),
        ("cost_fixed_share", "95%", "between"),
        ("target", "much", "amount"),
        ("result", "lots", "amount"),
    ],
)
def test_what_cannot_be_read_says_why_and_leaves_the_last_good_result(
    key: str, text: str, word: str
) -> None:
    made = state(deliveries="90,000")
    before = made.case
    made.type({key: text})
    assert word in entry(made, key).error
    assert made.is_stale
    assert made.case is before
    made.reset(key)
    assert not made.is_stale


def test_two_wrong_fields_each_keep_their_own_reason() -> None:
    made = state(deliveries="x", opex="y")
    assert made.unread.keys() == {"deliveries", "opex"}


def test_typing_what_a_field_shows_anyway_takes_the_typing_back() -> None:
    made = state(deliveries="90,000", hold="margin", result="-2bn")
    made.type({"deliveries": "80,856", "hold": "cost", "result": "−3.1bn"})
    assert not made.texts
    assert made.case.per_car == made.case.reported_per_car


def test_a_percentage_of_the_price_is_of_the_asp_else_of_what_a_car_brought_in() -> None:
    assert entry(state("2025-Q1", price="-5%"), "price").echo == "read as −¥11,915 a car"
    assert entry(state("2026-Q1", price="-5%"), "price").echo == "read as −¥12,306 a car"


def test_a_field_that_follows_from_another_shows_what_it_follows_to() -> None:
    made = state(revenue="25bn", result="-2.00bn")
    texts = {key: entry(made, key).text for key in ("cost_per_car", "rounding")}
    assert texts == {"cost_per_car": "247,044", "rounding": "5m"}


def test_a_typed_rounding_widens_the_bounds() -> None:
    made = case("2025-Q1", rounding="0.1bn")
    assert made.per_car is not None
    assert round(made.per_car.low) == round(Decimal(-600_000_000) / 75869)


def test_inputs_the_facts_lack_can_be_typed() -> None:
    book = replace(
        BOOK,
        facts=tuple(
            fact
            for fact in BOOK.facts
            if fact.concept == "revenue" or not fact.period or fact.period.text != "2026-Q1"
        ),
    )
    made = CalculatorState(book, "CNY", "2026-Q1")
    assert "needs deliveries, gross margin, result" in finding(made.case)
    made.type({"deliveries": "80,856", "gross_margin": "20.1%", "opex": "7.0999bn"})
    assert made.case.per_car is not None
    assert round(made.case.per_car.value) == -38340


def test_both_bounds_of_a_range_are_told_and_where_they_are() -> None:
    made = state(deliveries="110k..130k", opex_fixed_share="75%..100%")
    told = made.case
    assert finding(told) == (
        "With 75% to 100% of opex fixed each car would lose ¥4,600 to ¥21,500 instead of about "
        "¥38,300."
    )
    both = "With all opex fixed each car would lose up to ¥10,200 or earn up to ¥2,600 instead of"
    assert finding(case(deliveries="120k..150k")) == f"{both} losing about ¥38,300."
    assert finding(case(deliveries="150k..160k")).startswith(
        "With all opex fixed each car would earn ¥1,600 to ¥5,600 instead of losing"
    )
    assert caption(told) == "yuan per car, Q1 26, central case, ± 512"
    assert worst_and_best(told) == (
        "Worst case: deliveries of 110,000 cars and 75% of opex fixed; "
        "best case: deliveries of 130,000 cars and 100% of opex fixed."
    )
    assert list(assumed_words(told)) == ["cars 110k..130k", "fixed share 75%..100%"]
    assert (entry(made, "deliveries").text, entry(made, "opex_fixed_share").text) == (
        *("110k..130k", "75%..100%"),
    )
    assert worst_and_best(case(opex_fixed_share="75%..100%")) == ""


def test_break_even_stands_as_a_range_beside_that_of_the_last_four_quarters() -> None:
    made = state()
    even_now = even(made.case, made.evens.over, made.evens.year)
    assert even_now == (
        "It breaks even at 142,000 to 197,000 cars a quarter, with 75% to 100% of opex fixed, "
        "rounded outwards; the last four quarters at 438,000 to 463,000 cars a year."
    )
    assert even(made.case, made.evens.over, made.evens.year, short=True) == (
        "Break-even: 142,000 to 197,000 cars a quarter, 75% to 100% of opex fixed; "
        "a year 438k–463k."
    ), "also where there is little room the share that it holds for"
    assert made.evens.over
    brief = "Break-even 142k–197k cars, opex 75–100% fixed."
    assert even_in_brief(made.evens.over) == brief
    made.type({"gross_margin": "18%..22%"})
    assert made.evens.over
    told = even(made.case, made.evens.over)
    assert "at 129,000 to 243,000 cars a quarter" in told
    brief = "Break-even 129k–243k cars, opex 75–100% fixed, with the ranges."
    assert even_in_brief(made.evens.over) == brief
    made.type({"gross_margin": ""})
    before = made.evens
    made.type({"deliveries": "100,000"})
    assert made.evens is before
    made.type({"price": "-5,000"})
    assert made.evens.year is None
    made.type({"price": "", "opex_fixed_share": "80%"})
    assert made.evens.over is None
    stands = even(made.case, made.evens.over, made.evens.year)
    assert "about 178,000 cars a quarter (175,400 to 180,600)" in stands


RANGES = {"sum": "4bn..8bn", "cars": "110k..130k", "percent": "15%..25%", "each": "-5,000..+5,000"}


@pytest.mark.parametrize("key", sorted(NOTATIONS.keys() - {"opex_drift", "target"}))
def test_a_range_in_any_field_tells_its_worst_and_best_end(key: str) -> None:
    text = "180,000..200,000" if key == "cost_per_car" else RANGES[NOTATIONS[key].kind]
    told = case(**{"deliveries": "100,000", key: text})
    assert told.moved_by_ranges, "the fields take it"
    full, short = worst_and_best(told), worst_and_best(told, short=True)
    for says, start in ((full, "Worst case: "), (short, "Worst: ")):
        worst, best = says.removeprefix(start).rstrip(".").split("; ")
        assert len(worst) > 3, says
        assert worst != best.partition(" ")[2].removeprefix("case: ") or key == "rounding", says


SENTENCES = st.lists(st.lists(st.text("1bn小", min_size=1, max_size=4)).map(" ".join), max_size=4)


@given(SENTENCES, st.integers(8, 40))
@example(["", "", "", "小小小小 1"], 8)
def test_the_head_takes_four_rows_at_most_and_ends_with_whole_words(
    texts: list[str], width: int
) -> None:
    form = [Sentence(text, "", rank) for rank, text in enumerate(texts)]
    found = [text for text, _ in fitted([form], width, 4)]
    assert len("\n".join(found).split("\n")) <= 4
    for text, whole in zip(found, texts, strict=True):
        assert all(cell_width(line) <= width for line in text.split("\n"))
        words = text.removesuffix("…").split()
        assert words[:-1] == whole.split()[: len(words) - 1]
        assert " ".join(words) == whole.strip() or text.endswith("…")
        if words and words[-1] != (last := whole.split()[len(words) - 1]):
            assert cell_width(f"{last}…") > width, "only a word without room in any line is cut"


def test_what_matters_most_keeps_its_rows_the_longest() -> None:
    first = Sentence("a break-even that takes two rows", "", 2)
    other = Sentence("a finding that takes two rows", "", 1)
    assert list(fitted([[first, other]], 20, 4)) == [
        ("a break-even that\ntakes two rows", ""),
        ("a finding that takes\ntwo rows", ""),
    ]
    assert [text for text, _ in fitted([[first, other]], 20, 3)] == [
        "a break-even that…",
        "a finding that takes\ntwo rows",
    ]
    short = Sentence("a break-even", "", 2)
    assert next(fitted([[first, other], [short, other]], 20, 3)) == (short.text, "")
