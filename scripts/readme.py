"""Brings what pages quote of the program up to date: `make readme`.

Between `<!-- keys -->` and `<!-- /keys -->` stands the table of the keys; between
`<!-- run -->` and `<!-- /run -->` stand commands after a `$`, each with what it prints.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
RUN = re.compile(r"(<!-- run -->\n```\w*\n)(.*?)(```\n<!-- /run -->)", re.DOTALL)
_SHELL_WORDS = re.compile(r"[|>;&]")


def commands(page: str) -> list[str]:
    """The commands that a page shows with their output, in order."""
    blocks = [found.group(2) for found in RUN.finditer(page)]
    return [line[2:] for text in blocks for line in text.splitlines() if line.startswith("$ ")]


def needs_shell(command: str) -> bool:
    """Whether other programs have a part in it."""
    return bool(_SHELL_WORDS.search(command))


def output(command: str) -> str:
    """What a command prints, on either stream. Raises RuntimeError when the program breaks."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("XEV_")}
    program = f"{shlex.quote(sys.executable)} -m tui"
    done = subprocess.run(
        ["bash", "-c", f'xev-tui() {{ {program} "$@"; }}; {command}']
        if needs_shell(command)
        else [sys.executable, "-m", "tui", *shlex.split(command)[1:]],
        cwd=ROOT, env=environ | {"COLUMNS": "80", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if "Traceback (most recent call last)" in done.stdout:
        raise RuntimeError(f"{command}\n{done.stdout}")
    return done.stdout


def refreshed(page: str) -> str:
    """A page with the keys and the outputs of this program."""
    from tui.app.keys import key_table

    page = KEYS.sub(lambda found: found.group(1) + key_table() + found.group(2), page)
    return RUN.sub(lambda found: found.group(1) + _answered(found.group(2)) + found.group(3), page)


def _answered(block: str) -> str:
    asked = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{line}\n{output(line[2:])}" for line in asked)


def main() -> None:
    """Rewrite the pages that are out of date."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        path.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main()
