"""Nothing is imported from the folder that the program is started in, through whatever door.

That folder may be a download, an archive or another user's: a module in it would run as whoever
starts the program there.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests import ROOT
from tests.bad_days.conftest import SHOWN
from tests.bad_days.terminal import F7, Terminal
from tests.cli.test_web import PATIENCE, opened, served

SCRIPT = "import re\nimport sys\nfrom tui.__main__ import main\nsys.exit(main())\n"
"""What pip writes for `xev-tui`."""
LOADED = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
COMMANDS = {
    "show": ["show", "finances"],
    "calc": ["calc", "2025-Q1", "--json"],
    "check": ["check"],
    "check for programs": ["check", "--format", "sarif"],
    "schema": ["schema"],
    "keys": ["keys"],
    "paths": ["paths"],
    "version": ["--version"],
    "a table for want of a terminal": [],
    "completion": ["completion", "bash"],
    "new": ["new", "maker.yaml"],
}
DAILY = {"check for programs", "a table for want of a terminal", "new"}
"""Commands that between them load what all of them load; the others are tried at night."""


class Planted:
    """A folder full of modules that tell on whoever imports them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._told = folder / "planted", folder / "told"
        self.folder.mkdir()
        self._told.touch()
        self.telling = f"open({str(self._told)!r}, 'a').write(__name__ + '\\n')\n"
        self.environ = {
            "HOME": str(folder),
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm-256color",
        }

    def sow(self, names: Iterable[str]) -> None:
        """Lay out modules of these names, and a plugin that Pydantic would load."""
        for name in names:
            (self.folder / name).mkdir()
            (self.folder / name / "__init__.py").write_text(self.telling, encoding="utf-8")
        plugin = self.folder / "plugin-1.0.dist-info"
        plugin.mkdir()
        (plugin / "METADATA").write_text("Name: plugin\nVersion: 1.0\n", encoding="utf-8")
        (plugin / "entry_points.txt").write_text("[pydantic]\nx = plugin:x\n", encoding="utf-8")

    @property
    def imported(self) -> list[str]:
        """The modules that were imported from the folder."""
        return self._told.read_text(encoding="utf-8").split()

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environ | more,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )


def libraries() -> set[str]:
    """Packages that are installed here, and some that others of them look for."""
    wanted = {
        "IPython", "brotli", "cchardet", "plugin", "sitecustomize", "textual_dev", "tomli",
        "usercustomize", "uvloop",
    }  # fmt: skip
    return ({*packages_distributions()} | wanted) - {"tui"}


@pytest.fixture
def planted(tmp_path: Path) -> Planted:
    return Planted(tmp_path)


@pytest.fixture
def script(tmp_path: Path) -> list[str]:
    """The command `xev-tui`, as an installer writes it."""
    path = tmp_path / "bin" / "xev-tui"
    path.parent.mkdir()
    path.write_text(SCRIPT, encoding="utf-8")
    return [sys.executable, str(path)]


@pytest.fixture(params=["xev-tui", "python -m tui"])
def door(request: pytest.FixtureRequest, planted: Planted, script: list[str]) -> list[str]:
    """A way into the program, with all planted that Python itself has not loaded by then."""
    if request.param == "xev-tui":
        planted.sow((sys.stdlib_module_names | libraries() | {"tui"}) - {"__main__"})
        return script
    loaded = loaded_by_python(planted.folder.parent)
    planted.sow((sys.stdlib_module_names | libraries()) - loaded)
    return [sys.executable, "-m", "tui"]


one_door = pytest.mark.parametrize(
    "door",
    ["xev-tui", pytest.param("python -m tui", marks=pytest.mark.nightly)],
    indirect=True,
)
"""Behind which door it happens hardly matters once it is open."""


def loaded_by_python(folder: Path) -> set[str]:
    """What Python has loaded when the first line of a module runs that it was told to run."""
    (folder / "empty.py").write_text(LOADED, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "empty"], cwd=folder, capture_output=True, text=True, check=True
    )
    return {*done.stdout.split()}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(words, id=name, marks=() if name in DAILY else pytest.mark.nightly)
        for name, words in COMMANDS.items()
    ],
)
@one_door
def test_a_command_imports_nothing_from_here(
    planted: Planted, door: list[str], command: list[str]
) -> None:
    done = planted.run(*door, *command)
    assert planted.imported == []
    assert done.returncode == 0, done.stderr
    assert done.stdout + done.stderr


@one_door
def test_completing_a_word_imports_nothing_from_here(planted: Planted, door: list[str]) -> None:
    asked = {"COMP_WORDS": "xev-tui show fin", "COMP_CWORD": "2"}
    done = planted.run(*door, _XEV_TUI_COMPLETE="bash_complete", **asked)
    assert planted.imported == []
    assert done.stdout == "plain,finances\n"


@one_door
@pytest.mark.parametrize(
    ("words", "said"),
    [(["shwo"], "No such command"), (["show", "facts", "--facts", "none.yaml"], "no such file")],
)
def test_a_refusal_imports_nothing_from_here(
    planted: Planted, door: list[str], words: list[str], said: str
) -> None:
    done = planted.run(*door, *words)
    assert planted.imported == []
    assert said in done.stderr


def test_an_error_of_its_own_imports_nothing_from_here(planted: Planted, door: list[str]) -> None:
    done = planted.run(*door, TEXTUAL_DRIVER="plugin:Driver", TEXTUAL="devtools")
    assert planted.imported == []
    assert "xev-tui stopped because of a program error: ModuleNotFoundError" in done.stderr


@one_door
def test_opening_imports_nothing_from_here(planted: Planted, door: list[str]) -> None:
    """Each tab; then the editor, the clipboard, an export, the search and the help."""
    environ = planted.environ | {"EDITOR": "sh -c 'touch edited'"}
    with Terminal(door, environ=environ, folder=planted.folder) as terminal:
        terminal.until(SHOWN)
        for keys in ("1", "2", "5", "4", F7, "E", "y", "Y", "x", "1", "/", "\x1b", "?"):
            terminal.type(keys)
            terminal.rest(0.15)
        terminal.type("qq")
        assert terminal.end() == 0
    assert planted.imported == []
    assert (planted.folder / "edited").exists()
    assert list(planted.folder.glob("*.csv"))


@one_door
async def test_a_session_in_the_browser_imports_nothing_from_here(
    planted: Planted, door: list[str], tmp_path: Path
) -> None:
    async with served(tmp_path, door, planted.folder, planted.environ) as address:
        await _shown(address)
        assert planted.imported == []


async def test_a_checkout_works_from_within(planted: Planted, tmp_path: Path) -> None:
    """The session in the browser is the program that serves it, whatever else is installed."""
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT / "tui", checkout / "tui", ignore=shutil.ignore_patterns("__pycache__"))
    with (checkout / "tui" / "__init__.py").open("a", encoding="utf-8") as package:
        package.write(planted.telling)
    del planted.environ["PYTHONPATH"]
    program = [sys.executable, "-m", "tui"]
    async with served(tmp_path, program, checkout, planted.environ) as address:
        await _shown(address)
    assert planted.imported == ["tui", "tui"]


async def _shown(address: str) -> None:
    """Open a session, and wait until the program has drawn. A heartbeat is no sign of it."""
    seen = b""
    async with asyncio.timeout(PATIENCE), opened(address) as page:
        while SHOWN.encode() not in seen:
            seen += await page.receive_bytes()
