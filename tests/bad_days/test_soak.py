"""Random events and a storm of sizes in a real terminal; what is closed is let go."""

from __future__ import annotations

import gc
import signal
from random import Random

import pytest
from textual._styles_cache import StylesCache

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.events import PLAIN
from tests.bad_days.soak import FILES, soak
from tests.bad_days.terminal import F7, PATIENCE
from tui.app.keys import key_rows
from tui.app.program import XevApp
from tui.facts.book import FactBook


@pytest.mark.parametrize(
    "file", [pytest.param(f, marks=() if f == "shipped" else pytest.mark.nightly) for f in FILES]
)
def test_a_short_soak(file: str) -> None:
    count = 60 if file == "shipped" else 100
    outcome = soak(file, 7, count)
    assert not outcome.ends, "\n".join(map(str, outcome.ends))
    assert outcome.events == count


def test_the_soak_types_every_key_that_is_one_character() -> None:
    keys = {key for row in key_rows({}) for key in row.keys if key.isascii() and len(key) == 1}
    assert keys <= set(PLAIN)


@pytest.mark.nightly
async def test_what_is_closed_is_let_go(shipped: FactBook) -> None:
    app, held = XevApp(shipped), []
    async with app.run_test(size=(120, 40)) as pilot:
        for _ in range(3):
            for overlay in ("question_mark", "slash", "ctrl+p", "x") * 2:
                await pilot.press(overlay, "escape")
            gc.collect()
            held.append(sum(isinstance(thing, StylesCache) for thing in gc.get_objects()))
    # Every widget has one of them; what was closed last may still be on its way.
    assert held[2] - held[0] < 20, held


@pytest.mark.nightly
def test_a_storm_of_sizes(start: Start) -> None:
    random = Random(3)
    terminal = start(size=(1, 1))
    while not terminal.is_taken:
        assert terminal.read(PATIENCE)
    for number in range(150):
        terminal.resize(random.randint(1, 200), random.randint(1, 60))
        terminal.program.send_signal(signal.SIGWINCH)
        terminal.read(0.01)
        if number % 30 == 0:
            terminal.type("12345"[number // 30])
    terminal.resize(120, 40)
    terminal.type(F7)
    terminal.until(SHOWN)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
