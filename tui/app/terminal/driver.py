"""Textual's driver, but restoring the terminal quickly and completely at any kind of exit."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import termios
from collections.abc import Callable, Iterable
from io import TextIOWrapper
from select import select
from threading import Event
from typing import Any

from textual.drivers.linux_driver import LinuxDriver

from tui.app.terminal.keyboard import Keyboard

_TURN = 0.0005
"""Seconds until the thread that writes, or that reads keys, takes its turn in the middle of work;
Python's 0.005 would be as long as painting the effect of a key takes."""
_TICK = 0.1
"""Seconds between two checks for input that waits for the rest of a sequence."""
_KEYS = (signal.SIGINT, signal.SIGQUIT)
"""What ctrl+c and ctrl+\\ send while the terminal is not taken."""
_PAUSES = (signal.SIGTSTP, signal.SIGCONT)
_ENDINGS = (signal.SIGTERM, signal.SIGHUP, *_KEYS)
_BY_SIGNAL = 128
"""What shells add to the number of a signal for the exit code."""


def _left_alone(*_: object) -> None:
    """Do nothing; unlike `SIG_IGN`, a program that is started does not inherit it."""


class Signal(Event):
    """An event that `select` can wait for as well."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = os.pipe()

    def fileno(self) -> int:
        """The pipe that becomes readable when the event is set."""
        return self._reader

    def set(self) -> None:
        """Set it, and wake up `select`."""
        if not self.is_set():
            super().set()
            os.write(self._writer, b"!")

    def clear(self) -> None:
        """Unset it."""
        if self.is_set():
            os.read(self._reader, 1)
            super().clear()


class Outlet(TextIOWrapper):
    """The terminal as a file; if it is gone, output is dropped instead of raising an error."""

    def write(self, text: str) -> int:
        """Write a text."""
        with contextlib.suppress(OSError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Send what was written."""
        with contextlib.suppress(OSError):
            super().flush()


def outlet() -> Outlet:
    """Standard error if it is a terminal, so that standard output can carry data; else that.

    A copy of it, so that it stays the screen while the errors of another program go elsewhere.
    """
    number = os.dup(2 if os.isatty(2) else 1)
    encoding = getattr(sys.__stderr__, "encoding", "utf-8")
    return Outlet(open(number, "wb", closefd=False), encoding, "replace")


class QuickDriver(LinuxDriver):
    """Reads keys in a thread that is woken at exit; that of Textual only looks up every 0.1 s.

    Signals are answered between two messages of the app, never in the middle of one.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._file = outlet()
        self._ending = Signal()
        self.exit_event = self._ending
        # Until it has the terminal, ctrl+z is dropped, as all that is typed then: the handlers of
        # Textual would stop the process even where no shell ever wakes it.
        for number in _PAUSES:
            signal.signal(number, _left_alone)

    def start_application_mode(self) -> None:
        """Handle the signals that end or pause a program, and take over the terminal."""
        sys.setswitchinterval(_TURN)
        loop = asyncio.get_running_loop()
        # A signal that was ignored at the start stays so, as under nohup.
        heard = [n for n in _ENDINGS if signal.getsignal(n) is not signal.SIG_IGN]
        was_lent = any(signal.getsignal(n) is _left_alone for n in heard)
        if not was_lent:
            self._hear(heard)
        # Drop what was typed, or answered to another program, before the first screen.
        with contextlib.suppress(termios.error):
            termios.tcflush(self.fileno, termios.TCIFLUSH)
        # Textual does not annotate this method.
        take: Callable[[], None] = super().start_application_mode
        take()
        # As Textual answers it, but a second change would come in the middle of the first,
        # which then reports its own size last.
        answer = signal.getsignal(signal.SIGWINCH)
        if callable(answer):
            loop.add_signal_handler(signal.SIGWINCH, answer, signal.SIGWINCH, None)
        if was_lent:
            # Not before, for ctrl+c was still meant for whoever had the terminal.
            self._hear(heard)
        loop.add_signal_handler(signal.SIGTSTP, self._pause)
        loop.add_signal_handler(signal.SIGCONT, self._take_again)

    def _hear(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            asyncio.get_running_loop().add_signal_handler(number, self._leave, number)

    def suspend_application_mode(self) -> None:
        """Lend the terminal: from before it sends signals until it no longer does, ctrl+c is for
        whoever has it, an editor for instance, however soon it is pressed."""
        for number in _KEYS:
            if asyncio.get_running_loop().remove_signal_handler(number):
                signal.signal(number, _left_alone)
        # What is pressed now would else be answered once the terminal is taken again.
        signal.set_wakeup_fd(-1)
        super().suspend_application_mode()

    def stop_application_mode(self) -> None:
        """Restore the terminal."""
        if self._mouse_pixels:
            self.write("\x1b[?1016l")
        super().stop_application_mode()

    def close(self) -> None:
        """Wait until all output is written; from now on signals have their default effect."""
        super().close()
        loop = asyncio.get_running_loop()
        for number in (*_ENDINGS, *_PAUSES):
            loop.remove_signal_handler(number)

    def _leave(self, number: int) -> None:
        self._app.exit(return_code=_BY_SIGNAL + number)

    def _pause(self) -> None:
        """Stop until the shell puts the program into the foreground again.

        Whatever started it sleeps with it, such as make. Where no shell would ever wake them, as
        in a terminal window that was opened for the program alone, it goes on.
        """
        if os.getsid(0) == os.getpgrp():
            self._app.notify("There is no shell to return to.")
            return
        self.suspend_application_mode()
        os.killpg(os.getpgrp(), signal.SIGSTOP)
        while os.tcgetpgrp(self.fileno) != os.getpgrp():
            os.killpg(os.getpgrp(), signal.SIGSTOP)
        self._resume()

    def _take_again(self) -> None:
        """Take over the terminal again after a stop without notice; the shell has changed it."""
        self.suspend_application_mode()
        self._resume()

    def _resume(self) -> None:
        self.resume_application_mode()
        self._app.post_message(self.SignalResume())
        self._app.refresh(layout=True)

    def _run_input_thread(self) -> None:
        """Read keys; pass an exception to the app, which a thread would swallow."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Turn what the terminal sends into events until the program ends or the terminal goes."""
        keyboard = Keyboard(debug=self._debug)
        while not self._ending.is_set():
            ready = select([self.fileno, self._ending], [], [], _TICK)[0]
            if self.fileno in ready:
                content = self._typed()
                if not content:
                    self._app.call_later(self._leave, signal.SIGHUP)
                    return
                for event in keyboard.feed(content):
                    self.process_message(event)
            for event in keyboard.tick():
                self.process_message(event)

    def _typed(self) -> bytes:
        """What the terminal sends; empty if it is gone."""
        try:
            return os.read(self.fileno, 4096)
        except OSError:
            return b""
