"""A command's output as it is kept: what was typed, what came out, and how it ended."""

from __future__ import annotations

import hashlib
import re
import shlex
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from tui import __version__
from tui.cli.main import cli

KEPT = Path(__file__).parent / "kept"
LONGEST = 50_000
"""Characters of an output that are kept as a whole; of a longer one the head and a digest are."""
_HEAD = 5_000
_ENDS = "\\ No newline at the end\n"
_VARYING = (
    (re.compile(rf'"version": "{re.escape(__version__)}"'), '"version": "VERSION"'),
    (re.compile(r"^Try '(.+) -h' for help", re.MULTILINE), r"Try '\1 --help' for help"),
    (re.compile(r"(?<= )COMMAND \[ARGS\]"), "[COMMAND] [ARGS]"),
    (re.compile(r'^ *"default": .*\n', re.MULTILINE), ""),
)


def printed(lines: Iterable[str], longest: int | None = LONGEST) -> str:
    """The text of a kept file: the commands, each with what it prints in the working folder.

    An output that came before in the same file is named and not repeated. `longest` is the most
    characters of one output that are kept whole; None keeps all.
    """
    before: dict[str, str] = {}
    return "\n".join("".join(_entry(line, before, longest)) for line in lines)


def _entry(line: str, before: dict[str, str], longest: int | None) -> Iterator[str]:
    stdout, stderr, code = run(line)
    yield f"$ xev-tui {line}".rstrip() + "\n"
    if stdout and stdout in before:
        yield f"(the same as: xev-tui {before[stdout]})\n"
    else:
        before[stdout] = line
        yield _shortened(stdout, longest)
    if stderr:
        yield f"[stderr]\n{_ended(stderr)}"
    if code:
        yield f"[exit {code}]\n"


def run(line: str) -> tuple[str, str, int]:
    """Standard output, standard error and exit code of a command line; `< FILE` is its input.

    In this process, at the width that a terminal of 80 columns gives; a day that is today's is
    called TODAY.
    """
    line, _, file = line.partition(" < ")
    done = CliRunner().invoke(
        cli,
        shlex.split(line),
        input=Path(file).read_bytes() if file else None,
        env={"COLUMNS": None},
        prog_name="xev-tui",
        terminal_width=78,
    )
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    stdout = done.stdout_bytes.decode()
    if line == "new mine.yaml" and done.exit_code == 0:
        written = Path("mine.yaml").read_text(encoding="utf-8")
        stdout += written.replace(f"as_of: {date.today()}", "as_of: TODAY")
    return _of_any_version(stdout), _of_any_version(done.stderr_bytes.decode()), done.exit_code


def _of_any_version(text: str) -> str:
    """The text without what other releases of xev-tui, click and pydantic put otherwise."""
    for found, said in _VARYING:
        text = found.sub(said, text)
    return text


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}\n{_ENDS}"


def _shortened(text: str, longest: int | None) -> str:
    if longest is None or len(text) <= longest:
        return _ended(text)
    head = text[: text.index("\n", _HEAD) + 1]
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{head}(and more: {len(text):,} characters in all, SHA-256 {digest})\n"
