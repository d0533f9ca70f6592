"""Any currency of ISO 4217 can be reported in, and is told the same way everywhere."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from tests.facts import SAMPLE
from tui.economics.claim import names_currency
from tui.economics.parse import InputError, read_currency
from tui.facts import fmt
from tui.facts.currencies import CURRENCIES, CURRENCY_WORDS, SHOWN_CURRENCIES
from tui.facts.figure import stated
from tui.facts.load import load_text
from tui.facts.model import Dims, Fact
from tui.facts.quantity import parse_quantity

HEAD = "\ncurrency: CNY\n"


@pytest.mark.parametrize("code", ["INR", "SEK", "TWD", "CAD", "AUD", "KRW", "VND", "THB", "MXN"])
def test_a_maker_reports_in_any_of_them(code: str) -> None:
    text = SAMPLE.replace(HEAD, f"\ncurrency: {code}\n").replace("CNY/USD", f"{code}/USD")
    assert load_text(text.replace("CNY/EUR", f"{code}/EUR")).required().currency == code


def test_the_list_is_that_of_the_standard() -> None:
    assert len(CURRENCIES) == 159
    assert {*SHOWN_CURRENCIES, *CURRENCY_WORDS.values()} < CURRENCIES
    assert all(re.fullmatch("[A-Z]{3}", code) for code in CURRENCIES)
    assert not CURRENCIES & {"XAU", "XXX", "XTS", "XDR", "BOV", "USN", "DEM"}


@pytest.mark.parametrize("code", ["CNY", "USD", "EUR", "GBP", "INR", "SEK"])
def test_the_code_stands_behind_number_and_letter(code: str) -> None:
    fact = Fact("result", Dims(), None, "", parse_quantity(f"-38.4 million {code}"), ())
    figure, value = stated(fact, "result"), Decimal("-38400000")
    assert figure
    for text in (
        fmt.total(figure),
        fmt.compact(value, code),
        fmt.certain(figure),
        fmt.bound(figure, figure.low),
        fmt.rounded_total(figure, -figure.value),
        fmt.tick(float(value), code),
        fmt.total_step(figure),
    ):
        plain = rf"−?[\d.]+m? {code}"
        assert re.fullmatch(rf"−?{re.escape(fmt.SYMBOLS.get(code, ''))}[\d.]+m?|{plain}", text)


@pytest.mark.parametrize(
    ("written", "meant"), [("RMB", "CNY"), ("yuan", "CNY"), ("eur", "EUR"), ("rupees", "INR")]
)
def test_what_people_call_a_currency_is_told_with_its_code(written: str, meant: str) -> None:
    (found,) = load_text(SAMPLE.replace(HEAD, f"\ncurrency: {written}\n")).diagnostics[:1]
    assert (found.message, found.advice) == (f"unknown currency '{written}'", f"write {meant}")
    if written.upper() != meant:
        with pytest.raises(InputError, match=rf"Unknown currency {written}\. Write {meant}\."):
            read_currency(written)


def test_a_word_of_a_sentence_is_no_currency() -> None:
    assert not any(map(names_currency, ("900 in all", "top 900", "try 900", "it won 900")))
    assert all(map(names_currency, ("900 ALL", "900 SEK", "900 usd", "yuan 900", "US dollars 900")))
