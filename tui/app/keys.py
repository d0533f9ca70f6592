"""Lists every key, from the bindings themselves: for `xev-tui keys` and the README."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from textual.dom import DOMNode
from textual.widget import Widget

from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.app.settings import Lines
from tui.system.files import read_text
from tui.ui import charts
from tui.ui.charts.pick import Selectable
from tui.ui.chrome import key_text
from tui.ui.claim import CheckClaim
from tui.ui.drawer import Drawer
from tui.ui.export import Export
from tui.ui.help import ANYWHERE, EVERY_TAB, Help, called, declared, mapped, told_of
from tui.ui.messages import Messages
from tui.ui.problems import Problems
from tui.ui.screen import SizedScreen
from tui.ui.search import Search
from tui.ui.tab import Tab

OVERLAYS: tuple[type[DOMNode], ...] = (
    Drawer,
    Search,
    Help,
    Export,
    Problems,
    Messages,
    CheckClaim,
)
"""Dialogs of every tab; a tab's own are found as subclasses of `Overlay`."""

_COMMON = {ANYWHERE, EVERY_TAB, Selectable.CALLED}


class KeyRow(NamedTuple):
    """One action: where it works, its keys as people write them, its name in config.toml."""

    place: str
    keys: tuple[str, ...]
    does: str
    name: str


def key_rows(keymap: Mapping[str, str] | None = None, *, every: bool = True) -> Iterator[KeyRow]:
    """One row per action, with the user's own keys; without `every` only those of the tabs."""
    owners = list(_owners(every))
    places = [place for place, _ in owners]
    for place, owner in sorted(owners, key=lambda owned: places.index(owned[0])):
        for usual in declared(owner):
            binding = mapped(usual, keymap or {})
            keys = (key_text(key.strip()) for key in binding.key.split(","))
            yield KeyRow(place, tuple(dict.fromkeys(keys)), told_of(binding), binding.id or "")


def _owners(every: bool) -> Iterator[tuple[str, type[object]]]:
    """The classes that declare bindings, each with the place where they work."""
    yield ANYWHERE, XevApp
    yield from ((EVERY_TAB, base) for base in (Tab, SizedScreen))
    yield Selectable.CALLED, Selectable
    for entry in TABS.values():
        bases = (base for base in entry.screen_class.__mro__ if base not in Tab.__mro__)
        yield from ((entry.title, base) for base in bases)
    if every:
        # Charts are imported when they are first drawn, so here all have to be.
        for chart in iter_modules(charts.__path__):
            import_module(f"{charts.__name__}.{chart.name}")
        shown = {Selectable, *Tab.__mro__, *_below(Tab)}
        own = (owner for owner in _below(Widget) if owner not in (*shown, *OVERLAYS))
        yield from ((called(owner), owner) for owner in (*own, *OVERLAYS))


def _below(owner: type[DOMNode]) -> list[type[DOMNode]]:
    """All subclasses of a class in this program, by name."""
    found = {cls for below in owner.__subclasses__() for cls in (below, *_below(below))}
    found = {cls for cls in found if cls.__module__.startswith("tui.")}
    return sorted(found, key=called)


def key_table() -> str:
    """The keys of the tabs as a Markdown table, one row per action."""
    merged: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in key_rows(every=False):
        merged[row.place, row.does].update(dict.fromkeys(row.keys))
    lines, seen = ["| where | key | does |", "|---|---|---|"], ""
    for (place, does), keys in merged.items():
        shown = " ".join(f"`{key}`" for key in keys)
        lines.append(f"| {place if place != seen else ''} | {shown} | {does} |")
        seen = place
    return "\n".join(lines) + "\n"


def remarks_on(keymap: Mapping[str, str], path: Path) -> list[str]:
    """A warning for each unknown name in the user's keys, and for each key with two actions."""
    lines = Lines(path.name, read_text(path))
    rows = list(key_rows(keymap))
    names = sorted({row.name for row in rows if row.name})
    remarks = [lines.unknown(name, names) for name in keymap if name not in names]
    for row in rows:
        others = {other.name or other.does for other in rows if _share(row, other)}
        if row.name in keymap and others:
            first, *more = sorted(others)
            told = f"{first} and {len(more)} more" if more else first
            remarks.append(lines.say(row.name, f"shares a key with {told}"))
    return remarks


def _share(row: KeyRow, other: KeyRow) -> bool:
    """Whether two actions share a key in places where both work."""
    return (
        row.name != other.name
        and not set(row.keys).isdisjoint(other.keys)
        and (row.place == other.place or bool({row.place, other.place} & _COMMON))
    )
