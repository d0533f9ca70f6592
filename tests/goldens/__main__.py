"""Write what the program prints and draws anew: `python -m tests.goldens`, or some, by name.

With `--into FOLDER` write there, and every output whole, to compare two versions of the program.
"""

from __future__ import annotations

import asyncio
from argparse import ArgumentParser
from pathlib import Path

import pytest

from tests.goldens.commands import GOLDENS
from tests.goldens.inputs import laid_out
from tests.goldens.output import KEPT, LONGEST, printed
from tests.goldens.screens import SCREENS, drawn
from tests.settled import wait_for_real


def main() -> None:
    """Write a file for each group of commands or screens."""
    parser = ArgumentParser(prog="python -m tests.goldens")
    names = [*GOLDENS, *SCREENS]
    parser.add_argument("name", nargs="*", help="such as show_models")
    parser.add_argument("--into", type=lambda text: Path(text).resolve(), default=KEPT)
    asked = parser.parse_args()
    if unknown := {*asked.name} - {*names}:
        parser.error(f"nothing is kept as {sorted(unknown)}; there are {', '.join(names)}")
    asked.into.mkdir(exist_ok=True)
    longest = LONGEST if asked.into == KEPT else None
    with pytest.MonkeyPatch.context() as patch:
        wait_for_real(patch)
        for name in asked.name or names:
            with laid_out():
                if name in GOLDENS:
                    text = printed(GOLDENS[name], longest)
                else:
                    text = asyncio.run(drawn(SCREENS[name]))
            (asked.into / f"{name}.txt").write_text(text, encoding="utf-8", newline="")


if __name__ == "__main__":
    main()
