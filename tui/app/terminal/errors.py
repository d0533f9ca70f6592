"""An app that ends at an error of its own without a word, and keeps nothing of what is closed."""

from __future__ import annotations

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.worker import WorkerFailed

from tui.app.terminal.turns import TurnsApp


class QuietApp(TurnsApp):
    """Textual tells an error by a traceback with all values; here it is only kept for a report."""

    def pop_screen(self) -> AwaitComplete:
        """Close what is open; Textual would keep the painted lines of a thousand closed widgets.

        They hang on a cache of colours, whose keys hold them; it is filled again in no time.
        """
        forget = getattr(StylesCache.get_inner_outer, "cache_clear", None)
        if forget:
            forget()
        return super().pop_screen()

    @property
    def failure(self) -> BaseException | None:
        """The error that ended the program; the one in the worker, if it was in one."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def panic(self, *_: object) -> None:
        """End without a word about the error; it is told when the terminal is given back."""
        self._close_messages_no_wait()

    _fatal_error = panic

    def _handle_exception(self, error: Exception) -> None:
        # What still goes on while the program closes may miss the screen that it is for.
        late = self._exit or (isinstance(error, WorkerFailed) and not self.is_running)
        if not late:
            super()._handle_exception(error)
