"""From a key to the first changed frame, and what it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench.places import PROGRAM, REFERENCE, Place
from tests.bench.reference import READY
from tests.bench.result import Result, held
from tests.bench.starts import first_word
from tests.bench.terminal import Answer, Terminal

DOWN, LEFT, RIGHT = b"\x1b[B", b"\x1b[D", b"\x1b[C"
TIMELINE, FINANCES, CALCULATOR = b"\x1b[15~", b"\x1b[18~", b"\x1b[19~"
"""F5, F7 and F8, which no field takes as typed."""
_QUIET = 0.12
_LONG_QUIET = 0.4
"""Longer than an animation rests between two frames."""


def measure_keys(folder: Path, rounds: int, empty_start: float) -> list[Result]:
    """Both programs side by side, a key in one and then the same in the other."""
    place = Place(folder / "warm")
    reference, program = place.terminal(*REFERENCE), place.terminal(*PROGRAM)
    try:
        reference.until(READY)
        program.until(first_word())
        for tab in (TIMELINE, CALCULATOR, FINANCES, TIMELINE):
            program.settle()
            program.press(tab, _LONG_QUIET)
        return _measured(reference, program, rounds, empty_start)
    finally:
        reference.kill()
        program.kill()


def _measured(
    reference: Terminal, program: Terminal, rounds: int, empty_start: float
) -> list[Result]:
    program.press(b"g", _LONG_QUIET)
    theirs, ours = _pairs(
        lambda n: reference.press(DOWN, _QUIET), lambda n: program.press(DOWN, _QUIET), rounds
    )
    their_tabs, our_tabs = _pairs(
        lambda n: reference.press(b"21"[n % 2 : n % 2 + 1], _LONG_QUIET),
        lambda n: program.press((FINANCES, TIMELINE)[n % 2], _LONG_QUIET),
        rounds + rounds % 2,
    )
    drawer = [program.press(b"s", _QUIET) for _ in range(rounds + rounds % 2)]
    program.press(FINANCES, _LONG_QUIET)
    quarter = [program.press((LEFT, RIGHT)[n % 2], _QUIET) for n in range(rounds)]
    program.press(CALCULATOR, _LONG_QUIET)
    before = program.cpu()
    slider = [program.press((LEFT, RIGHT)[n % 2], _QUIET) for n in range(rounds)]
    step = (program.cpu() - before) / rounds
    down = [answer.first for answer in ours]
    return [
        _first("cursor down", ours, "T's cursor", theirs, 0.7),
        _first("tab switch", our_tabs, "T's tab switch", their_tabs, 0.6),
        held(
            "tab switch, settled",
            [answer.settled for answer in our_tabs],
            "T's, settled",
            [answer.settled for answer in their_tabs],
            0.3,
        ),
        *(
            held(name, [answer.first for answer in answers], "cursor down", down, 2.0)
            for name, answers in (
                ("source drawer", drawer),
                ("quarter step", quarter),
                ("slider step", slider),
            )
        ),
        held("slider step, processor", [step], "empty app's start", [empty_start], 0.1),
        held(
            "bytes a cursor move",
            [answer.size for answer in ours],
            "T's cursor",
            [answer.size for answer in theirs],
            0.5,
            "B",
        ),
    ]


def _pairs(
    first: Callable[[int], Answer], second: Callable[[int], Answer], rounds: int
) -> tuple[list[Answer], list[Answer]]:
    both = [(first(n), second(n)) for n in range(rounds)]
    return [pair[0] for pair in both], [pair[1] for pair in both]


def _first(
    name: str, ours: list[Answer], against: str, theirs: list[Answer], budget: float
) -> Result:
    return held(
        name,
        [answer.first for answer in ours],
        against,
        [answer.first for answer in theirs],
        budget,
    )


def frame(terminal: Terminal, rounds: int) -> float:
    """What one frame takes: a cursor move of the reference, in seconds."""
    return median(terminal.press(DOWN, _QUIET).first for _ in range(rounds))
