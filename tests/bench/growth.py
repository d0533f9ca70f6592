"""How the costs grow with the store, and how quickly a large one answers."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import yaml

from tests.bench.growing import facts_text
from tests.bench.keys import DOWN
from tests.bench.places import PROGRAM, REFERENCE, Place
from tests.bench.reference import READY
from tests.bench.result import Result, held
from tui.checks.run import run_checks
from tui.facts.book import FactBook
from tui.facts.load import load_text

SIZES = (1_000, 10_000, 100_000)
LINEAR = 1.25
"""Cost of a fact beside its cost in a store of a tenth of the size; a tenth or two are noise."""
_QUERY = b"maker 7"
_NAVIGATION = "Finances"


def measure_loading(size: int, rounds: int) -> list[Result]:
    """Loading with all checks of form against the YAML parser alone."""
    text = facts_text(size)
    theirs, ours = [], []
    for _ in range(rounds):
        theirs.append(_seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader)))
        ours.append(_seconds(lambda: _book(text)))
    return [held(f"load {size:,} facts", ours, "CSafeLoader alone", theirs, 0.5)]


def measure_growth(folder: Path, sizes: Sequence[int]) -> list[Result]:
    """Loading, checking and starting for each size beside the size before."""
    costs = [_costs(folder, size) for size in sizes]
    return [
        _grown(name, sizes[n], cost, sizes[n - 1], costs[n - 1][name])
        for n in range(1, len(sizes))
        for name, cost in costs[n].items()
    ]


def _grown(name: str, size: int, cost: float, before: int, cost_before: float) -> Result:
    each, each_before = cost / size * 1e6, cost_before / before * 1e6
    return Result(f"{name}, a fact of {size:,}", each, f"of {before:,}", each_before, LINEAR, "µs")


def _costs(folder: Path, size: int) -> dict[str, float]:
    text = facts_text(size)
    path = folder / f"facts-{size}.yaml"
    path.write_text(text, encoding="utf-8")
    rounds = min(max(1, 20_000 // size), 10)
    book = _book(text)
    return {
        "load": min(_seconds(lambda: _book(text)) for _ in range(rounds)),
        "check": min(_seconds(lambda: run_checks(book)) for _ in range(rounds)),
        "start": _start(Place(folder / "large"), path),
    }


def _start(place: Place, facts: Path) -> float:
    """A warm start on a file of its own."""
    place.home.mkdir(exist_ok=True)
    found = []
    for _ in range(3):
        terminal = place.terminal(*PROGRAM, "--facts", str(facts))
        try:
            found.append(terminal.until(_NAVIGATION))
        finally:
            terminal.kill()
    return median(found[1:])


def measure_search(folder: Path, size: int, rounds: int) -> list[Result]:
    """A key typed into the search of a large store, against two frames of the reference."""
    path, place = folder / f"facts-{size}.yaml", Place(folder / "large")
    place.home.mkdir(exist_ok=True)
    path.write_text(facts_text(size), encoding="utf-8")
    program = place.terminal(*PROGRAM, "--facts", str(path))
    reference = place.terminal(*REFERENCE)
    try:
        reference.until(READY)
        program.until(_NAVIGATION)
        program.settle()
        program.press(b"/", 0.3)
        frames = [reference.press(DOWN, 0.12).first for _ in range(rounds)]
        keys = [bytes([key]) for key in _QUERY]
        answers = [program.press(key, 0.12).first for key in keys]
    finally:
        program.kill()
        reference.kill()
    return [held(f"search, a key among {size:,} facts", answers, "T's cursor", frames, 2.0)]


def _book(text: str) -> FactBook:
    return load_text(text).required()


def _seconds(work: Callable[[], Any]) -> float:
    """How long something takes, with the garbage collector on as a program has it."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start
