"""What the program remembers of the last time."""

import json
from pathlib import Path

import pytest

from tui.app.state import MOST_FILES, Memory, recall, remember

TYPED = {"deliveries": "90,000"}
MEMORY = Memory("xev-light", "models", "EUR", "2025-Q1", TYPED, {"deliveries_2026": "550k"})


def test_choices_belong_to_one_facts_file_and_the_theme_to_all(tmp_path: Path) -> None:
    path, facts = tmp_path / "deep" / "last.json", tmp_path / "facts.yaml"
    facts.touch()
    (link := tmp_path / "link.yaml").symlink_to(facts)
    assert recall(path, str(facts)) == Memory()
    assert remember(path, str(facts), MEMORY)
    assert recall(path, str(facts)) == recall(path, str(link)) == MEMORY
    assert recall(path, f"{tmp_path}/deep/../facts.yaml") == MEMORY
    assert recall(path, str(tmp_path / "other.yaml")) == Memory("xev-light")
    assert remember(path, str(tmp_path / "other.yaml"), Memory("", "peers"))
    assert recall(path, str(facts)) == MEMORY._replace(theme="")


def test_the_last_files_are_remembered(tmp_path: Path) -> None:
    path = tmp_path / "last.json"
    for number in [*range(MOST_FILES), 0, MOST_FILES]:
        remember(path, f"/{number}.yaml", Memory(tab="models", period=str(number)))
    assert len(json.loads(path.read_text(encoding="utf-8"))["files"]) == MOST_FILES
    assert recall(path, "/1.yaml") == Memory()
    assert recall(path, "/0.yaml").period == "0"


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "\x00", "9" * 10_000, '{"tab": 3, "unknown": "x"}'),
        *('{"files": []}', '{"files": {"/f.yaml": [1]}}', '{"files": {"/f.yaml": {"tab": 1}}}'),
        '{"files": {"/f.yaml": {"typed": {"deliveries": 90000}, "ahead": "x"}}}',
        '{"tab": "models", "currency": "USD", "theme": "", "period": "2025-Q1", "typed": {}}',
        "[" * 100_000,
        '{"files": ' * 100_000,
        '{"files": {"/f.yaml": {"tab": "' + "x" * 10_000_000 + '"}}}',
    ],
    ids=range(14),
)
def test_a_spoilt_or_older_memory_is_an_empty_one_and_is_written_anew(
    tmp_path: Path, text: str
) -> None:
    path = tmp_path / "last.json"
    path.write_text(text, encoding="utf-8")
    assert recall(path, "/f.yaml") == Memory()
    assert remember(path, "/f.yaml", MEMORY)
    assert recall(path, "/f.yaml") == MEMORY
    assert path.stat().st_size < 10_000


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not remember(tmp_path / "file" / "last.json", "/f.yaml", Memory())
