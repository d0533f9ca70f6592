"""An app that ends at an error of its own without a word, so that others can say what happened."""

from __future__ import annotations

from textual.app import App
from textual.worker import WorkerFailed


class QuietApp(App[None]):
    """Textual tells an error by a traceback with all values; here it is only kept for a report."""

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
        # Work that goes on while the program closes may miss the screen that it is for.
        if self.is_running or not isinstance(error, WorkerFailed):
            super()._handle_exception(error)
