"""What is handed out: wheel and sdist hold what they should, and work where they are installed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests import ROOT
from tui import __version__

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DATA = [
    "app/app.tcss",
    "cli/database.sql",
    "cli/starter.yaml",
    "cli/starter_part.yaml",
    "cli/web_page/app_index.html",
]
PLACES = re.compile(r"--(extra-)?index-url|--find-links|(?<!\w)/(home|root|work)/")
WRITTEN = ["README.md", "LICENSE", "facts.yaml", "Makefile", "docs/architecture.md"]


def ran(*command: str | Path, folder: Path, **environ: str) -> str:
    """What a command prints when it is run from a folder, outside this environment."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "XEV", "VIRTUAL"))}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder, env=clean | environ, capture_output=True, text=True, check=False, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist of this tree."""
    folder = tmp_path_factory.mktemp("dist")
    ran(sys.executable, "-m", "hatchling", "build", "-d", folder, folder=ROOT)
    return folder


def test_the_wheel_holds_the_facts_and_all_the_code(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        held = set(wheel.namelist())
        for path in (ROOT / "facts.yaml", *(ROOT / "peers").iterdir()):
            assert wheel.read(f"tui/{path.relative_to(ROOT).as_posix()}") == path.read_bytes()
        for name in DATA:
            assert wheel.read(f"tui/{name}") == (ROOT / "tui" / name).read_bytes()
    code = {str(path.relative_to(ROOT)) for path in (ROOT / "tui").rglob("*.py")}
    assert code <= {name.replace("/", os.sep) for name in held}
    assert not [name for name in held if name.startswith(("tests", "docs")) or ".pyc" in name]


def test_the_sdist_holds_what_it_takes_to_test_it(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        held = {name.partition("/")[2] for name in sdist.getnames()}
    assert {*WRITTEN, *(f"tui/{name}" for name in DATA), "tests/project/test_packaging.py"} <= held


def test_the_version_stands_in_three_places_and_is_one() -> None:
    assert PROJECT["version"] == __version__
    assert f"\nversion: {__version__}\n" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    rows = _canonical(" ".join(re.findall(r"^\| ([^|]*) \|", page, re.MULTILINE)))
    wanted = PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]
    for line in wanted + PROJECT["optional-dependencies"]["web"]:
        assert _canonical(re.split(r"[^\w.-]", line)[0]) in rows, line


def test_nothing_written_names_a_registry_or_a_place_on_one_computer() -> None:
    kinds = ("*.md", "*.toml", "*.txt", "*.yml", "*.cff", "*.sh", "Makefile")
    places = (ROOT, ROOT / "docs", ROOT / "scripts", ROOT / ".github")
    files = {path for place in places for kind in kinds for path in place.glob(kind)}
    assert len(files) > 10
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not PLACES.search(text), path


def test_every_installed_requirement_is_pinned() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {_canonical(re.split(r"[=;\s]", line)[0]) for line in pins.splitlines() if line}
    assert "://" not in pins
    needed, waiting = set[str](), [*PROJECT["dependencies"]]
    for extra in PROJECT["optional-dependencies"].values():
        waiting += extra
    known = {_canonical(found.name): found.requires or [] for found in distributions()}
    while waiting:
        wanted = waiting.pop()
        name = _canonical(re.split(r"[^\w.-]", wanted)[0])
        if name in needed or "extra ==" in wanted or name not in known:
            continue
        needed.add(name)
        waiting += known[name]
    assert len(needed) > 20
    assert needed <= pinned


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.package
@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"], ids=["wheel", "sdist"])
def test_it_works_where_it_is_installed(kind: str, built: Path, tmp_path: Path) -> None:
    ran(sys.executable, "-m", "venv", "env", folder=tmp_path)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    ran(scripts / "python", "-m", "pip", "install", "-q", next(built.glob(kind)), folder=tmp_path)
    program, home = scripts / "xev-tui", {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert ran(program, "--version", folder=tmp_path) == f"xev-tui {__version__}\n"
    assert "75,869" in ran(program, "show", "finances", folder=tmp_path, **home)
    assert ran(program, "calc", "2025-Q1", folder=tmp_path, **home)
    ran(program, "check", folder=tmp_path)
    ran(program, "new", "mine.yaml", folder=tmp_path)
    ran(program, "check", "mine.yaml", folder=tmp_path)
    facts = ran(program, "paths", folder=tmp_path).partition("\n")[0].removeprefix("facts").strip()
    assert Path(facts).is_relative_to(tmp_path / "env")
    assert Path(facts).read_bytes() == (ROOT / "facts.yaml").read_bytes()
