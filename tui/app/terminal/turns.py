"""Handles keys, clicks and pastes strictly one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, TypeVar

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.errors import NoWidget
from textual.events import Callback, Event, InputEvent, Key, MouseDown, MouseEvent, MouseUp, Paste
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import AwaitMount, Widget

Result = TypeVar("Result")

REST_SECONDS = 0.15
"""Without a key for so long, nobody is in the middle of typing."""
_ROUNDS = 3
"""How often to wait for all handlers: handling a key may post messages to other widgets."""


_set_timer = MessagePump.set_timer


def set_sure_timer(pump: MessagePump, *args: Any, **options: Any) -> Timer:
    """A timer that goes off once, however late that is.

    Textual leaves out the ticks that a busy computer is late for, even the only one of such a
    timer: a change of size, say, would never be answered again.
    """
    timer = _set_timer(pump, *args, **options)
    timer._skip = False
    return timer


_every_widget: Any = MessagePump
"""Textual's own widgets too, which no class of this program stands above."""
_every_widget.set_timer = set_sure_timer


class TurnsApp(App[None]):
    """Passes on an event only when the effects of the one before it are complete.

    Textual passes them on at once, and over a slow line several come in one read. Here a screen
    that a key opens or closes is there or gone before the next key, and a click on a widget that
    is gone is dropped.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._due: deque[Event] = deque()
        self._turn: asyncio.Task[None] | None = None
        self._has_begun = False
        """Whether the first event came."""
        self._moves: list[Awaitable[object]] = []
        self._rest: Timer | None = None
        self._postponed: list[Callable[[], object]] = []

    def open_over(
        self, overlay: Screen[Result], then: Callable[[Result | None], None] | None = None
    ) -> None:
        """Show a dialog over the tab, unless one is open already."""
        if len(self.screen_stack) == 1:
            self._moves.append(self.push_screen(overlay, then))

    def pop_screen(self) -> AwaitComplete:
        """Close the open dialog."""
        move = super().pop_screen()
        self._moves.append(move)
        return move

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show a tab."""
        move = super().switch_mode(mode)
        self._moves.append(move)
        return move

    def when_rested(self, work: Callable[[], object]) -> None:
        """Call something that takes long once nothing was typed for a moment, unless the program
        ends before."""
        self._postponed.append(work)
        if self._rest:
            self._rest.stop()
        self._rest = self.set_timer(REST_SECONDS, self._call_postponed)

    def _call_postponed(self) -> None:
        postponed, self._postponed = self._postponed, []
        for work in postponed:
            work()

    async def on_event(self, event: Event) -> None:
        """Queue what is typed and clicked."""
        if isinstance(event, InputEvent | Paste) and not event.is_forwarded:
            self._due.append(event)
            if self._rest:
                self._rest.reset()
            await self._take_turns()
        else:
            await super().on_event(event)

    async def _take_turns(self) -> None:
        """Pass on queued events, up to one whose effects must be waited for.

        The first one waits for all of the first screen.
        """
        if not self._has_begun:
            self._has_begun = True
            self._turn = asyncio.create_task(self._end_turn(self.screen))
        while self._due and self._turn is None:
            event = self._due.popleft()
            target = self._target(event)
            if target is None:
                continue
            if isinstance(event, Key):
                if apart := self._apart(event):
                    self._due.extendleft(reversed(apart))
                    continue
                # Whoever goes on typing has read it, or reads on in what it covers.
                self.clear_notifications()
            await super().on_event(event)
            # A wheel or a moved pointer opens and closes nothing.
            if isinstance(event, Key | MouseDown | MouseUp | Paste):
                self._turn = asyncio.create_task(self._end_turn(target))

    def _apart(self, event: Key) -> Sequence[Key]:
        """Escape and the key after it, which over a slow line come together and then are the same
        bytes as alt and that key: unless something answers to that one."""
        character, name = event.character, event.key.removeprefix("alt+")
        if name == event.key or not character or event.key in self.screen.active_bindings:
            return ()
        name = character if name.startswith("shift+") else name
        return Key("escape", "\x1b"), Key(name, character)

    def _target(self, event: Event) -> Widget | None:
        """The widget that gets an event; None if the one under the mouse is gone."""
        if not isinstance(event, MouseEvent):
            return self.focused or self.screen
        if self.mouse_captured:
            return self.mouse_captured
        try:
            widget, _ = self.get_widget_at(event.x, event.y)
        except NoWidget:
            return None
        return widget if widget.is_attached else None

    async def _end_turn(self, target: Widget) -> None:
        """Wait until all handlers are done and no screen change is pending, then go on."""
        try:
            for _ in range(_ROUNDS):
                for node in target.ancestors_with_self:
                    await _answered(node)
                while self._moves:
                    await self._moves.pop()
                target = self.focused or self.screen
        except Exception as error:
            self._handle_exception(error)
        self._turn = None
        self.call_later(self._take_turns)


async def _answered(pump: MessagePump) -> None:
    """Wait until a widget has handled its messages so far; return at once if it is closing."""
    answer = asyncio.Event()
    # As `call_later`, for which Textual inspects the callable each time.
    if pump.post_message(Callback(answer.set)):
        await answer.wait()
