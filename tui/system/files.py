"""The user's own files: read without waiting, written whole or not at all.

What is no regular file of one's own is never replaced, followed or waited for: a memory that is
linked to a device, a pipe among the settings, a link that another user laid in a shared folder.
Links of one's own lead to the file that is meant, as tools that keep settings in one place set
them.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from itertools import count
from pathlib import Path
from time import sleep
from typing import BinaryIO

try:
    # As `random` does: `hashlib` would load all of OpenSSL, which takes time and memory.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

LARGEST_TEXT = 250_000
"""Bytes of a settings file, of the memory or of the scenarios; more is a mistake or an attack."""

_TRIES, _BETWEEN = 500, 0.01
"""How often another program's lock is looked at, and the seconds between."""


class NotRegularError(OSError):
    """A pipe, a device or a socket stands where a file should."""


def digest_of(content: bytes) -> str:
    """A digest in 32 characters: other content has another one."""
    return blake2b(content, digest_size=16).hexdigest()


def open_regular(path: Path) -> BinaryIO:
    """Open a regular file, perhaps by a link. Raises OSError; never waits for a pipe."""
    # Opening alone can set a device going, and between the two looks it may become another file.
    _regular(path, path.stat())
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    file = os.fdopen(os.open(path, flags), "rb")
    try:
        _regular(path, os.fstat(file.fileno()))
    except OSError:
        file.close()
        raise
    return file


def read_own(path: Path, most: int = -1) -> bytes:
    """The content of such a file; of a longer one, a byte more than `most`. Raises OSError.

    Linking a file to the null device is how people switch it off: it is empty.
    """
    found = path.stat()
    if stat.S_ISCHR(found.st_mode) and found.st_rdev == Path(os.devnull).stat().st_rdev:
        return b""
    with open_regular(path) as file:
        return file.read(most + 1 if most >= 0 else -1)


def read_text(path: Path) -> str:
    """The text of such a file, settings or what is remembered.

    Raises OSError, also where it is longer than people write one, and UnicodeDecodeError where it
    is not UTF-8.
    """
    content = read_own(path, LARGEST_TEXT)
    if len(content) > LARGEST_TEXT:
        raise OSError(errno.EFBIG, f"larger than {LARGEST_TEXT:,} bytes", str(path))
    return content.decode("utf-8").replace("\r\n", "\n")


def only_mine(found: os.stat_result) -> bool:
    """Whether nobody else can have written this file or folder, the administrator aside."""
    return _mine(found) and (sys.platform == "win32" or not found.st_mode & 0o022)


def _mine(found: os.stat_result) -> bool:
    return sys.platform == "win32" or found.st_uid == os.geteuid()


def _regular(path: Path, found: os.stat_result) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotRegularError(errno.EINVAL, "no regular file", str(path))


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole or as it was before. Raises OSError.

    A link of one's own stays one; what it leads to is written. New folders are one's own alone.
    """
    write_together({path: text})


def write_together(texts: Mapping[Path, str]) -> None:
    """Write files as `write_whole` does, none of them before there is room for all."""
    with ExitStack() as stack:
        for path, text in texts.items():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            own = own_file(path)
            own.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            new = stack.enter_context(filling(own))
            new.write_text(text, encoding="utf-8", newline="")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Let no other program of this kind change the files in a folder meanwhile. Raises OSError.

    What is read and written back would else undo what another wrote in between. Where a folder
    cannot be locked, as on Windows or on some network drives, nobody is kept waiting.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for _ in range(_TRIES):
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                sleep(_BETWEEN)
            except OSError:
                break
            else:
                break
        else:
            raise BlockingIOError(errno.EAGAIN, "another program is writing it", str(folder))
        yield
    finally:
        os.close(handle)


def own_file(path: Path) -> Path:
    """The file that a name or a link of one's own leads to, be it there or not.

    Raises OSError where that, or the link, is another user's, and where it is no regular file.
    """
    if path.is_symlink():
        if not _mine(path.lstat()):
            raise PermissionError(errno.EPERM, "a link of another user", str(path))
        path = Path(os.path.realpath(path))
    if os.path.lexists(path):
        _regular(path, path.lstat())
        if not _mine(path.lstat()):
            raise PermissionError(errno.EPERM, "a file of another user", str(path))
    return path


@contextmanager
def filling(path: Path) -> Iterator[Path]:
    """An empty file to fill, which takes the place of what has this name if nothing is raised."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "rb+"):
            yield Path(name)
            os.fsync(handle)
        if os.path.lexists(path):
            Path(name).chmod(path.lstat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def filling_absent(path: Path) -> Iterator[Path]:
    """The same for a name that is free. Raises FileExistsError, and other OSErrors.

    The name is taken before the file is filled, so that two programs cannot take the same one.
    """
    path.open("x").close()
    try:
        with filling(path) as new:
            yield new
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_absent(path: Path, content: bytes) -> None:
    """Write a file that is not there yet. Raises FileExistsError, and other OSErrors."""
    with filling_absent(path) as new:
        new.write_bytes(content)


def write_new(folders: Iterable[Path], stem: str, suffix: str, content: bytes) -> Path:
    """Write a file under a name not yet taken, in the first folder that can be written.

    It is `stem.csv`, else `stem-2.csv` and so on. Raises the OSError of the first folder when none
    can be written.
    """
    first: OSError | None = None
    for folder in folders:
        for number in count(1):
            name = stem if number == 1 else f"{stem}-{number}"
            path = folder / f"{name}.{suffix}"
            try:
                write_absent(path, content)
            except FileExistsError:
                continue
            except OSError as error:
                first = first or error
                break
            return path
    raise first or FileNotFoundError("no folder to write to")
