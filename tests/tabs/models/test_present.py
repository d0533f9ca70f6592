"""Cars side by side: which statement stands, which is best, what differs, what is exported."""

from decimal import Decimal

import pytest

from tests.books import rate
from tests.tabs.models.garage import garage, say, with_facts
from tui.facts.book import FactBook
from tui.facts.model import Fact, Rate
from tui.tabs.models.present import Comparison, SpecRow, all_trims, compare, models_table

SWIFTS = ("swift/base", "swift/pro")


def row(found: Comparison, key: str) -> SpecRow:
    return next(row for row in found.rows if row.key == key)


def texts(book: FactBook, key: str, *picks: str, currency: str = "CNY") -> list[str]:
    return [spec.text for spec in row(compare(book, currency, picks or None), key).specs]


def stars(book: FactBook, key: str, currency: str = "CNY") -> list[bool]:
    return [spec.best for spec in row(compare(book, currency), key).specs]


def test_every_trim_is_a_column_and_rivals_carry_their_maker() -> None:
    names = [trim.name for trim in all_trims(garage())]
    assert names == ["Swift", "Swift Pro", "Crane", "Other Rook"]
    assert [trim.short for trim in all_trims(garage())][-1] == "Rook"
    assert [trim.rival for trim in all_trims(garage())] == [False, False, False, True]


def test_rows_are_those_with_a_statement_on_a_car_shown() -> None:
    keys = [row.key for row in compare(garage(), "CNY", ("rook/one",)).rows]
    assert keys == ["price", "range_wltp"]
    everything = [row.key for row in compare(garage(), "CNY").rows]
    assert everything == [
        *("price", "range_cltc", "range_wltp", "price_per_km", "power", "chemistry", "length")
    ]


@pytest.mark.parametrize(
    ("facts", "best"),
    [
        (["300 kW", "310 kW"], [False, True]),
        (["300 kW", "300 kW"], [False, False]),
        (["300 kW"], [False, False]),
        (["300 kW", "200 kW", "300 kW"], [True, False, True]),
        (["300 kW", "over 200 kW"], [False, False]),
        (["300 kW", "up to 250 kW"], [False, False]),
        (["310 kW", "300 kW", "up to 305 kW"], [True, False, False]),
        (["310 kW", "300 kW", "up to 320 kW"], [False, False, False]),
        (["310 kW", "300 kW", "from 290 kW"], [False, False, False]),
    ],
)
def test_the_best_has_a_star_unless_nobody_is_certain_to_be(
    facts: list[str], best: list[bool]
) -> None:
    cars = ("swift/base", "swift/pro", "crane")
    book = garage(*(say("power", car, text) for car, text in zip(cars, facts, strict=False)))
    assert stars(book, "power")[: len(best)] == best


def test_lower_is_better_where_the_concept_says_so() -> None:
    facts = [say("acceleration", "swift/base", "5.28 s"), say("acceleration", "crane", "2.9 s")]
    assert stars(garage(*facts), "acceleration") == [False, False, True, False]
    assert stars(garage(), "price") == [True, False, False, False]


def test_there_is_no_star_where_better_is_a_matter_of_taste() -> None:
    facts = [say("length", "swift/base", "4,997 mm"), say("length", "crane", "5,100 mm")]
    length = row(compare(garage(*facts), "CNY"), "length")
    assert not any(spec.best or spec.share for spec in length.specs)


def test_test_cycles_are_never_held_against_each_other() -> None:
    found = compare(garage(), "CNY")
    cltc, wltp = row(found, "range_cltc"), row(found, "range_wltp")
    assert (cltc.unit, wltp.unit) == ("km CLTC", "km WLTP")
    assert [spec.best for spec in cltc.specs] == [False, False, True, False]
    assert not any(spec.best for spec in wltp.specs)
    assert texts(garage(), "price_per_km")[3] == "–"
    assert "Rook" not in found.finding


def test_a_missing_figure_is_a_dash_and_no_number() -> None:
    found = compare(garage(), "CNY")
    spec = row(found, "power").specs[3]
    assert (spec.text, spec.value, spec.figure, spec.share) == ("–", None, None, 0.0)
    assert models_table(garage(), "CNY").records[3]["power"] is None


@pytest.mark.parametrize("word", ["rumour", "estimate", "forecast", "target"])
def test_what_is_not_known_says_so_and_never_wins(word: str) -> None:
    book = with_facts(say("power", "rook/one", "900 kW", scenario=word))
    power = row(compare(book, "CNY"), "power").specs
    assert power[3].text == f"900 kW {word}".replace(" kW", "")
    assert [spec.best for spec in power] == [False, False, True, False]
    assert models_table(book, "CNY").records[3]["unconfirmed"] == ["power"]


def test_what_is_known_stands_before_what_is_rumoured() -> None:
    rumour = say("power", "crane", "900 kW", scenario="rumour", source="maker")
    assert texts(with_facts(rumour), "power")[2] == "235"


def test_a_statement_on_the_model_holds_for_its_trims_unless_they_have_their_own() -> None:
    book = with_facts(say("length", "swift/pro", "5,001 mm"))
    assert texts(book, "length", *SWIFTS) == ["4,997", "5,001"]


def test_a_bound_on_all_trims_says_nothing_about_one() -> None:
    book = garage(say("range_cltc", "swift", "up to 850 km"), say("power", "swift", "220 kW"))
    assert [row.key for row in compare(book, "CNY").rows] == ["power"]
    alone = garage(say("range_cltc", "crane", "up to 850 km"))
    assert texts(alone, "range_cltc", "crane/") == ["up to 850"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("75±5 kWh", "75 ± 5"),
        ("73.60 kWh", "73.60"),
        ("about 70 kWh", "about 70"),
        ("over 100 kWh", "over 100"),
        ("nearly 100 kWh", "nearly 100"),
        ("at least 60 kWh", "from 60"),
        ("under 60 kWh", "under 60"),
    ],
)
def test_a_cell_hedges_as_its_source_does(text: str, shown: str) -> None:
    assert texts(garage(say("battery", "crane", text)), "battery", "crane/") == [shown]


def test_horsepower_is_turned_into_kilowatts_and_keeps_its_source() -> None:
    book = garage(say("power", "crane", "1,548 PS"), say("power", "rook/one", "300 PS"))
    power = row(compare(book, "CNY"), "power").specs
    assert [spec.text for spec in power] == ["–", "–", "1,139", "220"]
    figure = power[2].figure
    assert figure is not None
    assert figure.value == Decimal(1548) * Decimal("0.73549875")
    assert figure.facts == (book.facts[0],)


def test_withdrawn_statements_are_not_shown() -> None:
    book = garage(
        say("power", "crane", "900 kW", rank="deprecated", source="maker"),
        say("power", "crane", "800 kW", source="maker", key="old"),
        say("power", "crane", "235 kW", supersedes="old"),
    )
    assert texts(book, "power", "crane/") == ["235"]


def test_the_better_source_is_believed() -> None:
    book = garage(say("power", "crane", "230 kW"), say("power", "crane", "235 kW", source="maker"))
    assert texts(book, "power", "crane/") == ["235"]


def test_the_latest_list_price_is_the_price() -> None:
    cut = say("price", "crane", "240,000 CNY", "[2025-09-01..2025-09-30]")
    assert texts(with_facts(cut), "price", "crane/") == ["¥240,000"]


def test_orders_are_those_of_the_longest_time_unless_one_is_preferred() -> None:
    first = [
        say("orders", "swift", "over 10,000 orders", "2024-03-28", duration="PT4M"),
        say("orders", "swift", "88,898 orders", "2024-03-28", duration="PT24H"),
    ]
    assert texts(garage(*first), "orders", *SWIFTS) == ["88,898 in 24 h"] * 2
    assert row(compare(garage(*first), "CNY"), "orders").unit == "by model"
    late = say("orders", "swift", "120,000 orders", "2024-03-28", duration="P3D")
    assert texts(garage(*first, late), "orders", *SWIFTS) == ["120,000 in 3 days"] * 2
    best = say("orders", "swift", "88,898 orders", "2024-03-28", duration="PT27M", rank="preferred")
    assert texts(garage(*first, late, best), "orders", *SWIFTS) == ["88,898 in 27 min"] * 2


def test_days_are_written_as_days() -> None:
    assert texts(garage(say("launch", "crane", "2025-06-26")), "launch", "crane/") == [
        "26 Jun 2025"
    ]


def test_price_per_km_rests_on_price_and_range() -> None:
    book = garage()
    spec = row(compare(book, "CNY"), "price_per_km").specs[0]
    assert spec.text == "¥286"
    assert spec.figure is not None
    assert spec.figure.facts == (book.facts[0], book.facts[4])
    assert stars(book, "price_per_km") == [False, True, False, False]


@pytest.mark.parametrize(
    "distance",
    [
        say("range_cltc", "crane", "up to 500 km"),
        say("range_cltc", "crane", "over 500 km"),
        say("range_cltc", "crane", "500 km", scenario="rumour"),
        say("range_cltc", "crane", "exactly 0 km"),
    ],
    ids=["at most", "over", "rumour", "zero"],
)
def test_there_is_no_price_per_km_of_a_range_that_is_not_known(distance: Fact) -> None:
    book = garage(say("price", "crane", "250,000 CNY", "2025-06-26"), distance)
    assert "price_per_km" not in [row.key for row in compare(book, "CNY").rows]


def test_each_price_is_converted_at_the_rate_of_its_own_quarter() -> None:
    found = compare(garage(), "USD")
    assert texts(garage(), "price", currency="USD") == [
        *("$25,000 Mar 2024", "$30,000 Mar 2024", "$25,000", "$26,000")
    ]
    assert stars(garage(), "price", "USD") == [True, False, True, False]
    assert found.rates == "$1 = ¥8 in Q1 24, ¥10 in Q2 25: mean rates, by the day of each price"
    assert compare(garage(), "CNY").rates == ""
    only_new = compare(garage(), "USD", ("crane/",))
    assert only_new.rates == "$1 = ¥10 in Q2 25: mean rates, by the day of each price"


@pytest.mark.parametrize("rates", [(rate("2025-Q2", "10"),), ()], ids=["some", "none"])
def test_prices_without_a_rate_stay_and_are_not_held_against_others(
    rates: tuple[Rate, ...],
) -> None:
    found = compare(garage(rates=rates), "USD")
    price = row(found, "price").specs
    assert [spec.text[0] for spec in price] == (["¥", "¥", "$", "$"] if rates else ["¥"] * 4)
    assert any(spec.best for spec in price) == (not rates)
