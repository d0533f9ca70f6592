"""No room on the disk, no right to write, a folder that is gone: nothing is half written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.bad_days.conftest import SHOWN, Start, alone
from tests.bad_days.terminal import XEV_LINE
from tests.facts import SAMPLE_PATH
from tui.app.program import XevApp
from tui.cli.main import cli
from tui.facts.book import FactBook
from tui.facts.load import load_facts, open_book
from tui.tabs.calculator.saved import SavedScenario, keep_scenario, load_scenarios, scenarios_path


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is written finds no room when it is to reach the disk."""

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)


def notices(app: XevApp) -> str:
    return " ".join(" ".join(app.messages).split())


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("form", "1234")
async def test_an_export_that_finds_no_room(
    shipped: FactBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", str(tmp_path / "downloads"))
    app = XevApp(shipped)
    with alone(tmp_path):
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            await pilot.press("x", form)
            await pilot.pause()
            assert "Could not write to this folder" in notices(app)
            assert "No space left on device" in notices(app)
    assert not [path for path in tmp_path.rglob("*xev*") if path.is_file()]


async def test_an_export_from_a_folder_that_is_gone(
    shipped: FactBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOWNLOAD_DIR", os.devnull)
    app, here = XevApp(shipped), tmp_path / "here"
    here.mkdir()
    with alone(tmp_path):
        os.chdir(here)
        here.rmdir()
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            await pilot.press("x", "1")
            await pilot.pause()
            assert "Could not write to this folder" in notices(app)


async def test_a_scenario_that_finds_no_room(
    shipped: FactBook, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    app = XevApp(shipped, tab="calculator")
    with alone(tmp_path):
        keep_scenario(scenarios_path(), SavedScenario("kept", "2025-Q1", {"deliveries": "1"}))
        before = scenarios_path().read_bytes()
        request.getfixturevalue("full")
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            await pilot.press("w", "enter")
            await pilot.pause()
            assert "cannot be written: no space left on device" in notices(app)
        assert scenarios_path().read_bytes() == before
        assert [row.name for row in load_scenarios(scenarios_path())] == ["kept"]
        assert len(list(scenarios_path().parent.iterdir())) == 1


def test_a_program_whose_every_byte_finds_no_room(start: Start, home: Path) -> None:
    before = sorted(home.rglob("*"))
    terminal = start(("sh", "-c", f"ulimit -f 0; exec {XEV_LINE}"))
    terminal.until(SHOWN)
    terminal.type("x1")
    terminal.until("Could not write to this folder")
    terminal.type("4")
    terminal.until("Break-even")
    terminal.type("w\r")
    terminal.until("cannot be written")
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert [path for path in sorted(home.rglob("*")) if path.is_file()] == [
        path for path in before if path.is_file()
    ]


@pytest.mark.usefixtures("full")
def test_a_new_facts_file_that_finds_no_room(tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["new", str(tmp_path / "mine.yaml")])
    assert done.exit_code == 2
    assert "No space left on device" in done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("full")
def test_a_cache_that_finds_no_room_is_no_error(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(SAMPLE_PATH.read_bytes())
    with alone(tmp_path):
        assert open_book(facts) == load_facts(facts)
    assert not list((tmp_path / "CACHE").rglob("*.json*"))


def test_no_room_for_another_process_is_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", no_room)
    facts = tmp_path / "facts.yaml"
    facts.write_bytes(SAMPLE_PATH.read_bytes())
    with alone(tmp_path):
        assert open_book(facts, meanwhile=lambda: None) == load_facts(facts)
