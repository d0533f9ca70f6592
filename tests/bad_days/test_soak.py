"""Random keys, pastes, clicks and sizes; a storm of sizes in a real terminal."""

from __future__ import annotations

import gc
import signal
from pathlib import Path
from random import Random

from textual._styles_cache import StylesCache

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.soak import soak
from tui.app.program import XevApp
from tui.facts.book import FactBook


async def test_a_short_soak(tmp_path: Path) -> None:
    await soak(300, 7, tmp_path)


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


def test_a_storm_of_sizes(start: Start) -> None:
    random = Random(3)
    terminal = start(size=(1, 1))
    terminal.rest()
    for number in range(150):
        terminal.resize(random.randint(1, 200), random.randint(1, 60))
        terminal.program.send_signal(signal.SIGWINCH)
        terminal.read(0.01)
        if number % 30 == 0:
            terminal.type("12345"[number // 30])
    terminal.resize(120, 40)
    terminal.type("3")
    terminal.until(SHOWN)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
