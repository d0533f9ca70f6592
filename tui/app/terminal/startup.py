"""An app that paints its first screen as early as possible."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from typing import Any

from tui.app.terminal.errors import QuietApp


class OpeningApp(QuietApp):
    """Paints the head of the first tab at once, parses styles once, postpones what can wait."""

    is_opening = True
    """Whether the head of the first tab is not painted yet."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._colours: dict[str, str] = {}
        self._waiting: list[Callable[[], object]] | None = []
        """Calls postponed until the first screen is painted; None from then on."""

    def start_with_colours(self) -> None:
        """Parse the styles with the colours of the current theme from the start."""
        self._colours = self.get_css_variables()
        self.stylesheet.set_variables(self._colours)

    @contextmanager
    def batch_update(self) -> Generator[None, None, None]:
        """Hold painting back while widgets are mounted, but not those of the first head.

        They are few and come at once: it is never seen half, and waiting only costs time.
        """
        with nullcontext() if self.is_opening else super().batch_update():
            yield

    def when_settled(self, work: Callable[[], object]) -> None:
        """Call something once the first screen is painted, so as not to delay it."""
        if self._waiting is None:
            self.call_after_refresh(work)
        else:
            self._waiting.append(work)

    def settle(self) -> None:
        """Make the postponed calls, and let the garbage collector work from now on."""
        waiting, self._waiting = self._waiting or [], None
        for work in waiting:
            work()
        # What exists now stays until the end, so the collector need not look at it.
        gc.freeze()
        gc.enable()

    def refresh_css(self, animate: bool = True) -> None:
        """Parse the styles again where the colours are others; Textual does for each new tab."""
        colours = self.get_css_variables()
        if colours != self._colours:
            self._colours = colours
            super().refresh_css(animate)
