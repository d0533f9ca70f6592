"""Starting, quitting, and commands that only print."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from tests.bench.places import EMPTY, PROGRAM, PYTHON, REFERENCE, Place
from tests.bench.reference import EMPTY_READY, READY
from tests.bench.result import Result, held
from tui.facts.load import find_facts, load_facts

Series = defaultdict[str, list[float]]

CONTENT = {
    "timeline": " promises:",
    "models": " trims, ",
    "calculator": "Break-even",
    "disputes": "Sources disagree on",
    "peers": " result per car ",
}
"""Words of the first content of each tab that can be the remembered one, besides the first."""


def first_word() -> str:
    """How the first finding on the shipped facts begins: with the maker, who lost or earned."""
    return next(iter(load_facts(find_facts()).models.values())).maker + " "


def measure_starts(folder: Path, rounds: int) -> tuple[Series, list[Result]]:
    """Every start, one after the other, again and again."""
    place, fresh = Place(folder / "warm"), Place(folder / "fresh")
    place.forget()
    words, series = first_word(), Series(list)
    _start(place, PROGRAM, words, "warm-up", Series(list))
    tabs = {tab: Place(folder / tab) for tab in CONTENT}
    for tab, remembering in tabs.items():
        remembering.forget()
        _start(remembering, (*PROGRAM, "--tab", tab), CONTENT[tab], "warm-up", Series(list))
    place.seconds(*PROGRAM, "show", "finances")
    for _ in range(rounds):
        _start(place, REFERENCE, READY, "T", series)
        _start(place, PROGRAM, words, "warm", series)
        for tab, remembering in tabs.items():
            _start(remembering, PROGRAM, CONTENT[tab], tab, series)
        fresh.forget()
        _start(fresh, PROGRAM, words, "first", series)
        _start(place, EMPTY, EMPTY_READY, "empty", series)
        series["pass"].append(place.seconds(PYTHON, "-c", "pass"))
        series["version"].append(place.seconds(*PROGRAM, "--version"))
        series["show"].append(place.seconds(*PROGRAM, "show", "finances"))
    return series, _results(series)


def _start(place: Place, command: tuple[str, ...], text: str, name: str, series: Series) -> None:
    terminal = place.terminal(*command)
    try:
        series[name].append(terminal.until(text))
        terminal.settle()
        series[f"{name} memory"].append(terminal.memory())
        series[f"{name} quit"].append(terminal.leave(b"q"))
    finally:
        terminal.kill()


def _results(found: Series) -> list[Result]:
    return [
        held("start to the first finding", found["warm"], "T", found["T"], 0.75),
        *(
            held(f"start on {tab.capitalize()}", found[tab], "T", found["T"], 0.85)
            for tab in CONTENT
        ),
        held("the very first start", found["first"], "T", found["T"], 1.2),
        held("quit", found["warm quit"], "T's quit", found["T quit"], 0.6),
        held("memory at rest", found["warm memory"], "T", found["T memory"], 1.1, "MiB"),
        held("xev-tui --version", found["version"], "python -c pass", found["pass"], 4.0),
        held("xev-tui show finances", found["show"], "T", found["T"], 0.5),
    ]
