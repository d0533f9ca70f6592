"""Numbers, periods and durations are read in the digits 0 to 9, whoever types or writes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.economics.quarters import BOOK
from tests.facts import SAMPLE
from tui.cli.entry import read_day
from tui.cli.web import Port
from tui.cli.web_server import bounded
from tui.economics.account import base_of
from tui.economics.parse import read_cars, read_money, read_percent, read_rate
from tui.economics.plan import read_plan
from tui.facts.load import load_text
from tui.facts.period import parse_period
from tui.facts.quantity import parse_quantity
from tui.present.asked import read_base
from tui.tabs.calculator.ahead import look_ahead
from tui.tabs.calculator.saved import load_scenarios

OTHER = (str.maketrans("0123456789", digits) for digits in ("０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩"))
WIDE, ARABIC = OTHER
START = base_of(BOOK, parse_period("2025-Q4"))


def in_sample(old: str, before: str = "", after: str = "") -> Callable[[str], object]:
    """Reads the sample with what is typed in the place of a text that it has once."""
    assert SAMPLE.count(f"{before}{old}{after}") == 1

    def read(text: str) -> object:
        return load_text(SAMPLE.replace(f"{before}{old}{after}", before + text + after)).required()

    return read


def planned(name: str) -> Callable[[str], object]:
    return lambda text: read_plan(BOOK, START, "6", {f"{name}{text}": "700,000"})


def saved(text: str) -> object:
    path = Path("scenarios.yaml")
    path.write_text(f"scenarios: [{{name: a, period: 2026-Q1, expected: '{text}'}}]\n", "utf-8")
    return load_scenarios(path)


READERS: dict[str, tuple[str, Callable[[str], object]]] = {
    "period": ("2025-Q1", parse_period),
    "quantity": ("75 CNY", parse_quantity),
    "duration": ("PT18H", in_sample("PT18H")),
    "decimals": ("-4", in_sample("-4", "decimals: ")),
    "rate": ("7.2748", in_sample("7.2748")),
    "day of a file": ("2025-11-21", in_sample("2025-11-21", "as_of: ")),
    "money": ("12.5", lambda text: read_money(text, "asp", "CNY")),
    "ambiguous money": ("150,000", lambda text: read_money(text, "asp", "CNY")),
    "cars": ("75,869", read_cars),
    "percent": ("23.2%", lambda text: read_percent(text, "gross_margin")),
    "typed rate": ("7.2", lambda text: read_rate(text, "rates", "CNY")),
    "quarters ahead": ("6", lambda text: read_plan(BOOK, START, text, {})),
    "quarters ahead on the screen": ("6", lambda text: look_ahead(BOOK, START, {"quarters": text})),
    "result of a scenario": ("-2100000000", saved),
    "port": ("8000", lambda text: Port(1, 65535).convert(text, None, None)),
    "size of a page": ("80", lambda text: bounded(text, "24")),
    "year of a total": ("2026", planned("deliveries_")),
    "day of a source": ("2026-11-24", read_day),
    "period of calc": ("2025-q1", lambda text: read_base(BOOK, text)),
}


@pytest.mark.parametrize("name", READERS)
def test_only_the_digits_0_to_9_are_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    text, read = READERS[name]
    read(text)
    for other in (text.translate(WIDE), text.translate(ARABIC)):
        with pytest.raises(Exception, match=r".") as caught:
            read(other)
        # Not Python's own word about what it could not read.
        assert not str(caught.value).startswith(("invalid literal", "[<class"))
        assert "could be" not in str(caught.value)


@pytest.mark.parametrize("text", ["9" * 5000, "0", "13", "six", "1e1", "+6", "6.0", ""])
def test_an_outlook_has_1_to_12_quarters(text: str) -> None:
    with pytest.raises(ValueError, match="An outlook has 1 to 12 quarters"):
        read_plan(BOOK, START, text, {})


@pytest.mark.parametrize("text", [f"P{'9' * 5000}D", f"PT{'9' * 10}H"])
def test_a_duration_has_at_most_nine_digits_a_unit(text: str) -> None:
    with pytest.raises(Exception, match="not an ISO 8601 duration"):
        in_sample("PT18H")(text)
