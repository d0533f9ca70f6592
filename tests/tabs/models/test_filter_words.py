"""What is typed to see only some cars, and how it is understood."""

from __future__ import annotations

import pytest

from tests.tabs.models.garage import FACTS, garage, say
from tui.tabs.models.filter_words import Narrowed, makers_of, narrowed
from tui.tabs.models.present import Specs

QUICK = say("acceleration", "crane", "3.2 s")


def typed(text: str, currency: str = "CNY") -> Narrowed:
    return narrowed(Specs(garage(*FACTS, QUICK), currency), text)


@pytest.mark.parametrize(
    ("text", "cars", "remark"),
    [
        ("", "swift/base swift/pro crane/ rook/one", ""),
        ("swift PRO", "swift/pro", ""),
        ("swiftpro", "swift/pro", ""),
        ("other", "rook/one", ""),
        ("home other", "swift/base swift/pro crane/ rook/one", ""),
        ("3.2s", "crane/", ""),
        ("<240k", "swift/base swift/pro", "price at most ¥240,000"),
        (">¥240,001", "crane/ rook/one", "price at least ¥240,001"),
        ("home price<=200000", "swift/base", "price at most ¥200,000"),
        (
            "range > 850",
            "swift/pro crane/",
            "range at least 850 km, 1 without range on file",
        ),
        (">850 km <245k", "swift/pro", "range at least 850 km"),
        ("power >230 kw", "crane/", "power at least 230 kW, 1 without power on file"),
    ],
)
def test_words_makers_and_limits(text: str, cars: str, remark: str) -> None:
    found = typed(text)
    assert found.trims == frozenset(cars.split())
    assert remark in found.remark


def test_what_is_not_clear_limits_nothing_and_says_what_would() -> None:
    for text in (">700", "<$30k", "<" + "9" * 30):
        found = typed(text)
        assert len(found.trims) == 4
        assert "cannot be read" in found.remark
    assert typed("<$30k", "USD").remark == "price at most $30,000"
    assert len(typed("<").trims) == 4, "while it is typed"


def test_makers_are_typed_in_small_letters() -> None:
    assert makers_of(garage()) == {"Home": "home", "Other": "other"}
    assert typed("home").makers == {"Home"}
