"""Tests wait until an app has nothing left to do; Textual's own wait for a processor at rest.

A process that gets no processor for a moment looks at rest, in the middle of its work.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from time import monotonic
from typing import Any

import pytest
from textual._context import active_app
from textual.app import App, ScreenStackError
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.timer import Timer

from tui.app.terminal.turns import set_sure_timer

SOON = 0.15
"""Seconds; what a timer does once within them belongs to what is being done."""
_AT_ONCE = 0.001
"""What such a timer waits for here, and a frame: nobody watches."""
ROUNDS = 2
"""Rounds in which nobody had anything to do: one may miss what is handed on behind its back."""
PATIENCE = 60.0
"""Seconds after which an app that is still at work counts as one that never ends."""


async def settled(*_: float) -> None:
    """Return when the app has handled every message, painted, and waits for keys."""
    await _until(lambda app: not _is_busy(app) and not _is_painting(app))


async def handled() -> None:
    """Return when the app has handled every message, whether or not that is painted yet."""
    await _until(lambda app: not _is_busy(app))


async def _until(is_done: Callable[[App[Any]], bool]) -> None:
    app, ready = active_app.get(), vars(asyncio.get_running_loop())["_ready"]
    quiet, give_up = 0, monotonic() + PATIENCE
    while quiet < ROUNDS and app.is_running and not app._exit and app._exception is None:
        # Whoever is ready to run has something left to do, in the middle of a message or not.
        quiet = quiet + 1 if not ready and is_done(app) else 0
        # Painting and short timers take a moment; all else is done between two looks.
        await asyncio.sleep(0 if quiet or ready else 0.002)
        assert monotonic() < give_up, "the app never comes to rest"


def _pumps(app: App[Any]) -> Iterator[MessagePump]:
    yield app
    # An app that is closing has no screen.
    with suppress(ScreenStackError):
        yield from app.screen.walk_children(with_self=True)


def _is_busy(app: App[Any]) -> bool:
    """Whether anybody has something left to do."""
    return (
        app._batch_count > 0
        or any(not worker.is_finished for worker in app.workers)
        or any(_has_work(pump) for pump in _pumps(app))
    )


def _is_painting(app: App[Any]) -> bool:
    """Whether the screen has something left to lay out or to paint."""
    return any(
        screen._callbacks
        or screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        for screen in app._screen_stack[-1:]
    )


def _has_work(pump: MessagePump) -> bool:
    is_open = not (pump._closing or pump._closed)
    return (
        (is_open and not _is_waiting(pump))
        or bool(pump._next_callbacks)
        or any(_is_due(timer) for timer in pump._timers)
    )


def _is_waiting(pump: MessagePump) -> bool:
    """Whether it waits for its next message, and not for anything in the middle of one."""
    return pump._message_queue.empty() and bool(pump._message_queue.ready_event._waiters)


def _is_due(timer: Timer) -> bool:
    once = timer._repeat == 0 and timer._interval <= SOON and timer._active.is_set()
    return once and timer._task is not None and not timer._task.done()


_RULES: dict[tuple[object, ...], list[RuleSet]] = {}
"""The rules of style sheets that were parsed already, for all apps."""


def wait_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on apps under test are ready at the start, and done after each key.

    They share what is parsed of their styles, which takes a tenth of a start.
    """
    run_test = App.run_test

    @asynccontextmanager
    async def run_ready(app: App[Any], **options: Any) -> AsyncIterator[Pilot[Any]]:
        async with run_test(app, **options) as pilot:
            await settled()
            yield pilot

    parse = Stylesheet._parse_rules

    def parse_once(sheet: Stylesheet, css: str, *args: Any, **options: Any) -> list[RuleSet]:
        key = (css, *args, *options.values(), *sheet._variables.items())
        if key not in _RULES:
            _RULES[key] = parse(sheet, css, *args, **options)
        return _RULES[key]

    def set_soon(pump: MessagePump, delay: float, *args: Any, **options: Any) -> Timer:
        return set_sure_timer(pump, _AT_ONCE if delay <= SOON else delay, *args, **options)

    monkeypatch.setattr(MessagePump, "set_timer", set_soon)
    monkeypatch.setattr("textual.screen.UPDATE_PERIOD", _AT_ONCE)
    monkeypatch.setattr("textual.app.wait_for_idle", settled)
    monkeypatch.setattr("textual.pilot.wait_for_idle", settled)
    monkeypatch.setattr(Stylesheet, "_parse_rules", parse_once)
    monkeypatch.setattr(App, "run_test", run_ready)
