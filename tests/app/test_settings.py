"""Settings, keys and themes of the user: wrong lines are told, nothing stops the program."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.app.keys import key_rows, remarks_on
from tui.app.program import XevApp
from tui.app.settings import Config, read_config, read_themes
from tui.app.themes import DARK, LIGHT
from tui.facts.book import FactBook


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_missing_file_wishes_nothing(tmp_path: Path) -> None:
    assert read_config(tmp_path / "config.toml") == Config()


def test_every_setting_is_read(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'theme = "xev-light"\ncurrency = "usd"\nascii = true\n'
        '[keys]\n"go.models" = "f2, m"\nhelp.open = "h"\n',
    )
    keys = {"go.models": "f2,m", "help.open": "h"}
    assert read_config(path) == Config("xev-light", "USD", True, keys)


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ('\ncurency = "usd"', "config.toml:2: curency is not known; the nearest is currency."),
        ("theme = 3", "config.toml:1: theme must be the name of a theme in quotes."),
        ('currency = "yen"', "config.toml:1: currency must be one of CNY, USD, EUR."),
        ('ascii = "yes"', "config.toml:1: ascii must be true or false."),
        ('[keys]\nhelp.open = ""', "config.toml:2: help.open must be keys in quotes"),
        ("[keys]\nhelp.open = 1", "config.toml:2: help.open must be keys in quotes"),
        (
            '[keys]\nhelp.open = "^d"',
            'config.toml:2: help.open must be keys in quotes, such as "f5" ',
        ),
        ('keys = "q"', "config.toml:1: keys must be a table"),
        ("theme = ", "config.toml: Invalid value (at end of document)"),
        ('[keys]\nsearch.open = "ctrl+q"', "config.toml:2: search.open cannot use ctrl+q"),
        ("keys = " + "[" * 5000, "config.toml: "),
        ("keys = " + "[\n" * 5000, "config.toml: "),
        ("\nkeys" + ".a" * 60_000 + " = 1", "config.toml: line 2 is longer than 1,000 charac"),
        ("".join(f"a{n} = 1\n" for n in range(600)), "config.toml: 600 settings are more than"),
    ],
)
def test_a_wrong_line_is_told_and_left_out(tmp_path: Path, text: str, warning: str) -> None:
    found = read_config(written(tmp_path, text))
    assert found.warnings[0].startswith(warning)
    assert len(found.warnings) == 1
    assert found == Config(warnings=found.warnings)


async def test_no_keys_of_the_user_leave_a_place_without_a_way_out(shipped: FactBook) -> None:
    keys = {"app.quit": "x", "go.models": "q", "help.open": "h"}
    for opened in ("", "h", "slash", "ctrl+p", "exclamation_mark"):
        app = XevApp(shipped, keys=keys)
        async with app.run_test() as pilot:
            await pilot.press(*filter(None, [opened]), "ctrl+q")
            assert not app.is_running, opened


@pytest.mark.parametrize("text", ["x = " + "[\n" * 5000, "a" + ".a" * 60_000 + " = 1"])
def test_a_theme_nested_too_deep_is_told_or_harmless(tmp_path: Path, text: str) -> None:
    (tmp_path / "deep.toml").write_text(text, encoding="utf-8")
    _, remarks = read_themes(tmp_path)
    assert remarks
    assert all(remark.startswith("deep.toml:") for remark in remarks)


def test_a_folder_or_another_encoding_is_told(tmp_path: Path) -> None:
    assert "directory" in read_config(tmp_path).warnings[0]
    path = tmp_path / "config.toml"
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in read_config(path).warnings[0]
    path.write_text("".join(f"a{n} = 1\n" for n in range(200_000)), encoding="utf-8")
    assert read_config(path).warnings == (f"{path}: larger than 250,000 bytes",)


@given(st.text())
def test_no_text_stops_the_program(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert isinstance(read_config(path), Config)


def test_a_name_that_nobody_knows_is_told_with_the_nearest(tmp_path: Path) -> None:
    path = written(tmp_path, '[keys]\n"go.model" = "m"\n')
    assert remarks_on(read_config(path).keys, path) == [
        "config.toml:2: go.model is not known; the nearest is go.models."
    ]


def test_a_key_with_two_meanings_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, '[keys]\n"go.models" = "o"\n')
    assert remarks_on(read_config(path).keys, path) == [
        "config.toml:2: go.models shares a key with source.open."
    ]
    path = written(tmp_path, '[keys]\n"go.models" = "o"\n"source.open" = "ctrl+o"\n')
    assert remarks_on(read_config(path).keys, path) == []


def test_keys_are_listed_with_their_names_and_as_remapped() -> None:
    listed = list(key_rows({"help.open": "f12,h"}))
    rows = {row.name: row for row in listed}
    places = [place for place, _ in groupby(row.place for row in listed)]
    assert len(places) == len(set(places)), "each place has its heading once"
    assert rows["help.open"].keys == ("F12", "h")
    assert rows["export.open"].keys == ("x",)
    assert rows["grid.left"].place == "Tables"


def test_every_binding_of_the_program_can_be_remapped() -> None:
    assert {row.keys for row in key_rows() if not row.name} == {("^q",)}


def test_a_theme_of_the_user_needs_only_what_differs(tmp_path: Path) -> None:
    (tmp_path / "sepia.toml").write_text(
        'name = "sepia"\ndark = false\n[colours]\nbackground = "#F4ECD8"\nloss = "#8A2B00"\n',
        encoding="utf-8",
    )
    (theme,), remarks = read_themes(tmp_path)
    assert not remarks
    assert (theme.name, theme.background, theme.dark) == ("sepia", "#F4ECD8", False)
    assert theme.variables["loss"] == "#8A2B00"
    assert theme.variables["profit"] == LIGHT.variables["profit"]


def test_a_spoilt_theme_is_told_and_what_is_right_in_it_used(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("name = ", encoding="utf-8")
    (tmp_path / "b.toml").write_text(
        'name = "xev-dark"\n[colors]\nlos = "red"\nprofit = "nope"\nbest = "#123456"\n',
        encoding="utf-8",
    )
    (theme,), remarks = read_themes(tmp_path)
    assert theme.name == "my-b"
    assert theme.variables["best"] == "#123456"
    assert theme.variables["profit"] == DARK.variables["profit"]
    assert [remark.split(":")[0] for remark in remarks] == ["a.toml", *["b.toml"] * 3]
    assert "b.toml:3: los is not known; the nearest is loss." in remarks
    assert 'b.toml:4: profit must be a colour in quotes, such as "#FF8A1F".' in remarks
