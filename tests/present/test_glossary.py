"""The glossary explains every mark that is drawn, on the tab that draws it."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

import tui
from tui.app.registry import TABS
from tui.checks.issues import SIGNS
from tui.present.glossary import EVERY, MARKS, TERMS
from tui.present.marks import LEGEND, UNRATED
from tui.present.outcomes import VERDICTS
from tui.tabs.timeline.present import KINDS
from tui.ui.charts.ladder import DOTS
from tui.ui.charts.strip import GAINED, LOST

ROOT = Path(tui.__file__).parent
PLAIN = set("–—’“”¥€£−÷²³¹⁰⁴⁵⁶⁷⁸⁹ⁿ₀₁亿万½≤≥←→↔ｕｓ７")
"""Letters, signs of arithmetic and money, and arrows that are keys: no marks of this program."""
LINES = range(0x2500, 0x25A0)
"""Lines and blocks, of which charts are drawn."""
MEANT = {"timeline": "│┊", "models": "━┄", "finances": "┬┴┊╎", "calculator": "┊━─", "peers": "┬┴├┤"}
"""Lines that mean something by themselves, by the tabs whose charts draw them."""
DRAWERS = ("tabs", "ui", "present", "checks")


def signs_in(path: Path) -> set[str]:
    """The signs in the texts of a module, but for what its docstrings say."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare
    )
    found = {
        char
        for text in texts
        for char in text
        if ord(char) > 127 and char.isprintable() and not char.isalpha()
    }
    return {char for char in found - PLAIN if ord(char) not in LINES}


def explained(tab: str) -> set[str]:
    """The marks of a tab that the glossary has."""
    return {char for term in MARKS if tab in term.tabs for char in term.word}


def test_every_mark_that_is_drawn_is_in_it() -> None:
    modules = [path for room in DRAWERS for path in (ROOT / room).rglob("*.py")]
    drawn = {char for path in modules if path.name != "glyphs.py" for char in signs_in(path)}
    assert len(drawn) > 20
    assert drawn - {char for tab in TABS for char in explained(tab)} == set()


@pytest.mark.parametrize("tab", TABS)
def test_a_mark_is_explained_on_the_tab_that_draws_it(tab: str) -> None:
    drawn = {char for path in (ROOT / "tabs" / tab).glob("*.py") for char in signs_in(path)}
    assert drawn - explained(tab) == set()


def test_marks_that_are_declared_together_are_explained_on_their_tab() -> None:
    by_tab = {
        "timeline": [*(sign for sign, _ in KINDS.values()), *(v.sign for v in VERDICTS.values())],
        "models": list(DOTS.values()),
        "finances": list(LEGEND),
        "disputes": [sign for sign, _ in SIGNS.values()],
        "peers": [*GAINED, *LOST, *(mark for mark in LEGEND if mark not in ("n", UNRATED))],
    }
    for tab, signs in by_tab.items():
        assert {*signs, *MEANT.get(tab, "")} <= explained(tab), tab


def test_every_tab_has_its_letter() -> None:
    assert tuple(TABS) == EVERY


def test_a_word_has_one_meaning_on_a_tab_and_one_sentence() -> None:
    for tab in TABS:
        words = Counter(term.word for term in (*MARKS, *TERMS) if tab in term.tabs)
        assert max(words.values()) == 1, (tab, words.most_common(2))
    for term in (*MARKS, *TERMS):
        assert term.tabs, term.word
        assert set(term.tabs) <= set(TABS), term.word
        assert term.means.endswith("."), term.word
        assert ". " not in term.means, term.word
    assert [term.word for term in TERMS] == sorted((t.word for t in TERMS), key=str.lower)
