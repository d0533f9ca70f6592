"""Notices when the facts are saved, also by an editor that replaces a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tui.facts.source_text import file_in

Signature = tuple[int, ...] | None


class Watch:
    """Compares times, size and inode of a facts file and its parts with those of the last look.

    The time of the last status change shows new permissions, and a save whose own time was set
    back. A missing file has no signature.
    """

    def __init__(self, path: Path, parts: Iterable[str] = ()) -> None:
        self.path = path
        self._seen: dict[Path, Signature] = {}
        self.follow(parts)

    def follow(self, parts: Iterable[str]) -> None:
        """Look at the file, and at those that it includes by these names, from now on."""
        paths = [file_in(self.path, part) for part in ("", *parts)]
        seen = self._seen
        self._seen = {path: seen[path] if path in seen else _signature(path) for path in paths}

    def changed(self) -> bool:
        """Whether a file changed since the last look, or is gone."""
        now = {path: _signature(path) for path in self._seen}
        before, self._seen = self._seen, now
        return now != before


def _signature(path: Path) -> Signature:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino, stat.st_mode
