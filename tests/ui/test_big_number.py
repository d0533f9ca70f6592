"""Digits that cannot be taken for each other."""

from __future__ import annotations

from itertools import combinations

from textual.app import App, ComposeResult

from tui.facts.fmt import digits
from tui.ui.big_number import GLYPHS, BigNumber


def test_no_two_digits_differ_in_one_place_only() -> None:
    """A 3 with one stroke more must not be an 8."""
    for one, other in combinations("0123456789", 2):
        pairs = zip(_cells(one), _cells(other), strict=True)
        assert sum(a != b for a, b in pairs) > 1, (one, other)


def test_every_character_of_a_figure_is_drawn() -> None:
    """Also those of a figure that is missing."""
    assert set("+-,0123456789") | set(digits(None)) <= set(GLYPHS)


class _Page(App[None]):
    def compose(self) -> ComposeResult:
        yield BigNumber()


async def test_a_number_is_whole_also_where_large_digits_have_no_room() -> None:
    async with _Page().run_test() as pilot:
        big = pilot.app.query_one(BigNumber)
        big.show("-1,773,116,620", 60)
        assert str(big.render()).count("\n") == 2
        assert max(map(len, str(big.render()).splitlines())) <= 60
        big.show("-1,773,116,620", 40)
        assert str(big.render()).strip() == "−1,773,116,620"


def _cells(char: str) -> str:
    return "".join(row.ljust(4) for row in GLYPHS[char])
