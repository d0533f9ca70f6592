"""The place of a maker among others in words, on the shipped facts."""

import pytest

from tui.economics.peers import peers_of
from tui.facts.book import FactBook
from tui.facts.period import parse_period
from tui.present.placed import place_of


@pytest.mark.parametrize(
    ("maker", "when", "concept", "said"),
    [
        ("segment", "2026-Q1", "operating_result", "Third largest loss per car of six makers"),
        ("lucid", "2026-Q1", "operating_result", "Largest loss per car of six makers"),
        ("tesla", "2026-Q1", "operating_result", "Largest profit per car of six makers"),
        ("segment", "2025-Q4", "operating_result", "Second largest profit per car of six makers"),
        ("segment", "2026-Q2", "operating_result", ""),  # one weak voice
        ("segment", "2024-Q2", "adjusted_net_result", ""),  # nobody else has that measure
        ("li-auto", "2026-Q1", "operating_result", ""),  # not found
        ("segment", "2025", "operating_result", ""),  # no quarter
        ("segment", "2026-Q1", "", ""),  # no result
    ],
)
def test_the_place_of_a_result(
    shipped: FactBook, maker: str, when: str, concept: str, said: str
) -> None:
    assert place_of(peers_of(shipped, "CNY"), maker, parse_period(when), concept) == said
