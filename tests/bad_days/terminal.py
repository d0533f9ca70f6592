"""A program in a pseudo terminal of its own, and what it leaves the terminal like."""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import shlex
import struct
import subprocess
import sys
import termios
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Self

XEV = (sys.executable, "-m", "tui")
"""The program as the tests start it."""
XEV_LINE = shlex.join(XEV)
"""The same, as it is typed in a shell."""
F7 = "\x1b[18~"
"""The key that goes to Finances wherever one is; on the Calculator digits are typed."""
ESCAPE = "\x1b[27u"
"""The key in the protocol of kitty: what comes after it does not make another key of it."""
PATIENCE = 60.0
"""Seconds after which a program that does not answer counts as hung."""
_SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])"
)
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
_KITTY = re.compile(rb"\x1b\[([<>])\d*u")
_ON_AT_REST = frozenset({7, 25})
"""Modes that are on in a terminal at rest: long lines wrap, the cursor is shown."""
_SYNC = 2026
"""Synchronized output is on only while a frame is written."""


def _take_terminal() -> None:
    """In the program before it starts: its own terminal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A pseudo terminal with one program, whose keyboard, screen and job control it is."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environ: Mapping[str, str],
        folder: Path,
        size: tuple[int, int] = (100, 30),
    ) -> None:
        self.fd, inner = os.openpty()
        self.resize(*size)
        self._before = termios.tcgetattr(self.fd)
        self.raw = b""
        self._since = 0
        self.program = subprocess.Popen(
            command,
            stdin=inner,
            stdout=inner,
            stderr=inner,
            cwd=folder,
            env=dict(environ),
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(inner)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.program.poll() is None:
            self.program.kill()
            self.program.wait()
        self.hang_up()

    @property
    def text(self) -> str:
        """What was written since the last keys, without escape sequences."""
        return _SEQUENCE.sub(b"", self.raw[self._since :]).decode(errors="replace")

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the kernel tells the program."""
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def type(self, keys: str) -> None:
        """Type keys; from now on `text` is what was written after them."""
        self.rest(0.05)
        self._since = len(self.raw)
        os.write(self.fd, keys.encode())

    def forget(self) -> None:
        """Drop what was written so far: `raw`, `text` and `modes` begin anew."""
        self.raw, self._since = b"", 0

    def until(self, text: str) -> None:
        """Read until a text was written."""
        give_up = monotonic() + PATIENCE
        while text not in self.text:
            assert self.read(0.5) is not None, f"ended before {text!r}:\n{self.text[-3000:]}"
            assert monotonic() < give_up, f"no {text!r} in:\n{self.text[-3000:]}"

    def rest(self, quiet: float = 0.3) -> None:
        """Read until nothing is written for some seconds."""
        while self.read(quiet):
            pass

    def read(self, wait: float) -> bytes | None:
        """What is written within some seconds, perhaps nothing; None when the terminal is left."""
        if not select.select([self.fd], [], [], wait)[0]:
            return b""
        try:
            found = os.read(self.fd, 65536)
        except OSError:
            return None
        self.raw += found
        return found or None

    def end(self) -> int:
        """Read until the program is gone; its exit code, negative for the signal that ended it."""
        give_up = monotonic() + PATIENCE
        while self.program.poll() is None:
            self.read(0.05)
            assert monotonic() < give_up, f"still there:\n{self.text[-3000:]}"
        while self.read(0.05):
            pass
        return self.program.returncode

    def hang_up(self) -> None:
        """Close the terminal, as when its window is closed or the connection is lost."""
        with contextlib.suppress(OSError):
            os.close(self.fd)

    def modes(self) -> set[int]:
        """The private modes that are on now."""
        on = set(_ON_AT_REST)
        for numbers, switch in _MODE.findall(self.raw):
            for number in numbers.split(b";"):
                (on.add if switch == b"h" else on.discard)(int(number))
        return on

    @property
    def is_taken(self) -> bool:
        """Whether the program has the whole screen."""
        return 1049 in self.modes()

    def assert_clean(self) -> None:
        """The shell finds its screen, cursor, mouse, paste, echo and keys as they were."""
        assert self.modes() - {_SYNC} == _ON_AT_REST
        pushed = [sign == b">" for sign in _KITTY.findall(self.raw)]
        assert pushed.count(True) <= pushed.count(False), "kitty keys are still asked for"
        assert termios.tcgetattr(self.fd)[:4] == self._before[:4]
