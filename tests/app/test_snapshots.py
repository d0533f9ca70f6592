"""What the screens look like, on small facts that stay the same: `make snapshots` renews it.

Text where a reviewer reads the difference, SVG for the colours of each theme.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.widgets import Input

from tests.facts import SAMPLE_PATH
from tests.seen import text_of
from tests.tabs.disputes.dispute_book import disputes
from tests.tabs.models.garage import garage
from tests.tabs.timeline.history import history
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.facts.load import load_facts

BASELINE = (3, 11)
"""The Python whose pictures are kept: another one may draw the same thing, but not renew it."""


class TextPicture(SingleFileSnapshotExtension):
    """A file of text for each picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


class SvgPicture(SingleFileSnapshotExtension):
    """A file for each picture that a browser shows."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def picture(snapshot: SnapshotAssertion, request: pytest.FixtureRequest) -> SnapshotAssertion:
    """The kept picture; only one Python may renew it."""
    if request.config.getoption("update_snapshots") and sys.version_info[:2] != BASELINE:
        pytest.fail(f"pictures are renewed with Python {'.'.join(map(str, BASELINE))}")
    return snapshot


def sample() -> FactBook:
    """A few quarters; named by itself, wherever the tests are started."""
    return replace(load_facts(SAMPLE_PATH), path="facts.yaml")


BOOKS: dict[str, Callable[[], FactBook]] = {
    "timeline": history,
    "models": garage,
    "disputes": disputes,
    "finances": sample,
    "calculator": sample,
}


async def drawn(tab: str, size: tuple[int, int], keys: str, theme: str) -> tuple[str, str]:
    """A screen after some keys, as text and as SVG."""
    app = XevApp(BOOKS[tab](), tab=tab, theme=theme)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press(*keys.split())
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause()
        svg = app.export_screenshot(title="xev")
        # The picture's own number tells of more than what is seen.
        return text_of(app) + "\n", re.sub(r"terminal-\d+", "terminal", svg)


@pytest.mark.parametrize(
    ("tab", "size", "keys"),
    [
        *((tab, (120, 40), "") for tab in BOOKS),
        ("timeline", (80, 24), "n"),
        ("models", (80, 24), "b"),
        ("disputes", (60, 18), ""),
        ("finances", (80, 24), ""),
        ("finances", (120, 40), "left s"),
        ("models", (120, 40), "question_mark"),
        ("disputes", (140, 30), "slash y u 7"),
    ],
    ids=lambda value: "x".join(map(str, value)) if isinstance(value, tuple) else str(value),
)
async def test_text(picture: SnapshotAssertion, tab: str, size: tuple[int, int], keys: str) -> None:
    text, _ = await drawn(tab, size, keys, "xev-dark")
    assert text == picture(extension_class=TextPicture)


@pytest.mark.parametrize(
    ("tab", "theme"),
    [("finances", "xev-light"), ("timeline", "xev-dark"), ("models", "xev-ansi"), ("models", "")],
)
async def test_colours(
    picture: SnapshotAssertion, tab: str, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not theme:
        monkeypatch.setitem(os.environ, "NO_COLOR", "1")
    _, svg = await drawn(tab, (100, 30), "", theme)
    assert svg == picture(extension_class=SvgPicture)
