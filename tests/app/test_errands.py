"""Export, copying, the drawer and the search, on any tab."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.seen import drawer_text, said, tab_of, text_of
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.system import desktop as clipboard
from tui.system import files as outside
from tui.ui.drawer import Drawer
from tui.ui.export import Export
from tui.ui.hits import SearchResults
from tui.ui.search import Search
from tui.ui.tab import Tab
from tui.ui.text import Prose

# Export


async def test_the_overlay_writes_rows_and_a_picture(
    shipped: FactBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("x")
        assert isinstance(app.screen, Export)
        await pilot.press("down", "enter", "x", "1", "x", "4", "x", "5")
        await pilot.pause()
        assert f"Wrote {tmp_path / 'xev-finances-cny.json'}" in said(app)
        assert f"Wrote {tmp_path / 'xev-finances-cny.xlsx'}" in said(app)
        with ZipFile(tmp_path / "xev-finances-cny.xlsx") as file:
            assert b"https://" in file.read("xl/worksheets/_rels/sheet2.xml.rels")
            assert b"<v>81302</v>" in file.read("xl/worksheets/sheet1.xml")
            assert b"<t>2025-Q2</t>" in file.read("xl/sharedStrings.xml")
        monkeypatch.setitem(sys.modules, "xlsxwriter", None)
        await pilot.press("x", "5")
        await pilot.pause()
        assert "Type: pip install xlsxwriter (pipx: " in said(app)
        assert "Export" not in (tmp_path / "xev-finances.svg").read_text(encoding="utf-8")
        await pilot.press("x", "escape", "c", "x", "x")
        assert isinstance(app.screen, Tab)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "xev-finances-cny.csv",
        "xev-finances-cny.json",
        "xev-finances-cny.xlsx",
        "xev-finances.svg",
    ]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    names = [outside.write_new([tmp_path], "rows", "csv", b"%d" % n).name for n in range(3)]
    assert names == ["rows.csv", "rows-2.csv", "rows-3.csv"]
    assert (tmp_path / "rows.csv").read_text(encoding="utf-8") == "0"
    assert (tmp_path / "rows.csv").stat().st_mode & 0o777 == 0o644 & ~_umask()


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_the_next_folder_is_taken_where_the_first_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = outside.write_new([tmp_path / "file", tmp_path], "rows", "csv", b"1")
    assert path.parent == tmp_path


async def test_a_full_disk_is_told_in_words_and_leaves_nothing(
    shipped: FactBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("os.fsync", full)
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        tab_of(pilot).export("csv")
        await pilot.pause()
        assert said(app).startswith("Could not write to this folder")
        assert said(app).endswith("No space left on device.")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


# Copying


@pytest.mark.parametrize(
    ("environ", "platform", "tool"),
    [
        ({"DISPLAY": ":0"}, "linux", "xclip"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "linux", "wl-copy"),
        ({"DISPLAY": ":0", "SSH_CONNECTION": "1.2.3.4"}, "linux", ""),
        ({}, "linux", ""),
        ({}, "darwin", "pbcopy"),
    ],
)
def test_the_tool_of_this_computer_is_used_but_not_over_ssh(
    environ: dict[str, str], platform: str, tool: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        assert options["input"] == "−¥6,590".encode()
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.run", run)
    assert clipboard.copy_here("−¥6,590", environ, platform) == tool
    assert [command[0] for command in ran] == ([tool] if tool else [])


def test_a_tool_that_hangs_or_fails_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        if command[0] == "wl-copy":
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, int(command[0] == "xclip"))

    monkeypatch.setattr("shutil.which", lambda name, path=None: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.run", run)
    environ = {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}
    assert clipboard.copy_here("1", environ, "linux") == "xsel"


async def test_a_row_is_copied_below_its_headings(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("ctrl+y")
        assert said(app).startswith("Sent to the terminal's clipboard: 2026-Q1 80856 ")
    heads, row = (line.split("\t") for line in app.clipboard.splitlines())
    copied = dict(zip(heads, row, strict=True))
    assert (copied["period"], copied["deliveries"]) == ("2026-Q1", "80856")
    assert copied["profit_per_car"].startswith("-38339.")


# The drawer


async def test_the_drawer_scrolls_beside_the_tab_and_names_disputes(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 24)) as pilot:
        await pilot.press("left", "left", "left", "s")
        drawer = tab_of(pilot).query_one(Drawer)
        assert "In dispute" in drawer_text(pilot)
        assert "D dispute" in text_of(app)
        await pilot.pause()
        await pilot.press("ctrl+d")
        assert drawer.scroll_y > 0
        await pilot.press("K")
        assert drawer.scroll_y == 0


async def test_over_the_tab_the_drawer_has_the_keys_and_keeps_the_number(
    shipped: FactBook,
) -> None:
    app = XevApp(shipped, tab="models")
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.focused
        await pilot.press("down", "y", "s")
        copied, told = app.clipboard, drawer_text(pilot)
        assert isinstance(app.focused, Drawer)
        app.copy_to_clipboard("")
        await pilot.press("j", "y")
        assert app.clipboard == copied != ""
        assert drawer_text(pilot) == told
        await pilot.press("c")
        assert isinstance(app.focused, Drawer)
        await pilot.press("escape")
        assert app.focused is before
        assert not tab_of(pilot).query_one(Drawer).is_open


async def test_what_was_searched_for_is_what_is_copied(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(120, 40)) as pilot:
        source = next(iter(shipped.sources.values()))
        app.show(source)
        await pilot.pause()
        await pilot.press("y")
    assert app.clipboard == source.title


# Search


async def test_the_preview_stands_beside_the_hits_or_takes_their_place(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("slash", *"range 830")
        screen = app.screen
        assert isinstance(screen, Search)
        assert screen.query_one(SearchResults).region.width
        assert "830 km" in str(screen.query_one(Prose).render())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not screen.query_one("#preview").display
        await pilot.press("tab")
        assert screen.query_one("#preview").display
        assert not screen.query_one(SearchResults).display
        await pilot.press("tab", *" zzz")
        await pilot.pause()
        assert "0 of" in text_of(app)


@pytest.mark.parametrize("typed", ["6590", "$906"])
async def test_a_calculated_figure_is_gone_to_and_explained(shipped: FactBook, typed: str) -> None:
    app = XevApp(shipped, tab="timeline", currency="EUR")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("slash", *typed, "enter")
        await pilot.pause()
        assert app.current_mode == "finances"
        assert "Where −¥6,590 comes from" in drawer_text(pilot)
        assert "euros per car, Q1 25" in text_of(app)
