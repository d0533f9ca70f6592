"""Scenarios kept between runs: a YAML file in the user's data folder that people can read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from tui.economics.scored import score
from tui.facts import fmt
from tui.facts.book import FactBook
from tui.facts.period import PeriodError, parse_period
from tui.system.files import alone, read_text, write_whole
from tui.system.paths import place

_NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
"""What `fmt.plain` writes of a number that can be counted."""
_HEAD = "# Scenarios of xev-tui: a period of the facts and what was assumed about it.\n"


class ScenariosError(ValueError):
    """The file cannot be used; one line that says where and what to do."""


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A name, a period such as `2026-Q1`, and assumptions as they are typed.

    Of a period that had no result yet, also the day on which it was kept and the result that was
    expected, in full units of the reporting currency.
    """

    name: str
    period: str
    assumptions: Mapping[str, str] = field(default_factory=dict)
    kept: str = ""
    expected: Decimal | None = None

    def about(self, book: FactBook) -> str:
        """What came of it, where something was expected; then what it assumes."""
        words = [", ".join([self.period, *map(" ".join, self.assumptions.items())])]
        if self.expected is not None:
            found = score(book, parse_period(self.period), self.expected)
            came = fmt.with_signs(found.says) if found else "no outcome on file"
            size = fmt.with_signs(fmt.coded_total(self.expected, book.currency))
            words.insert(0, f"{size} expected on {self.kept}, {came}")
        return "; ".join(words)


def scenarios_path() -> Path:
    """Where scenarios are kept, in the user's data folder."""
    return place("data") / "scenarios.yaml"


def load_scenarios(path: Path) -> tuple[SavedScenario, ...]:
    """The scenarios of a file, none where there is no file. Raises ScenariosError."""
    import yaml

    try:
        text = read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ScenariosError(f"{path} cannot be read: {_reason(error)}") from None
    try:
        found = yaml.load(text, Loader=yaml.BaseLoader)
    except RecursionError:
        raise ScenariosError(f"{path} is nested too deep. Correct it or move it away.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "not YAML"
        raise ScenariosError(f"{place}: {problem}. Correct it or move it away.") from None
    if found in (None, ""):
        return ()
    rows = found.get("scenarios") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        raise ScenariosError(f"{path}: expected a list under 'scenarios:'. Correct it or move it.")
    return tuple(_scenario(path, place, row) for place, row in enumerate(rows, 1))


def _scenario(path: Path, place: int, row: object) -> SavedScenario:
    where = f"{path}: scenario {place}"
    if not isinstance(row, dict):
        raise ScenariosError(f"{where} needs a name and a period.")
    name, period = row.get("name"), row.get("period")
    if not (isinstance(name, str) and name and isinstance(period, str) and period):
        raise ScenariosError(f"{where} needs a name and a period, such as 2026-Q1.")
    assumed = row.get("assumptions") or {}
    if not isinstance(assumed, dict) or not all(isinstance(v, str) for v in assumed.values()):
        raise ScenariosError(f"{where}: 'assumptions:' takes lines such as 'deliveries: 108,796'.")
    typed = {str(key): text for key, text in assumed.items()}
    kept, expected = row.get("kept"), row.get("expected")
    if expected is None:
        return SavedScenario(name, period, typed)
    try:
        parse_period(period)
        is_readable = bool(_NUMBER.fullmatch(str(expected)))
    except PeriodError:
        is_readable = False
    if not is_readable:
        message = f"{where}: 'expected:' takes a number such as -2100000000, and a period 2026-Q1."
        raise ScenariosError(message)
    return SavedScenario(name, period, typed, str(kept or ""), Decimal(str(expected)))


def keep_scenario(path: Path, scenario: SavedScenario) -> None:
    """Add a scenario; one of the same name is replaced. Raises ScenariosError."""
    with _changing(path) as rows:
        if any(other.name == scenario.name for other in rows):
            rows[:] = [scenario if other.name == scenario.name else other for other in rows]
        else:
            rows.append(scenario)


def drop_scenario(path: Path, name: str) -> None:
    """Take a scenario out of the file. Raises ScenariosError."""
    with _changing(path) as rows:
        rows[:] = [other for other in rows if other.name != name]


@contextmanager
def _changing(path: Path) -> Iterator[list[SavedScenario]]:
    """The scenarios, written back in the end; other programs wait, so that none is lost."""
    try:
        with alone(path.parent):
            rows = [*load_scenarios(path)]
            yield rows
            write_whole(path, _HEAD + _text(rows))
    except OSError as error:
        raise ScenariosError(f"{path} cannot be written: {_reason(error)}") from None


def _text(rows: Iterable[SavedScenario]) -> str:
    import yaml

    plain = [
        {"name": row.name, "period": row.period}
        | ({"assumptions": dict(row.assumptions)} if row.assumptions else {})
        | ({} if row.expected is None else {"kept": row.kept, "expected": fmt.plain(row.expected)})
        for row in rows
    ]
    return yaml.safe_dump({"scenarios": plain}, allow_unicode=True, sort_keys=False, width=1000)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
