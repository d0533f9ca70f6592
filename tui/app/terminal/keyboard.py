"""What a terminal sends, as events: bytes in any portions, whole characters and sequences out.

Textual's parser takes what it is given for complete: half a character is the end of the file to
it, a malformed sequence ends it for good, an answer that it does not know becomes keys. So it is
given one whole sequence at a time here, and only such as it may know (ECMA-48, sections 5.4 and
5.6, for their forms; xterm's ctlseqs and kitty's keyboard protocol for what they mean).
"""

from __future__ import annotations

import re
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterator
from time import monotonic

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.events import Key, Paste
from textual.message import Message

KEY_WAIT = 0.1
"""Seconds after which an escape alone, or with one character, counts as a key press."""
SEQUENCE_WAIT = 1.0
"""Seconds after which an incomplete sequence is dropped."""
PASTE_WAIT = 5.0
"""Seconds without input after which a paste whose end was lost is over."""

_ESCAPE = "\x1b"
_LONGEST = 32
"""The longest sequence in characters; Textual's parser splits longer ones into keys."""
_SEQUENCE = re.compile(
    r"""\x1b(?:
      \[ (?: \[. | M... | [0-?]* [ -/]* [@-LN-Z\\-~] | [0-?]+ [ -/]* M )  # keys, mouse, reports
    | O .                                       # keys of the keypad and F1 to F4
    | \] [^\x07\x1b]* (?: \x07 | \x1b\\ )      # answers about colours
    | [P_] [^\x1b]* \x1b\\                     # answers about the terminal
    | [^\[\]OP_\x1b]                           # alt and a character
    )""",
    re.VERBOSE | re.DOTALL,
)
_BEGUN = re.compile(
    r"\x1b(?: \[(?: [0-?]*[ -/]* | \[ | M.{0,2} ) | O | \][^\x07\x1b]*\x1b? | [P_][^\x1b]*\x1b? )?",
    re.VERBOSE | re.DOTALL,
)
"""The beginning of a sequence."""
_ANSWER = re.compile(
    r"\x1b(?: []P_].+ | \[[<-?] (?! [\d;-]+[mM]\Z ) (?! \d+;\d\$y\Z ) .* )",
    re.VERBOSE | re.DOTALL,
)
"""Answers of the terminal that are not used: all but mouse and mode reports."""
_FAR = re.compile(r"\x1b\[.*\d{5}.*[mMtR]")
"""Positions and sizes that no terminal has."""


class Keyboard:
    """Turns bytes of a terminal into events; keeps what is not complete yet."""

    def __init__(self, *, debug: bool = False, clock: Callable[[], float] = monotonic) -> None:
        self._debug, self._clock = debug, clock
        self._decode = getincrementaldecoder("utf-8")("ignore").decode
        self._parser = XTermParser(debug)
        self._held = ""
        self._since = 0.0
        self._pastes = False

    def feed(self, content: bytes) -> Iterator[Message]:
        """The events completed by these bytes."""
        if self._pastes or not self._held:
            self._since = self._clock()
        self._held += self._decode(content)
        while self._held:
            if self._pastes:
                pasted, end, rest = self._held.partition(BRACKETED_PASTE_END)
                if not end:
                    return
                self._keep(rest)
                yield self._paste(pasted)
            elif not self._held.startswith(_ESCAPE):
                text, escape, rest = self._held.partition(_ESCAPE)
                self._keep(escape + rest)
                yield from self._parsed(text)
            elif found := _SEQUENCE.match(self._held):
                self._keep(self._held[found.end() :])
                yield from self._sequence(found[0])
            elif _BEGUN.fullmatch(self._held):
                return
            else:
                yield from self._broken_off()

    def tick(self) -> Iterator[Message]:
        """The events of input that has waited long enough for its rest."""
        waited = self._clock() - self._since
        if self._pastes:
            if waited >= PASTE_WAIT:
                held = self._held
                self._keep("")
                yield self._paste(held)
        elif self._held and waited >= (KEY_WAIT if len(self._held) <= 2 else SEQUENCE_WAIT):
            held = self._held
            self._keep("")
            yield from self._sequence(held)

    def _keep(self, rest: str) -> None:
        """Keep the rest, and count its waiting time from now."""
        self._held, self._since = rest, self._clock()

    def _paste(self, pasted: str) -> Paste:
        self._pastes = False
        # A terminal cannot paste NUL; Textual leaves it out as well.
        return Paste(pasted.replace("\x00", ""))

    def _broken_off(self) -> Iterator[Message]:
        """Drop what turned out to be no sequence, with the character that does not belong to it.

        That may be an escape, which begins another one. What comes behind it may come in the same
        read or in the next, and is the same then.
        """
        begun = _BEGUN.match(self._held)
        end = begun.end() if begun else 0
        escape = self._held.find(_ESCAPE, 1, end + 1)
        self._keep(self._held[escape if escape > 0 else end + 1 :])
        if end == 1:
            yield Key("escape", _ESCAPE)

    def _sequence(self, text: str) -> Iterator[Message]:
        """The events of one complete sequence; none if it is malformed or not used."""
        if text == _ESCAPE:
            yield Key("escape", _ESCAPE)
        elif text == BRACKETED_PASTE_START:
            self._pastes = True
        elif len(text) == 2:
            found = list(self._parsed(text))
            # Known ones, such as that of shift+tab, are no characters.
            known = [event for event in found if isinstance(event, Key) and not event.character]
            yield from known or self._with_alt(text[1])
        elif len(text) <= _LONGEST and not (_ANSWER.fullmatch(text) or _FAR.fullmatch(text)):
            yield from self._parsed(text)

    def _with_alt(self, character: str) -> Iterator[Message]:
        """A key with alt; `TurnsApp` knows whether that means anything, or was escape before it."""
        for event in self._parsed(character):
            if isinstance(event, Key):
                name = f"shift+{character.lower()}" if character.isupper() else event.key
                yield Key(f"alt+{name}", character)

    def _parsed(self, text: str) -> Iterator[Message]:
        """What Textual's parser makes of a text; it is replaced if it gets stuck."""
        parser = self._parser
        try:
            found = list(parser.feed(text))
        except Exception:
            # Textual's tables have no such key, or the numbers are out of range.
            found = []
        else:
            if parser._awaiting.timeout is None:
                yield from found
                return
            # It waits for more although the sequence is complete: it does not know it.
        self._parser = XTermParser(self._debug)
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._parser, name, getattr(parser, name))
        yield from found
