"""What the search finds, however it is typed, and what comes first."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest

from tests.books import book, fact, source
from tui.facts.book import FactBook
from tui.facts.figure import Figure
from tui.facts.model import Fact
from tui.present.query import read_query, spans_in
from tui.present.search import Hit, search, search_book, search_index


def _first(found: list[Hit]) -> str:
    """The figure that is found first, as it is written."""
    thing = found[0].thing
    assert isinstance(thing, Fact)
    return thing.text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        *((typed, "75,869 cars") for typed in ("75869", "75,869", "75.869", "75 869", "75'869")),
        *((typed, "75,869 cars") for typed in ("７５８６９", "７５，８６９", "75869 cars")),
        *((typed, "about -900 USD/car") for typed in ("$900", "900 usd", "usd900", "US$ 900")),
        *((typed, "about -900 USD/car") for typed in ("＄900", "900 dollars", "-$900", "−900")),
        *((typed, "-3.1 billion CNY") for typed in ("-3.1bn", "3.1 bn", "¥3.1bn", "−31亿")),
        *((typed, "20.1%") for typed in ("20.1%", "20.1 %", "20,1%", "20.1 percent", "２０．１％")),
        *((typed, "18.58 billion CNY") for typed in ("18.58bn", "18,580m", "rmb 18.58 billion")),
    ],
)
def test_a_stated_figure_is_found_first_however_it_is_typed(
    shipped: FactBook, typed: str, text: str
) -> None:
    assert _first(search_book(shipped, typed)) == text


@pytest.mark.parametrize(
    "typed",
    [
        *("6590", "6,590", "-6590", "−6,590", "¥6590", "￥６５９０", "6590 yuan", "6,590 yuan"),
        *("6.59k", "CNY 6590", "6590 q1", "$906", "906 usd", "€861", "861 euro"),
    ],
)
def test_a_calculated_figure_is_found_in_each_currency(shipped: FactBook, typed: str) -> None:
    found = search_book(shipped, typed)[0]
    assert found.title == "result per car Q1 25: −¥6,590, −$906, −€861"
    assert isinstance(found.thing, Figure)


@pytest.mark.parametrize("typed", ["€900", "$6590", "75869 km", "900%", "¥6592", "$-"])
def test_another_figure_is_not_found(shipped: FactBook, typed: str) -> None:
    assert not any(hit.kind in ("figure", "calculated") for hit in search_book(shipped, typed))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("typed", ["Nürburgring", "NURBURGRING", "ｓｕ７ nürburgring"])
def test_letters_are_the_same_in_every_form(
    shipped: FactBook, form: Literal["NFC", "NFD", "NFKC", "NFKD"], typed: str
) -> None:
    wanted = [hit.title for hit in search_book(shipped, "su7 nürburgring")]
    found = {hit.title for hit in search_book(shipped, unicodedata.normalize(form, typed))}
    assert wanted
    assert found.issuperset(wanted)
    title = unicodedata.normalize(form, "Citroën übernimmt SU7")
    made = book(sources=[source("one")._replace(title=title)])
    assert [hit.title for hit in search(search_index(made), "citroën Übernimmt")] == [title]


def test_the_very_figure_comes_before_what_is_rounded_to_it_or_holds_its_digits() -> None:
    made = book(
        fact("revenue", "12,900 million CNY", "2025-Q1"),
        fact("revenue", "904 million CNY", "2025-Q2"),
        fact("revenue", "900 million USD", "2025-Q3"),
        fact("revenue", "900 million CNY", "2025-Q4"),
    )
    found = [hit.thing for hit in search(search_index(made), "0.90bn CNY revenue")]
    assert [thing.text for thing in found if isinstance(thing, Fact)] == [
        "900 million CNY",
        "904 million CNY",
    ]
    assert _first(search(search_index(made), "900 million usd")) == "900 million USD"
    assert len(search(search_index(made), "900")) == 3


@pytest.mark.parametrize("word", ["loss", "Losses", "profit"])
def test_loss_and_profit_are_the_result(shipped: FactBook, word: str) -> None:
    def figures(typed: str) -> set[str]:
        found = search_book(shipped, typed)
        return {hit.title for hit in found if hit.kind in ("figure", "calculated")}

    assert figures("result per car")
    assert figures("result per car") <= figures(f"{word} per car")
    assert "result per car Q1 25: −¥6,590, −$906, −€861" in figures(f"{word} 6590")
    assert not any(title.startswith("deliveries") for title in figures(word))


def test_a_year_is_no_figure(shipped: FactBook) -> None:
    found = search_book(shipped, "deliveries 2025")
    assert found[0].title.startswith("deliveries")
    assert all("2025" in hit.text for hit in found)


@pytest.mark.parametrize("typed", ["Q3 2025", "Q3 25", "q3'25", "3Q25", "2025Q3"])
def test_a_quarter_is_found_however_it_is_typed(typed: str) -> None:
    made = book(
        fact("revenue", "25 million CNY", "2024-Q3"),
        fact("revenue", "7 million CNY", "2025-Q3"),
        sources=[source("one")._replace(title="Q3 2025 results")],
    )
    found = search(search_index(made), typed)
    assert {hit.title for hit in found} == {
        "segment revenue Q3 25: 7 million CNY",
        "Q3 2025 results",
    }
    assert _first(search(search_index(made), "Q3 25 million")) == "25 million CNY"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        *((typed, "Xiaomi SU7") for typed in ("su7", "SU7", " Xiaomi  SU7 ", "ｓｕ７")),
        *((typed, "Xiaomi YU7") for typed in ("yu7", "xiaomi yu7")),
        *((typed, "Xiaomi SU7 Ultra") for typed in ("su7 ultra", "su7-ultra")),
        ("model y", "Tesla Model Y"),
    ],
)
def test_a_car_is_found_first_by_its_name(shipped: FactBook, typed: str, title: str) -> None:
    assert search_book(shipped, typed)[0].title == title


@pytest.mark.parametrize(
    ("typed", "apart"),
    [
        ("su7max", "su7 max"),
        ("Model3", "model 3"),
        ("小米SU7", "小米 su7"),
        ("ModelY 2025", "model y 2025"),
    ],
)
def test_blanks_may_be_left_out(shipped: FactBook, typed: str, apart: str) -> None:
    found = [hit for hit in search_book(shipped, apart) if hit.kind != "calculated"]
    assert found
    assert search_book(shipped, typed) == found
    assert not search_book(shipped, "xsu7max")


def test_a_dispute_is_told_with_its_kind_as_the_tab_has_it(shipped: FactBook) -> None:
    (hit,) = search_book(shipped, "when the yu7 would be on sale")
    assert (hit.kind, hit.detail) == ("dispute", "revised")


def test_people_and_makers_are_found_by_their_other_names(shipped: FactBook) -> None:
    assert {hit.kind for hit in search_book(shipped, "雷军")} >= {"promise"}
    assert any(hit.title.startswith("NIO") for hit in search_book(shipped, "蔚来 deliveries"))


def test_a_figure_is_found_before_all_its_digits_are_typed(shipped: FactBook) -> None:
    for typed in ("75,8", "7586"):
        assert "deliveries Q1 25: 75,869 cars" in {hit.title for hit in search_book(shipped, typed)}


@pytest.mark.parametrize(
    "typed", ["", " ", "$", "-", ".", "1.2.3", "9" * 10_000, "1 " * 50_000, "e\u0301" * 999]
)
def test_whatever_is_typed_can_be_read(shipped: FactBook, typed: str) -> None:
    search_book(shipped, typed)


def test_what_was_typed_is_told_where_it_stands() -> None:
    def told(text: str, query: str) -> list[str]:
        return [text[start:end] for start, end in spans_in(text, read_query(query))]

    assert told("deliveries Q1 25: 75,869 cars", "75869 DELIV") == ["75,869", "deliv"]
    assert told("SU7 Ultra Nürburgring", "ｓｕ７ nurb") == ["SU7", "Nürb"]
    assert told("result: about -900 USD/car", "$900") == ["900"]
    assert told("2,900 cars", "$900") == []


@pytest.mark.parametrize(
    ("period", "title"),
    [("", "segment revenue: 9 CNY"), ("2025-Q1", "segment revenue Q1 25: 9 CNY")],
)
def test_a_figure_is_told_with_its_period_where_it_has_one(period: str, title: str) -> None:
    made = book(fact("revenue", "9 CNY", period))
    assert title in [hit.title for hit in search_index(made)]
