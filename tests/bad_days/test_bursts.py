"""Several keys and clicks in one read, as over a slow line: each finds what those before made."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.terminal import F7, Terminal
from tests.seen import by_tabs, each_tab
from tui.app.program import XevApp
from tui.facts.load import load_facts
from tui.ui.chrome import NavBar

SIZE = 120, 40
CTRL_P, ESCAPE = "\x10", "\x1b"
KEYS = "esc closes  j k scroll"
"""What only Help says."""


def click(column: int, row: int) -> str:
    """A click as terminals send it; counted from 1."""
    return f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"


def shown(start: Start, size: tuple[int, int] = SIZE) -> Terminal:
    terminal = start(size=size)
    terminal.until(SHOWN)
    terminal.rest()
    return terminal


BURSTS = [
    # Beside the export, or for it: the palette comes after.
    ["x", click(3, 35) + CTRL_P],
    [click(60, 1) + click(110, 40), CTRL_P],
    ["/", click(3, 39) + click(3, 39) + CTRL_P],
    ["/" + click(3, 39) + click(3, 39) + CTRL_P],
    [CTRL_P + ESCAPE, CTRL_P],
    [CTRL_P + click(3, 35) + click(3, 35) + CTRL_P],
    [CTRL_P + "theme" + click(3, 38) + CTRL_P],
    ["x" + CTRL_P + click(3, 35) + "x" + click(3, 35) + click(3, 35)],
    ["?" + click(2, 39) + "/" + click(2, 39) + "x" + click(2, 39) + "!"],
    ["4w" + click(2, 39) + click(2, 39) + CTRL_P],
    # Two clicks on the word that ctrl+c says at the lower right: it is gone at the first.
    ["\x03", click(110, 37) + click(110, 37) + click(110, 38) + click(110, 38)],
]


LONE = 0.15
"""Seconds of silence after which an escape is a key by itself."""


def burst(terminal: Terminal, writes: Sequence[str]) -> None:
    """Write all at once, then close whatever that opened."""
    for keys in writes:
        os.write(terminal.fd, keys.encode())
        terminal.read(0.02)
    for _ in range(3):
        terminal.rest(LONE)
        terminal.type(ESCAPE)
    terminal.rest(LONE)


def test_overlays_in_bursts(start: Start) -> None:
    """Some of them one after the other; each again and again at night."""
    terminal = shown(start)
    for writes in BURSTS[::4]:
        burst(terminal, writes)
        terminal.type(f"{F7}?")
        terminal.until(KEYS)
        terminal.type(ESCAPE)
        terminal.rest(LONE)


@pytest.mark.nightly
@pytest.mark.parametrize("writes", BURSTS, ids=repr)
def test_overlays_in_bursts_again_and_again(start: Start, writes: Sequence[str]) -> None:
    terminal = shown(start)
    for _ in range(3):
        burst(terminal, writes)
    terminal.type("?")
    terminal.until(KEYS)


@pytest.mark.parametrize(
    "overlays", [CTRL_P, pytest.param("/?x", marks=pytest.mark.nightly)], ids=repr
)
def test_a_click_beside_what_is_larger_than_the_window(start: Start, overlays: str) -> None:
    terminal = shown(start)
    for overlay in overlays:
        terminal.type(overlay)
        terminal.rest(LONE)
        os.write(terminal.fd, click(5, 37).encode())
        terminal.resize(40, 12)
        os.write(terminal.fd, (click(5, 37) + click(5, 11)).encode())
        terminal.rest(LONE)
        terminal.resize(*SIZE)
        terminal.type(ESCAPE)
        terminal.rest(LONE)
    terminal.type("?")
    terminal.until(KEYS)


def test_what_is_typed_after_a_key_is_for_what_the_key_opens(start: Start, home: Path) -> None:
    terminal = shown(start)
    terminal.type("x1")
    terminal.until("xev-finances")
    assert list(home.glob("xev-finances*.csv"))
    terminal.type("/xyzzyq")
    terminal.until("Nothing has all these words")
    terminal.type(ESCAPE)
    terminal.rest()
    terminal.type("4?")
    terminal.until("Save B to the scenario file")
    terminal.until(KEYS)
    terminal.type(ESCAPE)
    terminal.rest()
    # There the last row tells the key of the search.
    terminal.type(F7 + click(53, 40) + "xyzzyq")
    terminal.until("Nothing has all these words")


def test_a_number_arrives_whole_in_the_calculator_however_it_comes(start: Start) -> None:
    # Where the head keeps its height as one types, so that the row stays where it is clicked.
    terminal = shown(start, (100, 30))
    # With the key that opens the tab; into a field that is open, then a click and another number.
    terminal.type("495k")
    terminal.until("what if 95,000 cars")
    terminal.type("\r" + "88k" + click(8, 17) + "-5%")
    terminal.until("read as −")
    terminal.type(ESCAPE)
    terminal.rest()
    terminal.type("u" + "\x1b[200~-4,000\x1b[201~")
    terminal.until("read as −¥4,000 a car")


@by_tabs("models", "calculator")
async def test_a_save_while_a_tab_opens(home: Path, tabs: Sequence[str]) -> None:
    path = home / "facts.yaml"
    app = XevApp(load_facts(path))
    async with app.run_test(size=SIZE) as pilot:
        text = path.read_text(encoding="utf-8")
        for tab, broken in product(tabs, (True, False)):
            path.write_text(text[:9999] if broken else text, encoding="utf-8")
            app.action_go(tab)
            app._look_for_a_save()
            await pilot.pause()
            assert bool(app.problems) is broken
            async for _ in each_tab(pilot, (tab, "finances")):
                assert app.screen.query_one(NavBar).status[0].startswith("✗") is broken
