"""On the screen money has the sign of its currency, in the calculator's text its code."""

import re

import pytest

from tests.tabs.calculator.test_present import case, state
from tui.facts import fmt
from tui.facts.convert import rate_figure
from tui.present.provenance import explain_figure
from tui.tabs.calculator.present import cautions, even
from tui.tabs.calculator.tables import goal_sentences, goals

CODE = re.compile(r"\b(?:CNY|USD|EUR)\b")


@pytest.mark.parametrize("target", ["0", "1,000", "300,000"])
def test_the_calculator_shows_signs_only(target: str) -> None:
    for made in (case(target=target), case("2025-Q1", "USD", target=target, gross_margin="-5%")):
        answers = [goal.answer for goal in goals(made)]
        assert all("¥" in a.tell(fmt.SYMBOLS) for a in answers if CODE.search(a.says))
        texts = [goal_sentences(made, goal) for goal in goals(made)]
        texts += [even(made), even(made, short=True)]
        assert not [text for text in texts if CODE.search(text)]
    assert any("¥" in text for text in texts)


def test_a_missing_rate_is_named_by_its_sign() -> None:
    assert cautions(case("2025-Q2", "USD"))[0] == "no $ rate for Q2 25"
    assert cautions(case("2025-Q2", "GBP"))[0] == "no GBP rate for Q2 25"


def test_where_a_converted_figure_comes_from() -> None:
    made = state("2025-Q1", "USD").case
    (rate,) = made.rates
    assert fmt.amount(rate_figure(rate)) == "¥7.2748 per $"
    assert made.per_car is not None
    told = [passage.text for passage in explain_figure(made.book, made.per_car)]
    assert not [text for text in told if CODE.search(text) and "“" not in text]
