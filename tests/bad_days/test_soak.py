"""Random keys, pastes, clicks and sizes; a storm of sizes in a real terminal."""

from __future__ import annotations

import signal
from pathlib import Path
from random import Random

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.soak import soak


async def test_a_short_soak(tmp_path: Path) -> None:
    await soak(300, 7, tmp_path)


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
