"""Cases in a file or a pipe, and whatever else the calculator refuses by name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from tests import DATA, SHIPPED
from tui.cli.main import cli

CASES: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "calculator_cases.yaml").read_text(encoding="utf-8")
)["cases"]


PARTLY = ("--facts", str(DATA / "facts_pinned.yaml"))
"""Facts in which a quarter is known in part only."""


def calc(*arguments: str, text: str | None = None) -> Result:
    """Run `xev-tui calc`, on the shipped facts unless others are named."""
    options = ["calc", "--facts", str(SHIPPED), *arguments]
    return CliRunner().invoke(cli, options, input=text)


def near(text: str, value: str, tolerance: str) -> bool:
    """Whether a decimal string is the value, give or take."""
    return abs(Decimal(text) - Decimal(value)) <= Decimal(tolerance)


def run_case(case: Mapping[str, Any]) -> Result:
    asked = {"mode": case["mode"], "inputs": case["inputs"]}
    return calc("--case", "-", "--json", text=yaml.safe_dump(asked, allow_unicode=True))


@pytest.mark.parametrize("case", [c for c in CASES if "expect" in c], ids=lambda c: str(c["id"]))
def test_every_case_comes_out(case: Mapping[str, Any]) -> None:
    done = run_case(case)
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    for key, expected in case["expect"].items():
        if key == "must_contain":
            assert all(words in found["says"].lower() for words in expected)
        elif key == "warns":
            assert set(expected) <= set(found["warns"])
        elif isinstance(expected, dict) and "tol" in expected:
            assert near(found[key], expected["value"], expected["tol"]), key
        else:
            assert found[key] == expected, key


@pytest.mark.parametrize("case", [c for c in CASES if "error" in c], ids=lambda c: str(c["id"]))
def test_every_bad_case_is_refused(case: Mapping[str, Any]) -> None:
    done = run_case(case)
    assert done.exit_code == 2
    error = json.loads(done.stdout)["error"]
    assert error["field"] == case["error"]["field"]
    assert all(words in error["message"].lower() for words in case["error"]["must_contain"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "contains no case"),
        ("- 1\n", "contains no case"),
        ("cases: []\n", "list of cases"),
        ("mode: [\n", "2:1"),
        ("mode: reported\n", "inputs is missing"),
        ("mode: reported\nmode: margin\n", "twice"),
        ("mode: nonsense\ninputs: {}\n", "Unknown mode nonsense"),
        ("mode: reported\ninputs: {deliveries: 80,856, result: -3bn}\n", 'deliveries: "80,856"'),
        ("mode: whatif\ninputs: {base: {}, chnage: {price: 5%}}\n", "did you mean 'change'?"),
        ("mode: whatif\ninputs: {base: {margin: 20%}}\n", "did you mean 'gross_margin'?"),
        ("mode: solve\ninputs: {target: 5000}\n", "did you mean 'target_profit_per_car'?"),
        ("mode: whatif\nchange: {}\ninputs: {}\n", "Unknown key change"),
        (
            "mode: reported\ninputs:\n  deliveries: 5\n  quarters: []\n",
            "Unknown key deliveries. Known: currency, result_kind, quarters",
        ),
    ],
)
def test_a_text_that_is_no_case(text: str, words: str) -> None:
    done = calc("--case", "-", text=text)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words in done.stderr


def test_a_case_reads_well_without_json(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    inputs = {"deliveries": "75,869", "result": "-5亿", "currency": "CNY", "period": None}
    file.write_text(json.dumps({"mode": "reported", "inputs": inputs}), encoding="utf-8")
    done = calc("--case", str(file))
    assert done.exit_code == 0
    assert done.stdout.startswith("about 6,600 CNY loss per car (5,930 to 7,250)\n")
    assert "−6590.306976" in done.stdout


# What is refused, in one line that says what to type.


@pytest.mark.parametrize(
    ("arguments", "field", "words"),
    [
        (
            ["2023-Q1"],
            "period",
            "2023-Q1 cannot be calculated: it has nothing on file. There are 2024-Q2,",
        ),
        (["2099"], "period", "2026-Q1, 2026-Q2, 2024, 2025."),
        (["FY2025"], "period", "write 2025; for a fiscal year"),
        (["2025-Q1", "2025-Q2"], "period", "with commas: write 2025-Q1,2025-Q2."),
        (["Q9", "26"], "period", "'Q9 26' is not a period (e.g. 2025-Q2"),
        (["2025-Q1,2025-H1"], "period", "overlap"),
        (["2025-Q1", "--set", "deliveries"], "set", "--set deliveries=108,796"),
        (["2025-Q1", "--set", "wheels=4"], "wheels", "wheels. Known: deliveries"),
        (["2025-Q1", "--set", "prcie=-5%"], "prcie", "did you mean 'price'? Known: deliveries"),
        (["2025-Q1", "--solve", "deliverys"], "solve", "did you mean 'deliveries'? Known"),
        (["2026"], "period", "2026 cannot be calculated: it has no figures of Q3 26 on file."),
        (["2025-Q1", "--set", "deliveries=550k in 2026"], "deliveries_2026", "add --outlook 6"),
        (["2025-Q1", "--set", "opex_drift=1bn"], "opex_drift", "add --outlook 6"),
        (["2025-Q1", "--set", "opex=3bn", "--set", "opex=4bn"], "opex", "twice, 3bn and 4bn"),
        (["2025-Q1", "--set", "hold=cost", "--hold", "margin"], "hold", "Give it once."),
        (["2025-Q1", "--set", "opex=5 apples"], "opex", "write k, m, bn, 万, 亿, CNY or nothing"),
        (
            ["2025-Q1", "--set", "deliveries=5 apples"],
            "deliveries",
            "k, 万, cars or nothing",
        ),
        (["2025-Q1", "--set", "deliveries=1.5"], "deliveries", "whole number"),
        (["2025-Q1", "--set", "gross_margin=120%"], "gross_margin", "100%"),
        (["2025-Q1", "--set", "gross_margin=+1%"], "gross_margin", "Write +1pt or 1%."),
        (["2025-Q1", "--set", "deliveries=150.000"], "deliveries", "150,000 or 150"),
        (["2025-Q1", "--set", "price=-5.000"], "price", "is ambiguous"),
        (["2025-Q1", "--against", "1.200 USD"], "against", "is ambiguous"),
        (["2026-Q2", "--table", *PARTLY], "table", "needs deliveries"),
        (["2025-Q1", "--solve", "wheels"], "solve", "Known: deliveries"),
        (["2025-Q1", "--solve", "price", "--target", "x"], "target", "Could not read"),
        (["2025-Q1", "--against", "much"], "against", '"900 USD"'),
        (["2026-Q2", "--against", "900 USD", *PARTLY], "against", "needs deliveries"),
        (["2025-Q1", "--against", "900 JPY"], "against", "No mean rate of JPY in 2025-Q1"),
        (["--bridge", "2025-Q1", "2026-Q2", *PARTLY], "bridge", "2026-Q2"),
    ],
)
def test_a_bad_input_is_named(arguments: list[str], field: str, words: str) -> None:
    plain, coded = calc(*arguments), calc(*arguments, "--json")
    assert plain.exit_code == coded.exit_code == 2
    assert plain.stdout == "" == coded.stderr
    assert words in plain.stderr
    assert plain.stderr.count("\n") == 1
    error = json.loads(coded.stdout)["error"]
    assert (error["field"], error["message"]) == (field, plain.stderr.strip())


@pytest.mark.parametrize(
    "arguments",
    [
        ["2025-Q1", "--target", "0"],
        ["2025-Q1", "--bridge", "2025-Q1", "2025-Q2"],
        ["2025-Q1", "--case", "-"],
        ["2025-Q1", "--table", "--solve", "price"],
        ["--case", "no-such-file.yaml"],
        ["2025-Q1", "--currency", "XYZ"],
    ],
)
def test_options_that_do_not_go_together(arguments: list[str]) -> None:
    done = calc(*arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Error: " in done.stderr
