"""What the program says at the foot of the screen, and what a tab without figures asks for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.books import book
from tests.seen import said, text_of
from tui.app.program import XevApp
from tui.facts.book import FactBook
from tui.ui import actions


@pytest.mark.parametrize("size", [(80, 24), (58, 40)])
async def test_a_message_covers_the_keys_alone_and_goes_with_the_next_one(
    shipped: FactBook, size: tuple[int, int]
) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        before = text_of(app).splitlines()
        await pilot.press("y")
        await pilot.pause()
        *rows, foot = text_of(app).splitlines()
        assert "Sent to the terminal's clipboard: -38340" in foot
        assert rows == before[:-1]
        await pilot.press("t")
        await pilot.pause()
        assert text_of(app).splitlines() == before


async def test_messages_are_found_again_the_latest_first(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("at")
        assert "No messages yet" in text_of(app)
        await pilot.press("escape", "y", "Y", "at")
        await pilot.pause()
        told = text_of(app)
        assert 0 < told.index("result per car, Q1 2026") < told.index("-38340")


async def test_a_verdict_stays_when_it_is_copied(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("C", *"900", "enter", "enter")
        await pilot.pause()
        verdict = app.clipboard[:30]
        assert verdict in text_of(app)
        assert said(app).count(verdict) == 2
        await pilot.press("escape")
        assert verdict not in text_of(app)


async def test_a_verdict_is_cited_once_its_dialog_is_closed(shipped: FactBook) -> None:
    """While the cursor stays where it is, and once: then the figure under it has its turn."""
    app = XevApp(shipped)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f7", "C", *"$900 a car in Q1 2025", "escape", "Y")
        said, *sources, end = app.clipboard.splitlines()
        assert said.startswith("Holds: a loss of 900 USD per car agrees with a loss of about 910")
        assert any("CarNewsChina, “" in line for line in sources)
        assert sources[0].startswith("[1] ")
        assert end.startswith("xev-tui ")
        await pilot.press("Y")
        assert "result per car" in app.clipboard
        await pilot.press("C", *"$900", "escape", "left", "Y")
        assert "result per car" in app.clipboard
        await pilot.press("C", *"nothing", "escape", "Y")
        assert "result per car" in app.clipboard


async def test_a_long_text_that_was_copied_is_kept_whole(shipped: FactBook) -> None:
    app = XevApp(shipped)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("C", *"900", "enter", "enter", "escape", "at")
        await pilot.pause()
        end = app.clipboard.split()[-1]
        assert end in text_of(app)


@pytest.mark.parametrize("tab", ["timeline", "models", "finances", "disputes", "peers"])
@pytest.mark.parametrize("size", [(80, 24), (42, 24)])
async def test_a_tab_with_nothing_to_show_names_the_keys_that_add_something(
    tab: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, int]] = []
    monkeypatch.setattr(actions, "edit", lambda app, path, line: opened.append((path, line)))
    app = XevApp(replace(book(), models={}), tab=tab, keys={"facts.add": "ctrl+a"})
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        told = " ".join(text_of(app).split())
        assert "E opens the file in the editor; ^a asks for a figure." in told
        await pilot.press("E")
    assert [line for _, line in opened] == [1]
