"""Facts at the edge of what can be written: what `check` passes stops no command and no tab.

`python -m tests.bad_days.test_accepted 300` tries as many files.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests import DATA
from tests.bad_days.conftest import alone
from tests.bad_days.test_mutants import use
from tests.seen import each_view
from tests.settled import wait_for_real
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.cli.main import cli
from tui.facts.book import FactBook
from tui.facts.load import load_facts

COMMANDS = (
    "calc 2025-Q4",
    "calc 2025-Q4 --json",
    "calc 2025-Q4 --table",
    "calc ttm --currency USD",
    "calc 2025-Q4 --solve deliveries",
    "calc 2025-Q4 --solve price --json",
    "calc 2026-Q1 --set deliveries=6000 --set opex_fixed_share=75%..100%",
    "calc --bridge 2025-Q4 2026-Q1 --json",
    "calc --costs",
    "calc --outlook 4 --json",
    "calc --maker other 2026-Q1 --currency CNY",
    "claim 900 2025-Q4",
    "show finances --maker other --currency EUR",
    "show peers --view quarters --currency USD",
    "show peers --view crossing",
    "show peers --period 2025-Q4 --measure net --format json",
)
_SEGMENT = "  segment: {name: Smart EV and AI}\n"
_MAKERS = """  segment: {name: Smart EV and AI, perimeter: segment}
  other: {name: Other, perimeter: group, currency: USD}
"""
_MORE = """- source: other-q4-2025
  period: 2025-Q4
  entity: other
  states: {deliveries: "49,000 cars", revenue: 2.3 billion USD, operating_result: -0.3 billion USD}
- source: other-q4-2025
  period: 2026-Q1
  entity: other
  states: {deliveries: "52,000 cars", revenue: 2.6 billion USD, operating_result: 0.1 billion USD}
- source: other-q4-2025
  period: 2026-Q1
  states: {deliveries: "81,000 cars", operating_result: -3.0 billion CNY}
forecasts:
- said: 2025-11-18
  by: other
  title: More cars than in the quarter before
  expects: {deliveries: "over 120,000 cars", period: 2026-Q1}
  kind: target
  source: other-q4-2025
- said: 2026-05-26
  by: other
  title: A profit in the year
  expects: {operating_result: over 0 CNY, period: 2026}
  kind: target
  source: other-q4-2025
rates:
- source: other-q4-2025
  period: 2025-Q4
  CNY/USD: {mean: 7.1, low: 7.0, high: 7.2, end: 7.1}
- source: other-q4-2025
  period: 2026-Q1
  CNY/USD: {mean: 7.0, low: 6.9, high: 7.1, end: 6.9}
events:
"""
_SOURCE = "  other-q4-2025: {title: Its quarter, publisher: Gazette, tier: press}\nfacts:\n"


def _text() -> str:
    """Two makers with quarters, cars, promises and rates."""
    text = (DATA / "tired.yaml").read_text(encoding="utf-8")
    for old, new in ((_SEGMENT, _MAKERS), ("facts:\n", _SOURCE), ("events:\n", _MORE)):
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


TEXT = _text()
QUANTITY = re.compile(
    r"(?<=: )\"?(?:over )?[-+]?[\d.,]*\d ?(?:billion )?(?P<unit>[A-Z]{3}(?:/car)?|[a-z]+|%)\"?"
    r"(?=[,}\n])"
)
PLACES = len(QUANTITY.findall(TEXT))

PATH = Path("facts.yaml")
HEDGED = st.sampled_from(("", "about ", "nearly ", "over ", "under ", "exactly ", "up to "))
NUMBERS = st.one_of(
    st.integers(0, 200).map("{:,}".format),
    st.integers(0, 10**17).map("{:,}".format),
    st.decimals(0, 10**9, places=3).map("{:,}".format),
    st.decimals(0, 1, places=12).map("{:f}".format),
)
MARGINS = st.one_of(st.just(""), st.integers(0, 10**9).map("±{}".format))
SIGNS = st.sampled_from(("", "", "-"))
SCALES = st.sampled_from(("", "", "", " million", " billion", " trillion"))


@st.composite
def written(draw: st.DrawFn) -> str:
    """A number as a file may have it, with its hedge and its scale."""
    margin = draw(MARGINS)
    hedge = "" if margin else draw(HEDGED)
    return f"{hedge}{draw(SIGNS)}{draw(NUMBERS)}{margin}{draw(SCALES)}"


FILES = st.dictionaries(st.integers(0, PLACES - 1), written(), min_size=1, max_size=5)
"""What stands in the place of some quantities, by their number."""


def with_quantities(found: dict[int, str]) -> str:
    """The text with other quantities of the same units."""
    places = iter(range(PLACES))

    def other(match: re.Match[str]) -> str:
        number, unit = found.get(next(places)), match["unit"]
        return f'"{number}{"" if unit == "%" else " "}{unit}"' if number else match[0]

    return QUANTITY.sub(other, TEXT)


def is_accepted(found: dict[int, str]) -> bool:
    """Write a file into the current folder; whether the check passes it."""
    PATH.write_text(with_quantities(found), encoding="utf-8")
    return not run(f"check {PATH}")


def use_everywhere() -> None:
    """Everything that commands and tables work out of the file."""
    for words in COMMANDS:
        run(f"{words} --facts {PATH}")
    use(load_facts(PATH))


async def visit(book: FactBook, tab: str) -> None:
    """Open every view of a tab with its sources, exports, search and filter."""
    app = XevApp(book, tab=tab)
    async with app.run_test(size=(100, 30)) as pilot:
        async for _ in each_view(pilot, [tab]):
            await pilot.press("down", "right", "s", "c", "x", "2", "x", "5")
        await pilot.press("end", "s", "slash", "9", "escape", "f", "9", "escape", "escape", "p")


def run(words: str) -> int:
    """The exit code of a command; what it does not answer by itself is raised."""
    return CliRunner().invoke(cli, words.split(), catch_exceptions=False).exit_code


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


FOUND = (
    # Zero in words that leave zero out, as what is divided by: cars of two makers, a range.
    {58: "nearly 0"},
    {57: "nearly 0"},
    {47: "nearly 0"},
    # A result per car without an upper end.
    {60: "24±40418472 billion"},
    # A quarter that the year may leave nothing of; a start without corners.
    {33: "90.641±891 billion", 59: "exactly 0.681448194353"},
    {49: "over 381,390.645 trillion", 38: "1±9 billion", 48: "58±29955"},
)
"""What once stopped a command."""


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize("found", FOUND)
def test_what_once_stopped_a_command_stops_none(found: dict[int, str]) -> None:
    assert is_accepted(found)
    use_everywhere()


@pytest.mark.usefixtures("_here")
def test_the_text_itself_is_opened_everywhere() -> None:
    assert PLACES > 60
    assert is_accepted({})
    use_everywhere()


def tried(files: int, tabs: int) -> None:
    """Try so many files with all commands, and so many on a tab."""
    quick = HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture

    @settings(max_examples=files, deadline=None, suppress_health_check=quick)
    @given(FILES)
    def with_commands(found: dict[int, str]) -> None:
        assume(is_accepted(found))
        use_everywhere()

    @settings(max_examples=tabs, deadline=None, suppress_health_check=quick)
    @given(FILES, st.sampled_from(list(TABS)))
    def on_a_tab(found: dict[int, str], tab: str) -> None:
        assume(is_accepted(found))
        asyncio.run(visit(load_facts(PATH), tab))

    with_commands()
    on_a_tab()


@pytest.mark.usefixtures("_here")
@pytest.mark.parametrize(
    ("files", "tabs"), [(3, 2), pytest.param(100, 60, marks=pytest.mark.nightly)]
)
def test_what_check_passes_stops_nothing(files: int, tabs: int) -> None:
    tried(files, tabs)


def main() -> None:
    """Try as many files with commands, and as many on a tab, as the argument says."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with (
        tempfile.TemporaryDirectory() as folder,
        alone(Path(folder)),
        pytest.MonkeyPatch.context() as patch,
    ):
        wait_for_real(patch)
        tried(many, many)


if __name__ == "__main__":
    main()
