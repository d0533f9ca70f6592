"""Headings and paragraphs."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tui.ui.text import Title

PARTS = ("Cars a quarter", "▼ loss  or less", "enter: Q1 26")
WHOLE = "Cars a quarter  ▼ loss  or less  enter: Q1 26"


class _Page(App[None]):
    def compose(self) -> ComposeResult:
        yield Title()


@pytest.mark.parametrize(
    ("room", "shown"),
    [
        (80, WHOLE),
        (len(WHOLE), WHOLE),
        (len(WHOLE) - 1, "Cars a quarter  ▼ loss  or less"),
        (26, "Cars a quarter"),
        (5, "Cars a quarter"),
    ],
)
async def test_a_heading_leaves_out_whole_parts_also_those_with_two_blanks_in_them(
    room: int, shown: str
) -> None:
    async with _Page().run_test(size=(room, 2)) as pilot:
        title = pilot.app.query_one(Title)
        title.parts = PARTS
        assert str(title.render()) == shown
        assert str(title.whole) == WHOLE
