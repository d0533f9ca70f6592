"""An app under test is ready when its test begins, and done when a key was pressed."""

from __future__ import annotations

import asyncio
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Static

from tests import SHIPPED, settled
from tui.app.program import XevApp
from tui.facts.load import load_facts

REST = 0.06
"""Seconds of waiting, longer than a look at the processor takes."""


class Handed(Message):
    """Something to do for somebody else."""


class Steps(Static):
    """Takes its time at the start, and hands on what it is asked to do."""

    async def on_mount(self) -> None:
        await asyncio.sleep(REST)
        self.post_message(Handed())

    async def on_handed(self) -> None:
        await asyncio.sleep(REST)
        self.call_after_refresh(self.set_timer, REST, self.finish)

    def finish(self) -> None:
        app = self.app
        assert isinstance(app, Slow)
        app.done += 1


class Slow(App[None]):
    """Does nothing but wait, so that its process is at rest all the time."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("a", "again", "Again")]
    done = 0

    def compose(self) -> ComposeResult:
        yield Steps("steps")

    def action_again(self) -> None:
        self.query_one(Steps).post_message(Handed())


async def test_an_app_is_ready_at_the_start_and_done_after_each_key() -> None:
    app = Slow()
    async with app.run_test() as pilot:
        assert app.done == 1
        await pilot.press("a")
        assert app.done == 2
        await pilot.press("a", "a")
        assert app.done == 4


async def test_what_a_key_brings_about_is_handled_before_it_is_painted() -> None:
    app = Slow()
    async with app.run_test() as pilot:
        pilot.app.simulate_key("a")
        await settled.handled()
        assert app.done == 2


@pytest.mark.parametrize("tab", ["finances", "timeline", "models", "calculator", "disputes"])
async def test_a_tab_takes_the_first_key(tab: str) -> None:
    app = XevApp(load_facts(SHIPPED), tab=tab)
    async with app.run_test(size=(120, 40)):
        assert app.focused is not None
        assert app._waiting is None, "what waited for the first painting is there"


async def test_an_app_that_never_rests_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settled, "PATIENCE", 0.5)

    class Restless(App[None]):
        def on_key(self) -> None:
            self.call_after_refresh(self.on_key)

    async with Restless().run_test() as pilot:
        with pytest.raises(AssertionError, match="never comes to rest"):
            await pilot.press("a")
