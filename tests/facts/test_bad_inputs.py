"""Every way to break a facts file gives one line that says where and what to type."""

from __future__ import annotations

import pytest

from tests.facts import SAMPLE, broken
from tests.facts.bad_syntax import CASES as SYNTAX
from tests.facts.bad_syntax import Case
from tests.facts.bad_values import CASES as VALUES
from tui.facts.load import load_text

CASES = [*SYNTAX, *VALUES]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.number))
def test_one_line_says_where_and_what_to_type(case: Case) -> None:
    text, line, column = broken(SAMPLE, case.old, case.new)
    found = [str(item) for item in load_text(text).diagnostics]
    first = SAMPLE[: SAMPLE.index(case.first)].count("\n") + 1
    finding = case.finding.replace("<>", str(first))
    assert found == [f"facts.yaml:{line}:{column}: {finding}"]
