"""The world outside the terminal: browser, editor, files written whole or not at all.

What only an errand needs is imported on that errand, not when the program starts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_LINE_FLAG = {
    "code": "--goto {file}:{line}",
    "codium": "--goto {file}:{line}",
    "subl": "{file}:{line}",
    "hx": "{file}:{line}",
    "zed": "{file}:{line}",
}
"""How editors that do not take `+LINE` are told the line."""


def editor_command(environ: Mapping[str, str], path: Path, line: int) -> list[str]:
    """The words of a command that opens a file at a line, from $VISUAL, $EDITOR or vi.

    The editor may carry arguments of its own (`code --wait`); no shell is involved.
    """
    import shlex

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


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there as a whole or as it was before. Raises OSError.

    A link stays one; what it leads to is written.
    """
    import tempfile

    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            Path(name).chmod(path.stat().st_mode & 0o777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def write_absent(path: Path, text: str) -> None:
    """Write a file that is not there yet. Raises FileExistsError, and other OSErrors.

    The name is taken before the text is there, so that two programs cannot take the same one.
    """
    path.open("x").close()
    try:
        write_whole(path, text)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def write_new(folders: Iterable[Path], stem: str, suffix: str, text: str) -> Path:
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
                write_absent(path, text)
            except FileExistsError:
                continue
            except OSError as error:
                first = first or error
                break
            return path
    raise first or FileNotFoundError("no folder to write to")
