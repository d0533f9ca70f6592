"""A per-car figure in words: no more digits than are certain."""

from decimal import Decimal

import pytest

from tests.economics.quarters import boxed
from tui.economics.wording import display, headline
from tui.facts import fmt
from tui.facts.figure import assumed


@pytest.mark.parametrize(
    ("value", "half", "words"),
    [
        ("-6590.306976", "659.03", "about 6,600 CNY loss per car (5,930 to 7,250)"),
        ("-65917.164", "1831.032", "about 66,000 CNY loss per car (64,000 to 67,800)"),
        ("6434.06", "459.58", "about 6,400 CNY profit per car (5,970 to 6,900)"),
        ("-923.3", "65.9", "about 920 CNY loss per car (857 to 990)"),
        ("-12.34", "0.5", "about 12.3 CNY loss per car (11.84 to 12.84)"),
        ("-250", "100", "about 300 CNY loss per car (150 to 350)"),
        ("659", "659", "break-even within rounding"),
        ("-10", "659", "break-even within rounding"),
    ],
)
def test_display(value: str, half: str, words: str) -> None:
    figure = boxed(Decimal(value), Decimal(half), "CNY/car", "result per car")
    assert display(figure) == words
    if "per car" in words:
        assert headline(figure) in words


def test_an_exact_figure_is_shown_to_the_whole_unit() -> None:
    assert display(assumed(-6590, "CNY/car", "")) == "6,590 CNY loss per car"
    exact = assumed(Decimal("543.5"), "EUR/car", "")
    assert display(exact) == "about 544 EUR profit per car"


def test_amounts() -> None:
    assert fmt.coded(Decimal("-1234.5"), "CNY") == "−1,235 CNY"
    assert fmt.coded_total(Decimal("3999900000"), "CNY") == "4.00bn CNY"
    assert fmt.coded_total(Decimal("-38500000"), "USD") == "−38.5m USD"
    assert fmt.coded_total(Decimal("678531000"), "CNY") == "679m CNY"
    assert fmt.coded_total(Decimal(0), "USD") == "0 USD"
    assert fmt.percent(Decimal("35.677")) == "35.7%"


@pytest.mark.parametrize(
    ("value", "half", "words"),
    [
        ("143520.2", "1324", "about 144,000 cars (142,100 to 144,900)"),
        ("84680.1", "885.5", "about 84,700 cars (83,790 to 85,570)"),
        ("84680.1", "0.2", "84,681 cars (84,679 to 84,681)"),
        ("84680.1", "0", "84,681 cars"),
        ("1000.0000000000000000000001", "1e-23", "1,000 cars"),
    ],
)
def test_a_solved_volume_has_no_more_digits_than_are_certain(
    value: str, half: str, words: str
) -> None:
    figure = boxed(Decimal(value), Decimal(half), "cars", "break-even volume")
    assert fmt.about(figure) + fmt.between(figure) == words
