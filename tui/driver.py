"""The terminal as Textual drives it, but left at once when the program ends."""

from __future__ import annotations

import os
from codecs import getincrementaldecoder
from select import select
from threading import Event
from typing import Any

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_TICK = 0.1
"""Seconds after which a lone escape is a key and no longer the start of a sequence."""


class Signal(Event):
    """An event that `select` can wait for too."""

    def __init__(self) -> None:
        super().__init__()
        self._reader, self._writer = os.pipe()

    def fileno(self) -> int:
        """What becomes readable when the event is set."""
        return self._reader

    def set(self) -> None:
        """Set it, and wake who waits in `select`."""
        if not self.is_set():
            super().set()
            os.write(self._writer, b"!")

    def clear(self) -> None:
        """Unset it."""
        if self.is_set():
            os.read(self._reader, 1)
            super().clear()


class QuickDriver(LinuxDriver):
    """Reads keys in a thread that is woken at the end; Textual's looks up every 0.1 s, twice."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ending = Signal()
        self.exit_event = self._ending

    def run_input_thread(self) -> None:
        """Turn what the terminal sends into events until the program ends or the terminal goes."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        while not self._ending.is_set():
            ready = select([self.fileno, self._ending], [], [], _TICK)[0]
            if self.fileno in ready:
                content = os.read(self.fileno, 4096)
                if not content:
                    self._app.call_later(self._app.exit)
                    return
                for event in parser.feed(decode(content)):
                    self.process_message(event)
            for event in parser.tick():
                self.process_message(event)
