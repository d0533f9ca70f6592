"""Write what the program prints and draws anew: `python -m tests.goldens`.

With a folder, write there instead, and every output whole, to compare two versions of the program.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.goldens.commands import GOLDENS
from tests.goldens.inputs import laid_out
from tests.goldens.output import KEPT, LONGEST, printed
from tests.goldens.screens import SCREENS, drawn
from tests.settled import wait_for_real


def main() -> None:
    """Write a file for each group of commands or screens."""
    folder = Path(sys.argv[1]).resolve() if sys.argv[1:] else KEPT
    folder.mkdir(exist_ok=True)
    texts: dict[str, str] = {}
    for name, lines in GOLDENS.items():
        with laid_out():
            texts[name] = printed(lines, LONGEST if folder == KEPT else None)
    with pytest.MonkeyPatch.context() as patch:
        wait_for_real(patch)
        for name, shots in SCREENS.items():
            with laid_out():
                texts[name] = asyncio.run(drawn(shots))
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
