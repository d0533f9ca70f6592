"""What is said of makers beside each other, and what `show peers` prints."""

import json

import pytest
from click.testing import CliRunner, Result

from tests.goldens.inputs import PEERS
from tui.cli.main import cli
from tui.economics.crossing import crossings
from tui.economics.peers import MEASURES, peers_of
from tui.facts.book import FactBook
from tui.facts.period import parse_period
from tui.present.contested import contested_in
from tui.tabs.peers.present import (
    FIELDS,
    crossing_findings,
    findings,
    home_place,
    ordinal,
    peers_table,
    quarters_findings,
    scale_of,
)
from tui.tabs.peers.views import RankView


def _said(book: FactBook, when: str, maker: str, measure: str = "operating") -> tuple[str, ...]:
    peers = peers_of(book, "CNY")
    about = next(entity for entity in peers.makers if entity.called == maker)
    return findings(peers, parse_period(when), measure, about)


SAID = {
    ("2025-Q1", "NIO"): (
        "In Q1 25 NIO lost 23 times as much on each car as Xiaomi, by the same measure: "
        "−¥152,516 against −¥6,590.",
        "Polestar's −¥112,338 is a net result, not ranked here.",
    ),
    ("2026-Q1", "NIO"): (
        "In Q1 26 Xiaomi lost 10 times as much on each car as NIO, by the same measure: "
        "−¥38,340 against −¥3,700.",
        "Li Auto's −¥23,922 is a net result, not ranked here.",
    ),
    ("2026-Q1", "Xiaomi"): (
        "In Q1 26 Xiaomi lost more on each car than XPeng and NIO, "
        "and far less than Lucid and Rivian.",
        "Third largest loss of the six makers with an operating result; "
        "of these only Tesla earned.",
    ),
    ("2025-Q4", "Xiaomi"): (
        "In Q4 25 Xiaomi earned more on each car than Leapmotor, NIO and BYD, and less than Tesla.",
        "Six makers with an operating result; of these only Lucid lost.",
    ),
    ("2025-Q1", "Tesla"): (
        "In Q1 25 Tesla earned ¥8,621 on each car, where Xiaomi lost ¥6,590.",
        "Leapmotor's −¥1,485 is a net result, not ranked here.",
    ),
    ("2025-Q1", "Rivian"): (
        "Rivian is not ranked in Q1 25: operating result not on file.",
        "Its net result was −¥455,517 a car: another measure, not ranked here.",
    ),
}


@pytest.mark.parametrize(("when", "maker"), SAID)
def test_what_is_found_about_the_maker_under_the_cursor(
    shipped: FactBook, when: str, maker: str
) -> None:
    assert _said(shipped, when, maker) == SAID[when, maker]


def test_a_weak_source_is_in_no_finding(shipped: FactBook) -> None:
    assert "a single weak source" in _said(shipped, "2026-Q2", "Xiaomi")[0]
    assert _said(shipped, "2026-Q2", "Xiaomi")[1] == (
        "Three makers with an operating result from better sources; of these only Tesla earned."
    )
    rank = RankView(peers_of(shipped, "CNY"), parse_period("2026-Q2"), MEASURES["operating"])
    assert not any(bar.off for bar in rank.bars()), "nor is it what another is a multiple of"
    assert _said(shipped, "2026-Q2", "NIO")[0].endswith("Xiaomi is not compared with it.")


def test_at_how_many_cars_they_turned(shipped: FactBook) -> None:
    peers = peers_of(shipped, "CNY")
    assert crossing_findings(crossings(peers), peers.home) == (
        "Xiaomi earned in the two quarters with 108,796 cars or more, "
        "and lost in the four quarters with 81,302 or fewer.",
        "XPeng, Leapmotor, NIO and Zeekr Group first earned at 116,249 to 130,866 cars a quarter; "
        "Li Auto at 14,464.",
    )


def test_who_closes_the_gap(shipped: FactBook) -> None:
    peers = peers_of(shipped, "CNY")
    nio = next(maker for maker in peers.makers if maker.key == "nio")
    year_before, latest, missing = quarters_findings(peers, "operating", nio)
    assert "In Q1 25 NIO lost 23 times" in year_before
    assert "In Q1 26 Xiaomi lost 10 times" in latest
    assert missing.endswith("four in Q2 26; the blanks are not on file.")


def test_the_place_of_the_home_maker_by_quarter(shipped: FactBook) -> None:
    found = home_place(peers_of(shipped, "CNY"), "operating")
    places = {quarter.text: (own.place and own.place[0], count) for quarter, own, count in found}
    assert places["2025-Q2"] == (4, 9)
    assert places["2025-Q3"] == (6, 8)
    assert places["2025-Q4"] == (5, 6)
    assert [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 21)] == [
        *("1st", "2nd", "3rd", "4th", "11th", "12th", "21st")
    ]


def test_the_scale_leaves_out_what_would_squeeze_the_rest(shipped: FactBook) -> None:
    ranked = peers_of(shipped, "CNY").ranked(parse_period("2026-Q1"))
    assert round(scale_of(ranked)) == 38_340


def test_a_quarter_known_by_a_range_is_one(shipped: FactBook) -> None:
    table = peers_table(shipped, "CNY", view="quarters")
    cells = {row[0].text: [cell.text for cell in row] for row in table.rows}
    heads = [column.heading for column in table.columns]
    assert cells["NIO"][heads.index("Q4 25")] == "+1.6…5.6"
    assert cells["Lucid"][heads.index("Q1 25")] == "−1,619"
    assert cells["Xiaomi"][heads.index("Q2 26")] == "−25.0?"
    assert cells["Xiaomi"][heads.index("Q3 24")] == "*"


def _show(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["show", "peers", "--facts", str(PEERS), *arguments])


def test_show_peers_for_programs() -> None:
    found = json.loads(_show("--period", "2025-Q1", "--currency", "USD", "--format", "json").stdout)
    assert all(tuple(record) == FIELDS for record in found)
    assert [record["ranked"] for record in found] == [True] * 5 + [False] * 2
    nio = next(record for record in found if record["maker"] == "nio")
    expected = {"place": "1", "rate": "7.2748", "currency": "USD", "result_currency": "CNY"}
    assert nio.items() >= expected.items()
    assert nio["result"] == "-6420000000"
    assert float(nio["profit_per_car_low"]) < float(nio["profit_per_car"])
    rivian = next(record for record in found if record["maker"] == "rivian")
    assert (rivian["place"], rivian["profit_per_car"]) == (None, None)
    assert rivian["why_not"] == "operating result not on file"


@pytest.mark.parametrize("view", ["rank", "crossing", "quarters"])
@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_every_view_in_every_form(view: str, form: str) -> None:
    done = _show("--view", view, "--format", form)
    assert done.exit_code == 0, done.output
    assert "Xiaomi" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--measure", "opperating"], "there is no measure 'opperating' (did you mean"),
        (["--period", "2025"], "'2025' is not a quarter (e.g. 2025-Q1)"),
        (["--period", "2025-Q9"], "Q9 does not exist (quarters are Q1 to Q4)"),
    ],
)
def test_a_wrong_question_is_told_what_to_type(arguments: list[str], told: str) -> None:
    done = _show(*arguments)
    assert done.exit_code == 2
    assert told in done.output


@pytest.mark.parametrize("view", ["rank", "quarters"])
def test_what_is_disputed_of_a_maker_is_marked(shipped: FactBook, view: str) -> None:
    contested = contested_in(shipped)
    table = peers_table(shipped, "CNY", parse_period("2025-Q2"), view=view)
    found = {(r["period"], r["maker"]): r["disputed"] for r in table.records if r["disputed"]}
    assert found["2025-Q2", "segment"] == ["result"]
    home = shipped.home
    assert shipped.best("operating_result", parse_period("2025-Q2"), home) in contested
    row = next(row for row in table.rows if any(cell.text == "Xiaomi" for cell in row))
    marked = [cell.text.split()[0].rstrip("≠") for cell in row if "≠" in cell.text]
    assert marked == (["−3,690"] if view == "rank" else ["−6.6", "−3.7"])


def test_programs_are_told_which_results_are_second_hand(shipped: FactBook) -> None:
    table = peers_table(shipped, "CNY", parse_period("2025-Q2"))
    at = next(at for at, column in enumerate(table.columns) if column.heading == "Operating")
    marks = {row[1].text.strip(): "r" in row[at].marks for row in table.rows}
    told = {
        str(record["name"]): record["ranked"] and record["second_hand"] != []
        for record in table.records
    }
    assert marks == told
    assert {*marks.values()} == {True, False}


def test_what_is_known_of_a_maker_without_cars_is_told(shipped: FactBook) -> None:
    """Its result of the quarter, else of the half-year, never by the car."""
    table = peers_table(shipped, "CNY", parse_period("2026-Q1"))
    notes = {row[1].text: row[-1].text for row in table.rows}
    assert notes["BYD"] == "to shareholders +¥4.085bn; deliveries not on file"
    assert notes["Leapmotor"] == "net +¥208m in H1 26; half-year only"
    assert notes["Polestar"] == "no figures on file"
