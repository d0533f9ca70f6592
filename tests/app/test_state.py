"""What the program remembers of the last time."""

from pathlib import Path

import pytest

from tui.app.state import Memory, recall, remember


def test_choices_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "last.json"
    assert recall(path) == Memory()
    typed = {"deliveries": "90,000"}
    memory = Memory("models", "EUR", "xev-light", "2025-Q1", typed, {"deliveries_2026": "550k"})
    assert remember(path, memory)
    assert recall(path) == memory


@pytest.mark.parametrize("text", ["", "{", "[]", '{"tab": 3, "unknown": "x"}', "\x00"])
def test_a_spoilt_memory_is_an_empty_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "last.json"
    path.write_text(text, encoding="utf-8")
    assert recall(path) == Memory()


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not remember(tmp_path / "file" / "last.json", Memory())
