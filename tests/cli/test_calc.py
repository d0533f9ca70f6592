"""The calculator as a command: what people read, what programs read, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from tests import DATA, SHIPPED
from tests.tabs.finances.accounts import FULL, accounts
from tui.cli.calc_inquiry import Inquiry, read_inquiry
from tui.cli.calc_json import calc_record
from tui.cli.calc_page import calc_page
from tui.cli.main import cli
from tui.cli.page import page_text
from tui.economics.account import Account
from tui.economics.scenario import Scenario
from tui.economics.solve import UNKNOWNS
from tui.facts.book import FactBook
from tui.facts.figure import assumed
from tui.facts.period import parse_period
from tui.present.provenance import TextBlock
from tui.system.text_width import cell_width

PARTLY = ("--facts", str(DATA / "facts_pinned.yaml"))
"""Facts in which one quarter follows from its year and another is known in part only."""


def calc(*arguments: str) -> Result:
    """Run `xev-tui calc`, on the shipped facts unless others are named."""
    options = ["calc", "--facts", str(SHIPPED), *arguments]
    return CliRunner().invoke(cli, options)


@cache
def page(*arguments: str) -> str:
    """The text page with single blanks, so that it does not matter where lines break."""
    done = calc(*arguments)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def record(*arguments: str) -> dict[str, Any]:
    """What programs read."""
    done = calc(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_rests_on_a_single_unsigned_source_says_so_first() -> None:
    told = "According to a single unsigned source, Xiaomi lost about 25,000 CNY on each car"
    assert page("2026-Q2").startswith(told)
    more = page("2026-Q2", "--set", "deliveries=120000")
    assert more.startswith("According to a single unsigned source, with deliveries of 120,000 cars")


def near(text: str, value: str, tolerance: str = "1") -> bool:
    """Whether a decimal string is the value, give or take."""
    return abs(Decimal(text) - Decimal(value)) <= Decimal(tolerance)


# The questions that an analyst brings.


def test_what_a_car_lost_and_how_sure_that_is() -> None:
    text = page("2025-Q2")
    assert "Xiaomi lost about 3,700 CNY on each car in 2025-Q2 (3,070 to 4,310)." in text
    assert "−0.3bn CNY [1] ÷ 81,302 cars [2] = −3,690 CNY per car, −4,305 to −3,074" in text
    assert "range from rounding only" in text
    found = record("2025-Q2")
    assert near(found["profit_per_car"], "-3689.95")
    assert near(found["profit_per_car_low"], "-4304.94")
    assert near(found["profit_per_car_high"], "-3074.96")


def test_what_volume_would_have_been_needed() -> None:
    text = page("2026-Q1", "--solve", "deliveries", "--target", "0")
    assert "2026-Q1: Break-even at 142,000 to 197,000 cars a quarter, with 75% to 100%" in text
    assert (
        "Break-even volume with all opex fixed: about 144,000 cars a quarter (142,400 to 144,900)"
        in text
    )
    assert "about 63,000 more than the 80,856 delivered" in text
    assert "Given actual deliveries" not in text
    assert record("2026-Q1", "--solve", "deliveries")["backtest"] is None
    assert record("2026-Q1", "--solve", "deliveries")["deliveries"] == "143635"


PINNED = ("2026-Q1", *PARTLY)


def test_break_even_stands_as_a_range_and_beside_it_that_of_the_last_four_quarters() -> None:
    text = page(*PINNED)
    assert "Break-even at 142,000 to 197,000 cars a quarter, with 75% to 100% of opex" in text
    assert "With all opex fixed: about 144,000 cars a quarter (142,200 to 144,900)" in text
    assert "The four quarters to 2026-Q1: at 441,300 to 457,500 cars a year, with" in text
    assert (
        "The upper end is above the most delivered in a quarter so far: 145,115 cars in Q4 25."
        in text
    )
    assert "Preset range of the fixed share: 75% to 100%; the lower end is the fitted 80%" in text
    assert "on different bases: at" in page("2025-Q2")
    # What was assumed of anything else does not hold for the year.
    assert "The four quarters" not in page("2026-Q1", "--set", "price=-5%")
    assert "at about 194,000 cars" in page("2026-Q1", "--set", "opex_fixed_share=75%")


@pytest.mark.parametrize(
    ("arguments", "most"),
    [
        (("2026-Q1", "--set", "deliveries=550k"), "any quarter so far (145,115 in Q4 25); type"),
        (("2026-Q1", "--set", "deliveries=100k..150k"), "any quarter so far (145,115 in Q4 25)"),
        (("2026-Q1", "--set", "deliveries=+600%", "--solve", "price"), "any quarter so far"),
        (("2025", "--set", "deliveries=550k"), "any year so far (411,082 in 2025)."),
        (("2026-Q1", "--set", "deliveries=145,115"), ""),
        (("2025-Q4", "--set", "price=-5%"), ""),
    ],
)
def test_more_cars_than_any_such_period_had_are_told(arguments: tuple[str, ...], most: str) -> None:
    told = page(*arguments)
    assert (f"! So many cars are more than in {most}" in told) == bool(most)
    assert ("more than in any" in told) == bool(most)
    assert record(*arguments)["beyond_any_delivered"] == bool(most)


@pytest.mark.parametrize(
    ("typed", "under", "over"),
    [
        (
            ("deliveries=120,000",),
            "With deliveries of 120,000 cars and all opex fixed, Xiaomi",
            True,
        ),
        (("deliveries=+10%..+20%",), "to 91,043 cars and all opex fixed, Xiaomi", True),
        (("deliveries=100k", "opex_fixed_share=100%"), "100,000 cars and all opex fixed,", False),
        (("deliveries=100k", "opex_fixed_share=90%"), "cars and 90% of opex fixed, X", False),
        (("price=-5%",), "With a price per car 11,915 CNY lower, Xiaomi", False),
        (("deliveries=75,869",), "With deliveries of 75,869 cars, Xiaomi", False),
    ],
)
def test_a_headline_says_how_much_of_opex_stays_as_cars_change(
    typed: tuple[str, ...], under: str, over: bool
) -> None:
    told = page("2025-Q1", *(f"--set={one}" for one in typed))
    assert under in told
    assert ("With 75% to 100% of opex fixed, the preset range: a " in told) == over


def test_the_preset_range_of_changed_cars_reaches_from_one_end_to_the_other() -> None:
    cars = ("2025-Q1", "--set", "deliveries=120,000")
    low, high = (record(*cars, f"--set=opex_fixed_share={share}%") for share in (75, 100))
    assert 10_300 <= Decimal(low["profit_per_car_low"]) < 10_400
    assert 17_100 < Decimal(high["profit_per_car_high"]) <= 17_200
    assert "the preset range: a profit of 10,300 to 17,200 CNY." in page(*cars)


def test_programs_are_told_the_same_share_but_not_where_it_plays_no_part() -> None:
    cars = ("2025-Q1", "--set", "deliveries=120,000")
    assumed = ["deliveries of 120,000 cars", "all opex fixed"]
    assert record(*cars, "--solve", "price")["assumptions"] == assumed
    table = record(*cars, "--set", "price=+1", "--table")
    assert table["assumptions"] == ["a price per car 1 CNY higher"]


def test_what_is_published_is_held_to_the_reported_figures() -> None:
    found = record("2025-Q1", "--set", "price=-5%")["published"]
    assert found == record("2025-Q1")["published"]
    told = page("2025-Q1", "--set", "price=-5%", "--against", "18,500 CNY")
    assert "is within what the rounding allows. Under these assumptions the figures give" in told


def test_a_range_gives_two_bounds_and_says_where_they_are() -> None:
    share = ("--set", "opex_fixed_share=75%..100%")
    found = record(*PINNED, *share)
    assert found["break_even_deliveries_assumed_low"] == "142203"
    assert found["break_even_deliveries_assumed_high"] == "196762"
    assert found["assumed_worst"] == {"opex_fixed_share": "75%"}
    assert found["assumed_best"] == {"opex_fixed_share": "100%"}
    middle = record(*PINNED, "--set", "opex_fixed_share=87.5%")
    bounds = [key for key in found if "assumed" in key]
    assert {key: found[key] for key in found if key not in bounds} == middle | {
        "assumptions": ["75% to 100% of opex fixed"]
    }
    assert (
        record(*PINNED, "--set", "opex_fixed_share=80% in 75%..100%")["break_even_deliveries"]
        == "178012"
    )
    found = record("2025-Q1", *share, "--set", "deliveries=70k..90k", "--set", "price=-5%..0")
    assert found["assumed_worst"]["deliveries"] == "70,000"
    assert found["break_even_assumed_best"] == {"price": "+0%", "opex_fixed_share": "100%"}
    low, high = (Decimal(found[f"profit_per_car_assumed_{side}"]) for side in ("low", "high"))
    assert low < Decimal(found["profit_per_car_low"]) < Decimal(found["profit_per_car_high"]) < high


def test_a_range_in_words() -> None:
    text = page("2026-Q1", "--set", "deliveries=110k..130k", "--set", "opex_fixed_share=75%..100%")
    assert "With deliveries of 110,000 to 130,000 cars and 75% to 100% of opex fixed," in text
    assert "Xiaomi would have made a loss of 4,700 to 21,500 CNY on each car" in text
    assert "Central case: about" in text
    assert "Worst case: deliveries of 110,000 cars and 75% of opex fixed; best case:" in text
    assert "(from and to: what rounding and the ranges together allow)" in text


def test_an_end_that_changes_nothing_is_told_as_unchanged() -> None:
    text = page("2026-Q1", "--set", "opex=-10%..0", "--set", "gross_margin=0..+2pt")
    assert "Worst case: an unchanged gross margin and unchanged opex; best case:" in text


def test_never_is_a_bound_and_is_said() -> None:
    typed = ("2026-Q1", "--set", "opex_fixed_share=0%..100%")
    assert record(*typed)["break_even_deliveries_assumed_high"] == "never"
    assert "Break-even at 142,000 cars a quarter or more, or never, with 0% to" in page(*typed)
    found = record("2026-Q1", "--set", "opex_fixed_share=0%..10%")
    assert found["break_even_deliveries"] is None
    assert found["break_even_deliveries_assumed_low"] == "never"


def test_a_solution_has_bounds_under_ranges() -> None:
    cars = ("--set", "deliveries=100k..120k")
    found = record("2026-Q1", *cars, "--solve", "price")
    for key in ("revenue_per_car", "revenue_per_car_cost_held", "revenue_per_car_margin_held"):
        low, high = found[f"{key}_assumed_low"], found[f"{key}_assumed_high"]
        assert Decimal(low) < Decimal(found[f"{key}_low"]) < Decimal(found[f"{key}_high"])
        assert Decimal(found[f"{key}_high"]) < Decimal(high)
    assert found["assumed_worst"] == {"deliveries": "100,000"}
    assert "result_assumed_low" not in found
    plain = record("2026-Q1", "--solve", "price")
    assert near(plain["revenue_per_car_cost_held"], plain["revenue_per_car"])
    held = record("2026-Q1", "--solve", "price", "--hold", "margin")
    assert near(plain["revenue_per_car_margin_held"], held["revenue_per_car"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("opex", "--set", "deliveries=110k..130k"), "5.41 to 6.44bn CNY"),
        (("opex", "--set", "deliveries=110k..130k", "--currency", "USD"), "782 to 930m USD"),
        (("price", "--set", "deliveries=110k..130k"), "250,400 to 261,300 CNY"),
        (("gross_margin", "--set", "deliveries=110k..130k"), "22.0 to 26.5%"),
        (("gross_margin", "--set", "deliveries=10k..80k"), "35.70% or more, or none"),
        (("opex", "--set", "gross_margin=exactly -5%..20%"), "3.973bn CNY or less, or none"),
        (
            ("deliveries", "--set", "price=-5%..0", "--target", "5000"),
            "158,000 to 220,000 cars a quarter",
        ),
    ],
)
def test_the_page_tells_what_a_solution_is_under_ranges(
    arguments: tuple[str, ...], says: str
) -> None:
    told = page("2026-Q1", "--solve", *arguments)
    assert f"; range from rounding only. With the ranges: {says}. Worst case: " in told
    fixed = [argument for argument in arguments if ".." not in argument and argument != "--set"]
    assert "With the ranges" not in page("2026-Q1", "--solve", *fixed)


def test_a_margin_beside_a_price_is_said_to_be_held_to_the_reported_one() -> None:
    follows = "The cost of sales per car then follows from the gross margin."
    for typed, words in (
        ("+1pt", "CNY lower and a gross margin 1 point higher than reported, Xiaomi"),
        ("-1pt..+1pt", "a gross margin moved by −1 to +1 point from the reported one, Xiaomi"),
        ("24%", "CNY lower and a gross margin of 24%, Xiaomi"),
    ):
        told = page("2026-Q1", "--set", "price=-5%", "--set", f"gross_margin={typed}")
        assert words in told
        assert follows in told
        alone = page("2026-Q1", "--set", f"gross_margin={typed}")
        assert "reported, Xiaomi" not in alone
        assert follows not in alone
    assert follows not in page("2026-Q1", "--set", "price=-5%")


def test_a_range_of_the_price_is_told_as_a_share_at_both_ends() -> None:
    told = page("2026-Q1", "--set", "price=-5%..+2%")
    assert "The price changes by −5.0% to +2.0% of the average selling price, 235,100 CNY." in told


def test_a_cost_to_type_says_that_it_is_the_one_at_the_reported_cars() -> None:
    more = ("--set", "deliveries=120k")
    opex = page("2026-Q1", "--solve", "opex", *more, "--set", "opex_fixed_share=75%")
    assert "--set opex=5.285846bn, opex at the 80,856 cars delivered." in opex
    cost = page("2026-Q1", "--solve", "cost_per_car", *more, "--set", "cost_fixed_share=10%")
    assert "the cost of sales per car at the 80,856 cars delivered." in cost
    for same in ("opex", "cost_per_car"):
        assert "cars delivered." not in page("2026-Q1", "--solve", same, *more)


def test_break_even_by_what_is_fixed() -> None:
    rows = record(*PINNED, "--table")["rows"]
    found = {
        (row["opex_fixed_share_percent"], row["cost_fixed_share_percent"]): row for row in rows
    }
    for share, volumes in {
        "100": ("143521", "133131", "125697"),
        "80": ("178012", "155126", "140966"),
        "75": ("193514", "163856", "146560"),
    }.items():
        row = [found[share, part] for part in ("0", "5", "10")]
        assert tuple(cell["break_even_deliveries"] for cell in row) == volumes
    assert found["100", "0"]["reached_in"] == "2025-Q4"
    assert found["80", "0"]["reached_in"] is None
    assert found["80", "0"]["beyond_any_delivered"] is True
    assert "100% 143,521 Q4 25 133,131 Q4 25 125,697 Q4 25" in page(*PINNED, "--table")
    assert "▲ above the most delivered in a quarter: 145,115 cars in Q4 25." in page(
        *PINNED, "--table"
    )
    year = page("ttm-2026-Q1", "--table")
    assert "▲ above the most delivered in a year: 416,069 cars in 1 Apr 2025 to 31 Mar" in year
    # A half-year may be the sum of its quarters, and nothing is known of other stretches.
    assert "so far (253,911 in H2 25)" in page("2025-H1", "--set", "deliveries=260,000")
    assert "so far" not in page("2025-H1", "--set", "deliveries=230,000")
    assert "▲" not in page("2025-Q2,2026-Q1", "--table")
    never = record("2025-Q1", "--set", "gross_margin=6%", "--table")["rows"][-1]
    assert (never["break_even_deliveries"], never["beyond_any_delivered"]) == ("never", False)


@pytest.mark.parametrize(
    ("period", "each"),
    [
        ("2026-Q1", "a quarter"),
        ("2025-H1", "in half a year"),
        ("2025", "a year"),
        ("ttm", "a year"),
    ],
)
def test_a_break_even_says_of_how_long_a_time_it_is(period: str, each: str) -> None:
    """That of a year is about four times that of a quarter."""
    text = page(period)
    assert f" cars {each}, with 75% to 100% of opex fixed" in text
    assert f" cars {each} (" in text.partition("With all opex fixed: about ")[2][:45]
    assert f" cars {each} (" in page(period, "--solve", "deliveries")
    assert f"cars {each} (" in page(period, "--set", "opex_fixed_share=100%")
    assert f"in cars {each}." in page(period, "--table")


def test_what_a_lower_price_would_do() -> None:
    assert near(record("2025-Q3", "--set", "asp=-5%")["profit_per_car"], "-6568.59", "0.01")
    # 5 % of the mean of 238,300 and 253,662, weighted by 75,869 and 81,302 cars, is 12,312.33.
    assert near(record("2025-H1", "--set", "asp=-5%")["profit_per_car"], "-17402.32", "0.01")
    half = ("2025-H1", "--maker", "nio", "--set")
    refused = calc(*half, "asp=-5%")
    assert refused.exit_code == 2
    assert "no ASP on file for 2025-H1" in refused.stderr
    assert "write price=-5%" in refused.stderr
    # 5 % of 9,939.3 and 16,136.1m ÷ 114,150 is 11,421.55.
    found = record(*half, "price=-5%")
    assert near(found["profit_per_car"], "-110667.27")
    assert near(found["reported_profit_per_car"], "-99245.72")
    text = page(*half, "price=-5%")
    assert "a price per car 11,422 CNY lower" in text
    assert "−5.0% of the car revenue per car, 228,431 CNY; there is no ASP on file" in text


def test_a_bridge_and_an_outlook_keep_to_one_basis() -> None:
    of = ("--maker", "xpeng")
    # −1,784.1m ÷ 62,682 and −1,340m ÷ 103,295.
    found = record("--bridge", "2026-Q1", "2026-Q2", *of)
    assert near(found["start"], "-28462.7", "0.1")
    assert near(found["end"], "-12972.6", "0.1")
    assert found["basis_from"] == found["basis_to"] == "net result"
    assert "No row for 2026" not in page("--outlook", "4", *of)
    mixed = record("--bridge", "2024-Q3", "2025-Q1")
    assert (mixed["basis_from"], mixed["basis_to"]) == ("adjusted net result", "operating result")


def test_why_a_quarter_turned() -> None:
    text = page("--bridge", "2025-Q4", "2026-Q1")
    assert "from earning about 7,600 CNY in" in text
    assert "Volume is 88% of the fall: opex spread over 80,856 cars instead of" in text
    found = record("--bridge", "2025-Q4", "2026-Q1")
    assert found["largest_cause"] == "volume"
    keys = ("asp", "other_revenue", "unit_cost", "opex_spend", "volume")
    causes = sum(Decimal(found[key]) for key in keys)
    assert near(str(causes), str(Decimal(found["end"]) - Decimal(found["start"])), "0.00001")


@pytest.mark.parametrize(
    ("printed", "says", "inside"),
    [
        ("$900 per car", "A loss of 900 USD per car, read as 850 to 950, is within", True),
        ("about 6,500 CNY", "A loss of about 6,500 CNY", True),
        ("a loss of 900 USD", "A loss of 900 USD", True),
        ("-900 USD/car", "A loss of 900 USD", True),
        ("1,200 USD", "A loss of 1,200 USD per car, read as 1,150 to 1,250, is outside", False),
        ("exactly 1,000 USD", "A loss of 1,000 USD per car is outside", False),
        ("over 5,000 USD", "A loss of over 5,000 USD per car is outside", False),
        ("900 USD profit", "A profit of 900 USD", False),
        ("Xiaomi lost about $900 on each car in Q1 2025", "A loss of about 900 USD", True),
    ],
)
def test_whether_a_printed_figure_can_be_right(printed: str, says: str, inside: bool) -> None:
    text = page("2025-Q1", "--against", printed)
    assert says in text
    found = record("2025-Q1", "--against", printed)["against"]
    assert found["inside"] is inside
    assert "The figures give a loss of" in text


@pytest.mark.parametrize(
    ("printed", "says"),
    [
        ("$900 in Q2 2025", "The figure is about Q2 25, and the page about Q1 25."),
        ("NIO lost $900", "The figure is about NIO: add --maker nio."),
        (
            "a net loss of $900",
            'No net result of Q1 25 is on file: leave out "net" to check it against the operating '
            "result.",
        ),
    ],
)
def test_a_printed_figure_is_about_what_the_page_is(printed: str, says: str) -> None:
    done = calc("2025-Q1", "--against", printed)
    assert (done.exit_code, done.stderr) == (2, f"{says}\n")


def test_a_printed_figure_without_a_currency_is_tried_in_each() -> None:
    text = page("2025-Q1", "--against", "900")
    assert "✓ A loss of 900 USD per car, read as 850 to 950, is within" in text
    assert "It holds only if it is in dollars." in text
    assert "It holds only if" not in page("2025-Q1", "--against", "6,590")
    assert "✗ A loss of 2,500 CNY per car" in page("2025-Q1", "--against", "2,500")


def test_a_printed_figure_is_about_the_result_of_the_page() -> None:
    done = calc("2024-Q4", "--against", "an adjusted net loss of 10,000 yuan")
    assert done.exit_code == 2
    told = "The figure is about the adjusted net result, and the page about the operating result."
    assert done.stderr == f"{told}\n"


def test_a_round_figure_in_print_is_told_from_a_precise_one() -> None:
    text = page("2025-Q1", "--against", "1,000 USD")
    assert "It holds only if it is a round number (1,000 exactly is outside)." in text


# The page.


@pytest.mark.parametrize(
    "arguments",
    [
        ["2025-Q1", "--currency", "USD"],
        ["2025-Q4"],
        ["2024"],
        ["2024-Q1"],
        ["2024-Q3"],
        ["2026-Q1", "--solve", "price", "--currency", "EUR"],
        ["2025-Q1", "--set", "deliveries=108,796", "--set", "opex_fixed_share=75%"],
        ["--bridge", "2025-Q4", "2026-Q1"],
    ],
)
def test_the_page_fits_a_mail(arguments: list[str]) -> None:
    lines = calc(*arguments).stdout.splitlines()
    assert max(map(cell_width, lines)) <= 80
    assert not any("-" + digit in line for line in lines[:12] for digit in "0123456789¥$")
    assert "" not in (lines[0], lines[-1])


def test_a_page_in_dollars_names_rate_sources_basis_and_print() -> None:
    text = page("2025-Q1", "--currency", "USD")
    assert "Xiaomi lost about 910 USD on each car in 2025-Q1 (815 to 997)." in text
    assert "÷ 7.2748 CNY per USD [3] = −906 USD per car" in text
    assert "at the daily rates of the period −912 to −899" in text
    assert "Basis: operating result of Smart EV, AI and other new initiatives" in text
    assert "✓ a loss of about 900 USD" in text
    assert "✓ a loss of about 6,500 CNY" in text
    assert "CarNewsChina, 28 May 2025 (press); facts.yaml:" in text
    assert "Each additional car adds about 7,800 USD" in text
    assert "its gross profit; commissions and" in " ".join(text.split())


def test_a_bridge_in_dollars_tells_what_the_rate_did_and_what_it_stands_on() -> None:
    text = page("--bridge", "2025-Q1", "2026-Q1", "--currency", "usd")
    assert "FX rate" in text
    assert "6.9242 CNY per USD [" in text
    found = record("--bridge", "2025-Q1", "2026-Q1", "--currency", "usd")
    keys = ("asp", "other_revenue", "unit_cost", "opex_spend", "volume", "exchange_rate")
    causes = sum(Decimal(found[key]) for key in keys)
    assert near(str(causes), str(Decimal(found["end"]) - Decimal(found["start"])), "0.00001")


def test_what_happened_once_is_told_with_its_source_and_the_price_that_is_missing() -> None:
    text = page("--bridge", "2025-Q1", "2025-Q2", "--maker", "polestar")
    assert "No selling price is known for Q1 25, nor for Q2 25: revenue per car is one" in text
    assert "One-off, included in these causes: −739m USD in Q2 25, an impairment [1]" in text


def test_a_bridge_tells_periods_of_two_lengths() -> None:
    told = "The length of 2025 differs from that of Q1 26: opex per car is one cause."
    assert told in page("--bridge", "2025", "2026-Q1")
    assert "The length of" not in page("--bridge", "2024", "2025")


def test_every_mark_has_its_footnote() -> None:
    done = calc("2025-Q4", *PARTLY).stdout
    body, _, notes = done.partition("\nSources\n")
    count = sum(line.startswith("[") for line in notes.splitlines())
    assert count == 16
    assert "1.0bn CNY [1–4] ÷ 145,115 cars [5–8]" in body
    assert "operating result = 2025 [1] − 2025-Q1 [2] − 2025-Q2 [3] − 2025-Q3 [4]" in body


def test_a_mark_stands_behind_the_whole_word() -> None:
    text = page("2025", "--maker", "nio")
    assert "gross margin = gross profits [13–16] of the quarters ÷ their revenues [9–12]" in text


def test_pooled_quarters_are_summed_not_averaged() -> None:
    pooled, half = record("2025-Q1,2025-Q2"), record("2025-H1")
    assert near(pooled["profit_per_car"], "-5090.00", "0.01")
    assert pooled["profit_per_car"] == half["profit_per_car"]
    assert pooled["deliveries"] == half["deliveries"] == "157171"


def test_trailing_twelve_months_are_four_quarters_pooled() -> None:
    pooled = record("2025-Q2,2025-Q3,2025-Q4,2026-Q1")
    newer = {"newer_says": record()["newer_says"]}
    named = {**pooled, "period": "TTM to 2026-Q1"}
    assert record("ttm-2026-Q1") == record("ttm to 2026-Q1") == named
    assert record("ttm") == record("TTM") == named | newer
    assert record("ttm-2025-Q4")["profit_per_car"] == record("2025")["profit_per_car"]
    assert "a loss of about 570 USD" in calc("ttm", "--against", "900 USD").stdout
    done = calc("ttm-2025")
    assert done.exit_code == 2
    assert done.stderr == "Twelve months end with a quarter: write ttm-2026-Q1, not 2025.\n"


def test_the_newest_full_quarter_is_the_default() -> None:
    assert record()["period"] == "2026-Q1"


def test_newer_results_are_told_where_the_program_chose_the_quarter() -> None:
    newer = (
        "Q4 25 was chosen, though not the newest: Q1 26 (net result −2.276bn CNY) has no gross "
        "margin on file and Q2 26 (net result −1.7bn CNY) has no deliveries on file."
    )
    of, ahead = ("--maker", "li auto"), ("--outlook", "2")
    for chosen in (of, ("ttm", *of), (*ahead, *of)):
        assert newer in " ".join(calc(*chosen).stdout.split())
        assert json.loads(calc(*chosen, "--json").stdout)["newer_says"] == newer
    for named in (("2025-Q4", *of), ("ttm-2025-Q4", *of), ("2025-Q4", *ahead, *of)):
        assert "chosen" not in calc(*named).stdout
        assert json.loads(calc(*named, "--json").stdout)["newer_says"] is None


def test_no_rate_leaves_the_figures_as_they_are() -> None:
    in_yuan = ("2024-Q2,2025-Q1", "--currency", "USD", "--set", "price=+10,000")
    text = page(*in_yuan)
    assert "No average rate for CNY to USD in 2024-Q2 and 2025-Q1; figures stay in CNY." in text
    assert record(*in_yuan)["currency"] == "CNY"


def test_a_pool_without_a_rate_is_converted_quarter_by_quarter() -> None:
    found = record("2024-Q2,2025-Q1", "--currency", "USD", "--set", "deliveries=+5%")
    assert (found["currency"], found["rate"]) == ("USD", None)
    revenue = 6.4e9 / 7.2419 + 18.58e9 / 7.2748
    assert near(record("2024-Q2,2025-Q1", "--currency", "USD")["revenue"], str(revenue), "1")


def test_a_period_known_in_part_says_what_is_missing() -> None:
    text = page("2026-Q2", *PARTLY)
    assert "not available: needs deliveries, gross margin and result" in text
    assert "Revenue 24.9bn CNY [1]" in text
    found = record("2026-Q2", *PARTLY)
    assert found["profit_per_car"] is None
    assert found["break_even_deliveries"] is None
    assert found["revenue"] == "24900000000"
    assert found["missing"] == ["deliveries", "gross margin", "result"]


def test_a_period_known_in_part_is_calculated_once_the_rest_is_assumed() -> None:
    assumed = (
        "--set",
        "deliveries=100,000",
        "--set",
        "gross_margin=22%",
        "--set",
        "opex=5bn",
        *PARTLY,
    )
    text = page("2026-Q2", *assumed)
    assert "With deliveries of 100,000 cars, a gross margin of 22% and opex of 5.00bn CNY" in text
    assert "about 10,000 fewer than the 100,000 assumed" in text
    found = record("2026-Q2", *assumed)
    assert near(found["profit_per_car"], "4780")
    assert found["reported_profit_per_car"] is None
    assert found["missing"] == []


def test_an_answer_that_does_not_exist_is_an_answer() -> None:
    done = calc("2025-Q1", "--set", "opex_fixed_share=0%", "--solve", "deliveries")
    assert done.exit_code == 0
    assert "No volume breaks even: each additional car adds a loss of about 6,600" in done.stdout


@pytest.mark.parametrize(
    ("unknown", "says"),
    [
        ("gross_margin", "Break-even at a gross margin of about 35.7%"),
        (
            "price",
            "Break-even at about 38,300 CNY more revenue per car, "
            "at the same cost of sales per car",
        ),
        ("cost_per_car", "Break-even at a cost of sales of about 158,000 CNY per car"),
        ("opex", "Break-even at opex of about 3.99bn CNY"),
    ],
)
def test_each_input_can_be_solved_for(unknown: str, says: str) -> None:
    text = page("2026-Q1", "--solve", unknown)
    assert says in text
    assert "Check: a car then breaks even. To see it, add --set " in text


@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_what_stands_beside_a_solution_is_that_of_the_solved_account(unknown: str) -> None:
    """All figures are those that come of typing the answer, but for its digits."""
    cost = ("--set", "cost_fixed_share=5%")
    found = record("2026-Q1", "--solve", unknown, *cost)
    named = () if unknown == "gross_margin" else cost
    to_set = [f"--set={name}={typed}" for name, typed in found["to_set"].items()]
    reached = record("2026-Q1", *to_set, *named)
    keys = [key for key in reached if f"{key}_low" in reached and reached[key] is not None]
    assert {"break_even_deliveries", "contribution_per_car", "opex"} <= {*keys}
    for key in {*keys} - {"operating_leverage", "operating_result"}:
        here, there = Decimal(found[key]), Decimal(reached[key])
        assert abs(here - there) <= max(Decimal(1), abs(there) / 50_000), key
    if unknown != "deliveries":
        assert found["break_even_deliveries"] == "80856"
        told = page("2026-Q1", "--solve", unknown, *cost)
        assert "at about 80,900 cars a quarter (" in told
        assert "One average car, CNY reported solved" in told


def test_a_solved_volume_that_no_quarter_had_is_told_as_such() -> None:
    asked = ("2026-Q1", "--solve", "deliveries", "--target", "10,000")
    assert record(*asked)["beyond_any_delivered"] is True
    assert "! So many cars are more than in any quarter so far (145,115 in Q4 25)." in page(*asked)


def test_the_bounds_under_ranges_beside_a_solution_are_not_those_of_another_account() -> None:
    share = ("--set", "opex_fixed_share=75%..100%", "--set", "deliveries=100,000")
    found = record("2026-Q1", *share, "--solve", "price")
    assert found["break_even_deliveries_assumed_low"] is None
    assert "break_even_assumed_worst" not in found
    assert record("2026-Q1", *share, "--solve", "deliveries")["break_even_assumed_worst"]


@pytest.mark.parametrize("assumed", [(), ("--set", "deliveries=100k"), ("--hold", "margin")])
@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_what_an_answer_says_to_type_leads_there(unknown: str, assumed: tuple[str, ...]) -> None:
    typed = record("2026-Q1", "--solve", unknown, *assumed)["to_set"]
    rest = () if unknown == "deliveries" or "--hold" in assumed else assumed
    options = [f"--{'hold ' if name == 'hold' else f'set {name}='}{typed[name]}" for name in typed]
    assert ("--hold margin" in options) == (unknown == "price" and "--hold" in assumed)
    reached = record("2026-Q1", *" ".join(options).split(), *rest)
    assert near(reached["profit_per_car"], "0")
    assert " ".join(options) in page("2026-Q1", "--solve", unknown, *assumed)


def test_a_price_that_is_right_already_stays_as_it_is() -> None:
    told = page("2026-Q1", "--solve", "price", "--set", "price=+38,340")
    assert "Break-even at the revenue per car as it is, at the same cost of sales per car." in told


def test_the_price_question_is_answered_both_ways() -> None:
    at_cost = page("2026-Q1", "--solve", "price")
    assert "about 191,000 CNY more revenue per car, at the same gross margin" in at_cost
    at_margin = page("2026-Q1", "--solve", "price", "--hold", "margin")
    assert at_margin.startswith("2026-Q1: Break-even at about 191,000 CNY more revenue per car")


@pytest.mark.parametrize(
    ("typed", "is_idle"),
    [
        ((), True),
        (("--set", "deliveries=100k"), True),
        (("--outlook", "2"), True),
        (("--set", "price=-5%", "--set", "gross_margin=20%"), True),
        (("--set", "asp=-5%"), False),
        (("--solve", "asp"), False),
    ],
)
def test_a_hold_that_keeps_nothing_is_told_and_left_out(
    typed: tuple[str, ...], is_idle: bool
) -> None:
    bare, held = (calc("2025-Q1", *typed, *hold) for hold in ((), ("--hold", "margin")))
    assert held.exit_code == 0
    assert (held.stdout == bare.stdout) == is_idle
    why = "no price changes. Add, for example, --set price=-5%."
    if "gross_margin=20%" in typed:
        why = "the gross margin is assumed."
    assert held.stderr == f"--hold margin has no effect: {why}\n" * is_idle


@pytest.mark.parametrize("margin", [("--set", "gross_margin=22%"), ("--hold", "margin")])
def test_a_fixed_share_of_a_cost_that_follows_from_a_margin_is_told_and_left_out(
    margin: tuple[str, ...],
) -> None:
    asked = ("2025-Q1", "--set", "deliveries=100k", "--set", "price=-5%", *margin)
    bare, fixed = calc(*asked), calc(*asked, "--set", "cost_fixed_share=40%")
    assert fixed.stdout == bare.stdout
    why = "the cost of sales follows from the gross margin."
    assert fixed.stderr == f"cost_fixed_share=40% has no effect: {why}\n"


@pytest.mark.parametrize(
    ("typed", "unknown", "gone"),
    [
        (("--set", "gross_margin=+2pt"), "cost_per_car", "--set gross_margin"),
        (("--set", "price=-5%", "--hold", "margin"), "cost_per_car", "--hold"),
        (("--set", "cost_per_car=-4%"), "gross_margin", "--set cost_per_car"),
    ],
)
def test_an_answer_that_takes_the_place_of_an_assumption_says_so_and_leads_to_the_target(
    typed: tuple[str, ...], unknown: str, gone: str
) -> None:
    asked = ("2026-Q1", *typed, "--solve", unknown, "--target", "2000")
    assert f"in place of {gone}." in " ".join(calc(*asked).stdout.split())
    told = json.loads(calc(*asked, "--json").stdout)
    names = {"--hold": "hold"}.get(gone, gone.removeprefix("--set "))
    assert told["to_leave_out"] == [names]
    ((name, text),) = told["to_set"].items()
    left = [] if gone != "--hold" else ["--set", "price=-5%"]
    again = json.loads(calc("2026-Q1", *left, "--set", f"{name}={text}", "--json").stdout)
    assert abs(float(again["profit_per_car"]) - 2000) < 1


def test_a_period_in_two_words_needs_no_quotes() -> None:
    assert page("Q1", "26") == page("2026-Q1")


def test_nothing_changed_is_what_was_reported() -> None:
    changed = record("2025-Q1", "--set", "deliveries=75,869", "--set", "price=+0")
    assert changed["profit_per_car"] == record("2025-Q1")["profit_per_car"]


def test_figures_for_programs_are_plain_strings_or_null() -> None:
    found = record("2025-Q1", "--currency", "EUR")
    assert found["rate"] == "7.6551"
    assert near(found["profit_per_car"], "-860.9041", "0.001")
    assert found["break_even_deliveries"] == "84681"
    assert found["warns"] == ["segment, not car"]
    assert {item["inside"] for item in found["published"]} == {True}
    assert all(
        place.startswith("facts.yaml:") for item in found["facts"] for place in [item["place"]]
    )
    for key in found:
        if f"{key}_low" in found and found[key] is not None:
            assert Decimal(found[key]).is_finite()
            assert "E" not in found[key].upper()


def test_without_cars_there_is_no_figure_but_a_total() -> None:
    period = parse_period("2025-Q1")
    base = Account(
        period,
        deliveries=assumed(0, "cars", "deliveries", period),
        result=assumed(-500_000_000, "CNY", "operating result", period),
        revenue=assumed(10**9, "CNY", "revenue", period),
        gross_margin=assumed(20, "%", "gross margin", period),
    )
    book = FactBook("none", parse_period("2025"))
    inquiry = Inquiry(book, Scenario(base), "CNY", "2025-Q1")
    text = calc_page(inquiry)
    assert text.startswith("No cars were delivered in 2025-Q1, so a per-car figure does not exist.")
    assert "Known: operating result −0.5bn CNY" in text
    assert "Break-even" not in text
    assert calc_record(inquiry)["profit_per_car"] is None


@given(st.text(), st.integers(min_value=0, max_value=12), st.integers(min_value=16, max_value=90))
def test_no_line_is_wider_than_the_page(text: str, indent: int, width: int) -> None:
    lines = page_text([TextBlock(text, "", indent, "[1]"[:indent])], width).split("\n")
    assert all(cell_width(line) <= width for line in lines)


def test_figures_without_rounding_have_no_range() -> None:
    exact = {"operating_result": "exactly -0.7 billion CNY", "deliveries": "exactly 9,000 cars"}
    book = accounts({"2025-Q1": FULL | exact})
    text = calc_page(read_inquiry(book, "2025-Q1", "CNY", {}))
    assert "lost about 77,778 CNY on each car in 2025-Q1.\n" in text
    assert "= −77,778 CNY per car\n(none of these figures is rounded)\n" in text


def test_a_maker_that_reports_in_another_currency_is_converted_by_each_rate_on_the_way() -> None:
    """Tesla 2026-Q2: 398 million USD over 480,126 cars; 6.8018 CNY per USD, 7.9099 per EUR."""
    own = Fraction(398_000_000, 480_126)
    for currency, factor in {
        "CNY": Fraction("6.8018"),
        "EUR": Fraction("6.8018") / Fraction("7.9099"),
    }.items():
        found = record("2026-Q2", "--maker", "tesla", "--currency", currency)
        assert found["currency"] == currency
        assert abs(Fraction(str(found["profit_per_car"])) - own * factor) < Fraction(1, 100)
        assert abs(Fraction(str(found["rate"])) * factor - 1) < Fraction(1, 10**5)
        text = page("2026-Q2", "--maker", "tesla", "--currency", currency)
        assert "× 6.8018 CNY per USD" in text
        assert ("÷ 7.9099 CNY per EUR" in text) is (currency == "EUR")
