"""The files that the kept commands read: the facts of one day, cases, and files gone wrong."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from tests import DATA
from tui.facts.book import FactBook
from tui.facts.cache import read_cache

PINNED = DATA / "facts_pinned.yaml"
PEERS = DATA / "peers_pinned.yaml"
CASES: list[dict[str, Any]] = yaml.safe_load(
    (DATA / "calculator_cases.yaml").read_text(encoding="utf-8")
)["cases"]

_HEAD = """\
format: xev-facts/1
title: Cars
as_of: 2025-11-21
currency: CNY
entities:
  maker: {name: Maker}
units: {cars: [car]}
concepts:
  deliveries: {name: deliveries, unit: cars, period: duration}
  revenue: {name: revenue, unit: money, period: duration}
sources:
  page: {title: A page, publisher: A paper, published: 2025-05-27, tier: press}
facts:
"""

BAD: dict[str, bytes] = {
    "empty.yaml": b"",
    "list.yaml": b"- 1\n",
    "latin1.yaml": "title: Fahrvergnügen\n".encode("latin-1"),
    "control.yaml": b"format: xev-facts/1\ntitle: a\x00b\n",
    "syntax.yaml": b"format: xev-facts/1\nfacts: [\n",
    "tab.yaml": b"format: xev-facts/1\n\ttitle: Cars\n",
    "twice.yaml": b"format: xev-facts/1\ntitle: one\ntitle: two\n",
    "alien.yaml": b"format: other/7\ntitle: Cars\n",
    "fields.yaml": b"format: xev-facts/1\nwheels: 4\nsources: 7\n",
    "values.yaml": (
        _HEAD
        + """\
- source: page
  period: 2025-Q5
  states: {deliveries: 75,869 cars}
- source: nobody
  period: 2025-Q1
  states: {deliveries: many cars, revenue: 18.6 billion cars, wheels: 4}
- source: page
  period: 2025-Q1
  rank: best
  states: {deliveries: -5 cars, revenue: about}
"""
    ).encode(),
    "doubts.yaml": (
        _HEAD
        + """\
- source: page
  period: 2025-Q1
  states: {deliveries: ["75,869 cars", "80,000 cars"], revenue: 18.6 billion CNY}
- source: page
  period: 2025-Q2
  states: {revenue: 21.3 billion CNY}
"""
    ).encode(),
    "many.yaml": (
        _HEAD
        + "".join(
            f"- {{source: page, period: 2025-Q1, states: {{wheels_{n}: 4}}}}\n" for n in range(60)
        )
    ).encode(),
}
"""Files by name that `check` and everything else must take in good part."""

_TYPED = {
    "none.yaml": "",
    "no-inputs.yaml": "mode: reported\n",
    "mode.yaml": "mode: nonsense\ninputs: {}\n",
    "mode-twice.yaml": "mode: reported\nmode: margin\n",
    "unfinished.yaml": "mode: [\n",
    "cases.yaml": "cases: []\n",
}
"""Files that hold no case."""


_BOOKS: dict[tuple[bytes, str], FactBook] = {}


def read_once(cached: Path, content: bytes, path: str) -> FactBook | None:
    """The same content is the same book, and what follows from it need not be worked out anew."""
    if (content, path) not in _BOOKS and (book := read_cache(cached, content, path)):
        _BOOKS[content, path] = book
    return _BOOKS.get((content, path))


@contextmanager
def laid_out() -> Iterator[None]:
    """A working folder with all of these, in which nothing of whoever runs the tests is seen."""
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        folder = Path(name)
        for kind in ("STATE", "DATA", "CONFIG", "CACHE"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / "home" / kind.lower()))
        for variable in ("NO_COLOR", "VISUAL", "EDITOR"):
            patch.delenv(variable, raising=False)
        patch.setenv("XEV_FACTS", "facts.yaml")
        patch.setattr("tui.facts.load.read_cache", read_once)
        shutil.copy(PINNED, folder / "facts.yaml")
        shutil.copy(PEERS, folder / "peers.yaml")
        shutil.copy(DATA / "sample.yaml", folder)
        for place in ("cases", "bad"):
            (folder / place).mkdir()
        for case in CASES:
            asked = {"mode": case["mode"], "inputs": case["inputs"]}
            text = yaml.safe_dump(asked, allow_unicode=True, sort_keys=False)
            (folder / "cases" / f"{case['id']}.yaml").write_text(text, encoding="utf-8")
        for file, text in _TYPED.items():
            (folder / "cases" / file).write_text(text, encoding="utf-8")
        for file, content in BAD.items():
            (folder / "bad" / file).write_bytes(content)
        with chdir(folder):
            yield
