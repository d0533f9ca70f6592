"""What a terminal sends becomes the same events however it is cut up, and never an exception."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.events import Key, MouseDown, Paste
from textual.message import Message

from tui.app.terminal.keyboard import PASTE_WAIT, SEQUENCE_WAIT, Keyboard

LATER = max(PASTE_WAIT, SEQUENCE_WAIT)


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def told(event: Message) -> str:
    """An event in short."""
    match event:
        case Key():
            return event.key
        case Paste():
            return f"paste {event.text}"
        case MouseDown():
            return f"click {event.x:.0f},{event.y:.0f}"
        case _:
            return type(event).__name__


def typed(*pieces: bytes, wait: float = 0.0) -> list[str]:
    """The events of pieces that arrive with some seconds between them, and then no more."""
    clock = Clock()
    keyboard = Keyboard(clock=clock)
    found: list[str] = []
    for piece in pieces:
        found += [told(event) for event in keyboard.feed(piece)]
        clock.now += wait
        found += [told(event) for event in keyboard.tick()]
    clock.now += LATER
    return found + [told(event) for event in keyboard.tick()]


@pytest.mark.parametrize(
    ("pieces", "events"),
    [
        ([b"\xe5", b"\xb0\x8f"], ["小"]),
        ([b"\xf0\x9f", b"\x9a", b"\x97"], ["automobile"]),
        ([b"\xe9", b"q"], ["q"]),
        ([b"\x1b[97;1:1u", b"q"], ["q"]),
        ([b"\x1b[1114112u", b"q"], ["q"]),
        ([b"\x1b[999999999999u", b"q"], ["q"]),
        ([b"\x1b[?1;2c", b"q"], ["q"]),
        ([b"\x1b[?1", b";2c", b"q"], ["q"]),
        ([b"\x1b[>0;276;0c", b"q"], ["q"]),
        ([b"\x1b[?15u", b"q"], ["q"]),
        ([b"\x1b]11;rgb:ffff/ffff/ffff\x07", b"q"], ["q"]),
        ([b"\x1b]11;rgb:ff", b"ff/ffff/ffff\x1b", b"\\q"], ["q"]),
        ([b"\x1bP>|xterm(390)\x1b\\q"], ["q"]),
        ([b"\x1b[" + b"1;" * 40 + b"Aq"], ["q"]),
        ([b"\x1b[<0;99999;3Mq"], ["q"]),
        ([b"\x1b[<0;3;5M"], ["click 2,4"]),
        ([b"\x1b[<0;3", b";5M"], ["click 2,4"]),
        ([b"\x1b", b"[A"], ["up"]),
        ([b"\x1b[A\x1b[B"], ["up", "down"]),
        ([b"\x1b\x1b[A"], ["escape", "up"]),
        ([b"\x1b[1;\x1b[A"], ["up"]),
        ([b"\x1b[113;;113u"], ["q"]),
        ([b"\x1bOP"], ["f1"]),
        ([b"\x1b[[A"], ["f1"]),
        ([b"\x1b[200~\xe5\xb0", b"\x8f\x1b[A\x1b[2", b"01~q"], ["paste 小\x1b[A", "q"]),
        ([b"\x1b[200~its end is lost"], ["paste its end is lost"]),
    ],
)
def test_what_is_sent_in_pieces(pieces: list[bytes], events: list[str]) -> None:
    assert typed(*pieces) == events


@pytest.mark.parametrize(
    ("pieces", "events"),
    [
        ([b"\x1b", b"q"], ["escape", "q"]),
        ([b"\x1bq"], ["alt+q"]),
        ([b"\x1b4\x1b=\x1b-"], ["alt+4", "alt+equals_sign", "alt+minus"]),
        ([b"\x1b\r"], ["alt+enter"]),
        ([b"\x1b", b"[", b"u"], ["escape", "left_square_bracket", "u"]),
        ([b"\x1b["], ["alt+left_square_bracket"]),
        ([b"\x1bb\x1b\t\x1b\x7f"], ["ctrl+left", "shift+tab", "ctrl+w"]),
        ([b"\x1bP", b"q"], ["alt+shift+p", "q"]),
        ([b"\x1b[200~slow", b" paste\x1b[201~"], ["paste slow paste"]),
    ],
)
def test_what_is_waited_for(pieces: list[bytes], events: list[str]) -> None:
    assert typed(*pieces, wait=0.2) == events


def test_a_sequence_that_goes_no_further_is_given_up() -> None:
    assert typed(b"\x1b[12;", b"q", wait=SEQUENCE_WAIT) == ["q"]
    assert typed(b"\x1b]11;rgb", *[b"q"] * 9, wait=0.3)[-1] == "q"


_PARTS = st.sampled_from(
    [b"\x1b", b"[", b"]", b"P", b"O", b"M", b"<", b"?", b";", b":", b"1", b"200~", b"201~", b"u",
     b"\x1b[200~", b"\x1b[201~", b"\x1b[48;", b"t", b"\\", b"\x07", b"\xe5", b"\xb0\x8f", b"q"]
)  # fmt: skip


@example(b"\x1b\x1b\x1b[48;\x00\x00", [8])
@given(
    st.lists(_PARTS | st.binary(max_size=3), max_size=25).map(b"".join),
    st.lists(st.integers(0, 60), max_size=6),
)
def test_any_bytes_in_any_pieces_are_the_same_events(content: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(content)]
    pieces = [content[a:b] for a, b in pairwise(places)]
    assert typed(*pieces) == typed(content)
    assert typed(content, b"\x1b[201~", b"\x1b\\", b"q", wait=LATER)[-1] == "q"
