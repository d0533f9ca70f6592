"""Characters and answers that a slow line delivers in pieces, through a real terminal."""

from __future__ import annotations

import os

from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.terminal import F7


def test_a_character_in_two_pieces_is_searched_for(start: Start) -> None:
    terminal = start(size=(120, 40))
    terminal.until(SHOWN)
    terminal.rest()
    for piece in (b"/", b"\xe5", b"\xb0\x8f"):
        os.write(terminal.fd, piece)
        terminal.rest(0.2)
    terminal.until("小")
    terminal.type("\x1b")
    terminal.rest()
    terminal.type("q")
    assert terminal.end() == 0


def test_a_late_answer_of_the_terminal_does_nothing(start: Start) -> None:
    terminal = start(size=(120, 40))
    terminal.until(SHOWN)
    # The last that comes by itself; and a key that is answered tells that the start is over.
    terminal.until("warnings")
    terminal.type(F7)
    terminal.until("Quarters")
    terminal.rest(1)
    terminal.type("\x1b[?1;2c\x1b]11;rgb:ffff/ffff/ffff\x1b\\\x1bP>|term(1)\x1b\\\x1b[97;1:1u")
    terminal.rest(0.5)
    assert terminal.text == ""
    terminal.type("q")
    assert terminal.end() == 0
