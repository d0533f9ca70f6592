"""Imports point down only, and the lower floors know nothing of the terminal."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "tui"
FLOOR = {
    "facts": 0,
    "economics": 1,
    "checks": 1,
    "views": 2,
    "widgets": 3,
    "screens": 4,
    "app": 5,
    "outside": -1,
    "places": -1,
    "patience": -1,
    "guard": 1,
    "quiet": 1,
    "opening": 2,
    "streams": 1,
    "memory": 1,
    "scenarios": 2,
    "watch": 0,
    "keys": 6,
    "themes": 3,
    "driver": 0,
    "config": 0,
    "clipboard": 0,
    "errands": 3,
    "user_themes": 4,
    "checking": 2,
    "start": 7,
    "cli": 8,
    "cli_calc": 6,
    "cli_new": 6,
    "cli_web": 6,
    "web": 0,
    "cli_options": 5,
    "entry": 5,
    "__main__": 9,
}


def imported(path: Path) -> set[str]:
    """The parts of the program that a module imports, also inside functions."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("tui.")}


def part_of(path: Path) -> str:
    inside = path.relative_to(ROOT)
    return inside.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", sorted(ROOT.rglob("*.py")), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    part = part_of(path)
    if part == "__init__":
        return
    for other in imported(path) - {part}:
        type_only = part == "screens" and other == "app"
        assert FLOOR[other] < FLOOR[part] or type_only, f"{path.name} imports {other}"


LOWER = [
    f"tui.{'.'.join(path.relative_to(ROOT).with_suffix('').parts)}".removesuffix(".__init__")
    for part in ("facts", "economics", "checks", "views")
    for path in sorted((ROOT / part).rglob("*.py"))
]


@pytest.mark.parametrize("floor", ["facts", "economics", "checks", "views"])
def test_lower_floors_load_no_terminal_library(floor: str) -> None:
    modules = [name for name in LOWER if name.startswith(f"tui.{floor}")]
    code = f"import sys\nfor name in {modules}: __import__(name)\n"
    code += "print([m for m in ('textual', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_store_needs_neither_yaml_nor_pydantic() -> None:
    code = (
        "import sys, tui.facts.book, tui.facts.load, tui.facts.cache\n"
        "print([m for m in ('yaml', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
