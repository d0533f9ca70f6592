"""What holds for all tests: nothing of who runs them, no animations, and apps waited for."""

import gc
import os
import sys
import tempfile
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings

from tests import DATA, SHIPPED
from tui.checks.brief import brief_of
from tui.facts.book import FactBook
from tui.facts.load import load_facts, open_book

CACHE = tempfile.TemporaryDirectory(prefix="xev-tui-tests-")
"""Goes when the tests end."""
NUMBERS = count()

if sys.platform != "linux":
    # They drive the program in a Linux terminal and look at it from /proc.
    collect_ignore = ["bad_days", "bench", "cli/test_patience.py", "cli/test_shells.py"]

# Textual reads the first when it is imported; programs that tests start inherit both.
os.environ["TEXTUAL_ANIMATIONS"] = "none"
os.environ["XDG_CACHE_HOME"] = CACHE.name


# How long an example takes says how busy the computer is.
for _profile, _examples in (("day", 25), ("night", 200)):
    settings.register_profile(
        _profile,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("day")


def pytest_configure(config: pytest.Config) -> None:
    """At night properties are tried with more examples."""
    if _is_night(config):
        settings.load_profile("night")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Properties are for day and night."""
    if _is_night(item.config) and is_hypothesis_test(getattr(item, "obj", None)):
        item.add_marker("nightly")


def _is_night(config: pytest.Config) -> bool:
    return bool(config.option.markexpr == "nightly")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """What `-n auto` means: three processes for two cores, as many tests wait for a program."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_finish() -> None:
    """What is imported by now stays: the collector need not go through it again and again."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)


@pytest.fixture(autouse=True)
def _nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    """No colours, width, editor, facts, memory or clipboard of the person who runs the tests."""
    for name in ("NO_COLOR", "COLUMNS", "LINES", "VISUAL", "EDITOR", "XEV_FACTS"):
        monkeypatch.delenv(name, raising=False)
    # As over ssh no tool gets what is copied; it stays in the `clipboard` of the app.
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    # A folder that is made by the few tests that write into it.
    home = Path(CACHE.name, f"home-{next(NUMBERS)}")
    for name in ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))


@pytest.fixture(scope="session")
def shipped() -> FactBook:
    """The shipped facts as at any start but the first: what the check says of them is kept."""
    book = open_book(SHIPPED)
    brief_of(book)
    return book


@pytest.fixture(scope="session")
def pinned() -> FactBook:
    """Facts that stay as they are: a quarter follows from its year, another is known in part."""
    return load_facts(DATA / "facts_pinned.yaml")


@pytest.fixture(autouse=True)
def _wait_for_real(monkeypatch: pytest.MonkeyPatch) -> None:
    """Apps under test are ready at the start and done after each key, however slow the computer."""
    if "textual.app" in sys.modules:
        from tests.settled import wait_for_real

        wait_for_real(monkeypatch)
