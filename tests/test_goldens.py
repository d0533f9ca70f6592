"""What the program prints and draws is what it was: `make goldens` keeps it anew."""

from __future__ import annotations

import shlex
import subprocess
import sys
from difflib import unified_diff
from itertools import islice

import pytest

from tests.goldens.commands import GOLDENS
from tests.goldens.inputs import laid_out
from tests.goldens.output import KEPT, printed, run
from tests.goldens.screens import SCREENS, drawn

SHOWN = 60
"""Lines of a difference that are told."""


def kept(name: str) -> str:
    """A kept file, with its line ends as they are."""
    return (KEPT / f"{name}.txt").read_bytes().decode()


def difference(name: str, now: str) -> str:
    """What is no longer as it was kept; nothing when all is."""
    lines = unified_diff(kept(name).split("\n"), now.split("\n"), "kept", "now", lineterm="", n=3)
    return "\n".join(islice(lines, SHOWN))


@pytest.mark.parametrize("name", GOLDENS)
def test_the_program_prints_what_it_printed(name: str) -> None:
    with laid_out():
        now = printed(GOLDENS[name])
    assert not (told := difference(name, now)), told


@pytest.mark.nightly
@pytest.mark.parametrize("name", SCREENS)
async def test_the_program_draws_what_it_drew(name: str) -> None:
    with laid_out():
        now = await drawn(SCREENS[name])
    assert not (told := difference(name, now)), told


def test_every_kept_file_is_held_against_something() -> None:
    assert {path.stem for path in KEPT.glob("*.txt")} == {*GOLDENS, *SCREENS}


@pytest.mark.parametrize(
    "line", ["calc 2025-Q1 --currency USD", "calc 2025-Q1 --set wheels=4 --json", "show --help"]
)
def test_a_process_of_its_own_prints_the_same(line: str) -> None:
    command = [sys.executable, "-m", "tui", *shlex.split(line)]
    with laid_out():
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        here = run(line)
    assert (done.stdout.decode(), done.stderr.decode(), done.returncode) == here
