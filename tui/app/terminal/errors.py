"""An app that keeps an exception for a report, frees the memory of closed screens, and does not
hang in a notification."""

from __future__ import annotations

from textual._styles_cache import StylesCache
from textual.await_complete import AwaitComplete
from textual.notifications import Notification, Notify, SeverityLevel
from textual.worker import WorkerFailed

from tui.app.terminal.turns import TurnsApp

_MOMENT = 0.1
"""Seconds that a notification is shown at least."""


class Notice(Notification):
    """A notification with some time left even if it expires just before it is shown.

    Textual then sets a timer for less than no time, which never lets anything else run again.
    """

    @property
    def time_left(self) -> float:
        """Seconds for which to show it from now on."""
        return max(super().time_left, _MOMENT)

    @property
    def has_expired(self) -> bool:
        """Whether its time is over."""
        return super().time_left <= 0


class QuietApp(TurnsApp):
    """Textual prints a traceback with all local values; this app keeps the error for a report."""

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Show a notification, as Textual does, for so many seconds."""
        seconds = self.NOTIFICATION_TIMEOUT if timeout is None else timeout
        self.post_message(Notify(Notice(message, title, severity, seconds, markup=markup)))

    def pop_screen(self) -> AwaitComplete:
        """Close the open dialog, and free what Textual would keep of a thousand closed widgets.

        Its cache of colours has keys that hold the widgets; it is filled again in no time.
        """
        forget = getattr(StylesCache.get_inner_outer, "cache_clear", None)
        if forget:
            forget()
        return super().pop_screen()

    @property
    def failure(self) -> BaseException | None:
        """The exception that ended the program; of a failed worker that in the worker."""
        error = self._exception
        return error.error if isinstance(error, WorkerFailed) else error

    def panic(self, *_: object) -> None:
        """Exit without output; the error is reported once the terminal is restored."""
        self._close_messages_no_wait()

    _fatal_error = panic

    def _handle_exception(self, error: Exception) -> None:
        # What still runs while the program exits may fail because its screen is gone.
        late = self._exit or (isinstance(error, WorkerFailed) and not self.is_running)
        if not late:
            super()._handle_exception(error)
