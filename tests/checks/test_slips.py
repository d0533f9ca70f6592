"""Slips of a tired hand: each ends in an error or a warning at its place that says what to type."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from tests import DATA
from tests.books import fact
from tests.checks import found
from tui.checks.report import Item, as_text
from tui.checks.run import run_checks
from tui.facts.load import load_text

TEXT = (DATA / "tired.yaml").read_text(encoding="utf-8")


class Slip(NamedTuple):
    """What is typed in place of what, and what is said of it; ¦ is the place that is named."""

    name: str
    old: str
    new: str
    says: str


LAST = "- source: xiaomi-q1-2026\n  period: 2026-Q1\n  states:\n"
YEAR = "  period: 2025\n  states:\n    deliveries: "
PASTED = "- source: xiaomi-q1-2026\n  period: 2026-Q1\n  states:\n    gross_margin: ¦20.1%\n"
RESTATED = PASTED.replace("gross_margin: ¦20.1%", "deliveries: ¦80,860 cars")


def figure(name: str, old: str, new: str, says: str) -> Slip:
    """A slip in what stands behind the name of a concept."""
    return Slip(name, f"    {old}", f"    {old.partition(':')[0]}: ¦{new}", says)


def last(name: str, old: str, new: str, says: str) -> Slip:
    """A slip in the head of the newest statement."""
    return Slip(name, LAST, LAST.replace(old, new), says)


SLIPS = [
    figure(
        "million for billion", "revenue: 19.9 billion", "19.9 million", "write 19.9 billion CNY"
    ),
    figure(
        "million in the middle", "revenue: 37.2 billion", "37.2 million", "write 37.2 billion CNY"
    ),
    figure("亿 read as billion", "revenue: 19.9 billion", "199 billion", "write 19.9 billion CNY"),
    figure("a digit too many", "deliveries: 80,856 cars", "808,560 cars", "write 80,856 cars"),
    figure("a digit too few", "deliveries: 80,856 cars", "8,085 cars", "write 80,850 cars"),
    figure("thousands twice", "deliveries: 80,856 cars", "80,856,000 cars", "write 80,856 cars"),
    figure("10,000 lost", "deliveries: 80,856 cars", "8.0856 cars", "cars are whole"),
    figure("a slipped point", "gross_margin: 20.1%", "2.01%", "write 20.1%"),
    figure("a lost point", "gross_margin: 25.5%", "255%", "write 25.5%"),
    figure("a fraction", "gross_margin: 20.1%", "0.201%", "write 20.1%"),
    figure(
        "a result in million",
        "operating_result: -3.1 billion",
        "-3.1 million",
        "write -3.1 billion CNY",
    ),
    figure(
        "a digit too many in a total",
        "deliveries_total: 628,792",
        "6,287,920",
        "write 628,792 cars",
    ),
    figure(
        "a digit too few in a total", "deliveries_total: 628,792", "62,879", "write 628,790 cars"
    ),
    figure("a digit too many in stores", "stores: 492 stores", "4,920 stores", "write 492 stores"),
    figure("a price in thousands", "asp: 249,846 CNY", "249.846 CNY", "write 249,846 CNY/car"),
    figure(
        "a price with a digit more", "asp: 249,846 CNY", "2,498,460 CNY", "write 249,846 CNY/car"
    ),
    figure(
        "cars at no price",
        "car_revenue: 19.0 billion",
        "39.0 billion",
        "correct the one of the two that is off",
    ),
    figure(
        "a margin with two digits swapped", "gross_margin: 22.7%", "27.2%", "gives 22.67 to 22.76%"
    ),
    figure(
        "a price with two digits swapped", "asp: 249,846", "294,846", "gives 249,802 to 250,491"
    ),
    figure(
        "a lost minus", "operating_result: -3.1 billion", "3.1 billion", "write -3.1 billion CNY"
    ),
    figure("a minus too many", "gross_margin: 20.1%", "-20.1%", "write 20.1%"),
    figure("a count with a minus", "deliveries: 80,856 cars", "-80,856 cars", "cannot be negative"),
    figure("a quarter for the year", "revenue: 106.07 billion", "37.2 billion", "gives 105.9"),
    figure(
        "a line from another quarter",
        "deliveries: 80,856",
        "75,869",
        "of 2025-Q1 to the last digit",
    ),
    figure("a wrong unit", "deliveries: 80,856 cars", "80,856 CNY", "counted in cars"),
    figure(
        "a decimal comma",
        "revenue: 106.07 billion",
        "106,07 billion",
        "the decimal mark is a point",
    ),
    Slip("a digit too many in a price", '"253,500 CNY"', '¦"2,535,000 CNY"', "write 253,500 CNY"),
    Slip("a digit too few in a price", '"253,500 CNY"', '¦"25,350 CNY"', "write 253,500 CNY"),
    Slip("a digit too many in a range", "835 km", '¦"8,350 km"', "write 835 km"),
    Slip("growth of the wrong sign", "+6.6%", "¦-6.6%", "gives 6.573"),
    Slip("growth without a sign", "+6.6%", "¦6.6%", "write +6.6%"),
    Slip("growth with a digit too many", "+6.6%", "¦+66%", "gives 6.573"),
    Slip("an event to come", "date: 2025-06-26", "date: ¦2027-06-26", "write as_of: 2027-06-26"),
    Slip(
        "a source to come", "published: 2026-05-26", "published: ¦2027-05-26", "as_of: 2027-05-26"
    ),
    Slip("read in the future", "read: 2026-06-01", "read: ¦2062-06-01", "correct it"),
    Slip("a day far off", "as_of: 2026", "as_of: ¦2062", "is more than a year away"),
    Slip("a day beyond", "as_of: 2026", "as_of: ¦2260", "write one from 1900 to 2200"),
    last("a figure to come", "2026-Q1", "¦2026-Q3", "set scenario: forecast"),
    last("a quarter that goes on", "2026-Q1", "2026-Q2", "before 2026-Q2 had ended"),
    last("the quarter before", "2026-Q1", "2025-Q4", "cannot both be right"),
    last("the year before", "2026-Q1", "2025-Q1", "cannot both be right"),
    last("a quarter turned round", "2026-Q1", "¦Q1 2026", "write 2026-Q1"),
    last("a source not declared", "q1-2026", "q2-2026", "if it is new, add it under sources:"),
    last("a source like none", "xiaomi-q1-2026", "¦reuters-may", "add it under sources:"),
    Slip("pasted twice", "events:\n", f"{PASTED}events:\n", "remove one of the two"),
    Slip("twice in other digits", "events:\n", f"{RESTATED}events:\n", "with rank: deprecated"),
    Slip("half a name", "    gross_margin: 20.1%", "    ¦margin: 20.1%", "'gross_margin'"),
    Slip("the other half", "    operating_result: -3.1", "    ¦result: -3.1", "'operating_result'"),
    Slip("two letters swapped", "deliveries: 80,856", "¦delivereis: 80,856", "'deliveries'"),
    Slip("no unit", "deliveries: 80,856 cars", "deliveries: 80,856¦", "unit missing"),
    Slip("a trim of another car", "yu7\n  trim: pro", "su7\n  trim: ¦pro", "model: yu7"),
]


def test_there_is_nothing_to_say_before_a_slip() -> None:
    assert said(TEXT) == []


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_told_at_its_place_with_what_to_type(slip: Slip) -> None:
    assert TEXT.count(slip.old) == 1
    text = TEXT.replace(slip.old, slip.new)
    lines = text[: text.find("¦") + 1].split("\n")
    place = f"facts.yaml:{len(lines)}:{len(lines[-1])}: " if "¦" in text else ""
    lines_told = [line for line in said(text.replace("¦", "")) if line.startswith(place)]
    assert any(slip.says in line for line in lines_told), said(text.replace("¦", ""))


def test_a_source_may_correct_itself() -> None:
    corrected = RESTATED.replace("¦", "").replace("  states", "  rank: deprecated\n  states")
    assert "reason" in "".join(said(TEXT.replace("events:\n", f"{corrected}events:\n")))
    corrected = corrected.replace("  states", "  reason: a first count\n  states")
    assert said(TEXT.replace("events:\n", f"{corrected}events:\n")) == []


def said(text: str) -> list[str]:
    """The errors and warnings of a text, one line each."""
    loaded = load_text(text)
    found = run_checks(loaded.book) if loaded.book else ()
    items: list[Item] = [*loaded.diagnostics, *found]
    return as_text([item for item in items if item.severity != "info"], "facts.yaml").splitlines()


def test_years_apart_are_no_measure() -> None:
    """A maker grows tenfold in four years."""
    early = fact("revenue", "4.15 billion CNY", "2020-Q4")
    late = [
        fact("revenue", "31.7 billion CNY", "2024-Q2"),
        fact("revenue", "42.9 billion CNY", "2024-Q3"),
    ]
    assert not found("off-scale", early, *late)
    assert found("off-scale", fact("revenue", "4.15 billion CNY", "2024-Q1"), *late)
