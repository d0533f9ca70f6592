"""The app on the shipped facts, without animations, the user's settings or the network."""

from pathlib import Path

import pytest

from tui.facts.book import FactBook
from tui.facts.load import load_facts

SHIPPED = Path(__file__).parents[2] / "facts.yaml"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No colour settings, editor or state of the person who runs the tests."""
    for name in ("NO_COLOR", "VISUAL", "EDITOR", "XEV_FACTS"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))


@pytest.fixture(scope="session")
def shipped() -> FactBook:
    """The shipped facts."""
    return load_facts(SHIPPED)
