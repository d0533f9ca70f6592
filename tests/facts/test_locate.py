"""Which facts file is used: the option, the variable, the checkout's, the wheel's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.facts import load as locate
from tui.facts.load import find_facts


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package with its copy of the file."""
    folder = tmp_path / "tui"
    folder.mkdir()
    (folder / "facts.yaml").touch()
    monkeypatch.setattr(locate, "PACKAGE", folder)
    monkeypatch.delenv("XEV_FACTS", raising=False)
    return folder


def test_the_option_comes_first(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XEV_FACTS", "variable.yaml")
    assert find_facts("option.yaml") == Path("option.yaml")
    assert find_facts() == Path("variable.yaml")


def test_a_home_folder_is_understood(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XEV_FACTS", "~/facts.yaml")
    assert find_facts() == Path.home() / "facts.yaml"


def test_an_empty_variable_does_not_count(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XEV_FACTS", "")
    assert find_facts() == package / "facts.yaml"


def test_a_file_below_is_named_from_here(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (package.parent / "pyproject.toml").touch()
    (package.parent / "facts.yaml").touch()
    monkeypatch.chdir(package.parent)
    assert find_facts() == Path("facts.yaml")


def test_a_checkout_has_its_own_file(package: Path) -> None:
    beside = package.parent / "facts.yaml"
    beside.touch()
    assert find_facts() == package / "facts.yaml", "a stranger's file in site-packages"
    (package.parent / "pyproject.toml").touch()
    assert find_facts() == beside
    beside.unlink()
    assert find_facts() == package / "facts.yaml"
