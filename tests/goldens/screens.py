"""The screens that are kept as text, by the file that keeps them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from textual.widgets import Input

from tests.seen import text_of
from tests.tabs.disputes.dispute_book import disputes
from tests.tabs.models.garage import garage
from tests.tabs.timeline.history import history
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.facts.load import load_facts

SMALL, USUAL, LARGE = (80, 24), (120, 40), (200, 60)

BOOKS: dict[str, Callable[[], FactBook]] = {
    "pinned facts": partial(load_facts, "facts.yaml"),
    "seven makers": partial(load_facts, "peers.yaml"),
    "sample": partial(load_facts, "sample.yaml"),
    "timeline": history,
    "models": garage,
    "disputes": disputes,
}
"""Facts by name; the last three are the smallest in which all that a tab draws comes up."""


class Shot(NamedTuple):
    """A tab in a terminal of some columns and rows, after some keys."""

    tab: str
    size: tuple[int, int]
    keys: str = ""
    currency: str = "CNY"
    ascii_only: bool = False
    book: str = "pinned facts"

    @property
    def title(self) -> str:
        """What is told above the screen."""
        columns, rows = self.size
        plain = " --ascii" if self.ascii_only else ""
        keys = self.keys or "no key"
        book = "" if self.book == "pinned facts" else f" of {self.book}"
        return f"{self.tab} {columns}x{rows} {self.currency}{plain}{book}: {keys}"


async def drawn(shots: list[Shot]) -> str:
    """The text of a kept file: each screen below its title. `wait_for_real` must be in force."""
    return "\n".join([f"== {shot.title}\n{await _screen(shot)}\n" for shot in shots])


async def _screen(shot: Shot) -> str:
    app = XevApp(
        BOOKS[shot.book](),
        tab=shot.tab,
        currency=shot.currency,
        theme="xev-dark",
        ascii_only=shot.ascii_only,
    )
    app.animation_level = "none"
    async with app.run_test(size=shot.size) as pilot:
        await pilot.press(*shot.keys.split())
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause()
        return text_of(app)


def _on(tab: str, *keys: str, book: str = "pinned facts") -> list[Shot]:
    """What every tab is asked for, and a screen for each run of keys of its own."""
    shots = [
        Shot(tab, SMALL),
        Shot(tab, SMALL, "s", "USD"),
        Shot(tab, SMALL, ascii_only=True),
        Shot(tab, USUAL),
        Shot(tab, USUAL, "s"),
        Shot(tab, USUAL, "question_mark", "USD"),
        Shot(tab, USUAL, "x"),
        Shot(tab, LARGE, "", "USD"),
        *(Shot(tab, SMALL if "s" in pressed.split() else USUAL, pressed) for pressed in keys),
    ]
    return [shot._replace(book=book) for shot in shots]


SCREENS: dict[str, list[Shot]] = {
    "screens_timeline": _on(
        "timeline", "z z", "Z", "f y u 7", "p", "n n s", "left_square_bracket", "1"
    ),
    "screens_models": _on("models", "b", "d", "m b d", "v", "space", "down down right s"),
    "screens_finances": [
        *_on("finances", "p", "p p", "v", "v v", "b", "left left s", "shift+left", "left b s"),
        Shot("finances", SMALL, "b", "USD"),
        Shot("finances", LARGE, "b", "EUR"),
    ],
    "screens_calculator": [
        *_on("calculator", "i", "A", "left_square_bracket"),
        *(Shot("calculator", SMALL, " ".join("v" * count)) for count in range(1, 7)),
        *(Shot("calculator", USUAL, " ".join("v" * count), "USD") for count in range(1, 6)),
        Shot("calculator", USUAL, "b left"),
        Shot("calculator", USUAL, "equals_sign 9 5 8 6 9 enter down down 2 4 % enter s"),
        Shot("calculator", LARGE, "equals_sign 1 2 0 0 0 0 enter A equals_sign 9 0 0 0 0 enter"),
    ],
    "screens_disputes": _on("disputes", "z", "f", "f m a r g i n", "down down s", "J J", "enter"),
    "screens_peers": [
        *_on("peers", "v", "v v", "m", "left up s", "v s", "v v b", book="seven makers"),
        Shot("peers", SMALL, "v", book="seven makers"),
        Shot("peers", SMALL, "v v", book="seven makers"),
        Shot("peers", SMALL),
    ],
    "screens_small_books": [
        Shot("timeline", USUAL, book="timeline"),
        Shot("timeline", SMALL, "n", book="timeline"),
        Shot("models", USUAL, book="models"),
        Shot("models", SMALL, "b", book="models"),
        Shot("models", USUAL, "question_mark", book="models"),
        Shot("finances", USUAL, book="sample"),
        Shot("finances", SMALL, book="sample"),
        Shot("finances", USUAL, "left s", book="sample"),
        Shot("calculator", USUAL, book="sample"),
        Shot("disputes", USUAL, book="disputes"),
        Shot("disputes", (60, 18), book="disputes"),
        Shot("disputes", (140, 30), "slash y u 7", book="disputes"),
    ],
    "screens_overlays": [
        Shot("finances", SMALL, "slash"),
        Shot("finances", SMALL, "slash y u 7"),
        Shot("finances", USUAL, "slash 2 0 2 5 space p r o f i t"),
        Shot("models", USUAL, "slash l e i space j u n down down"),
        Shot("models", SMALL, "slash z z z"),
        Shot("timeline", SMALL, "slash y u 7 enter"),
        Shot("finances", SMALL, "ctrl+p"),
        Shot("finances", USUAL, "ctrl+p c a l c"),
        Shot("finances", SMALL, "exclamation_mark"),
        Shot("models", SMALL, "x", "USD"),
        Shot("calculator", SMALL, "question_mark"),
        Shot("disputes", SMALL, "question_mark end"),
        Shot("finances", (40, 12)),
        Shot("calculator", (60, 18)),
    ],
}
"""Screens by the name of the file that keeps them."""
