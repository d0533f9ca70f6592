"""The pages say what the program does: their examples run, their numbers are the engine's."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts import facts_file, man_page, pictures, readme
from tests import ROOT
from tests.daily import by_day
from tui.app.keys import remarks_on
from tui.app.registry import TABLES, TABS, table_of
from tui.app.settings import read_config, read_themes
from tui.cli.main import cli
from tui.facts.book import FactBook
from tui.facts.model import File
from tui.facts.quantity import Hedge, parse_quantity
from tui.facts.schema import shape
from tui.facts.units import Units
from tui.tabs.models.present import FIELDS

DOCS = ROOT / "docs"
LINK = re.compile(r"\]\(([^)#]*)(?:#([^)]*))?\)")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def ran(*arguments: str) -> str:
    """Standard output of a command that succeeds."""
    done = CliRunner().invoke(cli, list(arguments))
    assert done.exit_code == 0, done.output
    return done.stdout


# Pages that are written by the program


def test_the_page_on_the_file_is_made_from_its_shape() -> None:
    assert text_of(DOCS / "facts-file.md") == facts_file.page()


def test_the_settings_and_the_theme_of_the_page_are_right(tmp_path: Path) -> None:
    blocks = readme.FENCE.findall(text_of(DOCS / "settings.md"))
    settings, theme = (block for kind, block in blocks if kind == "toml")
    (tmp_path / "config.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "theme.toml").write_text(theme, encoding="utf-8")
    config = read_config(tmp_path / "config.toml")
    assert (config.theme, config.currency, config.ascii_only) == ("xev-light", "USD", True)
    assert [*config.warnings, *remarks_on(config.keys, tmp_path / "config.toml")] == []
    (tmp_path / "config.toml").unlink()
    assert read_themes(tmp_path)[1] == []


def test_a_command_prints_where_each_file_of_the_page_is() -> None:
    table = text_of(DOCS / "settings.md").split("| what it holds |")[1]
    named = re.findall(r"`([\w.-]+)/?`", re.sub(r"\|[^|\n]*\|$", "", table, flags=re.MULTILINE))
    printed = [Path(line.split(maxsplit=1)[1]).name for line in ran("paths").splitlines()]
    assert {"config.toml", "last.json"} <= set(named) <= set(printed)


def test_the_manual_page_is_that_of_the_commands() -> None:
    assert text_of(DOCS / "xev-tui.1") == man_page.page()


def test_every_field_has_a_note() -> None:
    schema = shape(File).model_json_schema()
    for record in (schema, *schema["$defs"].values()):
        for name, field in record["properties"].items():
            assert field.get("description"), f"{record['title']}.{name}"


def test_quantities_on_the_page_are_read() -> None:
    section = text_of(DOCS / "facts-file.md").split("## Quantities")[1].split("## Periods")[0]
    shown = re.findall(r"^\| `(.*?)` \|", section, re.MULTILINE)
    assert len(shown) == 11
    for text in shown:
        assert parse_quantity(text, Units({"cars": ["car"]})).text == text


OUTPUT = readme.output


def output_here(command: str, folder: Path = ROOT) -> str:
    """As `readme.output`, in this process where no other program has a part in it."""
    if readme.needs_shell(command):
        return OUTPUT(command, folder)
    surroundings = {name: None for name in os.environ if name.startswith("XEV_")}
    with chdir(folder):
        done = CliRunner().invoke(
            cli, shlex.split(command)[1:], env=surroundings | {"COLUMNS": "80"}
        )
    assert done.exception is None or isinstance(done.exception, SystemExit), command
    return done.output


@pytest.mark.parametrize(
    "in_process", [True, pytest.param(False, marks=pytest.mark.nightly)], ids=["here", "started"]
)
@pytest.mark.parametrize(
    "page",
    by_day(readme.PAGES, *(page for page in readme.PAGES if page.name != "add-a-maker.md")),
    ids=lambda page: page.name,
)
def test_outputs_on_the_pages_are_the_programs(
    page: Path, in_process: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(page)
    if in_process:
        monkeypatch.setattr(readme, "output", output_here)
    if readme.COPIED in text:
        assert readme.refreshed(text) == text, "make readme"
        return
    plain = [command for command in readme.commands(text) if not readme.needs_shell(command)]
    for command in plain:
        assert f"$ {command}\n{readme.output(command)}" in text, f"{command}: make readme"


@pytest.mark.shells
@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_pipelines_on_the_pages_work(page: Path) -> None:
    text = text_of(page)
    for command in (
        () if readme.COPIED in text else filter(readme.needs_shell, readme.commands(text))
    ):
        assert f"$ {command}\n{readme.output(command)}" in text, f"{command}: make readme"


@pytest.mark.parametrize("name", by_day(pictures.SCENES, "source", "calculator"))
def test_the_pictures_show_the_program_as_it_is(name: str) -> None:
    kept = text_of(pictures.FOLDER / f"{name}.svg")
    assert "url(http" not in kept
    assert pictures.words(kept) == pictures.words(pictures.draw(name)), "make pictures"


def test_the_readme_names_every_tab_by_its_key_and_every_table() -> None:
    page = text_of(ROOT / "README.md")
    rows = re.findall(r"^\| `(\d)` \| (\w+) \|", page.split("## Keys")[0], re.MULTILINE)
    assert rows == [(str(n), tab.title) for n, tab in enumerate(TABS.values(), 1)]
    for text, words in ((page, "`show` takes"), (text_of(DOCS / "scripting.md"), "show TABLE")):
        told = re.search(rf"{words}.*", text)
        assert told
        assert [name for name in TABLES if f"`{name}`" not in told[0]] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_field_for_programs_is_on_the_page(name: str, shipped: FactBook) -> None:
    page = text_of(DOCS / "scripting.md")
    told = page.split(f"| field of `{name}` |")[1].split("\n\n")[0]
    fields = FIELDS if name == "models" else table_of(name, shipped, "CNY").fields
    assert [field for field in fields if f"`{field}`" not in told] == []


def test_every_hedge_is_on_the_page_for_programs() -> None:
    told = text_of(DOCS / "scripting.md").split("| `hedge` | ")[1].split(" |")[0]
    assert sorted(told.split(", ")) == sorted(Hedge)


# What the pages say about the loss per car


def test_numbers_in_the_text_are_calculated_on_the_same_page() -> None:
    page = text_of(DOCS / "loss-per-car.md")
    worked = "".join(found.group() for found in readme.RUN.finditer(page))
    prose = readme.FENCE.sub("", readme.RUN.sub("", page))
    numbers = re.findall(r"\d{1,3}(?:,\d{3})+", prose)
    assert len(numbers) >= 12
    assert not [number for number in numbers if number not in worked]


# Links


def anchors(page: str) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize(
    "page", [*readme.PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda p: p.name
)
def test_links_lead_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(readme.FENCE.sub("", text_of(page))):
        if target.startswith("http"):
            continue
        found = page.parent / target if target else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(text_of(found)), anchor


def test_every_page_is_reached_from_the_readme() -> None:
    linked = {Path(target).name for target, _ in LINK.findall(text_of(ROOT / "README.md"))}
    assert {page.name for page in DOCS.glob("*.md")} <= linked


def test_every_file_of_the_program_that_the_pages_name_is_there() -> None:
    for page in [*readme.PAGES, ROOT / "CONTRIBUTING.md"]:
        for name in re.findall(r"\b(?:tui|tests|scripts)/[\w./*-]+\b/?", text_of(page)):
            assert list(ROOT.glob(name)), (page.name, name)


def test_everything_the_pages_call_a_make_target_is_one() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for page in [*readme.PAGES, ROOT / "CONTRIBUTING.md"]:
        named = re.findall(r"(?:`|^)make ([a-z-]+)", text_of(page), re.MULTILINE)
        assert set(named) <= targets, page.name
    table = re.findall(r"^\| `make ([a-z-]+)` \|", text_of(ROOT / "CONTRIBUTING.md"), re.MULTILINE)
    assert {*table, "help"} == targets


def test_scripts_are_there_for_ci() -> None:
    done = subprocess.run(
        ["bash", ROOT / "scripts" / "versions.sh"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("usage: ")
