"""Something that takes long says so, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench.places import Place
from tui.cli import common as patience

LONG = (
    "import time; from tui import patience; patience._SECOND = 0.05\n"
    "with patience.patience('Reading facts.yaml'): time.sleep(0.3)\n"
    "print('done')"
)
SHORT = "from tui.patience import patience\nwith patience('Reading'): pass\nprint('done')"


def _written(code: str, folder: Path) -> str:
    place = Place(folder)
    place.forget()
    terminal = place.terminal(sys.executable, "-c", code)
    try:
        terminal.until("done")
        return terminal.raw.decode()
    finally:
        terminal.kill()


def test_long_work_is_told_each_second_and_wiped_away(tmp_path: Path) -> None:
    written = _written(LONG, tmp_path / "home")
    assert "Reading facts.yaml, 1 s (ctrl+c stops)" in written
    assert "Reading facts.yaml, 2 s" in written
    assert written.rpartition("\r\x1b[K")[2].strip() == "done"


def test_short_work_says_nothing(tmp_path: Path) -> None:
    assert _written(SHORT, tmp_path / "home").strip() == "done"


def test_nothing_is_written_where_nobody_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "_SECOND", 0.001)
    with patience.patience("Reading"):
        sum(range(10**6))
    assert capsys.readouterr() == ("", "")
