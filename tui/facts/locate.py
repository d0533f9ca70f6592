"""Which facts file is meant."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "XEV_FACTS"
NAME = "facts.yaml"
PACKAGE = Path(__file__).parents[1]


def find_facts(option: str | None = None) -> Path:
    """The facts file: the option, else $XEV_FACTS, else the one that comes with the program.

    In a checkout that is the file beside the package, where a pyproject.toml stands too; otherwise
    the copy inside the package. The file need not exist.
    """
    named = option or os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser()
    checkout = PACKAGE.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / NAME).is_file():
        return _short(checkout / NAME)
    return PACKAGE / NAME


def _short(path: Path) -> Path:
    """The path as people would type it from where they stand, when it lies below."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path
