"""`xev-tui add`: a statement is read back, shown and checked, then written whole or not at all."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests import DATA
from tests.cli.test_floors import loaded
from tui.cli import entry
from tui.cli.main import cli
from tui.cli.new import STARTER
from tui.facts.load import load_facts
from tui.facts.source_text import read_bytes

PINNED = (DATA / "facts_pinned.yaml").read_bytes()
SOURCE = "ctol-fy2024"


@pytest.fixture(scope="module")
def pinned_ledger(tmp_path_factory: pytest.TempPathFactory) -> entry.Ledger:
    path = tmp_path_factory.mktemp("pinned") / "facts.yaml"
    path.write_bytes(PINNED)
    return entry.open_ledger(path)


@pytest.fixture
def facts(tmp_path: Path, pinned_ledger: entry.Ledger, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Facts to add to, which are read and checked once as long as nothing is added."""
    path, opened = tmp_path / "facts.yaml", entry.open_ledger
    path.write_bytes(PINNED)

    def open_ledger(path: Path) -> entry.Ledger:
        if read_bytes(path) != PINNED:
            return opened(path)
        return pinned_ledger._replace(path=path, book=replace(pinned_ledger.book, path=str(path)))

    monkeypatch.setattr(entry, "open_ledger", open_ledger)
    return path


def add(facts: Path, *arguments: str, answers: str = "") -> Result:
    command = ["add", "--facts", str(facts), *arguments]
    done = CliRunner().invoke(cli, command, input=answers)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.output
    return done


def given(facts: Path, *figures: str, answers: str = "") -> Result:
    return add(facts, "--period", "2026-Q3", "--source", SOURCE, *figures, answers=answers)


def new_lines(facts: Path) -> str:
    """What is in the file that was not; all that was there is there still."""
    found, old = facts.read_bytes().split(b"\n"), PINNED.split(b"\n")
    first = next(n for n, (a, b) in enumerate(zip(found, old, strict=False)) if a != b)
    size = len(found) - len(old)
    assert found[:first] + found[first + size :] == old
    return b"\n".join(found[first : first + size]).decode()


BLOCK = f"""\
- source: {SOURCE}
  period: 2026-Q3
  states:
    deliveries: 130,000 cars
    revenue: 33.7 billion CNY
"""
FIGURES = ("deliveries=130,000 cars", "revenue=33.7 billion CNY")


def test_a_statement_is_read_back_shown_and_written(facts: Path) -> None:
    done = given(facts, *FIGURES, answers="yes\n")
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")
    assert done.stdout == BLOCK
    said = done.stderr
    assert "deliveries: 130,000 cars, 125,000 to 135,000 cars; Q3 25 108,796 cars, ▲ 19%" in said
    assert "segment revenue: 33.7 billion CNY, 33.65 to 33.75 billion CNY; Q2 26 24.9 bill" in said
    assert "What the check says about it:" in said
    assert re.search(r"Wrote lines \d+ to \d+ of ", said)
    book = load_facts(facts)
    assert [f.text for f in book.facts if f.period and f.period.text == "2026-Q3"] == [
        "130,000 cars",
        "33.7 billion CNY",
    ]


def test_no_leaves_the_file_alone_and_yes_can_be_said_before(facts: Path) -> None:
    assert "Nothing was written." in given(facts, *FIGURES, answers="no\n").stderr
    assert facts.read_bytes() == PINNED
    assert given(facts, *FIGURES, "--yes").exit_code == 0
    assert facts.read_bytes() != PINNED


def test_the_end_of_the_answers_leaves_the_file_alone(facts: Path) -> None:
    for answers in ("", "2026-Q3\n", f"2026-Q3\n{SOURCE}\n\n\ndeliveries 1,000 cars\n"):
        done = add(facts, answers=answers)
        assert done.exit_code != 0
        assert "Nothing was written." in done.stderr
    assert given(facts, *FIGURES).exit_code != 0
    assert facts.read_bytes() == PINNED


def test_all_the_details_of_a_statement(facts: Path) -> None:
    done = add(
        facts, "--period", "2026-Q3", "--source", SOURCE, "--source", "gbbk-fy2024",
        "--entity", "group", "--at", "page 3: the table", "--by", "lei-jun",
        "--rank", "deprecated", "--reason", "a slip", "--note", "second-hand",
        "group revenue=120 billion CNY", "group_revenue=17 billion USD", "--yes",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == (
        f'- source: [{SOURCE}, gbbk-fy2024]\n  at: "page 3: the table"\n  period: 2026-Q3\n'
        "  entity: group\n  by: lei-jun\n  rank: deprecated\n  reason: a slip\n"
        "  note: second-hand\n  states:\n    group_revenue: [120 billion CNY, 17 billion USD]"
    )


NEW_SOURCE = (
    *("--period", "2026-Q3", "--source", "example-2026-11-24", "--title", "Third quarter"),
    *("--publisher", "Example News", "--tier", "press", "--date", "2026-11-24"),
)


@pytest.mark.parametrize("odd", ["\udcff", "a\x1b[31m", "\u202e"])
@pytest.mark.parametrize("option", ["--note", "--at", "--title"])
def test_a_character_that_no_text_may_have_is_refused(facts: Path, option: str, odd: str) -> None:
    new = ["--title", "T", "--publisher", "P", "--tier", "press"] if option == "--title" else []
    source = "new-one" if new else SOURCE
    asked = ["--period", "2026-Q3", "--source", source, *new, option, odd, FIGURES[0], "--yes"]
    done = add(facts, *asked)
    assert (done.exit_code, facts.read_bytes()) == (2, PINNED)
    assert "has a character that no text may have: leave it out" in done.stderr


def test_a_new_source_is_written_and_the_day_of_the_file_moves(facts: Path) -> None:
    typed = {"2026-Q3": "Q3 26", "2026-11-24": "24 Nov 2026"}
    done = add(facts, *(typed.get(word, word) for word in NEW_SOURCE), *FIGURES, "--yes")
    assert done.exit_code == 0, done.output
    assert "period: 2026-Q3\n" in done.stdout
    assert "published: 2026-11-24\n" in done.stdout
    assert "as_of: 2026-11-24\n" in done.stdout
    assert "2026-11-24 is after 2026-11-21, the day of the facts, which moves there." in done.stderr
    book = load_facts(facts)
    source = book.sources["example-2026-11-24"]
    assert list(book.sources)[-1] == source.key
    assert (source.title, source.publisher, source.tier) == (
        "Third quarter",
        "Example News",
        "press",
    )
    assert book.as_of.text == "2026-11-24"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--period", "FY2026", "--source", SOURCE, *FIGURES), "write 2026; for a fiscal year"),
        (("--period", "2026-Q5", "--source", SOURCE, *FIGURES), "quarters are Q1 to Q4"),
        (("--period", "2026-Q3", "--source", "ctol-fy2042", *FIGURES), f"did you mean '{SOURCE}'?"),
        (("--period", "2026-Q3", "--source", "zzz", *FIGURES), "--title, --publisher and --tier"),
        (("--period", "2026-Q3", "--source", SOURCE, "delivries=1 cars"), "'deliveries'?"),
        (("--period", "2026-Q3", "--source", SOURCE, "deliveries=1,000 CNY"), "in cars, not CNY"),
        (("--period", "2026-Q3", "--source", SOURCE, "deliveries=1,000"), "unit missing"),
        (("--period", "2026-Q3", "--source", SOURCE, "deliveries=-5 cars"), "cannot be negative"),
        (("--period", "2026-Q3", "--source", SOURCE, "deliveries=$5"), "ISO 4217"),
        (("--period", "2026-Q3", "--source", SOURCE, "asp"), "asp: a figure is missing"),
        (("--period", "2026-Q3", "--source", SOURCE, "operating loss=3 billion CNY"),
         "unknown concept 'operating loss' (write operating_result, and minus for a loss)"),
        (("--period", "2026-Q3", "--source", SOURCE, *FIGURES, "deliveries=140,000 cars"),
         "was given as 130,000 cars already"),
        (("--period", "2026-Q3", "--source", SOURCE, "deliveries=1 cars", "stores=5 stores"),
         "give the day"),
        (("--period", "2025-Q1", "--source", "carnewschina-2025-05-28", "deliveries=75,869 cars"),
         "is on file: facts.yaml:2195 (correct it there"),
        (("--yes",), "give --period, --source, figures such as"),
        ((*NEW_SOURCE[:8], *FIGURES), "needs --tier, too"),
        ((*NEW_SOURCE, "--tier", "pres", *FIGURES), "did you mean 'press'?"),
        ((*NEW_SOURCE[:8], "--tier", "press", "--date", "24/11/2026", *FIGURES),
         "--date: '24/11/2026' is not a date (write 2026-11-24"),
        ((*NEW_SOURCE[:8], "--tier", "press", "--date", "2026-02-30", *FIGURES), "has 28 days"),
        (("--period", "2026-Q3", "--source", SOURCE, "--title", "x", *FIGURES),
         "not on file yet"),
        ((*NEW_SOURCE, "--url", "example.com/1", *FIGURES),
         "--url: An address begins with https:// or http://"),
        (("--period", "2026-Q4", "--source", SOURCE, *FIGURES),
         "2026-Q4 ends after 2026-11-21, the day of the facts: what is expected is a forecast"),
        (("--period", "2026-Q3", "--source", SOURCE, "loss=0.4 billion CNY"),
         "unknown concept 'loss' (a loss is a result with minus: write operating_result -"),
        (("--period", "2026-Q3", "--source", SOURCE, "zzz=4"),
         "unknown concept 'zzz' (? lists those on file"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_is_said_in_a_line(
    facts: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = add(facts, *arguments)
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    assert says in done.stderr.splitlines()[-1]
    assert facts.read_bytes() == PINNED


def test_every_figure_that_cannot_be_read_is_named(facts: Path) -> None:
    done = given(facts, "deliveries=abc", *FIGURES[1:], "asp=xyz", "wheels=4")
    assert (done.exit_code, facts.read_bytes()) == (2, PINNED)
    told = done.stderr
    for said in ("deliveries: expected a number, found 'abc'",
                 "asp: expected a number, found 'xyz'", "wheels: unknown concept"):  # fmt: skip
        assert said in told, said


def test_how_a_loss_is_written_is_told(facts: Path) -> None:
    told = given(facts, "operating_result=a loss of 3.1 billion CNY").stderr
    assert told.endswith("such as 33.7 billion CNY; minus is a loss\n")
    told = add(facts, "--period", "2025-Q3", "--source", SOURCE, "operating_result=0.4 billion CNY",
              answers="no\n").stderr  # fmt: skip
    assert "Q2 25 −300 million CNY, a loss, which is written with minus" in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--period", "2025-Q1", "--source", SOURCE, "deliveries=57,869 cars"), "same-figure"),
        (("--period", "2026-Q3", "--source", SOURCE, "--entity", "grup", *FIGURES), "'group'?"),
        (("--period", "2026-Q3", "--source", SOURCE, "--rank", "preferred", *FIGURES), "a reason"),
    ],
)
def test_what_the_check_would_find_wrong_is_not_written(
    facts: Path, arguments: tuple[str, ...], says: str
) -> None:
    done = add(facts, *arguments, "--yes")
    assert done.exit_code == 1, done.output
    assert says in done.stderr
    assert facts.read_bytes() == PINNED
    assert "Traceback" not in done.output


# Asked line by line


def test_everything_can_be_asked_for(facts: Path) -> None:
    answers = ["2026-Q3", "ctol", "1", "", "page 2", "deliveries 130,000 cars",
               "revenue: 33.7 billion CNY", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    block = BLOCK.replace("  period", "  at: page 2\n  period")
    assert new_lines(facts).strip("\n") == block.strip("\n")
    assert "1 ctol-fy2024: " in done.stderr


def test_what_is_given_is_not_asked_for(facts: Path) -> None:
    done = add(facts, "--period", "2026-Q3", *FIGURES, answers=f"{SOURCE}\n\nyes\n")
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")


def test_a_wrong_answer_is_asked_for_again(facts: Path) -> None:
    answers = ["FY26", "2026Q3", "zzzz", SOURCE, "grup", "", "",
               "delivries 5 cars", "deliveries 5 CNY", "deliveries", "5", "<", "? asp", "?", "",
               "deliveries 130,000 cars", "revenue 33.7 billion CNY", "", "maybe", "y"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")
    for said in (
        "write 2026; for a fiscal year", "No source has these words", "did you mean 'group'?",
        "did you mean 'deliveries'?", "not CNY", "deliveries, cars, such as 1,234 cars: ",
        "unit missing", "Left out.", "gross_margin (%)", "No figure yet.",
        "asp: average selling price, money per car, such as 245,000 CNY/car. smart EV revenue",
    ):  # fmt: skip
        assert said in done.stderr, said


@pytest.mark.parametrize("subject", ["segment", "su7/max"])
def test_what_can_be_stated_fits_a_screen(facts: Path, subject: str) -> None:
    told = add(facts, answers=f"2026-Q3\n{SOURCE}\n{subject}\n\n?\n").stderr
    listed = told.rpartition("for what can be stated): ")[0].rpartition("for what can be stated)")[
        2
    ]
    lines = listed.splitlines()
    assert 5 < len(lines) < 22
    assert max(map(len, lines)) <= 80
    assert ("battery (kWh)" in listed) == (subject != "segment")
    assert ("gross_margin (%)" in listed) == (subject == "segment")
    assert (
        "orders (orders)" in add(facts, answers=f"2026-Q3\n{SOURCE}\n{subject}\n\n? all\n").stderr
    )


def test_a_question_mark_explains_what_is_asked(facts: Path) -> None:
    answers = ["?", "2026-Q3", "?", "new", "Third quarter", "Example News", "", "", "?", "press",
               "", "?", "wheels", "", "?", "", "loss 0.4 billion"]  # fmt: skip
    told = " ".join(add(facts, answers="\n".join([*answers, ""])).stderr.split())
    for said in (
        "Deliveries are on file to 2026-Q1",
        "What states the figures: a filing, an article.",
        "By how near it is readers judge a figure",
        "There are segment, group",
        "unknown company or car 'wheels' (there are segment, group",
        "A page, a table, a minute",
        "a loss is a result with minus: write",
    ):
        assert said in told, said
    assert facts.read_bytes() == PINNED


def test_what_lies_after_the_day_of_the_facts_is_asked_about(facts: Path) -> None:
    answers = ["2026-Q4", "", "2026-Q3", "new", "Third quarter", "Example News", "", "2027-11-24",
               "no", "2026-11-24", "yes", "4", "", "", "", "asp 240,000 CNY/car", "",
               "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert "2026-Q4 ends after 2026-11-21, the day of the facts. Is it over? y/n" in done.stderr
    assert "2027-11-24 is after 2026-11-21, the day of the facts. Is it right? y/n" in done.stderr
    assert load_facts(facts).as_of.text == "2026-11-24"


def test_the_quarter_that_is_proposed_is_over(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    path.write_bytes(PINNED)
    assert given(path, *FIGURES, "--yes").exit_code == 0
    assert "2026-09-30 [2026-Q3]" in add(path, answers="").stderr


def test_a_figure_is_asked_for_until_it_can_be_read(facts: Path) -> None:
    answers = ["deliveries", "130,000", "130,000 cras", "130,000 cars", "revenue", "",
               "revenue 33.7 billion CNY", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join(["2026-Q3", SOURCE, "", "", *answers, ""]))
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")
    assert done.stderr.count("expected: cars, such as 1,234 cars") == 2
    assert "did you mean 'cars'?" in done.stderr


def test_how_a_count_that_ends_in_zeros_is_read_is_told(facts: Path) -> None:
    told = given(facts, "deliveries=131,460 cars", "--yes").stderr
    assert "131,455 to 131,465 cars" in told
    assert "exactly 131,460 cars if it was counted to the last one" in told
    facts.write_bytes(PINNED)
    told = given(facts, "deliveries=exactly 131,460 cars", "--yes").stderr
    assert "deliveries: 131,460 cars; Q3 25" in told


def test_less_than_goes_back_and_takes_the_last_figure_away(facts: Path) -> None:
    answers = ["2026-Q2", "<", "2026-Q3", SOURCE, "", "<", "", "",
               "deliveries 999 cars", "<", "<", "", "deliveries 130,000 cars", "asp 5 CNY/car",
               "", "<", "<", "revenue 33.7 billion CNY", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")


def test_less_than_behind_a_new_source_keeps_it(facts: Path) -> None:
    answers = ["2026-Q3", "new", "Third quarter", "Example News", "", "2026-11-24", "", "4", "",
               "<", "", "", "<", "<", "<", "2026-Q3", "", "", "",
               "deliveries 130,000 cars", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert load_facts(facts).sources["example-news-2026-11-24"].title == "Third quarter"


def test_a_question_that_was_not_asked_is_none_to_go_back_to(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    text = STARTER.read_text(encoding="utf-8")
    path.write_text(text, encoding="utf-8")
    answers = ["2025-Q2", "new", "Second quarter", "Maker", "", "", "1", "", "<", "<", "2025-Q3",
               "", "", "deliveries 9,500 cars", "", "yes"]  # fmt: skip
    done = add(path, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    (fact,) = load_facts(path).facts
    assert fact.period is not None
    assert fact.period.text == "2025-Q3"


def test_a_new_source_can_be_asked_for(facts: Path) -> None:
    answers = ["2026-Q3", "new", "", "Third quarter", "Example News", "nowhere", "<",
               "Example News", "https://example.com/1", "24/11/2026", "2026-11-24", "yes", "pres",
               "4", "Bad Id", "", "", "", "deliveries 130,000 cars", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    source = load_facts(facts).sources["example-news-2026-11-24"]
    assert (source.url, source.tier) == ("https://example.com/1", "press")


def test_after_an_error_of_the_check_the_figures_can_be_changed(facts: Path) -> None:
    answers = ["2025-Q1", SOURCE, "", "", "deliveries 57,869 cars", "", "<",
               "deliveries 75,869 cars", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert "cannot be written" in done.stderr
    assert "deliveries: 75,869 cars" in new_lines(facts)


def test_less_than_goes_on_to_the_questions_before_the_figures(facts: Path) -> None:
    answers = ["2025-Q1", SOURCE, "", "", "deliveries 57,869 cars", "", "<", "<", "<", "<", "<",
               "2026-Q3", SOURCE, "", "", *(one.replace("=", " ", 1) for one in FIGURES), "",
               "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")


def test_enter_takes_a_source_that_alone_has_the_words(facts: Path) -> None:
    done = add(facts, "--period", "2026-Q3", *FIGURES, answers=f"{SOURCE[:-2]}\n\n\nyes\n")
    assert done.exit_code == 0, done.output
    assert new_lines(facts).strip("\n") == BLOCK.strip("\n")


# The file


def test_nothing_goes_into_a_file_with_errors(facts: Path) -> None:
    broken = PINNED.replace(b"deliveries: 75,869 cars", b"deliveries: 75,869 carz", 1)
    facts.write_bytes(broken)
    done = given(facts, *FIGURES, "--yes")
    assert done.exit_code == 2
    assert "did you mean 'car'?" in done.stderr
    assert facts.read_bytes() == broken
    conflict = PINNED.replace(b"deliveries: 75,869 cars", b"deliveries: 57,869 cars", 1)
    facts.write_bytes(conflict)
    done = given(facts, *FIGURES, "--yes")
    assert done.exit_code == 2
    assert f"xev-tui check {facts}" in done.stderr
    assert facts.read_bytes() == conflict


def test_carriage_returns_and_a_missing_last_line_end_stay(facts: Path) -> None:
    facts.write_bytes(b"\xef\xbb\xbf" + PINNED.rstrip(b"\n").replace(b"\n", b"\r\n"))
    before = facts.read_bytes()
    assert given(facts, *FIGURES, "--yes").exit_code == 0
    found = facts.read_bytes()
    block = BLOCK.replace("\n", "\r\n").encode()
    assert block in found
    assert found.replace(b"\r\n" + block, b"", 1) == before


def test_a_full_disk_leaves_the_file_as_it_was(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = given(facts, *FIGURES, "--yes")
    assert done.exit_code == 2
    assert "No space left on device. Nothing was written." in done.stderr
    assert facts.read_bytes() == PINNED
    assert [path.name for path in facts.parent.iterdir() if path.is_file()] == ["facts.yaml"]


def test_a_file_that_was_saved_meanwhile_is_left_alone(
    facts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def saved(*_: object, **__: object) -> bool:
        facts.write_bytes(PINNED + b"# saved\n")
        return True

    monkeypatch.setattr("tui.cli.add_questions.ask_whether", saved)
    done = given(facts, *FIGURES)
    assert done.exit_code == 2
    assert "saved by another program" in done.stderr
    assert facts.read_bytes() == PINNED + b"# saved\n"


def test_the_facts_of_the_program_itself_are_not_added_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.facts.load.PACKAGE", tmp_path)
    path = tmp_path / "facts.yaml"
    path.write_bytes(PINNED)
    done = given(path, *FIGURES, "--yes")
    assert done.exit_code == 2
    assert "--facts facts.yaml add" in done.stderr
    assert path.read_bytes() == PINNED


def test_the_first_statement_of_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(STARTER.read_bytes())
    done = add(
        path, "--period", "2025-Q2", "--source", "maker-q2", "--title", "Second quarter",
        "--publisher", "Maker", "--tier", "company", "deliveries=9,500 cars",
        "operating_result=-20 million USD", "--yes",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    book = load_facts(path)
    assert [fact.text for fact in book.facts] == ["9,500 cars", "-20 million USD"]


# The file of a maker

PART = """\
# NIO, in a file of its own
entities:
  nio: {name: NIO, perimeter: group, counts: deliveries, currency: CNY}   # the maker
  nio-brand: {name: NIO brand}
sources:
  nio-25q1: {title: Results, publisher: NIO, tier: company}

facts:
- source: nio-25q1
  period: 2025-Q1
  states: {deliveries: "42,094 cars"}
"""
BARE = PART[: PART.index("sources:")]


@pytest.fixture
def several(tmp_path: Path) -> tuple[Path, Path]:
    """The facts file and NIO's, which it includes."""
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(PINNED.replace(b"\nentities:", b"\ninclude:\n- peers/nio.yaml\nentities:", 1))
    part = tmp_path / "peers" / "nio.yaml"
    part.parent.mkdir()
    part.write_text(PART, encoding="utf-8")
    return facts, part


NIO = ("--period", "2025-Q2", "--entity", "nio", "deliveries=72,056 cars", "--yes")


def test_what_is_stated_of_a_maker_goes_into_its_file(several: tuple[Path, Path]) -> None:
    facts, part = several
    before = facts.read_bytes()
    done = add(facts, *NIO, "--source", "nio-25q1")
    assert done.exit_code == 0, done.output
    block = "\n- source: nio-25q1\n  period: 2025-Q2\n  states:\n    deliveries: 72,056 cars\n"
    assert part.read_text(encoding="utf-8") == PART + block
    assert facts.read_bytes() == before
    assert f"Wrote lines 13 to 16 of {part}." in done.stderr
    (fact,) = (fact for fact in load_facts(facts).facts if fact.text == "72,056 cars")
    assert fact.dims.entity == "nio"


def test_of_another_entity_of_its_file_the_statement_says_so(several: tuple[Path, Path]) -> None:
    facts, part = several
    done = add(facts, *NIO, "--entity", "nio-brand", "--source", "nio-25q1")
    assert done.exit_code == 0, done.output
    assert "  period: 2025-Q2\n  entity: nio-brand\n" in part.read_text(encoding="utf-8")


@pytest.mark.parametrize("old", [PART, BARE])
def test_a_new_source_goes_there_too_and_the_day_into_the_facts_file(
    several: tuple[Path, Path], old: str
) -> None:
    facts, part = several
    part.write_text(old, encoding="utf-8")
    before = facts.read_bytes()
    answers = ["2025-Q2", "new", "Second quarter", "NIO", "", "2026-11-24", "", "1", "nio-25q2",
               "nio", "", "deliveries 72,056 cars", "", "yes"]  # fmt: skip
    done = add(facts, answers="\n".join([*answers, ""]))
    assert done.exit_code == 0, done.output
    day = re.compile(rb"^as_of: \S+$", re.MULTILINE)
    assert facts.read_bytes() == day.sub(b"as_of: 2026-11-24", before, count=1)
    found = part.read_text(encoding="utf-8")
    source = "  nio-25q2:\n    title: Second quarter\n    publisher: NIO\n"
    source += "    published: 2026-11-24\n    tier: company\n"
    assert source in found
    kept = iter(found.splitlines())
    assert all(line in kept for line in old.splitlines()), found
    book = load_facts(facts)
    assert [f.text for f in book.facts if f.dims.entity == "nio"][-1] == "72,056 cars"
    assert book.sources["nio-25q2"].mark.file == "peers/nio.yaml"


def test_neither_of_two_files_changes_when_one_was_saved_meanwhile_or_the_disk_is_full(
    several: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    facts, part = several
    before = facts.read_bytes()
    new = ("--source", "nio-25q2", "--title", "Q2", "--publisher", "NIO", "--tier", "company",
           "--date", "2026-11-24")  # fmt: skip

    def saved(*_: object, **__: object) -> bool:
        part.write_text(f"{PART}# saved\n", encoding="utf-8")
        return True

    monkeypatch.setattr("tui.cli.add_questions.ask_whether", saved)
    done = add(facts, *NIO[:-1], *new)
    assert f"{part} was saved by another program" in done.stderr
    part.write_text(PART, encoding="utf-8")
    fill, filled = Path.write_text, list[Path]()

    def full(path: Path, text: str, **how: Any) -> int:
        filled.append(path)
        if len(filled) > 1:
            raise OSError(28, "No space left on device", str(path))
        return fill(path, text, **how)

    monkeypatch.setattr(Path, "write_text", full)
    done = add(facts, *NIO, *new)
    assert "No space left on device. Nothing was written." in done.stderr
    assert len(filled) == 2
    assert (facts.read_bytes(), part.read_text(encoding="utf-8")) == (before, PART)
    assert {path.name for path in facts.parent.rglob("*.yaml*")} == {"facts.yaml", "nio.yaml"}


def test_it_loads_no_textual(facts: Path) -> None:
    command = ["--facts", str(facts), "add", "--period", "2026-Q3", "--source", SOURCE,
               *FIGURES, "--yes"]  # fmt: skip
    code = f"from tui.cli.main import cli\ntry: cli({command})\n"
    code += "except SystemExit as end: assert not end.code"
    assert loaded(code, "textual", "rich") == "[]"
