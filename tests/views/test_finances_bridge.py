"""Why the result per car moved: the bridge between two periods."""

from pathlib import Path

import pytest

from tests.views.accounts import BETTER, FULL, accounts, without
from tui.economics.bridge import bridge
from tui.facts.book import FactBook
from tui.facts.load import load_facts
from tui.tabs.finances.bridge import crossing
from tui.tabs.finances.present import Page, Span, page_of, partner


@pytest.fixture(scope="module")
def shipped() -> FactBook:
    return load_facts(Path(__file__).parents[2] / "facts.yaml")


def named(page: Page, name: str) -> Span:
    return next(span for span in page.rows if span.name == name)


def test_the_bridge_adds_up_and_names_the_largest_cause(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    found = crossing(named(page, "Q1 26"), named(page, "Q4 25"))
    assert found.title == "Q4 25 to Q1 26"
    assert found.says == (
        "From earning ¥6,891 in Q4 25 to losing ¥38,340 in Q1 26. Volume did 90% of it."
    )
    assert found.more.startswith("Also: revenue per car −¥")
    assert "Against it: opex spend +¥" in found.more
    ends = [step.end for step in found.steps]
    assert found.steps[1].start == ends[0]
    assert round(ends[-2] - ends[-1], 10) == 0


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_in_another_currency_the_rate_is_a_cause_of_its_own(
    shipped: FactBook, currency: str
) -> None:
    page = page_of(shipped, currency, "quarter")
    found = crossing(named(page, "Q4 25"), named(page, "Q1 26"))
    assert [step.label for step in found.steps][-2] == "Exchange rate"
    assert round(found.steps[-2].end - found.steps[-1].end, 10) == 0


def test_the_largest_cause_may_do_more_than_all(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    found = crossing(named(page, "Q2 25"), named(page, "Q3 25"))
    assert found.says.endswith("Volume did more than all of it.")


def test_a_change_within_rounding_has_no_largest_cause(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    found = crossing(named(page, "Q3 25"), named(page, "Q4 25"))
    assert found.says.endswith("no change beyond rounding.")


def test_no_bridge_says_what_is_missing() -> None:
    page = page_of(
        accounts({"2025-Q1": FULL, "2025-Q2": without(BETTER, "gross_margin")}), "CNY", "quarter"
    )
    found = crossing(*page.spans)
    assert found.steps == ()
    assert found.says == "No bridge: Q2 25 lacks gross margin."


def test_the_bridge_begins_with_the_one_before_else_the_one_after(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    assert partner(page, 3) == 2
    assert partner(page, 0) == 1
    assert partner(page_of(accounts({"2025-Q1": FULL}), "CNY", "quarter"), 0) is None


def test_the_bridge_is_the_one_of_the_calculator(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    before, after = named(page, "Q4 25"), named(page, "Q1 26")
    plain = bridge(before.base, after.base)
    assert plain is not None
    shown = [step.figure.value for step in crossing(before, after).steps]
    assert shown == [plain.start.value, *(c.value for c in plain.causes), plain.end.value]
