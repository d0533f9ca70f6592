"""A home of its own for each bad day, and the program started there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest import mock

import pytest

from tests import ROOT, copy_facts
from tests.bad_days.terminal import XEV, Terminal
from tui.app.program import XevApp
from tui.checks.brief import brief_of
from tui.facts.cache import cache_path
from tui.facts.load import open_book

SHOWN = "Finances"
"""A word of the first screen."""

Start = Callable[..., Terminal]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No editor, browser, clipboard or home of the user; started in a folder of its own."""
    folders = ("CONFIG", "STATE", "DATA", "CACHE")
    with ExitStack() as stack:
        environ = {f"XDG_{name}_HOME": str(folder / name) for name in folders}
        stack.enter_context(mock.patch.dict(os.environ, environ, SSH_TTY="/dev/pts/1"))
        stack.enter_context(mock.patch("tui.ui.actions.open_url", return_value=True))
        stack.enter_context(mock.patch("tui.ui.actions._edited", return_value="no editor"))
        # Quitting would end the test, and there is no shell to pause for.
        stack.enter_context(mock.patch.object(XevApp, "action_quit", mock.AsyncMock()))
        stack.enter_context(mock.patch.object(XevApp, "action_suspend_process"))
        before = Path.cwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


@pytest.fixture(scope="session")
def cache_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a start leaves in the cache: the shipped facts, and what the checks say of them."""
    folder = tmp_path_factory.mktemp("kept")
    with mock.patch.dict(os.environ, XDG_CACHE_HOME=str(folder)):
        brief_of(open_book(copy_facts(folder)))
    found = (folder / "xev-tui").iterdir()
    return {path.name.partition(".")[2]: path.read_bytes() for path in found}


@pytest.fixture
def home(tmp_path: Path, cache_files: dict[str, bytes]) -> Path:
    """A home folder with a facts file to do anything to, with which the program started before."""
    with mock.patch.dict(os.environ, XDG_CACHE_HOME=str(tmp_path / ".cache")):
        cached = cache_path(copy_facts(tmp_path))
    cached.parent.mkdir(mode=0o700, parents=True)
    for ending, content in cache_files.items():
        cached.with_suffix(f".{ending}").write_bytes(content)
    return tmp_path


@pytest.fixture
def environ(home: Path) -> dict[str, str]:
    """The surroundings of a program: this home, and nothing of who runs the tests."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
        "PYTHONWARNINGS": "error",
        "PYTHONPATH": str(ROOT),
        "XEV_FACTS": "facts.yaml",
    }


@pytest.fixture
def start(home: Path, environ: dict[str, str]) -> Iterator[Start]:
    """Starts a command in a pseudo terminal; whatever runs at the end of the test is ended."""
    with ExitStack() as stack:

        def started(command: Sequence[str] = XEV, size: tuple[int, int] = (100, 30)) -> Terminal:
            terminal = Terminal(command, environ=environ, folder=home, size=size)
            return stack.enter_context(terminal)

        yield started
