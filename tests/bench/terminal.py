"""A program in a pseudo terminal: started, typed at, and timed by what it writes."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, perf_counter
from typing import NamedTuple

COLUMNS, ROWS = 120, 40
DEADLINE = 60.0
"""Seconds after which a program that does not answer counts as hung."""
_ESCAPE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")


class Silent(RuntimeError):
    """A program that did not write what was waited for."""


class Answer(NamedTuple):
    """What followed a key: seconds to the first and to the last byte, and how many bytes."""

    first: float
    settled: float
    size: int


class Terminal:
    """One program in a pseudo terminal of 120x40."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        folder: Path,
        *,
        size: tuple[int, int] = (COLUMNS, ROWS),
    ) -> None:
        self.spawned = perf_counter()
        self.pid, self._fd = os.forkpty()
        if self.pid == 0:
            _become(command, environ, folder)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.raw = b""

    def text(self) -> str:
        """What was written so far, without the escape sequences."""
        return _ESCAPE.sub(b"", self.raw).decode(errors="replace")

    def until(self, text: str) -> float:
        """Read until a text was written; returns the seconds since the spawn."""
        give_up = monotonic() + DEADLINE
        while text not in self.text():
            if self._read(1.0) is None or monotonic() > give_up:
                raise Silent(f"no {text!r} in:\n{self.text()[-2000:]}")
        return perf_counter() - self.spawned

    def settle(self, quiet: float = 0.25) -> float | None:
        """Read until nothing came for a while; the moment of the last byte, None without any.

        What never rests, such as a blinking cursor, is left after five seconds.
        """
        last, give_up = None, monotonic() + 5
        while monotonic() < give_up and self._read(quiet):
            last = perf_counter()
        return last

    def press(self, keys: bytes, quiet: float = 0.25) -> Answer:
        """Type a key and watch what it writes; raises Silent when it writes nothing."""
        self.settle(0.02)
        before = len(self.raw)
        start = perf_counter()
        os.write(self._fd, keys)
        if not self._read(DEADLINE):
            raise Silent(f"no answer to {keys!r}")
        first = perf_counter()
        last = self.settle(quiet) or first
        return Answer(first - start, last - start, len(self.raw) - before)

    def leave(self, keys: bytes) -> float:
        """Type what ends the program; returns the seconds until it is gone.

        Raises Silent when it neither ends nor writes anything.
        """
        start = perf_counter()
        os.write(self._fd, keys)
        while (found := self._read(DEADLINE)) is not None:
            if not found:
                raise Silent(f"not ended by {keys!r}")
        os.waitpid(self.pid, 0)
        took = perf_counter() - start
        os.close(self._fd)
        self.pid = 0
        return took

    def kill(self) -> None:
        """End the program, whatever it does."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
            os.close(self._fd)
            self.pid = 0

    def memory(self) -> int:
        """Resident memory in bytes."""
        fields = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")

    def cpu(self) -> float:
        """Processor seconds used so far, by all its threads."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _read(self, wait: float) -> bytes | None:
        """What comes within some seconds: empty when nothing does, None at the end."""
        if not select.select([self._fd], [], [], wait)[0]:
            return b""
        try:
            found = os.read(self._fd, 65536)
        except OSError:
            return None
        self.raw += found
        return found or None


def _become(command: Sequence[str], environ: Mapping[str, str], folder: Path) -> None:
    """Turn the forked child into the program; never returns."""
    try:
        os.chdir(folder)
        os.execve(command[0], list(command), dict(environ))
    finally:
        os._exit(127)
