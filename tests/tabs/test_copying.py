"""What `y`, `ctrl+y` and `Y` copy, on every tab: for a spreadsheet, and to be printed."""

from __future__ import annotations

import pytest

from tests.seen import each_tab
from tui import __version__
from tui.app.program import XevApp
from tui.app.registry import TABS
from tui.facts.book import FactBook


def _bare(text: str) -> str:
    """Letters and digits alone."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize("currency", ["USD", pytest.param("CNY", marks=pytest.mark.nightly)])
async def test_every_tab_copies_for_a_spreadsheet_and_for_print(
    shipped: FactBook, currency: str
) -> None:
    sent: list[str] = []
    app = XevApp(shipped, currency=currency)
    async with app.run_test(size=(120, 40)) as pilot:
        async for tab in each_tab(pilot):
            await pilot.press(*("tab" for _ in range(tab == "calculator")))
            for key in ("y", "ctrl+y", "Y"):
                await pilot.press(key)
                sent.append(app.clipboard)
    for tab, (value, row, printed) in zip(TABS, zip(*[iter(sent)] * 3, strict=True), strict=True):
        heads, *cells = (line.split("\t") for line in row.splitlines())
        assert [len(line) for line in cells] == [len(heads)], tab
        assert len(heads) > 1
        assert not set("−≠★≈\n\t") & set(value + "".join(cells[0])), tab
        first, *_, last = printed.splitlines()
        assert _bare(value).rstrip("0") in _bare(first), tab
        assert last.startswith(f"xev-tui {__version__}, facts as of 27 Nov 2026, ")
        assert any("http" in line for line in printed.splitlines()), tab
        is_converted = currency == "USD" and tab in ("models", "finances", "calculator", "peers")
        assert ("European Central Bank, “Euro foreign" in printed) == is_converted, tab
        assert ("mean rate, " in printed and " CNY per USD (daily" in printed) == is_converted


@pytest.mark.parametrize(
    ("tab", "keys", "expected"),
    [
        ("finances", "b tab down down", {"unit": "CNY/car"}),
        ("disputes", "enter end", {"name": "segment revenue", "unit": "CNY"}),
    ],
)
async def test_what_no_table_has_is_copied_with_name_and_bounds(
    shipped: FactBook, tab: str, keys: str, expected: dict[str, str]
) -> None:
    app = XevApp(shipped, tab=tab)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys.split(), "ctrl+y")
        await pilot.pause()
    heads, cells = (line.split("\t") for line in app.clipboard.splitlines())
    row = dict(zip(heads, cells, strict=True))
    assert expected.items() <= row.items()
    low, value, high = (float(row[name].rstrip("%")) for name in ("low", "value", "high"))
    assert low <= value <= high
