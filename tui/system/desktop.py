"""The computer around the terminal: its clipboard, its editor and its browser.

What only an errand needs is imported on that errand, not when the program starts.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 1.0
"""Seconds given to a tool that waits for a display which does not answer."""

_LINE_FLAG = {
    "code": "--goto {file}:{line}",
    "codium": "--goto {file}:{line}",
    "subl": "{file}:{line}",
    "hx": "{file}:{line}",
    "zed": "{file}:{line}",
}
"""How editors that do not take `+LINE` are told the line."""


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


def editor_command(environ: Mapping[str, str], path: Path, line: int) -> list[str]:
    """The words of a command that opens a file at a line, from $VISUAL, $EDITOR or vi.

    The editor may carry arguments of its own (`code --wait`); no shell is involved. The whole
    path, so that a file called `+x.yaml` or `-x.yaml` is no command to it.
    """
    import shlex

    path = path.absolute()

    wanted = environ.get("VISUAL") or environ.get("EDITOR") or "vi"
    try:
        words = shlex.split(wanted) or ["vi"]
    except ValueError:
        # An unpaired quotation mark: take it for a part of the name.
        words = [wanted]
    flag = _LINE_FLAG.get(Path(words[0]).stem)
    if flag is None:
        return [*words, f"+{line}", str(path)]
    return [*words, *(part.format(file=path, line=line) for part in flag.split())]


def is_web_address(url: str) -> bool:
    """Whether an address may be handed to a browser: http or https with a host, nothing else."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isprintable()


def open_url(url: str) -> bool:
    """Ask the browser to open a web address; False when it is none or there is no browser."""
    if not is_web_address(url) or not _has_windows(os.environ, sys.platform):
        return False
    import webbrowser

    try:
        with _unheard():
            return webbrowser.open(url)
    except (webbrowser.Error, OSError):
        return False


def _has_windows(environ: Mapping[str, str], platform: str) -> bool:
    """Whether a browser would open beside the terminal; one in the terminal would fight for it."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME")
    return platform in ("darwin", "win32") or any(environ.get(name) for name in names)


@contextmanager
def _unheard() -> Iterator[None]:
    """Programs started meanwhile cannot write on the screen."""
    kept = [(number, os.dup(number)) for number in (1, 2)]
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        for number, _ in kept:
            os.dup2(nowhere, number)
        yield
    finally:
        for number, copy in kept:
            os.dup2(copy, number)
            os.close(copy)
        os.close(nowhere)
