"""How findings are printed: all at once, in order, with the user's own line and a caret."""

from __future__ import annotations

from random import Random
from time import process_time

import pytest

from tests.facts import SAMPLE, broken
from tests.facts.mutations import damaged
from tui.facts.diagnostics import LIMIT, Diagnostic, brief, excerpt, full
from tui.facts.load import load_text
from tui.system.text_width import cell_width


def test_a_finding_is_one_line_that_editors_can_jump_to() -> None:
    found = Diagnostic("facts.yaml", 42, 7, "error", "code", "what is wrong", "what to type")
    assert str(found) == "facts.yaml:42:7: error[code]: what is wrong (what to type)"


def test_the_full_form_shows_the_line_and_the_place() -> None:
    text, line, _ = broken(SAMPLE, "about 2.5 billion USD", "about ¦$2.5 billion")
    loaded = load_text(text)
    assert full(loaded.diagnostics) == (
        "error[bad-quantity]: currency sign '$' is ambiguous\n"
        f"  --> facts.yaml:{line}:39\n"
        "   |\n"
        f"{line} |     revenue: [18.6 billion CNY, about $2.5 billion]\n"
        "   |                                       ^^^^\n"
        "   = put the ISO 4217 code after the number: 38 million EUR"
    )


def test_carets_count_cells() -> None:
    line, caret = excerpt("  小米: 5亿 CNX", 8, 6)
    assert line == "  小米: 5亿 CNX"
    assert caret == " " * cell_width("  小米: 5") + "^" * cell_width("亿 CNX")


@pytest.mark.parametrize("column", [1, 60, 5_000, 10_001])
def test_a_long_line_is_cut_around_the_place(column: int) -> None:
    shown, caret = excerpt("x" * (column - 1) + "!" + "x" * (10_000 - column + 1), column, 1)
    assert cell_width(shown) <= 102
    assert shown[caret.index("^")] == "!"


def test_an_excerpt_cannot_drive_the_terminal() -> None:
    text, *_ = broken(SAMPLE, "page 12", "¦\x1b[31m\u202epage")
    loaded = load_text(text)
    printed = full(loaded.diagnostics)
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_all_findings_come_at_once_in_the_order_of_the_file() -> None:
    text = SAMPLE.replace("2025-06-26\n  kind: launch", "26.06.2025\n  kind: lunch")
    text = text.replace("unit: cars\n", "unit: carts\n").replace("23.0%", "$23")
    text = text.replace("publisher: A blog", "publicher: A blog").replace(
        "preferred: 1", "preferred: 3"
    )
    found = [item.code for item in load_text(text).diagnostics]
    assert found == ["unknown-unit", "unknown-field", "bad-quantity", "bad-value", "bad-value"]


def test_an_entry_that_does_not_fit_is_not_missed_elsewhere() -> None:
    text = SAMPLE.replace("tier: company", "tier: compny").replace("maker: Xiaomi, trims", "trims")
    found = [item.code for item in load_text(text).diagnostics]
    assert found == ["missing-field", "bad-value"]


def test_a_section_without_its_name_is_one_slip() -> None:
    (found,) = load_text(SAMPLE.replace("\nconcepts:", "")).diagnostics
    assert found.message == "field 'concepts' is missing"
    assert load_text(SAMPLE.replace("\nconcepts:", "\nconepts:")).diagnostics[0].advice == (
        "did you mean 'concepts'?"
    )


def test_fields_that_are_missing_together_are_one_finding() -> None:
    (found,) = load_text("format: xev-facts/1\ntitle: Cars\n").diagnostics
    assert found.message == (
        "fields 'as_of', 'entities', 'concepts', 'sources', 'facts' are missing"
    )


def test_a_truncated_file() -> None:
    for end in range(0, len(SAMPLE), 97):
        loaded = load_text(SAMPLE[:end])
        assert loaded.diagnostics
        assert len(loaded.diagnostics) <= 13


def test_ten_thousand_errors_are_counted() -> None:
    states = "- source: newswire\n  period: 2025-Q9\n  states: {deliveries: 1 cars}\n" * 10_000
    text, *_ = broken(SAMPLE, "facts:\n", f"facts:¦\n{states}")
    start = process_time()
    found = load_text(text).diagnostics
    assert len(found) == 10_000
    printed = brief(found)
    assert printed.count("\n") == LIMIT
    assert printed.endswith("\nand 9,950 more")
    assert full(found).endswith("\n\nand 9,950 more")
    assert process_time() - start < 20


def test_ten_thousand_unknown_names_do_not_take_for_ever() -> None:
    states = "".join(
        f"- source: news{number}\n  period: 2025-Q1\n  stats: {{}}\n" for number in range(10_000)
    )
    text, *_ = broken(SAMPLE, "facts:\n", f"facts:¦\n{states}")
    start = process_time()
    assert len(load_text(text).diagnostics) >= 10_000
    assert process_time() - start < 20


def test_huge_keys_and_lists() -> None:
    long = "x" * 100_000
    text, *_ = broken(SAMPLE, "    gross_margin: 23.0%", f"    ¦{long}: 23.0%")
    (found,) = load_text(text).diagnostics
    assert len(str(found)) < 300
    names = ", ".join(["newswire"] * 10_000)
    text, *_ = broken(SAMPLE, "source: [newswire, translation]", f"source: ¦[{names}]")
    assert len(load_text(text).diagnostics) == 9_999


@pytest.mark.parametrize("seed", range(0, 800, 100))
def test_damage_gives_findings_inside_the_file(seed: int) -> None:
    for offset in range(100):
        text = damaged(SAMPLE, Random(seed + offset))
        loaded = load_text(text)
        lines = text.removeprefix("\ufeff").split("\n")
        for found in loaded.diagnostics:
            assert 1 <= found.line <= len(lines)
            assert 1 <= found.column <= len(lines[found.line - 1]) + 1
        errors = [found for found in loaded.diagnostics if found.severity == "error"]
        assert bool(errors) is (loaded.book is None)
        full(loaded.diagnostics)
