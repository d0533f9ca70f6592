"""Random events in bursts, through a real terminal, to the program on four facts files.

`python -m tests.bad_days.soak 20000 1 2 3` sends each file so many events with each seed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections import deque
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from random import Random
from select import select
from signal import SIGABRT, SIGINT
from string import ascii_lowercase
from time import monotonic
from typing import NamedTuple

from tests import ROOT, copy_facts
from tests.bad_days.events import SIZES, Event, bursts, pieces
from tests.bad_days.terminal import XEV, Terminal
from tests.bench.growing import facts_text

FILES = ("shipped", "starter", "minimal", "large")
LARGE = 10_000
"""Facts of the large file."""
EVENTS, SEEDS = 20_000, (1, 2, 3, 4, 5)
AT_ONCE = 2
"""Programs that run side by side."""
PAUSES = (0.0,) * 8 + (0.001, 0.005, 0.01, 0.02, 0.05, 0.15)
"""Seconds between two writes."""
ASK_AFTER = 200
"""Events after which the program is asked whether it still answers."""
LONE_ESCAPE = 0.2
"""Seconds of silence after which the program takes an escape for a key."""
PATIENCE = 90.0
"""Seconds within which it answers, however much was sent and however busy the machine is."""
SAVES = 0.01
"""Share of bursts before which the facts file is saved."""
GROWTH = 1.2
"""How much more memory may be held at the end than at both marks of the first half.

At both, since a mark just after a reload shows the facts twice.
"""
_MINIMAL = """format: xev-facts/1
title: Nothing yet
as_of: 2026-01-31
currency: CNY
entities:
  maker: {name: Maker}
concepts:
  revenue: {name: segment revenue, unit: money, period: duration, additive: yes}
sources:
  report: {title: Report, publisher: Gazette, tier: press}
facts:
- source: report
  at: page 1
  period: 2025-Q4
  entity: maker
  states:
    revenue: 12 million CNY
"""
QUIT = "quit"
"""Why the program ended when it was asked to."""
_ESCAPE, _SEARCH = b"\x1b", b"/"


class End(NamedTuple):
    """An end of the program that nobody asked for."""

    file: str
    seed: int
    event: int
    why: str
    last: tuple[str, ...]
    """The bursts before it."""

    def __str__(self) -> str:
        last = "\n  ".join(self.last)
        place = f"{self.file}, seed {self.seed}, event {self.event:,}"
        return f"{place}: {self.why}\n the last bursts:\n  {last}"


class Outcome(NamedTuple):
    """How the program bore what was sent to it."""

    events: int
    starts: int
    ends: list[End]
    held: list[int]
    """KiB of memory after each quarter, where one program ran through."""

    @property
    def is_growing(self) -> bool:
        """Whether ever more memory is held."""
        return self.starts == 1 and self.held[-1] > max(self.held[:2]) * GROWTH


class Soak:
    """A program in a folder of its own, started again whenever it has ended."""

    def __init__(self, file: str, seed: int, folder: Path) -> None:
        self._file, self._seed, self._folder = file, seed, folder
        self._facts = _written(file, folder)
        config = folder / ".config/xev-tui/config.toml"
        config.parent.mkdir(parents=True)
        # Nobody sends this key: what quits at once has borne nothing.
        config.write_text('[keys]\n"app.quit" = "ctrl+f12"\n', encoding="utf-8")
        self._environ = {
            "HOME": str(folder),
            "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "EDITOR": "true",
            "PYTHONFAULTHANDLER": "1",
            "PYTHONWARNINGS": "error",
            "PYTHONPATH": str(ROOT),
            "XEV_FACTS": str(self._facts),
        }
        self._random = Random(seed)
        self._size = SIZES[0]
        self._last: deque[str] = deque(maxlen=12)
        self._starts = 0
        self._asked = 0

    def run(self, count: int) -> Outcome:
        """Send so many events."""
        done, ends, held = 0, list[End](), list[int]()
        terminal: Terminal | None = None
        for burst in bursts(self._random, count):
            before, done = done, done + len(burst)
            if terminal is None:
                terminal = self._started()
            why = self._send(terminal, burst)
            if not why and (_passed(before, done, ASK_AFTER) or done == count):
                why = self._ask(terminal)
            if not why and _passed(before * 4, done * 4, count):
                held.append(_held(terminal.program.pid))
            if why:
                if why != QUIT:
                    ends.append(End(self._file, self._seed, done, why, tuple(self._last)))
                terminal.__exit__()
                terminal = None
        if terminal:
            terminal.__exit__()
        return Outcome(done, self._starts, ends, held)

    def _started(self) -> Terminal:
        """The program, once it has the terminal: what comes before is for the shell."""
        self._starts += 1
        terminal = Terminal(XEV, environ=self._environ, folder=self._folder, size=self._size)
        while not terminal.is_taken and terminal.read(1) is not None:
            pass
        return terminal

    def _send(self, terminal: Terminal, burst: list[Event]) -> str:
        """Send a burst, with a save of the file now and then; says why the program ended, if so."""
        self._last.append(", ".join(event.name for event in burst))
        if self._random.random() < SAVES:
            self._last.append("a save")
            os.utime(self._facts)
        for piece in pieces(burst):
            pause = self._random.choice(PAUSES)
            if isinstance(piece, bytes):
                if not self._write(terminal, piece):
                    return self._why(terminal)
            else:
                self._size = piece
                terminal.resize(*piece)
            if terminal.read(pause) is None:
                return self._why(terminal)
        return ""

    def _write(self, terminal: Terminal, piece: bytes) -> bool:
        """Write to a program that may be writing itself; False when it is gone or takes nothing."""
        give_up = monotonic() + PATIENCE
        while piece and monotonic() < give_up:
            if terminal.read(0) is None:
                return False
            if select([], [terminal.fd], [], 0.05)[1]:
                piece = piece[os.write(terminal.fd, piece[:1024]) :]
        return not piece

    def _ask(self, terminal: Terminal) -> str:
        """Whether what is pasted into its search appears; says what is wrong otherwise.

        No other event pastes it, so all that was sent before has had its turn by then.
        """
        self._size = SIZES[0]
        terminal.resize(*SIZES[0])
        give_up, wait = monotonic() + PATIENCE, 1.0
        while monotonic() < give_up:
            self._asked += 1
            # What was drawn before is not read again and again: that takes longer than an answer.
            terminal.forget()
            # New letters in every place, since only what changed on the screen is sent.
            token = ascii_lowercase[self._asked % 26] * 8
            # By itself an escape closes what is open; what comes at once would make it another key.
            for piece in (_ESCAPE, _SEARCH, f"\x1b[200~{token}\x1b[201~".encode()):
                if not self._write(terminal, piece):
                    return self._why(terminal)
                terminal.rest(LONE_ESCAPE)
            # Ever longer, or a program that is slow today falls ever further behind the questions.
            asked, wait = monotonic(), wait * 2
            while monotonic() < asked + wait:
                if token in terminal.text:
                    self._tidy()
                    return "" if self._write(terminal, _ESCAPE) else self._why(terminal)
                if terminal.read(0.1) is None:
                    return self._why(terminal)
        return f"no answer for {PATIENCE:.0f} seconds\n{self._doing(terminal)}"

    def _doing(self, terminal: Terminal) -> str:
        """What was drawn last, what another size draws, and the calls of a program that hangs."""
        told = ("ps", "-L", "-o", "stat,wchan:24,cputime,comm", "-p", str(terminal.program.pid))
        state = subprocess.run(told, capture_output=True, text=True, check=False).stdout
        drawn = terminal.text[-3000:]
        terminal.forget()
        terminal.resize(80, 24)
        terminal.rest()
        terminal.program.send_signal(SIGABRT)
        # On a busy machine it may be long in telling.
        terminal.rest(5)
        return f"{state}\n{drawn}\nat another size:\n{terminal.text[-9000:]}"

    def _tidy(self) -> None:
        for path in self._folder.glob("xev-*"):
            path.unlink()

    def _why(self, terminal: Terminal) -> str:
        """What is known about an end; QUIT where it was asked for, in the command palette."""
        try:
            code = terminal.end()
        except AssertionError:
            return "neither reads nor writes"
        reports = list(self._folder.rglob("xev-tui-error.txt"))
        told = "\n".join(path.read_text(encoding="utf-8") for path in reports)
        for path in reports:
            path.unlink()
        # While an editor has the terminal, ctrl+c is no key but ends what runs there.
        if code in (0, 128 + SIGINT) and not told:
            return QUIT
        return f"exit code {code}\n{told or terminal.text[-3000:]}"


def _written(file: str, folder: Path) -> Path:
    """A facts file of the four."""
    path = folder / "facts.yaml"
    if file == "shipped":
        copy_facts(folder)
    elif file == "starter":
        shutil.copyfile(ROOT / "tui/cli/starter.yaml", path)
    else:
        text = facts_text(LARGE) if file == "large" else _MINIMAL
        path.write_text(text, encoding="utf-8")
    return path


def _held(pid: int) -> int:
    """KiB of memory that a program holds."""
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, check=True)
    return int(told.stdout)


def _passed(before: int, after: int, step: int) -> bool:
    """Whether a count went over a multiple of a step."""
    return before // step != after // step


def soak(file: str, seed: int, count: int) -> Outcome:
    """Send so many events to the program on a facts file."""
    with tempfile.TemporaryDirectory() as folder:
        return Soak(file, seed, Path(folder)).run(count)


def main() -> None:
    """Soak all files with all seeds, two at a time; ends with 1 if the program ever ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("events", type=int, nargs="?", default=EVENTS)
    parser.add_argument("seeds", type=int, nargs="*", default=SEEDS)
    parser.add_argument("--files", nargs="+", choices=FILES, default=FILES)
    asked = parser.parse_args()
    jobs = [(file, seed) for seed in asked.seeds for file in asked.files]
    bad = 0
    with ProcessPoolExecutor(AT_ONCE) as pool:
        running = {pool.submit(soak, *job, asked.events): job for job in jobs}
        for done in as_completed(running):
            (file, seed), found = running[done], done.result()
            held = " ".join(f"{size / 1024:.0f}" for size in found.held)
            print(
                f"{file}, seed {seed}: {found.events:,} events, {found.starts} starts,"
                f" {len(found.ends)} ends, MiB {held}",
                flush=True,
            )
            for end in found.ends:
                print(end, flush=True)
            if found.is_growing:
                print("memory grows", flush=True)
            bad += len(found.ends) + found.is_growing
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
