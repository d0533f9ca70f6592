"""Refuses to leave this process: no network, and no other program that could go there instead."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ATTEMPTS: list[str] = []
"""What was refused; to be looked at, since a program may take a refusal for a bad line."""
TELL = "XEV_TEST_ATTEMPTS"
"""Names the file to which attempts are written too, by programs that a test starts."""
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn")


def deny(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse everything that would leave this computer; asyncio's own pair of sockets stays."""
    if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
        return
    network = event.startswith("socket.") and event != "socket.gethostname"
    if network or event in _PROGRAMS:
        ATTEMPTS.append(f"{event} {arguments}")
        if TELL in os.environ:
            with Path(os.environ[TELL]).open("a", encoding="utf-8") as file:
                file.write(f"{ATTEMPTS[-1]}\n")
        raise ConnectionRefusedError(f"refused: {ATTEMPTS[-1]}")


def be_offline() -> None:
    """From now on refuse; that it is refused is tried first, or a test of it proved nothing."""
    sys.addaudithook(deny)
    tries: tuple[Callable[[], object], ...] = (
        socket.socket,
        lambda: socket.getaddrinfo("example.org", 80),
        lambda: subprocess.run(["true"], check=False),
    )
    for number, attempt in enumerate(tries, 1):
        try:
            attempt()
        except ConnectionRefusedError:
            assert len(ATTEMPTS) == number
            continue
        raise AssertionError("nothing is denied")
    ATTEMPTS.clear()
