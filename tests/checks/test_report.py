"""Findings as text, JSON and SARIF."""

import json
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.books import book, fact
from tui.checks.finding import Finding, grave, listed, tally
from tui.checks.report import Item, as_json, as_sarif, as_text, summary, told_of
from tui.checks.run import run_checks
from tui.facts.diagnostics import LIMIT, Diagnostic
from tui.facts.model import Mark

RIGHT = fact("car_revenue", "20.6 billion CNY", "2025-Q2", source="hk01", rank="preferred", line=9)
WRONG = fact(
    "car_revenue",
    "2.06 billion CNY",
    "2025-Q2",
    source="mitrade",
    rank="deprecated",
    reason="slipped decimal",
    line=42,
)
BOUND = fact("deliveries", "over 135,000 cars", "2024", source="daily8", line=50)
EXACT = fact("deliveries", "136,854 cars", "2024", source="gbbk", line=60)
BROKEN = Diagnostic("facts.yaml", 7, 3, "error", "bad-period", "Q5 does not exist", "Q1 to Q4")
FINDINGS = listed(run_checks(book(RIGHT, WRONG, BOUND, EXACT)))
ITEMS: list[Item] = [BROKEN, *FINDINGS]


def test_text_is_one_line_each_that_editors_can_jump_to() -> None:
    assert as_text(ITEMS, "facts.yaml").splitlines() == [
        "facts.yaml:7:3: error[bad-period]: Q5 does not exist (Q1 to Q4)",
        "facts.yaml:42:5: conflict[scale-slip]: car revenue 2025-Q2: “2.06 billion CNY” (mitrade) "
        "against “20.6 billion CNY” (hk01): off by ÷10: a misplaced decimal point "
        "(known: slipped decimal)",
        "facts.yaml:50:5: tension[same-figure]: deliveries 2024: “over 135,000 cars” (daily8) "
        "against “136,854 cars” (gbbk): 1.4% apart, an imprecise bound",
    ]
    assert as_text([], "facts.yaml") == ""


def test_what_is_gravest_comes_last_and_what_the_file_explains_only_when_asked_for() -> None:
    assert told_of(ITEMS) == ([ITEMS[2], BROKEN], 0)
    assert told_of(ITEMS, every=True) == ([ITEMS[1], ITEMS[2], BROKEN], 0)
    assert summary(ITEMS) == "1 error, 1 warning, 1 remark (1 of them explained in the file)"
    assert (grave(*tally(ITEMS)), grave(*tally(ITEMS[1:2]))) == ("1 error, 1 warning", "")


def test_of_many_errors_the_first_are_told_after_the_warnings() -> None:
    errors = [BROKEN._replace(line=line) for line in range(1, 2 * LIMIT)]
    odd = BROKEN._replace(severity="warning", line=3)
    assert told_of([odd, *errors]) == (errors[:LIMIT], LIMIT)
    assert told_of([*errors[: LIMIT - 1], odd]) == ([odd, *errors[: LIMIT - 1]], 0)


def test_a_finding_about_no_line_names_the_file() -> None:
    finding = FINDINGS[0]._replace(mark=Mark())
    assert as_text([finding], "a b.yaml").startswith("a b.yaml: conflict[scale-slip]: ")


def test_json_says_the_same() -> None:
    diagnostic, slip, bound = json.loads(as_json(ITEMS, "facts.yaml"))
    assert diagnostic == {
        "path": "facts.yaml",
        "line": 7,
        "column": 3,
        "severity": "error",
        "code": "bad-period",
        "message": "Q5 does not exist",
        "advice": "Q1 to Q4",
    }
    assert (slip["line"], slip["code"], slip["verdict"]) == (42, "scale-slip", "conflict")
    assert (slip["acknowledged"], slip["reason"]) == (True, "slipped decimal")
    assert slip["lines"] == [9, 42]
    assert slip["sources"] == ["mitrade", "hk01"]
    assert slip["figures"][1]["number"] == "20600000000"
    assert bound["figures"][0]["support"] == ["135000", None]
    assert Decimal(bound["size"]) < 0


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(as_sarif(ITEMS, "my facts.yaml"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert run["tool"]["driver"]["name"] == "xev-tui"
    assert rules == ["bad-period", "same-figure", "scale-slip"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["message"]["text"]
        place = result["locations"][0]["physicalLocation"]
        assert place["region"]["startLine"] >= 1
    assert [result["level"] for result in run["results"]] == ["error", "note", "warning"]
    assert run["results"][1]["suppressions"] == [
        {"kind": "inSource", "justification": "slipped decimal"}
    ]
    uri = run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "my%20facts.yaml"


@given(st.text(), st.text())
def test_any_text_survives(message: str, reason: str) -> None:
    finding = Finding("sum", "conflict", "", message, reason=reason)
    record: dict[str, Any] = json.loads(as_json([finding], "facts.yaml"))[0]
    assert record["message"] == message
    log = json.loads(as_sarif([finding], "facts.yaml"))
    assert log["runs"][0]["results"][0]["message"]["text"] == message
