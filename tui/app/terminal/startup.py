"""An app whose first screen is on the terminal as early as can be."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from typing import Any

from tui.app.terminal.errors import QuietApp


class OpeningApp(QuietApp):
    """Opens without holding back, parses its styles once, and leaves for later what can wait."""

    is_opening = False
    """Whether the first screen has an opening that is not on the terminal yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._colours: dict[str, str] = {}
        self._waiting: list[Callable[[], object]] | None = []
        """What waits until the first screen is there; None from then on."""

    def start_with_colours(self) -> None:
        """Parse the styles with the colours of now from the start; the theme must be known."""
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)

    @contextmanager
    def batch_update(self) -> Generator[None, None, None]:
        """Hold painting back while widgets are mounted, but not those of an opening.

        They are few and come at once: it is never seen half, and waiting only costs time.
        """
        with nullcontext() if self.is_opening else super().batch_update():
            yield

    def when_settled(self, work: Callable[[], object]) -> None:
        """Call something once the first screen is on the terminal, so that it waits for nothing."""
        if self._waiting is None:
            self.call_after_refresh(work)
        else:
            self._waiting.append(work)

    def settle(self) -> None:
        """Do what has waited for the first screen."""
        waiting, self._waiting = self._waiting or [], None
        for work in waiting:
            work()
        # What is there now stays; only what comes from here on is worth collecting.
        gc.freeze()
        gc.enable()

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the styles anew for other colours; those of the start are the right ones."""
        if self._waiting is None or self.get_css_variables() != self._colours:
            super().refresh_css(animate)
