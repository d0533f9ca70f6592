"""Completion in real shells, and pipes that close early."""

from __future__ import annotations

import os
import pty
import select
import shlex
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import pytest

from tests import ROOT

SHELLS = {
    "bash": (["bash", "--norc", "-i"], 'eval "$(xev-tui completion bash)"'),
    "zsh": (
        ["zsh", "-f", "-i"],
        'autoload -Uz compinit && compinit -u; eval "$(xev-tui completion zsh)"',
    ),
    "fish": (["fish", "--no-config", "-i"], "xev-tui completion fish | source"),
}
PATIENCE = 60.0


@pytest.fixture
def environ(tmp_path: Path) -> Mapping[str, str]:
    """With `xev-tui` on the path, and nothing of the person who runs the tests."""
    program = tmp_path / "bin" / "xev-tui"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m tui "$@"\n')
    program.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XEV_")}
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {
        "PATH": path, "HOME": str(tmp_path), "PYTHONPATH": str(ROOT), "TERM": "xterm",
        "COLUMNS": "200", "PS1": "ready> ",
    }  # fmt: skip


class Shell:
    """An interactive shell in a pseudo terminal."""

    def __init__(self, command: list[str], environ: Mapping[str, str], folder: Path) -> None:
        self.said = ""
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environ)

    def type(self, text: str) -> None:
        """Press keys."""
        os.write(self._fd, text.encode())

    def until(self, text: str) -> None:
        """Wait until the shell has written a text. Raises AssertionError after a minute."""
        end = monotonic() + PATIENCE
        while text not in self.said:
            assert monotonic() < end, self.said
            if select.select([self._fd], [], [], 0.2)[0]:
                self._answer(os.read(self._fd, 65536).decode(errors="replace"))

    def _answer(self, said: str) -> None:
        """Take in what was written; a terminal that is asked what it is says so."""
        self.said += said
        if "\x1b[c" in said or "\x1b[0c" in said:
            self.type("\x1b[?1;2c")

    def close(self) -> None:
        """End it."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._fd)


@pytest.mark.shells
@pytest.mark.parametrize("name", SHELLS)
def test_tab_completes_a_word(name: str, environ: Mapping[str, str], tmp_path: Path) -> None:
    command, setting_up = SHELLS[name]
    shell = Shell(command, environ, tmp_path)
    try:
        shell.type(f"{setting_up}; echo set'-'up\r")
        shell.until("set-up")
        shell.type("xev-tui show fin\t")
        shell.until("finances")
        shell.type("--format cs\t")
        shell.until("csv")
        shell.type("\r")
        shell.until("2025-Q1,75869,18580000000")
    finally:
        shell.close()


@pytest.mark.shells
@pytest.mark.parametrize("reader", ["head -1", "true"])
@pytest.mark.parametrize(
    "command", ["show finances --format csv", "show facts --format json", "check", "schema"]
)
def test_a_reader_that_goes_away_is_no_trouble(
    command: str, reader: str, environ: Mapping[str, str], tmp_path: Path
) -> None:
    line = f'xev-tui {command} | {reader}; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=environ, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] in ("0", "141")
    assert not done.stderr.replace("\n", " ").strip() or done.stderr.startswith("0 errors")


@pytest.mark.shells
def test_an_interrupt_ends_it_with_130(environ: Mapping[str, str], tmp_path: Path) -> None:
    running = subprocess.Popen(
        ["xev-tui", "calc", "--case", "-"], cwd=tmp_path, env=environ,
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert running.stdin is not None
    # More than a pipe holds: when all is written, somebody reads.
    running.stdin.write("#" * 2**20)
    running.send_signal(signal.SIGINT)
    assert "Traceback" not in running.communicate(timeout=PATIENCE)[1]
    assert running.returncode == 130
