"""Where the program keeps its files in the user's home, by the customs of the system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

NOWHERE = Path(os.devnull) / "no-home"
"""Can be neither read nor written: what is kept nowhere counts as not there."""


def place(kind: Literal["cache", "config", "data", "log", "state", "downloads"]) -> Path:
    """The program's folder of a kind; NOWHERE for a user without a home, as in some containers."""
    import platformdirs

    try:
        if kind == "downloads":
            found = platformdirs.user_downloads_path()
        else:
            found = Path(getattr(platformdirs, f"user_{kind}_dir")("xev-tui", appauthor=False))
    except RuntimeError:
        return NOWHERE
    # Older releases give a folder that is called ~ where they do not know the home.
    return found if found.is_absolute() else NOWHERE
