"""Differences, rows and records of the trims."""

import csv
import io
import json

import pytest

from tests.tabs.models.garage import garage, say, with_facts
from tests.tabs.models.test_present import SWIFTS, row
from tui.facts.book import FactBook
from tui.facts.model import Fact
from tui.present.table import render
from tui.tabs.models.present import all_trims, compare, models_table, opening_picks


def test_differences_from_the_first_car() -> None:
    book = with_facts(say("length", "crane", "4,999 mm"))
    found = compare(book, "CNY", ("swift/base", "swift/pro", "crane/"), against_first=True)
    told = {row.key: [spec.text for spec in row.specs] for row in found.rows}
    assert told["price"] == ["¥200,000 Mar 2024", "▲ ¥40,000  20%", "▲ ¥50,000  25%"]
    assert told["power"] == ["220", "= same", "▲ 15  7%"]
    assert told["length"] == ["4,997", "= same", "▲ 2  <1%"]
    assert told["chemistry"] == ["LFP [cells]", "–", "–"]
    roles = {row.key: row.specs[2].role for row in found.rows}
    assert (roles["price"], roles["range_cltc"], roles["length"]) == ("loss", "profit", "")


def test_a_difference_rests_on_both_figures() -> None:
    book = garage()
    found = compare(book, "CNY", SWIFTS, against_first=True)
    figure = row(found, "price").specs[1].figure
    assert figure is not None
    assert figure.value == 40_000
    assert figure.facts == (book.facts[1], book.facts[0])


@pytest.mark.parametrize(
    ("mine", "text"),
    [
        (say("power", "crane", "900 kW", scenario="rumour"), "900 rumour"),
        (say("power", "crane", "up to 900 kW"), "up to 900"),
    ],
)
def test_what_is_not_certain_has_no_difference(mine: Fact, text: str) -> None:
    book = garage(say("power", "swift/base", "220 kW"), mine)
    found = compare(book, "CNY", ("swift/base", "crane/"), against_first=True)
    assert [spec.text for spec in row(found, "power").specs] == ["220", text]


def test_counts_over_different_times_have_no_difference() -> None:
    book = garage(
        say("orders", "swift", "88,898 orders", "2024-03-28", duration="PT24H"),
        say("orders", "crane", "289,000 orders", "2025-06-26", duration="PT1H"),
    )
    found = compare(book, "CNY", ("swift/base", "crane/"), against_first=True)
    assert row(found, "orders").specs[1].text == "289,000 in 1 h"


def test_only_rows_that_differ() -> None:
    found = compare(garage(), "CNY", SWIFTS, differing=True)
    assert [row.key for row in found.rows] == ["price", "range_cltc", "price_per_km"]


def test_columns_come_in_the_order_of_the_picks_and_unknown_ones_are_left_out() -> None:
    found = compare(garage(), "CNY", ("crane/", "gone/x", "swift/base"))
    assert [trim.name for trim in found.trims] == ["Crane", "Swift"]
    assert found.scope == "2 of 4"
    assert found.basis == "trims, latest list price, range by CLTC"


def test_a_book_without_cars_or_prices_is_no_trouble() -> None:
    assert compare(FactBook("", garage().as_of), "CNY").rows == ()
    assert compare(garage(say("power", "crane", "235 kW")), "USD").rates == ""


def test_it_opens_on_the_cars_of_the_finding() -> None:
    every = [trim.key for trim in all_trims(garage())]
    assert opening_picks(garage(), 2, every) == ("swift/pro", "crane/")
    assert opening_picks(garage(), 3, every) == ("swift/base", "swift/pro", "crane/")
    assert len(opening_picks(garage(), 99, every)) == 4
    assert opening_picks(garage(), 3, ["crane/"]) == ("crane/",)


def test_records_say_the_same_as_the_table() -> None:
    table = models_table(garage(), "USD")
    assert [record["name"] for record in table.records] == [r[0].text for r in table.rows]
    first = table.records[0]
    assert {key: first[key] for key in ("model", "trim", "maker", "price", "currency")} == {
        "model": "swift",
        "trim": "base",
        "maker": "Home",
        "price": "25000",
        "currency": "USD",
    }
    assert (first["range_cltc"], first["range_wltp"]) == ("700", None)
    assert table.rows[0][1].text == "★ $25,000 Mar 2024"
    assert table.title == compare(garage(), "USD").finding


def test_the_table_of_some_trims_holds_those() -> None:
    table = models_table(garage(), "CNY", SWIFTS[::-1])
    assert [record["trim"] for record in table.records] == ["pro", "base"]


def test_counts_say_over_how_long() -> None:
    book = garage(say("orders", "swift", "88,898 orders", "2024-03-28", duration="PT24H"))
    record = models_table(book, "CNY").records[0]
    assert (record["orders"], record["orders_duration"]) == ("88898", "PT24H")


@pytest.mark.parametrize("form", ["csv", "json", "md", "table"])
def test_every_format_has_a_line_for_every_car(form: str) -> None:
    text = render(models_table(with_facts(), "CNY"), form)
    if form == "json":
        assert len(json.loads(text)) == 4
    elif form == "csv":
        assert len(list(csv.DictReader(io.StringIO(text)))) == 4
    else:
        assert text.count("\n") == 6
