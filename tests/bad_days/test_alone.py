"""The program keeps to itself: no network, no other program unasked, no code out of data."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests import ROOT
from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.offline import TELL
from tests.bad_days.terminal import ESCAPE
from tui.app.settings import read_config
from tui.app.state import Memory, recall
from tui.facts.load import load_text
from tui.tabs.calculator.saved import ScenariosError, load_scenarios

NETWORK = {"socket", "ssl", "http", "urllib.request", "aiohttp", "requests", "ftplib", "smtplib"}
BROWSER_ONLY = {ROOT / "tui/cli/web_server.py"}
"""It serves the program to a browser of this computer, when asked to."""
RUNS_DATA = {"pickle", "marshal", "shelve", "dill", "code", "runpy"}
CALLS = {"eval", "exec", "compile", "__import__", "system", "popen", "unsafe_load", "full_load"}
LOADERS = {"BaseLoader", "CBaseLoader", "SafeLoader", "CSafeLoader"}


@pytest.fixture
def attempts(home: Path, environ: dict[str, str]) -> Path:
    """Names what programs tried that start from here and may not leave their process."""
    folder, told = home / "offline", home / "attempts.txt"
    folder.mkdir()
    text = "import sys\nfrom tests.bad_days.offline import deny\nsys.addaudithook(deny)\n"
    (folder / "sitecustomize.py").write_text(text, encoding="utf-8")
    environ |= {"PYTHONPATH": f"{folder}:{ROOT}", TELL: str(told)}
    return told


def test_the_refusal_is_told(home: Path, environ: dict[str, str], attempts: Path) -> None:
    text = "import socket\nsocket.socket()"
    done = subprocess.run(
        [sys.executable, "-c", text], cwd=home, env=environ, capture_output=True, check=False
    )
    assert b"ConnectionRefusedError" in done.stderr
    assert "socket.__new__" in attempts.read_text(encoding="utf-8")


def test_the_program_in_its_terminal_reaches_for_nothing(start: Start, attempts: Path) -> None:
    terminal = start()
    terminal.until(SHOWN)
    for tab, shown in (("2", "SU7"), ("3", "Revenue"), ("5", "Filter"), ("4", "Break-even")):
        terminal.type(tab)
        terminal.until(shown)
        terminal.type("sjs")
    for keys in ("/su", ESCAPE, "?", ESCAPE, "\x10ca", ESCAPE * 2, "x", ESCAPE, "ct"):
        terminal.type(keys)
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert not attempts.exists()


COMMANDS = """
from click.testing import CliRunner
from tui.cli.main import cli
for words in ("check", "calc", "show disputes", "paths", "keys", "schema"):
    done = CliRunner().invoke(cli, words.split())
    print(words, done.exit_code, bool(done.stdout))
"""
"""Commands, one after the other in one process."""


def test_commands_reach_for_nothing(home: Path, environ: dict[str, str], attempts: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS],
        cwd=home,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    ends = [line.rsplit(" ", 2)[1:] for line in done.stdout.splitlines()]
    assert len(ends) == 6
    assert all(code in "01" and printed == "True" for code, printed in ends)
    assert not attempts.exists()


def test_no_module_fetches_or_runs_what_it_reads() -> None:
    for path in sorted((ROOT / "tui").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = {getattr(node, "module", None) or "", *(one.name for one in node.names)}
                assert not names & RUNS_DATA, path
                assert path in BROWSER_ONLY or not names & NETWORK, path
            elif isinstance(node, ast.Call):
                name = getattr(node.func, "attr", None) or getattr(node.func, "id", "")
                bare = isinstance(node.func, ast.Name) or name not in ("compile", "system")
                assert not (bare and name in CALLS), f"{path}: {ast.unparse(node)}"
                for word in node.keywords:
                    assert word.arg != "shell", f"{path}: {ast.unparse(node)}"
                    if word.arg == "Loader":
                        assert ast.unparse(word.value).split(".")[-1] in LOADERS, path


EVIL = "!!python/object/apply:os.system ['touch pwned']"


def test_data_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "file"
    loaded = load_text(f"title: {EVIL}\n")
    assert loaded.book is None
    assert any("is not allowed" in found.message for found in loaded.diagnostics)
    path.write_text(f"scenarios:\n- {EVIL}\n", encoding="utf-8")
    with pytest.raises(ScenariosError, match="needs a name and a period"):
        load_scenarios(path)
    path.write_text(f"theme = {EVIL}\n", encoding="utf-8")
    assert read_config(path).warnings
    path.write_text(EVIL, encoding="utf-8")
    assert recall(path, "facts.yaml") == Memory()
    assert [found.name for found in tmp_path.iterdir()] == ["file"]
