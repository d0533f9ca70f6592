"""The facts file changes under the program: it goes on with the last facts that were good."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random

import pytest
from textual.pilot import Pilot

from tests import facts_alone
from tests.facts import SAMPLE, SAMPLE_PATH
from tests.facts.mutations import damaged
from tui.app import program
from tui.app.file_watcher import Watch
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.load import load_facts, load_text
from tui.ui.chrome import NavBar
from tui.ui.tab import Tab

TEXT = facts_alone()
STARTER = Path(program.__file__).parents[1] / "cli" / "starter.yaml"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks happen when the test asks for them."""
    monkeypatch.setattr(program, "RELOAD_SECONDS", 3600)


def written(path: Path) -> Path:
    """The sample in a file of its own."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(SAMPLE, encoding="utf-8")
    return path


@asynccontextmanager
async def shown(path: Path) -> AsyncIterator[tuple[XevApp, Pilot[None]]]:
    app = XevApp(load_facts(path))
    async with app.run_test(size=(110, 34)) as pilot:
        await pilot.pause()
        yield app, pilot


async def look(app: XevApp, pilot: Pilot[None]) -> str:
    """Let the program look for a save; what the first row says then."""
    app._look_for_a_save()
    await pilot.pause()
    return app.screen.query_one(NavBar).status[0]


def deleted(path: Path) -> None:
    path.unlink()


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    middle = SAMPLE.index("{", len(SAMPLE) // 2)
    path.write_text(SAMPLE[: middle + 9], encoding="utf-8")


def replaced_by_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replaced_by_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def replaced_by_a_loop(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def not_text(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 100)


def with_its_folder_gone(path: Path) -> None:
    path.parent.rename(path.parent.with_name(f"{path.parent.name}-away"))
    path.parent.write_text("", encoding="utf-8")


SPOILED = (
    deleted,
    emptied,
    truncated,
    replaced_by_a_folder,
    replaced_by_a_pipe,
    replaced_by_a_loop,
    not_text,
    with_its_folder_gone,
)


async def test_a_spoilt_file_leaves_the_last_facts(tmp_path: Path) -> None:
    async with shown(written(tmp_path / "start.yaml")) as (app, pilot):
        for spoil in SPOILED:
            path = written(tmp_path / spoil.__name__ / "facts.yaml")
            app._watch = Watch(path)
            book = app.book
            spoil(path)
            assert (await look(app, pilot)).startswith("✗ "), spoil.__name__
            assert all("✗" in form for form in app.screen.query_one(NavBar).status)
            assert "not loaded; the facts from before the save stay" in app.messages[-1]
            assert app.book is book
            assert app.problems
            await pilot.press("exclamation_mark", "escape", "down", "s", "s")
        await pilot.press("1", "2", "3", "4", "5")
        assert app.is_running


def _without(*_: object, **__: object) -> None:
    raise ZeroDivisionError("not foreseen")


STAGES = {
    "read": "tui.facts.source_text.open_regular",
    "decode": "tui.facts.load.decode",
    "parse": "tui.facts.include.parse",
    "validate": "tui.facts.include.validate",
    "build": "tui.facts.build.build",
    "checks": "tui.checks.run.run_checks",
    "issues": "tui.checks.issues._covers",
}


@pytest.mark.parametrize(
    "stages", [("parse", "checks"), pytest.param(tuple(STAGES), marks=pytest.mark.nightly)]
)
async def test_an_error_of_its_own_in_a_reload_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stages: Sequence[str]
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "facts.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    async with shown(path) as (app, pilot):
        for stage in stages:
            book = app.book
            path.write_text(SAMPLE.replace("title: What", f"title: Not {stage}"), encoding="utf-8")
            with monkeypatch.context() as patch:
                patch.setattr(STAGES[stage], _without)
                assert (await look(app, pilot)).startswith(f"✗ {path}"), stage
            assert app.book is book
            assert "ZeroDivisionError: not foreseen" in str(app.problems[0])
            report = Path(str(app.problems[0]).split("The report is in ")[1].rstrip(")"))
            assert report.is_file()
            report.unlink()
            await pilot.press("exclamation_mark", "escape", *"123456")
            path.write_text(SAMPLE.replace("title: What", f"title: By {stage}"), encoding="utf-8")
            assert (await look(app, pilot)).startswith("facts ")
            assert app.book.title.startswith(f"By {stage}")


@pytest.mark.parametrize("tab", ["finances", "peers"])
async def test_an_error_in_drawing_new_facts_brings_back_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tab: str
) -> None:
    """On the tab that is shown, and on one that is visited after the save."""
    screen = TABS[tab].screen_class
    draw = screen.draw

    def drawn(self: Tab) -> None:
        if self.book.title.startswith("Waht"):
            _without()
        draw(self)

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(screen, "draw", drawn)
    path = tmp_path / "facts.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    async with shown(path) as (app, pilot):
        book = app.book
        path.write_text(SAMPLE.replace("title: What", "title: Waht"), encoding="utf-8")
        await look(app, pilot)
        app.action_go(tab)
        await pilot.pause()
        assert app.book is book
        assert app.screen.query_one(NavBar).status[0].startswith(f"✗ {path}")
        await pilot.press(*"123456", "s", "exclamation_mark", "escape")
        path.write_text(SAMPLE.replace("title: What", "title: Thaw"), encoding="utf-8")
        assert (await look(app, pilot)).startswith("facts ")


async def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "facts.yaml"
    written(path)

    def forbidden(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    async with shown(path) as (app, pilot):
        path.chmod(0o000)
        with monkeypatch.context() as patch:
            patch.setattr("tui.facts.source_text.os.open", forbidden)
            assert (await look(app, pilot)).startswith("✗ ")
        assert app.problems[0].message == "this file cannot be read: permission denied"
        path.chmod(0o644)
        assert (await look(app, pilot)).startswith("facts ")


async def test_another_file_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    path = written(tmp_path / "facts.yaml")
    os.utime(path, ns=(1, 1))
    async with shown(path) as (app, pilot):
        path.write_text(SAMPLE.replace("title: What", "title: Waht"), encoding="utf-8")
        os.utime(path, ns=(1, 1))
        assert app.book.title.startswith("What")
        await look(app, pilot)
        assert app.book.title.startswith("Waht")


async def test_an_editor_that_saves_by_renaming_is_seen_again_and_again(tmp_path: Path) -> None:
    path, aside = written(tmp_path / "facts.yaml"), tmp_path / "facts.yaml.swp"
    async with shown(path) as (app, pilot):
        for number in range(3):
            aside.write_text(SAMPLE.replace("title: What", f"title: Wh{number}t"), encoding="utf-8")
            os.utime(aside, ns=(1, 1))
            before = app.book
            aside.rename(path)
            assert (await look(app, pilot)).startswith("facts ")
            assert app.book is not before
        path.unlink()
        assert (await look(app, pilot)).startswith("✗ ")
        path.write_text(SAMPLE, encoding="utf-8")
        assert (await look(app, pilot)).startswith("facts ")
        assert not app.problems


@pytest.mark.parametrize("saves", [50, pytest.param(200, marks=pytest.mark.nightly)])
async def test_many_saves_in_a_row(tmp_path: Path, saves: int) -> None:
    path = tmp_path / "facts.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    async with shown(path) as (app, pilot):
        for number in range(saves):
            broken = number % 3 == 1
            path.write_text(f"{SAMPLE}# {number}\n" if not broken else "facts: [", encoding="utf-8")
            app._look_for_a_save()
            assert bool(app.problems) is broken
            if number % 10 == 0:
                await pilot.press(str(number // 10 % 5 + 1))
        assert app.is_running


@pytest.mark.parametrize(
    "overlays",
    [
        {"2": "slash", "3": "ctrl+p"},
        pytest.param(
            {"1": "question_mark", "2": "slash", "3": "x", "4": "ctrl+p", "5": "exclamation_mark"},
            marks=pytest.mark.nightly,
        ),
    ],
)
async def test_quite_other_facts_under_everything_that_is_open(
    tmp_path: Path, overlays: dict[str, str]
) -> None:
    others = [load_facts(path) for path in (SAMPLE_PATH, STARTER)]
    path = tmp_path / "facts.yaml"
    path.write_text(TEXT, encoding="utf-8")
    async with shown(path) as (app, pilot):
        shipped = app.book
        for number, (tab, overlay) in enumerate(overlays.items()):
            await pilot.press(tab, "G", "s", "j", overlay)
            for book in (others[number % 2], shipped):
                app.book = book
                await pilot.press("down")
            await pilot.press("escape", "escape", "escape")
        assert app.is_running


@pytest.mark.nightly
async def test_damaged_facts_that_still_load_can_be_shown(tmp_path: Path) -> None:
    shown_ones = 0
    async with shown(written(tmp_path / "facts.yaml")) as (app, pilot):
        for seed in range(80):
            book = load_text(damaged(TEXT, Random(seed))).book
            if book is not None and book != app.book:
                shown_ones += 1
                app.book = book
                await pilot.press(str(seed % 5 + 1), "s", "G")
    assert shown_ones > 3
