"""Runs every command and every tab in one process; told `offline`, without a network.

Prints a digest of each output, so that runs in other surroundings can be held against this one.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path

from click.testing import CliRunner

from tests import SHIPPED
from tests.bad_days.conftest import alone
from tests.bad_days.offline import ATTEMPTS, be_offline
from tests.settled import settled
from tui.app.program import XevApp
from tui.app.registry import TABLES
from tui.cli.main import cli
from tui.facts.load import load_facts

KEYS = ("s", "G", "slash", "s", "u", "enter", "question_mark", "escape", "c", "x", "1", "o", "y")
OTHERS = (
    "check",
    "check --format json",
    "check --format sarif",
    "calc",
    "calc 2025-Q2 --currency USD --json",
    "calc --bridge 2025-Q4 2026-Q1",
    "calc 2026-Q1 --solve deliveries",
    "schema",
    "keys",
    "completion zsh",
    "--help",
    "web --help",
    "show finances --currency EUR",
)


def outputs() -> Iterator[tuple[str, str]]:
    """What every command prints, with the command."""
    shows = [f"show {name} --format {form}" for name in TABLES for form in ("table", "json")]
    for words in (*shows, *OTHERS):
        done = CliRunner().invoke(cli, words.split(), env={"XEV_FACTS": str(SHIPPED)})
        assert done.exit_code in (0, 1), f"{words}: {done.output} {done.exception!r}"
        assert not isinstance(done.exception, Exception), f"{words}: {done.exception!r}"
        yield words, done.output


async def screens(keys: Sequence[str]) -> list[tuple[str, str]]:
    """What every tab shows; then each gets some keys."""
    app, found = XevApp(load_facts(SHIPPED), theme="xev-dark"), []
    async with app.run_test(size=(120, 40)) as pilot:
        for number in "12345":
            await pilot.press(number)
            await settled()
            strips = app.screen._compositor.render_strips()
            text = "\n".join("".join(part.text for part in strip) for strip in strips)
            found.append((f"tab {number}", text))
        for number in "12345":
            await pilot.press(number, *keys)
    return found


def main() -> None:
    """Run it all."""
    offline = sys.argv[1:] == ["offline"]
    if offline:
        be_offline()
    with tempfile.TemporaryDirectory() as folder, alone(Path(folder)):
        for name, text in [*outputs(), *asyncio.run(screens(KEYS if offline else ()))]:
            print(name, sha256(text.encode()).hexdigest()[:16])
    assert not ATTEMPTS, ATTEMPTS


if __name__ == "__main__":
    main()
