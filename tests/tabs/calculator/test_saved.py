"""Scenarios in a file that people can read, and may have written or broken themselves."""

from concurrent.futures import ProcessPoolExecutor
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.economics.quarters import BOOK, QUARTERS, book_of
from tui.tabs.calculator.saved import (
    SavedScenario,
    ScenariosError,
    drop_scenario,
    keep_scenario,
    load_scenarios,
    scenarios_path,
)

BREAK_EVEN = SavedScenario("Break-even 26", "2026-Q1", {"deliveries": "143,521", "hold": "margin"})
CHEAP = SavedScenario("5% cheaper", "2025-Q1", {"price": "-5%"})


EXPECTED = SavedScenario(
    "Spring", "2026-Q1", {"deliveries": "90,000"}, "2026-04-20", Decimal(-2_100_000_000)
)


def test_what_was_expected_is_kept_with_its_day(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    keep_scenario(path, EXPECTED)
    assert load_scenarios(path) == (EXPECTED,)


def test_a_scenario_tells_what_came_of_it() -> None:
    assert EXPECTED.about(BOOK) == (
        "−¥2.10bn expected on 2026-04-20, actual −¥3.1bn, missed by +¥1.00bn; a no-change "
        "forecast missed by +¥4.10bn; 2026-Q1, deliveries 90,000"
    )
    early = book_of({k: v for k, v in QUARTERS.items() if k != "2026-Q1"})
    assert EXPECTED.about(early) == (
        "−¥2.10bn expected on 2026-04-20, no outcome on file; 2026-Q1, deliveries 90,000"
    )
    assert CHEAP.about(BOOK) == "2025-Q1, price -5%"


def test_no_file_is_no_scenario(tmp_path: Path) -> None:
    assert load_scenarios(tmp_path / "none.yaml") == ()


def test_what_is_kept_is_found_again_in_order(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "scenarios.yaml"
    for row in (BREAK_EVEN, CHEAP):
        keep_scenario(path, row)
    assert load_scenarios(path) == (BREAK_EVEN, CHEAP)


def test_one_of_the_same_name_is_replaced_in_its_place(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    for row in (BREAK_EVEN, CHEAP, SavedScenario("Break-even 26", "2025-Q2")):
        keep_scenario(path, row)
    assert load_scenarios(path) == (SavedScenario("Break-even 26", "2025-Q2"), CHEAP)


def test_one_can_be_dropped(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    for row in (BREAK_EVEN, CHEAP):
        keep_scenario(path, row)
    drop_scenario(path, BREAK_EVEN.name)
    assert load_scenarios(path) == (CHEAP,)


def test_the_file_reads_as_it_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    keep_scenario(path, BREAK_EVEN)
    assert path.read_text(encoding="utf-8") == (
        "# Scenarios of xev-tui: a period of the facts and what was assumed about it.\n"
        "scenarios:\n"
        "- name: Break-even 26\n"
        "  period: 2026-Q1\n"
        "  assumptions:\n"
        "    deliveries: 143,521\n"
        "    hold: margin\n"
    )


def test_numbers_written_by_hand_are_taken_as_written(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_text("scenarios:\n- {name: 7, period: 2025, assumptions: {opex: 4e9, price: 010}}\n")
    assert load_scenarios(path) == (SavedScenario("7", "2025", {"opex": "4e9", "price": "010"}),)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("scenarios: [\n", ":2"),
        ("scenarios:\n  a: b\n", "list under 'scenarios:'"),
        ("- a\n", "list under 'scenarios:'"),
        ("scenarios: [x]\n", "scenario 1 needs a name"),
        ("scenarios: [{name: a}]\n", "such as 2026-Q1"),
        ("scenarios: [{name: a, period: 2025, assumptions: [1]}]\n", "takes lines such as"),
        ("scenarios: [{name: a, period: 2025, assumptions: {opex: {}}}]\n", "takes lines such as"),
        ("scenarios: [{name: a, period: 2025, expected: soon}]\n", "takes a number such as"),
        ("scenarios: [{name: a, period: 2025, expected: nan}]\n", "takes a number such as"),
        ("scenarios: [{name: a, period: soon, expected: 1}]\n", "takes a number such as"),
        ("scenarios:\n  " + "- " * 3000, "nested too deep"),
        (f"# {'x' * 250_000}", "larger than 250,000 bytes"),
    ],
)
def test_a_broken_file_says_where_and_is_left_alone(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenariosError) as caught:
        keep_scenario(path, CHEAP)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    assert path.read_text(encoding="utf-8") == text


def test_of_two_that_write_at_once_neither_loses_any(tmp_path: Path) -> None:
    path = tmp_path / "new" / "scenarios.yaml"
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(partial(_keep_twenty, path), range(4)))
    assert len(load_scenarios(path)) == 80


def _keep_twenty(path: Path, writer: int) -> None:
    for number in range(20):
        keep_scenario(path, SavedScenario(f"{writer}.{number}", "2026-Q1"))


@pytest.mark.parametrize("text", ["", "# nothing\n", "scenarios: []\n"])
def test_an_empty_file_is_no_scenario(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_text(text, encoding="utf-8")
    assert load_scenarios(path) == ()


def test_a_file_that_is_not_text_or_not_a_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "scenarios.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScenariosError, match="cannot be read"):
        load_scenarios(path)
    with pytest.raises(ScenariosError, match="cannot be read"):
        load_scenarios(tmp_path)
    with pytest.raises(ScenariosError, match=r"cannot be (read|written)"):
        keep_scenario(path / "below.yaml", CHEAP)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1)


@given(name=TEXT, typed=st.dictionaries(st.sampled_from(["opex", "price", "hold"]), TEXT))
def test_any_text_survives_the_file(
    tmp_path_factory: pytest.TempPathFactory, name: str, typed: dict[str, str]
) -> None:
    path = tmp_path_factory.mktemp("kept") / "scenarios.yaml"
    row = SavedScenario(name, "2026-Q1", typed)
    keep_scenario(path, row)
    assert load_scenarios(path) == (row,)
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["scenarios"][0]["name"] == name


def test_the_file_lies_in_the_users_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert scenarios_path() == tmp_path / "xev-tui" / "scenarios.yaml"
