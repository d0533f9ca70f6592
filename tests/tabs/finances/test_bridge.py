"""Why the result per car moved: the bridge between two periods."""

from dataclasses import replace

import pytest

from tests.tabs.finances.accounts import BETTER, FULL, accounts, without
from tui.economics.bridge import bridge
from tui.facts.book import FactBook
from tui.facts.convert import convert
from tui.facts.figure import Figure
from tui.facts.period import Period
from tui.tabs.calculator.charts import bridge_steps, bridge_to
from tui.tabs.calculator.state import CalculatorState
from tui.tabs.finances.bridge import bridge_view
from tui.tabs.finances.periods import Span
from tui.tabs.finances.present import Page, page_of, partner


def named(page: Page, name: str) -> Span:
    return next(span for span in page.rows if span.name == name)


def test_the_bridge_adds_up_and_names_the_largest_cause(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    found = bridge_view(named(page, "Q1 26"), named(page, "Q4 25"))
    assert found.title == "Q4 25 to Q1 26"
    assert found.says == (
        "From earning about ¥7,600 in Q4 25 to losing about ¥38,300 in Q1 26. "
        "Volume is 88% of the fall."
    )
    assert found.more.startswith("Also: average selling price −¥")
    assert "Offsetting: other revenue per car +¥" in found.more
    steps = [stage.step for stage in found.stages]
    assert steps[1].start == steps[0].end
    assert round(steps[-2].end - steps[-1].end, 8) == 0


@pytest.mark.parametrize("currency", ["USD", "EUR"])
def test_in_another_currency_the_rate_is_a_cause_of_its_own(
    shipped: FactBook, currency: str
) -> None:
    page = page_of(shipped, currency, "quarter")
    found = bridge_view(named(page, "Q4 25"), named(page, "Q1 26"))
    *_, rate, last = [stage.step for stage in found.stages]
    assert rate.label == "FX rate"
    assert round(rate.end - last.end, 8) == 0


def test_a_bridge_names_its_bases_where_they_are_not_the_operating_result(
    shipped: FactBook,
) -> None:
    xpeng = page_of(shipped.of("xpeng"), "CNY", "quarter")
    both = bridge_view(named(xpeng, "Q1 26"), named(xpeng, "Q2 26"))
    assert "losing about ¥28,463 in Q1 26" in both.says
    assert "Both results are the net result." in both.more
    page = page_of(shipped, "CNY", "quarter")
    mixed = bridge_view(named(page, "Q3 24"), named(page, "Q1 25"))
    assert "Q3 24 is on the adjusted net result, Q1 25 on the operating result." in mixed.more
    assert "result" not in bridge_view(named(page, "Q4 25"), named(page, "Q1 26")).more


def test_no_bridge_says_what_is_missing() -> None:
    page = page_of(
        accounts({"2025-Q1": FULL, "2025-Q2": without(BETTER, "gross_margin")}), "CNY", "quarter"
    )
    found = bridge_view(*page.spans)
    assert found.stages == ()
    assert found.says == "No bridge: Q2 25 lacks gross margin."


def test_the_bridge_begins_with_the_one_before_else_the_one_after(shipped: FactBook) -> None:
    page = page_of(shipped, "CNY", "quarter")
    assert partner(page, 3) == 2
    assert partner(page, 0) == 1
    assert partner(page_of(accounts({"2025-Q1": FULL}), "CNY", "quarter"), 0) is None


@pytest.mark.parametrize("currency", ["CNY", "USD", "EUR"])
def test_the_bridge_is_the_one_of_the_calculator(shipped: FactBook, currency: str) -> None:
    page = page_of(shipped, currency, "quarter")
    state = CalculatorState(shipped, currency, "2025-Q4")
    before = state.base("2024-Q4")
    built = bridge_to(state.case, before)
    assert built is not None
    steps = bridge_steps(state.case, before, built)
    stages = bridge_view(named(page, "Q4 24"), named(page, "Q4 25")).stages
    assert [stage.step for stage in stages] == list(steps)
    assert stages[0].figure == named(page, "Q4 24").result_per_car
    assert stages[-1].figure == named(page, "Q4 25").result_per_car


def test_what_the_rate_did_rests_on_the_earlier_result_at_both_rates(shipped: FactBook) -> None:
    page = page_of(shipped, "USD", "quarter")
    found = bridge_view(named(page, "Q4 24"), named(page, "Q4 25"))
    rate = found.stages[-2].figure
    assert rate is not None
    now, then = rate.inputs
    assert now.inputs[0] == then.inputs[0]
    assert [part.inputs[1].period.text for part in (now, then) if part.inputs[1].period] == [
        "2025-Q4",
        "2024-Q4",
    ]


@pytest.mark.parametrize("rated", ["2024-Q4", "2025-Q4"])
def test_with_a_rate_for_one_period_only_the_bridge_stays_in_the_reporting_currency(
    shipped: FactBook, rated: str
) -> None:
    page = page_of(shipped, "CNY", "quarter")
    before, after = named(page, "Q4 24").base, named(page, "Q4 25").base
    book = replace(shipped, rates=tuple(r for r in shipped.rates if r.period.text == rated))

    def money(figure: Figure, at: Period | None = None) -> Figure:
        return convert(book, figure, "USD", at) or figure

    ends = [base.revenue for base in (before, after) if base.revenue]
    assert sorted(money(figure).unit for figure in ends) == ["CNY", "USD"]
    assert bridge(before, after, money) == bridge(before, after)
