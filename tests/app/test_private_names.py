"""Private names of Textual: only in one room, and listed there with the hook each waits for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

from textual.message_pump import MessagePump

import tui
from tests import ROOT
from tui.app import terminal

NOT_TEXTUAL = {"_replace", "_asdict", "_fields", "_field_defaults", "_exit"} | {
    "_make_app",
    "_process",
}
"""What is public in named tuples and in `os`, and two names of textual-serve."""
LISTED = set(re.findall(r"\b_[a-z]\w*", terminal.__doc__ or ""))


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / "tui").rglob("*.py")):
        yield path, ast.parse(path.read_text("utf-8"))


def own_names() -> set[str]:
    """What this program defines itself: functions, classes, fields and attributes."""
    found: set[str] = set()
    for _, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                found.add(node.name)
            elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
                found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return found


def foreign_names() -> Iterator[tuple[str, Path]]:
    """Private modules, and private attributes that are used but defined nowhere here."""
    own = own_names() | NOT_TEXTUAL
    for path, module in modules():
        for node in ast.walk(module):
            if isinstance(node, ast.Attribute) and re.match("_[a-z]", node.attr):
                if node.attr not in own:
                    yield node.attr, path
            elif isinstance(node, ast.ImportFrom) and "._" in (node.module or ""):
                yield (node.module or "").rpartition(".")[2], path


def below(owner: type[object]) -> Iterator[type[object]]:
    for cls in owner.__subclasses__():
        yield cls
        yield from below(cls)


def test_private_names_are_used_in_one_room_and_listed_there() -> None:
    used = dict(foreign_names())
    assert used
    assert {name: path for name, path in used.items() if path.parent.name != "terminal"} == {}
    assert set(used) <= LISTED


def test_no_class_replaces_a_private_method_that_is_not_listed() -> None:
    for module in walk_packages(tui.__path__, "tui."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for cls in below(MessagePump):
        bases = [base for base in cls.__mro__[1:] if base.__module__.startswith("textual.")]
        own = {name for name, value in vars(cls).items() if callable(value)}
        theirs = {name for base in bases for name in vars(base) if re.match("_[a-z]", name)}
        if cls.__module__.startswith("tui."):
            assert own & theirs <= LISTED, cls
