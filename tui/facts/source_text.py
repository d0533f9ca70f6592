"""The bytes of a facts file and their text, read without waiting, guessing or a parser."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from pathlib import Path

from tui.facts.diagnostics import Diagnostic, FactsError
from tui.system.files import NotRegularError, open_regular

MAX_BYTES = 64 * 1024 * 1024
_TRIES = 3


def file_in(entrance: str | Path, part: str) -> Path:
    """The file that an entrance calls by a name: from its folder, of a link where that leads to.

    The entrance itself has an empty name.
    """
    path = Path(entrance)
    if not part:
        return path
    return (Path(os.path.realpath(path)) if path.is_symlink() else path).parent / part


def is_stream(path: Path) -> bool:
    """Whether it stands for what is piped in: `-`, or what a shell gives for `<(…)`."""
    return str(path) in ("-", "/dev/stdin") or str(path.parent) in ("/dev/fd", "/proc/self/fd")


@cache
def _streamed(path: str) -> bytes:
    """What is piped in, read once: whoever asks again gets the same."""
    if path == "-" and sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed")
    if path == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(path).open("rb") as stream:
        return stream.read(MAX_BYTES + 1)


def read_bytes(path: Path) -> bytes:
    """The content of a regular file, or what is piped in. Raises FactsError.

    Never waits for a pipe that has a name.
    """
    for _ in range(_TRIES):
        try:
            data, settled = (_streamed(str(path)), True) if is_stream(path) else _read_once(path)
        except OSError as error:
            raise _cannot(path, *_reason(error)) from None
        if len(data) > MAX_BYTES:
            raise _cannot(path, "too-large", "the file is larger than 64 MiB", "split it up")
        if settled:
            return data
    raise _cannot(path, "changing", "the file changes while it is read", "try again when it rests")


def _read_once(path: Path) -> tuple[bytes, bool]:
    """What the file holds, and whether it stayed the same meanwhile."""
    with open_regular(path) as file:
        before = os.fstat(file.fileno())
        data = file.read(MAX_BYTES + 1)
        after = os.fstat(file.fileno())
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data, same


def _reason(error: OSError) -> tuple[str, str, str]:
    if isinstance(error, FileNotFoundError):
        return "no-file", "there is no such file", "name another one with --facts FILE"
    if isinstance(error, IsADirectoryError):
        return "not-a-file", "this is a directory", "name the file inside it"
    if isinstance(error, NotRegularError):
        return "not-a-file", "this is not a regular file", "name a file on disk"
    if isinstance(error, PermissionError):
        return (
            "unreadable",
            "this file cannot be read: permission denied",
            "give yourself read permission",
        )
    return "unreadable", f"cannot be read: {error.strerror or error}", "name another file"


def _cannot(path: Path, code: str, message: str, advice: str) -> FactsError:
    return FactsError([Diagnostic(str(path), 0, 0, "error", code, message, advice)])


def decode(data: bytes, path: str) -> str:
    """The text of a file, without a byte order mark. Raises FactsError unless it is UTF-8."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        message = "file is UTF-16, not UTF-8"
        raise FactsError([Diagnostic(path, 1, 1, "error", "encoding", message, "save it as UTF-8")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        start = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
        good = data[:start].decode("utf-8-sig", "replace")
        line = good.count("\n") + 1
        column = len(good) - good.rfind("\n")
        message = f"byte 0x{data[start]:02X} is not UTF-8"
        advice = "save the file as UTF-8"
        shown = data.decode("utf-8-sig", "replace").split("\n")[line - 1]
        raise FactsError(
            [Diagnostic(path, line, column, "error", "encoding", message, advice, shown=shown)]
        ) from None
