"""The store itself needs neither the parser nor the validator: only loading does."""

from __future__ import annotations

import subprocess
import sys

import pytest

LIGHT = ["book", "cache", "diagnostics", "figure", "load", "model", "source_text"]


def loaded_by(module: str) -> set[str]:
    """The top-level packages that importing a module loads, in a fresh interpreter."""
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LIGHT)
def test_the_store_is_light(name: str) -> None:
    assert not loaded_by(f"tui.facts.{name}") & {"pydantic", "yaml", "rich", "textual"}


def test_loading_needs_no_screen() -> None:
    assert not loaded_by("tui.facts.build") & {"rich", "textual"}
