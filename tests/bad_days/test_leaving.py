"""However the program ends or pauses, the terminal is as it was."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from contextlib import suppress
from io import BufferedWriter, FileIO
from pathlib import Path

import pytest

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.terminal import PATIENCE, XEV, XEV_LINE
from tests.daily import by_day
from tui.app.terminal.driver import Outlet, QuickDriver

SHELL = ("env", "PS1=ready> ", "bash", "--norc", "--noprofile", "-i")


def test_quitting_leaves_the_terminal_clean(start: Start) -> None:
    terminal = start()
    terminal.until(SHOWN)
    assert terminal.is_taken
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()


SIGNALS = [("SIGTERM", 143), ("SIGHUP", 129), ("SIGINT", 130), ("SIGQUIT", 131)]


@pytest.mark.parametrize(("name", "code"), by_day(SIGNALS, *SIGNALS[:2]))
def test_a_signal_ends_it_in_order(start: Start, home: Path, name: str, code: int) -> None:
    terminal = start()
    terminal.until(SHOWN)
    terminal.program.send_signal(getattr(signal, name))
    assert terminal.end() == code
    terminal.assert_clean()
    assert "Traceback" not in terminal.text
    assert list(home.glob(".local/state/xev-tui/*")), "what was chosen is remembered"


def test_a_closed_window_ends_it(start: Start) -> None:
    terminal = start()
    terminal.until(SHOWN)
    terminal.hang_up()
    assert terminal.program.wait(PATIENCE) == 129


def test_a_lost_terminal_ends_it_even_where_hanging_up_is_ignored(
    start: Start, environ: dict[str, str], tmp_path: Path
) -> None:
    terminal = start(("sh", "-c", f"trap '' HUP; exec {XEV_LINE}"))
    terminal.until(SHOWN)
    terminal.hang_up()
    assert terminal.program.wait(PATIENCE) == 129


def test_what_a_lost_terminal_no_longer_takes_is_dropped() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    lost = Outlet(BufferedWriter(FileIO(writer, "w")), "utf-8")
    for frame in ("short", "long" * 10_000):
        assert lost.write(frame) == len(frame)
        lost.flush()
    with suppress(OSError):
        lost.detach().close()


def test_a_signal_that_is_ignored_from_the_start_stays_so(start: Start) -> None:
    terminal = start(("sh", "-c", f"trap '' HUP; exec {XEV_LINE}"))
    terminal.until(SHOWN)
    terminal.program.send_signal(signal.SIGHUP)
    terminal.type("2")
    terminal.until("SU7")
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()


def test_a_terminal_that_fails_counts_as_lost() -> None:
    driver = QuickDriver.__new__(QuickDriver)
    reader, writer = os.pipe()
    os.close(writer)
    driver.fileno = reader
    assert driver._typed() == b""
    os.close(reader)
    assert driver._typed() == b"", "an error is no more than the end of the terminal"


def test_pixel_mouse_of_a_modern_terminal_is_switched_off(start: Start) -> None:
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("\x1b[?2048;2$y")
    while 1016 not in terminal.modes():
        assert terminal.read(PATIENCE)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()


def test_ctrl_z_gives_the_shell_a_clean_terminal_and_fg_takes_it_again(start: Start) -> None:
    terminal = start(SHELL)
    terminal.type(f"{XEV_LINE}\n")
    terminal.until(SHOWN)
    for _ in range(2):
        terminal.type("\x1a")
        terminal.until("Stopped")
        assert not terminal.is_taken
        terminal.type("bg; until jobs -s | grep .; do sleep 0.05; done\n")
        terminal.until("Stopped")
        assert not terminal.is_taken
        terminal.type("stty -a | tr -d '\\n'; fg\n")
        terminal.until(" echo ")
        terminal.until(SHOWN)
        assert terminal.is_taken
    terminal.type("q")
    terminal.until("ready> ")
    terminal.type("exit $?\n")
    assert terminal.end() == 0
    terminal.assert_clean()


def test_what_started_it_pauses_with_it(start: Start) -> None:
    terminal = start(SHELL)
    terminal.type(f"sh -c {shlex.quote(f'{XEV_LINE}; true')}\n")
    terminal.until(SHOWN)
    terminal.type("\x1a")
    terminal.until("Stopped")
    terminal.type("fg\n")
    terminal.until(SHOWN)
    terminal.type("q")
    terminal.until("ready> ")
    terminal.type("exit\n")
    terminal.end()
    terminal.assert_clean()


def test_without_a_shell_to_go_back_to_it_goes_on(start: Start) -> None:
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("\x1a")
    terminal.until("There is no shell to return to")
    terminal.type("q")
    assert terminal.end() == 0


def test_a_stop_that_nobody_announced_is_mended_by_fg(start: Start) -> None:
    terminal = start(SHELL)
    terminal.type(f"{XEV_LINE}\n")
    terminal.until(SHOWN)
    (child,) = (
        Path(f"/proc/{terminal.program.pid}/task/{terminal.program.pid}/children")
        .read_text(encoding="ascii")
        .split()
    )
    os.kill(int(child), signal.SIGSTOP)
    terminal.until("Stopped")
    terminal.type("fg\n")
    terminal.until(SHOWN)
    terminal.type("2")
    terminal.until("SU7")
    terminal.type("q")
    terminal.until("ready> ")
    terminal.type("exit\n")
    terminal.end()
    terminal.assert_clean()


def test_a_reader_who_has_enough_ends_a_command_without_a_word(
    home: Path, environ: dict[str, str]
) -> None:
    command = f"{XEV_LINE} show facts | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=home, env=environ, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] in ("0", str(128 + signal.SIGPIPE))
    assert done.stderr == ""


@pytest.mark.parametrize(
    "command",
    [
        "show facts",
        "schema",
        *(pytest.param(name, marks=pytest.mark.nightly) for name in ("check", "calc", "keys")),
    ],
)
def test_a_full_disk_under_the_output_is_told(
    home: Path, environ: dict[str, str], command: str
) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*XEV, *command.split()],
            cwd=home,
            env=environ,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr == "The output could not be written: No space left on device.\n"
