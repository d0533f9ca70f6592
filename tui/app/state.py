"""What the program remembers between runs: tab, currency, theme, what was typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tui.system.files import read_own, write_whole
from tui.system.paths import place


class Memory(NamedTuple):
    """The user's last choices; empty where nothing was chosen yet."""

    tab: str = ""
    currency: str = ""
    theme: str = ""
    period: str = ""
    """The period of the calculator."""
    typed: Mapping[str, str] = MappingProxyType({})
    """What was typed into which of its fields."""


def memory_path() -> Path:
    """The path of the file in the user's state folder."""
    return place("state") / "last.json"


def recall(path: Path) -> Memory:
    """The remembered choices; what is missing, unreadable or invalid counts as not chosen."""
    try:
        found = json.loads(read_own(path))
    except (OSError, ValueError):
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    texts = {
        name: found[name]
        for name in Memory._fields
        if name != "typed" and isinstance(found.get(name), str)
    }
    typed = found.get("typed")
    kept = typed if isinstance(typed, dict) else {}
    return Memory(**texts, typed={k: v for k, v in kept.items() if isinstance(v, str)})


def remember(path: Path, memory: Memory) -> bool:
    """Save the choices; False if the folder cannot be written."""
    try:
        write_whole(path, json.dumps({**memory._asdict(), "typed": dict(memory.typed)}) + "\n")
    except OSError:
        return False
    return True
