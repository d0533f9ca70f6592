"""Brings what pages quote of the program up to date: `make readme`.

Between `<!-- keys -->` and `<!-- /keys -->` stands the table of the keys; between
`<!-- run -->` and `<!-- /run -->` stand commands after a `$`, each with what it prints. A page that
begins with a copy of the facts is followed step by step: what it runs, and what it adds to files.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- /keys -->)", re.DOTALL)
RUN = re.compile(r"(<!-- run -->\n```\w*\n)(.*?)(```\n<!-- /run -->)", re.DOTALL)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = "cp facts.yaml mine.yaml"
"""The first step of a page that is followed."""
_SHELL_WORDS = re.compile(r"[|>;&]")


def commands(page: str) -> list[str]:
    """The commands that a page shows with their output, in order."""
    blocks = [found.group(2) for found in RUN.finditer(page)]
    return [line[2:] for text in blocks for line in text.splitlines() if line.startswith("$ ")]


def needs_shell(command: str) -> bool:
    """Whether other programs have a part in it."""
    return bool(_SHELL_WORDS.search(command))


def output(command: str, folder: Path = ROOT) -> str:
    """What a command prints, on either stream; without a pipe, in a terminal of 80 columns.

    Raises RuntimeError when the program breaks.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("XEV_")}
    program = f"{shlex.quote(sys.executable)} -m tui"
    width = {} if needs_shell(command) else {"COLUMNS": "80"}
    done = subprocess.run(
        ["bash", "-c", f'xev-tui() {{ {program} "$@"; }}; {command}']
        if needs_shell(command)
        else [sys.executable, "-m", "tui", *shlex.split(command)[1:]],
        cwd=folder, env=environ | {"PYTHONUTF8": "1"} | width,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    if "Traceback (most recent call last)" in done.stdout:
        raise RuntimeError(f"{command}\n{done.stdout}")
    return done.stdout


def refreshed(page: str) -> str:
    """A page with the keys and the outputs of this program."""
    from tui.app.keys import key_table

    page = KEYS.sub(lambda found: found.group(1) + key_table() + found.group(2), page)
    if COPIED in page:
        return followed(page)
    return RUN.sub(lambda found: found.group(1) + _answered(found.group(2)) + found.group(3), page)


def _answered(block: str, folder: Path = ROOT) -> str:
    asked = [line for line in block.splitlines() if line.startswith("$ ")]
    return "\n".join(f"{line}\n{output(line[2:], folder)}" for line in asked)


def followed(page: str) -> str:
    """A page whose steps were taken on a copy of the facts, one after the other."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        copytree(ROOT / "peers", folder / "peers")
        (folder / "facts.yaml").write_bytes((ROOT / "facts.yaml").read_bytes())

        def taken(found: re.Match[str]) -> str:
            kind, block = found.groups()
            if kind == "console":
                return f"```console\n{_answered(block, folder)}```"
            if kind == "yaml":
                _add(folder, page[: found.start()], block)
            for line in block.splitlines() if kind == "sh" else ():
                if line == COPIED:
                    (folder / "mine.yaml").write_bytes((folder / "facts.yaml").read_bytes())
                else:
                    output(line, folder)
            return found[0]

        return FENCE.sub(taken, page)


def _add(folder: Path, before: str, block: str) -> None:
    """Write lines where the words before them say: a file, a section, or a line to replace."""
    step = before.rpartition("```")[2]
    named = re.search(r"Now `(\S+)`", step)
    file = folder / (named[1] if named else "mine.yaml")
    text = file.read_text(encoding="utf-8")
    if "in place of the old line" in step:
        text = re.sub(rf"^{block.partition(':')[0]}:.*\n", block, text, count=1, flags=re.MULTILINE)
    else:
        section = re.findall(r"At the end of `(\w+)`:", step)[-1]
        found = re.search(rf"^{section}:\n(?:(?![a-z_]+:).*\n)*", text, re.MULTILINE)
        if found is None:
            raise RuntimeError(f"no {section} in {file.name}")
        end = found.start() + len(found[0].rstrip("\n")) + 1
        text = text[:end] + block + text[end:]
    file.write_text(text, encoding="utf-8")


def main() -> None:
    """Rewrite the pages that are out of date."""
    for path in PAGES:
        page = path.read_text(encoding="utf-8")
        path.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main()
