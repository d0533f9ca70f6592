"""Noticing that a file was saved, also by an editor that replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Signature = tuple[int, int, int, int] | None


@dataclass
class Watch:
    """Looks at a file's times, size and inode; a missing file has no signature.

    The second time tells of new rights, and of a save whose time was set back.
    """

    path: Path
    seen: Signature = None

    def __post_init__(self) -> None:
        self.seen = self._signature()

    def changed(self) -> bool:
        """Whether the file is another one than at the last look; gone counts as another."""
        now = self._signature()
        if now == self.seen:
            return False
        self.seen = now
        return True

    def _signature(self) -> Signature:
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino
