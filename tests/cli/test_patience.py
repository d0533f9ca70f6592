"""Something that takes long says so, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.places import Place
from tui.cli import common

LONG = (
    "from tui.system.stdio import prepare_streams; prepare_streams()\n"
    "from tui.cli import common; common._SECOND = 0.05\n"
    "with common.patience('Reading facts.yaml'): input()\n"
    "print('done')"
)
"""It takes until a line is typed."""
SHORT = "from tui.cli.common import patience\nwith patience('Reading'): pass\nprint('done')"


def _written(code: str, folder: Path, before: str) -> str:
    """All that a program wrote; it gets a line when it has written some words."""
    place = Place(folder)
    place.forget()
    terminal = place.terminal(sys.executable, "-c", code)
    try:
        terminal.until(before)
        terminal.leave(b"\n")
        return terminal.raw.decode()
    finally:
        terminal.kill()


def test_long_work_is_told_each_second_and_wiped_away(tmp_path: Path) -> None:
    written = _written(LONG, tmp_path / "home", "Reading facts.yaml, 2 s")
    assert "Reading facts.yaml, 1 s (ctrl+c stops)" in written
    assert written.rpartition("\r\x1b[K")[2].strip() == "done"


def test_short_work_says_nothing(tmp_path: Path) -> None:
    assert _written(SHORT, tmp_path / "home", "done").strip() == "done"


def test_nothing_is_written_where_nobody_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(common, "_SECOND", 0.001)
    with common.patience("Reading"):
        sum(range(10**6))
    assert capsys.readouterr() == ("", "")
