"""The starter: valid as it is, valid when filled in, and every tab works on both."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Self

import pytest
from click.testing import CliRunner, Result

from tests.cli.makers import filled_in
from tests.seen import by_tabs, each_tab
from tui.app.program import XevApp
from tui.cli.main import cli
from tui.cli.new import PART, STARTER
from tui.facts.book import TIERS
from tui.facts.load import load_facts
from tui.facts.model import File
from tui.facts.schema import json_schema, shape
from tui.ui.filter import NOTHING_YET, FilterBar

KEYS = "s escape enter escape v b left right escape c down up left right f escape z y"
OVERLAYS = "slash a escape exclamation_mark escape"
TABLES = ["finances", "timeline", "models", "disputes", "peers", "facts", "sources"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments))


TODAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is one and the same day whenever the tests run, and later than all in the examples."""

    class Day(date):
        @classmethod
        def today(cls) -> Self:
            return cls(TODAY.year, TODAY.month, TODAY.day)

    monkeypatch.setattr("tui.cli.new.date", Day)


@pytest.fixture(params=["empty", "filled in"])
def started(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file that `new` wrote, as it is or with its examples in use."""
    path = tmp_path / "mine.yaml"
    done = run("new", str(path))
    assert (done.exit_code, done.stdout) == (0, "")
    if request.param != "empty":
        path.write_text(filled_in(path.read_text(encoding="utf-8")), encoding="utf-8")
    return path


def test_it_passes_the_check(started: Path) -> None:
    done = run("check", str(started))
    assert done.exit_code == 0, done.output
    assert "error" not in done.stdout


def test_tiers_stand_in_one_order_everywhere() -> None:
    for starter in (STARTER, PART):
        words = re.findall("[a-z]+", starter.read_text(encoding="utf-8").replace(" or ", " "))
        assert " ".join(TIERS) in " ".join(words), starter
    assert f'"tier": {{"enum": {json.dumps(TIERS)}' in json.dumps(json_schema())


def test_it_is_of_today(started: Path) -> None:
    assert load_facts(started).as_of.text == str(TODAY)


def test_the_examples_show_every_section(tmp_path: Path) -> None:
    text = filled_in(STARTER.read_text(encoding="utf-8"))
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    text = text.replace("## include:", "include:")
    named = set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))
    assert named == set(shape(File).model_fields)
    book = load_facts(path)
    assert book.currency == "USD"
    assert "Example Motors lost" in run("calc", "2025-Q2", "--facts", str(path)).stdout


@pytest.mark.parametrize("what", TABLES)
def test_every_table_can_be_printed(started: Path, what: str) -> None:
    for form in ("table", "csv", "json", "md"):
        done = run("show", what, "--format", form, "--facts", str(started))
        assert (done.exit_code, done.stderr) == (0, "")


@by_tabs("finances", "disputes")
async def test_every_tab_works(started: Path, tabs: Sequence[str]) -> None:
    app = XevApp(load_facts(started))
    async with app.run_test(size=(110, 32)) as pilot:
        async for tab in each_tab(pilot, tabs):
            await pilot.press(*KEYS.split())
            assert app.current_mode == tab
        await pilot.press(*OVERLAYS.split())
        assert app.current_mode == tab


SAYS = {
    "timeline": "Add under events:",
    "models": "Add under models:",
    "finances": "Add under facts:",
    "calculator": "deliveries, revenue, gross margin, result",
    "disputes": "Add figures under facts:",
    "peers": "xev-tui new --part peers/other.yaml",
}


async def test_an_empty_tab_says_what_to_write(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    run("new", str(path))
    app = XevApp(load_facts(path))
    async with app.run_test(size=(110, 32)) as pilot:
        async for tab in each_tab(pilot):
            drawn = app.export_screenshot(simplify=True).replace("&#160;", " ")
            assert SAYS[tab] in " ".join(re.sub(r"<[^>]*>", " ", drawn).split()), tab
            if bars := app.screen.query(FilterBar):
                await pilot.press("f")
                assert not bars.first().is_open
                assert app.messages[-1] == NOTHING_YET


def test_it_writes_over_nothing(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("kept", encoding="utf-8")
    (tmp_path / "mine-2.yaml").touch()
    done = run("new", str(path))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{path} is there already. Choose another name, for example " + (
        f"{tmp_path / 'mine-3.yaml'}.\n"
    )
    assert path.read_text(encoding="utf-8") == "kept"


def test_a_folder_that_is_not_there_is_said_in_a_line(tmp_path: Path) -> None:
    done = run("new", str(tmp_path / "none" / "mine.yaml"))
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


def test_the_option_comes_before_the_variable_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tmp_path / "one.yaml", tmp_path / "other.yaml"
    for path in (one, other):
        run("new", str(path))
    monkeypatch.setenv("XEV_FACTS", str(other))
    for arguments in (["--facts", str(one), "paths"], ["paths", "--facts", str(one)]):
        assert run(*arguments).stdout.startswith(f"facts      {one}\n")
    assert run("paths").stdout.startswith(f"facts      {other}\n")
