"""Odd terminals, no home, folders that cannot be used, an error that nobody foresaw."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.terminal import XEV, XEV_LINE
from tui.system import crash_report as guard
from tui.system.paths import NOWHERE, place

FOLDERS = ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")


def run(*words: str, environ: dict[str, str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*XEV, *words],
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("term", ["dumb", "unknown"])
def test_a_terminal_that_cannot_place_text_gets_the_table(
    start: Start, environ: dict[str, str], term: str
) -> None:
    environ["TERM"] = term
    terminal = start()
    terminal.until("Q1 25")
    assert terminal.end() == 0
    assert b"\x1b" not in terminal.raw
    terminal.assert_clean()


def test_without_a_terminal_the_finances_are_printed(home: Path, environ: dict[str, str]) -> None:
    printed = run(environ=environ, folder=home)
    asked = run("show", "finances", environ=environ, folder=home)
    assert printed.stdout == asked.stdout != ""
    assert printed.returncode == asked.returncode == 0


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        ("show finances 0<&-", 0, ""),
        *(
            pytest.param(
                f"{line} 1>&-",
                2,
                "The output could not be written: it is closed.\n",
                marks=() if line in ("", "show finances") else pytest.mark.nightly,
            )
            for line in ("", "--version", "--help", "check", "show finances", "calc 1999 --json")
        ),
        ("show finances 0<&- 1>&- 2>&-", 2, ""),
    ],
)
def test_streams_that_are_closed_from_the_start(
    home: Path, environ: dict[str, str], line: str, code: int, says: str
) -> None:
    command = f"{XEV_LINE} {line}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=home, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, says)
    assert not list(home.rglob("xev-tui-error.txt"))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        # Words are never printed among the data, nor taken for what the check found.
        ("calc --wheels 2>&-", 2),
        ("calc --facts nowhere.yaml 2>&-", 2),
        ("check 1>&- 2>/dev/full", 2),
        ("calc --wheels 2>/dev/full", 2),
        ("add 0<&- 2>&-", 130),
    ],
)
def test_words_that_nobody_can_read(
    home: Path, environ: dict[str, str], line: str, code: int
) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{XEV_LINE} {line}"], cwd=home, env=environ, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (code, "", "")
    assert not list(home.rglob("xev-tui-error.txt"))


def test_errors_that_go_to_a_file_do_not_take_the_screen_with_them(
    start: Start, home: Path
) -> None:
    terminal = start(("sh", "-c", f"exec {XEV_LINE} 2>errors.txt"))
    terminal.until(SHOWN)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert (home / "errors.txt").read_text(encoding="utf-8") == ""


def test_without_a_home_nothing_is_written_where_it_was_started(
    start: Start, home: Path, environ: dict[str, str]
) -> None:
    del environ["HOME"]
    before = {*home.iterdir()}
    no_user = "import pwd\ndef gone(_): raise KeyError\npwd.getpwuid = gone\n"
    terminal = start((sys.executable, "-c", f"{no_user}from tui.__main__ import main\nmain()"))
    terminal.until(SHOWN)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert {*home.iterdir()} == before
    assert "config.toml" not in terminal.text, "what cannot be there is not missed"


def test_a_folder_called_tilde_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    # What older releases of platformdirs give where there is no home.
    monkeypatch.setattr("platformdirs.user_data_dir", lambda *_, **__: "~/.local/share/xev-tui")
    assert place("data") == NOWHERE


def test_folders_that_cannot_be_used(start: Start, home: Path, environ: dict[str, str]) -> None:
    (home / "file").write_text("", encoding="utf-8")
    for name in FOLDERS:
        environ[name] = str(home / "file" / "below")
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("4")
    terminal.until("Break-even")
    terminal.type("w\r")
    terminal.until("cannot be written")
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert "Traceback" not in terminal.text


def test_a_config_folder_that_may_not_be_read(
    home: Path, environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.cli import run as starting

    def forbidden(path: object) -> object:
        raise PermissionError(13, "Permission denied", str(path))

    for name in ("stat", "scandir", "listdir"):
        monkeypatch.setattr(os, name, forbidden)
    assert starting._themes(home) == ((), ())


BROKEN = """
import tui.app.program
def action(app):
    secret = "a value of a local variable"
    raise {error}
tui.app.program.XevApp.action_help = action
from tui.__main__ import main
main()
"""


@pytest.mark.parametrize(
    "error",
    [
        "KeyError('\\x1b]0;title\\x07 [b]\\u202e')",
        pytest.param("RecursionError('deep')", marks=pytest.mark.nightly),
        pytest.param("OSError(5, 'x')", marks=pytest.mark.nightly),
    ],
)
def test_an_error_of_the_program_is_one_line_and_a_report(
    start: Start, home: Path, environ: dict[str, str], error: str
) -> None:
    terminal = start((sys.executable, "-c", BROKEN.format(error=error)))
    terminal.until(SHOWN)
    terminal.type("?")
    assert terminal.end() == 2
    terminal.assert_clean()
    (report,) = home.rglob("xev-tui-error.txt")
    after = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    left = after.rpartition(b"\x1b")[2].partition(b"l")[2].decode()
    assert left.startswith("xev-tui stopped because of a program error: ")
    assert left.count("\n") == 1
    assert str(report) in left
    assert b"\x1b]" not in after
    told = report.read_text(encoding="utf-8")
    assert "in action" in told
    assert "a value of a local" not in terminal.text
    assert '"tab": ""' in next(home.rglob("last.json")).read_text(encoding="utf-8")


def test_an_error_of_a_command_is_one_line_and_a_report(
    home: Path, environ: dict[str, str]
) -> None:
    broken = "import tui.present.table as o\no.render = lambda *_: 1 / 0\n"
    broken += "from tui.__main__ import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", broken, "show", "finances"],
        cwd=home,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    (report,) = home.rglob("xev-tui-error.txt")
    happened = "ZeroDivisionError: division by zero"
    said = f"xev-tui stopped because of a program error: {happened}. {report}"
    assert done.stderr.strip().replace("The report is in ", "") == f"{said}."
    assert (done.returncode, done.stdout) == (2, "")


def test_a_report_finds_another_place_or_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file" / "below"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path))
    assert f"The report is in {tmp_path}" in guard.report(ValueError("x"))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "file"))
    assert guard.report(ValueError("x" * 999)).endswith("x…. No report could be written.")
