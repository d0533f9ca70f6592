"""What is no regular file of one's own is never replaced, followed or waited for."""

from __future__ import annotations

import json
import os
import shutil
import socket
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests import ROOT
from tests.bad_days.conftest import SHOWN, Start
from tests.bad_days.test_surroundings import run
from tui.app.settings import read_config, read_themes
from tui.app.state import Memory, recall, remember
from tui.facts.cache import cache_path
from tui.facts.load import open_book
from tui.system import crash_report
from tui.system.files import digest_of, read_own, write_whole
from tui.tabs.calculator.saved import SavedScenario, ScenariosError, keep_scenario, load_scenarios

AS_ROOT = os.geteuid() == 0
OTHER = 65534
"""A user who is not the one that runs the tests."""
Make = Callable[[Path], None]


def pipe(path: Path) -> None:
    """A pipe, on which whoever opens it waits."""
    os.mkfifo(path)


def device(path: Path) -> None:
    """A device without a driver; where none can be made, a socket, which is no file either."""
    with suppress(PermissionError):
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(240, 0))
        return
    with socket.socket(socket.AF_UNIX) as one:
        before = Path.cwd()
        os.chdir(path.parent)
        try:
            one.bind(path.name)
        finally:
            os.chdir(before)


@pytest.fixture(params=[pipe, device])
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What is no regular file."""
    path = tmp_path / "odd"
    make: Make = request.param
    make(path)
    return path


@pytest.fixture(params=["itself", "a link to it"])
def there(request: pytest.FixtureRequest, odd: Path) -> Path:
    """The path by which the program comes upon it."""
    if request.param == "itself":
        return odd
    link = odd.with_name("link")
    link.symlink_to(odd)
    return link


@pytest.fixture
def in_time() -> Iterator[None]:
    """Ends a test that waits for ever."""
    import signal

    def over(*_: object) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(20)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def kind(path: Path) -> tuple[int, int]:
    found = path.lstat()
    return stat.S_IFMT(found.st_mode), found.st_ino


@pytest.mark.usefixtures("in_time")
def test_it_is_neither_read_nor_written(there: Path, odd: Path) -> None:
    before = kind(there), kind(odd)
    with pytest.raises(OSError, match="no regular file"):
        write_whole(there, "text")
    with pytest.raises(OSError, match="no regular file"):
        read_own(there)
    assert (kind(there), kind(odd)) == before


@pytest.mark.usefixtures("in_time")
def test_memory_settings_and_scenarios_leave_it_alone(there: Path, odd: Path) -> None:
    before = kind(there), kind(odd)
    assert recall(there, "facts.yaml") == Memory()
    assert not remember(there, "facts.yaml", Memory("models"))
    assert read_config(there).warnings == (f"{there}: no regular file",)
    with pytest.raises(ScenariosError, match="cannot be read: no regular file"):
        load_scenarios(there)
    with pytest.raises(ScenariosError):
        keep_scenario(there, SavedScenario("mine", "2025-Q1"))
    there.rename(theme := there.with_name("mine.toml"))
    assert read_themes(theme.parent) == ([], ["mine.toml: no regular file"])
    theme.rename(there)
    assert (kind(there), kind(odd)) == before


def null_device(folder: Path) -> Path:
    """The null device: another one where that can be made, so that no test spoils the real."""
    path = folder / "null"
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, Path(os.devnull).stat().st_rdev)
    except PermissionError:
        return Path(os.devnull)
    return path


def test_what_is_linked_to_the_null_device_is_off_and_says_nothing(tmp_path: Path) -> None:
    link, null = tmp_path / "link", null_device(tmp_path)
    link.symlink_to(null)
    before = kind(link), kind(null)
    assert recall(link, "facts.yaml") == Memory()
    assert not remember(link, "facts.yaml", Memory("models"))
    assert read_config(link).warnings == ()
    assert load_scenarios(link) == ()
    assert (kind(link), kind(null)) == before


OWN = (
    "cache", ".config/xev-tui/config.toml", ".config/xev-tui/themes/mine.toml",
    ".local/state/xev-tui/last.json", ".local/share/xev-tui/scenarios.yaml",
)  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [OWN, *(pytest.param((name,), marks=pytest.mark.nightly) for name in OWN)],
    ids=lambda names: names[0] if len(names) == 1 else "all",
)
@pytest.mark.parametrize("make", [pipe, pytest.param(device, marks=pytest.mark.nightly)])
def test_the_program_starts_and_ends_with_one_among_its_files(
    start: Start, home: Path, environ: dict[str, str], names: tuple[str, ...], make: Make
) -> None:
    paths = [home / name for name in names if name != "cache"]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
    if "cache" in names:
        facts, brief = (home / ".cache" / "xev-tui").iterdir()
        for cached in (facts, brief):
            cached.unlink()
            paths.append(cached)
    for path in paths:
        make(path)
    before = [kind(path) for path in paths]
    terminal = start()
    terminal.until(SHOWN)
    terminal.type("4")
    terminal.until("Break-even")
    terminal.type("q")
    assert terminal.end() == 0
    terminal.assert_clean()
    assert [kind(path) for path in paths] == before


def test_a_file_that_oneself_linked_is_read_and_written_and_stays_linked(tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles"
    kept.mkdir()
    for name in ("config.toml", "scenarios.yaml"):
        (kept / name).write_text("", encoding="utf-8")
        (tmp_path / name).symlink_to(Path("dotfiles") / name)
    (kept / "config.toml").write_text('currency = "eur"\r\n', encoding="utf-8")
    assert read_config(tmp_path / "config.toml").currency == "EUR"
    scenario = SavedScenario("mine", "2025-Q1")
    keep_scenario(tmp_path / "scenarios.yaml", scenario)
    assert (tmp_path / "scenarios.yaml").is_symlink()
    assert load_scenarios(kept / "scenarios.yaml") == (scenario,)


def test_a_link_to_a_file_that_is_not_there_yet_makes_it(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "real")
    write_whole(tmp_path / "link", "text")
    assert (tmp_path / "folder" / "real").read_text(encoding="utf-8") == "text"


def others(path: Path, *, link: bool = False) -> None:
    """Give a file to another user; an ordinary user, who cannot, counts as another from here on."""
    if AS_ROOT:
        os.chown(path, OTHER, OTHER, follow_symlinks=not link)


@pytest.fixture
def another(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was given to another user is not one's own."""
    if not AS_ROOT:
        monkeypatch.setattr(os, "geteuid", lambda: OTHER)


@pytest.mark.usefixtures("another")
def test_a_file_of_another_user_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("theirs", encoding="utf-8")
    others(path)
    with pytest.raises(PermissionError, match="another user"):
        write_whole(path, "mine")
    assert path.read_text(encoding="utf-8") == "theirs"


@pytest.mark.usefixtures("another")
def test_a_link_of_another_user_is_not_followed_in_writing(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_text("mine", encoding="utf-8")
    link.symlink_to(path)
    others(link, link=True)
    with pytest.raises(PermissionError, match="a link of another user"):
        write_whole(link, "spoilt")
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("planted", ["a link to a file", "a link to nothing", "a pipe"])
def test_a_report_in_a_shared_folder_takes_a_name_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    target, shared = tmp_path / "precious", tmp_path / "shared"
    shared.mkdir()
    path = shared / "xev-tui-error.txt"
    if planted == "a pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(target)
    if planted == "a link to a file":
        target.write_text("precious", encoding="utf-8")
    before = kind(path), target.exists() and target.read_text(encoding="utf-8")
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(shared))
    assert f"The report is in {shared / 'xev-tui-error-2.txt'}." in crash_report.report(KeyError())
    assert (kind(path), target.exists() and target.read_text(encoding="utf-8")) == before


def test_new_goes_over_no_link_and_offers_none(tmp_path: Path, environ: dict[str, str]) -> None:
    for name in ("maker.yaml", "maker-2.yaml"):
        (tmp_path / name).symlink_to(tmp_path / "elsewhere")
    done = run("new", "maker.yaml", environ=environ, folder=tmp_path)
    assert done.returncode == 2
    assert "for example maker-3.yaml" in done.stderr
    assert not (tmp_path / "elsewhere").exists()


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A facts file that was read, and its cache, in which another title was forged."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    facts = tmp_path / "facts.yaml"
    shutil.copyfile(ROOT / "tests" / "data" / "sample.yaml", facts)
    title = open_book(facts).title
    cache = cache_path(facts)
    head, _, body = cache.read_bytes().partition(b"\n")
    body = body.replace(title.encode(), b"Forged", 1)
    made_by, _, *files = json.loads(head)
    head = json.dumps([made_by, digest_of(body), *files]).encode()
    cache.write_bytes(head + b"\n" + body)
    return facts, cache


def test_a_cache_that_only_oneself_can_write_is_trusted(kept: tuple[Path, Path]) -> None:
    assert open_book(kept[0]).title == "Forged"


@pytest.mark.parametrize("right", [0o020, 0o002])
@pytest.mark.parametrize("which", ["the file", "its folder"])
def test_a_cache_that_others_may_write_is_not(
    kept: tuple[Path, Path], right: int, which: str
) -> None:
    facts, cache = kept
    path = cache if which == "the file" else cache.parent
    path.chmod(path.stat().st_mode | right)
    assert open_book(facts).title != "Forged"


@pytest.mark.usefixtures("another")
@pytest.mark.parametrize("which", ["the file", "its folder"])
def test_a_cache_of_another_user_is_not(kept: tuple[Path, Path], which: str) -> None:
    facts, cache = kept
    others(cache if which == "the file" else cache.parent)
    before = cache.read_bytes()
    assert open_book(facts).title != "Forged"
    assert cache.read_bytes() == before


def test_a_new_cache_folder_is_for_oneself_whatever_the_umask(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    shutil.copyfile(ROOT / "tests" / "data" / "sample.yaml", tmp_path / "facts.yaml")
    before = os.umask(0o002)
    try:
        run("show", "finances", environ=environ, folder=tmp_path)
    finally:
        os.umask(before)
    folder = tmp_path / ".cache" / "xev-tui"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
