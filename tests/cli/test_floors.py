"""What is loaded at run time: the start is quick because most of the program stays on the disk.

Which room may import which is held by import-linter; its contracts stand in pyproject.toml.
"""

import subprocess
import sys

import pytest

from tests import SHIPPED

COMMANDS = {
    "help": ["--help"],
    "calc help": ["calc", "--help"],
    "check": ["check", str(SHIPPED)],
    "show": ["show", "finances", "--facts", str(SHIPPED)],
    "calc": ["calc", "2025-Q1", "--facts", str(SHIPPED)],
    "claim": ["claim", "900 USD", "2025-Q1", "--facts", str(SHIPPED)],
}


def loaded(code: str, *heavy: str) -> str:
    """Those of some modules that are loaded when a piece of Python has run."""
    told = f"\nimport sys; sys.stderr.write(repr([m for m in {heavy} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code + told], capture_output=True, text=True)
    return done.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_command_loads_no_textual(command: list[str]) -> None:
    code = f"from tui.cli.main import cli\ntry: cli({command})\n"
    code += "except SystemExit as end: assert not end.code"
    assert loaded(code, "textual", "rich") == "[]"


@pytest.mark.parametrize("command", ["", "add ", "calc ", "export ", "show "])
def test_help_needs_neither_facts_nor_figures(command: str) -> None:
    code = f"from tui.cli.main import cli\ntry: cli('{command}--help'.split())\n"
    code += "except SystemExit as end: assert not end.code"
    rooms = ("tui.facts", "tui.economics", "tui.checks", "tui.present", "tui.tabs")
    assert loaded(code, "yaml", "pydantic", *rooms) == "[]"


def test_the_first_screen_needs_neither_what_reads_files_nor_what_reads_options() -> None:
    code = (
        "from tui.cli.run import _import_screen, load_book\nload_book(None)\n_import_screen('')\n"
    )
    code += "import tui.app.terminal.driver"
    subprocess.run([sys.executable, "-c", code], check=True)  # From now on there is a cache.
    later = ("click", "tomllib", "_ssl", "_hashlib", "yaml", "pydantic", "tui.ui.charts.bars")
    checks = ("tui.checks.index", "tui.checks.issues", "tui.checks.report", "tui.checks.run")
    assert loaded(code, *later, *checks) == "[]"
