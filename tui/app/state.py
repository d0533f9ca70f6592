"""What the program remembers between runs: the theme, and of each facts file its tab, its currency
and what was typed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tui.system.files import read_text, write_whole
from tui.system.paths import place

MOST_FILES = 20
"""Facts files that are remembered, the last ones that were opened."""

_LONGEST = 200
"""Characters of a text that is remembered."""


class Memory(NamedTuple):
    """The user's last choices; empty where nothing was chosen yet.

    All but the theme belong to one facts file, wherever it is opened from: a period or a currency
    says nothing of another maker.
    """

    theme: str = ""
    tab: str = ""
    currency: str = ""
    period: str = ""
    """The period of the calculator."""
    typed: Mapping[str, str] = MappingProxyType({})
    """What was typed into which of its fields."""
    ahead: Mapping[str, str] = MappingProxyType({})
    """What was typed there of the quarters ahead."""


def memory_path() -> Path:
    """The path of the file in the user's state folder."""
    return place("state") / "last.json"


def recall(path: Path, facts: str) -> Memory:
    """The remembered choices about a facts file; what is missing, unreadable or invalid counts as
    not chosen."""
    theme, files = _read(path)
    return files.get(os.path.realpath(facts), Memory())._replace(theme=theme)


def remember(path: Path, facts: str, memory: Memory) -> bool:
    """Save the choices, beside those about other files; False if the folder cannot be written."""
    files, own = _read(path)[1], os.path.realpath(facts)
    files.pop(own, None)
    files[own] = memory
    kept = {name: _written(files[name]) for name in list(files)[-MOST_FILES:]}
    try:
        write_whole(path, json.dumps({"theme": memory.theme, "files": kept}) + "\n")
    except OSError:
        return False
    return True


def _read(path: Path) -> tuple[str, dict[str, Memory]]:
    """The theme, and what is remembered of each file, the last one opened at the end."""
    try:
        found = _mapping(json.loads(read_text(path)))
    except (OSError, ValueError, RecursionError):
        found = {}
    files = {name: _memory(_mapping(about)) for name, about in _mapping(found.get("files")).items()}
    return _strings({"theme": found.get("theme")}).get("theme", ""), files


def _memory(about: Mapping[str, object]) -> Memory:
    texts = _strings({name: about.get(name) for name in ("tab", "currency", "period")})
    typed, ahead = (_strings(_mapping(about.get(name))) for name in ("typed", "ahead"))
    return Memory(**texts, typed=typed, ahead=ahead)


def _written(memory: Memory) -> dict[str, object]:
    about = memory._asdict() | {"typed": dict(memory.typed), "ahead": dict(memory.ahead)}
    return {name: value for name, value in about.items() if name != "theme"}


def _mapping(found: object) -> dict[str, object]:
    return found if isinstance(found, dict) else {}


def _strings(found: Mapping[str, object]) -> dict[str, str]:
    """What of a mapping is text, as short as what is chosen and typed."""
    pairs = found.items()
    return {name: text for name, text in pairs if isinstance(text, str) and len(text) <= _LONGEST}
