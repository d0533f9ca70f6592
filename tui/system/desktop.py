"""Putting text on the clipboard of this computer, where the program runs on it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping

_PATIENCE = 1.0
"""Seconds given to a tool that waits for a display which does not answer."""


def _tools(environ: Mapping[str, str], platform: str) -> Iterator[list[str]]:
    """Commands that take the text, the likeliest first; none over ssh, where they are far away."""
    if "SSH_CONNECTION" in environ or "SSH_TTY" in environ:
        return
    if platform == "darwin":
        yield ["pbcopy"]
    elif platform == "win32":
        yield ["clip"]
    if environ.get("WAYLAND_DISPLAY"):
        yield ["wl-copy"]
    if environ.get("DISPLAY"):
        yield ["xclip", "-selection", "clipboard"]
        yield ["xsel", "--clipboard", "--input"]


def copy_here(text: str, environ: Mapping[str, str], platform: str = sys.platform) -> str:
    """Give text to the first tool that takes it; its name, or empty when there is none."""
    for command in _tools(environ, platform):
        if shutil.which(command[0], path=environ.get("PATH")) is None:
            continue
        try:
            done = subprocess.run(
                command,
                input=text.encode("utf-16" if platform == "win32" else "utf-8"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return command[0]
    return ""
