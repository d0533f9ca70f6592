"""Signals at the worst moments: while the program starts, takes the terminal, or gives it back."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from itertools import count
from pathlib import Path

import pytest

from tests.bad_days.conftest import SHOWN, Start
from tui.app.program import XevApp
from tui.facts.book import FactBook

KILL = "import os, signal\nkill = lambda: os.kill(os.getpid(), signal.{name})\n"
RUN = "from tui.__main__ import main\nmain()\n"
TAKING = """
from textual.drivers.linux_driver import LinuxDriver as It
was = It._enable_mouse_support
It._enable_mouse_support = lambda self: (was(self), kill())
"""
MOUNTING = """
import tui.app.program
was = tui.app.program.XevApp.on_mount
def on_mount(self):
    kill()
    was(self)
tui.app.program.XevApp.on_mount = on_mount
"""
GIVING_BACK = """
from textual.drivers._writer_thread import WriterThread as It
was = It.stop
It.stop = lambda self: (kill(), was(self))
"""
RESIZING = """
import fcntl, struct, termios, time
from textual.drivers.linux_driver import LinuxDriver as It
was, seen = It._get_terminal_size, set()
def _get_terminal_size(self):
    size = was(self)
    if size == (60, 20) and size not in seen:
        seen.add(size)
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        time.sleep(0.2)
    return size
It._get_terminal_size = _get_terminal_size
"""
"""A change to 60x20 is followed by one to 100x30 while the first is being answered."""
EXPIRING = """
from textual.widgets._toast import Toast as It
was = It.__init__
def __init__(self, notification):
    notification.raised_at -= 60
    was(self, notification)
It.__init__ = __init__
"""
"""What is notified expires after it was found not to be, and before the time left is asked."""
STARTING = """
import sys
class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            kill()
sys.meta_path.insert(0, Finder())
"""
ENDING = """
import atexit
atexit.register(kill)
"""


@pytest.mark.parametrize(
    ("moment", "name", "code"),
    [
        pytest.param(TAKING, "SIGTERM", 143, id="SIGTERM while taking"),
        pytest.param(MOUNTING, "SIGINT", 130, id="SIGINT while mounting"),
        pytest.param(
            MOUNTING, "SIGHUP", 129, id="SIGHUP while mounting", marks=pytest.mark.nightly
        ),
        pytest.param(TAKING, "SIGINT", 130, id="SIGINT while taking", marks=pytest.mark.nightly),
        pytest.param(TAKING, "SIGHUP", 129, id="SIGHUP while taking", marks=pytest.mark.nightly),
        pytest.param(
            MOUNTING, "SIGTERM", 143, id="SIGTERM while mounting", marks=pytest.mark.nightly
        ),
    ],
)
def test_a_signal_while_it_opens(start: Start, moment: str, name: str, code: int) -> None:
    terminal = start((sys.executable, "-c", KILL.format(name=name) + moment + RUN))
    assert terminal.end() == code
    terminal.assert_clean()
    assert "xev-tui stopped" not in terminal.text
    assert "Traceback" not in terminal.text


@pytest.mark.parametrize("name", ["SIGTSTP", "SIGCONT"])
def test_ctrl_z_before_it_has_the_terminal_stops_nothing(start: Start, name: str) -> None:
    terminal = start((sys.executable, "-c", KILL.format(name=name) + TAKING + RUN))
    terminal.until(SHOWN)


def test_a_signal_while_it_closes(start: Start) -> None:
    terminal = start((sys.executable, "-c", KILL.format(name="SIGTERM") + GIVING_BACK + RUN))
    terminal.until(SHOWN)
    terminal.type("q")
    terminal.end()
    terminal.assert_clean()


@pytest.mark.parametrize("module", ["click", "tui.cli.main", "tui.facts.load", "tui.present.table"])
def test_ctrl_c_while_a_command_starts(home: Path, environ: dict[str, str], module: str) -> None:
    _interrupted(STARTING.format(module=module), 130, home, environ)


def test_ctrl_c_when_there_is_nothing_left_to_stop(home: Path, environ: dict[str, str]) -> None:
    _interrupted(ENDING, 0, home, environ)


def _interrupted(moment: str, code: int, home: Path, environ: dict[str, str]) -> None:
    text = KILL.format(name="SIGINT") + moment + RUN
    done = subprocess.run(
        [sys.executable, "-c", text, "show", "finances"],
        cwd=home, env=environ, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.stderr.strip() == ""
    assert done.returncode == code


def test_a_size_that_comes_while_another_is_answered_is_the_one_that_stays(start: Start) -> None:
    terminal = start([sys.executable, "-c", RESIZING + RUN], size=(120, 40))
    terminal.until(SHOWN)
    terminal.type("")
    terminal.resize(60, 20)
    # 60 columns have no room for this.
    terminal.until("2 Models")


def test_a_notification_that_expires_while_it_is_shown_stops_nothing(start: Start) -> None:
    terminal = start([sys.executable, "-c", EXPIRING + RUN])
    terminal.until(SHOWN)
    terminal.type("y")
    terminal.rest()
    terminal.type("1")
    terminal.until("promises: ")


async def test_a_timer_goes_off_on_a_computer_too_busy_to_be_in_time(
    shipped: FactBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = count()
    app = XevApp(shipped)
    async with app.run_test():
        done = asyncio.Event()
        monkeypatch.setattr("textual._time.get_time", lambda: float(next(clock)))
        app.set_timer(0.01, done.set)
        await asyncio.wait_for(done.wait(), 5)
