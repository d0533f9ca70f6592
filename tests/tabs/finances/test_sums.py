"""The story of periods added up names every operand, whichever currency they are shown in."""

from __future__ import annotations

import pytest

from tests.tabs.finances.accounts import BETTER, FULL, RATES, accounts
from tui.facts.derive import combine
from tui.facts.figure import Figure, assumed
from tui.facts.period import parse_period
from tui.present.provenance import explain_figure
from tui.tabs.finances.periods import Span
from tui.tabs.finances.present import page_of

EARLIER = {name: text for name, text in FULL.items() if name != "operating_result"}
BOOK = accounts(
    {"2025-Q1": {**EARLIER, "adjusted_net_result": "-0.20 billion CNY"}, "2025-Q2": BETTER},
    more=RATES,
)


def summed(currency: str) -> Span:
    """Two quarters on two bases."""
    return page_of(BOOK, currency, "quarter").pooled(0, 1)


def parts(figure: Figure | None) -> list[Figure]:
    """A figure and all that it was made of."""
    assert figure is not None
    return [figure, *(found for part in figure.inputs for found in parts(part))]


@pytest.mark.parametrize("currency", ["CNY", "USD"])
def test_a_sum_over_two_bases_names_both(currency: str) -> None:
    sums = [part for part in parts(summed(currency).result_per_car) if " + " in part.formula]
    assert sums[0].label == "result"
    assert sums[0].formula == "adjusted net result 2025-Q1 + operating result 2025-Q2"


@pytest.mark.parametrize("currency", ["CNY", "USD"])
def test_periods_stand_alone_only_where_all_are_of_the_sum_itself(currency: str) -> None:
    cars = [part for part in parts(summed(currency).base.deliveries) if part.formula]
    assert cars[0].formula == "2025-Q1 + 2025-Q2"


def test_the_drawer_tells_it() -> None:
    figure = summed("USD").result_per_car
    assert figure is not None
    told = [passage.text for passage in explain_figure(BOOK, figure)]
    assert "result per car = adjusted net result and operating result ÷ deliveries" in told


def test_a_sum_that_bears_the_name_of_one_operand_names_all() -> None:
    one, other = (
        assumed(1, "CNY", label, parse_period(when))
        for label, when in (("gain", "2025-Q1"), ("loss", "2025-Q2"))
    )
    assert combine("gain", [(1, one), (-1, other)]).formula == "gain 2025-Q1 − loss 2025-Q2"
    assert combine("gain", [(1, one), (1, one)]).formula == "2025-Q1 + 2025-Q1"
