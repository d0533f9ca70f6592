"""What terminals send: random keys, mouse, pastes, replies; the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

SIZES = ((120, 40),) * 3 + ((80, 24), (50, 20), (200, 60), (40, 12), (20, 5), (1, 1), (3, 40))
PLAIN = (
    "eP1234561234566cctsssSgGjkhlJKdwWyYoxabprmvfnvmi/?!+-0.,%aAlLze^$ qqqqEFDHMNRCCUVXZuu[]=789@"
)
_NAMED = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "shift+up": b"\x1b[1;2A",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "delete": b"\x1b[3~",
    "enter": b"\r",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "backspace": b"\x7f",
    "escape": b"\x1b",
    "escape twice": b"\x1b\x1b",
    "f1": b"\x1bOP",
    "f2": b"\x1bOQ",
    "f3": b"\x1bOR",
    "f4": b"\x1bOS",
    "f5": b"\x1b[15~",
    "f6": b"\x1b[17~",
    "f7": b"\x1b[18~",
    "f8": b"\x1b[19~",
    "f9": b"\x1b[20~",
    "f10": b"\x1b[21~",
    "f11": b"\x1b[23~",
    "f12": b"\x1b[24~",
    "shift+right": b"\x1b[1;2C",
    "shift+left": b"\x1b[1;2D",
    "ctrl+pageup": b"\x1b[5;5~",
    "ctrl+pagedown": b"\x1b[6;5~",
    "alt+a": b"\x1ba",
    "ctrl+c": b"\x03",
    "ctrl+d": b"\x04",
    "ctrl+q": b"\x11",
    "ctrl+u": b"\x15",
    "ctrl+y": b"\x19",
    "ctrl+z": b"\x1a",
    "ctrl+p": b"\x10",
    "kitty a": b"\x1b[97u",
    "kitty ctrl+p": b"\x1b[112;5u",
}
_OFTEN = ("up", "down", "left", "right", "enter", "escape", "ctrl+p", "tab") * 3
_KEYS = (*PLAIN, *_NAMED, *_OFTEN)
_PASTES = (
    "108,796",
    "about 2.5 billion USD",
    "[b]x[/] [/] [red",
    "\x1b]0;title\x07",
    "\u202etxt\u2066\u200b",
    "小米汽车 🚗👩‍👩‍👧",
    "9" * 300,
    "-1e999999999",
    "x\ny\tz\x00",
)
_CHARACTERS = "é小米€🚗\u0301"
_REPLIES = (
    b"\x1b[?1;2c",
    b"\x1b[?62;22c",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1b]10;rgb:ffff/ffff/ffff\x07",
    b"\x1bP1$r0m\x1b\\",
    b"\x1bP>|xterm(390)\x1b\\",
    b"\x1b[?2026;2$y",
    b"\x1b[12;40R",
    b"\x1b[I",
    b"\x1b[O",
)
_MALFORMED = (b"\x1b[97;1:1u", b"\x1b[1114112u", b"\xe9", b"\xff\xfe", b"\x1b[", b"\x1b[<0;1M")
_KINDS = {
    "key": 60,
    "click": 15,
    "drag": 2,
    "move": 3,
    "wheel": 6,
    "paste": 3,
    "size": 3,
    "split": 3,
    "reply": 3,
    "malformed": 2,
}


class Event(NamedTuple):
    """One thing that happens at the terminal."""

    name: str
    """What it is, for people."""
    sent: tuple[bytes, ...] = ()
    """What is written, in pieces that are read one by one."""
    size: tuple[int, int] | None = None
    """Columns and rows that the terminal has from now on."""


def events(random: Random) -> Iterator[Event]:
    """Random events without end, within the size that the terminal has by then."""
    columns, rows = SIZES[0]
    while True:
        (kind,) = random.choices(tuple(_KINDS), tuple(_KINDS.values()))
        if kind == "size":
            columns, rows = random.choice(SIZES)
            yield Event(f"{columns}x{rows}", size=(columns, rows))
            continue
        at = random.randint(1, columns), random.randint(1, rows)
        yield _event(kind, random, at)


def bursts(random: Random, count: int) -> Iterator[list[Event]]:
    """So many events, several of them at once: as over a slow line, or from a quick hand."""
    source = events(random)
    while count > 0:
        size = min(count, random.choice((1, 1, 2, 3, 4, 6, 10, 20)))
        yield [next(source) for _ in range(size)]
        count -= size


def pieces(burst: list[Event]) -> Iterator[bytes | tuple[int, int]]:
    """A burst as as few writes as there can be, and the sizes between them."""
    kept = b""
    for event in burst:
        *early, last = event.sent or (b"",)
        for piece in early:
            yield kept + piece
            kept = b""
        kept += last
        if event.size:
            yield kept
            kept = b""
            yield event.size
    yield kept


def _event(kind: str, random: Random, at: tuple[int, int]) -> Event:
    """One event of a kind; mouse and wheel are at a place, which is counted from 1."""
    if kind == "key":
        key = random.choice(_KEYS)
        return Event(key, (_NAMED.get(key, key.encode()),))
    if kind == "click":
        button = random.choice((0, 0, 0, 0, 0, 2, 8, 16))
        return Event(f"click {at}", (_mouse(button, at, "M") + _mouse(button, at, "m"),))
    if kind == "drag":
        to = tuple(max(1, place + random.randint(-9, 9)) for place in at)
        moved = _mouse(0, at, "M") + _mouse(32, (to[0], to[1]), "M")
        return Event(f"drag {at} {to}", (moved + _mouse(0, (to[0], to[1]), "m"),))
    if kind == "move":
        return Event(f"move {at}", (_mouse(35, at, "M"),))
    if kind == "wheel":
        button, times = random.choice((64, 65, 66, 68)), random.randint(1, 5)
        return Event(f"wheel {button} {at} {times} times", (_mouse(button, at, "M") * times,))
    if kind == "paste":
        text = random.choice(_PASTES)
        return Event(f"paste {text!r}", (b"\x1b[200~" + text.encode() + b"\x1b[201~",))
    if kind == "split":
        character = random.choice(_CHARACTERS)
        sent, cut = character.encode(), random.randint(1, len(character.encode()) - 1)
        return Event(f"split {character}", (sent[:cut], sent[cut:]))
    sent = random.choice(_REPLIES if kind == "reply" else _MALFORMED)
    return Event(f"{kind} {sent!r}", (sent,))


def _mouse(button: int, at: tuple[int, int], end: str) -> bytes:
    return f"\x1b[<{button};{at[0]};{at[1]}{end}".encode()
