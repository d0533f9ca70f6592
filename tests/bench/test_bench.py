"""The benchmark works; how long things take is for `make bench` to say, never for a test."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests import ROOT
from tests.bench.growing import facts_text
from tests.bench.places import Place
from tests.bench.result import Result, as_json, as_table, held
from tests.bench.terminal import Silent
from tui.facts.load import load_text

SLOW = Result("start", 300.0, "T", 200.0, 0.75)
QUICK = Result("quit", 10.0, "T's quit", 200.0, 0.6)


def test_a_ratio_holds_up_to_its_budget() -> None:
    assert not SLOW.holds
    assert QUICK.holds
    assert Result("", 3.0, "", 4.0, 0.75).holds
    assert not Result("", 1.0, "", 0.0, 0.75).holds


def test_medians_are_shown_in_people_s_units() -> None:
    row = held("start", [0.3, 0.1, 0.2], "T", [0.4, 0.4, 9.0], 0.75)
    assert row.measured == pytest.approx(200.0)
    assert row.reference == pytest.approx(400.0)
    memory = held("memory", [2.0**21], "T", [2.0**20], 1.1, "MiB")
    assert (memory.measured, memory.reference) == (2.0, 1.0)


def test_the_table_marks_what_is_missed() -> None:
    head, start, quit_ = as_table([SLOW, QUICK]).splitlines()
    assert "budget" in head
    assert start.split()[-4:] == ["1.50", "0.75", "✗", "missed"]
    assert quit_.split()[-2:] == ["0.05", "0.60"]


def test_json_says_the_same() -> None:
    start, quit_ = json.loads(as_json([SLOW, QUICK]))
    assert (start["ratio"], start["holds"]) == (1.5, False)
    assert (quit_["name"], quit_["budget"], quit_["holds"]) == ("quit", 0.6, True)


@pytest.mark.parametrize("count", [1, 79, 80, 81, 500])
def test_a_large_store_is_sound_and_always_the_same(count: int) -> None:
    text = facts_text(count)
    assert text == facts_text(count)
    loaded = load_text(text)
    assert loaded.diagnostics == () or all(d.severity != "error" for d in loaded.diagnostics)
    assert len(loaded.required().facts) == count == len(yaml.safe_load(text)["facts"])


def _terminal_place(folder: Path) -> Place:
    place = Place(folder)
    place.forget()
    return place


def test_a_program_is_timed_by_what_it_writes(tmp_path: Path) -> None:
    code = "print('re' + 'ady', flush=True); print('got ' + input(), flush=True); input()"
    terminal = _terminal_place(tmp_path / "home").terminal(sys.executable, "-c", code)
    try:
        assert terminal.until("ready") > 0
        assert terminal.memory() > 2**20
        assert terminal.cpu() >= 0
        answer = terminal.press(b"key\n")
        assert 0 < answer.first <= answer.settled
        assert answer.size >= len("got key")
        assert "got key" in terminal.text()
        assert terminal.leave(b"\n") > 0
    finally:
        terminal.kill()


def test_a_program_that_says_nothing_is_told(tmp_path: Path) -> None:
    place = _terminal_place(tmp_path / "home")
    terminal = place.terminal(sys.executable, "-c", "print('\x1b[1msomething\x1b[m else')")
    with pytest.raises(Silent, match="something else"):
        terminal.until("ready")
    terminal.kill()


@pytest.mark.nightly
def test_the_whole_benchmark_runs_and_says_which_budgets_are_missed() -> None:
    run = [sys.executable, "-m", "tests.bench", "--tiny", "--json"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    rows = json.loads(done.stdout)
    missed = [row["name"] for row in rows if not row["holds"]]
    assert done.returncode == (1 if missed else 0)
    assert all(name in done.stderr for name in missed)
    assert all(row["measured"] > 0 and row["reference"] > 0 for row in rows)
    assert {"cursor down", "the very first start", "memory at rest"} <= {r["name"] for r in rows}
