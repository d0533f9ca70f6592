"""Files that are missing, are no files, cannot be read or are no text."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.facts import SAMPLE
from tui.facts import source_text
from tui.facts.diagnostics import Diagnostic, FactsError
from tui.facts.load import load_facts, read_facts_file


def finding(path: Path) -> Diagnostic:
    """The one finding on a file that cannot be loaded."""
    with pytest.raises(FactsError) as caught:
        load_facts(path)
    (found,) = caught.value.diagnostics
    assert str(found) == str(caught.value)
    assert read_facts_file(path).diagnostics == (found,)
    return found


def file(folder: Path, content: bytes) -> Path:
    path = folder / "facts.yaml"
    path.write_bytes(content)
    return path


def test_a_missing_file(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    assert str(finding(path)) == (
        f"{path}: error[no-file]: there is no such file (name another one with --facts FILE)"
    )


def test_a_directory(tmp_path: Path) -> None:
    assert finding(tmp_path).message == "this is a directory"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert finding(path).message == "this is not a regular file"


def test_a_loop_of_links(tmp_path: Path) -> None:
    path = tmp_path / "loop"
    path.symlink_to(path)
    assert finding(path).code == "unreadable"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, flags: int) -> int:
        raise PermissionError(13, "Permission denied", str(path))

    path = file(tmp_path, SAMPLE.encode())
    monkeypatch.setattr(os, "open", refuse)
    assert finding(path).message == "this file cannot be read: permission denied"


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "facts.yaml"
    with path.open("wb") as large:
        large.truncate(source_text.MAX_BYTES + 1)
    assert finding(path).code == "too-large"


def test_a_file_that_grows_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(tmp_path, SAMPLE.encode())
    real, growth = os.fstat, [b"# more\n"]

    def growing(descriptor: int) -> os.stat_result:
        if growth:
            with path.open("ab") as more:
                more.write(growth[-1])
        return real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", growing)
        assert finding(path).code == "changing"
    growth.clear()
    assert load_facts(path).facts


def test_utf_16(tmp_path: Path) -> None:
    found = finding(file(tmp_path, SAMPLE.encode("utf-16")))
    assert str(found).endswith(
        ":1:1: error[encoding]: file is UTF-16, not UTF-8 (save it as UTF-8)"
    )


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "with a mark"])
def test_a_latin_1_byte(tmp_path: Path, mark: bytes) -> None:
    found = finding(file(tmp_path, mark + "format: x\n# 小米 Citroën\n".encode()[:-4] + b"\xebn"))
    assert str(found).endswith(
        ":2:11: error[encoding]: byte 0xEB is not UTF-8 (save the file as UTF-8)"
    )


@pytest.mark.parametrize(
    "content", [b"", b"# only a comment\n", b"---\n", b"{}\n", b"\xef\xbb\xbf"]
)
def test_a_file_without_facts(tmp_path: Path, content: bytes) -> None:
    found = finding(file(tmp_path, content))
    assert str(found).endswith(
        ":1:1: error[empty]: file has no facts (it starts with: format: xev-facts/1)"
    )


@pytest.mark.parametrize(("content", "kind"), [(b"- a\n- b\n", "a list"), (b"facts\n", "text")])
def test_a_file_that_is_no_mapping(tmp_path: Path, content: bytes, kind: str) -> None:
    found = finding(file(tmp_path, content))
    assert str(found).endswith(
        f":1:1: error[not-a-mapping]: the file must be a mapping, found {kind} "
        "(it starts with: format: xev-facts/1)"
    )
