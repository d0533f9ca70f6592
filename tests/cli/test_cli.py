"""The command line as a whole: what goes where, and exit codes."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests import ROOT, SHIPPED
from tui.cli.main import cli
from tui.tabs.finances.table import COLUMNS

FACTS = str(SHIPPED)
TABLES = ["finances", "timeline", "models", "disputes", "peers", "facts", "sources"]


def run(*arguments: str) -> Result:
    """Run `xev-tui` as in a pipe."""
    return CliRunner().invoke(cli, list(arguments))


@pytest.mark.parametrize("command", [[], *([name] for name in cli.commands)])
def test_every_command_has_help(command: list[str]) -> None:
    done = run(*command, "--help")
    assert done.exit_code == 0
    assert done.stdout.startswith("Usage: ")
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert done.stderr == ""


def test_the_version_is_the_projects() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    done = run("--version")
    assert (done.exit_code, done.stdout) == (0, f"xev-tui {project['version']}\n")


@pytest.mark.parametrize("what", TABLES)
def test_each_table_says_the_same_in_every_format(what: str) -> None:
    texts = {}
    for form in ("table", "csv", "json", "md"):
        done = run("show", what, "--format", form, "--facts", FACTS)
        assert (done.exit_code, done.stderr) == (0, "")
        texts[form] = done.stdout
    records = json.loads(texts["json"])
    rows = list(csv.DictReader(io.StringIO(texts["csv"])))
    assert records
    assert len(rows) == len(records)
    assert [list(row) for row in rows] == [list(record) for record in records]
    assert texts["md"].startswith("| ")
    shown = len(texts["table"].splitlines()) - 2
    assert shown == len(texts["md"].splitlines()) - 2 > 0


def test_figures_for_programs_are_strings_or_null() -> None:
    done = run("show", "finances", "--format", "json", "--currency", "USD", "--facts", FACTS)
    rows = {row["period"]: row for row in json.loads(done.stdout)}
    assert rows["2025-Q1"]["currency"] == "USD"
    assert rows["2025-Q1"]["profit_per_car"].startswith("-905.909")
    figures = [column.key for column in COLUMNS if column.key]
    assert all(isinstance(row[key], str | None) for row in rows.values() for key in figures)


def test_without_a_terminal_it_prints_the_finances() -> None:
    bare, shown = run("--facts", FACTS), run("show", "finances", "--facts", FACTS)
    assert bare.exit_code == 0
    assert bare.stdout == shown.stdout


@pytest.mark.parametrize(
    "command", [["show", "finances"], ["calc", "2025-Q1"], ["calc", "--case", "-"], []]
)
@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "no such file"), ("format: xev-facts/1\nfacts: [\n", "facts.yaml:")],
)
def test_a_missing_or_broken_file_is_one_clear_message(
    tmp_path: Path, command: list[str], content: str | None, says: str
) -> None:
    file = tmp_path / "facts.yaml"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    done = run("--facts", str(file), *command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert isinstance(done.exception, SystemExit)


def test_the_shipped_facts_pass_the_check() -> None:
    done = run("check", FACTS)
    assert done.exit_code == 0, done.output
    assert "0 errors" in done.stderr


def test_check_exits_1_for_an_error_and_2_for_no_file(tmp_path: Path) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text("format: xev-facts/1\nwheels: 4\n", encoding="utf-8")
    found = run("check", str(file))
    assert found.exit_code == 1
    assert f"{file}:2:1: error" in found.stdout
    assert "Traceback" not in found.output
    missing = run("check", str(tmp_path / "none.yaml"))
    assert missing.exit_code == 2
    assert "no such file" in missing.output


@pytest.mark.parametrize(
    "arguments",
    [["shw"], ["show", "wheels"], ["show", "finances", "--format", "xml"], ["--wheels"]],
)
def test_bad_usage_is_words_on_stderr(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: ")


def test_a_real_process_leaves_stdout_to_the_data() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "calc", "2023-Q1", "--facts", FACTS],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("2023-Q1 cannot be calculated: it has nothing on file.")
