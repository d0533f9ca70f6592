"""The editor and the browser: no shell between, and the terminal taken again whatever they do."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.terminal import Terminal


def script(path: Path, text: str) -> Path:
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def opened(start: Start) -> Terminal:
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("E")
    return terminal


def assert_goes_on(terminal: Terminal) -> None:
    """The program has the terminal, answers keys and leaves it clean."""
    terminal.type("2")
    terminal.until("SU7")
    assert terminal.is_taken
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()


@pytest.mark.parametrize(
    "editor",
    [
        "/no/such/editor --wait",
        *(pytest.param(path, marks=pytest.mark.nightly) for path in ("/etc/passwd", "/")),
    ],
)
def test_an_editor_that_cannot_be_started(
    start: Start, environ: dict[str, str], editor: str
) -> None:
    environ["EDITOR"] = editor
    terminal = opened(start)
    terminal.until("Set $EDITOR")
    assert_goes_on(terminal)


def test_an_editor_with_arguments_and_blanks_gets_its_words_as_they_are(
    start: Start, home: Path, environ: dict[str, str]
) -> None:
    (home / "my editors").mkdir()
    path = script(home / "my editors" / "ed $(touch pwned)", 'printf "<%s>" "$@" > words')
    environ["EDITOR"] = shlex.join([str(path), "--wait", ";touch", "$(touch pwned)"])
    terminal = opened(start)
    terminal.until(SHOWN)
    assert_goes_on(terminal)
    words = (home / "words").read_text(encoding="utf-8")
    assert words.startswith("<--wait><;touch><$(touch pwned)><+")
    assert words.endswith("facts.yaml>")
    assert not (home / "pwned").exists()


def test_an_interrupt_in_the_editor_is_the_editors(
    start: Start, home: Path, environ: dict[str, str]
) -> None:
    path = script(home / "ed", "trap : INT; kill -INT 0; echo $? > done; exit 3")
    environ["EDITOR"] = shlex.quote(str(path))
    terminal = opened(start)
    terminal.until("ended with 3")
    assert_goes_on(terminal)
    assert (home / "done").exists()


HASTY = """
import signal
from textual.drivers.linux_driver import LinuxDriver
from tui.__main__ import main

def interrupt(name, time):
    method, calls = getattr(LinuxDriver, name), []

    def interrupted(driver):
        calls.append(name)
        if len(calls) == time:
            signal.raise_signal(signal.SIGINT)
        method(driver)

    setattr(LinuxDriver, name, interrupted)

interrupt("stop_application_mode", 1)
interrupt("close", 1)
interrupt("start_application_mode", 2)
main()
"""
"""The program, interrupted at each step of lending the terminal and of taking it again."""


def test_an_interrupt_just_before_and_after_the_editor_ends_nothing(
    start: Start, environ: dict[str, str]
) -> None:
    environ["EDITOR"] = "true"
    terminal = start([sys.executable, "-c", HASTY])
    terminal.until(SHOWN)
    terminal.type("E")
    assert_goes_on(terminal)


def test_a_browser_gets_one_word_and_cannot_write_on_the_screen(
    start: Start, home: Path, environ: dict[str, str]
) -> None:
    noisy = script(home / "browser", 'printf "<%s>" "$@" > words; echo NOISE; echo NOISE >&2')
    environ["BROWSER"] = f"{shlex.quote(str(noisy))} %s"
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("o")
    terminal.until("Opened")
    assert_goes_on(terminal)
    words = (home / "words").read_text(encoding="utf-8")
    assert words.startswith("<http")
    assert words.count("<") == 1
    assert b"NOISE" not in terminal.raw


def test_without_a_display_no_browser_takes_the_terminal(
    start: Start, home: Path, environ: dict[str, str]
) -> None:
    (home / "bin").mkdir()
    script(home / "bin" / "w3m", "touch started")
    environ["PATH"] = f"{home / 'bin'}:{environ['PATH']}"
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("o")
    terminal.until("No browser")
    assert_goes_on(terminal)
    assert not (home / "started").exists()


def adding(start: Start) -> Terminal:
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("F")
    terminal.until("Period, such as")
    return terminal


def test_figures_are_added_in_the_terminal_that_the_program_lends(start: Start, home: Path) -> None:
    before = (home / "facts.yaml").read_text(encoding="utf-8")
    terminal = adding(start)
    for answer, then in (
        ("2027-02", "Is it over?"), ("y", "Source:"),
        ("ctol-fy2024", "About:"), ("", "Where in it"), ("", "Figure"),
        ("deliveries 5 CNY", "in cars, not CNY"), ("deliveries 1,234 cars", "1,234 cars"),
    ):  # fmt: skip
        terminal.type(f"{answer}\r")
        terminal.until(then)
    terminal.type("\x04")
    terminal.until("Nothing was written.")
    terminal.until("Press any key to return")
    terminal.type(" ")
    assert_goes_on(terminal)
    assert (home / "facts.yaml").read_text(encoding="utf-8") == before


def test_an_interrupt_ends_the_adding_and_not_the_program(start: Start) -> None:
    terminal = adding(start)
    terminal.type("\x03")
    terminal.until("Press any key to return")
    terminal.type(" ")
    assert_goes_on(terminal)
