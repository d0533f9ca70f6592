"""Editor, browser and files: no shell, no half-written file, no surprise."""

import webbrowser
from pathlib import Path

import pytest

from tui.system.desktop import editor_command, open_url
from tui.system.files import write_whole


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, ["vi", "+42", "/tmp/facts.yaml"]),
        ({"EDITOR": "nano"}, ["nano", "+42", "/tmp/facts.yaml"]),
        ({"EDITOR": "nano", "VISUAL": "vim -n"}, ["vim", "-n", "+42", "/tmp/facts.yaml"]),
        ({"EDITOR": "code --wait"}, ["code", "--wait", "--goto", "/tmp/facts.yaml:42"]),
        (
            {"EDITOR": "'/my editor/ed' -x"},
            ["/my editor/ed", "-x", "+42", "/tmp/facts.yaml"],
        ),
        ({"EDITOR": "vi; rm -rf x"}, ["vi;", "rm", "-rf", "x", "+42", "/tmp/facts.yaml"]),
    ],
)
def test_the_editor_opens_at_the_line(environ: dict[str, str], words: list[str]) -> None:
    assert editor_command(environ, Path("/tmp/facts.yaml"), 42) == words


@pytest.mark.parametrize("name", ["+x.yaml", "-x.yaml", "+5"])
def test_a_file_with_the_name_of_a_command_is_a_file_to_the_editor(name: str) -> None:
    assert editor_command({}, Path(name), 42)[-1] == str(Path.cwd() / name)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://", "", "https://a\x1b[31m.b"]
)
def test_only_web_addresses_reach_the_browser(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "a browser")
    monkeypatch.setattr("webbrowser.open", lambda _: pytest.fail("reached the browser"))
    assert not open_url(url)


def test_a_browser_that_is_missing_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(url: str) -> bool:
        raise webbrowser.Error(url)

    monkeypatch.setattr("webbrowser.open", fail)
    monkeypatch.setenv("BROWSER", "a browser")
    assert not open_url("https://example.org")


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "kept.txt"
    write_whole(target, "first")

    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_space)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, "second")
    assert target.read_text(encoding="utf-8") == "first"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "kept" / "real.yaml", tmp_path / "link.yaml"
    target.parent.mkdir()
    target.write_text("first", encoding="utf-8")
    link.symlink_to(target)
    write_whole(link, "second")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "second"
