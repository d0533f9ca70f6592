"""What is started, where, and with which surroundings: a home of its own and nothing else."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from tests import ROOT
from tests.bench.terminal import Terminal

PYTHON = sys.executable
REFERENCE = (PYTHON, "-m", "tests.bench.reference")
EMPTY = (*REFERENCE, "empty")
PROGRAM = (PYTHON, "-m", "tui")


class Place:
    """A home folder for the programs, and ways to start them in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._environ = {
            "HOME": str(home),
            "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
        }

    def forget(self) -> None:
        """As on the very first start: no cache, no settings, nothing remembered."""
        shutil.rmtree(self.home, ignore_errors=True)
        self.home.mkdir(parents=True)

    def terminal(self, *command: str) -> Terminal:
        """A program in a pseudo terminal."""
        return Terminal(command, self._environ, ROOT)

    def seconds(self, *command: str) -> float:
        """How long a command takes from spawn to exit."""
        start = perf_counter()
        subprocess.run(
            command, env=self._environ, cwd=ROOT, stdout=subprocess.PIPE, check=True, timeout=120
        )
        return perf_counter() - start
