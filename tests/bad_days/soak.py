"""Random keys, pastes, clicks and sizes for the program, the same for the same seed.

`python -m tests.bad_days.soak 20000` tells after each quarter how much memory is held.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random
from unittest import mock

from textual.events import Key, Paste, Resize
from textual.geometry import Size
from textual.keys import _character_to_key
from textual.pilot import OutOfBounds, Pilot
from textual.widget import Widget

from tests.settled import settled
from tui.app.program import XevApp
from tui.facts.load import load_facts
from tui.ui.chrome import TABS

SHIPPED = Path(__file__).parents[2] / "facts.yaml"
KEYS = (
    *"123451234512345cctsssgGjkhlJKdwyYoExabprmvfni/?!+-0.,%aAlLWze^$ ",
    *("up", "down", "left", "right") * 4,
    *("enter", "escape", "escape", "escape", "tab", "shift+tab", "space", "backspace", "delete"),
    *("home", "end", "pageup", "pagedown", "ctrl+d", "ctrl+u", "ctrl+y", "ctrl+p", "ctrl+c"),
    *("f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "ctrl+pageup", "ctrl+pagedown"),
)
PASTES = (
    "108,796",
    "about 2.5 billion USD",
    "[b]x[/] [/] [red",
    "\x1b]0;title\x07\x1b[2J",
    "\u202etxt\u2066\u200b",
    "小米汽车 🚗👩‍👩‍👧",
    "9" * 300,
    "-1e999999999",
    "x\ny\tz\x00",
)
GROWTH = 1.15
"""How much more may be held at the end than after the first quarter, when all tabs were seen."""
SIZES = ((120, 40), (80, 24), (50, 20), (200, 60), (40, 12), (20, 5), (1, 1), (3, 40), (150, 2))


async def step(pilot: Pilot[None], random: Random) -> list[str]:
    """Do something random, mostly some keys as fast as a terminal sends them; says what."""
    kind, app = random.random(), pilot.app
    done = []
    if kind < 0.80:
        keys = random.choices(KEYS, k=random.randint(1, 6))
        for key in keys:
            name = _character_to_key(key) if len(key) == 1 else key
            app.post_message(Key(name, key if len(key) == 1 else None))
        done = keys
    elif kind < 0.88:
        size = Size(*random.choice(SIZES))
        app.post_message(Resize(size, size))
        done = [f"{size.width}x{size.height}"]
    elif kind < 0.94:
        text = random.choice(PASTES)
        app.post_message(Paste(text))
        done = [f"paste {text!r}"]
    else:
        at = random.randrange(app.size.width), random.randrange(app.size.height)
        with suppress(OutOfBounds):
            await pilot.click(offset=at)
        done = [f"click {at}"]
    await settled()
    return done


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No editor, browser, clipboard or home of the user; started in a folder of its own."""
    folders = ("CONFIG", "STATE", "DATA", "CACHE")
    with ExitStack() as stack:
        environ = {f"XDG_{name}_HOME": str(folder / name) for name in folders}
        stack.enter_context(mock.patch.dict(os.environ, environ))
        stack.enter_context(mock.patch("tui.ui.actions.copy_here", return_value=""))
        stack.enter_context(mock.patch("tui.ui.actions.open_url", return_value=True))
        stack.enter_context(mock.patch("tui.ui.actions._edited", return_value="no editor"))
        # Quitting would end the soak, and there is no shell to pause for.
        stack.enter_context(mock.patch.object(XevApp, "action_quit", mock.AsyncMock()))
        stack.enter_context(mock.patch.object(XevApp, "action_suspend_process"))
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


async def soak(events: int, seed: int, folder: Path, *, tell: bool = False) -> list[int]:
    """Do so many random things; the bytes held after each quarter, where memory is traced."""
    random, done, held = Random(seed), 0, []
    last: list[str] = []
    app = XevApp(load_facts(SHIPPED))
    with alone(folder):
        try:
            async with app.run_test(size=(120, 40)) as pilot:
                while done < events:
                    now = await step(pilot, random)
                    if app.failure:
                        # It is raised again at the end of the block.
                        break
                    last = [*last, *now][-20:]
                    if (done + len(now)) * 4 // events > done * 4 // events:
                        await _come_to_rest(app)
                        held.append(_held())
                        if tell:
                            print(f"{done + len(now):>7,} events, {held[-1] / 2**20:.1f} MiB")
                    done += len(now)
                    for path in folder.glob("xev-*"):
                        path.unlink()
        except Exception as error:
            error.add_note(f"seed {seed}, after {done} events, the last {last}")
            raise
    return held


async def _come_to_rest(app: XevApp) -> None:
    """Every tab at one size, nothing open and no painted lines kept: what is left can be compared.

    How many lines are kept depends on the sizes that came last.
    """
    app.post_message(Resize(Size(120, 40), Size(120, 40)))
    for tab in TABS:
        app.action_go(tab)
        while len(app.screen_stack) > 1:
            await app.pop_screen()
        await settled()
    for node in app._registry:
        if isinstance(node, Widget):
            node._styles_cache.clear()


def _held() -> int:
    if not tracemalloc.is_tracing():
        return 0
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def main() -> None:
    """Soak for as many events as the first argument says, with the seed in the second."""
    events = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    tracemalloc.start()
    with tempfile.TemporaryDirectory() as folder:
        held = asyncio.run(soak(events, seed, Path(folder), tell=True))
    if held[-1] > held[0] * GROWTH:
        sys.exit("memory grows")


if __name__ == "__main__":
    main()
