"""The shipped facts, read once for all commands that are run in the process of the tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import SHIPPED
from tests.goldens.inputs import read_once
from tui.facts.book import FactBook
from tui.facts.cache import read_cache


@pytest.fixture(autouse=True)
def _shipped_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped facts do not change while the tests run."""

    def read(cached: Path, content: bytes, path: str) -> FactBook | None:
        return (read_once if Path(path) == SHIPPED else read_cache)(cached, content, path)

    monkeypatch.setattr("tui.facts.load.read_cache", read)
