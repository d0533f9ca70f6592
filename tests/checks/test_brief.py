"""What the check says, kept in brief: the same as it says now, and nothing that it once said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.facts import SAMPLE
from tui.checks import brief
from tui.checks.brief import Brief, brief_of, kept_brief
from tui.checks.finding import grave
from tui.checks.issues import items_of
from tui.checks.report import check_file
from tui.facts import cache
from tui.facts.load import load_facts, open_book

ODD = SAMPLE.replace("deliveries: 75,869 cars", "deliveries: 95,869 cars")


@pytest.fixture
def facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A facts file that was read and checked once."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = tmp_path / "facts.yaml"
    path.write_text(SAMPLE, encoding="utf-8")
    brief_of(open_book(path))
    return path


@pytest.mark.parametrize("text", [SAMPLE, ODD])
def test_what_is_kept_is_what_the_check_says(facts: Path, text: str) -> None:
    facts.write_text(text, encoding="utf-8")
    made, book = brief_of(open_book(facts)), open_book(facts)
    assert kept_brief(book) == made
    summary = check_file(facts, "text").summary
    assert summary.startswith(grave(*made[:2]) or "0 errors, 0 warnings")
    items = items_of(book)
    assert [contest.title for contest in made.contests] == [item.title for item in items]
    assert [contest.subject(book) for contest in made.contests] == [item.subject for item in items]


def other_content(facts: Path, _: pytest.MonkeyPatch) -> None:
    facts.write_text(ODD, encoding="utf-8")


def other_version(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "__version__", "99")


def other_checks(_: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(brief, "program_in", lambda folder: "newer")


def cut_short(facts: Path, _: pytest.MonkeyPatch) -> None:
    kept = cache.cache_path(facts).with_suffix(".checks.json")
    kept.write_bytes(kept.read_bytes()[:-1])


@pytest.mark.parametrize("spoil", [other_content, other_version, other_checks, cut_short])
def test_what_is_kept_of_anything_else_does_not_count(
    facts: Path, monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path, pytest.MonkeyPatch], None]
) -> None:
    assert isinstance(kept_brief(open_book(facts)), Brief)
    spoil(facts, monkeypatch)
    assert kept_brief(open_book(facts)) is None


def test_nothing_is_kept_of_a_book_that_is_not_as_it_was_read(facts: Path) -> None:
    book = open_book(facts)
    assert kept_brief(replace(book, facts=book.facts[:1])) is None
    assert kept_brief(load_facts(facts)) is None
