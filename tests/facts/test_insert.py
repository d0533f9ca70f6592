"""Adding to a facts file: the new lines in their place by time, and no other byte changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import DATA
from tui.facts.insert import Addition, Fields, NoPlaceError, Piece, insert
from tui.facts.load import load_text

PINNED = (DATA / "facts_pinned.yaml").read_text(encoding="utf-8")
HEAD = """\
format: xev-facts/1
title: "Cars"   # a title
as_of: 2025-11-21
entities:
  maker: {name: Maker}
  other: {name: Other}
units: {cars: [car]}
concepts:
  deliveries: {name: deliveries, unit: cars, period: duration}
  revenue: {name: revenue, unit: money, period: duration}
"""
SOURCES = """\
sources:
  page: {title: A page, publisher: A paper, tier: press}
  other-page:
    title: >
      Folded
      text
    publisher: 'It''s a paper'
    # a comment inside
    tier: press
  # a comment behind
"""
FACTS = """\
facts:
# what this is

# 2025, first quarter
- source: page
  period: 2025-Q1
  states: {deliveries: "75,869 cars"}
- source: [page,
    other-page]
  period: 2025-Q1
  rank: deprecated
  reason: |
    a block
    # that looks like a comment
  states: {deliveries: "75,000 cars"}

# 2025, third quarter
- source: page
  period: 2025-Q3
  states:
    deliveries: 108,796 cars   # exact
# the end of the quarter
"""
EVENTS = """\
events:
- {date: 2025-11-18, kind: result, title: Results, source: page}
"""
STATES = {"deliveries": ["81,302 cars"]}
NEW: Fields = {"source": "page", "period": "2025-Q2", "states": STATES}


def file(*parts: str) -> str:
    text = HEAD + "".join(parts)
    assert load_text(text).book, load_text(text).diagnostics
    return text


def added(text: str, fields: Fields = NEW, **more: Any) -> tuple[str, tuple[Piece, ...]]:
    """The new text, in which every piece stands where it says."""
    found, pieces = insert(text, Addition(fields, **more))
    new = found.splitlines(keepends=True)
    for piece in reversed(pieces):
        size = piece.text.count("\n") + 1
        shown = "".join(new[piece.line - 1 : piece.line - 1 + size])
        assert shown.replace("\r", "").rstrip("\n") == piece.text
    assert load_text(found).book, load_text(found).diagnostics
    return found, pieces


BLOCK = """\
- source: page
  period: 2025-Q2
  states:
    deliveries: 81,302 cars
"""


@pytest.mark.parametrize(
    "text", [file(SOURCES, FACTS, EVENTS), file(SOURCES, EVENTS, FACTS), file(FACTS, SOURCES)]
)
def test_a_new_period_stands_behind_the_one_before_it(text: str) -> None:
    found, pieces = added(text)
    assert found == text.replace(
        '  states: {deliveries: "75,000 cars"}\n',
        f'  states: {{deliveries: "75,000 cars"}}\n\n{BLOCK}',
    )
    assert pieces[0].text == BLOCK.rstrip("\n")


def test_within_a_period_it_comes_before_what_is_known_to_be_wrong() -> None:
    fields: Fields = {**NEW, "period": "2025-Q1", "states": {"revenue": "18.6 billion CNY"}}
    found, _ = added(file(SOURCES, FACTS), fields)
    assert found.index("revenue: 18.6 billion") < found.index("- source: [page,")
    assert "\n\n- source: page\n  period: 2025-Q1\n  states:\n" not in found
    wrong: Fields = {**fields, "rank": "deprecated", "reason": "a slip"}
    found, _ = added(file(SOURCES, FACTS), wrong)
    assert found.index("reason: a slip") > found.index('"75,000 cars"')


def test_the_newest_period_goes_to_the_end_and_the_oldest_to_the_start() -> None:
    text = file(SOURCES, FACTS, EVENTS)
    found, _ = added(text, {**NEW, "period": "2025-10"})
    block = BLOCK.replace("2025-Q2", "2025-10")
    assert f"# exact\n\n{block}# the end of the quarter\nevents:" in found
    found, _ = added(text, {**NEW, "period": "2024-Q4"})
    block = BLOCK.replace("2025-Q2", "2024-Q4")
    assert f"# what this is\n\n{block}\n# 2025, first quarter\n" in found


def test_another_company_is_another_group() -> None:
    fields: Fields = {"source": "page", "period": "2025-Q1", "entity": "other", "states": STATES}
    found, _ = added(file(SOURCES, FACTS), fields)
    assert '"75,000 cars"}\n\n- source: page\n  period: 2025-Q1\n  entity: other\n' in found


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("ended", [True, False])
def test_line_ends_byte_order_mark_and_a_missing_last_line_end_are_kept(
    newline: str, bom: str, ended: bool
) -> None:
    text = bom + file(SOURCES, FACTS.replace("# the end of the quarter\n", "")).replace(
        "\n", newline
    )
    text = text if ended else text[: -len(newline)]
    found, _ = added(text, {**NEW, "period": "2025-10"})
    block = newline.join(["", *BLOCK.replace("2025-Q2", "2025-10").splitlines()])
    assert found == (text + block + newline if ended else text + newline + block)
    assert found.count("\r") in (0, found.count("\n"))


def test_a_source_goes_behind_the_last_one() -> None:
    text = file(SOURCES, FACTS, EVENTS)
    fields = {"title": "Results: the third", "publisher": "Yes", "tier": "press"}
    found, pieces = added(text, {**NEW, "source": ["new", "page"]}, source=("new", fields))
    assert [piece.place for piece in pieces] == ["lines 20 to 23", "lines 41 to 44"]
    assert (
        '    tier: press\n  new:\n    title: "Results: the third"\n    publisher: Yes\n'
        "    tier: press\n  # a comment behind\n"
    ) in found
    assert "- source: [new, page]\n" in found


def test_the_day_of_the_file_moves() -> None:
    found, pieces = added(file(SOURCES, FACTS), as_of="2025-12-01")
    assert found.startswith('format: xev-facts/1\ntitle: "Cars"   # a title\nas_of: 2025-12-01\n')
    assert pieces[0] == Piece(3, "as_of: 2025-12-01")


@pytest.mark.parametrize("empty", ["facts: []\n", "facts: [ ]  # none yet\n", "facts: []"])
def test_the_first_statement_takes_the_place_of_the_brackets(empty: str) -> None:
    text = file("sources: {}\n", empty)
    source = ("page", {"title": "A page", "publisher": "A paper", "tier": "press"})
    found, _ = added(text, source=source)
    book = load_text(found).book
    assert book is not None
    assert [fact.text for fact in book.facts] == ["81,302 cars"]
    assert found.endswith("\n") == empty.endswith("\n")
    assert "# none yet" in found or "#" not in empty


def test_a_list_that_is_indented_keeps_its_indent() -> None:
    facts = "facts:\n" + "".join(f"  {line}\n" for line in BLOCK.splitlines())
    found, _ = added(file(SOURCES, facts), {**NEW, "period": "2025-Q3"})
    assert found.endswith("\n\n  - source: page\n    period: 2025-Q3\n    states:\n"
                          "      deliveries: 81,302 cars\n")  # fmt: skip


@pytest.mark.parametrize(
    "facts",
    [
        "facts: [{source: page, period: 2025-Q1, states: {deliveries: 1 cars}}]\n",
        "facts: [\n{source: page, period: 2025-Q1, states: {deliveries: 1 cars}}\n]\n",
        "facts:\n-\n  source: page\n  period: 2025-Q1\n  states: {deliveries: 1 cars}\n",
        "facts:\n- {source: page, period: 2025-Q1,\nstates: {deliveries: 1 cars}}\n",
    ],
)
def test_what_leaves_no_place_is_refused(facts: str) -> None:
    with pytest.raises(NoPlaceError):
        insert(file(SOURCES, facts), Addition(NEW))


TEXTS = st.text(
    st.characters(blacklist_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"]), min_size=1
).filter(lambda text: text == text.strip() and len(text) < 200)


@given(note=TEXTS, values=st.lists(TEXTS, min_size=1, max_size=3))
def test_any_text_is_read_as_it_was_given(note: str, values: Sequence[str]) -> None:
    fields: Fields = {**NEW, "note": note, "states": {"deliveries": values}}
    insert(HEAD + SOURCES + FACTS, Addition(fields))


@pytest.mark.parametrize(
    "period", ["2023", "2024-Q1", "2024-11", "2025-06-30", "2025-Q4", "2026-Q1", "2026-09", "2027"]
)
@pytest.mark.parametrize("about", [{}, {"entity": "group"}, {"model": "yu7"}])
def test_in_the_pinned_facts_the_difference_is_the_block(
    period: str, about: dict[str, str]
) -> None:
    fields: Fields = {
        "source": "ctol-fy2024",
        "period": period,
        **about,
        "states": {"revenue": "1 CNY"},
    }
    found, (piece,) = insert(PINNED, Addition(fields))
    block, old = piece.text + "\n", PINNED
    assert old in (found.replace(f"{near}{block}", "", 1) for near in ("", "\n")) or (
        old == found.replace(f"{block}\n", "", 1)
    )
