"""Best buys, the finding about them, and what lies behind a cell."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tabs.models.garage import FACTS, MODELS, garage, say, with_facts
from tui.facts.fmt import duration_words
from tui.facts.model import Fact
from tui.facts.period import parse_period
from tui.tabs.models.present import (
    Offer,
    Spec,
    Specs,
    Trim,
    all_offers,
    by_price,
    compare,
    frontier,
    lowest,
    spec_story,
    within_reach,
)
from tui.tabs.models.spec_text import seconds

CARS = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12)


def offer(place: int, price: int, distance: int) -> Offer:
    return Offer(
        Trim("car", str(place), f"Car {place}", "Home"),
        Spec(str(price), value=Decimal(price)),
        Spec(str(distance), value=Decimal(distance)),
        Spec(value=Decimal(price) / distance),
    )


def offers(cars: list[tuple[int, int]]) -> list[Offer]:
    return [offer(place, price, distance) for place, (price, distance) in enumerate(cars)]


def beaten(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return other != one and other[0] <= one[0] and other[1] >= one[1]


@given(CARS)
def test_a_best_buy_is_one_that_nothing_cheaper_outdoes(cars: list[tuple[int, int]]) -> None:
    best = {offer.trim.trim for offer in frontier(offers(cars))}
    for place, car in enumerate(cars):
        assert (str(place) in best) == (not any(beaten(car, other) for other in cars))


@given(CARS)
def test_best_buys_rise_in_price_and_range(cars: list[tuple[int, int]]) -> None:
    points = [offer.point for offer in frontier(offers(cars)) if offer.point]
    assert points == sorted(points)
    assert [y for _, y in points] == sorted(y for _, y in points)


@given(CARS)
def test_cars_out_of_reach_are_dear_and_not_shown(cars: list[tuple[int, int]]) -> None:
    everything = offers(cars)
    shown = {offer.trim.key for offer in everything[:2]}
    near = within_reach(everything, shown)
    assert shown <= {offer.trim.key for offer in near}
    prices = sorted(price for price, _ in cars)
    for one in everything:
        assert one in near or one.point is None or one.point[0] > prices[len(prices) // 2]


def test_a_car_without_price_or_range_is_no_best_buy() -> None:
    known = all_offers(Specs(garage(), "CNY"))
    assert [o.trim.name for o in frontier(known)] == ["Swift", "Swift Pro", "Crane"]
    assert known[3].point is None


def test_the_ladder_rises_dates_old_prices_and_leaves_out_cars_without_a_price() -> None:
    book = garage(*(fact for fact in FACTS if fact.dims.model != "swift" or fact.dims.trim))
    prices = [offer.price.text for offer in by_price(all_offers(Specs(book, "CNY")))]
    assert prices == ["¥200,000 Mar 2024", "¥240,000 Mar 2024", "¥250,000", "¥260,000"]
    assert by_price(all_offers(Specs(garage(say("power", "crane", "1 kW")), "CNY"))) == ()


OF_THREE = (
    "Of the 3 cars with a known CLTC range, the Swift Pro offers the most range for the money"
)


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        ((), f"{OF_THREE}; the Crane goes furthest."),
        (
            (say("range_cltc", "swift/pro", "900 km", source="maker"),),
            f"{OF_THREE} and goes furthest.",
        ),
        (
            (say("range_cltc", "swift/pro", "exactly 860 km", source="maker"),),
            f"{OF_THREE}; the Swift Pro and the Crane go furthest.",
        ),
        (
            (say("range_cltc", "rook/one", "exactly 500 km"),),
            "The Swift Pro offers the most range for the money; the Crane goes furthest.",
        ),
    ],
)
def test_the_finding_names_the_best(facts: tuple[Fact, ...], text: str) -> None:
    assert compare(with_facts(*facts), "CNY").finding == text


@pytest.mark.parametrize(
    ("cars", "text"),
    [
        (
            "swift/base swift/pro",
            "Of the 2 matches, the Swift Pro offers the most range for the money"
            " and goes furthest.",
        ),
        (
            "swift/base crane/ rook/one",
            "Of the 2 matches with a known CLTC range, the Swift offers the most range for the"
            " money; the Crane goes furthest.",
        ),
        ("crane/ rook/one", "The Crane is the only match with a known CLTC range."),
        ("crane/", "The Crane is the only match."),
        ("rook/one", "The Other Rook is the only match."),
    ],
)
def test_among_some_cars_the_finding_is_about_those(cars: str, text: str) -> None:
    assert compare(garage(), "CNY", among=cars.split()).finding == text


def test_the_finding_does_with_what_there_is() -> None:
    price = say("price", "crane", "250,000 CNY", "2025-06-26")
    distance = say("range_cltc", "swift/base", "700 km")
    assert compare(garage(price, distance), "CNY").finding == (
        "The Crane is the only car with a known price;"
        " the Swift is the only car with a known CLTC range."
    )
    nothing = say("power", "crane", "1 kW")
    assert compare(garage(nothing), "CNY").finding == "No car has a price or a range yet."


def test_several_tie_for_the_lowest() -> None:
    assert lowest("abcd", {"a": Decimal(2), "c": Decimal(1), "d": Decimal(1)}.get) == ["c", "d"]
    assert lowest("", lambda _: Decimal(0)) == []


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("PT18H", 64_800, "18 h"),
        ("PT4M", 240, "4 min"),
        ("P3D", 259_200, "3 days"),
        ("P1DT12H", 129_600, "1 day 12 h"),
        ("P1Y6M", 47_088_000, "1 year 6 months"),
        ("", 0, ""),
    ],
)
def test_durations(text: str, length: int, shown: str) -> None:
    assert (seconds(text), duration_words(text)) == (length, shown)


def story(*facts: Fact, key: str = "power", car: str = "crane/") -> str:
    book = with_facts(*facts)
    found = compare(book, "CNY", (car,))
    row = next(row for row in found.rows if row.key == key)
    return "\n".join(p.text for p in spec_story(book, row.name, found.trims[0], row.specs[0]))


def test_the_story_of_a_number_ends_at_its_line() -> None:
    text = story()
    assert "Road [bold]test" in text
    assert "facts.yaml:7" in text
    assert "Also stated" not in text


def test_the_story_of_a_text() -> None:
    text = story(key="chemistry", car="swift/base")
    assert "LFP [cells]" in text
    assert "facts.yaml:7" in text


def test_the_story_of_a_property_of_all_trims_says_so() -> None:
    assert "not by trim" in story(key="length", car="swift/pro")
    assert "not by trim" not in story(key="price", car="swift/pro")


def test_the_story_says_what_is_a_rumour() -> None:
    text = story(say("battery", "crane", "99 kWh", scenario="rumour"), key="battery")
    assert "A rumour: no source that would know confirms it." in text


def test_every_other_statement_is_told_once() -> None:
    wrong = say("power", "crane", "990 kW", rank="deprecated", reason="a digit too many")
    horses = say("power", "crane", "320 PS")
    text = story(wrong, horses)
    assert text.count("990 kW") == 1
    assert text.count("a digit too many") == 1
    assert "Also stated\n320 PS\nPaper" in text
    old = say("price", "crane", "270,000 CNY", "2024-01-02")
    assert "270,000 CNY, 2 Jan 2024" in story(old, key="price")
    other = say("chemistry", "swift/base", "ternary", rank="deprecated", reason="another car")
    text = story(other, key="chemistry", car="swift/base")
    assert "Also stated\nternary\nPaper\ndeprecated: another car\nfacts.yaml:7" in text


def test_the_story_of_nothing_is_that_there_is_no_source() -> None:
    book = garage()
    trim = compare(book, "CNY").trims[3]
    lines = [passage.text for passage in spec_story(book, "Power", trim, Spec())]
    assert lines[0] == "Other Rook: Power"
    assert lines[2] == "No source on file gives power for the Other Rook. Missing does not mean 0."


def test_a_car_that_another_took_the_place_of_is_in_no_finding() -> None:
    successor = MODELS["crane"]._replace(replaces="swift")
    book = replace(garage(), models=MODELS | {"crane": successor})
    found = compare(book, "CNY")
    assert [trim.name for trim in found.trims] == ["Crane", "Swift", "Swift Pro", "Other Rook"]
    assert found.finding == "The Crane is the only car on sale with a known CLTC range."
    prices = next(row for row in found.rows if row.key == "price")
    assert [spec.text for spec in prices.specs[:2]] == ["¥250,000", "¥200,000 Mar 2024"]
    assert {offer.trim.model for offer in by_price(found.offers)} == {"crane", "rook"}
    assert {offer.trim.model for offer in found.offers if offer.point} == {"crane"}


def test_a_price_says_its_month_after_a_year() -> None:
    book = garage()
    for as_of, text in (("2026-06-26", "¥250,000"), ("2026-06-27", "¥250,000 Jun 2025")):
        found = compare(replace(book, as_of=parse_period(as_of)), "CNY", ["crane/"])
        assert found.rows[0].specs[0].text == text
