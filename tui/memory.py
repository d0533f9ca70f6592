"""What the program remembers between runs: tab, currency, theme. Never in its way."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from tui.outside import write_whole
from tui.places import place


@dataclass(frozen=True, slots=True)
class Memory:
    """The last choices of the reader; empty where nothing was chosen yet."""

    tab: str = ""
    currency: str = ""
    theme: str = ""


def memory_path() -> Path:
    """Where the choices are kept, in the user's state folder."""
    return place("state") / "last.json"


def recall(path: Path) -> Memory:
    """The remembered choices; what is missing, unreadable or odd counts as not chosen."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Memory()
    if not isinstance(found, dict):
        return Memory()
    names = [field.name for field in fields(Memory)]
    return Memory(**{name: found[name] for name in names if isinstance(found.get(name), str)})


def remember(path: Path, memory: Memory) -> bool:
    """Keep the choices; False where the folder does not let itself be written."""
    try:
        write_whole(path, json.dumps(asdict(memory)) + "\n")
    except OSError:
        return False
    return True
