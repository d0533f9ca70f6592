"""`xev-tui calc --outlook`: what people read, what programs read, and what is refused."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import SHIPPED
from tests.books import book, fact, forecast, source
from tests.economics.quarters import book_of, when
from tests.economics.test_outlook import EXACT, FIXED, ROUND, ahead
from tui.cli.main import cli
from tui.economics.account import base_of
from tui.economics.outlook import outlook
from tui.economics.plan import read_plan
from tui.facts.book import FactBook
from tui.present.table import render
from tui.tabs.calculator.outlook import (
    assumed,
    beyond,
    foreseen,
    foreseen_says,
    outlook_export,
    taken_in,
)

YEAR = ("--set", "deliveries_2026=550,000")


def calc(*arguments: str, facts: str = str(SHIPPED)) -> Result:
    return CliRunner().invoke(cli, ["calc", "--facts", facts, *arguments])


def page(*arguments: str) -> str:
    done = calc(*arguments)
    assert done.exit_code == 0, done.output
    return " ".join(done.stdout.split())


def record(*arguments: str) -> dict[str, Any]:
    done = calc(*arguments, "--json")
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_the_page_names_itself_its_assumptions_and_both_bounds() -> None:
    text = page("2026-Q1", "--outlook", "3", *YEAR, "--set", "price=-1%..0")
    for told in (
        "A projection from these assumptions, not a forecast: over the 3 quarters after Q1 26",
        "- fixed share of opex 80% in 75%..100%, fitted to Q2 24 to Q1 26",
        "- cars of 2026 550,000",
        "- price −1%..0 each quarter",
        "- cars of Q2 26 as delivered",
        "- everything else as in Q1 26 - not taken of Q2 26: segment revenue 24.896bn CNY, gross "
        "margin 19.2% and operating result −2.6bn CNY (unsigned)",
        "Result Per car with the ranges by rounding",
        "Q2 26 104,199 ",
        "Q3 26 182,472* ",
        "2026 550,000* ",
        "* cars assumed; 2026 with Q1 as reported)",
        "Worst cumulative result: ",
        "Given actual deliveries, this model with 80% of opex fixed and 460m CNY more a quarter "
        "missed the last 6 quarters by 532m CNY on average, too optimistic in 3 of them; a "
        "no-change forecast missed by 1.13bn CNY. Both are fitted to quarters that are among "
        "these.",
        "Open promises on this path: ✓ met, ✗ missed or exceeded",
        "✓ 550,000 cars in 2026 (Lei Jun): met, 550,000 cars",
        "✗ 720,000 cars in 2026 (UBS): missed, 550,000 cars, 24% below",
    ):
        assert told in text, told


def test_a_margin_that_is_held_is_among_the_assumptions() -> None:
    typed = ("2026-Q1", "--outlook", "3", "--set", "price=-1%")
    assert "- the gross margin held" in page(*typed, "--hold", "margin")
    assert "margin held" not in page(*typed)


@pytest.mark.parametrize("year", ["550k in 2026", "550,000 FOR 2026", "550k..560k of 2026"])
def test_cars_are_those_of_each_quarter_unless_a_year_is_named(year: str) -> None:
    text = page("2026-Q1", "--outlook", "3", "--set", "deliveries=550k")
    assert "- cars 550,000 each quarter" in text
    assert "For the cars of a year type 550,000 in 2026." in text
    text = page("2026-Q1", "--outlook", "3", "--set", f"deliveries={year}")
    assert "- cars of 2026 550" in text
    assert "For the cars of a year" not in text


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("deliveries=145,115", ""),
        ("deliveries=145,116", "145,116 cars in Q3 26"),
        ("deliveries=+30%", "228,925 cars in Q1 27"),
        ("deliveries=100k..300k", "300,000 cars in Q3 26"),
        ("deliveries_2026=5,500,000", "2,657,473 cars in Q4 26"),
        ("deliveries_2026=400k..550k", "182,473 cars in Q4 26"),
    ],
)
def test_a_quarter_ahead_with_more_cars_than_any_so_far_is_told(typed: str, says: str) -> None:
    arguments = ("2026-Q1", "--outlook", "4", "--set", typed)
    text = page(*arguments)
    assert ("more than in any" in text) == bool(says)
    assert not says or f"{says} are more than in any quarter so far (145,115 in Q4 25)." in text
    assert record(*arguments)["beyond_any_delivered"] == bool(says)
    assert "type 200,000" not in text


def test_the_cars_that_are_warned_of_are_those_assumed() -> None:
    loose = book_of({"2026-Q1": {**EXACT, "deliveries": "100,000±1,000 cars"}})
    plan = read_plan(loose, base_of(loose, when("2026-Q1")), 1, {"deliveries": "+10%..+20%"})
    assert beyond(outlook(plan)).startswith("120,000 cars in Q2 26")


def test_a_year_without_a_row_is_told_why() -> None:
    rivian = ("--maker", "rivian", "2025-Q3", "--outlook", "1")
    why = ["No row for 2025: Q1 25 and Q2 25 not known on the same basis (operating result)."]
    assert record(*rivian)["years_left_out"] == why
    assert why[0] in page(*rivian)
    short = record("2026-Q1", "--outlook", "2", *YEAR)["years_left_out"]
    assert short == ["No row for 2026: Q4 26 not in it."]
    assert record("2026-Q1", "--outlook", "2")["years_left_out"] == []


def test_an_export_tells_what_is_assumed_and_its_units() -> None:
    table = outlook_export(ahead(ROUND, 3, {**FIXED, "price": "-1%"}))
    rows = list(csv.DictReader(io.StringIO(render(table, "csv"))))
    assert {row["currency"] for row in rows} == {"CNY"}
    assert [row["kind"] for row in rows] == ["quarter", "quarter", "quarter", "year"]
    assert all("price −1% each quarter" in row["assumed"] for row in rows)
    assert "In bn CNY, per car in CNY; * cars assumed. From Q1 26: " in render(table, "md")


def test_bounds_are_rounded_outwards() -> None:
    typed = ("2026-Q1", "--outlook", "6", "--set", "price=-1%..0")
    told, rounded = page(*typed), 0
    for row in record(*typed)["quarters"]:
        low, high = (
            (Decimal(row[f"operating_result_assumed_{end}"]) / 10**9).quantize(Decimal("0.01"), to)
            for end, to in (("low", ROUND_FLOOR), ("high", ROUND_CEILING))
        )
        assert f"{low:+} to {high:+}".replace("-", "−") in told
        rounded += Decimal(row["operating_result_assumed_low"]) != low * 10**9
    assert rounded


def test_a_row_stays_a_row_where_figures_are_long() -> None:
    told = calc("2026-Q1", "--outlook", "3", "--set", "opex_drift=90bn..800bn").stdout
    (year,) = (line for line in told.splitlines() if line.startswith("2026 "))
    assert len(year.split()) == 8
    assert "by rounding" not in told


def test_without_a_range_there_is_one_pair_of_bounds() -> None:
    fixed = [part for pair in FIXED.items() for part in ("--set", "=".join(pair))]
    text = page("2026-Q1", "--outlook", "1", *fixed)
    assert "with the ranges" not in text
    assert "Worst" not in text
    one = record("2026-Q1", "--outlook", "1", *fixed)["quarters"][0]
    assert one["operating_result_assumed_low"] == one["operating_result_low"]


def test_programs_read_every_quarter_with_both_pairs_of_bounds() -> None:
    told = record("2026-Q1", "--outlook", "4", *YEAR)
    assert [row["period"] for row in told["quarters"]] == [
        *("2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"),
    ]
    assert {row["kind"] for row in told["quarters"]} == {"quarter"}
    assert {row["kind"] for row in told["years"]} == {"year"}
    assert [row["delivered"] for row in told["quarters"]] == [True, False, False, False]
    assert sum(int(row["deliveries"]) for row in told["quarters"][:3]) == 550_000 - 80_856
    (year,) = told["years"]
    assert (year["period"], year["deliveries"]) == ("2026", "550000")
    assert year["cumulative_result"] is None
    for row in (*told["quarters"], year):
        ends = [row[f"operating_result{end}"] for end in ("_assumed_low", "_low", "", "_high")]
        values = [float(end) for end in (*ends, row["operating_result_assumed_high"])]
        assert values == sorted(values)
    assert told["preset"].keys() == {"opex_drift", "opex_fixed_share"}
    assert told["assumptions"] == {"deliveries_2026": "550,000"}
    assert told["assumed_worst"].keys() == told["assumed_best"].keys()
    kept = {row["title"]: row["kept"] for row in told["promises"]}
    assert kept["550,000 cars in 2026"] is True
    assert kept["720,000 cars in 2026"] is False


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--outlook", "13"), "1 to 12 quarters"),
        (("2025", "--outlook", "3"), "starts from one quarter"),
        (("2023-Q1", "--outlook", "3"), "2023-Q1 cannot be calculated"),
        (
            ("--outlook", "3", "--solve", "deliveries"),
            "works only with a period, --set, --hold and --xlsx",
        ),
        (
            ("--outlook", "3", *YEAR, "--set", "deliveries=500k in 2026"),
            "deliveries_2026 is given twice, 550,000 and 500k.",
        ),
        (("--outlook", "3", "--costs"), "--costs cannot be combined"),
        (("--outlook", "3", "--set", "opex=3bn"), "An outlook does not take opex"),
    ],
)
def test_what_does_not_go_is_refused(arguments: tuple[str, ...], says: str) -> None:
    done = calc(*arguments)
    assert done.exit_code == 2
    assert says in done.stderr


def test_of_a_quarter_ahead_that_is_reported_the_cars_are_taken_and_that_is_told() -> None:
    plan = ahead(ROUND, 3, FIXED).plan
    assert taken_in(plan) == "Q1 26, cars of Q2 26"
    assert [*assumed(plan)][-1] == "everything else as in Q1 26", "nothing else is known of it"
    assert taken_in(replace(plan, delivered={})) == "Q1 26"


def test_what_is_taken_of_quarters_of_which_no_cars_are_told_is_told() -> None:
    text = page("2026-Q1", "--outlook", "6", "--set", "deliveries=550k in 2026")
    assert "- cars from Q1 27 on as in Q4 26 - everything else as in Q1 26" in text
    text = page("2026-Q1", "--outlook", "8", "--set", "deliveries=900k in 2027")
    kept = "- cars of Q3 26 to Q4 26 as in Q2 26 - cars from Q1 28 on as in Q4 27 - everything"
    assert kept in text
    text = page("2026-Q1", "--outlook", "6", "--set", "deliveries=120k")
    assert "on as in" not in text


def test_why_an_outlook_is_not_in_the_currency_asked_for_is_told() -> None:
    for arguments, why in (
        (("2026-Q1", "--outlook", "3"), "No average rate for CNY to USD from Q4 26 on"),
        (("2025-Q1", "--outlook", "2"), "Projected as reported"),
    ):
        told = record(*arguments, "--currency", "USD")
        assert (told["currency"], told["currency_says"]) == ("CNY", f"{why}; figures stay in CNY.")
        assert told["currency_says"] in page(*arguments, "--currency", "USD")
        assert record(*arguments)["currency_says"] is None


# Open promises.


def held(*promises: tuple[str, str, str], kind: str = "target", **typed: str) -> list[str]:
    """What is said of promises on a path from 100,000 cars and 120,000 delivered after them."""
    stated: FactBook = book(
        fact("deliveries", "exactly 100,000 cars", "2026-Q1"),
        fact("revenue", "exactly 20 billion CNY", "2026-Q1"),
        fact("gross_margin", "exactly 20%", "2026-Q1"),
        fact("operating_result", "exactly -1 billion CNY", "2026-Q1"),
        sources=[source("press", "2026-05-01")],
        as_of="2026-06-01",
        forecasts=tuple(
            forecast("2026-01-01", fact(concept, text, period, scenario="target"), kind)
            for concept, text, period in promises
        ),
    )
    found = ahead(stated, 3, {**FIXED, **typed})
    return [foreseen_says(stated, item) for item in foreseen(stated, found)]


def test_a_promise_is_kept_or_broken_by_what_the_path_comes_to() -> None:
    promises = (
        ("deliveries", "400,000 cars", "2026"),
        ("deliveries", "500,000 cars", "2026"),
        ("gross_margin", "30%", "2026-Q4"),
        ("operating_result", "at least 0 CNY", "2026-Q4"),
    )
    assert held(*promises) == [
        "a promise (Lei Jun): met, 400,000 cars",
        "a promise (Lei Jun): missed, 400,000 cars, 20% below",
        "a promise (Lei Jun): missed, 20%, 10 points below",
        "a promise (Lei Jun): missed, −1bn CNY",
    ]


def test_a_forecast_that_is_exceeded_says_by_how_much() -> None:
    promises = (("deliveries", "160,000 cars", "2026"), ("gross_margin", "15%", "2026-Q4"))
    assert held(*promises, kind="forecast") == [
        "a promise (Lei Jun): exceeded by 150%, 400,000 cars",
        "a promise (Lei Jun): exceeded by 5 points, 20%",
    ]


def test_a_promise_may_depend_on_the_ranges() -> None:
    said = held(("deliveries", "400,000 cars", "2026"), deliveries_2026="380k..420k")
    assert said == ["a promise (Lei Jun): met or missed within the ranges, 400,000 cars"]


def test_a_promise_beyond_the_path_is_not_told() -> None:
    assert held(("deliveries", "400,000 cars", "2027")) == []
