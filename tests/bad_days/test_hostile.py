"""Text that means harm, in the facts and from the keyboard, is shown as text or not taken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from textual.css.query import NoMatches
from textual.events import Paste
from textual.worker import WorkerFailed

from tests import facts_alone
from tests.bad_days.conftest import SHOWN, Start, alone
from tests.bad_days.terminal import ESCAPE, XEV
from tests.seen import by_tabs, each_tab
from tui.app.program import XevApp
from tui.app.registry import TABLES, table_of
from tui.facts.book import FactBook
from tui.facts.load import load_text
from tui.present.table import FORMATS, render
from tui.tabs.calculator.saved import load_scenarios, scenarios_path

TEXT = facts_alone()
WORDS = ("title", "name", "note", "reason", "publisher", "at", "role", "verdict", "body")
"""Fields in which people write what they like."""
MARKUP = " [b]bold[/b] [/] [red on $x [@click=app.quit]q[/] {0} %s $HOME `id` \\"
INVISIBLE = " a\u200bb\u200cc\u200dd\u2060e\u00ad"
WIDE = " 小米汽车 👩\u200d👩\u200d👧 e\u0301\u0301\u0301"
LONG = f" {'long' * 20}"
DRIVES = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""Characters that drive a terminal or reorder what is read."""


def hostile(extra: str) -> FactBook:
    """The shipped facts, with something more in all that people write."""
    found = yaml.load(TEXT, Loader=yaml.CBaseLoader)
    _taint(found, extra)
    text = yaml.dump(found, Dumper=yaml.CSafeDumper, allow_unicode=True, width=10**6)
    loaded = load_text(text)
    assert loaded.book, loaded.diagnostics[:3]
    return loaded.book


def _taint(node: object, extra: str) -> None:
    if isinstance(node, list):
        for item in node:
            _taint(item, extra)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in WORDS and isinstance(value, str):
                node[key] = value[:60] + extra
            else:
                _taint(value, extra)


def assert_shown_safely(app: XevApp) -> None:
    width = app.size.width
    for strip in app.screen._compositor.render_strips():
        assert DRIVES.search("".join(segment.text for segment in strip)) is None
        assert strip.cell_length <= width


@pytest.mark.parametrize(
    "char", ["\x1b]0;x\x07", "\x1b[2J", "\x9b2J", "\u202e", "\u2066", "\u200f", "\x00", "\x7f"]
)
@pytest.mark.parametrize("escaped", [False, True], ids=["raw", "escaped"])
def test_the_loader_refuses_what_drives_a_terminal(char: str, escaped: bool) -> None:
    shown = "".join(f"\\U{ord(one):08x}" for one in char) if escaped else char
    loaded = load_text(TEXT.replace("title: What", f'title: "What {shown}"\nnone: What', 1))
    assert loaded.book is None
    assert all(DRIVES.search(str(found)) is None for found in loaded.diagnostics)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "-x", "https:// /"])
def test_the_loader_refuses_addresses_that_are_none(url: str) -> None:
    book = load_text(re.sub(r"url: \S+", lambda _: f'url: "{url}"', TEXT, count=1))
    assert [found.severity for found in book.diagnostics].count("error") == 1


def test_the_loader_refuses_what_nobody_would_read() -> None:
    loaded = load_text(TEXT.replace("title: What", f"title: {'W' * 10_000}hat", 1))
    assert [found.code for found in loaded.diagnostics if found.severity == "error"] == ["too-long"]
    assert len(str(loaded.diagnostics[0])) < 300


@by_tabs("models", "finances")
async def test_whatever_is_written_can_be_shown(tmp_path: Path, tabs: Sequence[str]) -> None:
    app = XevApp(hostile(MARKUP + INVISIBLE + WIDE + LONG))
    with alone(tmp_path):
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            async for _ in each_tab(pilot, tabs):
                await pilot.press("s", "G")
                assert_shown_safely(app)
                await pilot.press("y", "Y", "escape")
            for overlay in ("slash", "question_mark", "ctrl+p"):
                await pilot.press(overlay, *"bo", "down")
                await app.workers.wait_for_complete()
                await pilot.pause()
                assert_shown_safely(app)
                await pilot.press("escape", "escape")


def test_markup_is_shown_as_it_is_written(tmp_path: Path) -> None:
    book = hostile(MARKUP)
    for name in TABLES:
        for form in FORMATS:
            assert (
                DRIVES.search(render(table_of(name, book, "CNY"), form).replace("\n", "")) is None
            )


TYPED = ("\x1b]0;title\x07\x1b[2J", "\u202e9\u2066", "[b]x[/] [/", "\x9b31m\x00", "9" * 10_000)


@pytest.mark.parametrize(
    ("texts", "name"),
    [(TYPED[:2], "title"), pytest.param(TYPED[2:], "[b]x", marks=pytest.mark.nightly)],
    ids=["day", "night"],
)
async def test_whatever_is_typed_or_pasted_is_shown_as_text(
    shipped: FactBook, tmp_path: Path, texts: Sequence[str], name: str
) -> None:
    app = XevApp(shipped, tab="calculator")
    with alone(tmp_path):
        async with app.run_test(size=(100, 30), notifications=True) as pilot:
            for text in texts:
                # The search, a field of the calculator, the name of a scenario, the palette.
                for key in ("slash", "enter", "w", "ctrl+p"):
                    await pilot.press(key)
                    app.post_message(Paste(text))
                    await pilot.pause()
                    assert_shown_safely(app)
                    await pilot.press("enter" if key in ("enter", "w") else "escape")
                    assert_shown_safely(app)
                    # A field keeps what cannot be read until it is left.
                    await pilot.press("escape")
                await pilot.press("down")
            await pilot.press("l")
            assert_shown_safely(app)
            assert name in str(load_scenarios(scenarios_path()))


def test_work_that_is_late_when_the_program_closes_is_no_error(shipped: FactBook) -> None:
    app = XevApp(shipped)
    app._handle_exception(WorkerFailed(NoMatches("the list of the palette is gone")))
    assert app.failure is None
    app._handle_exception(ValueError("any other"))
    assert isinstance(app.failure, ValueError)


def test_a_paste_into_a_real_terminal_does_not_come_back(start: Start) -> None:
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("/")
    terminal.until("of ")
    terminal.type("\x1b[200~su\x1b]0;evil\x077\x1b[201~")
    terminal.until("su")
    terminal.type(f"{ESCAPE}q")
    assert terminal.end() == 0
    assert b"evil\x07" not in terminal.raw
    assert b"\x1b]0;" not in terminal.raw
    terminal.assert_clean()


@pytest.mark.parametrize(
    "words", ["check {}", "show finances --facts {}", "calc --case {}", "new {}"]
)
def test_the_name_of_a_file_does_not_drive_the_terminal(
    start: Start, home: Path, words: str
) -> None:
    name = "\x1b]0;evil\x07\x1b[2J\u202e.yaml"
    command = [*XEV, *(word.format(name) for word in words.split())]
    terminal = start(command)
    terminal.end()
    assert b"\x1b" not in terminal.raw
    assert b"\x07" not in terminal.raw
    assert "\u202e" not in terminal.text
