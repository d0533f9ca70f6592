"""What is typed, piped in and printed at the edges: empty arguments, streams, terminals."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st

from tests import SHIPPED
from tests.bad_days.terminal import XEV_LINE
from tests.facts import SAMPLE, SAMPLE_PATH
from tui.app.program import XevApp
from tui.app.registry import table_of
from tui.cli.main import TAKES, cli
from tui.facts.load import load_facts
from tui.present.table import Cell, Column, Table, aligned, for_spreadsheet, render
from tui.system.stdio import Shown
from tui.system.text_width import cell_width

PROGRAM = [sys.executable, "-m", "tui"]


def ran(
    *words: str, input: bytes = b"", pass_fds: tuple[int, ...] = ()
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *words], input=input, capture_output=True, timeout=60, pass_fds=pass_fds
    )


@pytest.mark.parametrize(
    "words",
    [
        ["check", ""],
        ["new", ""],
        ["export", ""],
        ["--facts", "", "check"],
        ["show", "finances", "--facts", ""],
        ["show", "finances", "--facts="],
        ["calc", ""],
        ["calc", "--case", ""],
        ["calc", "--maker", ""],
        ["check", "--only="],
    ],
)
def test_an_empty_argument_stands_for_nothing(words: list[str]) -> None:
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2
    assert "empty: give a value, or leave it out" in done.output


@pytest.mark.parametrize("command", ["new", "export"])
@pytest.mark.parametrize("folder", ["/", ".", ".."])
def test_a_folder_is_no_file_to_write(command: str, folder: str) -> None:
    done = CliRunner().invoke(cli, [command, folder])
    assert done.exit_code == 2
    assert f"{folder} is a folder. Name a file in it: xev-tui {command}" in done.output


@pytest.mark.parametrize("part", [[], ["--part"]])
def test_a_name_too_long_for_a_file_is_said(part: list[str]) -> None:
    done = CliRunner().invoke(cli, ["new", "9" * 9999, *part])
    assert (done.exit_code, done.output.endswith("File name too long\n")) == (2, True)


def test_a_version_that_nobody_reads_ends_in_silence() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*PROGRAM, "--version"], stdout=writer, stderr=subprocess.PIPE, timeout=60
    )
    os.close(writer)
    assert done.stderr == b""


@pytest.mark.parametrize(("value", "plain"), [("", False), ("1", True)])
def test_an_empty_no_color_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch, value: str, plain: bool
) -> None:
    monkeypatch.setenv("NO_COLOR", value)
    assert XevApp(load_facts(SAMPLE_PATH)).no_color is plain


def test_a_name_that_is_no_text_stands_in_sarif(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"f\xff.yaml")
    path.write_text(SAMPLE, encoding="utf-8")
    done = ran("check", "--format", "sarif", str(path))
    (first, *_) = json.loads(done.stdout)["runs"][0]["results"]
    place = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place.endswith("f%FF.yaml")


# Options that mean nothing where they stand, and what a program reads of that


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("show sources --maker nio", "show sources takes no --maker"),
        ("show sources --currency USD", "show sources takes no --currency"),
        ("show facts --currency USD", "show facts takes no --currency"),
        ("show facts --maker nio", "show facts takes no --maker"),
        ("show disputes --currency USD", "show disputes takes no --currency"),
        ("show peers --maker nio", "show peers takes no --maker"),
        ("show finances --view rank", "show finances takes no --view"),
        ("show peers --view quarters --period 2025-Q1", "--view quarters takes no --period"),
        ("show peers --view crossing --measure net", "--view crossing takes no --measure"),
        ("show peers --view crossing --currency USD", "--view crossing takes no --currency"),
        ("show peers --view crossing --period 2025-Q1", "--view crossing takes no --period"),
        ("--currency EUR show finances", "--currency opens the program: for show see"),
        ("--tab models check", "--tab opens the program: for check see"),
        ("--theme xev-dark calc", "--theme opens the program: for calc see"),
        ("--ascii", "--ascii needs a terminal"),
        ("--tab calculator", "without one there is xev-tui calc"),
        ("calc --case /dev/null --currency USD", "--case cannot be combined"),
        ("web --port 8_000", "'8_000' is not a number from 1 to 65535"),
        ("web --port 65536", "65536 is not in the range"),
    ],
)
def test_an_option_that_means_nothing_here_is_refused(line: str, says: str) -> None:
    done = CliRunner().invoke(cli, line.split())
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr


@pytest.mark.parametrize("shown", TAKES)
def test_every_option_that_a_table_takes_changes_it(shown: str) -> None:
    values = {"maker": "nio", "currency": "USD", "measure": "net", "period": "2024-Q4"}
    line = ["show", *shown.split(), "--format", "json", "--facts", str(SHIPPED)]
    plain = CliRunner().invoke(cli, line).output
    for name in values.keys() & TAKES[shown]:
        done = CliRunner().invoke(cli, [*line, f"--{name}", values[name]])
        assert done.exit_code == 0
        assert done.output != plain


def test_a_tab_without_a_terminal_is_its_table() -> None:
    shown, asked = (CliRunner().invoke(cli, w.split()) for w in ("show models", "--tab models"))
    assert shown.output == asked.output


def test_a_quarter_of_which_nobody_has_a_figure_is_said() -> None:
    done = CliRunner().invoke(cli, ["show", "peers", "--period", "2031-Q1"])
    assert (done.exit_code, done.stdout) == (2, "")
    told = "No maker has a figure for 2031-Q1. Quarters that can be ranked: 2024-Q1,"
    assert done.stderr.startswith(told)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("calc --currency GBP --json", "currency"),
        ("calc --wheels 4 --json", "wheels"),
        ("calc --json --set", "set"),
        ("calc --table --outlook 3 --json", "usage"),
        ("calc --case /nowhere --json", "case"),
        ("calc --case /dev/zero --json", "case"),
        ("calc --maker nobody --json", "maker"),
        ("calc --json --facts /nowhere", "facts"),
        ("claim --json", "figure"),
        ("claim 900 2031-Q1 --json", "period"),
        ("--facts /nowhere claim 900 --json", "facts"),
        ("show wheels --format json", "what"),
        ("show finances --format=json --facts /nowhere", "facts"),
        ("show finances --format json --maker nobody", "maker"),
        ("show peers --format json --period 2031-Q1", "period"),
        ("show sources --format json --maker nio", "usage"),
        ("check --only wheels --format json", "usage"),
        ("--wheels calc --json", "wheels"),
        ("wheels --json", "usage"),
    ],
)
def test_who_asks_for_json_reads_what_is_wrong_in_json(line: str, field: str) -> None:
    done = CliRunner().invoke(cli, line.split())
    assert (done.exit_code, done.stderr) == (2, "")
    error = json.loads(done.stdout)["error"]
    assert error["field"] == field
    assert error["message"]


# Facts that are piped in


@pytest.mark.parametrize(
    "words",
    [["check", "-"], ["show", "finances", "--facts", "-"], ["--facts", "-", "calc", "2025-Q1"]],
)
def test_facts_are_read_from_standard_input(words: list[str]) -> None:
    named = [str(SAMPLE_PATH) if word == "-" else word for word in words]
    piped, read = ran(*words, input=SAMPLE.encode()), ran(*named)
    told = read.stdout.decode().replace(str(SAMPLE_PATH), "-").replace(SAMPLE_PATH.name, "-")
    assert piped.stdout.decode().split() == told.split()
    assert piped.returncode == read.returncode


def test_facts_are_read_from_what_a_shell_gives_for_a_command() -> None:
    reader, writer = os.pipe()
    os.write(writer, SAMPLE.encode())
    os.close(writer)
    done = ran("show", "finances", "--facts", f"/dev/fd/{reader}", pass_fds=(reader,))
    os.close(reader)
    assert done.stdout == ran("show", "finances", "--facts", str(SAMPLE_PATH)).stdout


def test_what_writes_needs_a_file() -> None:
    done = ran("add", "--facts", "-", input=SAMPLE.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"What is piped in is read once" in done.stderr


def test_a_closed_standard_input_is_told() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"{XEV_LINE} check - <&-"], capture_output=True, timeout=60
    )
    assert done.returncode == 2
    assert b"standard input is closed" in done.stdout


# Tables

WORDS = st.text("abc de\u4e2d−", max_size=60)
NUMBERS = st.integers(-(10**9), 10**9).map("{:,}".format)


@given(st.lists(st.tuples(WORDS, NUMBERS, WORDS, NUMBERS), max_size=4), st.integers(40, 160))
@example(
    [("", "-1,000,000", "a" * 35 + "中" * 4, "0"), ("a" * 9 + "中中", "0", "", "1,000,000")], 78
)
def test_a_table_fits_the_terminal(rows: list[tuple[str, ...]], room: int) -> None:
    columns = tuple(Column(name, numeric=at % 2 == 1) for at, name in enumerate("abcd"))
    table = Table("", columns, tuple(tuple(map(Cell, row)) for row in rows))
    told = aligned(table, room)
    assert all(cell_width(line) <= room for line in told.splitlines())
    for row in rows:
        for text in row:
            assert all(char in told for char in text)
    wide = max(map(cell_width, render(table, "table").splitlines()))
    assert wide > min(room, 80) or told == render(table, "table")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("show financs", "there is no 'financs' (did you mean 'finances'?)"),
        ("show finances --format jsn", "there is no 'jsn' (did you mean 'json'?)"),
        ("show finances --currency GBP", "there is no 'GBP' (one of CNY, USD, EUR)"),
        ("show", "Missing argument '{finances|timeline|models|disputes|peers|facts|sources}'."),
    ],
)
def test_a_word_that_is_none_of_a_few_is_told_in_a_line(words: str, told: str) -> None:
    done = CliRunner().invoke(cli, words.split())
    assert done.exit_code == 2
    assert done.stderr.splitlines()[-1].endswith(told)


def test_a_variable_that_names_no_file_is_told() -> None:
    done = CliRunner().invoke(cli, ["show", "finances"], env={"XEV_FACTS": "nowhere.yaml"})
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("$XEV_FACTS names nowhere.yaml: error[no-file]: there is no such")
    done = CliRunner().invoke(cli, ["calc", "--facts", "b.yaml"], env={"XEV_FACTS": "a.yaml"})
    assert done.stderr.startswith("b.yaml: error")


def test_a_piped_table_has_a_line_for_each_row_unless_a_width_is_asked_for() -> None:
    show = ["--facts", str(SAMPLE_PATH), "show", "disputes"]
    whole, narrow = (
        CliRunner().invoke(cli, show, env={"COLUMNS": width}).stdout.splitlines()
        for width in (None, "70")
    )
    assert len(whole) == 2 + len(table_of("disputes", load_facts(SAMPLE_PATH), "CNY").rows)
    assert max(map(cell_width, whole)) > 200
    assert cell_width(whole[1]) < 200, "the rule does not go on where no heading is"
    assert max(map(cell_width, narrow)) <= 70


def test_columns_without_room_follow_below_the_first() -> None:
    columns = (Column("Quarter", numeric=False), *(Column(f"Number {n}") for n in range(9)))
    row = (Cell("Q1 25"), *(Cell(f"{n}00,000,000") for n in range(9)))
    told = aligned(Table("", columns, (row, row)), 40)
    assert told.count("Q1 25") == 2 * told.count("Quarter") > 4
    assert told.count("800,000,000") == 2


def test_csv_for_a_spreadsheet_has_no_formulas_and_all_numbers() -> None:
    record = {
        "a": "=1+1",
        "b": "-6590.5",
        "c": "+234",
        "d": "-5 billion CNY",
        "e": "@x",
        "f": "a-b",
    }
    table = Table("", (), (), (record,), tuple(record))
    assert render(table, "csv").splitlines()[1] == ",".join(record.values())
    told = for_spreadsheet(table)
    assert told.startswith("\ufeffa,b,c")
    assert told.splitlines()[1] == "'=1+1,-6590.5,+234,'-5 billion CNY,'@x,a-b"
    done = CliRunner().invoke(cli, ["show", "finances", "--bom"])
    assert (done.exit_code, "--bom works only with --format csv" in done.output) == (2, True)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "ascii", "gbk"])
def test_a_terminal_of_another_encoding_gets_ascii(encoding: str) -> None:
    raw = io.BytesIO()
    shown = Shown(raw, encoding, "backslashreplace", write_through=True)
    shown.write("−¥6,590 ≠ ± ─ é\n")
    assert raw.getvalue().startswith(b"-Y6,590 ! ~ - ")
    utf8 = Shown(kept := io.BytesIO(), "utf-8", write_through=True)
    utf8.write("−¥6,590")
    assert kept.getvalue().decode() == "−¥6,590"
