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
    ahead: Mapping[str, str] = MappingProxyType({})
    """What was typed there of the quarters ahead."""


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
    mappings = ("typed", "ahead")
    texts = _strings({name: found.get(name) for name in Memory._fields if name not in mappings})
    typed, ahead = (_strings(found.get(name)) for name in mappings)
    return Memory(**texts, typed=typed, ahead=ahead)


def _strings(found: object) -> dict[str, str]:
    """What of a mapping is text."""
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def remember(path: Path, memory: Memory) -> bool:
    """Save the choices; False if the folder cannot be written."""
    try:
        typed = {"typed": dict(memory.typed), "ahead": dict(memory.ahead)}
        write_whole(path, json.dumps(memory._asdict() | typed) + "\n")
    except OSError:
        return False
    return True
