"""Figures at the edge of what can be said: each has its answer, or is told at its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from tui.cli.main import cli
from tui.facts.load import load_facts
from tui.present.empty_states import no_account
from tui.tabs.finances.periods import spans
from tui.tabs.finances.present import sentence

TEXT = """format: xev-facts/1
title: One quarter
as_of: 2026-01-31
currency: CNY
units:
  cars: [car]
entities:
  maker: {name: Maker}
concepts:
  revenue: {name: segment revenue, unit: money, period: duration, additive: yes}
  car_revenue: {name: car revenue, unit: money, period: duration, additive: yes}
  deliveries: {name: deliveries, unit: cars, period: duration, additive: yes}
  operating_result: {name: operating result, unit: money, period: duration, additive: yes}
  gross_margin: {name: gross margin, unit: "%", period: duration}
sources:
  report: {title: Report, publisher: Gazette, tier: press}
facts:
- source: report
  period: 2025-Q4
  entity: maker
  decimals: DECIMALS
  states: {operating_result: -1 billion CNY}
- source: report
  period: 2025-Q4
  entity: maker
  states:
    deliveries: CARS
    revenue: 12 billion CNY
    car_revenue: 11 billion CNY
    gross_margin: 20%
"""


SAID = ("calc 2025-Q4", "claim 900 CNY 2025-Q4", "show finances")


def written(folder: Path, cars: str, decimals: str = "-8") -> str:
    path = folder / "facts.yaml"
    path.write_text(TEXT.replace("CARS", cars).replace("DECIMALS", decimals), encoding="utf-8")
    return str(path)


def run(words: str, path: str) -> tuple[int, str]:
    """The exit code and all that was printed; what no command answers by itself is raised."""
    done = CliRunner().invoke(cli, [*words.split(), "--facts", path], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.mark.parametrize(
    ("cars", "least"),
    [
        ("about 100,000 cars", "about 10,000 CNY"),
        ("nearly 10,000 cars", "about 100,000 CNY"),
        ("5,000±5,000 cars", "about 200,000 CNY on each car in 2025-Q4 (at least 90,000)"),
    ],
)
def test_cars_that_come_near_to_none_have_a_loss_with_an_open_bound(
    tmp_path: Path, cars: str, least: str
) -> None:
    path = written(tmp_path, cars)
    assert least in run("calc 2025-Q4", path)[1]
    (quarter,) = json.loads(run("show finances --format json", path)[1])
    assert quarter["profit_per_car"].startswith("-")
    assert "no limit" in run("calc 2025-Q4", written(tmp_path, "5,000±5,000 cars"))[1]


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("CARS", "523 cars", "Q4 25 has fewer than 1,000 cars"),
        ("CARS", "over 10,000 cars", "Q4 25 has deliveries only as a bound, over 10,000 cars"),
        (
            "12 billion CNY",
            "12 billion EUR",
            "Q4 25 has revenue only as 12 billion EUR, not in CNY",
        ),
        ("    gross_margin: 20%\n", "", "Q4 25 has no gross margin on file"),
        ("tier: press", "tier: unsigned", "Q4 25 has an unsigned result"),
        (
            "  decimals:",
            "  rank: deprecated\n  reason: withdrawn\n  decimals:",
            "Q4 25 has no result on file",
        ),
        ("  decimals:", "  scenario: estimate\n  decimals:", "Q4 25 has no result on file"),
    ],
)
def test_no_quarter_is_said_with_its_reason(tmp_path: Path, old: str, new: str, why: str) -> None:
    path = tmp_path / "facts.yaml"
    text = TEXT.replace(old, new).replace("CARS", "5,000 cars").replace("DECIMALS", "-8")
    path.write_text(text, encoding="utf-8")
    code, told = run("calc", str(path))
    assert code == 2
    assert f"No quarter has deliveries, revenue, margin and result: {why}." in told
    assert why in no_account(load_facts(path)), "the Calculator gives the same reason"


@pytest.mark.parametrize(
    ("result", "only"),
    [
        ("-1 billion EUR", "on file only as −1 billion EUR, not in CNY"),
        ("over -1 billion CNY", "on file only as a bound, over −1 billion CNY"),
    ],
)
def test_a_result_that_is_of_no_use_as_stated_is_said_where_it_lacks(
    tmp_path: Path, result: str, only: str
) -> None:
    path = tmp_path / "facts.yaml"
    quarters = TEXT.replace("-1 billion CNY", result) + TEXT.partition("facts:\n")[2].replace(
        "2025-Q4", "2025-Q3"
    )
    path.write_text(quarters.replace("CARS", "5,000 cars").replace("DECIMALS", "-8"), "utf-8")
    needs = f"needs result ({only})"
    told = {words: " ".join(run(words, str(path))[1].split()) for words in SAID}
    assert f"What a car earned or lost in 2025-Q4 is not available: {needs}." in told[SAID[0]]
    assert f"What a car earned in Q4 25 is not known: {needs}." in told[SAID[1]]
    assert told[SAID[2]].endswith(f"No result per car: Q4 25 {needs}.")
    book = load_facts(path)
    span = spans(book, "CNY")[-1]
    assert sentence(span, None).endswith(f"in Q4 25 is not known: it {needs}.")


def test_only_no_cars_at_all_are_called_none(tmp_path: Path) -> None:
    assert "No cars were delivered" in run("calc 2025-Q4", written(tmp_path, "0 cars"))[1]


@pytest.mark.parametrize(
    ("cars", "decimals", "says"),
    [
        ("75.869 cars", "-8", "27:17: error[not-whole]: cars are whole (write 75,869)"),
        ("75.5 cars", "-8", "27:17: error[not-whole]: cars are whole (write 76)"),
        ("9,000,000 trillion cars", "-8", "27:17: error[out-of-range]: '9,000,000 trillion cars'"),
        ("5±9,000,000 trillion cars", "-8", "error[out-of-range]"),
        ("10 cars", "18", "decimals 18 is larger than anything counted here"),
        ("10 cars", "-30", "decimals -30 is larger than anything counted here"),
    ],
)
def test_what_cannot_be_is_told_at_its_place(
    tmp_path: Path, cars: str, decimals: str, says: str
) -> None:
    code, told = run("check", written(tmp_path, cars, decimals))
    assert code == 1
    assert says in told
