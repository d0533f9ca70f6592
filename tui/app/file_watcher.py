"""Notices when a file is saved, also by an editor that replaces it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Signature = tuple[int, int, int, int] | None


@dataclass
class Watch:
    """Compares times, size and inode of a file with those of the last look.

    The time of the last status change shows new permissions, and a save whose own time was set
    back. A missing file has no signature.
    """

    path: Path
    seen: Signature = None

    def __post_init__(self) -> None:
        self.seen = self._signature()

    def changed(self) -> bool:
        """Whether the file changed since the last look, or is gone."""
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
